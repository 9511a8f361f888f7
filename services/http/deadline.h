/* How long a connection may take for what it is doing. libmicrohttpd's own timeout counts from the
 * last byte, so a byte a second holds a connection for ever; here every phase has an end. */
#ifndef SAMPLAN_HTTP_DEADLINE_H
#define SAMPLAN_HTTP_DEADLINE_H

struct deadlines;
struct deadline;

enum deadline_phase {
    DEADLINE_FIRST, /* connected, no request line yet: 15 s */
    DEADLINE_HEAD,  /* request line seen, head not complete: 10 s */
    DEADLINE_BODY,  /* head complete, body not: 30 s */
    DEADLINE_NONE,  /* a worker has it, and has its own deadline */
    DEADLINE_SEND,  /* the answer is on its way: 60 s */
    DEADLINE_IDLE,  /* kept alive between requests: 75 s */
};

/* Starts the thread that looks after all connections once a second. Never NULL. */
struct deadlines *deadlines_start(void);

/* Joins the thread and frees; no connection may be left. */
void deadlines_stop(struct deadlines *all);

/* A connection on descriptor fd, in phase FIRST. Never NULL; deadline_free() before fd is closed. */
struct deadline *deadline_new(struct deadlines *all, int fd);
void deadline_free(struct deadline *deadline); /* NULL is allowed */

/* Begins a phase. Cheap; the daemon's thread. NULL is allowed. */
void deadline_set(struct deadline *deadline, enum deadline_phase phase);

#endif
