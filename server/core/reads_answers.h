/* SPDX-License-Identifier: EUPL-1.2 */
/* What facilitators read of the answers to a run. Private to core/. */
#ifndef HV_CORE_READS_ANSWERS_H
#define HV_CORE_READS_ANSWERS_H

#include "core/paging.h"

/* Offers what they see of the answers to the run of the page's key. */
void hv_read_answers(const struct hv_group *group, struct hv_paging *page);

/* The same of the notes of its rounds that closed, picked or not. */
void hv_read_notes(const struct hv_group *group, struct hv_paging *page);

#endif
