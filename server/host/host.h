/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The host: the open groups and the house, and the people connected to them. It carries bytes to
 * and from the pure core:
 *
 *   frame -> codec -> decide -> codec, vault -> journal.append -> durable -> on_record -> evolve ->
 * reply, changed panes
 *
 * State changes only from records that the journal delivered: live, replayed, or from elsewhere,
 * one road. One append is in flight per group. A reply, and every change others see, leave only
 * after the record is durable.
 *
 * The host has no loop, clock, generator or socket of its own: those are ports, so that tests/sim
 * drives the real host over a virtual disk, network and clock. All calls happen on one thread. No
 * port is called from inside hv_host_new.
 */
#ifndef HV_HOST_HOST_H
#define HV_HOST_HOST_H

#include <stdbool.h>
#include <stdint.h>

#include "base/bytes.h"
#include "base/error.h"
#include "base/log.h"
#include "codec/codec.h"
#include "core/programme.h"
#include "host/frame.h"
#include "journal/journal.h"
#include "journal/keystore.h"
#include "vault/vault.h"

struct hv_host;
struct hv_member; /* one connection, from connect to disconnect */

/* What the host asks of the world around it. */
struct hv_host_ports {
    int64_t (*now)(void *data); /* UTC ms */
    int64_t (*evening_end)(void *data,
                           int64_t now); /* the next 04:00 local time after `now`, UTC ms */
    void (*wake_at)(void *data,
                    int64_t at); /* call hv_host_tick at `at` (UTC ms), soon when that has passed,
                                    never from inside; a later call replaces it */
    /* Hand a frame to the connection. False: it is still busy with the one before; the frame was
     * not taken, and hv_host_writable will come. */
    bool (*send)(void *data, void *link, struct hv_frame *frame);
    /* What is sent to it from here until `more` is false leaves together: one packet costs less
     * than several. May be NULL. */
    void (*gather)(void *data, void *link, bool more);
    /* Close the connection after what was sent; hv_host_disconnect comes later, never from inside.
     */
    void (*close)(void *data, void *link, enum hv_farewell reason);
    /* Call work(job) on another thread, or later, and then done(job) on the host's own, never from
     * inside: at most two are asked for at a time. */
    void (*job)(void *data, void (*work)(void *job), void (*done)(void *job), void *job);
    /* A passphrase was set: the owner's token of on_open opens nothing any more. May be NULL. */
    void (*owner_token_ended)(void *data);
    struct hv_random random;
    void *data;
};

/* What can be pushed and founded: from the catalogue, immutable, outlives the host. */
struct hv_library {
    const struct hv_programme *const *programmes;
    uint32_t programme_count;
    const struct hv_exercise *const *exercises;
    uint32_t exercise_count;
    const struct hv_statement *statements; /* as they are asked now */
    uint32_t statement_count;
};

struct hv_host_config {
    struct hv_host_ports ports;
    struct hv_journal *journal;
    struct hv_keystore *keystore;
    struct hv_vault *vault;
    const struct hv_library *library;
    struct hv_log *log;
    struct hv_id house; /* the house's log id; known before it is founded */
    struct hv_passphrase_cost passphrase_cost;
    struct hv_passphrase_cost words_cost; /* of the two words of a seat */
    /* What the operator takes away before the house opens: SECOND_FACTOR_GONE when a phone was
     * lost, PASSPHRASE_GONE when that was forgotten; 0: nothing. */
    enum hv_house_event_type drops;
};

/* Limits of a connection; beyond them it is closed with HV_FAREWELL_TOO_FAST or _TOO_SLOW. */
#define HV_MEMBER_COMMANDS_MAX 32 /* commands waiting for their reply */
#define HV_MEMBER_REPLIES_MAX  64 /* replies waiting for a busy connection */
#define HV_MEMBER_STALL_MS \
    30000 /* busy that long with something waiting: dropped. The written rule for slow readers */
/* At the door or in the lobby, without a place yet, from one address; one more that asks to come in
 * hears HV_FAREWELL_RESTING. This machine itself is not counted. */
#define HV_PEER_WAITING_MAX 8
#define HV_MEMBER_HELLO_MS  10000  /* without Hello after connecting or Admission: dropped */
#define HV_GROUP_IDLE_MS    600000 /* a group without members goes to sleep after that long */

/*
 * The pace of a device: commands and reads beyond it wait in its queue and are served when their
 * time comes. It holds nobody up who uses hands: typing is one save in 2 s, and a script that fills
 * a hall asks four times in a row for each couple. A device gone wild, or in wrong hands, writes no
 * more than 50 records a second, and who shares the server with it goes on.
 */
#define HV_DEVICE_MESSAGES_A_SECOND 50
#define HV_DEVICE_MESSAGES_SAVED    200
/* What each message takes of it as long as its device has no place, so that strangers in a lobby do
 * little: twenty at once, then five a second. */
#define HV_WAITING_DEVICE_MESSAGES 10
/* What binding a pen takes of it, as a pen's code is short: eight at once, then two a second. */
#define HV_BIND_PEN_MESSAGES 25

enum hv_code hv_host_new(const struct hv_host_config *config, struct hv_host **ret);

/*
 * Open the house: replay it, found it when it is new. `on_open` comes once, with the owner's token,
 * which is NULL when a passphrase has been set, or with a fault. Until then connections wait.
 */
void hv_host_open(struct hv_host *host,
                  void (*on_open)(void *data,
                                  enum hv_code code,
                                  const uint8_t owner_token[HV_TOKEN_SIZE]),
                  void *data);

/*
 * Stop: says farewell (HV_FAREWELL_STOPPING) to every member, takes no command any more, waits for
 * appends and jobs under way to be answered, destroys what has to be destroyed, then calls
 * on_closed once. The journal and key store must outlive it. Free afterwards with hv_host_free.
 *
 * hv_host_free frees members that are still connected too: no hv_host_disconnect may come for them
 * any more. It calls no port, so that a host can be dropped as if the power had failed; a job that
 * was asked for must not be worked at or done any more then.
 */
void hv_host_close(struct hv_host *host, void (*on_closed)(void *data), void *data);
void hv_host_free(struct hv_host *host);

/* The `peer` of who connects from this machine itself, by whichever of its addresses:
 * ::ffff:127.0.0.1. */
extern const struct hv_id hv_peer_this_machine;

/* A new connection; `link` is the transport's own, `peer` the address at its other end as 16 bytes
 * (IPv4 as ::ffff:a.b.c.d), copied. NULL without memory or while stopping. */
struct hv_member *hv_host_connect(struct hv_host *host, void *link, const struct hv_id *peer);
/* One whole binary message from it. The bytes are borrowed. */
void hv_host_receive(struct hv_host *host, struct hv_member *member, struct hv_bytes frame);
/* A frame that the transport itself refuses: too large, text. The member gets a farewell and is
 * closed. */
void hv_host_malformed(struct hv_host *host, struct hv_member *member);
/* The connection can take a frame again. */
void hv_host_writable(struct hv_host *host, struct hv_member *member);
/* The connection is gone; `member` is not valid afterwards. */
void hv_host_disconnect(struct hv_host *host, struct hv_member *member);

/* The time asked for by wake_at has come (earlier calls do no harm): deadlines, stalls, idle
 * groups, hourly key sweep. */
void hv_host_tick(struct hv_host *host);

/* Where people reach this server, for QR codes and cards: scheme, host and port, what reaches most
 * people first. At most HV_ADDRESSES_MAX of at most HV_ADDRESS_MAX bytes each; what is beyond is
 * left out. Copied. HV_ENOMEM. */
enum hv_code
hv_host_set_addresses(struct hv_host *host, const char *const *addresses, uint32_t count);

/* Happenings, counted since hv_host_new. */
struct hv_host_counts {
    uint64_t records, replies, refusals, repeats, panes_drawn, frames_sent, malformed, slow, faults;
    uint64_t paced;    /* messages that waited for the pace of their device */
    uint64_t rejected; /* cards, codes and passphrases that opened nothing */
    uint32_t members, groups_open;
    uint32_t members_in[HV_ROLE_GUEST + 1]; /* of them, those let in, by role; 0 is the owner */
    bool read_only;                         /* the disk is full; heals by itself */
};
void hv_host_counts(const struct hv_host *host, struct hv_host_counts *ret);

#endif
