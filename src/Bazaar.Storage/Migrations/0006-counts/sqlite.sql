-- Counts that people take together: a session, what each of them scanned, and what became of codes that no product has.

CREATE TABLE count_session (
  number      INTEGER PRIMARY KEY AUTOINCREMENT,
  id          BLOB    NOT NULL UNIQUE,
  store       INTEGER NOT NULL REFERENCES store (id),
  name        TEXT,
  category    TEXT,               -- only products of it; null: all
  blind       INTEGER NOT NULL,   -- 1: who counts does not see the book
  status      TEXT    NOT NULL,   -- open, posted, cancelled
  opened_at   INTEGER NOT NULL,
  opened_by   TEXT    NOT NULL,
  ended_at    INTEGER,
  ended_by    TEXT,
  scans       INTEGER NOT NULL DEFAULT 0,
  missing     TEXT,               -- when posted: ignore or zero
  counted_at  INTEGER,            -- when posted: the time that was stated
  entry_id    BLOB,               -- when posted: the entry in the store's ledger
  entry_seq   INTEGER,
  fingerprint BLOB    NOT NULL
);
CREATE INDEX count_session_store ON count_session (store, number);
CREATE INDEX count_session_open ON count_session (number) WHERE status = 'open';

CREATE TABLE count_scan (
  session     INTEGER NOT NULL REFERENCES count_session (number),
  id          BLOB    NOT NULL,
  code        TEXT    NOT NULL,   -- as it was scanned or typed
  code_key    TEXT    NOT NULL,
  product     INTEGER,            -- null: a code to resolve
  why         TEXT,               -- of a code to resolve: unknown or outside
  quantity    INTEGER NOT NULL,   -- thousandths of the base unit; of a code to resolve, as it was given
  pack        TEXT,
  counter     TEXT    NOT NULL,
  at          INTEGER NOT NULL,
  recorded_at INTEGER NOT NULL,
  actor       TEXT    NOT NULL,
  fingerprint BLOB    NOT NULL,
  PRIMARY KEY (session, id)
) WITHOUT ROWID;
CREATE INDEX count_scan_to_resolve ON count_scan (session, code_key) WHERE product IS NULL;

CREATE TABLE count_code (
  session  INTEGER NOT NULL REFERENCES count_session (number),
  code_key TEXT    NOT NULL,
  product  INTEGER,               -- what the code stands for; null: dropped
  reason   TEXT,                  -- why it was dropped
  actor    TEXT    NOT NULL,
  at       INTEGER NOT NULL,
  PRIMARY KEY (session, code_key)
) WITHOUT ROWID;

CREATE TRIGGER count_session_no_delete BEFORE DELETE ON count_session BEGIN SELECT RAISE(ABORT, 'a count is cancelled, never deleted'); END;
CREATE TRIGGER count_scan_no_delete BEFORE DELETE ON count_scan BEGIN SELECT RAISE(ABORT, 'a scan is corrected by another scan, never deleted'); END;
