-- What every wing stands on: the journal, background jobs, settings.

CREATE TABLE audit_head (
    id BIGINT PRIMARY KEY CHECK (id = 1),
    number BIGINT NOT NULL,
    hash TEXT NOT NULL
);
INSERT INTO audit_head (id, number, hash) VALUES (1, 0, '');

-- Each entry carries the hash of the one before (base::audit).
CREATE TABLE audit_entry (
    number BIGINT PRIMARY KEY,
    at TIMESTAMPTZ NOT NULL,
    account_id UUID,
    actor TEXT NOT NULL,
    action TEXT NOT NULL,
    target_kind TEXT NOT NULL,
    target TEXT NOT NULL,
    platform TEXT,
    hash TEXT NOT NULL
);
CREATE INDEX audit_entry_target ON audit_entry (target_kind, target);
CREATE INDEX audit_entry_platform ON audit_entry (platform, number);
CREATE INDEX audit_entry_account ON audit_entry (account_id, number);

CREATE TABLE job (
    id UUID PRIMARY KEY,
    kind TEXT NOT NULL,
    payload TEXT NOT NULL,
    key TEXT UNIQUE,
    run_at TIMESTAMPTZ NOT NULL,
    attempts BIGINT NOT NULL,
    last_error TEXT,
    finished_at TIMESTAMPTZ
);
CREATE INDEX job_due ON job (run_at) WHERE finished_at IS NULL;

CREATE TABLE setting (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
);
