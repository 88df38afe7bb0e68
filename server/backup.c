/* SPDX-License-Identifier: EUPL-1.2 */
#include "backup.h"

#include <ctype.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

#include "catalogue/catalogue.h"
#include "net/admin.h"
#include "options.h"

#define VERSION                "HTTP/1.1 "
#define UNDER_WAY              "under way"
#define FAILED                 "failed: "
#define STOPPED                "the server stopped before the backup was whole"
#define LOOK_AGAIN_NANOSECONDS 20000000L
#define REQUEST_SIZE           (HV_ADMIN_REQUEST_MAX - 256)

/* What the admin socket answered. */
struct answer {
    char bytes[4096];
    int status;
    char *body;
};

static int fail(struct hv_error *error, int exit_code, const char *what, const char *about)
{
    (void)hv_error_set(error, HV_EIO, "%s: %s", what, about);
    return exit_code;
}

static bool connect_to(int fd, const char *path)
{
    struct sockaddr_un address = { .sun_family = AF_UNIX };

    if (strlen(path) >= sizeof address.sun_path) {
        errno = ENAMETOOLONG;
        return false;
    }
    memcpy(address.sun_path, path, strlen(path) + 1);
    return connect(fd, (const struct sockaddr *)&address, sizeof address) == 0;
}

static bool exchange(int fd, const char *request, struct answer *ret)
{
    size_t size = 0;
    ssize_t some = send(fd, request, strlen(request), MSG_NOSIGNAL);

    if (some != (ssize_t)strlen(request)) {
        return false;
    }
    while ((some = recv(fd, ret->bytes + size, sizeof ret->bytes - 1 - size, 0)) > 0) {
        size += (size_t)some;
    }
    ret->bytes[size] = '\0';
    ret->body = strstr(ret->bytes, "\r\n\r\n");
    if (ret->body == NULL || strncmp(ret->bytes, VERSION, strlen(VERSION)) != 0) {
        return false;
    }
    ret->status = (int)strtol(ret->bytes + strlen(VERSION), NULL, 10);
    ret->body += 4;
    return true;
}

/* 0, or an exit code. */
static int ask(const char *path, const char *request, struct hv_error *error, struct answer *ret)
{
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    int exit_code = 0;

    if (fd < 0) {
        return fail(error, HV_EXIT_SYSTEM, "no socket", strerror(errno));
    }
    if (!connect_to(fd, path)) {
        bool is_denied = errno == EACCES || errno == EPERM;
        exit_code = is_denied ? fail(error, HV_EXIT_PERMISSION,
                                     "only the server's user may ask it for a backup, at", path)
                              : fail(error, HV_EXIT_UNAVAILABLE,
                                     "no server runs that could make a backup; when it is stopped, "
                                     "copy its folder. Nobody answers at",
                                     path);
    } else if (!exchange(fd, request, ret)) {
        exit_code = fail(error, HV_EXIT_AGAIN, "the server stopped answering at", path);
    }
    (void)close(fd);
    return exit_code;
}

/* The path as the server must read it, which may stand in another folder, percent-encoded. */
static bool encode(const char *folder, char ret[REQUEST_SIZE])
{
    char whole[2 * PATH_MAX];
    size_t to = 0;

    if (folder[0] != '/' && getcwd(whole, PATH_MAX) == NULL) {
        return false;
    }
    size_t size = folder[0] == '/' ? 0 : strlen(whole);
    int added = snprintf(whole + size, sizeof whole - size, "%s%s", size > 0 ? "/" : "", folder);
    if (added < 0 || size + (size_t)added >= sizeof whole) {
        return false;
    }
    size += (size_t)added;
    while (size > 1 && whole[size - 1] == '/') {
        size--;
    }
    for (size_t i = 0; i < size; i++) {
        unsigned char byte = (unsigned char)whole[i];
        bool is_plain = isalnum(byte) || strchr("/-._~", byte) != NULL;
        if (to + 4 > REQUEST_SIZE) {
            return false;
        }
        to += (size_t)snprintf(ret + to, 4, is_plain ? "%c" : "%%%02X", byte);
    }
    return true;
}

/* What the page says of the backup of this number: the rest of its line; NULL: nothing. */
static char *find_line(char *page, unsigned long number)
{
    for (char *line = page; *line != '\0';) {
        char *next = line + strcspn(line, "\n");
        char *words;

        if (*next != '\0') {
            *next++ = '\0';
        }
        if (strtoul(line, &words, 10) == number && *words == ' ') {
            return words + 1;
        }
        line = next;
    }
    return NULL;
}

/* How the backup of this number ended, which others may have followed by now. */
static int wait_for_end(const char *path, unsigned long number, struct hv_error *error)
{
    const struct timespec pause = { .tv_nsec = LOOK_AGAIN_NANOSECONDS };
    struct answer answer;
    const char *line;
    int exit_code;

    do {
        (void)nanosleep(&pause, NULL);
        exit_code = ask(path, "GET /backup HTTP/1.1\r\n\r\n", error, &answer);
        line = exit_code == 0 ? find_line(answer.body, number) : NULL;
    } while (line != NULL && strcmp(line, UNDER_WAY) == 0);
    if (line == NULL) { /* nobody answers, or it knows of none: it began anew */
        return fail(error, HV_EXIT_AGAIN, STOPPED, path);
    }
    if (strncmp(line, FAILED, strlen(FAILED)) == 0) {
        return fail(error, HV_EXIT_IO, "no backup was made, and nothing is left of it",
                    line + strlen(FAILED));
    }
    return 0;
}

int hv_backup_ask(const char *socket_path, const char *folder, struct hv_error *error)
{
    char encoded[REQUEST_SIZE];
    char request[HV_ADMIN_REQUEST_MAX];
    struct answer answer;

    if (!encode(folder, encoded)) {
        return fail(error, HV_EXIT_USAGE, "the path of the folder is too long", folder);
    }
    (void)snprintf(request, sizeof request, "POST /backup?%s HTTP/1.1\r\n\r\n", encoded);
    int exit_code = ask(socket_path, request, error, &answer);
    if (exit_code != 0) {
        return exit_code;
    }
    if (answer.status != 202) {
        answer.body[strcspn(answer.body, "\n")] = '\0';
        return fail(error, HV_EXIT_CREATE, "no backup was made", answer.body);
    }
    return wait_for_end(socket_path, strtoul(answer.body, NULL, 10), error);
}
