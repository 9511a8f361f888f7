-- The judging of an emergency opening, step by step: what the manager found or asked, what the employee answered, that
-- it went on to others because nobody had looked. opener_id, unit_id: whose opening and where, for the policies.
SET ROLE samplan_owner;

CREATE TABLE samplan.review_entry (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    break_glass_id uuid NOT NULL REFERENCES samplan.break_glass,
    kind_code text NOT NULL CHECK (kind_code IN ('verdict', 'question', 'answer', 'escalation')),
    verdict_code text CHECK (verdict_code IN ('justified', 'not-justified')),
    text text CHECK (length(text) BETWEEN 1 AND 2000),
    opener_id uuid NOT NULL REFERENCES samplan.user_account,
    unit_id uuid NOT NULL REFERENCES samplan.unit,
    created_by uuid REFERENCES samplan.user_account,    -- NULL: the jobs program
    created_at timestamptz NOT NULL DEFAULT now(),
    CHECK ((kind_code = 'verdict') = (verdict_code IS NOT NULL)),
    CHECK (kind_code = 'escalation' OR text IS NOT NULL AND created_by IS NOT NULL),
    CHECK (CASE kind_code WHEN 'answer' THEN created_by = opener_id ELSE created_by IS DISTINCT FROM opener_id END)
);
CREATE INDEX review_entry_break_glass ON samplan.review_entry (break_glass_id, created_at);
CREATE INDEX break_glass_unit ON samplan.break_glass (unit_id, started_at);

RESET ROLE;
