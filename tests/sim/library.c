/* SPDX-License-Identifier: EUPL-1.2 */
#include "tests/sim/library.h"

#include <stdio.h>
#include <stdlib.h>

#include "catalogue/catalogue.h"
#include "codec/record.h"

struct shelf {
    struct hv_library library; /* first */
    struct hv_library changed;
    struct hv_statement texts[8];
    struct hv_arena arena;
    const struct hv_programme *programmes[8];
    const struct hv_exercise *exercises[HV_CATALOGUE_FILES_MAX + 2];
};

static enum hv_code hash(void *data, const struct hv_exercise *exercise, struct hv_id *ret)
{
    struct hv_arena arena;
    struct hv_bytes bytes = { 0 };
    (void)data;
    hv_arena_init(&arena, (size_t)4 * 1024 * 1024);
    enum hv_code code = hv_record_exercise_encode(exercise, &arena, &bytes);
    if (code == HV_OK) {
        hv_vault_hash_id(bytes, ret);
    }
    hv_arena_free(&arena);
    return code;
}

static enum hv_code
hash_statement(void *data, const struct hv_statement *statement, struct hv_id *ret)
{
    struct hv_arena arena;
    struct hv_bytes bytes = { 0 };
    (void)data;
    hv_arena_init(&arena, (size_t)4 * 1024 * 1024);
    enum hv_code code = hv_record_statement_encode(statement, &arena, &bytes);
    if (code == HV_OK) {
        hv_vault_hash_id(bytes, ret);
    }
    hv_arena_free(&arena);
    return code;
}

static void change_texts(struct shelf *shelf)
{
    shelf->changed = shelf->library;
    shelf->changed.statements = shelf->texts;
    for (size_t i = 0; i < shelf->library.statement_count; i++) {
        shelf->texts[i] = shelf->library.statements[i];
        shelf->texts[i].version++;
        (void)hash_statement(NULL, &shelf->texts[i], &shelf->texts[i].hash);
    }
}

/* ---- What no programme asks yet ---- */

#define WORD(text)                                \
    {                                             \
        (const uint8_t *)(text), sizeof(text) - 1 \
    }
#define BOTH(text)             \
    {                          \
        WORD(text), WORD(text) \
    }

/* Everyone writes blind, and all appears at once. */
static const struct hv_exercise *written_blind(void)
{
    static const struct hv_field fields[] = {
        { .id = WORD("line"),
          .prompt = BOTH("Eén regel"),
          .type = HV_FIELD_TEXT,
          .visibility = HV_VISIBLE_GROUP_NAMED,
          .keep = HV_KEEP_MEETING,
          .core = true,
          .characters = 140,
          .options_from = -1 },
    };
    static const struct hv_stage stages[] = {
        { .kind = HV_STAGE_SOLO, .scope = HV_SCOPE_UNIT, .fields = 1 },
        { .kind = HV_STAGE_SHARE,
          .scope = HV_SCOPE_GROUP,
          .gate = { .when = HV_GATE_CLOSED,
                    .holder = HV_HOLDER_FACILITATOR,
                    .audience = HV_AUDIENCE_GROUP,
                    .fields = 1 } },
        { .kind = HV_STAGE_CLOSE, .scope = HV_SCOPE_GROUP },
    };
    static struct hv_exercise exercise = { .id = WORD("written_blind"),
                                           .title = BOTH("Blind"),
                                           .view = WORD("form"),
                                           .fields = fields,
                                           .field_count = 1,
                                           .stages = stages,
                                           .stage_count = 3 };
    if (hv_exercise_fault(&exercise) != NULL || hash(NULL, &exercise, &exercise.hash) != HV_OK) {
        abort();
    }
    return &exercise;
}

/* Each is asked apart, for facilitators alone until they set a light. */
static const struct hv_exercise *asked_apart(void)
{
    static const struct hv_field fields[] = {
        { .id = WORD("safe"),
          .prompt = BOTH("Ben je veilig?"),
          .type = HV_FIELD_TEXT,
          .visibility = HV_VISIBLE_FACILITATOR,
          .keep = HV_KEEP_INTAKE,
          .core = true,
          .characters = 140,
          .options_from = -1 },
    };
    static const struct hv_stage stages[] = {
        { .kind = HV_STAGE_SOLO, .scope = HV_SCOPE_UNIT, .fields = 1 },
        { .kind = HV_STAGE_CLOSE, .scope = HV_SCOPE_GROUP },
    };
    static struct hv_exercise exercise = { .id = WORD("asked_apart"),
                                           .title = BOTH("Apart"),
                                           .view = WORD("form"),
                                           .fields = fields,
                                           .field_count = 1,
                                           .stages = stages,
                                           .stage_count = 2 };
    if (hv_exercise_fault(&exercise) != NULL || hash(NULL, &exercise, &exercise.hash) != HV_OK) {
        abort();
    }
    return &exercise;
}

struct hv_library *library_load(void)
{
    struct shelf *shelf = calloc(1, sizeof *shelf);
    struct hv_problems problems;
    struct hv_catalogue catalogue;
    struct hv_error error = { 0 };
    char folder[4096];
    const char *source = getenv("HV_SOURCE_DIR");

    snprintf(folder, sizeof folder, "%s/programmes", source != NULL ? source : ".");
    hv_arena_init(&shelf->arena, (size_t)64 * 1024 * 1024);
    hv_problems_init(&problems, &shelf->arena);
    if (hv_catalogue_load(folder,
                          (struct hv_identify){ .hash = hash, .hash_statement = hash_statement },
                          &shelf->arena, &problems, &error, &catalogue) != HV_OK) {
        fprintf(stderr, "%s does not load: %s\n", folder, error.text);
        exit(1);
    }
    for (size_t i = 0; i < catalogue.programme_count && i < 8; i++) {
        shelf->programmes[shelf->library.programme_count++] = &catalogue.programmes[i];
    }
    for (size_t i = 0; i < catalogue.exercise_count; i++) {
        shelf->exercises[shelf->library.exercise_count++] = &catalogue.exercises[i];
    }
    shelf->exercises[shelf->library.exercise_count++] = written_blind();
    shelf->exercises[shelf->library.exercise_count++] = asked_apart();
    shelf->library.programmes = shelf->programmes;
    shelf->library.exercises = shelf->exercises;
    shelf->library.statements = catalogue.statements;
    shelf->library.statement_count =
        catalogue.statement_count < 8 ? (uint32_t)catalogue.statement_count : 8;
    change_texts(shelf);
    return &shelf->library;
}

const struct hv_library *library_with_new_texts(const struct hv_library *library)
{
    return &((const struct shelf *)library)->changed;
}

void library_free(struct hv_library *library)
{
    struct shelf *shelf = (struct shelf *)library;
    hv_arena_free(&shelf->arena);
    free(shelf);
}
