/* SPDX-License-Identifier: EUPL-1.2 */
/* What is typed as an answer, and what the couples of a rehearsal answer: every field type. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "client/cli/answers.h"
#include "client/cli/input.h"

#define FIELD        PROTOBUF_C_MESSAGE_INIT(&houvast__v1__field__descriptor)
#define TYPE(name)   HOUVAST__V1__FIELD_TYPE__FIELD_TYPE_##name
#define ANSWER(name) HOUVAST__V1__ANSWER__ANSWER_##name

static Houvast__V1__Option option = { .base =
                                          PROTOBUF_C_MESSAGE_INIT(&houvast__v1__option__descriptor),
                                      .label = NULL };
static Houvast__V1__Option *five_options[] = { &option, &option, &option, &option, &option };
static Houvast__V1__Text heading = { .base =
                                         PROTOBUF_C_MESSAGE_INIT(&houvast__v1__text__descriptor),
                                     .nl = NULL };
static Houvast__V1__Text *two_columns[] = { &heading, &heading };

enum {
    RUN = 8
};

static Houvast__V1__WallItem lines[3];
static Houvast__V1__WallItem *wall_items[] = { &lines[0], &lines[1], &lines[2] };
static Houvast__V1__WallPane wall;

static Houvast__V1__Field text = { FIELD, .id = (char *)(uintptr_t) "moment", .type = TYPE(TEXT),
                                   .characters = 12 };
static Houvast__V1__Field story = { FIELD, .id = (char *)(uintptr_t) "moment", .type = TYPE(TEXT),
                                    .characters = 2000 };
static Houvast__V1__Field scale = { FIELD, .id = (char *)(uintptr_t) "near", .type = TYPE(SCALE),
                                    .maximum = 10, .markers = 1 };
static Houvast__V1__Field markers = { FIELD,
                                      .id = (char *)(uintptr_t) "three",
                                      .type = TYPE(SCALE),
                                      .minimum = -5,
                                      .maximum = 5,
                                      .markers = 3 };
static Houvast__V1__Field choice = { FIELD,
                                     .id = (char *)(uintptr_t) "one",
                                     .type = TYPE(CHOICE),
                                     .n_options = 5,
                                     .options = five_options,
                                     .pick_minimum = 1,
                                     .pick_maximum = 1 };
static Houvast__V1__Field cards = { FIELD,
                                    .id = (char *)(uintptr_t) "felt",
                                    .type = TYPE(CARDS),
                                    .n_options = 5,
                                    .options = five_options,
                                    .pick_minimum = 1,
                                    .pick_maximum = 3,
                                    .own_card = 1,
                                    .characters = 30 };
static Houvast__V1__Field from_wall = { FIELD,
                                        .id = (char *)(uintptr_t) "me_too",
                                        .type = TYPE(CHOICE),
                                        .pick_maximum = 12,
                                        .options_from_wall = 1,
                                        .options_from = 2 };
static Houvast__V1__Field list = { FIELD,
                                   .id = (char *)(uintptr_t) "rules",
                                   .type = TYPE(LIST),
                                   .n_columns = 2,
                                   .columns = two_columns,
                                   .row_minimum = 1,
                                   .row_maximum = 2,
                                   .characters = 60 };
static Houvast__V1__Field spoken = { FIELD, .id = (char *)(uintptr_t) "told", .type = TYPE(TURNS) };
static Houvast__V1__Field consent = { FIELD, .id = (char *)(uintptr_t) "agree",
                                      .type = TYPE(CONSENT) };

static struct {
    Houvast__V1__Field *field;
    const char *typed;
    enum hv_word problem; /* HV_WORD_COUNT: understood, as */
    Houvast__V1__Answer answer;
    const char *parts; /* numbers, options, cells and text, behind each other */
} rows[] = {
    { &text, "een zin", HV_WORD_COUNT, ANSWER(GIVEN), "'een zin'" },
    { &text, "  een zin \n", HV_WORD_COUNT, ANSWER(GIVEN), "'een zin'" },
    { &text, "twaalf: ÀÉÎõ", HV_WORD_COUNT, ANSWER(GIVEN), "'twaalf: ÀÉÎõ'" },
    { &text, "dertien tekens", HV_WORD_INPUT_TOO_LONG, 0, NULL },
    { &text, "", HV_WORD_COUNT, ANSWER(SKIPPED), "" },
    { &text, " \n ", HV_WORD_COUNT, ANSWER(SKIPPED), "" },
    { &text, "hardop", HV_WORD_COUNT, ANSWER(ALOUD), "" },
    { &text, "Aloud", HV_WORD_COUNT, ANSWER(ALOUD), "" },
    { &story, "een\ntwee", HV_WORD_COUNT, ANSWER(GIVEN), "'een\ntwee'" },
    { &scale, "7", HV_WORD_COUNT, ANSWER(GIVEN), "7 " },
    { &scale, "0", HV_WORD_COUNT, ANSWER(GIVEN), "0 " },
    { &scale, "11", HV_WORD_INPUT_SCALE, 0, NULL },
    { &scale, "-1", HV_WORD_INPUT_SCALE, 0, NULL },
    { &scale, "zes", HV_WORD_INPUT_SCALE, 0, NULL },
    { &scale, "6 7", HV_WORD_INPUT_SCALE, 0, NULL },
    { &scale, "6,5", HV_WORD_INPUT_SCALE, 0, NULL },
    { &scale, "99999999999999999999", HV_WORD_INPUT_SCALE, 0, NULL },
    { &markers, "-5 0 5", HV_WORD_COUNT, ANSWER(GIVEN), "-5 0 5 " },
    { &markers, "1 2", HV_WORD_INPUT_MARKERS, 0, NULL },
    { &choice, "5", HV_WORD_COUNT, ANSWER(GIVEN), "o4 " },
    { &choice, "6", HV_WORD_INPUT_NO_OPTION, 0, NULL },
    { &choice, "0", HV_WORD_INPUT_NO_OPTION, 0, NULL },
    { &choice, "1 2", HV_WORD_INPUT_TOO_MANY, 0, NULL },
    { &choice, "koffie", HV_WORD_INPUT_OPTION, 0, NULL },
    { &cards, "3 1, 3", HV_WORD_COUNT, ANSWER(GIVEN), "o0 o2 " },
    { &cards, "2: opgelucht", HV_WORD_COUNT, ANSWER(GIVEN), "o1 'opgelucht'" },
    { &cards, "opgelucht", HV_WORD_COUNT, ANSWER(GIVEN), "'opgelucht'" },
    { &cards, "1 2 3 4", HV_WORD_INPUT_TOO_MANY, 0, NULL },
    { &cards, "1 2 3 opgelucht", HV_WORD_INPUT_TOO_MANY, 0, NULL },
    { &from_wall, "2 1", HV_WORD_COUNT, ANSWER(GIVEN), "o4 o9 " },
    { &from_wall, "3", HV_WORD_INPUT_NO_OPTION, 0, NULL },
    { &list, "a | b\nc", HV_WORD_COUNT, ANSWER(GIVEN), "[a][b][c][]" },
    { &list, "a|b|c", HV_WORD_COUNT, ANSWER(GIVEN), "[a][b|c]" },
    { &list, "a\n\nb\nc", HV_WORD_INPUT_TOO_MANY_ROWS, 0, NULL },
    { &spoken, "ja", HV_WORD_COUNT, ANSWER(GIVEN), "1 " },
    { &spoken, "nee", HV_WORD_INPUT_SPOKEN, 0, NULL },
    { &consent, "Ja", HV_WORD_COUNT, ANSWER(GIVEN), "1 " },
    { &consent, "no", HV_WORD_COUNT, ANSWER(GIVEN), "0 " },
    { &consent, "hardop", HV_WORD_INPUT_YES_NO, 0, NULL },
};

/* ---- What fits, and where to go ---- */

static void test_fit(void **state)
{
    static const struct {
        const char *text;
        uint32_t characters, all;
        size_t size;
    } fits[] = {
        { "", 3, 0, 0 },       { "kat", 3, 3, 3 },
        { "katten", 3, 6, 3 }, { "\xc3\x80\xc3\x89\xc3\x8e\xc3\xb5", 2, 4, 4 },
        { "a\nb", 2, 3, 2 },   { "kat", 0, 3, 0 },
    };

    (void)state;
    for (size_t i = 0; i < sizeof fits / sizeof fits[0]; i++) {
        assert_int_equal(hv_input_characters(fits[i].text), fits[i].all);
        assert_int_equal(hv_input_fit(fits[i].text, fits[i].characters), fits[i].size);
    }
}

static void test_ways(void **state)
{
    static const struct {
        const char *line;
        enum hv_way way;
    } ways[] = {
        { "hulp", HV_WAY_HELP },
        { "Help", HV_WAY_HELP },
        { "terug", HV_WAY_BACK },
        { "review", HV_WAY_REVIEW },
        { "SLOT", HV_WAY_LOCK },
        { "terugdraaien", HV_WAY_WITHDRAW },
        { "withdraw", HV_WAY_WITHDRAW },
        { "stop", HV_WAY_QUIT },
        { "weg", HV_WAY_AWAY },
        { "Away", HV_WAY_AWAY },
        { "weg ermee", HV_WAY_NONE },
        { "stop er nou mee", HV_WAY_NONE },
        { "", HV_WAY_NONE },
        { "hardop", HV_WAY_NONE },
    };

    (void)state;
    for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++) {
        assert_int_equal(hv_input_way(ways[i].line), ways[i].way);
    }
}

static void hang_wall(void)
{
    static const Houvast__V1__WallPane empty = HOUVAST__V1__WALL_PANE__INIT;

    for (uint32_t i = 0; i < 3; i++) {
        houvast__v1__wall_item__init(&lines[i]);
        lines[i].number = 4 + 5 * i;
        lines[i].of_field = 1;
        lines[i].field = 2;
        lines[i].run = i < 2 ? RUN : RUN - 1;
        lines[i].text = (char *)(uintptr_t) "regel";
    }
    wall = empty;
    wall.n_items = 3;
    wall.items = wall_items;
}

static void add(char *to, size_t room, const char *format, const char *text_part, long number_part)
{
    size_t size = strlen(to);

    if (text_part != NULL) {
        snprintf(to + size, room - size, "%s%s%s", format, text_part,
                 format[0] == '[' ? "]" : format);
    } else {
        snprintf(to + size, room - size, "%s%ld ", format, number_part);
    }
}

static void describe(const struct hv_answer_draft *draft, char *ret, size_t room)
{
    ret[0] = '\0';
    for (size_t i = 0; i < draft->number_count; i++) {
        add(ret, room, "", NULL, draft->numbers[i]);
    }
    for (size_t i = 0; i < draft->option_count; i++) {
        add(ret, room, "o", NULL, (long)draft->options[i]);
    }
    for (size_t i = 0; i < draft->cell_count; i++) {
        add(ret, room, "[", draft->cells[i], 0);
    }
    if (draft->text != NULL) {
        add(ret, room, "'", draft->text, 0);
    }
}

static void test_typed(void **state)
{
    char parts[256];

    (void)state;
    hang_wall();
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct hv_question question = { .field = rows[i].field, .wall = &wall, .run = RUN };
        struct hv_input input;
        enum hv_word problem = hv_input_read(&question, rows[i].typed, &input);

        if (problem != rows[i].problem) {
            fail_msg("\"%s\" gives %d", rows[i].typed, (int)problem);
        }
        if (problem != HV_WORD_COUNT) {
            continue;
        }
        describe(&input.draft, parts, sizeof parts);
        assert_int_equal(input.draft.answer, rows[i].answer);
        assert_string_equal(parts, rows[i].parts);
        hv_input_free(&input);
    }
}

static void test_lines(void **state)
{
    (void)state;
    assert_false(hv_input_takes_lines(&text));
    assert_true(hv_input_takes_lines(&story));
    assert_true(hv_input_takes_lines(&list));
    assert_false(hv_input_takes_lines(&cards));
}

/* ---- What is made up ---- */

static uint32_t characters(const char *words)
{
    uint32_t count = 0;

    for (; words != NULL && *words != '\0'; words++) {
        count += (*words & 0xc0) != 0x80;
    }
    return count;
}

/* What the server asks of a given answer, once more in a few lines. */
static bool fits(const Houvast__V1__Field *field, const struct hv_answer_draft *draft)
{
    size_t picked = draft->option_count + (characters(draft->text) > 0);

    for (size_t i = 1; i < draft->option_count; i++) {
        if (draft->options[i] <= draft->options[i - 1]) {
            return false;
        }
    }
    for (size_t i = 0; i < draft->number_count; i++) {
        if (field->type == TYPE(SCALE) &&
            (draft->numbers[i] < field->minimum || draft->numbers[i] > field->maximum)) {
            return false;
        }
    }
    switch ((int)field->type) {
    case TYPE(TEXT):
        return characters(draft->text) > 0 && characters(draft->text) <= field->characters;
    case TYPE(SCALE):
        return draft->number_count == field->markers;
    case TYPE(CHOICE):
    case TYPE(CARDS):
        return picked >= field->pick_minimum && picked <= field->pick_maximum &&
               characters(draft->text) <= field->characters;
    case TYPE(LIST):
        return draft->cell_count % field->n_columns == 0 &&
               draft->cell_count / field->n_columns >= field->row_minimum &&
               draft->cell_count / field->n_columns <= field->row_maximum;
    default:
        return draft->number_count == 1 && draft->numbers[0] == 1;
    }
}

static void test_made_up(void **state)
{
    Houvast__V1__Field *fields[] = { &text,  &story,     &scale, &markers, &choice,
                                     &cards, &from_wall, &list,  &spoken,  &consent };
    const char *wanted = getenv("HV_TEST_SEED");
    struct hv_chance chance = { .state = wanted != NULL ? strtoull(wanted, NULL, 10) : 20261120 };
    unsigned given = 0;

    (void)state;
    hang_wall();
    print_message("seed %llu\n", (unsigned long long)chance.state);
    for (unsigned i = 0; i < 20000; i++) {
        const Houvast__V1__Field *field = fields[i % (sizeof fields / sizeof fields[0])];
        struct hv_answer answer;

        hv_answers_give(field, &wall, RUN, &chance, &answer);
        if (answer.draft.answer == ANSWER(GIVEN)) {
            given++;
            if (!fits(field, &answer.draft)) {
                fail_msg("answer %u to %s does not fit", i, field->id);
            }
        }
        assert_true(field != &consent || answer.draft.answer == ANSWER(GIVEN));
    }
    assert_in_range(given, 16000, 19900);
}

static void test_same_seed(void **state)
{
    struct hv_chance a = { .state = 5 }, b = { .state = 5 };

    (void)state;
    for (int i = 0; i < 1000; i++) {
        assert_int_equal(hv_chance_between(&a, -3, 3), hv_chance_between(&b, -3, 3));
    }
    for (int i = 0; i < 1000; i++) {
        assert_in_range(hv_chance_between(&a, -3, 3) + 3, 0, 6);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_typed),   cmocka_unit_test(test_lines),
        cmocka_unit_test(test_made_up), cmocka_unit_test(test_same_seed),
        cmocka_unit_test(test_fit),     cmocka_unit_test(test_ways),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
