/* SPDX-License-Identifier: EUPL-1.2 */
#include "wire.h"

#include <assert.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define DEFINITIONS_MAX 256
#define ARENA_SIZE      (1u << 20)

static void add(struct wire *wire, const void *from, size_t size)
{
    if (wire->size + size > wire->room) {
        wire->room = 2 * (wire->size + size) + 256;
        wire->data = realloc(wire->data, wire->room);
        assert(wire->data != NULL);
    }
    if (size != 0) {
        memcpy(wire->data + wire->size, from, size);
    }
    wire->size += size;
}

void wire_add_number(struct wire *wire, int64_t number)
{
    add(wire, &number, sizeof number);
}

static void add_frame(struct wire *wire, enum hv_code code, struct hv_bytes frame)
{
    assert_int_equal(code, HV_OK);
    wire_add_number(wire, (int64_t)frame.size);
    add(wire, frame.data, frame.size);
}

void wire_add_pane(struct wire *wire,
                   const struct hv_group *group,
                   struct hv_pane_key key,
                   const struct hv_pane *pane)
{
    struct hv_arena arena;
    struct hv_bytes body = { 0 };
    struct hv_bytes frame = { 0 };

    hv_arena_init(&arena, ARENA_SIZE);
    enum hv_code code = hv_codec_pane(group, pane, &arena, &body);
    if (code == HV_OK) {
        code = hv_codec_pane_frame(key, 1, 1, body, &arena, &frame);
    }
    add_frame(wire, code, frame);
    hv_arena_free(&arena);
}

static void fill_secret(struct hv_read_row *row, struct hv_arena *arena)
{
    uint8_t *secret = hv_arena_array(arena, HV_SECRET_SIZE, 1);

    assert_non_null(secret);
    if (!hv_id_is_zero(row->card_id)) {
        memcpy(secret, row->card_id.b, sizeof row->card_id.b);
        row->token = secret;
    } else {
        hv_key_scope_bytes(&row->scope, secret);
        row->key = secret;
    }
}

/* A scope of no key is all zero. */
static bool has_secret(const struct hv_read_row *row)
{
    static const struct hv_key_scope none;

    return !hv_id_is_zero(row->card_id) || memcmp(&row->scope, &none, sizeof none) != 0;
}

void wire_add_page(struct wire *wire, const struct hv_group *group, const struct hv_read_page *page)
{
    struct hv_read_page filled = *page;
    struct hv_arena arena;
    struct hv_bytes frame = { 0 };

    hv_arena_init(&arena, ARENA_SIZE);
    filled.rows = hv_arena_array(&arena, page->row_count + 1, sizeof *filled.rows);
    assert_non_null(filled.rows);
    for (uint32_t i = 0; i < page->row_count; i++) {
        filled.rows[i] = page->rows[i];
        if (has_secret(&filled.rows[i])) {
            fill_secret(&filled.rows[i], &arena);
        }
    }
    enum hv_code code = hv_codec_read_page(group, (struct hv_id){ { 1 } }, &filled, &arena, &frame);
    add_frame(wire, code, frame);
    hv_arena_free(&arena);
}

void wire_add_reply(struct wire *wire, enum hv_refusal refusal, uint32_t number)
{
    const struct hv_reply reply = { .id = { { 1 } }, .refusal = refusal, .number = number };
    struct hv_arena arena;
    struct hv_bytes frame = { 0 };

    hv_arena_init(&arena, ARENA_SIZE);
    enum hv_code code = hv_codec_reply(&reply, &arena, &frame);
    add_frame(wire, code, frame);
    hv_arena_free(&arena);
}

static bool is_there(const struct hv_group *group, uint16_t device, struct hv_device_facts *ret)
{
    return hv_group_device_facts(group, device, ret) && !ret->removed;
}

void wire_add_welcome(struct wire *wire, const struct hv_group *group, uint16_t device)
{
    const struct hv_exercise *listed[DEFINITIONS_MAX];
    struct hv_device_facts facts;
    struct hv_arena arena;
    struct hv_bytes frame = { 0 };

    if (!is_there(group, device, &facts)) {
        return;
    }
    const struct hv_welcome welcome = {
        .version = HV_PROTOCOL_VERSION,
        .epoch = 1,
        .device = device,
        .role = facts.role,
        .unit = facts.unit,
        .seat = facts.seat,
        .definition_count = facts.waits ? 0 : hv_group_definitions(group, listed, DEFINITIONS_MAX),
    };
    hv_arena_init(&arena, ARENA_SIZE);
    enum hv_code code = hv_codec_welcome(&welcome, &arena, &frame);
    add_frame(wire, code, frame);
    hv_arena_free(&arena);
}

void wire_add_definitions(struct wire *wire, const struct hv_group *group, uint16_t device)
{
    const struct hv_exercise *listed[DEFINITIONS_MAX];
    struct hv_device_facts facts;
    struct hv_arena arena;

    if (!is_there(group, device, &facts) || facts.waits) {
        return;
    }
    hv_arena_init(&arena, ARENA_SIZE);
    uint32_t count = hv_group_definitions(group, listed, DEFINITIONS_MAX);
    for (uint32_t i = 0; i < count; i++) {
        struct hv_bytes frame = { 0 };
        enum hv_code code = hv_codec_definition(listed[i], &arena, &frame);
        add_frame(wire, code, frame);
    }
    hv_arena_free(&arena);
}

struct wire wire_of_pane(const struct hv_group *group, struct hv_pane_key key)
{
    struct wire wire = { 0 };
    struct hv_arena arena;
    struct hv_pane pane;

    hv_arena_init(&arena, ARENA_SIZE);
    enum hv_code code = hv_group_view(group, NULL, key, &arena, &pane);
    wire_add_number(&wire, code);
    if (code == HV_OK) {
        wire_add_pane(&wire, group, key, &pane);
    }
    hv_arena_free(&arena);
    return wire;
}

struct wire wire_of_page(const struct hv_group *group, uint16_t device, struct hv_read_key key)
{
    struct wire wire = { 0 };
    struct hv_arena arena;
    struct hv_read_page page;
    enum hv_refusal refusal;

    hv_arena_init(&arena, ARENA_SIZE);
    assert_int_equal(hv_group_read(group, device, key, &arena, &refusal, &page), HV_OK);
    wire_add_number(&wire, refusal);
    if (refusal == HV_REFUSAL_NONE) {
        wire_add_page(&wire, group, &page);
    }
    hv_arena_free(&arena);
    return wire;
}

void wire_free(struct wire *wire)
{
    free(wire->data);
    *wire = (struct wire){ 0 };
}

bool wire_has(const struct wire *wire, struct hv_bytes text)
{
    return wire->size != 0 && memmem(wire->data, wire->size, text.data, text.size) != NULL;
}

bool wire_equal(const struct wire *a, const struct wire *b)
{
    return hv_bytes_equal((struct hv_bytes){ a->data, a->size },
                          (struct hv_bytes){ b->data, b->size });
}
