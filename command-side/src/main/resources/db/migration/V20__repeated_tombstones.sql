-- What is to be sent of a forgotten person, and when: the 'records' of the vault once more, by the forwarder; those of refused attempts
-- ('denials') at once and once more, by whoever reads their topic.
ALTER TABLE repeated_tombstones ADD COLUMN what varchar(16) NOT NULL DEFAULT 'records';
ALTER TABLE repeated_tombstones DROP CONSTRAINT repeated_tombstones_pkey;
ALTER TABLE repeated_tombstones ADD PRIMARY KEY (user_id, what, repeat_at);
INSERT INTO repeated_tombstones (user_id, what, repeat_at) SELECT user_id, 'denials', repeat_at FROM repeated_tombstones;
INSERT INTO repeated_tombstones (user_id, what, repeat_at)
    SELECT user_id, 'denials', now() FROM repeated_tombstones WHERE what = 'records' ON CONFLICT DO NOTHING;
