/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A world: one server and its people on a virtual clock, disk and network. The server is the real
 * core, codec, host and vault; each person's device runs the real client engine. Nothing happens
 * but by events in a queue, so a seed is a history.
 *
 *     world_new -> world_step … -> audit (audit.h) -> world_free
 *
 * The network is like TCP: each direction of a connection keeps its order, with any delay, and is
 * cut at any byte boundary of messages. The disk is that of journal/memory.h. The server crashes
 * with what had not reached the disk, and starts again.
 *
 *     world.c      the steps and the weather; events.h has the queue
 *     server.c     the lives of the server
 *     network.c    its connections with the devices
 *     devices.c    the engines, and what they promised the people who asked
 *     canaries.c   what they were told
 *     arrivals.c   how people come in by themselves; people.h has what they do after that
 */
#ifndef TESTS_SIM_WORLD_H
#define TESTS_SIM_WORLD_H

#include "houvast/client.h"

#include "host/host.h"
#include "journal/memory.h"
#include "tests/sim/chance.h"

#define WORLD_DEVICES_MAX 48
#define WORLD_STREAMS     64

enum device_kind {
    DEVICE_OWNER = 1,
    DEVICE_FACILITATOR,
    DEVICE_TABLE,
    DEVICE_PEN,
    DEVICE_PROJECTOR
};

struct world;
struct law_piece;
struct told_frame;

/* What devices were told, in the order in which they got it: canaries.h. */
struct told {
    struct told_frame *frames;
    uint32_t count, room;
};

/* One direction's message under way. */
struct packet {
    struct packet *next;
    int64_t at;
    uint64_t head; /* of the group's log as it was sent */
    size_t size;
    uint8_t bytes[];
};

struct pipe {
    struct packet *first, **last;
    int64_t last_at; /* keeps the order */
    uint32_t count;
};

struct device;

/* One connection of a device: what the host knows as its link. */
struct connection {
    struct device *device;
    uint64_t serial; /* no two have the same */
    struct hv_member *member;
    struct pipe up, down;
    bool closing; /* the server closes after what is under way */
    bool writable_wanted;
};

/* What two worlds of a pair differ in: what one person, or what a facilitator about that person,
 * does or does not do. In both that person keeps everything, unless it says otherwise. */
enum world_secret_kind {
    SECRET_NONE,
    SECRET_TEXT,    /* answers in other words */
    SECRET_ALOUD,   /* … or says everything aloud */
    SECRET_SKIPPED, /* … or skips it */
    SECRET_EMPTY,   /* … or leaves it open: nothing is sent */
    SECRET_KEPT,    /* shows what the partner may see; the partner shows nothing, in both worlds */
    SECRET_SIGNALLED, /* asks for a talk in the last line of the envelope */
    SECRET_WITHDRAWN, /* shows it, and takes it back before it can open */
    SECRET_ERASED,    /* the same, and the words go as well */
    SECRET_SPLIT,     /* shows it, and was split from the partner before */
    SECRET_LETS_READ, /* says that facilitators may read what was confirmed together; the partner
                         does not */
    SECRET_LIT,       /* got a light from a facilitator that weighs on nothing */
    SECRET_TAGGED,    /* got a tag that weighs; else the couple was dealt the light form by hand */
    SECRETS_END
};

/*
 * A world with a secret gives every message a moment of its own: what a device sends arrives in
 * that device's own milliseconds, one after the other, and the store is done with it before the
 * next. So nobody waits for what somebody else wrote; that one may on a real disk is said in
 * docs/privacy.md. What the server draws at random hangs on the moment, and not on how much was
 * drawn before.
 */
struct world_secret {
    enum world_secret_kind kind; /* SECRET_NONE: an ordinary world */
    bool told;                   /* this is the world in which it is so */
    uint16_t seat;
};

/* What must be true of a command that was acknowledged. */
struct promise {
    struct hv_id id;
    uint64_t asked; /* the how manieth of its device */
    bool repeated;  /* asked on another connection than answered: what became of it there is not
                       known */
    bool stored;    /* its record must be in the log */
};

/* How a device gets its token: a facilitator sent it a link, or it comes by itself. */
enum way_in {
    WAY_LINK = 0,
    WAY_CARD,   /* its person scans the couple's card */
    WAY_CODE,   /* … or types what stands on it */
    WAY_WALK_IN /* … or the code that the projector shows */
};

struct device {
    struct world *world;
    enum device_kind kind;
    uint32_t number; /* in world->devices */
    uint16_t unit;
    uint16_t seat; /* of a pen: whose it is, bound or not */
    enum way_in way;
    struct hv_id arrival;          /* the id that it arrives with; zero: not drawn yet */
    bool guesses;                  /* what it arrives with now opens nothing */
    int64_t arrives_at;            /* not before */
    struct hv_client *client;      /* NULL until it tries to come in */
    struct connection *connection; /* NULL: none */
    struct chance chance;          /* what its person does */
    struct chance engine;          /* ids and jitter */
    struct chance wire;            /* delays of its connections */
    int64_t moment;                /* with a secret: the last that was taken for a message */
    uint32_t unsaid;    /* … and messages of the twin that get theirs, and are not sent */
    uint64_t seen_hash; /* of every byte it was sent, with the time */
    struct promise *promises;
    uint32_t promise_count, promise_room;
    uint64_t asked_count;
    struct {
        struct hv_id id;
        uint64_t asked;
        uint64_t connection;
        bool stored;
        bool used;
    } asked[HV_CLIENT_OUTSTANDING_MAX];
    struct {
        uint32_t kind, number;
        uint64_t epoch, revision;
    } seen[32]; /* newest of each pane, as it came over the wire */
    uint32_t seen_count;
    struct people *people;      /* people.h */
    struct law_piece *canaries; /* by the number of the text typed here: canaries.h */
    uint32_t canary_count, canary_room;
};

/* What may go wrong, in thousandths of the occasions. */
struct weather {
    uint32_t cut;       /* a packet: its connection breaks instead */
    uint32_t repeat;    /* a packet from a client arrives twice */
    uint32_t crash;     /* a turn of the fault clock (every 500 ms): the server crashes */
    uint32_t disk;      /* the same: the outcome of the next appends is unknown */
    uint32_t full;      /* the same: the disk is full for the next appends or keys */
    uint32_t slow_link; /* a device's connection takes one frame at a time */
    uint32_t night; /* a turn of the fault clock: everybody goes home, and is back the next day */
};

struct world_counts {
    uint64_t steps, packets, nights, crashes, cuts, repeats, faults, commands, refusals, records;
    uint64_t lit;                       /* answers that ended with a light */
    uint64_t results;                   /* of the group, that could be shown */
    uint64_t admitted, turned_away;     /* who came without a token, tries of theirs */
    uint64_t events[HV_EVENT_TYPE_END]; /* in the log, by type */
    uint64_t refused_by[64];            /* by refusal */
};

struct world {
    uint64_t seed;
    int64_t now;     /* ms since the start */
    int64_t morning; /* nobody is there before */
    uint64_t order;
    struct event *events; /* heap */
    uint32_t event_count, event_room;
    struct weather weather;
    struct chance faults;
    struct chance server[WORLD_STREAMS]; /* random port: a stream for each size asked (nonces, keys,
                                            epochs) */
    struct chance disk;                  /* choices of the store */

    const struct hv_library *library;
    struct hv_memory_store *store;
    struct hv_vault *vault;
    struct hv_host *host; /* NULL while the server is down */
    struct hv_log log;
    int64_t wake;
    uint64_t wake_order; /* of the event that counts */
    bool disk_event;
    bool crash_at_work;   /* the next time that something is on its way to the disk */
    uint64_t connections; /* ever made */
    struct {
        void (*work)(void *job);
        void (*done)(void *job);
        void *job; /* NULL: none */
    } jobs[2];
    uint32_t job_count; /* with a secret: ever begun */
    uint32_t life;      /* how often the server started */

    struct device devices[WORLD_DEVICES_MAX];
    uint32_t device_count;
    struct hv_id group; /* log of the group, once its facilitator is there */
    struct hv_follow follow;
    uint64_t head; /* of that log, as the store told last */
    struct told told;
    bool quiet;     /* people do nothing more, faults stop */
    uint64_t trace; /* hash of everything that happened */
    struct world_counts counts;
    const char *broken; /* the first promise that was broken, or NULL */
    struct world_secret secret;
    int64_t drawn_at; /* with a secret: the moment of the streams of `server` */
    uint32_t couples;
    bool patient; /* its facilitator asks what is told to others, and gives people time */
    struct {
        bool there;
        uint8_t token[HV_TOKEN_SIZE];
        char code[HV_CARD_CODE_SIZE + 1];
    } cards[HV_UNITS_MAX + 1]; /* by unit, as the facilitator printed them last */
    struct {
        bool there;
        int64_t day;
        uint8_t key[HV_SECRET_SIZE];
        uint8_t before[HV_SECRET_SIZE]; /* the key until the words that were printed last */
    } outbox[HV_SEATS_MAX + 1];         /* by seat, as its page got it last */
    char slips[HV_SEATS_MAX + 1][HV_WORDS_TEXT_MAX + 1]; /* by seat, as they were printed last */
};

#define WORLD_HOUSE_LOG ((struct hv_id){ .b = { 'h', 'u', 'i', 's' } })

/* `library` outlives the world. */
struct world *world_new(uint64_t seed, const struct hv_library *library, uint32_t couples);
void world_free(struct world *world);

/* The next event. False: nothing is left to happen. */
bool world_step(struct world *world);

/* No more faults and no more wishes: steps until everybody has what they wait for. False when that
 * takes too long. */
bool world_settle(struct world *world);

/* Crash the server with its disk now; it starts again by itself. */
void world_crash(struct world *world);

/* A device with this token, which connects by itself. */
struct device *world_add_device(struct world *world,
                                enum device_kind kind,
                                const uint8_t *token,
                                uint16_t unit,
                                uint16_t seat);

/* A device that comes by itself, once its person finds a way in (arrivals.c). */
struct device *world_expect_device(struct world *world,
                                   enum device_kind kind,
                                   uint16_t unit,
                                   uint16_t seat,
                                   enum way_in way);

/* It has something to come in with: an engine without a token, which connects by itself. */
void world_arrive(struct device *device, const struct hv_client_arrival *arrival);

/* arrivals.c: what the person of a device that comes by itself does as long as it is not in. False:
 * it is in. */
bool arrivals_act(struct device *device);

/* With a secret: the next moment from `at` on that belongs to this device alone, or to the server
 * when it is WORLD_DEVICES_MAX; and the next for a message of this device, which is taken then. */
#define WORLD_OWN_MS   16
#define WORLD_ROUND_MS ((WORLD_DEVICES_MAX + 1) * WORLD_OWN_MS)
int64_t world_own_moment(int64_t at, uint32_t device);
int64_t world_take_moment(struct device *device);

/* The wall clock that the server sees, UTC ms. */
int64_t world_clock(const struct world *world);

/* Send what the engine of a device has to send. */
void world_pump(struct device *device);

/* Note the first broken promise. */
void world_broken(struct world *world, const char *what);

/* A person asked for something; `stored`: done means that its record is in the log. */
void world_asked(struct device *device, const uint8_t *id, bool stored);

#endif
