/* Collects the problems that are found when files are loaded at start. */
#include "services/base/problems.h"

#include <stdarg.h>

void problems_add(struct problems *problems, const char *format, ...)
{
    problems->n++;
    if (problems->out == NULL)
        return;
    va_list ap;
    va_start(ap, format);
    vfprintf(problems->out, format, ap);
    va_end(ap);
    fputc('\n', problems->out);
}
