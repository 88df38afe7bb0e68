/* SPDX-License-Identifier: EUPL-1.2 */
/* Stored records, and bodies of groups and of the house. What is read as a body is written and read
 * again, and must be the same; that of the house is taken in. */
#include "codec/codec.h"
#include "codec/record.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/unsealed.h"

static void try_body(struct hv_bytes bytes, struct hv_arena *arena)
{
    static const struct hv_seal_port seal = { unsealed, NULL };
    static const struct hv_open_port open = { unsealed, NULL };
    const struct hv_id log = { .b = { 1 } };
    struct hv_record record, again;
    struct hv_bytes first, second;
    const enum hv_code code = hv_record_body_decode(bytes, log, 1, &open, arena, &record);
    assert(code == HV_OK || code == HV_ECORRUPT || code == HV_EVERSION || code == HV_ENOMEM);
    if (code != HV_OK) {
        return;
    }
    assert(hv_record_body_encode(&record, log, 1, &seal, arena, &first) == HV_OK);
    assert(hv_record_body_decode(first, log, 1, &open, arena, &again) == HV_OK);
    assert(hv_record_body_encode(&again, log, 1, &seal, arena, &second) == HV_OK);
    assert(hv_bytes_equal(first, second));
}

/* A house that is founded takes it in, or says that it is corrupt. */
static void try_house(const struct hv_house_event *event, struct hv_arena *arena)
{
    const struct hv_house_event founded = { .type = HV_HOUSE_FOUNDED, .at = 1 };
    struct hv_house *house = hv_house_new(arena);
    struct hv_bytes encoded;

    assert(hv_house_body_encode(event, arena, &encoded) == HV_OK);
    assert(hv_house_evolve(house, &founded) == HV_OK);
    const enum hv_code code = hv_house_evolve(house, event);
    assert(code == HV_OK || code == HV_ECORRUPT);
    if (code == HV_OK) {
        assert(hv_codec_groups_page(founded.log, house, 0, arena, &encoded) == HV_OK);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct hv_arena arena;
    struct hv_stored_record stored;
    struct hv_house_event event;
    struct hv_bytes encoded;
    const struct hv_bytes bytes = { data, size };

    hv_arena_init(&arena, 64u * 1024u * 1024u);
    if (hv_stored_record_decode(bytes, &arena, &stored) == HV_OK) {
        assert(hv_stored_record_encode(&stored, &arena, &encoded) == HV_OK);
    }
    if (hv_house_body_decode(bytes, &arena, &event) == HV_OK) {
        try_house(&event, &arena);
    }
    try_body(bytes, &arena);
    hv_arena_free(&arena);
    return 0;
}
