/* The sentences that demo plans are made of, by the sector that would write them. Plain Danish,
 * about nobody. {navn} stands for the citizen's given name, {navns} for its genitive, {kontakt} for a
 * colleague's name, {kommune} for the municipality. Lists end with NULL. */
#ifndef SAMPLAN_CTL_DEMO_CORPUS_H
#define SAMPLAN_CTL_DEMO_CORPUS_H

#include <stddef.h>

/* A task as one party asks another for it. */
struct demo_task_text {
    const char *title;
    const char *description;
    const char *plain; /* what the citizen reads; NULL: nothing yet */
};

/* What one sector writes. */
struct demo_sector {
    const char *code;
    const char *const *types; /* plan types that it owns, the usual first */
    const char *const *bars;  /* text in the lane of the chart */
    const char *const *milestones;
    const char *const *next_steps;
    const char *const *summaries;   /* kort fortalt, to the citizen */
    const char *const *assessments; /* the party's own view */
    const char *const *sentences;   /* contents of the plan, under its headings */
    const char *const *notes;
    const char *const *interventions;
    const char *const *goals;           /* of the plan itself */
    const char *const *helps_with;      /* what its people help with */
    const struct demo_task_text *tasks; /* ended by title NULL */
};

enum {
    SECTOR_PSYCHIATRY,
    SECTOR_SOCIAL,
    SECTOR_EMPLOYMENT,
    SECTOR_SUBSTANCE_USE,
    SECTOR_EDUCATION,
    SECTOR_GENERAL_PRACTICE,
    SECTOR_HEALTH,
    SECTOR_CHILDREN_FAMILY,
    N_SECTORS,
};

extern const struct demo_sector demo_psychiatry, demo_social, demo_employment, demo_substance_use,
    demo_education, demo_general_practice, demo_health, demo_children_family;

/* By the numbers above. */
extern const struct demo_sector *const demo_sectors[N_SECTORS];

/* A shared goal in the citizen's words, with what would show that it is reached. */
struct demo_goal_text {
    const char *title;
    const char *target;
};

extern const char *const demo_words[];           /* det er vigtigt for mig */
extern const struct demo_goal_text demo_goals[]; /* ended by title NULL */
extern const char *const demo_progress[];
extern const char *const demo_reasons[];   /* why there is a joint plan */
extern const char *const demo_summaries[]; /* the joint plan, kort fortalt */
extern const char *const demo_core_notes[];
extern const char *const demo_comments[]; /* on tasks */
extern const char *const demo_declines[];
extern const char *const demo_counters[];
extern const char *const demo_holds[];
extern const char *const demo_done[];
extern const char *const demo_cancels[];
extern const char *const demo_handover_notes[];
extern const char *const demo_handover_declines[];
extern const char *const demo_on_hold_reasons[];
extern const char *const demo_completed_reasons[];
extern const char *const demo_revoked_reasons[];
extern const char *const demo_reopened_reasons[];
extern const char *const demo_agendas[];
extern const char *const demo_places[];
extern const char *const demo_conflict_notes[];
extern const char *const demo_change_reasons[];
extern const char *const demo_crisis_sentences[];
extern const char *const demo_advance_sentences[];
extern const char *const demo_wrap_sentences[];
extern const struct demo_task_text demo_citizen_tasks[];

/* What may stand under a heading of a plan type; NULL for a heading that is not known. */
const char *const *demo_heading_texts(const char *heading);

/* Two plans that pull apart: what each says. */
struct demo_conflict_text {
    int sector_a, sector_b;
    const char *text_a, *text_b;
};
extern const struct demo_conflict_text demo_conflicts[]; /* ended by text_a NULL */

/* Names and places. */
extern const char *const demo_women[], *const demo_men[], *const demo_families[];
extern const char *const demo_far_women[], *const demo_far_men[], *const demo_far_families[];
extern const char *const demo_streets[];
extern const char *const demo_languages[]; /* for interpreters */

/* The number of elements before the NULL. */
size_t demo_count(const char *const *list);

#endif
