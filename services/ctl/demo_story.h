/* What chance decides about a citizen before the rows are written. */
#ifndef SAMPLAN_CTL_DEMO_STORY_H
#define SAMPLAN_CTL_DEMO_STORY_H

#include "services/ctl/demo_case.h"

struct demo_story {
    const char *status; /* of the joint plan */
    const char *status_reason;
    const char *complexity;
    bool open; /* draft, active or on hold */
    bool sectors[N_SECTORS];
    int workers[N_SECTORS]; /* user by sector, -1 without */
    int64_t start, closed;  /* days; closed DEMO_NO_DAY while open */
    int64_t hold_until;
    int age;
};

/* Contributing plans with interventions and own goals. */
void story_parts(struct demo_case *c, const struct demo_story *story);

/* Shared goals with contributions and progress. */
void story_goals(struct demo_case *c, const struct demo_story *story);

/* Tasks in every status, n of them, with comments and people informed. */
void story_tasks(struct demo_case *c, const struct demo_story *story, int n);

/* Meetings behind and ahead, notes, the citizen's words, who has read the plan. */
void story_days(struct demo_case *c, const struct demo_story *story);

/* Team with relatives and former contacts; coordination with or without hand-over. */
void story_team(struct demo_case *c, const struct demo_story *story);
void story_coordination(struct demo_case *c, const struct demo_story *story);

/* A day from low to high days from today. */
int64_t story_day(struct demo_case *c, int low, int high);

/* The same, moved to Monday when it falls on a weekend. */
int64_t story_weekday(struct demo_case *c, int low, int high);

/* Any worker of the story. */
int story_worker(struct demo_case *c, const struct demo_story *story);

#endif
