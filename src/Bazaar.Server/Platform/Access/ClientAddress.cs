using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;

namespace Bazaar.Server.Platform.Access;

/// <summary>
/// Where a request comes from. What proxies say in <c>X-Forwarded-For</c> was looked at before, and only those named in <c>BAZAAR_PROXIES</c>
/// were believed.
/// </summary>
internal static class ClientAddress
{
    private const string ForwardedFor = "X-Forwarded-For";
    private const int NetworkBytes = 8;

    /// <summary>The address; null when it came through the private socket.</summary>
    public static IPAddress? Of(HttpContext context) => context.Connection.RemoteIpAddress is { IsIPv4MappedToIPv6: true } mapped ? mapped.MapToIPv4() : context.Connection.RemoteIpAddress;

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
}
