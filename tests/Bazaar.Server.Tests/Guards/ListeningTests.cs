using Bazaar.Server.Hosting;

namespace Bazaar.Server.Tests.Guards;

/// <summary>A shop without users is never opened to the network, not even by mistake.</summary>
public sealed class ListeningTests
{
    [Theory]
    [InlineData("http://0.0.0.0:0")]
    [InlineData("http://192.168.1.5:80")]
    [InlineData("http://[::]:0")]
    [InlineData("http://*:0")]
    [InlineData("http://+:0")]
    [InlineData("http://shop.example:5080")]
    [InlineData("http://127.0.0.1:0;http://0.0.0.0:0")]
    [InlineData("https://127.0.0.1:0")]
    [InlineData("5080")]
    [InlineData("")]
    public async Task An_address_that_others_reach_is_refused_before_anything_is_opened(string urls)
    {
        var folder = Directory.CreateTempSubdirectory("bazaar-guards-");
        try
        {
            var failure = await Should.ThrowAsync<BazaarStartException>(
                () => BazaarHost.StartAsync(new BazaarOptions { DataFolder = folder.FullName, Urls = urls }, TestContext.Current.CancellationToken));

            failure.Message.ShouldContain("BAZAAR_URLS");
            failure.Message.ShouldContain("http://127.0.0.1:");
            folder.EnumerateFileSystemInfos().ShouldBeEmpty();
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
