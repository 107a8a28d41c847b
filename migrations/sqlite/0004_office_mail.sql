-- What people decided about mails, copies that went to the team while the office tried things out, and letters about
-- submissions.

CREATE TABLE steerings (
    id            INTEGER PRIMARY KEY,
    event_id      BIGINT NOT NULL REFERENCES events (id),
    -- None: mails that go once per event.
    occurrence_id BIGINT REFERENCES occurrences (id),
    kind          TEXT   NOT NULL,
    -- Those that are due then go at another time; none: all of this kind are called off.
    due_at        BIGINT,
    send_at       BIGINT,
    -- Changes and cancellations are called off for one SEQUENCE; 0 for the others.
    sequence      BIGINT NOT NULL,
    who           TEXT   NOT NULL,
    at            BIGINT NOT NULL,
    CHECK ((due_at IS NULL) = (send_at IS NULL))
);
CREATE UNIQUE INDEX steerings_one_each
    ON steerings (event_id, COALESCE(occurrence_id, 0), kind, COALESCE(due_at, 0), sequence);
