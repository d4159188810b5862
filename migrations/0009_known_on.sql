-- What a past day knew of a case is its row of facts as it stands, unless something was recorded since. Null until the row is
-- projected again (follow::cases::again), which `pupitre migrate` does.
ALTER TABLE case_facts ADD COLUMN changed_at TIMESTAMPTZ;
-- Of the first solution, once it is 91, 182, 365, 547 days old: whether the youth was in solution on that day; whether a
-- solution was broken in the first 91.
ALTER TABLE case_facts ADD COLUMN in_solution_3m BOOLEAN;
ALTER TABLE case_facts ADD COLUMN in_solution_6m BOOLEAN;
ALTER TABLE case_facts ADD COLUMN in_solution_12m BOOLEAN;
ALTER TABLE case_facts ADD COLUMN in_solution_18m BOOLEAN;
ALTER TABLE case_facts ADD COLUMN broken_3m BOOLEAN;
CREATE INDEX youth_case_platform ON youth_case (platform);
