/* SPDX-License-Identifier: EUPL-1.2 */
#include "core/key_scope.h"

#include <string.h>

/* One byte owner, two number, four run, two meeting, one round, one keep class, two generation,
 * three zero; big endian. */
void hv_key_scope_bytes(const struct hv_key_scope *scope, uint8_t ret[HV_KEY_SCOPE_BYTES])
{
    const uint8_t bytes[HV_KEY_SCOPE_BYTES] = {
        (uint8_t)scope->owner,       (uint8_t)(scope->number >> 8),
        (uint8_t)scope->number,      (uint8_t)(scope->run >> 24),
        (uint8_t)(scope->run >> 16), (uint8_t)(scope->run >> 8),
        (uint8_t)scope->run,         (uint8_t)(scope->meeting >> 8),
        (uint8_t)scope->meeting,     (uint8_t)scope->round,
        (uint8_t)scope->keep,        (uint8_t)(scope->generation >> 8),
        (uint8_t)scope->generation,
    };

    memcpy(ret, bytes, sizeof bytes);
}

bool hv_key_scope_equal(const struct hv_key_scope *a, const struct hv_key_scope *b)
{
    return a->owner == b->owner && a->number == b->number && a->run == b->run &&
           a->meeting == b->meeting && a->round == b->round && a->keep == b->keep &&
           a->generation == b->generation;
}
