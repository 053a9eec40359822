-- Which nodes are in the cluster, as Orleans' ADO.NET membership asks for it. Names of queries, parameters and answered
-- columns are its contract; tables and statements are ours. Each change is one statement: the version's row is what
-- two nodes that change at once meet at, and whoever comes second changes nothing.
CREATE TABLE silo_version (deployment text COLLATE "C" PRIMARY KEY, version integer NOT NULL);
CREATE TABLE silo (
    deployment text COLLATE "C" NOT NULL REFERENCES silo_version,
    address text COLLATE "C" NOT NULL,
    port integer NOT NULL,
    generation integer NOT NULL,
    name text COLLATE "C" NOT NULL,
    host text COLLATE "C" NOT NULL,
    status integer NOT NULL,
    proxy_port integer NOT NULL,
    suspects text COLLATE "C",
    started_at timestamptz NOT NULL,
    alive_at timestamptz NOT NULL,
    PRIMARY KEY (deployment, address, port, generation));
CREATE TABLE OrleansQuery (QueryKey text COLLATE "C" PRIMARY KEY, QueryText text NOT NULL);

INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES
('InsertMembershipVersionKey', $q$
    WITH added AS (
        INSERT INTO silo_version (deployment, version) VALUES (@DeploymentId, 0) ON CONFLICT DO NOTHING RETURNING 1)
    SELECT count(*)::integer FROM added $q$),
('InsertMembershipKey', $q$
    WITH raised AS (
        UPDATE silo_version SET version = version + 1 WHERE deployment = @DeploymentId AND version = @Version
            AND NOT EXISTS (SELECT 1 FROM silo WHERE deployment = @DeploymentId AND address = @Address
                AND port = @Port AND generation = @Generation)
        RETURNING deployment),
    added AS (
        INSERT INTO silo (deployment, address, port, generation, name, host, status, proxy_port, started_at, alive_at)
        SELECT deployment, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort, @StartTime,
            @IAmAliveTime
        FROM raised ON CONFLICT DO NOTHING RETURNING 1)
    SELECT count(*)::integer FROM added $q$),
('UpdateMembershipKey', $q$
    WITH raised AS (
        UPDATE silo_version SET version = version + 1 WHERE deployment = @DeploymentId AND version = @Version
        RETURNING deployment),
    changed AS (
        UPDATE silo SET status = @Status, suspects = @SuspectTimes, alive_at = @IAmAliveTime FROM raised
        WHERE silo.deployment = raised.deployment AND address = @Address AND port = @Port
            AND generation = @Generation
        RETURNING 1)
    SELECT count(*)::integer FROM changed $q$),
('UpdateIAmAlivetimeKey', $q$
    UPDATE silo SET alive_at = @IAmAliveTime WHERE deployment = @DeploymentId AND address = @Address
        AND port = @Port AND generation = @Generation $q$),
('MembershipReadRowKey', $q$
    SELECT v.deployment AS "DeploymentId", s.address AS "Address", s.port AS "Port", s.generation AS "Generation",
        s.name AS "SiloName", s.host AS "HostName", s.status AS "Status", s.proxy_port AS "ProxyPort",
        s.suspects AS "SuspectTimes", s.started_at AS "StartTime", s.alive_at AS "IAmAliveTime",
        v.version AS "Version"
    FROM silo_version AS v LEFT JOIN silo AS s ON s.deployment = v.deployment AND s.address = @Address
        AND s.port = @Port AND s.generation = @Generation
    WHERE v.deployment = @DeploymentId $q$),
('MembershipReadAllKey', $q$
    SELECT v.deployment AS "DeploymentId", s.address AS "Address", s.port AS "Port", s.generation AS "Generation",
        s.name AS "SiloName", s.host AS "HostName", s.status AS "Status", s.proxy_port AS "ProxyPort",
        s.suspects AS "SuspectTimes", s.started_at AS "StartTime", s.alive_at AS "IAmAliveTime",
        v.version AS "Version"
    FROM silo_version AS v LEFT JOIN silo AS s ON s.deployment = v.deployment
    WHERE v.deployment = @DeploymentId $q$),
('DeleteMembershipTableEntriesKey', $q$
    WITH gone AS (DELETE FROM silo WHERE deployment = @DeploymentId)
    DELETE FROM silo_version WHERE deployment = @DeploymentId $q$),
('GatewaysQueryKey', $q$
    SELECT address AS "Address", proxy_port AS "ProxyPort", generation AS "Generation" FROM silo
    WHERE deployment = @DeploymentId AND status = @Status AND proxy_port > 0 $q$),
('CleanupDefunctSiloEntriesKey', $q$
    DELETE FROM silo WHERE deployment = @DeploymentId AND alive_at < @IAmAliveTime AND status <> 3 $q$);

-- By what nodes see whether their signing keys are the same: a fingerprint, never a key.
CREATE TABLE cluster_key (
    purpose text COLLATE "C" NOT NULL,
    id integer NOT NULL,
    fingerprint bytea NOT NULL,
    PRIMARY KEY (purpose, id));
