-- The journal, and what only hand-written statements know. This file is part of the first migration and never
-- changes; what comes later is a file of its own.
CREATE TABLE floodgate.campaign (
    number integer PRIMARY KEY,
    id text COLLATE "C" NOT NULL UNIQUE);

-- Who took the epoch is kept for the console, and for ending the session of a writer that was taken over. A row is
-- changed by every commit: room is left on its page, so that no index is.
CREATE TABLE floodgate.chain (
    id bigint PRIMARY KEY,
    epoch bigint NOT NULL,
    position bigint NOT NULL,
    hash bytea NOT NULL,
    node text COLLATE "C",
    pid integer,
    session_start timestamptz,
    taken_at bigint)
    WITH (fillfactor = 40, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);

-- The key is (chain << 36) | position: no two rows of one chain have one position, whoever writes them.
CREATE TABLE floodgate.journal (
    id bigint PRIMARY KEY,
    epoch bigint NOT NULL,
    time bigint NOT NULL,
    previous bytea NOT NULL,
    hash bytea NOT NULL,
    body bytea NOT NULL);

-- Bodies are packed already and do not get smaller.
ALTER TABLE floodgate.journal ALTER COLUMN body SET STORAGE EXTERNAL;

-- A write that means nothing: whether the store takes any.
CREATE TABLE floodgate.touch (
    id integer PRIMARY KEY CHECK (id = 1),
    n bigint NOT NULL);
INSERT INTO floodgate.touch (id, n) VALUES (1, 0);

-- How new the schema is, and how new a program must be to work on it.
CREATE TABLE floodgate.schema_level (
    one boolean PRIMARY KEY DEFAULT true CHECK (one),
    level integer NOT NULL,
    needs integer NOT NULL);
INSERT INTO floodgate.schema_level (level, needs) VALUES (1, 1);
