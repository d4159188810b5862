-- What a level asks of all those below for a school year, in words (PRODUCT.md B2). The highest version holds.
CREATE TABLE orientation (
    territory TEXT NOT NULL REFERENCES territory (code),
    school_year BIGINT NOT NULL,
    version BIGINT NOT NULL,
    words TEXT NOT NULL,
    -- why it replaces the version before; empty for the first
    reason TEXT NOT NULL,
    written_at TIMESTAMPTZ NOT NULL,
    written_by UUID REFERENCES account (id),
    PRIMARY KEY (territory, school_year, version)
);

-- What a département and one of its platforms negotiate: an indicator, or words with a scale. One history a year for an indicator.
CREATE TABLE objective (
    id UUID PRIMARY KEY,
    platform TEXT NOT NULL REFERENCES platform (code),
    school_year BIGINT NOT NULL,
    indicator TEXT,
    title TEXT,
    opened_at TIMESTAMPTZ NOT NULL,
    UNIQUE (platform, school_year, indicator),
    CHECK ((indicator IS NULL) <> (title IS NULL))
);

-- The scale of an objective in words, from the lowest step, 1.
CREATE TABLE objective_step (
    objective_id UUID NOT NULL REFERENCES objective (id),
    step BIGINT NOT NULL,
    label TEXT NOT NULL,
    PRIMARY KEY (objective_id, step)
);

-- What each party said, in order; nothing is ever changed. `aim`: in the unit of the indicator (a rate between 0 and 1), or a step.
CREATE TABLE objective_turn (
    objective_id UUID NOT NULL REFERENCES objective (id),
    number BIGINT NOT NULL,
    side TEXT NOT NULL CHECK (side IN ('department', 'platform')),
    act TEXT NOT NULL CHECK (act IN ('propose', 'agree', 'withdraw')),
    aim DOUBLE PRECISION,
    means TEXT NOT NULL,
    why TEXT NOT NULL,
    answer_by DATE,
    said_at TIMESTAMPTZ NOT NULL,
    said_by UUID REFERENCES account (id),
    PRIMARY KEY (objective_id, number),
    CHECK ((act = 'propose') = (aim IS NOT NULL)),
    CHECK ((act = 'propose') = (answer_by IS NOT NULL))
);

-- Where one stands on the scale of an objective in words, and what shows it.
CREATE TABLE objective_assessment (
    id UUID PRIMARY KEY,
    objective_id UUID NOT NULL REFERENCES objective (id),
    step BIGINT NOT NULL,
    evidence TEXT NOT NULL,
    assessed_on DATE NOT NULL,
    said_at TIMESTAMPTZ NOT NULL,
    said_by UUID REFERENCES account (id)
);
CREATE INDEX objective_assessment_objective ON objective_assessment (objective_id, assessed_on);

-- A target that was agreed by both names the negotiation: it is changed there, and nowhere else.
ALTER TABLE target ADD COLUMN objective_id UUID REFERENCES objective (id);
