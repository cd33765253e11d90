-- For how long something has been waiting: what fails is put off, and would else look young again and again.
ALTER TABLE scheduled_tasks ADD COLUMN first_due timestamptz;
UPDATE scheduled_tasks SET first_due = execution_time;

CREATE FUNCTION scheduled_tasks_first_due() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.first_due := NEW.execution_time;
    RETURN NEW;
END $$;

CREATE TRIGGER scheduled_tasks_first_due BEFORE INSERT ON scheduled_tasks
    FOR EACH ROW EXECUTE FUNCTION scheduled_tasks_first_due();
