using System.CommandLine;
using Bazaar.Cli.Input;
using Bazaar.Cli.Output;
using Bazaar.Contracts;

namespace Bazaar.Cli.Commands.Suppliers;

/// <summary>What can be said about a supplier on the command line.</summary>
internal sealed class SupplierFields
{
    public Argument<string> Code { get; } = new("code") { HelpName = "CODE", Description = "The supplier's code, such as METRO." };

    public Option<string?> Name { get; } = Given.Text("--name", "Its name.");

    public Option<string?> Phone { get; } = Given.Text("--phone", "How to call them.");

    public Option<string?> Email { get; } = Given.Text("--email", "Where to write to.");

    public Option<string?> LeadTimeDays { get; } = Given.Clearable("--lead-time-days", "Days from order to delivery, as a rule.");

    public Option<string?> Note { get; } = Given.Text("--note", "Free text.");

    public void AddTo(Verb verb)
    {
        verb.Add(Code);
        foreach (var option in (Option[])[Name, Phone, Email, LeadTimeDays, Note])
        {
            verb.Add(option);
        }
    }

    /// <summary>Reads a number of days.</summary>
    /// <param name="days">As typed.</param>
    public static int? WholeDays(decimal? days) => days is not { } d ? null
        : d == decimal.Truncate(d) && d is >= 0 and <= int.MaxValue ? (int)d
        : throw new UsageException("--lead-time-days: days are whole, such as 3.");

    /// <summary>Shows suppliers.</summary>
    /// <param name="terminal">Where to.</param>
    /// <param name="suppliers">Which.</param>
    public static void Write(Terminal terminal, params IReadOnlyList<Supplier> suppliers)
    {
        if (suppliers.Count == 0)
        {
            terminal.Error.WriteLine("No supplier is like that.");
            return;
        }

        Table.Write(
            terminal,
            suppliers,
            new("Code", s => s.Code),
            new("Name", s => s.Name),
            new("Phone", s => s.Phone),
            new("Email", s => s.Email),
            new("Lead time", s => s.LeadTimeDays is { } days ? Text.Count(days, "day") : null),
            new("Note", s => s.Note),
            new("", s => s.Active ? null : "archived"));
    }
}
