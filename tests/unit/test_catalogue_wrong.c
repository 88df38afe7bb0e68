/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Wrong YAML, one mistake at a time: a small good catalogue in which each row changes one piece of
 * one file. The row says the whole message; that there is only one shows that a mistake is told
 * once.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "catalogue/catalogue.h"
#include "codec/record.h"

#define MEMORY_MAX (64u * 1024u * 1024u)

static const char good_flows[] = "flows:\n"
                                 "  - id: alone\n"
                                 "    stages:\n"
                                 "      - id: solo\n"
                                 "        kind: solo\n"
                                 "        scope: unit\n"
                                 "        write:\n"
                                 "          round: first\n"
                                 "          visibility: [self, facilitator]\n"
                                 "  - id: pair\n"
                                 "    stages:\n"
                                 "      - id: solo\n"
                                 "        kind: solo\n"
                                 "        scope: unit\n"
                                 "        write:\n"
                                 "          visibility: [self, partner, group]\n"
                                 "      - id: reveal\n"
                                 "        kind: reveal\n"
                                 "        scope: unit\n"
                                 "        gate:\n"
                                 "          when: closed\n"
                                 "          round: first\n"
                                 "          holder: unit\n"
                                 "          audience: unit\n"
                                 "          open: { round: first, visibility: [partner] }\n"
                                 "      - id: share\n"
                                 "        kind: share\n"
                                 "        scope: group\n"
                                 "        gate:\n"
                                 "          when: holder\n"
                                 "          holder: facilitator\n"
                                 "          audience: group\n"
                                 "          open: { visibility: [group] }\n"
                                 "  - id: together\n"
                                 "    stages:\n"
                                 "      - id: joint\n"
                                 "        kind: joint\n"
                                 "        scope: unit\n"
                                 "        write:\n"
                                 "          visibility: [joint]\n";

static const char good_decks[] = "decks:\n"
                                 "  - id: moods\n"
                                 "    cards:\n"
                                 "      - { id: calm, nl: rustig, en: calm }\n"
                                 "      - { id: sad, nl: verdrietig, en: sad }\n"
                                 "  - id: needs\n"
                                 "    cards:\n"
                                 "      - { id: rest, nl: rust, en: rest }\n";

static const char good_exercise[] = "id: check_in\n"
                                    "title: { nl: Aankomen, en: Arriving }\n"
                                    "flow: pair\n"
                                    "view: form\n"
                                    "minutes: 10\n"
                                    "stage_minutes:\n"
                                    "  solo: 5\n"
                                    "fields:\n"
                                    "  - id: arrive\n"
                                    "    type: scale\n"
                                    "    visibility: partner\n"
                                    "    keep: meeting\n"
                                    "    core: true\n"
                                    "    prompt: { nl: Hoe is het?, en: How are you? }\n"
                                    "    low: { nl: slecht, en: bad }\n"
                                    "    high: { nl: goed, en: good }\n"
                                    "  - id: line\n"
                                    "    type: text\n"
                                    "    visibility: group\n"
                                    "    keep: meeting\n"
                                    "    characters: 140\n"
                                    "    prompt:\n"
                                    "      nl: Schrijf één regel\n"
                                    "      en: Write one line\n"
                                    "  - id: felt\n"
                                    "    type: cards\n"
                                    "    visibility: partner\n"
                                    "    keep: course\n"
                                    "    decks: [moods, needs]\n"
                                    "    pick_maximum: 2\n"
                                    "    prompt: { nl: Wat voel je?, en: What do you feel? }\n"
                                    "  - id: task\n"
                                    "    type: choice\n"
                                    "    visibility: self\n"
                                    "    keep: meeting\n"
                                    "    prompt: { nl: Wat ga je doen?, en: What will you do? }\n"
                                    "    options:\n"
                                    "      - { id: walk, nl: wandelen, en: walk }\n"
                                    "      - { id: rest, nl: rusten, en: rest }\n"
                                    "card:\n"
                                    "  say: { nl: a, en: a }\n"
                                    "  purpose: { nl: a, en: a }\n"
                                    "  watch: { nl: a, en: a }\n"
                                    "  if_stuck: { nl: a, en: a }\n"
                                    "  room: { nl: a, en: a }\n"
                                    "  stop_if: { nl: a, en: a }\n"
                                    "  after: { nl: a, en: a }\n";

static const char good_consents[] = "statements:\n"
                                    "  - id: participation\n"
                                    "    version: 1\n"
                                    "    hash: 01430000000000000000000000000000\n"
                                    "    sections:\n"
                                    "      - { topic: who_runs_it, nl: Ja., en: Yes. }\n"
                                    "      - { topic: purpose, nl: Ja., en: Yes. }\n"
                                    "      - { topic: what_is_asked, nl: Ja., en: Yes. }\n"
                                    "      - { topic: who_sees_what, nl: Ja., en: Yes. }\n"
                                    "      - { topic: opening, nl: Ja., en: Yes. }\n"
                                    "      - { topic: shared_laptop, nl: Ja., en: Yes. }\n"
                                    "      - { topic: measures, nl: Ja., en: Yes. }\n"
                                    "      - { topic: intervision, nl: Ja., en: Yes. }\n"
                                    "      - { topic: danger, nl: Ja., en: Yes. }\n"
                                    "      - { topic: secrets, nl: Ja., en: Yes. }\n"
                                    "      - { topic: storage, nl: Ja., en: Yes. }\n"
                                    "      - { topic: recording, nl: Ja., en: Yes. }\n"
                                    "      - { topic: retention, nl: Ja., en: Yes. }\n"
                                    "      - { topic: rights, nl: Ja., en: Yes. }\n"
                                    "      - { topic: complaint, nl: Ja., en: Yes. }\n"
                                    "      - { topic: research, nl: Ja., en: Yes. }\n"
                                    "      - { topic: saying_yes, nl: Ja., en: Yes. }\n";

static const char good_programme[] = "id: course\n"
                                     "title: { nl: Cursus, en: Course }\n"
                                     "consent: participation\n"
                                     "meetings:\n"
                                     "  - id: m1\n"
                                     "    title: { nl: Een, en: One }\n"
                                     "    steps:\n"
                                     "      - number: \"1.1\"\n"
                                     "        kind: exercise\n"
                                     "        exercise: check_in\n"
                                     "        minutes: 10\n"
                                     "        options:\n"
                                     "          task:\n"
                                     "            - { id: sing, nl: zingen, en: sing }\n"
                                     "            - { id: read, nl: lezen, en: read }\n"
                                     "      - number: \"1.2\"\n"
                                     "        kind: break\n"
                                     "        minutes: 10\n"
                                     "        title: { nl: Pauze, en: Break }\n";

struct base {
    enum hv_catalogue_role role;
    const char *path;
    const char *text;
};

static const struct base bases[] = {
    { HV_ROLE_FLOWS, "flows.yaml", good_flows },
    { HV_ROLE_DECKS, "decks.yaml", good_decks },
    { HV_ROLE_CONSENTS, "consents.yaml", good_consents },
    { HV_ROLE_EXERCISE, "exercises/check_in.yaml", good_exercise },
    { HV_ROLE_PROGRAMME, "course.yaml", good_programme },
};

#define BASE_COUNT (sizeof bases / sizeof bases[0])

struct row {
    const char *name;
    enum hv_catalogue_role role;
    const char *from; /* its first place in the good file; "" is the whole file */
    const char *to;
    const char *message;
};

#define FLOWS     HV_ROLE_FLOWS
#define DECKS     HV_ROLE_DECKS
#define CONSENTS  HV_ROLE_CONSENTS
#define EXERCISE  HV_ROLE_EXERCISE
#define PROGRAMME HV_ROLE_PROGRAMME

static const struct row rows[] = {
#include "data/wrong_yaml.inc"
};

/* ---- Sizes, as the server finds them ---- */

static enum hv_code find_size(void *data, const struct hv_exercise *exercise, struct hv_id *ret)
{
    struct hv_arena arena;
    struct hv_bytes bytes;
    enum hv_code code;

    (void)data;
    hv_arena_init(&arena, MEMORY_MAX);
    code = hv_record_exercise_encode(exercise, &arena, &bytes);
    hv_arena_free(&arena);
    ret->b[0] = 1;
    return code;
}

static enum hv_code find_whole_size(void *data, const struct hv_programme *programme)
{
    struct hv_arena arena;
    struct hv_bytes bytes;
    enum hv_code code;

    (void)data;
    hv_arena_init(&arena, MEMORY_MAX);
    code = hv_record_programme_encode(programme, &arena, &bytes);
    hv_arena_free(&arena);
    return code;
}

/* The version, and how long the text is. */
static enum hv_code find_length(void *data, const struct hv_statement *statement, struct hv_id *ret)
{
    (void)data;
    ret->b[0] = (uint8_t)statement->version;
    ret->b[1] = (uint8_t)statement->text.nl.size;
    return HV_OK;
}

static const struct hv_identify by_size = { .hash = find_size,
                                            .hash_statement = find_length,
                                            .fits = find_whole_size };

/* ---- Running one catalogue ---- */

struct outcome {
    struct hv_arena arena;
    struct hv_problems problems;
    struct hv_catalogue catalogue;
    enum hv_code code;
};

/* The good files, but for those of which a text is given, by role. */
static void read_texts(struct outcome *outcome,
                       const struct hv_bytes texts[HV_ROLE_PROGRAMME + 1],
                       struct hv_identify identify)
{
    struct hv_catalogue_file files[BASE_COUNT];

    for (size_t i = 0; i < BASE_COUNT; i++) {
        const struct hv_bytes *text = &texts[bases[i].role];

        files[i].role = bases[i].role;
        files[i].source.path = bases[i].path;
        files[i].source.text = text->data != NULL ? *text : hv_bytes_from_text(bases[i].text);
    }
    *outcome = (struct outcome){ .code = HV_OK };
    hv_arena_init(&outcome->arena, MEMORY_MAX);
    hv_problems_init(&outcome->problems, &outcome->arena);
    outcome->code = hv_catalogue_read(files, BASE_COUNT, identify, &outcome->arena,
                                      &outcome->problems, &outcome->catalogue);
}

static void
read_files(struct outcome *outcome, enum hv_catalogue_role changed, struct hv_bytes text)
{
    struct hv_bytes texts[HV_ROLE_PROGRAMME + 1] = { 0 };

    texts[changed] = text;
    read_texts(outcome, texts, by_size);
}

static const char *good_text(enum hv_catalogue_role role)
{
    for (size_t i = 0; i < BASE_COUNT; i++) {
        if (bases[i].role == role) {
            return bases[i].text;
        }
    }
    return NULL;
}

static char *changed_text(const struct row *row)
{
    const char *good = good_text(row->role);
    const char *place = strstr(good, row->from);
    size_t size = strlen(good) + strlen(row->to) + 1;
    char *text = malloc(size);
    const char *rest;

    assert_non_null(text);
    if (place == NULL) {
        fail_msg("%s: the piece to change is not there", row->name);
    }
    rest = row->from[0] != '\0' ? place + strlen(row->from) : "";
    snprintf(text, size, "%.*s%s%s", (int)(place - good), good, row->to, rest);
    return text;
}

static char *printed(const struct hv_problems *problems)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);

    assert_non_null(out);
    hv_problems_print(problems, out);
    fclose(out);
    return text;
}

/* ---- Tests ---- */

static void the_catalogue_that_rows_change_is_good(void **state)
{
    struct outcome outcome;

    (void)state;
    read_files(&outcome, FLOWS, hv_bytes_from_text(good_flows));
    assert_int_equal(outcome.problems.total, 0);
    assert_int_equal(outcome.code, HV_OK);
    assert_int_equal(outcome.catalogue.exercise_count, 1);
    assert_int_equal(outcome.catalogue.programme_count, 1);
    hv_arena_free(&outcome.arena);
}

static void each_mistake_gives_its_one_message(void **state)
{
    size_t failures = 0;

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct outcome outcome;
        char *text = changed_text(&rows[i]);
        char expected[2000];
        char *seen;

        read_files(&outcome, rows[i].role, hv_bytes_from_text(text));
        seen = printed(&outcome.problems);
        snprintf(expected, sizeof expected, "%s\n", rows[i].message);
        if (outcome.code != HV_EINVAL || strcmp(seen, expected) != 0) {
            print_error("%s\n  expected: %s  got:      %s", rows[i].name, expected, seen);
            failures++;
        }
        free(seen);
        free(text);
        hv_arena_free(&outcome.arena);
    }
    assert_int_equal(failures, 0);
}

static void expect_message(enum hv_catalogue_role role, struct hv_bytes text, const char *expected)
{
    struct outcome outcome;
    char *seen;

    read_files(&outcome, role, text);
    seen = printed(&outcome.problems);
    assert_int_equal(outcome.code, HV_EINVAL);
    assert_string_equal(seen, expected);
    free(seen);
    hv_arena_free(&outcome.arena);
}

static void deep_nesting_is_refused_where_it_begins(void **state)
{
    char text[64];

    (void)state;
    memset(text, '[', sizeof text);
    expect_message(DECKS, (struct hv_bytes){ (const uint8_t *)text, sizeof text },
                   "decks.yaml:1:17: this lies too deep; allowed: 16 levels\n");
}

static void a_file_over_a_mebibyte_is_refused(void **state)
{
    size_t size = HV_DOCUMENT_BYTES_MAX + 1;
    char *text = malloc(size);

    (void)state;
    assert_non_null(text);
    memset(text, ' ', size);
    expect_message(DECKS, (struct hv_bytes){ (const uint8_t *)text, size },
                   "decks.yaml:1:1: the file is too large; allowed: 1 MiB\n");
    free(text);
}

static void a_file_with_too_many_values_is_refused(void **state)
{
    size_t count = HV_DOCUMENT_NODES_MAX;
    char *text = malloc(count * 4 + 1);

    (void)state;
    assert_non_null(text);
    for (size_t i = 0; i < count; i++) {
        memcpy(text + i * 4, "- a\n", 5);
    }
    expect_message(DECKS, hv_bytes_from_text(text),
                   "decks.yaml:20000:3: this file is too long; allowed: 20000 keys and values\n");
    free(text);
}

static void a_byte_zero_is_refused(void **state)
{
    static const char text[] = "decks:\n  - \0id";

    (void)state;
    expect_message(DECKS, (struct hv_bytes){ (const uint8_t *)text, sizeof text - 1 },
                   "decks.yaml:2:5: this byte is no text: control characters are not allowed; "
                   "allowed: UTF-8\n");
}

/* ---- Too large once encoded ---- */

/* The good exercise with `characters` é in each of the 14 texts of its card. */
static char *exercise_of_size(size_t characters)
{
    const char *card = strstr(good_exercise, "card:\n");
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    static const char *const keys[] = { "say",  "purpose", "watch", "if_stuck",
                                        "room", "stop_if", "after" };

    assert_non_null(out);
    fprintf(out, "%.*scard:\n", (int)(card - good_exercise), good_exercise);
    for (size_t i = 0; i < 14; i++) {
        fprintf(out, i % 2 == 0 ? "  %s:\n    nl: " : "%s    en: ", i % 2 == 0 ? keys[i / 2] : "");
        for (size_t j = 0; j < characters; j++) {
            fputs("é", out);
        }
        fputs("\n", out);
    }
    fclose(out);
    return text;
}

/* The good programme with so many steps that run the exercise with `options` options of their own.
 */
static char *programme_of_size(int steps, int options)
{
    const char *agenda = strstr(good_programme, "      - number");
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);

    assert_non_null(out);
    fprintf(out, "%.*s", (int)(agenda - good_programme), good_programme);
    for (int i = 0; i < steps; i++) {
        fprintf(out,
                "      - number: \"1.%d\"\n        kind: exercise\n        exercise: check_in\n"
                "        minutes: 10\n        options:\n          task:\n",
                i + 1);
        for (int j = 0; j < options; j++) {
            fprintf(out, "            - { id: o%d, nl: %060d, en: %060d }\n", j, j, j);
        }
    }
    fclose(out);
    return text;
}

/* An exercise may take 32 KiB, a programme with all of its exercises 512. */
static void what_is_too_large_is_told_where_it_stands(void **state)
{
    static const struct {
        size_t characters;
        int steps, options;
        const char *message; /* "" none */
    } cases[] = {
        { 1, 1, 2, "" },
        { 1000, 1, 2, "" },
        { 1000, 17, 2, "" },
        { 1000, 1, 40,
          "course.yaml:13:11: exercise `check_in` is larger than 32 KiB; allowed: up to 32 KiB, "
          "all "
          "its texts and options in both languages together.\n" },
        { 1000, 19, 2,
          "course.yaml:1:5: programme `course` is larger than 512 KiB with its exercises; allowed: "
          "up to 512 KiB.\n" },
        { 1200, 19, 2,
          "exercises/check_in.yaml:1:5: exercise `check_in` is larger than 32 KiB; allowed: up to "
          "32 KiB, all its texts and options in both languages together.\n" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct hv_bytes texts[HV_ROLE_PROGRAMME + 1] = { 0 };
        char *exercise = exercise_of_size(cases[i].characters);
        char *programme = programme_of_size(cases[i].steps, cases[i].options);
        struct outcome outcome;
        char *seen;

        texts[HV_ROLE_EXERCISE] = hv_bytes_from_text(exercise);
        texts[HV_ROLE_PROGRAMME] = hv_bytes_from_text(programme);
        read_texts(&outcome, texts, by_size);
        seen = printed(&outcome.problems);
        assert_string_equal(seen, cases[i].message);
        assert_int_equal(outcome.code, cases[i].message[0] != '\0' ? HV_EINVAL : HV_OK);
        free(seen);
        free(programme);
        free(exercise);
        hv_arena_free(&outcome.arena);
    }
}

/* The good programme whose first step has an example of so many answers. */
static char *programme_with_example(int answers, int characters)
{
    const char *agenda = strstr(good_programme, "        options:\n");
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);

    assert_non_null(out);
    fprintf(out, "%.*s        example:\n          title: { nl: Zo, en: So }\n          answers:\n",
            (int)(agenda - good_programme), good_programme);
    for (int i = 0; i < answers; i++) {
        fprintf(out, "            - { prompt: { nl: a, en: a }, answer: { nl: %0*d, en: %0*d } }\n",
                characters, i, characters, i);
    }
    fputs(agenda, out);
    fclose(out);
    return text;
}

static void an_example_fits_the_wall(void **state)
{
    static const struct {
        int answers, characters;
        const char *message; /* "" none */
    } cases[] = {
        { 32, 254, "" },
        { 32, 255,
          "course.yaml:13:11: this example is larger than 16 KiB; allowed: up to 16 KiB, all its "
          "texts in both languages together.\n" },
        { 33, 1, "course.yaml:15:13: `answers` holds 33; allowed: 1 to 32.\n" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char *text = programme_with_example(cases[i].answers, cases[i].characters);
        struct outcome outcome;
        char *seen;

        read_files(&outcome, PROGRAMME, hv_bytes_from_text(text));
        seen = printed(&outcome.problems);
        assert_string_equal(seen, cases[i].message);
        free(seen);
        free(text);
        hv_arena_free(&outcome.arena);
    }
}

static enum hv_code fail_to_hash(void *data, const struct hv_exercise *exercise, struct hv_id *ret)
{
    (void)data;
    (void)exercise;
    (void)ret;
    return HV_EIO;
}

static enum hv_code fail_to_fit(void *data, const struct hv_programme *programme)
{
    (void)data;
    (void)programme;
    return HV_EIO;
}

static void a_fault_of_those_who_identify_ends_the_reading(void **state)
{
    static const struct hv_identify failing[] = { { .hash = fail_to_hash },
                                                  { .fits = fail_to_fit } };
    const struct hv_bytes good[HV_ROLE_PROGRAMME + 1] = { 0 };

    (void)state;
    for (size_t i = 0; i < sizeof failing / sizeof failing[0]; i++) {
        struct outcome outcome;

        read_texts(&outcome, good, failing[i]);
        assert_int_equal(outcome.code, HV_EIO);
        assert_int_equal(outcome.problems.total, 0);
        assert_int_equal(outcome.catalogue.programme_count, 0);
        hv_arena_free(&outcome.arena);
    }
}

/* Every file wrong at once: all is told, in the order of files and lines. */
static void many_problems_are_told_at_once_up_to_fifty(void **state)
{
    char text[3000] = "decks:\n";
    struct outcome outcome;
    char *seen;

    (void)state;
    for (int i = 0; i < 60; i++) {
        snprintf(text + strlen(text), sizeof text - strlen(text), "  - { id: d%d }\n", i);
    }
    read_files(&outcome, DECKS, hv_bytes_from_text(text));
    assert_int_equal(outcome.problems.total, 60);
    assert_int_equal(outcome.problems.count, HV_PROBLEMS_MAX);
    seen = printed(&outcome.problems);
    assert_non_null(strstr(seen, "decks.yaml:2:5: `cards` is missing: the cards.\n"));
    assert_non_null(strstr(seen, "decks.yaml:51:5: "));
    assert_non_null(strstr(seen, "... and 10 more\n"));
    free(seen);
    hv_arena_free(&outcome.arena);
}

/* Under the sanitizers this walks every way in which a file can end too early. */
static void a_file_cut_anywhere_is_read_or_refused(void **state)
{
    size_t refused = 0;

    (void)state;
    for (size_t i = 0; i < BASE_COUNT; i++) {
        for (size_t size = 0; size < strlen(bases[i].text); size++) {
            struct outcome outcome;

            read_files(&outcome, bases[i].role,
                       (struct hv_bytes){ (const uint8_t *)bases[i].text, size });
            assert_int_equal(outcome.code, outcome.problems.total > 0 ? HV_EINVAL : HV_OK);
            refused += outcome.problems.total > 0;
            hv_arena_free(&outcome.arena);
        }
    }
    assert_true(refused > strlen(good_exercise));
}

/* Without memory nothing is returned and nothing leaks, wherever it runs out. */
static void running_out_of_memory_is_a_fault(void **state)
{
    struct hv_catalogue_file files[BASE_COUNT];
    enum hv_code code = HV_ENOMEM;
    size_t refused = 0;

    (void)state;
    for (size_t i = 0; i < BASE_COUNT; i++) {
        files[i].role = bases[i].role;
        files[i].source.path = bases[i].path;
        files[i].source.text = hv_bytes_from_text(bases[i].text);
    }
    for (size_t limit = 0; code != HV_OK; limit += 64) {
        struct hv_arena arena;
        struct hv_problems problems;
        struct hv_catalogue catalogue = { .programme_count = 7 };

        hv_arena_init(&arena, limit);
        hv_problems_init(&problems, &arena);
        code = hv_catalogue_read(files, BASE_COUNT, (struct hv_identify){ 0 }, &arena, &problems,
                                 &catalogue);
        if (code != HV_OK) {
            assert_int_equal(code, HV_ENOMEM);
            assert_int_equal(catalogue.programme_count, 7);
            refused++;
        }
        hv_arena_free(&arena);
    }
    assert_true(refused > 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_catalogue_that_rows_change_is_good),
        cmocka_unit_test(each_mistake_gives_its_one_message),
        cmocka_unit_test(deep_nesting_is_refused_where_it_begins),
        cmocka_unit_test(a_file_over_a_mebibyte_is_refused),
        cmocka_unit_test(a_file_with_too_many_values_is_refused),
        cmocka_unit_test(a_byte_zero_is_refused),
        cmocka_unit_test(what_is_too_large_is_told_where_it_stands),
        cmocka_unit_test(an_example_fits_the_wall),
        cmocka_unit_test(a_fault_of_those_who_identify_ends_the_reading),
        cmocka_unit_test(many_problems_are_told_at_once_up_to_fifty),
        cmocka_unit_test(a_file_cut_anywhere_is_read_or_refused),
        cmocka_unit_test(running_out_of_memory_is_a_fault),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
