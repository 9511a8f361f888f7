/* A bounded queue of jobs between one thread that hands in and the workers of a lane. */
#ifndef SAMPLAN_HTTP_QUEUE_H
#define SAMPLAN_HTTP_QUEUE_H

#include "services/base/error.h"
#include "services/base/macros.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct worker;

/* Something for a worker to do; embedded in its owner. Exactly one of run and drop is called, on a
 * worker thread (drop also on the thread that drains), and may free the job. */
struct job {
    struct job *next; /* the queue's */
    void (*run)(struct job *job, struct worker *worker);
    void (*drop)(struct job *job, enum err reason); /* ERR_OVERLOADED: too late, or draining */
    int64_t queued_us;                              /* set by queue_push */
    int64_t deadline_ms;                            /* clock_ms; later it is dropped unrun */
};

struct queue;

/* A queue for at most max jobs. Never NULL; queue_free(). */
struct queue *queue_new(size_t max);

/* Frees an empty queue whose workers have ended; NULL is allowed. */
void queue_free(struct queue *queue);

/* Hands in a job, which must stay alive until run or drop. False when the queue is full or closed:
 * nothing was done. Any thread, does not block. */
NODISCARD bool queue_push(struct queue *queue, struct job *job);

/* Whether a push would succeed now. With a single pushing thread the answer stays true until it
 * pushes. */
bool queue_has_room(struct queue *queue);

/* The oldest job, waited for at most timeout_ms; NULL after that, or when closed and empty
 * (*ret_closed then). */
struct job *queue_pop(struct queue *queue, int64_t timeout_ms, bool *ret_closed);

/* No push succeeds any more; waiting workers empty it and then see the end. */
void queue_close(struct queue *queue);

size_t queue_depth(struct queue *queue);

#endif
