/* SPDX-License-Identifier: EUPL-1.2 */
/* expectations.tsv and releases.tsv: what they say of a cell, and whether all of it was tried. */
#ifndef HV_TESTS_DISCLOSURE_TABLES_H
#define HV_TESTS_DISCLOSURE_TABLES_H

#include <stdbool.h>
#include <stdint.h>

#include "words.h"

enum expectation {
    NEVER,
    MAY,
    MUST
};

enum {
    TABLES_ROWS_MAX = 512,
    TABLES_RELEASES_MAX = 128,
    TABLES_NAME_MAX = 32
};

/* A cell of the matrix. */
struct cell {
    enum story_class item;
    enum story_state state;
    enum story_exit out;
    enum story_observer observer;
};

struct row {
    bool classes[STORY_CLASSES];
    bool states[STORY_STATES];
    bool exits[STORY_EXITS];
    bool observers[STORY_OBSERVERS];
    enum expectation expected;
    unsigned line;
    bool decides; /* at least one cell */
    bool tried;   /* on at least one item that was there */
};

struct tables {
    struct row rows[TABLES_ROWS_MAX];
    unsigned row_count;
    char releases[TABLES_RELEASES_MAX][TABLES_NAME_MAX];
    bool released[TABLES_RELEASES_MAX];
    unsigned release_count;
};

/* As the tables call them. */
extern const char *const table_classes[STORY_CLASSES];
extern const char *const table_states[STORY_STATES];
extern const char *const table_exits[STORY_EXITS];
extern const char *const table_observers[STORY_OBSERVERS];

/* Reads both, below $HV_SOURCE_DIR or here; fails when they are wrong. */
void tables_read(struct tables *tables);

/* Whether there is a release of this name. */
bool tables_have_release(const struct tables *tables, const char *name);

/*
 * What is expected of a cell; `ret_line` is of the row that decides, 0 when none fits. `tried`: the
 * item was there to be seen. An exit that is made of others (`resume`, `cli`) lets through what any
 * of them does.
 */
enum expectation
tables_expect(struct tables *tables, struct cell cell, bool tried, unsigned *ret_line);

/* Fails when a row for one of these exits decided no cell, when something promised there was never
 * tried, or when nothing uses a release. */
void tables_check(const struct tables *tables, enum story_exit from, enum story_exit to);

#endif
