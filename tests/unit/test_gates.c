/* SPDX-License-Identifier: EUPL-1.2 */
/* What opens only where both chose the same, and what is guessed about the other. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/group_state.h"
#include "core/scopes.h"
#include "tests/unit/evening.h"

/* ---- The exercise: brief, solo, match, reveal, talk, close ---- */

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

enum {
    PICK,  /* cards, P, up to four of eight, and an own card: what matches */
    MINE,  /* scale, P */
    GUESS, /* of MINE */
    FIELDS
};
enum {
    MATCH = 2,
    REVEALED,
    AFTER,
    END
};

static const struct hv_option cards[] = {
    { WORD("a"), TEXT("a") }, { WORD("b"), TEXT("b") }, { WORD("c"), TEXT("c") },
    { WORD("d"), TEXT("d") }, { WORD("e"), TEXT("e") }, { WORD("f"), TEXT("f") },
    { WORD("g"), TEXT("g") }, { WORD("h"), TEXT("h") },
};

#define FIELD(name) \
    .id = WORD(name), .prompt = TEXT("vraag"), .visibility = HV_VISIBLE_PARTNER, .options_from = -1

static const struct hv_field fields[FIELDS] = {
    [PICK] = { FIELD("pick"), .type = HV_FIELD_CARDS, .keep = HV_KEEP_COURSE, .core = true,
               .options = cards, .option_count = 8, .pick_minimum = 1, .pick_maximum = 4,
               .own_card = true, .characters = 40 },
    [MINE] = { FIELD("mine"), .type = HV_FIELD_SCALE, .keep = HV_KEEP_COURSE, .maximum = 10,
               .markers = 1, .core = true },
    [GUESS] = { FIELD("guess"), .type = HV_FIELD_SCALE, .keep = HV_KEEP_MEETING, .maximum = 10,
                .markers = 1, .guess = true, .guess_of = MINE },
};

static const struct hv_field light_field = { .id = WORD("own"),
                                             .prompt = TEXT("vraag"),
                                             .type = HV_FIELD_TEXT,
                                             .visibility = HV_VISIBLE_SELF,
                                             .keep = HV_KEEP_MEETING,
                                             .light = true,
                                             .characters = 40,
                                             .options_from = -1 };

#define GATE(set) HV_GATE_CLOSED, HV_HOLDER_UNIT, HV_AUDIENCE_UNIT, .fields = (set)

static const struct hv_stage stages[] = {
    [BRIEF] = { HV_STAGE_BRIEF, HV_SCOPE_GROUP },
    [SOLO] = { HV_STAGE_SOLO, HV_SCOPE_UNIT, .fields = (1 << (FIELDS + 1)) - 1 },
    [MATCH] = { HV_STAGE_REVEAL, HV_SCOPE_UNIT, .gate = { GATE(1 << PICK), .match = true } },
    [REVEALED] = { HV_STAGE_REVEAL, HV_SCOPE_UNIT, .gate = { GATE(1 << MINE | 1 << GUESS) } },
    [AFTER] = { HV_STAGE_TALK, HV_SCOPE_UNIT },
    [END] = { HV_STAGE_CLOSE, HV_SCOPE_GROUP },
};

/* A copy that a test may spoil. */
struct copied {
    struct hv_exercise exercise;
    struct hv_field fields[FIELDS + 1];
    struct hv_stage stages[COUNT(stages)];
};

static void copy(struct copied *ret)
{
    memcpy(ret->fields, fields, sizeof fields);
    ret->fields[FIELDS] = light_field;
    memcpy(ret->stages, stages, sizeof stages);
    ret->exercise = (struct hv_exercise){ .id = WORD("gates"),
                                          .title = TEXT("Poorten"),
                                          .view = WORD("form"),
                                          .fields = ret->fields,
                                          .field_count = FIELDS + 1,
                                          .stages = ret->stages,
                                          .stage_count = COUNT(stages) };
}

/* ---- The couple ---- */

static const struct copied *shared(void)
{
    static struct copied copied;

    copy(&copied);
    return &copied;
}

static void begin(struct evening *evening)
{
    const struct line lines[] = {
        { FACILITATOR, COMMAND(PUSH_EXERCISE, .insert_step = { .definition = &shared()->exercise }),
          DONE },
        { FACILITATOR, STAGE(1, BRIEF, SOLO), DONE },
        { PEN(1), UNLOCK(1), DONE },
        { PEN(2), UNLOCK(2), DONE },
    };

    evening_begin(evening);
    evening_play(evening, lines, COUNT(lines));
}

static const struct hv_unit_run *couple(const struct evening *evening)
{
    return hv_unit_in_run(hv_find_run(evening->group, 1), 1);
}

/* Options as letters. */
static struct hv_bytes picked(const char *letters, uint8_t ret[8])
{
    size_t count = 0;

    for (; *letters != '\0'; letters++) {
        ret[count++] = *letters == '+' ? 0xff : (uint8_t)(*letters - 'a');
    }
    return (struct hv_bytes){ ret, count };
}

static void pick(struct evening *evening, uint16_t seat, const char *letters, bool shows)
{
    uint8_t bytes[8];
    struct hv_command save = SAVE_BYTES(1, seat, PICK, 1, picked(letters, bytes));

    if (*letters == '\0') {
        save.save_field.answer = HV_ANSWER_SKIPPED;
    }
    assert_int_equal(evening_do(evening, PEN(seat), save), DONE);
    assert_int_equal(
        evening_do(evening, PEN(seat), ENVELOPE(1, seat, FIRST, shows ? BIT(PICK) : 0)), DONE);
}

static struct hv_pane pane_of(const struct evening *evening, struct hv_arena *arena)
{
    struct hv_pane pane;

    assert_int_equal(
        hv_group_view(evening->group, NULL, (struct hv_pane_key){ HV_PANE_UNIT, 1 }, arena, &pane),
        HV_OK);
    return pane;
}

/* The one row of the match, as letters; "-" when nothing is shown. */
static void assert_row(const struct evening *evening, const char *letters)
{
    struct hv_arena arena;
    uint8_t bytes[8];
    bool shown = *letters != '-';
    struct hv_bytes wanted = shown ? picked(letters, bytes) : (struct hv_bytes){ NULL, 0 };

    hv_arena_init(&arena, 1u << 16);
    const struct hv_unit_pane unit = pane_of(evening, &arena).unit;
    assert_int_equal(unit.opened_count, 1);
    assert_int_equal(unit.opened[0].seat, 0);
    assert_int_equal(unit.opened[0].field, PICK);
    assert_int_equal(unit.opened[0].shown, shown);
    assert_true(hv_bytes_equal(unit.opened[0].packed, wanted));
    hv_arena_free(&arena);
}

/* ---- Matching ---- */

static void only_what_all_chose_and_showed_matches(void **state)
{
    static const struct {
        const char *one, *other;
        bool one_shows, other_shows;
        const char *matches;
    } cases[] = {
        { "abc", "bcd", true, true, "bc" }, { "abc", "bcd", true, false, "-" },
        { "abc", "bcd", false, true, "-" }, { "ab", "cd", true, true, "-" },
        { "", "cd", true, true, "-" },      { "", "", true, true, "-" },
        { "h", "h", true, true, "h" },      { "a+z", "a+z", true, true, "a" },
        { "+z", "+z", true, true, "-" },
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct evening evening;

        begin(&evening);
        pick(&evening, 1, cases[i].one, cases[i].one_shows);
        pick(&evening, 2, cases[i].other, cases[i].other_shows);
        assert_int_equal(evening_do(&evening, TABLE(1), TOGETHER(1, SOLO)), DONE);
        assert_row(&evening, cases[i].matches);
        evening_end(&evening);
    }
}

static void nobodys_own_cards_stand_in_the_event(void **state)
{
    struct evening evening;
    const struct hv_event *event;

    (void)state;
    begin(&evening);
    pick(&evening, 1, "abc", true);
    pick(&evening, 2, "cd", true);
    assert_int_equal(evening_do(&evening, TABLE(1), TOGETHER(1, SOLO)), DONE);
    event = evening_event(&evening, HV_EVENT_OPENED);
    assert_int_equal(event->opened.fields, 0);
    assert_int_equal(event->opened.match_count, 1);
    assert_int_equal(event->opened.matches[0].part.scope.owner, HV_OWNER_UNIT);
    assert_int_equal(event->opened.matches[0].part.bytes.size, 1);
    assert_int_equal(couple(&evening)->opened[0] | couple(&evening)->opened[1], 0);
    evening_end(&evening);
}

/* What was taken back before, or is of one who was split, matches nothing; what is taken back
 * afterwards stays until the block ends. */
static void rights_hold_for_a_match(void **state)
{
    const struct {
        struct hv_command before, after;
        const char *matches;
    } cases[] = {
        { TAKE_BACK(1, 1, BIT(PICK)), { 0 }, "-" }, { SPLIT(2), { 0 }, "-" },
        { { 0 }, DISCARD(1, 1, BIT(PICK)), "b" },   { { 0 }, SPLIT(2), "b" },
        { { 0 }, NARROW(1, PICK, SELF), "-" },      { NARROW(1, PICK, SELF), { 0 }, "-" },
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        const struct hv_command *given[] = { &cases[i].before, &cases[i].after };
        struct evening evening;

        begin(&evening);
        pick(&evening, 1, "ab", true);
        pick(&evening, 2, "b", true);
        for (size_t j = 0; j < COUNT(given); j++) {
            uint16_t device = given[j]->type == HV_COMMAND_TAKE_BACK ? PEN(1) : FACILITATOR;

            if (given[j]->type != 0) {
                assert_int_equal(evening_do(&evening, device, *given[j]), DONE);
            }
            if (j == 0) {
                assert_int_equal(evening_do(&evening, TABLE(1), TOGETHER(1, SOLO)), DONE);
            }
        }
        assert_row(&evening, cases[i].matches);
        evening_end(&evening);
    }
}

static bool has_useless(const struct evening *evening, struct hv_key_scope scope)
{
    struct hv_key_scope scopes[64];
    uint32_t count = hv_group_useless_keys(
        evening->group, &evening->records[evening->record_count - 1], 0, scopes, COUNT(scopes));
    bool found = false;

    for (uint32_t i = 0; i < count; i++) {
        found = found || hv_key_scope_equal(&scopes[i], &scope);
    }
    return found;
}

static void a_match_and_its_key_end_with_the_block(void **state)
{
    struct evening evening;
    struct hv_arena arena;

    (void)state;
    begin(&evening);
    pick(&evening, 1, "b", true);
    pick(&evening, 2, "b", true);
    assert_int_equal(evening_do(&evening, TABLE(1), TOGETHER(1, SOLO)), DONE);
    assert_int_equal(evening_do(&evening, FACILITATOR, STAGE(1, SOLO, END)), DONE);
    assert_true(has_useless(&evening, hv_scope_matched(hv_find_run(evening.group, 1), 1)));
    assert_false(couple(&evening)->matched[PICK].present);
    assert_int_equal(evening_do(&evening, FACILITATOR, STAGE(1, END, SOLO)), DONE);
    hv_arena_init(&arena, 1u << 16);
    const struct hv_unit_pane unit = pane_of(&evening, &arena).unit;
    for (uint32_t i = 0; i < unit.opened_count; i++) {
        assert_false(unit.opened[i].shown);
    }
    hv_arena_free(&arena);
    evening_end(&evening);
}

/* ---- Guessing ---- */

static void answer(struct evening *evening, uint16_t seat, uint32_t shows)
{
    const uint8_t number = (uint8_t)seat;
    const struct hv_bytes packed = { &number, 1 };
    const struct line lines[] = {
        { PEN(seat), SAVE_BYTES(1, seat, MINE, 1, packed), DONE },
        { PEN(seat), SAVE_BYTES(1, seat, GUESS, 1, packed), DONE },
        { PEN(seat), ENVELOPE(1, seat, FIRST, shows), DONE },
    };

    evening_play(evening, lines, COUNT(lines));
}

static void open_both_gates(struct evening *evening)
{
    const struct line lines[] = {
        { TABLE(1), TOGETHER(1, SOLO), DONE },
        { TABLE(1), GO(1, MATCH, REVEALED), DONE },
        { TABLE(1), TOGETHER(1, REVEALED), DONE },
    };

    evening_play(evening, lines, COUNT(lines));
}

/* The rows of a field that are shown. */
static unsigned shown(const struct evening *evening, uint8_t field)
{
    struct hv_arena arena;
    unsigned count = 0;

    hv_arena_init(&arena, 1u << 16);
    const struct hv_unit_pane unit = pane_of(evening, &arena).unit;
    for (uint32_t i = 0; i < unit.opened_count; i++) {
        count += unit.opened[i].field == field && unit.opened[i].shown;
    }
    hv_arena_free(&arena);
    return count;
}

static void a_guess_opens_beside_what_it_guesses_or_not_at_all(void **state)
{
    static const struct {
        uint32_t one, other;
        unsigned mine, guesses;
    } cases[] = {
        { BIT(MINE) | BIT(GUESS), BIT(MINE) | BIT(GUESS), 2, 2 },
        { BIT(MINE) | BIT(GUESS), BIT(GUESS), 0, 0 },
        { BIT(GUESS), BIT(GUESS), 0, 0 },
        { BIT(MINE), BIT(MINE) | BIT(GUESS), 2, 0 },
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct evening evening;

        begin(&evening);
        answer(&evening, 1, cases[i].one);
        answer(&evening, 2, cases[i].other);
        open_both_gates(&evening);
        assert_int_equal(shown(&evening, MINE), cases[i].mine);
        assert_int_equal(shown(&evening, GUESS), cases[i].guesses);
        evening_end(&evening);
    }
}

enum { /* of an exercise whose answers do not fit into one frame */
    LONG = 3,
    LAST = LONG, /* no room is left for it */
    LAST_GUESS,  /* for this there would be */
    MANY
};

static const struct hv_exercise *long_answers(void)
{
    static struct copied copied;
    static struct hv_field many[MANY + 1];
    static const uint8_t ids[MANY] = "abcde";

    copy(&copied);
    for (unsigned i = 0; i < MANY; i++) {
        many[i] = (struct hv_field){ FIELD("long"), .type = HV_FIELD_TEXT, .keep = HV_KEEP_MEETING,
                                     .characters = 2000 };
        many[i].id = (struct hv_bytes){ &ids[i], 1 };
    }
    many[LAST_GUESS].guess = true;
    many[LAST_GUESS].guess_of = LAST;
    many[MANY] = light_field;
    copied.stages[SOLO].fields = BIT(MANY + 1) - 1;
    copied.stages[MATCH].gate = (struct hv_gate){ GATE(BIT(MANY) - 1) };
    copied.stages[REVEALED].gate = (struct hv_gate){ GATE(0) };
    copied.exercise.fields = many;
    copied.exercise.field_count = MANY + 1;
    return &copied.exercise;
}

static void fill_frame(struct evening *evening, uint16_t seat)
{
    static const uint8_t letters[HV_VALUE_MAX];
    static const size_t sizes[MANY] = { HV_VALUE_MAX, HV_VALUE_MAX, HV_VALUE_MAX, 5000, 10 };

    assert_int_equal(evening_do(evening, PEN(seat), UNLOCK(seat)), DONE);
    for (uint8_t i = 0; i < MANY; i++) {
        const struct hv_bytes packed = { letters, sizes[i] };

        assert_int_equal(evening_do(evening, PEN(seat), SAVE_BYTES(1, seat, i, 1, packed)), DONE);
    }
    assert_int_equal(evening_do(evening, PEN(seat), ENVELOPE(1, seat, FIRST, UINT32_MAX)), DONE);
}

static void a_guess_has_no_room_without_what_it_guesses(void **state)
{
    const struct hv_exercise *exercise = long_answers();
    struct evening evening;

    (void)state;
    evening_begin(&evening);
    assert_int_equal(evening_do(&evening, FACILITATOR,
                                COMMAND(PUSH_EXERCISE, .insert_step = { .definition = exercise })),
                     DONE);
    assert_int_equal(evening_do(&evening, FACILITATOR, STAGE(1, BRIEF, SOLO)), DONE);
    fill_frame(&evening, 1);
    fill_frame(&evening, 2);
    assert_int_equal(evening_do(&evening, TABLE(1), TOGETHER(1, SOLO)), DONE);
    assert_int_equal(shown(&evening, LONG - 1), 2);
    assert_int_equal(shown(&evening, LAST), 0);
    assert_int_equal(shown(&evening, LAST_GUESS), 0);
    evening_end(&evening);
}

static void what_is_narrowed_takes_its_guesses_along(void **state)
{
    struct evening evening;

    (void)state;
    begin(&evening);
    answer(&evening, 1, BIT(MINE) | BIT(GUESS));
    answer(&evening, 2, BIT(MINE) | BIT(GUESS));
    open_both_gates(&evening);
    assert_int_equal(evening_do(&evening, FACILITATOR, NARROW(1, MINE, SELF)), DONE);
    assert_int_equal(shown(&evening, MINE), 0);
    assert_int_equal(shown(&evening, GUESS), 0);
    evening_end(&evening);
}

/* ---- The record ---- */

static void into_the_record_goes_what_its_author_ticked(void **state)
{
    const struct hv_command afterwards[] = { TAKE_BACK(1, 1, BIT(REVEAL_OK)), CONSENT(1, false),
                                             NARROW(1, REVEAL_OK, SELF) };

    (void)state;
    for (unsigned i = 0; i < COUNT(afterwards) + 1; i++) {
        struct evening evening;
        const struct line lines[] = {
            { FACILITATOR, START(0, REVEAL + 1), DONE },
            { FACILITATOR, STAGE(1, BRIEF, SOLO), DONE },
            { PEN(1), UNLOCK(1), DONE },
            { PEN(2), UNLOCK(2), DONE },
            { PEN(1), SAVE(1, 1, REVEAL_OK, 1, "\1"), DONE },
            { PEN(2), SAVE(1, 2, REVEAL_OK, 1, "\1"), DONE },
        };

        evening_begin(&evening);
        evening_play(&evening, lines, COUNT(lines));
        assert_int_equal(evening_answers_read(&evening, REVEAL_OK), 0);
        assert_int_equal(evening_do(&evening, PEN(1), ENVELOPE(1, 1, FIRST, BIT(REVEAL_OK))), DONE);
        assert_int_equal(evening_do(&evening, PEN(2), ENVELOPE(1, 2, FIRST, 0)), DONE);
        assert_int_equal(evening_answers_read(&evening, REVEAL_OK), 1);
        if (i < COUNT(afterwards)) {
            uint16_t device = afterwards[i].type == HV_COMMAND_NARROW_FIELD ? FACILITATOR : PEN(1);

            assert_int_equal(evening_do(&evening, device, afterwards[i]), DONE);
            assert_int_equal(evening_answers_read(&evening, REVEAL_OK), 0);
        }
        evening_end(&evening);
    }
}

/* ---- Written blind ---- */

enum {
    SHOWN_BLIND = 2
};

static const struct hv_field blind_fields[] = {
    { .id = WORD("line"),
      .prompt = TEXT("vraag"),
      .type = HV_FIELD_TEXT,
      .visibility = HV_VISIBLE_GROUP_NAMED,
      .keep = HV_KEEP_MEETING,
      .characters = 140,
      .options_from = -1 },
};
static const struct hv_stage blind_stages[] = {
    [BRIEF] = { HV_STAGE_BRIEF, HV_SCOPE_GROUP },
    [SOLO] = { HV_STAGE_SOLO, HV_SCOPE_UNIT, .fields = 1 },
    [SHOWN_BLIND] = { HV_STAGE_SHARE, HV_SCOPE_GROUP,
                      .gate = { HV_GATE_CLOSED, HV_HOLDER_FACILITATOR, HV_AUDIENCE_GROUP,
                                .fields = 1 } },
};
static const struct hv_exercise blind = { .id = WORD("blind"),
                                          .title = TEXT("Blind"),
                                          .view = WORD("form"),
                                          .fields = blind_fields,
                                          .field_count = COUNT(blind_fields),
                                          .stages = blind_stages,
                                          .stage_count = COUNT(blind_stages) };

/* Two couples are here; one member of the second keeps the line. */
static void write_blind(struct evening *evening)
{
    const struct line lines[] = {
        { FACILITATOR, COMMAND(PUSH_EXERCISE, .insert_step = { .definition = &blind }), DONE },
        { FACILITATOR, STAGE(1, BRIEF, SOLO), DONE },
        { FACILITATOR, PRESENCE(4, AWAY), DONE },
        { FACILITATOR, PRESENCE(5, AWAY), DONE },
        { FACILITATOR, PRESENCE(6, ON_PAPER), DONE },
        { FACILITATOR, PRESENCE(3, AWAY), DONE },
    };

    evening_begin(evening);
    evening_play(evening, lines, COUNT(lines));
    for (uint16_t seat = 1; seat <= 4; seat++) {
        const struct line writing[] = {
            { PEN(seat), UNLOCK(seat), DONE },
            { PEN(seat), SAVE(1, seat, 0, 1, "een regel"), DONE },
            { FACILITATOR, STAGE(1, SOLO, SHOWN_BLIND), REFUSED(NOT_READY) },
            { PEN(seat), ENVELOPE(1, seat, FIRST, seat == 4 ? 0 : 1), DONE },
        };

        evening_play(evening, writing, COUNT(writing));
    }
}

static unsigned lines_on_the_wall(const struct evening *evening)
{
    struct hv_arena arena;
    struct hv_pane pane;
    unsigned count = 0;

    hv_arena_init(&arena, 1u << 16);
    assert_int_equal(
        hv_group_view(evening->group, NULL, (struct hv_pane_key){ HV_PANE_WALL, 0 }, &arena, &pane),
        HV_OK);
    for (uint32_t i = 0; i < pane.wall.item_count; i++) {
        count += pane.wall.items[i].kind == HV_WALL_NOTE && pane.wall.items[i].name.size > 0;
    }
    hv_arena_free(&arena);
    return count;
}

static void what_is_written_blind_appears_at_once_when_all_have_closed(void **state)
{
    struct evening evening;

    (void)state;
    write_blind(&evening);
    assert_int_equal(lines_on_the_wall(&evening), 0);
    assert_int_equal(evening_do(&evening, FACILITATOR, STAGE(1, SOLO, SHOWN_BLIND)), DONE);
    assert_int_equal(lines_on_the_wall(&evening), 3);
    evening_end(&evening);
}

static void a_facilitator_need_not_wait(void **state)
{
    struct hv_command move = STAGE(1, SOLO, SHOWN_BLIND);
    struct evening evening;

    (void)state;
    write_blind(&evening);
    assert_int_equal(evening_do(&evening, PEN(2), REOPEN(1, 2, FIRST)), DONE);
    assert_int_equal(evening_do(&evening, FACILITATOR, move), REFUSED(NOT_READY));
    move.move_stage.force = true;
    assert_int_equal(evening_do(&evening, FACILITATOR, move), DONE);
    assert_int_equal(lines_on_the_wall(&evening), 2);
    evening_end(&evening);
}

static void a_line_that_lost_its_name_waits_for_a_pick(void **state)
{
    struct evening evening;

    (void)state;
    write_blind(&evening);
    assert_int_equal(evening_do(&evening, FACILITATOR, NARROW(1, 0, GROUP)), DONE);
    assert_int_equal(evening_do(&evening, FACILITATOR, STAGE(1, SOLO, SHOWN_BLIND)), DONE);
    assert_int_equal(hv_find_run(evening.group, 1)->rounds[SHOWN_BLIND]->note_count, 3);
    assert_int_equal(evening.group->wall_count, 0);
    evening_end(&evening);
}

/* ---- As data ---- */

/* Cards as the first ones, which open at the other gate. */
static void pick_twice(struct copied *copied, bool match)
{
    copied->fields[MINE] = copied->fields[PICK];
    copied->fields[MINE].id = fields[MINE].id;
    copied->fields[GUESS] = copied->fields[PICK];
    copied->fields[GUESS].id = fields[GUESS].id;
    copied->stages[REVEALED].gate.match = match;
}

static void what_could_not_be_played_is_refused(void **state)
{
    struct copied copied;

    (void)state;
    copy(&copied);
    assert_null(hv_exercise_fault(&copied.exercise));
    pick_twice(&copied, false);
    assert_null(hv_exercise_fault(&copied.exercise));
#define WRONG(spoil) \
    copy(&copied);   \
    spoil;           \
    assert_non_null(hv_exercise_fault(&copied.exercise))
    WRONG(copied.fields[PICK].pick_maximum = 5);
    WRONG(copied.fields[PICK].pick_minimum = 2);
    WRONG(copied.stages[MATCH].gate.fields |= BIT(MINE); copied.stages[REVEALED].gate.fields = 0);
    WRONG(copied.stages[END].gate.match = true);
    WRONG(pick_twice(&copied, true));
    WRONG(copied.fields[GUESS].guess_of = FIELDS + 1);
    WRONG(copied.fields[GUESS].guess_of = GUESS);
    WRONG(copied.fields[GUESS].guess_of = PICK);
    WRONG(copied.fields[GUESS].guess = false);
    WRONG(copied.fields[GUESS].maximum = 9);
    WRONG(copied.fields[GUESS].visibility = HV_VISIBLE_SELF);
    WRONG(copied.fields[GUESS].core = true; copied.fields[MINE].core = false);
    WRONG(copied.stages[REVEALED].gate.fields = BIT(MINE);
          copied.stages[AFTER].gate = (struct hv_gate){ GATE(BIT(GUESS)) });
#undef WRONG
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_what_all_chose_and_showed_matches),
        cmocka_unit_test(nobodys_own_cards_stand_in_the_event),
        cmocka_unit_test(rights_hold_for_a_match),
        cmocka_unit_test(a_match_and_its_key_end_with_the_block),
        cmocka_unit_test(a_guess_opens_beside_what_it_guesses_or_not_at_all),
        cmocka_unit_test(a_guess_has_no_room_without_what_it_guesses),
        cmocka_unit_test(what_is_narrowed_takes_its_guesses_along),
        cmocka_unit_test(into_the_record_goes_what_its_author_ticked),
        cmocka_unit_test(what_is_written_blind_appears_at_once_when_all_have_closed),
        cmocka_unit_test(a_facilitator_need_not_wait),
        cmocka_unit_test(a_line_that_lost_its_name_waits_for_a_pick),
        cmocka_unit_test(what_could_not_be_played_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
