-- What the identity provider said of the password at sign-in, as JSON; never the password.
ALTER TABLE person ADD COLUMN password_facts jsonb;
-- When two_factor_enabled last changed; null until then. A token that was issued before does not change it back.
ALTER TABLE person ADD COLUMN two_factor_changed_at timestamptz;
