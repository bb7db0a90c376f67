-- at and length: bytes of the statement. What a claim does not say is NULL; implied lists the
-- fields that were concluded from elsewhere. state: found, confirmed, mended or rejected.
CREATE TABLE claim(
    id INTEGER PRIMARY KEY,
    statement INTEGER NOT NULL REFERENCES statement(id),
    at INTEGER NOT NULL,
    length INTEGER NOT NULL,
    relation TEXT NOT NULL,
    quantity TEXT,
    entity TEXT,
    low REAL,
    high REAL,
    unit TEXT,
    bound TEXT,
    year INTEGER,
    base_year INTEGER,
    speech TEXT,
    implied TEXT,
    state TEXT NOT NULL DEFAULT 'found');
CREATE INDEX claim_by_statement ON claim(statement);
