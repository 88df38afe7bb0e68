/* SPDX-License-Identifier: EUPL-1.2 */
#include "host/frame.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

struct hv_frame *hv_frame_new(struct hv_bytes payload)
{
    if (payload.size > UINT32_MAX) {
        return NULL;
    }
    struct hv_frame *frame = malloc(sizeof *frame + HV_FRAME_HEADROOM + payload.size);
    if (frame == NULL) {
        return NULL;
    }
    frame->references = 1;
    frame->size = (uint32_t)payload.size;
    memset(frame->bytes, 0, HV_FRAME_HEADROOM);
    if (payload.size > 0) {
        memcpy(hv_frame_payload(frame), payload.data, payload.size);
    }
    return frame;
}

struct hv_frame *hv_frame_keep(struct hv_frame *frame)
{
    assert(frame->references > 0 && frame->references < UINT32_MAX);
    frame->references++;
    return frame;
}

void hv_frame_release(struct hv_frame *frame)
{
    if (frame == NULL) {
        return;
    }
    assert(frame->references > 0);
    if (--frame->references == 0) {
        explicit_bzero(hv_frame_payload(frame), frame->size);
        free(frame);
    }
}
