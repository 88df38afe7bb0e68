/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A world around one real host, for test_host_*.c: the memory store, the real vault, codec and
 * core, a clock that only a test moves, and links that keep the bytes they were given. Nothing
 * happens by itself: world_run lets the store answer and gives the ticks that were asked for.
 *
 * A header, so that only the tests of the host link the host. Includes come from the test.
 */
#ifndef HV_TESTS_UNIT_HOST_WORLD_H
#define HV_TESTS_UNIT_HOST_WORLD_H

#define LINK_FRAMES_MAX 512
#define EVENING         1700000000000 /* when a world begins, UTC ms */
#define EVENING_ENDS_AT (EVENING + 4 * 3600000)

#define W(name) Houvast__V1__##name

/* ---- The programme: one exercise for couples, then a break; two more that can be pushed ---- */

#define TEXT(dutch, english)                                                           \
    {                                                                                  \
        .nl = { .data = (const uint8_t *)(dutch), .size = sizeof(dutch) - 1 }, .en = { \
            .data = (const uint8_t *)(english),                                        \
            .size = sizeof(english) - 1                                                \
        }                                                                              \
    }
#define BYTES(text)                                               \
    {                                                             \
        .data = (const uint8_t *)(text), .size = sizeof(text) - 1 \
    }

enum {
    FIELD_WORD,
    FIELD_SCALE,
    FIELD_RULE
};
enum {
    STAGE_BRIEF,
    STAGE_SOLO,
    STAGE_REVEAL,
    STAGE_JOINT,
    STAGE_SHARE
};

static const struct hv_field world_fields[] = {
    [FIELD_WORD] = { .id = BYTES("word"),
                     .type = HV_FIELD_TEXT,
                     .visibility = HV_VISIBLE_PARTNER,
                     .keep = HV_KEEP_COURSE,
                     .core = true,
                     .prompt = TEXT("Een woord", "One word"),
                     .characters = 200,
                     .options_from = -1 },
    [FIELD_SCALE] = { .id = BYTES("near"),
                      .type = HV_FIELD_SCALE,
                      .visibility = HV_VISIBLE_GROUP,
                      .keep = HV_KEEP_MEETING,
                      .prompt = TEXT("Hoe dichtbij", "How near"),
                      .minimum = 0,
                      .maximum = 10,
                      .markers = 1,
                      .options_from = -1 },
    [FIELD_RULE] = { .id = BYTES("rule"),
                     .type = HV_FIELD_TEXT,
                     .visibility = HV_VISIBLE_JOINT,
                     .keep = HV_KEEP_COURSE,
                     .core = true,
                     .prompt = TEXT("Onze regel", "Our rule"),
                     .characters = 300,
                     .options_from = -1 },
};

static const struct hv_stage world_stages[] = {
    [STAGE_BRIEF] = { .kind = HV_STAGE_BRIEF, .scope = HV_SCOPE_GROUP },
    [STAGE_SOLO] = { .kind = HV_STAGE_SOLO,
                     .scope = HV_SCOPE_UNIT,
                     .minutes = 5,
                     .fields = 1u << FIELD_WORD | 1u << FIELD_SCALE },
    [STAGE_REVEAL] = { .kind = HV_STAGE_REVEAL,
                       .scope = HV_SCOPE_UNIT,
                       .gate = { .when = HV_GATE_CLOSED,
                                 .holder = HV_HOLDER_UNIT,
                                 .audience = HV_AUDIENCE_UNIT,
                                 .round = HV_ROUND_FIRST,
                                 .fields = 1u << FIELD_WORD } },
    [STAGE_JOINT] = { .kind = HV_STAGE_JOINT, .scope = HV_SCOPE_UNIT, .fields = 1u << FIELD_RULE },
    [STAGE_SHARE] = { .kind = HV_STAGE_SHARE,
                      .scope = HV_SCOPE_GROUP,
                      .gate = { .when = HV_GATE_HOLDER,
                                .holder = HV_HOLDER_FACILITATOR,
                                .audience = HV_AUDIENCE_GROUP,
                                .round = HV_ROUND_FIRST,
                                .fields = 1u << FIELD_SCALE } },
};

/* Asked apart, for facilitators alone until they set a light. */
static const struct hv_field world_apart_fields[] = {
    [FIELD_WORD] = { .id = BYTES("safe"),
                     .type = HV_FIELD_TEXT,
                     .visibility = HV_VISIBLE_FACILITATOR,
                     .keep = HV_KEEP_INTAKE,
                     .core = true,
                     .prompt = TEXT("Ben je veilig", "Are you safe"),
                     .characters = 200,
                     .options_from = -1 },
};

static const struct hv_stage world_apart_stages[] = {
    { .kind = HV_STAGE_SOLO, .scope = HV_SCOPE_UNIT, .fields = 1u << FIELD_WORD },
    { .kind = HV_STAGE_CLOSE, .scope = HV_SCOPE_GROUP },
};

static struct hv_exercise world_exercises[] = {
    { .id = BYTES("bond"),
      .title = TEXT("Band", "Bond"),
      .view = BYTES("form"),
      .minutes = 20,
      .fields = world_fields,
      .field_count = 3,
      .stages = world_stages,
      .stage_count = 5 },
    { .id = BYTES("extra"),
      .title = TEXT("Extra", "Extra"),
      .view = BYTES("form"),
      .minutes = 10,
      .fields = world_fields,
      .field_count = 3,
      .stages = world_stages,
      .stage_count = 5 },
    { .id = BYTES("apart"),
      .title = TEXT("Apart", "Apart"),
      .view = BYTES("form"),
      .minutes = 10,
      .fields = world_apart_fields,
      .field_count = 1,
      .stages = world_apart_stages,
      .stage_count = 2 },
};

static const struct hv_step world_steps[] = {
    { .number = BYTES("1.1"), .kind = HV_STEP_EXERCISE, .minutes = 20, .exercise = 0 },
    { .number = BYTES("1.2"),
      .kind = HV_STEP_BREAK,
      .title = TEXT("Pauze", "Break"),
      .minutes = 15 },
};

static const struct hv_meeting world_meetings[] = {
    { .id = BYTES("one"), .title = TEXT("Een", "One"), .steps = world_steps, .step_count = 2 },
};

static const struct hv_programme world_programme = {
    .id = BYTES("course"),
    .title = TEXT("Cursus", "Course"),
    .consent.id = BYTES("answers"),
    .consent.version = 1,
    .consent.text = TEXT("Mag het?", "May we?"),
    .exercises = world_exercises,
    .exercise_count = 1,
    .meetings = world_meetings,
    .meeting_count = 1,
};

static const struct hv_programme *const world_programmes[] = { &world_programme };
static const struct hv_exercise *const world_pushed[] = { &world_exercises[0], &world_exercises[1],
                                                          &world_exercises[2] };
static const struct hv_library world_library = { .programmes = world_programmes,
                                                 .programme_count = 1,
                                                 .exercises = world_pushed,
                                                 .exercise_count = 3 };

/* ---- The world ---- */

#define WORLD_JOBS_MAX 8

struct world_job {
    void (*work)(void *job);
    void (*done)(void *job);
    void *job;
};

struct world {
    struct hv_memory_store *store;
    struct hv_vault *vault;
    struct hv_host *host;
    uint64_t random;
    int64_t now;
    int64_t wake;
    bool opened;
    bool owner_comes_by_token; /* it was told when the house opened */
    enum hv_code open_code;
    uint8_t owner[HV_TOKEN_SIZE];
    bool closed;
    uint64_t ids;                          /* of commands */
    bool deaf;                             /* the test is over: links keep nothing */
    struct world_job jobs[WORLD_JOBS_MAX]; /* asked for; the oldest first */
    uint32_t job_count;
    uint32_t jobs_at_once; /* at most so many were there at a time */
    uint32_t jobs_ever;
    bool holds_jobs; /* none is worked at */
    uint32_t owner_token_ended;
};

/* Where every client of a test connects from. */
static const struct hv_id world_peer = { { [10] = 0xff, [11] = 0xff, 192, 0, 2, 7 } };

struct link {
    struct world *world;
    struct hv_member *member;
    uint32_t takes; /* so many frames before it is busy */
    bool refused;   /* a frame was offered while it was busy */
    enum hv_farewell closed;
    struct hv_frame *frames[LINK_FRAMES_MAX];
    uint32_t count;
    uint8_t token[HV_TOKEN_SIZE]; /* it said Hello with */
};

/* The tickets that pages hold, by the token of their device; a page that was loaded anew forgets
 * its own. */
struct world_ticket {
    uint8_t token[HV_TOKEN_SIZE];
    uint8_t ticket[HV_TICKET_SIZE];
};
#define WORLD_TICKETS_MAX 16
static struct world_ticket world_tickets[WORLD_TICKETS_MAX];

/* NULL: it has none. */
static inline struct world_ticket *world_find_ticket(const uint8_t token[HV_TOKEN_SIZE])
{
    for (size_t i = 0; i < WORLD_TICKETS_MAX; i++) {
        if (memcmp(world_tickets[i].token, token, HV_TOKEN_SIZE) == 0) {
            return &world_tickets[i];
        }
    }
    return NULL;
}

static inline void world_keep_ticket(const uint8_t token[HV_TOKEN_SIZE],
                                     const uint8_t ticket[HV_TICKET_SIZE])
{
    const uint8_t none[HV_TOKEN_SIZE] = { 0 };
    struct world_ticket *place = world_find_ticket(token);

    place = place != NULL ? place : world_find_ticket(none);
    assert_non_null(place);
    memcpy(place->token, token, HV_TOKEN_SIZE);
    memcpy(place->ticket, ticket, HV_TICKET_SIZE);
}

/* Deterministic; the same in every run, so that a test that fails fails again. */
static inline void world_fill(void *data, void *buffer, size_t size)
{
    struct world *world = data;
    uint8_t *bytes = buffer;

    for (size_t i = 0; i < size; i++) {
        world->random = world->random * 6364136223846793005u + 1442695040888963407u;
        bytes[i] = (uint8_t)(world->random >> 56);
    }
}

static inline int64_t world_now(void *data)
{
    return ((struct world *)data)->now;
}

static inline int64_t world_evening_end(void *data, int64_t now)
{
    (void)data;
    return now - now % 86400000 + EVENING_ENDS_AT % 86400000 +
           (now % 86400000 >= EVENING_ENDS_AT % 86400000 ? 86400000 : 0);
}

static inline void world_wake_at(void *data, int64_t at)
{
    ((struct world *)data)->wake = at;
}

static inline bool link_send(void *data, void *to, struct hv_frame *frame)
{
    struct link *link = to;

    if (((struct world *)data)->deaf) {
        return true;
    }
    assert_int_equal(link->closed, 0);
    if (link->takes == 0) {
        link->refused = true;
        return false;
    }
    link->takes--;
    assert_true(link->count < LINK_FRAMES_MAX);
    link->frames[link->count++] = hv_frame_keep(frame);
    return true;
}

static inline void link_close(void *data, void *to, enum hv_farewell reason)
{
    struct link *link = to;

    if (!((struct world *)data)->deaf) {
        assert_int_equal(link->closed, 0);
        link->closed = reason;
    }
}

static inline void world_job(void *data, void (*work)(void *), void (*done)(void *), void *job)
{
    struct world *world = data;

    assert_true(world->job_count < WORLD_JOBS_MAX);
    world->jobs[world->job_count++] = (struct world_job){ .work = work, .done = done, .job = job };
    world->jobs_ever++;
    if (world->job_count > world->jobs_at_once) {
        world->jobs_at_once = world->job_count;
    }
}

/* The oldest job is worked at and done; false: there is none. */
static inline bool world_work(struct world *world)
{
    if (world->job_count == 0) {
        return false;
    }
    struct world_job job = world->jobs[0];
    world->job_count--;
    memmove(&world->jobs[0], &world->jobs[1], world->job_count * sizeof world->jobs[0]);
    job.work(job.job);
    job.done(job.job);
    return true;
}

static inline void world_owner_token_ended(void *data)
{
    ((struct world *)data)->owner_token_ended++;
}

static inline void world_on_open(void *data, enum hv_code code, const uint8_t *token)
{
    struct world *world = data;

    assert_false(world->opened);
    world->opened = true;
    world->open_code = code;
    world->owner_comes_by_token = token != NULL;
    if (token != NULL) {
        memcpy(world->owner, token, HV_TOKEN_SIZE);
    }
}

static inline void world_on_closed(void *data)
{
    ((struct world *)data)->closed = true;
}

static inline void world_hash_exercises(void)
{
    struct hv_arena arena;
    struct hv_bytes bytes;

    hv_arena_init(&arena, 1 << 20);
    for (size_t i = 0; i < sizeof world_exercises / sizeof world_exercises[0]; i++) {
        assert_int_equal(hv_record_exercise_encode(&world_exercises[i], &arena, &bytes), HV_OK);
        hv_vault_hash_id(bytes, &world_exercises[i].hash);
    }
    hv_arena_free(&arena);
}

/* What the next host takes away before its house opens; 0: nothing. */
static enum hv_house_event_type world_drops;

/* A host on `store`; nothing has been answered yet. */
static inline void world_start(struct world *world, struct hv_memory_store *store, uint64_t seed)
{
    const uint8_t key[HV_SERVER_KEY_SIZE] = { 7 };
    const struct hv_id house = { .b = { 'h', 'o', 'u', 's', 'e' } };
    struct hv_random random = { .fill = world_fill, .data = world };

    *world = (struct world){
        .store = store, .random = seed, .now = EVENING, .wake = INT64_MAX, .ids = seed << 32
    };
    assert_int_equal(hv_vault_new(key, random, &world->vault), HV_OK);
    world_hash_exercises();
    struct hv_host_config config = {
        .ports = { .now = world_now,
                   .evening_end = world_evening_end,
                   .wake_at = world_wake_at,
                   .send = link_send,
                   .close = link_close,
                   .job = world_job,
                   .owner_token_ended = world_owner_token_ended,
                   .random = random,
                   .data = world },
        .journal = hv_memory_store_journal(store),
        .keystore = hv_memory_store_keystore(store),
        .vault = world->vault,
        .library = &world_library,
        .house = house,
        .passphrase_cost = { .operations = 1, .memory = 8192 },
        .words_cost = { .operations = 1, .memory = 8192 },
        .drops = world_drops,
    };
    assert_int_equal(hv_host_new(&config, &world->host), HV_OK);
    assert_int_equal(world->wake, INT64_MAX);
    hv_host_open(world->host, world_on_open, world);
}

/* The ticks that are due; whether there was one. */
static inline bool world_tick(struct world *world)
{
    if (world->wake > world->now) {
        return false;
    }
    world->wake = INT64_MAX;
    hv_host_tick(world->host);
    return true;
}

/* Until nothing happens any more at this time. */
static inline void world_run(struct world *world)
{
    uint32_t turns = 0;

    do {
        assert_true(turns++ < 100000);
        while (hv_memory_store_step(world->store)) {
        }
    } while (world_tick(world) || (!world->holds_jobs && world_work(world)));
}

/* Until `at`, stopping wherever the host asked for a tick. */
static inline void world_run_until(struct world *world, int64_t at)
{
    world_run(world);
    while (world->wake <= at) {
        world->now = world->wake > world->now ? world->wake : world->now;
        world_run(world);
    }
    world->now = at;
}

static inline void world_open(struct world *world)
{
    world_start(world, hv_memory_store_new(), 1);
    world_run(world);
    assert_true(world->opened);
    assert_int_equal(world->open_code, HV_OK);
    memset(world_tickets, 0, sizeof world_tickets);
}

/* The host goes; the store stays. */
static inline void world_stop(struct world *world)
{
    world->deaf = true;
    if (!world->closed) {
        hv_host_close(world->host, world_on_closed, world);
        while (hv_memory_store_step(world->store)) {
        }
        assert_true(world->closed);
    }
    hv_host_free(world->host);
    hv_vault_free(world->vault);
    world->host = NULL;
}

static inline void world_close(struct world *world)
{
    world_stop(world);
    hv_memory_store_free(world->store);
}

static inline struct hv_host_counts world_counts(const struct world *world)
{
    struct hv_host_counts counts;

    hv_host_counts(world->host, &counts);
    return counts;
}

/* ---- A link ---- */

static inline void link_forget(struct link *link)
{
    while (link->count > 0) {
        hv_frame_release(link->frames[--link->count]);
    }
}

static inline void link_open(struct link *link, struct world *world)
{
    *link = (struct link){ .world = world, .takes = UINT32_MAX };
    link->member = hv_host_connect(world->host, link, &world_peer);
    assert_non_null(link->member);
}

static inline void link_drop(struct link *link)
{
    hv_host_disconnect(link->world->host, link->member);
    link->member = NULL;
    link_forget(link);
}

static inline void link_say(struct link *link, const W(ClientMessage) * message)
{
    uint8_t bytes[HV_FRAME_IN_MAX];

    assert_true(houvast__v1__client_message__get_packed_size(message) <= sizeof bytes);
    size_t size = houvast__v1__client_message__pack(message, bytes);
    hv_host_receive(link->world->host, link->member, (struct hv_bytes){ bytes, size });
}

static inline void link_hello(struct link *link, const uint8_t token[HV_TOKEN_SIZE])
{
    W(Hello) hello = HOUVAST__V1__HELLO__INIT;
    W(ClientMessage) message = HOUVAST__V1__CLIENT_MESSAGE__INIT;

    struct world_ticket *ticket = world_find_ticket(token);

    memcpy(link->token, token, sizeof link->token);
    hello.version_from = 1;
    hello.version_to = 1;
    hello.language = HOUVAST__V1__LANGUAGE__LANGUAGE_NL;
    hello.token = (ProtobufCBinaryData){ .len = sizeof link->token, .data = link->token };
    if (ticket != NULL) {
        hello.ticket = (ProtobufCBinaryData){ .len = HV_TICKET_SIZE, .data = ticket->ticket };
    }
    message.message_case = HOUVAST__V1__CLIENT_MESSAGE__MESSAGE_HELLO;
    message.hello = &hello;
    link_say(link, &message);
}

/* Connected and greeted; what came is forgotten. */
static inline void link_join(struct link *link, struct world *world, const uint8_t *token)
{
    link_open(link, world);
    link_hello(link, token);
    world_run(world);
    assert_int_equal(link->closed, 0);
    link_forget(link);
}

/* The message in frame `place`; free it with houvast__v1__server_message__free_unpacked. */
static inline W(ServerMessage) * link_message(const struct link *link, uint32_t place)
{
    assert_true(place < link->count);
    struct hv_frame *frame = link->frames[place];
    assert_true(frame->size <= HV_FRAME_OUT_MAX);
    W(ServerMessage) *message =
        houvast__v1__server_message__unpack(NULL, frame->size, hv_frame_payload(frame));
    assert_non_null(message);
    return message;
}

/* A message in a word: "welcome", "done", "refused-7", "stage:2" for the second revision of a pane,
 * "seat gone" when it was taken away. */
static inline void message_word(const W(ServerMessage) * message, char *ret, size_t size)
{
    static const char *const panes[] = { "?", "stage", "wall", "unit", "seat", "work", "board" };
    static const char *const words[] = {
        [HOUVAST__V1__SERVER_MESSAGE__MESSAGE_WELCOME] = "welcome",
        [HOUVAST__V1__SERVER_MESSAGE__MESSAGE_FAREWELL] = "farewell",
        [HOUVAST__V1__SERVER_MESSAGE__MESSAGE_DEFINITION] = "definition",
        [HOUVAST__V1__SERVER_MESSAGE__MESSAGE_ADMISSION] = "admission",
    };
    size_t kind = (size_t)message->message_case;

    if (message->message_case == HOUVAST__V1__SERVER_MESSAGE__MESSAGE_PANE) {
        bool gone = message->pane->body_case == HOUVAST__V1__PANE__BODY__NOT_SET;
        snprintf(ret, size, gone ? "%s gone" : "%s:%u", panes[message->pane->kind],
                 (unsigned)message->pane->revision);
    } else if (message->message_case == HOUVAST__V1__SERVER_MESSAGE__MESSAGE_REPLY &&
               message->reply->refusal != 0) {
        snprintf(ret, size, "refused-%d", (int)message->reply->refusal);
    } else if (message->message_case == HOUVAST__V1__SERVER_MESSAGE__MESSAGE_REPLY) {
        snprintf(ret, size, "done");
    } else if (kind < sizeof words / sizeof words[0] && words[kind] != NULL) {
        snprintf(ret, size, "%s", words[kind]);
    } else {
        snprintf(ret, size, "page");
    }
}

/* What the link got since the last time, in words, as "welcome definition stage:1 wall:1". */
static inline const char *link_heard(struct link *link)
{
    static char text[4096];
    size_t size = 0;
    char word[32];

    text[0] = 0;
    for (uint32_t i = 0; i < link->count; i++) {
        W(ServerMessage) *message = link_message(link, i);
        message_word(message, word, sizeof word);
        houvast__v1__server_message__free_unpacked(message, NULL);
        size += (size_t)snprintf(text + size, sizeof text - size, "%s%s", i > 0 ? " " : "", word);
        assert_true(size < sizeof text);
    }
    link_forget(link);
    return text;
}

/* The last pane of a kind that the link got; NULL when none. Free it as link_message. */
static inline W(ServerMessage) * link_pane(const struct link *link, W(PaneKind) kind)
{
    for (uint32_t i = link->count; i > 0; i--) {
        W(ServerMessage) *message = link_message(link, i - 1);
        if (message->message_case == HOUVAST__V1__SERVER_MESSAGE__MESSAGE_PANE &&
            message->pane->kind == kind) {
            return message;
        }
        houvast__v1__server_message__free_unpacked(message, NULL);
    }
    return NULL;
}

#endif
