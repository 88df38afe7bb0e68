/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A YAML document as a tree of nodes that know their place.
 *
 * What is taken is a small part of YAML: one document of maps, lists and scalars. Refused with a
 * problem: anchors and aliases, tags, more than one document, maps with other keys than words,
 * bytes that are not UTF-8, and whatever passes the limits below. A scalar is always text here;
 * schema.h says what it must be.
 */
#ifndef HV_CATALOGUE_DOCUMENT_H
#define HV_CATALOGUE_DOCUMENT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/bytes.h"
#include "base/error.h"
#include "catalogue/problem.h"

#define HV_DOCUMENT_BYTES_MAX (1024u * 1024u)
#define HV_DOCUMENT_NODES_MAX 20000u
#define HV_DOCUMENT_DEPTH_MAX 16u

/* A file as it was read. Borrowed by whoever reads it. */
struct hv_source {
    const char *path;     /* for messages; outlives the problems */
    struct hv_bytes text; /* the bytes of the file */
};

enum hv_node_kind {
    HV_NODE_SCALAR = 1,
    HV_NODE_LIST,
    HV_NODE_MAP
};

struct hv_node {
    enum hv_node_kind kind;
    uint32_t line;        /* from 1 */
    uint32_t column;      /* from 1, in characters */
    const char *path;     /* of its source */
    bool plain;           /* scalar without quotes and not a block */
    struct hv_bytes text; /* scalar: without white space around it */
    /* children, in order; those of a map carry their key */
    const struct hv_node *first;
    const struct hv_node *next;
    struct hv_bytes key;
    uint32_t key_line, key_column;
    uint32_t count;
};

/*
 * The tree of `source`, in `arena`. HV_EINVAL after adding one problem; HV_ENOMEM when the arena is
 * at its limit.
 */
enum hv_code hv_document_read(const struct hv_source *source,
                              struct hv_arena *arena,
                              struct hv_problems *problems,
                              const struct hv_node **ret);

/* The value under `key`, or NULL; NULL as well when `map` is NULL or no map. With a key that stands
 * twice: the first. */
const struct hv_node *hv_node_get(const struct hv_node *map, const char *key);

/* The key of a map's child as a scalar with the key's own place, for messages. */
struct hv_node hv_node_of_key(const struct hv_node *child);

/*
 * The bytes of a file, NUL-terminated in `arena`. HV_ENOTFOUND, HV_EIO, HV_ENOMEM; HV_ETOOBIG above
 * `limit` bytes.
 */
enum hv_code hv_file_read(const char *path,
                          size_t limit,
                          struct hv_arena *arena,
                          struct hv_error *error,
                          struct hv_bytes *ret);

#endif
