/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Links over loopback, against a small server of libwebsockets on the same loop that knows how to
 * welcome, to answer and to misbehave. Each test ends with the loop closed: nothing of it may be
 * left.
 */
#include <arpa/inet.h>

#include <libwebsockets.h>
#include <uv.h>

#include "client_bench.h"
#include "houvast/client_uv.h"

#define LINKS_MAX 50
#define WATCH_MS  20000
#define BIG       60000

enum manners {
    WELCOMES,
    HANGS_UP_ONCE,    /* at the first command */
    SAYS_FAREWELL,    /* for good */
    SPEAKS_TEXT,      /* once */
    SPEAKS_AT_LENGTH, /* once: a message larger than allowed */
    SENDS_PIECES      /* a big pane in many fragments, instead of a reply */
};

/* The server's end of a connection. */
struct peer {
    uint8_t queue[LWS_PRE + HV_CLIENT_RECEIVE_MAX + 1000];
    size_t size; /* of what waits to be sent */
    size_t sent;
    bool text;
    bool piecewise;
};

struct world {
    uv_loop_t loop;
    uv_timer_t watch;
    struct lws_context *server;
    struct lws_vhost *vhost;
    bool server_closed;
    enum manners manners;
    bool misbehaved;
    uint32_t connections; /* that the server saw */
    uint32_t origins;     /* headers that a client should not send */
    char host[64];
    struct hv_client_hub *hub;
    struct hv_client *clients[LINKS_MAX];
    struct hv_client_link *links[LINKS_MAX];
    uint32_t link_count;
    uint32_t links_closed;
    bool hub_closed;
    uint32_t replies;
    uint32_t panes;
    uint32_t states[HV_CLIENT_FAREWELLED + 1];
    uint32_t enough; /* replies, after which all is closed */
    uv_timer_t over;
};

/* ---- The server ---- */

static void queue_message(struct peer *peer, const Houvast__V1__ServerMessage *message)
{
    peer->sent = 0;
    peer->size = houvast__v1__server_message__pack(message, peer->queue + LWS_PRE);
}

static void queue_welcome(struct peer *peer)
{
    Houvast__V1__ServerMessage message = HOUVAST__V1__SERVER_MESSAGE__INIT;
    Houvast__V1__Welcome welcome = HOUVAST__V1__WELCOME__INIT;
    welcome.version = 1;
    welcome.epoch = 9;
    message.message_case = HOUVAST__V1__SERVER_MESSAGE__MESSAGE_WELCOME;
    message.welcome = &welcome;
    queue_message(peer, &message);
}

static void queue_farewell(struct peer *peer)
{
    Houvast__V1__ServerMessage message = HOUVAST__V1__SERVER_MESSAGE__INIT;
    Houvast__V1__Farewell farewell = HOUVAST__V1__FAREWELL__INIT;
    farewell.reason = HOUVAST__V1__FAREWELL_REASON__FAREWELL_REASON_TOKEN;
    message.message_case = HOUVAST__V1__SERVER_MESSAGE__MESSAGE_FAREWELL;
    message.farewell = &farewell;
    queue_message(peer, &message);
}

static void queue_reply(struct peer *peer, ProtobufCBinaryData id)
{
    Houvast__V1__ServerMessage message = HOUVAST__V1__SERVER_MESSAGE__INIT;
    Houvast__V1__Reply reply = HOUVAST__V1__REPLY__INIT;
    reply.id = id;
    message.message_case = HOUVAST__V1__SERVER_MESSAGE__MESSAGE_REPLY;
    message.reply = &reply;
    queue_message(peer, &message);
}

/* A wall of notes. */
static void queue_big_pane(struct peer *peer)
{
    static char text[7501];
    Houvast__V1__ServerMessage message = HOUVAST__V1__SERVER_MESSAGE__INIT;
    Houvast__V1__Pane pane = HOUVAST__V1__PANE__INIT;
    Houvast__V1__WallPane wall = HOUVAST__V1__WALL_PANE__INIT;
    Houvast__V1__WallItem items[8];
    Houvast__V1__WallItem *list[8];
    memset(text, 'a', sizeof text - 1);
    for (size_t i = 0; i < COUNT(items); i++) {
        houvast__v1__wall_item__init(&items[i]);
        items[i].text = text;
        list[i] = &items[i];
    }
    wall.n_items = COUNT(list);
    wall.items = list;
    pane.kind = HOUVAST__V1__PANE_KIND__PANE_KIND_WALL;
    pane.epoch = 9;
    pane.revision = 1;
    pane.body_case = HOUVAST__V1__PANE__BODY_WALL;
    pane.wall = &wall;
    message.message_case = HOUVAST__V1__SERVER_MESSAGE__MESSAGE_PANE;
    message.pane = &pane;
    queue_message(peer, &message);
    assert_in_range(peer->size, BIG, HV_CLIENT_RECEIVE_MAX);
    peer->piecewise = true;
}

static int on_hello(struct world *world, struct peer *peer)
{
    switch (world->manners) {
    case SAYS_FAREWELL:
        queue_farewell(peer);
        return 0;
    case SPEAKS_TEXT:
        queue_welcome(peer);
        peer->text = !world->misbehaved;
        world->misbehaved = true;
        return 0;
    case SPEAKS_AT_LENGTH:
        queue_welcome(peer);
        if (!world->misbehaved) {
            peer->size = HV_CLIENT_RECEIVE_MAX + 500;
        }
        world->misbehaved = true;
        return 0;
    case WELCOMES:
    case HANGS_UP_ONCE:
    case SENDS_PIECES:
        queue_welcome(peer);
        return 0;
    }
    return -1;
}

static int on_command(struct world *world, struct peer *peer, const Houvast__V1__Command *command)
{
    if (world->manners == HANGS_UP_ONCE && !world->misbehaved) {
        world->misbehaved = true;
        return -1;
    }
    if (world->manners == SENDS_PIECES) {
        queue_big_pane(peer);
    } else {
        queue_reply(peer, command->id);
    }
    return 0;
}

static int on_client_message(struct world *world,
                             struct peer *peer,
                             struct lws *wsi,
                             const void *data,
                             size_t size)
{
    assert_true(lws_is_first_fragment(wsi) && lws_is_final_fragment(wsi));
    assert_true(lws_frame_is_binary(wsi));
    Houvast__V1__ClientMessage *message = houvast__v1__client_message__unpack(NULL, size, data);
    assert_non_null(message);
    int result = message->message_case == HOUVAST__V1__CLIENT_MESSAGE__MESSAGE_HELLO
                     ? on_hello(world, peer)
                     : on_command(world, peer, message->command);
    houvast__v1__client_message__free_unpacked(message, NULL);
    lws_callback_on_writable(wsi);
    return result;
}

static int on_server_writeable(struct peer *peer, struct lws *wsi)
{
    if (peer->size == 0) {
        return 0;
    }
    size_t left = peer->size - peer->sent;
    size_t piece = peer->piecewise && left > 7000 ? 7000 : left;
    int as = peer->sent > 0 ? LWS_WRITE_CONTINUATION
             : peer->text   ? LWS_WRITE_TEXT
                            : LWS_WRITE_BINARY;
    if (piece < left) {
        as |= LWS_WRITE_NO_FIN;
    }
    if (lws_write(wsi, peer->queue + LWS_PRE + peer->sent, piece, (enum lws_write_protocol)as) <
        0) {
        return -1;
    }
    peer->sent += piece;
    if (peer->sent == peer->size) {
        peer->size = 0;
    }
    lws_callback_on_writable(wsi);
    return 0;
}

static int
on_server(struct lws *wsi, enum lws_callback_reasons reason, void *user, void *in, size_t size)
{
    struct world *world = lws_context_user(lws_get_context(wsi));
    switch ((int)reason) {
    case LWS_CALLBACK_FILTER_PROTOCOL_CONNECTION:
        world->connections++;
        world->origins += lws_hdr_total_length(wsi, WSI_TOKEN_ORIGIN) > 0;
        world->origins += lws_hdr_total_length(wsi, WSI_TOKEN_HTTP_COOKIE) > 0;
        (void)lws_hdr_copy(wsi, world->host, sizeof world->host, WSI_TOKEN_HOST);
        return 0;
    case LWS_CALLBACK_RECEIVE:
        return on_client_message(world, user, wsi, in, size);
    case LWS_CALLBACK_SERVER_WRITEABLE:
        return on_server_writeable(user, wsi);
    default:
        return 0;
    }
}

static const struct lws_protocols server_protocols[] = {
    { .name = HV_CLIENT_SUBPROTOCOL,
      .callback = on_server,
      .per_session_data_size = sizeof(struct peer),
      .rx_buffer_size = HV_CLIENT_SEND_MAX,
      .tx_packet_size = 2 * HV_CLIENT_RECEIVE_MAX },
    { .name = NULL },
};

static void serve(struct world *world, enum manners manners)
{
    void *loops[] = { &world->loop };
    struct lws_context_creation_info info = {
        .port = 0,
        .iface = "127.0.0.1",
        .protocols = server_protocols,
        .options = LWS_SERVER_OPTION_LIBUV | LWS_SERVER_OPTION_DISABLE_IPV6 |
                   LWS_SERVER_OPTION_EXPLICIT_VHOSTS,
        .foreign_loops = loops,
        .pt_serv_buf_size = HV_CLIENT_SEND_MAX,
        .user = world,
    };
    world->manners = manners;
    world->server = lws_create_context(&info);
    assert_non_null(world->server);
    world->vhost = lws_create_vhost(world->server, &info);
    assert_non_null(world->vhost);
}

/* ---- The clients ---- */

static void world_random(void *data, void *buffer, size_t size)
{
    static uint32_t number;
    (void)data;
    memset(buffer, 0, size); /* a delay of zero */
    if (size > sizeof number) {
        number++;
        memcpy(buffer, &number, sizeof number); /* another id each time */
    }
}

static void on_link_closed(void *data)
{
    struct world *world = data;
    world->links_closed++;
}

static void on_hub_closed(void *data)
{
    struct world *world = data;
    world->hub_closed = true;
    if (world->server != NULL && !world->server_closed) {
        lws_context_destroy(world->server); /* the first of two calls; run makes the second */
    }
    uv_close((uv_handle_t *)&world->watch, NULL);
    uv_close((uv_handle_t *)&world->over, NULL);
}

static void close_all(uv_timer_t *timer)
{
    struct world *world = timer->data;
    for (uint32_t i = 0; i < world->link_count; i++) {
        hv_client_link_close(world->links[i], on_link_closed, world);
    }
    hv_client_hub_close(world->hub, on_hub_closed, world);
}

static void close_soon(struct world *world)
{
    uv_timer_start(&world->over, close_all, 0, 0);
}

static void world_on_state(struct hv_client *client, void *data)
{
    struct world *world = data;
    world->states[hv_client_state(client)]++;
    if (hv_client_state(client) == HV_CLIENT_FAREWELLED) {
        close_soon(world);
    }
}

static void
world_on_reply(struct hv_client *client, void *data, const struct hv_client_reply *reply)
{
    struct world *world = data;
    (void)client;
    if (reply->outcome == HV_CLIENT_DONE && ++world->replies == world->enough) {
        close_all(&world->over); /* from inside a handler */
    }
}

static void world_on_pane(struct hv_client *client, void *data, const Houvast__V1__Pane *pane)
{
    struct world *world = data;
    (void)client;
    assert_int_equal(pane->wall->n_items, 8);
    assert_int_equal(strlen(pane->wall->items[7]->text), 7500);
    world->panes++;
    close_soon(world);
}

static void ask_for_time(struct hv_client *client)
{
    Houvast__V1__Command command = HOUVAST__V1__COMMAND__INIT;
    Houvast__V1__AskMoreTime more = HOUVAST__V1__ASK_MORE_TIME__INIT;
    command.what_case = HOUVAST__V1__COMMAND__WHAT_ASK_MORE_TIME;
    command.ask_more_time = &more;
    assert_int_equal(hv_client_command(client, &command, NULL), HV_CLIENT_OK);
}

static void link_up(struct world *world, const char *host, uint16_t port, uint32_t count)
{
    struct hv_client_address address = { .port = port };
    struct hv_client_config config = {
        .token = TOKEN,
        .language = HV_CLIENT_NL,
        .random = world_random,
        .handlers = { .on_state = world_on_state,
                      .on_pane = world_on_pane,
                      .on_reply = world_on_reply },
        .data = world,
    };
    (void)snprintf(address.host, sizeof address.host, "%s", host);
    assert_int_equal(hv_client_hub_open(&world->loop, NULL, &world->hub), HV_CLIENT_OK);
    for (; world->link_count < count; world->link_count++) {
        struct hv_client **client = &world->clients[world->link_count];
        assert_int_equal(hv_client_new(&config, client), HV_CLIENT_OK);
        assert_int_equal(
            hv_client_link_open(world->hub, *client, &address, &world->links[world->link_count]),
            HV_CLIENT_OK);
    }
}

static uint16_t port_of(const struct world *world)
{
    return (uint16_t)lws_get_vhost_listen_port(world->vhost);
}

static void on_watch(uv_timer_t *timer)
{
    (void)timer;
    fail_msg("nothing came of it in %d ms", WATCH_MS);
}

static int set_up(void **state)
{
    struct world *world = calloc(1, sizeof *world);
    *state = world;
    lws_set_log_level(0, NULL);
    if (world == NULL || uv_loop_init(&world->loop) != 0) {
        return -1;
    }
    uv_timer_init(&world->loop, &world->over);
    world->over.data = world;
    uv_timer_init(&world->loop, &world->watch);
    return uv_timer_start(&world->watch, on_watch, WATCH_MS, 0);
}

/* Until everything has closed by itself. */
static void run(struct world *world)
{
    assert_int_equal(uv_run(&world->loop, UV_RUN_DEFAULT), 0);
    assert_true(world->hub_closed);
    assert_int_equal(world->links_closed, world->link_count);
    assert_int_equal(uv_loop_close(&world->loop), 0);
    if (world->server != NULL) {
        lws_context_destroy(world->server);
    }
    for (uint32_t i = 0; i < world->link_count; i++) {
        hv_client_free(world->clients[i]);
    }
}

static int tear_down(void **state)
{
    free(*state);
    return 0;
}

/* ---- The stories ---- */

static void test_asks_and_gets_an_answer(void **state)
{
    struct world *world = *state;
    char host[64];
    serve(world, WELCOMES);
    (void)snprintf(host, sizeof host, "127.0.0.1:%u", (unsigned)port_of(world));
    link_up(world, "127.0.0.1", port_of(world), 1);
    ask_for_time(world->clients[0]);
    world->enough = 1;
    run(world);
    assert_string_equal(world->host, host);
    assert_int_equal(world->origins, 0);
    assert_int_equal(world->connections, 1);
}

static void test_many_links_share_one_hub(void **state)
{
    struct world *world = *state;
    serve(world, WELCOMES);
    link_up(world, "localhost", port_of(world), LINKS_MAX);
    for (uint32_t i = 0; i < LINKS_MAX; i++) {
        ask_for_time(world->clients[i]);
        ask_for_time(world->clients[i]);
    }
    world->enough = 2 * LINKS_MAX;
    run(world);
    assert_int_equal(world->connections, LINKS_MAX);
}

static void test_comes_back_and_asks_again(void **state)
{
    struct world *world = *state;
    serve(world, HANGS_UP_ONCE);
    link_up(world, "127.0.0.1", port_of(world), 1);
    ask_for_time(world->clients[0]);
    world->enough = 1;
    run(world);
    assert_int_equal(world->connections, 2);
    assert_int_equal(world->states[HV_CLIENT_WAITING], 2); /* lost, and closed */
    assert_int_equal(world->replies, 1);
}

static void test_a_message_in_pieces(void **state)
{
    struct world *world = *state;
    serve(world, SENDS_PIECES);
    link_up(world, "127.0.0.1", port_of(world), 1);
    ask_for_time(world->clients[0]);
    run(world);
    assert_int_equal(world->panes, 1);
}

static void test_what_is_not_of_this_protocol_costs_the_connection(void **state)
{
    struct world *world = *state;
    serve(world, SPEAKS_TEXT);
    link_up(world, "127.0.0.1", port_of(world), 1);
    ask_for_time(world->clients[0]);
    world->enough = 1;
    run(world);
    assert_int_equal(world->connections, 2);
}

static void test_a_message_too_large_costs_the_connection(void **state)
{
    struct world *world = *state;
    serve(world, SPEAKS_AT_LENGTH);
    link_up(world, "127.0.0.1", port_of(world), 1);
    ask_for_time(world->clients[0]);
    world->enough = 1;
    run(world);
    assert_int_equal(world->connections, 2);
}

static void test_after_farewell_nobody_comes_back(void **state)
{
    struct world *world = *state;
    serve(world, SAYS_FAREWELL);
    link_up(world, "127.0.0.1", port_of(world), 1);
    run(world);
    assert_int_equal(world->connections, 1);
    assert_int_equal(world->states[HV_CLIENT_FAREWELLED], 1);
}

static void close_when_lost(uv_timer_t *timer)
{
    struct world *world = timer->data;
    if (world->states[HV_CLIENT_WAITING] > 0) {
        assert_true(strlen(hv_client_link_problem(world->links[0])) > 5);
        hv_client_link_retry_now(world->links[0]);
        uv_timer_stop(timer);
        close_all(timer);
    }
}

static void test_nobody_listens(void **state)
{
    struct world *world = *state;
    uint16_t port;
    serve(world, WELCOMES);
    port = port_of(world);
    lws_context_destroy(world->server); /* closes its socket; run makes the second call */
    world->server_closed = true;
    link_up(world, "127.0.0.1", port, 3);
    uv_timer_start(&world->over, close_when_lost, 1, 1);
    run(world);
    assert_int_equal(world->states[HV_CLIENT_OPEN], 0);
}

static void test_no_such_name(void **state)
{
    struct world *world = *state;
    link_up(world, "no-such-name.invalid", 9, 1);
    uv_timer_start(&world->over, close_when_lost, 1, 1);
    run(world);
}

/* Closing at each of the first turns of the loop meets the link resting, resolving, connecting,
 * joining and up. */
static void test_closing_at_any_moment(void **state)
{
    static const char *const hosts[] = { "127.0.0.1", "localhost" };
    (void)state;
    for (int turns = 0; turns < 16; turns++) {
        void *own = NULL;
        assert_int_equal(set_up(&own), 0);
        struct world *world = own;
        serve(world, WELCOMES);
        link_up(world, hosts[turns % 2], port_of(world), 2);
        ask_for_time(world->clients[0]);
        for (int i = 0; i < turns / 2; i++) {
            (void)uv_run(&world->loop, UV_RUN_NOWAIT);
        }
        close_all(&world->over);
        close_all(&world->over); /* once more does nothing */
        run(world);
        tear_down(&own);
    }
}

static void test_what_cannot_be_opened(void **state)
{
    struct world *world = *state;
    struct hv_client_address bare;
    struct hv_client_hub_config config = { .ca_file = "/nowhere/ca.pem" };
    struct hv_client_link *link = NULL;
    assert_int_equal(hv_client_hub_open(&world->loop, &config, &world->hub), HV_CLIENT_ELOOP);
    link_up(world, "127.0.0.1", 9, 0);
    assert_int_equal(hv_client_address_parse(TOKEN, &bare), HV_CLIENT_OK);
    assert_int_equal(hv_client_link_open(world->hub, NULL, &bare, &link), HV_CLIENT_EINVAL);
    close_all(&world->over);
    (void)snprintf(bare.host, sizeof bare.host, "h");
    assert_int_equal(hv_client_link_open(world->hub, NULL, &bare, &link), HV_CLIENT_ESTATE);
    assert_null(link);
    run(world);
}

#define STORY(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORY(test_asks_and_gets_an_answer),
        STORY(test_many_links_share_one_hub),
        STORY(test_comes_back_and_asks_again),
        STORY(test_a_message_in_pieces),
        STORY(test_what_is_not_of_this_protocol_costs_the_connection),
        STORY(test_a_message_too_large_costs_the_connection),
        STORY(test_after_farewell_nobody_comes_back),
        STORY(test_nobody_listens),
        STORY(test_no_such_name),
        cmocka_unit_test(test_closing_at_any_moment),
        STORY(test_what_cannot_be_opened),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
