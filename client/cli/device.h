/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * One device in the evening: an engine of the client library with its link, and what it asked that
 * was not answered yet. Panes are read with the functions below; they are valid until the loop runs
 * on. Everything happens on the loop's thread.
 */
#ifndef HV_CLI_DEVICE_H
#define HV_CLI_DEVICE_H

#include <uv.h>

#include "houvast/client_uv.h"
#include "houvast/v1/wire.pb-c.h"

/* What the devices of one program share: the loop, the server's address and its definitions. */
struct hv_hall {
    uv_loop_t *loop;
    struct hv_client_hub *hub;
    struct hv_client_shelf *shelf;
    struct hv_client_address address; /* its token is not used */
    enum hv_client_language language;
    uint64_t commands; /* that were asked, by all devices */
    uint32_t devices;  /* that are open */
    bool closing;
};

/* HV_CLIENT_EINVAL: the address names no server. On failure there is nothing to close. */
enum hv_client_status hv_hall_open(uv_loop_t *loop,
                                   const struct hv_client_address *address,
                                   enum hv_client_language language,
                                   struct hv_hall *ret);

/* As soon as its last device has closed, which others see to; the loop then runs out by itself. */
void hv_hall_close(struct hv_hall *hall);

/* Kinds of requests: number of the command in Command.what, or one of these. */
enum hv_asked {
    HV_ASKED_HOUSE = 1000,     /* + number of the command in HouseCommand.what */
    HV_ASKED_READ = 2000,      /* + ReadKind */
    HV_ASKED_CATALOGUE = 3000, /* + CatalogueKind */
    HV_ASKED_QR = 4000         /* + a number of the caller's */
};

struct hv_answered {
    int asked;        /* kind of the request */
    uint32_t tag;     /* what the caller gave with it */
    uint64_t took_ns; /* from asking to this */
    const struct hv_client_reply *reply;
};

/* Each may be NULL. Handlers may ask, and may close the device. */
struct hv_device_handlers {
    void (*on_state)(void *data);
    void (*on_pane)(void *data, const Houvast__V1__Pane *pane);
    void (*on_reply)(void *data, const struct hv_answered *answered);
    void (*on_page)(void *data, int asked, const struct hv_client_page *page);
};

struct hv_device;

/* How a device comes in: one of these is not NULL. Copied. */
struct hv_entry {
    const char *token; /* as text */
    const struct hv_client_arrival *arrival;
    const char *passphrase;
    const char *code; /* of the second factor, with the passphrase; may be empty */
};

/* Connects. HV_CLIENT_EINVAL: that is no token, card, code or passphrase. The hall outlives the
 * device. */
enum hv_client_status hv_device_open(struct hv_hall *hall,
                                     const struct hv_entry *entry,
                                     const struct hv_device_handlers *handlers,
                                     void *data,
                                     struct hv_device **ret);

/* No handler is called from here on; the device is gone when `on_closed` comes, which may be NULL.
 */
void hv_device_close(struct hv_device *device, void (*on_closed)(void *data), void *data);

/* ---- Asking: false when it could not be taken (too many wait, it is over, not valid) ---- */

bool hv_device_command(struct hv_device *device, const Houvast__V1__Command *command, uint32_t tag);
bool hv_device_house_command(struct hv_device *device,
                             const Houvast__V1__HouseCommand *command,
                             uint32_t tag);
bool hv_device_read(struct hv_device *device, const Houvast__V1__Read *read);
bool hv_device_catalogue_read(struct hv_device *device, Houvast__V1__CatalogueKind kind);
bool hv_device_qr(struct hv_device *device, const char *text, uint32_t number);

/* How many requests wait for their answer. */
size_t hv_device_waiting(const struct hv_device *device);

/* ---- Seeing: NULL when there is none ---- */

const Houvast__V1__Welcome *hv_device_welcome(const struct hv_device *device);
const Houvast__V1__StagePane *hv_device_stage(const struct hv_device *device);
const Houvast__V1__WallPane *hv_device_wall(const struct hv_device *device);
const Houvast__V1__UnitPane *hv_device_unit(const struct hv_device *device, uint32_t unit);

/* Of the seat that is unlocked here, else NULL: a locked page is never shown again. */
const Houvast__V1__SeatPane *hv_device_seat(const struct hv_device *device, uint32_t seat);
const Houvast__V1__WorkPane *hv_device_work(const struct hv_device *device, uint32_t seat);
uint32_t hv_device_unlocked(const struct hv_device *device); /* 0: none */

/* There is a ticket that was not refused: it may unlock a pen's seat without words. */
bool hv_device_has_ticket(const struct hv_device *device);

/* The ticket itself. False: there is none. */
bool hv_device_ticket(const struct hv_device *device, uint8_t ret_ticket[HV_CLIENT_TICKET_SIZE]);

/* Whether a pen may unlock its seat without being asked: an evening is under way, no break, nothing
 * waits, and no one locked it just now. The lock and the break that it comes with are two messages.
 */
bool hv_device_may_unlock(const struct hv_device *device);

const Houvast__V1__BoardPane *hv_device_board(const struct hv_device *device);

/* The definition that a pane names. */
const Houvast__V1__Definition *hv_device_definition(const struct hv_device *device,
                                                    const ProtobufCBinaryData *hash);

enum hv_client_state hv_device_state(const struct hv_device *device);
enum hv_client_farewell hv_device_farewell(const struct hv_device *device);
bool hv_device_online(const struct hv_device *device);

/* Why the connection is not there, for an operator; empty when it is not known. */
const char *hv_device_problem(const struct hv_device *device);

/* The server's clock, ms since 1970; 0 before the first welcome. */
int64_t hv_device_server_time(const struct hv_device *device);

/* The language that this device told the server. */
Houvast__V1__Language hv_device_language(const struct hv_device *device);

/* How often a connection that stood was lost. */
uint32_t hv_device_losses(const struct hv_device *device);

#endif
