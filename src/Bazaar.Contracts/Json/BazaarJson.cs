using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Bazaar.Contracts.Json;

/// <summary>The one way this system reads and writes JSON.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    NumberHandling = JsonNumberHandling.Strict,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false,
    Converters = [typeof(ExactDecimalConverter), typeof(UtcTimeConverter)])]
[JsonSerializable(typeof(MovementRequest))]
[JsonSerializable(typeof(Movement))]
[JsonSerializable(typeof(BulkRequest))]
[JsonSerializable(typeof(BulkResponse))]
[JsonSerializable(typeof(ReversalRequest))]
[JsonSerializable(typeof(FeedPage))]
[JsonSerializable(typeof(Page<Movement>))]
[JsonSerializable(typeof(ProductRequest))]
[JsonSerializable(typeof(ProductPatch))]
[JsonSerializable(typeof(Product))]
[JsonSerializable(typeof(Page<Product>))]
[JsonSerializable(typeof(ImportResult))]
[JsonSerializable(typeof(StoreRequest))]
[JsonSerializable(typeof(StorePatch))]
[JsonSerializable(typeof(Store))]
[JsonSerializable(typeof(Page<Store>))]
[JsonSerializable(typeof(StockItem))]
[JsonSerializable(typeof(StockPatch))]
[JsonSerializable(typeof(StockAsOf))]
[JsonSerializable(typeof(StockExplanation))]
[JsonSerializable(typeof(Page<StockItem>))]
[JsonSerializable(typeof(ProductStock))]
[JsonSerializable(typeof(TransferRequest))]
[JsonSerializable(typeof(TransferReceiptRequest))]
[JsonSerializable(typeof(TransferCloseRequest))]
[JsonSerializable(typeof(TransferCancelRequest))]
[JsonSerializable(typeof(Transfer))]
[JsonSerializable(typeof(Page<TransferSummary>))]
[JsonSerializable(typeof(Page<InTransitItem>))]
[JsonSerializable(typeof(CountRequest))]
[JsonSerializable(typeof(CountScansRequest))]
[JsonSerializable(typeof(CountScansResult))]
[JsonSerializable(typeof(CountCodeRequest))]
[JsonSerializable(typeof(CountPostRequest))]
[JsonSerializable(typeof(CountSession))]
[JsonSerializable(typeof(Page<CountSummary>))]
[JsonSerializable(typeof(Page<CountVariance>))]
[JsonSerializable(typeof(Page<CountedScan>))]
[JsonSerializable(typeof(CountTotals))]
[JsonSerializable(typeof(DemoState))]
[JsonSerializable(typeof(Alert))]
[JsonSerializable(typeof(ResolveRequest))]
[JsonSerializable(typeof(SnoozeRequest))]
[JsonSerializable(typeof(Page<Alert>))]
[JsonSerializable(typeof(Report<SalesRow>))]
[JsonSerializable(typeof(Report<StockRow>))]
[JsonSerializable(typeof(Report<ValuationRow>))]
[JsonSerializable(typeof(Report<MovementsRow>))]
[JsonSerializable(typeof(Report<ShrinkageRow>))]
[JsonSerializable(typeof(Page<StoreOverview>))]
[JsonSerializable(typeof(StoreToday))]
[JsonSerializable(typeof(SupplierRequest))]
[JsonSerializable(typeof(SupplierPatch))]
[JsonSerializable(typeof(Supplier))]
[JsonSerializable(typeof(Page<Supplier>))]
[JsonSerializable(typeof(SourcingRequest))]
[JsonSerializable(typeof(SourcingPatch))]
[JsonSerializable(typeof(Sourcing))]
[JsonSerializable(typeof(Page<Sourcing>))]
[JsonSerializable(typeof(Page<SourcingChange>))]
[JsonSerializable(typeof(PurchaseOrderRequest))]
[JsonSerializable(typeof(PurchaseOrderPatch))]
[JsonSerializable(typeof(PurchaseOrder))]
[JsonSerializable(typeof(Page<PurchaseOrderSummary>))]
[JsonSerializable(typeof(CancelOrderRequest))]
[JsonSerializable(typeof(ReceiveOrderRequest))]
[JsonSerializable(typeof(PurchaseReceipt))]
[JsonSerializable(typeof(Report<SuppliersRow>))]
[JsonSerializable(typeof(Report<AccuracyRow>))]
[JsonSerializable(typeof(LedgerProof))]
[JsonSerializable(typeof(LoginRequest))]
[JsonSerializable(typeof(RefreshRequest))]
[JsonSerializable(typeof(PasswordRequest))]
[JsonSerializable(typeof(TokenResponse))]
[JsonSerializable(typeof(Me))]
[JsonSerializable(typeof(UserRequest))]
[JsonSerializable(typeof(UserPatch))]
[JsonSerializable(typeof(User))]
[JsonSerializable(typeof(Page<User>))]
[JsonSerializable(typeof(ApiKeyRequest))]
[JsonSerializable(typeof(ApiKey))]
[JsonSerializable(typeof(Page<ApiKey>))]
[JsonSerializable(typeof(JsonWebKey))]
[JsonSerializable(typeof(JsonWebKeySet))]
[JsonSerializable(typeof(LedgerHeads))]
[JsonSerializable(typeof(AuditRecord))]
[JsonSerializable(typeof(Page<AuditRecord>))]
[JsonSerializable(typeof(Problem))]
[JsonSerializable(typeof(bool?))]
[JsonSerializable(typeof(decimal?))]
public sealed partial class BazaarJson : JsonSerializerContext
{
    /// <summary>What is sent and received: Urdu stays Urdu, for a JSON answer is never put into a page as it is.</summary>
    public static BazaarJson Wire => WireOptions.Context;

    /// <summary>What a client reads: members that a newer server adds are passed over. Requests stay strict, for there a wrong name is a mistake.</summary>
    public static BazaarJson Answers => WireOptions.Lenient;

    // Apart, because the generated half of this class sets itself up in its own time.
    private static class WireOptions
    {
        public static readonly BazaarJson Context = new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

        public static readonly BazaarJson Lenient = new(new JsonSerializerOptions(Context.Options) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip });
    }
}
