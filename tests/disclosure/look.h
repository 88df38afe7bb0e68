/* SPDX-License-Identifier: EUPL-1.2 */
/* What an observer of a story gets by one way out. */
#ifndef HV_TESTS_DISCLOSURE_LOOK_H
#define HV_TESTS_DISCLOSURE_LOOK_H

#include "matrix.h"
#include "wire.h"

/* Ways out of the core by itself: up to here. */
#define LOOK_LAST STORY_EXIT_resume

/* Whether the observer exists in this story. */
bool look_can(const struct story *story, enum story_observer observer);

/* Adds every byte that the observer gets by this exit: all panes of the kind, all that the read can
 * be asked, the replies to everything that could be asked. */
void look(const struct disclosure *disclosure,
          const struct story *story,
          enum story_exit out,
          enum story_observer observer,
          struct wire *ret);

/* How often hv_group_panes is not the list of what hv_group_readers answers yes to. */
unsigned look_disagreements(const struct disclosure *disclosure, const struct story *story);

#endif
