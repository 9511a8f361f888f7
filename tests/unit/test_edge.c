/* The strict look at a request's head. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "services/http/edge.h"

#include <stdio.h>
#include <string.h>

static char host_name[] = "samplan.example";
static char other_name[] = "127.0.0.1:8080";
static char *const hosts[] = {host_name, other_name, NULL};

struct header {
    const char *name, *value;
};

/* Checks a head of these headers (ended by a NULL name), in canonical size plus extra bytes. */
static enum err check(const char *method, const char *uri, const char *version,
                      const struct header *headers, size_t extra, struct edge_request *ret)
{
    struct edge_header all[EDGE_HEADERS_MAX + 1];
    size_t n = 0, bytes = strlen(method) + strlen(uri) + strlen(version) + 6;
    for (; headers[n].name != NULL && n <= EDGE_HEADERS_MAX; n++) {
        all[n] = (struct edge_header){headers[n].name, headers[n].value, strlen(headers[n].name),
                                      strlen(headers[n].value)};
        bytes += all[n].name_bytes + all[n].value_bytes + 4;
    }
    const struct edge_head head = {method, uri, version, all, n, bytes + extra};
    return edge_check(&head, hosts, ret);
}

static void edge_check__methods__known_or_not(void **state)
{
    static const struct header headers[] = {{"Host", "samplan.example"}, {NULL, NULL}};
    static const struct {
        const char *method;
        enum err expected;
    } cases[] = {{"GET", OK},
                 {"HEAD", OK},
                 {"POST", OK},
                 {"PUT", OK},
                 {"PATCH", OK},
                 {"DELETE", OK},
                 {"OPTIONS", ERR_METHOD},
                 {"TRACE", ERR_NOT_IMPLEMENTED},
                 {"get", ERR_NOT_IMPLEMENTED},
                 {"", ERR_NOT_IMPLEMENTED}};
    struct edge_request request;
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++)
        assert_int_equal(check(cases[i].method, "/", "HTTP/1.1", headers, 0, &request),
                         cases[i].expected);
    assert_int_equal(check("HEAD", "/", "HTTP/1.1", headers, 0, &request), OK);
    assert_true(request.head_only && request.method == HTTP_GET);
}

static void edge_check__headers__as_expected(void **state)
{
    static const struct {
        struct header headers[3];
        enum err expected;
    } cases[] = {
        {{{"Host", "samplan.example"}}, OK},
        {{{"host", "SAMPLAN.example"}}, OK},
        {{{"HOST", "127.0.0.1:8080"}}, OK},
        {{{NULL, NULL}}, ERR_BAD_REQUEST},
        {{{"Host", "samplan.example"}, {"Host", "samplan.example"}}, ERR_BAD_REQUEST},
        {{{"Host", ""}}, ERR_MISDIRECTED},
        {{{"Host", "samplan.example."}}, ERR_MISDIRECTED},
        {{{"Host", "samplan.example:80"}}, ERR_MISDIRECTED},
        {{{"Host", "samplan.example"}, {"Transfer-Encoding", "chunked"}}, ERR_NOT_IMPLEMENTED},
        {{{"Host", "samplan.example"}, {"transfer-encoding", "identity"}}, ERR_NOT_IMPLEMENTED},
        {{{"Host", "samplan.example"}, {"Content-Length", "3"}}, OK},
        {{{"Host", "samplan.example"}, {"Content-Length", ""}}, ERR_BAD_REQUEST},
        {{{"Host", "samplan.example"}, {"Content-Length", "+3"}}, ERR_BAD_REQUEST},
        {{{"Host", "samplan.example"}, {"Content-Length", "3,3"}}, ERR_BAD_REQUEST},
        {{{"Host", "samplan.example"}, {"Content-Length", "3 "}}, ERR_BAD_REQUEST},
        {{{"Host", "samplan.example"}, {"Content-Length", "9999999999999999"}}, ERR_TOO_LARGE},
        {{{"Host", "samplan.example"}, {"X", "a\x01"}}, ERR_BAD_REQUEST},
        {{{"Host", "samplan.example"}, {"X", "a\tb"}}, OK},
        {{{"Host", "samplan.example"}, {"X Y", "a"}}, ERR_BAD_REQUEST},
        {{{"Host", "samplan.example"}, {"", "a"}}, ERR_BAD_REQUEST},
        {{{"Host", "samplan.example"}, {"Accept", "a"}}, OK},
    };
    struct edge_request request;
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct header headers[4] = {cases[i].headers[0], cases[i].headers[1], cases[i].headers[2]};
        enum err r = check("GET", "/", "HTTP/1.1", headers, 0, &request);
        if (r != cases[i].expected)
            fail_msg("case %zu: %d instead of %d", i, r, cases[i].expected);
    }
}

static void edge_check__repeated_headers__only_lists_may(void **state)
{
    static const char *const once[] = {"Authorization", "Content-Type",    "Cookie",      "Origin",
                                       "If-Match",      "Idempotency-Key", "X-CSRF-Token"};
    struct header headers[] = {
        {"Host", "samplan.example"}, {"Accept", "a"}, {"Accept", "b"}, {NULL, NULL}};
    struct edge_request request;
    (void)state;
    assert_int_equal(check("GET", "/", "HTTP/1.1", headers, 0, &request), OK);
    assert_string_equal(request.value[EDGE_ACCEPT], "a");
    for (size_t i = 0; i < ARRAY_LEN(once); i++) {
        headers[1].name = headers[2].name = once[i];
        assert_int_equal(check("GET", "/", "HTTP/1.1", headers, 0, &request), ERR_BAD_REQUEST);
    }
}

static void edge_check__sizes_and_versions__bounded(void **state)
{
    static const struct header headers[] = {{"Host", "samplan.example"}, {NULL, NULL}};
    struct header many[EDGE_HEADERS_MAX + 2] = {{"Host", "samplan.example"}};
    char uri[EDGE_URI_BYTES_MAX + 2];
    struct edge_request request;
    (void)state;
    for (size_t i = 1; i < EDGE_HEADERS_MAX; i++)
        many[i] = (struct header){"X", "y"};
    assert_int_equal(check("GET", "/", "HTTP/1.1", many, 0, &request), OK);
    many[EDGE_HEADERS_MAX] = (struct header){"X", "y"};
    assert_int_equal(check("GET", "/", "HTTP/1.1", many, 0, &request), ERR_HEADERS_TOO_LARGE);
    assert_int_equal(check("GET", "/", "HTTP/1.1", headers, EDGE_HEAD_BYTES_MAX, &request),
                     ERR_HEADERS_TOO_LARGE);
    assert_int_equal(check("GET", "/", "HTTP/1.1", headers, 1, &request), ERR_BAD_REQUEST);
    assert_int_equal(check("GET", "/", "HTTP/1.0", headers, 0, &request), OK);
    assert_int_equal(check("GET", "/", "HTTP/1.2", headers, 0, &request), ERR_BAD_REQUEST);
    assert_int_equal(check("GET", "/", "", headers, 0, &request), ERR_BAD_REQUEST);
    memset(uri, 'a', sizeof(uri));
    uri[0] = '/';
    uri[1] = '?';
    uri[sizeof(uri) - 1] = '\0';
    assert_int_equal(check("GET", uri, "HTTP/1.1", headers, 0, &request), ERR_URI_TOO_LONG);
    uri[sizeof(uri) - 2] = '\0';
    assert_int_equal(check("GET", uri, "HTTP/1.1", headers, 0, &request), OK);
}

static void edge_path_ok__table__as_expected(void **state)
{
    static const char *const good[] = {
        "/", "/a", "/a/", "/a/b.c", "/%C3%A6", "/a%20b", "/...", "/.well-known/x", "/a:b@c;d=e"};
    static const char *const bad[] = {
        "",         "a",      "//",   "/a//b",  "/.",   "/..",  "/a/../b", "/%2e",
        "/%2E%2e/", "/a/./b", "/%",   "/%2",    "/%zz", "/%00", "/%ff",    "/\xC3\xA6",
        "/a b",     "/a\\b",  "/%5c", "/%2f/a", "/a#b", "/%0a", "/%7f",    "/a\"b"};
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(good); i++) {
        if (!edge_path_ok(good[i], strlen(good[i])))
            fail_msg("%s was refused", good[i]);
    }
    for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
        if (edge_path_ok(bad[i], strlen(bad[i])))
            fail_msg("%s was let through", bad[i]);
    }
}

static void edge_check__targets__as_expected(void **state)
{
    static const struct header headers[] = {{"Host", "samplan.example"}, {NULL, NULL}};
    static const char *const bad[] = {
        "*", "http://samplan.example/", "/?a b", "/?\x80", "/?a#b", "?a", ""};
    struct edge_request request;
    (void)state;
    assert_int_equal(check("GET", "/a?b=%zz&c", "HTTP/1.1", headers, 0, &request), OK);
    for (size_t i = 0; i < ARRAY_LEN(bad); i++)
        assert_int_equal(check("GET", bad[i], "HTTP/1.1", headers, 0, &request), ERR_BAD_REQUEST);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(edge_check__methods__known_or_not),
        cmocka_unit_test(edge_check__headers__as_expected),
        cmocka_unit_test(edge_check__repeated_headers__only_lists_may),
        cmocka_unit_test(edge_check__sizes_and_versions__bounded),
        cmocka_unit_test(edge_path_ok__table__as_expected),
        cmocka_unit_test(edge_check__targets__as_expected),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
