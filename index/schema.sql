-- The catalog: the truth about an archive. Keyword and vector stores mirror it and can be rebuilt from it.

CREATE TABLE facts (
    name TEXT PRIMARY KEY,      -- 'schema', 'encoder', 'archive', 'vectors_at', 'salt', 'erasing', 'moving', 'generation:…'
    value TEXT NOT NULL         -- JSON
) STRICT;

CREATE TABLE articles (
    key INTEGER PRIMARY KEY,    -- one revision of one article
    id TEXT NOT NULL,
    revision INTEGER NOT NULL,
    current INTEGER NOT NULL,   -- 1 for the newest revision, which alone is searched
    content_hash TEXT NOT NULL,
    source TEXT NOT NULL,       -- the folder or file that was indexed
    file TEXT NOT NULL,         -- the file of it that holds this article
    title TEXT NOT NULL,
    text TEXT NOT NULL,
    published_start TEXT NOT NULL,
    published_end TEXT NOT NULL,
    language TEXT NOT NULL,
    outlet TEXT NOT NULL,
    url TEXT NOT NULL,
    author TEXT NOT NULL,
    section TEXT NOT NULL DEFAULT '',
    keywords TEXT NOT NULL DEFAULT '[]',        -- JSON
    published_at TEXT NOT NULL DEFAULT '',      -- ISO 8601, with the zone that the source gave
    modified_at TEXT NOT NULL DEFAULT '',
    gone_since TEXT NOT NULL DEFAULT '',        -- ISO 8601: when it was found to be no longer in its source, and kept
    UNIQUE (id, revision)
) STRICT;
CREATE UNIQUE INDEX article_current ON articles (id) WHERE current = 1;
CREATE INDEX article_file ON articles (source, file);
CREATE INDEX article_published ON articles (published_start, published_end) WHERE current = 1;
CREATE INDEX article_outlet ON articles (outlet) WHERE current = 1;

CREATE TABLE passages (
    id INTEGER PRIMARY KEY AUTOINCREMENT,   -- never given out twice, so that a mirror cannot mistake one for another
    article INTEGER NOT NULL REFERENCES articles (key),
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL
) STRICT;
CREATE INDEX passage_article ON passages (article);

-- A number that a sentence reports, of articles that are searched. Starts and ends are offsets into the article's text.
CREATE TABLE figures (
    article INTEGER NOT NULL REFERENCES articles (key),
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    sentence_start INTEGER NOT NULL,
    sentence_end INTEGER NOT NULL,
    value REAL,                 -- NULL where only the power of ten is said ("tientallen"), and for a score
    magnitude REAL,             -- that power of ten
    bound TEXT NOT NULL,
    counted TEXT NOT NULL,      -- one key in Dutch and English
    counted_start INTEGER NOT NULL,
    counted_end INTEGER NOT NULL,
    who_start INTEGER,
    who_end INTEGER,
    source_start INTEGER,       -- who says so
    source_end INTEGER,
    time_start INTEGER,         -- the expression of time that dates it
    time_end INTEGER,
    as_of_start TEXT,           -- the days that it means
    as_of_end TEXT,
    former INTEGER NOT NULL,    -- 1 for the older one of "from 22 to 25"
    PRIMARY KEY (article, start)
) STRICT, WITHOUT ROWID;

-- A file that articles were read from.
CREATE TABLE files (
    source TEXT NOT NULL,
    file TEXT NOT NULL,
    digest TEXT NOT NULL,       -- of its bytes, once all of it has been read, empty before
    stamp TEXT NOT NULL,        -- its size and times then, a file with the same ones need not be read to be compared
    articles INTEGER NOT NULL,  -- how many it gave
    withheld INTEGER NOT NULL DEFAULT 0,    -- how many more it has that were forgotten
    PRIMARY KEY (source, file)
) STRICT, WITHOUT ROWID;

-- A passage that a mirror has yet to agree with the catalog about: to take in if it stands in `passages`, else to drop.
-- The mirrors are `keywords`, `vectors`, and `recent`, which holds the vectors of what is pending for `vectors`.
CREATE TABLE pending (
    mirror TEXT NOT NULL,
    passage INTEGER NOT NULL,
    PRIMARY KEY (mirror, passage)
) STRICT, WITHOUT ROWID;

-- When what an article tells happened: its expressions of time, of articles that are searched. Days are ordinals, so
-- that an open end ("since 2022") is the first or the last day there is.
CREATE TABLE times (
    article INTEGER NOT NULL REFERENCES articles (key),
    start INTEGER NOT NULL,     -- of the words, in the article's text
    "end" INTEGER NOT NULL,
    first INTEGER NOT NULL,     -- the days that they mean
    last INTEGER NOT NULL,
    PRIMARY KEY (article, start)
) STRICT, WITHOUT ROWID;

-- A run: of sources into the archive.
CREATE TABLE runs (
    key INTEGER PRIMARY KEY,
    began TEXT NOT NULL,        -- ISO 8601, UTC
    seconds REAL NOT NULL,
    ending TEXT NOT NULL,       -- 'running', 'finished', 'interrupted', 'failed', 'killed'
    rounds INTEGER NOT NULL,    -- runs in a row that told the same
    report TEXT NOT NULL        -- JSON, bounded
) STRICT;

-- An article that must not come back: a digest of its id, salted with the fact 'salt', so that the id itself is gone.
CREATE TABLE forgotten (
    digest TEXT PRIMARY KEY,
    since TEXT NOT NULL         -- ISO 8601, UTC
) STRICT, WITHOUT ROWID;

-- Articles that print one text, of those that are searched: the key of the first of them stands for all.
CREATE TABLE origins (
    article INTEGER PRIMARY KEY REFERENCES articles (key),
    origin INTEGER NOT NULL
) STRICT;
CREATE INDEX origin_article ON origins (origin);

-- Hashes of their texts, by the month of publication. Copies share some.
CREATE TABLE bands (
    month INTEGER NOT NULL,
    hash INTEGER NOT NULL,
    article INTEGER NOT NULL REFERENCES articles (key),
    PRIMARY KEY (month, hash, article)
) STRICT, WITHOUT ROWID;
