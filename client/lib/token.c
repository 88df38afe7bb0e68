/* SPDX-License-Identifier: EUPL-1.2 */
#include "token.h"

#include <string.h>

static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

bool hv_client_token_parse(const char *text, uint8_t ret[HV_CLIENT_TOKEN_SIZE])
{
    uint32_t bits = 0;
    unsigned bit_count = 0;
    size_t size = 0;

    for (size_t i = 0; i < HV_CLIENT_TOKEN_TEXT_SIZE; i++) {
        const char *found = text[i] != '\0' ? strchr(alphabet, text[i]) : NULL;
        if (found == NULL) {
            return false;
        }
        bits = bits << 6 | (uint32_t)(found - alphabet);
        bit_count += 6;
        if (bit_count >= 8) {
            bit_count -= 8;
            ret[size++] = (uint8_t)(bits >> bit_count);
            bits &= (1u << bit_count) - 1;
        }
    }
    return bits == 0 && text[HV_CLIENT_TOKEN_TEXT_SIZE] == '\0';
}

void hv_client_token_format(const uint8_t token[HV_CLIENT_TOKEN_SIZE],
                            char ret_text[HV_CLIENT_TOKEN_TEXT_SIZE + 1])
{
    uint32_t bits = 0;
    unsigned bit_count = 0;
    size_t size = 0;

    for (size_t i = 0; i < HV_CLIENT_TOKEN_SIZE; i++) {
        bits = bits << 8 | token[i];
        bit_count += 8;
        while (bit_count >= 6) {
            bit_count -= 6;
            ret_text[size++] = alphabet[bits >> bit_count & 63];
        }
        bits &= (1u << bit_count) - 1;
    }
    ret_text[size++] = alphabet[bits << (6 - bit_count) & 63];
    ret_text[size] = '\0';
}
