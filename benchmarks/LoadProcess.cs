using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace Bazaar.Bench;

/// <summary>What a load client saw.</summary>
/// <param name="Requests">Requests answered.</param>
/// <param name="Unexpected">Those whose status was not the expected one.</param>
/// <param name="Seconds">From the first request to the last answer.</param>
/// <param name="P50">Median time of an answer, in microseconds.</param>
/// <param name="P99">99 of 100 answers took no longer, in microseconds.</param>
internal sealed record LoadResult(long Requests, long Unexpected, double Seconds, double P50, double P99);

/// <summary>The load client: one thread, each connection asks again as soon as it is answered.</summary>
internal sealed class LoadProcess
{
    private const int WaitMs = 100;
    private readonly RequestTemplate _template;
    private readonly Connection[] _connections;
    private readonly string _expected;
    private readonly List<long> _latencies = new(1 << 18);
    private long _unexpected;
    private int _next;

    private LoadProcess(Uri url, LoadShape shape, int connections)
    {
        _template = RequestTemplate.Of(shape, url.Authority);
        _expected = shape switch { LoadShape.SoldOut or LoadShape.ChainSoldOut => "409", LoadShape.Sales or LoadShape.Hot or LoadShape.ChainSales or LoadShape.ChainHot => "201", _ => "200" };
        _connections = [.. Enumerable.Range(0, connections).Select(_ => new Connection(url, _template.Copy()))];
    }

    public static int Run(Uri url, LoadShape shape, int connections, double seconds)
    {
        var result = new LoadProcess(url, shape, connections).Run(TimeSpan.FromSeconds(seconds));
        Console.WriteLine(JsonSerializer.Serialize(result));
        return 0;
    }

    private LoadResult Run(TimeSpan duration)
    {
        using var epoll = new Epoll();
        var started = Stopwatch.GetTimestamp();
        for (var i = 0; i < _connections.Length; i++)
        {
            epoll.Watch(_connections[i].Socket, i);
            Ask(_connections[i]);
        }

        var open = _connections.Length;
        while (open > 0)
        {
            for (var ready = epoll.Wait(WaitMs) - 1; ready >= 0; ready--)
            {
                var connection = _connections[epoll.Tag(ready)];
                if (!connection.Receive())
                {
                    continue;
                }

                _latencies.Add(Stopwatch.GetTimestamp() - connection.AskedAt);
                _unexpected += connection.Status == _expected ? 0 : 1;
                if (Stopwatch.GetElapsedTime(started) < duration)
                {
                    Ask(connection);
                }
                else
                {
                    open--;
                }
            }
        }

        var elapsed = Stopwatch.GetElapsedTime(started);
        _latencies.Sort();
        return new LoadResult(_latencies.Count, _unexpected, elapsed.TotalSeconds, Percentile(0.5), Percentile(0.99));
    }

    private void Ask(Connection connection)
    {
        _template.Refresh(connection.Request, ref _next);
        connection.Send();
    }

    private double Percentile(double part) => _latencies[(int)((_latencies.Count - 1) * part)] * 1e6 / Stopwatch.Frequency;

    /// <summary>One connection; it knows just enough of HTTP to see where an answer ends.</summary>
    private sealed class Connection
    {
        private byte[] _answer = new byte[8192];
        private int _received;

        public Connection(Uri url, byte[] request)
        {
            Request = request;
            Socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            Socket.Connect(IPAddress.Parse(url.Host), url.Port);
        }

        public Socket Socket { get; }

        public byte[] Request { get; }

        public long AskedAt { get; private set; }

        public string Status => System.Text.Encoding.ASCII.GetString(_answer, "HTTP/1.1 ".Length, 3);

        public void Send()
        {
            _received = 0;
            AskedAt = Stopwatch.GetTimestamp();
            Socket.Send(Request);
        }

        /// <summary>Takes what is there; true when the answer is complete.</summary>
        public bool Receive()
        {
            if (_received == _answer.Length)
            {
                Array.Resize(ref _answer, _answer.Length * 2);
            }

            var got = Socket.Receive(_answer.AsSpan(_received));
            if (got == 0)
            {
                throw new IOException("The server closed a connection.");
            }

            _received += got;
            var answer = _answer.AsSpan(0, _received);
            var head = answer.IndexOf("\r\n\r\n"u8);
            if (head < 0)
            {
                return false;
            }

            var length = answer[..head].IndexOf("Content-Length: "u8);
            return length < 0
                ? answer.EndsWith("\r\n0\r\n\r\n"u8)
                : _received - head - 4 >= Number(answer[(length + "Content-Length: ".Length)..]);
        }

        private static int Number(ReadOnlySpan<byte> text)
        {
            var number = 0;
            foreach (var digit in text)
            {
                if (digit is < (byte)'0' or > (byte)'9')
                {
                    break;
                }

                number = (number * 10) + digit - '0';
            }

            return number;
        }
    }
}
