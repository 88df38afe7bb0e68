/* SPDX-License-Identifier: EUPL-1.2 */
/* A folder of the test's own, and its files' bytes. */
#ifndef HV_TESTS_CONTRACT_FOLDER_H
#define HV_TESTS_CONTRACT_FOLDER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define FOLDER_PATH 256

/* Makes an empty folder below $TMPDIR or /tmp. */
void folder_make(char path[FOLDER_PATH]);

/* Removes it with the files in it; it holds no folders. */
void folder_remove(const char *path);

/* Whether any file in it holds these bytes. */
bool folder_holds(const char *path, const void *bytes, size_t size);

/* The file's bytes, to be freed; NULL when it is not there. */
uint8_t *file_read(const char *folder, const char *name, size_t *ret_size);

void file_write(const char *folder, const char *name, const void *bytes, size_t size);

/* Copies every file of `from` into `to`. */
void folder_copy(const char *from, const char *to);

#endif
