"""The tables of a store, and their indexes."""

from zlib import crc32

from collabref.store.seal import APPLICATION_ID

# What stands in the full text between two passages. It is no word, and so never found.
BAR = "|"

TABLES = f"""
PRAGMA application_id = {APPLICATION_ID};

CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

-- Every record whole, as JSON, in reading order. weight: how much the library leans on it, for ranking.
CREATE TABLE record (
    position INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    json TEXT NOT NULL,
    checksum INTEGER NOT NULL,  -- the CRC-32 of json
    weight REAL NOT NULL
);

-- What people may type for a record, folded. rank: what wins where two records have the same, 0 before 1 before 2:
-- an id, a name or alias, a number that others gave to the work (DOI, PMID, PMCID).
CREATE TABLE name (
    folded TEXT NOT NULL, shown TEXT NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL, rank INTEGER NOT NULL
);

-- What references are filtered and sorted by.
CREATE TABLE reference (
    position INTEGER PRIMARY KEY REFERENCES record,
    id TEXT NOT NULL,
    authors TEXT NOT NULL,      -- family names, folded, each between two bars
    year INTEGER,
    type TEXT NOT NULL,
    design TEXT NOT NULL,
    study TEXT NOT NULL,        -- the main report of the study: this one or another
    reporter TEXT NOT NULL,
    not_counted TEXT NOT NULL,  -- why its result counts for no approach
    claims INTEGER NOT NULL     -- how many claims of the library cite it
);
-- References that are the same work as another of an earlier library: the key, folded, and the record as it is
-- cited by that key, as JSON: what its own library says of it, and what only the other has.
CREATE TABLE own (folded TEXT PRIMARY KEY, json TEXT NOT NULL) WITHOUT ROWID;
-- What a reference is about in a word, folded.
CREATE TABLE keyword (reference TEXT NOT NULL, word TEXT NOT NULL);
CREATE TABLE about (reference TEXT NOT NULL, approach TEXT NOT NULL);
-- What a reference reports for an approach; direction and points are empty on axes that have none.
CREATE TABLE result (
    reference TEXT NOT NULL,
    approach TEXT NOT NULL,
    axis TEXT NOT NULL,
    role TEXT NOT NULL,
    direction TEXT NOT NULL,
    points TEXT NOT NULL
);
CREATE TABLE cites (record TEXT NOT NULL, kind TEXT NOT NULL, reference TEXT NOT NULL);

-- Phrases that search treats as one, in stems.
CREATE TABLE synonym (phrase TEXT NOT NULL, other TEXT NOT NULL, PRIMARY KEY (phrase, other)) WITHOUT ROWID;

-- Words of no meaning, in stems.
CREATE TABLE small (stem TEXT PRIMARY KEY) WITHOUT ROWID;

-- The full text in stems, one row a record (rowid = position); passages of body and said are apart by BAR.
-- said: what other records say where they cite this one.
CREATE VIRTUAL TABLE fulltext USING fts5 (name, people, body, said, tokenize='ascii', prefix='3');
-- The words of the full text as people write them, to mend misspelt ones.
CREATE TABLE word (folded TEXT PRIMARY KEY, shown TEXT NOT NULL) WITHOUT ROWID;
"""

INDEXES = (
    "CREATE UNIQUE INDEX record_id ON record (kind, id)",
    "CREATE INDEX name_folded ON name (folded, rank)",
    "CREATE UNIQUE INDEX reference_id ON reference (id)",
    "CREATE INDEX reference_study ON reference (study)",
    "CREATE INDEX keyword_word ON keyword (word)",
    "CREATE INDEX about_approach ON about (approach)",
    "CREATE INDEX result_reference ON result (reference)",
    "CREATE INDEX cites_reference ON cites (reference)",
)

# A store with other tables than these is made again.
SCHEMA_VERSION = crc32(f"{TABLES}{INDEXES}".encode())
