/* SPDX-License-Identifier: EUPL-1.2 */
#include "net/headers.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <time.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

/* 'wasm-unsafe-eval': libsodium is compiled to WASM. */
#define POLICY_UP_TO_CONNECT                                                                      \
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' " \
    "data:; connect-src 'self'"
#define POLICY_AFTER_CONNECT "; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

#define POLICY_NAME "content-security-policy:"
#define CACHE_NAME  "cache-control:"
#define NO_STORE    "no-store"

/* The names as libwebsockets wants them: in small letters, with the colon. */
static const struct row {
    const char *name, *value;
    bool tls; /* only there */
} rows[] = {
    { "x-content-type-options:", "nosniff", false },
    { "referrer-policy:", "no-referrer", false },
    { "cross-origin-opener-policy:", "same-origin", false },
    { "cross-origin-resource-policy:", "same-origin", false },
    { "permissions-policy:",
      "accelerometer=(), autoplay=(self), camera=(), clipboard-read=(), "
      "clipboard-write=(), display-capture=(), encrypted-media=(), fullscreen=(self), gamepad=(), "
      "geolocation=(), gyroscope=(), hid=(), idle-detection=(), local-fonts=(), magnetometer=(), "
      "microphone=(), midi=(), payment=(), picture-in-picture=(), publickey-credentials-create=(), "
      "publickey-credentials-get=(), screen-wake-lock=(), serial=(), storage-access=(), usb=(), "
      "window-management=(), xr-spatial-tracking=()",
      false },
    { "strict-transport-security:", "max-age=31536000", true },
};

_Static_assert(COUNT(rows) + 2 <= HV_HEADERS_LIBRARY_MAX, "policy and cache come besides");

void hv_headers_for_library(bool tls, struct lws_protocol_vhost_options ret[HV_HEADERS_LIBRARY_MAX])
{
    size_t count = 0;

    ret[count++] =
        (struct lws_protocol_vhost_options){ .name = POLICY_NAME,
                                             .value = POLICY_UP_TO_CONNECT POLICY_AFTER_CONNECT };
    ret[count++] = (struct lws_protocol_vhost_options){ .name = CACHE_NAME, .value = NO_STORE };
    for (size_t i = 0; i < COUNT(rows); i++) {
        if (tls || !rows[i].tls) {
            ret[count++] =
                (struct lws_protocol_vhost_options){ .name = rows[i].name, .value = rows[i].value };
        }
    }
    for (size_t i = 0; i + 1 < count; i++) {
        ret[i].next = &ret[i + 1];
    }
}

static const struct {
    unsigned status;
    const char *phrase;
} phrases[] = {
    { 200, "OK" },        { 304, "Not Modified" },       { 400, "Bad Request" },
    { 404, "Not Found" }, { 405, "Method Not Allowed" }, { 421, "Misdirected Request" },
};

const char *hv_headers_phrase(unsigned status)
{
    size_t i = 0;

    while (i < COUNT(phrases) && phrases[i].status != status) {
        i++;
    }
    assert(i < COUNT(phrases));
    return phrases[i].phrase;
}

/* ---- Writing ---- */

struct writing {
    char *text;
    size_t size;
};

__attribute__((format(printf, 2, 3))) static void
add(struct writing *writing, const char *format, ...)
{
    va_list arguments;
    size_t room = HV_HEADERS_SIZE_MAX - writing->size;

    va_start(arguments, format);
    int size = vsnprintf(writing->text + writing->size, room, format, arguments);
    va_end(arguments);
    assert(size >= 0 && (size_t)size < room); /* the longest host name is what varies most */
    writing->size += (size_t)size;
}

static void add_date(struct writing *writing)
{
    char text[64];
    struct tm parts;
    time_t now = time(NULL);

    gmtime_r(&now, &parts);
    strftime(text, sizeof text, "%a, %d %b %Y %H:%M:%S GMT", &parts);
    add(writing, "date: %s\r\n", text);
}

static void add_rows(struct writing *writing, const char *host, bool tls)
{
    if (host != NULL) {
        add(writing, POLICY_NAME " " POLICY_UP_TO_CONNECT " %s://%s" POLICY_AFTER_CONNECT "\r\n",
            tls ? "wss" : "ws", host);
    } else {
        add(writing, POLICY_NAME " " POLICY_UP_TO_CONNECT POLICY_AFTER_CONNECT "\r\n");
    }
    for (size_t i = 0; i < COUNT(rows); i++) {
        if (tls || !rows[i].tls) {
            add(writing, "%s %s\r\n", rows[i].name, rows[i].value);
        }
    }
}

size_t hv_headers_write(const struct hv_head *head, bool tls, char ret[HV_HEADERS_SIZE_MAX])
{
    struct writing writing = { .text = ret };

    add(&writing, "HTTP/1.1 %u %s\r\n", head->status, hv_headers_phrase(head->status));
    add_date(&writing);
    add(&writing, CACHE_NAME " %s\r\n", head->cache != NULL ? head->cache : NO_STORE);
    add_rows(&writing, head->host, tls);
    if (head->type != NULL) {
        add(&writing, "content-type: %s\r\ncontent-length: %zu\r\n", head->type, head->size);
    }
    if (head->etag != NULL) {
        add(&writing, "etag: %s\r\n", head->etag);
    }
    if (head->varies) {
        add(&writing, "vary: accept-encoding\r\n");
    }
    if (head->gzip) {
        add(&writing, "content-encoding: gzip\r\n");
    }
    if (head->status == 405) {
        add(&writing, "allow: GET, HEAD\r\n");
    }
    if (head->closes) {
        add(&writing, "connection: close\r\n");
    }
    add(&writing, "\r\n");
    return writing.size;
}

/* ---- Reading ---- */

#define SPACE " \t"

/* The next item of a list with commas: where it begins, without spaces around it; NULL: there is
 * none any more. `rest` moves behind it. */
static const char *next_item(const char **rest, size_t *ret_size)
{
    const char *item = *rest + strspn(*rest, SPACE ",");
    size_t size = strcspn(item, ",");

    *rest = item + size;
    while (size > 0 && strchr(SPACE, item[size - 1]) != NULL) {
        size--;
    }
    *ret_size = size;
    return size > 0 ? item : NULL;
}

/* "; q=0", "; q=0.000": it is not wanted. */
static bool has_weight(const char *parameters, size_t size)
{
    const char *mark = memchr(parameters, '=', size);

    if (mark == NULL) {
        return true;
    }
    size_t digits = size - (size_t)(mark - parameters);
    for (size_t i = 0; i < digits; i++) {
        if (mark[i] >= '1' && mark[i] <= '9') {
            return true;
        }
    }
    return false;
}

bool hv_headers_take_gzip(const char *accept_encoding)
{
    const char *item;
    size_t size;

    while ((item = next_item(&accept_encoding, &size)) != NULL) {
        size_t name = strcspn(item, ";" SPACE ",");
        if (name == strlen("gzip") && strncasecmp(item, "gzip", name) == 0) {
            return has_weight(item + name, size - name);
        }
    }
    return false;
}

bool hv_headers_name_etag(const char *if_none_match, const char *etag)
{
    const char *item;
    size_t size;

    while ((item = next_item(&if_none_match, &size)) != NULL) {
        if (size == 1 && item[0] == '*') {
            return true;
        }
        if (size > 2 && strncmp(item, "W/", 2) == 0) {
            item += 2;
            size -= 2;
        }
        if (size == strlen(etag) && memcmp(item, etag, size) == 0) {
            return true;
        }
    }
    return false;
}
