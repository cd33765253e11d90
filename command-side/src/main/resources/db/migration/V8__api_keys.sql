-- The secret before the present one, which works until then; both null where there is none.
ALTER TABLE api_key ADD COLUMN previous_hash varchar(64) UNIQUE;
ALTER TABLE api_key ADD COLUMN previous_until timestamptz;

-- Where to look for what an unlimited key reaches. Who belongs to an organization is decided by its events alone.
CREATE TABLE membership (
    person_id varchar(64) NOT NULL,
    org_id    varchar(64) NOT NULL,
    PRIMARY KEY (person_id, org_id)
);
CREATE INDEX membership_of_org ON membership (org_id);

-- Memberships that have ended since are among these; that is no harm, as whoever looks here asks the organization.
INSERT INTO membership (person_id, org_id)
SELECT DISTINCT convert_from(payload, 'UTF8')::jsonb ->> 'person_id', aggregate_identifier
FROM domain_event_entry WHERE payload_type = 'member.joined';
