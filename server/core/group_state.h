/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The state of a group: private to core/. Only evolve.c writes it; decide.c, view.c, reads.c and
 * describe.c read it.
 *
 * Everything hangs off the group's own arena and is never freed one by one. Content stands in slots
 * (below), whose bytes keep their room and grow by doubling, so that drafts saved again and again
 * do not eat the arena.
 */
#ifndef HV_CORE_GROUP_STATE_H
#define HV_CORE_GROUP_STATE_H

#include "core/group.h"

/* A place for one sealed part, as it is now. */
struct hv_slot {
    struct hv_key_scope scope;
    bool present;
    bool gone;
    uint8_t *bytes;
    uint32_t size;
    uint32_t room;
};

struct hv_seat_state_field {
    uint32_t revision;
    enum hv_answer answer;
    struct hv_slot value;
};

struct hv_envelope {
    bool closed;
    uint16_t generation; /* how often it was reopened, or begun anew by new words */
    uint32_t shows;      /* set of fields, once closed */
    uint32_t to_group;   /* of those shown to the partner: what goes to the group too */
    uint16_t life;       /* of its seat, when it closed: in a later one it stays as it is, and its
                            author gets nothing of it back */
};

/* One seat in one run: its reflection. */
struct hv_reflection {
    struct hv_envelope envelopes[HV_ROUNDS];
    uint32_t taken_back; /* set of fields; one is in it from taking back, or from closing in a form
                            that did not ask it, until its envelope is reopened */
    uint32_t widened;    /* set of fields that facilitators may read too, until its envelope is
                            reopened */
    uint32_t discarded; /* of those taken back: whose words go, at the latest when the block ends */
    struct hv_slot scores; /* of a quiz; from then on its envelope is closed for good */
    struct hv_seat_state_field fields[]; /* field_count of the exercise */
};

struct hv_joint_field {
    uint32_t revision;
    enum hv_answer answer;
    struct hv_slot draft;                  /* under the unit's key, until confirmed */
    struct hv_slot copies[HV_MEMBERS_MAX]; /* confirmed: one under each member's key */
    uint16_t lives[HV_MEMBERS_MAX];        /* of their seats, when each copy was made: nobody reads
                                              it by new words */
    uint32_t copied[HV_MEMBERS_MAX];       /* the revision that each copy holds; 0 none */
    /* Sets of members who let others have it as it is confirmed now, each until it is confirmed no
     * more or that member gets new words. */
    uint8_t widened;  /* facilitators may read it */
    uint8_t to_group; /* it may go to the group, without a name */
    bool noted;       /* and it did: a note of its round. Ends with any of that, for good */
};

/* One unit in one run. */
struct hv_unit_run {
    enum hv_form form;
    struct hv_place place;
    uint8_t reached; /* the furthest stage it was in */
    bool sharing;
    bool ready[HV_ROUNDS]; /* "both ready": two or more were present and all had closed; never goes
                              back */
    uint32_t opened[HV_MEMBERS_MAX]; /* by author: the set of fields that opened to the unit, while
                                        the block lasts */
    uint16_t
        opened_gates; /* set of stages whose gate opened (also when nothing was shown by both) */
    struct hv_slot *matched; /* by field: the options that all of them chose, while the block
                                lasts; NULL until a match opened */
    uint8_t opened_turns[HV_STAGES_MAX]; /* by turns stage: set of members whose turn began */
    struct hv_joint_field *joints; /* field_count of the exercise; NULL until something was saved */
    uint32_t joint_revision;
    uint8_t marks;     /* set of members */
    uint8_t confirmed; /* set of members who got a copy of the joint fields as they are now; 0: not
                          confirmed */
    struct hv_reflection *members[HV_MEMBERS_MAX]; /* NULL until something was written */
};

/* A round of answers that closed, as it was then. */
struct hv_closed_round {
    const struct hv_result *results;
    uint16_t result_count;
    const struct hv_note *notes; /* a note's number is its place here, from 0 */
    uint16_t note_count;
};

struct hv_run {
    uint32_t number;  /* from 1, over the whole group */
    uint16_t meeting; /* count of meetings opened */
    uint16_t step;    /* id */
    const struct hv_exercise *exercise;
    bool over;
    uint8_t stage;        /* of the group; in a block the block's first */
    uint8_t reached;      /* the furthest stage the group was in */
    uint32_t only_author; /* sets of fields that a facilitator narrowed; visible.h reads them */
    uint32_t nameless;
    struct hv_unit_run *units; /* HV_UNITS_MAX, by unit number - 1 */
    struct hv_closed_round
        *rounds[HV_STAGES_MAX]; /* by stage whose gate closed it; NULL until then */
};

struct hv_wall_line {
    enum hv_wall_kind kind;
    uint8_t number; /* from 1, over the meeting */
    bool taken_away;
    uint32_t run;
    uint8_t field;       /* 0xff none */
    uint8_t stage;       /* round that the result or note comes from */
    uint16_t index;      /* of the result, note (its number) or example */
    struct hv_slot text; /* spoken */
};

struct hv_step_entry {
    uint16_t id; /* from 1, over the meeting */
    struct hv_step
        step; /* copied; exercise steps inserted from the library point to `definition` */
    const struct hv_exercise *definition; /* resolved for every exercise step */
    bool skipped;
    bool started;
    bool done;
    bool inserted;
};

/* What was said to the facilitators, the oldest first; most of it says nothing. Beyond the most the
 * oldest goes. */
#define HV_SIGNALS_MAX 4096
struct hv_signals {
    struct hv_slot *slots;
    uint16_t count;
    uint16_t room;
    uint16_t handled; /* of them, from the front: wiped, their keys are useless */
};

struct hv_unit {
    uint16_t number; /* from 1 */
    uint16_t first_seat;
    uint8_t member_count;
    bool removed;
    bool arrived; /* was admitted in this meeting */
    enum hv_presence_mark mark;
    uint16_t alone; /* seat, for HV_PRESENCE_ONE_PARTNER */
    bool more_time;
    struct hv_signals signals; /* that its table gave */
    uint16_t signals_seen_to;  /* how often a facilitator saw to those of the unit: the generation
                                  of the keys of what its pages say next */
    bool closed_space;    /* nothing is shared in it any more: one of them was split when a meeting
                             began */
    struct hv_id card_id; /* what the token of its card comes from */
    uint8_t card_hash[HV_TOKEN_HASH_SIZE];
    uint8_t card_code[HV_CARD_CODE_SIZE];
    uint16_t card_since; /* devices that the group had when this card was made */
};

struct hv_seat {
    uint16_t number; /* from 1 */
    uint16_t unit;
    struct hv_slot name;
    bool consent; /* a yes stands: what was given under it stays as it was given. Whether anything
                     new is taken: hv_consents */
    uint16_t consent_version;
    struct hv_id consent_hash; /* of the statement it was said to */
    uint8_t consent_language;
    bool split;                /* nothing new of this person opens to the partner */
    struct hv_signals signals; /* that its envelopes closed with, and its pen gave */
    uint16_t unlocked_on;      /* device; 0 none */
    uint16_t last_on;   /* device on which it was unlocked last, as long as that one took no other
                           seat; 0 none */
    uint16_t paused_on; /* device on which it was unlocked when everyone paused: what was being
                           typed there is still stored; 0 none, or nobody pauses */
    int64_t locked_at;  /* last */
    uint8_t pen_code[HV_PEN_CODE_SIZE];      /* that binds a pen to it next */
    struct hv_slot words;                    /* for its slip; until they were used */
    char verifier[HV_WORDS_PROOF_MAX + 1];   /* what is kept of them, with a final zero */
    uint16_t life;                           /* how often new words were dealt: nobody reads by
                                                them what was written with others */
    uint8_t tries;                           /* wrong ones in a row, less than HV_WORDS_TRIES */
    int64_t rests_until;                     /* UTC ms; 0 never */
    uint8_t ticket_hash[HV_TOKEN_HASH_SIZE]; /* zeros: none */
    struct hv_slot light; /* what facilitators say of the person: read by tags.h, as the tags are */
    struct hv_slot tags;
    struct hv_slot note;
    uint32_t note_revision;
    uint16_t notes_taken_away; /* how often: each note has a key of its own */
};

#define HV_NOTES_TAKEN_AWAY_MAX 10000u

struct hv_device {
    enum hv_role role;
    uint16_t unit;
    uint16_t seat;
    bool removed;
    bool by_card;    /* came with its unit's card */
    int64_t came_at; /* UTC ms */
    uint8_t token_hash[HV_TOKEN_HASH_SIZE];
    /* Of one that was placed: the token that it had then, zeros once it is heard of; and the
     * command that placed it, which its new token comes from. */
    uint8_t old_hash[HV_TOKEN_HASH_SIZE];
    struct hv_id placed_by;
};

/* Command ids of the running meeting, with what they gave: the same id gets the same reply. Cleared
 * when the next meeting opens. At least the newest HV_REMEMBERED_MAX are known: when that many are
 * in the newer table, the older one is forgotten and they take turns. */
#define HV_REMEMBERED_MAX 65536u
struct hv_remembered {
    struct hv_id id;
    uint16_t device; /* and type: who knows another's id has nothing by it */
    enum hv_command_type type;
    uint32_t outcome;
    enum hv_refusal refusal;
};
struct hv_remembered_table {
    struct hv_remembered *ids; /* open addressing by id; room is a power of two */
    uint32_t count;
    uint32_t room;
};

struct hv_group {
    struct hv_arena *arena;
    const struct hv_programme *programme; /* copied into the arena; NULL before it is founded */
    int64_t founded_at;
    const struct hv_statement *statement; /* that is asked now, in the arena */

    struct hv_unit units[HV_UNITS_MAX];
    uint16_t unit_count;
    struct hv_seat seats[HV_SEATS_MAX];
    uint16_t seat_count;
    struct hv_device *devices; /* by number - 1 */
    uint16_t device_count;
    uint16_t device_room;

    bool meeting_open;
    uint16_t meetings_opened; /* how many, ever */
    uint8_t meeting;          /* index in the programme, or HV_MEETINGS_MAX */
    int64_t meeting_opened_at;
    int64_t last_meeting_at; /* when the last one opened; 0 never */
    bool return_evening;     /* the last meeting that the programme plans was opened */
    int64_t evening_ends_at;
    bool paused;      /* everyone */
    bool clock_waits; /* it ran when everyone paused, and goes on with them */
    struct hv_step_entry steps[HV_STEPS_MAX]; /* in the order of the agenda */
    uint8_t step_count;
    uint16_t next_step; /* id */
    uint16_t step;      /* id of the step under way; 0 none */
    int64_t began_at;   /* when the first step of this meeting was started; 0 none was */
    int64_t step_started_at;
    uint8_t example_shown; /* answers of the example of the step under way */

    bool lobby_open;
    uint16_t lobby_since; /* devices that the group had when this lobby was opened */
    uint8_t lobby_code[HV_WALK_IN_CODE_SIZE]; /* zeros while it is closed */

    struct hv_run **runs; /* by number - 1 */
    uint32_t run_count;
    uint32_t run_room;
    uint32_t run; /* number of the run under way; 0 none */

    struct hv_wall_line wall[HV_WALL_MAX]; /* by number, ascending */
    uint8_t wall_count;
    uint8_t next_line; /* number of the next line */

    bool timer_set;
    bool timer_running;
    int64_t timer_ends_at;
    int64_t timer_remaining_ms;
    struct hv_slot announcement;

    struct hv_remembered_table remembered[2]; /* the newer one first */
};

/* ---- Look-ups shared by the files of core/ (find.c); NULL when there is no such thing (numbers
 * come from outside) ---- */

const struct hv_unit *hv_find_unit(const struct hv_group *group, uint16_t number);
const struct hv_seat *hv_find_seat(const struct hv_group *group, uint16_t number);
const struct hv_device *hv_find_device(const struct hv_group *group, uint16_t number);
const struct hv_run *hv_find_run(const struct hv_group *group, uint32_t number);
const struct hv_step_entry *hv_find_step(const struct hv_group *group, uint16_t id);
const struct hv_remembered *hv_find_remembered(const struct hv_group *group, struct hv_id id);

/* Where an id is remembered in a table, or would be; there must be room. */
uint32_t hv_remembered_place(const struct hv_remembered_table *table, struct hv_id id);

/* Every table is covered: a break is under way, or everyone pauses. */
bool hv_group_covered(const struct hv_group *group);

/* Whether it has no place yet: a guest, a pen without a seat. */
bool hv_device_waits(const struct hv_device *device);

/* The live pen that is bound to this seat, or NULL. */
const struct hv_device *hv_find_pen(const struct hv_group *group, uint16_t seat);

/* Whether the seat has a ticket, and it is of this device: the one on which it was unlocked last.
 */
bool hv_seat_has_ticket(const struct hv_seat *seat, uint16_t device);

/* Whether words are not looked at now. By a clock that was set back it rests no longer than ever.
 */
bool hv_seat_rests(const struct hv_seat *seat, int64_t now);

/* A run of the meeting that is open, ended or not; NULL otherwise. */
const struct hv_run *hv_find_run_tonight(const struct hv_group *group, uint32_t number);

/* A line on the wall, taken away or not: a note by the stage of its round and its number, an
 * example by its number (stage 0). */
const struct hv_wall_line *hv_find_line(const struct hv_group *group,
                                        enum hv_wall_kind kind,
                                        uint32_t run,
                                        uint8_t stage,
                                        uint16_t index);

/* The index of a line that may make room for another: taken away, and no option of the run under
 * way; -1 none. And whether one more line fits. */
int hv_wall_spare(const struct hv_group *group);
bool hv_wall_has_room(const struct hv_group *group);

/* A note of a closed round; NULL when there is none of this number that answers this field, its
 * author withdrew consent or took it back, or the field was narrowed to its author. */
const struct hv_note *hv_find_note(const struct hv_group *group,
                                   const struct hv_run *run,
                                   uint8_t field,
                                   uint16_t note,
                                   uint8_t *ret_stage);

/* The unit's state in a run. Both must exist. */
struct hv_unit_run *hv_unit_in_run(const struct hv_run *run, uint16_t unit);

/* A seat's reflection in a run; NULL when it wrote nothing yet. The seat must exist. */
const struct hv_reflection *
hv_reflection_of(const struct hv_group *group, const struct hv_run *run, uint16_t seat);

/* The member index of a seat of this unit. */
uint8_t hv_member_index(const struct hv_unit *unit, uint16_t seat);

/* Members of a unit that are expected to take part on a device now, as a set of member indexes
 * (mark here: all, one partner: that one; else none). */
uint8_t hv_unit_present(const struct hv_unit *unit);
bool hv_unit_admitted(const struct hv_unit *unit);
bool hv_unit_several(const struct hv_unit *unit); /* two or more */

/* Whether the group is in a block of unit stages in this run. */
bool hv_in_block(const struct hv_run *run);

/* Where a unit is in a run: its own place while the group is in the block, else the group's stage.
 */
struct hv_place hv_unit_place(const struct hv_run *run, uint16_t unit);

/* The place at which a stage begins: its first turn in turns. */
struct hv_place hv_first_place(const struct hv_exercise *exercise, uint8_t stage);

/* The place after `place` in the unit's block; false at its end. */
bool hv_next_place(const struct hv_group *group,
                   const struct hv_run *run,
                   uint16_t unit,
                   struct hv_place place,
                   struct hv_place *ret);

/* The member whose turn it is at `place`, as a member index; -1 none. Turns run over the present
 * members, in seat order. */
int hv_turn_member(const struct hv_unit *unit, struct hv_place place);

/* Whether the group or the unit has been in this stage: what it asks may be written from then on.
 */
bool hv_stage_reached(const struct hv_run *run, uint16_t unit, uint8_t stage);

/* The personal fields of a unit's form in a round, and the joint ones. */
uint32_t hv_unit_envelope(const struct hv_run *run, uint16_t unit, enum hv_round round);
uint32_t hv_unit_joint(const struct hv_run *run, uint16_t unit);

/* Every present member's envelope of `round` is closed now, and at least one is present. */
bool hv_unit_all_closed(const struct hv_group *group,
                        const struct hv_run *run,
                        uint16_t unit,
                        enum hv_round round);

/* Nobody is waited for before a gate of this round: all were ready once, all who are present have
 * closed, or the unit's form asks nothing. */
bool hv_unit_may_pass(const struct hv_group *group,
                      const struct hv_run *run,
                      uint16_t unit,
                      enum hv_round round);

/* A gate of this round can open: two or more are present, and each of them has closed or had
 * nothing to fill. */
bool hv_unit_can_open(const struct hv_group *group,
                      const struct hv_run *run,
                      uint16_t unit,
                      enum hv_round round);

/* The set of fields that hold a given answer, whatever their round. */
uint32_t hv_given_fields(const struct hv_reflection *reflection,
                         const struct hv_exercise *exercise);

/* The set of fields of `round` that a seat gave, closed, shows, did not take back, and has consent
 * for, and that were not narrowed to their author: what may leave its author. */
uint32_t hv_shown_fields(const struct hv_group *group,
                         const struct hv_run *run,
                         uint16_t seat,
                         enum hv_round round);

/* The joint fields of which a seat lets facilitators read what its unit confirmed, or lets it go to
 * the group. */
uint32_t hv_joint_widened(const struct hv_group *group,
                          const struct hv_run *run,
                          const struct hv_seat *seat,
                          bool to_group);

/* Whether the words of a note may still go to the group. What they are, and whether they are there
 * still, is not asked. */
bool hv_note_stands(const struct hv_group *group,
                    const struct hv_run *run,
                    const struct hv_note *note);

/* The set of fields of `round` of which a seat lets the words go to the group: those for the group
 * that it shows, and for their own evening those for the partner that it lets go there too. */
uint32_t hv_group_fields(const struct hv_group *group,
                         const struct hv_run *run,
                         uint16_t seat,
                         enum hv_round round);

/* A note as one text for the wall: a text as it is, the own card of cards, a list with its cells
 * joined. Borrows, or lies in `arena`. results.c */
enum hv_code hv_note_text(const struct hv_field *field,
                          struct hv_bytes packed,
                          struct hv_arena *arena,
                          struct hv_bytes *ret);

#endif
