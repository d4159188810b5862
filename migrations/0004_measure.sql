-- The number a territory commits to for an indicator and a school year (year = the one it starts in).
CREATE TABLE target (
    id UUID PRIMARY KEY,
    territory TEXT NOT NULL REFERENCES territory (code),
    indicator TEXT NOT NULL,
    school_year BIGINT NOT NULL,
    value DOUBLE PRECISION NOT NULL,
    set_at TIMESTAMPTZ NOT NULL,
    set_by UUID REFERENCES account (id),
    ended_at TIMESTAMPTZ
);
CREATE INDEX target_territory ON target (territory, school_year);
