-- Counted lines by business date, for the accuracy report. Partial: a line that is no count does not pay for it.

CREATE INDEX line_counted ON line (store, business_date, product) WHERE counted IS NOT NULL;
