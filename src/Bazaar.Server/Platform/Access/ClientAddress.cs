using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;

namespace Bazaar.Server.Platform.Access;

/// <summary>
/// Where a request comes from. A proxy on this computer says for whom it asks, in the last place of <c>X-Forwarded-For</c>; anyone else
/// who sends that header is not believed.
/// </summary>
internal static class ClientAddress
{
    private const string ForwardedFor = "X-Forwarded-For";
    private const int NetworkBytes = 8;

    /// <summary>The address; null when it came through the private socket.</summary>
    public static IPAddress? Of(HttpContext context)
    {
        var remote = Plain(context.Connection.RemoteIpAddress);
        return remote is not null && IPAddress.IsLoopback(remote) && context.Request.Headers[ForwardedFor] is { Count: > 0 } forwarded
            && IPAddress.TryParse(forwarded[^1]!.Split(',')[^1].Trim(), out var client) ? Plain(client) : remote;
    }

    /// <summary>True when the request was made on this computer and no proxy made it for someone else.</summary>
    public static bool IsThisComputer(HttpContext context)
    {
        var headers = context.Request.Headers;
        return context.Connection.RemoteIpAddress is { } remote && IPAddress.IsLoopback(remote)
            && !headers.ContainsKey(ForwardedFor) && !headers.ContainsKey("Forwarded") && !headers.ContainsKey("X-Real-IP");
    }

    /// <summary>The name under which an address is counted. Who has one IPv6 address has all of its network.</summary>
    public static string Group(IPAddress? address)
    {
        if (address is not { AddressFamily: AddressFamily.InterNetworkV6 })
        {
            return address?.ToString() ?? "socket";
        }

        var bytes = address.GetAddressBytes();
        Array.Clear(bytes, NetworkBytes, bytes.Length - NetworkBytes);
        return new IPAddress(bytes) + "/64";
    }

    private static IPAddress? Plain(IPAddress? address) => address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address;
}
