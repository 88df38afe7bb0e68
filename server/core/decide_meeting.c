/* SPDX-License-Identifier: EUPL-1.2 */
/* The evening itself: opening and ending it, who is there, the clock, what is announced, what
 * people ask for. */
#include "core/decide.h"
#include "core/scopes.h"

enum {
    MINUTE_MS = 60 * 1000
};

/* Before anyone can say anything: see hv_deciding_signal_keys. */
static void name_signal_keys(struct hv_deciding *deciding, uint16_t meeting)
{
    for (unsigned i = 0; i < deciding->group->unit_count; i++) {
        if (!deciding->group->units[i].removed) {
            hv_deciding_signal_keys(deciding, &deciding->group->units[i], meeting);
        }
    }
}

/* Its text has changed since it was asked of this group. */
static void ask_consent(struct hv_deciding *deciding)
{
    const struct hv_statement *statement = deciding->command->open_meeting.statement;

    if (statement != NULL && !hv_id_equal(statement->hash, deciding->group->statement->hash)) {
        hv_deciding_emit(deciding, HV_EVENT_CONSENT_ASKED)->consent_asked.statement = statement;
    }
}

enum hv_refusal hv_decide_open_meeting(struct hv_deciding *deciding)
{
    const struct hv_group *group = deciding->group;
    const struct hv_open_meeting *wanted = &deciding->command->open_meeting;
    struct hv_event *event;

    if (group->meeting_open) {
        return group->meeting == wanted->meeting ? HV_REFUSAL_NONE : HV_REFUSAL_MEETING_OPEN;
    }
    if (wanted->meeting >= group->programme->meeting_count && wanted->meeting != HV_MEETINGS_MAX) {
        return HV_REFUSAL_NOT_FOUND;
    }
    if (wanted->evening_ends_at <= deciding->command->now ||
        wanted->evening_ends_at > HV_TIME_MAX) {
        return HV_REFUSAL_INVALID;
    }
    if (group->meetings_opened > 0 && group->meeting == wanted->meeting &&
        deciding->command->now < group->evening_ends_at) {
        hv_deciding_emit(deciding, HV_EVENT_MEETING_REOPENED);
        ask_consent(deciding);
        name_signal_keys(deciding, group->meetings_opened);
        return HV_REFUSAL_NONE;
    }
    if (group->meetings_opened == UINT16_MAX) {
        return HV_REFUSAL_FULL;
    }
    event = hv_deciding_emit(deciding, HV_EVENT_MEETING_OPENED);
    event->meeting_opened.meeting = wanted->meeting;
    event->meeting_opened.evening_ends_at = wanted->evening_ends_at;
    ask_consent(deciding);
    name_signal_keys(deciding, (uint16_t)(group->meetings_opened + 1));
    return HV_REFUSAL_NONE;
}

static void end_meeting(struct hv_deciding *deciding)
{
    hv_deciding_end_step(deciding);
    hv_deciding_lock(deciding, 0, 0);
    hv_deciding_emit(deciding, HV_EVENT_MEETING_ENDED);
}

enum hv_refusal hv_decide_end_meeting(struct hv_deciding *deciding)
{
    if (deciding->group->meetings_opened == 0) {
        return HV_REFUSAL_NO_MEETING;
    }
    if (deciding->group->meeting_open) {
        end_meeting(deciding);
    }
    return HV_REFUSAL_NONE;
}

enum hv_refusal hv_decide_tick(struct hv_deciding *deciding)
{
    if (deciding->command->now >= hv_group_deadline(deciding->group)) {
        end_meeting(deciding);
    }
    return HV_REFUSAL_NONE;
}

/* ---- Presence ---- */

static bool solo_has_begun(const struct hv_run *run)
{
    for (uint8_t stage = 0; stage <= run->stage; stage++) {
        if (run->exercise->stages[stage].scope == HV_SCOPE_UNIT) {
            return true;
        }
    }
    return false;
}

/* Who comes in when the others are writing already gets the short form, where there is one. */
static void receive(struct hv_deciding *deciding, const struct hv_unit *unit)
{
    const struct hv_run *run = hv_find_run(deciding->group, deciding->group->run);

    if (run == NULL) {
        return;
    }
    hv_deciding_keys(deciding, run, unit);
    if (!unit->arrived && solo_has_begun(run) && hv_exercise_has_short(run->exercise) &&
        hv_unit_in_run(run, unit->number)->form == HV_FORM_FULL) {
        hv_deciding_form(deciding, run, unit->number, HV_FORM_SHORT);
    }
}

/* Locks the seats of members who are here until now and not under the new mark. */
static void lock_who_goes(struct hv_deciding *deciding,
                          const struct hv_unit *unit,
                          const struct hv_mark_presence *mark)
{
    struct hv_unit after = *unit;
    uint8_t gone;

    after.mark = mark->mark;
    after.alone = mark->seat;
    gone = (uint8_t)(hv_unit_present(unit) & ~hv_unit_present(&after));
    for (unsigned member = 0; member < unit->member_count; member++) {
        const struct hv_seat *seat = &deciding->group->seats[unit->first_seat + member - 1];

        if ((gone >> member & 1) != 0 && seat->unlocked_on != 0) {
            hv_deciding_lock_seat(deciding, seat);
        }
    }
}

enum hv_refusal hv_decide_mark_presence(struct hv_deciding *deciding)
{
    const struct hv_mark_presence *wanted = &deciding->command->mark_presence;
    const struct hv_unit *unit = hv_find_unit(deciding->group, wanted->unit);
    const struct hv_seat *seat = hv_find_seat(deciding->group, wanted->seat);
    bool alone = wanted->mark == HV_PRESENCE_ONE_PARTNER;
    struct hv_event *event;

    if (!deciding->group->meeting_open) {
        return HV_REFUSAL_NO_MEETING;
    }
    if (wanted->mark < HV_PRESENCE_EXPECTED || wanted->mark > HV_PRESENCE_AWAY) {
        return HV_REFUSAL_INVALID;
    }
    if (unit == NULL || unit->removed || (alone && (seat == NULL || seat->unit != unit->number))) {
        return HV_REFUSAL_NOT_FOUND;
    }
    if (unit->mark == wanted->mark && (!alone || unit->alone == wanted->seat)) {
        return HV_REFUSAL_NONE;
    }
    event = hv_deciding_emit(deciding, HV_EVENT_PRESENCE_MARKED);
    event->presence_marked = *wanted;
    event->presence_marked.seat = alone ? wanted->seat : 0;
    lock_who_goes(deciding, unit, wanted);
    if (alone || wanted->mark == HV_PRESENCE_HERE) {
        receive(deciding, unit);
    }
    return HV_REFUSAL_NONE;
}

/* ---- The clock, which never acts ---- */

static int64_t planned_ms(const struct hv_group *group)
{
    const struct hv_run *run = hv_find_run(group, group->run);
    const struct hv_step_entry *step = hv_find_step(group, group->step);
    uint16_t minutes = run != NULL ? run->exercise->stages[run->stage].minutes : 0;

    if (minutes == 0 && step != NULL) {
        minutes = step->step.minutes;
    }
    return (int64_t)minutes * MINUTE_MS;
}

static int64_t remaining_ms(const struct hv_group *group, int64_t now)
{
    int64_t remaining =
        group->timer_running ? group->timer_ends_at - now : group->timer_remaining_ms;

    return remaining > 0 ? remaining : 0;
}

static void set_timer(struct hv_deciding *deciding, bool running, int64_t remaining)
{
    struct hv_event *event = hv_deciding_emit(deciding, HV_EVENT_TIMER_SET);

    event->timer_set.running = running;
    event->timer_set.ends_at = running ? deciding->command->now + remaining : 0;
    event->timer_set.remaining_ms = running ? 0 : remaining;
}

static enum hv_refusal start_timer(struct hv_deciding *deciding, int16_t minutes)
{
    int64_t remaining = minutes != 0 ? (int64_t)minutes * MINUTE_MS : planned_ms(deciding->group);

    if (minutes < 0 || minutes > 600 || remaining == 0) {
        return HV_REFUSAL_INVALID;
    }
    set_timer(deciding, true, remaining);
    return HV_REFUSAL_NONE;
}

static enum hv_refusal change_timer(struct hv_deciding *deciding, const struct hv_set_timer *wanted)
{
    const struct hv_group *group = deciding->group;
    int64_t remaining = remaining_ms(group, deciding->command->now);

    if (!group->timer_set) {
        return wanted->action == HV_TIMER_CLEAR ? HV_REFUSAL_NONE : HV_REFUSAL_NOT_FOUND;
    }
    if (wanted->action == HV_TIMER_CLEAR) {
        set_timer(deciding, false, -1);
    } else if (wanted->action == HV_TIMER_ADD) {
        remaining += (int64_t)wanted->minutes * MINUTE_MS;
        if (wanted->minutes < -60 || wanted->minutes > 60 || remaining > HV_TIMER_MAX_MS) {
            return HV_REFUSAL_INVALID;
        }
        set_timer(deciding, group->timer_running, remaining > 0 ? remaining : 0);
    } else if (group->timer_running != (wanted->action == HV_TIMER_RESUME)) {
        set_timer(deciding, wanted->action == HV_TIMER_RESUME, remaining);
    }
    return HV_REFUSAL_NONE;
}

enum hv_refusal hv_decide_set_timer(struct hv_deciding *deciding)
{
    const struct hv_set_timer *wanted = &deciding->command->set_timer;

    if (!deciding->group->meeting_open) {
        return HV_REFUSAL_NO_MEETING;
    }
    if (wanted->action < HV_TIMER_START || wanted->action > HV_TIMER_CLEAR) {
        return HV_REFUSAL_INVALID;
    }
    return wanted->action == HV_TIMER_START ? start_timer(deciding, wanted->minutes)
                                            : change_timer(deciding, wanted);
}

/* ---- A pause for everyone ---- */

/* What was being typed is stored all the same, from where the seat is unlocked until now. */
static void pause_all(struct hv_deciding *deciding)
{
    const struct hv_group *group = deciding->group;

    hv_deciding_emit(deciding, HV_EVENT_PAUSED);
    hv_deciding_cover(deciding);
    if (group->timer_running) {
        set_timer(deciding, false, remaining_ms(group, deciding->command->now));
    }
}

static void resume_all(struct hv_deciding *deciding)
{
    const struct hv_group *group = deciding->group;

    hv_deciding_emit(deciding, HV_EVENT_RESUMED);
    if (group->clock_waits && group->timer_set && !group->timer_running) {
        set_timer(deciding, true, group->timer_remaining_ms);
    }
}

enum hv_refusal hv_decide_set_pause(struct hv_deciding *deciding)
{
    bool on = deciding->command->set_pause.on;

    if (!deciding->group->meeting_open) {
        return HV_REFUSAL_NO_MEETING;
    }
    if (on && !deciding->group->paused) {
        pause_all(deciding);
    } else if (!on && deciding->group->paused) {
        resume_all(deciding);
    }
    return HV_REFUSAL_NONE;
}

/* ---- What is said, and what is asked ---- */

enum hv_refusal hv_decide_announce(struct hv_deciding *deciding)
{
    struct hv_bytes text = deciding->command->announce.text;
    struct hv_event *event;

    if (!deciding->group->meeting_open) {
        return HV_REFUSAL_NO_MEETING;
    }
    if (text.size > HV_ANNOUNCEMENT_MAX) {
        return HV_REFUSAL_NOT_ACCEPTED;
    }
    if (text.size > 0) {
        event = hv_deciding_emit(deciding, HV_EVENT_ANNOUNCED);
        event->announced.text =
            hv_deciding_part(deciding, hv_scope_facilitator(deciding->group), text);
    } else if (deciding->group->announcement.present) {
        hv_deciding_emit(deciding, HV_EVENT_ANNOUNCED);
    }
    return HV_REFUSAL_NONE;
}

enum hv_refusal hv_decide_ask_more_time(struct hv_deciding *deciding)
{
    const struct hv_unit *unit = &deciding->group->units[deciding->device->unit - 1];

    if (!deciding->group->meeting_open) {
        return HV_REFUSAL_NO_MEETING;
    }
    if (!unit->more_time) {
        hv_deciding_emit(deciding, HV_EVENT_MORE_TIME_ASKED)->more_time_asked.unit = unit->number;
    }
    return HV_REFUSAL_NONE;
}
