/* SPDX-License-Identifier: EUPL-1.2 */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "drive/bench.h"

#define START_MS     60000
#define PORT_FIRST   20000 /* below those that the kernel gives out */
#define PORT_COUNT   10000
#define ANNOUNCEMENT "560"

const char *const server_words[SERVER_KINDS] = { "houvast",   "houvast-tls", "commit-each",
                                                 "no-fsync",  "floor",       "ws",
                                                 "socket.io", "mosquitto" };
const char *const server_dialects[SERVER_KINDS] = { "houvast", "houvast", "houvast",  "houvast",
                                                    "plain",   "plain",   "socketio", "mqtt" };

bool server_is_ours(enum server_kind kind)
{
    return kind <= SERVER_NO_FSYNC;
}

/* ---- Ports ---- */

static struct sockaddr_in address_of(uint16_t port)
{
    return (struct sockaddr_in){ .sin_family = AF_INET,
                                 .sin_port = htons(port),
                                 .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
}

static bool can_bind(uint16_t port)
{
    struct sockaddr_in address = address_of(port);
    int one = 1;
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    bool can = bind(fd, (const struct sockaddr *)&address, sizeof address) == 0;
    close(fd);
    return can;
}

static uint16_t pick_port(void)
{
    static uint32_t next;
    for (uint32_t tries = 0; tries < PORT_COUNT; tries++) {
        uint16_t port = (uint16_t)(PORT_FIRST + ((uint32_t)getpid() * 37 + next++) % PORT_COUNT);
        if (can_bind(port)) {
            return port;
        }
    }
    give_up("no port is free");
}

static bool can_connect(uint16_t port)
{
    struct sockaddr_in address = address_of(port);
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    bool can = connect(fd, (const struct sockaddr *)&address, sizeof address) == 0;
    close(fd);
    return can;
}

/* ---- Files ---- */

static void run(const char *const *arguments)
{
    char line[256];
    if (!program_run(arguments, line, sizeof line)) {
        give_up("%s failed", arguments[0]);
    }
}

static void write_file(const char *path, const char *text)
{
    FILE *file = fopen(path, "we");
    if (file == NULL || fputs(text, file) < 0 || fclose(file) != 0) {
        give_up("cannot write %s", path);
    }
}

static void make_certificate(const char *certificate, const char *key)
{
    const char *arguments[] = { "/usr/bin/openssl",
                                "req",
                                "-x509",
                                "-newkey",
                                "ec",
                                "-pkeyopt",
                                "ec_paramgen_curve:P-256",
                                "-nodes",
                                "-days",
                                "2",
                                "-subj",
                                "/CN=127.0.0.1",
                                "-addext",
                                "subjectAltName=IP:127.0.0.1",
                                "-keyout",
                                key,
                                "-out",
                                certificate,
                                NULL };
    if (access(certificate, F_OK) != 0) {
        run(arguments);
    }
}

/* ---- Starting ---- */

static void wait_for(struct server *server)
{
    for (int waited = 0; !can_connect(server->port); waited += 10) {
        if (waited >= START_MS || waitpid(server->running.process, NULL, WNOHANG) != 0) {
            give_up("a server did not start");
        }
        poll(NULL, 0, 10);
    }
}

static void start(struct server *server, const char *const *arguments)
{
    program_start(arguments, true, &server->running);
    wait_for(server);
}

static void start_houvast(const struct bench *bench,
                          enum server_kind kind,
                          const char *data,
                          struct server *server)
{
    char program[PATH_SIZE], listen[64], config[PATH_SIZE + 32], programmes[PATH_SIZE];
    char certificate[2 * PATH_SIZE], key[2 * PATH_SIZE], path[2 * PATH_SIZE], text[6 * PATH_SIZE];
    const char *switched = kind == SERVER_COMMIT_EACH ? "--bench-commit-each"
                           : kind == SERVER_NO_FSYNC  ? "--bench-no-fsync"
                           : kind == SERVER_HOUVAST   ? NULL
                                                      : config;
    bool released = kind == SERVER_HOUVAST || kind == SERVER_HOUVAST_TLS;

    snprintf(program, sizeof program, "%s/houvastd", released ? bench->release : bench->programs);
    snprintf(listen, sizeof listen, "127.0.0.1:%u", server->port);
    snprintf(programmes, sizeof programmes, "%s/programmes", bench->source);
    if (kind == SERVER_HOUVAST_TLS) {
        snprintf(certificate, sizeof certificate, "%s/certificate.pem", bench->work);
        snprintf(key, sizeof key, "%s/key.pem", bench->work);
        make_certificate(certificate, key);
        snprintf(text, sizeof text,
                 "public_url: https://127.0.0.1:%u\ntls:\n  certificate: %s\n  key: %s\n",
                 server->port, certificate, key);
        snprintf(path, sizeof path, "%s/tls.yaml", bench->work);
        write_file(path, text);
        snprintf(config, sizeof config, "--config=%.500s", path);
    }
    const char *arguments[] = { program, "--data",       data,       "--listen",
                                listen,  "--programmes", programmes, "--log-level",
                                "error", switched,       NULL };
    start(server, arguments);
}

static void start_floor(const struct bench *bench, struct server *server)
{
    char program[PATH_SIZE], port[16];
    snprintf(program, sizeof program, "%s/bench_floor", bench->programs);
    snprintf(port, sizeof port, "%u", server->port);
    const char *arguments[] = { program, port, NULL };
    start(server, arguments);
}

static void start_node(const struct bench *bench, const char *script, struct server *server)
{
    char path[PATH_SIZE], port[16];
    snprintf(path, sizeof path, "%s/tests/bench/peers/%s", bench->source, script);
    snprintf(port, sizeof port, "%u", server->port);
    const char *arguments[] = { bench->node, path, port, NULL };
    start(server, arguments);
}

/* It does not start with a websockets listener alone. */
static void start_mosquitto(const struct bench *bench, struct server *server)
{
    char path[2 * PATH_SIZE], text[512];
    snprintf(path, sizeof path, "%s/mosquitto.conf", bench->work);
    snprintf(text, sizeof text,
             "listener %u 127.0.0.1\nlistener %u 127.0.0.1\nprotocol websockets\n"
             "allow_anonymous true\nmax_connections -1\nset_tcp_nodelay true\nlog_type error\n",
             pick_port(), server->port);
    write_file(path, text);
    const char *arguments[] = { "/usr/sbin/mosquitto", "-c", path, NULL };
    start(server, arguments);
}

/* ---- Scenes ---- */

static const char *const scene_words[SCENE_COUNT] = { "none", "town", "hall", "city", "wide" };

static void make_groups(const struct bench *bench,
                        const struct server *server,
                        const char *const *numbers,
                        const char *plan,
                        bool last)
{
    char program[PATH_SIZE], port[16], link[2 * PATH_SIZE];
    snprintf(program, sizeof program, "%s/houvast_load", bench->programs);
    snprintf(port, sizeof port, "%u", server->port);
    snprintf(link, sizeof link, "%s/making/owner.link", bench->work);
    const char *arguments[] = { program,
                                "make",
                                "--port",
                                port,
                                "--link",
                                link,
                                "--plan",
                                plan,
                                "--first-group",
                                numbers[0],
                                "--groups",
                                numbers[1],
                                "--watchers",
                                numbers[2],
                                "--seats",
                                numbers[3],
                                "--announcement",
                                ANNOUNCEMENT,
                                last ? "--passphrase" : NULL,
                                PASSPHRASE,
                                NULL };
    run(arguments);
}

/* The owner's passphrase ends the link that groups are made with. */
static void fill_scene(const struct bench *bench, const struct server *server, enum scene scene)
{
    static const char *const watching[SCENE_COUNT][4] = { [SCENE_TOWN] = { "0", "200", "25", "0" },
                                                          [SCENE_HALL] = { "0", "1", "5000", "0" },
                                                          [SCENE_CITY] = { "0", "200", "75", "0" },
                                                          [SCENE_WIDE] = { "0", "400", "20",
                                                                           "0" } };
    static const char *const couples[] = { "200", "64", "0", "16" };
    char plan[2 * PATH_SIZE];

    snprintf(plan, sizeof plan, "%s/%s.watching", bench->work, scene_words[scene]);
    unlink(plan);
    make_groups(bench, server, watching[scene], plan, scene != SCENE_TOWN);
    if (scene == SCENE_TOWN) {
        snprintf(plan, sizeof plan, "%s/%s.couples", bench->work, scene_words[scene]);
        unlink(plan);
        make_groups(bench, server, couples, plan, true);
    }
}

/* It is written when connections are taken already. */
static void wait_for_link(const char *folder)
{
    char path[3 * PATH_SIZE];
    snprintf(path, sizeof path, "%s/owner.link", folder);
    for (int waited = 0; access(path, F_OK) != 0; waited += 10) {
        if (waited >= START_MS) {
            give_up("there is no %s", path);
        }
        poll(NULL, 0, 10);
    }
}

static void make_scene(const struct bench *bench, enum scene scene, const char *folder)
{
    struct server server = { .port = pick_port() };
    char making[2 * PATH_SIZE];

    say("making groups: %s", scene_words[scene]);
    snprintf(making, sizeof making, "%s/making", bench->work);
    remove_folder(making);
    start_houvast(bench, SERVER_HOUVAST, making, &server);
    wait_for_link(making);
    fill_scene(bench, &server, scene);
    program_stop(&server.running);
    if (rename(making, folder) != 0) {
        give_up("cannot rename %s", making);
    }
}

static void copy_scene(const struct bench *bench, enum scene scene, char ret[2 * PATH_SIZE])
{
    char folder[2 * PATH_SIZE];

    snprintf(folder, sizeof folder, "%s/%s", bench->work, scene_words[scene]);
    if (access(folder, F_OK) != 0) {
        make_scene(bench, scene, folder);
    }
    snprintf(ret, 2 * PATH_SIZE, "%s/data", bench->work);
    remove_folder(ret);
    const char *arguments[] = { "/bin/cp", "-a", folder, ret, NULL };
    run(arguments);
}

void server_start(const struct bench *bench,
                  enum server_kind kind,
                  enum scene scene,
                  struct server *ret)
{
    char data[2 * PATH_SIZE];

    *ret = (struct server){ .port = 0 };
    if (server_is_ours(kind)) {
        copy_scene(bench, scene, data);
        snprintf(ret->plan[0], sizeof ret->plan[0], "%.400s/%s.watching", bench->work,
                 scene_words[scene]);
        snprintf(ret->plan[1], sizeof ret->plan[1], "%.400s/%s.couples", bench->work,
                 scene_words[scene]);
    }
    snprintf(ret->admin, sizeof ret->admin, "%.400s/data/admin.sock", bench->work);
    ret->port = pick_port();
    if (server_is_ours(kind)) {
        start_houvast(bench, kind, data, ret);
    } else if (kind == SERVER_FLOOR) {
        start_floor(bench, ret);
    } else if (kind == SERVER_WS) {
        start_node(bench, "ws.mjs", ret);
    } else if (kind == SERVER_SOCKETIO) {
        start_node(bench, "socketio.mjs", ret);
    } else {
        start_mosquitto(bench, ret);
    }
}

void server_stop(struct server *server)
{
    program_stop(&server->running);
}
