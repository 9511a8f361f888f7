/* Settings as samplanctl reads them. */
#include "services/ctl/settings.h"

#include "services/base/config.h"

enum ctl_exit settings_read(struct ctl *ctl, const char *path)
{
    if (config_load(path, &ctl->config, stderr) != OK)
        return ctl_fail(CTL_CONFIG, "the settings were not accepted");
    return CTL_OK;
}

void settings_free(struct ctl *ctl)
{
    config_free(ctl->config);
    ctl->config = NULL;
}

const char *ctl_setting(const struct ctl *ctl, const char *name)
{
    return ctl->config != NULL ? config_text(ctl->config, name) : NULL;
}
