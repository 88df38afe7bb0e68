/* SPDX-License-Identifier: EUPL-1.2 */
#include "admin.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

void admin_path(const struct server *server, char ret[PROGRAM_PATH])
{
    path_join(ret, server->data, "admin.sock");
}

bool admin_connect(struct raw *raw, const char *path)
{
    struct sockaddr_un address = { .sun_family = AF_UNIX };

    assert_in_range(strlen(path), 1, sizeof address.sun_path - 1);
    memcpy(address.sun_path, path, strlen(path) + 1);
    raw->size = 0;
    raw->tls = NULL;
    raw->fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_return_code(raw->fd, errno);
    if (connect(raw->fd, (const struct sockaddr *)&address, sizeof address) != 0) {
        close(raw->fd);
        return false;
    }
    return true;
}

static void exchange(const struct server *server,
                     const void *bytes,
                     size_t size,
                     bool bodiless,
                     struct reply *ret)
{
    static struct raw raw;
    char path[PROGRAM_PATH];

    admin_path(server, path);
    assert_true(admin_connect(&raw, path));
    raw_send(&raw, bytes, size);
    reply_read(&raw, bodiless, ret);
    assert_int_equal(raw.size, 0);
    assert_false(raw_receive(&raw)); /* it closes after each answer */
    raw_close(&raw);
}

void admin_send(const struct server *server, const void *bytes, size_t size, struct reply *ret)
{
    exchange(server, bytes, size, false, ret);
}

void admin_ask(const struct server *server, const char *method, const char *page, struct reply *ret)
{
    char text[256];
    int size = snprintf(text, sizeof text, "%s %s HTTP/1.1\r\nHost: houvast\r\n\r\n", method, page);

    assert_in_range(size, 1, sizeof text - 1);
    exchange(server, text, (size_t)size, strcmp(method, "HEAD") == 0, ret);
}
