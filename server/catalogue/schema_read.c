/* SPDX-License-Identifier: EUPL-1.2 */
/* Reading what passed its check: nothing here can fail. */
#include "catalogue/schema.h"

struct hv_bytes hv_read_text(const struct hv_node *map, const char *key)
{
    const struct hv_node *child = hv_node_get(map, key);

    return child != NULL ? child->text : (struct hv_bytes){ 0 };
}

int32_t hv_node_integer(const struct hv_node *node, int32_t fallback)
{
    if (node != NULL) {
        hv_schema_integer(node->text, &fallback);
    }
    return fallback;
}

int32_t hv_read_integer(const struct hv_node *map, const char *key, int32_t fallback)
{
    return hv_node_integer(hv_node_get(map, key), fallback);
}

bool hv_read_boolean(const struct hv_node *map, const char *key, bool fallback)
{
    const struct hv_node *child = hv_node_get(map, key);

    return child != NULL ? hv_bytes_equal(child->text, hv_bytes_from_text("true")) : fallback;
}

int hv_read_word(const struct hv_node *map,
                 const char *key,
                 const struct hv_schema_words *words,
                 int fallback)
{
    const struct hv_schema_word *word = hv_schema_word_find(words, hv_read_text(map, key));

    return word != NULL ? word->value : fallback;
}

uint32_t
hv_read_words(const struct hv_node *map, const char *key, const struct hv_schema_words *words)
{
    const struct hv_node *list = hv_node_get(map, key);
    uint32_t set = 0;

    for (const struct hv_node *item = list != NULL ? list->first : NULL; item != NULL;
         item = item->next) {
        const struct hv_schema_word *word = hv_schema_word_find(words, item->text);

        set |= word != NULL ? HV_CASE(word->value) : 0;
    }
    return set;
}
