/* JSON log lines, built on the stack and written at once, so that lines of threads never mix. */
#include "services/base/log.h"

#include "services/base/clock.h"

#include <errno.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define TAIL_BYTES 2 /* "}\n" always fits */

static enum log_level least = LOG_INFO;

void log_level_set(enum log_level level)
{
    least = level;
}

/* Appends when all of it fits; false otherwise. */
static bool add(struct log_line *line, const char *bytes, size_t n_bytes)
{
    if (n_bytes > sizeof(line->bytes) - TAIL_BYTES - line->n_bytes)
        return false;
    memcpy(line->bytes + line->n_bytes, bytes, n_bytes);
    line->n_bytes += n_bytes;
    return true;
}

static bool add_text(struct log_line *line, const char *text)
{
    return add(line, text, strlen(text));
}

/* One character, escaped as RFC 8259 section 7 asks. */
static bool add_escaped(struct log_line *line, char c)
{
    char escape[8];

    if (c == '"' || c == '\\') {
        escape[0] = '\\';
        escape[1] = c;
        return add(line, escape, 2);
    }
    if ((unsigned char)c < 0x20 || c == 0x7F) {
        int n = snprintf(escape, sizeof(escape), "\\u%04x", (unsigned)(unsigned char)c);
        return add(line, escape, (size_t)n);
    }
    return add(line, &c, 1);
}

void log_begin(struct log_line *line, enum log_level level, const char *event)
{
    static const char *const names[] = {"debug", "info", "warning", "error"};
    char at[CLOCK_TEXT_BYTES];

    line->n_bytes = 0;
    line->level = level;
    clock_text(clock_wall_ms(), at);
    (void)add_text(line, "{\"at\":\"");
    (void)add_text(line, at);
    (void)add_text(line, "\",\"level\":\"");
    (void)add_text(line, names[level]);
    (void)add_text(line, "\",\"event\":\"");
    (void)add_text(line, event);
    (void)add_text(line, "\"");
}

void log_text(struct log_line *line, const char *key, const char *value)
{
    const size_t before = line->n_bytes;

    if (value == NULL)
        return;
    bool fits = add_text(line, ",\"") && add_text(line, key) && add_text(line, "\":\"");
    const size_t head = line->n_bytes;
    for (const char *p = value; fits && *p != '\0'; p++)
        fits = add_escaped(line, *p);
    if (fits && add_text(line, "\""))
        return;
    line->n_bytes = before; /* a member that does not fit is left out whole, or cut below */
    if (head > before && sizeof(line->bytes) - before > 400 && strlen(value) > 200) {
        char cut[201];
        size_t n = 200;
        while (n > 0 && ((unsigned char)value[n] & 0xC0) == 0x80)
            n--;
        memcpy(cut, value, n);
        cut[n] = '\0';
        log_text(line, key, cut);
    }
}

void log_int(struct log_line *line, const char *key, int64_t value)
{
    char number[24];
    const size_t before = line->n_bytes;

    (void)snprintf(number, sizeof(number), "%lld", (long long)value);
    if (!(add_text(line, ",\"") && add_text(line, key) && add_text(line, "\":") &&
          add_text(line, number)))
        line->n_bytes = before;
}

void log_end(struct log_line *line)
{
    if (line->level < least)
        return;
    line->bytes[line->n_bytes++] = '}';
    line->bytes[line->n_bytes++] = '\n';
    while (write(STDERR_FILENO, line->bytes, line->n_bytes) < 0 && errno == EINTR)
        continue;
}

void log_event(enum log_level level, const char *event, const char *format, ...)
{
    char message[1024];
    struct log_line line;
    va_list ap;

    va_start(ap, format);
    (void)vsnprintf(message, sizeof(message), format, ap);
    va_end(ap);
    log_begin(&line, level, event);
    log_text(&line, "message", message);
    log_end(&line);
}
