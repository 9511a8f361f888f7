/* CPR-like numbers that can belong to nobody. */
#ifndef SAMPLAN_CTL_DEMO_CPR_H
#define SAMPLAN_CTL_DEMO_CPR_H

#include "services/base/calendar.h"

#include <stdint.h>

#define DEMO_CPR_BYTES 11                      /* ten characters and a NUL */
#define DEMO_CPR_NUMBERS (365U * 24U * 46656U) /* so many indices have numbers of their own */

/* The day and month on which citizen number index is born; the year is the caller's choice. Together
 * with demo_cpr this makes every index below DEMO_CPR_NUMBERS have a number of its own, whatever the
 * years are. 29 February does not occur, so the day exists in every year. */
struct calendar_day demo_cpr_birth_day(uint64_t index, int year);

/* Writes DDMMYY, a capital letter, three characters of 0-9 and A-Z: "090991D001".
 *
 * It belongs to nobody: a CPR number is ten digits; the national replacement numbers (X-eCPR) and the
 * regions' (D-eCPR) have a digit in the seventh place and letters in the eighth and ninth only; the
 * series that the CPR office recommends for replacement numbers adds 60 to the day. A real day
 * followed by a letter is in none of them, nor can any of them grow into it, since the seventh place
 * tells the century. I and O are not used. */
void demo_cpr(uint64_t index, struct calendar_day birth_day, char ret_cpr[DEMO_CPR_BYTES]);

#endif
