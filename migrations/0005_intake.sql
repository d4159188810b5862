-- The lines of lists that wait for a person: counted on every page by the menu, few among all those ever received.
CREATE INDEX intake_line_open ON intake_line (list_id, verdict) WHERE verdict = 'to_review' AND settled_at IS NULL;
