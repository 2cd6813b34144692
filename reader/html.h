/* Text of an HTML page while it is written: what is markup and what is text are never mixed up, for
 * names come from people whom nobody knows. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Markup, as it is; of our own words only. */
void wb_html_add(GString *html, const char *markup);
/* What somebody wrote: escaped, without control characters. NULL is nothing. */
void wb_html_text(GString *html, const char *text);
/* The same in an element of its own direction, so that it turns nothing around; a line may end
 * after a slash, which browsers do not do by themselves. */
void wb_html_name(GString *html, const char *name);
/* <p class="note">text</p>: @tag may carry attributes that need no escaping. */
void wb_html_element(GString *html, const char *tag, const char *text);
/* The same of a text that takes ownership of it. */
void wb_html_take_element(GString *html, const char *tag, char *text);
/* A space, the name and the value in quotation marks. */
void wb_html_attribute(GString *html, const char *name, const char *value);

G_END_DECLS
