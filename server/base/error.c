/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/error.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static const struct {
    const char *name;
    const char *text;
} codes[] = { { "OK", "no fault" },
#define CODE_ROW(constant, name, meaning) { name, meaning },
              HV_CODE_MAP(CODE_ROW)
#undef CODE_ROW
};

/* Takes a UTF-8 character that was cut in the middle off the end. */
static void drop_partial_character(char *text)
{
    size_t end = strlen(text);
    size_t start = end;

    while (start > 0 && ((unsigned char)text[start - 1] & 0xC0) == 0x80) {
        start--;
    }
    if (start == 0) {
        return;
    }
    unsigned char lead = (unsigned char)text[start - 1];
    size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
    if (end - (start - 1) < length) {
        text[start - 1] = '\0';
    }
}

enum hv_code hv_error_set(struct hv_error *error, enum hv_code code, const char *format, ...)
{
    va_list arguments;

    if (error == NULL) {
        return code;
    }
    error->code = code;
    va_start(arguments, format);
    int wanted = vsnprintf(error->text, sizeof error->text, format, arguments);
    va_end(arguments);
    if (wanted >= (int)sizeof error->text) {
        drop_partial_character(error->text);
    }
    return code;
}

const char *hv_code_name(enum hv_code code)
{
    size_t row = (size_t)code;

    return row < sizeof codes / sizeof codes[0] ? codes[row].name : "E?";
}

const char *hv_code_text(enum hv_code code)
{
    size_t row = (size_t)code;

    return row < sizeof codes / sizeof codes[0] ? codes[row].text : "unknown fault";
}
