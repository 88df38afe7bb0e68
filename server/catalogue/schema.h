/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Schemas: what may stand in a file, as tables. From one table come the check with its messages,
 * the nearest word, and the JSON Schema that editors use.
 *
 * A map is a list of keys. Where one key says what kind of thing a map is (`type`, `kind`, `when`),
 * that key is the map's case key: its words have the numbers 1 … 31, and every other key says in
 * which of these cases it may and must stand.
 */
#ifndef HV_CATALOGUE_SCHEMA_H
#define HV_CATALOGUE_SCHEMA_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "catalogue/document.h"
#include "catalogue/problem.h"

enum hv_schema_type {
    HV_SCHEMA_WORD = 1, /* small letters, digits and _; starts with a letter */
    HV_SCHEMA_LINE,     /* text without line breaks */
    HV_SCHEMA_TEXT,     /* text */
    HV_SCHEMA_INTEGER,
    HV_SCHEMA_BOOLEAN,
    HV_SCHEMA_ENUM,  /* one of `words` */
    HV_SCHEMA_LIST,  /* of `items` */
    HV_SCHEMA_TABLE, /* a map from any word to `items` */
    HV_SCHEMA_MAP    /* `map` */
};

struct hv_schema_word {
    const char *name;
    int value; /* from 1 */
};

struct hv_schema_words {
    const struct hv_schema_word *list;
    size_t count;
};

struct hv_schema_map;

struct hv_schema_value {
    enum hv_schema_type type;
    int32_t minimum, maximum; /* integer: its value; text: characters; list and table: items */
    const struct hv_schema_words *words;
    const struct hv_schema_value *items;
    const struct hv_schema_map *map;
};

/* Sets of cases. */
#define HV_CASE(value) (1u << (unsigned)(value))
#define HV_CASES_ALL   UINT32_MAX

struct hv_schema_key {
    const char *name;
    const char *help;  /* goes on after "`name` is missing: " and stands in the JSON Schema */
    uint32_t cases;    /* in which it may stand; 0 is all */
    uint32_t required; /* in which it must stand; of a map without case key: 0 or HV_CASES_ALL */
    struct hv_schema_value value;
};

struct hv_schema_map {
    const char *name; /* in the JSON Schema */
    const char *help;
    const struct hv_schema_key *keys;
    size_t key_count;
    const char *case_key; /* or NULL */
};

/*
 * Checks `node` against `map`, deep. Adds a problem for whatever is wrong and says whether all was
 * well. A tree that passed can be read with the functions below without looking for errors.
 */
bool hv_schema_check(const struct hv_node *node,
                     const struct hv_schema_map *map,
                     struct hv_problems *problems);

/* The definitions of `map` and all maps below it, added to `definitions` under their names. False
 * without memory. */
bool hv_schema_describe(const struct hv_schema_map *map, json_t *definitions);

/* The word of that name, or NULL. */
const struct hv_schema_word *hv_schema_word_find(const struct hv_schema_words *words,
                                                 struct hv_bytes name);

/* A whole number of at most nine digits, perhaps with a minus. False, `ret` untouched, when it is
 * none. */
bool hv_schema_integer(struct hv_bytes text, int32_t *ret);

/* ---- Reading a map that passed; a missing key gives `fallback` or empty bytes ---- */

struct hv_bytes hv_read_text(const struct hv_node *map, const char *key);
int32_t hv_node_integer(const struct hv_node *node, int32_t fallback);
int32_t hv_read_integer(const struct hv_node *map, const char *key, int32_t fallback);
bool hv_read_boolean(const struct hv_node *map, const char *key, bool fallback);
int hv_read_word(const struct hv_node *map,
                 const char *key,
                 const struct hv_schema_words *words,
                 int fallback);

/* The words of a list as a set: bit `value` of each. */
uint32_t
hv_read_words(const struct hv_node *map, const char *key, const struct hv_schema_words *words);

#endif
