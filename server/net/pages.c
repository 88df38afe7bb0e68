/* SPDX-License-Identifier: EUPL-1.2 */
#include "net/pages.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <libwebsockets.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/bytes.h"

#define COUNT(array)  (sizeof(array) / sizeof(array)[0])
#define SHA1_SIZE     20
#define ASSETS_FOLDER "assets"
#define NAME_LETTERS  "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-"

static const struct {
    const char *file, *path;
} tops[] = {
    { "index.html", "/" },
    { "console.html", "/console" },
    { "projector.html", "/projector" },
    { "clock.html", "/clock" },
};

static const struct {
    const char *ending, *type;
} types[] = {
    { ".html", "text/html; charset=utf-8" },
    { ".js", "text/javascript; charset=utf-8" },
    { ".css", "text/css; charset=utf-8" },
    { ".json", "application/json" },
    { ".txt", "text/plain; charset=utf-8" },
    { ".ftl", "text/plain; charset=utf-8" },
    { ".svg", "image/svg+xml" },
    { ".png", "image/png" },
    { ".webp", "image/webp" },
    { ".ico", "image/x-icon" },
    { ".woff2", "font/woff2" },
    { ".wasm", "application/wasm" },
};

struct reading {
    const char *folder;
    struct hv_pages *pages;
    struct hv_error *error;
};

static bool ends_with(const char *name, const char *ending)
{
    size_t size = strlen(name);
    size_t tail = strlen(ending);

    return size > tail && strcmp(name + size - tail, ending) == 0;
}

static const char *type_of(const char *file)
{
    for (size_t i = 0; i < COUNT(types); i++) {
        if (ends_with(file, types[i].ending)) {
            return types[i].type;
        }
    }
    return NULL;
}

static enum hv_code refuse(const struct reading *reading, const char *file, const char *what)
{
    return hv_error_set(reading->error, HV_EINVAL, "%s/%s: %s", reading->folder, file, what);
}

static enum hv_code fail(const struct reading *reading, const char *file)
{
    enum hv_code code = errno == ENOENT ? HV_ENOTFOUND : errno == EACCES ? HV_EPERM : HV_EIO;

    return hv_error_set(reading->error, code, "%s/%s: %s", reading->folder, file, strerror(errno));
}

static enum hv_code join(const struct reading *reading, const char *file, char ret[PATH_MAX])
{
    int size = snprintf(ret, PATH_MAX, "%s/%s", reading->folder, file);

    return size < PATH_MAX ? HV_OK : refuse(reading, file, "the path is too long");
}

static void set_etag(struct hv_page_form *form)
{
    uint8_t hash[SHA1_SIZE];

    lws_SHA1(form->bytes, form->size, hash);
    form->etag[0] = '"';
    hv_hex_encode((struct hv_bytes){ .data = hash, .size = (HV_PAGE_ETAG_SIZE - 3) / 2 },
                  form->etag + 1);
    form->etag[HV_PAGE_ETAG_SIZE - 2] = '"';
    form->etag[HV_PAGE_ETAG_SIZE - 1] = '\0';
}

static bool read_whole(int descriptor, uint8_t *bytes, size_t size)
{
    while (size > 0) {
        ssize_t got = read(descriptor, bytes, size);
        if (got <= 0) {
            errno = got == 0 ? EIO : errno;
            return false;
        }
        bytes += got;
        size -= (size_t)got;
    }
    return true;
}

static enum hv_code read_open(const struct reading *reading,
                              const char *file,
                              int descriptor,
                              struct hv_page_form *form)
{
    struct hv_pages *pages = reading->pages;
    struct stat status;

    if (fstat(descriptor, &status) != 0) {
        return fail(reading, file);
    }
    if (!S_ISREG(status.st_mode)) {
        return refuse(reading, file, "it is no plain file; pages are plain files only");
    }
    if (status.st_size > HV_PAGE_BYTES_MAX) {
        return refuse(reading, file, "it is larger than 4 MiB, which is the most for one page");
    }
    form->size = (size_t)status.st_size;
    pages->bytes += form->size;
    if (pages->bytes > HV_PAGES_BYTES_MAX) {
        return refuse(reading, file, "with it the pages are larger than 32 MiB together");
    }
    form->bytes = malloc(form->size + 1);
    if (form->bytes == NULL) {
        return hv_error_set(reading->error, HV_ENOMEM, "no memory");
    }
    if (!read_whole(descriptor, form->bytes, form->size)) {
        return fail(reading, file);
    }
    set_etag(form);
    return HV_OK;
}

/* A link could lead out of the folder, and opening a pipe would wait for its writer. */
static enum hv_code
read_form(const struct reading *reading, const char *file, struct hv_page_form *form)
{
    char path[PATH_MAX];
    enum hv_code code = join(reading, file, path);

    if (code != HV_OK) {
        return code;
    }
    int descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (descriptor < 0) {
        return errno == ELOOP ? refuse(reading, file, "it is a link; pages are plain files only")
                              : fail(reading, file);
    }
    code = read_open(reading, file, descriptor, form);
    close(descriptor);
    return code;
}

static enum hv_code read_gzip(const struct reading *reading, const char *file, struct hv_page *page)
{
    char name[HV_PAGE_NAME_MAX + 16];

    snprintf(name, sizeof name, "%s.gz", file);
    enum hv_code code = read_form(reading, name, &page->gzip);
    if (code == HV_ENOTFOUND) {
        return HV_OK;
    }
    if (code == HV_OK &&
        (page->gzip.size < 2 || page->gzip.bytes[0] != 0x1f || page->gzip.bytes[1] != 0x8b)) {
        return refuse(reading, name, "it is not compressed with gzip");
    }
    return code;
}

/* It counts from here on, so that what was read of it is freed whatever comes. */
static struct hv_page *add_page(struct hv_pages *pages, const char *path, bool asset)
{
    struct hv_page *page = &pages->list[pages->count++];

    snprintf(page->path, sizeof page->path, "%s", path);
    page->asset = asset;
    return page;
}

static enum hv_code
read_page(const struct reading *reading, const char *file, const char *path, bool asset)
{
    const char *type = type_of(file);

    if (type == NULL) {
        return refuse(reading, file,
                      "no content type is known for its ending; known are .html, .js, .css, .json, "
                      ".txt, .ftl, .svg, .png, .webp, .ico, .woff2 and .wasm");
    }
    if (reading->pages->count == HV_PAGES_MAX) {
        return refuse(reading, file, "it is one file too many; there may be 256");
    }
    struct hv_page *page = add_page(reading->pages, path, asset);
    page->type = type;
    enum hv_code code = read_form(reading, file, &page->plain);
    return code == HV_OK ? read_gzip(reading, file, page) : code;
}

/* ---- The top ---- */

static enum hv_code read_tops(const struct reading *reading)
{
    char path[PATH_MAX];

    for (size_t i = 0; i < COUNT(tops); i++) {
        enum hv_code code = join(reading, tops[i].file, path);
        if (code == HV_OK && (i == 0 || access(path, F_OK) == 0)) {
            code = read_page(reading, tops[i].file, tops[i].path, false);
        }
        if (code == HV_ENOTFOUND) {
            return hv_error_set(reading->error, HV_EINVAL,
                                "%s has no %s, so it is no folder of pages", reading->folder,
                                tops[i].file);
        }
        if (code != HV_OK) {
            return code;
        }
    }
    return HV_OK;
}

/* ---- assets/ ---- */

static int is_shown(const struct dirent *entry)
{
    return entry->d_name[0] != '.';
}

/* Byte order: which of two wrong files is told does not depend on the disk. */
static int by_name(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

/* It was read with the file that it stands beside. */
static enum hv_code check_beside(const struct reading *reading, const char *file)
{
    char path[PATH_MAX];
    enum hv_code code = join(reading, file, path);

    if (code != HV_OK) {
        return code;
    }
    path[strlen(path) - strlen(".gz")] = '\0';
    return access(path, F_OK) == 0
               ? HV_OK
               : refuse(reading, file, "the file that it is the compressed form of is missing");
}

static enum hv_code read_asset(const struct reading *reading, const char *name)
{
    char file[sizeof ASSETS_FOLDER + NAME_MAX + 1];
    char path[sizeof file + 1];

    snprintf(file, sizeof file, ASSETS_FOLDER "/%s", name);
    snprintf(path, sizeof path, "/%s", file);
    if (strlen(name) > HV_PAGE_NAME_MAX || strspn(name, NAME_LETTERS) != strlen(name)) {
        return refuse(reading, file,
                      "its name may have letters, digits, '.', '-' and '_' only, at most 128");
    }
    return ends_with(name, ".gz") ? check_beside(reading, file)
                                  : read_page(reading, file, path, true);
}

static enum hv_code read_assets(const struct reading *reading)
{
    char path[PATH_MAX];
    struct dirent **names = NULL;
    enum hv_code code = join(reading, ASSETS_FOLDER, path);

    if (code != HV_OK) {
        return code;
    }
    int count = scandir(path, &names, is_shown, by_name);
    if (count < 0) {
        return errno == ENOENT ? HV_OK : fail(reading, ASSETS_FOLDER);
    }
    for (int i = 0; i < count; i++) {
        if (code == HV_OK) {
            code = read_asset(reading, names[i]->d_name);
        }
        free(names[i]);
    }
    free(names);
    return code;
}

enum hv_code hv_pages_read(const char *folder, struct hv_error *error, struct hv_pages **ret)
{
    struct reading reading = { .folder = folder, .error = error };
    struct stat status;

    if (stat(folder, &status) != 0) {
        return hv_error_set(error, errno == ENOENT ? HV_ENOTFOUND : HV_EIO,
                            "cannot read the pages in %s: %s", folder, strerror(errno));
    }
    if (!S_ISDIR(status.st_mode)) {
        return hv_error_set(error, HV_EINVAL, "%s is no folder", folder);
    }
    reading.pages = calloc(1, sizeof *reading.pages);
    if (reading.pages == NULL) {
        return hv_error_set(error, HV_ENOMEM, "no memory");
    }
    enum hv_code code = read_tops(&reading);
    if (code == HV_OK) {
        code = read_assets(&reading);
    }
    if (code != HV_OK) {
        hv_pages_free(reading.pages);
        return code;
    }
    *ret = reading.pages;
    return HV_OK;
}

void hv_pages_free(struct hv_pages *pages)
{
    if (pages == NULL) {
        return;
    }
    for (uint32_t i = 0; i < pages->count; i++) {
        free(pages->list[i].plain.bytes);
        free(pages->list[i].gzip.bytes);
    }
    free(pages);
}

const struct hv_page *hv_pages_find(const struct hv_pages *pages, const char *path, size_t size)
{
    for (uint32_t i = 0; i < pages->count; i++) {
        const struct hv_page *page = &pages->list[i];
        if (strlen(page->path) == size && memcmp(page->path, path, size) == 0) {
            return page;
        }
    }
    return NULL;
}
