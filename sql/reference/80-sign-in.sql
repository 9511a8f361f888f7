-- What sign-in asks of each role, as shipped, holds from the day on which it came to this installation: whoever
-- was there before has the same days of grace as whoever comes later.
UPDATE samplan.sign_in_policy p SET valid_from = app.today()
 WHERE p.valid_from = '2020-01-01' AND NOT EXISTS (
    SELECT FROM samplan.sign_in_policy q
     WHERE q.role_code = p.role_code AND q.applies_code = p.applies_code AND q.valid_from > p.valid_from);
