/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Two passes over the same bytes. The first follows libyaml's events: there anchors, tags and depth
 * still show, and nothing has been built yet that a hostile file could make large. The second lets
 * libyaml compose the document, and copies it.
 */
#include "catalogue/document.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <yaml.h>

/* ---- First pass: may this be composed at all? ---- */

struct guard {
    const struct hv_source *source;
    struct hv_problems *problems;
    uint32_t nodes;
    uint32_t depth;
    uint32_t documents;
};

static void report(const struct guard *guard, yaml_mark_t mark, const char *message)
{
    hv_problem_add(guard->problems, guard->source->path, (uint32_t)mark.line + 1,
                   (uint32_t)mark.column + 1, "%s", message);
}

/* The place of a byte, which libyaml's reader leaves to its caller. */
static yaml_mark_t mark_at(struct hv_bytes text, size_t offset)
{
    yaml_mark_t mark = { .index = offset, .line = 0, .column = 0 };

    for (size_t i = 0; i < offset && i < text.size; i++) {
        if (text.data[i] == '\n') {
            mark.line++;
            mark.column = 0;
        } else if ((text.data[i] & 0xc0) != 0x80) {
            mark.column++;
        }
    }
    return mark;
}

static void report_parser(const struct guard *guard, const yaml_parser_t *parser)
{
    yaml_mark_t mark = parser->problem_mark;

    if (parser->error == YAML_READER_ERROR) {
        mark = mark_at(guard->source->text, parser->problem_offset);
        hv_problem_add(guard->problems, guard->source->path, (uint32_t)mark.line + 1,
                       (uint32_t)mark.column + 1, "this byte is no text: %s; allowed: UTF-8",
                       parser->problem);
        return;
    }
    if (parser->context == NULL) {
        hv_problem_add(guard->problems, guard->source->path, (uint32_t)mark.line + 1,
                       (uint32_t)mark.column + 1, "this is not valid YAML: %s", parser->problem);
        return;
    }
    hv_problem_add(guard->problems, guard->source->path, (uint32_t)mark.line + 1,
                   (uint32_t)mark.column + 1, "this is not valid YAML: %s, %s from line %zu",
                   parser->problem, parser->context, parser->context_mark.line + 1);
}

/* What an event that makes a node may carry; NULL when it is fine. */
static const char *node_fault(const yaml_char_t *anchor, const yaml_char_t *tag)
{
    if (anchor != NULL) {
        return "anchors (&) are not allowed; write the text out where it is needed";
    }
    if (tag != NULL) {
        return "tags (!) are not allowed; put the text between quotes";
    }
    return NULL;
}

static const char *event_fault(struct guard *guard, const yaml_event_t *event)
{
    const char *fault = NULL;

    switch (event->type) {
    case YAML_DOCUMENT_START_EVENT:
        return ++guard->documents > 1 ? "a file holds one document; remove this `---`" : NULL;
    case YAML_ALIAS_EVENT:
        return "aliases (*) are not allowed; write the text out where it is needed";
    case YAML_SCALAR_EVENT:
        fault = node_fault(event->data.scalar.anchor, event->data.scalar.tag);
        guard->nodes++;
        break;
    case YAML_SEQUENCE_START_EVENT:
        fault = node_fault(event->data.sequence_start.anchor, event->data.sequence_start.tag);
        guard->nodes++;
        guard->depth++;
        break;
    case YAML_MAPPING_START_EVENT:
        fault = node_fault(event->data.mapping_start.anchor, event->data.mapping_start.tag);
        guard->nodes++;
        guard->depth++;
        break;
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
        guard->depth--;
        break;
    case YAML_NO_EVENT:
    case YAML_STREAM_START_EVENT:
    case YAML_STREAM_END_EVENT:
    case YAML_DOCUMENT_END_EVENT:
        break;
    }
    if (guard->depth > HV_DOCUMENT_DEPTH_MAX) {
        return "this lies too deep; allowed: 16 levels";
    }
    if (guard->nodes > HV_DOCUMENT_NODES_MAX) {
        return "this file is too long; allowed: 20000 keys and values";
    }
    return fault;
}

static void parser_start(yaml_parser_t *parser, struct hv_bytes text)
{
    static const unsigned char nothing[1] = { 0 };

    yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(parser, text.size > 0 ? text.data : nothing, text.size);
}

static enum hv_code guard_events(struct guard *guard, yaml_parser_t *parser)
{
    bool ended = false;

    while (!ended) {
        yaml_event_t event;
        const char *fault;

        if (!yaml_parser_parse(parser, &event)) {
            if (parser->error == YAML_MEMORY_ERROR) {
                return HV_ENOMEM;
            }
            report_parser(guard, parser);
            return HV_EINVAL;
        }
        ended = event.type == YAML_STREAM_END_EVENT;
        fault = event_fault(guard, &event);
        if (fault != NULL) {
            report(guard, event.start_mark, fault);
        }
        yaml_event_delete(&event);
        if (fault != NULL) {
            return HV_EINVAL;
        }
    }
    if (guard->documents == 0) {
        report(guard, (yaml_mark_t){ 0, 0, 0 }, "the file is empty");
        return HV_EINVAL;
    }
    return HV_OK;
}

static enum hv_code guard_source(const struct hv_source *source, struct hv_problems *problems)
{
    struct guard guard = { .source = source, .problems = problems };
    yaml_parser_t parser;
    enum hv_code code;

    if (source->text.size > HV_DOCUMENT_BYTES_MAX) {
        report(&guard, (yaml_mark_t){ 0, 0, 0 }, "the file is too large; allowed: 1 MiB");
        return HV_EINVAL;
    }
    if (!yaml_parser_initialize(&parser)) {
        return HV_ENOMEM;
    }
    parser_start(&parser, source->text);
    code = guard_events(&guard, &parser);
    yaml_parser_delete(&parser);
    return code;
}

/* ---- Second pass: compose and copy ---- */

struct copying {
    const struct hv_source *source;
    struct hv_problems *problems;
    struct hv_arena *arena;
    yaml_document_t *document;
};

static bool is_space(uint8_t byte)
{
    return byte == ' ' || byte == '\n' || byte == '\t' || byte == '\r';
}

static struct hv_bytes trimmed(struct hv_bytes text)
{
    while (text.size > 0 && is_space(text.data[text.size - 1])) {
        text.size--;
    }
    while (text.size > 0 && is_space(text.data[0])) {
        text.data++;
        text.size--;
    }
    return text;
}

static enum hv_code
copy_scalar(const struct copying *copying, const yaml_node_t *from, struct hv_node *node)
{
    struct hv_bytes text = trimmed(
        (struct hv_bytes){ .data = from->data.scalar.value, .size = from->data.scalar.length });

    node->kind = HV_NODE_SCALAR;
    node->plain = from->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
    node->text.data = hv_arena_copy(copying->arena, text.data, text.size);
    node->text.size = text.size;
    return node->text.data != NULL ? HV_OK : HV_ENOMEM;
}

static enum hv_code
copy_node(const struct copying *copying, const yaml_node_t *from, struct hv_node **ret);

static enum hv_code
copy_list(const struct copying *copying, const yaml_node_t *from, struct hv_node *list)
{
    const struct hv_node **end = &list->first;

    list->kind = HV_NODE_LIST;
    for (const yaml_node_item_t *item = from->data.sequence.items.start;
         item < from->data.sequence.items.top; item++) {
        struct hv_node *child = NULL;
        enum hv_code code =
            copy_node(copying, yaml_document_get_node(copying->document, *item), &child);

        if (code != HV_OK) {
            return code;
        }
        *end = child;
        end = &child->next;
        list->count++;
    }
    return HV_OK;
}

static enum hv_code
copy_key(const struct copying *copying, const yaml_node_t *key, struct hv_node *child)
{
    struct hv_node name = { .kind = HV_NODE_SCALAR };
    enum hv_code code;

    child->key_line = (uint32_t)key->start_mark.line + 1;
    child->key_column = (uint32_t)key->start_mark.column + 1;
    if (key->type != YAML_SCALAR_NODE) {
        hv_problem_add(copying->problems, copying->source->path, child->key_line, child->key_column,
                       "a key must be a word");
        return HV_EINVAL;
    }
    code = copy_scalar(copying, key, &name);
    child->key = name.text;
    return code;
}

static enum hv_code
copy_map(const struct copying *copying, const yaml_node_t *from, struct hv_node *map)
{
    const struct hv_node **end = &map->first;

    map->kind = HV_NODE_MAP;
    for (const yaml_node_pair_t *pair = from->data.mapping.pairs.start;
         pair < from->data.mapping.pairs.top; pair++) {
        const yaml_node_t *key = yaml_document_get_node(copying->document, pair->key);
        const yaml_node_t *value = yaml_document_get_node(copying->document, pair->value);
        struct hv_node *child = NULL;
        enum hv_code code = copy_node(copying, value, &child);

        if (code == HV_OK) {
            code = copy_key(copying, key, child);
        }
        if (code != HV_OK) {
            return code;
        }
        *end = child;
        end = &child->next;
        map->count++;
    }
    return HV_OK;
}

/* Recurses at most HV_DOCUMENT_DEPTH_MAX deep: the first pass saw to that. */
static enum hv_code
copy_node(const struct copying *copying, const yaml_node_t *from, struct hv_node **ret)
{
    struct hv_node *node = hv_arena_alloc(copying->arena, sizeof *node);
    enum hv_code code = HV_EINVAL;

    if (node == NULL) {
        return HV_ENOMEM;
    }
    node->path = copying->source->path;
    node->line = (uint32_t)from->start_mark.line + 1;
    node->column = (uint32_t)from->start_mark.column + 1;
    switch (from->type) {
    case YAML_SCALAR_NODE:
        code = copy_scalar(copying, from, node);
        break;
    case YAML_SEQUENCE_NODE:
        code = copy_list(copying, from, node);
        break;
    case YAML_MAPPING_NODE:
        code = copy_map(copying, from, node);
        break;
    case YAML_NO_NODE:
        break;
    }
    if (code == HV_OK) {
        *ret = node;
    }
    return code;
}

static enum hv_code compose(struct copying *copying, const struct hv_node **ret)
{
    yaml_parser_t parser;
    yaml_document_t document;
    struct hv_node *root = NULL;
    enum hv_code code = HV_ENOMEM;

    if (!yaml_parser_initialize(&parser)) {
        return HV_ENOMEM;
    }
    parser_start(&parser, copying->source->text);
    /* After a first pass without a fault only memory can be missing. */
    if (!yaml_parser_load(&parser, &document)) {
        goto delete_parser;
    }
    copying->document = &document;
    code = copy_node(copying, yaml_document_get_root_node(&document), &root);
    if (code == HV_OK) {
        *ret = root;
    }
    yaml_document_delete(&document);
delete_parser:
    yaml_parser_delete(&parser);
    return code;
}

enum hv_code hv_document_read(const struct hv_source *source,
                              struct hv_arena *arena,
                              struct hv_problems *problems,
                              const struct hv_node **ret)
{
    struct copying copying = { .source = source, .problems = problems, .arena = arena };
    enum hv_code code = guard_source(source, problems);

    return code == HV_OK ? compose(&copying, ret) : code;
}

const struct hv_node *hv_node_get(const struct hv_node *map, const char *key)
{
    if (map == NULL || map->kind != HV_NODE_MAP) {
        return NULL;
    }
    for (const struct hv_node *child = map->first; child != NULL; child = child->next) {
        if (hv_bytes_equal(child->key, hv_bytes_from_text(key))) {
            return child;
        }
    }
    return NULL;
}

struct hv_node hv_node_of_key(const struct hv_node *child)
{
    return (struct hv_node){ .kind = HV_NODE_SCALAR,
                             .line = child->key_line,
                             .column = child->key_column,
                             .path = child->path,
                             .text = child->key };
}

/* ---- Files ---- */

static enum hv_code
read_open(FILE *file, size_t limit, struct hv_arena *arena, struct hv_bytes *ret)
{
    size_t room = 4096;
    size_t size = 0;
    uint8_t *bytes = hv_arena_alloc(arena, room);

    while (bytes != NULL) {
        size += fread(bytes + size, 1, room - 1 - size, file);
        if (ferror(file)) {
            return HV_EIO;
        }
        if (size > limit) {
            return HV_ETOOBIG;
        }
        if (size < room - 1) {
            *ret = (struct hv_bytes){ .data = bytes, .size = size };
            return HV_OK;
        }
        uint8_t *larger = hv_arena_alloc(arena, room * 2);

        if (larger != NULL) {
            memcpy(larger, bytes, size);
        }
        bytes = larger;
        room *= 2;
    }
    return HV_ENOMEM;
}

enum hv_code hv_file_read(const char *path,
                          size_t limit,
                          struct hv_arena *arena,
                          struct hv_error *error,
                          struct hv_bytes *ret)
{
    FILE *file = fopen(path, "rbe");
    enum hv_code code;

    if (file == NULL) {
        code = errno == ENOENT ? HV_ENOTFOUND : HV_EIO;
        return hv_error_set(error, code, "%s: %s", path, strerror(errno));
    }
    errno = 0;
    code = read_open(file, limit, arena, ret);
    if (code != HV_OK) {
        hv_error_set(error, code, "%s: %s", path, errno ? strerror(errno) : hv_code_text(code));
    }
    fclose(file);
    return code;
}
