using System.Text.Json.Serialization;

namespace Bazaar.Contracts;

/// <summary>An error answer (RFC 9457). <see cref="Code"/> is stable; programs decide by it, people read <see cref="Detail"/>.</summary>
public sealed record Problem
{
    /// <summary>A URI that names the kind of problem: <c>urn:bazaar:problem:CODE</c>.</summary>
    public string Type { get; init; } = "about:blank";

    /// <summary>The kind of problem in a few words.</summary>
    public string? Title { get; init; }

    /// <summary>The HTTP status.</summary>
    public int Status { get; init; }

    /// <summary>What happened and what to do about it.</summary>
    public string? Detail { get; init; }

    /// <summary>One of <see cref="ProblemCodes"/>.</summary>
    public string? Code { get; init; }

    /// <summary>The id to quote when asking for help.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? TraceId { get; init; }

    /// <summary>Field → what is wrong with it. All of them at once.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, string[]>? Errors { get; init; }

    /// <summary>With <c>insufficient-stock</c>: every product that is short.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<StockShortage>? Shortages { get; init; }
}

/// <summary>One product of which more was asked than there is.</summary>
/// <param name="Sku">The product.</param>
/// <param name="Requested">What the whole entry asks of it, in base units.</param>
/// <param name="OnHand">What there is, in base units.</param>
public sealed record StockShortage(string Sku, decimal Requested, decimal OnHand);

/// <summary>Every problem code the API answers with. Codes are never renamed.</summary>
public static class ProblemCodes
{
    /// <summary>400: the body is not JSON, or a member has the wrong type or an unknown name.</summary>
    public const string Malformed = "malformed";

    /// <summary>400: one or more fields are invalid; see <c>errors</c>.</summary>
    public const string Invalid = "invalid";

    /// <summary>400: one or more lines name a product that does not exist.</summary>
    public const string UnknownProduct = "unknown-product";

    /// <summary>400: more decimals than allowed, or a pack that does not divide.</summary>
    public const string NotExact = "not-exact";

    /// <summary>400: a quantity, or what it would add up to, is outside the range of the ledger.</summary>
    public const string QuantityOutOfRange = "quantity-out-of-range";

    /// <summary>400: there is no supplier of that code.</summary>
    public const string UnknownSupplier = "unknown-supplier";

    /// <summary>401: not signed in.</summary>
    public const string Unauthenticated = "unauthenticated";

    /// <summary>403: no right to do this.</summary>
    public const string Forbidden = "forbidden";

    /// <summary>403: a page of another site tried to use this shop.</summary>
    public const string CrossSite = "cross-site";

    /// <summary>404: no such thing.</summary>
    public const string NotFound = "not-found";

    /// <summary>405: this address does not do that.</summary>
    public const string MethodNotAllowed = "method-not-allowed";

    /// <summary>408 or 503: the request came too slowly, or the answer would take too long.</summary>
    public const string TimedOut = "timed-out";

    /// <summary>409: more is asked than there is; see <c>shortages</c>.</summary>
    public const string InsufficientStock = "insufficient-stock";

    /// <summary>409: the product moved since the sequence that was expected.</summary>
    public const string StockMoved = "stock-moved";

    /// <summary>409: the store is closed.</summary>
    public const string StoreClosed = "store-closed";

    /// <summary>409: another node is the only writer of this store.</summary>
    public const string StoreOwnedElsewhere = "store-owned-elsewhere";

    /// <summary>409: the entry was reversed before.</summary>
    public const string AlreadyReversed = "already-reversed";

    /// <summary>409: a reversal cannot be reversed.</summary>
    public const string NotReversible = "not-reversible";

    /// <summary>409: an archived product cannot be received.</summary>
    public const string ProductArchived = "product-archived";

    /// <summary>409: nothing new is ordered from an archived supplier.</summary>
    public const string SupplierArchived = "supplier-archived";

    /// <summary>409: the order's status does not allow it.</summary>
    public const string OrderState = "order-state";

    /// <summary>409: more came than is outstanding; see <c>errors</c>, and <c>allowOver</c> when it is meant.</summary>
    public const string OverDelivery = "over-delivery";

    /// <summary>409: the transfer arrived, was closed or was cancelled before.</summary>
    public const string NotInTransit = "not-in-transit";

    /// <summary>409: more arrived than is on its way; see <c>errors</c>.</summary>
    public const string MoreThanInTransit = "more-than-in-transit";

    /// <summary>409: something of the transfer has arrived, so it cannot be cancelled.</summary>
    public const string PartlyReceived = "partly-received";

    /// <summary>409: the count was posted or cancelled before.</summary>
    public const string CountClosed = "count-closed";

    /// <summary>409: the count cannot be posted yet; see <c>errors</c>.</summary>
    public const string CountNotReady = "count-not-ready";

    /// <summary>409: another entry of the same atomic batch was refused.</summary>
    public const string BatchRefused = "batch-refused";

    /// <summary>409: the code is taken.</summary>
    public const string AlreadyExists = "already-exists";

    /// <summary>409: nobody would be left who may change users.</summary>
    public const string LastAdministrator = "last-administrator";

    /// <summary>412: the resource changed since it was read.</summary>
    public const string VersionMismatch = "version-mismatch";

    /// <summary>413: the body is too large.</summary>
    public const string TooLarge = "too-large";

    /// <summary>415: the body's media type is not understood here.</summary>
    public const string UnsupportedMediaType = "unsupported-media-type";

    /// <summary>422: the id was used before with other content.</summary>
    public const string IdReused = "id-reused";

    /// <summary>428: If-Match is needed here.</summary>
    public const string PreconditionRequired = "precondition-required";

    /// <summary>429: too many requests.</summary>
    public const string RateLimited = "rate-limited";

    /// <summary>500: our mistake; quote the trace id.</summary>
    public const string Internal = "internal";

    /// <summary>503: more is waiting than can be taken; try again after Retry-After.</summary>
    public const string QueueFull = "queue-full";

    /// <summary>503: this node has not yet seen the sequence that the reader asked for.</summary>
    public const string NotCaughtUp = "not-caught-up";

    /// <summary>503: the database cannot be written now (disk full, locked, read-only).</summary>
    public const string StorageUnavailable = "storage-unavailable";
}
