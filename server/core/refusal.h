/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Refusals: commands that may not be, said as data. The same numbers stand in
 * proto/houvast/v1/wire.proto (enum Refusal); wording for people is the clients'. A number is never
 * reused.
 */
#ifndef HV_CORE_REFUSAL_H
#define HV_CORE_REFUSAL_H

#define HV_REFUSAL_MAP(XX)                                                                    \
    XX(1, NOT_ALLOWED, "this role may not do that")                                           \
    XX(2, NOT_FOUND, "there is no such thing here: unit, seat, step, field, device, note")    \
    XX(3, NOT_YOURS, "that seat or unit is not this device's")                                \
    XX(4, LOCKED, "the seat is not unlocked on this device")                                  \
    XX(5, CONSENT_MISSING, "this person has not given consent")                               \
    XX(6, NOT_ADMITTED, "a facilitator has not marked this unit or seat as here")             \
    XX(7, NO_MEETING, "no meeting is open")                                                   \
    XX(8, MEETING_OPEN, "a meeting is open already")                                          \
    XX(9, RUN_OVER, "that run has ended, or never began")                                     \
    XX(10, MOVED_ON, "somebody moved on first: `from` is not where we are")                   \
    XX(11, NOT_YET, "the stage that asks this has not begun")                                 \
    XX(12, CLOSED, "the envelope is closed")                                                  \
    XX(13, FINAL, "all envelopes are closed; they stay as they are")                          \
    XX(14, NOT_READY, "not everyone who is expected has closed the envelope or set a mark")   \
    XX(15, STALE, "a newer revision is stored; or the joint fields changed since")            \
    XX(16, NOT_ACCEPTED, "the value does not fit the field")                                  \
    XX(17, SHARING_CLOSED, "nothing is shared in this unit now; why is not said")             \
    XX(18, FULL, "a limit is reached: units, seats, devices, steps, runs, lines on the wall") \
    XX(19, NO_SUCH_FORM, "this exercise cannot be dealt in that form")                        \
    XX(20, INVALID, "the command contradicts itself or lacks a part")                         \
    XX(21, READ_ONLY, "the disk is full: nothing can be stored now; what was stored is safe") \
    XX(22, BUSY, "too many commands are waiting; try again")                                  \
    XX(23, FAILED, "the server could not carry it out; nothing was stored")                   \
    XX(24, WORDS, "these words do not unlock the seat now; why is not said")                  \
    XX(25, TAGGED, "what is known of this couple allows the light form alone")

enum hv_refusal {
    HV_REFUSAL_NONE = 0,
#define XX(number, name, text) HV_REFUSAL_##name = number,
    HV_REFUSAL_MAP(XX)
#undef XX
};

#endif
