using System.Net;
using System.Net.Sockets;
using Bazaar.Server.Platform.Access;
using Microsoft.AspNetCore.Http;

namespace Bazaar.Server.Platform.RateLimits;

/// <summary>Whose bucket it is: a user's, a key's, or an address's.</summary>
/// <param name="Budget">Of which budget.</param>
/// <param name="Name">The user or key; null for an address.</param>
/// <param name="Address">The address, when there is no name.</param>
internal readonly record struct Partition(Budget Budget, string? Name, UInt128 Address)
{
    private const int NetworkBytes = 8;

    /// <summary>Whoever signed in; else the address.</summary>
    public static Partition Of(HttpContext context, Budget budget) =>
        context.Caller() is { Permissions: not { Count: 0 } } known ? new Partition(budget, known.Name, 0) : OfAddress(context, budget);

    /// <summary>The address. Who has one IPv6 address has all of its network, so that counts as one.</summary>
    public static Partition OfAddress(HttpContext context, Budget budget)
    {
        var address = context.Connection.RemoteIpAddress ?? IPAddress.None;
        Span<byte> bytes = stackalloc byte[16];
        (address.AddressFamily == AddressFamily.InterNetwork ? address.MapToIPv6() : address).TryWriteBytes(bytes, out _);
        if (!address.IsIPv4MappedToIPv6 && address.AddressFamily == AddressFamily.InterNetworkV6)
        {
            bytes[NetworkBytes..].Clear();
        }

        return new Partition(budget, null, System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(bytes));
    }

    /// <summary>One of a few that newcomers share when there is no room for their own.</summary>
    public Partition Crowd(int crowds) => new(Budget, "(crowd)", (uint)GetHashCode() % (uint)crowds);

    /// <summary>True for who is not limited: the private socket, and the owner of a shop that has no users.</summary>
    public static bool IsFree(HttpContext context) =>
        context.Connection.RemoteIpAddress is null || context.Caller().Proof is Proof.NoUsers;
}
