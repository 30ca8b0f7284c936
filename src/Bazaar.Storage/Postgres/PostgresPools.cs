using Npgsql;

namespace Bazaar.Storage.Postgres;

/// <summary>
/// What a pool of connections does when the database is on several servers: it finds the one that is the primary, and remembers what the others were. After a failover
/// that memory is wrong for ten seconds, in which nothing could be sold, and one connection that died in the pool makes a server that is well look away. So all of it is
/// forgotten as soon as anything fails.
/// </summary>
internal static class PostgresPools
{
    /// <summary>Opens a connection to the primary.</summary>
    public static async ValueTask<NpgsqlConnection> OpenPrimaryAsync(this NpgsqlDataSource source, CancellationToken ct)
    {
        if (source is not NpgsqlMultiHostDataSource hosts)
        {
            return await source.OpenConnectionAsync(ct);
        }

        try
        {
            return await hosts.OpenConnectionAsync(TargetSessionAttributes.Primary, ct);
        }
        catch (NpgsqlException)
        {
            source.Forget();
            return await hosts.OpenConnectionAsync(TargetSessionAttributes.Primary, ct);
        }
    }

    /// <summary>Forgets the connections that lie in the pool, and which server was what.</summary>
    public static void Forget(this NpgsqlDataSource source)
    {
        source.Clear();
        (source as NpgsqlMultiHostDataSource)?.ClearDatabaseStates();
    }
}
