/* The summary as a spreadsheet: see report-xlsx.h. */
#include "report-xlsx.h"

#include <glib/gstdio.h>
#include <unistd.h>

#include "fonts.h"
#include "report-facts.h"
#include "report-xlsx-private.h"
#include "words.h"

static void
write_method(const WbXlsx *self)
{
    WbBookSheet *to = wb_book_add_sheet(self->book, wb_xlsx_words(self, "report.method"));

    wb_book_sheet_add_head(to, wb_xlsx_words(self, "report.method"), 2.5 * WB_BOOK_WIDE);
    wb_book_sheet_end_row(to);
    for (gsize n = 0; wb_report_method[n]; n++) {
        wb_book_sheet_add_text(to, wb_xlsx_words(self, wb_report_method[n]));
        wb_book_sheet_end_row(to);
    }
}

/* Whose it is and when, after what nobody may overlook. */
static void
set_banner(const WbXlsx *self)
{
    g_autofree char *title =
        wb_words_format(self->sheet->language, "report.document", "report",
                        wb_xlsx_words(self, "report.title"), "workbook", self->sheet->title, NULL);
    g_autofree char *date =
        self->sheet->date
            ? wb_words_format(self->sheet->language, "report.date", "date", self->sheet->date, NULL)
            : NULL;
    g_autoptr(GString) banner = g_string_new(NULL);

    if (self->tally->internal)
        g_string_append_printf(banner, "%s · ", wb_xlsx_words(self, "report.internal"));
    g_string_append(banner, title);
    if (date)
        g_string_append_printf(banner, " · %s", date);
    wb_book_set_banner(self->book, banner->str);
}

static void
write_sheets(const WbXlsx *self)
{
    set_banner(self);
    wb_xlsx_write_summary(self);
    wb_xlsx_write_sections(self);
    wb_xlsx_write_needs(self);
    if (self->tally->populations->len) {
        wb_xlsx_write_matrix(self);
        wb_xlsx_write_served(self);
    }
    wb_xlsx_write_providers(self);
    wb_xlsx_write_namings(self);
    if (self->tally->internal)
        wb_xlsx_write_contacts(self);
    wb_xlsx_write_words(self);
    wb_xlsx_write_disciplines(self);
    wb_xlsx_write_numbers(self);
    wb_xlsx_write_distribution(self);
    wb_xlsx_write_choices(self);
    wb_xlsx_write_questions(self);
    if (self->tally->internal)
        wb_xlsx_write_quotes(self);
    wb_xlsx_write_pages(self);
    wb_xlsx_write_reviews(self);
    if (self->tally->comparison) {
        wb_xlsx_write_need_changes(self);
        wb_xlsx_write_answer_changes(self);
    }
    write_method(self);
}

/* The library writes files only. */
static GBytes *
read_file(const char *path, GError **error)
{
    char *data;
    gsize length;

    return g_file_get_contents(path, &data, &length, error) ? g_bytes_new_take(data, length) : NULL;
}

GBytes *
wb_report_xlsx_write(const WbTally *tally, const WbReportSheet *sheet, GError **error)
{
    WbXlsx self = {.tally = tally, .sheet = sheet};
    g_autofree char *path = NULL;
    int fd = g_file_open_tmp("workbook-read-XXXXXX.xlsx", &path, error);
    GBytes *out = NULL;

    if (fd < 0)
        return NULL;
    close(fd);
    self.book = wb_book_new(path, wb_fonts_lookup(sheet->language)->rtl);
    write_sheets(&self);
    if (wb_book_close(self.book, path, error))
        out = read_file(path, error);
    g_unlink(path);
    return out;
}
