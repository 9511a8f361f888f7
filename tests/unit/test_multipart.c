/* Multipart bodies. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "services/http/multipart.h"

#include <stdio.h>
#include <string.h>

#define TYPE "multipart/form-data; boundary=XX"
#define FIELD(name, value)                                                                         \
    "--XX\r\nContent-Disposition: form-data; name=\"" name "\"\r\n\r\n" value "\r\n"
#define END "--XX--\r\n"

static const struct {
    const char *body, *expected; /* JSON; NULL: ERR_BAD_REQUEST */
} cases[] = {
    {END, "{}"},
    {"--XX--", "{}"},
    {FIELD("a", "1") END, "{\"a\":\"1\"}"},
    {FIELD("a", "") END, "{\"a\":\"\"}"},
    {FIELD("a", "1") FIELD("b", "to\r\nlinjer") END, "{\"a\":\"1\",\"b\":\"to\\r\\nlinjer\"}"},
    {FIELD("a", "1") FIELD("a", "2") END, "{\"a\":[\"1\",\"2\"]}"},
    {FIELD("a", "blåbær --XX og \r\n--X") END, "{\"a\":\"blåbær --XX og \\r\\n--X\"}"},
    {"--XX \t\r\ncontent-disposition:form-data; name=a\r\nX-Other: y\r\n\r\n1\r\n--XX-- epilogue",
     "{\"a\":\"1\"}"},
    {"--XX\r\nContent-Disposition: form-data; name=\"f\"; filename=\"C:\\tmp\\liste.csv\"\r\n"
     "Content-Type: text/csv\r\n\r\na;b\r\n\r\n" END,
     "{\"f\":{\"filename\":\"liste.csv\",\"type\":\"text/csv\",\"size\":5,\"offset\":103,"
     "\"text\":\"a;b\\r\\n\"}}"},
    {"--XX\r\nContent-Disposition: form-data; name=\"f\"; "
     "filename=\"x\"\r\n\r\n\xFF\xFE\x01\x02\r\n" END,
     "{\"f\":{\"filename\":\"x\",\"type\":\"\",\"size\":4,\"offset\":64,\"base64\":\"//4BAg==\"}}"},
    {"--XX\r\nContent-Disposition: form-data; name=\"f\"; filename=\"\"\r\n\r\n\r\n" END,
     "{\"f\":null}"},
    {"", NULL},
    {"--XX", NULL},
    {"--XX\r\n", NULL},
    {"--XY--", NULL},
    {"preamble\r\n" END, NULL},
    {"--XXmore\r\n", NULL},
    {FIELD("a", "1"), NULL},
    {FIELD("a", "1") "--XX-", NULL},
    {"--XX\r\nContent-Disposition: form-data\r\n\r\n1\r\n" END, NULL},
    {"--XX\r\nContent-Disposition: attachment; name=\"a\"\r\n\r\n1\r\n" END, NULL},
    {"--XX\r\nContent-Disposition: form-data; name=\"a\r\n\r\n1\r\n" END, NULL},
    {"--XX\r\nContent-Disposition: form-data; name=\"a\"; name=\"b\"\r\n\r\n1\r\n" END, NULL},
    {"--XX\r\nContent-Disposition: form-data; name=\"a\"\r\nContent-Disposition: form-data; "
     "name=\"b\"\r\n\r\n1\r\n" END,
     NULL},
    {"--XX\r\nContent-Disposition: form-data; name=\"a b\"\r\n\r\n1\r\n" END, NULL},
    {"--XX\r\nContent-Disposition: form-data; name=\"a\" x\r\n\r\n1\r\n" END, NULL},
    {"--XX\r\nContent-Type: text/plain\r\n\r\n1\r\n" END, NULL},
    {"--XX\r\nno colon\r\n\r\n1\r\n" END, NULL},
    {"--XX\r\nContent-Disposition: form-data; name=\"a\"\r\nContent-Transfer-Encoding: "
     "base64\r\n\r\n"
     "MQ==\r\n" END,
     NULL},
    {"--XX\nContent-Disposition: form-data; name=\"a\"\n\n1\n--XX--\n", NULL},
    {FIELD("a", "\xFF") END, NULL},
    {"--XX\r\nContent-Disposition: form-data; name=\"f\"; filename=\"a\x01\"\r\n\r\nx\r\n" END,
     NULL},
};

static void multipart_parse__table__read_or_refused(void **state)
{
    (void)state;
    struct arena *arena = arena_new(0);
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        json_t *form = NULL;
        enum err r = multipart_parse(TYPE, cases[i].body, strlen(cases[i].body), arena, &form);
        if (r != (cases[i].expected == NULL ? ERR_BAD_REQUEST : OK))
            fail_msg("%s: %d", cases[i].body, r);
        json_t *expected = cases[i].expected ? json_loads(cases[i].expected, 0, NULL) : NULL;
        if (expected != NULL && !json_equal(form, expected)) {
            char *got = json_dumps(form, 0);
            fail_msg("%s: got %s", cases[i].body, got);
        }
        json_decref(expected);
        json_decref(form);
    }
    arena_free(arena);
}

static void multipart_parse__file__offset_points_at_the_content(void **state)
{
    (void)state;
    static const char body[] = FIELD("a", "1") "--XX\r\nContent-Disposition: form-data; "
                                               "name=\"f\"; filename=\"x\"\r\n\r\ncontent\r\n" END;
    struct arena *arena = arena_new(0);
    json_t *form = NULL;
    assert_int_equal(multipart_parse(TYPE, body, strlen(body), arena, &form), OK);
    const json_t *file = json_object_get(form, "f");
    json_int_t offset = json_integer_value(json_object_get(file, "offset"));
    assert_int_equal(json_integer_value(json_object_get(file, "size")), 7);
    assert_memory_equal(body + offset, "content", 7);
    json_decref(form);
    arena_free(arena);
}

static void multipart_parse__content_types__boundary_found_or_refused(void **state)
{
    (void)state;
    static const struct {
        const char *type;
        enum err expected;
    } types[] = {
        {"multipart/form-data; boundary=XX", OK},
        {"Multipart/Form-Data;charset=utf-8 ; BOUNDARY=\"XX\"", OK},
        {"multipart/form-data", ERR_MEDIA_TYPE},
        {"multipart/form-data; boundary=", ERR_MEDIA_TYPE},
        {"multipart/form-data; boundary=\"\"", ERR_MEDIA_TYPE},
        {"multipart/form-data; boundary=XX; boundary=YY", ERR_MEDIA_TYPE},
        {"multipart/form-data; boundary=\"X X\"", ERR_MEDIA_TYPE},
        {"multipart/form-data; boundary=\"XX", ERR_MEDIA_TYPE},
        {"multipart/form-data boundary=XX", ERR_MEDIA_TYPE},
        {"multipart/mixed; boundary=XX", ERR_MEDIA_TYPE},
        {"multipart/form-data; "
         "boundary=01234567890123456789012345678901234567890123456789012345678901234567890",
         ERR_MEDIA_TYPE},
    };
    struct arena *arena = arena_new(0);
    for (size_t i = 0; i < ARRAY_LEN(types); i++) {
        json_t *form = NULL;
        enum err r = multipart_parse(types[i].type, END, strlen(END), arena, &form);
        if (r != types[i].expected)
            fail_msg("%s: %d", types[i].type, r);
        json_decref(form);
    }
    arena_free(arena);
}

static void multipart_parse__too_many_parts_or_headers__refused(void **state)
{
    (void)state;
    static char body[60 * (MULTIPART_PARTS_MAX + 2)];
    struct arena *arena = arena_new(0);
    json_t *form = NULL;
    for (int i = 0; i <= MULTIPART_PARTS_MAX; i++)
        strcat(body, FIELD("a", "1"));
    size_t n = strlen(body);
    strcpy(body + n, END);
    assert_int_equal(multipart_parse(TYPE, body, strlen(body), arena, &form), ERR_TOO_LARGE);
    strcpy(body, "--XX\r\nX: ");
    memset(body + 9, 'y', MULTIPART_HEADER_BYTES_MAX);
    strcpy(body + 9 + MULTIPART_HEADER_BYTES_MAX, "\r\n\r\n\r\n" END);
    assert_int_equal(multipart_parse(TYPE, body, strlen(body), arena, &form), ERR_BAD_REQUEST);
    assert_null(form);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(multipart_parse__table__read_or_refused),
        cmocka_unit_test(multipart_parse__file__offset_points_at_the_content),
        cmocka_unit_test(multipart_parse__content_types__boundary_found_or_refused),
        cmocka_unit_test(multipart_parse__too_many_parts_or_headers__refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
