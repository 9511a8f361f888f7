/* Request memory: zeroed, aligned, reusable. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "services/base/arena.h"

#include <stdalign.h>
#include <string.h>

static void arena_alloc__many_sizes__zeroed_and_aligned(void **state)
{
    (void)state;
    CLEANUP(arena_freep) struct arena *arena = arena_new(256);
    for (int round = 0; round < 3; round++) {
        for (size_t n = 0; n < 600; n += 7) {
            unsigned char *p = arena_alloc(arena, n);
            assert_true((uintptr_t)p % alignof(max_align_t) == 0);
            for (size_t i = 0; i < n; i++)
                assert_int_equal(p[i], 0);
            memset(p, 0xAA, n);
        }
        arena_reset(arena);
    }
}

static void arena_alloc__larger_than_a_block__others_stay(void **state)
{
    (void)state;
    CLEANUP(arena_freep) struct arena *arena = arena_new(64);
    char *first = arena_strdup(arena, "first");
    char *large = arena_alloc(arena, 100000);
    memset(large, 'x', 100000);
    char *last = arena_strdup(arena, "last");
    assert_string_equal(first, "first");
    assert_string_equal(last, "last");
}

static void arena_printf__long_text__whole(void **state)
{
    (void)state;
    CLEANUP(arena_freep) struct arena *arena = arena_new(0);
    char *text = arena_printf(arena, "%0500d|%s", 7, "end");
    assert_int_equal(strlen(text), 504);
    assert_string_equal(text + 500, "|end");
}

static void arena_strndup__part__ended(void **state)
{
    (void)state;
    CLEANUP(arena_freep) struct arena *arena = arena_new(0);
    assert_string_equal(arena_strndup(arena, "abcdef", 3), "abc");
    assert_string_equal(arena_strndup(arena, "", 0), "");
}

static void arena_used_bytes__after_reset__nothing(void **state)
{
    (void)state;
    CLEANUP(arena_freep) struct arena *arena = arena_new(0);
    (void)arena_alloc(arena, 1000);
    assert_true(arena_used_bytes(arena) >= 1000);
    arena_reset(arena);
    assert_int_equal(arena_used_bytes(arena), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(arena_alloc__many_sizes__zeroed_and_aligned),
        cmocka_unit_test(arena_alloc__larger_than_a_block__others_stay),
        cmocka_unit_test(arena_printf__long_text__whole),
        cmocka_unit_test(arena_strndup__part__ended),
        cmocka_unit_test(arena_used_bytes__after_reset__nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
