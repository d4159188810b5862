-- Indicators that people add, without code (PRODUCT.md B1): a formula, a number typed by platform and month, a step of a scale.
CREATE TABLE own_indicator (
    -- D29.1: the territory that holds it, and its number there
    code TEXT PRIMARY KEY,
    territory TEXT NOT NULL REFERENCES territory (code),
    number BIGINT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('formula', 'entered', 'qualitative')),
    created_at TIMESTAMPTZ NOT NULL,
    created_by UUID REFERENCES account (id),
    retired_at TIMESTAMPTZ,
    retired_by UUID REFERENCES account (id),
    UNIQUE (territory, number)
);

-- Where it applies: these territories and all those below.
CREATE TABLE own_indicator_place (
    indicator TEXT NOT NULL REFERENCES own_indicator (code),
    territory TEXT NOT NULL REFERENCES territory (code),
    PRIMARY KEY (indicator, territory)
);
CREATE INDEX own_indicator_place_territory ON own_indicator_place (territory);

-- What it says. A published version is never changed; the one without a date of publication is the draft of the next.
CREATE TABLE own_indicator_version (
    indicator TEXT NOT NULL REFERENCES own_indicator (code),
    version BIGINT NOT NULL,
    -- raised each time the draft is kept: who kept it from an older one is told
    revision BIGINT NOT NULL,
    label TEXT NOT NULL,
    words TEXT NOT NULL,
    direction TEXT NOT NULL CHECK (direction IN ('up', 'down', 'neither')),
    shown TEXT NOT NULL CHECK (shown IN ('percent', 'number', 'days')),
    -- of a number: « places », « heures »
    unit TEXT NOT NULL,
    -- a formula, its indicators by their codes
    formula TEXT NOT NULL,
    -- the cases it is of, as in an address: sexe=F&age=16-17
    filters TEXT NOT NULL,
    -- the indicator whose variant it is; empty: none
    variant_of TEXT NOT NULL,
    -- how numbers typed add up
    adds_up TEXT NOT NULL CHECK (adds_up IN ('sum', 'last', 'no')),
    -- the steps of a scale, from the lowest, one a line
    scale TEXT NOT NULL,
    -- why it replaces the version before; empty for the first
    reason TEXT NOT NULL,
    starts_on DATE NOT NULL,
    saved_at TIMESTAMPTZ NOT NULL,
    saved_by UUID REFERENCES account (id),
    published_at TIMESTAMPTZ,
    PRIMARY KEY (indicator, version)
);

-- What a platform said of a month. Nothing is changed: the latest holds. No value: withdrawn.
CREATE TABLE own_entry (
    id UUID PRIMARY KEY,
    indicator TEXT NOT NULL REFERENCES own_indicator (code),
    platform TEXT NOT NULL REFERENCES platform (code),
    -- its first day
    month DATE NOT NULL,
    -- a number, or a step of the scale
    value DOUBLE PRECISION,
    -- what shows it; never leaves the platform
    evidence TEXT NOT NULL,
    entered_at TIMESTAMPTZ NOT NULL,
    entered_by UUID REFERENCES account (id)
);
CREATE INDEX own_entry_indicator ON own_entry (indicator, platform, month);
