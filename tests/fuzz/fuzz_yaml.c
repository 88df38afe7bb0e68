/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * YAML of an operator or a facilitator: houvast.yaml, or the files of a folder of programmes, each
 * after a line "%%% <role> <name>". A problem is a sentence that can be printed; a catalogue
 * without one is what the core can run, and its programmes can be written into a record and read
 * again.
 */
#include <stdio.h>
#include <stdlib.h>

#include "catalogue/catalogue.h"
#include "catalogue/config.h"
#include "codec/record.h"
#include "server/programmes.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/unsealed.h"

#define FILES_MAX 16
#define ARENA_MAX ((size_t)64 * 1024 * 1024)
#define MARK      "\n%%% "

struct folder {
    struct hv_catalogue_file files[FILES_MAX];
    char paths[FILES_MAX][64];
    size_t count;
};

static enum hv_catalogue_role role_of(const char *word)
{
    switch (word[0]) {
    case 'f':
        return HV_ROLE_FLOWS;
    case 'd':
        return HV_ROLE_DECKS;
    case 'c':
        return HV_ROLE_CONSENTS;
    case 'e':
        return HV_ROLE_EXERCISE;
    default:
        return HV_ROLE_PROGRAMME;
    }
}

/* One file from behind its mark; its first line says what it is. */
static void add_file(struct folder *folder, const uint8_t *data, size_t size)
{
    struct hv_catalogue_file *file = &folder->files[folder->count];
    char *path = folder->paths[folder->count];
    const uint8_t *line = memchr(data, '\n', size);
    const size_t head = line != NULL ? (size_t)(line - data) : size;
    char role[16] = "", name[32] = "x";
    char words[64];

    snprintf(words, sizeof words, "%.*s", (int)(head < 60 ? head : 60), (const char *)data);
    (void)sscanf(words, "%15s %31[a-z_]", role, name);
    file->role = role_of(role);
    snprintf(path, sizeof folder->paths[0], "%s%s.yaml",
             file->role == HV_ROLE_EXERCISE ? "exercises/" : "", name);
    file->source.path = path;
    file->source.text = (struct hv_bytes){ data + head, size - head };
    folder->count++;
}

static void split(struct folder *folder, const uint8_t *data, size_t size)
{
    const uint8_t *end = data + size;
    const uint8_t *at = memmem(data, size, MARK, sizeof MARK - 1);

    while (at != NULL && folder->count < FILES_MAX) {
        const uint8_t *from = at + sizeof MARK - 1;
        at = memmem(from, (size_t)(end - from), MARK, sizeof MARK - 1);
        add_file(folder, from, (size_t)((at != NULL ? at : end) - from));
    }
}

/* The first record of a group with this programme. */
static void try_programme(const struct hv_programme *programme, struct hv_arena *arena)
{
    const struct hv_seal_port seal = { unsealed, NULL };
    const struct hv_open_port open = { unsealed, NULL };
    const struct hv_event founded = { .type = HV_EVENT_FOUNDED, .founded.programme = programme };
    const struct hv_record record = { .cause = { .type = HV_COMMAND_FOUND, .id = { .b = { 1 } } },
                                      .events = &founded,
                                      .event_count = 1 };
    const struct hv_id log = { .b = { 1 } };
    struct hv_record again;
    struct hv_bytes body;

    assert(hv_programme_fault(programme) == NULL);
    assert(hv_record_body_encode(&record, log, 1, &seal, arena, &body) == HV_OK);
    assert(hv_record_body_decode(body, log, 1, &open, arena, &again) == HV_OK);
}

static void try_problems(const struct hv_problems *problems)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);

    assert(out != NULL && problems->total > 0 && problems->count <= problems->total);
    hv_problems_print(problems, out);
    assert(hv_problems_print_json(problems, out));
    assert(fclose(out) == 0 && size > 0);
    free(text);
}

static void try_folder(const uint8_t *data, size_t size, struct hv_arena *arena)
{
    struct folder folder = { .count = 0 };
    struct hv_problems problems;
    struct hv_catalogue catalogue;

    split(&folder, data, size);
    hv_problems_init(&problems, arena);
    const enum hv_code code = hv_catalogue_read(folder.files, folder.count, hv_identify_by_codec,
                                                arena, &problems, &catalogue);
    assert(code == HV_OK || code == HV_EINVAL);
    if (code == HV_EINVAL) {
        try_problems(&problems);
        return;
    }
    for (size_t i = 0; i < catalogue.exercise_count; i++) {
        assert(hv_exercise_fault(&catalogue.exercises[i]) == NULL);
    }
    for (size_t i = 0; i < catalogue.programme_count; i++) {
        try_programme(&catalogue.programmes[i], arena);
    }
}

static void try_config(const uint8_t *data, size_t size, struct hv_arena *arena)
{
    const struct hv_source source = { "houvast.yaml", { data, size } };
    struct hv_problems problems;
    struct hv_config config;

    hv_problems_init(&problems, arena);
    const enum hv_code code = hv_config_read(&source, arena, &problems, &config);
    assert(code == HV_OK || code == HV_EINVAL);
    if (code == HV_EINVAL) {
        try_problems(&problems);
    } else {
        assert((config.certificate == NULL) == (config.key == NULL));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct hv_arena arena;

    hv_arena_init(&arena, ARENA_MAX);
    if (size >= sizeof MARK - 1 && memcmp(data, MARK, sizeof MARK - 1) == 0) {
        try_folder(data, size, &arena);
    } else {
        try_config(data, size, &arena);
    }
    hv_arena_free(&arena);
    return 0;
}
