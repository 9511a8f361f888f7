/* Now, and its day in Denmark. */
#include "services/care/today.h"

#include "services/base/calendar.h"
#include "services/base/clock.h"

int64_t today_day_of(int64_t unix_s)
{
    return calendar_number(calendar_denmark(unix_s).day);
}

struct today today_at(int64_t now_s)
{
    return (struct today){.now_s = now_s, .day = today_day_of(now_s)};
}

struct today today_now(void)
{
    return today_at(clock_wall_ms() / 1000);
}
