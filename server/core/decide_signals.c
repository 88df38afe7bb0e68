/* SPDX-License-Identifier: EUPL-1.2 */
/* What is said to the facilitators from any page, and that they saw to it. */
#include "core/decide.h"
#include "core/disclosure.h"
#include "core/scopes.h"

void hv_deciding_signal_keys(struct hv_deciding *deciding,
                             const struct hv_unit *unit,
                             uint16_t meeting)
{
    hv_deciding_key(deciding, hv_scope_page_signal(unit, 0, meeting));
    for (unsigned member = 0; member < unit->member_count; member++) {
        uint16_t seat = (uint16_t)(unit->first_seat + member);

        hv_deciding_key(deciding, hv_scope_page_signal(unit, seat, meeting));
    }
}

/* Where there are so many that the oldest goes, each says what all of them said: whoever says
 * nothing often enough, at a table that is of both, would make what the other said be forgotten. */
static enum hv_signal carry(const struct hv_signals *said, enum hv_signal wanted)
{
    enum hv_signal standing =
        said->count < HV_SIGNALS_MAX ? HV_SIGNAL_NOTHING : hv_standing_signal(said);

    return standing > wanted ? standing : wanted;
}

/* Nothing is asked of whoever says something: no unlock, no consent, not even to be here. */
enum hv_refusal hv_decide_give_signal(struct hv_deciding *deciding)
{
    const struct hv_unit *unit = &deciding->group->units[deciding->device->unit - 1];
    enum hv_signal wanted = deciding->command->give_signal.signal;
    uint16_t seat = deciding->device->seat;
    const uint8_t signal = (uint8_t)carry(
        seat != 0 ? &deciding->group->seats[seat - 1].signals : &unit->signals, wanted);
    struct hv_event *event;

    if (!deciding->group->meeting_open) {
        return HV_REFUSAL_NO_MEETING;
    }
    if (wanted > HV_SIGNAL_CALL) {
        return HV_REFUSAL_INVALID;
    }
    event = hv_deciding_emit(deciding, HV_EVENT_SIGNAL_GIVEN);
    event->signal_given.unit = unit->number;
    event->signal_given.seat = seat;
    event->signal_given.signal = hv_deciding_part(
        deciding, hv_scope_page_signal(unit, seat, deciding->group->meetings_opened),
        (struct hv_bytes){ .data = &signal, .size = sizeof signal });
    return HV_REFUSAL_NONE;
}

/* What they say is not asked: that most of them say nothing must not show in what is recorded. */
static bool stand(const struct hv_signals *signals)
{
    return signals->count > signals->handled;
}

static bool has_signal(const struct hv_group *group, const struct hv_unit *unit)
{
    bool found = stand(&unit->signals);

    for (unsigned member = 0; member < unit->member_count; member++) {
        found = found || stand(&group->seats[unit->first_seat + member - 1].signals);
    }
    return found;
}

static enum hv_refusal handle_signals(struct hv_deciding *deciding, const struct hv_unit *unit)
{
    struct hv_unit after = *unit;

    if (!has_signal(deciding->group, unit)) {
        return HV_REFUSAL_NONE;
    }
    if (unit->signals_seen_to == UINT16_MAX) {
        return HV_REFUSAL_FULL;
    }
    hv_deciding_emit(deciding, HV_EVENT_REQUEST_HANDLED)->request_handled =
        deciding->command->handle_request;
    after.signals_seen_to++;
    hv_deciding_signal_keys(deciding, &after, deciding->group->meetings_opened);
    return HV_REFUSAL_NONE;
}

enum hv_refusal hv_decide_handle_request(struct hv_deciding *deciding)
{
    const struct hv_handle_request *wanted = &deciding->command->handle_request;
    const struct hv_unit *unit = hv_find_unit(deciding->group, wanted->unit);

    if (unit == NULL) {
        return HV_REFUSAL_NOT_FOUND;
    }
    if (wanted->signal) {
        return handle_signals(deciding, unit);
    }
    if (unit->more_time) {
        hv_deciding_emit(deciding, HV_EVENT_REQUEST_HANDLED)->request_handled = *wanted;
    }
    return HV_REFUSAL_NONE;
}
