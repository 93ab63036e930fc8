-- One campaign a job instance. H2 and PostgreSQL read the same.
CREATE TABLE measurement_campaign (
    campaign BIGINT PRIMARY KEY,
    state VARCHAR(16) NOT NULL,
    begun_unix_ms BIGINT NOT NULL,
    ended_unix_ms BIGINT,
    report VARCHAR(4000000)
);
-- What was found each time: the records themselves are not kept.
CREATE TABLE measurement_sample (
    campaign BIGINT NOT NULL REFERENCES measurement_campaign (campaign),
    taken_unix_ms BIGINT NOT NULL,
    ok BOOLEAN NOT NULL,
    sample VARCHAR(1000000) NOT NULL,
    PRIMARY KEY (campaign, taken_unix_ms)
);
