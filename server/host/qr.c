/* SPDX-License-Identifier: EUPL-1.2 */
/* QR codes, by libqrencode: they are drawn by who asked. */
#include <errno.h>
#include <qrencode.h>

#include "host/room.h"

/* One bit a module, the highest first. */
static enum hv_code pack_modules(const QRcode *code, struct hv_arena *arena, struct hv_qr *ret)
{
    uint32_t side = (uint32_t)code->width;
    size_t size = ((size_t)side * side + 7) / 8;
    uint8_t *modules = hv_arena_alloc(arena, size);

    if (modules == NULL) {
        return HV_ENOMEM;
    }
    for (size_t i = 0; i < (size_t)side * side; i++) {
        modules[i / 8] |= (uint8_t)((code->data[i] & 1) << (7 - i % 8));
    }
    *ret = (struct hv_qr){ .side = side, .modules = { .data = modules, .size = size } };
    return HV_OK;
}

static enum hv_code encode(struct hv_bytes text, struct hv_arena *arena, struct hv_qr *ret)
{
    QRcode *code = QRcode_encodeData((int)text.size, text.data, 0, QR_ECLEVEL_M);

    if (code == NULL) {
        return errno == ERANGE ? HV_ETOOBIG : HV_ENOMEM;
    }
    enum hv_code result = pack_modules(code, arena, ret);
    QRcode_free(code);
    return result;
}

enum hv_served hv_member_send_qr(struct hv_member *member, const struct hv_message *message)
{
    struct hv_arena *arena = &member->host->turn;
    struct hv_bytes page = { .data = NULL, .size = 0 };
    struct hv_qr qr;

    enum hv_code code = encode(message->qr_text, arena, &qr);
    if (code == HV_OK) {
        code = hv_codec_qr_page(message->id, &qr, arena, &page);
    }
    return hv_member_answer(member, message->id, code, page);
}
