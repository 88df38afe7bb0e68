/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The happy path: open the file, look at it through the open descriptor, read its 32 bytes.
 *
 * A new key is written to a temporary file beside its place, fsynced, and only then renamed,
 * which fails when the name is taken: so the name never stands for half a key, whenever the power
 * fails, and two servers that start at once end up with the same key. What a crash can leave is a
 * temporary file with a key that was never used.
 */
#include "vault/server_key.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define CREDENTIAL "houvast.key"

static enum hv_code code_of_errno(int number)
{
    switch (number) {
    case ENOENT:
    case ENOTDIR:
        return HV_ENOTFOUND;
    case EACCES:
    case EPERM:
    case EROFS:
        return HV_EPERM;
    case ENOSPC:
    case EDQUOT:
        return HV_EFULL;
    case ENOMEM:
        return HV_ENOMEM;
    default:
        return HV_EIO;
    }
}

/* Paths stand last in every sentence: when one is cut, the advice before it is still whole. */
static enum hv_code fail(struct hv_error *error, const char *attempt, const char *path)
{
    int number = errno;
    return hv_error_set(error, code_of_errno(number), "%s: %s: %s", attempt, strerror(number),
                        path);
}

/* O_NONBLOCK: a named pipe in the file's place must not hold up the start. */
static int open_key(const char *path)
{
    return open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
}

static enum hv_code explain_open(const char *path, struct hv_error *error)
{
    if (errno == ELOOP) {
        return hv_error_set(error, HV_EINVAL,
                            "the server key may not be a symbolic link; "
                            "put the file itself there: %s",
                            path);
    }
    return fail(error, "the server key cannot be opened", path);
}

static enum hv_code check_owner(const struct stat *file, const char *path, struct hv_error *error)
{
    uid_t user = geteuid();
    if (file->st_uid != user) {
        return hv_error_set(error, HV_EINVAL,
                            "the server key belongs to user %u and the server runs as user %u; "
                            "run: chown %u %s",
                            file->st_uid, user, user, path);
    }
    if ((file->st_mode & (07777 & ~0600)) != 0) {
        return hv_error_set(error, HV_EINVAL,
                            "the server key has mode %04o and others may reach it; "
                            "run: chmod 600 %s",
                            file->st_mode & 07777, path);
    }
    return HV_OK;
}

/*
 * systemd hands a credential to the service's user by an access list on a file of root's, and such
 * a list shows as read permission of the group; so that much is normal here.
 */
static enum hv_code
check_credential(const struct stat *file, const char *path, struct hv_error *error)
{
    if (file->st_uid != 0 && file->st_uid != geteuid()) {
        return hv_error_set(error, HV_EINVAL,
                            "the server key among the credentials belongs to user %u, "
                            "neither root nor the server's own: %s",
                            file->st_uid, path);
    }
    if ((file->st_mode & (07777 & ~0640)) != 0) {
        return hv_error_set(error, HV_EINVAL,
                            "the server key among the credentials has mode %04o "
                            "and others may reach it; allowed is 0440 or less: %s",
                            file->st_mode & 07777, path);
    }
    return HV_OK;
}

static enum hv_code check_kind(const struct stat *file, const char *path, struct hv_error *error)
{
    if (!S_ISREG(file->st_mode)) {
        return hv_error_set(error, HV_EINVAL, "the server key is not a regular file: %s", path);
    }
    if (file->st_size != HV_SERVER_KEY_SIZE) {
        return hv_error_set(error, HV_EINVAL,
                            "the server key holds %lld bytes instead of %d; "
                            "put back the right file: %s",
                            (long long)file->st_size, HV_SERVER_KEY_SIZE, path);
    }
    return HV_OK;
}

static enum hv_code read_whole(int file, const char *path, struct hv_error *error, uint8_t *key)
{
    size_t got = 0;
    while (got < HV_SERVER_KEY_SIZE) {
        ssize_t some = read(file, key + got, HV_SERVER_KEY_SIZE - got);
        if (some < 0 && errno == EINTR) {
            continue;
        }
        if (some <= 0) {
            errno = some == 0 ? EIO : errno;
            return fail(error, "the server key cannot be read", path);
        }
        got += (size_t)some;
    }
    return HV_OK;
}

typedef enum hv_code
check_access(const struct stat *file, const char *path, struct hv_error *error);

static enum hv_code
read_key(int file, check_access *check, const char *path, struct hv_error *error, uint8_t *key)
{
    struct stat stat;
    if (fstat(file, &stat) != 0) {
        return fail(error, "the server key cannot be examined", path);
    }
    enum hv_code code = check_kind(&stat, path, error);
    if (code == HV_OK) {
        code = check(&stat, path, error);
    }
    if (code == HV_OK) {
        code = read_whole(file, path, error, key);
    }
    return code;
}

static enum hv_code load_credential(const char *folder, struct hv_error *error, uint8_t *key)
{
    char *path;
    if (asprintf(&path, "%s/" CREDENTIAL, folder) < 0) {
        return hv_error_set(error, HV_ENOMEM, "no memory to read the server key");
    }
    enum hv_code code;
    int file = open_key(path);
    if (file < 0 && errno == ENOENT) {
        code = hv_error_set(error, HV_ENOTFOUND,
                            "$CREDENTIALS_DIRECTORY is set but holds no server key; "
                            "give the service LoadCredential=" CREDENTIAL ":... for %s",
                            path);
    } else if (file < 0) {
        code = explain_open(path, error);
    } else {
        code = read_key(file, check_credential, path, error, key);
        close(file);
    }
    free(path);
    return code;
}

static int write_whole(int file, const uint8_t *bytes, size_t size)
{
    while (size > 0) {
        ssize_t some = write(file, bytes, size);
        if (some < 0 && errno == EINTR) {
            continue;
        }
        if (some < 0) {
            return -1;
        }
        bytes += some;
        size -= (size_t)some;
    }
    return 0;
}

/* Makes the name itself durable. */
static int sync_folder_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    char *folder = slash == NULL   ? strdup(".")
                   : slash == path ? strdup("/")
                                   : strndup(path, (size_t)(slash - path));
    if (folder == NULL) {
        return -1;
    }
    int code = -1;
    int descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor >= 0) {
        code = fsync(descriptor);
        int number = errno;
        close(descriptor);
        errno = number;
    }
    free(folder);
    return code;
}

/* fchmod because mkostemp's 0600 is still narrowed by the umask, even to nothing. */
static enum hv_code fill_temporary(int file,
                                   const char *path,
                                   const struct hv_random *random,
                                   struct hv_error *error,
                                   uint8_t *key)
{
    random->fill(random->data, key, HV_SERVER_KEY_SIZE);
    if (fchmod(file, 0600) != 0 || write_whole(file, key, HV_SERVER_KEY_SIZE) != 0 ||
        fsync(file) != 0) {
        return fail(error, "a new server key cannot be written", path);
    }
    return HV_OK;
}

/*
 * EEXIST: another server was first, and its key is as good. A name whose folder could not be synced
 * is taken away again, or the next start would trust a key that a power cut can still lose.
 */
static enum hv_code put_in_place(const char *temporary, const char *path, struct hv_error *error)
{
    bool placed = renameat2(AT_FDCWD, temporary, AT_FDCWD, path, RENAME_NOREPLACE) == 0;
    if (!placed && errno != EEXIST) {
        return fail(error, "a new server key cannot be put in place", path);
    }
    if (sync_folder_of(path) != 0) {
        enum hv_code code = fail(error, "the folder of the server key cannot be synced", path);
        if (placed) {
            unlink(path);
        }
        return code;
    }
    return HV_OK;
}

static enum hv_code explain_make(const char *path, struct hv_error *error)
{
    if (errno == ENOENT) {
        return hv_error_set(error, HV_ENOTFOUND, "the folder of the server key does not exist: %s",
                            path);
    }
    return fail(error, "a new server key cannot be made", path);
}

static enum hv_code
make_file(const char *path, const struct hv_random *random, struct hv_error *error, uint8_t *key)
{
    char *temporary;
    if (asprintf(&temporary, "%s.XXXXXX", path) < 0) {
        return hv_error_set(error, HV_ENOMEM, "no memory to make a server key");
    }
    enum hv_code code;
    int file = mkostemp(temporary, O_CLOEXEC);
    if (file < 0) {
        code = explain_make(path, error);
        goto free_name;
    }
    code = fill_temporary(file, path, random, error, key);
    close(file);
    if (code == HV_OK) {
        code = put_in_place(temporary, path, error);
    }
    unlink(temporary); /* it is still there only when something went wrong */
free_name:
    free(temporary);
    return code;
}

static enum hv_code
load_own(const char *path, const struct hv_random *random, struct hv_error *error, uint8_t *key)
{
    int file = open_key(path);
    if (file < 0 && errno == ENOENT) {
        enum hv_code code = make_file(path, random, error, key);
        if (code != HV_OK) {
            return code;
        }
        file = open_key(path);
    }
    if (file < 0) {
        return explain_open(path, error);
    }
    enum hv_code code = read_key(file, check_owner, path, error, key);
    close(file);
    return code;
}

enum hv_code hv_server_key_load(const char *path,
                                const struct hv_random *random,
                                struct hv_error *error,
                                uint8_t key[HV_SERVER_KEY_SIZE])
{
    const char *credentials = getenv("CREDENTIALS_DIRECTORY");
    if (credentials != NULL && credentials[0] != '\0') {
        return load_credential(credentials, error, key);
    }
    return load_own(path, random, error, key);
}
