-- Suppliers, what they ask for the goods, and orders to them. Units of numbers as in 0001. A store of 0 means every store.

CREATE TABLE supplier (
  id             INTEGER PRIMARY KEY,
  code           TEXT    NOT NULL,
  code_key       TEXT    NOT NULL UNIQUE,
  name           TEXT    NOT NULL,
  phone          TEXT,
  email          TEXT,
  lead_time_days INTEGER,
  note           TEXT,
  archived_at    INTEGER,
  version        INTEGER NOT NULL DEFAULT 1,
  created_at     INTEGER NOT NULL,
  updated_at     INTEGER NOT NULL
);

CREATE TABLE sourcing (
  store          INTEGER NOT NULL,   -- 0: every store that has no row of its own
  product        INTEGER NOT NULL REFERENCES product (id),
  supplier       INTEGER NOT NULL REFERENCES supplier (id),
  unit_cost      INTEGER NOT NULL,   -- per pack named, else per base unit
  pack           TEXT,               -- one of the product's packs
  pack_size      INTEGER,            -- without a pack: goods come in multiples of this
  minimum        INTEGER,            -- the least quantity of an order, in packs named, else in base units
  lead_time_days INTEGER,            -- null: the supplier's
  preferred      INTEGER NOT NULL DEFAULT 0,
  version        INTEGER NOT NULL DEFAULT 1,
  updated_at     INTEGER NOT NULL,
  PRIMARY KEY (store, product, supplier)
) WITHOUT ROWID;
CREATE INDEX sourcing_supplier ON sourcing (supplier, product);

CREATE TABLE sourcing_price (
  store     INTEGER NOT NULL,
  product   INTEGER NOT NULL,
  supplier  INTEGER NOT NULL,
  number    INTEGER NOT NULL,        -- 1, 2, 3 … of this store, product and supplier
  at        INTEGER NOT NULL,
  actor     TEXT    NOT NULL,
  from_cost INTEGER,                 -- null: there was none
  from_pack TEXT,
  to_cost   INTEGER,                 -- null: it is no longer supplied
  to_pack   TEXT,
  PRIMARY KEY (store, product, supplier, number)
) WITHOUT ROWID;

CREATE TABLE number_series (
  name TEXT    PRIMARY KEY,
  last INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE purchase_order (
  store         INTEGER NOT NULL,
  number        INTEGER NOT NULL,    -- of the organisation, from number_series
  id            BLOB    NOT NULL,
  supplier      INTEGER NOT NULL REFERENCES supplier (id),
  state         TEXT    NOT NULL,    -- draft, placed, cancelled; what was received is the ledger's to say
  settled       INTEGER NOT NULL,    -- 1: nothing was outstanding when it was last written
  expected_at   INTEGER,
  note          TEXT,
  reason        TEXT,                -- why it was cancelled
  actor         TEXT    NOT NULL,    -- who wrote it
  ordered_at    INTEGER,
  business_date INTEGER NOT NULL,    -- in the store, when it was ordered; of a draft, when it was written
  cancelled_at  INTEGER,
  fingerprint   BLOB    NOT NULL,    -- of what the client sent first
  version       INTEGER NOT NULL DEFAULT 1,
  created_at    INTEGER NOT NULL,
  updated_at    INTEGER NOT NULL,
  PRIMARY KEY (store, number)
) WITHOUT ROWID;
CREATE UNIQUE INDEX purchase_order_id ON purchase_order (id);
CREATE INDEX purchase_order_number ON purchase_order (number);
CREATE INDEX purchase_order_supplier ON purchase_order (supplier, number);
CREATE INDEX purchase_order_open ON purchase_order (number) WHERE settled = 0;
CREATE INDEX purchase_order_date ON purchase_order (store, business_date);

CREATE TABLE purchase_line (
  store     INTEGER NOT NULL,
  number    INTEGER NOT NULL,
  line      INTEGER NOT NULL,
  product   INTEGER NOT NULL REFERENCES product (id),
  quantity  INTEGER NOT NULL,        -- of the pack named, else of the base unit
  pack      TEXT,
  pack_size INTEGER,                 -- what the pack was when it was ordered
  pack_per  INTEGER,
  base      INTEGER NOT NULL,        -- the same in base units
  cost      INTEGER NOT NULL,        -- per pack named, else per base unit
  amount    INTEGER NOT NULL,
  PRIMARY KEY (store, number, line)
) WITHOUT ROWID;
CREATE INDEX purchase_line_product ON purchase_line (store, product);

CREATE TABLE order_receipt (
  store        INTEGER NOT NULL,
  number       INTEGER NOT NULL,
  seq          INTEGER NOT NULL,     -- the entry
  closes_short INTEGER NOT NULL,
  PRIMARY KEY (store, number, seq)
) WITHOUT ROWID;
CREATE UNIQUE INDEX order_receipt_entry ON order_receipt (store, seq);

CREATE TABLE order_receipt_line (
  store         INTEGER NOT NULL,
  number        INTEGER NOT NULL,
  seq           INTEGER NOT NULL,
  line          INTEGER NOT NULL,    -- the entry's
  purchase_line INTEGER NOT NULL,    -- the order's
  reason        TEXT,
  PRIMARY KEY (store, number, seq, line)
) WITHOUT ROWID;

CREATE TRIGGER supplier_no_delete BEFORE DELETE ON supplier BEGIN SELECT RAISE(ABORT, 'a supplier is archived, never deleted'); END;
CREATE TRIGGER purchase_order_no_delete BEFORE DELETE ON purchase_order BEGIN SELECT RAISE(ABORT, 'an order is cancelled, never deleted'); END;
CREATE TRIGGER sourcing_price_no_update BEFORE UPDATE ON sourcing_price BEGIN SELECT RAISE(ABORT, 'the price history is insert-only'); END;
CREATE TRIGGER sourcing_price_no_delete BEFORE DELETE ON sourcing_price BEGIN SELECT RAISE(ABORT, 'the price history is insert-only'); END;
CREATE TRIGGER order_receipt_no_update BEFORE UPDATE ON order_receipt BEGIN SELECT RAISE(ABORT, 'receipts are insert-only'); END;
CREATE TRIGGER order_receipt_no_delete BEFORE DELETE ON order_receipt BEGIN SELECT RAISE(ABORT, 'receipts are insert-only'); END;
CREATE TRIGGER order_receipt_line_no_update BEFORE UPDATE ON order_receipt_line BEGIN SELECT RAISE(ABORT, 'receipts are insert-only'); END;
CREATE TRIGGER order_receipt_line_no_delete BEFORE DELETE ON order_receipt_line BEGIN SELECT RAISE(ABORT, 'receipts are insert-only'); END;
