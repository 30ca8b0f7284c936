using Bazaar.Storage.Ledger;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Bazaar.Storage.Sqlite;

/// <summary>Tells what SQLite's error codes mean for the person who runs the shop.</summary>
internal static class SqliteErrors
{
    public static void Check(int result, sqlite3 database)
    {
        if (result != raw.SQLITE_OK)
        {
            throw Exception(result, database);
        }
    }

    public static SqliteException Exception(int result, sqlite3 database) =>
        new(raw.sqlite3_errmsg(database).utf8_to_string(), result & 0xFF, raw.sqlite3_extended_errcode(database));

    /// <summary>True when the fault lies with the disk or the file, not with what was asked.</summary>
    public static bool IsUnavailable(SqliteException failure) => Advice(failure.SqliteErrorCode) is not null;

    public static StorageUnavailableException Unavailable(SqliteException failure) =>
        new($"The shop's database cannot be written now: {Advice(failure.SqliteErrorCode) ?? failure.Message} Nothing of this request was kept.", failure);

    /// <summary>What to do about an error that is not the request's fault; null for those that are.</summary>
    public static string? Advice(int code) => code switch
    {
        raw.SQLITE_FULL => "the disk is full. Free some space and try again.",
        raw.SQLITE_READONLY => "the file or its folder is read-only. Give this user the right to write there.",
        raw.SQLITE_IOERR => "the disk answered with an error (it may be full). Check the disk, then run `bazaar check`.",
        raw.SQLITE_CANTOPEN => "the file cannot be opened. Check the path and the rights on the folder.",
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => "another program holds the file locked. Close it and try again.",
        raw.SQLITE_CORRUPT => "the file is damaged. Run `bazaar check`, and restore the latest backup if it says so.",
        raw.SQLITE_NOTADB => "the file is not a SQLite database. Check the path.",
        raw.SQLITE_PERM or raw.SQLITE_AUTH => "this user has no right to the file.",
        _ => null,
    };
}
