-- How calendars that were mailed know a date (RECURRENCE-ID): it stays when the original start is edited.
-- None: it is the event's only date.

ALTER TABLE occurrences ADD COLUMN recurrence_id TEXT;

UPDATE occurrences SET recurrence_id = original_local
WHERE original_local NOT LIKE '~%'
AND event_id IN (SELECT event_id FROM occurrences GROUP BY event_id HAVING COUNT(*) > 1);
