-- Goods between stores. The document is worked out from its lines and steps; both are written with the ledger's entries, in one transaction.

CREATE TABLE transfer (
  number      INTEGER PRIMARY KEY AUTOINCREMENT,
  id          BLOB    NOT NULL UNIQUE,
  from_store  INTEGER NOT NULL REFERENCES store (id),
  to_store    INTEGER NOT NULL REFERENCES store (id),
  status      TEXT    NOT NULL,   -- in-transit, received, closed, cancelled
  occurred_at INTEGER NOT NULL,
  recorded_at INTEGER NOT NULL,
  actor       TEXT    NOT NULL,
  note        TEXT,
  seq         INTEGER NOT NULL,   -- of the sending store
  fingerprint BLOB    NOT NULL
);
CREATE INDEX transfer_from ON transfer (from_store, number);
CREATE INDEX transfer_to ON transfer (to_store, number);
CREATE INDEX transfer_under_way ON transfer (number) WHERE status = 'in-transit';

CREATE TABLE transfer_line (
  transfer      INTEGER NOT NULL REFERENCES transfer (number),
  line          INTEGER NOT NULL,
  product       INTEGER NOT NULL,
  quantity      INTEGER NOT NULL,
  unit_cost     INTEGER NOT NULL,
  pack          TEXT,
  pack_quantity INTEGER,
  in_transit    INTEGER NOT NULL CHECK (in_transit BETWEEN 0 AND quantity),
  PRIMARY KEY (transfer, line)
) WITHOUT ROWID;
CREATE INDEX transfer_line_under_way ON transfer_line (product, transfer) WHERE in_transit > 0;

CREATE TABLE transfer_step (
  transfer    INTEGER NOT NULL REFERENCES transfer (number),
  step        INTEGER NOT NULL,
  id          BLOB    NOT NULL,
  kind        TEXT    NOT NULL,   -- receipt, close, cancel
  occurred_at INTEGER NOT NULL,
  recorded_at INTEGER NOT NULL,
  actor       TEXT    NOT NULL,
  reason      TEXT,
  note        TEXT,
  seq         INTEGER NOT NULL,   -- of the receiving store; of the sending one for close and cancel
  fingerprint BLOB    NOT NULL,
  PRIMARY KEY (transfer, step)
) WITHOUT ROWID;
CREATE UNIQUE INDEX transfer_step_id ON transfer_step (transfer, id);

CREATE TABLE transfer_step_line (
  transfer INTEGER NOT NULL,
  step     INTEGER NOT NULL,
  line     INTEGER NOT NULL,
  quantity INTEGER NOT NULL CHECK (quantity > 0),
  PRIMARY KEY (transfer, step, line)
) WITHOUT ROWID;

CREATE TRIGGER transfer_no_delete BEFORE DELETE ON transfer BEGIN SELECT RAISE(ABORT, 'a transfer is cancelled or closed, never deleted'); END;
CREATE TRIGGER transfer_step_no_update BEFORE UPDATE ON transfer_step BEGIN SELECT RAISE(ABORT, 'what happened to a transfer is insert-only'); END;
CREATE TRIGGER transfer_step_no_delete BEFORE DELETE ON transfer_step BEGIN SELECT RAISE(ABORT, 'what happened to a transfer is insert-only'); END;
CREATE TRIGGER transfer_step_line_no_update BEFORE UPDATE ON transfer_step_line BEGIN SELECT RAISE(ABORT, 'what happened to a transfer is insert-only'); END;
CREATE TRIGGER transfer_step_line_no_delete BEFORE DELETE ON transfer_step_line BEGIN SELECT RAISE(ABORT, 'what happened to a transfer is insert-only'); END;
