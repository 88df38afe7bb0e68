/* SPDX-License-Identifier: EUPL-1.2 */
/* The same tables as a JSON Schema (draft 2020-12), for editors that help while writing. */
#include <string.h>

#include "catalogue/schema.h"

static json_t *reference(const struct hv_schema_map *map)
{
    return json_pack("{s:o}", "$ref", json_sprintf("#/$defs/%s", map->name));
}

static json_t *word_names(const struct hv_schema_words *words)
{
    json_t *names = json_array();

    for (size_t i = 0; names != NULL && i < words->count; i++) {
        json_array_append_new(names, json_string(words->list[i].name));
    }
    return json_pack("{s:o}", "enum", names);
}

static json_t *text(const struct hv_schema_value *value)
{
    json_t *schema = json_pack("{s:s, s:i, s:i}", "type", "string", "minLength",
                               (int)value->minimum, "maxLength", (int)value->maximum);

    if (value->type == HV_SCHEMA_WORD) {
        json_object_set_new(schema, "pattern", json_string("^[a-z][a-z0-9_]*$"));
    } else if (value->type == HV_SCHEMA_LINE) {
        json_object_set_new(schema, "pattern", json_string("^[^\\n]*$"));
    }
    return schema;
}

static json_t *describe(const struct hv_schema_value *value)
{
    switch (value->type) {
    case HV_SCHEMA_WORD:
    case HV_SCHEMA_LINE:
    case HV_SCHEMA_TEXT:
        return text(value);
    case HV_SCHEMA_INTEGER:
        return json_pack("{s:s, s:i, s:i}", "type", "integer", "minimum", (int)value->minimum,
                         "maximum", (int)value->maximum);
    case HV_SCHEMA_BOOLEAN:
        return json_pack("{s:s}", "type", "boolean");
    case HV_SCHEMA_ENUM:
        return word_names(value->words);
    case HV_SCHEMA_LIST:
        return json_pack("{s:s, s:i, s:i, s:o}", "type", "array", "minItems", (int)value->minimum,
                         "maxItems", (int)value->maximum, "items", describe(value->items));
    case HV_SCHEMA_TABLE:
        return json_pack("{s:s, s:i, s:i, s:o}", "type", "object", "minProperties",
                         (int)value->minimum, "maxProperties", (int)value->maximum,
                         "additionalProperties", describe(value->items));
    case HV_SCHEMA_MAP:
        return reference(value->map);
    }
    return NULL;
}

/* The map in the cases of the set; `word` is the case's name, or NULL for a map without cases. */
static json_t *describe_case(const struct hv_schema_map *map, uint32_t cases, const char *word)
{
    json_t *properties = json_object();
    json_t *required = json_array();

    for (size_t i = 0; i < map->key_count; i++) {
        const struct hv_schema_key *key = &map->keys[i];
        bool is_case = word != NULL && strcmp(key->name, map->case_key) == 0;
        json_t *schema;

        if (key->cases != 0 && (key->cases & cases) == 0) {
            continue;
        }
        schema = is_case ? json_pack("{s:s}", "const", word) : describe(&key->value);
        json_object_set_new(schema, "description", json_string(key->help));
        json_object_set_new(properties, key->name, schema);
        if ((key->required & cases) != 0) {
            json_array_append_new(required, json_string(key->name));
        }
    }
    return json_pack("{s:s, s:b, s:o, s:o}", "type", "object", "additionalProperties", 0,
                     "properties", properties, "required", required);
}

static const struct hv_schema_words *case_words(const struct hv_schema_map *map)
{
    for (size_t i = 0; map->case_key != NULL && i < map->key_count; i++) {
        if (strcmp(map->keys[i].name, map->case_key) == 0) {
            return map->keys[i].value.words;
        }
    }
    return NULL;
}

static json_t *describe_map(const struct hv_schema_map *map)
{
    const struct hv_schema_words *words = case_words(map);
    json_t *cases;

    if (words == NULL) {
        return describe_case(map, HV_CASES_ALL, NULL);
    }
    cases = json_array();
    for (size_t i = 0; i < words->count; i++) {
        const struct hv_schema_word *word = &words->list[i];

        json_array_append_new(cases, describe_case(map, HV_CASE(word->value), word->name));
    }
    return json_pack("{s:o}", "oneOf", cases);
}

static bool describe_below(const struct hv_schema_value *value, json_t *definitions)
{
    if (value->items != NULL) {
        return describe_below(value->items, definitions);
    }
    return value->map == NULL || hv_schema_describe(value->map, definitions);
}

bool hv_schema_describe(const struct hv_schema_map *map, json_t *definitions)
{
    json_t *definition;

    if (json_object_get(definitions, map->name) != NULL) {
        return true;
    }
    definition = describe_map(map);
    json_object_set_new(definition, "description", json_string(map->help));
    if (json_object_set_new(definitions, map->name, definition) != 0) {
        return false;
    }
    for (size_t i = 0; i < map->key_count; i++) {
        if (!describe_below(&map->keys[i].value, definitions)) {
            return false;
        }
    }
    return true;
}
