/* Calendar arithmetic and Danish local time. The conversions between days and dates follow the
 * era-based method of H. Hinnant, "chrono-Compatible Low-Level Date Algorithms". */
#include "services/base/calendar.h"

#define DAY_S 86400

/* Rounds down also below zero. */
static int64_t floor_div(int64_t a, int64_t b)
{
    return a / b - (a % b < 0);
}

int64_t calendar_number(struct calendar_day day)
{
    int64_t year = day.month <= 2 ? day.year - 1 : day.year;
    int64_t era = floor_div(year, 400);
    int64_t year_of_era = year - era * 400;
    int64_t month_from_march = (day.month + 9) % 12;
    int64_t day_of_year = (153 * month_from_march + 2) / 5 + day.day - 1;
    int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + day_of_era - 719468;
}

struct calendar_day calendar_from_number(int64_t number)
{
    int64_t z = number + 719468;
    int64_t era = floor_div(z, 146097);
    int64_t day_of_era = z - era * 146097;
    int64_t year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int64_t month_from_march = (5 * day_of_year + 2) / 153;
    int month = (int)(month_from_march < 10 ? month_from_march + 3 : month_from_march - 9);
    return (struct calendar_day){
        .year = (int)(year_of_era + era * 400 + (month <= 2)),
        .month = month,
        .day = (int)(day_of_year - (153 * month_from_march + 2) / 5 + 1),
    };
}

int calendar_weekday(struct calendar_day day)
{
    int64_t since_monday = calendar_number(day) + 3; /* 1970-01-01 was a Thursday */
    return (int)(since_monday - floor_div(since_monday, 7) * 7) + 1;
}

bool calendar_exists(struct calendar_day day)
{
    static const int month_days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (day.year < 1 || day.year > 9999 || day.month < 1 || day.month > 12 || day.day < 1)
        return false;
    bool leap = day.year % 4 == 0 && (day.year % 100 != 0 || day.year % 400 == 0);
    return day.day <= month_days[day.month - 1] + (leap && day.month == 2);
}

/* Reads exactly n digits. */
static bool read_digits(const char *text, size_t n, int *ret)
{
    int value = 0;
    for (size_t i = 0; i < n; i++) {
        if (text[i] < '0' || text[i] > '9')
            return false;
        value = value * 10 + (text[i] - '0');
    }
    *ret = value;
    return true;
}

bool calendar_parse_day(const char *text, size_t n_bytes, struct calendar_day *ret)
{
    struct calendar_day day;
    if (n_bytes != 10 || text[4] != '-' || text[7] != '-' || !read_digits(text, 4, &day.year) ||
        !read_digits(text + 5, 2, &day.month) || !read_digits(text + 8, 2, &day.day) ||
        !calendar_exists(day))
        return false;
    *ret = day;
    return true;
}

/* Reads "Z", "+HH", "+HHMM" or "+HH:MM" at the end of a time. */
static bool read_offset(const char *text, size_t n_bytes, int *ret_s)
{
    int hour = 0;
    int minute = 0;
    if (n_bytes == 1 && (text[0] == 'Z' || text[0] == 'z')) {
        *ret_s = 0;
        return true;
    }
    if (n_bytes < 3 || (text[0] != '+' && text[0] != '-') || !read_digits(text + 1, 2, &hour))
        return false;
    if (n_bytes == 6 && text[3] == ':') {
        if (!read_digits(text + 4, 2, &minute))
            return false;
    } else if (n_bytes == 5) {
        if (!read_digits(text + 3, 2, &minute))
            return false;
    } else if (n_bytes != 3) {
        return false;
    }
    if (hour > 23 || minute > 59)
        return false;
    *ret_s = (hour * 3600 + minute * 60) * (text[0] == '-' ? -1 : 1);
    return true;
}

bool calendar_parse_at(const char *text, size_t n_bytes, int64_t *ret_unix_s)
{
    struct calendar_day day;
    int hour;
    int minute;
    int second;
    int offset_s;
    if (n_bytes < 20 || n_bytes > 40 || !calendar_parse_day(text, 10, &day) ||
        (text[10] != 'T' && text[10] != 't' && text[10] != ' ') || text[13] != ':' ||
        text[16] != ':' || !read_digits(text + 11, 2, &hour) ||
        !read_digits(text + 14, 2, &minute) || !read_digits(text + 17, 2, &second) || hour > 23 ||
        minute > 59 || second > 60)
        return false;
    size_t i = 19;
    if (text[i] == '.') {
        size_t start = ++i;
        while (i < n_bytes && text[i] >= '0' && text[i] <= '9')
            i++;
        if (i == start)
            return false;
    }
    if (!read_offset(text + i, n_bytes - i, &offset_s))
        return false;
    *ret_unix_s = calendar_number(day) * DAY_S + hour * 3600 + minute * 60 + second - offset_s;
    return true;
}

struct calendar_time calendar_utc(int64_t unix_s)
{
    int64_t number = floor_div(unix_s, DAY_S);
    int second_of_day = (int)(unix_s - number * DAY_S);
    return (struct calendar_time){
        .day = calendar_from_number(number),
        .hour = second_of_day / 3600,
        .minute = second_of_day / 60 % 60,
        .second = second_of_day % 60,
    };
}

/* The instant 01:00 UTC on the last Sunday of a month that has last_day days. */
static int64_t last_sunday_s(int year, int month, int last_day)
{
    struct calendar_day day = {year, month, last_day};
    int64_t number = calendar_number(day) - calendar_weekday(day) % 7;
    return number * DAY_S + 3600;
}

/* True when Danish clocks are one hour ahead of standard time. */
static bool is_summer(int64_t unix_s)
{
    int year = calendar_utc(unix_s).day.year;
    if (year < 1980)
        return false;
    if (year == 1980) /* 6 April 02:00 to 28 September 03:00 local */
        return unix_s >= 323830800 && unix_s < 338950800;
    int64_t start_s = last_sunday_s(year, 3, 31);
    int64_t end_s = year < 1996 ? last_sunday_s(year, 9, 30) : last_sunday_s(year, 10, 31);
    return unix_s >= start_s && unix_s < end_s;
}

struct calendar_time calendar_denmark(int64_t unix_s)
{
    return calendar_utc(unix_s + (is_summer(unix_s) ? 7200 : 3600));
}
