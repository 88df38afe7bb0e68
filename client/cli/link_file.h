/* SPDX-License-Identifier: EUPL-1.2 */
/* Links that stand in files, so that they stand on no command line. */
#ifndef HV_CLI_LINK_FILE_H
#define HV_CLI_LINK_FILE_H

#include "words.h"

/* Reads a link as somebody pasted it: spaces around it are allowed. False: it is none, or it names
 * no server. */
bool hv_link_read(const char *text, struct hv_client_address *ret);

/*
 * Reads the link that a file holds, on its first line that is not empty. False: `ret_problem` is a
 * sentence about the file, and `ret_errno` why it could not be opened or read, or 0.
 */
bool hv_link_file_read(const char *path,
                       struct hv_client_address *ret,
                       enum hv_word *ret_problem,
                       int *ret_errno);

/* The same, and says on standard error what is wrong: an exit code. */
int hv_link_file_open(const char *path,
                      enum hv_client_language language,
                      struct hv_client_address *ret);

#endif
