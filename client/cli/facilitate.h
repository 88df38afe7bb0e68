/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * `houvast facilitate`: lead an evening in lines.
 *
 *     facilitate.c           what comes in, and what is told unasked
 *     facilitate_owner.c     with the owner's link: choose a group or make one
 *     facilitate_second_factor.c  … and a code besides the passphrase
 *     facilitate_commands.c  the words that can be typed, about the evening
 *     facilitate_people.c    the words about couples, their links, and the wall
 *     facilitate_push.c      an exercise of the library, now
 *     facilitate_door.c      the words about coming in, and the example that is built up
 *     facilitate_reading.c   what people wrote
 *     facilitate_slips.c     the two words of each person
 *     facilitate_person.c    what facilitators know of one person
 */
#ifndef HV_CLI_FACILITATE_H
#define HV_CLI_FACILITATE_H

#include "agenda.h"
#include "chance.h"
#include "names.h"
#include "owner_file.h"
#include "session.h"

/* An exit code. */
int hv_facilitate(const struct hv_options *options);

/* ---- Inside ---- */

#define LEAD_COUPLES_MAX 16
#define LEAD_NOTES_MAX   128
#define LEAD_INVITES_MAX 64
#define LEAD_TAGS        12 /* numbered from 1 */

enum lead_mode {
    LEAD_CONNECTING = 0,
    LEAD_PASSPHRASE_CURRENT, /* owner: the one until now */
    LEAD_CODE_PASSPHRASE,    /* … that goes with a code of the second factor */
    LEAD_PASSPHRASE,         /* a new one */
    LEAD_PASSPHRASE_AGAIN,
    LEAD_CODE,     /* owner: the code that sets a second factor, or puts it off */
    LEAD_CHOOSING, /* owner: a group, or a new one */
    LEAD_TITLE,
    LEAD_PROGRAMME,
    LEAD_COUPLES,
    LEAD_OPENING, /* owner: waits for the token of the group */
    LEAD_EVENING,
    LEAD_PERSON /* in the evening: the page of one */
};

/* A link that was asked for, and what to say with it. */
struct lead_invite {
    Houvast__V1__Role role;
    uint32_t unit;
    char name[96]; /* of who it is for */
};

/* A couple's card that was asked for, until it is shown. */
struct lead_card {
    uint32_t unit;
    char code[16];
    char link[HV_LINK_TEXT_MAX + 64];
};

/* The slips that were asked for. */
struct lead_slips {
    struct hv_page page; /* as far as they came */
    uint32_t unit, seat; /* of which alone; 0: of all */
    char path[256];      /* of a file; empty: they are shown */
};

/* Whose page it is. */
struct lead_person {
    uint32_t seat;
    uint32_t revision; /* of the note that stands on it */
    char name[96];
    enum hv_word problem; /* to be said on it; HV_WORD_COUNT: nothing */
};

struct lead_note {
    uint32_t run, field, note;
};

/* A round past all tables, in the order that was drawn. It stays: from many draws one could tell
 * which tables are never the first. */
struct lead_round {
    struct hv_chance chance;
    uint32_t units[LEAD_COUPLES_MAX];
    uint64_t first[LEAD_COUPLES_MAX]; /* decides who of the table is spoken to first */
    size_t count;
};

struct lead {
    struct hv_session session;
    enum lead_mode mode;

    /* The owner. */
    struct hv_owner_file file;
    struct hv_owner_group group; /* that is being made or opened */
    bool passphrase_asked;       /* whether they want one */
    char passphrase[HV_CLIENT_PASSPHRASE_MAX + 1];
    char current_passphrase[HV_CLIENT_PASSPHRASE_MAX + 1];
    uint8_t second_factor[HV_CLIENT_ID_SIZE]; /* the read that told its secret */
    bool drops_second_factor;                 /* there is one already */
    struct {
        uint8_t log[16];
        char title[81];
        bool ended;
    } groups[LEAD_NOTES_MAX];
    size_t group_count;
    struct {
        char id[65];
        char title[128];
    } programmes[16];
    size_t programme_count;
    bool groups_read, programmes_read;
    char couples[LEAD_COUPLES_MAX][2][HV_NAME_SIZE]; /* that come with the new group */
    size_t couple_count, couple_added, couple_invited;
    bool links_told; /* the projector's link was asked for too */

    /* The evening. */
    struct lead_invite invites[LEAD_INVITES_MAX]; /* in the order in which they were asked */
    size_t invite_at, invite_count;
    struct lead_note notes[LEAD_NOTES_MAX]; /* as they were last listed */
    size_t note_count;
    bool listing_notes;     /* the page under way begins them anew */
    struct hv_page reading; /* what people wrote, as far as it came */
    bool on_page;       /* what was looked up stands on a page of its own, until the next line */
    uint32_t card_step; /* whose card was asked for */
    bool card_short;    /* only what to say */
    bool brings;        /* the next read of cards is for a step that has just begun */
    uint32_t waits_run, waits_stage, waits_step; /* where things were when a move was asked */
    bool waits_meeting;
    bool waits;        /* for the board to show that move */
    bool pressed;      /* 'next' was said although some are busy */
    uint32_t last_run; /* the last that was under way */

    /* Coming in. */
    char address[HV_LINK_TEXT_MAX]; /* by which people reach the server; empty: not asked */
    bool shows_lobby;               /* as soon as it is open */
    uint32_t access_unit;           /* whose card was asked for; 0: all */
    struct lead_card cards[LEAD_COUPLES_MAX];
    size_t card_count;
    uint32_t told_guest;

    struct lead_slips slips;
    struct lead_person person;

    struct {
        char exercise[65];
        uint32_t minutes; /* 0: as long as it takes */
        bool looks_up;    /* what weighs on it was asked */
    } push;

    struct {
        bool asked; /* whether they are sure; the next line answers */
        bool ends;  /* of ending the evening; otherwise of this move */
        bool again;
        uint32_t split; /* of this seat */
        uint32_t words; /* new ones for this seat */
        bool push;      /* of that; none of these: of ending or moving */
        struct hv_move move;
    } sure;

    /* What was told already. */
    bool told_anything;
    bool told_meeting;
    uint32_t told_step, told_run, told_stage;
    uint32_t told_online;                     /* set of units */
    uint32_t told_requests[LEAD_COUPLES_MAX]; /* by place on the board */
    bool told_ready;
    bool told_paused;

    struct lead_round round;
};

/* ---- facilitate.c ---- */

/* The board and the stage, or NULL. */
const Houvast__V1__BoardPane *lead_board(const struct lead *lead);
const Houvast__V1__StagePane *lead_stage(const struct lead *lead);

/* A move was sent: nothing else is read from a script until the board shows it. */
void lead_wait(struct lead *lead);

/* Prints the prompt that goes with the mode. */
void lead_ask(struct lead *lead);

/* ---- facilitate_owner.c ---- */

void lead_owner_begin(struct lead *lead);
void lead_owner_line(struct lead *lead, const char *line);
void lead_owner_page(struct lead *lead, const struct hv_client_page *page);
void lead_owner_reply(struct lead *lead, const struct hv_answered *answered);

/* On with choosing a group, or making the first one. */
void lead_choose(struct lead *lead);

/* ---- facilitate_second_factor.c ---- */

/* Whether `line` asks about it; then the server was asked. */
bool lead_second_factor(struct lead *lead, const char *line);
void lead_second_factor_came(struct lead *lead, const Houvast__V1__SecondFactorPage *factor);
void lead_second_factor_drawn(struct lead *lead, const Houvast__V1__QrPage *qr);
void lead_take_code_passphrase(struct lead *lead, const char *line);
/* The passphrase until now, kept for what is asked next. False: another one is asked, or nothing.
 */
bool lead_keep_passphrase(struct lead *lead, const char *line);
void lead_take_code(struct lead *lead, const char *line);
void lead_code_answered(struct lead *lead, const struct hv_client_reply *reply);

/* ---- facilitate_owner.c, about the couples ---- */

/* Couples that came with a new group are added and invited one by one; false: nothing (more) to do.
 */
bool lead_add_couples(struct lead *lead);

/* There are still some to add or invite. */
bool lead_is_adding(const struct lead *lead);

/* ---- facilitate_commands.c ---- */

void lead_command(struct lead *lead, const char *line);

/* ---- facilitate_people.c ---- */

void lead_here(struct lead *lead, char *rest);
void lead_one(struct lead *lead, char *rest);
void lead_paper(struct lead *lead, char *rest);
void lead_away(struct lead *lead, char *rest);
void lead_couple(struct lead *lead, char *rest);
void lead_invite(struct lead *lead, char *rest);
void lead_remove(struct lead *lead, char *rest);
void lead_roster(struct lead *lead, char *rest);
void lead_seen(struct lead *lead, char *rest);
void lead_light(struct lead *lead, char *rest);
void lead_short(struct lead *lead, char *rest);
void lead_full(struct lead *lead, char *rest);
void lead_sharing(struct lead *lead, char *rest);
void lead_narrow(struct lead *lead, char *rest);
void lead_split(struct lead *lead, char *rest);
void lead_wall(struct lead *lead, char *rest);
void lead_pick(struct lead *lead, char *rest);
void lead_unpick(struct lead *lead, char *rest);
void lead_example(struct lead *lead, char *rest);
void lead_write(struct lead *lead, char *rest);
void lead_clear(struct lead *lead, char *rest);
void lead_answers(struct lead *lead, char *rest);

/* ---- facilitate_round.c ---- */

void lead_go_round(struct lead *lead, char *rest);

/* ---- facilitate_door.c ---- */

void lead_lobby(struct lead *lead, char *rest);
void lead_guests(struct lead *lead, char *rest);
void lead_place(struct lead *lead, char *rest);
void lead_access(struct lead *lead, char *rest);
void lead_show(struct lead *lead, char *rest);

/* What was asked for has come. */
void lead_addresses_came(struct lead *lead, const Houvast__V1__AddressesPage *page);
void lead_cards_came(struct lead *lead, const Houvast__V1__ReadPage *rows);
void lead_qr_came(struct lead *lead, uint32_t unit, const Houvast__V1__QrPage *qr);
void lead_look_at_lobby(struct lead *lead);

/* Guests who came since the last time. */
void lead_tell_guests(struct lead *lead, struct hv_page *page);

/* ---- facilitate_reading.c ---- */

/* On a page of its own, which leaves nothing behind in the scrollback, until the next line; what is
 * new on the board waits as long as it stands there. Frees it. */
void lead_show_page(struct lead *lead, struct hv_page *page);

/* False: there was none. */
bool lead_put_page_away(struct lead *lead);

void lead_notes_came(struct lead *lead, const struct hv_client_page *came);
void lead_answers_came(struct lead *lead, const struct hv_client_page *came);

/* ---- facilitate_slips.c ---- */

void lead_ask_slips(struct lead *lead, char *rest);
void lead_deal_words(struct lead *lead, char *rest);
void lead_slips_came(struct lead *lead, const struct hv_client_page *page);

/* A seat got new words: its slip is asked for. */
void lead_words_dealt(struct lead *lead, uint32_t seat);

/* ---- facilitate_push.c ---- */

void lead_push(struct lead *lead, char *rest);

/* A page of the library came. False: it was not asked for a push. */
bool lead_push_looked_up(struct lead *lead, const struct hv_client_page *page);

/* Somebody is sure. */
void lead_push_anyway(struct lead *lead);

/* ---- facilitate_person.c ---- */

void lead_look_at_person(struct lead *lead, char *rest);
void lead_person_came(struct lead *lead, const Houvast__V1__ReadPage *rows);
void lead_person_answered(struct lead *lead, const struct hv_answered *answered);

/* On that page. False: it was put away. */
bool lead_person_line(struct lead *lead, const char *line);

/* ---- facilitate_people.c, of use to others ---- */

/* Asks for a link; it is printed when it comes. */
void lead_ask_link(struct lead *lead,
                   Houvast__V1__Role role,
                   uint32_t unit,
                   uint32_t seat,
                   const char *name);
void lead_link_came(struct lead *lead, const struct hv_answered *answered);

/* The next word of what was typed, cut off from it; empty at the end. */
char *lead_word(char **rest);

/* A number from 1; 0: it is none. */
uint32_t lead_number(const char *text);

/* The couple that a number names; NULL: there is none, and that was said. */
const Houvast__V1__BoardUnit *lead_unit(struct lead *lead, const char *text);

/* The person that the number of a couple and a name tell; NULL: nobody. */
const Houvast__V1__BoardSeat *lead_seat(struct lead *lead, char *rest);

#endif
