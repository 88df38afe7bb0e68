/* SPDX-License-Identifier: EUPL-1.2 */
#include "look.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#define DEVICES_MAX 40 /* more than a hall has */

/* ---- Panes and reads ---- */

static void look_at_pane(const struct disclosure *disclosure,
                         const struct hv_group *group,
                         struct hv_pane_key key,
                         struct wire *ret)
{
    bool online[64] = { false };
    struct hv_presence presence = { online, 64 };
    struct hv_arena arena;
    struct hv_pane pane;

    hv_arena_init(&arena, 1u << 20);
    assert_int_equal(disclosure->view(group, &presence, key, &arena, &pane), HV_OK);
    wire_add_pane(ret, group, key, &pane);
    hv_arena_free(&arena);
}

static void look_at_panes(const struct disclosure *disclosure,
                          const struct hv_group *group,
                          enum hv_pane_kind kind,
                          uint16_t device,
                          struct wire *ret)
{
    for (uint16_t number = 0; number <= HALL_SEATS; number++) {
        struct hv_pane_key key = { kind, number };
        if (disclosure->readers(group, key, device)) {
            look_at_pane(disclosure, group, key, ret);
        }
    }
}

static void look_at_read(const struct disclosure *disclosure,
                         const struct hv_group *group,
                         enum hv_read_kind kind,
                         uint16_t device,
                         struct wire *ret)
{
    struct hv_arena arena;
    enum hv_refusal refusal;

    hv_arena_init(&arena, 1u << 20);
    for (uint16_t number = 0; number <= HALL_SEATS; number++) {
        struct hv_read_key key = { .kind = kind, .run = number, .number = number, .most = 3 };
        do {
            struct hv_read_page page = { 0 };
            assert_int_equal(disclosure->read(group, device, key, &arena, &refusal, &page), HV_OK);
            if (refusal == HV_REFUSAL_NONE) {
                wire_add_page(ret, group, &page);
            }
            key.from = page.next;
        } while (key.from != 0);
    }
    hv_arena_free(&arena);
}

/* Welcome, definitions, and what hv_group_panes lists. */
static void look_at_coming_back(const struct disclosure *disclosure,
                                const struct hv_group *group,
                                uint16_t device,
                                struct wire *ret)
{
    struct hv_pane_key keys[HV_PANES_MAX];
    uint32_t count = disclosure->panes(group, device, keys);

    wire_add_welcome(ret, group, device);
    wire_add_definitions(ret, group, device);
    for (uint32_t i = 0; i < count; i++) {
        look_at_pane(disclosure, group, keys[i], ret);
    }
}

/* ---- Replies ---- */

/* What the server would say to a command, which is not carried out. */
static void ask(const struct hall *hall, struct hv_command command, struct wire *ret)
{
    static const uint8_t random[HV_COMMAND_RANDOM] = { 1 };
    struct hv_decision decision;
    struct hv_arena arena;

    memset(&decision, 0, sizeof decision);
    hv_arena_init(&arena, 8u << 20);
    command.id = (struct hv_id){ { 0xab } };
    command.random = random;
    command.now = hall->now + 1000;
    assert_int_equal(hv_group_decide(hall->group, &command, &arena, &decision), HV_OK);
    wire_add_reply(ret, decision.refusal, decision.outcome == HV_REFUSED ? 0 : decision.number);
    hv_arena_free(&arena);
}

/* What anybody may try for a seat. */
static void ask_of_seat(const struct hall *hall, uint16_t device, uint16_t seat, struct wire *ret)
{
    const uint32_t run = hall_run(hall);
    const struct hv_bytes text = hv_bytes_from_text("something else");
    const struct hv_command commands[] = {
        { .type = HV_COMMAND_UNLOCK_SEAT, .unlock_seat = { .seat = seat } },
        { .type = HV_COMMAND_UNLOCK_SEAT,
          .unlock_seat = { .seat = seat, .proof = HV_PROOF_WRONG } },
        { .type = HV_COMMAND_DEAL_WORDS, .deal_words = { .seat = seat } },
        { .type = HV_COMMAND_LOCK_SEAT, .seat_choice.seat = seat },
        { .type = HV_COMMAND_SPLIT, .seat_choice.seat = seat },
        { .type = HV_COMMAND_SET_LIGHT, .set_light = { seat, HV_LIGHT_RED } },
        { .type = HV_COMMAND_SET_TAG, .set_tag = { seat, HV_TAG_TRAUMA, true } },
        { .type = HV_COMMAND_WRITE_NOTE, .write_note = { seat, 2, text } },
        { .type = HV_COMMAND_SAVE_FIELD,
          .save_field = { run, seat, HALL_SHARED, UINT32_MAX, HV_ANSWER_GIVEN, text } },
        { .type = HV_COMMAND_CLOSE_ENVELOPE, .close_envelope = { .run = run, .seat = seat } },
        { .type = HV_COMMAND_REOPEN_ENVELOPE, .reopen_envelope = { .run = run, .seat = seat } },
        { .type = HV_COMMAND_TAKE_BACK,
          .take_back = { run, seat, 1u << HALL_SHARED, .discard = false } },
        { .type = HV_COMMAND_TAKE_BACK,
          .take_back = { run, seat, 1u << HALL_SHARED, .discard = true } },
        { .type = HV_COMMAND_WIDEN,
          .widen = { run, seat, 1u << HALL_SHARED, true, .to_group = false } },
        { .type = HV_COMMAND_WIDEN,
          .widen = { run, seat, 1u << HALL_JOINT, true, .to_group = false } },
        { .type = HV_COMMAND_WIDEN,
          .widen = { run, seat, 1u << HALL_JOINT, false, .to_group = false } },
        { .type = HV_COMMAND_WIDEN,
          .widen = { run, seat, 1u << HALL_JOINT, true, .to_group = true } },
        { .type = HV_COMMAND_WIDEN,
          .widen = { run, seat, 1u << HALL_JOINT, false, .to_group = true } },
        { .type = HV_COMMAND_MARK_JOINT, .mark_joint = { run, seat, .revision = 1, .set = true } },
        { .type = HV_COMMAND_GIVE_CONSENT,
          .give_consent = { .seat = seat,
                            .yes = true,
                            .statement = hv_bytes_from_text("participation"),
                            .version = 1 } },
        { .type = HV_COMMAND_GIVE_CONSENT,
          .give_consent = { .seat = seat,
                            .statement = hv_bytes_from_text("participation"),
                            .version = 1 } },
    };

    for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++) {
        struct hv_command command = commands[i];
        command.device = device;
        ask(hall, command, ret);
    }
}

/* What anybody may try for a unit, or for the group. */
static void ask_of_all(const struct hall *hall, uint16_t device, struct wire *ret)
{
    const uint32_t run = hall_run(hall);
    const struct hv_place solo = { HALL_SOLO, 0 };
    const struct hv_place reveal = { HALL_REVEAL, 0 };
    const struct hv_place talk = { HALL_TALK, 0 };
    const struct hv_command commands[] = {
        { .type = HV_COMMAND_OPEN_TOGETHER, .move_unit = { .run = run, .from = solo } },
        { .type = HV_COMMAND_MOVE_UNIT, .move_unit = { run, solo, reveal } },
        { .type = HV_COMMAND_MOVE_UNIT, .move_unit = { run, reveal, talk } },
        { .type = HV_COMMAND_MOVE_UNIT, .move_unit = { run, solo, { HALL_TURNS_SPEAK, 1 } } },
        { .type = HV_COMMAND_SAVE_JOINT,
          .save_field = { run, 0, HALL_JOINT, UINT32_MAX, HV_ANSWER_GIVEN,
                          hv_bytes_from_text("something else") } },
        { .type = HV_COMMAND_ASK_MORE_TIME },
        { .type = HV_COMMAND_GIVE_SIGNAL, .give_signal = { HV_SIGNAL_TALK } },
        { .type = HV_COMMAND_LEAVE },
        { .type = HV_COMMAND_BIND_PEN },
        { .type = HV_COMMAND_MOVE_STAGE, .move_stage = { run, HALL_SOLO, HALL_SHARE } },
        { .type = HV_COMMAND_END_STEP, .end_step = { HALL_STEP_TOGETHER, run } },
        { .type = HV_COMMAND_SET_SHARING, .set_sharing = { run, 1, false } },
        { .type = HV_COMMAND_SET_PAUSE, .set_pause = { true } },
        { .type = HV_COMMAND_DEAL_FORM, .deal_form = { run, 1, HV_FORM_LIGHT } },
        { .type = HV_COMMAND_DEAL_FORM, .deal_form = { run, 1, HV_FORM_FULL } },
        { .type = HV_COMMAND_NARROW_FIELD, .narrow_field = { run, HALL_SHARED, HV_VISIBLE_SELF } },
        { .type = HV_COMMAND_HANDLE_REQUEST, .handle_request = { 1, true } },
        { .type = HV_COMMAND_HANDLE_REQUEST, .handle_request = { 1, false } },
        { .type = HV_COMMAND_PICK_NOTE, .pick_note = { 1, HALL_LINE, 0, true } },
        { .type = HV_COMMAND_PICK_NOTE, .pick_note = { 1, HALL_NAMED, 0, true } },
        { .type = HV_COMMAND_CLEAR_WALL },
        { .type = HV_COMMAND_RENEW_CARD, .renew_card.unit = 1 },
        { .type = HV_COMMAND_REMOVE_UNIT, .remove_unit.unit = 1 },
        { .type = HV_COMMAND_END_MEETING },
    };

    for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++) {
        struct hv_command command = commands[i];
        command.device = device;
        ask(hall, command, ret);
    }
}

/* ---- Everything ---- */

static enum hv_read_kind read_of(enum story_exit out)
{
    static const enum hv_read_kind kinds[STORY_EXITS] = {
        [STORY_EXIT_own_work] = HV_READ_OWN_WORK,
        [STORY_EXIT_answers] = HV_READ_ANSWERS,
        [STORY_EXIT_notes] = HV_READ_NOTES,
        [STORY_EXIT_roster] = HV_READ_ROSTER,
        [STORY_EXIT_cards] = HV_READ_CARDS,
        [STORY_EXIT_couple_cards] = HV_READ_COUPLE_CARDS,
        [STORY_EXIT_outbox_key] = HV_READ_OUTBOX_KEY,
        [STORY_EXIT_meetings] = HV_READ_MEETINGS,
        [STORY_EXIT_slips] = HV_READ_SLIPS,
        [STORY_EXIT_person] = HV_READ_PERSON,
        [STORY_EXIT_history] = HV_READ_HISTORY,
        [STORY_EXIT_statement] = HV_READ_STATEMENT,
    };

    return kinds[out];
}

static void look_from(const struct disclosure *disclosure,
                      const struct hall *hall,
                      enum story_exit out,
                      uint16_t device,
                      struct wire *ret)
{
    if (out <= STORY_EXIT_board) {
        look_at_panes(disclosure, hall->group, HV_PANE_STAGE + out, device, ret);
    } else if (read_of(out) != 0) {
        look_at_read(disclosure, hall->group, read_of(out), device, ret);
    } else if (out == STORY_EXIT_welcome) {
        wire_add_welcome(ret, hall->group, device);
    } else if (out == STORY_EXIT_definitions) {
        wire_add_definitions(ret, hall->group, device);
    } else if (out == STORY_EXIT_reply) {
        for (uint16_t seat = 1; seat <= 3; seat++) {
            ask_of_seat(hall, device, seat, ret);
        }
        ask_of_all(hall, device, ret);
    } else if (out == STORY_EXIT_resume) {
        look_at_coming_back(disclosure, hall->group, device, ret);
    }
}

bool look_can(const struct story *story, enum story_observer observer)
{
    uint16_t devices[STORY_DEVICES_MAX];

    return observer == STORY_OBSERVER_other_trainer || story_devices(story, observer, devices) != 0;
}

/* A facilitator of another group, under the number that the facilitator has here. */
static const struct hall *another_hall(void)
{
    static struct hall hall;
    static bool is_open;
    struct hv_bytes names[HALL_SEATS];

    for (size_t i = 0; i < HALL_SEATS; i++) {
        names[i] = hv_bytes_from_text("somebody");
    }
    if (!is_open) {
        hall_open(&hall, 7, 1, names);
        hall_start(&hall, 0, HALL_STEP_TOGETHER, false);
        is_open = true;
    }
    return &hall;
}

void look(const struct disclosure *disclosure,
          const struct story *story,
          enum story_exit out,
          enum story_observer observer,
          struct wire *ret)
{
    uint16_t devices[STORY_DEVICES_MAX];
    unsigned device_count = story_devices(story, observer, devices);

    if (observer == STORY_OBSERVER_other_trainer) {
        const struct hall *hall = another_hall();
        look_from(disclosure, hall, out, hall->facilitator, ret);
    }
    for (unsigned i = 0; i < device_count; i++) {
        look_from(disclosure, &story->hall, out, devices[i], ret);
    }
}

unsigned look_disagreements(const struct disclosure *disclosure, const struct story *story)
{
    unsigned wrong = 0;

    for (uint16_t device = 0; device < DEVICES_MAX; device++) {
        struct hv_pane_key keys[HV_PANES_MAX];
        uint32_t count = disclosure->panes(story->hall.group, device, keys);
        uint32_t read = 0;

        for (unsigned kind = HV_PANE_STAGE; kind <= HV_PANE_BOARD; kind++) {
            for (uint16_t number = 0; number <= HALL_SEATS; number++) {
                struct hv_pane_key key = { (enum hv_pane_kind)kind, number };
                read += disclosure->readers(story->hall.group, key, device);
            }
        }
        for (uint32_t i = 0; i < count; i++) {
            wrong += !disclosure->readers(story->hall.group, keys[i], device);
        }
        wrong += read != count;
    }
    return wrong;
}
