-- First answers to commands with an Idempotency-Key. json, not jsonb: a repeat gets the fields in the same order.
CREATE TABLE idempotency (
    caller          varchar(128) NOT NULL,
    idempotency_key varchar(255) NOT NULL,
    request_hash    varchar(64)  NOT NULL,
    status          integer      NOT NULL,
    body            json         NOT NULL,
    headers         json         NOT NULL,
    person_ids      text[]       NOT NULL,
    created_at      timestamptz  NOT NULL,
    PRIMARY KEY (caller, idempotency_key)
);
CREATE INDEX idempotency_age ON idempotency (created_at);
CREATE INDEX idempotency_of_person ON idempotency USING gin (person_ids);
