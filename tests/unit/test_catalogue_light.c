/* SPDX-License-Identifier: EUPL-1.2 */
/* The light form as the catalogue makes it: an exercise's own gentle prompts, or everyone's. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "catalogue/catalogue.h"

static const char flows[] =
    "flows:\n"
    "  - id: pair\n"
    "    stages:\n"
    "      - { id: brief, kind: brief, scope: group }\n"
    "      - { id: solo, kind: solo, scope: unit, write: { visibility: [self, partner] } }\n"
    "      - id: reveal\n"
    "        kind: reveal\n"
    "        scope: unit\n"
    "        gate:\n"
    "          when: closed\n"
    "          round: first\n"
    "          holder: unit\n"
    "          audience: unit\n"
    "          open: { round: first, visibility: [partner] }\n"
    "  - id: plan\n"
    "    stages:\n"
    "      - { id: brief, kind: brief, scope: group }\n"
    "      - id: solo\n"
    "        kind: solo\n"
    "        scope: unit\n"
    "        optional: true\n"
    "        write: { visibility: [self, partner] }\n"
    "      - { id: joint, kind: joint, scope: unit, write: { visibility: [joint] } }\n";

static const char prompts[] = "light_prompts:\n"
                              "  - { id: light_one, nl: Wat doet je goed?, en: What is good? }\n"
                              "  - { id: light_two, nl: Waarvan meer?, en: More of what? }\n"
                              "  - { id: light_three, nl: Wat was fijn?, en: What was nice? }\n";

static void write_field(FILE *out, const char *name, int number, const char *visibility, bool light)
{
    fprintf(out,
            "  - id: %s%d\n"
            "    type: text\n"
            "    visibility: %s\n"
            "    keep: meeting\n"
            "    %s: true\n"
            "    characters: 100\n"
            "    prompt: { nl: vraag, en: question }\n",
            name, number, visibility, light ? "light" : "core");
}

struct row {
    const char *flow, *visibility;
    int fields, own; /* of the light form */
    bool prompts;
    unsigned light;         /* questions in the light form */
    unsigned stages, first; /* how many; the first of a unit */
    const char *message;    /* NULL: it is good */
};

static char *exercise_of(const struct row *row)
{
    static const char *const keys[] = { "say",  "purpose", "watch", "if_stuck",
                                        "room", "stop_if", "after" };
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);

    assert_non_null(out);
    fprintf(out,
            "id: x\ntitle: { nl: Iets, en: Something }\nflow: %s\nview: form\nminutes: 10\n"
            "fields:\n",
            row->flow);
    for (int i = 0; i < row->fields; i++) {
        write_field(out, "field", i, row->visibility, false);
    }
    for (int i = 0; i < row->own; i++) {
        write_field(out, "own", i, "self", true);
    }
    fputs("card:\n", out);
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        fprintf(out, "  %s: { nl: a, en: a }\n", keys[i]);
    }
    fclose(out);
    return text;
}

static char *flows_of(const struct row *row)
{
    size_t size = sizeof flows + sizeof prompts;
    char *text = malloc(size);

    assert_non_null(text);
    snprintf(text, size, "%s%s", row->prompts ? prompts : "", flows);
    return text;
}

static unsigned count(uint32_t set)
{
    return (unsigned)__builtin_popcount(set);
}

static void check_exercise(const struct row *row, const struct hv_exercise *exercise)
{
    const uint32_t light = hv_exercise_fields(exercise, HV_FORM_LIGHT);
    uint32_t only = 0;

    for (uint8_t i = 0; i < exercise->field_count; i++) {
        const struct hv_field *field = &exercise->fields[i];

        if (field->light) {
            only |= 1u << i;
            assert_int_equal(field->visibility, HV_VISIBLE_SELF);
            assert_int_equal(field->keep, HV_KEEP_MEETING);
        }
    }
    assert_int_equal(count(light), row->light);
    assert_int_equal(count(only), exercise->field_count - row->fields);
    assert_int_equal(hv_exercise_fields(exercise, HV_FORM_FULL) & only, 0);
    assert_int_equal(hv_exercise_fields(exercise, HV_FORM_SHORT) & only, 0);
    assert_int_equal(exercise->stage_count, row->stages);
    for (uint8_t i = 0; i < exercise->stage_count; i++) {
        assert_int_equal(exercise->stages[i].fields & only, i == row->first ? only : 0);
        assert_int_equal(exercise->stages[i].gate.fields & only, 0);
    }
    assert_null(hv_exercise_fault(exercise));
}

static void check_row(const struct row *row)
{
    char *exercise = exercise_of(row), *flow = flows_of(row);
    const struct hv_catalogue_file files[] = {
        { HV_ROLE_FLOWS, { "flows.yaml", hv_bytes_from_text(flow) } },
        { HV_ROLE_EXERCISE, { "exercises/x.yaml", hv_bytes_from_text(exercise) } },
    };
    struct hv_catalogue catalogue;
    struct hv_problems problems;
    struct hv_arena arena;
    enum hv_code code;
    char *seen = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&seen, &size);

    assert_non_null(out);
    hv_arena_init(&arena, 16u << 20);
    hv_problems_init(&problems, &arena);
    code = hv_catalogue_read(files, 2, (struct hv_identify){ 0 }, &arena, &problems, &catalogue);
    hv_problems_print(&problems, out);
    fclose(out);
    assert_string_equal(seen, row->message != NULL ? row->message : "");
    assert_int_equal(code, row->message != NULL ? HV_EINVAL : HV_OK);
    if (row->message == NULL) {
        assert_int_equal(catalogue.exercise_count, 1);
        check_exercise(row, &catalogue.exercises[0]);
    }
    free(seen);
    hv_arena_free(&arena);
    free(exercise);
    free(flow);
}

static void gentle_prompts_come_in_where_little_is_left(void **state)
{
    static const struct row rows[] = {
        { "pair", "partner", 2, 0, true, 3, 3, 1, NULL },
        { "pair", "partner", 2, 1, true, 4, 3, 1, NULL },
        { "pair", "partner", 2, 2, true, 2, 3, 1, NULL },
        { "pair", "partner", 2, 1, false, 1, 3, 1, NULL },
        { "pair", "partner", 1, 1, true, 1, 3, 1, NULL }, /* as much as everyone is asked */
        { "pair", "self", 1, 0, true, 1, 3, 1, NULL },    /* which leaves nothing out */
        { "plan", "joint", 2, 0, true, 3, 2, 1, NULL },   /* without a stage of their own */
        { "plan", "joint", 2, 2, true, 2, 2, 1, NULL },
        { "pair", "partner", 29, 0, true, 3, 3, 1, NULL },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        check_row(&rows[i]);
    }
}

static void a_form_that_asks_nothing_is_refused(void **state)
{
    static const struct row rows[] = {
        { "pair", "partner", 2, 0, false, 0, 0, 0,
          "exercises/x.yaml:7:3: the light form asks nothing; allowed: `light: true` for two "
          "fields or more, or `light_prompts` in flows.yaml.\n" },
        { "plan", "joint", 1, 0, false, 0, 0, 0,
          "exercises/x.yaml:7:3: the light form asks nothing; allowed: `light: true` for two "
          "fields or more, or `light_prompts` in flows.yaml.\n" },
        { "pair", "partner", 30, 0, true, 0, 0, 0,
          "exercises/x.yaml:7:3: with `light_prompts` there are 33 fields; allowed: up to 32, or "
          "`light: true` for two fields of its own.\n" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        check_row(&rows[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gentle_prompts_come_in_where_little_is_left),
        cmocka_unit_test(a_form_that_asks_nothing_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
