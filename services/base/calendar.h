/* Days and Danish local time without the process-wide time zone: pure functions, any thread. */
#ifndef SAMPLAN_BASE_CALENDAR_H
#define SAMPLAN_BASE_CALENDAR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct calendar_day {
    int year, month, day; /* proleptic Gregorian, month 1 to 12 */
};

struct calendar_time {
    struct calendar_day day;
    int hour, minute, second;
};

/* Days since 1970-01-01, which is 0. */
int64_t calendar_number(struct calendar_day day);

/* The reverse of calendar_number. */
struct calendar_day calendar_from_number(int64_t number);

/* 1 Monday to 7 Sunday. */
int calendar_weekday(struct calendar_day day);

/* True when the day exists and its year lies in 1 to 9999. */
bool calendar_exists(struct calendar_day day);

/* Reads exactly YYYY-MM-DD. */
bool calendar_parse_day(const char *text, size_t n_bytes, struct calendar_day *ret);

/* Reads an RFC 3339 time ("2026-04-16T08:00:00Z", any offset, fractions dropped, a space instead of
 * T allowed) into seconds since 1970-01-01T00:00Z. */
bool calendar_parse_at(const char *text, size_t n_bytes, int64_t *ret_unix_s);

/* The wall clock in UTC. */
struct calendar_time calendar_utc(int64_t unix_s);

/* The wall clock in Denmark (Europe/Copenhagen). Summer time runs from the last Sunday of March to
 * the last Sunday of October, both at 01:00 UTC, the rule in force since 1996 (directive
 * 2000/84/EC); from 1981 to 1995 to the last Sunday of September; in 1980 from 6 April to
 * 28 September. Earlier times are given as standard time, which is right back to 1949. */
struct calendar_time calendar_denmark(int64_t unix_s);

#endif
