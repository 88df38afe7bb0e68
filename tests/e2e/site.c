/* SPDX-License-Identifier: EUPL-1.2 */
#include "site.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#define PAGE  "public, max-age=0, must-revalidate"
#define ASSET "public, max-age=31536000, immutable"

const struct site_route site_routes[SITE_ROUTES] = {
    { "/", "text/html; charset=utf-8", PAGE, "the table" },
    { "/?from=card", "text/html; charset=utf-8", PAGE, "the table" },
    { "/console", "text/html; charset=utf-8", PAGE, "the console" },
    { "/projector", "text/html; charset=utf-8", PAGE, "the projector" },
    { "/clock", "text/html; charset=utf-8", PAGE, "the clock" },
    { "/assets/table-1.js", "text/javascript; charset=utf-8", ASSET, "plain and rather long" },
    { "/assets/table-1.css", "text/css; charset=utf-8", ASSET, "" },
};

static void put(const struct site *site, const char *name, const void *bytes, size_t size)
{
    char path[PROGRAM_PATH];
    path_join(path, site->pages, name);
    file_write(path, bytes, size, 0644);
}

static void put_text(const struct site *site, const char *name, const char *text)
{
    put(site, name, text, strlen(text));
}

static void put_big(struct site *site)
{
    site->big = test_malloc(SITE_BIG_SIZE);
    for (size_t i = 0; i < SITE_BIG_SIZE; i++) {
        site->big[i] = (char)('a' + i % 23 + i / 4096 % 3);
    }
    put(site, &SITE_BIG_PATH[1], site->big, SITE_BIG_SIZE);
}

void site_make(struct site *site)
{
    char path[PROGRAM_PATH];

    server_make(&site->server);
    path_join(site->pages, site->server.folder, "web");
    path_join(path, site->pages, "assets");
    assert_return_code(mkdir(site->pages, 0755), errno);
    assert_return_code(mkdir(path, 0755), errno);
    put_text(site, "index.html", "the table");
    put_text(site, "console.html", "the console");
    put_text(site, "projector.html", "the projector");
    put_text(site, "clock.html", "the clock");
    put_text(site, "assets/table-1.js", "plain and rather long");
    put_text(site, "assets/table-1.js.gz", SITE_GZIP);
    put_text(site, "assets/table-1.css", "");
    put_big(site);
    path_join(path, site->server.folder, "secret.html");
    file_write(path, "canary", 6, 0644);
}

void site_open(struct site *site)
{
    site_make(site);
    snprintf(site->flag, sizeof site->flag, "--pages=%s", site->pages);
    site->server.flag = site->flag;
    server_start(&site->server);
}

void site_close(struct site *site)
{
    server_stop(&site->server);
    server_remove(&site->server);
    test_free(site->big);
}

/* ---- Asking ---- */

void site_send(struct site *site,
               struct raw *raw,
               const char *method,
               const char *path,
               const char *more)
{
    char text[4096];

    snprintf(text, sizeof text, "%s %s HTTP/1.1\r\nHost: 127.0.0.1:%u\r\n%s\r\n", method, path,
             site->server.port, more);
    raw_send(raw, text, strlen(text));
}

bool reply_read_head(struct raw *raw, struct reply *reply)
{
    for (;;) {
        const char *end = memmem(raw->bytes, raw->size, "\r\n\r\n", 4);
        if (end != NULL) {
            size_t size = (size_t)(end + 4 - (const char *)raw->bytes);
            assert_true(size < sizeof reply->head);
            memcpy(reply->head, raw->bytes, size);
            reply->head[size] = '\0';
            raw_take(raw, size);
            return true;
        }
        if (!raw_receive(raw)) {
            assert_int_equal(raw->size, 0);
            return false;
        }
    }
}

bool reply_read_body(struct raw *raw, struct reply *reply, size_t most)
{
    const char *size = reply_header(reply, "content-length");
    size_t wanted = size != NULL ? strtoul(size, NULL, 10) : 0;

    reply->body = test_malloc(wanted + 1);
    while (reply->size < wanted) {
        if (raw->size == 0 && !raw_receive(raw)) {
            return false;
        }
        size_t rest = wanted - reply->size;
        size_t piece = raw->size < rest ? raw->size : rest;
        piece = piece < most ? piece : most;
        memcpy(reply->body + reply->size, raw->bytes, piece);
        raw_take(raw, piece);
        reply->size += piece;
    }
    reply->body[wanted] = '\0';
    return true;
}

void reply_read(struct raw *raw, bool bodiless, struct reply *reply)
{
    *reply = (struct reply){ .status = 0 };
    if (!reply_read_head(raw, reply)) {
        return;
    }
    assert_int_equal(sscanf(reply->head, "HTTP/1.%*1d %3d ", &reply->status), 1);
    if (!bodiless && reply->status != 304) {
        assert_true(reply_read_body(raw, reply, SIZE_MAX));
    }
}

void site_ask(struct site *site,
              const char *method,
              const char *path,
              const char *more,
              struct reply *ret)
{
    raw_connect(&site->raw, site->server.port, 0);
    site_send(site, &site->raw, method, path, more);
    reply_read(&site->raw, strcmp(method, "HEAD") == 0, ret);
    raw_close(&site->raw);
}

void reply_forget(struct reply *reply)
{
    test_free(reply->body);
    reply->body = NULL;
}

/* ---- What came ---- */

const char *reply_header(const struct reply *reply, const char *name)
{
    const char *found = NULL;
    size_t size = strlen(name);

    for (const char *at = reply->head; (at = strstr(at, "\r\n")) != NULL;) {
        at += 2;
        if (strncasecmp(at, name, size) == 0 && strncmp(at + size, ": ", 2) == 0) {
            assert_null(found);
            found = at + size + 2;
        }
    }
    return found;
}

void reply_expect(const struct reply *reply, const char *name, const char *value)
{
    const char *found = reply_header(reply, name);

    if (value == NULL) {
        if (found != NULL) {
            fail_msg("%s stands in:\n%s", name, reply->head);
        }
    } else if (found == NULL || strncmp(found, value, strlen(value)) != 0 ||
               strncmp(found + strlen(value), "\r\n", 2) != 0) {
        fail_msg("no '%s: %s' in:\n%s", name, value, reply->head);
    }
}

void reply_expect_body(const struct reply *reply, const char *bytes, size_t size)
{
    assert_int_equal(reply->size, size);
    assert_memory_equal(reply->body, bytes, size);
}

void reply_expect_policy(const struct reply *reply, const char *sockets)
{
    char policy[512];

    snprintf(policy, sizeof policy,
             "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; "
             "img-src 'self' data:; connect-src 'self'%s; base-uri 'none'; form-action 'none'; "
             "frame-ancestors 'none'",
             sockets);
    reply_expect(reply, "content-security-policy", policy);
    reply_expect(reply, "x-content-type-options", "nosniff");
    reply_expect(reply, "referrer-policy", "no-referrer");
    reply_expect(reply, "cross-origin-opener-policy", "same-origin");
    reply_expect(reply, "cross-origin-resource-policy", "same-origin");
    assert_non_null(reply_header(reply, "permissions-policy"));
    assert_non_null(reply_header(reply, "cache-control"));
    reply_expect(reply, "set-cookie", NULL);
    reply_expect(reply, "server", NULL);
    reply_expect(reply, "access-control-allow-origin", NULL);
}

const char *site_sockets(const struct site *site)
{
    static char text[64];
    snprintf(text, sizeof text, " ws://127.0.0.1:%u", site->server.port);
    return text;
}

void site_expect_welcome(const struct site *site, struct raw *raw)
{
    const char *mark = strchr(site->server.owner, '#');

    assert_non_null(mark);
    raw_hello(raw, mark + 1);
    Houvast__V1__ServerMessage *message = raw_next(raw);
    assert_non_null(message);
    assert_int_equal(message->message_case, HOUVAST__V1__SERVER_MESSAGE__MESSAGE_WELCOME);
    houvast__v1__server_message__free_unpacked(message, NULL);
}
