/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * An outgoing frame: encoded once, shared by all its readers, counted. Before the payload lies room
 * for whatever a transport writes in front of it. One thread only.
 */
#ifndef HV_HOST_FRAME_H
#define HV_HOST_FRAME_H

#include <stddef.h>
#include <stdint.h>

#include "base/bytes.h"

#define HV_FRAME_HEADROOM 16 /* LWS_PRE; net asserts it */

struct hv_frame {
    uint32_t references;
    uint32_t size;
    uint8_t bytes[]; /* HV_FRAME_HEADROOM, then `size` bytes of payload */
};

/* A frame with one reference and a copy of `payload`; NULL without memory. */
struct hv_frame *hv_frame_new(struct hv_bytes payload);
struct hv_frame *hv_frame_keep(struct hv_frame *frame);
/* The last one wipes the payload. NULL is fine. */
void hv_frame_release(struct hv_frame *frame);

static inline uint8_t *hv_frame_payload(struct hv_frame *frame)
{
    return frame->bytes + HV_FRAME_HEADROOM;
}

#endif
