/* SPDX-License-Identifier: EUPL-1.2 */
#include "programmes.h"

#include <assert.h>

#include "codec/record.h"

static enum hv_code hash_exercise(void *data, const struct hv_exercise *exercise, struct hv_id *ret)
{
    struct hv_arena arena;
    struct hv_bytes bytes = { 0 };

    (void)data;
    hv_arena_init(&arena, HV_PROGRAMMES_ARENA_MAX);
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
    hv_arena_init(&arena, HV_PROGRAMMES_ARENA_MAX);
    enum hv_code code = hv_record_statement_encode(statement, &arena, &bytes);
    if (code == HV_OK) {
        hv_vault_hash_id(bytes, ret);
    }
    hv_arena_free(&arena);
    return code;
}

static enum hv_code fit_programme(void *data, const struct hv_programme *programme)
{
    struct hv_arena arena;
    struct hv_bytes bytes = { 0 };

    (void)data;
    hv_arena_init(&arena, HV_PROGRAMMES_ARENA_MAX);
    enum hv_code code = hv_record_programme_encode(programme, &arena, &bytes);
    hv_arena_free(&arena);
    return code;
}

const struct hv_identify hv_identify_by_codec = {
    .hash = hash_exercise,
    .hash_statement = hash_statement,
    .fits = fit_programme,
};

static void
fill_library(const struct hv_catalogue *catalogue, struct hv_arena *arena, struct hv_library *ret)
{
    const struct hv_programme **programmes =
        hv_arena_array(arena, catalogue->programme_count, sizeof *programmes);
    const struct hv_exercise **exercises =
        hv_arena_array(arena, catalogue->exercise_count, sizeof *exercises);
    assert(programmes != NULL && exercises != NULL);
    for (size_t i = 0; i < catalogue->programme_count; i++) {
        programmes[i] = &catalogue->programmes[i];
    }
    for (size_t i = 0; i < catalogue->exercise_count; i++) {
        exercises[i] = &catalogue->exercises[i];
    }
    *ret = (struct hv_library){
        .programmes = programmes,
        .programme_count = (uint32_t)catalogue->programme_count,
        .exercises = exercises,
        .exercise_count = (uint32_t)catalogue->exercise_count,
        .statements = catalogue->statements,
        .statement_count = (uint32_t)catalogue->statement_count,
    };
}

enum hv_code hv_programmes_load(const char *folder,
                                struct hv_arena *arena,
                                struct hv_problems *problems,
                                struct hv_error *error,
                                struct hv_library *ret)
{
    struct hv_catalogue catalogue;

    enum hv_code code =
        hv_catalogue_load(folder, hv_identify_by_codec, arena, problems, error, &catalogue);
    if (code == HV_OK) {
        fill_library(&catalogue, arena, ret);
    } else if (code != HV_EINVAL && error->code != code) {
        (void)hv_error_set(error, code, "the programmes cannot be read: %s", hv_code_text(code));
    }
    return code;
}
