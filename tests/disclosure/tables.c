/* SPDX-License-Identifier: EUPL-1.2 */
#include "tables.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define XX(name) #name,
const char *const table_classes[STORY_CLASSES] = { STORY_CLASS_MAP(XX) };
const char *const table_states[STORY_STATES] = { STORY_STATE_MAP(XX) };
const char *const table_exits[STORY_EXITS] = { STORY_EXIT_MAP(XX) };
const char *const table_observers[STORY_OBSERVERS] = { STORY_OBSERVER_MAP(XX) };
#undef XX

/* ---- Reading ---- */

static FILE *open_table(const char *name)
{
    const char *root = getenv("HV_SOURCE_DIR");
    char path[4096];

    snprintf(path, sizeof path, "%s/tests/disclosure/%s", root != NULL ? root : ".", name);
    FILE *file = fopen(path, "r");
    if (file == NULL) {
        fail_msg("%s: %s", path, strerror(errno));
    }
    return file;
}

/* The names of a cell, `*` being all of them. */
static void
read_set(char *text, const char *const *names, unsigned count, unsigned line, bool ret[])
{
    bool all = strcmp(text, "*") == 0;
    char *rest = NULL;

    for (unsigned i = 0; i < count; i++) {
        ret[i] = all;
    }
    for (char *word = all ? NULL : strtok_r(text, ",", &rest); word != NULL;
         word = strtok_r(NULL, ",", &rest)) {
        unsigned found = 0;
        while (found < count && strcmp(word, names[found]) != 0) {
            found++;
        }
        if (found == count) {
            fail_msg("expectations.tsv:%u: unknown word '%s'", line, word);
        }
        ret[found] = true;
    }
}

static unsigned release_of(const struct tables *tables, const char *name)
{
    unsigned found = 0;

    while (found < tables->release_count && strcmp(tables->releases[found], name) != 0) {
        found++;
    }
    return found;
}

bool tables_have_release(const struct tables *tables, const char *name)
{
    return release_of(tables, name) < tables->release_count;
}

/* What holds for one observer holds for another too, unless an earlier row says otherwise. */
static void add_alike(struct row *row)
{
    row->observers[STORY_OBSERVER_sitting] |= row->observers[STORY_OBSERVER_author];
    row->observers[STORY_OBSERVER_ex_partner] |= row->observers[STORY_OBSERVER_partner];
}

static void read_row(struct tables *tables, char *text, unsigned line)
{
    char *columns[6];
    char *rest = text;
    struct row *row = &tables->rows[tables->row_count++];

    assert_true(tables->row_count <= TABLES_ROWS_MAX);
    for (size_t i = 0; i < 6; i++) {
        columns[i] = strsep(&rest, "\t");
        if (columns[i] == NULL) {
            fail_msg("expectations.tsv:%u: six columns are asked", line);
        }
    }
    row->line = line;
    read_set(columns[0], table_classes, STORY_CLASSES, line, row->classes);
    read_set(columns[1], table_states, STORY_STATES, line, row->states);
    read_set(columns[2], table_exits, STORY_EXITS, line, row->exits);
    read_set(columns[3], table_observers, STORY_OBSERVERS, line, row->observers);
    add_alike(row);
    row->expected = strcmp(columns[4], "must") == 0  ? MUST
                    : strcmp(columns[4], "may") == 0 ? MAY
                                                     : NEVER;
    if (row->expected == NEVER) {
        assert_string_equal(columns[4], "never");
        assert_string_equal(columns[5], "-");
        return;
    }
    unsigned release = release_of(tables, columns[5]);
    if (release == tables->release_count) {
        fail_msg("expectations.tsv:%u: no release '%s'", line, columns[5]);
    }
    tables->released[release] = true;
}

static void read_releases(struct tables *tables)
{
    char text[1024];
    FILE *file = open_table("releases.tsv");

    while (fgets(text, sizeof text, file) != NULL) {
        if (text[0] != '#') {
            assert_true(tables->release_count < TABLES_RELEASES_MAX);
            char *name = tables->releases[tables->release_count++];
            snprintf(name, TABLES_NAME_MAX, "%.*s", (int)strcspn(text, "\t"), text);
            /* Whether something is refused tells of no item of the matrix. */
            tables->released[tables->release_count - 1] = strstr(text, "\trefusal\t") != NULL;
        }
    }
    fclose(file);
}

void tables_read(struct tables *tables)
{
    char text[1024];

    memset(tables, 0, sizeof *tables);
    read_releases(tables);
    FILE *file = open_table("expectations.tsv");
    for (unsigned line = 1; fgets(text, sizeof text, file) != NULL; line++) {
        text[strcspn(text, "\n")] = '\0';
        if (text[0] != '#') {
            read_row(tables, text, line);
        }
    }
    fclose(file);
}

/* ---- Asking ---- */

static struct row *row_of(struct tables *tables, struct cell cell)
{
    for (unsigned i = 0; i < tables->row_count; i++) {
        struct row *row = &tables->rows[i];
        if (row->classes[cell.item] && row->states[cell.state] && row->exits[cell.out] &&
            row->observers[cell.observer]) {
            return row;
        }
    }
    return NULL;
}

static enum expectation
expect_one(struct tables *tables, struct cell cell, bool tried, unsigned *ret_line)
{
    struct row *row = row_of(tables, cell);

    if (row == NULL) {
        return NEVER;
    }
    row->decides = true;
    row->tried = row->tried || tried;
    *ret_line = row->line;
    return row->expected;
}

/* The last of the exits that `out` is made of, which begin with the first; 0: it is one itself. */
static enum story_exit last_part(enum story_exit out)
{
    return out == STORY_EXIT_resume || out == STORY_EXIT_cli ? STORY_EXIT_board : STORY_EXIT_stage;
}

enum expectation
tables_expect(struct tables *tables, struct cell cell, bool tried, unsigned *ret_line)
{
    enum story_exit last = last_part(cell.out);
    enum expectation best;

    *ret_line = 0;
    best = expect_one(tables, cell, tried, ret_line);
    for (enum story_exit part = STORY_EXIT_stage; last != STORY_EXIT_stage && part <= last;
         part++) {
        unsigned line = 0;
        cell.out = part;
        enum expectation expected = expect_one(tables, cell, tried, &line);
        if (expected > best) {
            best = expected;
            *ret_line = line;
        }
    }
    return best;
}

/* ---- Having asked ---- */

void tables_check(const struct tables *tables, enum story_exit from, enum story_exit to)
{
    for (unsigned i = 0; i < tables->row_count; i++) {
        const struct row *row = &tables->rows[i];
        bool is_ours = false;
        for (enum story_exit out = from; out <= to; out++) {
            is_ours = is_ours || row->exits[out];
        }
        if (is_ours && (!row->decides || (row->expected == MUST && !row->tried))) {
            fail_msg("expectations.tsv:%u: %s", row->line,
                     row->decides ? "nothing was there to be seen"
                                  : "no cell is left for this row");
        }
    }
    for (unsigned i = 0; i < tables->release_count; i++) {
        if (!tables->released[i]) {
            fail_msg("releases.tsv: nothing uses '%s'", tables->releases[i]);
        }
    }
}
