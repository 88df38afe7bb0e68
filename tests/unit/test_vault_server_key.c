/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The server key's file, on real files in a folder of the test's own. This program's fsync stands
 * before libc's: it notes what the folder looked like at each call, and fails where a test asks so.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "vault/vault.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define NOBODY       ((uid_t)65534)

static char folder[64];
static char path[80];        /* folder/houvast.key */
static char credentials[80]; /* folder/credentials, not made yet */

/* ---- The witness ---- */

static struct {
    int calls;
    int fail_at; /* the call that fails; 0 is none */
    int fail_with;
    bool rival_is_first;              /* another server's key takes the name at the first call */
    bool saw_whole_file_without_name; /* the key was synced before it had its name */
    bool saw_folder_with_name;        /* then the folder, with the name in it */
} syncs;

static void write_file(const char *name, size_t size, mode_t mode)
{
    static const uint8_t bytes[64] = { 1, 2, 3 };
    int file = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    assert_true(file >= 0);
    assert_int_equal(write(file, bytes, size), (ssize_t)size);
    assert_int_equal(fchmod(file, mode), 0);
    assert_int_equal(close(file), 0);
}

static bool exists(const char *name)
{
    struct stat file;
    return lstat(name, &file) == 0;
}

int fsync(int descriptor)
{
    struct stat file;
    syncs.calls++;
    if (fstat(descriptor, &file) == 0) {
        if (S_ISREG(file.st_mode) && file.st_size == HV_SERVER_KEY_SIZE && !exists(path)) {
            syncs.saw_whole_file_without_name = true;
        }
        if (S_ISDIR(file.st_mode) && exists(path)) {
            syncs.saw_folder_with_name = syncs.saw_whole_file_without_name;
        }
    }
    if (syncs.calls == 1 && syncs.rival_is_first) {
        write_file(path, HV_SERVER_KEY_SIZE, 0600);
    }
    if (syncs.calls == syncs.fail_at) {
        errno = syncs.fail_with;
        return -1;
    }
    return (int)syscall(SYS_fsync, descriptor);
}

/* ---- Files ---- */

static int remove_one(const char *name, const struct stat *file, int kind, struct FTW *place)
{
    (void)file;
    (void)kind;
    (void)place;
    return remove(name);
}

static int files_in(const char *name)
{
    int count = -2; /* itself and its parent */
    DIR *entries = opendir(name);
    assert_non_null(entries);
    while (readdir(entries) != NULL) {
        count++;
    }
    closedir(entries);
    return count;
}

static int set_up(void **state)
{
    (void)state;
    snprintf(folder, sizeof folder, "/tmp/houvast-server-key-XXXXXX");
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/houvast.key", folder);
    snprintf(credentials, sizeof credentials, "%s/credentials", folder);
    memset(&syncs, 0, sizeof syncs);
    unsetenv("CREDENTIALS_DIRECTORY");
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    unsetenv("CREDENTIALS_DIRECTORY");
    return nftw(folder, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

/* ---- Opening ---- */

static struct hv_id key_id_of(const struct hv_vault *vault)
{
    struct hv_id id;
    hv_vault_key_id(vault, (struct hv_id){ .b = "log" }, hv_bytes_from_text("scope"), &id);
    return id;
}

/* What tells one server key from another. */
static struct hv_id open_vault(const char *file)
{
    struct hv_vault *vault;
    struct hv_error error = { .code = HV_OK };
    enum hv_code code = hv_vault_open(file, hv_random_system, &error, &vault);
    if (code != HV_OK) {
        fail_msg("%s: %s", hv_code_name(code), error.text);
    }
    struct hv_id id = key_id_of(vault);
    hv_vault_free(vault);
    return id;
}

static struct hv_id id_of_file(const char *name)
{
    uint8_t key[HV_SERVER_KEY_SIZE + 1];
    struct hv_vault *vault;
    int file = open(name, O_RDONLY | O_CLOEXEC);
    assert_true(file >= 0);
    assert_int_equal(read(file, key, sizeof key), HV_SERVER_KEY_SIZE);
    close(file);
    assert_int_equal(hv_vault_new(key, hv_random_system, &vault), HV_OK);
    struct hv_id id = key_id_of(vault);
    hv_vault_free(vault);
    return id;
}

static void assert_refused(const char *file, enum hv_code reason, const char *word)
{
    struct hv_vault *vault = NULL;
    struct hv_error error = { .code = HV_OK };
    int descriptors = files_in("/proc/self/fd");
    enum hv_code code = hv_vault_open(file, hv_random_system, &error, &vault);
    print_message("%s: %s\n", hv_code_name(code), error.text);
    assert_int_equal(code, reason);
    assert_int_equal(error.code, reason);
    assert_non_null(strstr(error.text, word));
    assert_non_null(strstr(error.text, file));
    assert_null(vault);
    assert_int_equal(hv_vault_open(file, hv_random_system, NULL, &vault), reason);
    assert_int_equal(files_in("/proc/self/fd"), descriptors);
}

/* ---- Tests ---- */

static void a_new_key_is_private_whatever_the_umask(void **state)
{
    static const mode_t umasks[] = { 0, 022, 077, 0777 };
    struct hv_id ids[COUNT(umasks)];

    (void)state;
    for (size_t i = 0; i < COUNT(umasks); i++) {
        struct stat file;
        mode_t before = umask(umasks[i]);
        ids[i] = open_vault(path);
        umask(before);
        assert_int_equal(lstat(path, &file), 0);
        assert_int_equal(file.st_mode, S_IFREG | 0600);
        assert_int_equal(file.st_size, HV_SERVER_KEY_SIZE);
        assert_int_equal(files_in(folder), 1);
        assert_true(hv_id_equal(id_of_file(path), ids[i]));
        for (size_t j = 0; j < i; j++) {
            assert_false(hv_id_equal(ids[i], ids[j]));
        }
        assert_int_equal(unlink(path), 0);
    }
}

static void the_same_key_is_read_again(void **state)
{
    struct hv_id made = open_vault(path);
    (void)state;
    assert_true(hv_id_equal(open_vault(path), made));
    assert_int_equal(chmod(path, 0400), 0);
    assert_true(hv_id_equal(open_vault(path), made));
    assert_int_equal(files_in(folder), 1);
}

static void a_path_without_folder_is_in_the_current_one(void **state)
{
    char before[PATH_MAX];
    (void)state;
    assert_non_null(getcwd(before, sizeof before));
    assert_int_equal(chdir(folder), 0);
    struct hv_id id = open_vault("houvast.key");
    assert_int_equal(chdir(before), 0);
    assert_true(hv_id_equal(id_of_file(path), id));
}

static void the_key_is_on_disk_before_its_name_and_its_name_before_it_is_used(void **state)
{
    (void)state;
    open_vault(path);
    assert_int_equal(syncs.calls, 2);
    assert_true(syncs.saw_whole_file_without_name);
    assert_true(syncs.saw_folder_with_name);
    open_vault(path);
    assert_int_equal(syncs.calls, 2);
}

static void a_failing_disk_leaves_no_key_behind(void **state)
{
    const struct {
        int fail_at;
        int fail_with;
        enum hv_code code;
    } rows[] = {
        { 1, EIO, HV_EIO }, { 1, ENOSPC, HV_EFULL }, { 1, EDQUOT, HV_EFULL },
        { 2, EIO, HV_EIO }, { 2, ENOSPC, HV_EFULL },
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct hv_vault *vault = NULL;
        struct hv_error error;
        syncs.calls = 0;
        syncs.fail_at = rows[i].fail_at;
        syncs.fail_with = rows[i].fail_with;
        assert_int_equal(hv_vault_open(path, hv_random_system, &error, &vault), rows[i].code);
        print_message("%s\n", error.text);
        assert_null(vault);
        assert_int_equal(files_in(folder), 0);
    }
    syncs.fail_at = 0;
    struct hv_id made = open_vault(path);
    assert_true(hv_id_equal(made, id_of_file(path)));
}

static void a_key_that_was_there_first_is_used_and_never_replaced(void **state)
{
    const struct {
        int fail_at; /* also then the other server's key stays */
        enum hv_code code;
    } rows[] = { { 0, HV_OK }, { 1, HV_EIO }, { 2, HV_EIO } };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct hv_vault *vault = NULL;
        char rival[80];
        syncs.calls = 0;
        syncs.rival_is_first = true;
        syncs.fail_at = rows[i].fail_at;
        syncs.fail_with = EIO;
        assert_int_equal(hv_vault_open(path, hv_random_system, NULL, &vault), rows[i].code);
        snprintf(rival, sizeof rival, "%s/rival", folder);
        write_file(rival, HV_SERVER_KEY_SIZE, 0600);
        struct hv_id id = id_of_file(rival);
        assert_true(hv_id_equal(id_of_file(path), id));
        if (vault != NULL) {
            assert_true(hv_id_equal(key_id_of(vault), id));
        }
        hv_vault_free(vault);
        assert_int_equal(files_in(folder), 2);
        assert_int_equal(unlink(rival), 0);
        assert_int_equal(unlink(path), 0);
    }
}

static int start_server(int answer)
{
    struct hv_vault *vault;
    if (hv_vault_open(path, hv_random_system, NULL, &vault) != HV_OK) {
        return 1;
    }
    struct hv_id id = key_id_of(vault);
    hv_vault_free(vault);
    return write(answer, id.b, sizeof id.b) == sizeof id.b ? 0 : 1;
}

static void servers_that_start_at_once_share_one_key(void **state)
{
    enum {
        SERVERS = 8
    };
    int pipes[2];
    struct hv_id ids[SERVERS];

    (void)state;
    assert_int_equal(pipe(pipes), 0);
    for (int i = 0; i < SERVERS; i++) {
        pid_t child = fork();
        assert_true(child >= 0);
        if (child == 0) {
            _exit(start_server(pipes[1]));
        }
    }
    for (int i = 0; i < SERVERS; i++) {
        int status;
        assert_true(wait(&status) > 0);
        assert_int_equal(status, 0);
        assert_int_equal(read(pipes[0], ids[i].b, sizeof ids[i].b), sizeof ids[i].b);
        assert_true(hv_id_equal(ids[i], ids[0]));
    }
    assert_true(hv_id_equal(ids[0], id_of_file(path)));
    assert_int_equal(files_in(folder), 1);
    close(pipes[0]);
    close(pipes[1]);
}

static void a_file_of_another_mode_is_refused_and_left_alone(void **state)
{
    static const mode_t modes[] = { 0644, 0640, 0604, 0620, 0602, 0700, 0777, 04600, 0601 };

    (void)state;
    write_file(path, HV_SERVER_KEY_SIZE, 0600);
    for (size_t i = 0; i < COUNT(modes); i++) {
        struct stat file;
        assert_int_equal(chmod(path, modes[i]), 0);
        assert_refused(path, HV_EINVAL, "chmod 600");
        assert_int_equal(stat(path, &file), 0);
        assert_int_equal(file.st_mode & 07777, modes[i]);
    }
}

static void a_file_of_another_size_is_refused_and_left_alone(void **state)
{
    static const size_t sizes[] = { 0, 1, 31, 33, 64 };

    (void)state;
    for (size_t i = 0; i < COUNT(sizes); i++) {
        struct stat file;
        write_file(path, sizes[i], 0600);
        assert_refused(path, HV_EINVAL, "instead of 32");
        assert_int_equal(stat(path, &file), 0);
        assert_int_equal(file.st_size, sizes[i]);
        assert_int_equal(unlink(path), 0);
    }
}

static void a_symbolic_link_is_refused_also_into_nothing(void **state)
{
    char target[96];

    (void)state;
    snprintf(target, sizeof target, "%s/target", folder);
    assert_int_equal(symlink(target, path), 0);
    assert_refused(path, HV_EINVAL, "symbolic link");
    assert_false(exists(target));
    write_file(target, HV_SERVER_KEY_SIZE, 0600);
    assert_refused(path, HV_EINVAL, "symbolic link");
}

static void what_is_no_regular_file_is_refused(void **state)
{
    (void)state;
    assert_int_equal(mkdir(path, 0700), 0);
    assert_refused(path, HV_EINVAL, "not a regular file");
    assert_int_equal(rmdir(path), 0);
    assert_int_equal(mkfifo(path, 0600), 0);
    assert_refused(path, HV_EINVAL, "not a regular file");
}

static void a_missing_folder_is_said(void **state)
{
    char inside[96];

    (void)state;
    snprintf(inside, sizeof inside, "%s/missing/houvast.key", folder);
    assert_refused(inside, HV_ENOTFOUND, "folder of the server key does not exist");
    write_file(path, HV_SERVER_KEY_SIZE, 0600);
    snprintf(inside, sizeof inside, "%s/houvast.key", path);
    assert_refused(inside, HV_ENOTFOUND, "Not a directory");
    assert_int_equal(files_in(folder), 1);
}

static void a_file_of_another_owner_is_refused(void **state)
{
    (void)state;
    if (geteuid() != 0) {
        skip(); /* only root can give a file away */
    }
    write_file(path, HV_SERVER_KEY_SIZE, 0600);
    assert_int_equal(chown(path, NOBODY, (gid_t)-1), 0);
    assert_refused(path, HV_EINVAL, "chown 0");
}

static void a_folder_that_may_not_be_written_is_said(void **state)
{
    (void)state;
    if (geteuid() != 0) {
        skip(); /* only root can become another */
    }
    assert_int_equal(seteuid(NOBODY), 0);
    assert_refused(path, HV_EPERM, "Permission denied");
    assert_int_equal(seteuid(0), 0);
}

static void a_credential_comes_before_the_file(void **state)
{
    static const mode_t modes[] = { 0400, 0440, 0600 };
    char credential[96];

    (void)state;
    struct hv_id made = open_vault(path);
    assert_int_equal(mkdir(credentials, 0700), 0);
    snprintf(credential, sizeof credential, "%s/houvast.key", credentials);
    setenv("CREDENTIALS_DIRECTORY", credentials, 1);
    for (size_t i = 0; i < COUNT(modes); i++) {
        write_file(credential, HV_SERVER_KEY_SIZE, modes[i]);
        assert_false(hv_id_equal(open_vault(path), made));
        assert_true(hv_id_equal(open_vault(path), id_of_file(credential)));
        assert_int_equal(unlink(credential), 0);
    }
    setenv("CREDENTIALS_DIRECTORY", "", 1);
    assert_true(hv_id_equal(open_vault(path), made));
}

static void a_credential_is_never_made(void **state)
{
    char credential[96];
    struct hv_vault *vault = NULL;
    struct hv_error error;

    (void)state;
    setenv("CREDENTIALS_DIRECTORY", credentials, 1);
    snprintf(credential, sizeof credential, "%s/houvast.key", credentials);
    for (int made = 0; made < 2; made++) {
        assert_int_equal(hv_vault_open(path, hv_random_system, &error, &vault), HV_ENOTFOUND);
        print_message("%s\n", error.text);
        assert_non_null(strstr(error.text, "LoadCredential=houvast.key"));
        assert_non_null(strstr(error.text, credential));
        assert_null(vault);
        assert_false(exists(path));
        assert_false(exists(credential));
        mkdir(credentials, 0700);
    }
}

static void a_credential_is_looked_at_too(void **state)
{
    const struct {
        size_t size;
        mode_t mode;
        const char *word;
    } rows[] = {
        { 32, 0444, "mode 0444" }, { 32, 0460, "mode 0460" }, { 32, 0404, "mode 0404" },
        { 0, 0400, "holds 0" },    { 33, 0400, "holds 33" },
    };
    char credential[96];
    struct hv_vault *vault = NULL;
    struct hv_error error;

    (void)state;
    assert_int_equal(mkdir(credentials, 0700), 0);
    snprintf(credential, sizeof credential, "%s/houvast.key", credentials);
    setenv("CREDENTIALS_DIRECTORY", credentials, 1);
    for (size_t i = 0; i < COUNT(rows); i++) {
        write_file(credential, rows[i].size, rows[i].mode);
        assert_int_equal(hv_vault_open(path, hv_random_system, &error, &vault), HV_EINVAL);
        print_message("%s\n", error.text);
        assert_non_null(strstr(error.text, rows[i].word));
        assert_non_null(strstr(error.text, credential));
        assert_int_equal(unlink(credential), 0);
    }
    if (geteuid() == 0) {
        write_file(credential, HV_SERVER_KEY_SIZE, 0400);
        assert_int_equal(chown(credential, NOBODY, (gid_t)-1), 0);
        assert_int_equal(hv_vault_open(path, hv_random_system, &error, &vault), HV_EINVAL);
        assert_non_null(strstr(error.text, "user 65534"));
    }
    assert_null(vault);
    assert_false(exists(path));
}

int main(void)
{
#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        IN_FOLDER(a_new_key_is_private_whatever_the_umask),
        IN_FOLDER(the_same_key_is_read_again),
        IN_FOLDER(a_path_without_folder_is_in_the_current_one),
        IN_FOLDER(the_key_is_on_disk_before_its_name_and_its_name_before_it_is_used),
        IN_FOLDER(a_failing_disk_leaves_no_key_behind),
        IN_FOLDER(a_key_that_was_there_first_is_used_and_never_replaced),
        IN_FOLDER(servers_that_start_at_once_share_one_key),
        IN_FOLDER(a_file_of_another_mode_is_refused_and_left_alone),
        IN_FOLDER(a_file_of_another_size_is_refused_and_left_alone),
        IN_FOLDER(a_symbolic_link_is_refused_also_into_nothing),
        IN_FOLDER(what_is_no_regular_file_is_refused),
        IN_FOLDER(a_missing_folder_is_said),
        IN_FOLDER(a_file_of_another_owner_is_refused),
        IN_FOLDER(a_folder_that_may_not_be_written_is_said),
        IN_FOLDER(a_credential_comes_before_the_file),
        IN_FOLDER(a_credential_is_never_made),
        IN_FOLDER(a_credential_is_looked_at_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
