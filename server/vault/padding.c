/* SPDX-License-Identifier: EUPL-1.2 */
#include "vault/padding.h"

#include <assert.h>
#include <sodium.h>

#define SMALLEST    ((size_t)256)
#define LARGEST     ((size_t)512 * 1024) /* up to here the sizes double */
#define BEYOND_STEP ((size_t)64 * 1024)

size_t hv_padding_size(size_t size)
{
    if (size >= LARGEST) {
        return (size / BEYOND_STEP + 1) * BEYOND_STEP;
    }
    size_t padded = SMALLEST;
    while (padded <= size) {
        padded *= 2;
    }
    return padded;
}

/* The multiple to which libsodium pads, for a text of this padded size. */
static size_t block_of(size_t padded)
{
    return padded <= LARGEST ? padded : BEYOND_STEP;
}

void hv_padding_add(uint8_t *text, size_t size)
{
    size_t room = hv_padding_size(size);
    size_t padded = 0;
    int code = sodium_pad(&padded, text, size, block_of(room), room);
    assert(code == 0 && padded == room);
}

bool hv_padding_remove(const uint8_t *text, size_t padded, size_t *ret_size)
{
    size_t size;
    if (sodium_unpad(&size, text, padded, block_of(padded)) != 0 ||
        hv_padding_size(size) != padded) {
        return false;
    }
    *ret_size = size;
    return true;
}
