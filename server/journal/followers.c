/* SPDX-License-Identifier: EUPL-1.2 */
#include "journal/followers.h"

#include <assert.h>
#include <stdlib.h>

static struct hv_follower **bucket_of(struct hv_followers *followers, struct hv_id log)
{
    uint32_t hash = 2166136261u;

    for (size_t i = 0; i < sizeof log.b; i++) {
        hash = (hash ^ log.b[i]) * 16777619u;
    }
    return &followers->buckets[hash % HV_FOLLOWER_BUCKETS];
}

static void link_in(struct hv_followers *followers, struct hv_follower *follower)
{
    struct hv_follower **bucket = bucket_of(followers, follower->log);

    follower->next = *bucket;
    follower->link = bucket;
    if (follower->next != NULL) {
        follower->next->link = &follower->next;
    }
    *bucket = follower;
}

/* Takes the follower out and gives its structure back to the caller: no callback comes after it. */
static struct hv_follow *detach(struct hv_followers *followers, struct hv_follower *follower)
{
    struct hv_follow *follow = follower->follow;

    if (followers->visit == follower) {
        followers->visit = follower->next;
    }
    *follower->link = follower->next;
    if (follower->next != NULL) {
        follower->next->link = follower->link;
    }
    follower->follow = NULL;
    follow->impl[0] = NULL;
    if (!follower->paging) {
        free(follower);
    }
    return follow;
}

static void end(struct hv_followers *followers, struct hv_follower *follower, enum hv_code code)
{
    struct hv_follow *follow = detach(followers, follower);

    follow->on_state(follow, code);
}

static void ask(struct hv_followers *followers, struct hv_follower *follower)
{
    follower->live = false;
    follower->paging = true;
    followers->ask(followers, follower);
}

void hv_followers_add(struct hv_followers *followers, struct hv_follow *follow)
{
    struct hv_follower *follower = hv_job_memory(NULL, sizeof *follower);

    *follower = (struct hv_follower){ .follow = follow, .log = follow->log, .seen = follow->after };
    follow->impl[0] = follower;
    link_in(followers, follower);
    ask(followers, follower);
}

void hv_followers_remove(struct hv_followers *followers, struct hv_follow *follow)
{
    struct hv_follower *follower = follow->impl[0];

    if (follower != NULL) {
        (void)detach(followers, follower);
    }
}

static void deliver(struct hv_follower *follower, const struct hv_stored *record)
{
    follower->seen = record->position;
    follower->follow->on_record(follower->follow, record);
}

/* What comes after the records of a page: the end, more pages, or nothing but what is new. */
static void go_on(struct hv_followers *followers,
                  struct hv_follower *follower,
                  enum hv_code code,
                  const struct hv_page *page)
{
    if (code == HV_ECORRUPT || code == HV_ECLOSED) {
        end(followers, follower, code);
    } else if (code != HV_OK) {
        follower->live = false; /* hv_followers_back asks again */
    } else if (page->state == HV_LOG_ERASED) {
        end(followers, follower, HV_EGONE);
    } else if (follower->seen < page->head) {
        ask(followers, follower);
    } else if (page->state == HV_LOG_SEALED) {
        end(followers, follower, HV_EGONE);
    } else {
        follower->live = true;
        follower->follow->on_state(follower->follow, HV_OK);
    }
}

void hv_followers_page(struct hv_followers *followers,
                       struct hv_follower *follower,
                       enum hv_code code,
                       const struct hv_page *page)
{
    for (uint32_t i = 0; i < page->count && follower->follow != NULL; i++) {
        assert(page->records[i].position == follower->seen + 1);
        deliver(follower, &page->records[i]);
    }
    follower->paging = false;
    if (follower->follow == NULL) {
        free(follower);
        return;
    }
    go_on(followers, follower, code, page);
}

void hv_followers_stored(struct hv_followers *followers,
                         struct hv_id log,
                         const struct hv_stored *record)
{
    for (struct hv_follower *at = *bucket_of(followers, log); at != NULL; at = followers->visit) {
        followers->visit = at->next;
        if (at->live && record->position == at->seen + 1 && hv_id_equal(at->log, log)) {
            deliver(at, record);
        }
    }
}

void hv_followers_ended(struct hv_followers *followers, struct hv_id log, enum hv_end_kind kind)
{
    for (struct hv_follower *at = *bucket_of(followers, log); at != NULL; at = followers->visit) {
        followers->visit = at->next;
        if ((at->live || kind == HV_END_ERASE) && hv_id_equal(at->log, log)) {
            end(followers, at, HV_EGONE);
        }
    }
}

void hv_followers_away(struct hv_followers *followers)
{
    for (size_t i = 0; i < HV_FOLLOWER_BUCKETS; i++) {
        for (struct hv_follower *at = followers->buckets[i]; at != NULL; at = followers->visit) {
            followers->visit = at->next;
            at->live = false;
            at->follow->on_state(at->follow, HV_EUNKNOWN);
        }
    }
}

void hv_followers_back(struct hv_followers *followers)
{
    for (size_t i = 0; i < HV_FOLLOWER_BUCKETS; i++) {
        for (struct hv_follower *at = followers->buckets[i]; at != NULL; at = at->next) {
            if (!at->live && !at->paging) {
                ask(followers, at);
            }
        }
    }
}

void hv_followers_close(struct hv_followers *followers)
{
    for (size_t i = 0; i < HV_FOLLOWER_BUCKETS; i++) {
        while (followers->buckets[i] != NULL) {
            end(followers, followers->buckets[i], HV_ECLOSED);
        }
    }
}

void hv_followers_forget(struct hv_followers *followers)
{
    for (size_t i = 0; i < HV_FOLLOWER_BUCKETS; i++) {
        while (followers->buckets[i] != NULL) {
            (void)detach(followers, followers->buckets[i]);
        }
    }
}
