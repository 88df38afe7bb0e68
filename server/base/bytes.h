/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Bytes that someone else owns, and the 16-byte ids by which everything is named: logs, commands,
 * devices, runs, seats. Nothing here allocates.
 */
#ifndef HV_BASE_BYTES_H
#define HV_BASE_BYTES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* A borrowed run of bytes. `data` may be NULL when `size` is 0. Text is UTF-8 without a final NUL.
 */
struct hv_bytes {
    const uint8_t *data;
    size_t size;
};

/* All zero means "none". */
struct hv_id {
    uint8_t b[16];
};

/* Length of an id written in hex, without the final NUL. */
#define HV_ID_HEX_SIZE 32

/* `text` ends in NUL and is borrowed; the NUL is not counted. */
static inline struct hv_bytes hv_bytes_from_text(const char *text)
{
    return (struct hv_bytes){ .data = (const uint8_t *)text, .size = strlen(text) };
}

static inline bool hv_bytes_equal(struct hv_bytes a, struct hv_bytes b)
{
    return a.size == b.size && (a.size == 0 || memcmp(a.data, b.data, a.size) == 0);
}

/* Below, at or above 0 as `a` sorts before, with or after `b`; order is that of the bytes. */
static inline int hv_id_compare(struct hv_id a, struct hv_id b)
{
    return memcmp(a.b, b.b, sizeof a.b);
}

static inline bool hv_id_equal(struct hv_id a, struct hv_id b)
{
    return hv_id_compare(a, b) == 0;
}

static inline bool hv_id_is_zero(struct hv_id id)
{
    return hv_id_equal(id, (struct hv_id){ .b = { 0 } });
}

/* Writes 2 * from.size lower-case digits and a NUL to `ret_text`. */
void hv_hex_encode(struct hv_bytes from, char *ret_text);

/*
 * Reads `size` bytes from exactly 2 * size digits of either case. False, with `ret` untouched, when
 * the length differs or a character is no digit.
 */
bool hv_hex_decode(struct hv_bytes text, uint8_t *ret, size_t size);

/* Writes HV_ID_HEX_SIZE digits and a NUL to `ret_text`. */
void hv_id_to_hex(struct hv_id id, char ret_text[HV_ID_HEX_SIZE + 1]);

/* As hv_hex_decode, for one id. */
bool hv_id_from_hex(struct hv_bytes text, struct hv_id *ret);

#endif
