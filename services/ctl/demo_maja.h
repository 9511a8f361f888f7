/* The parts of Maja's story: person and days (demo_maja.c), plans and goals (demo_maja_plans.c). */
#ifndef SAMPLAN_CTL_DEMO_MAJA_H
#define SAMPLAN_CTL_DEMO_MAJA_H

#include "services/ctl/demo_case.h"

enum { PART_PSYCHIATRY, PART_SUBSTANCE, PART_SOCIAL, PART_JOB, PART_EDUCATION, PART_GP };
enum { GOAL_SLEEP, GOAL_HASH, GOAL_DAY };

/* The day n days from today, or the Monday after when that is a weekend. */
int64_t maja_weekday(const struct demo_case *c, int n);

/* The day of the network meeting, and of the discharge after it. */
int64_t maja_meeting_day(const struct demo_case *c);
int64_t maja_discharge_day(const struct demo_case *c);

/* A time so many days ago. */
int64_t maja_past(const struct demo_case *c, int days, int hour, int minute);

/* Six contributing plans, the conflict between two of them, and three shared goals. */
void maja_plans(struct demo_case *c);
void maja_goals(struct demo_case *c);

#endif
