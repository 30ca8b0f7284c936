using System.Text.Json.Serialization;
using Bazaar.Contracts.Json;

namespace Bazaar.Contracts;

/// <summary>A store to add.</summary>
public sealed record StoreRequest
{
    /// <summary>The store's code: a letter or digit, then up to 63 of letters, digits, <c>. _ -</c>.</summary>
    public string? Code { get; init; }

    /// <summary>At most 200 characters.</summary>
    public string? Name { get; init; }

    /// <summary>At most 100 characters.</summary>
    public string? City { get; init; }

    /// <summary>At most 100 characters.</summary>
    public string? Region { get; init; }

    /// <summary>An IANA time zone, such as <c>Asia/Karachi</c>.</summary>
    public string? TimeZone { get; init; }

    /// <summary>When the business day starts, <c>HH:mm</c>, 00:00 to 11:59; midnight when absent.</summary>
    public string? DayStartsAt { get; init; }
}

/// <summary>Changes to a store; members that are absent stay as they are.</summary>
public sealed record StorePatch
{
    /// <inheritdoc cref="StoreRequest.Name"/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<string> Name { get; init; }

    /// <inheritdoc cref="StoreRequest.City"/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<string> City { get; init; }

    /// <inheritdoc cref="StoreRequest.Region"/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<string> Region { get; init; }

    /// <inheritdoc cref="StoreRequest.TimeZone"/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<string> TimeZone { get; init; }

    /// <inheritdoc cref="StoreRequest.DayStartsAt"/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<string> DayStartsAt { get; init; }

    /// <summary>True closes the store to new entries; false opens it again.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<bool?> Closed { get; init; }
}

/// <summary>A store.</summary>
public sealed record Store
{
    /// <inheritdoc cref="StoreRequest.Code"/>
    public required string Code { get; init; }

    /// <inheritdoc cref="StoreRequest.Name"/>
    public required string Name { get; init; }

    /// <inheritdoc cref="StoreRequest.City"/>
    public string? City { get; init; }

    /// <inheritdoc cref="StoreRequest.Region"/>
    public string? Region { get; init; }

    /// <inheritdoc cref="StoreRequest.TimeZone"/>
    public required string TimeZone { get; init; }

    /// <inheritdoc cref="StoreRequest.DayStartsAt"/>
    public required string DayStartsAt { get; init; }

    /// <summary>True when it takes no entries.</summary>
    public required bool Closed { get; init; }

    /// <summary>The sequence of its newest entry; 0 before the first.</summary>
    public required long Seq { get; init; }

    /// <summary>Grows with each change; the ETag.</summary>
    public required long Version { get; init; }

    /// <summary>What is left to do in a store that was just closed; absent when there is nothing.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<StoreWarning>? Warnings { get; init; }
}

/// <summary>Something left to do in a store that was closed all the same.</summary>
/// <param name="Code">A stable code: <c>stock-left</c>, <c>stock-negative</c>, <c>alerts-open</c>, <c>orders-open</c>, <c>transfers-open</c>, <c>counts-open</c>.</param>
/// <param name="Count">How many products or alerts.</param>
/// <param name="Message">What it is and what to do.</param>
public sealed record StoreWarning(string Code, long Count, string Message);
