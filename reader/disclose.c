/* Discretion in counts of people: see disclose.h.
 *
 * Counts and their sums are a network: what flows into a point flows out of it. Somebody who knows
 * the rules and everything that is printed knows each count's bounds; a count that is kept back is
 * safe if a circle leads through it along which all could be a little more or less without breaking
 * any bound or sum. Where there is no circle, the one that costs least is opened by keeping back
 * what lies on it. */
#include "disclose.h"

#include <string.h>

#define NEVER G_MAXUINT /* the cost of what everybody knows */

typedef struct {
    guint from, to;
    guint count;
    guint least; /* that everybody knows it to be */
    guint cost;  /* of keeping it back; NEVER: it is known */
    WbShownMark mark;
} Edge;

typedef struct {
    Edge *edges;
    guint n_edges, n_points;
} Network;

char *
wb_shown_dup_text(WbShown self)
{
    if (self.mark == WB_SHOWN)
        return g_strdup_printf("%u", self.count);
    return g_strdup_printf(self.mark == WB_SHOWN_FEW ? "<%u" : "%u+", WB_DISCLOSE_LEAST);
}

/* Whether the count could be one more, or one less, for all that would be printed. */
static gboolean
could_be_more(const Edge *edge)
{
    return edge->cost != NEVER &&
           (edge->mark != WB_SHOWN_FEW || edge->count + 1 < WB_DISCLOSE_LEAST);
}

static gboolean
could_be_less(const Edge *edge)
{
    return edge->cost != NEVER && (edge->mark == WB_SHOWN_FEW ? edge->count > edge->least
                                                              : edge->count > WB_DISCLOSE_LEAST);
}

typedef struct {
    guint *costs; /* of the cheapest way to each point */
    guint *edges; /* by which it comes there, from 1 */
    guint *back;  /* and from which point */
} Ways;

static gboolean
shorten(Ways *ways, guint from, guint to, guint cost, guint edge)
{
    if (ways->costs[from] == NEVER || ways->costs[from] + cost >= ways->costs[to])
        return FALSE;
    ways->costs[to] = ways->costs[from] + cost;
    ways->edges[to] = edge + 1;
    ways->back[to] = from;
    return TRUE;
}

/* Bellman and Ford's; the networks are small. Along an edge there is one more of it, against it one
 * less. What is kept back already costs nothing. */
static void
find_ways(const Network *self, Ways *ways, guint start, guint without)
{
    gboolean again = TRUE;

    for (guint n = 0; n < self->n_points; n++)
        ways->costs[n] = n == start ? 0 : NEVER;
    while (again) {
        again = FALSE;
        for (guint n = 0; n < self->n_edges; n++) {
            const Edge *edge = &self->edges[n];
            guint cost = edge->mark == WB_SHOWN ? edge->cost : 0;

            if (n == without)
                continue;
            if (could_be_more(edge))
                again |= shorten(ways, edge->from, edge->to, cost, n);
            if (could_be_less(edge))
                again |= shorten(ways, edge->to, edge->from, cost, n);
        }
    }
}

/* The cost of the cheapest circle by which the edge is one more, or one less. */
static guint
find_circle(const Network *self, Ways *ways, guint edge, gboolean more)
{
    const Edge *one = &self->edges[edge];

    if (more ? !could_be_more(one) : !could_be_less(one))
        return NEVER;
    find_ways(self, ways, more ? one->to : one->from, edge);
    return ways->costs[more ? one->from : one->to];
}

static void
keep_back(Network *self, const Ways *ways, guint start, guint end)
{
    for (guint point = end; point != start; point = ways->back[point]) {
        Edge *edge = &self->edges[ways->edges[point] - 1];

        if (edge->mark == WB_SHOWN)
            edge->mark = WB_SHOWN_KEPT;
    }
}

static gboolean
protect(Network *self, Ways *ways, guint n)
{
    const Edge *edge = &self->edges[n];
    guint more = find_circle(self, ways, n, TRUE);
    guint less = find_circle(self, ways, n, FALSE);

    if (more == NEVER && less == NEVER)
        return FALSE;
    if (more <= less) {
        find_circle(self, ways, n, TRUE);
        keep_back(self, ways, edge->to, edge->from);
    } else {
        keep_back(self, ways, edge->from, edge->to);
    }
    return TRUE;
}

/* What is kept back for one count can only help another: bounds are loosened, never tightened. */
static gboolean
protect_all(Network *self)
{
    Ways ways = {g_new0(guint, self->n_points), g_new0(guint, self->n_points),
                 g_new0(guint, self->n_points)};
    gboolean safe = TRUE;

    for (guint n = 0; n < self->n_edges; n++) {
        if (self->edges[n].cost != NEVER && self->edges[n].count < WB_DISCLOSE_LEAST)
            self->edges[n].mark = WB_SHOWN_FEW;
    }
    for (guint n = 0; n < self->n_edges; n++) {
        if (self->edges[n].mark == WB_SHOWN_FEW)
            safe = protect(self, &ways, n) && safe;
    }
    g_free(ways.costs);
    g_free(ways.edges);
    g_free(ways.back);
    return safe;
}

static WbShown
show(const Edge *edge, gboolean safe)
{
    if (!safe && edge->cost != NEVER)
        return (WbShown){0, edge->count < WB_DISCLOSE_LEAST ? WB_SHOWN_FEW : WB_SHOWN_KEPT};
    return (WbShown){edge->mark == WB_SHOWN ? edge->count : 0, edge->mark};
}

/* Smaller counts are kept back rather than larger ones. */
static guint
cost_of(guint count)
{
    return 1000 + MIN(count, 1000);
}

gboolean
wb_disclose_list(const guint *counts, guint n, guint listed, WbShown *shown)
{
    g_autofree Edge *edges = g_new0(Edge, n + 1);
    Network network = {edges, n, 2};
    gboolean safe;

    for (guint i = 0; i < n; i++)
        edges[i] = (Edge){0, 1, counts[i], i < listed, cost_of(counts[i]), WB_SHOWN};
    safe = protect_all(&network);
    for (guint i = 0; i < n; i++)
        shown[i] = show(&edges[i], safe);
    return safe;
}

static guint
sum_column(const guint *counts, guint rows, guint columns, guint column)
{
    guint sum = 0;

    for (guint row = 0; row < rows; row++)
        sum += counts[row * columns + column];
    return sum;
}

/* A column whose sum is 0 is known to be empty, and there is nobody in it to be discreet about. */
static void
add_cells(Edge *edges, const guint *counts, guint rows, guint columns)
{
    for (guint column = 0; column < columns; column++) {
        gboolean empty = sum_column(counts, rows, columns, column) == 0;

        for (guint row = 0; row < rows; row++) {
            guint n = row * columns + column;

            edges[n] =
                (Edge){1 + row, 1 + rows + column, counts[n], 0, empty ? NEVER : cost_of(counts[n]),
                       WB_SHOWN};
        }
    }
}

/* From the whole to each row its sum, from there to the columns the cells. What arrives at a column
 * is known: no edge leads on from it. */
gboolean
wb_disclose_table(const guint *counts, guint rows, guint columns, guint listed, WbShown *shown,
                  WbShown *sums)
{
    guint n = rows * columns;
    g_autofree Edge *edges = g_new0(Edge, n + rows + 1);
    Network network = {edges, n + rows, 1 + rows + columns};
    gboolean safe;

    add_cells(edges, counts, rows, columns);
    for (guint row = 0; row < rows; row++) {
        guint sum = 0;

        for (guint column = 0; column < columns; column++)
            sum += counts[row * columns + column];
        edges[n + row] = (Edge){0, 1 + row, sum, row < listed, 100 * cost_of(sum), WB_SHOWN};
    }
    safe = protect_all(&network);
    for (guint i = 0; i < n; i++)
        shown[i] = show(&edges[i], safe);
    for (guint row = 0; row < rows; row++)
        sums[row] = show(&edges[n + row], safe);
    return safe;
}
