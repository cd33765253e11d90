-- Personal data, apart from the events so that it can be forgotten.
CREATE TABLE person (
    person_id          varchar(64)  PRIMARY KEY,
    email              text         NOT NULL,
    first_name         text,
    last_name          text,
    image_url          text,
    registered_at      timestamptz,
    two_factor_enabled boolean      NOT NULL DEFAULT false
);
CREATE UNIQUE INDEX person_email ON person (lower(email));

CREATE TABLE contact (
    org_id           varchar(64) PRIMARY KEY,
    management_email text        NOT NULL
);

-- Personal values of single events; the event itself carries commitments made with the salt.
CREATE TABLE event_personal (
    event_id  varchar(64) NOT NULL,
    person_id varchar(64) NOT NULL,
    salt      text        NOT NULL,
    values    jsonb       NOT NULL,
    PRIMARY KEY (event_id, person_id)
);
CREATE INDEX event_personal_person ON event_personal (person_id);
