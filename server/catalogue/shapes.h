/* SPDX-License-Identifier: EUPL-1.2 */
/* The tables of what may stand in flows.yaml, decks.yaml, consents.yaml, an exercise and a
 * programme. */
#ifndef HV_CATALOGUE_SHAPES_H
#define HV_CATALOGUE_SHAPES_H

#include "catalogue/schema.h"

extern const struct hv_schema_map hv_shape_flows;
extern const struct hv_schema_map hv_shape_decks;
extern const struct hv_schema_map hv_shape_consents;
extern const struct hv_schema_map hv_shape_exercise;
extern const struct hv_schema_map hv_shape_programme;

/* words.c: words with the values of the enumerations of core/programme.h. */
extern const struct hv_schema_words hv_words_field_type;
extern const struct hv_schema_words hv_words_visibility;
extern const struct hv_schema_words hv_words_keep;
extern const struct hv_schema_words hv_words_stage_kind;
extern const struct hv_schema_words hv_words_scope;
extern const struct hv_schema_words hv_words_when;
extern const struct hv_schema_words hv_words_holder;
extern const struct hv_schema_words hv_words_audience;
extern const struct hv_schema_words hv_words_step_kind;
extern const struct hv_schema_words hv_words_tag;

/* The pictures of which clients know more than a form, numbered from 1. */
extern const struct hv_schema_words hv_words_view;

/* What a statement must speak of, numbered from 1. */
extern const struct hv_schema_words hv_words_topic;

/* Rounds: the value is that of enum hv_round, plus one. */
extern const struct hv_schema_words hv_words_round;

#endif
