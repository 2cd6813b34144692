/* What a process that reads untrusted bytes gives up, for good: files, network, programs, children,
 * much memory and time. The home of libseccomp. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* With the sanitizers all takes several times as long, and terabytes are mapped and never used. */
#if defined(__SANITIZE_ADDRESS__)
#define WB_CONFINED_SANITIZED 1
#else
#define WB_CONFINED_SANITIZED 0
#endif
#define WB_CONFINED_SLOWER (WB_CONFINED_SANITIZED ? 3 : 1)

#define WB_CONFINED_FD 3                             /* where a confined process writes */
#define WB_CONFINED_SECONDS (4 * WB_CONFINED_SLOWER) /* of CPU */
#define WB_CONFINED_MEGABYTES 768                    /* of address space */

/* Builds the filter; once, in the parent, so that children only switch it on. FALSE where the
 * system has none. */
gboolean wb_confine_prepare(void);

/* Leaves @out_fd (as WB_CONFINED_FD) and @said_fd (as stderr) open and nothing else. */
gboolean wb_confine_descriptors(int out_fd, int said_fd);

/* Switches limits and filter on. FALSE where the system refuses. */
gboolean wb_confine(void);

G_END_DECLS
