/* A list of problems met at start (translations, templates), written a line each: a person who
 * fixes files wants all of them at once, not only the first. */
#ifndef SAMPLAN_BASE_PROBLEMS_H
#define SAMPLAN_BASE_PROBLEMS_H

#include "services/base/macros.h"

#include <stdio.h>

struct problems {
    FILE *out;  /* where the lines go; NULL: only counted */
    unsigned n; /* how many there were */
};

/* Writes one line (a newline is added) and counts it. */
void problems_add(struct problems *problems, const char *format, ...) PRINTF_LIKE(2, 3);

#endif
