-- Contacts that somebody took away: they get nothing, but what was sent to them can still be read.
ALTER TABLE contacts ADD COLUMN gone BOOLEAN NOT NULL DEFAULT FALSE;

-- The office's own wording of single messages in mails, in Fluent's form without the id.
CREATE TABLE texts (
    language TEXT NOT NULL,
    id       TEXT NOT NULL,
    value    TEXT NOT NULL,
    PRIMARY KEY (language, id)
);
