/* SPDX-License-Identifier: EUPL-1.2 */
/* Pages and socket over TLS, with a certificate for a public name that is known here only. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "site.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])
#define PUBLIC_NAME  "zaal.example"

static struct site site;

static void run_openssl(const char *const *arguments)
{
    static struct program_outcome outcome;

    program_run(&(struct program_order){ .path = "/usr/bin/openssl", .arguments = arguments },
                &outcome);
    if (outcome.end.exit_code != 0) {
        fail_msg("openssl: %s", outcome.error);
    }
}

/* A certificate that vouches for itself, as a hall's own authority would. */
static void make_certificate(const char *certificate, const char *key)
{
    const char *arguments[] = { "req",
                                "-x509",
                                "-newkey",
                                "ec",
                                "-pkeyopt",
                                "ec_paramgen_curve:P-256",
                                "-nodes",
                                "-days",
                                "2",
                                "-subj",
                                "/CN=" PUBLIC_NAME,
                                "-addext",
                                "subjectAltName=DNS:" PUBLIC_NAME,
                                "-keyout",
                                key,
                                "-out",
                                certificate,
                                NULL };
    run_openssl(arguments);
}

/* What its clients know of it. */
struct secure {
    char certificate[PROGRAM_PATH];
    char host[64];
    char socket[80];
};

static void open_secure_site(struct secure *secure)
{
    char key[PROGRAM_PATH];
    char config[PROGRAM_PATH];
    char text[4 * PROGRAM_PATH];

    site_make(&site);
    path_join(secure->certificate, site.server.folder, "certificate.pem");
    path_join(key, site.server.folder, "key.pem");
    make_certificate(secure->certificate, key);
    snprintf(secure->host, sizeof secure->host, PUBLIC_NAME ":%u", site.server.port);
    snprintf(secure->socket, sizeof secure->socket, " wss://%s", secure->host);
    snprintf(text, sizeof text,
             "public_url: https://%s\npages: %s\ntls:\n  certificate: %s\n  key: %s\n",
             secure->host, site.pages, secure->certificate, key);
    path_join(config, site.server.folder, "houvast.yaml");
    file_write(config, text, strlen(text), 0644);
    snprintf(site.flag, sizeof site.flag, "--config=%s", config);
    site.server.flag = site.flag;
    server_start(&site.server);
}

static void connect_securely(const struct secure *secure)
{
    raw_connect(&site.raw, site.server.port, 0);
    raw_secure(&site.raw, PUBLIC_NAME, secure->certificate);
}

static void ask_securely(const char *host, const char *path, struct reply *reply)
{
    char text[512];

    snprintf(text, sizeof text, "GET %s HTTP/1.1\r\nHost: %s\r\n\r\n", path, host);
    raw_send(&site.raw, text, strlen(text));
    reply_read(&site.raw, false, reply);
}

static void expect_pages_over_tls(const struct secure *secure)
{
    struct reply reply;

    connect_securely(secure);
    for (size_t i = 0; i < SITE_ROUTES; i++) {
        ask_securely(secure->host, site_routes[i].path, &reply);
        assert_int_equal(reply.status, 200);
        reply_expect_policy(&reply, secure->socket);
        reply_expect(&reply, "strict-transport-security", "max-age=31536000");
        reply_expect_body(&reply, site_routes[i].body, strlen(site_routes[i].body));
        reply_forget(&reply);
    }
    ask_securely(secure->host, SITE_BIG_PATH, &reply);
    reply_expect_body(&reply, site.big, SITE_BIG_SIZE);
    reply_forget(&reply);
    ask_securely("127.0.0.1", "/", &reply);
    assert_int_equal(reply.status, 421);
    reply_expect(&reply, "strict-transport-security", "max-age=31536000");
    reply_forget(&reply);
    raw_close(&site.raw);
}

static void expect_socket_over_tls(const struct secure *secure)
{
    char origin[128];
    const struct {
        const char *scheme;
        int status;
    } rows[] = { { "https", 101 }, { "http", 0 }, { "wss", 0 } };

    for (size_t i = 0; i < COUNT(rows); i++) {
        snprintf(origin, sizeof origin, "%s://%s", rows[i].scheme, secure->host);
        const struct raw_handshake handshake = { .host = secure->host, .origin = origin };
        connect_securely(secure);
        assert_int_equal(raw_shake(&site.raw, site.server.port, &handshake), rows[i].status);
        if (rows[i].status == 101) {
            site_expect_welcome(&site, &site.raw);
        }
        raw_close(&site.raw);
    }
}

static void test_tls(void **state)
{
    struct secure secure;
    struct reply reply;

    (void)state;
    open_secure_site(&secure);
    assert_memory_equal(site.server.owner, "https://" PUBLIC_NAME, strlen("https://" PUBLIC_NAME));
    expect_pages_over_tls(&secure);
    expect_socket_over_tls(&secure);
    site_ask(&site, "GET", "/", "", &reply); /* in the clear */
    assert_int_equal(reply.status, 0);
    site_close(&site);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_tls),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
