-- What the queue reads of each case: the commune alone, out of the many ways to reach somebody.
CREATE INDEX contact_point_commune ON contact_point (youth_id, commune)
    WHERE kind = 'address' AND guardian_id IS NULL AND removed_at IS NULL AND commune IS NOT NULL;
-- The whole of what is due, without reading the rows.
DROP INDEX case_due_queue;
CREATE INDEX case_due_queue ON case_due (platform, opens_on, closes_on, case_id, reason, due_on, due_time);
