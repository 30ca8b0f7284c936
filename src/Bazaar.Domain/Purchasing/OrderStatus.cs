namespace Bazaar.Domain.Purchasing;

/// <summary>Where a purchase order stands.</summary>
public enum OrderStatus
{
    /// <summary>Being written; nobody has sent it.</summary>
    Draft,

    /// <summary>Sent to the supplier; nothing has come.</summary>
    Ordered,

    /// <summary>Some of it has come.</summary>
    PartlyReceived,

    /// <summary>All of it has come, or nobody waits for the rest.</summary>
    Received,

    /// <summary>Called off before anything came.</summary>
    Cancelled,
}

/// <summary>The statuses' names on the wire.</summary>
public static class OrderStatuses
{
    /// <summary>All names, in the order of <see cref="OrderStatus"/>.</summary>
    public static IReadOnlyList<string> Names { get; } = ["draft", "ordered", "partly-received", "received", "cancelled"];

    /// <summary>The status's name.</summary>
    /// <param name="status">The status.</param>
    public static string Name(this OrderStatus status) => Names[(int)status];
}

/// <summary>What may be done with an order, and when.</summary>
public enum OrderAction
{
    /// <summary>Change what it says.</summary>
    Edit,

    /// <summary>Send it to the supplier.</summary>
    Submit,

    /// <summary>Take goods in.</summary>
    Receive,

    /// <summary>Call off what has not come.</summary>
    Cancel,
}

/// <summary>The table of what may happen in each status.</summary>
public static class OrderRules
{
    /// <summary>True when the status allows it. A received order still takes goods in, but only as an over-delivery.</summary>
    /// <param name="status">Where the order stands.</param>
    /// <param name="action">What is wanted.</param>
    public static bool Allows(this OrderStatus status, OrderAction action) => action switch
    {
        OrderAction.Edit or OrderAction.Submit => status == OrderStatus.Draft,
        OrderAction.Receive => status is OrderStatus.Ordered or OrderStatus.PartlyReceived or OrderStatus.Received,
        OrderAction.Cancel => status is OrderStatus.Draft or OrderStatus.Ordered or OrderStatus.PartlyReceived,
        _ => false,
    };
}
