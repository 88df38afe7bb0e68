/* SPDX-License-Identifier: EUPL-1.2 */
#include "facilitate.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "nearest.h"

/* ---- Looking ---- */

static void show_board(struct lead *lead, char *rest)
{
    const Houvast__V1__StagePane *stage = lead_stage(lead);
    struct hv_page page = hv_session_page(&lead->session);
    struct hv_clock clock;

    (void)rest;
    hv_render_board(&page, lead_board(lead), stage, &lead->session.definitions,
                    hv_session_now(&lead->session));
    if (stage != NULL) {
        clock = hv_clock(stage->timer, hv_session_now(&lead->session), page.language);
        if (clock.text[0] != '\0') {
            hv_page_fill(&page, HV_WORD_CLOCK, clock.text);
        }
    }
    hv_session_print(&lead->session, &page);
}

static void show_agenda(struct lead *lead, char *rest)
{
    const Houvast__V1__BoardPane *board = lead_board(lead);
    struct hv_page page = hv_session_page(&lead->session);

    (void)rest;
    if (board->n_steps == 0) {
        hv_page_say(&page, HV_WORD_AGENDA_NONE);
    } else {
        hv_render_agenda(&page, board, &lead->session.definitions);
    }
    hv_session_print(&lead->session, &page);
}

/* The step that is named, or else the one under way; 0, and said, when there is none. */
static const Houvast__V1__BoardStep *step_of(struct lead *lead, const char *name)
{
    const Houvast__V1__BoardPane *board = lead_board(lead);
    const Houvast__V1__BoardStep *step =
        *name == '\0' ? hv_agenda_now(board) : hv_agenda_find(board, name);

    if (step == NULL) {
        hv_session_say(&lead->session, HV_WORD_WHICH_STEP);
    }
    return step;
}

static void show_card(struct lead *lead, char *rest)
{
    const Houvast__V1__BoardStep *step = step_of(lead, lead_word(&rest));

    if (step != NULL) {
        lead->card_step = step->step;
        lead->card_short = false;
        hv_ask_read(lead->session.device, HOUVAST__V1__READ_KIND__READ_KIND_CARDS, 0, 0);
    }
}

static void show_library(struct lead *lead, char *rest)
{
    (void)rest;
    hv_device_catalogue_read(lead->session.device,
                             HOUVAST__V1__CATALOGUE_KIND__CATALOGUE_KIND_EXERCISES);
}

static void show_help(struct lead *lead, char *rest)
{
    (void)rest;
    hv_session_say(&lead->session, HV_WORD_HELP_FACILITATE);
}

/* ---- The one road ---- */

static void begin(struct lead *lead, char *rest)
{
    uint32_t number = *rest == '\0' ? 1 : lead_number(lead_word(&rest));

    if (number == 0) {
        hv_session_say(&lead->session, HV_WORD_BEGIN_HOW);
    } else {
        lead_wait(lead);
        hv_send_open_meeting(lead->session.device, number - 1, false);
    }
}

static void make(struct lead *lead, struct hv_move move, bool again)
{
    const Houvast__V1__BoardPane *board = lead_board(lead);

    if (move.kind == HV_MOVE_STEP) {
        lead_wait(lead);
        hv_send_start_step(lead->session.device, board->step, move.step, again, board->run);
    } else if (move.kind == HV_MOVE_STAGE) {
        lead_wait(lead);
        hv_send_move_stage(lead->session.device, board->run, board->stage, move.stage);
    }
}

static void go_on(struct lead *lead, char *rest)
{
    const Houvast__V1__BoardPane *board = lead_board(lead);
    struct hv_move move = hv_agenda_next(board, &lead->session.definitions);
    uint32_t busy = hv_agenda_busy(board, &lead->session.definitions);
    bool asks = busy > 0 && !lead->pressed && hv_terminal_is_person(lead->session.terminal);

    if (!board->meeting_open) {
        begin(lead, rest);
    } else if (move.kind == HV_MOVE_NONE) {
        hv_session_say(&lead->session, HV_WORD_LAST_STEP);
    } else if (asks) {
        struct hv_page page = hv_session_page(&lead->session);

        lead->pressed = true;
        hv_page_fill(&page, HV_WORD_STILL_BUSY, hv_digits(busy).text);
        hv_session_print(&lead->session, &page);
    } else {
        make(lead, move, false);
    }
}

static void go_back(struct lead *lead, char *rest)
{
    struct hv_move move = hv_agenda_back(lead_board(lead), &lead->session.definitions);

    (void)rest;
    if (move.kind == HV_MOVE_NONE) {
        hv_session_say(&lead->session, HV_WORD_FIRST_STAGE);
    } else {
        make(lead, move, false);
    }
}

/* Another step ends the exercise under way: when somebody writes, that is asked first. */
static void leave_for(struct lead *lead, uint32_t step, bool again)
{
    const struct hv_move move = { .kind = HV_MOVE_STEP, .step = step };
    uint32_t busy = hv_agenda_busy(lead_board(lead), &lead->session.definitions);
    struct hv_page page;

    if (busy == 0) {
        make(lead, move, again);
        return;
    }
    page = hv_session_page(&lead->session);
    lead->sure.asked = true;
    lead->sure.ends = false;
    lead->sure.move = move;
    lead->sure.again = again;
    hv_page_fill(&page, HV_WORD_SURE_STEP, hv_digits(busy).text);
    hv_session_print(&lead->session, &page);
}

static void go_to_step(struct lead *lead, char *rest)
{
    char *name = lead_word(&rest);
    const Houvast__V1__BoardStep *step =
        *name == '\0' ? NULL : hv_agenda_find(lead_board(lead), name);

    if (step == NULL) {
        hv_session_say(&lead->session, HV_WORD_WHICH_STEP);
    } else if (step->state == HOUVAST__V1__STEP_STATE__STEP_STATE_DONE) {
        hv_session_say(&lead->session, HV_WORD_STEP_WAS_DONE);
    } else {
        leave_for(lead, step->step, false);
    }
}

static void repeat(struct lead *lead, char *rest)
{
    const Houvast__V1__BoardStep *step = step_of(lead, lead_word(&rest));

    if (step != NULL) {
        leave_for(lead, step->step, true);
    }
}

static void end(struct lead *lead, char *rest)
{
    (void)rest;
    if (!lead_board(lead)->meeting_open) {
        hv_session_say(&lead->session, HV_WORD_REFUSED_NO_MEETING);
        return;
    }
    lead->sure.asked = true;
    lead->sure.ends = true;
    hv_session_say(&lead->session, HV_WORD_SURE_END);
}

/* The line after a question whether they are sure. */
static void answer_sure(struct lead *lead, const char *line)
{
    uint32_t split = lead->sure.split;
    uint32_t words = lead->sure.words;
    bool push = lead->sure.push;
    int yes = hv_input_yes(line);

    if (yes < 0) {
        hv_session_say(&lead->session, HV_WORD_INPUT_YES_NO);
        return;
    }
    lead->sure.asked = false;
    lead->sure.split = 0;
    lead->sure.words = 0;
    lead->sure.push = false;
    if (yes == 0) {
        hv_session_say(&lead->session, HV_WORD_NOT_DONE);
    } else if (split != 0) {
        hv_send_split(lead->session.device, split);
    } else if (words != 0) {
        hv_send_deal_words(lead->session.device, words);
    } else if (push) {
        lead_push_anyway(lead);
    } else if (lead->sure.ends) {
        lead_wait(lead);
        hv_send_end_meeting(lead->session.device);
    } else {
        make(lead, lead->sure.move, lead->sure.again);
    }
}

/* ---- The agenda ---- */

static void set_skipped(struct lead *lead, char *rest, bool skip)
{
    char *name = lead_word(&rest);
    const Houvast__V1__BoardStep *step =
        *name == '\0' ? NULL : hv_agenda_find(lead_board(lead), name);

    if (step == NULL) {
        hv_session_say(&lead->session, HV_WORD_WHICH_STEP);
    } else {
        hv_send_skip_step(lead->session.device, step->step, skip);
    }
}

static void skip(struct lead *lead, char *rest)
{
    set_skipped(lead, rest, true);
}

static void unskip(struct lead *lead, char *rest)
{
    set_skipped(lead, rest, false);
}

/* "verplaats 5 na 2": both are steps; after 0 is the front. */
static void move_step(struct lead *lead, char *rest)
{
    const Houvast__V1__BoardPane *board = lead_board(lead);
    char *name = lead_word(&rest);
    const Houvast__V1__BoardStep *step = *name != '\0' ? hv_agenda_find(board, name) : NULL;
    const Houvast__V1__BoardStep *after;
    char *behind;

    lead_word(&rest);
    behind = lead_word(&rest);
    after = *behind != '\0' ? hv_agenda_find(board, behind) : NULL;
    if (step == NULL || (after == NULL && strcmp(behind, "0") != 0)) {
        hv_session_say(&lead->session, HV_WORD_MOVE_HOW);
    } else {
        hv_send_move_step(lead->session.device, step->step, after != NULL ? after->step : 0);
    }
}

static void insert(struct lead *lead, char *rest)
{
    const Houvast__V1__BoardPane *board = lead_board(lead);
    char *exercise = lead_word(&rest);
    uint32_t after = board->step;

    if (strcasecmp(exercise, "toe") == 0) {
        exercise = lead_word(&rest);
    }
    if (after == 0 && board->n_steps > 0) {
        after = board->steps[board->n_steps - 1]->step;
    }
    if (*exercise == '\0' || !hv_send_insert_step(lead->session.device, after,
                                                  HOUVAST__V1__STEP_KIND__STEP_KIND_EXERCISE,
                                                  exercise, "", lead_number(lead_word(&rest)))) {
        hv_session_say(&lead->session, HV_WORD_PUSH_HOW);
    }
}

/* ---- Clock and words ---- */

static void set_clock(struct lead *lead, char *rest)
{
    static const struct {
        const char *nl, *en;
        Houvast__V1__TimerAction action;
        int32_t minutes;
    } ways[] = {
        { "pauze", "pause", HOUVAST__V1__TIMER_ACTION__TIMER_ACTION_PAUSE, 0 },
        { "verder", "resume", HOUVAST__V1__TIMER_ACTION__TIMER_ACTION_RESUME, 0 },
        { "uit", "off", HOUVAST__V1__TIMER_ACTION__TIMER_ACTION_CLEAR, 0 },
        { "+1", "+1", HOUVAST__V1__TIMER_ACTION__TIMER_ACTION_ADD, 1 },
        { "+5", "+5", HOUVAST__V1__TIMER_ACTION__TIMER_ACTION_ADD, 5 },
        { "-1", "-1", HOUVAST__V1__TIMER_ACTION__TIMER_ACTION_ADD, -1 },
    };
    char *what = lead_word(&rest);
    uint32_t minutes = lead_number(lead_word(&rest));

    for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++) {
        if (strcasecmp(what, ways[i].nl) == 0 || strcasecmp(what, ways[i].en) == 0) {
            hv_send_timer(lead->session.device, ways[i].action, ways[i].minutes);
            return;
        }
    }
    if (strcasecmp(what, "start") == 0 && minutes <= 600) {
        hv_send_timer(lead->session.device, HOUVAST__V1__TIMER_ACTION__TIMER_ACTION_START,
                      (int32_t)minutes);
    } else {
        hv_session_say(&lead->session, HV_WORD_CLOCK_HOW);
    }
}

/* Nothing is asked first: when it is needed it is needed now. */
static void set_pause(struct lead *lead, char *rest)
{
    (void)rest;
    hv_send_pause(lead->session.device, !lead_board(lead)->paused);
}

static void announce(struct lead *lead, char *rest)
{
    if (!hv_send_announce(lead->session.device, rest)) {
        hv_session_say(&lead->session, HV_WORD_ANNOUNCE_HOW);
    }
}

static void leave(struct lead *lead, char *rest)
{
    (void)rest;
    hv_session_leave(&lead->session);
}

/* ---- All words ---- */

static const struct {
    const char *nl, *en;
    void (*run)(struct lead *lead, char *rest);
} commands[] = {
    { "volgende", "next", go_on },
    { "v", "n", go_on },
    { "terug", "back", go_back },
    { "begin", "begin", begin },
    { "einde", "end", end },
    { "stap", "step", go_to_step },
    { "opnieuw", "again", repeat },
    { "overslaan", "skip", skip },
    { "terugnemen", "unskip", unskip },
    { "verplaats", "move", move_step },
    { "voeg", "insert", insert },
    { "duw", "push", lead_push },
    { "bibliotheek", "library", show_library },
    { "bord", "board", show_board },
    { "agenda", "agenda", show_agenda },
    { "kaart", "card", show_card },
    { "hier", "here", lead_here },
    { "een", "one", lead_one },
    { "papier", "paper", lead_paper },
    { "weg", "away", lead_away },
    { "stel", "couple", lead_couple },
    { "lobby", "lobby", lead_lobby },
    { "gasten", "guests", lead_guests },
    { "plaats", "place", lead_place },
    { "toegang", "access", lead_access },
    { "strookjes", "slips", lead_ask_slips },
    { "woorden", "words", lead_deal_words },
    { "toon", "show", lead_show },
    { "uitnodigen", "invite", lead_invite },
    { "rooster", "roster", lead_roster },
    { "verwijder", "remove", lead_remove },
    { "gezien", "seen", lead_seen },
    { "ronde", "round", lead_go_round },
    { "licht", "light", lead_light },
    { "kort", "short", lead_short },
    { "volledig", "full", lead_full },
    { "delen", "sharing", lead_sharing },
    { "beperk", "narrow", lead_narrow },
    { "apart", "apart", lead_split },
    { "persoon", "person", lead_look_at_person },
    { "klok", "clock", set_clock },
    { "pauze", "pause", set_pause },
    { "zeg", "say", announce },
    { "muur", "wall", lead_wall },
    { "kies", "pick", lead_pick },
    { "haal", "unpick", lead_unpick },
    { "voorbeeld", "example", lead_example },
    { "schrijf", "write", lead_write },
    { "wis", "clear", lead_clear },
    { "antwoorden", "answers", lead_answers },
    { "hulp", "help", show_help },
    { "stop", "quit", leave },
};

enum {
    COMMANDS = sizeof commands / sizeof commands[0]
};

static void say_unknown(struct lead *lead, const char *word)
{
    const char *words[COMMANDS];
    struct hv_page page = hv_session_page(&lead->session);
    const char *nearest;

    for (size_t i = 0; i < COMMANDS; i++) {
        words[i] = lead->session.language == HV_CLIENT_EN ? commands[i].en : commands[i].nl;
    }
    nearest = hv_nearest_word(word, words, COMMANDS);
    if (nearest != NULL) {
        hv_page_fill(&page, HV_WORD_UNKNOWN_NEAR, nearest);
    } else {
        hv_page_say(&page, HV_WORD_UNKNOWN);
    }
    hv_session_print(&lead->session, &page);
}

static void run(struct lead *lead, char *line)
{
    char *rest = line;
    char *word = lead_word(&rest);

    for (size_t i = 0; i < COMMANDS; i++) {
        if (strcasecmp(word, commands[i].nl) == 0 || strcasecmp(word, commands[i].en) == 0) {
            commands[i].run(lead, rest);
            return;
        }
    }
    say_unknown(lead, word);
}

void lead_command(struct lead *lead, const char *line)
{
    char *copy;

    if (lead_board(lead) == NULL) {
        hv_session_say(&lead->session, HV_WORD_MOMENT);
        return;
    }
    if (lead->sure.asked) {
        answer_sure(lead, line);
        return;
    }
    if (line[strspn(line, " ")] == '\0') {
        show_board(lead, NULL);
        return;
    }
    copy = strdup(line);
    if (copy != NULL) {
        run(lead, copy);
        explicit_bzero(copy, strlen(line));
        free(copy);
    }
}
