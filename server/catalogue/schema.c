/* SPDX-License-Identifier: EUPL-1.2 */
#include "catalogue/schema.h"

#include <inttypes.h>
#include <string.h>

#include "catalogue/nearest.h"

#define SHOWN_MAX   40 /* bytes of a wrong value that a message repeats */
#define WORDS_MAX   64 /* words of one enumeration, keys of one map */
#define MESSAGE_MAX 700

static int shown(struct hv_bytes text)
{
    size_t size = text.size;

    if (size > SHOWN_MAX) {
        size = SHOWN_MAX;
        while (size > 0 && (text.data[size] & 0xc0) == 0x80) {
            size--;
        }
    }
    return (int)size;
}

#define SHOWN(text) shown(text), (const char *)(text).data

static size_t enumeration(const struct hv_schema_words *words, struct hv_bytes *ret)
{
    for (size_t i = 0; i < words->count; i++) {
        ret[i] = hv_bytes_from_text(words->list[i].name);
    }
    return words->count;
}

/* ---- Scalars ---- */

struct check {
    struct hv_problems *problems;
    bool passed;
};

static void fail(struct check *check, const struct hv_node *node, const char *message)
{
    check->passed = false;
    hv_problem_add(check->problems, node->path, node->line, node->column, "%s", message);
}

#define FAIL(check, node, ...)                                    \
    do {                                                          \
        char fail_message[MESSAGE_MAX];                           \
        snprintf(fail_message, sizeof fail_message, __VA_ARGS__); \
        fail(check, node, fail_message);                          \
    } while (false)

static const char *type_name(enum hv_schema_type type)
{
    switch (type) {
    case HV_SCHEMA_WORD:
    case HV_SCHEMA_ENUM:
        return "a word";
    case HV_SCHEMA_LINE:
    case HV_SCHEMA_TEXT:
        return "text";
    case HV_SCHEMA_INTEGER:
        return "a whole number";
    case HV_SCHEMA_BOOLEAN:
        return "true or false";
    case HV_SCHEMA_LIST:
        return "a list";
    case HV_SCHEMA_TABLE:
    case HV_SCHEMA_MAP:
        return "a map of keys";
    }
    return "";
}

static const char *kind_name(const struct hv_node *node)
{
    switch (node->kind) {
    case HV_NODE_SCALAR:
        return node->text.size > 0 ? "text" : "empty";
    case HV_NODE_LIST:
        return "a list";
    case HV_NODE_MAP:
        return "a map of keys";
    }
    return "";
}

static size_t characters(struct hv_bytes text)
{
    size_t count = 0;

    for (size_t i = 0; i < text.size; i++) {
        count += (text.data[i] & 0xc0) != 0x80;
    }
    return count;
}

static bool is_word(struct hv_bytes text)
{
    for (size_t i = 0; i < text.size; i++) {
        uint8_t c = text.data[i];
        bool letter = c >= 'a' && c <= 'z';

        if (!letter && (i == 0 || (c != '_' && (c < '0' || c > '9')))) {
            return false;
        }
    }
    return text.size > 0;
}

static void check_text(struct check *check,
                       const struct hv_node *node,
                       const char *name,
                       const struct hv_schema_value *value)
{
    size_t count = characters(node->text);

    if (count < (size_t)value->minimum || count > (size_t)value->maximum) {
        FAIL(check, node, "`%s` has %zu characters; allowed: %" PRId32 " to %" PRId32 ".", name,
             count, value->minimum, value->maximum);
    } else if (value->type == HV_SCHEMA_WORD && !is_word(node->text)) {
        FAIL(check, node,
             "`%s` is `%.*s`; allowed: small letters, digits and _, with a letter first.", name,
             SHOWN(node->text));
    } else if (value->type == HV_SCHEMA_LINE &&
               memchr(node->text.data, '\n', node->text.size) != NULL) {
        FAIL(check, node, "`%s` has more than one line; allowed: one line.", name);
    }
}

/* At most nine digits, so that the number fits. */
bool hv_schema_integer(struct hv_bytes text, int32_t *ret)
{
    size_t start = text.size > 0 && text.data[0] == '-' ? 1 : 0;
    int32_t number = 0;

    if (text.size == start || text.size - start > 9) {
        return false;
    }
    for (size_t i = start; i < text.size; i++) {
        if (text.data[i] < '0' || text.data[i] > '9') {
            return false;
        }
        number = number * 10 + (text.data[i] - '0');
    }
    *ret = start > 0 ? -number : number;
    return true;
}

static void check_integer(struct check *check,
                          const struct hv_node *node,
                          const char *name,
                          const struct hv_schema_value *value)
{
    int32_t number = 0;

    if (!node->plain || !hv_schema_integer(node->text, &number)) {
        FAIL(check, node,
             "`%s` is `%.*s`; allowed: a whole number from %" PRId32 " to %" PRId32 ".", name,
             SHOWN(node->text), value->minimum, value->maximum);
    } else if (number < value->minimum || number > value->maximum) {
        FAIL(check, node, "`%s` is %" PRId32 "; allowed: %" PRId32 " to %" PRId32 ".", name, number,
             value->minimum, value->maximum);
    }
}

static bool is_true(struct hv_bytes text)
{
    return hv_bytes_equal(text, hv_bytes_from_text("true"));
}

static void check_boolean(struct check *check, const struct hv_node *node, const char *name)
{
    if (!node->plain ||
        (!is_true(node->text) && !hv_bytes_equal(node->text, hv_bytes_from_text("false")))) {
        FAIL(check, node, "`%s` is `%.*s`; allowed: true, false.", name, SHOWN(node->text));
    }
}

const struct hv_schema_word *hv_schema_word_find(const struct hv_schema_words *words,
                                                 struct hv_bytes name)
{
    for (size_t i = 0; i < words->count; i++) {
        if (hv_bytes_equal(hv_bytes_from_text(words->list[i].name), name)) {
            return &words->list[i];
        }
    }
    return NULL;
}

static void check_enum(struct check *check,
                       const struct hv_node *node,
                       const char *name,
                       const struct hv_schema_words *words)
{
    struct hv_bytes names[WORDS_MAX];
    char meant[80];
    char allowed[MESSAGE_MAX / 2];
    size_t count = enumeration(words, names);

    if (hv_schema_word_find(words, node->text) == NULL) {
        FAIL(check, node, "`%s` is `%.*s`%s Allowed: %s.", name, SHOWN(node->text),
             hv_words_meant(node->text, names, count, meant, sizeof meant),
             hv_words_listed(names, count, allowed, sizeof allowed));
    }
}

/* ---- Maps ---- */

static void check_value(struct check *check,
                        const struct hv_node *node,
                        const char *name,
                        const struct hv_schema_value *value);

static const struct hv_schema_key *find_key(const struct hv_schema_map *map, struct hv_bytes name)
{
    for (size_t i = 0; i < map->key_count; i++) {
        if (hv_bytes_equal(hv_bytes_from_text(map->keys[i].name), name)) {
            return &map->keys[i];
        }
    }
    return NULL;
}

static bool may_stand(const struct hv_schema_key *key, uint32_t cases)
{
    return key->cases == 0 || (key->cases & cases) != 0;
}

/* The case a map is in, as a set of one; all cases when it has none or its word is wrong, so that
 * one mistake is told once. */
static uint32_t case_of(const struct hv_node *node, const struct hv_schema_map *map)
{
    const struct hv_schema_key *key;
    const struct hv_node *child;
    const struct hv_schema_word *word;

    if (map->case_key == NULL) {
        return HV_CASES_ALL;
    }
    key = find_key(map, hv_bytes_from_text(map->case_key));
    child = hv_node_get(node, map->case_key);
    if (key == NULL || child == NULL || child->kind != HV_NODE_SCALAR) {
        return HV_CASES_ALL;
    }
    word = hv_schema_word_find(key->value.words, child->text);
    return word != NULL ? HV_CASE(word->value) : HV_CASES_ALL;
}

static void fail_key(struct check *check, const struct hv_node *child, const char *message)
{
    check->passed = false;
    hv_problem_add(check->problems, child->path, child->key_line, child->key_column, "%s", message);
}

static void fail_unknown(struct check *check,
                         const struct hv_node *child,
                         const struct hv_schema_map *map,
                         uint32_t cases)
{
    struct hv_bytes names[WORDS_MAX];
    char message[MESSAGE_MAX];
    char meant[80];
    char allowed[MESSAGE_MAX / 2];
    size_t count = 0;

    for (size_t i = 0; i < map->key_count; i++) {
        if (may_stand(&map->keys[i], cases)) {
            names[count++] = hv_bytes_from_text(map->keys[i].name);
        }
    }
    snprintf(message, sizeof message, "unknown key `%.*s`%s Allowed: %s.", SHOWN(child->key),
             hv_words_meant(child->key, names, count, meant, sizeof meant),
             hv_words_listed(names, count, allowed, sizeof allowed));
    fail_key(check, child, message);
}

/* A key that stands in another case: say in which. */
static void fail_case(struct check *check,
                      const struct hv_node *node,
                      const struct hv_node *child,
                      const struct hv_schema_map *map,
                      const struct hv_schema_key *key)
{
    const struct hv_schema_words *words =
        find_key(map, hv_bytes_from_text(map->case_key))->value.words;
    struct hv_bytes case_word = hv_read_text(node, map->case_key);
    struct hv_bytes names[WORDS_MAX];
    char message[MESSAGE_MAX];
    char allowed[MESSAGE_MAX / 2];
    size_t count = 0;

    for (size_t i = 0; i < words->count; i++) {
        if ((key->cases & HV_CASE(words->list[i].value)) != 0) {
            names[count++] = hv_bytes_from_text(words->list[i].name);
        }
    }
    snprintf(message, sizeof message, "`%s` does not go with `%s: %.*s`; it goes with %s.",
             key->name, map->case_key, SHOWN(case_word),
             hv_words_listed(names, count, allowed, sizeof allowed));
    fail_key(check, child, message);
}

static bool
stood_before(struct check *check, const struct hv_node *map, const struct hv_node *child)
{
    char message[MESSAGE_MAX];

    for (const struct hv_node *other = map->first; other != child; other = other->next) {
        if (hv_bytes_equal(other->key, child->key)) {
            snprintf(message, sizeof message,
                     "key `%.*s` stands here twice; it stands on line %" PRIu32 " too.",
                     SHOWN(child->key), other->key_line);
            fail_key(check, child, message);
            return true;
        }
    }
    return false;
}

static void check_missing(struct check *check,
                          const struct hv_node *node,
                          const struct hv_schema_map *map,
                          uint32_t cases)
{
    for (size_t i = 0; i < map->key_count; i++) {
        const struct hv_schema_key *key = &map->keys[i];
        struct hv_bytes names[WORDS_MAX];
        char allowed[MESSAGE_MAX / 2] = "";
        /* With the case unknown only what every case asks for is missing. */
        bool required =
            cases == HV_CASES_ALL ? key->required == HV_CASES_ALL : (key->required & cases) != 0;

        if (!required || hv_node_get(node, key->name) != NULL) {
            continue;
        }
        if (key->value.type == HV_SCHEMA_ENUM) {
            hv_words_listed(names, enumeration(key->value.words, names), allowed, sizeof allowed);
        }
        FAIL(check, node, "`%s` is missing: %s.%s%s%s", key->name, key->help,
             allowed[0] != '\0' ? " Allowed: " : "", allowed, allowed[0] != '\0' ? "." : "");
    }
}

static void
check_map(struct check *check, const struct hv_node *node, const struct hv_schema_map *map)
{
    uint32_t cases = case_of(node, map);

    for (const struct hv_node *child = node->first; child != NULL; child = child->next) {
        const struct hv_schema_key *key = find_key(map, child->key);

        if (key == NULL) {
            fail_unknown(check, child, map, cases);
        } else if (stood_before(check, node, child)) {
            continue;
        } else if (!may_stand(key, cases)) {
            fail_case(check, node, child, map, key);
        } else {
            check_value(check, child, key->name, &key->value);
        }
    }
    check_missing(check, node, map, cases);
}

/* ---- Lists and tables ---- */

static void check_items(struct check *check,
                        const struct hv_node *node,
                        const char *name,
                        const struct hv_schema_value *value)
{
    if (node->count < (uint32_t)value->minimum || node->count > (uint32_t)value->maximum) {
        FAIL(check, node, "`%s` holds %" PRIu32 "; allowed: %" PRId32 " to %" PRId32 ".", name,
             node->count, value->minimum, value->maximum);
    }
    for (const struct hv_node *child = node->first; child != NULL; child = child->next) {
        if (value->type == HV_SCHEMA_TABLE) {
            stood_before(check, node, child);
        }
        check_value(check, child, name, value->items);
    }
}

static enum hv_node_kind kind_of(enum hv_schema_type type)
{
    switch (type) {
    case HV_SCHEMA_LIST:
        return HV_NODE_LIST;
    case HV_SCHEMA_TABLE:
    case HV_SCHEMA_MAP:
        return HV_NODE_MAP;
    case HV_SCHEMA_WORD:
    case HV_SCHEMA_LINE:
    case HV_SCHEMA_TEXT:
    case HV_SCHEMA_INTEGER:
    case HV_SCHEMA_BOOLEAN:
    case HV_SCHEMA_ENUM:
        break;
    }
    return HV_NODE_SCALAR;
}

static void check_value(struct check *check,
                        const struct hv_node *node,
                        const char *name,
                        const struct hv_schema_value *value)
{
    bool empty = node->kind == HV_NODE_SCALAR && node->text.size == 0;

    if (node->kind != kind_of(value->type) || empty) {
        FAIL(check, node, "`%s` is %s; allowed: %s.", name, kind_name(node),
             type_name(value->type));
        return;
    }
    switch (value->type) {
    case HV_SCHEMA_WORD:
    case HV_SCHEMA_LINE:
    case HV_SCHEMA_TEXT:
        check_text(check, node, name, value);
        break;
    case HV_SCHEMA_INTEGER:
        check_integer(check, node, name, value);
        break;
    case HV_SCHEMA_BOOLEAN:
        check_boolean(check, node, name);
        break;
    case HV_SCHEMA_ENUM:
        check_enum(check, node, name, value->words);
        break;
    case HV_SCHEMA_LIST:
    case HV_SCHEMA_TABLE:
        check_items(check, node, name, value);
        break;
    case HV_SCHEMA_MAP:
        check_map(check, node, value->map);
        break;
    }
}

bool hv_schema_check(const struct hv_node *node,
                     const struct hv_schema_map *map,
                     struct hv_problems *problems)
{
    struct check check = { .problems = problems, .passed = true };
    struct hv_schema_value root = { .type = HV_SCHEMA_MAP, .map = map };

    check_value(&check, node, map->name, &root);
    return check.passed;
}
