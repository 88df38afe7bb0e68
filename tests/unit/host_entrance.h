/* SPDX-License-Identifier: EUPL-1.2 */
/* An evening that has begun, and who comes to it through its door (host_door.h). */
#ifndef HV_TESTS_UNIT_HOST_ENTRANCE_H
#define HV_TESTS_UNIT_HOST_ENTRANCE_H

#include "host_door.h"

#define TABLE HOUVAST__V1__ROLE__ROLE_TABLE
#define PEN   HOUVAST__V1__ROLE__ROLE_PEN
#define GUEST HOUVAST__V1__ROLE__ROLE_GUEST

/* A hall with an open meeting, in which nobody is but the facilitator. */
struct evening {
    struct hall hall;
    struct world_card card;
    struct world *world;
    struct link *facilitator;
};

static inline void evening_begin(struct evening *evening)
{
    hall_prepare(&evening->hall);
    evening->world = &evening->hall.world;
    evening->facilitator = &evening->hall.facilitator;
    evening->card = world_read_card(evening->facilitator, 1);
    world_open_meeting(evening->facilitator);
    link_forget(evening->facilitator);
}

static inline void evening_end(struct evening *evening)
{
    hall_end(&evening->hall);
}

/* Until what was typed is answered. */
static inline void wait_for_beat(struct world *world)
{
    world_run_until(world, world->now + 2 * HV_BEAT_MS);
}

/* Arrives and must get a token; the connection stays, and waits for Hello. */
static inline void arrive(struct evening *evening,
                          struct link *link,
                          const uint8_t *card,
                          const char *code,
                          W(Role) role,
                          uint8_t ret_token[HV_TOKEN_SIZE])
{
    link_open(link, evening->world);
    link_arrive(link, world_id(evening->world), card, code, role);
    if (card != NULL) {
        world_run(evening->world);
    } else {
        wait_for_beat(evening->world);
    }
    assert_int_equal(link->closed, 0);
    assert_true(link_admission(link, ret_token));
    link_forget(link);
}

/* Arrives and is not let in: dismissed at once, or with a wrong code after Hello. Gives why. */
static inline enum hv_farewell
rejected(struct evening *evening, const uint8_t *card, const char *code, uint8_t peer)
{
    struct link link;
    uint8_t token[HV_TOKEN_SIZE];

    link_open_from(&link, evening->world, peer);
    link_arrive(&link, world_id(evening->world), card, code, TABLE);
    world_run(evening->world);
    if (link.closed == 0) {
        assert_int_equal(link.count, 0);
        wait_for_beat(evening->world);
        assert_true(link_admission(&link, token));
        link_forget(&link);
        link_hello(&link, token);
        world_run(evening->world);
        assert_int_equal(link.count, 0);
        wait_for_beat(evening->world);
    }
    assert_string_equal(link_heard(&link), "farewell");
    enum hv_farewell reason = link.closed;
    link_drop(&link);
    return reason;
}

static inline void hello(struct link *link, const uint8_t *token)
{
    link_hello(link, token);
    world_run(link->world);
    assert_int_equal(link->closed, 0);
}

/* The same as link_heard, without revisions: those go on over connections. */
static inline const char *heard_kinds(struct link *link)
{
    static char text[512];
    char *to = text;

    for (const char *from = link_heard(link); *from != '\0'; from++) {
        if (*from == ':') {
            from += strcspn(from, " ") - 1;
        } else {
            *to++ = *from;
        }
        assert_true(to < text + sizeof text);
    }
    *to = '\0';
    return text;
}

/* The code of a seat, as the table shows it. */
static inline void read_pen_code(struct link *table, uint32_t seat, char ret[HV_PEN_CODE_SIZE + 1])
{
    W(ServerMessage) *unit = link_pane(table, HOUVAST__V1__PANE_KIND__PANE_KIND_UNIT);

    assert_non_null(unit);
    ret[0] = '\0';
    for (size_t i = 0; i < unit->pane->unit->n_seats; i++) {
        if (unit->pane->unit->seats[i]->seat == seat) {
            snprintf(ret, HV_PEN_CODE_SIZE + 1, "%s", unit->pane->unit->seats[i]->pen_code);
        }
    }
    houvast__v1__server_message__free_unpacked(unit, NULL);
    assert_int_equal(strlen(ret), HV_PEN_CODE_SIZE);
}

/* Unit 2 is a couple with a table, and a pen that came in with its card and has no seat. */
struct free_pen {
    struct evening evening;
    struct world *world;
    struct link table, pen;
    uint8_t token[HV_TOKEN_SIZE]; /* of the pen */
};

static inline void free_pen_begin(struct free_pen *here)
{
    struct evening *evening = &here->evening;
    uint8_t table_token[HV_TOKEN_SIZE];

    evening_begin(evening);
    here->world = evening->world;
    world_add_couple(evening->facilitator);
    struct world_card card = world_read_card(evening->facilitator, 2);
    arrive(evening, &here->table, card.token, NULL, TABLE, table_token);
    hello(&here->table, table_token);
    arrive(evening, &here->pen, card.token, NULL, PEN, here->token);
    hello(&here->pen, here->token);
    link_forget(&here->pen);
}

static inline void free_pen_end(struct free_pen *here)
{
    link_forget(&here->table);
    link_forget(&here->pen);
    evening_end(&here->evening);
}

#endif
