/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The pages: every file that this server gives out over HTTP, read into memory once, at start. A
 * request is looked up in this table to the letter and nothing else exists, so no path leads
 * anywhere else on the disk, no folder is listed, and an upgrade of the files needs a restart.
 *
 *     in the folder                asked for as
 *     index.html                   /
 *     console.html                 /console
 *     projector.html               /projector
 *     clock.html                   /clock
 *     assets/<name>                /assets/<name>
 *     <one of these>.gz            not at all: the same file, compressed beforehand
 *
 * index.html must be there; the others may be left out. Other files beside them, and names that
 * begin with a dot, are left alone. In assets/ there are plain files only, no folders and no links,
 * with names of letters, digits, '.', '-' and '_' and an ending whose content type is known. They
 * are taken to be named by their content: browsers keep them for a year.
 */
#ifndef HV_NET_PAGES_H
#define HV_NET_PAGES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

#define HV_PAGES_MAX       256                /* files, compressed ones not counted */
#define HV_PAGE_BYTES_MAX  (4 * 1024 * 1024)  /* of one file */
#define HV_PAGES_BYTES_MAX (32 * 1024 * 1024) /* of all, compressed ones included */
#define HV_PAGE_NAME_MAX   128                /* of a file in assets/ */
#define HV_PAGE_ETAG_SIZE  27                 /* 24 digits, the quotes, a final NUL */

/* One way to send a page. */
struct hv_page_form {
    uint8_t *bytes; /* NULL: there is no such form. Not to be written to: libwebsockets asks for
                       bytes that are not const */
    size_t size;
    char etag[HV_PAGE_ETAG_SIZE]; /* from the bytes; with its quotes */
};

struct hv_page {
    char path[HV_PAGE_NAME_MAX + 16]; /* as it is asked for */
    const char *type;                 /* for Content-Type */
    bool asset;
    struct hv_page_form plain;
    struct hv_page_form gzip;
};

struct hv_pages {
    uint32_t count;
    size_t bytes;
    struct hv_page list[HV_PAGES_MAX];
};

/*
 * Read the folder. HV_EINVAL: it is no folder of pages, with a sentence that names the file and
 * says what is wrong; HV_ENOTFOUND: it is not there; HV_EIO, HV_ENOMEM. Free with hv_pages_free.
 */
enum hv_code hv_pages_read(const char *folder, struct hv_error *error, struct hv_pages **ret);

/* `pages` may be NULL. */
void hv_pages_free(struct hv_pages *pages);

/* The page that is asked for with these `size` bytes, without query; NULL: there is none. */
const struct hv_page *hv_pages_find(const struct hv_pages *pages, const char *path, size_t size);

#endif
