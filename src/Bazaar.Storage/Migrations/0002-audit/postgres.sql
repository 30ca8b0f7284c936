-- The audit trail of everything that is not stock. One chain for the organisation; insert-only.

CREATE TABLE audit (
  seq           bigint PRIMARY KEY,
  at            bigint NOT NULL,
  actor         text   NOT NULL,
  address       text,
  action        text   NOT NULL,
  subject       text   NOT NULL,
  store         text,               -- the store's code as it was written
  before        text,               -- JSON, only what changed
  after         text,
  previous_hash bytea  NOT NULL,
  hash          bytea  NOT NULL
);
CREATE INDEX audit_subject ON audit (lower(subject), seq);
CREATE INDEX audit_actor ON audit (lower(actor), seq);

CREATE TABLE audit_head (
  id   bigint PRIMARY KEY CHECK (id = 1),
  seq  bigint NOT NULL,
  hash bytea  NOT NULL
);
INSERT INTO audit_head (id, seq, hash) VALUES (1, 0, decode(repeat('00', 32), 'hex'));

CREATE FUNCTION audit_is_insert_only() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the audit trail is insert-only'; END $$;
CREATE TRIGGER audit_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON audit FOR EACH STATEMENT EXECUTE FUNCTION audit_is_insert_only();
