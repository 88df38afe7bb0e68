/* SPDX-License-Identifier: EUPL-1.2 */
#include "matrix.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "look.h"
#include "tables.h"

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
    choices.picks = item == STORY_CLASS_match ? 1 : item == STORY_CLASS_unmatched ? 3 : 0;
    choices.right = item == STORY_CLASS_quiz_score;
    choices.withdraws = item == STORY_CLASS_consent;
    choices.more_time = item == STORY_CLASS_more_time;
    choices.splits = item == STORY_CLASS_split;
    choices.tries = item == STORY_CLASS_tries;
    choices.narrows = item == STORY_CLASS_narrowing;
    choices.keeps_from_group = item == STORY_CLASS_to_group;
    choices.widens_joint = item == STORY_CLASS_joint_yes;
    choices.lets_joint_go = item == STORY_CLASS_joint_go;
    choices.lit = item == STORY_CLASS_person_light;
    choices.tagged = item == STORY_CLASS_person_tag;
    choices.from_pen = item == STORY_CLASS_pen_signal ? HV_SIGNAL_CALL : HV_SIGNAL_NOTHING;
    choices.from_table = item == STORY_CLASS_table_signal ? HV_SIGNAL_TALK : HV_SIGNAL_NOTHING;
    story_tell(other, seed, twins->story.state, twins->story.author, twins->story.pass, choices);
    twins->has_other[item] = true;
    twins->story.planted[item] = other->planted[item];
}

static bool sees(const struct disclosure *disclosure,
                 const struct twins *twins,
                 enum story_class item,
                 enum story_exit out,
                 enum story_observer observer,
                 const struct wire *seen)
{
    struct wire other = { 0 };

    if (!twins->has_other[item]) {
        return wire_has(seen, story_canary(&twins->story, item));
    }
    look(disclosure, &twins->others[item], out, observer, &other);
    bool differs = !wire_equal(seen, &other);
    wire_free(&other);
    return differs;
}

static bool is_wrong(enum expectation expected, bool seen, struct matrix_count *count)
{
    bool leak = expected == NEVER && seen;
    bool missing = expected == MUST && !seen;

    count->cells++;
    count->leaks += leak;
    count->missing += missing;
    return leak || missing;
}

static void tell_wrong(const struct story *story, struct cell cell, bool seen, unsigned line)
{
    print_error("%s: %s in state %s by %s to %s (author seat %u, %s; line %u)\n",
                seen ? "leak" : "missing", table_classes[cell.item], table_states[cell.state],
                table_exits[cell.out], table_observers[cell.observer], (unsigned)story->author,
                story->pass ? "pass" : "pens", line);
}

static void judge_exit(const struct disclosure *disclosure,
                       struct tables *tables,
                       const struct twins *twins,
                       enum story_exit out,
                       enum story_observer observer,
                       bool show,
                       struct matrix_count *count)
{
    const struct story *story = &twins->story;
    struct wire seen = { 0 };

    if (!look_can(story, observer)) {
        return;
    }
    look(disclosure, story, out, observer, &seen);
    for (unsigned item = 0; item < STORY_CLASSES; item++) {
        const struct cell cell = { (enum story_class)item, story->state, out, observer };
        unsigned line;
        enum expectation expected = tables_expect(tables, cell, story->planted[item], &line);
        if (!story->planted[item]) {
            continue;
        }
        bool there = sees(disclosure, twins, (enum story_class)item, out, observer, &seen);
        if (is_wrong(expected, there, count) && show) {
            tell_wrong(story, cell, there, line);
        }
    }
    wire_free(&seen);
}

static void judge_story(const struct disclosure *disclosure,
                        struct tables *tables,
                        struct twins *twins,
                        bool show,
                        struct matrix_count *count)
{
    for (unsigned out = 0; out <= LOOK_LAST; out++) {
        for (unsigned observer = 0; observer < STORY_OBSERVERS; observer++) {
            judge_exit(disclosure, tables, twins, (enum story_exit)out,
                       (enum story_observer)observer, show, count);
        }
    }
    count->leaks += look_disagreements(disclosure, &twins->story);
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
        STORY_CLASS_scale,        STORY_CLASS_progress,     STORY_CLASS_both_ready,
        STORY_CLASS_signal,       STORY_CLASS_consent,      STORY_CLASS_more_time,
        STORY_CLASS_split,        STORY_CLASS_narrowing,    STORY_CLASS_pen_signal,
        STORY_CLASS_table_signal, STORY_CLASS_person_light, STORY_CLASS_person_tag,
        STORY_CLASS_match,        STORY_CLASS_unmatched,    STORY_CLASS_tries,
        STORY_CLASS_quiz_score,   STORY_CLASS_joint_yes,    STORY_CLASS_to_group,
        STORY_CLASS_joint_go,
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

    tables_read(&tables);
    for (unsigned variant = 0; variant < (one_variant ? 1 : 4); variant++) {
        for (unsigned state = 0; state < STORY_STATES; state++) {
            judge_state(disclosure, &tables, seed, (enum story_state)state, variant, show, &count);
        }
    }
    if (!one_variant) {
        tables_check(&tables, STORY_EXIT_stage, LOOK_LAST);
    }
    return count;
}
