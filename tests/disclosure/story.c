/* SPDX-License-Identifier: EUPL-1.2 */
#include "story.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "core/group_state.h"
#include "core/scopes.h"

/* Everything a seat may show; a wilful author shows S and F too, which must not help. */
static const uint32_t all = 0x7fffffff;
static const uint32_t nothing = 0;

/* ---- Small moves ---- */

static void plant(struct story *story, enum story_class item)
{
    story->planted[item] = true;
}

struct hv_bytes story_canary(const struct story *story, enum story_class item)
{
    if (story->found[item].size != 0) {
        return story->found[item];
    }
    return (struct hv_bytes){ story->canaries[item], HALL_CANARY };
}

/* Bytes that are what they are: codes that were drawn, words of the programme. */
static void plant_found(struct story *story, enum story_class item, const void *bytes, size_t size)
{
    story->found[item] = (struct hv_bytes){ bytes, size };
    plant(story, item);
}

static void plant_text(struct story *story, enum story_class item, const char *text)
{
    plant_found(story, item, text, strlen(text));
}

static void give(struct story *story, enum hv_command_type type, uint16_t device)
{
    hall_must(&story->hall, (struct hv_command){ .type = type, .device = device });
}

static uint16_t author_table(const struct story *story)
{
    return hall_table(&story->hall, story->author);
}

static void scale(struct story *story, uint16_t seat, uint8_t value)
{
    hall_save(&story->hall, seat, HALL_COUNT, HV_ANSWER_GIVEN,
              (struct hv_bytes){ &value, sizeof value });
}

static void write_author(struct story *story, bool together)
{
    static const struct {
        uint8_t field;
        enum story_class item;
        bool together; /* this exercise alone */
    } items[] = {
        { HALL_PRIVATE, STORY_CLASS_S, false }, { HALL_FACILITATORS, STORY_CLASS_F, false },
        { HALL_SHARED, STORY_CLASS_P, false },  { HALL_LINE, STORY_CLASS_A, true },
        { HALL_NAMED, STORY_CLASS_G, true },
    };

    for (size_t i = 0; i < sizeof items / sizeof items[0]; i++) {
        if (items[i].together && !together) {
            continue;
        }
        hall_save(&story->hall, story->author, items[i].field, HV_ANSWER_GIVEN,
                  story_canary(story, items[i].item));
        plant(story, items[i].item);
    }
    if (together) {
        scale(story, story->author, story->choices.scale);
        plant(story, STORY_CLASS_scale);
    }
}

static void write_partner(struct story *story, bool together)
{
    static const uint8_t fields[] = { HALL_PRIVATE, HALL_FACILITATORS, HALL_SHARED, HALL_LINE,
                                      HALL_NAMED };

    for (size_t i = 0; i < (together ? sizeof fields : 3); i++) {
        hall_save(&story->hall, story->partner, fields[i], HV_ANSWER_GIVEN,
                  hv_bytes_from_text("of the partner"));
    }
    if (together) {
        scale(story, story->partner, 5);
    }
}

/* The other couples answer the scale, so that there are enough answers, in every band. */
static void others_answer(struct story *story)
{
    static const uint8_t answers[] = { 1, 5, 9, 9 };

    for (uint16_t i = 0; i < sizeof answers; i++) {
        scale(story, (uint16_t)(3 + i), answers[i]);
        hall_close(&story->hall, (uint16_t)(3 + i), HV_ROUND_FIRST, nothing, HV_SIGNAL_NOTHING);
    }
}

/* What may be shown of the envelope that is open. */
static uint32_t of_envelope(const struct story *story, uint32_t shows)
{
    bool together = story->state < STORY_STATE_turn_before;
    uint32_t fields = together ? (1u << HALL_FIELDS) - 1 : (1u << HALL_JOINT) - 1;

    return shows & fields & ~(1u << HALL_JOINT);
}

static void close_author(struct story *story, uint32_t shows)
{
    hall_close(&story->hall, story->author, HV_ROUND_FIRST, of_envelope(story, shows),
               story->choices.signal);
    plant(story, STORY_CLASS_signal);
}

static void close_both(struct story *story, uint32_t author_shows, uint32_t partner_shows)
{
    close_author(story, author_shows);
    hall_close(&story->hall, story->partner, HV_ROUND_FIRST, of_envelope(story, partner_shows),
               HV_SIGNAL_NOTHING);
}

static enum hv_outcome try_open(struct story *story)
{
    return hall_try(&story->hall, (struct hv_command){ .type = HV_COMMAND_OPEN_TOGETHER,
                                                       .device = author_table(story),
                                                       .move_unit = { .run = hall_run(&story->hall),
                                                                      .from.stage = HALL_SOLO } });
}

static void open_together(struct story *story)
{
    assert_int_equal(try_open(story), HV_DECIDED);
}

static void move_unit(struct story *story, struct hv_place from, struct hv_place to)
{
    hall_must(&story->hall,
              (struct hv_command){
                  .type = HV_COMMAND_MOVE_UNIT,
                  .device = author_table(story),
                  .move_unit = { .run = hall_run(&story->hall), .from = from, .to = to } });
}

/* ---- TOGETHER, step by step ---- */

static void drafted(struct story *story)
{
    hall_start(&story->hall, 0, HALL_STEP_TOGETHER, false);
    hall_must(&story->hall, (struct hv_command){ .type = HV_COMMAND_SHOW_EXAMPLE,
                                                 .device = story->hall.facilitator,
                                                 .show_example = { HALL_STEP_TOGETHER, 1 } });
    plant_text(story, STORY_CLASS_example, HALL_EXAMPLE_FIRST);
    plant_text(story, STORY_CLASS_example_rest, HALL_EXAMPLE_SECOND);
    hall_move(&story->hall, HALL_BRIEF, HALL_SOLO);
    others_answer(story);
    write_author(story, true);
    write_partner(story, true);
}

static void ready(struct story *story)
{
    drafted(story);
    close_both(story, all, all);
}

static void opened(struct story *story)
{
    ready(story);
    open_together(story);
}

/* The author typed, and then chose to answer otherwise: what was typed is gone for everyone. */
static void took_back(struct story *story, enum hv_answer answer)
{
    static const uint8_t fields[] = { HALL_PRIVATE, HALL_FACILITATORS, HALL_SHARED, HALL_LINE,
                                      HALL_NAMED };

    drafted(story);
    for (size_t i = 0; i < sizeof fields; i++) {
        hall_save(&story->hall, story->author, fields[i], answer, (struct hv_bytes){ 0 });
    }
    close_both(story, all, all);
    open_together(story);
}

static void in_form(struct story *story, enum hv_form form)
{
    ready(story);
    hall_must(&story->hall,
              (struct hv_command){ .type = HV_COMMAND_DEAL_FORM,
                                   .device = story->hall.facilitator,
                                   .deal_form = { hall_run(&story->hall), 1, form } });
    open_together(story);
}

/* The key of what the author shows ends: F and P of this exercise are kept equally long. */
static void erase(struct story *story)
{
    const struct hv_group *group = story->hall.group;
    const struct hv_run *run = hv_find_run(group, group->run);
    const struct hv_reflection *work = hv_reflection_of(group, run, story->author);
    const struct hv_event event = { .type = HV_EVENT_KEYS_DESTROYED,
                                    .keys_destroyed = { &work->fields[HALL_SHARED].value.scope,
                                                        1 } };
    const struct hv_record record = { .cause = { .type = HV_COMMAND_TICK, .at = story->hall.now },
                                      .events = &event,
                                      .event_count = 1 };

    assert_int_equal(hv_group_evolve(story->hall.group, &record), HV_OK);
}

static void joint_drafted(struct story *story)
{
    opened(story);
    for (uint8_t stage = HALL_REVEAL; stage < HALL_JOINTLY; stage++) {
        struct hv_place from = { stage, 0 };
        struct hv_place to = { (uint8_t)(stage + 1), 0 };
        move_unit(story, from, to);
    }
    hall_must(&story->hall, (struct hv_command){
                                .type = HV_COMMAND_SAVE_JOINT,
                                .device = author_table(story),
                                .save_field = { .run = hall_run(&story->hall),
                                                .field = HALL_JOINT,
                                                .revision = 1,
                                                .answer = HV_ANSWER_GIVEN,
                                                .packed = story_canary(story, STORY_CLASS_J) } });
    plant(story, STORY_CLASS_J);
}

static void joint_confirmed(struct story *story)
{
    joint_drafted(story);
    for (uint16_t seat = 1; seat <= 2; seat++) {
        hall_must(&story->hall,
                  (struct hv_command){
                      .type = HV_COMMAND_MARK_JOINT,
                      .device = author_table(story),
                      .mark_joint = { hall_run(&story->hall), seat, .revision = 1, .set = true } });
    }
}

static void after_block(struct story *story)
{
    joint_confirmed(story);
    hall_move(&story->hall, HALL_SOLO, HALL_SHARE);
}

static void round_kept(struct story *story)
{
    drafted(story);
    close_both(story, nothing, all);
    open_together(story);
    hall_move(&story->hall, HALL_SOLO, HALL_SHARE);
}

/* ---- The wall ---- */

/* The number under which the facilitator finds the author's line. */
static uint16_t note_of(const struct story *story, enum story_class item)
{
    struct hv_read_key key = { .kind = HV_READ_NOTES, .run = 1, .most = 64 };
    struct hv_arena arena;
    struct hv_read_page page = { 0 };
    enum hv_refusal refusal;
    uint16_t note = UINT16_MAX;

    hv_arena_init(&arena, 1u << 20);
    assert_int_equal(
        hv_group_read(story->hall.group, story->hall.facilitator, key, &arena, &refusal, &page),
        HV_OK);
    for (uint32_t i = 0; i < page.row_count; i++) {
        if (hv_bytes_equal(page.rows[i].packed, story_canary(story, item))) {
            note = page.rows[i].note;
        }
    }
    hv_arena_free(&arena);
    assert_int_not_equal(note, UINT16_MAX);
    return note;
}

static void pick(struct story *story, enum story_class item, bool set)
{
    uint8_t field = item == STORY_CLASS_A ? HALL_LINE : HALL_NAMED;

    hall_must(&story->hall,
              (struct hv_command){ .type = HV_COMMAND_PICK_NOTE,
                                   .device = story->hall.facilitator,
                                   .pick_note = { 1, field, note_of(story, item), set } });
}

static void picked(struct story *story, bool line, bool named)
{
    after_block(story);
    if (line) {
        pick(story, STORY_CLASS_A, true);
    }
    if (named) {
        pick(story, STORY_CLASS_G, true);
    }
}

static void after_run(struct story *story)
{
    picked(story, true, false);
    hall_must(&story->hall,
              (struct hv_command){ .type = HV_COMMAND_END_STEP,
                                   .device = story->hall.facilitator,
                                   .end_step = { HALL_STEP_TOGETHER, hall_run(&story->hall) } });
}

static void handled(struct story *story)
{
    ready(story);
    if (story->choices.more_time) {
        give(story, HV_COMMAND_ASK_MORE_TIME, author_table(story));
        plant(story, STORY_CLASS_more_time);
    }
    for (int signal = 0; signal <= 1; signal++) {
        hall_must(&story->hall, (struct hv_command){ .type = HV_COMMAND_HANDLE_REQUEST,
                                                     .device = story->hall.facilitator,
                                                     .handle_request = { 1, signal != 0 } });
    }
}

/* ---- TURNS ---- */

static void turn_before(struct story *story, uint32_t author_shows)
{
    hall_start(&story->hall, 0, HALL_STEP_TURNS, false);
    hall_move(&story->hall, HALL_BRIEF, HALL_SOLO);
    write_author(story, false);
    write_partner(story, false);
    close_both(story, author_shows, all);
}

/* Goes on until this turn is under way. */
static void turn(struct story *story, uint8_t number)
{
    struct hv_place place = { HALL_SOLO, 0 };

    for (uint8_t i = 1; i <= number; i++) {
        struct hv_place next = { HALL_TURNS_SPEAK, i };

        move_unit(story, place, next);
        place = next;
    }
}

static struct hv_command withdrawal(const struct story *story, uint16_t device)
{
    return (struct hv_command){ .type = HV_COMMAND_GIVE_CONSENT,
                                .device = device,
                                .give_consent = { .seat = story->author,
                                                  .statement = hv_bytes_from_text("participation"),
                                                  .version = 1 } };
}

/* ---- Telling ---- */

static void tell_together(struct story *story)
{
    struct hall *hall = &story->hall;

    switch (story->state) {
    case STORY_STATE_drafted:
        drafted(story);
        return;
    case STORY_STATE_reopened:
        drafted(story);
        close_author(story, all);
        hall_must(hall, (struct hv_command){
                            .type = HV_COMMAND_REOPEN_ENVELOPE,
                            .device = hall_pen(hall, story->author),
                            .reopen_envelope = { .run = hall_run(hall), .seat = story->author } });
        return;
    case STORY_STATE_kept:
        drafted(story);
        close_author(story, nothing);
        return;
    case STORY_STATE_one_side:
        drafted(story);
        close_both(story, all, nothing);
        return;
    case STORY_STATE_ready:
        ready(story);
        return;
    case STORY_STATE_sharing_closed:
        ready(story);
        hall_must(hall, (struct hv_command){ .type = HV_COMMAND_SET_SHARING,
                                             .device = hall->facilitator,
                                             .set_sharing = { hall_run(hall), 0, false } });
        assert_int_equal(try_open(story), HV_REFUSED);
        return;
    case STORY_STATE_opened:
        opened(story);
        return;
    case STORY_STATE_opened_kept:
        drafted(story);
        close_both(story, nothing, all);
        open_together(story);
        return;
    case STORY_STATE_opened_alone:
        drafted(story);
        close_both(story, all, nothing);
        open_together(story);
        return;
    case STORY_STATE_aloud:
        took_back(story, HV_ANSWER_ALOUD);
        return;
    case STORY_STATE_skipped:
        took_back(story, HV_ANSWER_SKIPPED);
        return;
    case STORY_STATE_short:
        in_form(story, HV_FORM_SHORT);
        return;
    case STORY_STATE_light:
        in_form(story, HV_FORM_LIGHT);
        return;
    case STORY_STATE_erased:
        opened(story);
        erase(story);
        return;
    case STORY_STATE_joint_drafted:
        joint_drafted(story);
        return;
    case STORY_STATE_joint_confirmed:
        joint_confirmed(story);
        return;
    case STORY_STATE_after_block:
        after_block(story);
        return;
    case STORY_STATE_round_kept:
        round_kept(story);
        return;
    case STORY_STATE_picked_a:
        picked(story, true, false);
        return;
    case STORY_STATE_picked_g:
        picked(story, false, true);
        return;
    case STORY_STATE_taken_away:
        picked(story, true, true);
        pick(story, STORY_CLASS_A, false);
        pick(story, STORY_CLASS_G, false);
        return;
    case STORY_STATE_wall_cleared:
        picked(story, true, true);
        give(story, HV_COMMAND_CLEAR_WALL, hall->facilitator);
        return;
    case STORY_STATE_after_run:
        after_run(story);
        return;
    case STORY_STATE_repeated:
        after_run(story);
        hall_start(hall, 0, HALL_STEP_TOGETHER, true);
        return;
    case STORY_STATE_break:
        after_run(story);
        hall_start(hall, 0, HALL_STEP_BREAK, false);
        return;
    case STORY_STATE_ended:
        picked(story, true, false);
        give(story, HV_COMMAND_END_MEETING, hall->facilitator);
        return;
    case STORY_STATE_locked:
        opened(story);
        return;
    case STORY_STATE_away:
        picked(story, true, false);
        hall_mark(hall, 1, HV_PRESENCE_AWAY, 0);
        return;
    case STORY_STATE_one_partner:
        ready(story);
        hall_mark(hall, 1, HV_PRESENCE_ONE_PARTNER, story->author);
        assert_int_equal(try_open(story), HV_REFUSED);
        return;
    case STORY_STATE_unit_removed:
        picked(story, true, false);
        hall_must(hall, (struct hv_command){ .type = HV_COMMAND_REMOVE_UNIT,
                                             .device = hall->facilitator,
                                             .remove_unit.unit = 1 });
        return;
    case STORY_STATE_handled:
        handled(story);
        return;
    case STORY_STATE_moved_back:
        after_block(story);
        hall_move(hall, HALL_SHARE, HALL_SOLO);
        return;
    case STORY_STATE_withdrawn:
        picked(story, true, false);
        hall_must(hall, withdrawal(story, hall_pen(hall, story->author)));
        return;
    case STORY_STATE_turn_before:
    case STORY_STATE_turn_pending:
    case STORY_STATE_turn_own:
    case STORY_STATE_turn_past:
    case STORY_STATE_turn_kept:
    case STORY_STATE_turn_after:
    case STORY_STATES:
        break;
    }
    fail_msg("state %d has no story", (int)story->state);
}

/* Turns go in the order of the seats. */
static bool tell_turns(struct story *story)
{
    bool first = story->author == 1;
    uint8_t own = first ? 1 : 2;

    if ((story->state == STORY_STATE_turn_pending && first) ||
        (story->state == STORY_STATE_turn_past && !first)) {
        return false;
    }
    turn_before(story, story->state == STORY_STATE_turn_kept ? nothing : all);
    if (story->state == STORY_STATE_turn_pending) {
        turn(story, 1);
    } else if (story->state == STORY_STATE_turn_past) {
        turn(story, 2);
    } else if (story->state != STORY_STATE_turn_before) {
        turn(story, own);
    }
    if (story->state == STORY_STATE_turn_after) {
        hall_move(&story->hall, HALL_SOLO, HALL_TURNS_CLOSE);
    }
    return true;
}

/* The table asks nobody who has a pen. */
static void remove_pens(struct story *story)
{
    const uint16_t pens[] = { hall_pen(&story->hall, story->author), story->hall.locked_pen };

    for (size_t i = 0; i < sizeof pens / sizeof pens[0]; i++) {
        hall_try(&story->hall, (struct hv_command){ .type = HV_COMMAND_REMOVE_DEVICE,
                                                    .device = story->hall.facilitator,
                                                    .remove_device.device = pens[i] });
    }
}

/* Where the author is in the end, and what the author does there. A break locked the seat; who
 * unlocks it then still sees a covered table. */
static void finish(struct story *story)
{
    struct hall *hall = &story->hall;
    uint16_t device = story->pass ? author_table(story) : hall_pen(hall, story->author);
    struct hv_command unlock = { .type = HV_COMMAND_UNLOCK_SEAT,
                                 .device = device,
                                 .seat_choice.seat = story->author };
    struct hv_command ask = { .type = HV_COMMAND_ASK_MORE_TIME, .device = author_table(story) };

    if (story->choices.author_closes && story->state == STORY_STATE_drafted) {
        hall_close(hall, story->author, HV_ROUND_FIRST, nothing, HV_SIGNAL_NOTHING);
        plant(story, STORY_CLASS_progress);
    }
    if (story->choices.partner_closes && story->state == STORY_STATE_kept) {
        hall_close(hall, story->partner, HV_ROUND_FIRST, nothing, HV_SIGNAL_NOTHING);
        plant(story, STORY_CLASS_both_ready);
    }
    if (story->pass) {
        remove_pens(story);
    }
    hall_try(hall, unlock);
    if (story->state == STORY_STATE_locked) {
        unlock.type = HV_COMMAND_LOCK_SEAT;
        hall_must(hall, unlock);
    }
    if (story->choices.withdraws && story->state != STORY_STATE_withdrawn) {
        story->planted[STORY_CLASS_consent] =
            hall_try(hall, withdrawal(story, device)) == HV_DECIDED;
    }
    if (story->choices.more_time && story->state != STORY_STATE_handled) {
        story->planted[STORY_CLASS_more_time] = hall_try(hall, ask) == HV_DECIDED;
    }
}

/* What lets people in, as it stands in the end. A seat that has a pen shows no code. */
static void plant_codes(struct story *story)
{
    const struct hv_group *group = story->hall.group;
    const struct hv_seat *seat = hv_find_seat(group, story->author);
    const struct hv_key_scope scope = hv_scope_outbox(group, story->author);

    if (group->lobby_open) {
        plant_found(story, STORY_CLASS_walk_in, group->lobby_code, sizeof group->lobby_code);
    }
    plant_found(story, STORY_CLASS_card, group->units[0].card_code,
                sizeof group->units[0].card_code);
    plant_found(story,
                hv_find_pen(group, story->author) == NULL ? STORY_CLASS_pen_code
                                                          : STORY_CLASS_spent_code,
                seat->pen_code, sizeof seat->pen_code);
    hv_key_scope_bytes(&scope, story->outbox);
    plant_found(story, STORY_CLASS_outbox, story->outbox, sizeof story->outbox);
}

static void tell_all(struct story *story)
{
    struct hall *hall = &story->hall;

    hall_must(hall, (struct hv_command){ .type = HV_COMMAND_ANNOUNCE,
                                         .device = hall->facilitator,
                                         .announce.text =
                                             story_canary(story, STORY_CLASS_announcement) });
    hall_must(hall, (struct hv_command){
                        .type = HV_COMMAND_WRITE_WALL,
                        .device = hall->facilitator,
                        .write_wall = { .field = 0xff,
                                        .text = story_canary(story, STORY_CLASS_spoken) } });
    plant(story, STORY_CLASS_announcement);
    plant(story, STORY_CLASS_spoken);
    plant(story, STORY_CLASS_alias);
}

bool story_tell(struct story *story,
                uint64_t seed,
                enum story_state state,
                uint16_t author,
                bool pass,
                struct story_choices choices)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz234567";
    struct hv_bytes names[HALL_SEATS];

    memset(story, 0, sizeof *story);
    story->state = state;
    story->choices = choices;
    story->author = author;
    story->partner = (uint16_t)(3 - author);
    story->pass = pass;
    for (size_t i = 0; i < sizeof story->canaries; i++) {
        (&story->canaries[0][0])[i] = (uint8_t)letters[hall_random(&seed) % 32];
    }
    for (size_t i = 0; i < HALL_SEATS; i++) {
        names[i] = hv_bytes_from_text("someone");
    }
    names[author - 1] = story_canary(story, STORY_CLASS_alias);
    hall_open(&story->hall, seed, author, names);
    tell_all(story);
    if (state < STORY_STATE_turn_before) {
        tell_together(story);
    } else if (!tell_turns(story)) {
        return false;
    }
    finish(story);
    plant_codes(story);
    return true;
}

void story_free(struct story *story)
{
    hall_free(&story->hall);
}

/* ---- Observers ---- */

unsigned story_devices(const struct story *story, enum story_observer observer, uint16_t ret[3])
{
    const struct hall *hall = &story->hall;

    switch (observer) {
    case STORY_OBSERVER_author:
        ret[0] = hall_pen(hall, story->author);
        return story->pass ? 0 : 1;
    case STORY_OBSERVER_sitting:
        ret[0] = author_table(story);
        return story->pass ? 1 : 0;
    case STORY_OBSERVER_partner:
        ret[0] = hall_pen(hall, story->partner);
        return 1;
    case STORY_OBSERVER_table:
        ret[0] = author_table(story);
        return story->pass ? 0 : 1;
    case STORY_OBSERVER_locked_pen:
        ret[0] = hall->locked_pen;
        return story->pass ? 0 : 1;
    case STORY_OBSERVER_other:
        ret[0] = hall_pen(hall, 3);
        return 1;
    case STORY_OBSERVER_other_table:
        ret[0] = hall_table(hall, 3);
        return 1;
    case STORY_OBSERVER_facilitator:
        ret[0] = hall->facilitator;
        return 1;
    case STORY_OBSERVER_co_facilitator:
        ret[0] = hall->co_facilitator;
        return 1;
    case STORY_OBSERVER_projector:
        ret[0] = hall->projector;
        return 1;
    case STORY_OBSERVER_observer:
        ret[0] = hall->observer;
        return 1;
    case STORY_OBSERVER_removed:
        ret[0] = hall->removed_pen;
        return 1;
    case STORY_OBSERVER_guest:
        ret[0] = hall->guest;
        return 1;
    case STORY_OBSERVER_unbound:
        ret[0] = hall->unbound_pen;
        return 1;
    case STORY_OBSERVER_stranger:
        ret[0] = 0;
        ret[1] = 999;
        ret[2] = UINT16_MAX;
        return 3;
    case STORY_OBSERVERS:
        break;
    }
    return 0;
}
