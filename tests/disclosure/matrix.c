/* SPDX-License-Identifier: EUPL-1.2 */
#include "matrix.h"

#include <errno.h>
#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "pane_bytes.h"

/* clang-format off */
#define EXIT_MAP(XX)                                                                               \
    XX(stage) XX(wall) XX(unit) XX(seat) XX(work) XX(board) XX(own_work) XX(answers) XX(notes)     \
    XX(roster) XX(cards) XX(couple_cards) XX(outbox_key)
/* clang-format on */

enum way_out {
#define XX(name) OUT_##name,
    EXIT_MAP(XX) OUTS
#undef XX
};

#define XX(name) #name,
static const char *const class_names[] = { STORY_CLASS_MAP(XX) };
static const char *const state_names[] = { STORY_STATE_MAP(XX) };
static const char *const exit_names[] = { EXIT_MAP(XX) };
static const char *const observer_names[] = { STORY_OBSERVER_MAP(XX) };
#undef XX

enum expectation {
    NEVER,
    MAY,
    MUST
};

enum {
    ROWS_MAX = 256,
    RELEASES_MAX = 64,
    NAME_MAX_SIZE = 32
};

struct row {
    uint64_t classes, states, exits, observers; /* sets */
    enum expectation expected;
    unsigned line;
    bool decides; /* at least one cell */
    bool tried;   /* on at least one item that was there */
};

struct tables {
    struct row rows[ROWS_MAX];
    unsigned row_count;
    char releases[RELEASES_MAX][NAME_MAX_SIZE];
    bool released[RELEASES_MAX];
    unsigned release_count;
};

/* ---- Reading the tables ---- */

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

/* A set of names, `*` being all of them. */
static uint64_t set_of(char *text, const char *const *names, unsigned count, unsigned line)
{
    uint64_t set = 0;
    char *rest = NULL;

    if (strcmp(text, "*") == 0) {
        return ((uint64_t)1 << count) - 1;
    }
    for (char *word = strtok_r(text, ",", &rest); word != NULL; word = strtok_r(NULL, ",", &rest)) {
        unsigned found = 0;
        while (found < count && strcmp(word, names[found]) != 0) {
            found++;
        }
        if (found == count) {
            fail_msg("expectations.tsv:%u: unknown word '%s'", line, word);
        }
        set |= (uint64_t)1 << found;
    }
    return set;
}

static void use_release(struct tables *tables, const char *name, unsigned line)
{
    for (unsigned i = 0; i < tables->release_count; i++) {
        if (strcmp(tables->releases[i], name) == 0) {
            tables->released[i] = true;
            return;
        }
    }
    fail_msg("expectations.tsv:%u: no release '%s'", line, name);
}

static void read_row(struct tables *tables, char *text, unsigned line)
{
    char *columns[6];
    char *rest = text;
    struct row *row = &tables->rows[tables->row_count++];

    assert_true(tables->row_count <= ROWS_MAX);
    for (size_t i = 0; i < 6; i++) {
        columns[i] = strsep(&rest, "\t");
        if (columns[i] == NULL) {
            fail_msg("expectations.tsv:%u: six columns are asked", line);
        }
    }
    row->line = line;
    row->classes = set_of(columns[0], class_names, STORY_CLASSES, line);
    row->states = set_of(columns[1], state_names, STORY_STATES, line);
    row->exits = set_of(columns[2], exit_names, OUTS, line);
    row->observers = set_of(columns[3], observer_names, STORY_OBSERVERS, line);
    /* What holds for the author holds for who sits at the table in the author's name, unless an
     * earlier row says otherwise. */
    if ((row->observers >> STORY_OBSERVER_author & 1) != 0) {
        row->observers |= UINT64_C(1) << STORY_OBSERVER_sitting;
    }
    row->expected = strcmp(columns[4], "must") == 0  ? MUST
                    : strcmp(columns[4], "may") == 0 ? MAY
                                                     : NEVER;
    if (row->expected == NEVER) {
        assert_string_equal(columns[4], "never");
        assert_string_equal(columns[5], "-");
    } else {
        use_release(tables, columns[5], line);
    }
}

static void read_tables(struct tables *tables)
{
    char text[1024];
    FILE *file = open_table("releases.tsv");

    memset(tables, 0, sizeof *tables);
    while (fgets(text, sizeof text, file) != NULL) {
        if (text[0] != '#') {
            assert_true(tables->release_count < RELEASES_MAX);
            char *name = tables->releases[tables->release_count++];
            snprintf(name, NAME_MAX_SIZE, "%.*s", (int)strcspn(text, "\t"), text);
            /* Refusals are no exit of the matrix. */
            tables->released[tables->release_count - 1] = strstr(text, "\trefusal\t") != NULL;
        }
    }
    fclose(file);
    file = open_table("expectations.tsv");
    for (unsigned line = 1; fgets(text, sizeof text, file) != NULL; line++) {
        text[strcspn(text, "\n")] = '\0';
        if (text[0] != '#') {
            read_row(tables, text, line);
        }
    }
    fclose(file);
}

static struct row *
row_of(struct tables *tables, unsigned item, unsigned state, unsigned out, unsigned observer)
{
    for (unsigned i = 0; i < tables->row_count; i++) {
        struct row *row = &tables->rows[i];
        if ((row->classes >> item & row->states >> state & row->exits >> out &
             row->observers >> observer & 1) != 0) {
            row->decides = true;
            return row;
        }
    }
    return NULL;
}

/* A row that decides nothing is a mistake, as is a promise that was never tried, or a release that
 * nobody uses. */
static void check_tables(struct tables *tables)
{
    for (unsigned i = 0; i < tables->row_count; i++) {
        const struct row *row = &tables->rows[i];
        if (!row->decides || (row->expected == MUST && !row->tried)) {
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

/* ---- Looking through an exit ---- */

static void look_at_pane(const struct disclosure *disclosure,
                         const struct hall *hall,
                         struct hv_pane_key key,
                         uint16_t device,
                         struct pane_bytes *ret)
{
    bool online[64] = { false };
    struct hv_presence presence = { online, 64 };
    struct hv_arena arena;
    struct hv_pane pane;

    if (!disclosure->readers(hall->group, key, device)) {
        return;
    }
    hv_arena_init(&arena, 1u << 20);
    assert_int_equal(disclosure->view(hall->group, &presence, key, &arena, &pane), HV_OK);
    pane_bytes_add(ret, &pane);
    hv_arena_free(&arena);
}

static void look_at_read(const struct disclosure *disclosure,
                         const struct hall *hall,
                         struct hv_read_key key,
                         uint16_t device,
                         struct pane_bytes *ret)
{
    struct hv_arena arena;
    enum hv_refusal refusal;

    hv_arena_init(&arena, 1u << 20);
    do {
        struct hv_read_page page = { 0 };
        assert_int_equal(disclosure->read(hall->group, device, key, &arena, &refusal, &page),
                         HV_OK);
        if (refusal == HV_REFUSAL_NONE) {
            pane_bytes_add_page(ret, &page);
        }
        key.from = page.next;
    } while (key.from != 0);
    hv_arena_free(&arena);
}

/* Everything that the observer gets by one exit: all panes of the kind, or all that the read can be
 * asked. */
static void look(const struct disclosure *disclosure,
                 const struct story *story,
                 enum way_out out,
                 enum story_observer observer,
                 struct pane_bytes *ret)
{
    uint16_t devices[3];
    unsigned device_count = story_devices(story, observer, devices);

    for (unsigned i = 0; i < device_count; i++) {
        for (uint16_t number = 0; number <= HALL_SEATS; number++) {
            if (out <= OUT_board) {
                struct hv_pane_key key = { HV_PANE_STAGE + out, number };
                look_at_pane(disclosure, &story->hall, key, devices[i], ret);
                continue;
            }
            struct hv_read_key key = { .kind = HV_READ_OWN_WORK + (out - OUT_own_work),
                                       .run = number,
                                       .number = number,
                                       .most = 3 };
            look_at_read(disclosure, &story->hall, key, devices[i], ret);
        }
    }
}

/* hv_group_panes is the list of what hv_group_readers answers yes to. */
static unsigned disagreements(const struct disclosure *disclosure, const struct story *story)
{
    unsigned wrong = 0;

    for (uint16_t device = 0; device < 32; device++) {
        struct hv_pane_key keys[HV_PANES_MAX];
        uint32_t count = disclosure->panes(story->hall.group, device, keys);
        uint32_t read = 0;

        for (unsigned kind = HV_PANE_STAGE; kind <= HV_PANE_BOARD; kind++) {
            for (uint16_t number = 0; number <= HALL_SEATS; number++) {
                struct hv_pane_key key = { (enum hv_pane_kind)kind, number };
                read += disclosure->readers(story->hall.group, key, device);
            }
        }
        for (uint32_t i = 0; i < count; i++) {
            wrong += !disclosure->readers(story->hall.group, keys[i], device);
        }
        wrong += read != count;
    }
    return wrong;
}

/* ---- Judging ---- */

/* The story and, for what is no text, a twin in which it is otherwise. */
struct twins {
    struct story story;
    struct story others[STORY_CLASSES];
    bool has_other[STORY_CLASSES];
};

static void tell_twin(struct twins *twins, uint64_t seed, enum story_class item)
{
    struct story *other = &twins->others[item];
    struct story_choices choices = twins->story.choices;

    choices.scale = item == STORY_CLASS_scale ? 5 : choices.scale;
    choices.signal = item == STORY_CLASS_signal ? HV_SIGNAL_CALL : choices.signal;
    choices.author_closes = item == STORY_CLASS_progress;
    choices.partner_closes = item == STORY_CLASS_both_ready;
    choices.withdraws = item == STORY_CLASS_consent;
    choices.more_time = item == STORY_CLASS_more_time;
    choices.splits = item == STORY_CLASS_split;
    choices.narrows = item == STORY_CLASS_narrowing;
    choices.from_pen = item == STORY_CLASS_pen_signal ? HV_SIGNAL_CALL : HV_SIGNAL_NOTHING;
    choices.from_table = item == STORY_CLASS_table_signal ? HV_SIGNAL_TALK : HV_SIGNAL_NOTHING;
    story_tell(other, seed, twins->story.state, twins->story.author, twins->story.pass, choices);
    twins->has_other[item] = true;
    twins->story.planted[item] = other->planted[item];
}

static bool sees(const struct disclosure *disclosure,
                 const struct twins *twins,
                 enum story_class item,
                 enum way_out out,
                 enum story_observer observer,
                 const struct pane_bytes *seen)
{
    struct pane_bytes other = { 0 };

    if (!twins->has_other[item]) {
        return pane_bytes_have(seen, story_canary(&twins->story, item));
    }
    look(disclosure, &twins->others[item], out, observer, &other);
    bool differs = !pane_bytes_equal(seen, &other);
    pane_bytes_free(&other);
    return differs;
}

static void
judge_cell(const struct row *row, bool seen, struct matrix_count *count, bool *ret_wrong)
{
    enum expectation expected = row != NULL ? row->expected : NEVER;
    bool leak = expected == NEVER && seen;
    bool missing = expected == MUST && !seen;

    count->cells++;
    count->leaks += leak;
    count->missing += missing;
    *ret_wrong = leak || missing;
}

static void judge_exit(const struct disclosure *disclosure,
                       struct tables *tables,
                       const struct twins *twins,
                       enum way_out out,
                       enum story_observer observer,
                       bool show,
                       struct matrix_count *count)
{
    const struct story *story = &twins->story;
    struct pane_bytes seen = { 0 };
    uint16_t devices[3];

    look(disclosure, story, out, observer, &seen);
    for (unsigned item = 0; item < STORY_CLASSES; item++) {
        struct row *row = row_of(tables, item, story->state, out, observer);
        if (!story->planted[item] || story_devices(story, observer, devices) == 0) {
            continue;
        }
        bool there = sees(disclosure, twins, (enum story_class)item, out, observer, &seen);
        bool wrong;
        judge_cell(row, there, count, &wrong);
        if (row != NULL) {
            row->tried = true;
        }
        if (wrong && show) {
            print_error("%s: %s in state %s by %s to %s (author seat %u, %s; line %u)\n",
                        there ? "leak" : "missing", class_names[item], state_names[story->state],
                        exit_names[out], observer_names[observer], (unsigned)story->author,
                        story->pass ? "pass" : "pens", row != NULL ? row->line : 0);
        }
    }
    pane_bytes_free(&seen);
}

static void judge_story(const struct disclosure *disclosure,
                        struct tables *tables,
                        struct twins *twins,
                        bool show,
                        struct matrix_count *count)
{
    for (unsigned out = 0; out < OUTS; out++) {
        for (unsigned observer = 0; observer < STORY_OBSERVERS; observer++) {
            judge_exit(disclosure, tables, twins, (enum way_out)out, (enum story_observer)observer,
                       show, count);
        }
    }
    count->leaks += disagreements(disclosure, &twins->story);
}

static void judge_state(const struct disclosure *disclosure,
                        struct tables *tables,
                        uint64_t seed,
                        enum story_state state,
                        unsigned variant,
                        bool show,
                        struct matrix_count *count)
{
    static const enum story_class flags[] = {
        STORY_CLASS_scale,        STORY_CLASS_progress,  STORY_CLASS_both_ready,
        STORY_CLASS_signal,       STORY_CLASS_consent,   STORY_CLASS_more_time,
        STORY_CLASS_split,        STORY_CLASS_narrowing, STORY_CLASS_pen_signal,
        STORY_CLASS_table_signal,
    };
    static struct twins twins;
    struct story_choices choices = { .scale = 1 };
    uint16_t author = variant % 2 == 0 ? 2 : 1;

    memset(&twins, 0, sizeof twins);
    if (story_tell(&twins.story, seed, state, author, variant >= 2, choices)) {
        for (size_t i = 0; i < sizeof flags / sizeof flags[0]; i++) {
            tell_twin(&twins, seed, flags[i]);
        }
        judge_story(disclosure, tables, &twins, show, count);
    }
    story_free(&twins.story);
    for (unsigned item = 0; item < STORY_CLASSES; item++) {
        if (twins.has_other[item]) {
            story_free(&twins.others[item]);
        }
    }
}

struct matrix_count
matrix_judge(const struct disclosure *disclosure, uint64_t seed, bool one_variant, bool show)
{
    static struct tables tables;
    struct matrix_count count = { 0 };

    read_tables(&tables);
    for (unsigned variant = 0; variant < (one_variant ? 1 : 4); variant++) {
        for (unsigned state = 0; state < STORY_STATES; state++) {
            judge_state(disclosure, &tables, seed, (enum story_state)state, variant, show, &count);
        }
    }
    if (!one_variant) {
        check_tables(&tables);
    }
    return count;
}
