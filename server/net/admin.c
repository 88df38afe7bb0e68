/* SPDX-License-Identifier: EUPL-1.2 */
#include "net/admin.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#define BACKLOG   16
#define HEAD_SIZE 256

struct visit {
    struct hv_admin *admin;
    struct visit *next;
    uv_pipe_t pipe;
    uv_timer_t patience;
    unsigned handles;
    const struct hv_admin_page *page; /* NULL until it is known */
    char *asked;                      /* in `request`, of a page that can be asked; else NULL */
    size_t size;                      /* of the request so far */
    char request[HV_ADMIN_REQUEST_MAX];
    uv_write_t write;
    char head[HEAD_SIZE];
    char *body; /* NULL until it is answered */
};

struct hv_admin {
    uv_loop_t *loop;
    const struct hv_admin_page *pages;
    void *data;
    uv_pipe_t listener;
    struct visit *visits;
    unsigned visit_count;
    bool is_waited;   /* by someone who was not accepted yet */
    unsigned handles; /* the listener, and two a visit */
    void (*on_closed)(void *data);
    void *on_closed_data;
};

/* ---- Ending ---- */

static void let_in(struct hv_admin *admin);

static void handle_gone(struct hv_admin *admin)
{
    if (--admin->handles > 0) {
        return;
    }
    void (*on_closed)(void *) = admin->on_closed;
    void *data = admin->on_closed_data;
    free(admin);
    on_closed(data);
}

static void on_visit_closed(uv_handle_t *handle)
{
    struct visit *visit = handle->data;
    struct hv_admin *admin = visit->admin;

    if (--visit->handles == 0) {
        struct visit **place = &admin->visits;
        while (*place != visit) {
            place = &(*place)->next;
        }
        *place = visit->next;
        admin->visit_count--;
        free(visit->body);
        free(visit);
        let_in(admin);
    }
    handle_gone(admin);
}

static void end_visit(struct visit *visit)
{
    if (!uv_is_closing((const uv_handle_t *)&visit->pipe)) {
        uv_close((uv_handle_t *)&visit->pipe, on_visit_closed);
        uv_close((uv_handle_t *)&visit->patience, on_visit_closed);
    }
}

static void on_impatient(uv_timer_t *timer)
{
    end_visit(timer->data);
}

static void on_written(uv_write_t *write, int status)
{
    (void)status;
    end_visit(write->data);
}

/* ---- Answering ---- */

/* Takes `body`, of malloc; who asked for the head gets that alone. */
static void
answer(struct visit *visit, const char *status, const char *type, char *body, size_t size)
{
    bool bodiless = visit->size >= 5 && memcmp(visit->request, "HEAD ", 5) == 0;
    const char *allowed =
        visit->page != NULL && visit->page->ask != NULL ? "GET, HEAD, POST" : "GET, HEAD";
    int head = snprintf(visit->head, sizeof visit->head,
                        "HTTP/1.1 %s\r\ncontent-type: %s\r\ncontent-length: %zu\r\n"
                        "cache-control: no-store\r\nallow: %s\r\nconnection: close\r\n\r\n",
                        status, type, size, allowed);
    uv_buf_t parts[] = { uv_buf_init(visit->head, (unsigned)head),
                         uv_buf_init(body, (unsigned)size) };

    assert(head > 0 && (size_t)head < sizeof visit->head);
    visit->body = body;
    visit->write.data = visit;
    if (uv_write(&visit->write, (uv_stream_t *)&visit->pipe, parts, bodiless ? 1 : 2, on_written) !=
        0) {
        end_visit(visit);
    }
}

static void refuse(struct visit *visit, const char *status)
{
    char *body = NULL;
    int size = asprintf(&body, "%s\n", status);

    if (size < 0) {
        end_visit(visit);
        return;
    }
    answer(visit, status, "text/plain; charset=utf-8", body, (size_t)size);
}

static void give(struct visit *visit)
{
    const struct hv_admin_page *page = visit->page;
    const char *good = visit->asked != NULL ? "202 Accepted" : "200 OK";
    const char *bad = visit->asked != NULL ? "409 Conflict" : "503 Service Unavailable";
    char *body = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&body, &size);

    if (out == NULL) {
        end_visit(visit);
        return;
    }
    bool well = visit->asked != NULL ? page->ask(visit->admin->data, visit->asked, out)
                                     : page->write(visit->admin->data, out);
    if (fclose(out) != 0) {
        free(body);
        end_visit(visit);
        return;
    }
    answer(visit, well ? good : bad, page->type, body, size);
}

/* ---- Asking ---- */

static bool is_word(const char *word, size_t size, const char *expected)
{
    return strlen(expected) == size && memcmp(word, expected, size) == 0;
}

/* The next word of a request line up to `end`; without size when there is none. */
static const char *next_word(const char **at, const char *end, size_t *ret_size)
{
    const char *word = *at;
    const char *space = memchr(word, ' ', (size_t)(end - word));

    *ret_size = (size_t)((space != NULL ? space : end) - word);
    *at = space != NULL ? space + 1 : end;
    return word;
}

static int digit(char symbol)
{
    const char *const digits = "0123456789abcdef0123456789ABCDEF";
    const char *found = symbol == '\0' ? NULL : strchr(digits, symbol);

    return found == NULL ? -1 : (int)((found - digits) % 16);
}

/* Takes percent-encoding off, in place, and ends the text. False: it is none, or holds a zero. */
static bool decode(char *text, size_t size)
{
    size_t to = 0;

    for (size_t at = 0; at < size; at++) {
        if (text[at] != '%') {
            text[to++] = text[at];
            continue;
        }
        int high = at + 2 < size ? digit(text[at + 1]) : -1;
        int low = high >= 0 ? digit(text[at + 2]) : -1;
        if (low < 0) {
            return false;
        }
        text[to++] = (char)(high * 16 + low);
        at += 2;
    }
    text[to] = '\0';
    return strlen(text) == to;
}

static void find_page(struct visit *visit, const char *path, size_t size)
{
    for (const struct hv_admin_page *page = visit->admin->pages; page->path != NULL; page++) {
        if (is_word(path, size, page->path)) {
            visit->page = page;
        }
    }
}

/* POST. `path` is followed by a space in the request. */
static void serve_question(struct visit *visit, size_t at, size_t size)
{
    char *path = visit->request + at;
    char *question = memchr(path, '?', size);
    size_t path_size = question != NULL ? (size_t)(question - path) : size;

    find_page(visit, path, path_size);
    if (visit->page == NULL) {
        refuse(visit, "404 Not Found");
    } else if (visit->page->ask == NULL) {
        refuse(visit, "405 Method Not Allowed");
    } else if (question == NULL || !decode(question + 1, size - path_size - 1)) {
        refuse(visit, "400 Bad Request");
    } else {
        visit->asked = question + 1;
        give(visit);
    }
}

static void serve(struct visit *visit)
{
    const char *end = memmem(visit->request, visit->size, "\r\n", 2);
    const char *at = visit->request;
    size_t method_size, path_size, version_size;
    const char *method = next_word(&at, end, &method_size);
    const char *path = next_word(&at, end, &path_size);
    const char *version = next_word(&at, end, &version_size);

    if (version + version_size != end || method_size == 0 || path_size == 0 || path[0] != '/' ||
        !(is_word(version, version_size, "HTTP/1.1") ||
          is_word(version, version_size, "HTTP/1.0"))) {
        refuse(visit, "400 Bad Request");
        return;
    }
    if (is_word(method, method_size, "POST")) {
        serve_question(visit, (size_t)(path - visit->request), path_size);
        return;
    }
    if (!is_word(method, method_size, "GET") && !is_word(method, method_size, "HEAD")) {
        refuse(visit, "405 Method Not Allowed");
        return;
    }
    find_page(visit, path, path_size);
    if (visit->page == NULL) {
        refuse(visit, "404 Not Found");
    } else {
        give(visit);
    }
}

static void on_room_wanted(uv_handle_t *handle, size_t suggested, uv_buf_t *ret)
{
    struct visit *visit = handle->data;

    (void)suggested;
    *ret =
        uv_buf_init(visit->request + visit->size, (unsigned)(sizeof visit->request - visit->size));
}

static void on_read(uv_stream_t *stream, ssize_t size, const uv_buf_t *buffer)
{
    struct visit *visit = stream->data;

    (void)buffer;
    if (size < 0) {
        end_visit(visit);
        return;
    }
    visit->size += (size_t)size;
    if (memmem(visit->request, visit->size, "\r\n\r\n", 4) != NULL) {
        uv_read_stop(stream);
        serve(visit);
    } else if (visit->size == sizeof visit->request) {
        uv_read_stop(stream);
        refuse(visit, "431 Request Header Fields Too Large");
    }
}

/* Until the one who waits is accepted, libuv leaves the others in the kernel's queue. */
static void let_in(struct hv_admin *admin)
{
    uv_stream_t *listener = (uv_stream_t *)&admin->listener;
    bool may = admin->is_waited && admin->visit_count < HV_ADMIN_CONNECTIONS_MAX &&
               !uv_is_closing((const uv_handle_t *)listener);
    struct visit *visit = may ? calloc(1, sizeof *visit) : NULL;

    if (visit == NULL) {
        return;
    }
    admin->is_waited = false;
    visit->admin = admin;
    visit->next = admin->visits;
    admin->visits = visit;
    admin->visit_count++;
    uv_pipe_init(admin->loop, &visit->pipe, 0);
    uv_timer_init(admin->loop, &visit->patience);
    visit->pipe.data = visit->patience.data = visit;
    visit->handles = 2;
    admin->handles += 2;
    if (uv_accept(listener, (uv_stream_t *)&visit->pipe) != 0 ||
        uv_read_start((uv_stream_t *)&visit->pipe, on_room_wanted, on_read) != 0) {
        end_visit(visit);
        return;
    }
    uv_timer_start(&visit->patience, on_impatient, HV_ADMIN_PATIENCE_MS, 0);
}

static void on_connection(uv_stream_t *listener, int status)
{
    struct hv_admin *admin = listener->data;

    if (status == 0) {
        admin->is_waited = true;
        let_in(admin);
    }
}

/* ---- Opening and closing ---- */

static bool is_listened_at(const struct sockaddr_un *address)
{
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    bool refused = fd >= 0 && connect(fd, (const struct sockaddr *)address, sizeof *address) != 0 &&
                   errno == ECONNREFUSED;

    if (fd >= 0) {
        close(fd);
    }
    return !refused;
}

/* What a server that was killed left behind makes place. */
static enum hv_code clear_path(const char *path, struct hv_error *error)
{
    struct sockaddr_un address = { .sun_family = AF_UNIX };
    struct stat status;

    if (strlen(path) >= sizeof address.sun_path) {
        return hv_error_set(error, HV_EINVAL,
                            "the path of the admin socket is longer than %zu bytes: %s",
                            sizeof address.sun_path - 1, path);
    }
    if (lstat(path, &status) != 0) {
        return HV_OK; /* anything else than that it is not there, bind says */
    }
    if (!S_ISSOCK(status.st_mode)) {
        return hv_error_set(error, HV_EINVAL, "%s is there already and no socket", path);
    }
    memcpy(address.sun_path, path, strlen(path) + 1);
    if (is_listened_at(&address)) {
        return hv_error_set(error, HV_EINUSE, "another program listens at %s", path);
    }
    (void)unlink(path);
    return HV_OK;
}

static enum hv_code listen_at(struct hv_admin *admin, const char *path, struct hv_error *error)
{
    int rc = uv_pipe_bind(&admin->listener, path);

    if (rc == 0) {
        rc = chmod(path, 0600) == 0 ? 0 : -errno;
    }
    if (rc == 0) {
        rc = uv_listen((uv_stream_t *)&admin->listener, BACKLOG, on_connection);
    }
    if (rc == 0) {
        return HV_OK;
    }
    return hv_error_set(error,
                        rc == UV_EACCES || rc == UV_EPERM || rc == UV_EROFS ? HV_EPERM : HV_EIO,
                        "cannot listen at %s: %s", path, uv_strerror(rc));
}

static void on_listener_closed(uv_handle_t *handle)
{
    handle_gone(handle->data);
}

static void ignore(void *data)
{
    (void)data;
}

enum hv_code hv_admin_open(uv_loop_t *loop,
                           const struct hv_admin_config *config,
                           struct hv_error *error,
                           struct hv_admin **ret)
{
    enum hv_code code = clear_path(config->path, error);
    if (code != HV_OK) {
        return code;
    }
    struct hv_admin *admin = calloc(1, sizeof *admin);
    if (admin == NULL) {
        return hv_error_set(error, HV_ENOMEM, "no memory");
    }
    admin->loop = loop;
    admin->pages = config->pages;
    admin->data = config->data;
    uv_pipe_init(loop, &admin->listener, 0);
    admin->listener.data = admin;
    admin->handles = 1;
    code = listen_at(admin, config->path, error);
    if (code != HV_OK) {
        hv_admin_close(admin, ignore, NULL);
        return code;
    }
    *ret = admin;
    return HV_OK;
}

void hv_admin_close(struct hv_admin *admin, void (*on_closed)(void *data), void *data)
{
    admin->on_closed = on_closed;
    admin->on_closed_data = data;
    for (struct visit *visit = admin->visits; visit != NULL; visit = visit->next) {
        end_visit(visit);
    }
    uv_close((uv_handle_t *)&admin->listener, on_listener_closed);
}
