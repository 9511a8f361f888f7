/* CSV files: as temporary tables for reference data, and read field by field for imports. */
#ifndef SAMPLAN_CTL_CSV_H
#define SAMPLAN_CTL_CSV_H

#include "services/base/macros.h"

#include <stdbool.h>
#include <stddef.h>

/* CREATE TEMPORARY TABLE statement for a CSV file: table ref_<file name>, text columns named by the
 * first line. NULL when file name or header hold anything but a-z, 0-9 and _. Caller: free(). */
char *csv_temporary_table(const char *path, const char *bytes);

/* The COPY statement that fills it; an empty field is NULL. The file name must have passed
 * csv_temporary_table. Caller: free(). */
char *csv_copy_statement(const char *path);

#endif
