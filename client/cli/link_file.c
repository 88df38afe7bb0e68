/* SPDX-License-Identifier: EUPL-1.2 */
#include "link_file.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>

/* ---- Codes ---- */

unsigned hv_code_size(const char *typed)
{
    static const char symbols[] = "23456789BCDFGHJKLMNPQRSTVWXZbcdfghjklmnpqrstvwxz";
    unsigned size = 0;

    for (; *typed != '\0'; typed++) {
        if (strchr(symbols, *typed) != NULL) {
            size++;
        } else if (*typed != ' ' && *typed != '-') {
            return 0;
        }
    }
    return size;
}

struct hv_spoken_code hv_spoken_code(const char *code)
{
    struct hv_spoken_code spoken;
    size_t size = strlen(code);
    int half = (int)(size < 6 ? size : size / 2);

    snprintf(spoken.text, sizeof spoken.text, "%.*s%s%.8s", half, code,
             (size_t)half < size ? " " : "", code + half);
    return spoken;
}

/* ---- Links ---- */

static bool read_secret(const char *text, struct hv_link *link)
{
    struct hv_client_address bare;

    if (strncmp(text, "c.", 2) == 0 && hv_client_address_parse(text + 2, &bare) == HV_CLIENT_OK &&
        bare.host[0] == '\0') {
        link->kind = HV_LINK_CARD;
    } else if (strncmp(text, "w.", 2) == 0 && strlen(text + 2) < sizeof link->secret &&
               hv_code_size(text + 2) > 0) {
        link->kind = HV_LINK_CODE;
    } else {
        return false;
    }
    memcpy(link->secret, text + 2, strlen(text + 2) + 1);
    return true;
}

/* `text` is taken apart. */
static bool take_link(char *text, struct hv_link *link)
{
    char *mark = strchr(text, '#');

    if (hv_client_address_parse(text, &link->address) == HV_CLIENT_OK) {
        link->kind = HV_LINK_TOKEN;
        return link->address.host[0] != '\0';
    }
    if (mark != NULL) {
        *mark = '\0';
    }
    link->kind = HV_LINK_PLACE;
    return hv_client_place_parse(text, &link->address) == HV_CLIENT_OK &&
           (mark == NULL || read_secret(mark + 1, link));
}

bool hv_link_read(const char *text, struct hv_link *ret)
{
    char trimmed[HV_CLIENT_ADDRESS_TEXT_MAX];
    struct hv_link link = { .kind = HV_LINK_TOKEN };
    size_t size;
    bool taken;

    text += strspn(text, " \t\r\n");
    size = strcspn(text, " \t\r\n");
    if (size == 0 || size >= sizeof trimmed ||
        text[size + strspn(text + size, " \t\r\n")] != '\0') {
        return false;
    }
    memcpy(trimmed, text, size);
    trimmed[size] = '\0';
    taken = take_link(trimmed, &link);
    if (taken) {
        *ret = link;
    }
    explicit_bzero(trimmed, sizeof trimmed);
    explicit_bzero(&link, sizeof link);
    return taken;
}

void hv_link_write_place(const struct hv_client_address *address, char ret[HV_LINK_TEXT_MAX])
{
    bool usual = address->port == (address->tls ? 443 : 80);
    int size =
        snprintf(ret, HV_LINK_TEXT_MAX, "%s://%s", address->tls ? "https" : "http", address->host);

    if (!usual) {
        snprintf(ret + size, HV_LINK_TEXT_MAX - (size_t)size, ":%u", (unsigned)address->port);
    }
}

void hv_link_write(const struct hv_client_address *address,
                   const char *page,
                   const uint8_t token[HV_CLIENT_TOKEN_SIZE],
                   char ret[HV_LINK_TEXT_MAX])
{
    char text[HV_CLIENT_TOKEN_TEXT_SIZE + 1];
    size_t size;

    hv_client_token_format(token, text);
    hv_link_write_place(address, ret);
    size = strlen(ret);
    snprintf(ret + size, HV_LINK_TEXT_MAX - size, "/%s#t.%s", page, text);
    explicit_bzero(text, sizeof text);
}

/* ---- Files ---- */

bool hv_link_file_read(const char *path,
                       struct hv_link *ret,
                       enum hv_word *ret_problem,
                       int *ret_errno)
{
    char line[1024] = "";
    FILE *file = fopen(path, "re");
    bool found = false;

    *ret_errno = 0;
    *ret_problem = HV_WORD_LINK_FILE_NONE;
    if (file == NULL) {
        *ret_errno = errno;
        *ret_problem = errno == ENOENT ? HV_WORD_LINK_FILE_MISSING : HV_WORD_LINK_FILE_UNREADABLE;
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

int hv_link_file_open(const char *path, enum hv_client_language language, struct hv_link *ret)
{
    enum hv_word problem;
    int reason;

    if (hv_link_file_read(path, ret, &problem, &reason)) {
        return EX_OK;
    }
    fprintf(stderr, "houvast: %s: %s", path, hv_word(problem, language));
    if (reason != 0 && problem != HV_WORD_LINK_FILE_MISSING) {
        fprintf(stderr, " (%s)", strerror(reason));
    }
    fputc('\n', stderr);
    return reason == 0 ? EX_CONFIG : reason == EACCES ? EX_NOPERM : EX_IOERR;
}
