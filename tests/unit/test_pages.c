/* SPDX-License-Identifier: EUPL-1.2 */
/* The table of pages: what a folder gives, what is found in it, and the one sentence for each
 * folder that is wrong. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "net/pages.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])
#define GZIP         "\x1f\x8b"

static char folder[64];

/* ---- A folder of the test ---- */

static int remove_one(const char *path, const struct stat *status, int kind, struct FTW *place)
{
    (void)status;
    (void)kind;
    (void)place;
    return remove(path);
}

static int tear_down(void **state)
{
    (void)state;
    return nftw(folder, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

static const char *path_of(const char *name)
{
    static char path[512];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    return path;
}

static void put(const char *name, const char *text)
{
    FILE *file = fopen(path_of(name), "we");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

/* A file of that size which takes no room on the disk. */
static void put_size(const char *name, off_t size)
{
    put(name, "");
    assert_return_code(truncate(path_of(name), size), errno);
}

static void put_folder(const char *name)
{
    assert_return_code(mkdir(path_of(name), 0700), errno);
}

static int set_up(void **state)
{
    (void)state;
    snprintf(folder, sizeof folder, "/tmp/houvast-pages-XXXXXX");
    assert_non_null(mkdtemp(folder));
    put_folder("assets");
    put("index.html", "index");
    return 0;
}

static struct hv_pages *read_folder(void)
{
    struct hv_error error = { 0 };
    struct hv_pages *pages = NULL;

    if (hv_pages_read(folder, &error, &pages) != HV_OK) {
        fail_msg("%s", error.text);
    }
    return pages;
}

static const struct hv_page *find(const struct hv_pages *pages, const char *path)
{
    return hv_pages_find(pages, path, strlen(path));
}

static void expect_text(const struct hv_page_form *form, const char *text)
{
    assert_non_null(form->bytes);
    assert_int_equal(form->size, strlen(text));
    assert_memory_equal(form->bytes, text, form->size);
}

/* ---- What it gives ---- */

static void each_file_has_its_path_and_type(void **state)
{
    static const struct {
        const char *file, *path, *type;
        bool asset;
    } rows[] = {
        { "index.html", "/", "text/html; charset=utf-8", false },
        { "console.html", "/console", "text/html; charset=utf-8", false },
        { "projector.html", "/projector", "text/html; charset=utf-8", false },
        { "clock.html", "/clock", "text/html; charset=utf-8", false },
        { "assets/table-4F2a_x.js", "/assets/table-4F2a_x.js", "text/javascript; charset=utf-8",
          true },
        { "assets/a.css", "/assets/a.css", "text/css; charset=utf-8", true },
        { "assets/a.svg", "/assets/a.svg", "image/svg+xml", true },
        { "assets/a.b.wasm", "/assets/a.b.wasm", "application/wasm", true },
        { "assets/words.json", "/assets/words.json", "application/json", true },
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        put(rows[i].file, rows[i].file);
    }
    struct hv_pages *pages = read_folder();
    assert_int_equal(pages->count, COUNT(rows));
    for (size_t i = 0; i < COUNT(rows); i++) {
        const struct hv_page *page = find(pages, rows[i].path);
        assert_non_null(page);
        assert_string_equal(page->type, rows[i].type);
        assert_int_equal(page->asset, rows[i].asset);
        expect_text(&page->plain, rows[i].file);
        assert_null(page->gzip.bytes);
    }
    hv_pages_free(pages);
}

static void nothing_else_is_found(void **state)
{
    static const char *const paths[] = { "",
                                         "index.html",
                                         "/index.html",
                                         "/console.html",
                                         "/Console",
                                         "/console/",
                                         "//",
                                         "//console",
                                         "/.",
                                         "/./",
                                         "/..",
                                         "/../console",
                                         "/assets",
                                         "/assets/",
                                         "/assets/.",
                                         "/assets/..",
                                         "/assets/../index.html",
                                         "/assets/../../secret.txt",
                                         "/assets/..%2findex.html",
                                         "/assets\\a.js",
                                         "/assets//a.js",
                                         "/assets/./a.js",
                                         "/assets/a.j",
                                         "/assets/a.js ",
                                         "/assets/a.jss",
                                         "/assets/A.js",
                                         "/assets/a.js.gz",
                                         "/assets/.hidden.js",
                                         "/notes.txt",
                                         "/etc/passwd" };

    (void)state;
    put("console.html", "console");
    put("notes.txt", "left alone");
    put("assets/a.js", "plain");
    put("assets/a.js.gz", GZIP);
    put("assets/.hidden.js", "left alone");
    struct hv_pages *pages = read_folder();
    assert_int_equal(pages->count, 3);
    for (size_t i = 0; i < COUNT(paths); i++) {
        if (find(pages, paths[i]) != NULL) {
            fail_msg("'%s' is found", paths[i]);
        }
    }
    assert_null(hv_pages_find(pages, "/console\0", 9));
    assert_null(hv_pages_find(pages, "/assets/a.js\0.html", 18));
    assert_non_null(hv_pages_find(pages, "/console?", 8));
    hv_pages_free(pages);
}

static void a_compressed_form_stands_beside_its_file(void **state)
{
    (void)state;
    put("index.html.gz", GZIP "index");
    put("assets/a.js", "plain");
    put("assets/a.js.gz", GZIP "short");
    struct hv_pages *pages = read_folder();
    assert_int_equal(pages->count, 2);
    expect_text(&find(pages, "/")->gzip, GZIP "index");
    expect_text(&find(pages, "/assets/a.js")->plain, "plain");
    expect_text(&find(pages, "/assets/a.js")->gzip, GZIP "short");
    assert_string_not_equal(find(pages, "/assets/a.js")->plain.etag,
                            find(pages, "/assets/a.js")->gzip.etag);
    hv_pages_free(pages);
}

/* Also when size and time are the same, as after an upgrade of a package. */
static void an_etag_follows_the_bytes(void **state)
{
    char before[HV_PAGE_ETAG_SIZE];

    (void)state;
    struct hv_pages *pages = read_folder();
    memcpy(before, find(pages, "/")->plain.etag, sizeof before);
    assert_int_equal(strlen(before), HV_PAGE_ETAG_SIZE - 1);
    assert_int_equal(before[0], '"');
    assert_int_equal(before[HV_PAGE_ETAG_SIZE - 2], '"');
    hv_pages_free(pages);

    pages = read_folder();
    assert_string_equal(find(pages, "/")->plain.etag, before);
    hv_pages_free(pages);

    put("index.html", "Index");
    pages = read_folder();
    assert_string_not_equal(find(pages, "/")->plain.etag, before);
    hv_pages_free(pages);
}

static void an_empty_file_is_a_page_too(void **state)
{
    (void)state;
    put("assets/empty.css", "");
    struct hv_pages *pages = read_folder();
    expect_text(&find(pages, "/assets/empty.css")->plain, "");
    hv_pages_free(pages);
}

/* ---- Folders that are wrong ---- */

static void expect_refusal(enum hv_code code, const char *file, const char *sentence)
{
    struct hv_error error = { 0 };
    struct hv_pages *pages = NULL;
    char expected[sizeof error.text];

    assert_int_equal(hv_pages_read(folder, &error, &pages), code);
    assert_null(pages);
    snprintf(expected, sizeof expected, "%s%s%s", folder, file, sentence);
    assert_string_equal(error.text, expected);
}

static void without_index_it_is_no_folder_of_pages(void **state)
{
    (void)state;
    assert_return_code(unlink(path_of("index.html")), errno);
    expect_refusal(HV_EINVAL, "", " has no index.html, so it is no folder of pages");
}

static void a_folder_must_be_one(void **state)
{
    struct hv_error error = { 0 };
    struct hv_pages *pages = NULL;
    char expected[256];

    (void)state;
    assert_int_equal(hv_pages_read(path_of("index.html"), &error, &pages), HV_EINVAL);
    snprintf(expected, sizeof expected, "%s/index.html is no folder", folder);
    assert_string_equal(error.text, expected);
    assert_int_equal(hv_pages_read("/nonexistent", &error, &pages), HV_ENOTFOUND);
    assert_string_equal(error.text,
                        "cannot read the pages in /nonexistent: No such file or directory");
    assert_null(pages);
}

static void a_link_does_not_lead_out(void **state)
{
    (void)state;
    assert_return_code(symlink("/etc/passwd", path_of("assets/a.txt")), errno);
    expect_refusal(HV_EINVAL, "/assets/a.txt", ": it is a link; pages are plain files only");
}

static void a_folder_in_assets_is_refused(void **state)
{
    (void)state;
    put_folder("assets/more.js");
    expect_refusal(HV_EINVAL, "/assets/more.js",
                   ": it is no plain file; pages are plain files only");
}

static void a_pipe_is_refused_and_not_waited_for(void **state)
{
    (void)state;
    assert_return_code(mkfifo(path_of("assets/a.js"), 0600), errno);
    expect_refusal(HV_EINVAL, "/assets/a.js", ": it is no plain file; pages are plain files only");
}

static void names_and_endings_are_known(void **state)
{
    static const char types[] =
        ": no content type is known for its ending; known are .html, .js, .css, .json, .txt, .ftl, "
        ".svg, .png, .webp, .ico, .woff2 and .wasm";
    static const char letters[] =
        ": its name may have letters, digits, '.', '-' and '_' only, at most 128";
    static const struct {
        const char *name, *sentence;
    } rows[] = {
        { "a b.js", letters },  { "caf\xc3\xa9.js", letters },
        { "a%2f.js", letters }, { "a?x.js", letters },
        { "a.php", types },     { "a", types },
        { "js", types },        { "a.js.map", types },
        { "A.JS", types },      { "a.tar", types },
    };
    char file[64];

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        snprintf(file, sizeof file, "/assets/%s", rows[i].name);
        put(file + 1, "");
        expect_refusal(HV_EINVAL, file, rows[i].sentence);
        assert_return_code(unlink(path_of(file + 1)), errno);
    }
}

static void a_name_may_be_so_long(void **state)
{
    char file[256] = "/assets/";
    char sentence[256];

    (void)state;
    memset(file + 8, 'a', HV_PAGE_NAME_MAX - 3);
    memcpy(file + 8 + HV_PAGE_NAME_MAX - 3, ".js", 4);
    put(file + 1, "long");
    struct hv_pages *pages = read_folder();
    expect_text(&find(pages, file)->plain, "long");
    hv_pages_free(pages);

    assert_return_code(unlink(path_of(file + 1)), errno);
    memcpy(file + 8 + HV_PAGE_NAME_MAX - 3, "a.js", 5);
    put(file + 1, "long");
    snprintf(sentence, sizeof sentence,
             ": its name may have letters, digits, '.', '-' and '_' only, at most %d",
             HV_PAGE_NAME_MAX);
    expect_refusal(HV_EINVAL, file, sentence);
}

static void a_compressed_form_is_checked(void **state)
{
    (void)state;
    put("assets/a.js.gz", GZIP);
    expect_refusal(HV_EINVAL, "/assets/a.js.gz",
                   ": the file that it is the compressed form of is missing");
    put("assets/a.js", "plain");
    put("assets/a.js.gz", "plain too");
    expect_refusal(HV_EINVAL, "/assets/a.js.gz", ": it is not compressed with gzip");
}

static void there_are_so_many_and_no_more(void **state)
{
    char file[64];

    (void)state;
    for (int i = 1; i < HV_PAGES_MAX; i++) {
        snprintf(file, sizeof file, "/assets/%03d.js", i);
        put(file + 1, "x");
    }
    struct hv_pages *pages = read_folder();
    assert_int_equal(pages->count, HV_PAGES_MAX);
    hv_pages_free(pages);
    put("assets/last.js", "x");
    expect_refusal(HV_EINVAL, "/assets/last.js", ": it is one file too many; there may be 256");
}

static void sizes_are_bounded(void **state)
{
    char file[64];

    (void)state;
    put_size("assets/0.js", HV_PAGE_BYTES_MAX);
    hv_pages_free(read_folder());
    put_size("assets/0.js", (off_t)HV_PAGE_BYTES_MAX + 1);
    expect_refusal(HV_EINVAL, "/assets/0.js",
                   ": it is larger than 4 MiB, which is the most for one page");
    for (int i = 0; i < HV_PAGES_BYTES_MAX / HV_PAGE_BYTES_MAX; i++) {
        snprintf(file, sizeof file, "/assets/%d.js", i);
        put_size(file + 1, HV_PAGE_BYTES_MAX);
    }
    expect_refusal(HV_EINVAL, file, ": with it the pages are larger than 32 MiB together");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(each_file_has_its_path_and_type),
        TEST(nothing_else_is_found),
        TEST(a_compressed_form_stands_beside_its_file),
        TEST(an_etag_follows_the_bytes),
        TEST(an_empty_file_is_a_page_too),
        TEST(without_index_it_is_no_folder_of_pages),
        TEST(a_folder_must_be_one),
        TEST(a_link_does_not_lead_out),
        TEST(a_folder_in_assets_is_refused),
        TEST(a_pipe_is_refused_and_not_waited_for),
        TEST(names_and_endings_are_known),
        TEST(a_name_may_be_so_long),
        TEST(a_compressed_form_is_checked),
        TEST(there_are_so_many_and_no_more),
        TEST(sizes_are_bounded),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
