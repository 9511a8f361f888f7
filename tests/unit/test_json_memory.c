/* Memory of JSON values: whole blocks come back, whoever frees the last piece. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "services/base/json_memory.h"

#include <jansson.h>
#include <pthread.h>
#include <stdalign.h>
#include <stdlib.h>
#include <string.h>

enum { PIECES = 20000 };

static json_t *value_make(void)
{
    json_t *list = json_array();

    for (int i = 0; i < 3000; i++)
        json_array_append_new(list, json_pack("{s:i, s:s}", "number", i, "text", "some words"));
    return list;
}

static void *value_free(void *value)
{
    json_decref(value);
    return NULL;
}

static void *value_make_on_thread(void *closure)
{
    (void)closure;
    return value_make();
}

static void *on_thread(void *(*fn)(void *), void *closure)
{
    pthread_t thread;
    void *ret;

    assert_int_equal(pthread_create(&thread, NULL, fn, closure), 0);
    assert_int_equal(pthread_join(thread, &ret), 0);
    return ret;
}

static void json_memory_alloc__many_sizes__aligned_and_apart(void **state)
{
    static unsigned char *pieces[PIECES];

    (void)state;
    for (size_t i = 0; i < PIECES; i++) {
        const size_t n = i % 100 == 0 ? 5000 : i % 200;
        pieces[i] = json_memory_alloc(n);
        assert_non_null(pieces[i]);
        assert_true((uintptr_t)pieces[i] % alignof(max_align_t) == 0);
        memset(pieces[i], (int)(i % 251), n);
    }
    for (size_t i = 0; i < PIECES; i++) {
        const size_t n = i % 100 == 0 ? 5000 : i % 200;
        for (size_t at = 0; at < n; at++)
            assert_int_equal(pieces[i][at], i % 251);
        json_memory_free(pieces[i]);
    }
    json_memory_free(NULL);
    json_memory_free(malloc(10)); /* what malloc gave goes back there */
}

static void json_memory_free__same_thread__memory_stays_the_same(void **state)
{
    (void)state;
    json_decref(value_make());
    const size_t before = json_memory_bytes();
    for (int i = 0; i < 50; i++)
        json_decref(value_make());
    assert_int_equal(json_memory_bytes(), before);
}

static void json_memory_free__other_thread__memory_comes_back(void **state)
{
    (void)state;
    json_decref(value_make());
    (void)on_thread(value_free, value_make());
    const size_t before = json_memory_bytes();
    for (int i = 0; i < 50; i++)
        (void)on_thread(value_free, value_make());
    assert_true(json_memory_bytes() <= before + 4 * 256 * 1024);
}

static void json_memory_free__maker_has_ended__value_stays_whole(void **state)
{
    (void)state;
    json_t *value = on_thread(value_make_on_thread, NULL);
    json_t *same = value_make();
    assert_true(json_equal(value, same));
    json_decref(value);
    json_decref(same);
}

static void json_dumps__text__freed_by_json_memory_free(void **state)
{
    (void)state;
    json_t *value = json_pack("{s:s}", "a", "b");
    char *text = json_dumps(value, JSON_COMPACT);
    assert_string_equal(text, "{\"a\":\"b\"}");
    json_memory_free(text);
    json_decref(value);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(json_memory_alloc__many_sizes__aligned_and_apart),
        cmocka_unit_test(json_memory_free__same_thread__memory_stays_the_same),
        cmocka_unit_test(json_memory_free__other_thread__memory_comes_back),
        cmocka_unit_test(json_memory_free__maker_has_ended__value_stays_whole),
        cmocka_unit_test(json_dumps__text__freed_by_json_memory_free),
    };

    json_memory_use();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
