-- Territories, platforms, accounts and rights.

CREATE TABLE territory (
    code TEXT PRIMARY KEY,
    level TEXT NOT NULL CHECK (level IN ('nation', 'region', 'academy', 'department', 'platform')),
    name TEXT NOT NULL,
    parent TEXT REFERENCES territory (code)
);
CREATE INDEX territory_parent ON territory (parent);

-- Each territory with itself and all those above it.
CREATE TABLE territory_ancestor (
    territory TEXT NOT NULL REFERENCES territory (code),
    ancestor TEXT NOT NULL REFERENCES territory (code),
    PRIMARY KEY (territory, ancestor)
);
CREATE INDEX territory_ancestor_down ON territory_ancestor (ancestor, territory);

CREATE TABLE platform (
    code TEXT PRIMARY KEY REFERENCES territory (code),
    department TEXT NOT NULL REFERENCES territory (code),
    academy TEXT NOT NULL REFERENCES territory (code),
    region TEXT NOT NULL REFERENCES territory (code),
    lead_organisation TEXT NOT NULL,
    opened_on DATE NOT NULL,
    closed_on DATE
);

CREATE TABLE arrondissement (
    code TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    department TEXT NOT NULL REFERENCES territory (code)
);

CREATE TABLE commune (
    code TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    folded TEXT NOT NULL,
    department TEXT NOT NULL REFERENCES territory (code),
    arrondissement TEXT REFERENCES arrondissement (code),
    population BIGINT NOT NULL
);
CREATE INDEX commune_folded ON commune (folded);

CREATE TABLE commune_postcode (
    postcode TEXT NOT NULL,
    commune TEXT NOT NULL REFERENCES commune (code),
    PRIMARY KEY (postcode, commune)
);

-- The perimeter of a platform, dated: `until` is the first day out, null while it lasts.
CREATE TABLE platform_commune (
    platform TEXT NOT NULL REFERENCES platform (code),
    commune TEXT NOT NULL REFERENCES commune (code),
    since DATE NOT NULL,
    until DATE,
    PRIMARY KEY (commune, since)
);
CREATE INDEX platform_commune_platform ON platform_commune (platform);

CREATE TABLE account (
    id UUID PRIMARY KEY,
    email TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    -- name and e-mail, lower-case and unaccented: what a search looks into and lists are sorted by
    folded TEXT NOT NULL,
    password_hash TEXT,
    theme TEXT NOT NULL DEFAULT 'system' CHECK (theme IN ('system', 'light', 'dark')),
    created_at TIMESTAMPTZ NOT NULL,
    signed_in_at TIMESTAMPTZ,
    closed_at TIMESTAMPTZ
);
CREATE INDEX account_folded ON account (folded);

-- Failed sign-ins by address typed (its SHA-256), known or not: an unknown account locks like another.
CREATE TABLE sign_in_failure (
    email_hash TEXT PRIMARY KEY,
    failures BIGINT NOT NULL,
    last_at TIMESTAMPTZ NOT NULL,
    locked_until TIMESTAMPTZ
);

CREATE TABLE account_role (
    id UUID PRIMARY KEY,
    account_id UUID NOT NULL REFERENCES account (id),
    role TEXT NOT NULL,
    territory TEXT NOT NULL REFERENCES territory (code),
    granted_at TIMESTAMPTZ NOT NULL,
    granted_by UUID REFERENCES account (id),
    ended_at TIMESTAMPTZ
);
CREATE INDEX account_role_account ON account_role (account_id);
CREATE INDEX account_role_territory ON account_role (territory);

-- The table of network::rights, written here at each migration so that SQL can join it.
CREATE TABLE role_permission (
    role TEXT NOT NULL,
    permission TEXT NOT NULL,
    PRIMARY KEY (role, permission)
);

-- What an account may do, and where: the territory of its role and all those below.
CREATE VIEW scope AS
SELECT ar.account_id, rp.permission, ta.territory, ar.id AS account_role_id
FROM account_role ar
JOIN account a ON a.id = ar.account_id AND a.closed_at IS NULL
JOIN role_permission rp ON rp.role = ar.role
JOIN territory_ancestor ta ON ta.ancestor = ar.territory
WHERE ar.ended_at IS NULL;

-- The same for platforms only. Every read of a platform's own things joins it.
CREATE VIEW visible_platform AS
SELECT DISTINCT s.account_id, s.permission, s.territory AS platform
FROM scope s JOIN platform p ON p.code = s.territory;

CREATE TABLE session (
    token_hash TEXT PRIMARY KEY,
    account_id UUID NOT NULL REFERENCES account (id),
    desk UUID REFERENCES account_role (id),
    created_at TIMESTAMPTZ NOT NULL,
    seen_at TIMESTAMPTZ NOT NULL,
    expires_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX session_account ON session (account_id);

CREATE TABLE invitation (
    token_hash TEXT PRIMARY KEY,
    account_id UUID NOT NULL REFERENCES account (id),
    created_at TIMESTAMPTZ NOT NULL,
    expires_at TIMESTAMPTZ NOT NULL,
    used_at TIMESTAMPTZ
);
CREATE INDEX invitation_account ON invitation (account_id);

CREATE TABLE api_token (
    id UUID PRIMARY KEY,
    token_hash TEXT NOT NULL UNIQUE,
    account_id UUID NOT NULL REFERENCES account (id),
    label TEXT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    used_at TIMESTAMPTZ,
    expires_at TIMESTAMPTZ NOT NULL,
    revoked_at TIMESTAMPTZ
);

-- Who can carry a case at a platform: a person of a member organisation, with or without an account.
CREATE TABLE member (
    id UUID PRIMARY KEY,
    platform TEXT NOT NULL REFERENCES platform (code),
    account_id UUID REFERENCES account (id),
    name TEXT NOT NULL,
    organisation TEXT NOT NULL,
    job TEXT NOT NULL,
    since DATE NOT NULL,
    until DATE
);
CREATE INDEX member_platform ON member (platform);
CREATE INDEX member_account ON member (account_id);
