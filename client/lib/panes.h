/* SPDX-License-Identifier: EUPL-1.2 */
/* The newest pane of each kind and number. */
#ifndef HV_CLIENT_PANES_H
#define HV_CLIENT_PANES_H

#include "account.h"
#include "houvast/v1/pane.pb-c.h"

#define HV_CLIENT_PANES_MAX 256

struct hv_client_panes {
    struct hv_client_account *account;
    uint64_t epoch; /* of all of them */
    uint32_t count;
    Houvast__V1__Pane *items[HV_CLIENT_PANES_MAX];
};

void hv_client_panes_clear(struct hv_client_panes *panes);

/* NULL: there is none, or it was taken away. */
const Houvast__V1__Pane *
hv_client_panes_find(const struct hv_client_panes *panes, int kind, uint32_t number);

/* Takes `pane` when it is newer than what is there; `ret_taken` says so. One of another epoch is
 * newer than all. HV_CLIENT_EPROTOCOL: its body is not of its kind, or there are too many. */
enum hv_client_status
hv_client_panes_put(struct hv_client_panes *panes, Houvast__V1__Pane *pane, bool *ret_taken);

#endif
