/* The chart of contributing plans in time: one lane a plan, six months about today. Computes numbers,
 * draws nothing: the template writes them into SVG attributes. Part of the plan page's present step. */
#ifndef SAMPLAN_CARE_PLAN_LANES_H
#define SAMPLAN_CARE_PLAN_LANES_H

#include <jansson.h>
#include <stdint.h>

#define LANES_WIDTH 430 /* units of the drawing, across the months */
#define LANES_HEIGHT 72 /* of one lane */
#define LANES_MONTHS 6

/* Adds to view, in place, from contributing_plans_list and conflicts_list (as app.plan_text gives
 * them; today: days since 1970-01-01):
 *   lanes  {"months_list":[{"x","text_x","month_code":"04","year": number or null}],"today_x"}
 *   in each contributing plan  lane {"bar": {"x","w","dashed","line"} or null, "bar_label": {"x","anchor",
 *     "text"} or null, "dot": {"x","label_x","anchor","text"} or null, "ranges_list":[{"x","w"}],
 *     "clash": {"x","box_x","cross","label_x","anchor","label"} or null}
 * All coordinates are texts with one decimal, within the drawing. A bar is dashed while its plan is a
 * draft or on hold; a range is where two plans pull apart, drawn in both lanes; the clash stands in the
 * lane of the first of the two. Texts that do not fit on the right of their mark stand on its left.
 * Cannot fail but by memory. Any thread. */
void plan_lanes_build(json_t *view, int64_t today);

#endif
