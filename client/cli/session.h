/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What facilitate, join and project share: a terminal, the way in (entrance.h), one device, and
 * what is said when the connection comes, goes or ends.
 */
#ifndef HV_CLI_SESSION_H
#define HV_CLI_SESSION_H

#include "device.h"
#include "entrance.h"
#include "options.h"
#include "render.h"
#include "terminal.h"

struct hv_session;

/* What a verb does; each may be NULL. `data` is the verb's own. */
struct hv_session_verb {
    enum hv_word ask; /* for the link */
    enum hv_entrance_way way;
    /* The server knows this link. False: it is not meant for this verb, and the session ends. */
    bool (*on_welcome)(void *data, const Houvast__V1__Welcome *welcome);
    /* Somebody types, before it is taken; the line may be long in coming. */
    void (*on_typed)(void *data);
    void (*on_line)(void *data, const char *line);
    void (*on_pane)(void *data, const Houvast__V1__Pane *pane);
    void (*on_reply)(void *data, const struct hv_answered *answered);
    void (*on_page)(void *data, int asked, const struct hv_client_page *page);
    /* The connection came or went. */
    void (*on_state)(void *data);
    /* Another second has passed, while people look. */
    void (*on_second)(void *data);
    /* The screen has another size now. */
    void (*on_resize)(void *data);
    /* Something that was typed here was not sent. */
    bool (*is_unsaved)(void *data);
};

struct hv_session {
    const struct hv_options *options;
    enum hv_client_language language;
    const struct hv_session_verb *verb;
    void *data;
    uv_loop_t loop;
    struct hv_terminal *terminal;
    struct hv_hall hall;
    bool hall_is_open;
    struct hv_entrance entrance;
    struct hv_device *device; /* NULL: not on the way in yet */
    struct hv_definitions definitions;
    uv_timer_t second;
    unsigned lost_for; /* seconds without a connection */
    bool told_lost;
    bool ending;
    bool leaving;    /* whether to leave all the same was asked */
    bool last_words; /* it ends as soon as nothing is unanswered */
    int code;
};

/* Runs a verb to its end: an exit code. `session` is the caller's; the verb's data may point to it.
 */
int hv_session_run(struct hv_session *session,
                   const struct hv_options *options,
                   const struct hv_session_verb *verb,
                   void *data);

/* Goes on with another token on the same server. */
void hv_session_move(struct hv_session *session, const uint8_t token[HV_CLIENT_TOKEN_SIZE]);

/* Ends it with this exit code; the first one counts. */
void hv_session_end(struct hv_session *session, int code);

/* Ends it as a person asks: when something was not sent they are asked first. */
void hv_session_leave(struct hv_session *session);

/* Prints a page in the ordinary flow, and frees it. Nothing is printed when JSON is asked. */
void hv_session_print(struct hv_session *session, struct hv_page *page);

/* A page of the right width and language. */
struct hv_page hv_session_page(struct hv_session *session);

/* Prints one sentence. */
void hv_session_say(struct hv_session *session, enum hv_word word);

/* Input that is not typed waits, or goes on. */
void hv_session_hold(struct hv_session *session, bool hold);

/* The server's clock, ms. */
int64_t hv_session_now(const struct hv_session *session);

#endif
