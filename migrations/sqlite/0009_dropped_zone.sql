-- The zone of a date that its event no longer has: the event may move to another one, what people were told of does not.
-- None: the event's.

ALTER TABLE occurrences ADD COLUMN zone TEXT;
