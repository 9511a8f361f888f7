/* Settings as samplanctl reads them. */
#include "services/ctl/settings.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>

enum ctl_exit settings_read(struct ctl *ctl, const char *path)
{
    (void)ctl;
    (void)path;
    return CTL_OK;
}

void settings_free(struct ctl *ctl)
{
    (void)ctl;
}

const char *ctl_setting(const struct ctl *ctl, const char *name)
{
    char variable[64];
    (void)ctl;
    snprintf(variable, sizeof(variable), "SAMPLAN_%s", name);
    for (char *at = variable; *at != '\0'; at++)
        *at = (char)toupper((unsigned char)*at);
    const char *value = getenv(variable);
    return value != NULL && *value != '\0' ? value : NULL;
}
