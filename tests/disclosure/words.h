/* SPDX-License-Identifier: EUPL-1.2 */
/* The words of expectations.tsv, which says what each of them is. */
#ifndef HV_TESTS_DISCLOSURE_WORDS_H
#define HV_TESTS_DISCLOSURE_WORDS_H

/* clang-format off */
#define STORY_CLASS_MAP(XX)                                                                        \
    XX(S) XX(F) XX(P) XX(J) XX(A) XX(G) XX(scale) XX(progress) XX(both_ready) XX(signal)           \
    XX(consent) XX(more_time) XX(pen_signal) XX(table_signal) XX(alias) XX(announcement) XX(spoken) XX(walk_in) XX(card)           \
    XX(pen_code) XX(spent_code) XX(outbox) XX(example) XX(example_rest) XX(split) XX(narrowing) \
    XX(guide) XX(L) XX(person_light) XX(person_tag) XX(note) XX(R) XX(blind) XX(guess) XX(match) XX(unmatched) XX(consent_hash) XX(words) XX(tries) \
    XX(quiz_key) XX(quiz_why) XX(quiz_score) XX(joint_yes) XX(intake) XX(W) XX(to_group) XX(joint_go)

#define STORY_STATE_MAP(XX)                                                                        \
    XX(lobby) XX(drafted) XX(reopened) XX(kept) XX(one_side) XX(ready) XX(sharing_closed) XX(opened)         \
    XX(opened_kept) XX(opened_alone) XX(aloud) XX(skipped) XX(short) XX(light) XX(gentle)          \
    XX(feared) XX(erased)                                                                          \
    XX(joint_drafted) XX(joint_confirmed) XX(after_block) XX(round_kept) XX(picked_a)              \
    XX(picked_g) XX(taken_away) XX(wall_cleared) XX(after_run) XX(repeated) XX(break) XX(paused) XX(ended)    \
    XX(locked) XX(away) XX(one_partner) XX(unit_removed) XX(handled) XX(moved_back) XX(withdrawn)  \
    XX(narrowed) XX(narrowed_open) XX(nameless) XX(widened) XX(joint_one_yes) XX(joint_both_yes) XX(joint_yes_off) \
    XX(joint_go_one) XX(joint_go_both) XX(joint_go_picked) XX(joint_go_off) XX(taken_back) XX(taken_back_open) XX(taken_back_after)              \
    XX(discarded_open) XX(discarded_after) XX(split) XX(split_open) XX(next_meeting)               \
    XX(closed_space) XX(asked_again) XX(dealt) XX(reset)                                           \
    XX(turn_before) XX(turn_pending) XX(turn_own) XX(turn_past) XX(turn_kept) XX(turn_after)                     \
    XX(turn_split)                                                                                 \
    XX(gate_ready) XX(gate_written) XX(gate_open) XX(gate_kept) XX(gate_alone) XX(gate_split) XX(gate_after) XX(gate_blind) \
    XX(gate_lit) XX(gate_later) XX(gate_lit_later)

#define STORY_OBSERVER_MAP(XX)                                                                     \
    XX(author) XX(sitting) XX(partner) XX(table) XX(locked_pen) XX(other) XX(other_table) XX(facilitator)      \
    XX(co_facilitator) XX(projector) XX(observer) XX(removed) XX(stranger) XX(guest) XX(unbound) \
    XX(ex_partner) XX(removed_person) XX(other_trainer) XX(operator)

/* Ways out of the server. First those of the core by themselves, through the codec; then what is
 * made of them; then what a server has besides; then what a browser's printer and a client's file
 * get, which tests/web/exits.test.ts looks at. */
#define STORY_EXIT_MAP(XX)                                                                         \
    XX(stage) XX(wall) XX(unit) XX(seat) XX(work) XX(board) XX(own_work) XX(answers) XX(notes)     \
    XX(roster) XX(cards) XX(couple_cards) XX(outbox_key) XX(meetings) XX(slips) XX(person) XX(history) XX(statement) XX(welcome) XX(definitions) XX(reply)     \
    XX(resume) XX(cli) XX(log) XX(metrics) XX(files) XX(backup) XX(print) XX(export)
/* clang-format on */

enum story_class {
#define XX(name) STORY_CLASS_##name,
    STORY_CLASS_MAP(XX) STORY_CLASSES
#undef XX
};

enum story_state {
#define XX(name) STORY_STATE_##name,
    STORY_STATE_MAP(XX) STORY_STATES
#undef XX
};

enum story_observer {
#define XX(name) STORY_OBSERVER_##name,
    STORY_OBSERVER_MAP(XX) STORY_OBSERVERS
#undef XX
};

enum story_exit {
#define XX(name) STORY_EXIT_##name,
    STORY_EXIT_MAP(XX) STORY_EXITS
#undef XX
};

#endif
