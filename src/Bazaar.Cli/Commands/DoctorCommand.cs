using Bazaar.Cli.Output;
using Bazaar.Contracts;
using Bazaar.Contracts.Client;
using Bazaar.Server.Hosting;

namespace Bazaar.Cli.Commands;

/// <summary><c>bazaar doctor</c>: looks at everything a shop needs and says what is wrong with it.</summary>
internal static class DoctorCommand
{
    private const long LittleSpaceBytes = 200L * 1024 * 1024;

    public static void Fill(App app, Verb verb)
    {
        verb.Examples = "bazaar doctor";
        app.On(verb, async (globals, _, ct) =>
        {
            var terminal = globals.Terminal;
            Say(terminal, true, $"bazaar {typeof(DoctorCommand).Assembly.GetName().Version?.ToString(3)}, .NET {Environment.Version}, {Environment.OSVersion.Platform}, time zone {terminal.Clock.LocalTimeZone.Id}");
            if (globals.Server is null && !Directory.Exists(globals.DataFolder))
            {
                // Looking must not make one.
                Say(terminal, true, $"there is no shop in {globals.DataFolder} yet; the first command makes one");
                return Exit.Done;
            }

            var folder = globals.Server is not null || CheckFolder(globals);
            return folder & await CheckShopAsync(globals, ct) ? Exit.Done : Exit.Refused;
        });
    }

    private static bool CheckFolder(Globals globals)
    {
        var (terminal, folder) = (globals.Terminal, globals.DataFolder);
        try
        {
            var probe = Path.Combine(folder, $"doctor-{Guid.NewGuid():N}.tmp");
            File.WriteAllText(probe, "");
            File.Delete(probe);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Say(terminal, false, $"the data folder {folder} cannot be written: {e.Message}");
        }

        Say(terminal, true, $"the data folder {folder} can be written");
        var free = new DriveInfo(folder).AvailableFreeSpace;
        return Say(terminal, free >= LittleSpaceBytes, $"{free / 1024 / 1024:#,##0} MB free on its disk");
    }

    private static async Task<bool> CheckShopAsync(Globals globals, CancellationToken ct)
    {
        var terminal = globals.Terminal;
        try
        {
            var running = globals.Server ?? (await DataFolder.RunningServerAsync(globals.DataFolder, ct))?.ToString();
            await using var session = await Session.OpenAsync(globals, ct);
            Say(terminal, true, running is null ? "no server is running; the shop opens inside each command" : $"a server answers at {running}");
            session.Client.Http.Timeout = Timeout.InfiniteTimeSpan;
            return Say(terminal, await session.Client.VerifyAsync(ct: ct));
        }
        catch (Exception e) when (e is BazaarStartException or HttpRequestException or UnreachableException)
        {
            return Say(terminal, false, $"the shop cannot be opened: {e.Message}");
        }
        catch (BazaarProblemException e)
        {
            return Say(terminal, false, $"the shop answers, but not well: {e.Message}");
        }
    }

    private static bool Say(Terminal terminal, LedgerProof proof) => Say(
        terminal,
        proof.Ok,
        proof.Ok
            ? $"the ledger is sound: {Text.Count(proof.Stores.Count, "store")}, {Text.Count(proof.Stores.Sum(s => s.Entries), "entry", "entries")}"
            : $"the ledger is not sound ({Text.Count(proof.Findings.Count, "finding")}): run 'bazaar check'");

    private static bool Say(Terminal terminal, bool ok, string sentence)
    {
        terminal.Out.WriteLine($"{(ok ? "ok   " : "WRONG")}  {sentence}");
        return ok;
    }
}
