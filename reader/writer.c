/* What every format asks: see writer.h. */
#include "writer.h"

gboolean
wb_writer_shows(const WbWriterOptions *options, const char *field)
{
    return options->sensitive || !wb_codebook_is_sensitive(options->codebook, field);
}
