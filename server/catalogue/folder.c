/* SPDX-License-Identifier: EUPL-1.2 */
/* The catalogue as a folder of files. */
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "catalogue/catalogue.h"

struct gathering {
    struct hv_arena *arena;
    struct hv_error *error;
    struct hv_catalogue_file *files;
    size_t count;
};

static enum hv_catalogue_role role_of(const char *name, bool exercises)
{
    if (exercises) {
        return HV_ROLE_EXERCISE;
    }
    if (strcmp(name, "flows.yaml") == 0) {
        return HV_ROLE_FLOWS;
    }
    if (strcmp(name, "consents.yaml") == 0) {
        return HV_ROLE_CONSENTS;
    }
    return strcmp(name, "decks.yaml") == 0 ? HV_ROLE_DECKS : HV_ROLE_PROGRAMME;
}

/* "folder/name" without doubled slashes: `programmes/` and `programmes` name the same files in
 * messages. */
static const char *join(struct hv_arena *arena, const char *folder, const char *name)
{
    size_t size = strlen(folder);
    size_t room;
    char *path;

    while (size > 1 && folder[size - 1] == '/') {
        size--;
    }
    room = size + strlen(name) + 2;
    path = hv_arena_alloc(arena, room);
    if (path != NULL) {
        snprintf(path, room, "%.*s/%s", (int)size, folder, name);
    }
    return path;
}

static enum hv_code
gather_file(struct gathering *gathering, const char *folder, const char *name, bool exercises)
{
    struct hv_catalogue_file *file = &gathering->files[gathering->count];
    enum hv_code code;

    if (gathering->count == HV_CATALOGUE_FILES_MAX) {
        return hv_error_set(gathering->error, HV_ETOOBIG, "%s: more than %d files", folder,
                            HV_CATALOGUE_FILES_MAX);
    }
    file->role = role_of(name, exercises);
    file->source.path = join(gathering->arena, folder, name);
    if (file->source.path == NULL) {
        return HV_ENOMEM;
    }
    /* More than a document may have, so that it is the document that says so, with its place. */
    code = hv_file_read(file->source.path, HV_DOCUMENT_BYTES_MAX * 4, gathering->arena,
                        gathering->error, &file->source.text);
    gathering->count += code == HV_OK;
    return code;
}

static int is_yaml(const struct dirent *entry)
{
    size_t size = strlen(entry->d_name);

    return entry->d_name[0] != '.' && size > 5 && strcmp(entry->d_name + size - 5, ".yaml") == 0;
}

/* Byte order, so that no locale changes which of two wrong files is told first. */
static int by_name(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

static enum hv_code gather_folder(struct gathering *gathering, const char *folder, bool exercises)
{
    struct dirent **names = NULL;
    int count = scandir(folder, &names, is_yaml, by_name);
    enum hv_code code = HV_OK;

    if (count < 0) {
        return hv_error_set(gathering->error, errno == ENOENT ? HV_ENOTFOUND : HV_EIO, "%s: %s",
                            folder, strerror(errno));
    }
    for (int i = 0; i < count; i++) {
        if (code == HV_OK) {
            code = gather_file(gathering, folder, names[i]->d_name, exercises);
        }
        free(names[i]);
    }
    free(names);
    return code;
}

static enum hv_code gather(struct gathering *gathering, const char *folder)
{
    const char *exercises = join(gathering->arena, folder, "exercises");
    enum hv_code code = exercises != NULL ? gather_folder(gathering, folder, false) : HV_ENOMEM;

    return code == HV_OK ? gather_folder(gathering, exercises, true) : code;
}

enum hv_code hv_catalogue_load(const char *folder,
                               struct hv_identify identify,
                               struct hv_arena *arena,
                               struct hv_problems *problems,
                               struct hv_error *error,
                               struct hv_catalogue *ret)
{
    struct gathering gathering = { .arena = arena, .error = error };
    enum hv_code code;

    gathering.files = hv_arena_array(arena, HV_CATALOGUE_FILES_MAX, sizeof *gathering.files);
    if (gathering.files == NULL) {
        return HV_ENOMEM;
    }
    code = gather(&gathering, folder);
    return code == HV_OK
               ? hv_catalogue_read(gathering.files, gathering.count, identify, arena, problems, ret)
               : code;
}
