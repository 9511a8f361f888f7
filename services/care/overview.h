/* The overview: what needs the reader now. The function is sql/functions/overview/. */
#ifndef SAMPLAN_CARE_OVERVIEW_H
#define SAMPLAN_CARE_OVERVIEW_H

#include "services/http/http.h"

/* Adds "counts" [{"tile_code","href","n_text"}] (caseworkers), sentences to "changes_list", and "nothing" when nothing
 * waits for the reader. */
present_fn overview_present;

#endif
