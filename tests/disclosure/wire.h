/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What leaves the server, as bytes: each frame as the host sends it, made by the real codec, with
 * its size before it. What a codec says too much is seen here as well.
 */
#ifndef HV_TESTS_DISCLOSURE_WIRE_H
#define HV_TESTS_DISCLOSURE_WIRE_H

#include "codec/codec.h"

struct wire {
    uint8_t *data;
    size_t size;
    size_t room;
};

/* Each adds to `wire`, which begins as all zero and is given back with wire_free. */
void wire_add_number(struct wire *wire, int64_t number);
void wire_add_pane(struct wire *wire,
                   const struct hv_group *group,
                   struct hv_pane_key key,
                   const struct hv_pane *pane);

/* Tokens and keys, which the host fills in, are made of what the core names them by. */
void wire_add_page(struct wire *wire,
                   const struct hv_group *group,
                   const struct hv_read_page *page);
void wire_add_reply(struct wire *wire, enum hv_refusal refusal, uint32_t number);

/* For a device that comes back with its token; nothing for one that is not there any more. */
void wire_add_welcome(struct wire *wire, const struct hv_group *group, uint16_t device);
void wire_add_definitions(struct wire *wire, const struct hv_group *group, uint16_t device);

/* A pane, and a page as this device would get it; or the code or refusal why there is none. */
struct wire wire_of_pane(const struct hv_group *group, struct hv_pane_key key);
struct wire wire_of_page(const struct hv_group *group, uint16_t device, struct hv_read_key key);

void wire_free(struct wire *wire);

bool wire_has(const struct wire *wire, struct hv_bytes text);
bool wire_equal(const struct wire *a, const struct wire *b);

#endif
