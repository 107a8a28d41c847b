-- The hold that a person ended, so that it does not catch the mail again. Only a rule's hold would.

ALTER TABLE notifications ADD COLUMN released TEXT;
