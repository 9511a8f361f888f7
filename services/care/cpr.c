/* Reading CPR numbers. */
#include "services/care/cpr.h"

#include <ctype.h>
#include <string.h>

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static int two(const char *p)
{
    return (p[0] - '0') * 10 + (p[1] - '0');
}

/* The first year of the century, or 0 when the seventh character does not tell. */
static int century(char seventh, int yy)
{
    if (!is_digit(seventh))
        return 0;
    if (seventh <= '3')
        return 1900;
    if (seventh == '4' || seventh == '9')
        return yy <= 36 ? 2000 : 1900;
    return yy <= 57 ? 2000 : 1800;
}

bool cpr_birth_day(const char *cpr, int64_t today, struct calendar_day *ret)
{
    if (cpr == NULL || strlen(cpr) != 10)
        return false;
    for (int i = 0; i < 6; i++) {
        if (!is_digit(cpr[i]))
            return false;
    }
    struct calendar_day day = {.day = two(cpr), .month = two(cpr + 2)};
    const int yy = two(cpr + 4), first = century(cpr[6], yy);
    if (day.day > 60)
        day.day -= 60;
    day.year = (first != 0 ? first : 2000) + yy;
    if (first == 0 && (!calendar_exists(day) || calendar_number(day) > today))
        day.year -= 100;
    if (!calendar_exists(day))
        return false;
    *ret = day;
    return true;
}

bool cpr_from_text(const char *text, char ret_cpr[11])
{
    char cpr[11];
    int n = 0;

    for (; *text != '\0'; text++) {
        if (*text == ' ' || (*text == '-' && n == 6))
            continue;
        if (n == 10 || (n < 6 && !is_digit(*text)) ||
            (!is_digit(*text) && !(isascii((unsigned char)*text) && isalpha((unsigned char)*text))))
            return false;
        cpr[n++] = (char)toupper((unsigned char)*text);
    }
    if (n != 10)
        return false;
    cpr[10] = '\0';
    const int day = two(cpr) > 60 ? two(cpr) - 60 : two(cpr), month = two(cpr + 2);
    if (day < 1 || day > 31 || month < 1 || month > 12)
        return false;
    memcpy(ret_cpr, cpr, sizeof(cpr));
    return true;
}
