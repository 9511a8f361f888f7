-- Working days as Danish authorities count them: not Saturdays, Sundays, the holidays of the national church, 1 January, nor
-- Constitution Day, Christmas Eve and New Year's Eve, on which they are closed (as in retsplejeloven § 148 a, stk. 5).

-- Easter Sunday, after the anonymous Gregorian rule.
CREATE OR REPLACE FUNCTION app.easter_day(year integer) RETURNS date
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path = samplan, app, pg_temp AS $$
DECLARE
    golden constant integer := year % 19;
    century constant integer := year / 100;
    epact constant integer := (19 * golden + century - century / 4 - (century - (century + 8) / 25 + 1) / 3 + 15) % 30;
    weekday constant integer := (32 + 2 * (century % 4) + 2 * (year % 100 / 4) - epact - year % 100 % 4) % 7;
    late constant integer := (golden + 11 * epact + 22 * weekday) / 451;
    n constant integer := epact + weekday - 7 * late + 114;
BEGIN
    RETURN make_date(year, n / 31, n % 31 + 1);
END
$$;

-- Common Prayers' Day was one until 2023 (lov nr. 214 af 06/03/2023).
CREATE OR REPLACE FUNCTION app.working_day(day date) RETURNS boolean
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path = samplan, app, pg_temp AS $$
DECLARE
    year constant integer := extract(year FROM day);
    after_easter constant integer := day - app.easter_day(year);
BEGIN
    RETURN extract(isodow FROM day) < 6
        AND NOT after_easter IN (-3, -2, 1, 39, 50)
        AND NOT (after_easter = 26 AND year <= 2023)
        AND NOT to_char(day, 'MM-DD') IN ('01-01', '06-05', '12-24', '12-25', '12-26', '12-31');
END
$$;

-- The n-th working day after a day.
CREATE OR REPLACE FUNCTION app.working_day_add(day date, n integer) RETURNS date
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path = samplan, app, pg_temp AS $$
DECLARE
    d date := day;
    left_n integer := n;
BEGIN
    WHILE left_n > 0 LOOP
        d := d + 1;
        IF app.working_day(d) THEN
            left_n := left_n - 1;
        END IF;
    END LOOP;
    RETURN d;
END
$$;

-- How many working days follow a day, up to and with another; negative when that one has passed.
CREATE OR REPLACE FUNCTION app.working_days_left(day date, due date) RETURNS integer
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN (SELECT (CASE WHEN due < day THEN -1 ELSE 1 END * count(*))::integer
              FROM generate_series(least(day, due) + 1, greatest(day, due), '1 day') d WHERE app.working_day(d::date));
END
$$;
