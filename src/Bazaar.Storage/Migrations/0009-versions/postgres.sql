-- What people set has versions of its own: one for each store's levels, prices and opening, one for the catalogue.
-- Whoever remembers what was read before knows by them whether it still holds.

ALTER TABLE store_head ADD COLUMN version bigint NOT NULL DEFAULT 0;

CREATE TABLE catalogue (
  id      bigint PRIMARY KEY CHECK (id = 1),
  version bigint NOT NULL
) WITH (fillfactor = 10);
INSERT INTO catalogue (id, version) VALUES (1, 0);

-- A batch that was decided by what a node remembered takes itself back where that no longer holds.
CREATE FUNCTION bazaar_expect(holds boolean) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  IF holds THEN RETURN true; END IF;
  RAISE EXCEPTION 'the ledger has moved since this batch was decided; it is decided again' USING ERRCODE = 'BZ001';
END $$;
