using Bazaar.Contracts.Client;
using Bazaar.Server.Platform.Hosting;

namespace Bazaar.Cli.Commands;

/// <summary>The shop of <c>bazaar serve --demo</c>.</summary>
internal static class Demo
{
    /// <summary>Fills an empty shop with a catalogue and made-up trade.</summary>
    /// <param name="client">The shop.</param>
    /// <param name="ct">Stops it.</param>
    public static Task OpenAsync(BazaarClient client, CancellationToken ct) => throw new BazaarStartException("The demo is not part of this build.");
}
