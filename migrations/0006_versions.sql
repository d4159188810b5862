-- Things that processes keep a copy of in memory, and the number of the last commit that changed each (base::versions).
CREATE TABLE version_head (
    id BIGINT PRIMARY KEY CHECK (id = 1),
    number BIGINT NOT NULL
);
INSERT INTO version_head (id, number) VALUES (1, 0);

CREATE TABLE version (
    key TEXT PRIMARY KEY,
    number BIGINT NOT NULL
);
CREATE INDEX version_number ON version (number);
