/* SPDX-License-Identifier: EUPL-1.2 */
#include "owner_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define FILE_NAME "owner.groups"

/* ---- Lines ---- */

static int digit_of(char character)
{
    const char *digits = "0123456789abcdef";
    const char *at = character != '\0' ? strchr(digits, character) : NULL;

    return at != NULL ? (int)(at - digits) : -1;
}

/* 16 bytes in hexadecimal, and the space behind them, which the text moves past. */
static bool take_id(const char **text, uint8_t ret[16])
{
    for (size_t i = 0; i < 16; i++) {
        int high = digit_of((*text)[0]);
        int low = high >= 0 ? digit_of((*text)[1]) : -1;

        if (low < 0) {
            return false;
        }
        ret[i] = (uint8_t)(high << 4 | low);
        *text += 2;
    }
    return *(*text)++ == ' ';
}

static bool read_line(const char *line, struct hv_owner_group *ret)
{
    size_t size;

    if (!take_id(&line, ret->log) || !take_id(&line, ret->command)) {
        return false;
    }
    size = strcspn(line, " ");
    if (size == 0 || size >= sizeof ret->programme || line[size] != ' ') {
        return false;
    }
    memcpy(ret->programme, line, size);
    ret->programme[size] = '\0';
    line += size + 1;
    size = strcspn(line, "\n");
    if (size == 0 || size >= sizeof ret->title) {
        return false;
    }
    memcpy(ret->title, line, size);
    ret->title[size] = '\0';
    return true;
}

static void write_id(FILE *stream, const uint8_t id[16])
{
    for (size_t i = 0; i < 16; i++) {
        fprintf(stream, "%02x", id[i]);
    }
    fputc(' ', stream);
}

/* ---- The file ---- */

static bool is_zero(const uint8_t id[16])
{
    static const uint8_t zero[16] = { 0 };

    return memcmp(id, zero, sizeof zero) == 0;
}

bool hv_owner_file_read(const char *link_path, struct hv_owner_file *ret)
{
    const char *slash = strrchr(link_path, '/');
    int folder = slash != NULL ? (int)(slash - link_path + 1) : 0;
    char line[512];
    bool good = true;
    FILE *stream;

    ret->count = 0;
    snprintf(ret->path, sizeof ret->path, "%.*s%s", folder, link_path, FILE_NAME);
    stream = fopen(ret->path, "re");
    if (stream == NULL) {
        return errno == ENOENT;
    }
    while (good && ret->count < HV_OWNER_GROUPS_MAX && fgets(line, sizeof line, stream) != NULL) {
        good = line[0] == '\n' || line[0] == '#' || read_line(line, &ret->groups[ret->count]);
        ret->count += good && line[0] != '\n' && line[0] != '#';
    }
    errno = good && !ferror(stream) ? errno : 0;
    good = good && !ferror(stream);
    fclose(stream);
    return good;
}

const struct hv_owner_group *hv_owner_file_find(const struct hv_owner_file *file,
                                                const uint8_t log[16])
{
    for (size_t i = 0; i < file->count; i++) {
        if (!is_zero(file->groups[i].log) && memcmp(file->groups[i].log, log, 16) == 0) {
            return &file->groups[i];
        }
    }
    return NULL;
}

/* Whole, beside it, and then in its place: a reader never sees half of it. */
static bool write_file(const struct hv_owner_file *file)
{
    char temporary[sizeof file->path + 8];
    FILE *stream;
    int descriptor;
    bool good;

    snprintf(temporary, sizeof temporary, "%s.new", file->path);
    descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    stream = descriptor >= 0 ? fdopen(descriptor, "w") : NULL;
    if (stream == NULL) {
        if (descriptor >= 0) {
            close(descriptor);
        }
        return false;
    }
    for (size_t i = 0; i < file->count; i++) {
        write_id(stream, file->groups[i].log);
        write_id(stream, file->groups[i].command);
        fprintf(stream, "%s %s\n", file->groups[i].programme, file->groups[i].title);
    }
    good = fflush(stream) == 0 && fsync(descriptor) == 0;
    good = fclose(stream) == 0 && good;
    return good && rename(temporary, file->path) == 0;
}

bool hv_owner_file_put(struct hv_owner_file *file, const struct hv_owner_group *group)
{
    size_t at = 0;

    while (at < file->count &&
           memcmp(file->groups[at].command, group->command, sizeof group->command) != 0) {
        at++;
    }
    if (at == HV_OWNER_GROUPS_MAX) {
        errno = ENOSPC;
        return false;
    }
    file->groups[at] = *group;
    file->count += at == file->count;
    return file->path[0] == '\0' || write_file(file);
}
