using System.Globalization;
using Npgsql;

namespace Bazaar.Storage.Postgres;

/// <summary>Which PostgreSQL is meant: <c>postgres://user:password@host:port/database?option=value</c>, as psql takes it.</summary>
public sealed class PostgresSetting
{
    private const string Example = "postgres://bazaar:password@127.0.0.1:5432/bazaar";

    private PostgresSetting(NpgsqlConnectionStringBuilder connection) => Connection = connection;

    /// <summary>How to connect.</summary>
    internal NpgsqlConnectionStringBuilder Connection { get; }

    /// <summary>The server's port; of the first host when there are several.</summary>
    public int Port => Connection.Port;

    /// <summary>True when a setting speaks of PostgreSQL.</summary>
    /// <param name="setting">The setting.</param>
    public static bool Is(string? setting) =>
        setting is not null && (setting.StartsWith("postgres:", StringComparison.OrdinalIgnoreCase) || setting.StartsWith("postgresql:", StringComparison.OrdinalIgnoreCase));

    /// <summary>Reads a setting.</summary>
    /// <param name="setting">The setting.</param>
    /// <param name="name">What it is called, for the message.</param>
    /// <exception cref="DatabaseRefusedException">It cannot be understood; the message says what is wrong, and never shows the password.</exception>
    public static PostgresSetting Parse(string setting, string name)
    {
        try
        {
            return new PostgresSetting(Read(setting));
        }
        catch (Exception failure) when (failure is FormatException or ArgumentException or OverflowException)
        {
            // A broken address may hold the password anywhere, so nothing of it is shown.
            var why = failure is FormatException ? failure.Message : "it cannot be understood";
            throw new DatabaseRefusedException($"{name}: {why}; write it like {Example}.");
        }
    }

    /// <summary>The address without its password.</summary>
    public override string ToString()
    {
        var hosts = Connection.Host!.Split(',').Select(h => h.Contains(':') || h.StartsWith('/') ? h : $"{h}:{Connection.Port}");
        return $"postgres://{Connection.Username}@{string.Join(',', hosts)}/{Connection.Database}";
    }

    private static NpgsqlConnectionStringBuilder Read(string setting)
    {
        var start = setting.IndexOf("://", StringComparison.Ordinal);
        if (start < 0)
        {
            throw new FormatException("it does not begin with postgres://");
        }

        var rest = setting[(start + 3)..];
        var question = rest.IndexOf('?');
        var (address, options) = question < 0 ? (rest, "") : (rest[..question], rest[(question + 1)..]);
        var slash = address.IndexOf('/');
        var (authority, database) = slash < 0 ? (address, "") : (address[..slash], Uri.UnescapeDataString(address[(slash + 1)..]));
        var at = authority.LastIndexOf('@');
        var (who, where) = at < 0 ? ("", authority) : (authority[..at], authority[(at + 1)..]);
        var colon = who.IndexOf(':');
        var found = new NpgsqlConnectionStringBuilder { Host = "127.0.0.1", Port = 5432 };
        found.Username = Uri.UnescapeDataString(colon < 0 ? who : who[..colon]);
        if (colon >= 0)
        {
            found.Password = Uri.UnescapeDataString(who[(colon + 1)..]);
        }

        SetHosts(found, where);
        found.Database = database;
        foreach (var option in options.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = option.IndexOf('=');
            SetOption(found, equals < 0 ? option : option[..equals], equals < 0 ? "" : Uri.UnescapeDataString(option[(equals + 1)..]));
        }

        if (string.IsNullOrEmpty(found.Username) || string.IsNullOrEmpty(found.Database))
        {
            throw new FormatException("the user or the database is missing");
        }

        return found;
    }

    private static void SetHosts(NpgsqlConnectionStringBuilder found, string where)
    {
        if (where.Length == 0)
        {
            return;
        }

        var hosts = where.Split(',').Select(ReadHost).ToList();
        if (hosts is [var (host, port)])
        {
            (found.Host, found.Port) = (host, port ?? found.Port);
            return;
        }

        // Each with its port, whatever the others have. An address of version 6 keeps its brackets, or its end would be taken for a port.
        found.Host = string.Join(',', hosts.Select(h => h.Name.StartsWith('/') ? h.Name : $"{(h.Name.Contains(':') ? $"[{h.Name}]" : h.Name)}:{h.Port ?? found.Port}"));
        found.Port = hosts[0].Port ?? found.Port;
    }

    /// <summary><c>host</c>, <c>host:port</c>, <c>[::1]:port</c>, or the folder of a socket.</summary>
    private static (string Name, int? Port) ReadHost(string where)
    {
        // An address of version 6 stands in brackets, because it has colons of its own.
        var colon = where.LastIndexOf(':');
        var hasPort = colon > where.LastIndexOf(']');
        int? port = !hasPort ? null
            : ushort.TryParse(where.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number
            : throw new FormatException("the port is no number from 1 to 65535");
        var name = (hasPort ? where[..colon] : where).Trim('[', ']');
        return name.Length > 0 ? (Uri.UnescapeDataString(name), port) : throw new FormatException("a host is missing");
    }

    private static void SetOption(NpgsqlConnectionStringBuilder found, string key, string value)
    {
        switch (key)
        {
            case "sslmode":
                found.SslMode = Enum.TryParse<SslMode>(value.Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out var mode) && Enum.IsDefined(mode)
                    ? mode
                    : throw new FormatException("sslmode is one of disable, allow, prefer, require, verify-ca, verify-full");
                break;
            case "sslrootcert":
                found.RootCertificate = value;
                break;
            case "host":
                SetHosts(found, value);
                break;
            case "port":
                SetHosts(found, !found.Host!.Contains(',') ? $"{found.Host}:{value}" : throw new FormatException("with several hosts each port stands beside its host"));
                break;
            case "user":
                found.Username = value;
                break;
            case "password":
                found.Password = value;
                break;
            case "dbname":
                found.Database = value;
                break;
            case "target_session_attrs":
                // Whichever of several hosts is the primary is what we look for anyway; psql has to be told.
                if (value is not ("primary" or "read-write"))
                {
                    throw new FormatException("target_session_attrs is primary or read-write");
                }

                break;
            case "application_name":
                found.ApplicationName = value;
                break;
            case "connect_timeout":
                found.Timeout = int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds is > 0 and <= 1024
                    ? seconds
                    : throw new FormatException("connect_timeout is a number of seconds");
                break;
            default:
                throw new FormatException("it has an option that is not known (known: sslmode, sslrootcert, host, port, user, password, dbname, target_session_attrs, application_name, connect_timeout)");
        }
    }
}
