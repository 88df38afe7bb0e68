/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The room of a rehearsal. The owner makes a group and hands its token to the facilitator, who
 * invites the others. It ends when the facilitator says so, when the server sends someone away,
 * when nothing happens any more, or at Ctrl-C; then everyone leaves and the numbers are printed.
 */
#include "rehearse.h"

#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

enum {
    ARRIVAL_MS = 10000,
    STANDSTILL_MS = 45000, /* longer than it takes to come back to a server that started again */
    STANDSTILL_PEOPLE_MS = 3600000,
    LINGER_MOST = 40 /* seconds, with a visitor: nobody watches people talk for ten minutes */
};

/* ---- Players ---- */

static void on_pause(uv_timer_t *timer)
{
    struct player *player = timer->data;

    player->pausing = false;
    if (player->device != NULL && !player->rehearsal->closing) {
        player->look(player);
    }
}

static uint64_t scaled(const struct player *player, double ms)
{
    return player->rehearsal->options->fast ? 0 : (uint64_t)(ms / player->rehearsal->options->pace);
}

void hv_player_nudge(struct player *player)
{
    if (player->look != NULL && player->device != NULL && !player->pausing &&
        !player->rehearsal->closing) {
        player->pausing = true;
        uv_timer_start(&player->pause, on_pause, scaled(player, player->mood_ms), 0);
    }
}

void hv_player_linger(struct player *player, double seconds)
{
    if (player->rehearsal->options->visitor && seconds > LINGER_MOST) {
        seconds = LINGER_MOST;
    }
    player->pausing = true;
    uv_timer_start(&player->pause, on_pause, scaled(player, seconds * 1000), 0);
}

void hv_player_mood(struct player *player, int32_t low, int32_t high)
{
    player->mood_ms = 1000 * (uint32_t)hv_chance_between(&player->rehearsal->chance, low, high);
}

void hv_player_init(struct player *player,
                    struct rehearsal *rehearsal,
                    void (*look)(struct player *player),
                    void (*on_reply)(struct player *player, const struct hv_answered *answered))
{
    player->rehearsal = rehearsal;
    player->look = look;
    player->on_reply = on_reply;
    uv_timer_init(&rehearsal->loop, &player->pause);
    player->pause.data = player;
}

/* ---- What devices tell ---- */

static const char *farewell_trouble(enum hv_client_farewell farewell,
                                    enum hv_client_language language)
{
    return hv_word(hv_word_of_farewell((int)farewell), language);
}

static void put_away(struct player *player)
{
    player->rehearsal->losses += hv_device_losses(player->device);
    hv_device_close(player->device, NULL, NULL);
    player->device = NULL;
}

/* A visitor with a console may remove devices, and change who gets in: the others go on. */
static bool goes_on_without(const struct player *player)
{
    return player->rehearsal->options->visitor && player->rehearsal->leader.links_told;
}

static void on_state(void *data)
{
    struct player *player = data;
    struct rehearsal *rehearsal = player->rehearsal;

    rehearsal->happened++;
    if (hv_device_state(player->device) == HV_CLIENT_FAREWELLED) {
        if (goes_on_without(player)) {
            put_away(player);
            return;
        }
        hv_rehearse_end(
            rehearsal, EX_UNAVAILABLE,
            farewell_trouble(hv_device_farewell(player->device), rehearsal->options->language));
        return;
    }
    hv_player_nudge(player);
    hv_player_nudge(&rehearsal->leader.player);
}

static void on_pane(void *data, const Houvast__V1__Pane *pane)
{
    struct player *player = data;

    player->rehearsal->happened++;
    if (pane->body_case == HOUVAST__V1__PANE__BODY_STAGE) {
        hv_tally_stage(player, pane->stage);
    }
    if (pane->body_case == HOUVAST__V1__PANE__BODY_BOARD && player->rehearsal->options->visitor &&
        player == &player->rehearsal->leader.player) {
        hv_visitor_leads(player->rehearsal, pane->board);
    }
    hv_player_nudge(player);
}

static void on_reply(void *data, const struct hv_answered *answered)
{
    struct player *player = data;

    player->rehearsal->happened++;
    hv_tally_reply(player->rehearsal, answered);
    if (player->on_reply != NULL) {
        player->on_reply(player, answered);
    }
    hv_player_nudge(player);
    if (player->rehearsal->leader.ending) {
        hv_player_nudge(&player->rehearsal->leader.player);
    }
}

static void on_page(void *data, int asked, const struct hv_client_page *page)
{
    struct player *player = data;

    player->rehearsal->happened++;
    if (player->on_page != NULL) {
        player->on_page(player, asked, page);
    }
    hv_player_nudge(player);
}

static void enter(struct player *player, const char *token)
{
    const struct hv_entry entry = { .token = token };
    static const struct hv_device_handlers handlers = {
        .on_state = on_state, .on_pane = on_pane, .on_reply = on_reply, .on_page = on_page
    };
    enum hv_client_status status;

    player->seen_push = player->rehearsal->tally.push_count;
    status = hv_device_open(&player->rehearsal->hall, &entry, &handlers, player, &player->device);
    if (status != HV_CLIENT_OK) {
        hv_rehearse_end(player->rehearsal, EX_SOFTWARE, hv_client_status_text(status));
    }
}

void hv_player_enter(struct player *player, const uint8_t token[HV_CLIENT_TOKEN_SIZE])
{
    char text[HV_CLIENT_TOKEN_TEXT_SIZE + 1];

    hv_client_token_format(token, text);
    enter(player, text);
}

/* ---- The owner ---- */

static void owner_look(struct player *player)
{
    const struct hv_rehearse_options *options = player->rehearsal->options;
    char title[64];

    if (!player->rehearsal->group_asked && hv_device_online(player->device)) {
        snprintf(title, sizeof title, "%s %llu",
                 hv_word(HV_WORD_REHEARSAL_TITLE, options->language),
                 (unsigned long long)options->seed);
        player->rehearsal->group_asked =
            hv_send_make_group(player->device, title, options->programme, NULL);
    }
}

static void on_owner_reply(struct player *player, const struct hv_answered *answered)
{
    struct rehearsal *rehearsal = player->rehearsal;

    if (answered->reply->outcome == HV_CLIENT_DONE && answered->reply->token != NULL) {
        hv_player_enter(&rehearsal->leader.player, answered->reply->token);
    } else if (answered->reply->outcome == HV_CLIENT_REFUSED) {
        hv_rehearse_end(
            rehearsal, EX_UNAVAILABLE,
            hv_word(hv_word_of_refusal(answered->reply->refusal), rehearsal->options->language));
    }
}

/* ---- The end ---- */

static void leave(struct player *player)
{
    uv_timer_stop(&player->pause);
    uv_close((uv_handle_t *)&player->pause, NULL);
    if (player->device != NULL) {
        put_away(player);
    }
}

void hv_rehearse_everyone(struct rehearsal *rehearsal, void (*does)(struct player *player))
{
    does(&rehearsal->owner);
    does(&rehearsal->leader.player);
    does(&rehearsal->leader.console);
    does(&rehearsal->projector);
    for (uint32_t i = 0; i < rehearsal->couple_count; i++) {
        does(&rehearsal->couples[i].table);
        does(&rehearsal->couples[i].pens[0]);
        does(&rehearsal->couples[i].pens[1]);
    }
}

void hv_rehearse_end(struct rehearsal *rehearsal, int code, const char *trouble)
{
    if (rehearsal->closing) {
        return;
    }
    rehearsal->closing = true;
    rehearsal->code = code;
    rehearsal->trouble = trouble;
    hv_rehearse_everyone(rehearsal, leave);
    uv_close((uv_handle_t *)&rehearsal->watchdog, NULL);
    uv_close((uv_handle_t *)&rehearsal->arrival, NULL);
    for (size_t i = 0; i < sizeof rehearsal->interrupted / sizeof rehearsal->interrupted[0]; i++) {
        uv_close((uv_handle_t *)&rehearsal->interrupted[i], NULL);
    }
    hv_hall_close(&rehearsal->hall);
}

/* Where everyone is, for whoever has to find out why nothing happens. */
static void tell_standstill(const struct rehearsal *rehearsal)
{
    for (uint32_t i = 0; i < rehearsal->couple_count; i++) {
        const struct couple *couple = &rehearsal->couples[i];
        const struct player *players[] = { &couple->table, &couple->pens[0], &couple->pens[1] };

        for (size_t j = 0; j < 3; j++) {
            struct hv_device *device = players[j]->device;
            const Houvast__V1__UnitPane *unit =
                device != NULL ? hv_device_unit(device, couple->unit) : NULL;

            if (device != NULL) {
                fprintf(stderr,
                        "couple %u device %zu: %s, waits for %zu, seat %u%s, run %u stage %u "
                        "ready %d may open %d\n",
                        couple->unit, j, hv_device_online(device) ? "online" : "offline",
                        hv_device_waiting(device), hv_device_unlocked(device),
                        players[j]->unlocking ? " unlocking" : "", unit != NULL ? unit->run : 0,
                        unit != NULL && unit->place != NULL ? unit->place->stage : 0,
                        unit != NULL && unit->both_ready, unit != NULL && unit->may_open);
            }
        }
    }
}

static void on_watchdog(uv_timer_t *timer)
{
    struct rehearsal *rehearsal = timer->data;

    if (rehearsal->happened == rehearsal->happened_before) {
        tell_standstill(rehearsal);
        hv_rehearse_end(rehearsal, EX_TEMPFAIL,
                        hv_word(HV_WORD_REHEARSAL_STANDSTILL, rehearsal->options->language));
    }
    rehearsal->happened_before = rehearsal->happened;
}

static void on_arrival(uv_timer_t *timer)
{
    struct rehearsal *rehearsal = timer->data;

    if (hv_device_welcome(rehearsal->owner.device) == NULL) {
        hv_rehearse_end(rehearsal, EX_UNAVAILABLE,
                        hv_word(HV_WORD_REHEARSAL_NO_SERVER, rehearsal->options->language));
    }
}

static void on_interrupted(uv_signal_t *signal, int number)
{
    struct rehearsal *rehearsal = signal->data;

    (void)number;
    if (rehearsal->options->visitor) {
        hv_rehearse_end(rehearsal, EX_OK, NULL);
    } else {
        hv_rehearse_end(rehearsal, EX_TEMPFAIL,
                        hv_word(HV_WORD_REHEARSAL_INTERRUPTED, rehearsal->options->language));
    }
}

void hv_rehearse_tell(struct rehearsal *rehearsal, const char *line)
{
    uint64_t seconds = (uv_hrtime() - rehearsal->tally.started_at) / 1000000000;

    if (!rehearsal->options->quiet && !rehearsal->options->json) {
        printf("[%02u:%02u] %s\n", (unsigned)(seconds / 60), (unsigned)(seconds % 60), line);
        fflush(stdout);
    }
}

/* ---- The whole ---- */

static void set_the_room(struct rehearsal *rehearsal)
{
    static const int signals[] = { SIGINT, SIGTERM, SIGHUP };
    uint64_t patience = rehearsal->options->fast ? STANDSTILL_MS : STANDSTILL_PEOPLE_MS;

    hv_player_init(&rehearsal->owner, rehearsal, owner_look, on_owner_reply);
    hv_player_init(&rehearsal->projector, rehearsal, NULL, NULL);
    hv_leader_init(rehearsal);
    for (uint32_t i = 0; i < rehearsal->couple_count; i++) {
        hv_couple_init(&rehearsal->couples[i], rehearsal, i);
    }
    uv_timer_init(&rehearsal->loop, &rehearsal->watchdog);
    rehearsal->watchdog.data = rehearsal;
    if (!rehearsal->options->visitor) {
        uv_timer_start(&rehearsal->watchdog, on_watchdog, patience, patience);
    }
    uv_timer_init(&rehearsal->loop, &rehearsal->arrival);
    rehearsal->arrival.data = rehearsal;
    uv_timer_start(&rehearsal->arrival, on_arrival, ARRIVAL_MS, 0);
    for (size_t i = 0; i < sizeof signals / sizeof signals[0]; i++) {
        uv_signal_init(&rehearsal->loop, &rehearsal->interrupted[i]);
        rehearsal->interrupted[i].data = rehearsal;
        uv_signal_start(&rehearsal->interrupted[i], on_interrupted, signals[i]);
    }
}

static int run_rehearsal(struct rehearsal *rehearsal)
{
    const struct hv_rehearse_options *options = rehearsal->options;
    enum hv_client_status status =
        hv_hall_open(&rehearsal->loop, &options->owner, options->language, &rehearsal->hall);

    if (status != HV_CLIENT_OK) {
        fprintf(stderr, "houvast: %s\n", hv_client_status_text(status));
        return status == HV_CLIENT_EINVAL ? EX_USAGE : EX_OSERR;
    }
    set_the_room(rehearsal);
    enter(&rehearsal->owner, options->owner.token);
    uv_run(&rehearsal->loop, UV_RUN_DEFAULT);
    if (!options->visitor) {
        hv_tally_print(rehearsal, stdout);
    }
    if (rehearsal->trouble != NULL) {
        fprintf(stderr, "houvast: %s\n", rehearsal->trouble);
        return rehearsal->code;
    }
    return options->visitor || hv_tally_clean(rehearsal) ? EX_OK : EX_SOFTWARE;
}

int hv_rehearse(const struct hv_rehearse_options *options)
{
    struct rehearsal *rehearsal = calloc(1, sizeof *rehearsal);
    int code;

    if (rehearsal == NULL || uv_loop_init(&rehearsal->loop) != 0) {
        free(rehearsal);
        return EX_OSERR;
    }
    rehearsal->options = options;
    rehearsal->couple_count = options->couples + (options->visitor ? 1 : 0);
    rehearsal->chance.state = options->seed;
    rehearsal->tally.started_at = uv_hrtime();
    code = run_rehearsal(rehearsal);
    uv_loop_close(&rehearsal->loop);
    free(rehearsal);
    return code;
}
