/* SPDX-License-Identifier: EUPL-1.2 */
/* What the server says to those who are to come in: tokens, addresses, QR codes, a second
 * factor. */
#include <assert.h>

#include "codec/replies.h"

#define WIRE(name) Houvast__V1__##name

struct admission {
    uint8_t token[HV_TOKEN_SIZE];
};

static const struct hv_row admission_rows[] = {
    HV_FIXED(struct admission, token, WIRE(Admission), token),
};

enum hv_code
hv_codec_admission(const uint8_t token[HV_TOKEN_SIZE], struct hv_arena *arena, struct hv_bytes *ret)
{
    static const struct hv_mapping mapping =
        HV_MAPPING(houvast__v1__admission, struct admission, admission_rows);
    struct hv_mapper mapper = { .arena = arena };
    struct admission admission;

    memcpy(admission.token, token, sizeof admission.token);
    return hv_codec_server_message(&mapper, HOUVAST__V1__SERVER_MESSAGE__MESSAGE_ADMISSION,
                                   &mapping, &admission, ret);
}

struct addresses {
    struct hv_id id;
    struct hv_bytes texts[HV_ADDRESSES_MAX];
    uint32_t count;
};

static const struct hv_row addresses_rows[] = {
    HV_FIXED(struct addresses, id, WIRE(AddressesPage), id),
    HV_TEXTS_INSIDE(struct addresses,
                    texts,
                    count,
                    HV_ADDRESSES_MAX,
                    WIRE(AddressesPage),
                    addresses),
};

enum hv_code hv_codec_addresses_page(struct hv_id id,
                                     const struct hv_bytes *addresses,
                                     uint32_t count,
                                     struct hv_arena *arena,
                                     struct hv_bytes *ret)
{
    static const struct hv_mapping mapping =
        HV_MAPPING(houvast__v1__addresses_page, struct addresses, addresses_rows);
    struct hv_mapper mapper = { .arena = arena };
    struct addresses page = { .id = id, .count = count };

    assert(count <= HV_ADDRESSES_MAX);
    for (uint32_t i = 0; i < count; i++) {
        page.texts[i] = addresses[i];
    }
    return hv_codec_server_message(&mapper, HOUVAST__V1__SERVER_MESSAGE__MESSAGE_ADDRESSES_PAGE,
                                   &mapping, &page, ret);
}

struct qr_page {
    struct hv_id id;
    struct hv_qr qr;
};

static const struct hv_row qr_rows[] = {
    HV_FIXED(struct qr_page, id, WIRE(QrPage), id),
    HV_NUMBER(struct qr_page, qr.side, WIRE(QrPage), side),
    HV_BYTES(struct qr_page, qr.modules, WIRE(QrPage), modules),
};

enum hv_code hv_codec_qr_page(struct hv_id id,
                              const struct hv_qr *qr,
                              struct hv_arena *arena,
                              struct hv_bytes *ret)
{
    static const struct hv_mapping mapping =
        HV_MAPPING(houvast__v1__qr_page, struct qr_page, qr_rows);
    struct hv_mapper mapper = { .arena = arena };
    const struct qr_page page = { .id = id, .qr = *qr };

    return hv_codec_server_message(&mapper, HOUVAST__V1__SERVER_MESSAGE__MESSAGE_QR_PAGE, &mapping,
                                   &page, ret);
}

static const struct hv_row second_factor_rows[] = {
    HV_FIXED(struct hv_second_factor_page, id, WIRE(SecondFactorPage), id),
    HV_NUMBER(struct hv_second_factor_page, set, WIRE(SecondFactorPage), set),
    HV_TEXT(struct hv_second_factor_page, secret, WIRE(SecondFactorPage), secret),
    HV_TEXT(struct hv_second_factor_page, uri, WIRE(SecondFactorPage), uri),
    HV_SIGNED(struct hv_second_factor_page, now, WIRE(SecondFactorPage), now),
};

enum hv_code hv_codec_second_factor_page(const struct hv_second_factor_page *page,
                                         struct hv_arena *arena,
                                         struct hv_bytes *ret)
{
    static const struct hv_mapping mapping = HV_MAPPING(
        houvast__v1__second_factor_page, struct hv_second_factor_page, second_factor_rows);
    struct hv_mapper mapper = { .arena = arena };

    return hv_codec_server_message(&mapper, HOUVAST__V1__SERVER_MESSAGE__MESSAGE_SECOND_FACTOR_PAGE,
                                   &mapping, page, ret);
}
