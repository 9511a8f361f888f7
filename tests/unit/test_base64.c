/* Base64, and what a scan is by its first bytes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "services/base/base64.h"
#include "services/base/macros.h"
#include "services/care/scan.h"

#include <string.h>

/* RFC 4648 section 10 */
static const struct {
    const char *plain, *coded;
} vectors[] = {{"", ""},
               {"f", "Zg=="},
               {"fo", "Zm8="},
               {"foo", "Zm9v"},
               {"foob", "Zm9vYg=="},
               {"fooba", "Zm9vYmE="},
               {"foobar", "Zm9vYmFy"}};

static void base64__rfc_vectors__both_ways(void **state)
{
    struct arena *arena = arena_new(0);
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(vectors); i++) {
        unsigned char *bytes;
        size_t n;
        const char *text = base64_encode(vectors[i].plain, strlen(vectors[i].plain), arena, &n);
        assert_string_equal(text, vectors[i].coded);
        assert_int_equal(n, strlen(vectors[i].coded));
        assert_true(base64_decode(text, n, arena, &bytes, &n));
        assert_int_equal(n, strlen(vectors[i].plain));
        assert_memory_equal(bytes, vectors[i].plain, n);
    }
    arena_free(arena);
}

static void base64_decode__malformed__refused(void **state)
{
    static const char *const bad[] = {"Z",        "Zg",   "Zg=",    "Zh==", "Zm9=", "====", "Z===",
                                      "Zg==Zg==", "Zm 9", "Zm9v\n", "Zm9-", "=Zg=", "Zg=v"};
    struct arena *arena = arena_new(0);
    unsigned char *bytes;
    size_t n;
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(bad); i++)
        assert_false(base64_decode(bad[i], strlen(bad[i]), arena, &bytes, &n));
    arena_free(arena);
}

static void scan_media_type__first_bytes__decide(void **state)
{
    static const struct {
        const char *bytes;
        size_t n;
        const char *type;
    } cases[] = {
        {"%PDF-1.7\n", 9, "application/pdf"},
        {"\xFF\xD8\xFF\xE0 JFIF", 9, "image/jpeg"},
        {"\x89PNG\r\n\x1A\n\0\0", 10, "image/png"},
        {"%PDF-", 5, NULL}, /* nothing behind it */
        {"\x89PNG\n\n\n\n\n\n", 10, NULL},
        {"<html>%PDF-1.7", 14, NULL},
        {"GIF89a....", 10, NULL},
        {"MZ\x90", 3, NULL},
        {"", 0, NULL},
    };
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        const char *type = scan_media_type((const unsigned char *)cases[i].bytes, cases[i].n);
        if (cases[i].type == NULL)
            assert_null(type);
        else
            assert_string_equal(type, cases[i].type);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(base64__rfc_vectors__both_ways),
        cmocka_unit_test(base64_decode__malformed__refused),
        cmocka_unit_test(scan_media_type__first_bytes__decide),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
