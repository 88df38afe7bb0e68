/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * houvastd: options, wiring, signals. The only file that names implementations.
 *
 *   start  programmes, pages -> server key -> store -> admin socket -> host opens the house
 *          -> net listens -> owner.link
 *   stop   (SIGTERM, SIGINT, SIGHUP) refuse connections -> host says farewell and drains
 *          -> net, then admin socket close -> store closes -> the loop ends by itself
 *
 * `backup` asks the server that runs, by its admin socket (backup.h).
 * `second-factor off` is the same without net: the house opens without it, and all stops at once.
 *
 * A second signal, or STOP_MS after the first, ends it at once: what was acknowledged is on disk.
 */
#include <assert.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <uv.h>

#include "backup.h"
#include "clock.h"
#include "greeting.h"
#include "host/host.h"
#include "journal/sqlite.h"
#include "net/admin.h"
#include "net/net.h"
#include "options.h"
#include "owner_link.h"
#include "programmes.h"
#include "service.h"
#include "vault/vault.h"

#define STOP_MS 4500

/* Every server has one house, under the same name: with another server's key it is found and does
 * not open. */
static const struct hv_id house_log = { "houvast: house" };

#define JOBS_MAX  2 /* that the host asks for at a time */
#define WORK_NICE 10

struct work {
    uv_work_t request;
    bool used;
    void (*work)(void *job);
    void (*done)(void *job);
    void *job;
};

struct server {
    uv_loop_t loop;
    struct work works[JOBS_MAX];
    uv_signal_t signals[3];
    struct hv_alarm alarm; /* as the host asked */
    uv_timer_t patience;   /* while stopping */
    int exit_code;

    struct hv_options options;
    struct hv_arena arena; /* catalogue and configuration */
    struct hv_library library;
    struct hv_pages *pages; /* NULL: none */
    struct hv_log log;
    struct hv_vault *vault;
    struct hv_service service;
    struct hv_admin *admin;
};

static int exit_code_of(enum hv_code code)
{
    switch ((int)code) {
    case HV_ELOCKED:
    case HV_EINUSE:
        return HV_EXIT_AGAIN;
    case HV_EPERM:
        return HV_EXIT_PERMISSION;
    case HV_EINVAL:
    case HV_EVERSION:
    case HV_ENOTFOUND:
        return HV_EXIT_CONFIG;
    case HV_ENOMEM:
        return HV_EXIT_SYSTEM;
    default:
        return HV_EXIT_IO;
    }
}

static _Noreturn void give_up(const struct hv_error *error)
{
    fprintf(stderr, "houvastd: %s\n", error->text);
    exit(exit_code_of(error->code));
}

static void load_programmes(struct server *server)
{
    struct hv_problems problems;
    struct hv_error error = { 0 };

    hv_problems_init(&problems, &server->arena);
    enum hv_code code = hv_programmes_load(server->options.config.programmes, &server->arena,
                                           &problems, &error, &server->library);
    if (code == HV_EINVAL) {
        hv_problems_print(&problems, stderr);
        exit(HV_EXIT_CONFIG);
    }
    if (code != HV_OK) {
        give_up(&error);
    }
}

/* What a browser gets, from the folder that was named, else from the installed one. */
static void load_pages(struct server *server)
{
    const char *folder = server->options.config.pages;
    struct hv_error error = { 0 };

    if (folder == NULL && access(HV_CONFIG_PAGES, F_OK) == 0) {
        folder = HV_CONFIG_PAGES;
    }
    if (folder != NULL && hv_pages_read(folder, &error, &server->pages) != HV_OK) {
        give_up(&error);
    }
}

/* ---- What the host asks of the world ---- */

static int64_t port_now(void *data)
{
    (void)data;
    return hv_clock_now();
}

static int64_t port_evening_end(void *data, int64_t now)
{
    (void)data;
    return hv_clock_evening_end(now);
}

static void on_time(void *data)
{
    struct server *server = data;
    hv_host_tick(server->service.host);
}

static void port_wake_at(void *data, int64_t at)
{
    struct server *server = data;
    hv_alarm_set(&server->alarm, at);
}

static bool port_send(void *data, void *link, struct hv_frame *frame)
{
    (void)data;
    return hv_link_send(link, frame);
}

static void port_gather(void *data, void *link, bool more)
{
    (void)data;
    hv_link_gather(link, more);
}

static void port_close(void *data, void *link, enum hv_farewell reason)
{
    (void)data;
    hv_link_close(link, reason);
}

/* Of this thread alone: Argon2id must not take turns with the loop where both share a processor. */
static void on_work(uv_work_t *request)
{
    (void)setpriority(PRIO_PROCESS, 0, WORK_NICE);
    struct work *work = request->data;
    work->work(work->job);
}

static void on_worked(uv_work_t *request, int status)
{
    struct work *work = request->data;
    void (*done)(void *) = work->done;
    assert(status == 0); /* nothing is ever cancelled */
    (void)status;
    work->used = false;
    done(work->job);
}

static void port_job(void *data, void (*work)(void *job), void (*done)(void *job), void *job)
{
    struct server *server = data;
    struct work *place = &server->works[server->works[0].used ? 1 : 0];
    assert(!place->used);
    *place = (struct work){ .used = true, .work = work, .done = done, .job = job };
    place->request.data = place;
    int rc = uv_queue_work(&server->loop, &place->request, on_work, on_worked);
    assert(rc == 0);
    (void)rc;
}

static void port_owner_token_ended(void *data)
{
    struct server *server = data;
    hv_owner_link_remove(&server->options.config);
}

/* ---- Stopping ---- */

static void on_handle_closed(uv_handle_t *handle)
{
    (void)handle;
}

static void close_handles(struct server *server)
{
    for (size_t i = 0; i < sizeof server->signals / sizeof server->signals[0]; i++) {
        uv_close((uv_handle_t *)&server->signals[i], on_handle_closed);
    }
    hv_alarm_close(&server->alarm);
    uv_close((uv_handle_t *)&server->patience, on_handle_closed);
    hv_loop_turns_stop(&server->service.turns);
}

static void on_store_closed(void *data)
{
    struct server *server = data;
    hv_log(&server->log, HV_LOG_SERVER_STOPPED);
    close_handles(server);
}

static void on_admin_closed(void *data)
{
    struct server *server = data;
    hv_host_free(server->service.host);
    server->service.host = NULL;
    hv_sqlite_store_close(server->service.store, on_store_closed, server);
}

static void on_net_closed(void *data)
{
    struct server *server = data;
    server->service.net = NULL;
    hv_alarm_set(&server->alarm, INT64_MAX);
    hv_admin_close(server->admin, on_admin_closed, server);
}

static void on_host_closed(void *data)
{
    struct server *server = data;
    if (server->service.net != NULL) {
        hv_net_close(server->service.net, on_net_closed, server);
    } else {
        on_net_closed(server);
    }
}

static void on_patience_ended(uv_timer_t *timer)
{
    (void)timer;
    _exit(HV_EXIT_AGAIN);
}

static void stop(struct server *server)
{
    server->service.stopping = true;
    uv_timer_start(&server->patience, on_patience_ended, STOP_MS, 0);
    if (server->service.net != NULL) {
        hv_net_stop_accepting(server->service.net);
    }
    hv_host_close(server->service.host, on_host_closed, server);
}

static void on_signal(uv_signal_t *handle, int number)
{
    struct server *server = handle->data;
    if (server->service.stopping) {
        _exit(HV_EXIT_AGAIN);
    }
    hv_log(&server->log, HV_LOG_SERVER_STOPPING, number);
    stop(server);
}

/* ---- Starting ---- */

static void tell_addresses(void *data)
{
    const struct server *server = data;
    const char *addresses[HV_ADDRESSES_MAX];
    uint32_t count = 0;

    while (count < HV_ADDRESSES_MAX &&
           (addresses[count] = hv_net_address(server->service.net, count)) != NULL) {
        count++;
    }
    /* without memory the console goes on showing the ones before */
    (void)hv_host_set_addresses(server->service.host, addresses, count);
}

/* What a verb takes away from the house of a server that does not run; 0: nothing. */
static enum hv_house_event_type dropped_by(enum hv_verb verb)
{
    return verb == HV_VERB_PASSPHRASE_OFF      ? HV_HOUSE_PASSPHRASE_GONE
           : verb == HV_VERB_SECOND_FACTOR_OFF ? HV_HOUSE_SECOND_FACTOR_GONE
                                               : 0;
}

static void tell_dropped(const struct hv_options *options)
{
    if (options->verb == HV_VERB_PASSPHRASE_OFF) {
        hv_greeting_print_passphrase_off(&options->config);
    } else {
        hv_greeting_print_second_factor_off(&options->config);
    }
}

static void on_house_open(void *data, enum hv_code code, const uint8_t owner_token[HV_TOKEN_SIZE])
{
    struct server *server = data;
    const struct hv_config *config = &server->options.config;
    struct hv_error error = { 0 };

    if (code != HV_OK) {
        fprintf(
            stderr,
            code == HV_ECORRUPT
                ? "houvastd: the journal in %s does not open: it is damaged, or its houvast.key "
                  "is another one (%s)\n"
                : "houvastd: the journal in %s does not open: %s\n",
            config->data, hv_code_name(code));
        server->exit_code = exit_code_of(code);
        if (!server->service.stopping) {
            stop(server);
        }
        return;
    }
    if (dropped_by(server->options.verb) != 0) {
        tell_dropped(&server->options);
        stop(server);
        return;
    }
    struct hv_net_config net = {
        .address = config->address,
        .port = config->port,
        .public_url = config->public_url,
        .certificate = config->certificate,
        .key = config->key,
        .pages = server->pages,
        .write_in_callback = server->options.write_in_callback,
        .log = &server->log,
        .on_addresses = tell_addresses,
        .data = server,
    };
    code = hv_net_open(&server->loop, &net, server->service.host, &error, &server->service.net);
    if (code != HV_OK) {
        give_up(&error);
    }
    tell_addresses(server);
    if (owner_token != NULL) {
        hv_owner_link_write(config, hv_net_port(server->service.net), owner_token);
    } else {
        hv_owner_link_remove(config);
    }
    hv_log(&server->log, HV_LOG_SERVER_READY, hv_net_port(server->service.net));
    hv_greeting_print(config, hv_net_port(server->service.net),
                      hv_net_address(server->service.net, 0), owner_token);
}

/* Keys that were wrapped with a server key that is lost are lost too: better not to start with a
 * new one. */
static void refuse_lost_key(const char *folder, const char *key_path)
{
    char path[PATH_MAX];
    snprintf(path, sizeof path, "%s/vault.db", folder);
    if (getenv("CREDENTIALS_DIRECTORY") == NULL && access(path, F_OK) == 0 &&
        access(key_path, F_OK) != 0) {
        fprintf(stderr,
                "houvastd: %s is not there, and without it %s cannot be opened; put the key back\n",
                key_path, path);
        exit(HV_EXIT_CONFIG);
    }
}

/* Nothing is founded for who names another folder. */
static void refuse_no_house(const char *folder)
{
    char path[PATH_MAX];
    snprintf(path, sizeof path, "%s/vault.db", folder);
    if (access(path, F_OK) != 0) {
        fprintf(stderr, "houvastd: no server has run in %s; name its folder with --data\n", folder);
        exit(HV_EXIT_CONFIG);
    }
}

static enum hv_code open_store(struct server *server, struct hv_error *error)
{
    struct hv_sqlite_way way = { .vfs = NULL };

#ifdef HV_BENCH
    way.batch_rows = server->options.commit_each ? 1 : 0;
    way.vfs = server->options.no_fsync ? hv_sqlite_vfs_without_sync() : NULL;
#endif
    return hv_sqlite_store_open_way(&server->loop, server->options.config.data, &way, error,
                                    &server->service.store);
}

static void open_data(struct server *server)
{
    const char *folder = server->options.config.data;
    char key_path[PATH_MAX];
    struct hv_error error = { 0 };

    snprintf(key_path, sizeof key_path, "%s/houvast.key", folder);
    refuse_lost_key(folder, key_path);
    /* the key first: a first start that ends halfway leaves no vault.db without it */
    enum hv_code code = hv_sqlite_make_folder(folder, &error);
    if (code == HV_OK) {
        code = hv_vault_open(key_path, hv_random_system, &error, &server->vault);
    }
    if (code == HV_OK) {
        code = open_store(server, &error);
    }
    if (code != HV_OK) {
        give_up(&error);
    }
}

/* Where the admin socket is. */
static void name_admin(const struct hv_config *config, char ret[PATH_MAX])
{
    if (config->admin != NULL) {
        snprintf(ret, PATH_MAX, "%s", config->admin);
    } else {
        snprintf(ret, PATH_MAX, "%s/admin.sock", config->data);
    }
}

static void open_admin(struct server *server)
{
    char path[PATH_MAX];
    struct hv_error error = { 0 };
    struct hv_admin_config admin = {
        .path = path,
        .pages = hv_service_pages,
        .data = &server->service,
    };

    name_admin(&server->options.config, path);
    server->service.log = &server->log;
    if (hv_admin_open(&server->loop, &admin, &error, &server->admin) != HV_OK) {
        give_up(&error);
    }
}

static void on_store_fault(void *data, const struct hv_error *fault)
{
    struct server *server = data;
    server->service.store_away = fault != NULL;
    if (fault != NULL) {
        server->service.store_faults++;
        hv_log(&server->log, HV_LOG_JOURNAL_FAULT, (struct hv_id){ { 0 } },
               hv_log_code(fault->code));
    } else {
        hv_log(&server->log, HV_LOG_JOURNAL_WRITABLE);
    }
}

static void wire(struct server *server)
{
    struct hv_host_config config = {
        .ports = { .now = port_now,
                   .evening_end = port_evening_end,
                   .wake_at = port_wake_at,
                   .send = port_send,
                   .gather = port_gather,
                   .close = port_close,
                   .job = port_job,
                   .owner_token_ended = port_owner_token_ended,
                   .random = hv_random_system,
                   .data = server },
        .journal = hv_sqlite_store_journal(server->service.store),
        .keystore = hv_sqlite_store_keystore(server->service.store),
        .vault = server->vault,
        .library = &server->library,
        .log = &server->log,
        .house = house_log,
        .passphrase_cost = hv_passphrase_cost_usual,
        .words_cost = hv_passphrase_cost_words,
        .drops = dropped_by(server->options.verb),
    };
    hv_sqlite_store_watch(server->service.store, on_store_fault, server);
    if (hv_host_new(&config, &server->service.host) != HV_OK) {
        struct hv_error error = { .code = HV_ENOMEM, .text = "no memory" };
        give_up(&error);
    }
    hv_host_open(server->service.host, on_house_open, server);
}

/* What only a machine that has run out of something does not do. */
static void insist(int uv_result)
{
    if (uv_result != 0) {
        struct hv_error error = { 0 };
        (void)hv_error_set(&error, HV_EIO, "cannot start: %s", uv_strerror(uv_result));
        give_up(&error);
    }
}

static void listen_to_signals(struct server *server)
{
    static const int numbers[] = { SIGTERM, SIGINT, SIGHUP };
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        insist(uv_signal_init(&server->loop, &server->signals[i]));
        server->signals[i].data = server;
        insist(uv_signal_start(&server->signals[i], on_signal, numbers[i]));
    }
    hv_alarm_init(&server->loop, &server->alarm, on_time, server);
    uv_timer_init(&server->loop, &server->patience);
    server->patience.data = server;
}

/* What people write lies in memory in the clear. The limit alone would not do: a core dump that
 * goes to a program is made whatever it says. Not being dumpable also keeps debuggers of the same
 * user out. */
static void keep_memory_to_ourselves(void)
{
    const struct rlimit none = { .rlim_cur = 0, .rlim_max = 0 };

    if (setrlimit(RLIMIT_CORE, &none) != 0 || prctl(PR_SET_DUMPABLE, 0) != 0) {
        struct hv_error error = { 0 };
        (void)hv_error_set(&error, HV_EPERM, "cannot switch core dumps off: %s", strerror(errno));
        give_up(&error);
    }
}

static int serve(struct server *server)
{
    keep_memory_to_ourselves();
    umask(0077);
    insist(uv_loop_init(&server->loop));
    hv_log_to_file(&server->log, stderr, server->options.config.log_level);
    hv_loop_turns_start(&server->loop, &server->service.turns);
    open_data(server);
    listen_to_signals(server);
    wire(server);
    open_admin(server);
    uv_run(&server->loop, UV_RUN_DEFAULT);
    int rc = uv_loop_close(&server->loop);
    assert(rc == 0);
    (void)rc;
    hv_vault_free(server->vault);
    return server->exit_code;
}

static int backup(const struct hv_options *options)
{
    char path[PATH_MAX];
    struct hv_error error = { 0 };

    name_admin(&options->config, path);
    int code = hv_backup_ask(path, options->folder, &error);
    if (code == 0) {
        hv_greeting_print_backup(&options->config, options->folder);
    } else {
        fprintf(stderr, "houvastd: %s\n", error.text);
    }
    return code;
}

int main(int argc, char **argv)
{
    static struct server server;
    int code = 0;

    hv_arena_init(&server.arena, HV_PROGRAMMES_ARENA_MAX);
    hv_options_read(argc, argv, &server.arena, &server.options);
    switch (server.options.verb) {
    case HV_VERB_CHECK:
        code = hv_catalogue_check(server.options.folder, hv_identify_by_codec, server.options.json,
                                  stdout);
        break;
    case HV_VERB_SCHEMA:
        code = hv_catalogue_schema_print(stdout) ? 0 : HV_EXIT_IO;
        break;
    case HV_VERB_CHECK_CONFIG:
        load_programmes(&server);
        load_pages(&server);
        break;
    case HV_VERB_SERVE:
        load_programmes(&server);
        load_pages(&server);
        code = serve(&server);
        break;
    case HV_VERB_BACKUP:
        code = backup(&server.options);
        break;
    case HV_VERB_SECOND_FACTOR_OFF:
    case HV_VERB_PASSPHRASE_OFF:
        refuse_no_house(server.options.config.data);
        code = serve(&server);
        break;
    }
    hv_pages_free(server.pages);
    hv_arena_free(&server.arena);
    return code;
}
