# Function files begin with a comment and can be loaded again; every SECURITY DEFINER function has
# its search_path pinned, pg_temp last (else a temporary table could stand in for one of ours).
function say(text) { print text; bad = 1 }
function head_ends() {
    if (in_head && definer && !pinned) say(at ": SECURITY DEFINER without SET search_path = …, pg_temp")
    in_head = 0
}
FNR == 1 && FILENAME ~ /sql\/functions\// && !/^--/ { say(FILENAME ": begins without a comment") }
/^[ \t]*--/ { next }
/CREATE FUNCTION/ { say(FILENAME ":" FNR ": CREATE without OR REPLACE cannot be loaded again") }
/CREATE OR REPLACE FUNCTION/ { in_head = 1; definer = 0; pinned = 0; at = FILENAME ":" FNR }
in_head && /SECURITY DEFINER/ { definer = 1 }
in_head && /SET search_path = [a-z_, ]*pg_temp/ { pinned = 1 }
in_head && /AS \$/ { head_ends() }
END { exit bad }
