/* SPDX-License-Identifier: EUPL-1.2 */
#include "server.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* Below the range from which the kernel takes ports for outgoing connections: there nobody takes
 * the port while the server is down, and nobody who connects meanwhile can be connected to
 * themselves. */
#define PORT_FIRST 20000
#define PORT_COUNT 10000

static bool is_free(uint16_t port)
{
    struct sockaddr_in address = { .sin_family = AF_INET,
                                   .sin_port = htons(port),
                                   .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_return_code(fd, errno);
    bool free_port = bind(fd, (const struct sockaddr *)&address, sizeof address) == 0;
    close(fd);
    return free_port;
}

static uint16_t pick_port(void)
{
    static uint32_t next;
    for (uint32_t tries = 0; tries < PORT_COUNT; tries++) {
        uint32_t turn = (uint32_t)getpid() * 37 + next++;
        uint16_t port = (uint16_t)(PORT_FIRST + turn % PORT_COUNT);
        if (is_free(port)) {
            return port;
        }
    }
    fail_msg("no port is free");
    return 0;
}

void server_make(struct server *server)
{
    *server = (struct server){ .port = pick_port() };
    folder_make(server->folder);
    path_join(server->data, server->folder, "data");
    path_join(server->log, server->folder, "log");
}

char *server_log(const struct server *server)
{
    size_t size;
    return file_read(server->log, &size);
}

static void read_owner(struct server *server)
{
    char path[PROGRAM_PATH];
    size_t size;
    path_join(path, server->data, "owner.link");
    server->owner[0] = '\0';
    if (access(path, F_OK) != 0) {
        return; /* a passphrase was set */
    }
    char *link = file_read(path, &size);
    link[strcspn(link, "\n")] = '\0';
    snprintf(server->owner, sizeof server->owner, "%s", link);
    free(link);
}

void server_start(struct server *server)
{
    char listen[64];
    char programmes[PROGRAM_PATH];
    char line[512];
    const char *arguments[] = { "--data",       server->data, "--listen",   listen,
                                "--programmes", programmes,   server->flag, NULL };
    struct program_order order = { .path = program_server(),
                                   .arguments = arguments,
                                   .error_file = server->log };

    snprintf(listen, sizeof listen, "127.0.0.1:%u", server->port);
    if (server->programmes != NULL) {
        snprintf(programmes, sizeof programmes, "%s", server->programmes);
    } else {
        path_join(programmes, getenv("HV_SOURCE_DIR"), "programmes");
    }
    program_start(&order, &server->program);
    if (!program_first_line(&server->program, line, sizeof line)) {
        struct program_end end = program_wait(&server->program, 1000);
        char *log = server_log(server);
        fail_msg("the server did not start: exit %d, signal %d; it said:\n%s", end.exit_code,
                 end.signal, log);
    }
    read_owner(server);
}

struct program_end server_end(struct server *server)
{
    struct program_end end = program_wait(&server->program, SERVER_STOP_MS);
    return end;
}

void server_stop(struct server *server)
{
    program_signal(&server->program, SIGTERM);
    struct program_end end = server_end(server);
    if (end.late || end.exit_code != 0) {
        char *log = server_log(server);
        fail_msg("the server did not stop: %s, exit %d, signal %d; it said:\n%s",
                 end.late ? "late" : "in time", end.exit_code, end.signal, log);
    }
}

void server_kill(struct server *server)
{
    program_signal(&server->program, SIGKILL);
    struct program_end end = program_wait(&server->program, PROGRAM_WAIT_MS);
    assert_int_equal(end.signal, SIGKILL);
}

size_t server_memory(const struct server *server)
{
    char path[64];
    unsigned long pages = 0;
    snprintf(path, sizeof path, "/proc/%d/statm", (int)server->program.pid);
    FILE *file = fopen(path, "re");
    assert_non_null(file);
    assert_int_equal(fscanf(file, "%*u %lu", &pages), 1);
    fclose(file);
    return pages * (size_t)sysconf(_SC_PAGESIZE);
}

void server_remove(struct server *server)
{
    if (server->program.pid != 0) {
        server_kill(server);
    }
    folder_remove(server->folder);
}
