/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Codes that people read from a card or a screen and type: symbols of one small alphabet, without
 * vowels and look-alikes. They are kept as bytes, in capitals, without a final NUL; all zero is
 * none.
 */
#ifndef HV_CORE_CODE_H
#define HV_CORE_CODE_H

#include "base/bytes.h"

#define HV_CODE_ALPHABET     "23456789BCDFGHJKLMNPQRSTVWXZ"
#define HV_CARD_CODE_SIZE    8 /* of a couple's card: all course, while a meeting is open */
#define HV_WALK_IN_CODE_SIZE 6 /* of an open lobby */
#define HV_PEN_CODE_SIZE     4 /* of a seat without a pen: opens nothing without its couple's card */

/* A code is made of so many random bytes, and has at most so many symbols: what is left over of the
 * bytes makes every code as likely as another to within one in 2^50. */
#define HV_CODE_RANDOM_SIZE 16
#define HV_CODE_SYMBOLS_MAX 16

/* `count` symbols from random bytes; the same bytes give the same code. */
void hv_code_make(const uint8_t random[HV_CODE_RANDOM_SIZE], uint8_t *ret, size_t count);

/* The code that comes after this one, round and round: for when it is taken. */
void hv_code_next(uint8_t *code, size_t count);

/* Whether all `count` bytes are symbols of the alphabet. */
bool hv_code_is(const uint8_t *code, size_t count);

/* What a person typed, as a code: small letters become capitals, spaces and hyphens are skipped.
 * False, with `ret` untouched, when that leaves anything but `count` symbols. */
bool hv_code_read(struct hv_bytes typed, uint8_t *ret, size_t count);

#endif
