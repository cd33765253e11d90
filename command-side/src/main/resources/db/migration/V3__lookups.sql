-- What a command looks up across aggregates; written in the transaction of the events.
CREATE TABLE invitation (
    invitation_id         varchar(64) PRIMARY KEY,
    org_id                varchar(64) NOT NULL,
    person_id             varchar(64) NOT NULL,
    sending               integer     NOT NULL,
    last_sent_at          timestamptz NOT NULL,
    first_name            text,
    last_name             text,
    ended_at              timestamptz,
    blocks_until_cooldown boolean     NOT NULL DEFAULT false
);
CREATE INDEX invitation_of_person ON invitation (person_id, org_id);

CREATE TABLE invitation_token (
    token_hash    varchar(64) PRIMARY KEY,
    invitation_id varchar(64) NOT NULL REFERENCES invitation,
    sending       integer     NOT NULL
);
CREATE INDEX invitation_token_of_invitation ON invitation_token (invitation_id);

CREATE TABLE invitation_sending (
    person_id varchar(64) NOT NULL,
    sent_at   timestamptz NOT NULL
);
CREATE INDEX invitation_sending_to_person ON invitation_sending (person_id, sent_at);

CREATE TABLE api_key (
    key_id          varchar(64) PRIMARY KEY,
    user_id         varchar(64) NOT NULL,
    name            text        NOT NULL,
    secret_hash     varchar(64) NOT NULL UNIQUE,
    created_at      timestamptz NOT NULL,
    expires_at      timestamptz,
    limited_to_orgs text[],
    max_role        varchar(32),
    revoked_at      timestamptz
);
CREATE INDEX api_key_of_user ON api_key (user_id);

CREATE TABLE jwt_subject (
    issuer  text        NOT NULL,
    subject text        NOT NULL,
    user_id varchar(64) NOT NULL,
    PRIMARY KEY (issuer, subject)
);
CREATE INDEX jwt_subject_of_user ON jwt_subject (user_id);
