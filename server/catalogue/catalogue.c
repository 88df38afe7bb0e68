/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Trees are read first and checked against their tables; then decks, flows and statements, then
 * exercises, which name the first two, then programmes, which name exercises and a statement. A
 * file that fails its table goes no further, but the names in it are known, so that one mistake is
 * told once.
 */
#include "catalogue/catalogue.h"

#include <string.h>

#include "catalogue/reading.h"
#include "catalogue/shapes.h"

#define SCRATCH_MAX (256u * 1024u * 1024u)

struct tree {
    const struct hv_node *root; /* NULL when the file is no document */
    bool passed;
};

struct loading {
    const struct hv_catalogue_file *files;
    size_t count;
    struct tree *trees;
    struct hv_arena scratch; /* the trees; gone when all has been read */
    struct hv_reading reading;
};

static const struct hv_schema_map *shape_of(enum hv_catalogue_role role)
{
    switch (role) {
    case HV_ROLE_FLOWS:
        return &hv_shape_flows;
    case HV_ROLE_DECKS:
        return &hv_shape_decks;
    case HV_ROLE_CONSENTS:
        return &hv_shape_consents;
    case HV_ROLE_EXERCISE:
        return &hv_shape_exercise;
    case HV_ROLE_PROGRAMME:
        return &hv_shape_programme;
    }
    return NULL;
}

static enum hv_code read_trees(struct loading *loading)
{
    loading->trees = hv_arena_array(&loading->scratch, loading->count, sizeof *loading->trees);
    if (loading->trees == NULL) {
        return HV_ENOMEM;
    }
    for (size_t i = 0; i < loading->count; i++) {
        const struct hv_catalogue_file *file = &loading->files[i];
        struct tree *tree = &loading->trees[i];
        enum hv_code code = hv_document_read(&file->source, &loading->scratch,
                                             loading->reading.problems, &tree->root);

        if (code == HV_ENOMEM) {
            return code;
        }
        tree->passed = code == HV_OK &&
                       hv_schema_check(tree->root, shape_of(file->role), loading->reading.problems);
    }
    return HV_OK;
}

/* Calls `read` for every file of `role` that passed. */
static enum hv_code each(struct loading *loading,
                         enum hv_catalogue_role role,
                         enum hv_code (*read)(struct hv_reading *, const struct hv_node *))
{
    for (size_t i = 0; i < loading->count; i++) {
        if (loading->files[i].role == role && loading->trees[i].passed) {
            enum hv_code code = read(&loading->reading, loading->trees[i].root);

            if (code != HV_OK) {
                return code;
            }
        }
    }
    return HV_OK;
}

static bool broken(const struct loading *loading, enum hv_catalogue_role role)
{
    for (size_t i = 0; i < loading->count; i++) {
        if (loading->files[i].role == role && !loading->trees[i].passed) {
            return true;
        }
    }
    return false;
}

static size_t files_of(const struct loading *loading, enum hv_catalogue_role role)
{
    size_t count = 0;

    for (size_t i = 0; i < loading->count; i++) {
        count += loading->files[i].role == role;
    }
    return count;
}

/* `exercises/check_in.yaml` is `check_in`. */
static struct hv_bytes name_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    struct hv_bytes name = hv_bytes_from_text(slash != NULL ? slash + 1 : path);
    size_t ending = strlen(".yaml");

    if (name.size > ending && memcmp(name.data + name.size - ending, ".yaml", ending) == 0) {
        name.size -= ending;
    }
    return name;
}

/* An id is the name of its file: so no two are alike, and a file is known by name even when nothing
 * in it can be read. */
static void check_id(struct hv_reading *reading, const struct hv_node *root)
{
    const struct hv_node *id = hv_node_get(root, "id");
    struct hv_bytes name = name_of(root->path);

    if (!hv_bytes_equal(id->text, name)) {
        hv_reading_problem(reading, id, "`id` is `%.*s`; allowed: `%.*s`, as the file is named.",
                           (int)id->text.size, (const char *)id->text.data, (int)name.size,
                           (const char *)name.data);
    }
}

static enum hv_code
read_exercise(struct loading *loading, const struct tree *tree, const char *path)
{
    struct hv_reading *reading = &loading->reading;
    struct hv_exercise_entry *entry = &reading->exercises[reading->exercise_count++];

    *entry = (struct hv_exercise_entry){ .id = name_of(path) };
    if (!tree->passed) {
        return HV_OK;
    }
    check_id(reading, tree->root);
    /* Without its decks and flows an exercise would be blamed for theirs. */
    if (broken(loading, HV_ROLE_DECKS) || broken(loading, HV_ROLE_FLOWS)) {
        return HV_OK;
    }
    return hv_reading_exercise(reading, tree->root, &entry->exercise);
}

static enum hv_code read_exercises(struct loading *loading)
{
    loading->reading.exercises =
        hv_arena_array(&loading->scratch, loading->count, sizeof *loading->reading.exercises);
    if (loading->reading.exercises == NULL) {
        return HV_ENOMEM;
    }
    for (size_t i = 0; i < loading->count; i++) {
        if (loading->files[i].role == HV_ROLE_EXERCISE) {
            enum hv_code code =
                read_exercise(loading, &loading->trees[i], loading->files[i].source.path);

            if (code != HV_OK) {
                return code;
            }
        }
    }
    return HV_OK;
}

static enum hv_code read_programmes(struct loading *loading, struct hv_catalogue *ret)
{
    struct hv_reading *reading = &loading->reading;
    struct hv_programme *programmes =
        hv_arena_array(reading->arena, files_of(loading, HV_ROLE_PROGRAMME), sizeof *programmes);
    size_t count = 0;

    if (programmes == NULL) {
        return HV_ENOMEM;
    }
    for (size_t i = 0; i < loading->count; i++) {
        enum hv_code code;

        if (loading->files[i].role != HV_ROLE_PROGRAMME || !loading->trees[i].passed) {
            continue;
        }
        /* Without the statements it would be blamed for theirs. */
        if (broken(loading, HV_ROLE_CONSENTS)) {
            continue;
        }
        code = hv_reading_programme(reading, loading->trees[i].root, &programmes[count]);
        if (code != HV_OK) {
            return code;
        }
        check_id(reading, loading->trees[i].root);
        count++;
    }
    ret->programmes = programmes;
    ret->programme_count = count;
    return HV_OK;
}

static enum hv_code gather_library(struct loading *loading, struct hv_catalogue *ret)
{
    const struct hv_reading *reading = &loading->reading;
    struct hv_exercise *exercises =
        hv_arena_array(reading->arena, reading->exercise_count, sizeof *exercises);
    size_t count = 0;

    if (exercises == NULL) {
        return HV_ENOMEM;
    }
    for (size_t i = 0; i < reading->exercise_count; i++) {
        if (reading->exercises[i].exercise != NULL) {
            exercises[count++] = *reading->exercises[i].exercise;
        }
    }
    ret->exercises = exercises;
    ret->exercise_count = count;
    ret->statements = reading->statements;
    ret->statement_count = reading->statement_count;
    return HV_OK;
}

static enum hv_code read_all(struct loading *loading, struct hv_catalogue *ret)
{
    enum hv_code code = read_trees(loading);

    if (code == HV_OK) {
        code = each(loading, HV_ROLE_DECKS, hv_reading_decks);
    }
    if (code == HV_OK) {
        code = each(loading, HV_ROLE_FLOWS, hv_reading_flows);
    }
    if (code == HV_OK) {
        code = each(loading, HV_ROLE_CONSENTS, hv_reading_consents);
    }
    if (code == HV_OK) {
        code = read_exercises(loading);
    }
    if (code == HV_OK) {
        code = read_programmes(loading, ret);
    }
    return code == HV_OK ? gather_library(loading, ret) : code;
}

enum hv_code hv_catalogue_read(const struct hv_catalogue_file *files,
                               size_t count,
                               struct hv_identify identify,
                               struct hv_arena *arena,
                               struct hv_problems *problems,
                               struct hv_catalogue *ret)
{
    struct loading loading = { .files = files, .count = count };
    struct hv_catalogue catalogue = { .programme_count = 0 };
    enum hv_code code;

    loading.reading =
        (struct hv_reading){ .arena = arena, .problems = problems, .identify = identify };
    hv_arena_init(&loading.scratch, SCRATCH_MAX);
    code = read_all(&loading, &catalogue);
    hv_arena_free(&loading.scratch);
    hv_problems_sort(problems);
    if (code == HV_OK && problems->total > 0) {
        code = HV_EINVAL;
    }
    if (code == HV_OK) {
        *ret = catalogue;
    }
    return code;
}
