using System.CommandLine;
using Bazaar.Cli.Input;

namespace Bazaar.Cli.Commands.Stores;

/// <summary>What can be said about a store on the command line.</summary>
internal sealed class StoreFields
{
    public Argument<string> Code { get; } = new("code") { HelpName = "CODE", Description = "The store's code, such as LHR-001." };

    public Option<string?> Name { get; } = Given.Text("--name", "Its name.");

    public Option<string?> City { get; } = Given.Text("--city", "Its city.");

    public Option<string?> Region { get; } = Given.Text("--region", "Its region.");

    public Option<string?> TimeZone { get; } = Given.Text("--time-zone", "Its time zone, such as Asia/Karachi.", "ZONE");

    public Option<string?> DayStartsAt { get; } = Given.Text("--day-starts-at", "When its business day starts; midnight when not given.", "HH:MM");

    public void AddTo(Verb verb)
    {
        verb.Add(Code);
        foreach (var option in (Option[])[Name, City, Region, TimeZone, DayStartsAt])
        {
            verb.Add(option);
        }
    }
}
