/* SPDX-License-Identifier: EUPL-1.2 */
#include "journal/job.h"

#include <stdlib.h>
#include <string.h>

void *hv_job_memory(void *old, size_t size)
{
    void *memory = realloc(old, size);

    if (memory == NULL) {
        abort();
    }
    return memory;
}

struct hv_job *hv_job_new(enum hv_job_kind kind, size_t size)
{
    struct hv_job *job = calloc(1, sizeof *job + size);

    if (job == NULL) {
        job = hv_job_memory(NULL, sizeof *job);
        memset(job, 0, sizeof *job);
        job->refused = true;
        job->code = HV_EBUSY;
    }
    job->kind = kind;
    return job;
}

void hv_job_free(struct hv_job *job)
{
    free(job->page.records);
    free(job->page.bytes);
    if (job->kind == HV_JOB_LOAD) {
        free(job->keys);
    }
    free(job);
}

void hv_job_list_push(struct hv_job_list *list, struct hv_job *job)
{
    job->next = NULL;
    if (list->last == NULL) {
        list->first = job;
    } else {
        list->last->next = job;
    }
    list->last = job;
    list->count++;
}

struct hv_job *hv_job_list_pop(struct hv_job_list *list)
{
    struct hv_job *job = list->first;

    if (job == NULL) {
        return NULL;
    }
    list->first = job->next;
    if (list->first == NULL) {
        list->last = NULL;
    }
    list->count--;
    job->next = NULL;
    return job;
}

void hv_job_list_move(struct hv_job_list *to, struct hv_job_list *from)
{
    if (from->first == NULL) {
        return;
    }
    if (to->last == NULL) {
        to->first = from->first;
    } else {
        to->last->next = from->first;
    }
    to->last = from->last;
    to->count += from->count;
    *from = (struct hv_job_list){ 0 };
}

void hv_job_list_clear(struct hv_job_list *list)
{
    struct hv_job *job;

    while ((job = hv_job_list_pop(list)) != NULL) {
        hv_job_free(job);
    }
}

bool hv_page_fits(const struct hv_page *page, size_t size)
{
    return page->count == 0 || page->size + size <= HV_PAGE_BYTES_MAX;
}

void hv_page_add(struct hv_page *page,
                 uint32_t max,
                 uint64_t position,
                 struct hv_id id,
                 struct hv_bytes body)
{
    if (page->records == NULL) {
        page->records = hv_job_memory(NULL, max * sizeof *page->records);
    }
    if (page->size + body.size > page->room) {
        page->room = 2 * page->room + body.size;
        page->bytes = hv_job_memory(page->bytes, page->room);
    }
    if (body.size > 0) {
        memcpy(page->bytes + page->size, body.data, body.size);
    }
    page->size += body.size;
    page->records[page->count++] = (struct hv_stored){
        .position = position,
        .id = id,
        .body = { .data = NULL, .size = body.size },
    };
}

void hv_job_finish_read(struct hv_job *job)
{
    struct hv_page *page = &job->page;
    bool is_known = page->state == HV_LOG_OPEN || page->state == HV_LOG_SEALED;
    size_t at = 0;

    for (uint32_t i = 0; i < page->count; i++) {
        struct hv_bytes *body = &page->records[i].body;
        body->data = body->size == 0 ? NULL : page->bytes + at;
        at += body->size;
    }
    /* A follower of an unknown log waits for its first record. */
    job->code = is_known || job->kind == HV_JOB_PAGE ? HV_OK : HV_ENOTFOUND;
}
