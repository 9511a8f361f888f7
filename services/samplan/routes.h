/* The map of the product. */
#ifndef SAMPLAN_SAMPLAN_ROUTES_H
#define SAMPLAN_SAMPLAN_ROUTES_H

#include "services/http/http.h"

extern const struct route_table samplan_routes;

#endif
