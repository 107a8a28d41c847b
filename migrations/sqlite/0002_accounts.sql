-- People of the office who sign in, the ways in that were sent to them, and their sessions.
-- Tokens and codes are stored as hashes only.

CREATE TABLE accounts (
    id         INTEGER PRIMARY KEY,
    -- Folded to small letters.
    address    TEXT   NOT NULL UNIQUE,
    role       TEXT   NOT NULL CHECK (role IN ('lead', 'editor')),
    created_at BIGINT NOT NULL
);

CREATE TABLE sign_ins (
    id         INTEGER PRIMARY KEY,
    account_id BIGINT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    link_hash  TEXT   NOT NULL UNIQUE,
    -- The browser that asked, and the code that it may type; none for links made by command.
    browser    TEXT,
    code_hash  TEXT,
    -- Wrong codes so far.
    misses     BIGINT NOT NULL DEFAULT 0,
    made_at    BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX sign_ins_by_browser ON sign_ins (browser);

CREATE TABLE sessions (
    id         INTEGER PRIMARY KEY,
    account_id BIGINT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    token_hash TEXT   NOT NULL UNIQUE,
    made_at    BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
