/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The facilitator of a rehearsal: lets everyone in, and takes them through the evening step by
 * step. One thing at a time; what stands on the board decides what is next.
 */
#include "rehearse.h"

#include <string.h>

#include "agenda.h"
#include "link_file.h"
#include "shape.h"

static struct leader *leader_of(struct player *player)
{
    return &player->rehearsal->leader;
}

/* ---- Letting people in ---- */

static const Houvast__V1__BoardUnit *on_board(const Houvast__V1__BoardPane *board, uint32_t unit)
{
    for (size_t i = 0; i < board->n_units; i++) {
        if (board->units[i]->unit == unit) {
            return board->units[i];
        }
    }
    return NULL;
}

static bool know_seats(const struct sight *sight, struct couple *couple)
{
    const Houvast__V1__BoardUnit *unit = on_board(sight->board, couple->unit);

    if (unit == NULL || unit->n_seats < 2) {
        return false;
    }
    couple->people[0].seat = unit->seats[0]->seat;
    couple->people[1].seat = unit->seats[1]->seat;
    return true;
}

/* Asks for the link of one device. True: it did, or has to wait for the board. */
static bool invite(const struct sight *sight,
                   struct player *invitee,
                   Houvast__V1__Role role,
                   uint32_t unit,
                   uint32_t seat)
{
    if (invitee->invited) {
        return false;
    }
    invitee->invited = true;
    sight->leader->invitee = invitee;
    hv_send_invite(sight->device, role, unit, seat);
    return true;
}

static bool invite_couple(const struct sight *sight, struct couple *couple)
{
    if (couple->unit == 0) {
        return hv_send_add_unit(sight->device, couple->names, 2);
    }
    if (!know_seats(sight, couple) ||
        invite(sight, &couple->table, HOUVAST__V1__ROLE__ROLE_TABLE, couple->unit, 0)) {
        return true;
    }
    for (int i = 0; i < 2 && couple->kind == COUPLE_PENS; i++) {
        if (invite(sight, &couple->pens[i], HOUVAST__V1__ROLE__ROLE_PEN, 0,
                   couple->people[i].seat)) {
            return true;
        }
    }
    return false;
}

/* Someone who wants to look along can have a link of their own. */
static bool invite_observer(const struct sight *sight)
{
    struct leader *leader = sight->leader;

    if (leader->observer_asked || sight->rehearsal->options->fast ||
        sight->rehearsal->options->visitor) {
        return false;
    }
    leader->observer_asked = true;
    leader->invitee = NULL;
    return hv_send_invite(sight->device, HOUVAST__V1__ROLE__ROLE_OBSERVER, 0, 0);
}

static bool invite_everyone(const struct sight *sight)
{
    for (uint32_t i = 0; i < sight->rehearsal->couple_count; i++) {
        if (invite_couple(sight, &sight->rehearsal->couples[i])) {
            return true;
        }
    }
    if (sight->rehearsal->options->visitor &&
        invite(sight, &sight->leader->console, HOUVAST__V1__ROLE__ROLE_CO_FACILITATOR, 0, 0)) {
        return true;
    }
    return invite(sight, &sight->rehearsal->projector, HOUVAST__V1__ROLE__ROLE_PROJECTOR, 0, 0) ||
           invite_observer(sight);
}

static void greet(struct leader *leader, const uint8_t *token)
{
    struct rehearsal *rehearsal = leader->player.rehearsal;
    char text[HV_LINK_TEXT_MAX];
    char line[HV_LINK_TEXT_MAX + 128];

    if (leader->invitee == NULL) {
        hv_link_write(&rehearsal->hall.address, "projector", token, text);
        snprintf(line, sizeof line, "%s: %s",
                 hv_word(HV_WORD_REHEARSAL_LOOK_ALONG, rehearsal->options->language), text);
        hv_rehearse_tell(rehearsal, line);
        return;
    }
    memcpy(leader->invitee->token, token, sizeof leader->invitee->token);
    if (hv_visitor_has(rehearsal, leader->invitee)) {
        return;
    }
    for (uint32_t i = 0; i < rehearsal->couple_count; i++) {
        if (rehearsal->couples[i].kind == COUPLE_LATE &&
            leader->invitee == &rehearsal->couples[i].table) {
            return;
        }
    }
    hv_player_enter(leader->invitee, token);
}

static bool comes_later(const struct couple *couple)
{
    return couple->kind == COUPLE_LATE || couple->kind == COUPLE_VISITOR;
}

/* Everyone but who is late is at their device. */
static bool everyone_is_online(const struct rehearsal *rehearsal)
{
    for (uint32_t i = 0; i < rehearsal->couple_count; i++) {
        const struct couple *couple = &rehearsal->couples[i];

        if (comes_later(couple)) {
            continue;
        }
        if (couple->table.device == NULL || !hv_device_online(couple->table.device)) {
            return false;
        }
    }
    return hv_visitor_has(rehearsal, &rehearsal->projector) ||
           (rehearsal->projector.device != NULL && hv_device_online(rehearsal->projector.device));
}

/* Marks who came in, and the visitor, who may come when they like. True: one was marked. */
static bool mark_presence(const struct sight *sight)
{
    for (uint32_t i = 0; i < sight->rehearsal->couple_count; i++) {
        const struct couple *couple = &sight->rehearsal->couples[i];
        const Houvast__V1__BoardUnit *unit = on_board(sight->board, couple->unit);
        Houvast__V1__Presence presence = HOUVAST__V1__PRESENCE__PRESENCE_HERE;

        if (unit == NULL || !(unit->online || couple->kind == COUPLE_VISITOR) ||
            (sight->leader->marked >> i & 1) != 0 ||
            unit->presence != HOUVAST__V1__PRESENCE__PRESENCE_EXPECTED) {
            continue;
        }
        if (couple->kind == COUPLE_ON_PAPER) {
            presence = HOUVAST__V1__PRESENCE__PRESENCE_ON_PAPER;
        } else if (couple->kind == COUPLE_ONE_PARTNER) {
            presence = HOUVAST__V1__PRESENCE__PRESENCE_ONE_PARTNER;
        }
        sight->leader->marked |= UINT32_C(1) << i;
        hv_send_mark_presence(sight->device, couple->unit, presence,
                              couple->kind == COUPLE_ONE_PARTNER ? couple->people[0].seat : 0);
        return true;
    }
    return false;
}

/* Everyone who is in and not on paper is marked, and gave consent. */
static bool everyone_settled(const struct sight *sight)
{
    for (uint32_t i = 0; i < sight->rehearsal->couple_count; i++) {
        const struct couple *couple = &sight->rehearsal->couples[i];
        const Houvast__V1__BoardUnit *unit = on_board(sight->board, couple->unit);

        if (couple->table.device == NULL) {
            continue;
        }
        if (unit == NULL || unit->presence == HOUVAST__V1__PRESENCE__PRESENCE_EXPECTED) {
            return false;
        }
        for (size_t j = 0; j < 2 && j < unit->n_seats; j++) {
            if (couple->people[j].present && !unit->seats[j]->consent) {
                return false;
            }
        }
    }
    return true;
}

/* ---- Requests ---- */

/* What a unit asks: bit 0 more time, bit 1 a signal. */
static uint32_t requests_of(const Houvast__V1__BoardUnit *unit)
{
    return (unit->more_time ? 1u : 0u) | (hv_agenda_signalled(unit) ? 2u : 0u);
}

/* The board is a moment behind: what was seen to may stand on it a little longer. */
static bool see_to_requests(const struct sight *sight)
{
    for (size_t i = 0; i < sight->board->n_units && i < HV_REHEARSE_COUPLES_MAX; i++) {
        const Houvast__V1__BoardUnit *unit = sight->board->units[i];
        uint32_t requests = requests_of(unit);
        uint8_t *seen_to = &sight->leader->seen_to[i];

        *seen_to = (uint8_t)(*seen_to & requests);
        if ((requests & ~(uint32_t)*seen_to) != 0) {
            bool signal = (requests & 1) == 0 || (*seen_to & 1) != 0;

            *seen_to = (uint8_t)(*seen_to | (signal ? 2 : 1));
            return hv_send_handle_request(sight->device, unit->unit, signal);
        }
    }
    return false;
}

/* ---- Going on ---- */

static void tell_step(const struct sight *sight, const char *number, const Houvast__V1__Text *title)
{
    char line[320];
    bool dutch = sight->rehearsal->options->language == HV_CLIENT_NL;
    const char *name = title == NULL ? "" : dutch ? title->nl : title->en;

    snprintf(line, sizeof line, "%-6s%s", number, name);
    hv_rehearse_tell(sight->rehearsal, line);
}

static void start_step(const struct sight *sight, const Houvast__V1__BoardStep *step)
{
    const Houvast__V1__Definition *definition =
        hv_device_definition(sight->device, &step->exercise);

    hv_tally_push(sight->rehearsal);
    sight->rehearsal->tally.steps++;
    tell_step(sight, step->number,
              step->title != NULL || definition == NULL ? step->title : definition->title);
    sight->leader->moving =
        hv_send_start_step(sight->device, sight->board->step, step->step, false, sight->board->run);
}

static void push_exercise(const struct sight *sight)
{
    hv_tally_push(sight->rehearsal);
    sight->rehearsal->tally.steps++;
    sight->rehearsal->tally.steps_planned++;
    hv_rehearse_tell(sight->rehearsal,
                     hv_word(HV_WORD_REHEARSAL_PUSH, sight->rehearsal->options->language));
    sight->leader->moving =
        hv_send_push(sight->device, sight->leader->pushes, 0, sight->board->step);
    sight->leader->pushes[0] = '\0';
}

/* The evening is through: what was written for the facilitator is read, then the meeting ends. */
static void finish(const struct sight *sight)
{
    struct leader *leader = sight->leader;

    if (leader->answers_run < leader->last_run) {
        leader->answers_run++;
        hv_ask_read(sight->device, HOUVAST__V1__READ_KIND__READ_KIND_ANSWERS, leader->answers_run,
                    0);
    } else if (!leader->ending) {
        leader->ending = leader->moving = hv_send_end_meeting(sight->device);
    }
}

static void next_step(const struct sight *sight)
{
    const Houvast__V1__BoardPane *board = sight->board;
    const struct tally *tally = &sight->rehearsal->tally;

    if (sight->leader->pushes[0] != '\0' && tally->steps * 2 >= tally->steps_planned) {
        push_exercise(sight);
        return;
    }
    for (size_t i = 0; i < board->n_steps; i++) {
        if (board->steps[i]->state == HOUVAST__V1__STEP_STATE__STEP_STATE_PLANNED) {
            start_step(sight, board->steps[i]);
            return;
        }
    }
    finish(sight);
}

static void next_stage(const struct sight *sight)
{
    uint32_t last = hv_shape_block_last(sight->definition, sight->board->stage);

    if (last + 1 >= sight->definition->n_stages) {
        next_step(sight);
        return;
    }
    hv_tally_push(sight->rehearsal);
    sight->leader->moving =
        hv_send_move_stage(sight->device, sight->board->run, sight->board->stage, last + 1);
}

/* A couple comes in when the others are writing already. */
static void let_in_late(const struct sight *sight)
{
    for (uint32_t i = 0; i < sight->rehearsal->couple_count; i++) {
        struct couple *couple = &sight->rehearsal->couples[i];

        if (couple->kind == COUPLE_LATE && !couple->came && sight->stage->step_place >= 3) {
            couple->came = true;
            hv_rehearse_tell(sight->rehearsal,
                             hv_word(HV_WORD_REHEARSAL_LATE, sight->rehearsal->options->language));
            hv_player_enter(&couple->table, couple->table.token);
        }
    }
}

static bool everyone_is_through(const struct sight *sight)
{
    uint32_t last = hv_shape_block_last(sight->definition, sight->board->stage);

    for (uint32_t i = 0; i < sight->rehearsal->couple_count; i++) {
        const struct couple *couple = &sight->rehearsal->couples[i];

        if (couple->kind != COUPLE_ON_PAPER && couple->table.device != NULL &&
            !hv_couple_done(couple, sight->board->run, last)) {
            return false;
        }
    }
    return !hv_visitor_is_busy(sight->rehearsal, sight->board, last);
}

static void lead(const struct sight *sight)
{
    if (sight->step == NULL) {
        next_step(sight);
        return;
    }
    if (sight->definition != NULL && hv_shape_of_unit(sight->definition, sight->board->stage)) {
        let_in_late(sight);
        if (everyone_is_through(sight)) {
            next_stage(sight);
        }
        return;
    }
    if (hv_chores_do(sight) || hv_chores_linger(sight)) {
        return;
    }
    if (sight->definition != NULL) {
        next_stage(sight);
    } else {
        next_step(sight);
    }
}

/* ---- Looking ---- */

/* Stage and board come apart; a facilitator acts when they say the same. */
static bool same_moment(const struct sight *sight)
{
    uint32_t place = 0;

    for (size_t i = 0; i < sight->board->n_steps; i++) {
        const Houvast__V1__BoardStep *step = sight->board->steps[i];

        place += step->state != HOUVAST__V1__STEP_STATE__STEP_STATE_SKIPPED;
        if (step->step == sight->board->step) {
            return place == sight->stage->step_place && sight->board->run == sight->stage->run &&
                   sight->board->stage == sight->stage->stage;
        }
    }
    return sight->stage->step_place == 0;
}

static bool look_closer(struct sight *sight)
{
    const Houvast__V1__BoardPane *board = sight->board;

    if (!same_moment(sight) || hv_tally_pushing(sight->rehearsal)) {
        return false;
    }
    for (size_t i = 0; i < board->n_steps; i++) {
        if (board->steps[i]->step == board->step) {
            sight->step = board->steps[i];
        }
    }
    if (sight->step != NULL && sight->step->exercise.len > 0) {
        sight->definition = hv_device_definition(sight->device, &sight->step->exercise);
        if (sight->definition == NULL || board->stage >= sight->definition->n_stages) {
            return false;
        }
    }
    if (board->run > sight->leader->last_run) {
        sight->leader->last_run = board->run;
    }
    return true;
}

static bool prepare(const struct sight *sight)
{
    struct leader *leader = sight->leader;

    if (!leader->exercises_asked) {
        leader->exercises_asked = hv_device_catalogue_read(
            sight->device, HOUVAST__V1__CATALOGUE_KIND__CATALOGUE_KIND_EXERCISES);
        return true;
    }
    if (!leader->slips_asked) {
        leader->slips_asked =
            hv_ask_read(sight->device, HOUVAST__V1__READ_KIND__READ_KIND_SLIPS, 0, 0);
        return true;
    }
    if (!leader->meeting_asked) {
        if (everyone_is_online(sight->rehearsal)) {
            leader->meeting_asked = leader->moving = hv_send_open_meeting(sight->device, 0, false);
        }
        return true;
    }
    if (!sight->board->meeting_open) {
        return true;
    }
    if (!leader->lobby_asked) {
        leader->lobby_asked = hv_send_lobby(sight->device, true);
        return true;
    }
    if (!leader->cards_asked) {
        leader->cards_asked =
            hv_ask_read(sight->device, HOUVAST__V1__READ_KIND__READ_KIND_CARDS, 0, 0);
        sight->rehearsal->tally.steps_planned = (uint32_t)sight->board->n_steps;
        return true;
    }
    return mark_presence(sight) || !everyone_settled(sight);
}

static bool waits(const struct player *player)
{
    return player->device != NULL && hv_device_waiting(player->device) > 0;
}

static bool nobody_waits(const struct rehearsal *rehearsal)
{
    for (uint32_t i = 0; i < rehearsal->couple_count; i++) {
        const struct couple *couple = &rehearsal->couples[i];

        if (waits(&couple->table) || waits(&couple->pens[0]) || waits(&couple->pens[1])) {
            return false;
        }
    }
    return true;
}

/* Tells a visitor what they need to know. True: there is nothing to lead. */
static bool look_after_visitor(const struct sight *sight)
{
    struct leader *leader = sight->leader;

    if (!leader->links_told && leader->slips_asked) {
        leader->links_told = true;
        hv_visitor_tell_links(sight->rehearsal);
    }
    if (!hv_visitor_leads(sight->rehearsal, sight->board)) {
        return false;
    }
    if (sight->board->meeting_open) {
        mark_presence(sight); /* whoever leads, somebody is at the door */
        let_in_late(sight);
    }
    return true;
}

static void leader_look(struct player *player)
{
    struct sight sight = { .leader = leader_of(player),
                           .rehearsal = player->rehearsal,
                           .device = player->device,
                           .board = hv_device_board(player->device),
                           .stage = hv_device_stage(player->device) };

    if (!hv_device_online(player->device) || hv_device_waiting(player->device) > 0 ||
        sight.board == NULL || sight.stage == NULL) {
        return;
    }
    if (player->rehearsal->options->visitor && look_after_visitor(&sight)) {
        return;
    }
    if (sight.leader->ending) {
        if (!sight.stage->meeting_open && nobody_waits(sight.rehearsal)) {
            sight.rehearsal->tally.finished = true;
            hv_rehearse_end(sight.rehearsal, 0, NULL);
        }
        return;
    }
    if (!player->rehearsal->options->visitor || sight.board->meeting_open) {
        hv_player_mood(player, 1, 3);
    }
    if (!invite_everyone(&sight) && !prepare(&sight) && look_closer(&sight) &&
        !see_to_requests(&sight)) {
        lead(&sight);
    }
}

/* ---- Hearing ---- */

static bool is_move(int asked)
{
    return asked == HOUVAST__V1__COMMAND__WHAT_OPEN_MEETING ||
           asked == HOUVAST__V1__COMMAND__WHAT_START_STEP ||
           asked == HOUVAST__V1__COMMAND__WHAT_MOVE_STAGE ||
           asked == HOUVAST__V1__COMMAND__WHAT_PUSH_EXERCISE ||
           asked == HOUVAST__V1__COMMAND__WHAT_END_MEETING;
}

static void on_leader_reply(struct player *player, const struct hv_answered *answered)
{
    struct leader *leader = leader_of(player);
    struct rehearsal *rehearsal = player->rehearsal;

    if (answered->reply->outcome != HV_CLIENT_DONE) {
        if (rehearsal->options->visitor && is_move(answered->asked)) {
            hv_visitor_take_lead(rehearsal);
        }
        return;
    }
    if (answered->asked == HOUVAST__V1__COMMAND__WHAT_ADD_UNIT) {
        for (uint32_t i = 0; i < rehearsal->couple_count; i++) {
            if (rehearsal->couples[i].unit == 0) {
                rehearsal->couples[i].unit = answered->reply->number;
                break;
            }
        }
    } else if (answered->asked == HOUVAST__V1__COMMAND__WHAT_INVITE &&
               answered->reply->token != NULL) {
        greet(leader, answered->reply->token);
    }
}

static void take_exercises(struct leader *leader, const Houvast__V1__ExercisesPage *page)
{
    for (size_t i = 0; i < page->n_rows && leader->pushes[0] == '\0'; i++) {
        if (!page->rows[i]->own_device) {
            snprintf(leader->pushes, sizeof leader->pushes, "%s", page->rows[i]->id);
        }
    }
}

/* Each person gets their slip. */
static void hand_out(struct rehearsal *rehearsal, const Houvast__V1__ReadRow *row)
{
    for (uint32_t i = 0; i < rehearsal->couple_count; i++) {
        for (int j = 0; j < 2; j++) {
            struct person *person = &rehearsal->couples[i].people[j];

            if (person->seat == row->seat) {
                snprintf(person->words, sizeof person->words, "%s", row->words);
            }
        }
    }
}

static void take_rows(struct leader *leader, int kind, const Houvast__V1__ReadPage *page)
{
    for (size_t i = 0; i < page->n_rows; i++) {
        const Houvast__V1__ReadRow *row = page->rows[i];

        if (kind == HOUVAST__V1__READ_KIND__READ_KIND_ANSWERS) {
            leader->player.rehearsal->tally.answers_read++;
        } else if (kind == HOUVAST__V1__READ_KIND__READ_KIND_SLIPS) {
            hand_out(leader->player.rehearsal, row);
        } else if (kind == HOUVAST__V1__READ_KIND__READ_KIND_CARDS) {
            if (row->step < HV_REHEARSE_STEPS_MAX && row->card != NULL) {
                leader->examples[row->step] = (uint16_t)row->card->n_examples;
            }
        } else if (leader->note_count < HV_REHEARSE_NOTES_MAX && !row->picked) {
            leader->notes[leader->note_count].field = row->field;
            leader->notes[leader->note_count].note = row->note;
            leader->note_count++;
        }
    }
}

static void on_leader_page(struct player *player, int asked, const struct hv_client_page *page)
{
    struct leader *leader = leader_of(player);

    if (page->exercises != NULL) {
        take_exercises(leader, page->exercises);
    } else if (page->rows != NULL) {
        take_rows(leader, asked - HV_ASKED_READ, page->rows);
    }
}

void hv_leader_init(struct rehearsal *rehearsal)
{
    hv_player_init(&rehearsal->leader.player, rehearsal, leader_look, on_leader_reply);
    rehearsal->leader.player.on_page = on_leader_page;
    hv_player_init(&rehearsal->leader.console, rehearsal, NULL, NULL);
}
