/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What people type or paste to get in: links, addresses, tokens and codes, as the client reads
 * them, and codes as the server does. What was read can be written, and is read as the same again.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "catalogue/config.h"
#include "client/cli/link_file.h"
#include "client/lib/token.h"
#include "core/code.h"
#include "houvast/client.h"
#include "tests/fuzz/fuzz.h"
#include "vault/second_factor.h"

static void try_address(const char *typed)
{
    struct hv_client_address address, again;
    char text[HV_CLIENT_ADDRESS_TEXT_MAX];

    if (hv_client_address_parse(typed, &address) == HV_CLIENT_OK) {
        assert(hv_client_address_format(&address, text, sizeof text) == HV_CLIENT_OK);
        assert(hv_client_address_parse(text, &again) == HV_CLIENT_OK);
        assert(strcmp(address.host, again.host) == 0 && address.port == again.port);
        assert(address.tls == again.tls && strcmp(address.token, again.token) == 0);
    }
    if (hv_client_place_parse(typed, &address) == HV_CLIENT_OK) {
        assert(address.host[0] != '\0' && address.port != 0 && address.token[0] == '\0');
    }
}

static void try_token(const char *typed)
{
    uint8_t token[HV_CLIENT_TOKEN_SIZE];
    char text[HV_CLIENT_TOKEN_TEXT_SIZE + 1];

    if (hv_client_token_parse(typed, token)) {
        hv_client_token_format(token, text);
        assert(strcmp(text, typed) == 0);
    }
}

static void try_link(const char *typed)
{
    struct hv_link link, again;
    char text[HV_LINK_TEXT_MAX];

    if (!hv_link_read(typed, &link)) {
        return;
    }
    assert(link.address.host[0] != '\0' && link.address.port != 0);
    assert((link.kind == HV_LINK_TOKEN) == (link.address.token[0] != '\0'));
    assert((link.secret[0] != '\0') == (link.kind == HV_LINK_CARD || link.kind == HV_LINK_CODE));
    hv_link_write_place(&link.address, text);
    assert(hv_link_read(text, &again) && again.kind == HV_LINK_PLACE);
    assert(strcmp(again.address.host, link.address.host) == 0);
    assert(again.address.port == link.address.port && again.address.tls == link.address.tls);
}

/* Client and server agree on what a code is. */
static void try_code(const char *typed)
{
    const unsigned size = hv_code_size(typed);
    uint8_t code[HV_CODE_SYMBOLS_MAX];

    for (size_t count = 1; count <= sizeof code; count++) {
        const bool read = hv_code_read(hv_bytes_from_text(typed), code, count);
        assert(read == (size == count));
        assert(!read || hv_code_is(code, count));
    }
    if (size > 0 && size <= HV_CARD_CODE_SIZE) {
        (void)hv_spoken_code(typed);
    }
}

/* The code of an owner's second factor, in a step around this moment. */
static void try_second_factor(struct hv_bytes typed)
{
    static const uint8_t secret[HV_SECOND_FACTOR_SIZE] = { 1 };
    const int64_t step = 1000, now = step * HV_SECOND_FACTOR_STEP_MS;
    int64_t found;

    if (hv_second_factor_fits(secret, typed, now, step - 1, &found)) {
        assert(found == step || found == step + HV_SECOND_FACTOR_STEPS_AWRY);
    }
}

/* A file by its descriptor, so that nothing is left behind. */
static void try_file(const uint8_t *data, size_t size)
{
    const int file = memfd_create("link", MFD_CLOEXEC);
    struct hv_link link;
    enum hv_word problem;
    char path[64];
    int reason;

    assert(file >= 0 && write(file, data, size) == (ssize_t)size);
    snprintf(path, sizeof path, "/proc/self/fd/%d", file);
    if (!hv_link_file_read(path, &link, &problem, &reason)) {
        assert(hv_word(problem, HV_CLIENT_NL)[0] != '\0' && reason == 0);
    }
    close(file);
}

static void try_listen(struct hv_bytes typed)
{
    struct hv_arena arena;
    const char *address;
    uint16_t port;

    hv_arena_init(&arena, 4096);
    if (hv_config_listen(typed, &arena, &address, &port)) {
        assert(strlen(address) > 0);
    }
    hv_arena_free(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *typed;

    if (size > 2000) {
        return 0;
    }
    typed = strndup((const char *)data, size);
    try_address(typed);
    try_token(typed);
    try_link(typed);
    try_code(typed);
    try_listen((struct hv_bytes){ data, size });
    try_second_factor((struct hv_bytes){ data, size });
    try_file(data, size);
    free(typed);
    return 0;
}
