using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace Bazaar.Storage;

/// <summary>One step of the schema: a folder <c>Migrations/NNNN-name</c> with the SQL of both engines.</summary>
/// <param name="Number">1, 2, 3 …</param>
/// <param name="Name">The folder's name.</param>
/// <param name="Sql">The statements of one engine.</param>
internal sealed record Migration(int Number, string Name, string Sql)
{
    /// <summary>What the table of migrations keeps, to tell a step that was altered later.</summary>
    public string Checksum => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Sql)));

    /// <summary>The migrations in this program, in order.</summary>
    /// <param name="dialect"><c>sqlite</c> or <c>postgres</c>.</param>
    public static IReadOnlyList<Migration> Load(string dialect)
    {
        var assembly = Assembly.GetExecutingAssembly();
        var migrations = new List<Migration>();
        foreach (var resource in assembly.GetManifestResourceNames().Where(n => n.EndsWith($"/{dialect}.sql", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
            var name = resource.Split('/')[^2];
            migrations.Add(new Migration(int.Parse(name.AsSpan(0, 4)), name, reader.ReadToEnd()));
        }

        return migrations;
    }
}
