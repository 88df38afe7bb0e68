/* SPDX-License-Identifier: EUPL-1.2 */
#include "catalogue/problem.h"

#include <jansson.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

void hv_problems_init(struct hv_problems *problems, struct hv_arena *arena)
{
    *problems = (struct hv_problems){ .arena = arena };
}

/* The length of `text` cut to at most `size` bytes without splitting a character. */
static size_t whole_characters(const char *text, size_t size)
{
    if (strlen(text) <= size) {
        return strlen(text);
    }
    while (size > 0 && ((unsigned char)text[size] & 0xc0) == 0x80) {
        size--;
    }
    return size;
}

void hv_problem_add(struct hv_problems *problems,
                    const char *path,
                    uint32_t line,
                    uint32_t column,
                    const char *format,
                    ...)
{
    char text[HV_PROBLEM_TEXT_MAX + 4];
    va_list values;
    char *message;

    problems->total++;
    if (problems->count == HV_PROBLEMS_MAX) {
        return;
    }
    va_start(values, format);
    vsnprintf(text, sizeof text, format, values);
    va_end(values);
    text[whole_characters(text, HV_PROBLEM_TEXT_MAX)] = '\0';
    message = hv_arena_copy(problems->arena, text, strlen(text) + 1);
    if (message == NULL) {
        return;
    }
    problems->list[problems->count++] =
        (struct hv_problem){ .path = path, .line = line, .column = column, .message = message };
}

static int compare(const void *left, const void *right)
{
    const struct hv_problem *a = left;
    const struct hv_problem *b = right;
    int order = strcmp(a->path, b->path);

    if (order == 0) {
        order = (a->line > b->line) - (a->line < b->line);
    }
    if (order == 0) {
        order = (a->column > b->column) - (a->column < b->column);
    }
    return order != 0 ? order : strcmp(a->message, b->message);
}

void hv_problems_sort(struct hv_problems *problems)
{
    qsort(problems->list, problems->count, sizeof problems->list[0], compare);
}

void hv_problems_print(const struct hv_problems *problems, FILE *out)
{
    for (size_t i = 0; i < problems->count; i++) {
        const struct hv_problem *problem = &problems->list[i];

        fprintf(out, "%s:%u:%u: %s\n", problem->path, (unsigned)problem->line,
                (unsigned)problem->column, problem->message);
    }
    if (problems->total > problems->count) {
        fprintf(out, "... and %zu more\n", problems->total - problems->count);
    }
}

bool hv_problems_print_json(const struct hv_problems *problems, FILE *out)
{
    json_t *array = json_array();
    bool done = array != NULL;

    for (size_t i = 0; done && i < problems->count; i++) {
        const struct hv_problem *problem = &problems->list[i];
        json_t *object =
            json_pack("{s:s, s:i, s:i, s:s}", "file", problem->path, "line", (int)problem->line,
                      "column", (int)problem->column, "message", problem->message);

        done = object != NULL && json_array_append_new(array, object) == 0;
    }
    done = done && json_dumpf(array, out, JSON_INDENT(2)) == 0 && fputc('\n', out) != EOF;
    json_decref(array);
    return done;
}
