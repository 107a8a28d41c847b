-- By which way an answer came, and who of the office wrote it down; who was there.

ALTER TABLE answers ADD COLUMN way TEXT NOT NULL DEFAULT 'import' CHECK (way IN ('link', 'office', 'import'));
-- None: by another way, or the account is gone.
ALTER TABLE answers ADD COLUMN account_id BIGINT REFERENCES accounts (id) ON DELETE SET NULL;
UPDATE answers SET way = 'link' WHERE contact_id IS NOT NULL;

CREATE TABLE attendance (
    id            INTEGER PRIMARY KEY,
    event_id      BIGINT NOT NULL REFERENCES events (id),
    occurrence_id BIGINT NOT NULL REFERENCES occurrences (id),
    -- None: people of no organisation.
    actor_id      BIGINT REFERENCES actors (id),
    persons       BIGINT NOT NULL CHECK (persons > 0)
);
CREATE UNIQUE INDEX attendance_one_each ON attendance (occurrence_id, COALESCE(actor_id, 0));
CREATE INDEX attendance_by_event ON attendance (event_id);
