using System.CommandLine;

namespace Bazaar.Cli;

/// <summary>A command whose help ends with examples.</summary>
/// <param name="name">What is typed.</param>
/// <param name="description">What it does, in a sentence or two.</param>
internal sealed class Verb(string name, string description) : Command(name, description)
{
    /// <summary>Command lines a person can type as they stand, one a line.</summary>
    public string? Examples { get; set; }
}
