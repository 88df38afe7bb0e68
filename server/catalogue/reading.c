/* SPDX-License-Identifier: EUPL-1.2 */
#include "catalogue/reading.h"

#include <stdarg.h>

void hv_reading_problem(struct hv_reading *reading,
                        const struct hv_node *node,
                        const char *format,
                        ...)
{
    char message[HV_PROBLEM_TEXT_MAX];
    va_list values;

    va_start(values, format);
    vsnprintf(message, sizeof message, format, values);
    va_end(values);
    hv_problem_add(reading->problems, node->path, node->line, node->column, "%s", message);
}

void hv_reading_unknown(struct hv_reading *reading,
                        const struct hv_node *node,
                        const char *what,
                        const struct hv_bytes *known,
                        size_t count)
{
    char meant[80];
    char allowed[600];

    hv_reading_problem(reading, node, "unknown %s `%.*s`%s Allowed: %s.", what,
                       (int)node->text.size, (const char *)node->text.data,
                       hv_words_meant(node->text, known, count, meant, sizeof meant),
                       hv_words_listed(known, count, allowed, sizeof allowed));
}

enum hv_code hv_reading_identify(struct hv_reading *reading,
                                 const struct hv_node *node,
                                 struct hv_exercise *exercise)
{
    enum hv_code code =
        reading->identify.hash != NULL
            ? reading->identify.hash(reading->identify.data, exercise, &exercise->hash)
            : HV_OK;

    if (code != HV_ETOOBIG) {
        return code;
    }
    hv_reading_problem(
        reading, node,
        "exercise `%.*s` is larger than %u KiB; allowed: up to %u KiB, all its texts "
        "and options in both languages together.",
        (int)exercise->id.size, (const char *)exercise->id.data, HV_EXERCISE_BYTES_MAX / 1024,
        HV_EXERCISE_BYTES_MAX / 1024);
    return HV_OK;
}

struct hv_bytes *hv_reading_names(struct hv_reading *reading, size_t count)
{
    return hv_arena_array(reading->arena, count, sizeof(struct hv_bytes));
}

enum hv_code
hv_reading_bytes(struct hv_reading *reading, struct hv_bytes from, struct hv_bytes *ret)
{
    const uint8_t *copy = hv_arena_copy(reading->arena, from.data, from.size);

    if (copy == NULL) {
        return HV_ENOMEM;
    }
    *ret = (struct hv_bytes){ .data = copy, .size = from.size };
    return HV_OK;
}

enum hv_code
hv_reading_text(struct hv_reading *reading, const struct hv_node *node, struct hv_text *ret)
{
    struct hv_text text = { { 0 }, { 0 } };
    enum hv_code code = hv_reading_bytes(reading, hv_read_text(node, "nl"), &text.nl);

    if (code == HV_OK) {
        code = hv_reading_bytes(reading, hv_read_text(node, "en"), &text.en);
    }
    if (code == HV_OK) {
        *ret = text;
    }
    return code;
}

enum hv_code hv_reading_labels(struct hv_reading *reading,
                               const struct hv_node *list,
                               const struct hv_text **ret,
                               uint8_t *ret_count)
{
    struct hv_text *labels;
    uint8_t count = 0;

    if (list == NULL) {
        return HV_OK;
    }
    labels = hv_arena_array(reading->arena, list->count, sizeof *labels);
    if (labels == NULL) {
        return HV_ENOMEM;
    }
    for (const struct hv_node *item = list->first; item != NULL; item = item->next) {
        enum hv_code code = hv_reading_text(reading, item, &labels[count++]);

        if (code != HV_OK) {
            return code;
        }
    }
    *ret = labels;
    *ret_count = count;
    return HV_OK;
}

static bool option_stands(const struct hv_option *options, uint8_t count, struct hv_bytes id)
{
    for (uint8_t i = 0; i < count; i++) {
        if (hv_bytes_equal(options[i].id, id)) {
            return true;
        }
    }
    return false;
}

enum hv_code hv_reading_options(struct hv_reading *reading,
                                const struct hv_node *list,
                                const struct hv_option **ret,
                                uint8_t *ret_count)
{
    struct hv_option *options = hv_arena_array(reading->arena, list->count, sizeof *options);
    uint8_t count = 0;

    if (options == NULL) {
        return HV_ENOMEM;
    }
    for (const struct hv_node *item = list->first; item != NULL; item = item->next) {
        struct hv_option *option = &options[count];
        enum hv_code code = hv_reading_bytes(reading, hv_read_text(item, "id"), &option->id);

        if (code == HV_OK) {
            code = hv_reading_text(reading, item, &option->label);
        }
        if (code != HV_OK) {
            return code;
        }
        if (option_stands(options, count, option->id)) {
            hv_reading_problem(reading, hv_node_get(item, "id"),
                               "id `%.*s` stands in this list twice; allowed: once.",
                               (int)option->id.size, (const char *)option->id.data);
        }
        count++;
    }
    *ret = options;
    *ret_count = count;
    return HV_OK;
}
