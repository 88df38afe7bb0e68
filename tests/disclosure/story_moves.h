/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What stories are made of: what people do in every one of them, and the tellings of the two
 * exercises of the hall. Every move is one that may be: one that is refused fails the test.
 */
#ifndef HV_TESTS_DISCLOSURE_STORY_MOVES_H
#define HV_TESTS_DISCLOSURE_STORY_MOVES_H

#include "story.h"

/* Which fields are shown at closing: all that a seat may show, and S and F by a wilful author,
 * which must not help. */
#define STORY_ALL     UINT32_C(0x7fffffff)
#define STORY_NOTHING UINT32_C(0)

/* ---- Tellings ---- */

/* Every state before turn_before. */
void story_tell_together(struct story *story);

/* Every state from gate_ready on. */
void story_tell_gates(struct story *story);

/* The others. False: there is none with this author, as turns go in the order of the seats. */
bool story_tell_turns(struct story *story);

/* ---- Planting ---- */

/* From now on the item is there to be found. */
void story_plant(struct story *story, enum story_class item);

/* The same for bytes that are what they are: codes that were drawn, words of the programme. They
 * outlive the story. */
void story_plant_found(struct story *story, enum story_class item, const void *bytes, size_t size);
void story_plant_text(struct story *story, enum story_class item, const char *text);

/* ---- Moves ---- */

uint16_t story_author_table(const struct story *story);

/* A command that says no more than its type. */
void story_give(struct story *story, enum hv_command_type type, uint16_t device);

/* Every answer of the author, each a canary, and of the partner; `together`: with those that only
 * TOGETHER asks. */
void story_write_author(struct story *story, bool together);
void story_write_partner(struct story *story, bool together);

/* A seat's answer to the scale of TOGETHER. */
void story_scale(struct story *story, uint16_t seat, uint8_t value);

/* Closes the first envelope, showing these fields. */
void story_close_author(struct story *story, uint32_t shows);
void story_close_both(struct story *story, uint32_t author_shows, uint32_t partner_shows);

void story_move_unit(struct story *story, struct hv_place from, struct hv_place to);

/* The meeting ends, and another opens with all unlocked. */
void story_next_meeting(struct story *story);

/* What the author's pen and table say to the facilitators from a page, when it is something. */
void story_say(struct story *story);

/* A facilitator gives the author a light; a tag. */
struct hv_command story_lights(const struct story *story, enum hv_light light);
struct hv_command story_tags(const struct story *story, enum hv_tag tag);

/* A facilitator splits the author from the partner. */
struct hv_command story_split(const struct story *story);

/* A facilitator narrows a field of the run under way. */
struct hv_command story_narrowing(const struct story *story, uint8_t field, enum hv_visibility to);

/* Somebody lets facilitators read their answers to these fields, or no more. */
struct hv_command
story_widening(const struct story *story, uint16_t device, uint16_t seat, uint32_t fields, bool on);

/* Somebody lets what is confirmed together go to the group, or no more. */
struct hv_command
story_letting_go(const struct story *story, uint16_t device, uint16_t seat, bool on);

/* The author takes these fields back. */
void story_take_back(struct story *story, uint32_t fields, bool discard);

/* The author takes consent back, on this device. */
struct hv_command story_withdrawal(const struct story *story, uint16_t device);

#endif
