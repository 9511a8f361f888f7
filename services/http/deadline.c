/* The watch over slow connections. */
#include "services/http/deadline.h"

#include "services/base/clock.h"
#include "services/base/macros.h"
#include "services/http/problem.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <time.h>

struct deadline {
    struct deadlines *all;
    struct deadline *next, **link; /* under all->mutex */
    int fd;
    atomic_int phase;
    _Atomic int64_t since_ms;
};

struct deadlines {
    pthread_t thread;
    pthread_mutex_t mutex;
    pthread_cond_t stop;
    bool stopping;
    struct deadline *first;
};

static int64_t limit_ms(enum deadline_phase phase)
{
    switch (phase) {
    case DEADLINE_FIRST:
        return 15000;
    case DEADLINE_HEAD:
        return 10000;
    case DEADLINE_BODY:
        return 30000;
    case DEADLINE_SEND:
        return 60000;
    case DEADLINE_IDLE:
        return 75000;
    case DEADLINE_NONE:
    default:
        return INT64_MAX;
    }
}

/* Where nothing of an answer has been sent yet, the client is told; then the socket is shut, which the
 * daemon sees as an end. The descriptor is open: deadline_free comes first, under the same mutex. */
static void end(struct deadline *deadline, enum deadline_phase phase)
{
    char body[512], head[256];

    if (phase == DEADLINE_HEAD || phase == DEADLINE_BODY) {
        size_t n = problem_write(ERR_TIMEOUT, "", body, sizeof(body));
        int m =
            snprintf(head, sizeof(head),
                     "HTTP/1.1 408 Request Timeout\r\nContent-Type: application/problem+json\r\n"
                     "Content-Length: %zu\r\nConnection: close\r\n\r\n",
                     n);
        (void)send(deadline->fd, head, (size_t)m, MSG_DONTWAIT | MSG_NOSIGNAL | MSG_MORE);
        (void)send(deadline->fd, body, n, MSG_DONTWAIT | MSG_NOSIGNAL);
    }
    (void)shutdown(deadline->fd, SHUT_RDWR);
    atomic_store(&deadline->phase, DEADLINE_NONE);
}

static void look_at_all(struct deadlines *all)
{
    const int64_t now = clock_ms();

    for (struct deadline *deadline = all->first; deadline != NULL; deadline = deadline->next) {
        enum deadline_phase phase =
            (enum deadline_phase)atomic_load_explicit(&deadline->phase, memory_order_acquire);
        int64_t since = atomic_load_explicit(&deadline->since_ms, memory_order_relaxed);
        if (limit_ms(phase) < now - since)
            end(deadline, phase);
    }
}

static void *watch(void *closure)
{
    struct deadlines *all = closure;
    struct timespec until;

    (void)pthread_mutex_lock(&all->mutex);
    while (!all->stopping) {
        (void)clock_gettime(CLOCK_REALTIME, &until);
        until.tv_sec++;
        (void)pthread_cond_timedwait(&all->stop, &all->mutex, &until);
        look_at_all(all);
    }
    (void)pthread_mutex_unlock(&all->mutex);
    return NULL;
}

struct deadlines *deadlines_start(void)
{
    struct deadlines *all = calloc(1, sizeof(*all));

    if (all == NULL)
        abort();
    (void)pthread_mutex_init(&all->mutex, NULL);
    (void)pthread_cond_init(&all->stop, NULL);
    if (pthread_create(&all->thread, NULL, watch, all) != 0)
        abort();
    return all;
}

void deadlines_stop(struct deadlines *all)
{
    (void)pthread_mutex_lock(&all->mutex);
    all->stopping = true;
    (void)pthread_cond_signal(&all->stop);
    (void)pthread_mutex_unlock(&all->mutex);
    (void)pthread_join(all->thread, NULL);
    (void)pthread_cond_destroy(&all->stop);
    (void)pthread_mutex_destroy(&all->mutex);
    free(all);
}

struct deadline *deadline_new(struct deadlines *all, int fd)
{
    struct deadline *deadline = calloc(1, sizeof(*deadline));

    if (deadline == NULL)
        abort();
    deadline->all = all;
    deadline->fd = fd;
    deadline_set(deadline, DEADLINE_FIRST);
    (void)pthread_mutex_lock(&all->mutex);
    deadline->next = all->first;
    deadline->link = &all->first;
    if (deadline->next != NULL)
        deadline->next->link = &deadline->next;
    all->first = deadline;
    (void)pthread_mutex_unlock(&all->mutex);
    return deadline;
}

void deadline_free(struct deadline *deadline)
{
    if (deadline == NULL)
        return;
    (void)pthread_mutex_lock(&deadline->all->mutex);
    *deadline->link = deadline->next;
    if (deadline->next != NULL)
        deadline->next->link = deadline->link;
    (void)pthread_mutex_unlock(&deadline->all->mutex);
    free(deadline);
}

void deadline_set(struct deadline *deadline, enum deadline_phase phase)
{
    if (deadline == NULL)
        return;
    atomic_store_explicit(&deadline->since_ms, clock_ms(), memory_order_relaxed);
    atomic_store_explicit(&deadline->phase, (int)phase, memory_order_release);
}
