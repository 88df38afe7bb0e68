/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The admin socket: what a program of this machine writes to it, in two pieces that the first byte
 * parts. It answers or closes, and closes in any case.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <uv.h>

#include "net/admin.h"
#include "tests/fuzz/fuzz.h"

static char folder[] = "/tmp/houvast-fuzz-XXXXXX";
static char path[64];
static uv_loop_t loop;
static struct hv_admin *admin;

static bool write_page(void *data, FILE *out)
{
    (void)data;
    return fputs("well\n", out) >= 0;
}

static bool write_nothing(void *data, FILE *out)
{
    (void)data;
    (void)out;
    return false;
}

static bool take_text(void *data, const char *asked, FILE *out)
{
    (void)data;
    assert(strlen(asked) < HV_ADMIN_REQUEST_MAX);
    return fputs("begun\n", out) >= 0 && asked[0] == '/';
}

static const struct hv_admin_page pages[] = {
    { "/healthz", "text/plain", write_page, NULL },
    { "/metrics", "text/plain", write_nothing, NULL },
    { "/backup", "text/plain", write_nothing, take_text },
    { NULL, NULL, NULL, NULL },
};

static void clean_up(void)
{
    unlink(path);
    rmdir(folder);
}

static void begin(void)
{
    const struct hv_admin_config config = { .path = path, .pages = pages };
    struct hv_error error;

    assert(mkdtemp(folder) != NULL);
    snprintf(path, sizeof path, "%s/admin.sock", folder);
    atexit(clean_up);
    assert(uv_loop_init(&loop) == 0);
    assert(hv_admin_open(&loop, &config, &error, &admin) == HV_OK);
}

static int visit(void)
{
    struct sockaddr_un address = { .sun_family = AF_UNIX };
    const int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);

    memcpy(address.sun_path, path, strlen(path) + 1);
    assert(fd >= 0 && connect(fd, (const struct sockaddr *)&address, sizeof address) == 0);
    return fd;
}

/* What does not go any more was not wanted any more. */
static void say(int fd, const uint8_t *data, size_t size)
{
    if (size > 0) {
        (void)!send(fd, data, size, MSG_NOSIGNAL);
    }
    for (unsigned turns = 0; turns < 4; turns++) {
        uv_run(&loop, UV_RUN_NOWAIT);
    }
}

/* The answer's status; 0 when there is none. */
static unsigned status_of(int fd)
{
    char answer[1024];
    unsigned status = 0;
    const ssize_t size = recv(fd, answer, sizeof answer - 1, 0);

    if (size <= 0) {
        return 0;
    }
    answer[size] = '\0';
    assert(sscanf(answer, "HTTP/1.1 %3u", &status) == 1 && strstr(answer, "\r\n\r\n") != NULL);
    return status;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    size_t first;
    int fd;

    if (admin == NULL) {
        begin();
    }
    if (size == 0 || size > 2 * HV_ADMIN_REQUEST_MAX) {
        return 0;
    }
    first = data[0] < size - 1 ? data[0] : size - 1;
    fd = visit();
    say(fd, data + 1, first);
    say(fd, data + 1 + first, size - 1 - first);
    unsigned status = status_of(fd);
    if (status == 200) {
        assert(memcmp(data + 1, "GET /healthz HTTP/1.", 20) == 0 ||
               memcmp(data + 1, "HEAD /healthz HTTP/1.", 21) == 0);
    }
    if (status == 202) {
        assert(memcmp(data + 1, "POST /backup?", 13) == 0);
    }
    shutdown(fd, SHUT_WR);
    say(fd, NULL, 0);
    close(fd);
    say(-1, NULL, 0);
    return 0;
}
