/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The catalogue: from YAML that a facilitator can write to programmes that the core can run.
 *
 *     programmes/flows.yaml        how exercises go: stages and gates
 *     programmes/decks.yaml        sets of cards
 *     programmes/consents.yaml     what each person is asked before any answer
 *     programmes/exercises/X.yaml  one exercise a file: the library
 *     programmes/X.yaml            one programme a file: meetings and their steps
 *
 * An exercise and a programme have the name of their file as id.
 *
 * Everything that is wrong is told at once, each with file, line, column, what is allowed and the
 * nearest word; a catalogue with a problem is not used at all. What may stand where is one table
 * (shapes.c), from which the JSON Schema comes too.
 */
#ifndef HV_CATALOGUE_CATALOGUE_H
#define HV_CATALOGUE_CATALOGUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "base/arena.h"
#include "base/error.h"
#include "catalogue/document.h"
#include "catalogue/problem.h"
#include "core/programme.h"

#define HV_CATALOGUE_FILES_MAX 400

/* Exit codes of hv_catalogue_check, as in sysexits.h. */
#define HV_EXIT_OK     0
#define HV_EXIT_IO     74
#define HV_EXIT_CONFIG 78

struct hv_catalogue {
    const struct hv_programme *programmes; /* by the names of their files */
    size_t programme_count;
    const struct hv_exercise *exercises; /* the library, by the names of their files */
    size_t exercise_count;
    const struct hv_statement *statements; /* that can be asked */
    size_t statement_count;
};

/*
 * What only the codec knows of an exercise, a statement and a programme, as it depends on how they
 * are encoded: the hash of an exercise or statement, and whether they are small enough. HV_ETOOBIG,
 * above HV_EXERCISE_BYTES_MAX or HV_PROGRAMME_BYTES_MAX, becomes a problem of the file; any other
 * code but HV_OK ends the reading. NULL: hashes stay zero, sizes are not looked at.
 */
struct hv_identify {
    enum hv_code (*hash)(void *data, const struct hv_exercise *exercise, struct hv_id *ret);
    enum hv_code (*hash_statement)(void *data,
                                   const struct hv_statement *statement,
                                   struct hv_id *ret);
    enum hv_code (*fits)(void *data, const struct hv_programme *programme);
    void *data;
};

/* What a file holds. */
enum hv_catalogue_role {
    HV_ROLE_FLOWS = 1,
    HV_ROLE_DECKS,
    HV_ROLE_CONSENTS,
    HV_ROLE_EXERCISE,
    HV_ROLE_PROGRAMME
};

struct hv_catalogue_file {
    enum hv_catalogue_role role;
    struct hv_source source; /* borrowed until the call returns; its path as long as the problems */
};

/*
 * Reads every file of `folder`. The result and the problems' paths live in `arena`; messages in
 * that of `problems`.
 *
 * HV_OK: no problems, `ret` filled. HV_EINVAL: `problems` says what is wrong. HV_EIO, HV_ENOTFOUND:
 * the folder or a file could not be read. HV_ENOMEM. What `identify` returned. `ret` is filled on
 * HV_OK only.
 */
enum hv_code hv_catalogue_load(const char *folder,
                               struct hv_identify identify,
                               struct hv_arena *arena,
                               struct hv_problems *problems,
                               struct hv_error *error,
                               struct hv_catalogue *ret);

/* The same from memory: HV_OK, HV_EINVAL, HV_ENOMEM or what `identify` returned. */
enum hv_code hv_catalogue_read(const struct hv_catalogue_file *files,
                               size_t count,
                               struct hv_identify identify,
                               struct hv_arena *arena,
                               struct hv_problems *problems,
                               struct hv_catalogue *ret);

/*
 * `houvastd check <folder> [--json]`: reads the folder and prints its problems to `out`, a line
 * each, or as a JSON array. Without problems: one line that counts what there is, or an empty
 * array. Returns the exit code: HV_EXIT_OK, HV_EXIT_CONFIG, or HV_EXIT_IO after a line on stderr.
 */
int hv_catalogue_check(const char *folder, struct hv_identify identify, bool json, FILE *out);

/* `houvastd schema`: the JSON Schema of all files and of houvast.yaml. False when it could not be
 * written. */
bool hv_catalogue_schema_print(FILE *out);

#endif
