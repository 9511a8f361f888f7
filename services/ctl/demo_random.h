/* Chance that is the same for the same seed: numbers, choices and ids. */
#ifndef SAMPLAN_CTL_DEMO_RANDOM_H
#define SAMPLAN_CTL_DEMO_RANDOM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A stream of numbers (xoroshiro128++ of Blackman and Vigna). */
struct demo_random {
    uint64_t a, b;
};

/* Starts stream number `stream` of a seed; streams of one seed have nothing to do with each other. */
struct demo_random demo_random_start(uint64_t seed, uint64_t stream);

uint64_t demo_random_next(struct demo_random *random);

/* 0 to n - 1; n at least 1. */
unsigned demo_below(struct demo_random *random, unsigned n);

/* low to high, both included. */
int demo_between(struct demo_random *random, int low, int high);

/* True in percent of 100 cases. */
bool demo_chance(struct demo_random *random, unsigned percent);

/* One element of a list that ends with NULL. */
const char *demo_pick(struct demo_random *random, const char *const *list);

/* A 128-bit id, printed as a version 4 uuid. */
struct demo_id {
    uint64_t high, low;
};

/* What an id is for; part of what it is made from, so that kinds never collide. */
enum demo_kind {
    ID_ORGANISATION = 1,
    ID_UNIT,
    ID_USER,
    ID_ASSIGNMENT,
    ID_CITIZEN,
    ID_CITIZEN_USER,
    ID_PLAN,
    ID_STATEMENT,
    ID_COORDINATION,
    ID_HANDOVER,
    ID_MEMBER,
    ID_PART,
    ID_INTERVENTION,
    ID_GOAL,
    ID_PROGRESS,
    ID_CONFLICT,
    ID_TASK,
    ID_COMMENT,
    ID_APPOINTMENT,
    ID_NOTE,
    ID_REQUEST,
};

/* The id of the n-th thing of a kind that belongs to number index. */
struct demo_id demo_id_of(uint64_t seed, enum demo_kind kind, uint64_t index, unsigned n);

bool demo_id_none(struct demo_id id);

#define DEMO_ID_TEXT_BYTES 37
void demo_id_text(struct demo_id id, char ret_text[DEMO_ID_TEXT_BYTES]);

#endif
