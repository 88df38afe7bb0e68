/* SPDX-License-Identifier: EUPL-1.2 */
#include "core/code.h"

#include <assert.h>

static const char alphabet[] = HV_CODE_ALPHABET;

enum {
    SYMBOLS = sizeof alphabet - 1
};

/* The random bytes are one number, big endian; a code is its last digits to the base of the
 * alphabet. */
void hv_code_make(const uint8_t random[HV_CODE_RANDOM_SIZE], uint8_t *ret, size_t count)
{
    uint8_t number[HV_CODE_RANDOM_SIZE];

    assert(count <= HV_CODE_SYMBOLS_MAX);
    memcpy(number, random, sizeof number);
    for (size_t i = 0; i < count; i++) {
        unsigned rest = 0;

        for (size_t place = 0; place < sizeof number; place++) {
            rest = rest << 8 | number[place];
            number[place] = (uint8_t)(rest / SYMBOLS);
            rest %= SYMBOLS;
        }
        ret[i] = (uint8_t)alphabet[rest];
    }
}

/* The place of a symbol in the alphabet; SYMBOLS when it is none. */
static size_t place_of(uint8_t symbol)
{
    size_t place = 0;

    while (place < SYMBOLS && (uint8_t)alphabet[place] != symbol) {
        place++;
    }
    return place;
}

void hv_code_next(uint8_t *code, size_t count)
{
    assert(hv_code_is(code, count));
    for (size_t i = 0; i < count; i++) {
        size_t place = (place_of(code[i]) + 1) % SYMBOLS;

        code[i] = (uint8_t)alphabet[place];
        if (place != 0) {
            return;
        }
    }
}

bool hv_code_is(const uint8_t *code, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (place_of(code[i]) == SYMBOLS) {
            return false;
        }
    }
    return true;
}

static uint8_t capital(uint8_t letter)
{
    return letter >= 'a' && letter <= 'z' ? (uint8_t)(letter - 'a' + 'A') : letter;
}

bool hv_code_read(struct hv_bytes typed, uint8_t *ret, size_t count)
{
    uint8_t code[HV_CODE_SYMBOLS_MAX];
    size_t symbols = 0;

    assert(count <= HV_CODE_SYMBOLS_MAX);
    for (size_t i = 0; i < typed.size; i++) {
        if (typed.data[i] == ' ' || typed.data[i] == '-') {
            continue;
        }
        if (symbols == count) {
            return false;
        }
        code[symbols++] = capital(typed.data[i]);
    }
    if (symbols != count || !hv_code_is(code, count)) {
        return false;
    }
    memcpy(ret, code, count);
    return true;
}
