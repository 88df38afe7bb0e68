/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Headers of a request: those by which a page may open a socket, and those that choose what is sent
 * back. A line of input each: whether the method is GET, Sec-WebSocket-Version, Host, Origin,
 * Cookie, Accept-Encoding, If-None-Match, public_url; an empty line is a header that is not there.
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "net/headers.h"
#include "net/origin.h"
#include "tests/fuzz/fuzz.h"

enum {
    METHOD,
    VERSION,
    HOST,
    ORIGIN,
    COOKIE,
    ENCODING,
    MATCH,
    PUBLIC_URL,
    LINES
};

static const struct hv_origins ours = { .scheme = "https",
                                        .count = 2,
                                        .hosts = { "groep.example.nl", "192.168.1.7:8470" } };

/* Takes `text` apart; a line that is not there, or empty, is NULL. */
static void split(char *text, const char *ret_lines[LINES])
{
    for (unsigned i = 0; i < LINES; i++) {
        const char *line = text != NULL ? strsep(&text, "\n") : NULL;
        ret_lines[i] = line != NULL && line[0] != '\0' ? line : NULL;
    }
}

/* Only the one name, to the letter; and what goes into an answer is our own writing of it. */
static void try_upgrade(const char *const lines[LINES])
{
    const struct hv_upgrade upgrade = { .is_get = lines[METHOD] != NULL,
                                        .version = lines[VERSION],
                                        .host = lines[HOST],
                                        .has_origin = lines[ORIGIN] != NULL,
                                        .origin = lines[ORIGIN],
                                        .has_cookie = lines[COOKIE] != NULL };
    const char *host = lines[HOST] != NULL ? hv_origins_find_host(&ours, lines[HOST]) : NULL;
    char text[HV_HEADERS_SIZE_MAX];

    if (hv_origins_allow_upgrade(&ours, &upgrade)) {
        assert(host != NULL && upgrade.is_get);
        assert(upgrade.origin == NULL
                   ? !upgrade.has_cookie
                   : strcmp(upgrade.origin, "https://groep.example.nl") == 0 ||
                         strcmp(upgrade.origin, "https://192.168.1.7:8470") == 0);
    }
    if (host != NULL) {
        const struct hv_head head = { .status = 404, .host = host, .closes = true };
        const size_t size = hv_headers_write(&head, true, text);
        assert(size < sizeof text && memmem(text, size, "\r\n\r\n", 4) == text + size - 4);
    }
}

static void try_public_url(const char *url)
{
    struct hv_origins origins;
    struct hv_addresses addresses;
    struct hv_error error;

    if (hv_origins_from_url(&origins, url, &error) == HV_OK) {
        assert(origins.count == 1 && hv_origins_allow_host(&origins, origins.hosts[0]));
        hv_origins_addresses(&origins, "0.0.0.0", &addresses);
        assert(addresses.count == 1);
        assert(hv_origins_allow_origin(&origins, addresses.list[0]));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char etag[] = "\"0123456789abcdef01234567\"";
    char *text = strndup((const char *)data, size);
    const char *lines[LINES];

    split(text, lines);
    try_upgrade(lines);
    if (lines[ENCODING] != NULL) {
        (void)hv_headers_take_gzip(lines[ENCODING]);
    }
    if (lines[MATCH] != NULL && hv_headers_name_etag(lines[MATCH], etag)) {
        assert(strstr(lines[MATCH], etag) != NULL || strchr(lines[MATCH], '*') != NULL);
    }
    if (lines[PUBLIC_URL] != NULL) {
        try_public_url(lines[PUBLIC_URL]);
    }
    free(text);
    return 0;
}
