/* The picture of a QR code: size, quiet zone, and the three squares by which it is found. */
#include "auth/qr.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void qr_path__a_text__has_its_finders_and_a_quiet_zone(void **state)
{
    struct arena *arena = arena_new(4096);
    const char *path = NULL;
    int size = 0;

    (void)state;
    assert_int_equal(
        qr_path("otpauth://totp/Samplan:x?secret=ABCD&issuer=Samplan", arena, &path, &size), OK);
    assert_true(size >= 29 && (size - 8 - 17) % 4 == 0);
    assert_memory_equal(path, "M4 4h7v1h-7z", 12); /* the first finder begins after four squares */
    assert_null(strstr(path, "M0 "));
    assert_null(strstr(path, " 3h")); /* no row starts inside it */
    arena_free(arena);
}

static void qr_path__too_long__is_refused(void **state)
{
    struct arena *arena = arena_new(4096);
    char text[600];
    const char *path;
    int size;

    (void)state;
    memset(text, 'a', sizeof(text) - 1);
    text[sizeof(text) - 1] = '\0';
    assert_int_equal(qr_path(text, arena, &path, &size), ERR_LIMIT);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(qr_path__a_text__has_its_finders_and_a_quiet_zone),
        cmocka_unit_test(qr_path__too_long__is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
