/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Who may ever see what of a run, as things stand: the one place that asks a field's visibility,
 * what its author took back, and whether a unit shares. Private to core/.
 *
 * A definition says who may see the answers to a field. In a run a facilitator may narrow that, and
 * never adds a reader; so whatever decides about a run asks here, and only what is about the
 * definition alone (programme*.c) reads hv_field.visibility.
 */
#ifndef HV_CORE_VISIBLE_H
#define HV_CORE_VISIBLE_H

#include "core/group_state.h"

/* Who may see answers to a field in this run now. `field` is one of its exercise. */
enum hv_visibility hv_field_visibility(const struct hv_run *run, uint8_t field);

/* Whether that is the group, with or without names. */
bool hv_field_to_group(const struct hv_run *run, uint8_t field);

/* Whether a unit writes it together. */
bool hv_field_is_joint(const struct hv_run *run, uint8_t field);

/* Whether its words may be a note of the group: those of a field for the group, and of one for the
 * partner or of the unit together that may be let go there. */
bool hv_field_noted(const struct hv_run *run, uint8_t field);

/* Whether its answers are counted. An answer is counted also when its author keeps the words, which
 * who answered with a name did not bargain for: what lost its names is not counted. */
bool hv_field_counted(const struct hv_run *run, uint8_t field);

/* The keep class with which an answer leaves its closing envelope: what might have opened to a
 * partner and does not ends with the evening. */
enum hv_keep hv_field_keep(const struct hv_run *run, uint8_t field, bool shown);

/* The fields of an envelope whose answers may lie under the key of a keep class. */
uint32_t hv_fields_of_class(const struct hv_run *run, enum hv_round round, enum hv_keep keep);

/* Whether a seat took back what it had answered to a field. */
bool hv_is_taken_back(const struct hv_group *group,
                      const struct hv_run *run,
                      uint16_t seat,
                      uint8_t field);

/* Of what may leave its author (hv_shown_fields), what may go to a partner: nothing of one who was
 * split, nor within a unit on which fear weighs; both look as if it were kept. */
uint32_t hv_partner_fields(const struct hv_group *group,
                           const struct hv_run *run,
                           uint16_t seat,
                           enum hv_round round);

/* Whether a unit shares in this run: it opens together, and writes together. Why not is never said.
 */
bool hv_unit_shares(const struct hv_group *group, const struct hv_run *run, uint16_t unit);

/* Whether a seat said yes to the statement as it is asked now: without that nothing new of it is
 * taken or counted. */
bool hv_consents(const struct hv_group *group, uint16_t seat);

#endif
