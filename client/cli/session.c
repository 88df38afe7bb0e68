/* SPDX-License-Identifier: EUPL-1.2 */
#include "session.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "json.h"
#include "link_file.h"

enum {
    SECOND_MS = 1000,
    LOST_AFTER = 2, /* seconds, before it is said */
    GIVEN_UP_AFTER = 10
};

/* ---- Saying ---- */

struct hv_page hv_session_page(struct hv_session *session)
{
    struct hv_page page;

    hv_page_init(&page, session->language, hv_terminal_width(session->terminal));
    return page;
}

void hv_session_print(struct hv_session *session, struct hv_page *page)
{
    if (page->size > 0 && !session->options->json) {
        hv_terminal_print(session->terminal, hv_page_text(page));
    }
    hv_page_free(page);
}

void hv_session_say(struct hv_session *session, enum hv_word word)
{
    struct hv_page page = hv_session_page(session);

    hv_page_say(&page, word);
    hv_session_print(session, &page);
}

void hv_session_link(struct hv_session *session,
                     const uint8_t token[HV_CLIENT_TOKEN_SIZE],
                     char ret[HV_CLIENT_ADDRESS_TEXT_MAX])
{
    struct hv_client_address address = session->hall.address;

    hv_client_token_format(token, address.token);
    if (hv_client_address_format(&address, ret, HV_CLIENT_ADDRESS_TEXT_MAX) != HV_CLIENT_OK) {
        ret[0] = '\0';
    }
}

void hv_session_hold(struct hv_session *session, bool hold)
{
    hv_terminal_hold(session->terminal, hold);
}

int64_t hv_session_now(const struct hv_session *session)
{
    return session->device != NULL ? hv_device_server_time(session->device) : 0;
}

static const Houvast__V1__Definition *find_definition(void *data, const ProtobufCBinaryData *hash)
{
    const struct hv_session *session = data;

    return session->device != NULL ? hv_device_definition(session->device, hash) : NULL;
}

/* ---- The end ---- */

void hv_session_end(struct hv_session *session, int code)
{
    if (session->ending) {
        return;
    }
    session->ending = true;
    session->code = code;
    uv_close((uv_handle_t *)&session->second, NULL);
    hv_terminal_close(session->terminal);
    if (session->device != NULL) {
        hv_device_close(session->device, NULL, NULL);
        session->device = NULL;
    }
    if (session->hall_is_open) {
        hv_hall_close(&session->hall);
    }
}

static bool has_unsent(const struct hv_session *session)
{
    return session->device != NULL &&
           (hv_device_waiting(session->device) > 0 ||
            (session->verb->is_unsaved != NULL && session->verb->is_unsaved(session->data)));
}

/* The second Ctrl-C leaves at once. */
static bool on_interrupt(void *data)
{
    struct hv_session *session = data;

    if (session->leaving || !has_unsent(session)) {
        return false;
    }
    session->leaving = true;
    hv_session_say(session, HV_WORD_LEAVE_ASK);
    return true;
}

void hv_session_leave(struct hv_session *session)
{
    if (!hv_terminal_is_person(session->terminal) || !on_interrupt(session)) {
        hv_session_end(session, EX_OK);
    }
}

static void answer_leaving(struct hv_session *session, const char *line)
{
    int yes = hv_input_yes(line);

    if (yes == 1) {
        hv_session_end(session, EX_OK);
    } else if (yes == 0) {
        session->leaving = false;
        hv_session_say(session, HV_WORD_LEAVE_NOT);
    } else {
        hv_session_say(session, HV_WORD_LEAVE_ASK);
    }
}

/* ---- The device ---- */

static void say_farewell(struct hv_session *session)
{
    enum hv_client_farewell farewell = hv_device_farewell(session->device);
    enum hv_word word = hv_word_of_farewell((int)farewell);

    hv_session_end(session, EX_UNAVAILABLE);
    fprintf(stderr, "houvast: %s\n", hv_word(word, session->language));
}

static void on_state(void *data)
{
    struct hv_session *session = data;
    const Houvast__V1__Welcome *welcome = hv_device_welcome(session->device);

    if (hv_device_state(session->device) == HV_CLIENT_FAREWELLED) {
        say_farewell(session);
        return;
    }
    if (hv_device_online(session->device)) {
        if (session->told_lost) {
            hv_session_say(session, HV_WORD_CONNECTED_AGAIN);
        }
        session->told_lost = false;
        session->lost_for = 0;
        if (welcome != NULL && session->verb->on_welcome != NULL &&
            !session->verb->on_welcome(session->data, welcome)) {
            hv_session_end(session, EX_USAGE);
            return;
        }
    }
    if (!session->ending && session->verb->on_state != NULL) {
        session->verb->on_state(session->data);
    }
}

static void on_pane(void *data, const Houvast__V1__Pane *pane)
{
    struct hv_session *session = data;

    if (session->options->json) {
        hv_json_print("pane", &pane->base);
    }
    if (session->verb->on_pane != NULL) {
        session->verb->on_pane(session->data, pane);
    }
}

static void go_if_done(struct hv_session *session)
{
    if (session->last_words && !session->ending &&
        (session->device == NULL || hv_device_waiting(session->device) == 0)) {
        hv_session_end(session, EX_OK);
    }
}

static void on_reply(void *data, const struct hv_answered *answered)
{
    struct hv_session *session = data;

    if (session->options->json) {
        char link[HV_CLIENT_ADDRESS_TEXT_MAX] = "";

        if (answered->reply->token != NULL) {
            hv_session_link(session, answered->reply->token, link);
        }
        hv_json_print_reply(answered, link);
    }
    if (session->verb->on_reply != NULL) {
        session->verb->on_reply(session->data, answered);
    }
    go_if_done(session);
}

static void on_page(void *data, int asked, const struct hv_client_page *page)
{
    struct hv_session *session = data;

    if (session->options->json) {
        hv_json_print_page(page);
    }
    if (session->verb->on_page != NULL) {
        session->verb->on_page(session->data, asked, page);
    }
    go_if_done(session);
}

static void connect_with(struct hv_session *session, const char *token)
{
    static const struct hv_device_handlers handlers = {
        .on_state = on_state, .on_pane = on_pane, .on_reply = on_reply, .on_page = on_page
    };
    enum hv_client_status status =
        hv_device_open(&session->hall, token, &handlers, session, &session->device);

    if (status != HV_CLIENT_OK) {
        session->device = NULL;
        hv_session_end(session, EX_SOFTWARE);
        fprintf(stderr, "houvast: %s\n", hv_client_status_text(status));
    }
}

void hv_session_move(struct hv_session *session, const uint8_t token[HV_CLIENT_TOKEN_SIZE])
{
    char text[HV_CLIENT_TOKEN_TEXT_SIZE + 1];

    hv_client_token_format(token, text);
    hv_device_close(session->device, NULL, NULL);
    connect_with(session, text);
}

static void enter(struct hv_session *session, const struct hv_client_address *address)
{
    enum hv_client_status status =
        hv_hall_open(&session->loop, address, session->language, &session->hall);

    if (status != HV_CLIENT_OK) {
        hv_session_end(session, EX_OSERR);
        fprintf(stderr, "houvast: %s\n", hv_client_status_text(status));
        return;
    }
    session->hall_is_open = true;
    hv_session_hold(session, true);
    connect_with(session, address->token);
}

/* ---- The terminal ---- */

static void on_line(void *data, const char *line)
{
    struct hv_session *session = data;
    struct hv_client_address address;

    if (session->leaving) {
        answer_leaving(session, line);
    } else if (session->device != NULL) {
        if (session->verb->on_line != NULL) {
            session->verb->on_line(session->data, line);
        }
    } else if (hv_link_read(line, &address)) {
        hv_terminal_ask(session->terminal, "> ", false);
        enter(session, &address);
        explicit_bzero(&address, sizeof address);
    } else if (line[0] != '\0') {
        hv_session_say(session, HV_WORD_LINK_NONE);
    }
}

static void on_resize(void *data)
{
    struct hv_session *session = data;

    if (session->device != NULL && session->verb->on_resize != NULL) {
        session->verb->on_resize(session->data);
    }
}

/* A person who leaves, leaves at once; a script waits for what it asked. */
static void on_end(void *data)
{
    struct hv_session *session = data;

    if (hv_terminal_is_person(session->terminal)) {
        hv_session_end(session, EX_OK);
        return;
    }
    session->last_words = true;
    go_if_done(session);
}

static void say_no_server(struct hv_session *session, FILE *stream)
{
    char where[HV_CLIENT_HOST_MAX + 16];
    const char *const parts[] = { where, NULL };
    char *sentence;

    snprintf(where, sizeof where, "%s:%u", session->hall.address.host,
             (unsigned)session->hall.address.port);
    sentence = hv_fill(hv_word(HV_WORD_NO_SERVER, session->language), parts);
    if (sentence != NULL && stream != NULL) {
        fprintf(stream, "houvast: %s\n", sentence);
    } else if (sentence != NULL) {
        hv_terminal_print(session->terminal, sentence);
    }
    free(sentence);
}

/* A person is told, and waits as long as they like; a script is not kept waiting for a server that
 * never was there. */
static void miss_server(struct hv_session *session)
{
    bool never = hv_device_welcome(session->device) == NULL;

    session->lost_for++;
    if (never && !hv_terminal_is_person(session->terminal) && session->lost_for >= GIVEN_UP_AFTER) {
        say_no_server(session, stderr);
        hv_session_end(session, EX_UNAVAILABLE);
        return;
    }
    if (session->told_lost || session->lost_for < LOST_AFTER) {
        return;
    }
    session->told_lost = true;
    if (never && hv_terminal_is_person(session->terminal)) {
        say_no_server(session, NULL);
    } else {
        hv_session_say(session, HV_WORD_CONNECTION_LOST);
    }
    if (session->verb->on_state != NULL) {
        session->verb->on_state(session->data);
    }
}

static void on_second(uv_timer_t *timer)
{
    struct hv_session *session = timer->data;

    if (session->device == NULL) {
        return;
    }
    if (!hv_device_online(session->device)) {
        miss_server(session);
    }
    if (!session->ending && session->verb->on_second != NULL) {
        session->verb->on_second(session->data);
    }
}

/* ---- The whole ---- */

static void begin(struct hv_session *session, const struct hv_client_address *address)
{
    uv_timer_init(&session->loop, &session->second);
    session->second.data = session;
    uv_timer_start(&session->second, on_second, SECOND_MS, SECOND_MS);
    if (address != NULL) {
        hv_terminal_ask(session->terminal, "> ", false);
        enter(session, address);
    } else {
        hv_terminal_ask(session->terminal, hv_word(session->verb->ask, session->language), true);
    }
}

int hv_session_run(struct hv_session *session,
                   const struct hv_options *options,
                   const struct hv_session_verb *verb,
                   void *data)
{
    static const struct hv_terminal_handlers handlers = {
        .on_line = on_line, .on_end = on_end, .on_interrupt = on_interrupt, .on_resize = on_resize
    };
    struct hv_client_address address;
    int code = EX_OK;

    session->options = options;
    session->language = options->language;
    session->verb = verb;
    session->data = data;
    session->definitions.find = find_definition;
    session->definitions.data = session;
    if (options->file != NULL) {
        code = hv_link_file_open(options->file, options->language, &address);
    }
    if (code != EX_OK) {
        return code;
    }
    if (uv_loop_init(&session->loop) != 0) {
        return EX_OSERR;
    }
    if (hv_terminal_open(&session->loop, options->plain || options->json, options->language,
                         &handlers, session, &session->terminal) != 0) {
        return EX_OSERR;
    }
    begin(session, options->file != NULL ? &address : NULL);
    explicit_bzero(&address, sizeof address);
    uv_run(&session->loop, UV_RUN_DEFAULT);
    uv_loop_close(&session->loop);
    return session->code;
}
