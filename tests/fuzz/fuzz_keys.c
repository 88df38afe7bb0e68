/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What the vault reads from disks: the server key's file, wrapped keys, sealed parts and their
 * padding. Nothing that was not made here opens; what was closed here opens as what it was.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/fuzz/fuzz.h"
#include "vault/box.h"
#include "vault/padding.h"
#include "vault/server_key.h"

#define ARENA_MAX ((size_t)8 * 1024 * 1024)

static const struct hv_id log_id = { .b = { 1 } };
static const struct hv_id key_id = { .b = { 2 } };
static const struct hv_bytes associated = { (const uint8_t *)"place", 5 };

static char folder[] = "/tmp/houvast-fuzz-XXXXXX";
static char path[64];
static struct hv_vault *vault;
static struct hv_ring *ring;

static void fill(void *data, void *buffer, size_t size)
{
    (void)data;
    memset(buffer, 7, size);
}

static const struct hv_random sevens = { .fill = fill };

static void clean_up(void)
{
    unlink(path);
    rmdir(folder);
    hv_ring_free(ring);
    hv_vault_free(vault);
}

static void begin(void)
{
    uint8_t key[HV_SERVER_KEY_SIZE] = { 3 }, wrapped[HV_VAULT_WRAPPED_SIZE];

    assert(mkdtemp(folder) != NULL);
    snprintf(path, sizeof path, "%s/server.key", folder);
    atexit(clean_up);
    assert(hv_vault_new(key, sevens, &vault) == HV_OK);
    assert(hv_ring_new(log_id, &ring) == HV_OK);
    hv_vault_make_key(vault, log_id, key_id, wrapped);
    assert(hv_ring_add(ring, vault, key_id, wrapped) == HV_OK);
}

static void try_file(const uint8_t *data, size_t size, mode_t mode)
{
    const int file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    uint8_t key[HV_SERVER_KEY_SIZE];
    struct hv_error error;

    assert(file >= 0 && write(file, data, size) == (ssize_t)size && fchmod(file, mode) == 0);
    close(file);
    const enum hv_code code = hv_server_key_load(path, &sevens, &error, key);
    if (size != HV_SERVER_KEY_SIZE || (mode & ~(mode_t)0600) != 0) {
        assert(code == HV_EINVAL || code == HV_EPERM);
    } else {
        assert(code == HV_EPERM || memcmp(key, data, size) == 0);
    }
    unlink(path);
}

static void try_wrapped(const uint8_t *data, size_t size)
{
    const struct hv_id other = { .b = { 9 } };
    uint8_t wrapped[HV_VAULT_WRAPPED_SIZE] = { 0 };

    memcpy(wrapped, data, size < sizeof wrapped ? size : sizeof wrapped);
    assert(hv_ring_add(ring, vault, other, wrapped) == HV_ECORRUPT);
    assert(!hv_ring_has(ring, other) && hv_ring_has(ring, key_id));
}

static void try_padding(const uint8_t *data, size_t size)
{
    size_t plain = 0;

    if (hv_padding_remove(data, size, &plain)) {
        uint8_t *again = calloc(1, size);
        assert(plain < size && hv_padding_size(plain) == size && again != NULL);
        memcpy(again, data, plain);
        hv_padding_add(again, plain);
        assert(memcmp(again, data, size) == 0);
        free(again);
    }
}

/* Bytes of a stranger; and bytes that were closed with the right key, by who knew nothing of
 * padding. */
static void try_sealed(struct hv_bytes bytes, bool padded, struct hv_arena *arena)
{
    struct hv_bytes sealed, opened;
    size_t plain;

    assert(hv_ring_open(ring, key_id, associated, bytes, padded, arena, &opened) == HV_ECORRUPT);
    assert(hv_ring_seal(ring, vault, key_id, associated, bytes, false, arena, &sealed) == HV_OK);
    const enum hv_code code =
        hv_ring_open(ring, key_id, associated, sealed, padded, arena, &opened);
    assert((code == HV_OK) == (!padded || hv_padding_remove(bytes.data, bytes.size, &plain)));
    assert(code == HV_OK || code == HV_ECORRUPT);
    assert(hv_ring_seal(ring, vault, key_id, associated, bytes, padded, arena, &sealed) == HV_OK);
    assert(hv_ring_open(ring, key_id, associated, sealed, padded, arena, &opened) == HV_OK);
    assert(hv_bytes_equal(bytes, opened));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct hv_arena arena;

    if (vault == NULL) {
        begin();
    }
    if (size < 2) {
        return 0;
    }
    hv_arena_init(&arena, ARENA_MAX);
    if ((data[0] & 3) == 0) {
        try_file(data + 2, size - 2, (mode_t)(data[0] >> 2) << 6 | data[1] >> 2);
    }
    try_wrapped(data + 2, size - 2);
    try_padding(data + 2, size - 2);
    try_sealed((struct hv_bytes){ data + 2, size - 2 }, (data[0] & 1) != 0, &arena);
    hv_arena_free(&arena);
    return 0;
}
