/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The client of a houvast server: bytes in, bytes out.
 *
 * An engine (struct hv_client) speaks the protocol houvast.v1 and nothing else. It has no socket,
 * no clock, no timer and no generator of its own: whoever carries it hands it whole WebSocket
 * messages, takes the messages it wants to send, and gives it random bytes. client_uv.h carries an
 * engine over a libuv loop; with this header alone any other carrier will do.
 *
 *     struct hv_client_address address;
 *     struct hv_client *client;
 *     struct hv_client_config config = {
 *         .language = HV_CLIENT_NL,
 *         .random = my_random,
 *         .handlers = { .on_pane = my_on_pane, .on_reply = my_on_reply },
 *     };
 *
 *     if (hv_client_address_parse("ws://10.0.0.5:8080/#kA3...", &address) != HV_CLIENT_OK) ...
 *     config.token = address.token;
 *     if (hv_client_new(&config, &client) != HV_CLIENT_OK) ...
 *     ... connect to address.host and address.port, subprotocol "houvast.v1" ...
 *     hv_client_opened(client);
 *     for (;;) {
 *         size_t size;
 *         while (hv_client_send_next(client, buffer, sizeof buffer, &size) == 0 && size > 0)
 *             ... send it as one binary message ...
 *         ... receive one message ...
 *         if (hv_client_receive(client, now, message, message_size) != HV_CLIENT_OK)
 *             break;
 *     }
 *     ... close ...
 *     hv_client_lost(client);
 *     ... wait hv_client_retry_delay(client) milliseconds, connect again, or ...
 *     hv_client_free(client);
 *
 * Messages are the structs that protobuf-c makes of proto/houvast/v1; they are declared here and
 * defined in <houvast/v1/wire.pb-c.h>, which a program includes when it looks into one or builds
 * one:
 *
 *     Houvast__V1__AskMoreTime more = HOUVAST__V1__ASK_MORE_TIME__INIT;
 *     Houvast__V1__Command command = HOUVAST__V1__COMMAND__INIT;
 *     command.what_case = HOUVAST__V1__COMMAND__WHAT_ASK_MORE_TIME;
 *     command.ask_more_time = &more;
 *     hv_client_command(client, &command, id);
 *
 * Threads. An engine is used by one thread at a time. Engines share nothing, unless they were
 * given one shelf: then all of them are used by one thread at a time. The library keeps no global
 * state, and never prints, exits or aborts.
 *
 * Handlers are called from inside hv_client_opened, _receive, _lost and _free, never from others.
 * A handler may call every function on its engine but those four.
 *
 * Trust. What the server sends is checked before anything of it is seen: size, form, lengths,
 * text. A hostile server can make this client close, and no more: an engine takes no more memory
 * than HV_CLIENT_MEMORY_MAX, and a shelf no more than that again.
 */
#ifndef HOUVAST_CLIENT_H
#define HOUVAST_CLIENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define HV_CLIENT_API __attribute__((visibility("default")))
#else
#define HV_CLIENT_API
#endif

struct Houvast__V1__AddressesPage;
struct Houvast__V1__CatalogueRead;
struct Houvast__V1__Command;
struct Houvast__V1__Definition;
struct Houvast__V1__ExercisesPage;
struct Houvast__V1__GroupsPage;
struct Houvast__V1__HouseCommand;
struct Houvast__V1__Pane;
struct Houvast__V1__ProgrammesPage;
struct Houvast__V1__QrPage;
struct Houvast__V1__Read;
struct Houvast__V1__ReadPage;
struct Houvast__V1__SecondFactorPage;
struct Houvast__V1__Welcome;

#define HV_CLIENT_SUBPROTOCOL      "houvast.v1"
#define HV_CLIENT_SEND_MAX         (16 * 1024)        /* bytes of a message to the server */
#define HV_CLIENT_RECEIVE_MAX      (64 * 1024)        /* bytes of a message from the server */
#define HV_CLIENT_OUTSTANDING_MAX  32                 /* requests without a full answer */
#define HV_CLIENT_MEMORY_MAX       (32 * 1024 * 1024) /* bytes */
#define HV_CLIENT_ID_SIZE          16                 /* bytes of a request's id */
#define HV_CLIENT_HASH_SIZE        16                 /* bytes of a definition's hash */
#define HV_CLIENT_TOKEN_SIZE       32                 /* bytes of a token */
#define HV_CLIENT_TOKEN_TEXT_SIZE  43                 /* characters of a token as text: base64url */
#define HV_CLIENT_TICKET_SIZE      16                 /* bytes of the ticket of a seat */
#define HV_CLIENT_WORDS_MAX        64                 /* bytes of two words as they are typed */
#define HV_CLIENT_CODE_MAX         8                  /* symbols of a code that is typed */
#define HV_CLIENT_PASSPHRASE_MAX   200                /* bytes */
#define HV_CLIENT_LOGIN_CODE_SIZE  6                  /* digits of the code of a second factor */
#define HV_CLIENT_HOST_MAX         253                /* characters of a host name */
#define HV_CLIENT_ADDRESS_TEXT_MAX 320 /* bytes of an address as text, final zero included */

/* ---- Statuses ---- */

enum hv_client_status {
    HV_CLIENT_OK = 0,
    HV_CLIENT_ENOMEM,    /* no memory, or HV_CLIENT_MEMORY_MAX was reached */
    HV_CLIENT_EINVAL,    /* an argument is not what its description asks */
    HV_CLIENT_ESTATE,    /* not now: called out of order, or from inside a handler */
    HV_CLIENT_EFULL,     /* HV_CLIENT_OUTSTANDING_MAX requests wait already */
    HV_CLIENT_ETOOBIG,   /* the message would pass HV_CLIENT_SEND_MAX */
    HV_CLIENT_EPROTOCOL, /* the server sent something that is not of this protocol */
    HV_CLIENT_EFAREWELL, /* the server said farewell */
    HV_CLIENT_ELOOP      /* client_uv.h: the loop, libwebsockets or a certificate file failed */
};

/* One English sentence without a full stop. Never NULL; static. */
HV_CLIENT_API const char *hv_client_status_text(enum hv_client_status status);

/* ---- Tokens and addresses ---- */

/*
 * Where a server is, and the token that lets this device in. As text: "ws://host:port/#TOKEN", or
 * a bare TOKEN when the server is known otherwise. A link for a browser names the page too and says
 * what its secret is: "http://host:port/console#t.TOKEN". The token stands in the fragment and is
 * never part of what is asked of a server by URL.
 */
struct hv_client_address {
    char host[HV_CLIENT_HOST_MAX + 1]; /* a name or IPv4 address, lower case; "": a bare token */
    uint16_t port;                     /* 0: a bare token */
    bool tls;
    char token[HV_CLIENT_TOKEN_TEXT_SIZE + 1];
};

/*
 * Reads an address: ws:// and http:// without TLS (port 80 unless given), wss:// and https:// with
 * it (443), or a bare token. There is no path but "/", "/console" and "/projector", no query, no
 * user; "t." may stand before the token. HV_CLIENT_EINVAL otherwise.
 */
HV_CLIENT_API enum hv_client_status hv_client_address_parse(const char *text,
                                                            struct hv_client_address *ret);

/*
 * Reads where a server is, without a token, as people type it: an address up to its '#', or
 * "host:port", which is without TLS. `ret->token` is empty. HV_CLIENT_EINVAL otherwise.
 */
HV_CLIENT_API enum hv_client_status hv_client_place_parse(const char *text,
                                                          struct hv_client_address *ret);

/*
 * Writes an address as text, with its port: hv_client_address_parse gives the same address back.
 * HV_CLIENT_EINVAL: it is none, or `room` is too small; HV_CLIENT_ADDRESS_TEXT_MAX always suffices.
 */
HV_CLIENT_API enum hv_client_status
hv_client_address_format(const struct hv_client_address *address, char *ret_text, size_t room);

/* A token, as a reply holds it, as text with a final zero. */
HV_CLIENT_API void hv_client_token_format(const uint8_t token[HV_CLIENT_TOKEN_SIZE],
                                          char ret_text[HV_CLIENT_TOKEN_TEXT_SIZE + 1]);

/* ---- Life of an engine ---- */

struct hv_client;
struct hv_client_shelf;

enum hv_client_language {
    HV_CLIENT_NL = 1,
    HV_CLIENT_EN = 2
};

enum hv_client_state {
    HV_CLIENT_CONNECTING = 1, /* from the start or hv_client_opened until the server welcomes us */
    HV_CLIENT_OPEN,           /* the server welcomed us; panes, replies and pages come */
    HV_CLIENT_WAITING,        /* the transport is gone: connect again after hv_client_retry_delay */
    HV_CLIENT_FAREWELLED      /* the server does not want this client back; it is over */
};

/* Why the server ended a connection; numbers of FarewellReason in wire.proto. */
enum hv_client_farewell {
    HV_CLIENT_FAREWELL_NONE = 0,
    HV_CLIENT_FAREWELL_TOKEN = 1,     /* over: the token is unknown, or its device was removed */
    HV_CLIENT_FAREWELL_VERSION = 2,   /* over: client and server have no version in common */
    HV_CLIENT_FAREWELL_REPLACED = 3,  /* over: a newer connection came with the same token */
    HV_CLIENT_FAREWELL_REMOVED = 4,   /* over: the device was removed just now */
    HV_CLIENT_FAREWELL_MALFORMED = 5, /* over: the server did not understand us */
    HV_CLIENT_FAREWELL_TOO_SLOW = 6,  /* come back: we did not read for too long */
    HV_CLIENT_FAREWELL_TOO_FAST = 7,  /* come back: we sent too much at once */
    HV_CLIENT_FAREWELL_STOPPING = 8,  /* come back: the server stops, or starts again */
    HV_CLIENT_FAREWELL_FAILED = 9,    /* come back: its operator has to look at the group */
    HV_CLIENT_FAREWELL_PLACED = 10, /* come back at once, with the token that came along: what this
                                       device is has changed */
    HV_CLIENT_FAREWELL_NOT_ADMITTED =
        11, /* over: the card, code or passphrase opens nothing now; which of these is not said */
    HV_CLIENT_FAREWELL_RESTING = 12 /* over: too many wrong codes or passphrases came from here, or
                                       too many devices wait here; try again in some minutes */
};

/* What became of a request. */
enum hv_client_outcome {
    HV_CLIENT_DONE = 1, /* carried out and stored */
    HV_CLIENT_REFUSED,  /* may not be; nothing was changed */
    HV_CLIENT_UNKNOWN   /* the engine ended before an answer came; it may have been carried out */
};

struct hv_client_reply {
    const uint8_t *id; /* HV_CLIENT_ID_SIZE bytes: what hv_client_command and its like gave */
    enum hv_client_outcome outcome;
    int refusal;          /* when HV_CLIENT_REFUSED: number of Refusal in wire.proto */
    uint32_t number;      /* when done: what was made, where the command says so; otherwise 0 */
    const uint8_t *token; /* when done: a token, where the command says so; otherwise NULL */
};

/* One page of a read. Exactly one of the seven pointers is not NULL. */
struct hv_client_page {
    const uint8_t *id; /* what hv_client_read gave; the same for all its pages */
    bool last;         /* no more pages follow */
    const struct Houvast__V1__ReadPage *rows;
    const struct Houvast__V1__GroupsPage *groups;
    const struct Houvast__V1__ProgrammesPage *programmes;
    const struct Houvast__V1__ExercisesPage *exercises;
    const struct Houvast__V1__AddressesPage *addresses;
    const struct Houvast__V1__QrPage *qr;
    const struct Houvast__V1__SecondFactorPage *second_factor;
};

/* What happens. Each may be NULL. What a handler is given by pointer is valid until it returns. */
struct hv_client_handlers {
    /* The state changed; hv_client_state says to what. */
    void (*on_state)(struct hv_client *client, void *data);
    /* A pane is new or has changed: draw it. Without a body (body_case 0) it was taken away from
     * this device: stop showing it. */
    void (*on_pane)(struct hv_client *client, void *data, const struct Houvast__V1__Pane *pane);
    /* The one answer to a command or house command; or to a read that got no (further) page. */
    void (*on_reply)(struct hv_client *client, void *data, const struct hv_client_reply *reply);
    /* One page of a read; in order. */
    void (*on_page)(struct hv_client *client, void *data, const struct hv_client_page *page);
    /* The server gave this device a token, HV_CLIENT_TOKEN_SIZE bytes: after hv_client_arrive or
     * hv_client_login, once it was welcomed with it; and a new one with HV_CLIENT_FAREWELL_PLACED,
     * after which the one before it opens nothing any more. The engine goes on with it by itself;
     * keep it, and the device comes in by it next time. */
    void (*on_admitted)(struct hv_client *client, void *data, const uint8_t *token);
};

/* Where memory comes from. `allocate` may return NULL; `release` gets what it returned, never
 * NULL. */
struct hv_client_memory {
    void *(*allocate)(void *data, size_t size);
    void (*release)(void *data, void *pointer);
    void *data;
};

struct hv_client_config {
    /* HV_CLIENT_TOKEN_TEXT_SIZE characters; copied. Or NULL: this device has none, and asks for one
     * with hv_client_arrive or hv_client_login. */
    const char *token;
    enum hv_client_language language;
    /* Fills a buffer with random bytes that nobody can guess, as getrandom does. Used for ids and
     * for jitter, from any function. Not NULL. */
    void (*random)(void *data, void *buffer, size_t size);
    struct hv_client_handlers handlers;
    void *data; /* given to `random` and to each handler */
    /* Definitions shared with other engines of the same server, or NULL. Borrowed until
     * hv_client_free. */
    struct hv_client_shelf *shelf;
    const struct hv_client_memory *memory; /* or NULL: malloc and free; copied */
};

/*
 * An engine, in state HV_CLIENT_CONNECTING. No handler is called. HV_CLIENT_EINVAL: the token is
 * not one, the language is none, there is no `random`. HV_CLIENT_ENOMEM. `ret` is freed with
 * hv_client_free.
 */
HV_CLIENT_API enum hv_client_status hv_client_new(const struct hv_client_config *config,
                                                  struct hv_client **ret);

/*
 * Ends an engine, wherever it is. Each request that still waits gets on_reply with
 * HV_CLIENT_UNKNOWN first. Its token is wiped. NULL is allowed. Not from inside a handler.
 */
HV_CLIENT_API void hv_client_free(struct hv_client *client);

HV_CLIENT_API enum hv_client_state hv_client_state(const struct hv_client *client);

/* The last farewell of the server since hv_client_opened, or HV_CLIENT_FAREWELL_NONE. */
HV_CLIENT_API enum hv_client_farewell hv_client_farewell(const struct hv_client *client);

/* ---- Getting in without a token ---- */

enum hv_client_device {
    HV_CLIENT_TABLE = 1, /* the couple's laptop */
    HV_CLIENT_PEN = 2    /* one person's own; it is bound to a seat by the command BindPen */
};

/* Who comes to an evening: with the couple's card, or with a code that somebody typed. */
struct hv_client_arrival {
    enum hv_client_device device; /* with a walk-in code it waits to be placed, whatever is said */
    const char *card; /* HV_CLIENT_TOKEN_TEXT_SIZE characters, as its QR code holds them; or NULL */
    const char *code; /* when there is no card: of a card (8 symbols) or the lobby's walk-in code
                         (6); small letters, spaces and hyphens may stand in it */
    const uint8_t *id; /* HV_CLIENT_ID_SIZE bytes, not all zero, for a program that kept them over
                          its own restart: the same id and card or code give the same token. NULL:
                          drawn */
};

/*
 * Of an engine that was made without token, before hv_client_opened: what to ask for one with. Over
 * the transport goes this instead of Hello; then Hello over the same transport, as with any engine,
 * and on_admitted with the welcome. When the transport is lost before the answer, it is asked again
 * with the same id. Calling either again, before the answer, replaces what was said. What opens
 * nothing ends the engine: HV_CLIENT_FAREWELL_NOT_ADMITTED or _RESTING.
 *
 * The arguments are copied; the passphrase, at most HV_CLIENT_PASSPHRASE_MAX bytes, is wiped when
 * the answer is there, or with the engine. Of the owner who set a second factor the code that goes
 * with it now is asked besides, HV_CLIENT_LOGIN_CODE_SIZE digits; NULL or empty: none. Which of the
 * two was wrong is not said.
 *
 *   HV_CLIENT_EINVAL  a card and a code, or none of them; not a card, device or code; an id of
 * zeros; a passphrase that is empty, too long, or not UTF-8; a longer code HV_CLIENT_ESTATE  the
 * engine has a token, its transport is up, or it is over HV_CLIENT_ENOMEM
 */
HV_CLIENT_API enum hv_client_status hv_client_arrive(struct hv_client *client,
                                                     const struct hv_client_arrival *arrival);
/* The owner of the server. */
HV_CLIENT_API enum hv_client_status
hv_client_login(struct hv_client *client, const char *passphrase, const char *code);

/* ---- Carrying: what a transport does ---- */

/*
 * The transport is up: hv_client_send_next gives Hello, or asks for a token. HV_CLIENT_ESTATE when
 * it is up already, after farewell, from inside a handler, or with neither a token nor a way to get
 * one.
 */
HV_CLIENT_API enum hv_client_status hv_client_opened(struct hv_client *client);

/*
 * The next message to send, written into `buffer`, which has room for HV_CLIENT_SEND_MAX bytes.
 * `ret_size` 0: none now. What was given out counts as sent; if it never arrives, the server does
 * not answer and it is sent again over the next transport. HV_CLIENT_EINVAL: `room` is too small.
 */
HV_CLIENT_API enum hv_client_status
hv_client_send_next(struct hv_client *client, void *buffer, size_t room, size_t *ret_size);

/*
 * Have `on_ready` called when hv_client_send_next goes from none to one because of a request or a
 * token; it may come from inside hv_client_command and its like, and from inside hv_client_receive.
 * One at a time: a later call replaces it, NULL takes it away.
 */
HV_CLIENT_API void
hv_client_set_ready(struct hv_client *client, void (*on_ready)(void *data), void *data);

/*
 * One whole binary message from the server. `now` is in milliseconds of any clock that only goes
 * forward; see hv_client_server_time. The bytes are borrowed.
 *
 * HV_CLIENT_OK: go on. On everything else close the transport and call hv_client_lost;
 * hv_client_state then says whether to come back. Nothing of the message was taken then, but a
 * farewell.
 *   HV_CLIENT_EFAREWELL  the server said farewell and closes
 *   HV_CLIENT_EPROTOCOL  larger than HV_CLIENT_RECEIVE_MAX, not parsable, a limit of the protocol
 *                        passed, text that is not UTF-8 or has control characters, a message out
 *                        of order, a page that does not fit its read
 *   HV_CLIENT_ENOMEM     as said
 *   HV_CLIENT_ESTATE     no transport is up, or from inside a handler
 */
HV_CLIENT_API enum hv_client_status
hv_client_receive(struct hv_client *client, int64_t now, const void *message, size_t size);

/*
 * The transport is gone, or did not come up. Requests wait, in their order, for the next one. State
 * becomes HV_CLIENT_WAITING; or stays HV_CLIENT_FAREWELLED. Not from inside a handler: there it is
 * ignored.
 */
HV_CLIENT_API void hv_client_lost(struct hv_client *client);

/*
 * How many milliseconds to wait before connecting again; ask once after each hv_client_lost, as
 * each call counts as one more try. After a server that stops 0 to 5000, so that a whole hall does
 * not come back at once; otherwise from 0 up to a bound that starts at 500 and doubles up to 15000
 * with each try that was not welcomed. After HV_CLIENT_FAREWELL_PLACED it is 0. After any other
 * farewell, or a message not of this protocol, the bound is 15000 at once.
 */
HV_CLIENT_API uint32_t hv_client_retry_delay(struct hv_client *client);

/* ---- Asking ---- */

/*
 * Each of these five takes a request: copies it, gives it an id, keeps it until it is answered,
 * and sends it when the server has welcomed us. They may be called in any state but
 * HV_CLIENT_FAREWELLED, and before the first hv_client_opened. Requests go out in the order in
 * which they were taken, and after a lost transport again in that order, with the same ids: the
 * server carries out one id once. Nothing is dropped without on_reply.
 *
 * `id` of the message may be empty: then it is drawn. Or it has HV_CLIENT_ID_SIZE bytes: then it
 * is taken, for a program that kept a request over its own restart. `ret_id` gets the id; it may
 * be NULL. The message is borrowed; of a command and a house command the oneof is sent, of a read
 * all but `id`.
 *
 *   HV_CLIENT_EINVAL   nothing in the oneof, an id of another size or one that waits already, a
 *                      limit of the protocol passed, text that is not UTF-8, an enum number
 *                      not listed: the server would close the connection over it
 *   HV_CLIENT_ETOOBIG  larger than HV_CLIENT_SEND_MAX
 *   HV_CLIENT_EFULL    HV_CLIENT_OUTSTANDING_MAX wait: take the next one after an on_reply
 *   HV_CLIENT_ESTATE   the state is HV_CLIENT_FAREWELLED
 *   HV_CLIENT_ENOMEM
 */

/*
 * A command to the group. Its padding is filled so that its size on the network tells little.
 *
 * The ticket that comes with the reply to UnlockSeat with words stays in the engine: Hello carries
 * it when the transport was lost, so that the seat stays unlocked. Taking LockSeat wipes it, as
 * does hv_client_free.
 */
HV_CLIENT_API enum hv_client_status hv_client_command(struct hv_client *client,
                                                      const struct Houvast__V1__Command *command,
                                                      uint8_t ret_id[HV_CLIENT_ID_SIZE]);

/* The ticket of the seat that was unlocked last: what UnlockSeat takes on a pen after a break
 * instead of words. False: there is none. Whether it still fits, the server says. */
HV_CLIENT_API bool hv_client_ticket(const struct hv_client *client,
                                    uint8_t ret_ticket[HV_CLIENT_TICKET_SIZE]);

/* A command to the house. */
HV_CLIENT_API enum hv_client_status
hv_client_house_command(struct hv_client *client,
                        const struct Houvast__V1__HouseCommand *command,
                        uint8_t ret_id[HV_CLIENT_ID_SIZE]);

/*
 * Reads something of the group, from `from` to its end: the engine asks for page after page, each
 * comes by on_page. `most` 0 is taken for 64 rows a page. A read that may not be ends with
 * on_reply. A read whose transport is lost goes on after the last page that came.
 */
HV_CLIENT_API enum hv_client_status hv_client_read(struct hv_client *client,
                                                   const struct Houvast__V1__Read *read,
                                                   uint8_t ret_id[HV_CLIENT_ID_SIZE]);

/* Reads something of the house or its library, likewise. */
HV_CLIENT_API enum hv_client_status
hv_client_catalogue_read(struct hv_client *client,
                         const struct Houvast__V1__CatalogueRead *read,
                         uint8_t ret_id[HV_CLIENT_ID_SIZE]);

/* Asks for the QR code of `text`, 1 … 400 bytes; its one page comes by on_page. */
HV_CLIENT_API enum hv_client_status
hv_client_qr(struct hv_client *client, const char *text, uint8_t ret_id[HV_CLIENT_ID_SIZE]);

/* How many requests wait for their (last) answer. */
HV_CLIENT_API size_t hv_client_outstanding(const struct hv_client *client);

/* ---- Seeing ---- */

/*
 * The newest pane of this kind (number of PaneKind in pane.proto) and number, or NULL. While the
 * transport is gone it is the last that came. All panes are forgotten when the server welcomes us
 * again, as what this device may see may have changed meanwhile: they come anew at once. They are
 * forgotten at farewell for good. Valid until the next hv_client_receive or hv_client_free.
 */
HV_CLIENT_API const struct Houvast__V1__Pane *
hv_client_pane(const struct hv_client *client, int kind, uint32_t number);

/* The definition that panes name by this hash, or NULL. Valid as long as the shelf; without a shelf
 * of the caller's, until hv_client_free. */
HV_CLIENT_API const struct Houvast__V1__Definition *
hv_client_definition(const struct hv_client *client, const uint8_t hash[HV_CLIENT_HASH_SIZE]);

/* What the server said about this device when it last welcomed us, or NULL before. Valid until the
 * next hv_client_receive or hv_client_free. */
HV_CLIENT_API const struct Houvast__V1__Welcome *hv_client_welcome(const struct hv_client *client);

/*
 * The server's clock, in milliseconds since 1970-01-01 00:00 UTC, at `now` of the clock that was
 * given to hv_client_receive: a timer's ends_at less this is what is left of it. 0 before the
 * first welcome.
 */
HV_CLIENT_API int64_t hv_client_server_time(const struct hv_client *client, int64_t now);

/* ---- Sharing definitions ---- */

/*
 * A shelf holds definitions once for many engines of the same server; programs with one engine need
 * none. Free it after its engines. `memory` may be NULL; it is copied. HV_CLIENT_ENOMEM.
 */
HV_CLIENT_API enum hv_client_status hv_client_shelf_new(const struct hv_client_memory *memory,
                                                        struct hv_client_shelf **ret);
HV_CLIENT_API void hv_client_shelf_free(struct hv_client_shelf *shelf);

#ifdef __cplusplus
}
#endif

#endif
