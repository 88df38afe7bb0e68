/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A page goes out in pieces, each when the kernel took the one before: a slow reader costs this
 * server one piece, and one that takes none for HV_STALL_S is dropped.
 */
#include "net/answer.h"

#include <stdio.h>
#include <string.h>

#include "net/headers.h"

#define PIECE         16384
#define CACHE_PAGE    "public, max-age=0, must-revalidate"
#define CACHE_ASSET   "public, max-age=31536000, immutable"
#define TYPE_OF_ERROR "text/plain; charset=utf-8"

static int complete(struct lws *wsi)
{
    return lws_http_transaction_completed(wsi) != 0 ? -1 : 0;
}

static bool is_head(struct lws *wsi)
{
    return lws_hdr_total_length(wsi, WSI_TOKEN_HEAD_URI) > 0;
}

/* `text` comes behind the head. */
static bool
write_head(const struct hv_net *net, struct lws *wsi, const struct hv_head *head, const char *text)
{
    uint8_t bytes[LWS_PRE + HV_HEADERS_SIZE_MAX + 64];
    char *start = (char *)bytes + LWS_PRE;
    size_t size = hv_headers_write(head, net->tls, start);

    int more = snprintf(start + size, 64, "%s", text);
    size += more > 0 ? (size_t)more : 0;
    return lws_write(wsi, bytes + LWS_PRE, size, LWS_WRITE_HTTP_HEADERS) == (int)size;
}

/* The connection ends with it: what would come behind a request like this is not to be trusted. */
static int refuse(const struct hv_net *net, struct lws *wsi, unsigned status, const char *host)
{
    char text[64];
    int size = snprintf(text, sizeof text, "%u %s\n", status, hv_headers_phrase(status));
    struct hv_head head = {
        .status = status, .type = TYPE_OF_ERROR, .size = (size_t)size, .host = host, .closes = true
    };

    (void)write_head(net, wsi, &head, is_head(wsi) ? "" : text);
    return -1;
}

static bool has_body(struct lws *wsi)
{
    char value[8];

    return lws_hdr_total_length(wsi, WSI_TOKEN_HTTP_TRANSFER_ENCODING) > 0 ||
           (lws_hdr_total_length(wsi, WSI_TOKEN_HTTP_CONTENT_LENGTH) > 0 &&
            !(hv_header_copy(wsi, WSI_TOKEN_HTTP_CONTENT_LENGTH, value, sizeof value) &&
              strcmp(value, "0") == 0));
}

static bool takes_gzip(struct lws *wsi)
{
    char value[256];

    return hv_header_copy(wsi, WSI_TOKEN_HTTP_ACCEPT_ENCODING, value, sizeof value) &&
           hv_headers_take_gzip(value);
}

static bool has_it(struct lws *wsi, const struct hv_page_form *form)
{
    char value[512];

    return hv_header_copy(wsi, WSI_TOKEN_HTTP_IF_NONE_MATCH, value, sizeof value) &&
           hv_headers_name_etag(value, form->etag);
}

/* It is only made ready: see hv_answer_continue. */
static int
give(struct lws *wsi, struct hv_download *download, const struct hv_page *page, const char *host)
{
    bool gzip = page->gzip.bytes != NULL && takes_gzip(wsi);
    const struct hv_page_form *form = gzip ? &page->gzip : &page->plain;
    bool known = has_it(wsi, form);

    *download = (struct hv_download){ .due = true, .left = known || is_head(wsi) ? 0 : form->size };
    download->rest = form->bytes;
    snprintf(download->host, sizeof download->host, "%s", host);
    download->head = (struct hv_head){ .status = known ? 304 : 200,
                                       .type = known ? NULL : page->type,
                                       .size = form->size,
                                       .cache = page->asset ? CACHE_ASSET : CACHE_PAGE,
                                       .etag = form->etag,
                                       .host = download->host,
                                       .varies = page->gzip.bytes != NULL,
                                       .gzip = gzip && !known };
    lws_callback_on_writable(wsi);
    return 0;
}

int hv_answer_begin(const struct hv_net *net,
                    struct lws *wsi,
                    struct hv_download *download,
                    const char *path,
                    size_t size)
{
    const char *host = hv_request_host(net, wsi);
    const struct hv_page *page = net->pages != NULL ? hv_pages_find(net->pages, path, size) : NULL;

    if (!net->accepting) {
        return -1;
    }
    if (lws_hdr_total_length(wsi, WSI_TOKEN_HOST) == 0) {
        return refuse(net, wsi, 400, NULL);
    }
    if (host == NULL) {
        hv_log(net->log, HV_LOG_CONNECTION_REFUSED, 421);
        return refuse(net, wsi, 421, NULL);
    }
    if (lws_hdr_total_length(wsi, WSI_TOKEN_GET_URI) == 0 && !is_head(wsi)) {
        return refuse(net, wsi, 405, host);
    }
    if (has_body(wsi)) {
        return refuse(net, wsi, 400, host);
    }
    return page != NULL ? give(wsi, download, page, host) : refuse(net, wsi, 404, host);
}

/*
 * Until the page is out, what the other side sends stays in the kernel. libwebsockets 4.1.6 does
 * not read it in this state, yet goes on polling for it, and its flow control would stop writing as
 * well. So polling is switched off, and allowing it again is left pending: it is done when a
 * callback returns 0, as the last one does.
 */
static int wait_without_reading(struct lws *wsi)
{
    lws_rx_flow_control(wsi, LWS_RXFLOW_REASON_APPLIES_DISABLE | LWS_RXFLOW_REASON_USER_BOOL |
                                 LWS_RXFLOW_REASON_FLAG_PROCESS_NOW);
    lws_rx_flow_control(wsi, LWS_RXFLOW_REASON_APPLIES_ENABLE | LWS_RXFLOW_REASON_USER_BOOL);
    lws_callback_on_writable(wsi);
    return 1;
}

/* Not even the head is written before the connection takes more, and the next request is not looked
 * at before it has taken the last piece: else the requests of somebody who reads no answers would
 * be polled for over and over. */
int hv_answer_continue(const struct hv_net *net, struct lws *wsi, struct hv_download *download)
{
    if (download == NULL || !download->due) {
        return 0;
    }
    lws_set_timeout(wsi, PENDING_TIMEOUT_HTTP_CONTENT, HV_STALL_S);
    if (!download->begun) {
        download->begun = true;
        return write_head(net, wsi, &download->head, "") ? wait_without_reading(wsi) : -1;
    }
    if (download->left == 0) {
        download->due = false;
        return complete(wsi);
    }
    size_t size = download->left < PIECE ? download->left : PIECE;
    if (lws_write(wsi, download->rest, size, LWS_WRITE_HTTP) < 0) {
        return -1;
    }
    download->rest += size;
    download->left -= size;
    return wait_without_reading(wsi);
}
