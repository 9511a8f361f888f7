/* The first look at a request, before a byte of its body is read: is its head strictly what we speak?
 * libmicrohttpd parses leniently; whatever two parsers could read in two ways is refused here. Pure:
 * knows neither libmicrohttpd nor the routes. Source: RFC 9110, RFC 9112. */
#ifndef SAMPLAN_HTTP_EDGE_H
#define SAMPLAN_HTTP_EDGE_H

#include "services/base/error.h"
#include "services/base/macros.h"
#include "services/http/http.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define EDGE_HEADERS_MAX 64
#define EDGE_HEAD_BYTES_MAX 8192
#define EDGE_URI_BYTES_MAX 4096
#define EDGE_PATH_BYTES_MAX 1024

/* Headers that some part of the server reads. */
enum edge_name {
    EDGE_ACCEPT,
    EDGE_ACCEPT_ENCODING,
    EDGE_ACCEPT_LANGUAGE,
    EDGE_AUTHORIZATION,
    EDGE_CONTENT_LENGTH,
    EDGE_CONTENT_TYPE,
    EDGE_COOKIE,
    EDGE_FORWARDED_FOR,
    EDGE_HOST,
    EDGE_IDEMPOTENCY_KEY,
    EDGE_IF_MATCH,
    EDGE_IF_NONE_MATCH,
    EDGE_ORIGIN,
    EDGE_REQUEST_ID,
    EDGE_SEC_FETCH_SITE,
    EDGE_TRANSFER_ENCODING,
    EDGE_USER_AGENT,
    EDGE_CSRF_TOKEN,
    EDGE_N,
};

struct edge_header {
    const char *name, *value;
    size_t name_bytes, value_bytes;
};

/* The head as the HTTP library understood it. Borrowed texts, NUL-terminated. */
struct edge_head {
    const char *method, *uri, *version;
    const struct edge_header *headers;
    size_t n_headers;
    size_t head_bytes; /* as received, with the final empty line; 0: unknown */
};

/* What the rest of the path works with. Texts point into the head. */
struct edge_request {
    enum http_method method;
    bool head_only;            /* HEAD: a GET whose body is not sent */
    int64_t content_length;    /* 0 without */
    const char *value[EDGE_N]; /* NULL where the header is absent */
};

/* Checks the head against hosts (NULL-ended list of allowed Host values). Always fills *ret as far as
 * it got, so that an error can be answered in the right form. OK; ERR_BAD_REQUEST; ERR_MISDIRECTED:
 * Host not ours; ERR_NOT_IMPLEMENTED: unknown method, or any Transfer-Encoding; ERR_METHOD: a known
 * method that no route has (OPTIONS); ERR_URI_TOO_LONG; ERR_HEADERS_TOO_LARGE; ERR_TOO_LARGE:
 * Content-Length beyond any number. Any thread. */
NODISCARD enum err edge_check(const struct edge_head *head, char *const *hosts,
                              struct edge_request *ret);

/* Whether the path part of uri is strict: begins with '/', printable ASCII, well-formed percent
 * escapes whose decoded text is UTF-8 without control characters, no empty, "." or ".." segment, no
 * backslash. n_bytes: up to '?', at most EDGE_PATH_BYTES_MAX. */
bool edge_path_ok(const char *uri, size_t n_bytes);

#endif
