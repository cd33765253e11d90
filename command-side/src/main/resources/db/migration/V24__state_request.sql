-- Requests to publish org.state.v1 again; the node that forwards goes through all organizations, users and keys in the order of
-- their ids, and goes on where it was after a change of hands.
CREATE TABLE state_request (
    id           bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    requested_at timestamptz NOT NULL DEFAULT now(),
    open         boolean     NOT NULL DEFAULT true,
    reached      varchar(64) NOT NULL DEFAULT '',
    done         bigint      NOT NULL DEFAULT 0,
    total        bigint      NOT NULL DEFAULT 0
);
CREATE UNIQUE INDEX state_request_open ON state_request (open) WHERE open;
