/* SPDX-License-Identifier: EUPL-1.2 */
#include "line.h"

#include <string.h>

#include "page.h"
#include "screen.h"

void hv_line_empty(struct hv_line *line)
{
    explicit_bzero(line->text, sizeof line->text);
    line->size = 0;
    line->characters = 0;
}

/* The last character of the line, taken off it; its width. */
static unsigned take_last(struct hv_line *line)
{
    char last[5] = "";
    size_t size = 1;

    while (size < line->size && size < 4 && (line->text[line->size - size] & 0xc0) == 0x80) {
        size++;
    }
    memcpy(last, line->text + line->size - size, size);
    line->size -= size;
    line->text[line->size] = '\0';
    line->characters--;
    return hv_text_width(last);
}

static void erase_last(struct hv_line *line, bool echo)
{
    unsigned width = line->size > 0 ? take_last(line) : 0;

    for (; width > 0 && echo; width--) {
        hv_screen_put("\b \b");
    }
}

static void erase_word(struct hv_line *line, bool echo)
{
    while (line->size > 0 && line->text[line->size - 1] == ' ') {
        erase_last(line, echo);
    }
    while (line->size > 0 && line->text[line->size - 1] != ' ') {
        erase_last(line, echo);
    }
}

static void erase_all(struct hv_line *line, bool echo)
{
    while (line->size > 0) {
        erase_last(line, echo);
    }
}

/* False: it is full. */
static bool add(struct hv_line *line, char byte)
{
    bool begins = (byte & 0xc0) != 0x80;

    if (line->size >= HV_LINE_MAX || (begins && line->characters >= HV_LINE_CHARACTERS)) {
        return false;
    }
    line->text[line->size++] = byte;
    line->characters += begins;
    return true;
}

static void type(struct hv_line *line, char byte, bool echo)
{
    if (!add(line, byte)) {
        hv_screen_put("\a");
    } else if (echo) {
        hv_screen_put_bytes(&byte, 1);
    }
}

/* Arrow keys and their like mean nothing here. True: the byte belongs to one. */
static bool is_escape(struct hv_line *line, unsigned char byte)
{
    if (byte == '\033') {
        line->escape = 1;
        return true;
    }
    if (line->escape == 0) {
        return false;
    }
    line->escape++;
    if (line->escape == 2 ? byte != '[' && byte != 'O' : byte >= 0x40 && byte <= 0x7e) {
        line->escape = 0;
    }
    return true;
}

enum hv_line_key hv_line_type(struct hv_line *line, unsigned char byte, bool echo)
{
    enum {
        CTRL_D = 4,
        BACKSPACE = 8,
        CTRL_L = 12,
        CTRL_U = 21,
        CTRL_W = 23,
        DELETE = 127
    };

    if (is_escape(line, byte)) {
        return HV_LINE_TYPED;
    }
    switch (byte) {
    case '\n':
    case '\r':
        return HV_LINE_ENTER;
    case CTRL_D:
        return line->size == 0 ? HV_LINE_INTERRUPT : HV_LINE_TYPED;
    case CTRL_L:
        return HV_LINE_REDRAW;
    case BACKSPACE:
    case DELETE:
        erase_last(line, echo);
        break;
    case CTRL_U:
        erase_all(line, echo);
        break;
    case CTRL_W:
        erase_word(line, echo);
        break;
    default:
        if (byte == '\t' || byte >= ' ') {
            type(line, byte == '\t' ? ' ' : (char)byte, echo);
        }
        break;
    }
    return HV_LINE_TYPED;
}

enum hv_line_key hv_line_feed(struct hv_line *line, unsigned char byte)
{
    if (byte == '\n') {
        return HV_LINE_ENTER;
    }
    if (byte == '\t' || (byte >= ' ' && byte != 127)) {
        (void)add(line, byte == '\t' ? ' ' : (char)byte);
    }
    return HV_LINE_TYPED;
}
