/* SPDX-License-Identifier: EUPL-1.2 */
#include "catalogue/reading.h"

static enum hv_code
read_deck(struct hv_reading *reading, const struct hv_node *node, struct hv_deck *ret)
{
    enum hv_code code = hv_reading_bytes(reading, hv_read_text(node, "id"), &ret->id);

    if (code != HV_OK) {
        return code;
    }
    return hv_reading_options(reading, hv_node_get(node, "cards"), &ret->cards, &ret->card_count);
}

enum hv_code hv_reading_decks(struct hv_reading *reading, const struct hv_node *root)
{
    const struct hv_node *list = hv_node_get(root, "decks");
    struct hv_deck *decks = hv_arena_array(reading->arena, list->count, sizeof *decks);
    size_t count = 0;

    if (decks == NULL) {
        return HV_ENOMEM;
    }
    for (const struct hv_node *item = list->first; item != NULL; item = item->next) {
        enum hv_code code = read_deck(reading, item, &decks[count]);

        if (code != HV_OK) {
            return code;
        }
        for (size_t i = 0; i < count; i++) {
            if (hv_bytes_equal(decks[i].id, decks[count].id)) {
                hv_reading_problem(reading, hv_node_get(item, "id"),
                                   "deck `%.*s` stands here twice; allowed: once.",
                                   (int)decks[i].id.size, (const char *)decks[i].id.data);
            }
        }
        count++;
    }
    reading->decks = decks;
    reading->deck_count = count;
    return HV_OK;
}
