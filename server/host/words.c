/* SPDX-License-Identifier: EUPL-1.2 */
#include "host/words.h"

#include <stdio.h>

#include "host/words_listed.h"

/* 2,048 is a power of two, so the remainder favours no word. */
static const char *word_at(uint8_t language, const uint8_t random[4])
{
    size_t place = random[0] | (size_t)random[1] << 8;

    return words_listed[language][place % HV_WORDS_LISTED];
}

void hv_words_draw(const uint8_t random[8], uint8_t language, char ret[HV_WORDS_TEXT_MAX + 1])
{
    (void)snprintf(ret, HV_WORDS_TEXT_MAX + 1, "%s %s", word_at(language, random),
                   word_at(language, random + 4));
}

static bool separates(uint8_t byte)
{
    return memchr(" \t\r\n-.,", byte, 7) != NULL;
}

bool hv_words_read(struct hv_bytes typed, char ret[HV_WORDS_TEXT_MAX + 1])
{
    char words[2][HV_WORD_MAX + 1] = { { 0 } };
    size_t size[2] = { 0 };
    size_t count = 0;
    bool between = true;

    for (size_t i = 0; i < typed.size; i++) {
        uint8_t byte = typed.data[i] | 0x20; /* makes capitals small */

        if (separates(typed.data[i])) {
            between = true;
            continue;
        }
        count += between;
        between = false;
        if (byte < 'a' || byte > 'z' || count > 2 || size[count - 1] == HV_WORD_MAX) {
            return false;
        }
        words[count - 1][size[count - 1]++] = (char)byte;
    }
    if (count != 2 || size[0] < HV_WORD_MIN || size[1] < HV_WORD_MIN) {
        return false;
    }
    (void)snprintf(ret, HV_WORDS_TEXT_MAX + 1, "%s %s", words[0], words[1]);
    return true;
}
