-- The address that a mail went to, or was refused for: the contact's may be another one by now.

ALTER TABLE notifications ADD COLUMN tried_to TEXT;
