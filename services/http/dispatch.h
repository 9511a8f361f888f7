/* The path of a request on a worker, in written order: form of the answer, who asks, did it come from
 * our own page, what is asked, the handler's one transaction, the answer, one log line. */
#ifndef SAMPLAN_HTTP_DISPATCH_H
#define SAMPLAN_HTTP_DISPATCH_H

#include "services/base/error.h"
#include "services/base/macros.h"
#include "services/http/collect.h"
#include "services/http/exchange.h"
#include "services/http/pool.h"
#include "services/http/reply.h"
#include "services/http/server.h"
#include "services/http/session.h"
#include "services/http/tx.h"

#include <jansson.h>
#include <stdbool.h>

enum format { FORMAT_JSON, FORMAT_HTML, FORMAT_OTHER };

/* One run of one row's handler: the request itself, or a page that is shown because of it. */
struct run {
    struct request request;
    struct reply reply;
    struct tx tx;
    json_t *input; /* owned */
};

/* All that belongs to a request while it is on a worker. Lives on the worker's stack. */
struct dispatch {
    struct exchange *ex;
    struct server *server;
    struct worker *worker;
    struct arena *arena;
    enum format format;
    struct visitor visitor;
    struct collected collected;
    struct run run;
    bool session_missing;        /* a session is needed, and there is none or it has ended */
    const char *new_form_cookie; /* to be set; NULL: none */
    const char *renewed_token;   /* by the one-time code that came with the form; NULL: none */
    struct answer answer;
    enum err err;
};

/* What of a request a row is run with. */
struct run_plan {
    size_t route_index;
    const char *path;
    const json_t *fields; /* raw; borrowed */
    const struct visitor *visitor;
};

/* job.run of an exchange: works on it and calls its finish. */
void dispatch_job_run(struct job *job, struct worker *worker);

/* job.drop of an exchange: answers reason (503) without touching the database. Any thread. */
void dispatch_job_drop(struct job *job, enum err reason);

/* Checks the fields and runs the row's handler. run is valid afterwards, also on failure, until
 * run_end. Errors are the handler's; ERR_INVALID with the reply's errors filled by the spec. */
NODISCARD enum err run_begin(struct dispatch *d, const struct run_plan *plan, struct run *run);
void run_end(struct run *run);

/* Answers err without a worker: a small problem document, or a small page when the client likes HTML
 * better. Body in buf (1024 bytes), static headers; for the edge and for full queues. Any thread. */
void dispatch_answer_at_once(const struct exchange *ex, enum err err, char buf[1024],
                             struct answer *answer);

/* The one log line and the counters of an answered request. code NULL: none. */
void dispatch_account(const struct exchange *ex, const struct answer *answer, enum err err,
                      int64_t database_us, unsigned retries);

#endif
