/* What a child that somebody has taken over may send: a header, then lines of JSON. Whatever it is,
 * the parent gets a record or NULL. One input in so many goes through a real child's pipe as well,
 * which costs a process each. */
#include <string.h>
#include <unistd.h>

#include "confine.h"
#include "fuzz.h"
#include "jail.h"
#include "reading.h"
#include "sample.h"

#define HEADER 12       /* "WBR1", status and length, four bytes each */
#define ONE_CHILD_IN 64 /* inputs */

static WbEditions *editions;

static void
assert_same_again(const WbRecord *record)
{
    g_autofree char *written = wb_record_to_json(record), *rewritten = NULL;
    g_autoptr(GError) error = NULL;
    g_autoptr(WbRecord) again = wb_record_parse(written, -1, &error);

    g_assert_no_error(error);
    rewritten = wb_record_to_json(again);
    g_assert_cmpstr(rewritten, ==, written);
    g_assert_null(strchr(written, '\n'));
}

static gboolean
parse_text(const char *text, gboolean trust_attached)
{
    WbReadingOptions options = {editions, trust_attached};
    g_autoptr(WbEdition) attached = NULL;
    g_autoptr(WbRecord) record = wb_reading_parse(text, &options, &attached);

    if (record)
        assert_same_again(record);
    g_assert_true(record || !attached);
    g_assert_true(trust_attached || !attached);
    return record != NULL;
}

static gboolean
parse_line(const char *line, gsize length)
{
    g_autoptr(WbRecord) record = wb_record_parse(line, (gssize)length, NULL);

    if (record)
        assert_same_again(record);
    return record != NULL;
}

/* In the child: past the protocol. */
static char *
send_bytes(GBytes *file, gpointer data)
{
    gsize left;
    const char *at = g_bytes_get_data(file, &left);
    gssize n = 1;

    for (; left > 0 && n > 0; left -= (gsize)n, at += n)
        n = write(WB_CONFINED_FD, at, left);
    _exit(0);
}

static guint32
read_number(const char *at)
{
    guint32 number;

    memcpy(&number, at, sizeof number);
    return number;
}

static gboolean
is_whole(const char *data, gsize length)
{
    return length >= HEADER && memcmp(data, "WBR1", 4) == 0 &&
           read_number(data + 4) <= WB_JAIL_UNCONFINED && read_number(data + 8) == length - HEADER;
}

static void
send_through_child(const char *data, gsize length)
{
    g_autoptr(GBytes) file = g_bytes_new_static(data, length);
    gboolean whole = is_whole(data, length);
    g_autoptr(GError) error = NULL;
    g_autofree char *text = NULL;
    WbJailEnd end = wb_jail_run(send_bytes, file, NULL, &text, &error);

    g_assert_no_error(error);
    g_assert_cmpint(end, ==, whole ? (WbJailEnd)read_number(data + 4) : WB_JAIL_DIED);
    g_assert_true((text != NULL) == (whole && end == WB_JAIL_DONE));
    if (text)
        parse_text(text, TRUE);
}

/* The same bytes always go the same way, so that an input can be run again. */
static guint
sum(const char *data, gsize length)
{
    guint all = (guint)length;

    for (gsize i = 0; i < length; i++)
        all = all * 31 + (guchar)data[i];
    return all;
}

static void
run_child(const char *data, gsize length)
{
    g_autofree char *mended = g_memdup2(data, length);
    guint chance = sum(data, length);
    guint32 rest = (guint32)(length - MIN(length, HEADER));

    if (chance % ONE_CHILD_IN != 0)
        return;
    if (length >= HEADER && chance / ONE_CHILD_IN % 2 == 0) /* a right length takes it further */
        memcpy(mended + 8, &rest, sizeof rest);
    send_through_child(mended, length);
}

static gboolean
run(const char *data, gsize length)
{
    gsize skip = length >= HEADER && memcmp(data, "WBR1", 4) == 0 ? HEADER : 0;
    g_autofree char *text = g_strndup(data + skip, length - skip);
    gboolean taken = parse_text(text, TRUE);

    taken |= parse_text(text, FALSE);
    taken |= parse_line(data + skip, length - skip);
    run_child(data, length);
    return taken;
}

static void
add_frame(GPtrArray *seeds, const char *text)
{
    g_autoptr(GString) frame = g_string_new("WBR1");
    guint32 numbers[] = {WB_JAIL_DONE, (guint32)strlen(text)};

    g_string_append_len(frame, (const char *)numbers, sizeof numbers);
    g_string_append(frame, text);
    fuzz_add_text(seeds, frame->str, (gssize)frame->len);
    fuzz_add_text(seeds, text, -1);
}

static void
add_answers(GPtrArray *seeds, const WbEdition *edition, const WbEdition *attached)
{
    g_autoptr(WbRecord) record = wb_sample_record(edition, "a/\xc3\xb1.pdf", "00ff");
    g_autofree char *line = NULL, *second = NULL, *both = NULL;

    wb_record_add_text(record, "agency", "Respeto \"y\" \\ \n\tfin\x01");
    wb_record_add_number(record, "members", -12);
    wb_record_add_boolean(record, "t.food.adult", TRUE);
    wb_record_add_note(record, "members", "not-a-number", "about ten");
    wb_record_add_note(record, NULL, "edition-guessed", NULL);
    line = wb_record_to_json(record);
    add_frame(seeds, line);
    if (!attached)
        return;
    second = wb_edition_to_json(attached);
    both = g_strconcat(line, "\n", second, NULL);
    add_frame(seeds, both);
}

static void
add_problem(GPtrArray *seeds)
{
    g_autoptr(WbRecord) record = wb_record_new("b.pdf");
    g_autofree char *line = NULL;

    record->problem = g_strdup("damaged");
    record->detail = g_strdup("page 3 of 7");
    line = wb_record_to_json(record);
    add_frame(seeds, line);
}

int
main(int argc, char **argv)
{
    static const char *const own[] = {
        "\n",
        "-9223372036854775808",
        "\"problem\":{\"code\":\"empty\"},",
        "\"problem\":null,",
        "\"record\":1,",
        "\"record\":2,",
        "\"answers\":{\"agency\":[1]},",
        "\"agency\":\"\",",
        "\"code\":\"fields-missing\"",
        "\"notes\":[{\"code\":\"x\"}],",
        "WBR1",
        NULL,
    };
    g_autofree const char **words = fuzz_new_json_words(own);
    Fuzz fuzz = {"fuzz-frame", run, fuzz_new_seeds(), words, 6000};
    g_autoptr(WbEdition) other = wb_sample_edition("es", "2");
    int status;

    g_assert_true(wb_confine_prepare());
    editions = wb_editions_new();
    wb_editions_add(editions, wb_sample_edition("en", "1"));
    add_answers(fuzz.seeds, wb_editions_peek(editions, 0), NULL);
    add_answers(fuzz.seeds, other, other);
    add_problem(fuzz.seeds);
    fuzz_add_text(fuzz.seeds, "WBR1\0\0\0\0\xff\xff\xff\xff", HEADER);
    fuzz_add_text(fuzz.seeds, "WBR1\5\0\0\0\0\0\0\0", HEADER);
    fuzz_add_text(fuzz.seeds, "WBR1\6\0\0\0\0\0\0\0", HEADER);
    fuzz_add_text(fuzz.seeds, "", 0);
    status = fuzz_run(&fuzz, argc, argv);
    wb_editions_free(editions);
    return status;
}
