/* A recursive descent over text that is held in memory whole. */
#include "services/base/document.h"

#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define NUMBER_BYTES_MAX 64

struct reader {
    const char *p, *end;
    char *scratch; /* for texts with escapes; grows, freed at the end */
    size_t scratch_bytes;
};

static json_t *value_read(struct reader *reader, int depth);

static void blank_skip(struct reader *reader)
{
    const char *p = reader->p;

    while (p < reader->end && (*p == ' ' || *p == '\n' || *p == '\t' || *p == '\r'))
        p++;
    reader->p = p;
}

/* Skips white space and takes c when it comes next. */
static bool take(struct reader *reader, char c)
{
    blank_skip(reader);
    if (reader->p >= reader->end || *reader->p != c)
        return false;
    reader->p++;
    return true;
}

/* ---- Texts ---- */

static bool hex_read(const char *p, const char *end, uint32_t *ret)
{
    uint32_t value = 0;

    if (end - p < 4)
        return false;
    for (int i = 0; i < 4; i++) {
        char c = p[i];
        uint32_t digit = c >= '0' && c <= '9'   ? (uint32_t)(c - '0')
                         : c >= 'a' && c <= 'f' ? (uint32_t)(c - 'a' + 10)
                         : c >= 'A' && c <= 'F' ? (uint32_t)(c - 'A' + 10)
                                                : 16;
        if (digit == 16)
            return false;
        value = value * 16 + digit;
    }
    *ret = value;
    return true;
}

static char *utf8_put(char *out, uint32_t c)
{
    if (c < 0x80) {
        *out++ = (char)c;
    } else if (c < 0x800) {
        *out++ = (char)(0xC0 | c >> 6);
        *out++ = (char)(0x80 | (c & 0x3F));
    } else if (c < 0x10000) {
        *out++ = (char)(0xE0 | c >> 12);
        *out++ = (char)(0x80 | (c >> 6 & 0x3F));
        *out++ = (char)(0x80 | (c & 0x3F));
    } else {
        *out++ = (char)(0xF0 | c >> 18);
        *out++ = (char)(0x80 | (c >> 12 & 0x3F));
        *out++ = (char)(0x80 | (c >> 6 & 0x3F));
        *out++ = (char)(0x80 | (c & 0x3F));
    }
    return out;
}

/* \uXXXX at p (after the u), perhaps with its other half. Moves *p; 0 when it is malformed. */
static uint32_t code_point_read(const char **p, const char *end)
{
    uint32_t high, low;

    if (!hex_read(*p, end, &high) || (high >= 0xDC00 && high <= 0xDFFF))
        return 0;
    *p += 4;
    if (high < 0xD800 || high > 0xDBFF)
        return high;
    if (end - *p < 6 || (*p)[0] != '\\' || (*p)[1] != 'u' || !hex_read(*p + 2, end, &low) ||
        low < 0xDC00 || low > 0xDFFF)
        return 0;
    *p += 6;
    return 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00);
}

/* One escape at *p, after its backslash, written to out; NULL when it is malformed. */
static char *escape_read(const char **p, const char *end, char *out)
{
    static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";

    if (*p >= end)
        return NULL;
    char c = *(*p)++;
    if (c == 'u') {
        uint32_t code_point = code_point_read(p, end);
        return code_point != 0 ? utf8_put(out, code_point) : NULL;
    }
    const char *at = c != '\0' ? strchr(from, c) : NULL;
    if (at == NULL)
        return NULL;
    *out = to[at - from];
    return out + 1;
}

/* The text from start to the quote at stop, which holds escapes, into the scratch memory: it never
 * becomes longer. False when an escape is malformed. */
static bool unescape(struct reader *reader, const char *start, const char *stop, size_t *ret_bytes)
{
    const size_t n = (size_t)(stop - start);

    if (n > reader->scratch_bytes || reader->scratch == NULL) {
        reader->scratch_bytes = 2 * n + 1;
        free(reader->scratch);
        reader->scratch = malloc(reader->scratch_bytes);
        if (reader->scratch == NULL)
            abort();
    }
    char *out = reader->scratch;
    for (const char *p = start; p < stop;) {
        const char *back = memchr(p, '\\', (size_t)(stop - p));
        const size_t plain = (size_t)((back != NULL ? back : stop) - p);
        memcpy(out, p, plain);
        out += plain;
        p += plain;
        if (back == NULL)
            break;
        p++;
        out = escape_read(&p, stop, out);
        if (out == NULL)
            return false;
    }
    *ret_bytes = (size_t)(out - reader->scratch);
    return true;
}

/* The text whose opening quote has been taken. *ret_text is in the input, or in the scratch memory
 * until the next text. */
static bool text_read(struct reader *reader, const char **ret_text, size_t *ret_bytes)
{
    const char *start = reader->p, *quote = start;

    for (;;) {
        quote = memchr(quote, '"', (size_t)(reader->end - quote));
        if (quote == NULL)
            return false;
        const char *back = quote;
        while (back > start && back[-1] == '\\')
            back--;
        if ((quote - back) % 2 == 0)
            break;
        quote++;
    }
    reader->p = quote + 1;
    *ret_text = start;
    *ret_bytes = (size_t)(quote - start);
    if (memchr(start, '\\', *ret_bytes) == NULL)
        return true;
    if (!unescape(reader, start, quote, ret_bytes))
        return false;
    *ret_text = reader->scratch;
    return true;
}

/* ---- Values ---- */

static json_t *number_read(struct reader *reader)
{
    char buf[NUMBER_BYTES_MAX];
    char *stop = NULL;
    size_t n = 0;
    bool real = false;
    json_t *value;

    for (; reader->p < reader->end && n + 1 < sizeof(buf); reader->p++) {
        char c = *reader->p;
        if (c == '.' || c == 'e' || c == 'E')
            real = true;
        else if (!((c >= '0' && c <= '9') || c == '-' || c == '+'))
            break;
        buf[n++] = c;
    }
    buf[n] = '\0';
    errno = 0;
    if (real)
        value = json_real(strtod(buf, &stop));
    else
        value = json_integer(strtoll(buf, &stop, 10));
    if (n == 0 || stop != buf + n || errno == ERANGE) {
        json_decref(value);
        return NULL;
    }
    return value;
}

static json_t *word_read(struct reader *reader, const char *word, json_t *value)
{
    const size_t n = strlen(word);

    if ((size_t)(reader->end - reader->p) < n || memcmp(reader->p, word, n) != 0)
        return NULL;
    reader->p += n;
    return value;
}

static json_t *array_read(struct reader *reader, int depth)
{
    json_t *array = json_array();

    if (take(reader, ']'))
        return array;
    do {
        json_t *element = value_read(reader, depth + 1);
        if (element == NULL || json_array_append_new(array, element) < 0) {
            json_decref(array);
            return NULL;
        }
    } while (take(reader, ','));
    if (take(reader, ']'))
        return array;
    json_decref(array);
    return NULL;
}

/* A name, a colon and a value. The name may lie in the scratch memory, which the value may need: then
 * it is copied. */
static bool member_read(struct reader *reader, json_t *object, int depth)
{
    const char *name;
    char *copy = NULL;
    size_t n;

    if (!take(reader, '"') || !text_read(reader, &name, &n) || !take(reader, ':'))
        return false;
    if (name == reader->scratch && n > 0) {
        copy = malloc(n);
        if (copy == NULL)
            abort();
        memcpy(copy, name, n);
        name = copy;
    }
    json_t *value = value_read(reader, depth + 1);
    bool fine = value != NULL && json_object_setn_new_nocheck(object, name, n, value) == 0;
    free(copy);
    return fine;
}

static json_t *object_read(struct reader *reader, int depth)
{
    json_t *object = json_object();

    if (take(reader, '}'))
        return object;
    do {
        if (!member_read(reader, object, depth)) {
            json_decref(object);
            return NULL;
        }
    } while (take(reader, ','));
    if (take(reader, '}'))
        return object;
    json_decref(object);
    return NULL;
}

static json_t *value_read(struct reader *reader, int depth)
{
    const char *text;
    size_t n;

    blank_skip(reader);
    if (reader->p >= reader->end || depth > DOCUMENT_DEPTH_MAX)
        return NULL;
    switch (*reader->p) {
    case '"':
        reader->p++;
        return text_read(reader, &text, &n) ? json_stringn_nocheck(text, n) : NULL;
    case '{':
        reader->p++;
        return object_read(reader, depth);
    case '[':
        reader->p++;
        return array_read(reader, depth);
    case 't':
        return word_read(reader, "true", json_true());
    case 'f':
        return word_read(reader, "false", json_false());
    case 'n':
        return word_read(reader, "null", json_null());
    default:
        return number_read(reader);
    }
}

json_t *document_read(const char *text, size_t n_bytes)
{
    struct reader reader = {.p = text, .end = text + n_bytes};

    json_t *value = value_read(&reader, 1);
    blank_skip(&reader);
    if (value != NULL && reader.p != reader.end) {
        json_decref(value);
        value = NULL;
    }
    free(reader.scratch);
    return value;
}
