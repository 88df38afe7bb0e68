/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Makes groups on a server of ours whose owner has set no passphrase, by its own protocol, and adds
 * them to the plan: each with a facilitator, projectors, couples with a pen a seat; a meeting open,
 * an announcement, and an exercise under way in which everyone may write.
 */
#include <stdlib.h>
#include <string.h>

#include "load/load.h"
#include "load/visitor.h"

#define INVITES_EACH  150 /* a device may ask 200 at once, then 50 a second */
#define EXERCISE      "bond_story"
#define EXERCISE_FLAT "check_in" /* without seats: where the stages can go to and fro */

#define COMMAND(CASE, Type, word, ...)                                                            \
    HOUVAST__V1__COMMAND__WHAT_##CASE,                                                            \
        &((Houvast__V1__##Type){                                                                  \
              .base = PROTOBUF_C_MESSAGE_INIT(&houvast__v1__##word##__descriptor), __VA_ARGS__ }) \
             .base

struct making {
    const struct options *options;
    FILE *plan;
    uint32_t group;
    struct visitor leader;
    uint32_t left; /* invitations of the leader */
};

static void invite(struct making *making, Houvast__V1__Role role, uint32_t seat)
{
    visitor_do(&making->leader,
               COMMAND(INVITE, Invite, invite, .role = role, .unit = 0, .seat = seat));
}

static void note(struct making *making, enum plan_role role)
{
    struct plan_device device = { .role = role, .group = making->group };
    memcpy(device.token, making->leader.token, sizeof device.token);
    plan_add(making->plan, &device);
}

/* Who has asked enough hands over to another one. */
static void relieve(struct making *making)
{
    char token[HV_CLIENT_TOKEN_TEXT_SIZE + 1];
    if (making->left-- > 0) {
        return;
    }
    invite(making, HOUVAST__V1__ROLE__ROLE_CO_FACILITATOR, 0);
    hv_client_token_format(making->leader.token, token);
    visitor_close(&making->leader);
    visitor_open(&making->leader, making->options->port, token);
    making->left = INVITES_EACH;
}

static bool any(const Houvast__V1__Pane *pane)
{
    return pane->body_case != HOUVAST__V1__PANE__BODY__NOT_SET;
}

static bool has_statement(const Houvast__V1__Pane *pane)
{
    return any(pane) && pane->seat->statement != NULL;
}

/* The seat stays unlocked: who comes with the token and the ticket goes on there. */
static void come_in(struct making *making, uint32_t seat, uint8_t ret_ticket[PLAN_TICKET_SIZE])
{
    char token[HV_CLIENT_TOKEN_TEXT_SIZE + 1];
    struct visitor pen;

    hv_client_token_format(making->leader.token, token);
    visitor_read_slip(&making->leader, seat);
    visitor_open(&pen, making->options->port, token);
    visitor_do(&pen, COMMAND(UNLOCK_SEAT, UnlockSeat, unlock_seat, .seat = seat,
                             .words = making->leader.words));
    if (!hv_client_ticket(pen.client, ret_ticket)) {
        give_up("no ticket came with seat %u", seat);
    }
    const Houvast__V1__Pane *pane =
        visitor_pane(&pen, HOUVAST__V1__PANE_KIND__PANE_KIND_SEAT, seat, has_statement);
    char id[65] = "";
    memcpy(id, pane->seat->statement->id, strlen(pane->seat->statement->id));
    visitor_do(&pen, COMMAND(GIVE_CONSENT, GiveConsent, give_consent, .seat = seat, .yes = true,
                             .statement = id, .version = pane->seat->statement->version,
                             .language = HOUVAST__V1__LANGUAGE__LANGUAGE_NL));
    visitor_close(&pen);
}

static void add_couple(struct making *making, uint32_t first)
{
    char one[] = "Noor";
    char other[] = "Sam";
    char *names[] = { one, other };

    visitor_do(&making->leader, COMMAND(ADD_UNIT, AddUnit, add_unit, .n_names = 2, .names = names));
    uint32_t unit = making->leader.number;
    visitor_do(&making->leader, COMMAND(MARK_PRESENCE, MarkPresence, mark_presence, .unit = unit,
                                        .presence = HOUVAST__V1__PRESENCE__PRESENCE_HERE));
    for (uint32_t seat = first; seat < first + 2; seat++) {
        struct plan_device device = {
            .role = PLAN_SEAT, .group = making->group, .unit = unit, .seat = seat
        };
        invite(making, HOUVAST__V1__ROLE__ROLE_PEN, seat);
        memcpy(device.token, making->leader.token, sizeof device.token);
        come_in(making, seat, device.ticket);
        plan_add(making->plan, &device);
    }
}

static bool runs(const Houvast__V1__Pane *pane)
{
    return any(pane) && pane->board->meeting_open;
}

static void start_exercise(struct making *making)
{
    char word[] = EXERCISE;
    char flat[] = EXERCISE_FLAT;
    const Houvast__V1__Pane *board =
        visitor_pane(&making->leader, HOUVAST__V1__PANE_KIND__PANE_KIND_BOARD, 0, runs);
    visitor_do(&making->leader, COMMAND(PUSH_EXERCISE, PushExercise, push_exercise,
                                        .exercise = making->options->seats > 0 ? word : flat,
                                        .from = board->board->step));
    visitor_do(&making->leader, COMMAND(MOVE_STAGE, MoveStage, move_stage,
                                        .run = making->leader.number, .from = 0, .to = 1));
}

static void announce(struct making *making)
{
    char text[561] = "";
    size_t size = making->options->announcement;
    memset(text, 'x', size < sizeof text ? size : sizeof text - 1);
    visitor_do(&making->leader, COMMAND(ANNOUNCE, Announce, announce, .text = text));
}

static void fill_group(struct making *making)
{
    char token[HV_CLIENT_TOKEN_TEXT_SIZE + 1];

    note(making, PLAN_FACILITATOR);
    hv_client_token_format(making->leader.token, token);
    visitor_open(&making->leader, making->options->port, token);
    making->left = INVITES_EACH;
    visitor_do(&making->leader, COMMAND(OPEN_MEETING, OpenMeeting, open_meeting, .meeting = 0));
    for (uint32_t i = 0; i < making->options->watchers; i++) {
        relieve(making);
        invite(making, HOUVAST__V1__ROLE__ROLE_PROJECTOR, 0);
        note(making, PLAN_PROJECTOR);
    }
    for (uint32_t i = 0; i < making->options->seats; i += 2) {
        relieve(making);
        add_couple(making, i + 1);
    }
    start_exercise(making);
    if (making->options->announcement > 0) {
        announce(making);
    }
    visitor_close(&making->leader);
}

/* The owner's token, as the link in its file has it. */
static void read_owner(const char *path, char ret[HV_CLIENT_TOKEN_TEXT_SIZE + 1])
{
    struct hv_client_address address;
    char line[512] = "";
    FILE *file = fopen(path, "re");
    if (file == NULL || fgets(line, sizeof line, file) == NULL) {
        give_up("cannot read %s", path);
    }
    fclose(file);
    line[strcspn(line, "\n")] = '\0';
    if (hv_client_address_parse(line, &address) != HV_CLIENT_OK) {
        give_up("%s holds no link", path);
    }
    memcpy(ret, address.token, sizeof address.token);
}

static void make_group(struct making *making, struct visitor *owner)
{
    Houvast__V1__HouseCommand command = HOUVAST__V1__HOUSE_COMMAND__INIT;
    Houvast__V1__MakeGroup make;
    char title[32];
    char programme[] = "hold_me_tight";

    snprintf(title, sizeof title, "Group %u", making->group);
    houvast__v1__make_group__init(&make);
    make.title = title;
    make.programme = programme;
    command.what_case = HOUVAST__V1__HOUSE_COMMAND__WHAT_MAKE_GROUP;
    command.make_group = &make;
    visitor_do_house(owner, &command);
    memcpy(making->leader.token, owner->token, sizeof owner->token);
}

static void set_passphrase(struct visitor *owner, const char *passphrase)
{
    Houvast__V1__HouseCommand command = HOUVAST__V1__HOUSE_COMMAND__INIT;
    Houvast__V1__SetPassphrase set = HOUVAST__V1__SET_PASSPHRASE__INIT;
    char text[HV_CLIENT_PASSPHRASE_MAX + 1];

    snprintf(text, sizeof text, "%s", passphrase);
    set.passphrase = text;
    command.what_case = HOUVAST__V1__HOUSE_COMMAND__WHAT_SET_PASSPHRASE;
    command.set_passphrase = &set;
    visitor_do_house(owner, &command);
}

void make_groups(const struct options *options)
{
    struct making making = { .options = options,
                             .group = options->first_group,
                             .plan = fopen(options->plans[0], "ae") };
    char token[HV_CLIENT_TOKEN_TEXT_SIZE + 1];
    struct visitor owner;

    if (making.plan == NULL) {
        give_up("cannot write %s", options->plans[0]);
    }
    read_owner(options->link, token);
    visitor_open(&owner, options->port, token);
    uint32_t end = options->first_group + options->groups;
    for (; making.group < end; making.group++) {
        make_group(&making, &owner);
        fill_group(&making);
    }
    if (options->passphrase != NULL) {
        set_passphrase(&owner, options->passphrase);
    }
    visitor_close(&owner);
    if (fclose(making.plan) != 0) {
        give_up("cannot write %s", options->plans[0]);
    }
}
