/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What a definition means for a unit: which fields its form has, which envelope they lie in, where
 * a block begins and ends. Pure; a set of fields is a number of 32 bits, as in definition.proto.
 */
#ifndef HV_CLI_SHAPE_H
#define HV_CLI_SHAPE_H

#include <stdbool.h>
#include <stdint.h>

#include "houvast/v1/definition.pb-c.h"
#include "houvast/v1/pane.pb-c.h"

/* The fields of a form; of one that the definition does not list, those of the full one. */
uint32_t hv_shape_fields(const Houvast__V1__Definition *definition, Houvast__V1__Form form);

/* The fields that lie in the envelope of a round. */
uint32_t hv_shape_envelope(const Houvast__V1__Definition *definition,
                           Houvast__V1__Form form,
                           Houvast__V1__Round round);

/* The fields that the unit owns together. */
uint32_t hv_shape_joint(const Houvast__V1__Definition *definition, Houvast__V1__Form form);

/* Whether a field is asked in the light form alone: it is for whom that is dealt to, and for nobody
 * else to read. */
bool hv_shape_light_only(const Houvast__V1__Definition *definition, uint32_t field);

/* What a unit does where it is. Where others write together and its form has nothing for that, it
 * writes alone what is asked there, or talks. */
Houvast__V1__StageKind hv_shape_kind(const Houvast__V1__Definition *definition,
                                     const Houvast__V1__UnitPane *unit);

/* Whether one of these fields is asked when a unit is in `stage`. */
bool hv_shape_asked(const Houvast__V1__Definition *definition, uint32_t fields, uint32_t stage);

bool hv_shape_of_unit(const Houvast__V1__Definition *definition, uint32_t stage);

/* The last stage of the block that `stage` lies in; `stage` itself when it is the group's. */
uint32_t hv_shape_block_last(const Houvast__V1__Definition *definition, uint32_t stage);

/* The stage, from `stage` on to the end of its block, that opens envelopes between partners;
 * -1: there is none. */
int hv_shape_gate(const Houvast__V1__Definition *definition, uint32_t stage);

#define HV_WALL_LINES_MAX 64

/* The lines on the wall that belong to this field of this run, oldest first: the options of a field
 * with options_from_wall. `wall` may be NULL. How many. */
size_t hv_shape_wall_lines(const Houvast__V1__WallPane *wall,
                           uint32_t run,
                           uint32_t field,
                           const Houvast__V1__WallItem *ret[HV_WALL_LINES_MAX]);

/* Whether the field opens to the partner when its author's turn begins. */
bool hv_shape_opens_in_turn(const Houvast__V1__Definition *definition, uint32_t field);

/* Whether only those of its options open that all of the unit chose. */
bool hv_shape_opens_in_match(const Houvast__V1__Definition *definition, uint32_t field);

/* Whether everyone may read the field's prompt in a stage of the group: it is asked there, or what
 * was answered to it is released there. */
bool hv_shape_is_plenary(const Houvast__V1__Definition *definition, uint32_t field, uint32_t stage);

/* Whether its author chooses to show or to keep this field. */
bool hv_shape_may_show(const Houvast__V1__Field *field);

/* Whether its author may let an answer for the partner go to the group too. */
bool hv_shape_may_go_to_group(const Houvast__V1__Field *field);

#endif
