/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What a server may send a client. The input is what happens to an engine, one after the other,
 * each with a byte that says what (enum happening): messages come, the transport comes and goes,
 * the program asks for things, and memory runs out. What the engine shows is looked at to the last
 * byte.
 */
#include <stdlib.h>
#include <string.h>

#include "houvast/client.h"
#include "houvast/v1/wire.pb-c.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/happening.h"
#include "tests/fuzz/screen.h"

#define TOKEN "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8"

struct input {
    const uint8_t *data;
    size_t size;
};

struct bench {
    struct hv_client *client;
    struct input input;
    uint8_t drawn;      /* ids are 1, 2, 3 … in all their bytes */
    size_t pieces;      /* of memory, not given back */
    size_t allocations; /* left until one fails; 0: none does */
    size_t seen;        /* bytes, so that looking is not left out */
};

static uint8_t take(struct input *input)
{
    if (input->size == 0) {
        return 0;
    }
    input->size--;
    return *input->data++;
}

/* ---- Around the engine ---- */

static void *allocate(void *data, size_t size)
{
    struct bench *bench = data;

    if (bench->allocations > 0 && --bench->allocations == 0) {
        return NULL;
    }
    bench->pieces++;
    return malloc(size);
}

static void release(void *data, void *pointer)
{
    struct bench *bench = data;

    bench->pieces--;
    free(pointer);
}

static void draw(void *data, void *buffer, size_t size)
{
    struct bench *bench = data;

    memset(buffer, ++bench->drawn, size);
}

static void on_pane(struct hv_client *client, void *data, const Houvast__V1__Pane *pane)
{
    struct bench *bench = data;

    (void)client;
    bench->seen += houvast__v1__pane__get_packed_size(pane);
}

static void on_reply(struct hv_client *client, void *data, const struct hv_client_reply *reply)
{
    struct bench *bench = data;

    (void)client;
    assert(reply->outcome >= HV_CLIENT_DONE && reply->outcome <= HV_CLIENT_UNKNOWN);
    bench->seen += reply->id[HV_CLIENT_ID_SIZE - 1];
    bench->seen += reply->token != NULL ? reply->token[HV_CLIENT_TOKEN_SIZE - 1] : 0;
}

static void on_page(struct hv_client *client, void *data, const struct hv_client_page *page)
{
    (void)data;
    assert((page->rows != NULL) + (page->groups != NULL) + (page->programmes != NULL) +
               (page->exercises != NULL) + (page->addresses != NULL) + (page->qr != NULL) +
               (page->second_factor != NULL) ==
           1);
    if (page->rows != NULL) {
        screen_draw_rows(client, page->rows);
    }
    if (page->qr != NULL) {
        screen_draw_qr(page->qr);
    }
}

static void on_admitted(struct hv_client *client, void *data, const uint8_t *token)
{
    struct bench *bench = data;

    (void)client;
    bench->seen += token[HV_CLIENT_TOKEN_SIZE - 1];
}

/* ---- What happens ---- */

static void look(struct bench *bench)
{
    const Houvast__V1__Welcome *welcome = hv_client_welcome(bench->client);

    for (int kind = 0; kind <= HOUVAST__V1__PANE_KIND__PANE_KIND_BOARD; kind++) {
        for (uint32_t number = 0; number <= 4; number++) {
            const Houvast__V1__Pane *pane = hv_client_pane(bench->client, kind, number);
            bench->seen += pane != NULL ? houvast__v1__pane__get_packed_size(pane) : 0;
        }
    }
    bench->seen += welcome != NULL ? houvast__v1__welcome__get_packed_size(welcome) : 0;
    bench->seen += (size_t)hv_client_server_time(bench->client, 1000);
    assert(hv_client_outstanding(bench->client) <= HV_CLIENT_OUTSTANDING_MAX);
    screen_draw_panes(bench->client);
}

static void receive(struct bench *bench)
{
    struct input *input = &bench->input;
    const size_t high = take(input);
    size_t size = high << 8 | take(input);
    uint8_t *message;
    enum hv_client_status status;

    size = size < input->size ? size : input->size;
    message = malloc(size); /* alone, so that AddressSanitizer sees a byte read beyond it */
    if (size > 0) {
        memcpy(message, input->data, size);
    }
    input->data += size;
    input->size -= size;
    status = hv_client_receive(bench->client, 1000, message, size);
    free(message);
    assert(status == HV_CLIENT_OK || status == HV_CLIENT_EFAREWELL ||
           status == HV_CLIENT_EPROTOCOL || status == HV_CLIENT_ENOMEM ||
           status == HV_CLIENT_ESTATE);
    if (status != HV_CLIENT_OK) {
        hv_client_lost(bench->client);
    }
    look(bench);
}

static void send_all(struct bench *bench)
{
    static uint8_t buffer[HV_CLIENT_SEND_MAX];
    size_t size = 0;

    while (hv_client_send_next(bench->client, buffer, sizeof buffer, &size) == HV_CLIENT_OK &&
           size > 0) {
        assert(size <= sizeof buffer);
    }
}

static void ask_command(struct bench *bench)
{
    Houvast__V1__Command command = HOUVAST__V1__COMMAND__INIT;
    Houvast__V1__AskMoreTime more = HOUVAST__V1__ASK_MORE_TIME__INIT;

    command.what_case = HOUVAST__V1__COMMAND__WHAT_ASK_MORE_TIME;
    command.ask_more_time = &more;
    (void)hv_client_command(bench->client, &command, NULL);
}

static void ask_read(struct bench *bench, uint8_t kind)
{
    Houvast__V1__Read read = HOUVAST__V1__READ__INIT;

    read.kind = (Houvast__V1__ReadKind)kind;
    read.run = 1;
    read.number = 1;
    (void)hv_client_read(bench->client, &read, NULL);
}

static void ask_catalogue(struct bench *bench, uint8_t kind)
{
    Houvast__V1__CatalogueRead read = HOUVAST__V1__CATALOGUE_READ__INIT;

    read.kind = (Houvast__V1__CatalogueKind)kind;
    (void)hv_client_catalogue_read(bench->client, &read, NULL);
}

static void happen(struct bench *bench)
{
    const struct hv_client_arrival arrival = { .device = HV_CLIENT_TABLE, .code = "2345 6789" };

    switch ((enum happening)(take(&bench->input) % HAPPENINGS)) {
    case RECEIVE:
        receive(bench);
        break;
    case OPENED:
        (void)hv_client_opened(bench->client);
        break;
    case LOST:
        hv_client_lost(bench->client);
        assert(hv_client_retry_delay(bench->client) <= 15000);
        break;
    case SEND:
        send_all(bench);
        break;
    case COMMAND:
        ask_command(bench);
        break;
    case READ:
        ask_read(bench, take(&bench->input));
        break;
    case CATALOGUE:
        ask_catalogue(bench, take(&bench->input));
        break;
    case QR:
        (void)hv_client_qr(bench->client, "http://localhost/", NULL);
        break;
    case ARRIVE:
        (void)hv_client_arrive(bench->client, &arrival);
        break;
    case LOGIN:
        (void)hv_client_login(bench->client, "paarden batterij", NULL);
        break;
    case OUT_OF_MEMORY:
        bench->allocations = take(&bench->input);
        break;
    case HAPPENINGS:
        break;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct bench bench = { .input = { data, size } };
    const struct hv_client_memory memory = { allocate, release, &bench };
    const bool has_token = (take(&bench.input) & 1) != 0;
    const struct hv_client_config config = {
        .token = has_token ? TOKEN : NULL,
        .language = HV_CLIENT_NL,
        .random = draw,
        .handlers = { .on_pane = on_pane,
                      .on_reply = on_reply,
                      .on_page = on_page,
                      .on_admitted = on_admitted },
        .data = &bench,
        .memory = &memory,
    };

    assert(hv_client_new(&config, &bench.client) == HV_CLIENT_OK);
    while (bench.input.size > 0) {
        happen(&bench);
    }
    hv_client_free(bench.client);
    assert(bench.pieces == 0);
    return 0;
}
