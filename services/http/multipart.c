/* Parses multipart/form-data: delimiter lines, a few headers a part, text or file content. */
#include "services/http/multipart.h"

#include "services/base/base64.h"
#include "services/base/utf8.h"
#include "services/http/form.h"

#include <string.h>
#include <strings.h>

#define TYPE_BYTES_MAX 100
#define FILENAME_BYTES_MAX 200

/* Text within the header value or body; not NUL-terminated. */
struct span {
    const char *at;
    size_t n_bytes;
};

struct part {
    struct span name, filename, type;
    bool has_name, is_file;
};

static bool is_token_char(char c)
{
    unsigned char u = (unsigned char)c;
    return u > 0x20 && u < 0x7F && strchr("()<>@,;:\\\"/[]?=", c) == NULL;
}

static void skip_blanks(struct span *rest)
{
    while (rest->n_bytes > 0 && (*rest->at == ' ' || *rest->at == '\t')) {
        rest->at++;
        rest->n_bytes--;
    }
}

static void skip(struct span *rest, size_t n)
{
    rest->at += n;
    rest->n_bytes -= n;
}

/* Reads a token, or text in double quotes. There is no escaping within quotes: browsers write
 * %22 for a quote, and old ones send whole paths with plain backslashes (WHATWG HTML,
 * "multipart/form-data"). */
static bool read_value(struct span *rest, struct span *ret)
{
    size_t n = 0;
    if (rest->n_bytes > 0 && *rest->at == '"') {
        skip(rest, 1);
        while (n < rest->n_bytes && rest->at[n] != '"')
            n++;
        if (n == rest->n_bytes)
            return false;
        *ret = (struct span){rest->at, n};
        skip(rest, n + 1);
        return true;
    }
    while (n < rest->n_bytes && is_token_char(rest->at[n]))
        n++;
    *ret = (struct span){rest->at, n};
    skip(rest, n);
    return n > 0;
}

/* Reads "; name=value" from rest: 1 when there was one, 0 at the end, -1 when malformed. */
static int read_parameter(struct span *rest, struct span *ret_name, struct span *ret_value)
{
    skip_blanks(rest);
    if (rest->n_bytes == 0)
        return 0;
    if (*rest->at != ';')
        return -1;
    skip(rest, 1);
    skip_blanks(rest);
    if (rest->n_bytes == 0)
        return 0;
    size_t n = 0;
    while (n < rest->n_bytes && is_token_char(rest->at[n]))
        n++;
    *ret_name = (struct span){rest->at, n};
    skip(rest, n);
    if (n == 0 || rest->n_bytes == 0 || *rest->at != '=')
        return -1;
    skip(rest, 1);
    return read_value(rest, ret_value) ? 1 : -1;
}

static bool is_word(struct span span, const char *word)
{
    return span.n_bytes == strlen(word) && strncasecmp(span.at, word, span.n_bytes) == 0;
}

/* Finds the boundary in "multipart/form-data; boundary=…". */
static enum err find_boundary(const char *content_type, struct span *ret)
{
    static const char type[] = "multipart/form-data";
    struct span rest = {content_type, strlen(content_type)};
    struct span name;
    struct span value;
    int found;
    if (strncasecmp(content_type, type, sizeof type - 1) != 0)
        return ERR_MEDIA_TYPE;
    skip(&rest, sizeof type - 1);
    ret->n_bytes = 0;
    while ((found = read_parameter(&rest, &name, &value)) > 0) {
        if (!is_word(name, "boundary"))
            continue;
        if (ret->n_bytes > 0)
            return ERR_MEDIA_TYPE;
        *ret = value;
    }
    if (found < 0 || ret->n_bytes == 0 || ret->n_bytes > MULTIPART_BOUNDARY_BYTES_MAX)
        return ERR_MEDIA_TYPE;
    for (size_t i = 0; i < ret->n_bytes; i++)
        if (ret->at[i] <= ' ' || ret->at[i] >= 0x7F)
            return ERR_MEDIA_TYPE;
    return OK;
}

/* Reads 'form-data; name="…"; filename="…"'. */
static bool read_disposition(struct span rest, struct part *part)
{
    struct span word;
    struct span value;
    int found;
    if (part->has_name || !read_value(&rest, &word) || !is_word(word, "form-data"))
        return false;
    while ((found = read_parameter(&rest, &word, &value)) > 0) {
        if (is_word(word, "name")) {
            if (part->has_name)
                return false;
            part->name = value;
            part->has_name = true;
        } else if (is_word(word, "filename")) {
            if (part->is_file)
                return false;
            part->filename = value;
            part->is_file = true;
        }
    }
    return found == 0 && part->has_name;
}

/* Reads one header line. Unknown headers are passed over. */
static bool read_header(struct span line, struct part *part)
{
    const char *colon = memchr(line.at, ':', line.n_bytes);
    if (colon == NULL || colon == line.at || memchr(line.at, '\0', line.n_bytes) != NULL)
        return false;
    struct span name = {line.at, (size_t)(colon - line.at)};
    struct span value = {colon + 1, line.n_bytes - name.n_bytes - 1};
    skip_blanks(&value);
    if (is_word(name, "Content-Disposition"))
        return read_disposition(value, part);
    if (is_word(name, "Content-Transfer-Encoding"))
        return is_word(value, "7bit") || is_word(value, "8bit") || is_word(value, "binary");
    if (is_word(name, "Content-Type"))
        part->type = value;
    return true;
}

/* Reads a part's headers up to the empty line; *content moves on to what follows it. */
static bool read_headers(struct span *content, struct part *part)
{
    size_t used = 0;
    while (true) {
        const char *end = memmem(content->at, content->n_bytes, "\r\n", 2);
        if (end == NULL)
            return false;
        struct span line = {content->at, (size_t)(end - content->at)};
        used += line.n_bytes + 2;
        skip(content, line.n_bytes + 2);
        if (line.n_bytes == 0)
            return part->has_name;
        if (used > MULTIPART_HEADER_BYTES_MAX || !read_header(line, part))
            return false;
    }
}

static json_t *base64(struct span content, struct arena *arena)
{
    size_t n;
    const char *text = base64_encode(content.at, content.n_bytes, arena, &n);
    return json_stringn(text, n);
}

/* The file's name without a path; NULL when it is no printable text. */
static json_t *plain_filename(struct span name)
{
    for (size_t i = name.n_bytes; i > 0; i--)
        if (name.at[i - 1] == '/' || name.at[i - 1] == '\\') {
            skip(&name, i);
            break;
        }
    if (name.n_bytes > FILENAME_BYTES_MAX || !utf8_printable(name.at, name.n_bytes, false))
        return NULL;
    return json_stringn(name.at, name.n_bytes);
}

/* The value of a part; NULL when it is malformed. */
static json_t *part_value(const struct part *part, struct span content, const char *body,
                          struct arena *arena)
{
    if (!part->is_file) {
        if (!utf8_valid(content.at, content.n_bytes))
            return NULL;
        return json_stringn(content.at, content.n_bytes);
    }
    if (part->filename.n_bytes == 0 && content.n_bytes == 0)
        return json_null();
    if (part->type.n_bytes > TYPE_BYTES_MAX ||
        !utf8_printable(part->type.at, part->type.n_bytes, false))
        return NULL;
    json_t *filename = plain_filename(part->filename);
    if (filename == NULL)
        return NULL;
    json_t *file = json_object();
    json_object_set_new(file, "filename", filename);
    json_object_set_new(file, "type", json_stringn(part->type.at, part->type.n_bytes));
    json_object_set_new(file, "size", json_integer((json_int_t)content.n_bytes));
    json_object_set_new(file, "offset", json_integer((json_int_t)(content.at - body)));
    if (utf8_valid(content.at, content.n_bytes))
        json_object_set_new(file, "text", json_stringn(content.at, content.n_bytes));
    else
        json_object_set_new(file, "base64", base64(content, arena));
    return file;
}

static enum err add_part(struct span content, const char *body, struct arena *arena, json_t *fields)
{
    struct part part = {.type = {"", 0}};
    char name[FORM_NAME_BYTES_MAX + 1];
    if (!read_headers(&content, &part) || !form_name_ok(part.name.at, part.name.n_bytes))
        return ERR_BAD_REQUEST;
    memcpy(name, part.name.at, part.name.n_bytes);
    name[part.name.n_bytes] = '\0';
    if (!form_add_take(fields, name, part_value(&part, content, body, arena)))
        return ERR_BAD_REQUEST;
    return OK;
}

/* Reads what follows a delimiter: "--" ends the body (1), a line end begins a part (0). */
static int after_delimiter(struct span *rest)
{
    if (rest->n_bytes >= 2 && memcmp(rest->at, "--", 2) == 0)
        return 1;
    skip_blanks(rest);
    if (rest->n_bytes < 2 || memcmp(rest->at, "\r\n", 2) != 0)
        return -1;
    skip(rest, 2);
    return 0;
}

/* Walks the parts. delimiter: CRLF "--" boundary; the first one may stand without its CRLF. */
static enum err add_parts(struct span rest, struct span delimiter, const char *body,
                          struct arena *arena, json_t *fields)
{
    if (rest.n_bytes < delimiter.n_bytes - 2 ||
        memcmp(rest.at, delimiter.at + 2, delimiter.n_bytes - 2) != 0)
        return ERR_BAD_REQUEST;
    skip(&rest, delimiter.n_bytes - 2);
    for (unsigned n_parts = 0;; n_parts++) {
        int what = after_delimiter(&rest);
        if (what != 0)
            return what > 0 ? OK : ERR_BAD_REQUEST;
        if (n_parts == MULTIPART_PARTS_MAX)
            return ERR_TOO_LARGE;
        const char *end = memmem(rest.at, rest.n_bytes, delimiter.at, delimiter.n_bytes);
        if (end == NULL)
            return ERR_BAD_REQUEST;
        struct span content = {rest.at, (size_t)(end - rest.at)};
        enum err r = add_part(content, body, arena, fields);
        if (r < 0)
            return r;
        skip(&rest, content.n_bytes + delimiter.n_bytes);
    }
}

enum err multipart_parse(const char *content_type, const char *body, size_t n_bytes,
                         struct arena *arena, json_t **ret)
{
    struct span boundary = {"", 0};
    enum err r = find_boundary(content_type, &boundary);
    if (r < 0)
        return r;
    struct span delimiter = {.n_bytes = boundary.n_bytes + 4};
    delimiter.at = arena_printf(arena, "\r\n--%.*s", (int)boundary.n_bytes, boundary.at);
    json_t *fields = json_object();
    r = add_parts((struct span){body, n_bytes}, delimiter, body, arena, fields);
    if (r < 0)
        json_decref(fields);
    else
        *ret = fields;
    return r;
}
