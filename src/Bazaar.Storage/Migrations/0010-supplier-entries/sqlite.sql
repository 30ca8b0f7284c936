-- Entries that name a supplier, by business date, for the report on movements. Partial: a sale does not pay for it.

CREATE INDEX entry_supplier ON entry (store, business_date) WHERE supplier IS NOT NULL;
