/* The bounded queue, alone and with threads. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "services/base/macros.h"
#include "services/http/queue.h"

#include <pthread.h>
#include <string.h>

static void queue_push__more_than_fit__refused(void **state)
{
    struct queue *queue = queue_new(2);
    struct job jobs[3] = {0};
    bool closed;
    (void)state;
    assert_true(queue_has_room(queue));
    assert_true(queue_push(queue, &jobs[0]));
    assert_true(queue_push(queue, &jobs[1]));
    assert_false(queue_has_room(queue));
    assert_false(queue_push(queue, &jobs[2]));
    assert_int_equal(queue_depth(queue), 2);
    assert_ptr_equal(queue_pop(queue, 0, &closed), &jobs[0]);
    assert_true(queue_push(queue, &jobs[2]));
    assert_ptr_equal(queue_pop(queue, 0, &closed), &jobs[1]);
    assert_ptr_equal(queue_pop(queue, 0, &closed), &jobs[2]);
    assert_null(queue_pop(queue, 1, &closed));
    assert_false(closed);
    queue_free(queue);
}

static void queue_close__with_jobs__emptied_then_ended(void **state)
{
    struct queue *queue = queue_new(2);
    struct job job = {0}, late = {0};
    bool closed;
    (void)state;
    assert_true(queue_push(queue, &job));
    queue_close(queue);
    assert_false(queue_push(queue, &late));
    assert_ptr_equal(queue_pop(queue, 1000, &closed), &job);
    assert_false(closed);
    assert_null(queue_pop(queue, 1000, &closed));
    assert_true(closed);
    queue_free(queue);
}

static void *drain(void *closure)
{
    struct queue *queue = closure;
    bool closed = false;
    size_t n = 0;
    while (!closed)
        n += queue_pop(queue, 1000, &closed) != NULL;
    return (void *)n;
}

static void queue_pop__many_threads__each_job_once(void **state)
{
    static struct job jobs[20000];
    struct queue *queue = queue_new(64);
    pthread_t threads[4];
    size_t total = 0;
    (void)state;
    memset(jobs, 0, sizeof(jobs));
    for (size_t i = 0; i < ARRAY_LEN(threads); i++)
        assert_int_equal(pthread_create(&threads[i], NULL, drain, queue), 0);
    for (size_t i = 0; i < ARRAY_LEN(jobs);)
        i += queue_push(queue, &jobs[i]);
    queue_close(queue);
    for (size_t i = 0; i < ARRAY_LEN(threads); i++) {
        void *n;
        assert_int_equal(pthread_join(threads[i], &n), 0);
        total += (size_t)n;
    }
    assert_int_equal(total, ARRAY_LEN(jobs));
    queue_free(queue);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(queue_push__more_than_fit__refused),
        cmocka_unit_test(queue_close__with_jobs__emptied_then_ended),
        cmocka_unit_test(queue_pop__many_threads__each_job_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
