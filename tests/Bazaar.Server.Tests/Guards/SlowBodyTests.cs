using System.Net.Sockets;
using System.Text;
using Bazaar.Server.Tests.Harness;

namespace Bazaar.Server.Tests.Guards;

/// <summary>Who sends a body a letter at a time holds a connection for seconds, not for ever.</summary>
/// <param name="shop">A running shop.</param>
public sealed class SlowBodyTests(Shop shop) : IClassFixture<Shop>
{
    [Theory]
    [InlineData("Content-Length: 100000", "{\"")]
    [InlineData("Transfer-Encoding: chunked", "2\r\n{\"\r\n")]
    public async Task A_body_that_does_not_come_is_given_up(string framing, string body)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(60));
        var place = shop.Http.BaseAddress!;
        using var connection = new TcpClient();
        await connection.ConnectAsync(place.Host, place.Port, patience.Token);
        var stream = connection.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"POST /api/v1/stores/SHOP/movements HTTP/1.1\r\nHost: {place.Authority}\r\nContent-Type: application/json\r\n{framing}\r\n\r\n{body}"), patience.Token);

        var answer = await ReadAllAsync(stream, patience.Token);

        answer.ShouldStartWith("HTTP/1.1 408 ");
        answer.ShouldContain("\"code\":\"timed-out\"");
    }

    /// <summary>Reads until the server hangs up, however it does that: it need not wait for the rest of a body it does not want.</summary>
    private static async Task<string> ReadAllAsync(NetworkStream stream, CancellationToken ct)
    {
        var text = new StringBuilder();
        var buffer = new byte[4_096];
        try
        {
            while (await stream.ReadAsync(buffer, ct) is > 0 and var read)
            {
                text.Append(Encoding.ASCII.GetString(buffer, 0, read));
            }
        }
        catch (IOException)
        {
            // A reset after the answer is an end like any other.
        }

        return text.ToString();
    }
}
