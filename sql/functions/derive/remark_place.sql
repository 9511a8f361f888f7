-- BEFORE INSERT of an answer or a receipt: its plan, part and class are the remark's, whatever the writer says.
CREATE OR REPLACE FUNCTION app.tg_remark_place() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    r remark;
BEGIN
    SELECT x.* INTO r FROM remark x WHERE x.id = NEW.remark_id;
    NEW.plan_id := r.plan_id;
    IF TG_TABLE_NAME = 'remark_answer' THEN
        NEW.contributing_plan_id := r.contributing_plan_id;
        NEW.class_code := r.class_code;
    END IF;
    RETURN NEW;
END
$$;
ALTER FUNCTION app.tg_remark_place() OWNER TO samplan_derive;
