/* Settings as samplanctl reads them. */
#ifndef SAMPLAN_CTL_SETTINGS_H
#define SAMPLAN_CTL_SETTINGS_H

#include "services/ctl/ctl.h"

/* Reads and checks file and environment into ctl->config; path NULL: $SAMPLAN_CONFIG, else the
 * installed file when it exists. Every wrong setting is named on stderr; CTL_CONFIG then. */
NODISCARD enum ctl_exit settings_read(struct ctl *ctl, const char *path);

void settings_free(struct ctl *ctl);

#endif
