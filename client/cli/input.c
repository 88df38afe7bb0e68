/* SPDX-License-Identifier: EUPL-1.2 */
#include "input.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum {
    LONG_TEXT = 280 /* characters; a field that takes more is answered in several lines */
};

#define UNDERSTOOD HV_WORD_COUNT

bool hv_input_takes_lines(const Houvast__V1__Field *field)
{
    return field->type == HOUVAST__V1__FIELD_TYPE__FIELD_TYPE_LIST ||
           (field->type == HOUVAST__V1__FIELD_TYPE__FIELD_TYPE_TEXT &&
            field->characters > LONG_TEXT);
}

int hv_input_yes(const char *typed)
{
    static const char *const yes[] = { "ja", "j", "yes", "y" };
    static const char *const no[] = { "nee", "n", "no" };

    for (size_t i = 0; i < sizeof yes / sizeof yes[0]; i++) {
        if (strcasecmp(typed, yes[i]) == 0) {
            return 1;
        }
    }
    for (size_t i = 0; i < sizeof no / sizeof no[0]; i++) {
        if (strcasecmp(typed, no[i]) == 0) {
            return 0;
        }
    }
    return -1;
}

uint32_t hv_input_characters(const char *text)
{
    uint32_t count = 0;

    for (; *text != '\0'; text++) {
        count += (*text & 0xc0) != 0x80;
    }
    return count;
}

size_t hv_input_fit(const char *text, uint32_t characters)
{
    size_t size = 0;
    uint32_t seen = 0;

    while (text[size] != '\0') {
        seen += (text[size] & 0xc0) != 0x80;
        if (seen > characters) {
            break;
        }
        size++;
    }
    return size;
}

enum hv_way hv_input_way(const char *line)
{
    static const struct {
        const char *nl, *en;
        enum hv_way way;
    } words[] = {
        { "hulp", "help", HV_WAY_HELP },
        { "terug", "back", HV_WAY_BACK },
        { "nakijken", "review", HV_WAY_REVIEW },
        { "slot", "lock", HV_WAY_LOCK },
        { "terugdraaien", "withdraw", HV_WAY_WITHDRAW },
        { "stop", "quit", HV_WAY_QUIT },
        { "weg", "away", HV_WAY_AWAY },
    };

    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (strcasecmp(line, words[i].nl) == 0 || strcasecmp(line, words[i].en) == 0) {
            return words[i].way;
        }
    }
    return HV_WAY_NONE;
}

/* Without the spaces and newlines around it, in place. */
static char *trim(char *text)
{
    char *end = text + strlen(text);

    while (end > text && strchr(" \n", end[-1]) != NULL) {
        *--end = '\0';
    }
    return text + strspn(text, " \n");
}

/* A whole number at the start of the text, which moves on past it. */
static bool take_number(char **text, long *ret)
{
    char *end;
    char *at = *text + strspn(*text, " ,;·");

    errno = 0;
    *ret = strtol(at, &end, 10);
    if (end == at || errno != 0 || (*end != '\0' && strchr(" ,;·:", *end) == NULL)) {
        return false;
    }
    *text = end;
    return true;
}

static bool at_end(const char *text)
{
    return text[strspn(text, " ,;")] == '\0';
}

/* ---- By type ---- */

static enum hv_word read_text(const Houvast__V1__Field *field, char *typed, struct hv_input *ret)
{
    if (hv_input_characters(typed) > field->characters) {
        return HV_WORD_INPUT_TOO_LONG;
    }
    ret->draft.text = typed;
    return UNDERSTOOD;
}

static enum hv_word read_scale(const Houvast__V1__Field *field, char *typed, struct hv_input *ret)
{
    uint32_t markers = field->markers > 0 && field->markers <= 3 ? field->markers : 1;
    long number;

    for (uint32_t i = 0; i < markers; i++) {
        if (!take_number(&typed, &number) || number < field->minimum || number > field->maximum) {
            return markers == 1 ? HV_WORD_INPUT_SCALE : HV_WORD_INPUT_MARKERS;
        }
        ret->numbers[i] = (int32_t)number;
    }
    ret->draft.numbers = ret->numbers;
    ret->draft.number_count = markers;
    return at_end(typed) ? UNDERSTOOD : HV_WORD_INPUT_SCALE;
}

/* In ascending order, and each once. */
static void add_option(struct hv_input *input, uint32_t option)
{
    size_t count = input->draft.option_count;
    size_t at = 0;

    while (at < count && input->options[at] < option) {
        at++;
    }
    if ((at < count && input->options[at] == option) || count == 64) {
        return;
    }
    memmove(&input->options[at + 1], &input->options[at], (count - at) * sizeof input->options[0]);
    input->options[at] = option;
    input->draft.option_count = count + 1;
}

static bool option_of(const struct hv_question *question, long number, uint32_t *ret)
{
    const Houvast__V1__WallItem *lines[HV_WALL_LINES_MAX];
    size_t count = question->field->n_options;

    if (question->field->options_from_wall) {
        count = hv_shape_wall_lines(question->wall, question->run, question->field->options_from,
                                    lines);
    }
    if (number < 1 || (size_t)number > count) {
        return false;
    }
    *ret = question->field->options_from_wall ? lines[number - 1]->number : (uint32_t)number - 1;
    return true;
}

static enum hv_word
read_options(const struct hv_question *question, char *typed, struct hv_input *ret)
{
    const Houvast__V1__Field *field = question->field;
    uint32_t option, picked;
    long number;

    while (take_number(&typed, &number)) {
        if (!option_of(question, number, &option)) {
            return HV_WORD_INPUT_NO_OPTION;
        }
        add_option(ret, option);
    }
    typed += strspn(typed, " ,;:");
    if (*typed != '\0') {
        if (!field->own_card) {
            return HV_WORD_INPUT_OPTION;
        }
        if (hv_input_characters(typed) > field->characters) {
            return HV_WORD_INPUT_TOO_LONG;
        }
        ret->draft.text = typed;
    }
    ret->draft.options = ret->options;
    picked = (uint32_t)ret->draft.option_count + (*typed != '\0');
    if (picked > field->pick_maximum) {
        return HV_WORD_INPUT_TOO_MANY;
    }
    return picked < field->pick_minimum || picked == 0 ? HV_WORD_INPUT_TOO_FEW : UNDERSTOOD;
}

/* The cells of one line, made up with empty ones to a whole row. */
static enum hv_word read_row(const Houvast__V1__Field *field, char *line, struct hv_input *ret)
{
    for (size_t column = 0; column < field->n_columns; column++) {
        char *end = column + 1 < field->n_columns ? strchrnul(line, '|') : line + strlen(line);
        char *next = *end == '\0' ? end : end + 1;

        *end = '\0';
        line = trim(line);
        if (field->characters > 0 && hv_input_characters(line) > field->characters) {
            return HV_WORD_INPUT_TOO_LONG;
        }
        ret->cells[ret->draft.cell_count++] = line;
        line = next;
    }
    return UNDERSTOOD;
}

static enum hv_word read_list(const Houvast__V1__Field *field, char *typed, struct hv_input *ret)
{
    uint32_t rows = 0;

    while (*typed != '\0') {
        char *end = strchrnul(typed, '\n');
        char *next = *end == '\0' ? end : end + 1;
        enum hv_word problem;

        *end = '\0';
        typed = trim(typed);
        if (*typed != '\0') {
            if (++rows > field->row_maximum || ret->draft.cell_count + field->n_columns > 80) {
                return HV_WORD_INPUT_TOO_MANY_ROWS;
            }
            problem = read_row(field, typed, ret);
            if (problem != UNDERSTOOD) {
                return problem;
            }
        }
        typed = next;
    }
    ret->draft.cells = ret->cells;
    return rows < field->row_minimum ? HV_WORD_INPUT_TOO_FEW_ROWS : UNDERSTOOD;
}

static enum hv_word
read_given(const struct hv_question *question, char *typed, struct hv_input *ret)
{
    switch ((int)question->field->type) {
    case HOUVAST__V1__FIELD_TYPE__FIELD_TYPE_TEXT:
        return read_text(question->field, typed, ret);
    case HOUVAST__V1__FIELD_TYPE__FIELD_TYPE_SCALE:
        return read_scale(question->field, typed, ret);
    case HOUVAST__V1__FIELD_TYPE__FIELD_TYPE_CHOICE:
    case HOUVAST__V1__FIELD_TYPE__FIELD_TYPE_CARDS:
    case HOUVAST__V1__FIELD_TYPE__FIELD_TYPE_QUIZ:
        return read_options(question, typed, ret);
    case HOUVAST__V1__FIELD_TYPE__FIELD_TYPE_LIST:
        return read_list(question->field, typed, ret);
    default:
        ret->numbers[0] = hv_input_yes(typed);
        ret->draft.numbers = ret->numbers;
        ret->draft.number_count = 1;
        if (question->field->type == HOUVAST__V1__FIELD_TYPE__FIELD_TYPE_TURNS) {
            return ret->numbers[0] == 1 ? UNDERSTOOD : HV_WORD_INPUT_SPOKEN;
        }
        return ret->numbers[0] >= 0 ? UNDERSTOOD : HV_WORD_INPUT_YES_NO;
    }
}

/* ---- The whole ---- */

bool hv_input_is_aloud(const char *typed)
{
    return strcasecmp(typed, "hardop") == 0 || strcasecmp(typed, "aloud") == 0;
}

enum hv_word
hv_input_read(const struct hv_question *question, const char *typed, struct hv_input *ret)
{
    enum hv_word problem = UNDERSTOOD;
    char *words;

    memset(ret, 0, sizeof *ret);
    ret->words = strdup(typed);
    if (ret->words == NULL) {
        return HV_WORD_NO_MEMORY;
    }
    ret->size = strlen(typed);
    words = trim(ret->words);
    if (*words == '\0') {
        ret->draft.answer = HOUVAST__V1__ANSWER__ANSWER_SKIPPED;
    } else if (hv_input_is_aloud(words) &&
               question->field->type != HOUVAST__V1__FIELD_TYPE__FIELD_TYPE_CONSENT) {
        ret->draft.answer = HOUVAST__V1__ANSWER__ANSWER_ALOUD;
    } else {
        ret->draft.answer = HOUVAST__V1__ANSWER__ANSWER_GIVEN;
        problem = read_given(question, words, ret);
    }
    if (problem != UNDERSTOOD) {
        hv_input_free(ret);
    }
    return problem;
}

void hv_input_free(struct hv_input *input)
{
    if (input->words != NULL) {
        explicit_bzero(input->words, input->size);
        free(input->words);
        input->words = NULL;
    }
    explicit_bzero(input->numbers, sizeof input->numbers);
    explicit_bzero(input->options, sizeof input->options);
}
