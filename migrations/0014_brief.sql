-- What of a case enters the figures, in a few characters (follow::cases::brief): those of a whole platform are read as one text.
-- Empty until the row is projected again (follow::cases::again).
ALTER TABLE case_facts ADD COLUMN brief TEXT NOT NULL DEFAULT '';
