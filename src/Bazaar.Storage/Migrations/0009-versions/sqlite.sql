-- What people set has versions of its own: one for each store's levels, prices and opening, one for the catalogue.
-- Whoever remembers what was read before knows by them whether it still holds.

ALTER TABLE store_head ADD COLUMN version INTEGER NOT NULL DEFAULT 0;

CREATE TABLE catalogue (
  id      INTEGER PRIMARY KEY CHECK (id = 1),
  version INTEGER NOT NULL
);
INSERT INTO catalogue (id, version) VALUES (1, 0);
