-- Young people, their cases and what happened; the lists they come from.

-- A list as it was received, before and after it is applied.
CREATE TABLE intake_list (
    id UUID PRIMARY KEY,
    platform TEXT NOT NULL REFERENCES platform (code),
    -- the category of MEASURE.md §4, and the name under which its mapping is remembered
    source TEXT NOT NULL CHECK (source IN ('national_list', 'mission_locale', 'apprenticeship', 'school', 'agricultural', 'himself', 'partner', 'other')),
    source_name TEXT NOT NULL,
    file_name TEXT NOT NULL,
    file_hash TEXT NOT NULL,
    file_bytes BIGINT NOT NULL,
    -- the day the list is of: ages are taken then, and its young people are reported then
    listed_on DATE NOT NULL,
    format TEXT NOT NULL,
    -- how it was read (follow::intake::reading), as JSON: the mapping of its columns, what the user imposed
    mapping TEXT NOT NULL,
    overrides TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('staged', 'applied', 'abandoned', 'undone')),
    received_at TIMESTAMPTZ NOT NULL,
    received_by UUID REFERENCES account (id),
    applied_at TIMESTAMPTZ,
    applied_by UUID REFERENCES account (id),
    undone_at TIMESTAMPTZ,
    undone_by UUID REFERENCES account (id),
    lines BIGINT NOT NULL,
    created BIGINT NOT NULL,
    attached BIGINT NOT NULL,
    to_review BIGINT NOT NULL,
    refused BIGINT NOT NULL,
    ignored BIGINT NOT NULL,
    CHECK (lines = created + attached + to_review + refused + ignored)
);
CREATE INDEX intake_list_platform ON intake_list (platform, received_at);

-- The file itself, kept while the list is staged so that a changed mapping reads it again.
CREATE TABLE intake_file (
    list_id UUID PRIMARY KEY REFERENCES intake_list (id),
    content BYTEA NOT NULL
);

CREATE TABLE youth (
    id UUID PRIMARY KEY,
    last_name TEXT NOT NULL,
    usage_name TEXT,
    first_names TEXT NOT NULL,
    folded TEXT NOT NULL,
    sex TEXT CHECK (sex IN ('F', 'M')),
    born_on DATE NOT NULL,
    priority_district BOOLEAN,
    created_at TIMESTAMPTZ NOT NULL,
    created_by UUID REFERENCES account (id),
    list_id UUID REFERENCES intake_list (id),
    -- the list that brought the youth was undone: seen nowhere, matched with nobody
    removed_at TIMESTAMPTZ
);
CREATE INDEX youth_folded ON youth (folded);
CREATE INDEX youth_born ON youth (born_on);
CREATE INDEX youth_list ON youth (list_id);

-- Who a youth was said to be before a correction: nothing is overwritten.
CREATE TABLE former_identity (
    id UUID PRIMARY KEY,
    youth_id UUID NOT NULL REFERENCES youth (id),
    last_name TEXT NOT NULL,
    usage_name TEXT,
    first_names TEXT NOT NULL,
    sex TEXT CHECK (sex IN ('F', 'M')),
    born_on DATE NOT NULL,
    priority_district BOOLEAN,
    corrected_at TIMESTAMPTZ NOT NULL,
    corrected_by UUID REFERENCES account (id)
);
CREATE INDEX former_identity_youth ON former_identity (youth_id);

-- Blocking keys of `matching`, so that only likely candidates are read.
CREATE TABLE youth_key (
    key BIGINT NOT NULL,
    youth_id UUID NOT NULL REFERENCES youth (id)
);
CREATE INDEX youth_key_key ON youth_key (key, youth_id);
CREATE INDEX youth_key_youth ON youth_key (youth_id);

CREATE TABLE youth_ine (
    id UUID PRIMARY KEY,
    youth_id UUID NOT NULL REFERENCES youth (id),
    ine TEXT NOT NULL,
    list_id UUID REFERENCES intake_list (id),
    removed_at TIMESTAMPTZ
);
CREATE INDEX youth_ine_youth ON youth_ine (youth_id);
CREATE INDEX youth_ine_ine ON youth_ine (ine);

CREATE TABLE guardian (
    id UUID PRIMARY KEY,
    youth_id UUID NOT NULL REFERENCES youth (id),
    name TEXT NOT NULL,
    relation TEXT,
    list_id UUID REFERENCES intake_list (id),
    recorded_at TIMESTAMPTZ NOT NULL,
    removed_at TIMESTAMPTZ
);
CREATE INDEX guardian_youth ON guardian (youth_id);

-- A way to reach the youth or a guardian. A wrong number is kept, barred, never erased.
CREATE TABLE contact_point (
    id UUID PRIMARY KEY,
    youth_id UUID NOT NULL REFERENCES youth (id),
    guardian_id UUID REFERENCES guardian (id),
    kind TEXT NOT NULL CHECK (kind IN ('phone', 'email', 'address')),
    value TEXT NOT NULL,
    postcode TEXT,
    commune TEXT REFERENCES commune (code),
    commune_name TEXT,
    list_id UUID REFERENCES intake_list (id),
    recorded_at TIMESTAMPTZ NOT NULL,
    recorded_by UUID REFERENCES account (id),
    wrong_since DATE,
    removed_at TIMESTAMPTZ
);
CREATE INDEX contact_point_youth ON contact_point (youth_id);
CREATE INDEX contact_point_value ON contact_point (value);

CREATE TABLE schooling (
    id UUID PRIMARY KEY,
    youth_id UUID NOT NULL REFERENCES youth (id),
    category TEXT NOT NULL CHECK (category IN ('college', 'general', 'vocational', 'apprenticeship', 'other', 'unknown')),
    formation TEXT,
    mef TEXT,
    school_code TEXT,
    school_name TEXT,
    diploma TEXT,
    left_on DATE,
    list_id UUID REFERENCES intake_list (id),
    recorded_at TIMESTAMPTZ NOT NULL,
    removed_at TIMESTAMPTZ
);
CREATE INDEX schooling_youth ON schooling (youth_id);

-- A spell of follow-up of one youth by one platform (French: dossier).
CREATE TABLE youth_case (
    id UUID PRIMARY KEY,
    reference TEXT NOT NULL UNIQUE,
    youth_id UUID NOT NULL REFERENCES youth (id),
    platform TEXT NOT NULL REFERENCES platform (code),
    events BIGINT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    list_id UUID REFERENCES intake_list (id)
);
CREATE INDEX youth_case_youth ON youth_case (youth_id);
CREATE INDEX youth_case_list ON youth_case (list_id);

CREATE TABLE case_number (
    platform TEXT NOT NULL REFERENCES platform (code),
    year BIGINT NOT NULL,
    last BIGINT NOT NULL,
    PRIMARY KEY (platform, year)
);

-- What happened (MEASURE.md §1). A row is never changed: a correction is a new row that names the one it `replaces`;
-- a row of kind Withdrawn replaces by nothing.
CREATE TABLE case_event (
    case_id UUID NOT NULL REFERENCES youth_case (id),
    number BIGINT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('Listed', 'LeftList', 'CameForward', 'Verified', 'ContactAttempted', 'InterviewHeld', 'InterviewMissed', 'Refused', 'Unreachable', 'SupportStarted', 'SupportEnded', 'SolutionProposed', 'SolutionDeclined', 'SolutionStarted', 'SolutionBroken', 'SolutionCompleted', 'SituationChecked', 'Summoned', 'DepartmentNotified', 'Exempted', 'Assigned', 'TransferredOut', 'TransferredIn', 'Closed', 'Reopened', 'Withdrawn')),
    happened_on DATE NOT NULL,
    recorded_at TIMESTAMPTZ NOT NULL,
    recorded_by UUID REFERENCES account (id),
    platform TEXT NOT NULL REFERENCES platform (code),
    replaces BIGINT,
    -- Verified: Confirmed, NotConcerned · ContactAttempted: Reached, NoAnswer, Message, WrongNumber, CallBack
    -- SituationChecked: Still, NoLonger, Unknown
    outcome TEXT,
    -- Verified(NotConcerned), Closed
    reason TEXT,
    -- ContactAttempted: phone, sms, email, letter, visit, messaging
    channel TEXT,
    -- ContactAttempted: youth, guardian
    person TEXT CHECK (person IN ('youth', 'guardian')),
    -- CallBack: the day promised · Exempted: until · Solution*: the end foreseen
    due_on DATE,
    -- CallBack: the hour promised, HH:MM
    due_time TEXT,
    -- InterviewHeld
    guardian_present BOOLEAN,
    -- CameForward
    right_to_return BOOLEAN,
    -- InterviewHeld, Support*, Assigned: who
    member_id UUID REFERENCES member (id),
    -- SupportStarted: MLDS, mission locale, PACEA…
    scheme TEXT,
    -- Solution*: initial_training, apprenticeship, continuing_training, employment, civic_service, other
    solution TEXT CHECK (solution IN ('initial_training', 'apprenticeship', 'continuing_training', 'employment', 'civic_service', 'other')),
    place TEXT,
    -- Listed, LeftList: the list and the category of its source; the day of departure it reports
    list_id UUID REFERENCES intake_list (id),
    source TEXT,
    left_on DATE,
    -- TransferredOut, TransferredIn
    other_platform TEXT REFERENCES platform (code),
    -- Never leaves the platform.
    note TEXT,
    -- Of a correction or a withdrawal: the reason given. Never leaves the platform.
    why TEXT,
    PRIMARY KEY (case_id, number)
);
CREATE INDEX case_event_list ON case_event (list_id);

-- One row a case: where it stands, from its events known today. Always a pure function of them (follow::cases::facts).
-- Situation on a day d: `situation`, or `unknown` from `lapses_on` on.
CREATE TABLE case_facts (
    case_id UUID PRIMARY KEY REFERENCES youth_case (id),
    youth_id UUID NOT NULL REFERENCES youth (id),
    platform TEXT NOT NULL REFERENCES platform (code),
    entry_on DATE NOT NULL,
    entry_month TEXT NOT NULL,
    sex TEXT NOT NULL CHECK (sex IN ('F', 'M', 'unknown')),
    age BIGINT NOT NULL,
    source TEXT NOT NULL,
    schooling TEXT NOT NULL,
    priority_district TEXT NOT NULL CHECK (priority_district IN ('yes', 'no', 'unknown')),
    verification TEXT NOT NULL CHECK (verification IN ('to_verify', 'not_concerned', 'confirmed')),
    situation TEXT NOT NULL CHECK (situation IN ('in_solution', 'supported', 'in_contact', 'refused', 'unreachable', 'unknown')),
    situation_since DATE,
    lapses_on DATE,
    solution TEXT,
    first_attempt_on DATE,
    first_contact_on DATE,
    first_interview_on DATE,
    first_support_on DATE,
    first_solution_on DATE,
    first_solution TEXT,
    days_to_contact BIGINT,
    days_to_solution BIGINT,
    attempts BIGINT NOT NULL,
    worker UUID REFERENCES member (id),
    last_event BIGINT NOT NULL,
    last_event_on DATE NOT NULL,
    closed BOOLEAN NOT NULL
);
CREATE INDEX case_facts_platform ON case_facts (platform, entry_on);
CREATE INDEX case_facts_entry ON case_facts (entry_on);
CREATE INDEX case_facts_youth ON case_facts (youth_id);
CREATE INDEX case_facts_worker ON case_facts (worker);

-- What a case asks for, and when: from `opens_on` it stands in the queue, `due_on` is the last good day, from `closes_on` on
-- it makes no sense any more.
CREATE TABLE case_due (
    case_id UUID NOT NULL REFERENCES youth_case (id),
    reason TEXT NOT NULL,
    platform TEXT NOT NULL REFERENCES platform (code),
    opens_on DATE NOT NULL,
    due_on DATE NOT NULL,
    due_time TEXT,
    closes_on DATE,
    PRIMARY KEY (case_id, reason)
);
CREATE INDEX case_due_queue ON case_due (platform, opens_on);

-- A line of a list and what became of it.
CREATE TABLE intake_line (
    list_id UUID NOT NULL REFERENCES intake_list (id),
    line BIGINT NOT NULL,
    verdict TEXT NOT NULL CHECK (verdict IN ('created', 'attached', 'to_review', 'refused', 'ignored')),
    person TEXT NOT NULL,
    -- the checked line as JSON (follow::intake), null when refused or ignored
    candidate TEXT,
    youth_id UUID REFERENCES youth (id),
    case_id UUID REFERENCES youth_case (id),
    -- set when a person settled a line that was to review
    settled_at TIMESTAMPTZ,
    settled_by UUID REFERENCES account (id),
    settled_as TEXT CHECK (settled_as IN ('same', 'different')),
    PRIMARY KEY (list_id, line)
);
CREATE INDEX intake_line_youth ON intake_line (youth_id);
CREATE INDEX intake_line_case ON intake_line (case_id);

-- Whom a line to review resembles: a youth already known, or, until the list is applied, an earlier line of it.
CREATE TABLE intake_rival (
    list_id UUID NOT NULL,
    line BIGINT NOT NULL,
    position BIGINT NOT NULL,
    youth_id UUID REFERENCES youth (id),
    rival_line BIGINT,
    reasons TEXT NOT NULL,
    PRIMARY KEY (list_id, line, position),
    FOREIGN KEY (list_id, line) REFERENCES intake_line (list_id, line)
);
CREATE INDEX intake_rival_youth ON intake_rival (youth_id);

CREATE TABLE intake_message (
    list_id UUID NOT NULL REFERENCES intake_list (id),
    position BIGINT NOT NULL,
    line BIGINT,
    column_name TEXT,
    read TEXT,
    level TEXT NOT NULL CHECK (level IN ('refused', 'warning', 'info')),
    text TEXT NOT NULL,
    PRIMARY KEY (list_id, position)
);

-- The mapping of columns a platform chose for a source, used by itself next month.
CREATE TABLE intake_mapping (
    platform TEXT NOT NULL REFERENCES platform (code),
    source_name TEXT NOT NULL,
    mapping TEXT NOT NULL,
    saved_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (platform, source_name)
);
