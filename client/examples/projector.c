/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A projector in a terminal: says where the evening is, whenever that changes, until Ctrl-C.
 *
 *     example_projector ws://10.0.0.5:8080/#TOKEN
 *
 * Invite a projector first; its token is what makes the server tell a stage to us, and nothing
 * private.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/random.h>

#include <uv.h>

#include "houvast/client.h"
#include "houvast/client_uv.h"
#include "houvast/v1/wire.pb-c.h"

struct projector {
    uv_loop_t loop;
    uv_signal_t interrupt;
    struct hv_client *client;
    struct hv_client_hub *hub;
    struct hv_client_link *link;
};

static void fill_random(void *data, void *buffer, size_t size)
{
    (void)data;
    if (getrandom(buffer, size, 0) != (ssize_t)size) {
        memset(buffer, 0, size); /* the library takes no id of zeros */
    }
}

static const char *words(const Houvast__V1__Text *text)
{
    return text != NULL ? text->en : "";
}

static void print_time_left(const struct projector *projector, const Houvast__V1__Timer *timer)
{
    int64_t now = hv_client_server_time(projector->client, (int64_t)uv_now(&projector->loop));
    int64_t left = timer->running ? timer->ends_at - now : timer->remaining_ms;

    printf(", %" PRId64 " s left%s", left > 0 ? left / 1000 : 0, timer->running ? "" : " (paused)");
}

static void on_pane(struct hv_client *client, void *data, const Houvast__V1__Pane *pane)
{
    if (pane->body_case != HOUVAST__V1__PANE__BODY_STAGE) {
        return;
    }
    const Houvast__V1__StagePane *stage = pane->stage;
    const Houvast__V1__Definition *exercise =
        stage->exercise.len == HV_CLIENT_HASH_SIZE
            ? hv_client_definition(client, stage->exercise.data)
            : NULL;

    if (!stage->meeting_open) {
        puts("no meeting is open");
        return;
    }
    printf("%s, step %u of %u: %s", words(stage->meeting_title), stage->step_place,
           stage->step_count, words(exercise != NULL ? exercise->title : stage->step_title));
    if (stage->timer != NULL) {
        print_time_left(data, stage->timer);
    }
    printf("%s%s\n", stage->announcement[0] != '\0' ? "\n  " : "", stage->announcement);
}

static void close_all(struct projector *projector)
{
    hv_client_link_close(projector->link, NULL, NULL);
    hv_client_hub_close(projector->hub, NULL, NULL);
    uv_close((uv_handle_t *)&projector->interrupt, NULL);
}

static void on_state(struct hv_client *client, void *data)
{
    struct projector *projector = data;
    switch (hv_client_state(client)) {
    case HV_CLIENT_WAITING:
        fprintf(stderr, "not connected: %s\n", hv_client_link_problem(projector->link));
        break;
    case HV_CLIENT_FAREWELLED:
        fprintf(stderr, "the server sent us away (%d)\n", (int)hv_client_farewell(client));
        close_all(projector);
        break;
    case HV_CLIENT_CONNECTING:
    case HV_CLIENT_OPEN:
        break;
    }
}

static void on_interrupt(uv_signal_t *handle, int number)
{
    (void)number;
    close_all(handle->data);
}

static enum hv_client_status show(struct projector *projector,
                                  const struct hv_client_address *address)
{
    struct hv_client_config config = {
        .token = address->token,
        .language = HV_CLIENT_EN,
        .random = fill_random,
        .handlers = { .on_state = on_state, .on_pane = on_pane },
        .data = projector,
    };
    enum hv_client_status status = hv_client_new(&config, &projector->client);
    if (status != HV_CLIENT_OK) {
        return status;
    }
    status = hv_client_hub_open(&projector->loop, NULL, &projector->hub);
    if (status != HV_CLIENT_OK) {
        goto free_client;
    }
    status = hv_client_link_open(projector->hub, projector->client, address, &projector->link);
    if (status == HV_CLIENT_OK) {
        uv_signal_init(&projector->loop, &projector->interrupt);
        projector->interrupt.data = projector;
        uv_signal_start(&projector->interrupt, on_interrupt, SIGINT);
    } else {
        hv_client_hub_close(projector->hub, NULL, NULL);
    }
    uv_run(&projector->loop, UV_RUN_DEFAULT); /* returns when everything has closed */
free_client:
    hv_client_free(projector->client);
    return status;
}

int main(int argc, char **argv)
{
    struct projector projector;
    struct hv_client_address address;

    if (argc != 2 || hv_client_address_parse(argv[1], &address) != HV_CLIENT_OK) {
        fputs("usage: example_projector ws://HOST:PORT/#TOKEN\n", stderr);
        return 64;
    }
    if (uv_loop_init(&projector.loop) != 0) {
        return 71;
    }
    enum hv_client_status status = show(&projector, &address);
    if (status != HV_CLIENT_OK) {
        fprintf(stderr, "%s\n", hv_client_status_text(status));
    }
    return uv_loop_close(&projector.loop) == 0 && status == HV_CLIENT_OK ? 0 : 71;
}
