/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What the readers of the files share: from checked trees to core/programme.h. Private to this
 * room.
 *
 * A reader adds problems and goes on; it returns an error only without memory, or when `identify`
 * did. Whether all went well is for the caller to see from the number of problems.
 */
#ifndef HV_CATALOGUE_READING_H
#define HV_CATALOGUE_READING_H

#include "catalogue/catalogue.h"
#include "catalogue/flow.h"
#include "catalogue/nearest.h"
#include "catalogue/schema.h"

struct hv_deck {
    struct hv_bytes id;
    const struct hv_option *cards;
    uint8_t card_count;
};

/* An exercise by the name of its file. One that was wrong has no exercise here; nobody is told that
 * it is not there. */
struct hv_exercise_entry {
    struct hv_bytes id;
    const struct hv_exercise *exercise; /* or NULL */
};

struct hv_reading {
    struct hv_arena *arena; /* of the result */
    struct hv_problems *problems;
    struct hv_identify identify;
    const struct hv_deck *decks;
    size_t deck_count;
    const struct hv_statement *statements;
    size_t statement_count;
    const struct hv_flow *flows;
    size_t flow_count;
    const struct hv_field
        *light_prompts; /* in the light form, where an exercise asks little in it */
    size_t light_prompt_count;
    struct hv_exercise_entry *exercises;
    size_t exercise_count;
};

/* A problem at a node. */
void hv_reading_problem(struct hv_reading *reading,
                        const struct hv_node *node,
                        const char *format,
                        ...) __attribute__((format(printf, 3, 4)));

/* "unknown <what> `<word>`; did you mean …? Allowed: …" at a node. */
void hv_reading_unknown(struct hv_reading *reading,
                        const struct hv_node *node,
                        const char *what,
                        const struct hv_bytes *known,
                        size_t count);

/* Gives an exercise its hash; when it is too large, that is a problem at `node`. HV_ENOMEM, or what
 * `identify` returned. */
enum hv_code hv_reading_identify(struct hv_reading *reading,
                                 const struct hv_node *node,
                                 struct hv_exercise *exercise);

/* Texts and words, copied into the arena; HV_ENOMEM. A missing key gives empty bytes. */
enum hv_code
hv_reading_bytes(struct hv_reading *reading, struct hv_bytes from, struct hv_bytes *ret);
enum hv_code
hv_reading_text(struct hv_reading *reading, const struct hv_node *node, struct hv_text *ret);

/* The labels of a list. */
enum hv_code hv_reading_labels(struct hv_reading *reading,
                               const struct hv_node *list,
                               const struct hv_text **ret,
                               uint8_t *ret_count);

/* The options of a list, each id once. */
enum hv_code hv_reading_options(struct hv_reading *reading,
                                const struct hv_node *list,
                                const struct hv_option **ret,
                                uint8_t *ret_count);

/* Room for `count` names that a problem may list; NULL without memory. */
struct hv_bytes *hv_reading_names(struct hv_reading *reading, size_t count);

enum hv_code hv_reading_decks(struct hv_reading *reading, const struct hv_node *root);
enum hv_code hv_reading_consents(struct hv_reading *reading, const struct hv_node *root);
enum hv_code hv_reading_flows(struct hv_reading *reading, const struct hv_node *root);

/* All fields of an exercise. */
enum hv_code
hv_reading_fields(struct hv_reading *reading, const struct hv_node *list, struct hv_field *ret);

/* read_options.c: what a field lets choose, and which field it guesses. It may name one of the
 * `count` fields `before` it. */
enum hv_code
hv_reading_cards(struct hv_reading *reading, const struct hv_node *node, struct hv_field *field);
enum hv_code hv_reading_choice(struct hv_reading *reading,
                               const struct hv_node *node,
                               const struct hv_field *before,
                               size_t count,
                               struct hv_field *field);
enum hv_code
hv_reading_quiz(struct hv_reading *reading, const struct hv_node *node, struct hv_field *field);
enum hv_code hv_reading_guess(struct hv_reading *reading,
                              const struct hv_node *node,
                              const struct hv_field *before,
                              size_t count,
                              struct hv_field *field);

enum hv_code hv_reading_exercise(struct hv_reading *reading,
                                 const struct hv_node *root,
                                 const struct hv_exercise **ret);

enum hv_code hv_reading_programme(struct hv_reading *reading,
                                  const struct hv_node *root,
                                  struct hv_programme *ret);

#endif
