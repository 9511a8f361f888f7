/* What a CPR number tells beside whose it is. */
#ifndef SAMPLAN_CARE_CPR_H
#define SAMPLAN_CARE_CPR_H

#include "services/base/calendar.h"

#include <stdbool.h>

/* The day of birth in a CPR number of ten characters. The seventh character tells the century: 0-3 19th
 * hundreds; 4 and 9 2000 up to year 36, else 19th hundreds; 5-8 2000 up to year 57, else 18th hundreds
 * (CPR-kontoret, "Personnummeret i CPR"). Replacement numbers add 60 to the day, and some have a letter
 * at place 7: then it is the latest such day that is not after today (days since 1970-01-01). False when
 * there is no such day. */
bool cpr_birth_day(const char *cpr, int64_t today, struct calendar_day *ret);

/* Takes what was typed into a search field: when it is a CPR number, with or without hyphen or spaces,
 * writes its ten characters in upper case and returns true. Never modulus 11. */
bool cpr_from_text(const char *text, char ret_cpr[11]);

#endif
