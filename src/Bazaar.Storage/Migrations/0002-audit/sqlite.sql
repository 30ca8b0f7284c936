-- The audit trail of everything that is not stock. One chain for the organisation; insert-only.

CREATE TABLE audit (
  seq           INTEGER PRIMARY KEY,
  at            INTEGER NOT NULL,
  actor         TEXT    NOT NULL,
  address       TEXT,
  action        TEXT    NOT NULL,
  subject       TEXT    NOT NULL,
  store         TEXT,               -- the store's code as it was written
  before        TEXT,               -- JSON, only what changed
  after         TEXT,
  previous_hash BLOB    NOT NULL,
  hash          BLOB    NOT NULL
);
CREATE INDEX audit_subject ON audit (lower(subject), seq);
CREATE INDEX audit_actor ON audit (lower(actor), seq);

CREATE TABLE audit_head (
  id   INTEGER PRIMARY KEY CHECK (id = 1),
  seq  INTEGER NOT NULL,
  hash BLOB    NOT NULL
);
INSERT INTO audit_head (id, seq, hash) VALUES (1, 0, zeroblob(32));

CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit trail is insert-only'); END;
CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit trail is insert-only'); END;
