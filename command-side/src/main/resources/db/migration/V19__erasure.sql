-- What of an erased person stood in rows of others, and was taken out: ids of what is to be sent once more.
CREATE TABLE forgotten_row (
    user_id varchar(64)  NOT NULL,
    kind    varchar(16)  NOT NULL,
    id      varchar(160) NOT NULL,
    PRIMARY KEY (user_id, kind, id)
);

-- Whose tombstones are to be sent once more, and when.
CREATE TABLE repeated_tombstones (
    user_id   varchar(64) PRIMARY KEY,
    repeat_at timestamptz NOT NULL
);
CREATE INDEX repeated_tombstones_due ON repeated_tombstones (repeat_at);

-- Subjects of identity providers whose user was erased: a hash with the server's secret. Tokens from before are refused.
CREATE TABLE erased_subject (
    subject_hash varchar(64) PRIMARY KEY,
    erased_at    timestamptz NOT NULL
);

-- Where a person's address may stand although the row is of somebody else.
CREATE INDEX contact_address ON contact (lower(management_email));
CREATE INDEX event_personal_old_address ON event_personal (lower(values ->> 'management_email.old'))
    WHERE (values ->> 'management_email.old') IS NOT NULL;
CREATE INDEX event_personal_new_address ON event_personal (lower(values ->> 'management_email.new'))
    WHERE (values ->> 'management_email.new') IS NOT NULL;

-- A key of an erased person stays as an id without name and hashes.
ALTER TABLE api_key ALTER COLUMN secret_hash DROP NOT NULL;
