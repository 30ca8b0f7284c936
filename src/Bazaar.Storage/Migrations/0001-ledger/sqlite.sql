-- Quantities are thousandths, prices and amounts hundredths, costs ten-thousandths, times microseconds since 1970 (UTC),
-- dates yyyymmdd, hashes and ids bytes. Keys begin with the store.

CREATE TABLE store (
  id            INTEGER PRIMARY KEY,
  code          TEXT    NOT NULL,
  code_key      TEXT    NOT NULL UNIQUE,
  name          TEXT    NOT NULL,
  city          TEXT,
  region        TEXT,
  time_zone     TEXT    NOT NULL,
  day_starts_at INTEGER NOT NULL DEFAULT 0,   -- minutes after midnight
  closed        INTEGER NOT NULL DEFAULT 0,
  version       INTEGER NOT NULL DEFAULT 1,
  created_at    INTEGER NOT NULL,
  updated_at    INTEGER NOT NULL
);

CREATE TABLE store_head (
  store       INTEGER PRIMARY KEY REFERENCES store (id),
  seq         INTEGER NOT NULL,
  hash        BLOB    NOT NULL,
  recorded_at INTEGER NOT NULL
);

CREATE TABLE product (
  id              INTEGER PRIMARY KEY,
  sku             TEXT    NOT NULL,
  sku_key         TEXT    NOT NULL UNIQUE,
  name            TEXT    NOT NULL,
  name_urdu       TEXT,
  category        TEXT,
  unit            TEXT    NOT NULL,
  price           INTEGER NOT NULL,
  cost            INTEGER,
  shelf_life_days INTEGER,
  archived_at     INTEGER,
  version         INTEGER NOT NULL DEFAULT 1,
  created_at      INTEGER NOT NULL,
  updated_at      INTEGER NOT NULL
);

CREATE TABLE pack (
  product   INTEGER NOT NULL REFERENCES product (id),
  position  INTEGER NOT NULL,
  name      TEXT    NOT NULL,
  size      INTEGER NOT NULL,   -- thousandths of the base unit in `per` packs
  per       INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY (product, position)
) WITHOUT ROWID;

CREATE TABLE barcode (
  code_key TEXT    PRIMARY KEY,     -- one spelling for all spellings of a GTIN
  code     TEXT    NOT NULL,        -- as it was given
  product  INTEGER NOT NULL REFERENCES product (id),
  pack     INTEGER,                 -- position of the pack; null for the base unit
  position INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX barcode_product ON barcode (product);

CREATE TABLE entry (
  store         INTEGER NOT NULL,
  seq           INTEGER NOT NULL,
  id            BLOB    NOT NULL,
  kind          TEXT    NOT NULL,
  occurred_at   INTEGER NOT NULL,
  recorded_at   INTEGER NOT NULL,
  business_date INTEGER NOT NULL,
  actor         TEXT    NOT NULL,
  reference     TEXT,
  reason        TEXT,
  note          TEXT,
  supplier      TEXT,
  total         INTEGER NOT NULL,
  reversal_of   INTEGER,            -- the sequence of the entry taken back
  fingerprint   BLOB    NOT NULL,
  previous_hash BLOB    NOT NULL,
  hash          BLOB    NOT NULL,
  PRIMARY KEY (store, seq)
) WITHOUT ROWID;
CREATE UNIQUE INDEX entry_id ON entry (store, id);
CREATE UNIQUE INDEX entry_reversal_of ON entry (store, reversal_of) WHERE reversal_of IS NOT NULL;

CREATE TABLE line (
  store         INTEGER NOT NULL,
  seq           INTEGER NOT NULL,
  line          INTEGER NOT NULL,
  product       INTEGER NOT NULL,
  quantity      INTEGER NOT NULL,
  counted       INTEGER,
  pack          TEXT,
  pack_quantity INTEGER,
  price         INTEGER,
  cost          INTEGER NOT NULL,
  pack_cost     INTEGER,
  amount        INTEGER NOT NULL,
  on_hand       INTEGER NOT NULL,
  covered_by    INTEGER,            -- the sequence of the count that had already seen the fact
  effective_at  INTEGER NOT NULL,
  business_date INTEGER NOT NULL,
  PRIMARY KEY (store, seq, line)
) WITHOUT ROWID;
CREATE INDEX line_product ON line (store, product, seq);
CREATE INDEX line_count ON line (store, product, effective_at, seq) WHERE counted IS NOT NULL;
CREATE INDEX line_covered ON line (store, covered_by, product) WHERE covered_by IS NOT NULL;

CREATE TABLE stock (
  store             INTEGER NOT NULL,
  product           INTEGER NOT NULL,
  on_hand           INTEGER NOT NULL CHECK (typeof(on_hand) = 'integer'),
  average_cost      INTEGER NOT NULL,
  last_count_at     INTEGER,
  last_effective_at INTEGER,
  seq               INTEGER NOT NULL,
  price             INTEGER,        -- the store's own; null: the catalogue's
  reorder_point     INTEGER,
  target_level      INTEGER,
  version           INTEGER NOT NULL DEFAULT 0,   -- of what people set, not of the balance
  updated_at        INTEGER,
  PRIMARY KEY (store, product)
) WITHOUT ROWID;

CREATE TABLE daily (
  store         INTEGER NOT NULL,
  business_date INTEGER NOT NULL,
  product       INTEGER NOT NULL,
  kind          TEXT    NOT NULL,
  reason        TEXT    NOT NULL,
  quantity      INTEGER NOT NULL CHECK (typeof(quantity) = 'integer'),
  amount        INTEGER NOT NULL CHECK (typeof(amount) = 'integer'),
  cost          INTEGER NOT NULL CHECK (typeof(cost) = 'integer'),
  PRIMARY KEY (store, business_date, product, kind, reason)
) WITHOUT ROWID;

CREATE TABLE daily_activity (
  store         INTEGER NOT NULL,
  business_date INTEGER NOT NULL,
  kind          TEXT    NOT NULL,
  reason        TEXT    NOT NULL,
  actor         TEXT    NOT NULL,
  entries       INTEGER NOT NULL,
  amount        INTEGER NOT NULL CHECK (typeof(amount) = 'integer'),
  cost          INTEGER NOT NULL CHECK (typeof(cost) = 'integer'),
  PRIMARY KEY (store, business_date, kind, reason, actor)
) WITHOUT ROWID;

CREATE TABLE alert (
  id            INTEGER PRIMARY KEY AUTOINCREMENT,
  store         INTEGER NOT NULL,
  product       INTEGER NOT NULL,
  kind          TEXT    NOT NULL,
  status        TEXT    NOT NULL,   -- open, acknowledged, snoozed, resolved
  since         INTEGER NOT NULL,
  entry_seq     INTEGER,            -- the entry that caused it
  on_hand       INTEGER NOT NULL,   -- when it began
  snoozed_until INTEGER,
  resolved_at   INTEGER
);
CREATE UNIQUE INDEX alert_standing ON alert (store, product, kind) WHERE status <> 'resolved';

CREATE TRIGGER entry_no_update BEFORE UPDATE ON entry BEGIN SELECT RAISE(ABORT, 'the ledger is insert-only'); END;
CREATE TRIGGER entry_no_delete BEFORE DELETE ON entry BEGIN SELECT RAISE(ABORT, 'the ledger is insert-only'); END;
CREATE TRIGGER line_no_update BEFORE UPDATE ON line BEGIN SELECT RAISE(ABORT, 'the ledger is insert-only'); END;
CREATE TRIGGER line_no_delete BEFORE DELETE ON line BEGIN SELECT RAISE(ABORT, 'the ledger is insert-only'); END;
CREATE TRIGGER store_no_delete BEFORE DELETE ON store BEGIN SELECT RAISE(ABORT, 'a store is closed, never deleted'); END;
CREATE TRIGGER product_no_delete BEFORE DELETE ON product BEGIN SELECT RAISE(ABORT, 'a product is archived, never deleted'); END;
CREATE TRIGGER product_sku_stays BEFORE UPDATE OF sku, sku_key, unit ON product BEGIN SELECT RAISE(ABORT, 'the SKU and the unit of a product never change'); END;
