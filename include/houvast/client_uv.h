/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Carries engines of client.h over a libuv loop, by libwebsockets: connects, joins fragments,
 * notices a dead network, connects again.
 *
 *     hub    one set-up of libwebsockets on one loop; make one, for any number of links
 *     link   carries one engine to one server, until it is closed
 *
 *     hv_client_hub_open(loop, NULL, &hub);
 *     hv_client_new(&config, &client);
 *     hv_client_link_open(hub, client, &address, &link);
 *     uv_run(loop, UV_RUN_DEFAULT);               ... handlers of the engine are called from here
 *
 *     hv_client_link_close(link, on_link_closed, data);   ... then hv_client_free(client)
 *     hv_client_hub_close(hub, on_hub_closed, data);      ... after its last link has closed
 *
 * Requests are made on the engine, with the functions of client.h; the link sees to it that they
 * go out. `now` of client.h is the loop's clock: hv_client_server_time(client,
 * (int64_t)uv_now(loop)).
 *
 * All calls on the loop's thread. Closing has two phases, as with handles of libuv: the object is
 * valid until its on_closed, which always comes from the loop and never from inside the call.
 * After the hub's on_closed nothing of it is left on the loop.
 *
 * The process. libwebsockets ignores SIGPIPE from the first hub on, and its log, which is one for
 * the whole process, is turned off. It loads its libuv plug-in (Debian: libwebsockets-evlib-uv)
 * when the first hub opens, which must be before the program gives up file access; and makes
 * tables for as many connections as the process may open files (RLIMIT_NOFILE) at that moment.
 *
 * The network. Connections go over IPv4, straight to the server, whatever http_proxy says;
 * redirects are not followed. A wss address is checked against the certificates that the system
 * trusts.
 */
#ifndef HOUVAST_CLIENT_UV_H
#define HOUVAST_CLIENT_UV_H

#include "houvast/client.h"

#ifdef __cplusplus
extern "C" {
#endif

struct uv_loop_s; /* what <uv.h> calls uv_loop_t */
struct hv_client_hub;
struct hv_client_link;

struct hv_client_hub_config {
    const char *ca_file; /* PEM: issuers to trust besides those the system trusts; or NULL */
};

/*
 * A hub; `config` may be NULL. It keeps uv_run from returning until it has closed. HV_CLIENT_ELOOP:
 * libwebsockets did not start, its libuv plug-in is missing, or `ca_file` cannot be read.
 * HV_CLIENT_ENOMEM.
 */
HV_CLIENT_API enum hv_client_status hv_client_hub_open(struct uv_loop_s *loop,
                                                       const struct hv_client_hub_config *config,
                                                       struct hv_client_hub **ret);

/*
 * Closes a hub. A link that is still open closes first, as if by hv_client_link_close without
 * on_closed. `on_closed` may be NULL. Calling it again does nothing.
 */
HV_CLIENT_API void
hv_client_hub_close(struct hv_client_hub *hub, void (*on_closed)(void *data), void *data);

/*
 * Connects `client` to `address` and keeps it connected: after a loss it connects again, after
 * hv_client_retry_delay, until the engine's state is HV_CLIENT_FAREWELLED or the link is closed.
 * The engine is borrowed until on_closed, has no other carrier, and its token is what counts, not
 * that of `address`. The connection itself is made from the loop. HV_CLIENT_EINVAL: `address` is a
 * bare token. HV_CLIENT_ESTATE: the hub is closing. HV_CLIENT_ENOMEM.
 */
HV_CLIENT_API enum hv_client_status hv_client_link_open(struct hv_client_hub *hub,
                                                        struct hv_client *client,
                                                        const struct hv_client_address *address,
                                                        struct hv_client_link **ret);

/*
 * Closes a link, in any state, also from inside a handler of its engine: says goodbye to the
 * server, for at most a second, and then calls `on_closed`, after which the link is gone and the
 * engine may be freed or given another link. `on_closed` may be NULL. Calling it again does
 * nothing.
 */
HV_CLIENT_API void
hv_client_link_close(struct hv_client_link *link, void (*on_closed)(void *data), void *data);

/* Connect at once if it waits to connect again: the network is back, or someone is impatient. */
HV_CLIENT_API void hv_client_link_retry_now(struct hv_client_link *link);

/* Why the transport was last lost or did not come up, as an English sentence for an operator;
 * empty when it never was. Valid until the loop runs on. */
HV_CLIENT_API const char *hv_client_link_problem(const struct hv_client_link *link);

#ifdef __cplusplus
}
#endif

#endif
