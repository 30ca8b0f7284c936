using Bazaar.Domain.Access;
using Bazaar.Domain.Audit;
using Bazaar.Server.Platform.Access;
using Bazaar.Storage.Access;
using Bazaar.Storage.Sqlite;

namespace Bazaar.Server.Tests.Access;

/// <summary>What one node takes away, another one refuses within half a minute; what one node signs, another one knows.</summary>
public sealed class FreshnessTests : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("bazaar-access-");
    private readonly SetClock _clock = new();
    private SqliteDatabase _database = null!;
    private UserStore _users = null!;
    private ApiKeyStore _keys = null!;

    private Origin Owner => new("owner", null, _clock.GetUtcNow());

    public ValueTask InitializeAsync()
    {
        _database = SqliteDatabase.Open(Path.Combine(_folder.FullName, "bazaar.db"), TimeProvider.System);
        (_users, _keys) = (new UserStore(_database), new ApiKeyStore(_database));
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_disabled_user_and_a_revoked_key_are_refused_everywhere_within_a_minute()
    {
        var user = (await _users.AddAsync(new UserRow { Name = "zara", Role = "admin", AllStores = 1, PasswordHash = PasswordHash.OfNobody }, Owner, default)).User!;
        await _users.AddAsync(new UserRow { Name = "other", Role = "admin", AllStores = 1, PasswordHash = PasswordHash.OfNobody }, Owner, default);
        await _keys.AddAsync(new ApiKeyRow { Name = "till", Prefix = "p", SecretHash = [1], Scopes = "stock.read", AllStores = 1, CreatedBy = "owner" }, Owner, default);
        Proof[] proofs = [new Proof.User(user.Id, user.Stamp, null), new Proof.ApiKey("p")];
        using var here = NewState();
        foreach (var proof in proofs)
        {
            (await here.FindAsync(proof, default)).ShouldNotBeNull();
        }

        // Another node does this.
        await _users.EditAsync("zara", null, u => u with { DisabledAt = 1 }, Owner, default);
        await _keys.RevokeAsync("p", Owner, default);
        _clock.Advance(AccessState.Freshness);

        AccessState.Freshness.ShouldBeLessThan(TimeSpan.FromSeconds(60));
        foreach (var proof in proofs)
        {
            (await here.FindAsync(proof, default)).ShouldBeNull(proof.ToString());
        }
    }

    [Fact]
    public async Task The_first_user_of_another_node_closes_this_one()
    {
        using var here = NewState();
        (await here.FindAsync(new Proof.NoUsers(), default)).ShouldBe(Caller.LoopbackOwner);

        await _users.AddAsync(new UserRow { Name = "zara", Role = "admin", AllStores = 1, PasswordHash = PasswordHash.OfNobody }, Owner, default);
        _clock.Advance(AccessState.Freshness);

        (await here.FindAsync(new Proof.NoUsers(), default)).ShouldBeNull();
    }

    [Fact]
    public async Task A_password_that_is_newer_than_what_is_known_here_is_good_at_once()
    {
        var user = (await _users.AddAsync(new UserRow { Name = "zara", Role = "admin", AllStores = 1, PasswordHash = PasswordHash.OfNobody }, Owner, default)).User!;
        using var here = NewState();
        (await here.FindAsync(new Proof.User(user.Id, user.Stamp, null), default)).ShouldNotBeNull();

        var changed = (await _users.EditAsync("zara", null, u => u with { PasswordHash = "new" }, Owner, default)).User!;

        (await here.FindAsync(new Proof.User(changed.Id, changed.Stamp, null), default)).ShouldNotBeNull();
        (await here.FindAsync(new Proof.User(user.Id, user.Stamp, null), default)).ShouldBeNull();
    }

    [Fact]
    public async Task Keys_are_renewed_and_the_old_one_verifies_until_its_tokens_are_dead()
    {
        using var here = new SigningKeys(new SigningKeyStore(_database), _clock);
        using var there = new SigningKeys(new SigningKeyStore(_database), _clock);
        var first = (await here.CurrentAsync(default)).Id;
        (await there.CurrentAsync(default)).Id.ShouldBe(first, "all nodes share them");

        _clock.Advance(TimeSpan.FromDays(31));
        var second = (await here.CurrentAsync(default)).Id;

        second.ShouldNotBe(first);
        (await there.FindAsync(second, default)).ShouldNotBeNull();
        (await there.FindAsync(first, default)).ShouldNotBeNull();
        _clock.Advance(TimeSpan.FromHours(2));
        (await there.FindAsync(first, default)).ShouldBeNull();
        (await there.AllAsync(default)).Select(k => k.Id).ShouldBe([second]);
    }

    [Fact]
    public async Task A_token_is_verified_once_and_forgotten_when_it_ends()
    {
        var user = new UserRow { Id = 7, Name = "zara", Role = "admin", Stamp = 3 };
        using var keys = new SigningKeys(new SigningKeyStore(_database), _clock);
        var tokens = new AccessTokens(keys, _clock);
        var token = await tokens.IssueAsync(user, "session", default);

        (await tokens.VerifyAsync(token, default)).ShouldBe(new Proof.User(7, 3, "session"));
        (await tokens.VerifyAsync(token, default)).ShouldBe(new Proof.User(7, 3, "session"));
        (await tokens.VerifyAsync(token[..^2] + "AA", default)).ShouldBeNull();
        _clock.Advance(AccessTokens.Life);
        (await tokens.VerifyAsync(token, default)).ShouldBeNull();
        token.Length.ShouldBeLessThan(Jwt.MaxLength);
    }

    private AccessState NewState() => new(_database, _users, _keys, new SessionStore(_database), _clock);

    /// <summary>A clock that goes on when it is told to.</summary>
    private sealed class SetClock : TimeProvider
    {
        private DateTimeOffset _now = new(2026, 3, 1, 9, 0, 0, TimeSpan.Zero);

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public void Advance(TimeSpan time) => _now += time;

        public override DateTimeOffset GetUtcNow() => _now;

        public override long GetTimestamp() => _now.Ticks;
    }
}
