/* The log: one JSON object a line on standard error. No personal data goes here: callers give route
 * patterns, codes, ids of requests and numbers, never paths, queries, names or texts from input. */
#ifndef SAMPLAN_BASE_LOG_H
#define SAMPLAN_BASE_LOG_H

#include "services/base/macros.h"

#include <stddef.h>
#include <stdint.h>

enum log_level { LOG_DEBUG, LOG_INFO, LOG_WARNING, LOG_ERROR };

#define LOG_LINE_BYTES 2048

/* A line under construction, on the caller's stack. What does not fit is left out; the line stays
 * valid JSON. */
struct log_line {
    size_t n_bytes;
    enum log_level level;
    char bytes[LOG_LINE_BYTES];
};

/* Lines below this level are dropped. Call before threads start; INFO until then. */
void log_level_set(enum log_level level);

/* Begins a line with time, level and event (a kebab-case constant). */
void log_begin(struct log_line *line, enum log_level level, const char *event);

/* Adds a member. key is a constant that needs no escaping; value NULL adds nothing. */
void log_text(struct log_line *line, const char *key, const char *value);
void log_int(struct log_line *line, const char *key, int64_t value);

/* Writes the line in one write(2). Any thread; blocks only as the descriptor does. */
void log_end(struct log_line *line);

/* A whole line with one member "message". */
void log_event(enum log_level level, const char *event, const char *format, ...) PRINTF_LIKE(3, 4);

#endif
