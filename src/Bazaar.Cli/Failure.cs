using System.Text.Json;
using Bazaar.Cli.Input;
using Bazaar.Cli.Output;
using Bazaar.Contracts;
using Bazaar.Contracts.Client;
using Bazaar.Contracts.Json;
using Bazaar.Server.Hosting;
using Bazaar.Storage;
using Bazaar.Storage.Ledger;

namespace Bazaar.Cli;

/// <summary>The command line asks for something that makes no sense; the message says what to write instead.</summary>
internal sealed class UsageException(string message) : Exception(message);

/// <summary>The shop cannot be reached; the message says what was tried.</summary>
internal sealed class UnreachableException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>Turns what went wrong into a sentence on stderr and an exit code.</summary>
internal static class Failure
{
    /// <summary>Runs a command; whatever it throws becomes its exit code.</summary>
    /// <param name="terminal">Where the sentence goes.</param>
    /// <param name="json">True when a refusal is also wanted as JSON on stdout.</param>
    /// <param name="body">The command.</param>
    /// <param name="ct">Cancelled by Ctrl+C.</param>
    public static async Task<int> GuardAsync(Terminal terminal, bool json, Func<Task<int>> body, CancellationToken ct)
    {
        try
        {
            return await body();
        }
        catch (BazaarProblemException refusal)
        {
            return Refused(terminal, json, refusal.Problem, []);
        }
        catch (ItemsRefusedException refusal)
        {
            return Refused(terminal, json, refusal.Problem, refusal.Items);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            return Say(terminal, "Stopped.", Exit.Stopped);
        }
        catch (Exception e) when (Sentence(e) is { } known)
        {
            return Say(terminal, known.Text, known.Exit);
        }
    }

    /// <summary>The exit code of a refusal with this HTTP status.</summary>
    /// <param name="status">The problem's status.</param>
    public static int ExitOf(int status) => status switch
    {
        401 or 403 => Exit.NotAllowed,
        429 or >= 500 => Exit.Unreachable,
        _ => Exit.Refused,
    };

    private static (string Text, int Exit)? Sentence(Exception e) => e switch
    {
        UsageException => (e.Message, Exit.Usage),
        UnreachableException or BazaarStartException or DatabaseRefusedException or StorageUnavailableException => (e.Message, Exit.Unreachable),
        HttpRequestException or HttpIOException => ($"The shop cannot be reached: {e.Message}", Exit.Unreachable),
        OperationCanceledException => ("The shop did not answer in time. Try again.", Exit.Unreachable),
        JsonException => ("The answer cannot be understood. Is it a Bazaar of the same version that answers there?", Exit.Unreachable),
        IOException or UnauthorizedAccessException => (e.Message, Exit.Refused),
        _ => null,
    };

    private static int Say(Terminal terminal, string sentence, int exit)
    {
        terminal.Error.WriteLine(sentence);
        return exit;
    }

    private static int Refused(Terminal terminal, bool json, Problem problem, IReadOnlyList<string> items)
    {
        if (json)
        {
            terminal.WriteJson(problem, BazaarJson.Wire.Problem);
        }

        Print(terminal.Error, problem, items);
        return ExitOf(problem.Status);
    }

    private static void Print(TextWriter error, Problem problem, IReadOnlyList<string> items)
    {
        var faults = (problem.Errors ?? new Dictionary<string, string[]>()).SelectMany(e => e.Value.Select(message => (Field: e.Key, Message: message))).ToList();
        var sentence = problem.Shortages is { Count: > 0 } ? "There is not enough stock; nothing was posted." : problem.Detail ?? problem.Title ?? $"The server answered {problem.Status}.";
        var indent = "";
        if (!SaysOnly(sentence, faults))
        {
            error.WriteLine(sentence);
            indent = "  ";
        }

        foreach (var (field, message) in faults)
        {
            error.WriteLine($"{indent}{ItemFields.Named(field, message, items)}");
        }

        foreach (var shortage in problem.Shortages ?? [])
        {
            error.WriteLine($"  {shortage.Sku}: asked {Text.Quantity(shortage.Requested)}, {ThereAre(shortage.OnHand)}");
        }

        if (problem.Status == 401 && problem.Code == ProblemCodes.Unauthenticated)
        {
            error.WriteLine($"  'bazaar login' signs in; programs set {Credentials.KeyVariable}.");
        }

        if (problem.Status >= 500 && problem.TraceId is { } trace)
        {
            error.WriteLine($"  Quote {trace} when asking for help.");
        }
    }

    // The faults follow one by one; a sentence that is made of nothing else is left out.
    private static bool SaysOnly(string sentence, IReadOnlyList<(string Field, string Message)> faults)
    {
        foreach (var (field, message) in faults)
        {
            sentence = sentence.Replace($"{field}: {message}", "", StringComparison.Ordinal).Replace(message, "", StringComparison.Ordinal);
        }

        return faults.Count > 0 && string.IsNullOrWhiteSpace(sentence);
    }

    private static string ThereAre(decimal onHand) => onHand == 0 ? "there are none" : $"there are {Text.Quantity(onHand)}";
}
