/* Discretion: somebody who knows the rules and all that is printed tries to work out what is not,
 * by every count that would give the same sums. */
#include "disclose.h"

#include <string.h>

#define MOST_COUNT 9 /* that the one who tries thinks of */

/* --- One dimension --- */

/* @listed: it is there only because somebody was counted. */
static gboolean
could_be(WbShown shown, guint count, gboolean listed)
{
    return shown.mark == WB_SHOWN       ? count == shown.count
           : shown.mark == WB_SHOWN_FEW ? count < WB_DISCLOSE_LEAST && count >= (guint)listed
                                        : count >= WB_DISCLOSE_LEAST;
}

/* All lists with the same sum that could be what is printed: which counts each place has in them.
 */
static void
try_list(const WbShown *shown, guint n, guint listed, guint place, guint rest, guint *counts,
         guint8 seen[][MOST_COUNT * 4])
{
    if (place == n) {
        for (guint i = 0; rest == 0 && i < n; i++)
            seen[i][counts[i]] = 1;
        return;
    }
    for (guint count = 0; count <= rest; count++) {
        if (!could_be(shown[place], count, place < listed))
            continue;
        counts[place] = count;
        try_list(shown, n, listed, place + 1, rest - count, counts, seen);
    }
}

static guint
count_seen(const guint8 *seen, guint n)
{
    guint count = 0;

    for (guint i = 0; i < n; i++)
        count += seen[i];
    return count;
}

static void
assert_marks(const guint *counts, const WbShown *shown, guint n)
{
    for (guint i = 0; i < n; i++) {
        g_assert_true((shown[i].mark == WB_SHOWN_FEW) == (counts[i] < WB_DISCLOSE_LEAST));
        g_assert_cmpuint(shown[i].count, ==, shown[i].mark == WB_SHOWN ? counts[i] : 0);
    }
}

static gboolean
assert_list(const guint *counts, guint n, guint listed)
{
    guint8 seen[4][MOST_COUNT * 4] = {{0}};
    WbShown shown[4];
    guint tried[4], sum = 0;

    if (!wb_disclose_list(counts, n, listed, shown)) {
        for (guint i = 0; i < n; i++)
            g_assert_cmpint(shown[i].mark, !=, WB_SHOWN);
        return FALSE;
    }
    for (guint i = 0; i < n; i++)
        sum += counts[i];
    assert_marks(counts, shown, n);
    try_list(shown, n, listed, 0, sum, tried, seen);
    for (guint i = 0; i < n; i++) {
        if (counts[i] < WB_DISCLOSE_LEAST)
            g_assert_cmpuint(count_seen(seen[i], MOST_COUNT * 4), >, 1);
    }
    return TRUE;
}

/* Every list of up to four counts from 0 to 8. */
static void
test_lists(void)
{
    guint told = 0, withheld = 0;

    for (guint n = 1; n <= 4; n++) {
        guint all = n == 1 ? 9 : n == 2 ? 81 : n == 3 ? 729 : 6561;

        for (guint code = 0; code < all; code++) {
            const guint counts[] = {code % 9, code / 9 % 9, code / 81 % 9, code / 729 % 9};

            guint listed = 0;

            while (listed < n && counts[listed] > 0)
                listed++;
            *(assert_list(counts, n, 0) ? &told : &withheld) += 1;
            assert_list(counts, n, listed);
        }
    }
    g_assert_cmpuint(told, >, 6500); /* keeping everything back would be safe as well */
    g_assert_cmpuint(withheld, <, 900);
}

static void
assert_shown(const guint *counts, guint n, guint listed, const char *expected)
{
    g_autofree WbShown *shown = g_new0(WbShown, n);
    g_autoptr(GString) text = g_string_new(NULL);

    g_assert_true(wb_disclose_list(counts, n, listed, shown));
    for (guint i = 0; i < n; i++) {
        g_autofree char *one = wb_shown_dup_text(shown[i]);

        g_string_append_printf(text, "%s%s", i ? " " : "", one);
    }
    g_assert_cmpstr(text->str, ==, expected);
}

static void
test_print(void)
{
    assert_shown((const guint[]){9, 4, 12}, 3, 0, "9 4 12");
    assert_shown((const guint[]){9, 1, 12, 1}, 4, 0, "9 <3 12 <3"); /* they protect each other */
    assert_shown((const guint[]){9, 1, 12, 5}, 4, 0, "9 <3 12 3+"); /* the smallest is kept back */
    /* two that are not 0 and sum up to 2 are one each */
    assert_shown((const guint[]){9, 1, 12, 1}, 4, 4, "3+ <3 12 <3");
}

/* --- Two dimensions --- */

typedef struct {
    guint rows, columns;
    const guint *counts;
    guint listed;
    WbShown shown[9], sums[3];
    guint wanted[3]; /* sums by column, which are known */
    guint tried[9];
    guint8 seen[9][64], seen_sums[3][64];
} Table;

static void
keep_table(Table *self)
{
    for (guint n = 0; n < self->rows * self->columns; n++)
        self->seen[n][self->tried[n]] = 1;
    for (guint row = 0; row < self->rows; row++) {
        guint sum = 0;

        for (guint column = 0; column < self->columns; column++)
            sum += self->tried[row * self->columns + column];
        self->seen_sums[row][sum] = 1;
    }
}

static gboolean
row_could_be(const Table *self, guint row)
{
    guint sum = 0;

    for (guint column = 0; column < self->columns; column++)
        sum += self->tried[row * self->columns + column];
    return could_be(self->sums[row], sum, row < self->listed);
}

static gboolean
columns_are(const Table *self)
{
    for (guint column = 0; column < self->columns; column++) {
        guint sum = 0;

        for (guint row = 0; row < self->rows; row++)
            sum += self->tried[row * self->columns + column];
        if (sum != self->wanted[column])
            return FALSE;
    }
    return TRUE;
}

static void
try_table(Table *self, guint place)
{
    guint column = place % self->columns;

    if (place == self->rows * self->columns) {
        if (columns_are(self))
            keep_table(self);
        return;
    }
    for (guint count = 0; count <= self->wanted[column]; count++) {
        if (!could_be(self->shown[place], count, FALSE))
            continue;
        self->tried[place] = count;
        if (column + 1 < self->columns || row_could_be(self, place / self->columns))
            try_table(self, place + 1);
    }
}

/* A cell of a column in which there is nobody gives nobody away. */
static void
assert_hidden(Table *self)
{
    for (guint n = 0; n < self->rows * self->columns; n++) {
        if (self->counts[n] >= WB_DISCLOSE_LEAST || self->wanted[n % self->columns] == 0)
            continue;
        g_assert_cmpint(self->shown[n].mark, ==, WB_SHOWN_FEW);
        g_assert_cmpuint(count_seen(self->seen[n], 64), >, 1);
    }
    for (guint row = 0; row < self->rows; row++) {
        guint sum = 0;

        for (guint column = 0; column < self->columns; column++)
            sum += self->counts[row * self->columns + column];
        if (sum >= WB_DISCLOSE_LEAST)
            continue;
        g_assert_cmpint(self->sums[row].mark, ==, WB_SHOWN_FEW);
        g_assert_cmpuint(count_seen(self->seen_sums[row], 64), >, 1);
    }
}

static gboolean
assert_table(const guint *counts, guint rows, guint columns, guint listed)
{
    Table self = {.rows = rows, .columns = columns, .listed = listed, .counts = counts};

    if (!wb_disclose_table(counts, rows, columns, listed, self.shown, self.sums))
        return FALSE;
    for (guint n = 0; n < rows * columns; n++)
        self.wanted[n % columns] += counts[n];
    try_table(&self, 0);
    assert_hidden(&self);
    return TRUE;
}

/* The rows at the start in which there is somebody. */
static guint
count_filled(const guint *counts, guint rows, guint columns)
{
    for (guint row = 0; row < rows; row++) {
        guint sum = 0;

        for (guint column = 0; column < columns; column++)
            sum += counts[row * columns + column];
        if (sum == 0)
            return row;
    }
    return rows;
}

/* Tables out of chance, always the same. */
static void
test_tables(void)
{
    g_autoptr(GRand) chance = g_rand_new_with_seed(7);
    guint told = 0, withheld = 0;

    for (guint n = 0; n < 3000; n++) {
        guint rows = 1 + n % 3, columns = 1 + n / 3 % 3;
        guint counts[9];

        for (guint i = 0; i < rows * columns; i++)
            counts[i] = (guint)g_rand_int_range(chance, 0, n % 7 == 0 ? 3 : 7);
        *(assert_table(counts, rows, columns, 0) ? &told : &withheld) += 1;
        assert_table(counts, rows, columns, count_filled(counts, rows, columns));
    }
    g_assert_cmpuint(told, >, 1200);
    g_assert_cmpuint(withheld, >, 100);
}

/* The test itself: one count alone kept back is found. */
static void
test_teeth(void)
{
    const WbShown naive[] = {{9, WB_SHOWN}, {0, WB_SHOWN_FEW}, {12, WB_SHOWN}};
    guint8 seen[4][MOST_COUNT * 4] = {{0}};
    guint tried[4];

    try_list(naive, 3, 0, 0, 22, tried, seen);
    g_assert_cmpuint(count_seen(seen[1], MOST_COUNT * 4), ==, 1);
}

static void
test_alone(void)
{
    const guint one = 1, many = 40, empty[] = {2, 0, 0};
    WbShown shown[3], sums[1];

    g_assert_false(wb_disclose_list(&one, 1, 0, shown));
    g_assert_true(wb_disclose_list(&many, 1, 0, shown));
    g_assert_cmpuint(shown[0].count, ==, 40);
    g_assert_false(wb_disclose_table(empty, 1, 3, 0, shown, sums));
    g_assert_true(wb_disclose_list(NULL, 0, 0, NULL));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/disclose/print", test_print);
    g_test_add_func("/disclose/alone", test_alone);
    g_test_add_func("/disclose/teeth", test_teeth);
    g_test_add_func("/disclose/lists", test_lists);
    g_test_add_func("/disclose/tables", test_tables);
    return g_test_run();
}
