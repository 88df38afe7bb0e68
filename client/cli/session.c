/* SPDX-License-Identifier: EUPL-1.2 */
#include "session.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "json.h"
#include "screen.h"

enum {
    SECOND_MS = 1000,
    LOST_AFTER = 2, /* seconds, before it is said */
    SLOW_AFTER = 6, /* the same while the server may be looking at a passphrase */
    GIVEN_UP_AFTER = 10
};

/* ---- Saying ---- */

struct hv_page hv_session_page(struct hv_session *session)
{
    struct hv_page page;

    hv_page_init(&page, session->language, hv_screen_width());
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

static void come_in(struct hv_session *session);

/* Whoever mistyped can type it once more. */
static bool tries_again(struct hv_session *session)
{
    enum hv_client_farewell farewell = hv_device_farewell(session->device);

    if ((farewell != HV_CLIENT_FAREWELL_NOT_ADMITTED && farewell != HV_CLIENT_FAREWELL_RESTING) ||
        !hv_terminal_is_person(session->terminal) || !hv_entrance_again(&session->entrance)) {
        return false;
    }
    hv_device_close(session->device, NULL, NULL);
    session->device = NULL;
    hv_session_say(session, hv_word_of_farewell((int)farewell));
    come_in(session);
    return true;
}

static void on_state(void *data)
{
    struct hv_session *session = data;
    const Houvast__V1__Welcome *welcome = hv_device_welcome(session->device);

    if (hv_device_state(session->device) == HV_CLIENT_FAREWELLED) {
        if (!tries_again(session)) {
            say_farewell(session);
        }
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
        char link[HV_LINK_TEXT_MAX] = "";

        if (answered->reply->token != NULL) {
            hv_link_write(&session->hall.address, "", answered->reply->token, link);
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

static void connect_with(struct hv_session *session, const struct hv_entry *entry)
{
    static const struct hv_device_handlers handlers = {
        .on_state = on_state, .on_pane = on_pane, .on_reply = on_reply, .on_page = on_page
    };
    enum hv_client_status status =
        hv_device_open(&session->hall, entry, &handlers, session, &session->device);

    session->lost_for = 0;
    if (status != HV_CLIENT_OK) {
        session->device = NULL;
        hv_session_end(session, EX_SOFTWARE);
        fprintf(stderr, "houvast: %s\n", hv_client_status_text(status));
    }
}

void hv_session_move(struct hv_session *session, const uint8_t token[HV_CLIENT_TOKEN_SIZE])
{
    char text[HV_CLIENT_TOKEN_TEXT_SIZE + 1];
    const struct hv_entry entry = { .token = text };

    hv_client_token_format(token, text);
    hv_device_close(session->device, NULL, NULL);
    connect_with(session, &entry);
    explicit_bzero(text, sizeof text);
}

/* False: the session has ended. */
static bool find_hall(struct hv_session *session)
{
    enum hv_client_status status = HV_CLIENT_OK;

    if (!session->hall_is_open) {
        status = hv_hall_open(&session->loop, &session->entrance.link.address, session->language,
                              &session->hall);
    }
    if (status != HV_CLIENT_OK) {
        hv_session_end(session, EX_OSERR);
        fprintf(stderr, "houvast: %s\n", hv_client_status_text(status));
        return false;
    }
    session->hall_is_open = true;
    return true;
}

static void enter(struct hv_session *session)
{
    struct hv_client_arrival arrival;
    struct hv_entry entry;

    hv_terminal_ask(session->terminal, "> ", false);
    if (find_hall(session)) {
        hv_session_hold(session, true);
        hv_entrance_entry(&session->entrance, &arrival, &entry);
        connect_with(session, &entry);
        hv_entrance_wipe(&session->entrance);
    }
}

/* Asks for what is still to be said, or goes in. */
static void come_in(struct hv_session *session)
{
    const struct hv_entrance *entrance = &session->entrance;

    if (entrance->step == HV_ENTRANCE_READY) {
        enter(session);
    } else {
        hv_terminal_ask(session->terminal,
                        hv_word(hv_entrance_ask(entrance, session->verb->ask), session->language),
                        hv_entrance_is_secret(entrance));
    }
}

static void take_entrance(struct hv_session *session, const char *line)
{
    enum hv_word problem = hv_entrance_take(&session->entrance, line);

    if (problem == HV_WORD_COUNT) {
        come_in(session);
    } else if (line[0] != '\0') {
        hv_session_say(session, problem);
    }
}

/* ---- The terminal ---- */

static void on_typed(void *data)
{
    struct hv_session *session = data;

    if (session->device != NULL && session->verb->on_typed != NULL) {
        session->verb->on_typed(session->data);
    }
}

static void on_line(void *data, const char *line)
{
    struct hv_session *session = data;

    if (session->leaving) {
        answer_leaving(session, line);
    } else if (session->device != NULL) {
        if (session->verb->on_line != NULL) {
            session->verb->on_line(session->data, line);
        }
    } else {
        take_entrance(session, line);
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
    bool slow = hv_device_state(session->device) == HV_CLIENT_CONNECTING;

    session->lost_for++;
    if (never && !hv_terminal_is_person(session->terminal) && session->lost_for >= GIVEN_UP_AFTER) {
        say_no_server(session, stderr);
        hv_session_end(session, EX_UNAVAILABLE);
        return;
    }
    if (session->told_lost || session->lost_for < (slow ? SLOW_AFTER : LOST_AFTER)) {
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

static void begin(struct hv_session *session)
{
    uv_timer_init(&session->loop, &session->second);
    session->second.data = session;
    uv_timer_start(&session->second, on_second, SECOND_MS, SECOND_MS);
    come_in(session);
}

/* The link in a file, or the address, that the command line names: an exit code. */
static int read_where(struct hv_session *session)
{
    const struct hv_options *options = session->options;
    struct hv_link link = { .kind = HV_LINK_PLACE };
    int code = EX_OK;

    if (options->file != NULL) {
        code = hv_link_file_open(options->file, options->language, &link);
    } else if (options->address != NULL) {
        hv_client_place_parse(options->address, &link.address);
    }
    if (code == EX_OK &&
        !hv_entrance_begin(&session->entrance, session->verb->way,
                           options->file != NULL || options->address != NULL ? &link : NULL)) {
        fprintf(stderr, "houvast: %s\n", hv_word(HV_WORD_LINK_ELSEWHERE, options->language));
        code = EX_USAGE;
    }
    explicit_bzero(&link, sizeof link);
    return code;
}

int hv_session_run(struct hv_session *session,
                   const struct hv_options *options,
                   const struct hv_session_verb *verb,
                   void *data)
{
    static const struct hv_terminal_handlers handlers = {
        .on_typed = on_typed,
        .on_line = on_line,
        .on_end = on_end,
        .on_interrupt = on_interrupt,
        .on_resize = on_resize,
    };
    int code;

    session->options = options;
    session->language = options->language;
    session->verb = verb;
    session->data = data;
    session->definitions.find = find_definition;
    session->definitions.data = session;
    code = read_where(session);
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
    begin(session);
    uv_run(&session->loop, UV_RUN_DEFAULT);
    uv_loop_close(&session->loop);
    return session->code;
}
