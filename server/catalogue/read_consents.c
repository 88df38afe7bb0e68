/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What people are asked before any answer. A statement keeps the hash of its text and version, so
 * that nobody changes a text that people said yes to without its version going up.
 */
#include "catalogue/reading.h"
#include "catalogue/shapes.h"

#include <string.h>

/* The sections as one text, a paragraph each. */
static enum hv_code join_sections(struct hv_reading *reading,
                                  const struct hv_node *sections,
                                  const char *language,
                                  struct hv_bytes *ret)
{
    size_t size = 0;
    uint8_t *joined;

    for (const struct hv_node *item = sections->first; item != NULL; item = item->next) {
        size += hv_read_text(item, language).size + 1;
    }
    if (size > HV_STATEMENT_TEXT_MAX) {
        hv_reading_problem(reading, sections, "these are %zu bytes in `%s`; allowed: up to %u.",
                           size, language, HV_STATEMENT_TEXT_MAX);
        return HV_OK;
    }
    joined = hv_arena_alloc(reading->arena, size);
    if (joined == NULL) {
        return HV_ENOMEM;
    }
    *ret = (struct hv_bytes){ .data = joined, .size = size - 1 };
    for (const struct hv_node *item = sections->first; item != NULL; item = item->next) {
        struct hv_bytes text = hv_read_text(item, language);

        memcpy(joined, text.data, text.size);
        joined[text.size] = '\n';
        joined += text.size + 1;
    }
    return HV_OK;
}

static void check_topics(struct hv_reading *reading, const struct hv_node *sections)
{
    uint32_t spoken_of = 0;

    for (const struct hv_node *item = sections->first; item != NULL; item = item->next) {
        spoken_of |= HV_CASE(hv_read_word(item, "topic", &hv_words_topic, 0));
    }
    for (size_t i = 0; i < hv_words_topic.count; i++) {
        const struct hv_schema_word *topic = &hv_words_topic.list[i];

        if ((spoken_of & HV_CASE(topic->value)) == 0) {
            hv_reading_problem(reading, sections,
                               "nothing is said of `%s`; allowed: a section for every topic.",
                               topic->name);
        }
    }
}

static void write_hash(struct hv_id hash, char ret[33])
{
    for (size_t i = 0; i < sizeof hash.b; i++) {
        snprintf(ret + 2 * i, 3, "%02x", hash.b[i]);
    }
}

/* A wrong hash is answered with the one of the next version: who only copies it is refused again.
 */
static enum hv_code check_hash(struct hv_reading *reading,
                               const struct hv_node *node,
                               const struct hv_statement *statement)
{
    struct hv_bytes locked = hv_read_text(node, "hash");
    struct hv_statement next = *statement;
    enum hv_code code;
    char hash[33];

    write_hash(statement->hash, hash);
    if (hv_bytes_equal(locked, hv_bytes_from_text(hash))) {
        return HV_OK;
    }
    next.version++;
    code = reading->identify.hash_statement(reading->identify.data, &next, &next.hash);
    if (code == HV_OK) {
        write_hash(next.hash, hash);
        hv_reading_problem(reading, hv_node_get(node, "hash"),
                           "version %u of `%.*s` had another text; allowed for this one: `version: "
                           "%u` with `hash: %s`. Whoever said yes is then asked again.",
                           statement->version, (int)statement->id.size,
                           (const char *)statement->id.data, next.version, hash);
    }
    return code;
}

static enum hv_code
identify(struct hv_reading *reading, const struct hv_node *node, struct hv_statement *statement)
{
    enum hv_code code;

    if (reading->identify.hash_statement == NULL || reading->problems->total > 0) {
        return HV_OK;
    }
    code = reading->identify.hash_statement(reading->identify.data, statement, &statement->hash);
    return code == HV_OK ? check_hash(reading, node, statement) : code;
}

static enum hv_code
read_statement(struct hv_reading *reading, const struct hv_node *node, struct hv_statement *ret)
{
    const struct hv_node *sections = hv_node_get(node, "sections");
    enum hv_code code = hv_reading_bytes(reading, hv_read_text(node, "id"), &ret->id);

    ret->version = (uint16_t)hv_read_integer(node, "version", 0);
    check_topics(reading, sections);
    if (code == HV_OK) {
        code = join_sections(reading, sections, "nl", &ret->text.nl);
    }
    if (code == HV_OK) {
        code = join_sections(reading, sections, "en", &ret->text.en);
    }
    return code == HV_OK ? identify(reading, node, ret) : code;
}

enum hv_code hv_reading_consents(struct hv_reading *reading, const struct hv_node *root)
{
    const struct hv_node *list = hv_node_get(root, "statements");
    struct hv_statement *statements =
        hv_arena_array(reading->arena, list->count, sizeof *statements);
    size_t count = 0;

    if (statements == NULL) {
        return HV_ENOMEM;
    }
    for (const struct hv_node *item = list->first; item != NULL; item = item->next) {
        enum hv_code code = read_statement(reading, item, &statements[count]);

        if (code != HV_OK) {
            return code;
        }
        for (size_t i = 0; i < count; i++) {
            if (hv_bytes_equal(statements[i].id, statements[count].id)) {
                hv_reading_problem(reading, hv_node_get(item, "id"),
                                   "statement `%.*s` stands here twice; allowed: once.",
                                   (int)statements[i].id.size, (const char *)statements[i].id.data);
            }
        }
        count++;
    }
    reading->statements = statements;
    reading->statement_count = count;
    return HV_OK;
}
