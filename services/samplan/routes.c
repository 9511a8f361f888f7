/* THE route table: every address of the product, who may use it, what it takes and what it shows. The
 * rows stand in routes/, a file an area; nothing about an endpoint is decided elsewhere. */
#include "services/samplan/routes.h"

#include "services/account/account.h"
#include "services/care/appointment.h"
#include "services/care/break_glass.h"
#include "services/care/citizen.h"
#include "services/care/consent.h"
#include "services/care/explain.h"
#include "services/care/goal.h"
#include "services/care/note.h"
#include "services/care/overview.h"
#include "services/care/own.h"
#include "services/care/pager.h"
#include "services/care/part.h"
#include "services/care/plan.h"
#include "services/care/statute.h"
#include "services/care/task.h"
#include "services/care/team.h"
#include "services/http/server.h"
#include "services/review/audit.h"

static const struct route ROWS[] = {
#include "services/samplan/routes/account.inc"
#include "services/samplan/routes/admin.inc"
#include "services/samplan/routes/appointment.inc"
#include "services/samplan/routes/break_glass.inc"
#include "services/samplan/routes/citizen.inc"
#include "services/samplan/routes/consent.inc"
#include "services/samplan/routes/explain.inc"
#include "services/samplan/routes/goal.inc"
#include "services/samplan/routes/log.inc"
#include "services/samplan/routes/note.inc"
#include "services/samplan/routes/own.inc"
#include "services/samplan/routes/part.inc"
#include "services/samplan/routes/plan.inc"
#include "services/samplan/routes/statute.inc"
#include "services/samplan/routes/system.inc"
#include "services/samplan/routes/task.inc"
#include "services/samplan/routes/team.inc"
};

const struct route_table samplan_routes = {ROWS, ARRAY_LEN(ROWS)};
