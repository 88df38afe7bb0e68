/* SPDX-License-Identifier: EUPL-1.2 */
#include <strings.h>

#include "net/link.h"

/* The `in` of HTTP_CONFIRM_UPGRADE may dangle in libwebsockets 4.1.6 (CVE-2025-11677), so the
 * header is read again. It also keeps `Upgrade: h2c`, and with it the whole HTTP/2 parser, out. */
bool hv_upgrade_is_websocket(struct lws *wsi)
{
    char value[16];
    return lws_hdr_total_length(wsi, WSI_TOKEN_UPGRADE) == 9 &&
           lws_hdr_copy(wsi, value, sizeof value, WSI_TOKEN_UPGRADE) == 9 &&
           strcasecmp(value, "websocket") == 0;
}

bool hv_header_copy(struct lws *wsi, enum lws_token_indexes token, char *ret, size_t room)
{
    int size = lws_hdr_total_length(wsi, token);
    return size > 0 && (size_t)size < room && lws_hdr_copy(wsi, ret, (int)room, token) == size &&
           strlen(ret) == (size_t)size;
}

const char *hv_request_host(const struct hv_net *net, struct lws *wsi)
{
    char value[HV_HOST_NAME_MAX + 1];

    return hv_header_copy(wsi, WSI_TOKEN_HOST, value, sizeof value)
               ? hv_origins_find_host(&net->origins, value)
               : NULL;
}

/* NULL: it is not there, or longer than anything that we would take. */
static const char *header(struct lws *wsi, enum lws_token_indexes token, char *buffer, size_t room)
{
    return hv_header_copy(wsi, token, buffer, room) ? buffer : NULL;
}

bool hv_upgrade_allowed(const struct hv_net *net, struct lws *wsi)
{
    char version[16], host[HV_HOST_NAME_MAX + 1], origin[HV_HOST_NAME_MAX + 16];
    const struct hv_upgrade upgrade = {
        .is_get = lws_hdr_total_length(wsi, WSI_TOKEN_GET_URI) > 0,
        .version = header(wsi, WSI_TOKEN_VERSION, version, sizeof version),
        .host = header(wsi, WSI_TOKEN_HOST, host, sizeof host),
        .has_origin = lws_hdr_total_length(wsi, WSI_TOKEN_ORIGIN) > 0,
        .origin = header(wsi, WSI_TOKEN_ORIGIN, origin, sizeof origin),
        .has_cookie = lws_hdr_total_length(wsi, WSI_TOKEN_HTTP_COOKIE) > 0,
    };

    return hv_origins_allow_upgrade(&net->origins, &upgrade);
}
