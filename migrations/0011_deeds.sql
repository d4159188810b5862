-- What was done in the case, each deed a letter and the days since the entry (follow::cases::deeds); null until the row is
-- projected again. `deeds_elsewhere`: something was recorded at another platform than the one that holds the case.
ALTER TABLE case_facts ADD COLUMN deeds TEXT;
ALTER TABLE case_facts ADD COLUMN deeds_elsewhere BOOLEAN;
CREATE INDEX case_facts_elsewhere ON case_facts (case_id) WHERE deeds_elsewhere;
