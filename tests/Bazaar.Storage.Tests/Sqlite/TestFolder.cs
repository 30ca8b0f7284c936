using Bazaar.Storage.Sqlite;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Bazaar.Storage.Tests.Sqlite;

/// <summary>A fresh folder that goes away with the test.</summary>
internal sealed class TestFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("bazaar-storage-");

    public string this[string name] => Path.Combine(_folder.FullName, name);

    /// <summary>The names of the files in it.</summary>
    public IReadOnlyList<string> Files => [.. _folder.GetFiles().Select(f => f.Name).Order(StringComparer.Ordinal)];

    /// <summary>Runs statements as any program could, without Bazaar.</summary>
    public static void Execute(string path, string sql)
    {
        SqliteNative.Initialize();
        using var connection = new SqliteConnection(SqliteDatabase.ConnectionString(path, SqliteOpenMode.ReadWriteCreate));
        connection.Open();
        connection.Execute(sql);
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
