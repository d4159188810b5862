-- What was published to peers and to the public, once and for all: a quarter of entries, as it was known at the end of a day.
CREATE TABLE release (
    id UUID PRIMARY KEY,
    -- its first day: a quarter is published once
    quarter DATE NOT NULL UNIQUE,
    known_on DATE NOT NULL,
    threshold BIGINT NOT NULL,
    -- the finest territories told by sex and by age (measure::releases::Detail)
    detail TEXT NOT NULL,
    program TEXT NOT NULL,
    made_at TIMESTAMPTZ NOT NULL,
    made_by UUID REFERENCES account (id)
);

-- A number, or the sign that stands in its place. The number behind a sign is nowhere in these tables.
CREATE TABLE release_cell (
    release_id UUID NOT NULL REFERENCES release (id),
    territory TEXT NOT NULL REFERENCES territory (code),
    -- « all », « sex F », « age 16-17 »…
    class TEXT NOT NULL,
    measure TEXT NOT NULL,
    sign TEXT NOT NULL CHECK (sign IN ('shown', 'small', 'for_another', 'not_sent')),
    value BIGINT,
    PRIMARY KEY (release_id, territory, class, measure),
    CHECK ((sign = 'shown') = (value IS NOT NULL))
);
