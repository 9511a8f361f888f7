/* The bounded queue: a linked list under a mutex. */
#include "services/http/queue.h"

#include "services/base/clock.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <time.h>

struct queue {
    pthread_mutex_t mutex;
    pthread_cond_t not_empty;
    struct job *first, **last;
    size_t n, max;
    size_t n_waiting; /* workers asleep; nobody is woken when none is */
    bool closed;
};

struct queue *queue_new(size_t max)
{
    struct queue *queue = calloc(1, sizeof(*queue));
    pthread_condattr_t attributes;

    if (queue == NULL)
        abort();
    (void)pthread_mutex_init(&queue->mutex, NULL);
    (void)pthread_condattr_init(&attributes);
    (void)pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    (void)pthread_cond_init(&queue->not_empty, &attributes);
    (void)pthread_condattr_destroy(&attributes);
    queue->last = &queue->first;
    queue->max = max;
    return queue;
}

void queue_free(struct queue *queue)
{
    if (queue == NULL)
        return;
    (void)pthread_cond_destroy(&queue->not_empty);
    (void)pthread_mutex_destroy(&queue->mutex);
    free(queue);
}

bool queue_push(struct queue *queue, struct job *job)
{
    bool wake = false, pushed = false;

    job->next = NULL;
    job->queued_us = clock_us();
    (void)pthread_mutex_lock(&queue->mutex);
    if (!queue->closed && queue->n < queue->max) {
        *queue->last = job;
        queue->last = &job->next;
        queue->n++;
        wake = queue->n_waiting > 0;
        pushed = true;
    }
    (void)pthread_mutex_unlock(&queue->mutex);
    if (wake)
        (void)pthread_cond_signal(&queue->not_empty);
    return pushed;
}

bool queue_has_room(struct queue *queue)
{
    (void)pthread_mutex_lock(&queue->mutex);
    bool room = !queue->closed && queue->n < queue->max;
    (void)pthread_mutex_unlock(&queue->mutex);
    return room;
}

/* Waits, with the mutex held, until there is a job, the end, or the time is up. */
static void wait_for_job(struct queue *queue, int64_t timeout_ms)
{
    struct timespec until;

    (void)clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec += (time_t)(timeout_ms / 1000);
    until.tv_nsec += (timeout_ms % 1000) * 1000000;
    if (until.tv_nsec >= 1000000000) {
        until.tv_nsec -= 1000000000;
        until.tv_sec++;
    }
    queue->n_waiting++;
    while (queue->first == NULL && !queue->closed) {
        if (pthread_cond_timedwait(&queue->not_empty, &queue->mutex, &until) == ETIMEDOUT)
            break;
    }
    queue->n_waiting--;
}

struct job *queue_pop(struct queue *queue, int64_t timeout_ms, bool *ret_closed)
{
    (void)pthread_mutex_lock(&queue->mutex);
    if (queue->first == NULL && !queue->closed)
        wait_for_job(queue, timeout_ms);
    struct job *job = queue->first;
    if (job != NULL) {
        queue->first = job->next;
        if (queue->first == NULL)
            queue->last = &queue->first;
        queue->n--;
    }
    *ret_closed = job == NULL && queue->closed;
    (void)pthread_mutex_unlock(&queue->mutex);
    return job;
}

void queue_close(struct queue *queue)
{
    (void)pthread_mutex_lock(&queue->mutex);
    queue->closed = true;
    (void)pthread_mutex_unlock(&queue->mutex);
    (void)pthread_cond_broadcast(&queue->not_empty);
}

size_t queue_depth(struct queue *queue)
{
    (void)pthread_mutex_lock(&queue->mutex);
    size_t n = queue->n;
    (void)pthread_mutex_unlock(&queue->mutex);
    return n;
}
