/* SPDX-License-Identifier: EUPL-1.2 */
#include <stdio.h>
#include <string.h>

#include "token.h"

#define PORT_PLAIN 80
#define PORT_TLS   443

struct scheme {
    const char *text;
    bool tls;
};

/* The first of each kind is the one that is written. */
static const struct scheme schemes[] = {
    { "ws://", false },
    { "wss://", true },
    { "http://", false },
    { "https://", true },
};

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* What follows the scheme, or NULL: there is none that we know. */
static const char *read_scheme(const char *text, bool *ret_tls)
{
    for (size_t i = 0; i < sizeof schemes / sizeof schemes[0]; i++) {
        const char *want = schemes[i].text;
        const char *at = text;
        while (*want != '\0' && lower(*at) == *want) {
            want++;
            at++;
        }
        if (*want == '\0') {
            *ret_tls = schemes[i].tls;
            return at;
        }
    }
    return NULL;
}

static bool is_host_character(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
}

/* What follows the host, or NULL. Labels are not empty; one dot at the end would be another Host
 * header than the server expects. */
static const char *read_host(const char *text, char ret_host[HV_CLIENT_HOST_MAX + 1])
{
    size_t size = 0;
    char before = '.';
    for (char c = lower(text[0]); is_host_character(c); c = lower(text[size])) {
        if (size == HV_CLIENT_HOST_MAX || (c == '.' && before == '.')) {
            return NULL;
        }
        ret_host[size++] = before = c;
    }
    ret_host[size] = '\0';
    return before != '.' ? text + size : NULL;
}

/* What follows the port, or NULL. */
static const char *read_port(const char *text, uint16_t *ret_port)
{
    uint32_t port = 0;
    const char *at = text;
    while (*at >= '0' && *at <= '9' && at - text < 5) {
        port = port * 10 + (uint32_t)(*at++ - '0');
    }
    if (port == 0 || port > UINT16_MAX || *text == '0') {
        return NULL;
    }
    *ret_port = (uint16_t)port;
    return at;
}

/* What follows the path, or NULL: a server has these pages and no other. */
static const char *read_path(const char *text)
{
    static const char *const paths[] = { "/console", "/projector", "/", "" };

    for (size_t i = 0; i < sizeof paths / sizeof paths[0]; i++) {
        size_t size = strlen(paths[i]);
        if (strncmp(text, paths[i], size) == 0) {
            return text + size;
        }
    }
    return NULL;
}

/* In a link for people a letter before the secret says that it is a token. */
static const char *read_mark(const char *text)
{
    return text[0] == 't' && text[1] == '.' ? text + 2 : text;
}

static bool read_token(const char *text, char ret_token[HV_CLIENT_TOKEN_TEXT_SIZE + 1])
{
    uint8_t token[HV_CLIENT_TOKEN_SIZE];
    bool right = hv_client_token_parse(text, token);
    if (right) {
        memcpy(ret_token, text, HV_CLIENT_TOKEN_TEXT_SIZE + 1);
    }
    explicit_bzero(token, sizeof token);
    return right;
}

/* What follows host, port and path, or NULL. */
static const char *read_place(const char *text, struct hv_client_address *ret)
{
    const char *at = read_host(text, ret->host);
    ret->port = ret->tls ? PORT_TLS : PORT_PLAIN;
    if (at != NULL && *at == ':') {
        at = read_port(at + 1, &ret->port);
    }
    return at != NULL ? read_path(at) : NULL;
}

enum hv_client_status hv_client_place_parse(const char *text, struct hv_client_address *ret)
{
    struct hv_client_address address = { .port = 0 };
    const char *at = text != NULL ? read_scheme(text, &address.tls) : NULL;

    if (at == NULL && text != NULL && strchr(text, ':') != NULL) {
        at = text;
    }
    at = at != NULL ? read_place(at, &address) : NULL;
    if (at == NULL || *at != '\0') {
        return HV_CLIENT_EINVAL;
    }
    *ret = address;
    return HV_CLIENT_OK;
}

enum hv_client_status hv_client_address_parse(const char *text, struct hv_client_address *ret)
{
    struct hv_client_address address = { .port = 0 };
    const char *at = text != NULL ? read_scheme(text, &address.tls) : "";

    if (at == NULL) {
        at = text;
    } else {
        at = read_place(at, &address);
        at = at != NULL && *at == '#' ? read_mark(at + 1) : NULL;
    }
    if (at == NULL || !read_token(at, address.token)) {
        return HV_CLIENT_EINVAL;
    }
    *ret = address;
    return HV_CLIENT_OK;
}

enum hv_client_status
hv_client_address_format(const struct hv_client_address *address, char *ret_text, size_t room)
{
    char text[HV_CLIENT_ADDRESS_TEXT_MAX];
    struct hv_client_address again;
    bool bare = address->host[0] == '\0';
    int size = bare ? snprintf(text, sizeof text, "%s", address->token)
                    : snprintf(text, sizeof text, "%s%s:%u/#%s", schemes[address->tls ? 1 : 0].text,
                               address->host, (unsigned)address->port, address->token);

    if (size < 0 || (size_t)size >= sizeof text || (size_t)size >= room ||
        hv_client_address_parse(text, &again) != HV_CLIENT_OK || again.port != address->port) {
        return HV_CLIENT_EINVAL;
    }
    memcpy(ret_text, text, (size_t)size + 1);
    return HV_CLIENT_OK;
}
