/* What every fuzz target offers: libFuzzer's entry, called with any bytes; replay.c calls it
 * with files of the corpus. A target aborts (assert) when a property of the code under test does
 * not hold. */
#ifndef SAMPLAN_TESTS_FUZZ_H
#define SAMPLAN_TESTS_FUZZ_H

#include <stddef.h>
#include <stdint.h>

/* Runs the code under test on n_bytes of data. Returns 0. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n_bytes);

/* Reports a broken property and aborts. */
#define HOLDS(condition)                                                                           \
    do {                                                                                           \
        if (!(condition))                                                                          \
            fuzz_broken(#condition, __FILE__, __LINE__);                                           \
    } while (0)

/* Prints what does not hold and aborts. */
_Noreturn void fuzz_broken(const char *what, const char *file, int line);

#endif
