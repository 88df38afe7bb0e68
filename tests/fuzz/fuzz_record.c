/* SPDX-License-Identifier: EUPL-1.2 */
/* Stored records, and bodies of groups and of the house. What is read as a body is written and read
 * again, and must be the same. */
#include <stdlib.h>

#include "codec/record.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static enum hv_code pass(void *data,
                         const struct hv_key_scope *scope,
                         struct hv_bytes associated,
                         struct hv_bytes content,
                         struct hv_arena *arena,
                         struct hv_bytes *ret)
{
    (void)data;
    (void)scope;
    (void)associated;
    (void)arena;
    *ret = content;
    return HV_OK;
}

static void must(bool held)
{
    if (!held)
        abort();
}

static void try_body(struct hv_bytes bytes, struct hv_arena *arena)
{
    static const struct hv_seal_port seal = { pass, NULL };
    static const struct hv_open_port open = { pass, NULL };
    const struct hv_id log = { .b = { 1 } };
    struct hv_record record, again;
    struct hv_bytes first, second;
    const enum hv_code code = hv_record_body_decode(bytes, log, 1, &open, arena, &record);
    must(code == HV_OK || code == HV_ECORRUPT || code == HV_EVERSION || code == HV_ENOMEM);
    if (code != HV_OK)
        return;
    must(hv_record_body_encode(&record, log, 1, &seal, arena, &first) == HV_OK);
    must(hv_record_body_decode(first, log, 1, &open, arena, &again) == HV_OK);
    must(hv_record_body_encode(&again, log, 1, &seal, arena, &second) == HV_OK);
    must(hv_bytes_equal(first, second));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct hv_arena arena;
    struct hv_stored_record stored;
    struct hv_house_event event;
    struct hv_bytes encoded;
    const struct hv_bytes bytes = { data, size };
    hv_arena_init(&arena, 64u * 1024u * 1024u);
    if (hv_stored_record_decode(bytes, &arena, &stored) == HV_OK)
        must(hv_stored_record_encode(&stored, &arena, &encoded) == HV_OK);
    if (hv_house_body_decode(bytes, &arena, &event) == HV_OK)
        must(hv_house_body_encode(&event, &arena, &encoded) == HV_OK);
    try_body(bytes, &arena);
    hv_arena_free(&arena);
    return 0;
}
