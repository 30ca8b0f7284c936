-- Who may come in: users, API keys, what is signed in, and the keys that sign tokens. No secret is kept that could be used as it stands,
-- but for the private half of the signing keys.

-- One row; whoever changes users or keys updates it first, so that such changes happen one after the other.
CREATE TABLE access_head (
  id      INTEGER PRIMARY KEY CHECK (id = 1),
  version INTEGER NOT NULL
);
INSERT INTO access_head (id, version) VALUES (1, 0);

CREATE TABLE app_user (
  id            INTEGER PRIMARY KEY,
  name          TEXT NOT NULL,
  name_key      TEXT NOT NULL UNIQUE,
  display_name  TEXT,
  role          TEXT NOT NULL,
  all_stores    INTEGER NOT NULL,
  withheld      TEXT NOT NULL,            -- scopes of the role that this user does not have, separated by spaces
  password_hash TEXT NOT NULL,            -- ALGORITHM$COST$SALT$HASH
  disabled_at   INTEGER,
  stamp         INTEGER NOT NULL DEFAULT 1,   -- grows when everything that is signed in must sign in again
  version       INTEGER NOT NULL DEFAULT 1,
  created_at    INTEGER NOT NULL,
  updated_at    INTEGER NOT NULL
);

CREATE TABLE user_store (
  user_id INTEGER NOT NULL REFERENCES app_user (id),
  store   INTEGER NOT NULL REFERENCES store (id),
  PRIMARY KEY (user_id, store)
) WITHOUT ROWID;

CREATE TABLE api_key (
  id          INTEGER PRIMARY KEY,
  name        TEXT NOT NULL,
  name_key    TEXT NOT NULL,
  prefix      TEXT NOT NULL UNIQUE,       -- the part that may be shown
  secret_hash BLOB NOT NULL,              -- SHA-256 of the part that may not
  scopes      TEXT NOT NULL,              -- separated by spaces
  all_stores  INTEGER NOT NULL,
  created_at  INTEGER NOT NULL,
  created_by  TEXT NOT NULL,
  expires_at  INTEGER,
  revoked_at  INTEGER
);
-- A name may be used again when the key that had it is revoked: a till gets a new key and stays the same till.
CREATE UNIQUE INDEX api_key_name ON api_key (name_key) WHERE revoked_at IS NULL;

CREATE TABLE api_key_store (
  api_key INTEGER NOT NULL REFERENCES api_key (id),
  store   INTEGER NOT NULL REFERENCES store (id),
  PRIMARY KEY (api_key, store)
) WITHOUT ROWID;

-- A place where a user is signed in: one family of refresh tokens, of which only the newest is good.
CREATE TABLE session (
  id            TEXT PRIMARY KEY,
  user_id       INTEGER NOT NULL REFERENCES app_user (id),
  stamp         INTEGER NOT NULL,             -- the user's stamp at the time
  token_hash    BLOB NOT NULL,
  previous_hash BLOB,
  salt          BLOB NOT NULL,
  created_at    INTEGER NOT NULL,
  rotated_at    INTEGER NOT NULL,
  expires_at    INTEGER NOT NULL,
  ended_at      INTEGER
);
CREATE INDEX session_of_user ON session (user_id);
CREATE INDEX session_expires ON session (expires_at);

CREATE TABLE signing_key (
  id          TEXT PRIMARY KEY,           -- its thumbprint (RFC 7638)
  private_key BLOB NOT NULL,
  created_at  INTEGER NOT NULL
);

-- Wrong passwords of the last hour, by account and by address.
CREATE TABLE login_guess (
  subject    TEXT PRIMARY KEY,
  started_at INTEGER NOT NULL,
  guesses    INTEGER NOT NULL
);
CREATE INDEX login_guess_started ON login_guess (started_at);
