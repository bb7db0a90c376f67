-- Claims are read from every statement on import. value: NULL for a range; falls are negative.
-- basis: reo, contained or gross; months: the period meant; speaker: bytes of the statement.
ALTER TABLE claim ADD COLUMN value REAL;
ALTER TABLE claim ADD COLUMN basis TEXT;
ALTER TABLE claim ADD COLUMN months INTEGER NOT NULL DEFAULT 0;
ALTER TABLE claim ADD COLUMN fiscal INTEGER NOT NULL DEFAULT 0;
ALTER TABLE claim ADD COLUMN by_year INTEGER NOT NULL DEFAULT 0;
ALTER TABLE claim ADD COLUMN year_on_year INTEGER NOT NULL DEFAULT 0;
ALTER TABLE claim ADD COLUMN speaker_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE claim ADD COLUMN speaker_length INTEGER NOT NULL DEFAULT 0;
CREATE INDEX claim_by_relation ON claim(relation, statement);

-- What a claim speaks of, as the glossary calls it: the best concept of each kind. place: where
-- the name stands (clause, sentence, heading, title).
CREATE TABLE claim_name(
    claim INTEGER NOT NULL REFERENCES claim(id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    place TEXT NOT NULL,
    PRIMARY KEY(claim, kind)) WITHOUT ROWID;
CREATE INDEX claim_name_by_key ON claim_name(key, claim);
