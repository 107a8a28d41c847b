-- What an event was before its last change of time, place or status, as long as the mails about that have not gone.

CREATE TABLE undo (
    event_id BIGINT PRIMARY KEY REFERENCES events (id),
    at       BIGINT NOT NULL,
    body     JSONB  NOT NULL
);
