/* SPDX-License-Identifier: EUPL-1.2 */
/* Small questions about the state of the law (law.h), for its own files. */
#ifndef TESTS_SIM_LAW_FACTS_H
#define TESTS_SIM_LAW_FACTS_H

#include "tests/sim/law.h"

/* Notes the first rule that is broken. */
void law_wrong(struct law *law, const char *what);

/* NULL: there is no such run, or none is under way. */
struct law_run *law_find_run(const struct law *law, uint32_t number);
const struct law_run *law_under_way(const struct law *law);

/* Whether a set has this member. */
bool law_has(uint32_t set, unsigned index);

/* The members of a unit that are here on a device, as a set; and whether a seat is one of them. */
uint8_t law_present(const struct law_unit *unit);
bool law_is_present(const struct law *law, uint16_t seat);

/* A break, or everyone pauses. */
bool law_covered(const struct law *law);

/* Sets of fields: of a round; of the form that a unit does; and what a person fills alone of both.
 */
uint32_t law_fields_of(const struct hv_exercise *exercise, enum hv_round round);

/* Whether a round of it has questions of a quiz. */
bool law_explains(const struct hv_exercise *exercise, enum hv_round round);
uint32_t law_form_of(const struct law_run *run, uint16_t unit);
uint32_t law_envelope(const struct law_run *run, uint16_t unit, enum hv_round round);

/* Who may see a field in this run, narrowed or not. */
enum hv_visibility law_visibility(const struct law_run *run, uint8_t field);

/* Whether what a seat shows of a field may be a note of the group: it is for the group, or its
 * author let it go there. */
bool law_may_be_noted(const struct law_run *run, uint16_t seat, uint8_t field);

/* Whether all of a unit are among `yes`, a set of members, and have what it confirmed as it is now.
 */
bool law_all_agree(const struct law *law,
                   const struct law_run *run,
                   uint16_t unit,
                   uint8_t field,
                   uint8_t yes);

/* Whether the words may be taken as a note of the group now: its author shows them, or of what a
 * unit wrote together, which stands under its first seat, all of them let it go. */
bool law_may_become_note(const struct law *law,
                         const struct law_run *run,
                         uint16_t seat,
                         uint8_t field);

/* Whether a seat said yes to the text that is asked now. */
bool law_consents(const struct law *law, uint16_t seat);

/* What a seat gave, closed and showed in a round, with consent, and did not take back; and what of
 * it the form of its unit has now. */
uint32_t
law_said_yes(const struct law *law, const struct law_run *run, uint16_t seat, enum hv_round round);
uint32_t
law_shown(const struct law *law, const struct law_run *run, uint16_t seat, enum hv_round round);

/* Two or more are here, and each of them closed. */
bool law_all_closed(const struct law *law,
                    const struct law_run *run,
                    uint16_t number,
                    enum hv_round round);

/* A guest, or a pen without a seat. */
bool law_waits(const struct law_device *device);

/* After a member closed, came or went: whether all are ready, which never goes back. */
void law_note_ready(struct law *law, uint16_t unit);

/* law_persons.c: what is said of persons; whether fear weighs on a unit; who does which form. */
void law_take_person(struct law *law, const struct hv_event *event);
bool law_feared(const struct law *law, uint16_t unit);
void law_check_persons(struct law *law);

/* law_writing.c: the events of what was written; and what an event of the wall does. */
void law_take_writing(struct law *law, const struct hv_event *event);
void law_take_round(struct law *law, const struct hv_event *event);
void law_check_lines(struct law *law, const struct hv_record *record);
void law_take_pick(struct law *law, const struct hv_event *event);
void law_take_consent(struct law *law, uint16_t seat); /* given, or no more */
void law_clear_wall(struct law *law);

#endif
