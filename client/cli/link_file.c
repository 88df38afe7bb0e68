/* SPDX-License-Identifier: EUPL-1.2 */
#include "link_file.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>

bool hv_link_read(const char *text, struct hv_client_address *ret)
{
    char trimmed[HV_CLIENT_ADDRESS_TEXT_MAX];
    struct hv_client_address address;
    size_t size;

    text += strspn(text, " \t\r\n");
    size = strcspn(text, " \t\r\n");
    if (size == 0 || size >= sizeof trimmed ||
        text[size + strspn(text + size, " \t\r\n")] != '\0') {
        return false;
    }
    memcpy(trimmed, text, size);
    trimmed[size] = '\0';
    if (hv_client_address_parse(trimmed, &address) != HV_CLIENT_OK || address.host[0] == '\0' ||
        address.token[0] == '\0') {
        return false;
    }
    *ret = address;
    return true;
}

bool hv_link_file_read(const char *path,
                       struct hv_client_address *ret,
                       enum hv_word *ret_problem,
                       int *ret_errno)
{
    char line[1024] = "";
    FILE *file = fopen(path, "re");
    bool found = false;

    *ret_errno = 0;
    *ret_problem = HV_WORD_LINK_FILE_NONE;
    if (file == NULL) {
        *ret_problem = HV_WORD_LINK_FILE_UNREADABLE;
        *ret_errno = errno;
        return false;
    }
    while (!found && fgets(line, sizeof line, file) != NULL) {
        found = line[strspn(line, " \t\r\n")] != '\0';
    }
    if (ferror(file)) {
        *ret_problem = HV_WORD_LINK_FILE_UNREADABLE;
        *ret_errno = errno;
    }
    fclose(file);
    found = found && hv_link_read(line, ret);
    explicit_bzero(line, sizeof line);
    return found;
}

int hv_link_file_open(const char *path,
                      enum hv_client_language language,
                      struct hv_client_address *ret)
{
    enum hv_word problem;
    int reason;

    if (hv_link_file_read(path, ret, &problem, &reason)) {
        return EX_OK;
    }
    fprintf(stderr, "houvast: %s: %s", path, hv_word(problem, language));
    if (reason != 0) {
        fprintf(stderr, " (%s)", strerror(reason));
    }
    fputc('\n', stderr);
    return reason == 0 ? EX_CONFIG : reason == EACCES ? EX_NOPERM : EX_IOERR;
}
