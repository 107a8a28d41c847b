-- Everything Treffpunkt stores. Instants are unix seconds; local times are ISO 8601 text in the zone of their event.
-- The file of the same name for the other engine differs only in the types of ids and JSON.

CREATE TABLE settings (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
);

CREATE TABLE programmes (
    id   TEXT PRIMARY KEY,
    body TEXT NOT NULL CHECK (json_valid(body))
);

CREATE TABLE venues (
    id   TEXT PRIMARY KEY,
    body TEXT NOT NULL CHECK (json_valid(body))
);

CREATE TABLE groups (
    id   TEXT PRIMARY KEY,
    body TEXT NOT NULL CHECK (json_valid(body))
);

CREATE TABLE actors (
    id   INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    slug TEXT NOT NULL UNIQUE,
    body TEXT NOT NULL CHECK (json_valid(body))
);

CREATE TABLE members (
    group_id TEXT   NOT NULL REFERENCES groups (id),
    actor_id BIGINT NOT NULL REFERENCES actors (id),
    PRIMARY KEY (group_id, actor_id)
);
CREATE INDEX members_by_actor ON members (actor_id);

CREATE TABLE contacts (
    id              INTEGER PRIMARY KEY,
    actor_id        BIGINT  NOT NULL REFERENCES actors (id),
    name            TEXT    NOT NULL,
    role            TEXT    NOT NULL,
    email           TEXT    NOT NULL,
    language        TEXT    NOT NULL,
    for_invitations BOOLEAN NOT NULL,
    for_organising  BOOLEAN NOT NULL,
    email_ok        BOOLEAN NOT NULL,
    bounced         BOOLEAN NOT NULL,
    postal_only     BOOLEAN NOT NULL,
    position        BIGINT  NOT NULL,
    -- Raised to make every link of earlier mails worthless.
    epoch           BIGINT  NOT NULL DEFAULT 0,
    UNIQUE (actor_id, name)
);

CREATE TABLE objections (
    contact_id BIGINT NOT NULL REFERENCES contacts (id),
    kind       TEXT   NOT NULL,
    -- Empty: whatever the group.
    group_id   TEXT   NOT NULL,
    PRIMARY KEY (contact_id, kind, group_id)
);

CREATE TABLE events (
    id           INTEGER PRIMARY KEY,
    slug         TEXT    NOT NULL UNIQUE,
    uid          TEXT    NOT NULL UNIQUE,
    programme_id TEXT    REFERENCES programmes (id),
    organiser    TEXT    NOT NULL,
    published    BOOLEAN NOT NULL,
    visibility   TEXT    NOT NULL,
    sequence     BIGINT  NOT NULL,
    -- Raised by each write; a worker that prepared a mail from an older one does not send it.
    revision     BIGINT  NOT NULL,
    created_at   BIGINT  NOT NULL,
    changed_at   BIGINT  NOT NULL,
    -- When it was published: what was due before is late.
    entered_at   BIGINT,
    -- When it is to be planned again; none: when something is written.
    plan_at      BIGINT,
    -- Time or place was changed and those who were told do not know yet: the first and the last such change.
    unsaid_since BIGINT,
    unsaid_last  BIGINT,
    -- The change came by an import: a person releases the mails about it.
    by_import    BOOLEAN NOT NULL DEFAULT FALSE,
    body         TEXT    NOT NULL CHECK (json_valid(body))
);
CREATE INDEX events_to_plan ON events (plan_at) WHERE plan_at IS NOT NULL;
CREATE INDEX events_by_programme ON events (programme_id);

-- Events that were public and are no longer: feeds say so for a while.
CREATE TABLE withdrawn (
    event_id BIGINT PRIMARY KEY REFERENCES events (id),
    at       BIGINT NOT NULL
);

CREATE TABLE occurrences (
    id             INTEGER PRIMARY KEY,
    event_id       BIGINT  NOT NULL REFERENCES events (id),
    original_local TEXT    NOT NULL,
    start_local    TEXT    NOT NULL,
    end_local      TEXT,
    start_at       BIGINT  NOT NULL,
    end_at         BIGINT  NOT NULL,
    cancelled      BOOLEAN NOT NULL,
    -- No longer a date of the event; answers and mails still refer to it.
    dropped        BOOLEAN NOT NULL,
    UNIQUE (event_id, original_local)
);
CREATE INDEX occurrences_by_end ON occurrences (end_at);

-- When a rule began to hold for an event: what was due before is late.
CREATE TABLE rules (
    event_id   BIGINT NOT NULL REFERENCES events (id),
    rule       TEXT   NOT NULL,
    entered_at BIGINT NOT NULL,
    PRIMARY KEY (event_id, rule)
);

CREATE TABLE answers (
    id            INTEGER PRIMARY KEY,
    event_id      BIGINT NOT NULL REFERENCES events (id),
    actor_id      BIGINT NOT NULL REFERENCES actors (id),
    -- None: all dates.
    occurrence_id BIGINT REFERENCES occurrences (id),
    state         TEXT   NOT NULL CHECK (state IN ('needs_action', 'accepted', 'tentative', 'declined')),
    head_count    BIGINT NOT NULL,
    needs         TEXT   NOT NULL CHECK (json_valid(needs)),
    comment       TEXT   NOT NULL,
    topic         TEXT   NOT NULL,
    contact_id    BIGINT REFERENCES contacts (id),
    sequence      BIGINT NOT NULL,
    -- What those who answered knew: time and place as imported; none for answers given to a mail.
    told          TEXT   CHECK (told IS NULL OR json_valid(told)),
    given_at      BIGINT NOT NULL
);
CREATE UNIQUE INDEX answers_one_each ON answers (event_id, actor_id, COALESCE(occurrence_id, 0));

CREATE TABLE notifications (
    id             INTEGER PRIMARY KEY,
    key            TEXT    NOT NULL UNIQUE,
    event_id       BIGINT  NOT NULL REFERENCES events (id),
    occurrence_id  BIGINT  REFERENCES occurrences (id),
    contact_id     BIGINT  NOT NULL REFERENCES contacts (id),
    kind           TEXT    NOT NULL,
    rule           TEXT    NOT NULL,
    state          TEXT    NOT NULL CHECK (state IN ('planned', 'held', 'sending', 'sent', 'moot', 'dead')),
    reason         TEXT,
    hold           TEXT,
    due_at         BIGINT  NOT NULL,
    send_at        BIGINT  NOT NULL,
    try_at         BIGINT  NOT NULL,
    not_after      BIGINT  NOT NULL,
    priority       BIGINT  NOT NULL,
    attempts       BIGINT  NOT NULL DEFAULT 0,
    lease          TEXT,
    lease_until    BIGINT,
    first_tried_at BIGINT,
    sent_at        BIGINT,
    told           TEXT    CHECK (told IS NULL OR json_valid(told)),
    fault          TEXT,
    CHECK ((state = 'moot') = (reason IS NOT NULL)),
    CHECK ((state = 'held') = (hold IS NOT NULL)),
    CHECK ((state = 'sending') = (lease IS NOT NULL)),
    CHECK ((state = 'sent') = (sent_at IS NOT NULL))
);
CREATE INDEX notifications_due ON notifications (priority, try_at, id) WHERE state = 'planned';
CREATE INDEX notifications_leased ON notifications (lease_until) WHERE state = 'sending';
CREATE INDEX notifications_by_event ON notifications (event_id);
CREATE INDEX notifications_by_contact ON notifications (contact_id);

CREATE TABLE audit (
    id      INTEGER PRIMARY KEY,
    at      BIGINT NOT NULL,
    who     TEXT   NOT NULL,
    verb    TEXT   NOT NULL,
    subject TEXT   NOT NULL,
    detail  TEXT   NOT NULL
);
CREATE INDEX audit_by_subject ON audit (subject);

INSERT INTO settings (name, value) VALUES ('revision', '1'), ('hold_all', '0');
