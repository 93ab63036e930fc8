-- Who announced which stream, until when. H2 and PostgreSQL read the same.
CREATE TABLE directory_stream (
    -- A hash of stream and publisher: their names together may be longer than an index takes.
    entry_key CHAR(64) PRIMARY KEY,
    -- The announcement as JSON, so that members of newer clients are kept.
    announcement VARCHAR(100000) NOT NULL,
    updated_unix_ms BIGINT NOT NULL,
    expires_unix_ms BIGINT NOT NULL
);
CREATE INDEX directory_stream_expiry ON directory_stream (expires_unix_ms);
