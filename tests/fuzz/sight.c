/* SPDX-License-Identifier: EUPL-1.2 */
#include "tests/fuzz/sight.h"

#include <assert.h>

#include "codec/codec.h"

#define ARENA_MAX   ((size_t)8 * 1024 * 1024)
#define SEATS_DRAWN 5

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static const bool online[64] = { false, true };
static const struct hv_presence presence = { online, COUNT(online) };

static void
draw(const struct hv_group *group, struct hv_pane_key key, bool forged, struct hv_arena *arena)
{
    struct hv_bytes body, frame;
    struct hv_pane pane;
    const enum hv_code code = hv_group_view(group, &presence, key, arena, &pane);

    assert(code == HV_OK || code == HV_ENOTFOUND || (forged && code == HV_ECORRUPT));
    if (code == HV_OK) {
        const enum hv_code encoded = hv_codec_pane(group, &pane, arena, &body);

        assert(encoded == HV_OK || (forged && encoded == HV_ECORRUPT));
        if (encoded == HV_OK) {
            assert(hv_codec_pane_frame(key, 1, 1, body, arena, &frame) == HV_OK);
            assert(frame.size <= HV_FRAME_OUT_MAX);
        }
    }
}

void sight_of_panes(const struct hv_group *group, bool forged)
{
    struct hv_arena arena;

    hv_arena_init(&arena, ARENA_MAX);
    for (int kind = HV_PANE_STAGE; kind <= HV_PANE_BOARD; kind++) {
        const bool is_one = kind == HV_PANE_STAGE || kind == HV_PANE_WALL || kind == HV_PANE_BOARD;

        for (uint16_t number = 0; number <= (is_one ? 0 : SEATS_DRAWN); number++) {
            draw(group, (struct hv_pane_key){ (enum hv_pane_kind)kind, number }, forged, &arena);
        }
    }
    hv_arena_free(&arena);
}

static void read_panes(const struct hv_group *group, uint16_t device, bool forged)
{
    struct hv_pane_key keys[HV_PANES_MAX];
    const uint32_t count = hv_group_panes(group, device, keys);
    struct hv_arena arena;
    struct hv_pane pane;

    hv_arena_init(&arena, ARENA_MAX);
    assert(count <= COUNT(keys));
    for (uint32_t i = 0; i < count; i++) {
        assert(hv_group_readers(group, keys[i], device));
        const enum hv_code code = hv_group_view(group, &presence, keys[i], &arena, &pane);
        assert(code == HV_OK || (forged && code == HV_ECORRUPT));
    }
    hv_arena_free(&arena);
}

static void read_pages(const struct hv_group *group, uint16_t device, uint16_t number, bool forged)
{
    const struct hv_id id = { .b = { 1 } };

    for (int kind = HV_READ_OWN_WORK; kind <= HV_READ_STATEMENT; kind++) {
        const struct hv_read_key key = { .kind = (enum hv_read_kind)kind,
                                         .run = number,
                                         .number = number,
                                         .most = HV_READ_ROWS_MAX };
        enum hv_refusal refusal = HV_REFUSAL_NONE;
        struct hv_read_page page;
        struct hv_arena arena;
        struct hv_bytes frame;

        hv_arena_init(&arena, ARENA_MAX);
        enum hv_code code = hv_group_read(group, device, key, &arena, &refusal, &page);
        if (code == HV_OK && refusal == HV_REFUSAL_NONE) {
            code = hv_codec_read_page(group, id, &page, &arena, &frame);
        }
        assert(code == HV_OK || (forged && code == HV_ECORRUPT));
        hv_arena_free(&arena);
    }
}

void sight_of_devices(const struct hv_group *group, bool forged)
{
    struct hv_device_facts facts;

    (void)hv_group_deadline(group);
    for (uint16_t device = 0; device <= hv_group_device_count(group) + 1; device++) {
        const bool known = hv_group_device_facts(group, device, &facts);

        read_panes(group, device, forged);
        read_pages(group, device, known && facts.unlocked != 0 ? facts.unlocked : 1, forged);
    }
}
