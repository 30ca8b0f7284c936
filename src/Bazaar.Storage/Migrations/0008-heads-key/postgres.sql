-- The keys that sign exported heads. Apart from those that sign tokens: whoever got hold of one of these can forge no heads.
CREATE TABLE heads_key (
  id          text   PRIMARY KEY,         -- its thumbprint (RFC 7638)
  public_key  bytea  NOT NULL,            -- kept for ever: heads are compared years later
  private_key bytea,                      -- of the newest only
  created_at  bigint NOT NULL,
  retired_at  bigint
);
CREATE UNIQUE INDEX heads_key_in_use ON heads_key ((1)) WHERE retired_at IS NULL;
