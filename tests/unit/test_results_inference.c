/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What results tell, shown or not, to whoever knows two of the answers: never a third. And that a
 * result stays what it was, whatever its authors do afterwards.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "codec/codec.h"
#include "core/group.h"
#include "core/results.h"
#include "core/scopes.h"
#include "tests/unit/evening.h"

/* ---- Every way in which people can answer ---- */

enum {
    TYPES_MAX = 16, /* different answers */
    PEOPLE_MAX = 64,
    UNITS = 3 /* enough of them: with fewer nothing is shown, whatever the answers */
};

/* A question as results see it: what one can answer, and into which band of which result that
 * falls. */
struct question {
    unsigned types;
    unsigned results;
    unsigned bands;
    uint8_t band[TYPES_MAX][4]; /* of a type in a result */
};

/* What is known of a third after seeing the outcome and knowing two answers: the set of answers it
 * can have, over all worlds that look the same. */
struct census {
    const struct question *question;
    unsigned people;
    unsigned base; /* codes of one result */
    uint16_t *possible;
};

static unsigned pairs_of(const struct question *question)
{
    return question->types * question->types;
}

/* What everyone sees: the counts of the results that are shown. */
static size_t outcome_of(const struct census *census, const uint8_t *people)
{
    const struct question *question = census->question;
    size_t outcome = 0;

    for (unsigned result = 0; result < question->results; result++) {
        uint16_t counts[3] = { 0 };
        size_t code = 0;

        for (unsigned type = 0; type < question->types; type++) {
            uint16_t *count = &counts[question->band[type][result]];

            *count = (uint16_t)(*count + people[type]);
        }
        if (hv_result_enough(counts, UNITS)) {
            code = 1u + counts[0];
            code += question->bands == 3 ? counts[1] * (census->people + 1) : 0;
        }
        outcome = outcome * census->base + code;
    }
    return outcome;
}

/* Without the two who are known. */
static uint16_t others_of(uint16_t there, const uint8_t *people, unsigned a, unsigned b)
{
    unsigned both = a == b ? 2 : 1;
    unsigned gone = (people[a] == both ? 1u << a : 0) | (people[b] == both ? 1u << b : 0);

    return (uint16_t)(there & ~gone);
}

static void take_world(struct census *census, const uint8_t *people)
{
    const struct question *question = census->question;
    uint16_t *possible = census->possible + outcome_of(census, people) * pairs_of(question);
    uint16_t there = 0;

    for (unsigned type = 0; type < question->types; type++) {
        there = (uint16_t)(there | (people[type] > 0 ? 1u << type : 0));
    }
    for (unsigned a = 0; a < question->types; a++) {
        for (unsigned b = a; b < question->types; b++) {
            if (people[a] > 0 && people[b] > (a == b ? 1 : 0)) {
                uint16_t *third = &possible[a * question->types + b];

                *third = (uint16_t)(*third | others_of(there, people, a, b));
            }
        }
    }
}

static void take_worlds(struct census *census, uint8_t *people, unsigned type, unsigned left)
{
    if (type + 1 == census->question->types) {
        people[type] = (uint8_t)left;
        take_world(census, people);
        return;
    }
    for (unsigned count = 0; count <= left; count++) {
        people[type] = (uint8_t)count;
        take_worlds(census, people, type + 1, left - count);
    }
}

struct learned {
    unsigned cases;  /* outcomes with two known answers */
    unsigned whole;  /* a third's answer is certain */
    unsigned picked; /* of some option it is certain that a third picked it (band 0) */
    unsigned left;   /* of some option, that nobody else did */
};

static void judge(const struct question *question, uint16_t possible, struct learned *learned)
{
    learned->cases++;
    learned->whole += __builtin_popcount(possible) == 1 ? 1 : 0;
    for (unsigned result = 0; result < question->results; result++) {
        bool some = false, others = false;

        for (unsigned type = 0; type < question->types; type++) {
            if ((possible >> type & 1) != 0) {
                some = some || question->band[type][result] == 0;
                others = others || question->band[type][result] != 0;
            }
        }
        learned->picked += others ? 0 : 1;
        learned->left += some ? 0 : 1;
    }
}

static struct learned learn(const struct question *question, unsigned people)
{
    struct census census = {
        .question = question,
        .people = people,
        .base = question->bands == 3 ? (people + 1) * (people + 2) : people + 2,
    };
    struct learned learned = { 0 };
    uint8_t counts[TYPES_MAX] = { 0 };
    size_t size = pairs_of(question);

    for (unsigned i = 0; i < question->results; i++) {
        size *= census.base;
    }
    census.possible = calloc(size, sizeof *census.possible);
    assert_non_null(census.possible);
    take_worlds(&census, counts, 0, people);
    for (size_t i = 0; i < size; i++) {
        if (census.possible[i] != 0) {
            judge(question, census.possible[i], &learned);
        }
    }
    free(census.possible);
    return learned;
}

/* ---- Scales and single choices ---- */

static void nobody_learns_a_third_from_bands(void **state)
{
    (void)state;
    for (unsigned bands = 2; bands <= 3; bands++) {
        const struct question question = {
            .types = bands,
            .results = 1,
            .bands = 3,
            .band = { { 0 }, { 1 }, { 2 } },
        };

        for (unsigned people = 3; people <= PEOPLE_MAX; people++) {
            const struct learned learned = learn(&question, people);

            if (learned.cases == 0 || learned.whole > 0) {
                fail_msg("%u bands, %u people: %u of %u", bands, people, learned.whole,
                         learned.cases);
            }
        }
    }
}

/* Two questions of one round, asked of the same people: together they tell no more. */
static void nobody_learns_a_third_from_two_scales(void **state)
{
    struct question question = { .types = 9, .results = 2, .bands = 3 };

    (void)state;
    for (unsigned type = 0; type < question.types; type++) {
        question.band[type][0] = (uint8_t)(type / 3);
        question.band[type][1] = (uint8_t)(type % 3);
    }
    for (unsigned people = 3; people <= 12; people++) {
        const struct learned learned = learn(&question, people);

        assert_true(learned.cases > 0);
        assert_int_equal(learned.whole, 0);
    }
}

/* ---- Options one by one ---- */

/* Answers are the sets of `least` to `most` of so many options. */
static struct question options(unsigned count, unsigned least, unsigned most)
{
    struct question question = { .results = count, .bands = 2 };

    for (unsigned set = 0; set < 1u << count; set++) {
        unsigned picked = (unsigned)__builtin_popcount(set);

        if (picked >= least && picked <= most) {
            for (unsigned option = 0; option < count; option++) {
                question.band[question.types][option] = (set >> option & 1) != 0 ? 0 : 1;
            }
            question.types++;
        }
    }
    return question;
}

/* That nobody picked an option can become certain where no more may be picked, as it can that
 * nobody is in a band. That somebody picked one never. */
static void who_may_pick_none_gives_nothing_away(void **state)
{
    static const struct {
        unsigned options, most, people;
    } cases[] = {
        { 2, 1, 12 }, { 2, 2, 12 }, { 3, 1, 12 }, { 3, 2, 12 },
        { 3, 3, 12 }, { 4, 1, 12 }, { 4, 2, 9 },  { 4, 3, 8 },
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        const struct question question = options(cases[i].options, 0, cases[i].most);

        for (unsigned people = 6; people <= cases[i].people; people++) {
            const struct learned learned = learn(&question, people);

            if (learned.cases == 0 || learned.whole > 0 || learned.picked > 0 ||
                (cases[i].most == cases[i].options && learned.left > 0)) {
                fail_msg("up to %u of %u options, %u people: %u %u %u of %u", cases[i].most,
                         cases[i].options, people, learned.whole, learned.picked, learned.left,
                         learned.cases);
            }
        }
    }
}

/* Why such a field is refused: three, three and none shown of seven people is enough. */
static void who_must_pick_one_gives_a_third_away(void **state)
{
    static const struct {
        unsigned options, least, most, people;
    } cases[] = { { 3, 1, 2, 7 }, { 3, 2, 2, 6 }, { 2, 1, 2, 6 } };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        const struct hv_field field = { .type = HV_FIELD_CHOICE,
                                        .options_from = -1,
                                        .pick_minimum = (uint8_t)cases[i].least,
                                        .pick_maximum = (uint8_t)cases[i].most };
        const struct question question = options(cases[i].options, cases[i].least, cases[i].most);

        assert_false(hv_field_may_pick_none(&field));
        if (learn(&question, cases[i].people).picked == 0) {
            fail_msg("%u to %u of %u options, %u people: nothing", cases[i].least, cases[i].most,
                     cases[i].options, cases[i].people);
        }
    }
}

static uint64_t mix(uint64_t *state)
{
    uint64_t z = *state += UINT64_C(0x9e3779b97f4a7c15);

    z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
    return z ^ z >> 31;
}

static bool is_shown(unsigned yes, unsigned people)
{
    const uint16_t counts[3] = { (uint16_t)yes, (uint16_t)(people - yes) };

    return hv_result_enough(counts, UNITS);
}

/* In larger groups, of many options: whatever two people picked, what is not shown looks the same
 * when none of the others picked it, and of what is shown some of the others did not. */
static void nor_in_larger_groups(void **state)
{
    enum {
        DRAWS = 20000,
        OPTIONS = 12
    };
    uint64_t seed = 4711;
    unsigned hidden = 0, shown = 0;

    (void)state;
    print_message("seed 4711\n");
    for (unsigned draw = 0; draw < DRAWS; draw++) {
        unsigned people = 6 + (unsigned)(mix(&seed) % (PEOPLE_MAX - 5));
        unsigned likely = (unsigned)(mix(&seed) % 100);

        for (unsigned option = 0; option < OPTIONS; option++) {
            unsigned known = 0, yes = 0;

            for (unsigned person = 0; person < people; person++) {
                bool picked = mix(&seed) % 100 < likely;

                yes += picked ? 1 : 0;
                known += person < 2 && picked ? 1 : 0;
            }
            if (is_shown(yes, people)) {
                shown++;
                assert_true(yes - known < people - 2);
            } else {
                hidden++;
                assert_false(is_shown(known, people));
            }
        }
    }
    assert_true(hidden > DRAWS && shown > DRAWS);
}

/* ---- The whole road: what people did with a choice of several ---- */

#define CARDS 5

struct tally {
    uint16_t yes[CARDS];
    uint16_t answers;
    uint32_t units; /* set */
};

static void count_answer(struct tally *tally, uint16_t seat, uint32_t picked)
{
    for (unsigned card = 0; card < CARDS; card++) {
        tally->yes[card] = (uint16_t)(tally->yes[card] + (picked >> card & 1));
    }
    tally->answers++;
    tally->units |= BIT((seat - 1) / 2);
}

/* One seat does something with the cards, and mostly closes. What counts goes into the tally. */
static void use_cards(struct evening *evening, uint16_t seat, uint64_t *seed, struct tally *tally)
{
    unsigned way = (unsigned)(mix(seed) % 9);
    bool closes = mix(seed) % 8 != 0, counts = true;
    uint32_t picked = 0;
    struct hv_command save = ANSWER(1, seat, REVEAL_CARDS, 1, SKIPPED);
    uint8_t packed[CARDS + 4];
    size_t size = 0;

    assert_int_equal(evening_do(evening, PEN(seat), UNLOCK(seat)), DONE);
    if (way < 2) {
        save.save_field.answer = way == 0 ? HV_ANSWER_SKIPPED : HV_ANSWER_ALOUD;
        counts = false;
    } else if (way > 2) { /* else untouched: nothing was ticked */
        for (uint8_t card = 0; way > 3 && card < CARDS && size < 2; card++) {
            if (mix(seed) % 2 == 0) {
                packed[size++] = card;
                picked |= BIT(card);
            }
        }
        if (size == 0 || mix(seed) % 2 == 0) {
            memcpy(packed + size,
                   "\xff"
                   "x",
                   2);
            size += 2;
        }
        save.save_field.answer = HV_ANSWER_GIVEN;
        save.save_field.packed = (struct hv_bytes){ packed, size };
    }
    if (way != 2) {
        assert_int_equal(evening_do(evening, PEN(seat), save), DONE);
    }
    if (closes) {
        assert_int_equal(evening_do(evening, PEN(seat), ENVELOPE(1, seat, FIRST, 0)), DONE);
    }
    if (closes && counts) {
        count_answer(tally, seat, picked);
    }
}

static void check_cards(const struct evening *evening, const struct tally *tally, unsigned *shown)
{
    const struct hv_closed_round *round = hv_find_run(evening->group, 1)->rounds[SHARE];
    unsigned seen = 0;

    for (unsigned i = 0; i < round->result_count; i++) {
        const struct hv_result *result = &round->results[i];
        uint16_t counts[3] = { 0 };

        if (result->field != REVEAL_CARDS) {
            continue;
        }
        assert_int_equal(result->option, seen++);
        counts[0] = tally->yes[result->option];
        counts[1] = (uint16_t)(tally->answers - counts[0]);
        assert_int_equal(result->enough,
                         hv_result_enough(counts, (uint32_t)__builtin_popcount(tally->units)));
        assert_int_equal(result->counts[0], result->enough ? counts[0] : 0);
        assert_int_equal(result->counts[1], result->enough ? counts[1] : 0);
        *shown += result->enough ? 1 : 0;
    }
    assert_int_equal(seen, CARDS);
}

static void none_and_an_own_card_count_as_no_to_all(void **state)
{
    enum {
        EVENINGS = 40
    };
    uint64_t seed = 815;
    unsigned shown = 0;

    (void)state;
    print_message("seed 815\n");
    for (unsigned i = 0; i < EVENINGS; i++) {
        struct tally tally = { 0 };
        struct evening evening;

        evening_begin(&evening);
        assert_int_equal(evening_do(&evening, FACILITATOR, START(0, REVEAL + 1)), DONE);
        assert_int_equal(evening_do(&evening, FACILITATOR, STAGE(1, BRIEF, SOLO)), DONE);
        for (uint16_t seat = 1; seat <= 2 * EVENING_COUPLES; seat++) {
            use_cards(&evening, seat, &seed, &tally);
        }
        assert_int_equal(evening_do(&evening, FACILITATOR, STAGE(1, SOLO, SHARE)), DONE);
        check_cards(&evening, &tally, &shown);
        evening_end(&evening);
    }
    assert_in_range(shown, EVENINGS / 2, EVENINGS * CARDS - EVENINGS / 2);
}

/* "Tik aan wat jij ook kent": whoever ticks nothing is counted too. */
static void lines_of_the_wall_are_counted_over_all_who_closed(void **state)
{
    static const uint8_t line = 1;
    const struct line before[] = {
        { FACILITATOR, START(0, POLL + 1), DONE },
        { FACILITATOR, STAGE(1, BRIEF, SOLO), DONE },
        { FACILITATOR, STAGE(1, SOLO, POLL_SHARE), DONE },
        { FACILITATOR, WRITE(1, POLL_NOTE, "wij zijn moe"), DONE },
        { FACILITATOR, STAGE(1, POLL_SHARE, POLL_SOLO_2), DONE },
    };
    const struct hv_result *result;
    struct evening evening;

    (void)state;
    evening_begin(&evening);
    evening_play(&evening, before, COUNT(before));
    for (uint16_t seat = 1; seat <= 2 * EVENING_COUPLES; seat++) {
        assert_int_equal(evening_do(&evening, PEN(seat), UNLOCK(seat)), DONE);
        if (seat <= 4) {
            const struct hv_bytes ticked = { &line, 1 };

            assert_int_equal(
                evening_do(&evening, PEN(seat), SAVE_BYTES(1, seat, POLL_ME_TOO, 1, ticked)), DONE);
        }
        assert_int_equal(evening_do(&evening, PEN(seat), ENVELOPE(1, seat, SECOND, 0)), DONE);
    }
    assert_int_equal(evening_do(&evening, FACILITATOR, STAGE(1, POLL_SOLO_2, POLL_SHARE_2)), DONE);
    result = hv_find_run(evening.group, 1)->rounds[POLL_SHARE_2]->results;
    assert_int_equal(result->option, line);
    assert_true(result->enough);
    assert_int_equal(result->counts[0], 4);
    assert_int_equal(result->counts[1], 8);
    evening_end(&evening);
}

/* ---- Afterwards ---- */

/* A single choice of three as the run of this number; the first seats answer. */
static void answer_poll(struct evening *evening, uint32_t run, const uint16_t counts[3])
{
    uint16_t next[3] = { counts[0], counts[1], counts[2] };
    uint16_t answers = (uint16_t)(counts[0] + counts[1] + counts[2]);

    assert_int_equal(evening_do(evening, FACILITATOR, STAGE(run, BRIEF, SOLO)), DONE);
    for (uint16_t seat = 1; seat <= answers; seat++) {
        uint8_t pick = next[0] > 0 ? 0 : next[1] > 0 ? 1 : 2;
        const struct hv_bytes packed = { &pick, 1 };

        next[pick]--;
        assert_true(evening_do(evening, PEN(seat), UNLOCK(seat)) <= DONE);
        if (evening->group->seats[seat - 1].consent) {
            assert_int_equal(
                evening_do(evening, PEN(seat), SAVE_BYTES(run, seat, POLL_ONE, 1, packed)), DONE);
        }
        assert_int_equal(evening_do(evening, PEN(seat), ENVELOPE(run, seat, FIRST, 0)), DONE);
    }
}

static void play_poll(struct evening *evening, uint32_t run, const uint16_t counts[3])
{
    answer_poll(evening, run, counts);
    assert_int_equal(evening_do(evening, FACILITATOR, STAGE(run, SOLO, POLL_SHARE)), DONE);
}

static const struct hv_result *poll_result(const struct evening *evening, uint32_t run)
{
    const struct hv_result *result = hv_find_run(evening->group, run)->rounds[POLL_SHARE]->results;

    assert_int_equal(result->field, POLL_ONE);
    return result;
}

static struct hv_bytes wall_bytes(struct evening *evening)
{
    const struct hv_pane_key key = { HV_PANE_WALL, 0 };
    struct hv_bytes bytes;
    struct hv_pane pane;

    assert_int_equal(hv_group_view(evening->group, NULL, key, &evening->turn, &pane), HV_OK);
    assert_int_equal(hv_codec_pane(evening->group, &pane, &evening->turn, &bytes), HV_OK);
    return bytes;
}

static uint16_t too_few(struct evening *evening)
{
    const struct hv_pane_key key = { HV_PANE_BOARD, 0 };
    struct hv_pane pane;

    assert_int_equal(hv_group_view(evening->group, NULL, key, &evening->turn, &pane), HV_OK);
    return pane.board.too_few;
}

/* The key of what a seat answered is gone. */
static void erase(struct evening *evening, uint32_t run, uint16_t seat)
{
    const struct hv_key_scope scope =
        hv_scope_answer(hv_find_run(evening->group, run), seat, HV_ROUND_FIRST, HV_KEEP_MEETING, 0);
    const struct hv_event event = { .type = HV_EVENT_KEYS_DESTROYED,
                                    .keys_destroyed = { &scope, 1 } };
    const struct hv_record record = { .cause = { .at = evening->now },
                                      .events = &event,
                                      .event_count = 1 };

    assert_int_equal(hv_group_evolve(evening->group, &record), HV_OK);
}

static void what_was_taken_away_before_is_not_counted(void **state)
{
    const struct hv_command ways[] = { CONSENT(1, false), TAKE_BACK(1, 1, BIT(POLL_ONE)),
                                       DISCARD(1, 1, BIT(POLL_ONE)), LOCK(1) };

    (void)state;
    for (size_t i = 0; i < COUNT(ways); i++) {
        struct evening evening;

        evening_begin(&evening);
        assert_int_equal(evening_do(&evening, FACILITATOR, START(0, POLL + 1)), DONE);
        answer_poll(&evening, 1, (const uint16_t[3]){ 4, 3, 0 });
        assert_int_equal(evening_do(&evening, PEN(1), ways[i]), DONE);
        if (i + 1 == COUNT(ways)) {
            erase(&evening, 1, 1);
        }
        assert_int_equal(evening_do(&evening, FACILITATOR, STAGE(1, SOLO, POLL_SHARE)), DONE);
        assert_true(poll_result(&evening, 1)->enough);
        assert_int_equal(poll_result(&evening, 1)->counts[0], 3);
        assert_int_equal(poll_result(&evening, 1)->counts[1], 3);
        evening_end(&evening);
    }
}

struct frozen {
    struct hv_bytes wall;
    struct hv_result result;
    uint16_t too_few;
};

static void expect_frozen(struct evening *evening, const struct frozen *frozen)
{
    const struct hv_result *result = poll_result(evening, 1);

    assert_true(hv_bytes_equal(wall_bytes(evening), frozen->wall));
    assert_int_equal(too_few(evening), frozen->too_few);
    assert_int_equal(result->enough, frozen->result.enough);
    assert_memory_equal(result->counts, frozen->result.counts, sizeof result->counts);
}

static void try_all(struct evening *evening, uint16_t seat, const struct frozen *frozen)
{
    const struct line lines[] = {
        { PEN(seat), REOPEN(1, seat, FIRST), REFUSED(FINAL) },
        { PEN(seat), ANSWER(1, seat, POLL_ONE, 2, SKIPPED), REFUSED(FINAL) },
        { PEN(seat), TAKE_BACK(1, seat, BIT(POLL_ONE)), DONE },
        { PEN(seat), CONSENT(seat, false), DONE },
        { PEN(seat), CONSENT(seat, true), DONE },
        { PEN(seat), CONSENT(seat, false), DONE },
    };

    for (size_t i = 0; i < COUNT(lines); i++) {
        evening_play(evening, &lines[i], 1);
        expect_frozen(evening, frozen);
    }
    erase(evening, 1, seat);
    expect_frozen(evening, frozen);
}

static void come_late(struct evening *evening, uint16_t seat, const struct frozen *frozen)
{
    const uint8_t pick = 2;
    const struct line lines[] = {
        { PEN(seat), UNLOCK(seat), DONE },
        { PEN(seat), SAVE_BYTES(1, seat, POLL_ONE, 1, ((struct hv_bytes){ &pick, 1 })), DONE },
        { PEN(seat), ENVELOPE(1, seat, FIRST, 0), DONE },
    };

    evening_play(evening, lines, COUNT(lines));
    expect_frozen(evening, frozen);
}

/* Taking back, withdrawing, erasing, answering late: nothing on the wall moves, nor does what the
 * board says of results. */
static void a_result_stays_what_it_was(void **state)
{
    (void)state;
    for (uint16_t a = 0; a <= 8; a++) {
        for (uint16_t b = 0; a + b <= 8; b++) {
            for (uint16_t c = 0; a + b + c <= 8; c++) {
                const uint16_t counts[3] = { a, b, c };
                struct evening evening;
                struct frozen frozen;

                evening_begin(&evening);
                assert_int_equal(evening_do(&evening, FACILITATOR, START(0, POLL + 1)), DONE);
                play_poll(&evening, 1, counts);
                frozen = (struct frozen){ .wall = wall_bytes(&evening),
                                          .result = *poll_result(&evening, 1),
                                          .too_few = too_few(&evening) };
                for (uint16_t seat = 1; seat <= a + b + c; seat++) {
                    try_all(&evening, seat, &frozen);
                }
                come_late(&evening, (uint16_t)(a + b + c + 1), &frozen);
                evening_end(&evening);
            }
        }
    }
}

/* ---- Once in a meeting ---- */

static void again(struct evening *evening, uint32_t run)
{
    assert_int_equal(evening_do(evening, FACILITATOR, REPEAT(POLL + 1, POLL + 1, run)), DONE);
}

static void a_question_has_its_result_once_in_a_meeting(void **state)
{
    static const struct {
        uint16_t counts[3][3];
        unsigned polls;
        const char *shown; /* of each poll */
    } cases[] = {
        { { { 3, 3, 0 }, { 3, 2, 2 } }, 2, "yn" },
        { { { 5, 1, 0 }, { 4, 3, 0 } }, 2, "nn" }, /* that it was too little tells too */
        { { { 0, 0, 0 }, { 3, 3, 0 } }, 2, "ny" }, /* moved on by mistake */
        { { { 2, 2, 1 }, { 2, 2, 2 }, { 2, 2, 3 } }, 3, "nyn" }, /* of five, never anything */
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct evening evening;

        evening_begin(&evening);
        assert_int_equal(evening_do(&evening, FACILITATOR, START(0, POLL + 1)), DONE);
        for (uint32_t run = 1; run <= cases[i].polls; run++) {
            bool shown = cases[i].shown[run - 1] == 'y';

            if (run > 1) {
                again(&evening, run - 1);
            }
            play_poll(&evening, run, cases[i].counts[run - 1]);
            assert_int_equal(poll_result(&evening, run)->enough, shown);
            assert_int_equal(poll_result(&evening, run)->counts[0],
                             shown ? cases[i].counts[run - 1][0] : 0);
            /* The wall has no more than the first had; the board says why. */
            assert_int_equal(too_few(&evening), shown ? 1 : 2);
        }
        evening_end(&evening);
    }
}

/* Six answered; one of them withdrew. A second result would say what that one had answered. */
static void withdrawing_frees_no_second_result(void **state)
{
    const uint16_t counts[3] = { 3, 3, 0 };
    struct evening evening;

    (void)state;
    evening_begin(&evening);
    assert_int_equal(evening_do(&evening, FACILITATOR, START(0, POLL + 1)), DONE);
    play_poll(&evening, 1, counts);
    assert_true(poll_result(&evening, 1)->enough);
    assert_int_equal(evening_do(&evening, PEN(1), CONSENT(1, false)), DONE);
    erase(&evening, 1, 1);
    again(&evening, 1);
    play_poll(&evening, 2, (const uint16_t[3]){ 4, 3, 0 });
    assert_false(poll_result(&evening, 2)->enough);
    evening_end(&evening);
}

static void the_next_meeting_has_a_result_of_its_own(void **state)
{
    const uint16_t counts[3] = { 3, 3, 0 };
    struct evening evening;

    (void)state;
    evening_begin(&evening);
    assert_int_equal(evening_do(&evening, FACILITATOR, START(0, POLL + 1)), DONE);
    play_poll(&evening, 1, counts);
    assert_int_equal(evening_do(&evening, FACILITATOR, END_MEETING()), DONE);
    assert_int_equal(evening_do(&evening, FACILITATOR, OPEN_MEETING(1)), DONE);
    assert_int_equal(evening_do(&evening, FACILITATOR, END_MEETING()), DONE);
    assert_int_equal(evening_do(&evening, FACILITATOR, OPEN_MEETING(0)), DONE);
    for (uint16_t unit = 1; unit <= EVENING_COUPLES; unit++) {
        assert_int_equal(evening_do(&evening, FACILITATOR, PRESENCE(unit, HERE)), DONE);
    }
    assert_int_equal(evening_do(&evening, FACILITATOR, START(0, POLL + 1)), DONE);
    play_poll(&evening, 2, counts);
    assert_true(poll_result(&evening, 2)->enough);
    evening_end(&evening);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nobody_learns_a_third_from_bands),
        cmocka_unit_test(nobody_learns_a_third_from_two_scales),
        cmocka_unit_test(who_may_pick_none_gives_nothing_away),
        cmocka_unit_test(who_must_pick_one_gives_a_third_away),
        cmocka_unit_test(nor_in_larger_groups),
        cmocka_unit_test(none_and_an_own_card_count_as_no_to_all),
        cmocka_unit_test(lines_of_the_wall_are_counted_over_all_who_closed),
        cmocka_unit_test(what_was_taken_away_before_is_not_counted),
        cmocka_unit_test(a_result_stays_what_it_was),
        cmocka_unit_test(a_question_has_its_result_once_in_a_meeting),
        cmocka_unit_test(withdrawing_frees_no_second_result),
        cmocka_unit_test(the_next_meeting_has_a_result_of_its_own),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
