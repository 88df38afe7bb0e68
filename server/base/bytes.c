/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/bytes.h"

static int digit_value(uint8_t digit)
{
    if (digit >= '0' && digit <= '9') {
        return digit - '0';
    }
    if (digit >= 'a' && digit <= 'f') {
        return digit - 'a' + 10;
    }
    if (digit >= 'A' && digit <= 'F') {
        return digit - 'A' + 10;
    }
    return -1;
}

void hv_hex_encode(struct hv_bytes from, char *ret_text)
{
    static const char digits[] = "0123456789abcdef";

    for (size_t i = 0; i < from.size; i++) {
        ret_text[2 * i] = digits[from.data[i] >> 4];
        ret_text[2 * i + 1] = digits[from.data[i] & 15];
    }
    ret_text[2 * from.size] = '\0';
}

bool hv_hex_decode(struct hv_bytes text, uint8_t *ret, size_t size)
{
    if (text.size % 2 != 0 || text.size / 2 != size) {
        return false;
    }
    for (size_t i = 0; i < text.size; i++) {
        if (digit_value(text.data[i]) < 0) {
            return false;
        }
    }
    for (size_t i = 0; i < size; i++) {
        ret[i] = (uint8_t)(digit_value(text.data[2 * i]) * 16 + digit_value(text.data[2 * i + 1]));
    }
    return true;
}

void hv_id_to_hex(struct hv_id id, char ret_text[HV_ID_HEX_SIZE + 1])
{
    hv_hex_encode((struct hv_bytes){ .data = id.b, .size = sizeof id.b }, ret_text);
}

bool hv_id_from_hex(struct hv_bytes text, struct hv_id *ret)
{
    return hv_hex_decode(text, ret->b, sizeof ret->b);
}
