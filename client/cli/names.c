/* SPDX-License-Identifier: EUPL-1.2 */
#include "names.h"

#include <string.h>
#include <strings.h>

/* One name, without the spaces around it; false: it is too long, or none. */
static bool take_name(const char *text, size_t size, char ret[HV_NAME_SIZE])
{
    while (size > 0 && *text == ' ') {
        text++;
        size--;
    }
    while (size > 0 && text[size - 1] == ' ') {
        size--;
    }
    if (size == 0 || size >= HV_NAME_SIZE) {
        return false;
    }
    memcpy(ret, text, size);
    ret[size] = '\0';
    return true;
}

enum hv_word hv_names_read(const char *typed, char ret[2][HV_NAME_SIZE])
{
    const char *comma = strchr(typed, ',');
    char names[2][HV_NAME_SIZE];

    if (comma == NULL || strchr(comma + 1, ',') != NULL ||
        !take_name(typed, (size_t)(comma - typed), names[0]) ||
        !take_name(comma + 1, strlen(comma + 1), names[1])) {
        return HV_WORD_COUPLE_HOW;
    }
    if (strcasecmp(names[0], names[1]) == 0) {
        return HV_WORD_COUPLE_SAME;
    }
    memcpy(ret, names, sizeof names);
    return HV_WORD_COUNT;
}
