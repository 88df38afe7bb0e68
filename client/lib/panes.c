/* SPDX-License-Identifier: EUPL-1.2 */
#include "panes.h"

static void release(struct hv_client_panes *panes, Houvast__V1__Pane *pane)
{
    ProtobufCAllocator allocator = hv_client_allocator(panes->account);
    houvast__v1__pane__free_unpacked(pane, &allocator);
}

void hv_client_panes_clear(struct hv_client_panes *panes)
{
    for (uint32_t i = 0; i < panes->count; i++) {
        release(panes, panes->items[i]);
    }
    panes->count = 0;
}

/* Its place, or the count when there is none. */
static uint32_t place_of(const struct hv_client_panes *panes, int kind, uint32_t number)
{
    uint32_t i = 0;
    while (i < panes->count &&
           ((int)panes->items[i]->kind != kind || panes->items[i]->number != number)) {
        i++;
    }
    return i;
}

const Houvast__V1__Pane *
hv_client_panes_find(const struct hv_client_panes *panes, int kind, uint32_t number)
{
    uint32_t i = place_of(panes, kind, number);
    return i < panes->count && panes->items[i]->body_case != HOUVAST__V1__PANE__BODY__NOT_SET
               ? panes->items[i]
               : NULL;
}

static bool has_body(const Houvast__V1__Pane *pane)
{
    return pane->body_case != HOUVAST__V1__PANE__BODY__NOT_SET;
}

static bool body_fits(const Houvast__V1__Pane *pane)
{
    static const Houvast__V1__Pane__BodyCase bodies[] = {
        [HOUVAST__V1__PANE_KIND__PANE_KIND_STAGE] = HOUVAST__V1__PANE__BODY_STAGE,
        [HOUVAST__V1__PANE_KIND__PANE_KIND_WALL] = HOUVAST__V1__PANE__BODY_WALL,
        [HOUVAST__V1__PANE_KIND__PANE_KIND_UNIT] = HOUVAST__V1__PANE__BODY_UNIT,
        [HOUVAST__V1__PANE_KIND__PANE_KIND_SEAT] = HOUVAST__V1__PANE__BODY_SEAT,
        [HOUVAST__V1__PANE_KIND__PANE_KIND_WORK] = HOUVAST__V1__PANE__BODY_WORK,
        [HOUVAST__V1__PANE_KIND__PANE_KIND_BOARD] = HOUVAST__V1__PANE__BODY_BOARD,
    };
    if (pane->kind <= 0 || (size_t)pane->kind >= sizeof bodies / sizeof bodies[0]) {
        return false;
    }
    return !has_body(pane) || pane->body_case == bodies[pane->kind];
}

enum hv_client_status
hv_client_panes_put(struct hv_client_panes *panes, Houvast__V1__Pane *pane, bool *ret_taken)
{
    if (!body_fits(pane)) {
        return HV_CLIENT_EPROTOCOL;
    }
    if (pane->epoch != panes->epoch) {
        hv_client_panes_clear(panes);
        panes->epoch = pane->epoch;
    }
    uint32_t i = place_of(panes, (int)pane->kind, pane->number);
    if (i == HV_CLIENT_PANES_MAX) {
        return HV_CLIENT_EPROTOCOL;
    }
    if (i < panes->count && (pane->revision < panes->items[i]->revision ||
                             (pane->revision == panes->items[i]->revision && has_body(pane) &&
                              has_body(panes->items[i])))) {
        *ret_taken = false;
        return HV_CLIENT_OK;
    }
    if (i < panes->count) {
        release(panes, panes->items[i]);
    } else {
        panes->count++;
    }
    panes->items[i] = pane;
    *ret_taken = true;
    return HV_CLIENT_OK;
}
