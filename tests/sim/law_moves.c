/* SPDX-License-Identifier: EUPL-1.2 */
/* What moves a pane that is not one person's own. */
#include "tests/sim/law_facts.h"

/* What a person does alone moves nothing but the own page, and the facilitators' board. */
static bool is_private(const struct law *law, const struct hv_event *event)
{
    switch ((int)event->type) {
    case HV_EVENT_FIELD_SAVED:
    case HV_EVENT_ENVELOPE_REOPENED:
    case HV_EVENT_SEAT_UNLOCKED:
    case HV_EVENT_SEAT_LOCKED:
    case HV_EVENT_MORE_TIME_ASKED:
    case HV_EVENT_REQUEST_HANDLED:
    case HV_EVENT_SIGNAL_GIVEN:
    case HV_EVENT_LIGHT_SET:
    case HV_EVENT_TAG_SET:
    case HV_EVENT_NOTE_WRITTEN:
    case HV_EVENT_SPLIT:
    case HV_EVENT_SEAT_TRIED:
    case HV_EVENT_WORDS_DEALT:
    case HV_EVENT_SCORED:
    case HV_EVENT_WIDENED:
    case HV_EVENT_CONSENT_ASKED:
        return true;
    case HV_EVENT_ENVELOPE_CLOSED:
        return !law_all_closed(law, law_find_run(law, event->envelope_closed.run),
                               law->seats[event->envelope_closed.seat].unit,
                               event->envelope_closed.round);
    default:
        return false;
    }
}

/* The unit whose own affair an event is; 0: of all. */
static uint16_t unit_of(const struct law *law, const struct hv_event *event)
{
    switch ((int)event->type) {
    case HV_EVENT_ENVELOPE_CLOSED:
        return law->seats[event->envelope_closed.seat].unit;
    case HV_EVENT_CONSENT_GIVEN:
        return law->seats[event->consent_given.seat].unit;
    case HV_EVENT_SEAT_RENAMED:
        return law->seats[event->seat_renamed.seat].unit;
    case HV_EVENT_UNIT_MOVED:
        return event->unit_moved.unit;
    case HV_EVENT_OPENED:
        return event->opened.unit;
    case HV_EVENT_JOINT_SAVED:
        return event->joint_saved.unit;
    case HV_EVENT_JOINT_MARKED:
        return event->joint_marked.unit;
    case HV_EVENT_JOINT_CONFIRMED:
        return event->joint_confirmed.unit;
    case HV_EVENT_FORM_DEALT:
        return event->form_dealt.unit;
    case HV_EVENT_PRESENCE_MARKED:
        return event->presence_marked.unit;
    case HV_EVENT_SHARING_SET:
        return event->sharing_set.unit;
    case HV_EVENT_TAKEN_BACK:
        return law->seats[event->taken_back.seat].unit;
    default:
        return 0;
    }
}

static bool is_of_wall(const struct hv_event *event)
{
    switch ((int)event->type) {
    case HV_EVENT_ROUND_CLOSED:
    case HV_EVENT_NOTE_PICKED:
    case HV_EVENT_EXAMPLE_PICKED:
    case HV_EVENT_EXAMPLE_SHOWN:
    case HV_EVENT_WALL_WRITTEN:
    case HV_EVENT_WALL_CLEARED:
        return true;
    default:
        return false;
    }
}

static bool is_of_stage(const struct hv_event *event)
{
    switch ((int)event->type) {
    case HV_EVENT_TIMER_SET:
    case HV_EVENT_ANNOUNCED:
    case HV_EVENT_LOBBY_SET:
    case HV_EVENT_STEP_INSERTED:
    case HV_EVENT_STEP_SKIPPED:
    case HV_EVENT_STEP_MOVED:
        return true;
    default:
        return false;
    }
}

/* A line of somebody, or of a couple, leaves the wall. */
static bool takes_off_wall(const struct hv_event *event)
{
    switch ((int)event->type) {
    case HV_EVENT_CONSENT_GIVEN:
    case HV_EVENT_TAKEN_BACK:
    case HV_EVENT_JOINT_SAVED:
    case HV_EVENT_WORDS_DEALT:
        return true;
    case HV_EVENT_WIDENED:
        return event->widened.to_group && !event->widened.on;
    case HV_EVENT_JOINT_MARKED:
        return !event->joint_marked.set;
    default:
        return false;
    }
}

bool law_moves(const struct law *law,
               const struct hv_event *event,
               enum hv_pane_kind kind,
               uint16_t number)
{
    uint16_t unit = unit_of(law, event);
    if (kind == HV_PANE_WALL && takes_off_wall(event)) {
        return true;
    }
    if (is_private(law, event)) {
        return false;
    }
    if (kind == HV_PANE_UNIT) {
        return !is_of_wall(event) && !is_of_stage(event) && event->type != HV_EVENT_CONSENT_GIVEN &&
               event->type != HV_EVENT_TAKEN_BACK && (unit == 0 || unit == number);
    }
    if (event->type == HV_EVENT_CONSENT_GIVEN || event->type == HV_EVENT_TAKEN_BACK ||
        event->type == HV_EVENT_SEAT_RENAMED) {
        return kind == HV_PANE_WALL;
    }
    if (event->type == HV_EVENT_PRESENCE_MARKED) {
        return kind == HV_PANE_STAGE; /* the lobby says how many are here */
    }
    return unit == 0 && (kind == HV_PANE_WALL ? !is_of_stage(event) : !is_of_wall(event));
}
