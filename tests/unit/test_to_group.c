/* SPDX-License-Identifier: EUPL-1.2 */
/* What is for the partner and its author lets go to the group too, or what a couple wrote together
 * and both let go there: a note of its round, without a name. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/group_state.h"
#include "tests/unit/evening.h"

#define TEXT(text)                                     \
    {                                                  \
        { (const uint8_t *)(text), sizeof(text) - 1 }, \
        {                                              \
            (const uint8_t *)(text), sizeof(text) - 1  \
        }                                              \
    }
#define WORD(text)                                \
    {                                             \
        (const uint8_t *)(text), sizeof(text) - 1 \
    }

/* ---- The exercise: brief, solo, reveal, joint, share, close ---- */

enum {
    MOMENT, /* text, P, may go to the group */
    OURS,   /* text, J, may go to the group */
    THEIRS, /* the same, and may not */
    GENTLE, /* text, S, of the light form */
    FIELDS
};
enum {
    TOLD = 2,
    WRITTEN,
    SHARED,
    END
};

static const struct hv_field fields[FIELDS] = {
    [MOMENT] = { .id = WORD("moment"),
                 .prompt = TEXT("vraag"),
                 .type = HV_FIELD_TEXT,
                 .visibility = HV_VISIBLE_PARTNER,
                 .keep = HV_KEEP_COURSE,
                 .core = true,
                 .may_go_to_group = true,
                 .characters = 140,
                 .options_from = -1 },
    [OURS] = { .id = WORD("ours"),
               .prompt = TEXT("vraag"),
               .type = HV_FIELD_TEXT,
               .visibility = HV_VISIBLE_JOINT,
               .keep = HV_KEEP_COURSE,
               .may_go_to_group = true,
               .characters = 140,
               .options_from = -1 },
    [THEIRS] = { .id = WORD("theirs"),
                 .prompt = TEXT("vraag"),
                 .type = HV_FIELD_TEXT,
                 .visibility = HV_VISIBLE_JOINT,
                 .keep = HV_KEEP_COURSE,
                 .characters = 140,
                 .options_from = -1 },
    [GENTLE] = { .id = WORD("gentle"),
                 .prompt = TEXT("vraag"),
                 .type = HV_FIELD_TEXT,
                 .visibility = HV_VISIBLE_SELF,
                 .keep = HV_KEEP_MEETING,
                 .light = true,
                 .characters = 140,
                 .options_from = -1 },
};
static const struct hv_stage stages[] = {
    [BRIEF] = { HV_STAGE_BRIEF, HV_SCOPE_GROUP },
    [SOLO] = { HV_STAGE_SOLO, HV_SCOPE_UNIT, .fields = BIT(MOMENT) | BIT(GENTLE) },
    [TOLD] = { HV_STAGE_REVEAL, HV_SCOPE_UNIT,
               .gate = { HV_GATE_CLOSED, HV_HOLDER_UNIT, HV_AUDIENCE_UNIT,
                         .fields = BIT(MOMENT) } },
    [WRITTEN] = { HV_STAGE_JOINT, HV_SCOPE_UNIT, .fields = BIT(OURS) | BIT(THEIRS),
                  .gate = { HV_GATE_MARKED, HV_HOLDER_UNIT, HV_AUDIENCE_UNIT,
                            .fields = BIT(OURS) | BIT(THEIRS) } },
    [SHARED] = { HV_STAGE_SHARE, HV_SCOPE_GROUP,
                 .gate = { HV_GATE_HOLDER, HV_HOLDER_FACILITATOR, HV_AUDIENCE_GROUP,
                           .fields = BIT(MOMENT) | BIT(OURS) } },
    [END] = { HV_STAGE_CLOSE, HV_SCOPE_GROUP },
};

/* A copy that a test may spoil. */
struct copied {
    struct hv_exercise exercise;
    struct hv_field fields[FIELDS];
    struct hv_stage stages[COUNT(stages)];
};

static const struct hv_exercise *copy(struct copied *ret)
{
    memcpy(ret->fields, fields, sizeof fields);
    memcpy(ret->stages, stages, sizeof stages);
    ret->exercise = (struct hv_exercise){ .id = WORD("wider"),
                                          .title = TEXT("Ruimer"),
                                          .view = WORD("form"),
                                          .fields = ret->fields,
                                          .field_count = FIELDS,
                                          .stages = ret->stages,
                                          .stage_count = COUNT(stages) };
    return &ret->exercise;
}

/* ---- Two couples ---- */

static struct hv_command closing(uint16_t seat, uint32_t shows, uint32_t to_group)
{
    struct hv_command command = ENVELOPE(1, seat, FIRST, shows);

    command.close_envelope.to_group = to_group;
    return command;
}

static void write(struct evening *evening, uint16_t seat, const char *text)
{
    const struct line lines[] = {
        { PEN(seat), UNLOCK(seat), DONE },
        { PEN(seat), SAVE_BYTES(1, seat, MOMENT, 1, hv_bytes_from_text(text)), DONE },
    };

    evening_play(evening, lines, COUNT(lines));
}

/* The first lets it go to the group; the second shows it; the third keeps it, whatever it says; the
 * fourth writes, and has not closed. */
static void begin(struct evening *evening)
{
    static struct copied shared;
    const struct line lines[] = {
        { FACILITATOR, COMMAND(PUSH_EXERCISE, .insert_step = { .definition = copy(&shared) }),
          DONE },
        { FACILITATOR, STAGE(1, BRIEF, SOLO), DONE },
    };

    evening_begin(evening);
    evening_play(evening, lines, COUNT(lines));
    write(evening, 1, "van een");
    write(evening, 2, "van twee");
    write(evening, 3, "van drie");
    write(evening, 4, "van vier");
    assert_int_equal(evening_do(evening, PEN(1), closing(1, BIT(MOMENT), BIT(MOMENT))), DONE);
    assert_int_equal(evening_do(evening, PEN(2), closing(2, BIT(MOMENT), 0)), DONE);
    assert_int_equal(evening_do(evening, PEN(3), closing(3, 0, BIT(MOMENT))), DONE);
}

static const struct hv_read_row *only_note(struct evening *evening)
{
    const struct hv_read_key key = { .kind = HV_READ_NOTES, .run = 1, .most = 64 };
    struct hv_read_page page;
    enum hv_refusal refusal;

    assert_int_equal(
        hv_group_read(evening->group, FACILITATOR, key, &evening->turn, &refusal, &page), HV_OK);
    assert_in_range(page.row_count, 0, 1);
    return page.row_count == 1 ? &page.rows[0] : NULL;
}

static uint32_t lines_on_the_wall(struct evening *evening)
{
    struct hv_pane pane;

    assert_int_equal(hv_group_view(evening->group, NULL, (struct hv_pane_key){ HV_PANE_WALL, 0 },
                                   &evening->turn, &pane),
                     HV_OK);
    for (uint32_t i = 0; i < pane.wall.item_count; i++) {
        assert_int_equal(pane.wall.items[i].name.size, 0);
    }
    return pane.wall.item_count;
}

static void it_is_a_note_of_its_round_without_a_name(void **state)
{
    const struct hv_read_row *note;
    struct evening evening;

    (void)state;
    begin(&evening);
    assert_int_equal(evening_answers_read(&evening, MOMENT), 0);
    assert_int_equal(evening_do(&evening, FACILITATOR, STAGE(1, SOLO, SHARED)), DONE);
    note = only_note(&evening);
    assert_non_null(note);
    assert_true(hv_bytes_equal(note->packed, hv_bytes_from_text("van een")));
    assert_int_equal(note->seat + note->unit, 0);
    assert_int_equal(note->name.size, 0);
    assert_int_equal(evening_answers_read(&evening, MOMENT), 1);
    assert_int_equal(lines_on_the_wall(&evening), 0);
    assert_int_equal(evening_do(&evening, FACILITATOR, PICK(1, MOMENT, 0, true)), DONE);
    assert_int_equal(lines_on_the_wall(&evening), 1);
    evening_end(&evening);
}

/* The round is frozen: who closes later, or would close again, adds nothing. */
static void after_its_round_nothing_goes_there_any_more(void **state)
{
    const struct line later[] = {
        { FACILITATOR, STAGE(1, SOLO, SHARED), DONE },
        { PEN(4), closing(4, BIT(MOMENT), BIT(MOMENT)), DONE },
        { PEN(2), REOPEN(1, 2, FIRST), REFUSED(FINAL) },
    };
    struct evening evening;

    (void)state;
    begin(&evening);
    evening_play(&evening, later, COUNT(later));
    assert_non_null(only_note(&evening));
    evening_end(&evening);
}

static void who_opens_the_envelope_again_chooses_anew(void **state)
{
    const struct line again[] = {
        { PEN(1), REOPEN(1, 1, FIRST), REFUSED(FINAL) }, /* both were ready */
        { PEN(3), REOPEN(1, 3, FIRST), DONE },
        { PEN(3), closing(3, BIT(MOMENT), BIT(MOMENT)), DONE },
        { PEN(3), REOPEN(1, 3, FIRST), DONE },
        { PEN(3), closing(3, BIT(MOMENT), 0), DONE },
        { PEN(1), TAKE_BACK(1, 1, BIT(MOMENT)), DONE },
        { FACILITATOR, STAGE(1, SOLO, SHARED), DONE },
    };
    struct evening evening;

    (void)state;
    begin(&evening);
    evening_play(&evening, again, COUNT(again));
    assert_null(only_note(&evening));
    evening_end(&evening);
}

static void what_is_taken_back_goes_from_notes_and_wall(void **state)
{
    const struct line afterwards[] = {
        { PEN(1), TAKE_BACK(1, 1, BIT(MOMENT)), DONE },
        { PEN(1), CONSENT(1, false), DONE },
        { FACILITATOR, NARROW(1, MOMENT, SELF), DONE },
    };

    (void)state;
    for (unsigned i = 0; i < COUNT(afterwards); i++) {
        struct evening evening;

        begin(&evening);
        assert_int_equal(evening_do(&evening, FACILITATOR, STAGE(1, SOLO, SHARED)), DONE);
        assert_int_equal(evening_do(&evening, FACILITATOR, PICK(1, MOMENT, 0, true)), DONE);
        evening_play(&evening, &afterwards[i], 1);
        assert_null(only_note(&evening));
        assert_int_equal(evening_answers_read(&evening, MOMENT), 0);
        assert_int_equal(lines_on_the_wall(&evening), 0);
        evening_end(&evening);
    }
}

/* The course keeps it for its author, and no evening brings it before the group again. */
static void it_goes_no_further_than_its_evening(void **state)
{
    const struct line lines[] = {
        { FACILITATOR, STAGE(1, SOLO, SHARED), DONE },
        { FACILITATOR, END_MEETING(), DONE },
        { FACILITATOR, OPEN_MEETING(1), DONE },
    };
    struct evening evening;

    (void)state;
    begin(&evening);
    evening_play(&evening, lines, COUNT(lines));
    assert_null(only_note(&evening));
    assert_int_equal(evening_answers_read(&evening, MOMENT), 0);
    evening_end(&evening);
}

/* ---- What a couple wrote together ---- */

/* Nobody lets an own answer go to the group. The first couple wrote together and confirmed it. */
static void begin_together(struct evening *evening)
{
    static struct copied shared;
    const struct line lines[] = {
        { FACILITATOR, COMMAND(PUSH_EXERCISE, .insert_step = { .definition = copy(&shared) }),
          DONE },
        { FACILITATOR, STAGE(1, BRIEF, SOLO), DONE },
        { PEN(1), UNLOCK(1), DONE },
        { PEN(2), UNLOCK(2), DONE },
        { PEN(1), ENVELOPE(1, 1, FIRST, 0), DONE },
        { PEN(2), ENVELOPE(1, 2, FIRST, 0), DONE },
        { TABLE(1), TOGETHER(1, SOLO), DONE },
        { TABLE(1), GO(1, TOLD, WRITTEN), DONE },
        { TABLE(1), JOINTLY(1, OURS, 1, "van ons"), DONE },
        { TABLE(1), JOINTLY(1, THEIRS, 1, "van ons twee"), DONE },
        { TABLE(1), MARK(1, 1, 2, true), DONE },
        { PEN(1), LET_GO(1, 1, BIT(OURS), true), REFUSED(NOT_READY) },
        { TABLE(1), MARK(1, 2, 2, true), DONE },
    };

    evening_begin(evening);
    evening_play(evening, lines, COUNT(lines));
}

/* A record as it is read when the keys of what was confirmed are gone. */
static const struct hv_record *without_copies(struct evening *evening,
                                              const struct hv_record *record)
{
    struct hv_record *copied = hv_arena_copy(&evening->turn, record, sizeof *record);
    struct hv_event *events =
        hv_arena_copy(&evening->turn, record->events, record->event_count * sizeof *events);

    assert_non_null(copied);
    assert_non_null(events);
    for (uint32_t i = 0; i < record->event_count; i++) {
        if (events[i].type == HV_EVENT_JOINT_CONFIRMED) {
            uint32_t count = events[i].joint_confirmed.value_count;
            struct hv_carried *values = hv_arena_copy(
                &evening->turn, events[i].joint_confirmed.values, count * sizeof *values);

            assert_non_null(values);
            for (uint32_t j = 0; j < count; j++) {
                values[j].part.gone = true;
                values[j].part.bytes = (struct hv_bytes){ 0 };
            }
            events[i].joint_confirmed.values = values;
        }
    }
    copied->events = events;
    return copied;
}

#define YES(seat)                                         \
    {                                                     \
        PEN(seat), LET_GO(1, seat, BIT(OURS), true), DONE \
    }

static void both_let_it_go_and_nobody_is_named(void **state)
{
    const struct line both[] = {
        { TABLE(1), LET_GO(1, 1, BIT(OURS), true), REFUSED(LOCKED) },
        { PEN(2), LET_GO(1, 1, BIT(OURS), true), REFUSED(NOT_YOURS) },
        { PEN(1), LET_GO(1, 1, BIT(THEIRS), true), REFUSED(NOT_READY) },
        { PEN(1), LET_GO(1, 1, BIT(MOMENT), true), REFUSED(NOT_READY) },
        { PEN(1), LET_GO(1, 1, BIT(MOMENT) | BIT(OURS), true), REFUSED(NOT_READY) },
        YES(1),
        { PEN(1), LET_GO(1, 1, BIT(OURS), true), AGAIN },
        YES(2),
        { FACILITATOR, STAGE(1, SOLO, SHARED), DONE },
    };
    const struct hv_read_key own = { .kind = HV_READ_OWN_WORK, .number = 1, .most = 64 };
    const struct hv_pane_key key = { HV_PANE_SEAT, 1 };
    const struct hv_read_row *note;
    struct hv_read_page page;
    enum hv_refusal refusal;
    struct hv_pane pane;
    struct evening evening;

    (void)state;
    begin_together(&evening);
    evening_play(&evening, both, COUNT(both));
    note = only_note(&evening);
    assert_non_null(note);
    assert_true(hv_bytes_equal(note->packed, hv_bytes_from_text("van ons")));
    assert_int_equal(note->seat + note->unit, 0);
    assert_int_equal(note->name.size, 0);
    assert_int_equal(evening_answers_read(&evening, OURS), 1);
    assert_int_equal(lines_on_the_wall(&evening), 0);
    assert_int_equal(evening_do(&evening, FACILITATOR, PICK(1, OURS, 0, true)), DONE);
    assert_int_equal(lines_on_the_wall(&evening), 1);
    assert_int_equal(hv_group_read(evening.group, PEN(1), own, &evening.turn, &refusal, &page),
                     HV_OK);
    for (uint32_t i = 0; i < page.row_count; i++) {
        assert_int_equal(page.rows[i].to_group, page.rows[i].field == OURS);
    }
    assert_int_equal(hv_group_view(evening.group, NULL, key, &evening.turn, &pane), HV_OK);
    assert_int_equal(pane.seat.joint_to_group, BIT(OURS));
    assert_int_equal(pane.seat.joint_widened, 0);
    evening_end(&evening);
}

/* One of them, or who let the facilitators read it, let nothing go. */
static void one_alone_lets_nothing_go(void **state)
{
    const struct line ways[][3] = {
        { YES(1), { PEN(2), WIDEN(1, 2, BIT(OURS), true), DONE } },
        { YES(2), { PEN(1), WIDEN(1, 1, BIT(OURS), true), DONE } },
        { YES(1), YES(2), { PEN(1), LET_GO(1, 1, BIT(OURS), false), DONE } },
        { YES(1), YES(2), { TABLE(1), MARK(1, 1, 2, false), DONE } },
        { YES(1), YES(2), { TABLE(1), JOINTLY(1, OURS, 2, "anders"), DONE } },
        { YES(1), YES(2), { FACILITATOR, DEAL_WORDS(1), DONE } },
        { YES(1), YES(2), { PEN(2), CONSENT(2, false), DONE } },
        { YES(1), YES(2), { FACILITATOR, NARROW(1, OURS, SELF), DONE } },
    };

    (void)state;
    for (unsigned i = 0; i < COUNT(ways); i++) {
        struct evening evening;

        begin_together(&evening);
        evening_play(&evening, ways[i], i < 2 ? 2 : 3);
        assert_int_equal(evening_do(&evening, FACILITATOR, STAGE(1, SOLO, SHARED)), DONE);
        assert_null(only_note(&evening));
        assert_int_equal(evening_do(&evening, FACILITATOR, PICK(1, OURS, 0, true)),
                         REFUSED(NOT_FOUND));
        evening_end(&evening);
    }
}

/* Whoever of them it was, and whatever is said afterwards: it went, and another one never comes. */
static void it_leaves_the_wall_for_good_when_one_of_them_says_so(void **state)
{
    const struct line shown[] = {
        YES(1),
        YES(2),
        { FACILITATOR, STAGE(1, SOLO, SHARED), DONE },
        { FACILITATOR, PICK(1, OURS, 0, true), DONE },
    };
    const struct line afterwards[] = {
        { PEN(1), LET_GO(1, 1, BIT(OURS), false), DONE },
        { PEN(2), LET_GO(1, 2, BIT(OURS), false), DONE },
        { TABLE(1), MARK(1, 1, 2, false), DONE },
        { TABLE(1), MARK(1, 2, 2, false), DONE },
        { PEN(1), CONSENT(1, false), DONE },
        { PEN(2), CONSENT(2, false), DONE },
        { FACILITATOR, NARROW(1, OURS, SELF), DONE },
        { FACILITATOR, DEAL_WORDS(1), DONE },
        { FACILITATOR, DEAL_WORDS(2), DONE },
        { TABLE(1), JOINTLY(1, OURS, 2, "anders"), DONE },
    };
    const struct line again[] = {
        { PEN(1), CONSENT(1, true), 0 },
        { PEN(2), CONSENT(2, true), 0 },
        { PEN(1), UNLOCK(1), 0 },
        { PEN(2), UNLOCK(2), 0 },
        { TABLE(1), MARK(1, 1, 2, true), 0 },
        { TABLE(1), MARK(1, 2, 2, true), 0 },
        { TABLE(1), MARK(1, 1, 3, true), 0 },
        { TABLE(1), MARK(1, 2, 3, true), 0 },
        { PEN(1), LET_GO(1, 1, BIT(OURS), true), 0 },
        { PEN(2), LET_GO(1, 2, BIT(OURS), true), 0 },
    };

    (void)state;
    for (unsigned i = 0; i < COUNT(afterwards); i++) {
        struct evening evening;

        begin_together(&evening);
        evening_play(&evening, shown, COUNT(shown));
        assert_int_equal(lines_on_the_wall(&evening), 1);
        evening_play(&evening, &afterwards[i], 1);
        assert_null(only_note(&evening));
        assert_int_equal(evening_answers_read(&evening, OURS), 0);
        assert_int_equal(lines_on_the_wall(&evening), 0);
        for (unsigned j = 0; j < COUNT(again); j++) { /* some of it is refused, as it may be */
            (void)evening_do(&evening, again[j].device, again[j].command);
        }
        assert_int_equal(lines_on_the_wall(&evening), 0);
        assert_null(only_note(&evening));
        evening_end(&evening);
    }
}

/* What the group does not need any more is gone from the log of a later day: that it was picked has
 * to be folded all the same. */
static void without_its_words_the_evening_folds_all_the_same(void **state)
{
    const struct line shown[] = {
        YES(1),
        YES(2),
        { FACILITATOR, STAGE(1, SOLO, SHARED), DONE },
        { FACILITATOR, PICK(1, OURS, 0, true), DONE },
    };
    struct hv_arena arena;
    struct hv_group *group;
    struct evening evening;

    (void)state;
    begin_together(&evening);
    evening_play(&evening, shown, COUNT(shown));
    hv_arena_init(&arena, (size_t)256 * 1024 * 1024);
    group = hv_group_new(&arena);
    for (uint32_t i = 0; i < evening.record_count; i++) {
        assert_int_equal(hv_group_evolve(group, without_copies(&evening, &evening.records[i])),
                         HV_OK);
    }
    hv_arena_free(&arena);
    evening_end(&evening);
}

/* A couple that does the light form by then writes nothing together. */
static void in_the_light_form_nothing_goes(void **state)
{
    const struct line lines[] = {
        YES(1),
        YES(2),
        { FACILITATOR, FORM(1, 1, LIGHT), DONE },
        { FACILITATOR, STAGE(1, SOLO, SHARED), DONE },
    };
    struct evening evening;

    (void)state;
    begin_together(&evening);
    evening_play(&evening, lines, COUNT(lines));
    assert_null(only_note(&evening));
    evening_end(&evening);
}

/* Who says so when the round has closed adds nothing; and no other evening brings it back. */
static void a_later_yes_adds_nothing(void **state)
{
    const struct line late[] = {
        YES(1),
        { FACILITATOR, STAGE(1, SOLO, SHARED), DONE },
        YES(2),
    };
    const struct line over[] = {
        { FACILITATOR, END_MEETING(), DONE },
        { FACILITATOR, OPEN_MEETING(1), DONE },
        { PEN(1), UNLOCK(1), DONE },
        { PEN(1), LET_GO(1, 1, BIT(OURS), false), REFUSED(NOT_READY) },
    };
    const struct line in_time[] = {
        YES(1),
        YES(2),
        { FACILITATOR, STAGE(1, SOLO, SHARED), DONE },
    };
    struct evening evening;

    (void)state;
    begin_together(&evening);
    evening_play(&evening, late, COUNT(late));
    assert_null(only_note(&evening));
    evening_end(&evening);

    begin_together(&evening);
    evening_play(&evening, in_time, COUNT(in_time));
    assert_non_null(only_note(&evening));
    evening_play(&evening, over, COUNT(over));
    assert_null(only_note(&evening));
    evening_end(&evening);
}

#define WRONG(spoil)                                          \
    do {                                                      \
        copy(&copied);                                        \
        spoil;                                                \
        assert_non_null(hv_exercise_fault(&copied.exercise)); \
    } while (0)

static void where_it_makes_no_sense_it_is_refused(void **state)
{
    struct copied copied;

    (void)state;
    assert_null(hv_exercise_fault(copy(&copied)));
    WRONG(copied.fields[GENTLE].may_go_to_group = true);
    WRONG(copied.fields[MOMENT].visibility = HV_VISIBLE_GROUP);
    WRONG(copied.fields[MOMENT].type = HV_FIELD_TURNS);
    WRONG(copied.stages[SHARED].gate = (struct hv_gate){ .when = HV_GATE_NEVER });
    WRONG(copied.fields[MOMENT].may_go_to_group = false);
    WRONG(copied.fields[OURS].may_go_to_group = false);
    WRONG(copied.fields[THEIRS].may_go_to_group = true);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_is_a_note_of_its_round_without_a_name),
        cmocka_unit_test(after_its_round_nothing_goes_there_any_more),
        cmocka_unit_test(who_opens_the_envelope_again_chooses_anew),
        cmocka_unit_test(what_is_taken_back_goes_from_notes_and_wall),
        cmocka_unit_test(it_goes_no_further_than_its_evening),
        cmocka_unit_test(both_let_it_go_and_nobody_is_named),
        cmocka_unit_test(one_alone_lets_nothing_go),
        cmocka_unit_test(it_leaves_the_wall_for_good_when_one_of_them_says_so),
        cmocka_unit_test(without_its_words_the_evening_folds_all_the_same),
        cmocka_unit_test(in_the_light_form_nothing_goes),
        cmocka_unit_test(a_later_yes_adds_nothing),
        cmocka_unit_test(where_it_makes_no_sense_it_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
