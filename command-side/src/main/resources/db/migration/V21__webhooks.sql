-- Webhooks and what is on its way to them. Secrets are encrypted with a key that comes from the server's own secret.
CREATE TABLE webhook (
    webhook_id      varchar(64) PRIMARY KEY,
    org_id          varchar(64) NOT NULL,
    name            text        NOT NULL,
    url             text        NOT NULL,
    events          text[]      NOT NULL,
    enabled         boolean     NOT NULL,
    disabled_reason varchar(32),
    created_at      timestamptz NOT NULL,
    secret          bytea       NOT NULL,
    previous_secret bytea,
    previous_until  timestamptz,
    -- The organization's version when it was made; up to which one events were looked at; which of them was queued last.
    first_version   bigint      NOT NULL,
    seen_version    bigint      NOT NULL,
    last_version    bigint,
    last_success_at timestamptz,
    warned_at       timestamptz
);
CREATE INDEX webhook_of_organization ON webhook (org_id, created_at);

-- One row for each event and webhook that wants it; position is the order in which they are delivered.
CREATE TABLE webhook_delivery (
    position         bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    delivery_id      varchar(64) NOT NULL UNIQUE,
    webhook_id       varchar(64) NOT NULL REFERENCES webhook ON DELETE CASCADE,
    kind             varchar(8)  NOT NULL,
    event_id         varchar(64) NOT NULL,
    event_type       varchar(64) NOT NULL,
    version          bigint,
    previous_version bigint,
    status           varchar(8)  NOT NULL,
    attempts         integer     NOT NULL DEFAULT 0,
    -- Those since it was new, or tried again by somebody.
    failures         integer     NOT NULL DEFAULT 0,
    created_at       timestamptz NOT NULL,
    next_attempt_at  timestamptz,
    completed_at     timestamptz
);
CREATE INDEX webhook_delivery_waiting ON webhook_delivery (webhook_id, position) WHERE status = 'pending';
CREATE INDEX webhook_delivery_of_webhook ON webhook_delivery (webhook_id, position DESC);
CREATE INDEX webhook_delivery_completed ON webhook_delivery (completed_at) WHERE completed_at IS NOT NULL;

CREATE TABLE webhook_attempt (
    delivery_id     varchar(64) NOT NULL REFERENCES webhook_delivery (delivery_id) ON DELETE CASCADE,
    number          integer     NOT NULL,
    webhook_id      varchar(64) NOT NULL,
    at              timestamptz NOT NULL,
    delivered       boolean     NOT NULL,
    response_status integer,
    duration_millis integer     NOT NULL,
    error           varchar(32),
    response_body   text,
    PRIMARY KEY (delivery_id, number)
);
CREATE INDEX webhook_attempt_failed ON webhook_attempt (webhook_id, at) WHERE NOT delivered;
