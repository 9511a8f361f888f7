/* Live updates: GET /events as text/event-stream, on a daemon and a socket of its own.
 *
 * A stream is subscribed first, then checked (api.events_open through the ordinary pipeline, so the
 * session and the right to the plan are the database's decision), then kept. A notification on channel
 * samplan_event ({"plan_id","section","by","at"}, ids only) makes the check run again for each stream
 * of that plan before "event: changed" is written to it. The check also tells what the reader may now:
 * when that is other than before, "event: access" is written, and once more, with "lost", before the stream
 * of somebody who has no right left ends. A notification with "access" asks for nothing but that. Without
 * events the check runs once a minute, and at the instant when a right begins or ends by time. What has changed is fetched by the page through the normal path,
 * and so checked and audited again. */
#ifndef SAMPLAN_HTTP_STREAM_H
#define SAMPLAN_HTTP_STREAM_H

#include "services/base/error.h"
#include "services/base/macros.h"
#include "services/http/metrics.h"
#include "services/http/server.h"

#include <stdio.h>

#define STREAM_FUNCTION "events_open" /* ({"plan_id": uuid or null, "again": bool}) */
#define STREAM_CHANNEL "samplan_event"

struct streams;

/* Starts the daemon on config.stream_listen and the thread that listens to the database. OK with *ret
 * owned by the caller (streams_stop); ERR_IO. */
NODISCARD enum err streams_start(struct server *server, FILE *complaints, struct streams **ret);

/* Ends every stream with "event: bye", then both threads. The pool must still run. NULL is allowed.
 * Blocks until no check is with the pool, and at most two seconds for slow clients. */
void streams_stop(struct streams *all);

void streams_state(struct streams *all, struct metrics_streams *ret);

#endif
