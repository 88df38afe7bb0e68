/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What an owner's client remembers of the groups that it made, in a file beside the owner's link:
 * owner.groups, readable by its owner alone. A line a group:
 *
 *     <id of its log, or 32 zeros> <id of the command that made it> <programme> <title>
 *
 * It holds no token. Asking the server to make a group once more, with the same command id, gives
 * the same token again; so whoever has the owner's link and this file can go on facilitating, and
 * this file alone is worth nothing. A line is written before the group is asked for, so a program
 * that was cut off in between asks again.
 */
#ifndef HV_CLI_OWNER_FILE_H
#define HV_CLI_OWNER_FILE_H

#include <stdbool.h>
#include <stddef.h>

#include "houvast/client.h"

#define HV_OWNER_GROUPS_MAX 256

struct hv_owner_group {
    uint8_t log[16]; /* zeros: not known yet */
    uint8_t command[HV_CLIENT_ID_SIZE];
    char programme[65];
    char title[81];
};

struct hv_owner_file {
    char path[4096]; /* empty: nothing is remembered */
    struct hv_owner_group groups[HV_OWNER_GROUPS_MAX];
    size_t count;
};

/* Reads the file beside `link_path`; one that is not there is empty. False: it is there and cannot
 * be read, or is not of this kind; errno then says why, or is 0. */
bool hv_owner_file_read(const char *link_path, struct hv_owner_file *ret);

/* The group with this log; NULL: it is not known here. */
const struct hv_owner_group *hv_owner_file_find(const struct hv_owner_file *file,
                                                const uint8_t log[16]);

/* Adds a group, or puts the log with the one that has the same command id, and writes the file
 * whole. False: errno. */
bool hv_owner_file_put(struct hv_owner_file *file, const struct hv_owner_group *group);

#endif
