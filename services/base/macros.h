/* The five macros of the code base (and nothing else). */
#ifndef SAMPLAN_BASE_MACROS_H
#define SAMPLAN_BASE_MACROS_H

/* Runs fn(&variable) when the variable leaves its scope. */
#define CLEANUP(fn) __attribute__((cleanup(fn)))

/* Gives the pointer away: yields its value and leaves NULL behind, so that CLEANUP frees nothing. */
#define TAKE(p)                                                                                    \
    (__extension__({                                                                               \
        __typeof__(p) take_ = (p);                                                                 \
        (p) = NULL;                                                                                \
        take_;                                                                                     \
    }))

#define ARRAY_LEN(a) (sizeof(a) / sizeof((a)[0]))
#define NODISCARD __attribute__((warn_unused_result))
#define PRINTF_LIKE(a, b) __attribute__((format(printf, a, b)))

#endif
