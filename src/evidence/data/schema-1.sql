-- A file as it came. Its bytes are kept, so that every span can be shown in its place.
CREATE TABLE original(
    id INTEGER PRIMARY KEY,
    sha256 TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    format TEXT NOT NULL,
    encoding TEXT NOT NULL,
    imported TEXT NOT NULL,
    bytes BLOB NOT NULL);

-- date: YYYY, YYYY-MM, YYYY-MM-DD or YYYY-MM-DD HH:MM; NULL when the document gives none.
-- dup_of: the earliest document that says nearly the same.
CREATE TABLE document(
    id INTEGER PRIMARY KEY,
    sha256 BLOB NOT NULL UNIQUE,
    title TEXT NOT NULL,
    title_zh TEXT,
    source TEXT,
    date TEXT,
    language TEXT NOT NULL,
    url TEXT,
    dup_of INTEGER REFERENCES document(id));
CREATE INDEX document_by_date ON document(date);
CREATE INDEX document_by_source ON document(source);
CREATE INDEX document_by_dup ON document(dup_of) WHERE dup_of IS NOT NULL;

CREATE TABLE document_body(
    document INTEGER PRIMARY KEY REFERENCES document(id),
    body TEXT NOT NULL);

-- at: where the body starts in the bytes of the original; NULL when they had to be converted.
CREATE TABLE document_origin(
    document INTEGER NOT NULL REFERENCES document(id),
    original INTEGER NOT NULL REFERENCES original(id),
    at INTEGER,
    PRIMARY KEY(document, original)) WITHOUT ROWID;

-- A heading and what stands under it. at and length of a statement: bytes of the body.
CREATE TABLE insight_group(
    id INTEGER PRIMARY KEY,
    document INTEGER NOT NULL REFERENCES document(id),
    position INTEGER NOT NULL,
    title TEXT NOT NULL);
CREATE INDEX insight_group_by_document ON insight_group(document);

CREATE TABLE statement(
    id INTEGER PRIMARY KEY,
    document INTEGER NOT NULL REFERENCES document(id),
    insight_group INTEGER NOT NULL REFERENCES insight_group(id),
    position INTEGER NOT NULL,
    at INTEGER NOT NULL,
    length INTEGER NOT NULL,
    citations TEXT);
CREATE INDEX statement_by_document ON statement(document);

CREATE TABLE topic(
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    query TEXT,
    created TEXT NOT NULL);
CREATE TABLE document_topic(
    topic INTEGER NOT NULL REFERENCES topic(id),
    document INTEGER NOT NULL REFERENCES document(id),
    PRIMARY KEY(topic, document)) WITHOUT ROWID;

-- What the glossary knows and a document names.
CREATE TABLE concept(
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    name_zh TEXT);
CREATE TABLE document_concept(
    document INTEGER NOT NULL REFERENCES document(id),
    concept INTEGER NOT NULL REFERENCES concept(id),
    times INTEGER NOT NULL,
    PRIMARY KEY(document, concept)) WITHOUT ROWID;
CREATE INDEX document_concept_by_concept ON document_concept(concept, document);

-- numbers: what only this one and only the other says, as in "12.8% | 18.2%".
CREATE TABLE near_copy(
    document INTEGER NOT NULL REFERENCES document(id),
    other INTEGER NOT NULL REFERENCES document(id),
    containment REAL NOT NULL,
    only_here TEXT NOT NULL,
    only_there TEXT NOT NULL,
    PRIMARY KEY(document, other)) WITHOUT ROWID;
CREATE TABLE sketch(
    document INTEGER PRIMARY KEY REFERENCES document(id),
    pairs INTEGER NOT NULL,
    hashes BLOB NOT NULL);

-- Blocks of `Size` (sizes.h).
CREATE TABLE size(
    kind INTEGER NOT NULL,
    block INTEGER NOT NULL,
    items BLOB NOT NULL,
    PRIMARY KEY(kind, block));

CREATE VIRTUAL TABLE document_text USING fts5(
    title, body, source, content='', columnsize=0, tokenize='lode');
CREATE VIRTUAL TABLE statement_text USING fts5(
    title, body, content='', columnsize=0, tokenize='lode');
INSERT INTO document_text(document_text, rank) VALUES('hashsize', 16777216);
INSERT INTO statement_text(statement_text, rank) VALUES('hashsize', 16777216);
