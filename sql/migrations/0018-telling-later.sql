-- To tell the citizen of an emergency, or of a statute, can be put off to a day, for a reason that is written down (sundhedsloven § 43,
-- stk. 3). On that day she is told, whether anybody thinks of it or not.
SET ROLE samplan_owner;
ALTER TABLE samplan.break_glass
    ADD COLUMN tell_day date,
    ADD COLUMN tell_reason text CHECK (length(tell_reason) BETWEEN 15 AND 2000),
    ADD COLUMN told_at timestamptz DEFAULT now(),       -- NULL: not yet
    ADD CHECK ((tell_day IS NULL) = (tell_reason IS NULL)),
    ADD CHECK (told_at IS NOT NULL OR tell_day IS NOT NULL);
ALTER TABLE samplan.break_glass NO FORCE ROW LEVEL SECURITY, DISABLE TRIGGER USER;
UPDATE samplan.break_glass SET told_at = started_at;
ALTER TABLE samplan.break_glass FORCE ROW LEVEL SECURITY, ENABLE TRIGGER USER;
CREATE INDEX break_glass_untold ON samplan.break_glass (citizen_id, tell_day) WHERE told_at IS NULL;
ALTER TABLE samplan.statute_use
    ADD COLUMN tell_day date,
    ADD COLUMN told_at timestamptz;                     -- in her own account
CREATE INDEX statute_use_untold ON samplan.statute_use (tell_day) WHERE told_code = 'deferred' AND told_at IS NULL;
RESET ROLE;
