/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A couple. Each look at a device ends with at most one thing that is done on it; the reply and the
 * panes that follow are the reason to look again. What a device shows may be a moment behind what
 * was just done on it, so each person remembers what they did.
 */
#include "rehearse.h"

#include <assert.h>
#include <string.h>

#include "answers.h"
#include "shape.h"

/* What a player has before its eyes. */
struct scene {
    const Houvast__V1__StagePane *stage;
    const Houvast__V1__UnitPane *unit; /* with a run under way */
    const Houvast__V1__Definition *definition;
    const Houvast__V1__Stage *here; /* where the unit is */
    uint32_t last;                  /* of the block */
};

static struct couple *couple_of(struct player *player)
{
    struct couple *couples = player->rehearsal->couples;
    size_t offset = (size_t)((char *)player - (char *)couples);

    return &couples[offset / sizeof *couples];
}

static uint32_t present_count(const struct couple *couple)
{
    return (couple->people[0].present ? 1u : 0u) + (couple->people[1].present ? 1u : 0u);
}

/* ---- Seeing ---- */

static bool see(struct couple *couple, struct hv_device *device, struct scene *ret)
{
    struct scene scene = { .stage = hv_device_stage(device) };

    if (scene.stage == NULL || !scene.stage->meeting_open || scene.stage->cover) {
        return false;
    }
    scene.unit = hv_device_unit(device, couple->unit);
    if (scene.unit == NULL || scene.unit->run == 0 || !scene.unit->admitted ||
        scene.unit->place == NULL) {
        return false;
    }
    scene.definition = hv_device_definition(device, &scene.unit->exercise);
    if (scene.definition == NULL || scene.unit->place->stage >= scene.definition->n_stages) {
        return false;
    }
    scene.here = scene.definition->stages[scene.unit->place->stage];
    scene.last = hv_shape_block_last(scene.definition, scene.unit->place->stage);
    *ret = scene;
    return true;
}

/* A new run: what was done in the one before counts no longer. */
static void turn_the_page(struct couple *couple, uint32_t run)
{
    if (couple->run == run) {
        return;
    }
    couple->run = run;
    couple->joint_saved = 0;
    couple->marked = 0;
    couple->lingered = 0;
    couple->moved = 0;
    couple->opened = 0;
    couple->at = 0;
    couple->done = 0;
    for (int i = 0; i < 2; i++) {
        struct person *person = &couple->people[i];

        person->run = run;
        person->saved = 0;
        memset(person->closed, 0, sizeof person->closed);
    }
}

/* The envelope that is asked of this person now: 0 or 1, as an index; -1: none. */
static int
wanted_round(const struct couple *couple, const struct person *person, const struct scene *scene)
{
    bool speaks = scene->here->kind == HOUVAST__V1__STAGE_KIND__STAGE_KIND_TURNS &&
                  scene->unit->speaker == person->seat && present_count(couple) > 1;

    for (int i = 0; i < 2 && person->present; i++) {
        uint32_t fields =
            hv_shape_envelope(scene->definition, scene->unit->form, (Houvast__V1__Round)(i + 1));

        if (fields != 0 && !person->closed[i] && !(i == 1 && speaks) &&
            hv_shape_asked(scene->definition, fields, scene->unit->place->stage)) {
            return i;
        }
    }
    return -1;
}

static bool anyone_writes(const struct couple *couple, const struct scene *scene)
{
    return wanted_round(couple, &couple->people[0], scene) >= 0 ||
           wanted_round(couple, &couple->people[1], scene) >= 0;
}

/* ---- One person at an unlocked seat ---- */

static bool
give_consent(struct player *player, struct person *person, const Houvast__V1__SeatPane *seat)
{
    if (seat->statement == NULL) {
        person->consented = true;
        return false;
    }
    if (person->consented) {
        return false;
    }
    hv_player_mood(player, 20, 60);
    person->consented = hv_send_consent(player->device, person->seat, true, seat->statement);
    return true;
}

static const Houvast__V1__FieldState *next_field(const struct person *person,
                                                 const struct scene *scene,
                                                 const Houvast__V1__SeatPane *seat,
                                                 int round)
{
    for (size_t i = 0; i < seat->n_fields; i++) {
        const Houvast__V1__FieldState *state = seat->fields[i];

        if (state->field < scene->definition->n_fields &&
            scene->definition->fields[state->field]->round == (Houvast__V1__Round)(round + 1) &&
            (person->saved >> state->field & 1) == 0) {
            return state;
        }
    }
    return NULL;
}

static void mood_after(struct player *player, const Houvast__V1__Field *field)
{
    if (field->type == HOUVAST__V1__FIELD_TYPE__FIELD_TYPE_TEXT ||
        field->type == HOUVAST__V1__FIELD_TYPE__FIELD_TYPE_LIST) {
        hv_player_mood(player, 20, 70);
    } else {
        hv_player_mood(player, 3, 12);
    }
}

static void write_field(struct player *player,
                        struct person *person,
                        const struct scene *scene,
                        const Houvast__V1__FieldState *state)
{
    const Houvast__V1__Field *field = scene->definition->fields[state->field];
    struct hv_answer answer;

    hv_answers_give(field, hv_device_wall(player->device), scene->unit->run,
                    &couple_of(player)->chance, &answer);
    mood_after(player, field);
    if (hv_send_save_field(player->device, scene->unit->run, person->seat, state->field,
                           state->revision + 1, &answer.draft)) {
        person->saved |= UINT32_C(1) << state->field;
    }
}

static uint32_t choose_shows(struct couple *couple,
                             const struct person *person,
                             const struct scene *scene,
                             int round)
{
    uint32_t fields =
        hv_shape_envelope(scene->definition, scene->unit->form, (Houvast__V1__Round)(round + 1));
    uint32_t shows = 0;

    for (uint32_t i = 0; i < scene->definition->n_fields; i++) {
        if ((fields >> i & 1) != 0 && hv_shape_may_show(scene->definition->fields[i]) &&
            hv_chance_below(&couple->chance, 10) < person->shows) {
            shows |= UINT32_C(1) << i;
        }
    }
    return shows;
}

static void
close_envelope(struct player *player, struct person *person, const struct scene *scene, int round)
{
    struct couple *couple = couple_of(player);
    Houvast__V1__Signal signal = couple->signals && round == 0
                                     ? HOUVAST__V1__SIGNAL__SIGNAL_TALK
                                     : HOUVAST__V1__SIGNAL__SIGNAL_UNSPECIFIED;

    hv_player_mood(player, 4, 10);
    if (hv_send_close_envelope(player->device, scene->unit->run, person->seat,
                               (Houvast__V1__Round)(round + 1),
                               choose_shows(couple, person, scene, round),
                               hv_chance_below(&couple->chance, 2) == 0 ? UINT32_MAX : 0, signal)) {
        person->closed[round] = true;
        couple->signals = false;
    }
}

/* Someone thinks again, as long as the other has not closed theirs. True: they do, or wait for
 * their page to say so. */
static bool reopen_envelope(struct player *player,
                            struct person *person,
                            const struct scene *scene,
                            const Houvast__V1__SeatPane *seat)
{
    const struct couple *couple = couple_of(player);
    const struct person *other = &couple->people[person == &couple->people[0] ? 1 : 0];

    if (!person->reopens || !person->closed[0] || other->closed[0] || !other->present) {
        return false;
    }
    if (seat->n_envelopes == 0 || !seat->envelopes[0]->closed) {
        return true;
    }
    person->reopens = false;
    if (hv_send_reopen_envelope(player->device, scene->unit->run, person->seat,
                                HOUVAST__V1__ROUND__ROUND_FIRST)) {
        person->closed[0] = false;
        person->saved &= person->saved - 1;
    }
    return true;
}

/* True: something was done. */
static bool
write_own(struct player *player, struct person *person, const Houvast__V1__SeatPane *seat)
{
    struct couple *couple = couple_of(player);
    const Houvast__V1__FieldState *state;
    struct scene scene;
    int round;

    if (give_consent(player, person, seat)) {
        return true;
    }
    if (!see(couple, player->device, &scene) || seat->run != scene.unit->run || !seat->admitted) {
        return false;
    }
    turn_the_page(couple, scene.unit->run);
    if (reopen_envelope(player, person, &scene, seat)) {
        return true;
    }
    round = wanted_round(couple, person, &scene);
    if (round < 0) {
        return false;
    }
    state = next_field(person, &scene, seat, round);
    if (state != NULL) {
        write_field(player, person, &scene, state);
    } else {
        close_envelope(player, person, &scene, round);
    }
    return true;
}

/* ---- The couple together, at the table ---- */

static uint32_t mark_of(const Houvast__V1__Place *place)
{
    return place->stage * 16 + place->turn + 1;
}

/* Takes as long as people do at this place, once. True: they are still at it. */
static bool linger_here(struct player *player, const struct scene *scene, double share)
{
    struct couple *couple = couple_of(player);
    uint32_t minutes = scene->here->minutes > 0 ? scene->here->minutes : 2;

    if (couple->lingered == mark_of(scene->unit->place)) {
        return false;
    }
    couple->lingered = mark_of(scene->unit->place);
    hv_player_linger(player, minutes * 60 * share);
    return true;
}

static void go_on(struct player *player, const struct scene *scene)
{
    struct couple *couple = couple_of(player);
    const Houvast__V1__Place *place = scene->unit->place;
    uint32_t stage = place->stage;
    uint32_t turn = place->turn + 1;

    if (place->turn == 0 || place->turn >= present_count(couple)) {
        stage = place->stage + 1;
        turn = scene->definition->stages[stage]->kind == HOUVAST__V1__STAGE_KIND__STAGE_KIND_TURNS
                   ? 1
                   : 0;
    }
    if (hv_send_move_unit(player->device, scene->unit->run, place, stage, turn)) {
        couple->moved = mark_of(place);
    }
}

static bool open_together(struct player *player, const struct scene *scene)
{
    struct couple *couple = couple_of(player);

    if (!scene->unit->may_open || couple->opened == mark_of(scene->unit->place)) {
        return false;
    }
    if (hv_send_open_together(player->device, scene->unit->run, scene->unit->place)) {
        couple->opened = mark_of(scene->unit->place);
    }
    return true;
}

static bool write_joint(struct player *player, const struct scene *scene)
{
    struct couple *couple = couple_of(player);

    for (size_t i = 0; i < scene->unit->n_joints; i++) {
        const Houvast__V1__JointValue *joint = scene->unit->joints[i];
        struct hv_answer answer;

        if (joint->revision > 0 || joint->field >= scene->definition->n_fields ||
            (couple->joint_saved >> joint->field & 1) != 0) {
            continue;
        }
        hv_answers_give(scene->definition->fields[joint->field], hv_device_wall(player->device),
                        scene->unit->run, &couple->chance, &answer);
        mood_after(player, scene->definition->fields[joint->field]);
        if (hv_send_save_joint(player->device, scene->unit->run, joint->field, 1, &answer.draft)) {
            couple->joint_saved |= UINT32_C(1) << joint->field;
        }
        return true;
    }
    return false;
}

/* Both put their mark, on the table. */
static bool mark_joint(struct player *player, const struct scene *scene)
{
    struct couple *couple = couple_of(player);

    for (size_t i = 0; i < scene->unit->n_joints; i++) {
        if (scene->unit->joints[i]->revision == 0) {
            return false;
        }
    }
    if (scene->unit->joint_confirmed || couple->marked == scene->unit->joint_revision + 1) {
        return false;
    }
    couple->marked = scene->unit->joint_revision + 1;
    for (int i = 0; i < 2; i++) {
        if (couple->people[i].present) {
            hv_send_mark_joint(player->device, scene->unit->run, couple->people[i].seat,
                               scene->unit->joint_revision, true);
        }
    }
    return true;
}

/* Whether what opens envelopes at this place, or right after it, is still to come. Nothing opens
 * for one alone. */
static bool gate_is_shut(const struct couple *couple, const struct scene *scene)
{
    int gate = hv_shape_gate(scene->definition, scene->unit->place->stage);

    if (gate < 0 || present_count(couple) < 2 || (uint32_t)gate > scene->unit->place->stage + 1) {
        return false;
    }
    /* Who has nothing to write for it is never said to be ready. */
    return scene->unit->may_open ||
           (!scene->unit->both_ready &&
            hv_shape_envelope(scene->definition, scene->unit->form,
                              scene->definition->stages[gate]->gate->round) != 0);
}

static void settle(struct couple *couple, const struct scene *scene)
{
    bool joint = hv_shape_joint(scene->definition, scene->unit->form) != 0;

    if (scene->unit->place->stage == scene->last && !gate_is_shut(couple, scene) &&
        (!joint || scene->unit->joint_confirmed)) {
        couple->done = scene->last + 1;
        hv_player_nudge(&couple->rehearsal->leader.player);
    }
}

/* A couple that is deep in something asks for more time, once in an evening. */
static bool ask_time(struct player *player, const struct scene *scene)
{
    struct couple *couple = couple_of(player);

    if (!couple->asks_time || scene->here->kind != HOUVAST__V1__STAGE_KIND__STAGE_KIND_TALK) {
        return false;
    }
    couple->asks_time = !hv_send_more_time(player->device);
    return true;
}

/* A facilitator may take everyone back: what was done there is done once more. */
static void notice_place(struct couple *couple, const struct scene *scene)
{
    uint32_t mark = mark_of(scene->unit->place);

    if (mark < couple->at) {
        couple->lingered = 0;
        couple->moved = 0;
        couple->opened = 0;
        couple->done = 0;
    }
    couple->at = mark;
}

static void be_together(struct player *player)
{
    struct couple *couple = couple_of(player);
    Houvast__V1__StageKind kind;
    bool talks, joint;
    struct scene scene;

    if (!see(couple, player->device, &scene)) {
        return;
    }
    turn_the_page(couple, scene.unit->run);
    notice_place(couple, &scene);
    if (!scene.unit->in_block || couple->done == scene.last + 1) {
        return;
    }
    if (anyone_writes(couple, &scene) || open_together(player, &scene) ||
        ask_time(player, &scene)) {
        return;
    }
    kind = hv_shape_kind(scene.definition, scene.unit);
    talks = kind != HOUVAST__V1__STAGE_KIND__STAGE_KIND_SOLO;
    joint = kind == HOUVAST__V1__STAGE_KIND__STAGE_KIND_JOINT;
    if (joint && (write_joint(player, &scene) || mark_joint(player, &scene) ||
                  !scene.unit->joint_confirmed)) {
        return;
    }
    if (gate_is_shut(couple, &scene) || (talks && linger_here(player, &scene, 0.7))) {
        return;
    }
    if (scene.unit->place->stage == scene.last &&
        (scene.unit->place->turn == 0 || scene.unit->place->turn >= present_count(couple))) {
        settle(couple, &scene);
    } else if (couple->moved != mark_of(scene.unit->place)) {
        go_on(player, &scene);
    }
}

/* ---- Devices ---- */

static struct person *who_sits_here(struct couple *couple, struct hv_device *device)
{
    for (int i = 0; i < 2; i++) {
        if (hv_device_seat(device, couple->people[i].seat) != NULL) {
            return &couple->people[i];
        }
    }
    return NULL;
}

/* Who wants the keyboard of the table next. */
static struct person *who_is_next(struct couple *couple, struct hv_device *device)
{
    struct scene scene;
    bool seen = see(couple, device, &scene);

    if (couple->kind == COUPLE_PENS || couple->kind == COUPLE_ON_PAPER) {
        return NULL;
    }
    if (seen) {
        turn_the_page(couple, scene.unit->run);
    }
    for (int i = 0; i < 2; i++) {
        struct person *person = &couple->people[i];

        if (person->present &&
            (!person->consented || (seen && wanted_round(couple, person, &scene) >= 0))) {
            return person;
        }
    }
    return NULL;
}

/* Now and then somebody types the words of the other, and then looks once more; a pen needs them
 * once an evening. */
static bool unlock(struct player *player, struct person *person)
{
    struct couple *couple = couple_of(player);
    const struct person *other = &couple->people[person == &couple->people[0] ? 1 : 0];
    bool pen = player != &couple->table;

    if (pen && hv_device_has_ticket(player->device)) {
        return hv_send_unlock(player->device, person->seat, NULL);
    }
    person->mistyped = !person->mistyped && hv_chance_below(&couple->chance, 8) == 0;
    return hv_send_unlock(player->device, person->seat,
                          person->mistyped ? other->words : person->words);
}

static bool may_look(struct player *player)
{
    const Houvast__V1__StagePane *stage = hv_device_stage(player->device);

    player->unlocking = player->unlocking && stage != NULL && !stage->cover;
    return hv_device_online(player->device) && hv_device_waiting(player->device) == 0 &&
           stage != NULL && stage->meeting_open && !stage->cover;
}

static void table_look(struct player *player)
{
    struct couple *couple = couple_of(player);
    struct person *person;

    if (!may_look(player) || hv_device_unit(player->device, couple->unit) == NULL) {
        return;
    }
    person = who_sits_here(couple, player->device);
    if (person != NULL) {
        player->unlocking = false;
        if (!write_own(player, person, hv_device_seat(player->device, person->seat))) {
            hv_player_mood(player, 2, 5);
            hv_send_lock(player->device, person->seat);
        }
        return;
    }
    if (player->unlocking) {
        return;
    }
    person = who_is_next(couple, player->device);
    if (person != NULL) {
        hv_player_mood(player, 3, 8);
        player->unlocking = unlock(player, person);
    } else {
        be_together(player);
    }
}

static void pen_look(struct player *player)
{
    struct couple *couple = couple_of(player);
    struct person *person = &couple->people[player == &couple->pens[0] ? 0 : 1];
    const Houvast__V1__SeatPane *seat;

    if (!may_look(player)) {
        return;
    }
    seat = hv_device_seat(player->device, person->seat);
    if (seat == NULL && !player->unlocking && hv_device_may_unlock(player->device)) {
        player->unlocking = unlock(player, person);
    } else if (seat != NULL) {
        player->unlocking = false;
        write_own(player, person, seat);
    }
}

/* Someone else was ahead, such as a facilitator who goes on: it may be tried once more. */
static void try_again(struct player *player, int asked)
{
    struct couple *couple = couple_of(player);

    if (asked == HOUVAST__V1__COMMAND__WHAT_UNLOCK_SEAT) {
        player->unlocking = false;
    } else if (asked == HOUVAST__V1__COMMAND__WHAT_MOVE_UNIT) {
        couple->moved = 0;
    } else if (asked == HOUVAST__V1__COMMAND__WHAT_OPEN_TOGETHER) {
        couple->opened = 0;
    } else if (asked == HOUVAST__V1__COMMAND__WHAT_GIVE_CONSENT) {
        couple->people[0].consented = false;
        couple->people[1].consented = false;
    }
}

/* What one of them did may be what the other waited for. */
static void on_couple_reply(struct player *player, const struct hv_answered *answered)
{
    if (answered->reply->outcome == HV_CLIENT_REFUSED) {
        try_again(player, answered->asked);
    }
    hv_couple_nudge(couple_of(player));
}

void hv_couple_nudge(struct couple *couple)
{
    hv_player_nudge(&couple->table);
    hv_player_nudge(&couple->pens[0]);
    hv_player_nudge(&couple->pens[1]);
}

/* ---- Who they are ---- */

/* Those that are made up are numbered from 0. */
static enum couple_kind kind_of(uint32_t index)
{
    static const enum couple_kind kinds[] = { COUPLE_TABLE, COUPLE_PENS,     COUPLE_ONE_PARTNER,
                                              COUPLE_PENS,  COUPLE_ON_PAPER, COUPLE_LATE };

    return index < sizeof kinds / sizeof kinds[0] ? kinds[index] : COUPLE_TABLE;
}

void hv_couple_init(struct couple *couple, struct rehearsal *rehearsal, uint32_t index)
{
    uint32_t visitors = rehearsal->options->visitor ? 1 : 0;

    couple->rehearsal = rehearsal;
    couple->kind = index < visitors ? COUPLE_VISITOR : kind_of(index - visitors);
    couple->chance.state = hv_chance_next(&rehearsal->chance);
    couple->asks_time = index == visitors + 1;
    couple->signals = index == visitors + 3;
    hv_answers_names(index, couple->names);
    for (int i = 0; i < 2; i++) {
        couple->people[i].present =
            couple->kind != COUPLE_ON_PAPER && (couple->kind != COUPLE_ONE_PARTNER || i == 0);
        couple->people[i].shows = 4 + hv_chance_below(&couple->chance, 7);
    }
    couple->people[0].reopens = couple->kind == COUPLE_TABLE;
    hv_player_init(&couple->table, rehearsal, table_look, on_couple_reply);
    hv_player_init(&couple->pens[0], rehearsal, pen_look, on_couple_reply);
    hv_player_init(&couple->pens[1], rehearsal, pen_look, on_couple_reply);
}

bool hv_couple_done(const struct couple *couple, uint32_t run, uint32_t last)
{
    return couple->run == run && couple->done == last + 1;
}
