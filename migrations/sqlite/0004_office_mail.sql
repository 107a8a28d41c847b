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

-- Letters of the office to those who proposed an event: open until a relay took them.
CREATE TABLE submission_letters (
    id        INTEGER PRIMARY KEY,
    event_id  BIGINT NOT NULL REFERENCES events (id),
    about     TEXT   NOT NULL CHECK (about IN ('ask', 'refuse')),
    -- Made with the form: one that comes in twice is one letter.
    mark      TEXT   NOT NULL UNIQUE,
    address   TEXT   NOT NULL,
    subject   TEXT   NOT NULL,
    body      TEXT   NOT NULL,
    -- Fields that are asked about, each with a sentence.
    questions TEXT   NOT NULL CHECK (json_valid(questions)),
    who       TEXT   NOT NULL,
    at        BIGINT NOT NULL,
    -- Nobody else sends it before.
    busy_until BIGINT,
    sent_at   BIGINT,
    fault     TEXT
);
CREATE INDEX submission_letters_by_event ON submission_letters (event_id);
