/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The two words of a seat: drawn from our own lists, and read from what somebody typed. Private to
 * host/.
 *
 * The lists, words/nl.txt and words/en.txt, hold 2,048 words each: 3 to 7 small letters, sorted. No
 * two of a list begin with the same four letters, are one mistake apart or sound alike, so that
 * words can be said aloud and a slip of the finger never makes another's word. Two words are 22
 * bits.
 */
#ifndef HV_HOST_WORDS_H
#define HV_HOST_WORDS_H

#include "base/bytes.h"

#define HV_WORDS_LISTED   2048
#define HV_WORD_MIN       3
#define HV_WORD_MAX       7
#define HV_WORDS_TEXT_MAX 40 /* what two words may take, without the final NUL */

/* Two words of `language` (0 nl, 1 en) from 8 fresh random bytes, as "molen paraplu": each pair is
 * as likely as another, and the same bytes give the same words. */
void hv_words_draw(const uint8_t random[8], uint8_t language, char ret[HV_WORDS_TEXT_MAX + 1]);

/* What somebody typed, in the one form in which words are hashed: small letters, one space.
 * Capitals, and spaces, hyphens, points and commas around and between the words, are forgiven.
 * False, with `ret` untouched: it cannot be two words. Whether they are in a list is not looked at.
 */
bool hv_words_read(struct hv_bytes typed, char ret[HV_WORDS_TEXT_MAX + 1]);

#endif
