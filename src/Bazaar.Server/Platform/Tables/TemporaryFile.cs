namespace Bazaar.Server.Platform.Tables;

/// <summary>Room on disk for what must be read or written out of order.</summary>
internal static class TemporaryFile
{
    /// <summary>An empty file that vanishes when it is closed.</summary>
    public static FileStream Create() => new(
        Path.Combine(Path.GetTempPath(), $"bazaar-{Guid.NewGuid():N}.tmp"), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.DeleteOnClose);
}
