/* SPDX-License-Identifier: EUPL-1.2 */
#include "tests/contract/folder.h"

#include <dirent.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

void folder_make(char path[FOLDER_PATH])
{
    const char *base = getenv("TMPDIR");

    (void)snprintf(path, FOLDER_PATH, "%s/houvast-XXXXXX", base == NULL ? "/tmp" : base);
    assert_non_null(mkdtemp(path));
}

static bool is_file(const struct dirent *entry)
{
    return strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
}

static void join(const char *folder, const char *name, char path[FOLDER_PATH * 2])
{
    (void)snprintf(path, FOLDER_PATH * 2, "%s/%.200s", folder, name);
}

void folder_remove(const char *path)
{
    DIR *folder = opendir(path);
    struct dirent *entry;
    char file[FOLDER_PATH * 2];

    assert_non_null(folder);
    while ((entry = readdir(folder)) != NULL) {
        if (is_file(entry)) {
            join(path, entry->d_name, file);
            assert_int_equal(unlink(file), 0);
        }
    }
    (void)closedir(folder);
    assert_int_equal(rmdir(path), 0);
}

uint8_t *file_read(const char *folder, const char *name, size_t *ret_size)
{
    char path[FOLDER_PATH * 2];
    struct stat status;

    join(folder, name, path);
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        *ret_size = 0;
        return NULL;
    }
    assert_int_equal(fstat(fileno(file), &status), 0);
    size_t size = (size_t)status.st_size;
    uint8_t *bytes = malloc(size + 1);
    assert_non_null(bytes);
    assert_int_equal(fread(bytes, 1, size, file), size);
    (void)fclose(file);
    *ret_size = size;
    return bytes;
}

void file_write(const char *folder, const char *name, const void *bytes, size_t size)
{
    char path[FOLDER_PATH * 2];

    join(folder, name, path);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    if (size > 0) {
        assert_int_equal(fwrite(bytes, 1, size, file), size);
    }
    assert_int_equal(fclose(file), 0);
}

static bool file_holds(const char *path, const void *bytes, size_t size)
{
    struct stat status;
    bool found = false;
    int file = open(path, O_RDONLY | O_CLOEXEC);

    assert_true(file >= 0);
    assert_int_equal(fstat(file, &status), 0);
    if (status.st_size > 0) {
        size_t length = (size_t)status.st_size;
        void *content = mmap(NULL, length, PROT_READ, MAP_SHARED, file, 0);
        assert_ptr_not_equal(content, MAP_FAILED);
        found = memmem(content, length, bytes, size) != NULL;
        (void)munmap(content, length);
    }
    (void)close(file);
    return found;
}

bool folder_holds(const char *path, const void *bytes, size_t size)
{
    DIR *folder = opendir(path);
    struct dirent *entry;
    char file[FOLDER_PATH * 2];
    bool found = false;

    assert_non_null(folder);
    while (!found && (entry = readdir(folder)) != NULL) {
        if (is_file(entry)) {
            join(path, entry->d_name, file);
            found = file_holds(file, bytes, size);
        }
    }
    (void)closedir(folder);
    return found;
}

void folder_copy(const char *from, const char *to)
{
    DIR *folder = opendir(from);
    struct dirent *entry;

    assert_non_null(folder);
    while ((entry = readdir(folder)) != NULL) {
        if (is_file(entry)) {
            size_t size;
            uint8_t *bytes = file_read(from, entry->d_name, &size);
            file_write(to, entry->d_name, bytes, size);
            free(bytes);
        }
    }
    (void)closedir(folder);
}
