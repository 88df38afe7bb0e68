/* SPDX-License-Identifier: EUPL-1.2 */
#include "join.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "nearest.h"

/* ---- The page ---- */

Houvast__V1__StageKind join_here(const struct join *join)
{
    const Houvast__V1__UnitPane *unit = join_unit(join);
    const Houvast__V1__Definition *definition = join_definition(join);

    if (unit == NULL || definition == NULL || unit->place == NULL || !unit->in_block) {
        return HOUVAST__V1__STAGE_KIND__STAGE_KIND_UNSPECIFIED;
    }
    return hv_shape_kind(definition, unit);
}

/* Whether this is a place to write at: asked of both alike, so it tells nothing of anyone. */
static bool anyone_may_write(const struct join *join)
{
    Houvast__V1__StageKind kind = join_here(join);

    return kind == HOUVAST__V1__STAGE_KIND__STAGE_KIND_SOLO ||
           kind == HOUVAST__V1__STAGE_KIND__STAGE_KIND_TURNS;
}

static void add_names(struct join *join, struct hv_page *page)
{
    const Houvast__V1__UnitPane *unit = join_unit(join);

    hv_page_gap(page);
    hv_page_say(page, HV_WORD_WHO_WRITES);
    for (size_t i = 0; i < unit->n_seats; i++) {
        const char *const parts[] = { unit->seats[i]->name, NULL };
        char *own = unit->seats[i]->own_device
                        ? hv_fill(hv_word(HV_WORD_OWN_DEVICE, page->language), parts)
                        : NULL;

        hv_page_item(page, 2, hv_digits((int64_t)i + 1).text,
                     own != NULL ? own : unit->seats[i]->name);
        free(own);
    }
}

/* For both alike, but where they read or talk together. */
static void add_pen_codes(struct join *join, struct hv_page *page)
{
    const Houvast__V1__UnitPane *unit = join_unit(join);
    bool quiet = unit->in_block && join_here(join) != HOUVAST__V1__STAGE_KIND__STAGE_KIND_SOLO;
    bool said = false;

    for (size_t i = 0; i < unit->n_seats && !quiet; i++) {
        if (unit->seats[i]->pen_code[0] == '\0') {
            continue;
        }
        if (!said) {
            hv_page_gap(page);
            hv_page_say(page, HV_WORD_PEN_CODES);
            said = true;
        }
        hv_page_item(page, 2, unit->seats[i]->pen_code, unit->seats[i]->name);
    }
}

/* As long as not everyone closed; of the second envelope that is not known while turns are taken.
 */
static bool may_reopen(const struct join *join, const Houvast__V1__UnitPane *unit)
{
    Houvast__V1__StageKind kind = join_here(join);
    Houvast__V1__Round round;

    if (!join_has_closed(join, &round)) {
        return false;
    }
    if (round == HOUVAST__V1__ROUND__ROUND_FIRST && join_seat(join)->n_scored > 0) {
        return false; /* who knows what is right has closed for good */
    }
    if (round == HOUVAST__V1__ROUND__ROUND_SECOND) {
        return kind == HOUVAST__V1__STAGE_KIND__STAGE_KIND_TURNS ||
               (kind == HOUVAST__V1__STAGE_KIND__STAGE_KIND_REVEAL && !unit->both_ready);
    }
    return kind == HOUVAST__V1__STAGE_KIND__STAGE_KIND_SOLO && !unit->both_ready;
}

/* On a pen: what this person can do with their own page. */
static void add_own_ways(struct join *join, struct hv_page *page)
{
    const Houvast__V1__UnitPane *unit = join_unit(join);
    const Houvast__V1__SeatPane *seat = join_seat(join);
    Houvast__V1__Round round;

    if (join_may_write(join, &round)) {
        if (round == HOUVAST__V1__ROUND__ROUND_SECOND &&
            join_here(join) == HOUVAST__V1__STAGE_KIND__STAGE_KIND_TURNS) {
            hv_page_fill(page, HV_WORD_WAY_LISTENER, seat->name);
        } else {
            hv_page_say(page, HV_WORD_WAY_WRITE);
        }
    } else if (seat == NULL || seat->statement != NULL) {
        hv_page_say(page, HV_WORD_WAY_WRITE);
    }
    if (may_reopen(join, unit)) {
        hv_page_say(page, HV_WORD_WAY_REOPEN);
    }
}

/* Whether a turn follows another one. How many take a turn is the server's to know; that this was
 * the last one shows when there is no other. */
static bool is_turn_next(const Houvast__V1__UnitPane *unit)
{
    return unit->place->turn > 0 && unit->place->turn < unit->n_seats;
}

/* Where a unit goes on to; the exercise's definition tells whether that is the unit's to do. */
static uint32_t stage_after(const Houvast__V1__UnitPane *unit)
{
    return is_turn_next(unit) ? unit->place->stage : unit->place->stage + 1;
}

static void add_ways(struct join *join, struct hv_page *page)
{
    const Houvast__V1__UnitPane *unit = join_unit(join);

    hv_page_gap(page);
    if (!join->is_table) {
        add_own_ways(join, page);
    }
    if (unit->may_open) {
        hv_page_say(page, HV_WORD_WAY_OPEN);
    }
    if (join_here(join) != HOUVAST__V1__STAGE_KIND__STAGE_KIND_UNSPECIFIED) {
        bool goes_on = hv_shape_of_unit(join_definition(join), stage_after(unit));

        hv_page_say(page, goes_on ? HV_WORD_WAY_ON : HV_WORD_WAY_WAIT);
    }
    hv_page_say(page, HV_WORD_WAY_HELP);
}

static void add_hall(struct join *join, struct hv_page *page)
{
    const Houvast__V1__StagePane *stage = hv_device_stage(join->session.device);
    const Houvast__V1__WallPane *wall = hv_device_wall(join->session.device);

    if (stage != NULL) {
        hv_render_stage(page, stage, &join->session.definitions);
    }
    if (wall != NULL && stage != NULL && hv_wall_is_due(stage, false)) {
        hv_page_gap(page);
        hv_render_wall(page, wall, &join->session.definitions, stage);
    }
}

void join_show_home(struct join *join)
{
    struct hv_page page = hv_session_page(&join->session);
    const Houvast__V1__UnitPane *unit = join_unit(join);
    const Houvast__V1__Definition *definition = join_definition(join);

    if (unit != NULL && unit->in_block && definition != NULL) {
        join_add_top(join, &page);
        hv_render_unit(&page, unit, definition, hv_device_wall(join->session.device));
    } else {
        if (join->notice != HV_WORD_COUNT) {
            hv_page_say(&page, join->notice);
            hv_page_gap(&page);
        }
        add_hall(join, &page);
    }
    if (!join->is_table && join_seat(join) != NULL && definition != NULL) {
        hv_render_scored(&page, join_seat(join), definition);
    }
    if (unit != NULL && !unit->admitted) {
        hv_page_gap(&page);
        hv_page_say(&page, HV_WORD_NOT_ADMITTED);
    }
    if (unit != NULL && join->is_table) {
        if (!unit->admitted || anyone_may_write(join)) {
            add_names(join, &page);
        } else {
            hv_page_gap(&page);
            hv_page_say(&page, HV_WORD_OWN_PAGE);
        }
        add_pen_codes(join, &page);
    }
    if (unit != NULL) {
        add_ways(join, &page);
    }
    join_put(join, &page);
}

/* ---- What can be said here ---- */

static bool has_pen(const struct join *join, uint32_t seat)
{
    const Houvast__V1__UnitPane *unit = join_unit(join);

    for (size_t i = 0; unit != NULL && i < unit->n_seats; i++) {
        if (unit->seats[i]->seat == seat) {
            return unit->seats[i]->own_device;
        }
    }
    return false;
}

static uint32_t seat_named(const struct join *join, const char *name)
{
    const Houvast__V1__UnitPane *unit = join_unit(join);

    for (size_t i = 0; unit != NULL && i < unit->n_seats; i++) {
        if (strcasecmp(unit->seats[i]->name, name) == 0 ||
            strcmp(hv_digits((int64_t)i + 1).text, name) == 0) {
            return unit->seats[i]->seat;
        }
    }
    return 0;
}

static void sit_down(struct join *join, uint32_t seat)
{
    const Houvast__V1__StagePane *stage = hv_device_stage(join->session.device);

    if (!join->is_table && seat != join->seat) {
        join_tell(join, HV_WORD_REFUSED_NOT_YOURS);
        return;
    }
    if (join->is_table && has_pen(join, seat)) {
        join_tell(join, HV_WORD_REFUSED_HAS_PEN);
        return;
    }
    join->seat = seat;
    join->wants = true;
    join->rests = false;
    join->sat_run = stage != NULL ? stage->run : 0;
    join->sat_step = stage != NULL ? stage->step_place : 0;
    if (hv_device_unlocked(join->session.device) == seat && join_seat(join) != NULL) {
        join_sit_down(join);
        return;
    }
    join_unlock(join);
}

static void do_write(struct join *join, const char *rest)
{
    (void)rest;
    if (join->is_table) {
        join_show(join);
    } else {
        sit_down(join, join->seat);
    }
}

static void do_open(struct join *join, const char *rest)
{
    const Houvast__V1__UnitPane *unit = join_unit(join);

    (void)rest;
    if (unit == NULL || unit->place == NULL || !unit->may_open) {
        join_tell(join, unit != NULL && unit->both_ready ? HV_WORD_OPEN_NOTHING
                                                         : HV_WORD_REFUSED_NOT_READY);
    } else {
        hv_send_open_together(join->session.device, unit->run, unit->place);
    }
}

static void do_next(struct join *join, const char *rest)
{
    const Houvast__V1__UnitPane *unit = join_unit(join);
    const Houvast__V1__Definition *definition = join_definition(join);
    uint32_t stage;

    (void)rest;
    if (unit == NULL || definition == NULL || unit->place == NULL || !unit->in_block) {
        join_tell(join, HV_WORD_REFUSED_NOT_YET);
        return;
    }
    stage = stage_after(unit);
    if (!hv_shape_of_unit(definition, stage)) {
        join_tell(join, HV_WORD_BLOCK_DONE);
        return;
    }
    hv_send_move_unit(join->session.device, unit->run, unit->place, stage,
                      is_turn_next(unit) ? unit->place->turn + 1
                      : definition->stages[stage]->kind == HOUVAST__V1__STAGE_KIND__STAGE_KIND_TURNS
                          ? 1
                          : 0);
}

static void do_back(struct join *join, const char *rest)
{
    const Houvast__V1__UnitPane *unit = join_unit(join);
    const Houvast__V1__Definition *definition = join_definition(join);
    uint32_t stage, turn = 0;

    (void)rest;
    if (unit == NULL || definition == NULL || unit->place == NULL || !unit->in_block) {
        join_tell(join, HV_WORD_REFUSED_NOT_YET);
        return;
    }
    if (unit->place->turn > 1) {
        stage = unit->place->stage;
        turn = unit->place->turn - 1;
    } else if (unit->place->stage > 0 && hv_shape_of_unit(definition, unit->place->stage - 1)) {
        stage = unit->place->stage - 1;
        turn = definition->stages[stage]->kind == HOUVAST__V1__STAGE_KIND__STAGE_KIND_TURNS;
    } else {
        join_tell(join, HV_WORD_BLOCK_BEGIN);
        return;
    }
    hv_send_move_unit(join->session.device, unit->run, unit->place, stage, turn);
}

static void do_time(struct join *join, const char *rest)
{
    (void)rest;
    hv_send_more_time(join->session.device);
    join_tell(join, HV_WORD_TIME_ASKED);
}

static void do_wall(struct join *join, const char *rest)
{
    const Houvast__V1__WallPane *wall = hv_device_wall(join->session.device);
    struct hv_page page = hv_session_page(&join->session);

    (void)rest;
    if (wall == NULL || (wall->n_items == 0 && wall->example == NULL)) {
        hv_page_say(&page, HV_WORD_WALL_EMPTY);
    } else {
        hv_render_wall(&page, wall, &join->session.definitions, NULL);
    }
    join_put(join, &page);
}

static void do_joint(struct join *join, const char *rest)
{
    const Houvast__V1__UnitPane *unit = join_unit(join);
    unsigned long number = strtoul(rest, NULL, 10);

    if (unit == NULL || join_here(join) != HOUVAST__V1__STAGE_KIND__STAGE_KIND_JOINT) {
        join_tell(join, HV_WORD_REFUSED_NOT_YET);
        return;
    }
    if (number == 0 && unit->n_joints == 1) {
        number = 1;
    }
    if (number < 1 || number > unit->n_joints) {
        join_tell(join, HV_WORD_REFUSED_NOT_FOUND);
        return;
    }
    join->run = unit->run;
    join->at = unit->joints[number - 1]->field;
    join->mode = JOIN_JOINT;
    join_show(join);
}

static void do_mark(struct join *join, const char *rest)
{
    const Houvast__V1__UnitPane *unit = join_unit(join);
    uint32_t seat = *rest == '\0' && !join->is_table ? join->seat : seat_named(join, rest);

    if (unit == NULL || join_here(join) != HOUVAST__V1__STAGE_KIND__STAGE_KIND_JOINT) {
        join_tell(join, HV_WORD_REFUSED_NOT_YET);
    } else if (seat == 0) {
        join_tell(join, HV_WORD_MARK_WHO);
    } else {
        hv_send_mark_joint(join->session.device, unit->run, seat, unit->joint_revision, true);
    }
}

static void do_help(struct join *join, const char *rest)
{
    struct hv_page page = hv_session_page(&join->session);

    (void)rest;
    hv_page_say(&page, HV_WORD_HELP_JOIN);
    join_put(join, &page);
}

static void do_stop(struct join *join, const char *rest)
{
    (void)rest;
    hv_session_leave(&join->session);
}

static void do_reopen(struct join *join, const char *rest)
{
    (void)rest;
    if (join->is_table) {
        join_tell(join, HV_WORD_OWN_PAGE);
    } else {
        join_reopen(join);
    }
}

static void do_withdraw(struct join *join, const char *rest)
{
    (void)rest;
    if (join->is_table) {
        join_tell(join, HV_WORD_OWN_PAGE);
    } else {
        join_withdraw(join);
    }
}

static void do_take_back(struct join *join, const char *rest)
{
    (void)rest;
    if (join->is_table) {
        join_tell(join, HV_WORD_OWN_PAGE);
    } else {
        join_take_back(join);
    }
}

static void do_look_back(struct join *join, const char *rest)
{
    (void)rest;
    if (join->is_table) {
        join_tell(join, HV_WORD_OWN_PAGE);
    } else {
        join_look_back(join);
    }
}

static void do_split(struct join *join, const char *rest)
{
    (void)rest;
    if (join->is_table) {
        join_tell(join, HV_WORD_OWN_PAGE);
    } else {
        join_split(join);
    }
}

/* ---- Lines ---- */

static const struct {
    const char *nl, *en;
    void (*run)(struct join *join, const char *rest);
} ways[] = {
    { "schrijf", "write", do_write },
    { "open", "open", do_open },
    { "verder", "next", do_next },
    { "terug", "back", do_back },
    { "vul", "fill", do_joint },
    { "akkoord", "agree", do_mark },
    { "tijd", "time", do_time },
    { "muur", "wall", do_wall },
    { "hulp", "help", do_help },
    { "heropen", "reopen", do_reopen },
    { "terugdraaien", "withdraw", do_withdraw },
    { "terugnemen", "takeback", do_take_back },
    { "eerder", "earlier", do_look_back },
    { "apart", "apart", do_split },
    { "stop", "quit", do_stop },
};

static void say_unknown(struct join *join, const char *word)
{
    const char *words[2 * sizeof ways / sizeof ways[0]];
    struct hv_page page = hv_session_page(&join->session);
    size_t count = 0;
    const char *nearest;

    for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++) {
        words[count++] = join->session.language == HV_CLIENT_EN ? ways[i].en : ways[i].nl;
    }
    nearest = hv_nearest_word(word, words, count);
    if (nearest != NULL) {
        hv_page_fill(&page, HV_WORD_UNKNOWN_NEAR, nearest);
    } else {
        hv_page_say(&page, HV_WORD_UNKNOWN);
    }
    hv_session_print(&join->session, &page);
}

void join_home_line(struct join *join, const char *line)
{
    char word[32] = "";
    size_t size = strcspn(line, " ");
    const char *rest = line + size + strspn(line + size, " ");
    uint32_t seat = seat_named(join, line);

    if (line[0] == '\0') {
        join_show(join);
        return;
    }
    if (seat != 0) {
        sit_down(join, seat);
        return;
    }
    if (size < sizeof word) {
        memcpy(word, line, size);
        word[size] = '\0';
    }
    for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++) {
        if (strcasecmp(word, ways[i].nl) == 0 || strcasecmp(word, ways[i].en) == 0) {
            ways[i].run(join, rest);
            return;
        }
    }
    say_unknown(join, word);
}
