/* The transaction of a request, behind tx_call of http.h. */
#ifndef SAMPLAN_HTTP_TX_H
#define SAMPLAN_HTTP_TX_H

#include "services/http/exchange.h"
#include "services/http/pool.h"
#include "services/http/reply.h"

#include <stdint.h>

struct server;

struct tx {
    const struct server *server; /* for the system's own handlers */
    struct worker *worker;
    struct request *request; /* its frame is set by a call */
    struct reply *reply;
    const char *interface;      /* "html", "json", "csv" or "events", for the audit row */
    const unsigned char *token; /* 32 bytes, NULL without a session */
    json_t *frame;              /* owned, parsed at need; see tx_frame() */
    struct db_result *entered;  /* owned: the frame as text */
    bool through_write;         /* tx_call goes through api.write */
    bool unconfirmed;           /* this call does not ask for what the row's .step_up does */
    unsigned calls;
    bool enter_refused;  /* the last call failed in auth_enter: session, role or unit */
    int64_t database_us; /* spent in the database */
    unsigned retries;
};

/* Prepares; borrowed things must outlive it. */
void tx_init(struct tx *tx, struct worker *worker, struct request *request, struct reply *reply,
             const char *interface, const unsigned char *token);
void tx_reset(struct tx *tx);

/* The frame of the last call, parsed; borrowed and not to be changed, NULL without a session. */
json_t *tx_frame(struct tx *tx);

/* As tx_call, but the document stays text: *ret_result is owned by the caller. Refusals and errors are
 * told apart and put into the reply all the same. */
NODISCARD enum err tx_call_raw(struct tx *tx, const char *function, const json_t *input,
                               struct db_result **ret_result);

/* Finds out who asks, whatever she may do, for a page that shows nothing but its frame. Errors as tx_call. */
NODISCARD enum err tx_enter(struct tx *tx);

/* SELECT 1 through the pool. */
NODISCARD enum err tx_ping(struct tx *tx);

#endif
