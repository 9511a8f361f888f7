/* Strict checks on the head of a request. */
#include "services/http/edge.h"

#include "services/base/text.h"
#include "services/base/utf8.h"

#include <string.h>

enum repeat { ONCE, LIST }; /* LIST: may be repeated by the standard; the first is read */

static const struct {
    const char *name;
    size_t n_bytes;
    enum repeat repeat;
} NAMES[EDGE_N] = {
    [EDGE_ACCEPT] = {"accept", 6, LIST},
    [EDGE_ACCEPT_ENCODING] = {"accept-encoding", 15, LIST},
    [EDGE_ACCEPT_LANGUAGE] = {"accept-language", 15, LIST},
    [EDGE_AUTHORIZATION] = {"authorization", 13, ONCE},
    [EDGE_CONTENT_LENGTH] = {"content-length", 14, ONCE},
    [EDGE_CONTENT_TYPE] = {"content-type", 12, ONCE},
    [EDGE_COOKIE] = {"cookie", 6, ONCE},
    [EDGE_FORWARDED_FOR] = {"x-forwarded-for", 15, ONCE},
    [EDGE_HOST] = {"host", 4, ONCE},
    [EDGE_IDEMPOTENCY_KEY] = {"idempotency-key", 15, ONCE},
    [EDGE_IF_MATCH] = {"if-match", 8, ONCE},
    [EDGE_IF_NONE_MATCH] = {"if-none-match", 13, LIST},
    [EDGE_ORIGIN] = {"origin", 6, ONCE},
    [EDGE_REQUEST_ID] = {"x-request-id", 12, ONCE},
    [EDGE_SEC_FETCH_SITE] = {"sec-fetch-site", 14, ONCE},
    [EDGE_TRANSFER_ENCODING] = {"transfer-encoding", 17, ONCE},
    [EDGE_USER_AGENT] = {"user-agent", 10, LIST},
    [EDGE_CSRF_TOKEN] = {"x-csrf-token", 12, ONCE},
};

static bool is_token(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           (c != '\0' && strchr("!#$%&'*+-.^_`|~", c) != NULL);
}

/* RFC 9110 section 5.5, and no bytes beyond ASCII: none of the headers we read has a use for them,
 * save the user agent, which is made printable where it is used. */
static bool header_ok(const struct edge_header *header)
{
    if (header->name_bytes == 0 || header->name_bytes > 128)
        return false;
    for (size_t i = 0; i < header->name_bytes; i++) {
        if (!is_token(header->name[i]))
            return false;
    }
    for (size_t i = 0; i < header->value_bytes; i++) {
        unsigned char c = (unsigned char)header->value[i];
        if ((c < ' ' && c != '\t') || c == 0x7F)
            return false;
    }
    return true;
}

static enum edge_name name_find(const struct edge_header *header)
{
    for (int i = 0; i < EDGE_N; i++) {
        if (text_same_n(header->name, header->name_bytes, NAMES[i].name, NAMES[i].n_bytes))
            return (enum edge_name)i;
    }
    return EDGE_N;
}

/* Collects the headers we read. *ret_bytes: the size of all of them in canonical form. */
static enum err headers_check(const struct edge_head *head, struct edge_request *request,
                              size_t *ret_bytes)
{
    enum err r = OK;
    size_t bytes = 0;

    for (size_t i = 0; i < head->n_headers; i++) {
        const struct edge_header *header = &head->headers[i];
        enum edge_name name = name_find(header);
        bytes += header->name_bytes + header->value_bytes + 4; /* ": " and CRLF */
        if (!header_ok(header) ||
            (name < EDGE_N && request->value[name] != NULL && NAMES[name].repeat == ONCE))
            r = ERR_BAD_REQUEST;
        else if (name < EDGE_N && request->value[name] == NULL)
            request->value[name] = header->value;
    }
    *ret_bytes = bytes;
    return r;
}

static enum err method_check(const char *text, struct edge_request *request)
{
    static const struct {
        const char *name;
        enum http_method method;
    } methods[] = {{"GET", HTTP_GET}, {"HEAD", HTTP_GET},    {"POST", HTTP_POST},
                   {"PUT", HTTP_PUT}, {"PATCH", HTTP_PATCH}, {"DELETE", HTTP_DELETE}};

    for (size_t i = 0; i < ARRAY_LEN(methods); i++) {
        if (strcmp(methods[i].name, text) == 0) {
            request->method = methods[i].method;
            request->head_only = i == 1;
            return OK;
        }
    }
    return strcmp(text, "OPTIONS") == 0 ? ERR_METHOD : ERR_NOT_IMPLEMENTED;
}

static enum err length_check(struct edge_request *request)
{
    const char *text = request->value[EDGE_CONTENT_LENGTH];
    int64_t length = 0;

    if (text == NULL)
        return OK;
    if (text[0] == '\0')
        return ERR_BAD_REQUEST;
    for (size_t i = 0; text[i] != '\0'; i++) {
        if (text[i] < '0' || text[i] > '9')
            return ERR_BAD_REQUEST;
        if (i >= 15)
            return ERR_TOO_LARGE;
        length = length * 10 + (text[i] - '0');
    }
    request->content_length = length;
    return OK;
}

static enum err host_check(const char *host, char *const *hosts)
{
    if (host == NULL)
        return ERR_BAD_REQUEST;
    for (size_t i = 0; hosts[i] != NULL; i++) {
        if (text_same(host, hosts[i]))
            return OK;
    }
    return ERR_MISDIRECTED;
}

static int hex_value(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* Decodes into buf (at least n_bytes); the length, or -1 when an escape is malformed or a raw byte
 * does not belong into a path (RFC 3986 section 3.3, a little wider). */
static int path_decode(const char *raw, size_t n_bytes, char *buf)
{
    int n = 0;

    for (size_t i = 0; i < n_bytes; i++) {
        char c = raw[i];
        if (c <= ' ' || c >= 0x7F || strchr("\\\"<>^`{|}#", c) != NULL)
            return -1;
        if (c == '%') {
            if (n_bytes - i < 3)
                return -1;
            int high = hex_value(raw[i + 1]), low = hex_value(raw[i + 2]);
            if (high < 0 || low < 0)
                return -1;
            c = (char)(high * 16 + low);
            i += 2;
        }
        buf[n++] = c;
    }
    return n;
}

/* No empty segment but the last, no "." or "..". */
static bool segments_ok(const char *path, size_t n)
{
    size_t start = 1;

    for (size_t i = 1; i <= n; i++) {
        if (i < n && path[i] != '/')
            continue;
        size_t length = i - start;
        if ((length == 0 && i < n) || (length == 1 && path[start] == '.') ||
            (length == 2 && path[start] == '.' && path[start + 1] == '.'))
            return false;
        start = i + 1;
    }
    return true;
}

bool edge_path_ok(const char *uri, size_t n_bytes)
{
    char path[EDGE_PATH_BYTES_MAX];

    if (n_bytes == 0 || n_bytes > sizeof(path) || uri[0] != '/')
        return false;
    int n = path_decode(uri, n_bytes, path);
    return n > 0 && utf8_valid(path, (size_t)n) && utf8_printable(path, (size_t)n, false) &&
           memchr(path, '\\', (size_t)n) == NULL && segments_ok(path, (size_t)n);
}

/* The target: a strict path, then perhaps a query of printable ASCII (query.c looks closer). */
static enum err uri_check(const char *uri)
{
    const size_t n = strlen(uri), path_bytes = strcspn(uri, "?");

    if (n > EDGE_URI_BYTES_MAX || path_bytes > EDGE_PATH_BYTES_MAX)
        return ERR_URI_TOO_LONG;
    for (size_t i = path_bytes; i < n; i++) {
        if (uri[i] <= ' ' || uri[i] >= 0x7F || uri[i] == '#')
            return ERR_BAD_REQUEST;
    }
    return edge_path_ok(uri, path_bytes) ? OK : ERR_BAD_REQUEST;
}

enum err edge_check(const struct edge_head *head, char *const *hosts, struct edge_request *ret)
{
    size_t canonical = 0;

    *ret = (struct edge_request){.method = HTTP_GET};
    enum err headers = head->n_headers > EDGE_HEADERS_MAX ? ERR_HEADERS_TOO_LARGE : OK;
    if (headers == OK)
        headers = headers_check(head, ret, &canonical);
    enum err r = method_check(head->method, ret);
    if (r < 0)
        return r;
    if (head->head_bytes > EDGE_HEAD_BYTES_MAX)
        return ERR_HEADERS_TOO_LARGE;
    if (headers < 0)
        return headers;
    if (strcmp(head->version, "HTTP/1.1") != 0 && strcmp(head->version, "HTTP/1.0") != 0)
        return ERR_BAD_REQUEST;
    /* More bytes came than what was understood amounts to: a NUL, a folded or a nameless line, stray
     * white space. The library passed over it; another parser might not. */
    canonical += strlen(head->method) + strlen(head->uri) + strlen(head->version) + 2 + 4;
    if (head->head_bytes > canonical)
        return ERR_BAD_REQUEST;
    if (ret->value[EDGE_TRANSFER_ENCODING] != NULL)
        return ERR_NOT_IMPLEMENTED;
    r = length_check(ret);
    if (r < 0)
        return r;
    r = uri_check(head->uri);
    if (r < 0)
        return r;
    return host_check(ret->value[EDGE_HOST], hosts);
}
