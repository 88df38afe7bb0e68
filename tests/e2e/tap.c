/* SPDX-License-Identifier: EUPL-1.2 */
#include "tap.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

/* ---- What was heard ---- */

void heard_add(struct heard *heard, const void *bytes, size_t size)
{
    if (heard->size + size > heard->room) {
        heard->room = 2 * (heard->size + size) + 4096;
        heard->bytes = realloc(heard->bytes, heard->room);
        assert_non_null(heard->bytes);
    }
    if (size > 0) {
        memcpy(heard->bytes + heard->size, bytes, size);
    }
    heard->size += size;
}

bool heard_has(const struct heard *heard, size_t from, const char *text)
{
    return heard->size > from &&
           memmem(heard->bytes + from, heard->size - from, text, strlen(text)) != NULL;
}

void heard_free(struct heard *heard)
{
    free(heard->bytes);
    *heard = (struct heard){ 0 };
}

/* ---- Lines ---- */

struct passing {
    uv_write_t write;
    char bytes[];
};

static void hang_up(struct tap_line *line)
{
    uv_handle_t *const ends[] = { (uv_handle_t *)&line->near, (uv_handle_t *)&line->far };

    for (size_t i = 0; i < 2; i++) {
        if (!uv_is_closing(ends[i])) {
            uv_close(ends[i], NULL);
        }
    }
}

static void on_passed(uv_write_t *write, int status)
{
    (void)status;
    free(write->data);
}

static void pass(uv_tcp_t *to, const char *bytes, size_t size)
{
    struct passing *passing = malloc(sizeof *passing + size);

    assert_non_null(passing);
    memcpy(passing->bytes, bytes, size);
    passing->write.data = passing;
    uv_buf_t buffer = uv_buf_init(passing->bytes, (unsigned)size);
    if (uv_write(&passing->write, (uv_stream_t *)to, &buffer, 1, on_passed) != 0) {
        free(passing);
    }
}

static void on_room_wanted(uv_handle_t *handle, size_t suggested, uv_buf_t *ret)
{
    (void)handle;
    *ret = uv_buf_init(malloc(suggested), (unsigned)suggested);
    assert_non_null(ret->base);
}

static void on_read(uv_stream_t *stream, ssize_t size, const uv_buf_t *buffer)
{
    struct tap_line *line = stream->data;
    bool from_server = stream == (uv_stream_t *)&line->far;

    if (size < 0) {
        hang_up(line);
    } else if (size > 0) {
        if (from_server) {
            heard_add(&line->heard, buffer->base, (size_t)size);
        }
        pass(from_server ? &line->near : &line->far, buffer->base, (size_t)size);
    }
    free(buffer->base);
}

static void on_connected(uv_connect_t *connect, int status)
{
    struct tap_line *line = connect->data;

    if (status != 0) {
        hang_up(line);
        return;
    }
    assert_int_equal(uv_read_start((uv_stream_t *)&line->near, on_room_wanted, on_read), 0);
    assert_int_equal(uv_read_start((uv_stream_t *)&line->far, on_room_wanted, on_read), 0);
}

static void on_connection(uv_stream_t *listener, int status)
{
    struct tap *tap = listener->data;
    struct sockaddr_in address;

    assert_int_equal(status, 0);
    assert_true(tap->count < TAP_LINES_MAX);
    struct tap_line *line = &tap->lines[tap->count++];
    line->tap = tap;
    uv_tcp_init(listener->loop, &line->near);
    uv_tcp_init(listener->loop, &line->far);
    line->near.data = line->far.data = line->connect.data = line;
    assert_int_equal(uv_accept(listener, (uv_stream_t *)&line->near), 0);
    assert_int_equal(uv_ip4_addr("127.0.0.1", tap->server_port, &address), 0);
    assert_int_equal(
        uv_tcp_connect(&line->connect, &line->far, (const struct sockaddr *)&address, on_connected),
        0);
}

/* ---- The tap ---- */

void tap_make(struct tap *tap)
{
    struct sockaddr_in address = { .sin_family = AF_INET,
                                   .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    socklen_t size = sizeof address;

    *tap = (struct tap){ .count = 0 };
    tap->listening = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_return_code(tap->listening, errno);
    assert_return_code(bind(tap->listening, (const struct sockaddr *)&address, size), errno);
    assert_return_code(getsockname(tap->listening, (struct sockaddr *)&address, &size), errno);
    tap->port = ntohs(address.sin_port);
}

void tap_open(struct tap *tap, uv_loop_t *loop, uint16_t server_port)
{
    tap->server_port = server_port;
    uv_tcp_init(loop, &tap->listener);
    tap->listener.data = tap;
    assert_int_equal(uv_tcp_open(&tap->listener, tap->listening), 0);
    assert_int_equal(uv_listen((uv_stream_t *)&tap->listener, 64, on_connection), 0);
}

void tap_close(struct tap *tap)
{
    for (uint32_t i = 0; i < tap->count; i++) {
        hang_up(&tap->lines[i]);
    }
    uv_close((uv_handle_t *)&tap->listener, NULL);
}

void tap_free(struct tap *tap)
{
    for (uint32_t i = 0; i < tap->count; i++) {
        heard_free(&tap->lines[i].heard);
    }
}
