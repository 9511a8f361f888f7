/* The foot of a list that goes on. */
#ifndef SAMPLAN_CARE_PAGER_H
#define SAMPLAN_CARE_PAGER_H

#include "services/http/http.h"

/* A present function for lists with "next" (cursor or null) and "first_page": adds pager {"more_href",
 * "first_href"}, addresses of this page with the filters of the request; null where there is nothing to
 * turn to. Fields that are secret never get into an address. */
present_fn pager_present;

#endif
