using System.Collections.Concurrent;
using System.Security.Cryptography;
using Bazaar.Contracts;
using Bazaar.Domain.Audit;
using Bazaar.Domain.Primitives;
using Bazaar.Server.Platform.Errors;
using Bazaar.Storage.Access;
using Microsoft.AspNetCore.Http;

namespace Bazaar.Server.Platform.Access;

/// <summary>
/// Checks passwords. Guesses are counted before they are tried, by account and by address, in the database and so for all nodes together; an
/// account that does not exist is counted, takes as long and is answered like one that does.
/// </summary>
internal sealed class PasswordSignIn(UserStore users, GuessStore guesses, TimeProvider clock) : IDisposable
{
    /// <summary>Wrong passwords an hour for one account. Two hours side by side make at most twice as many in any sixty minutes.</summary>
    public const int MaxPerAccount = 30;

    /// <summary>Wrong passwords an hour from one address; a shop's people may share one.</summary>
    public const int MaxPerAddress = 50;

    private const int MaxBlocked = 10_000;
    private const int MaxWaiting = 64;

    // Hashing takes a quarter of a second of a processor, on purpose. One is always left for those who are signed in.
    private readonly SemaphoreSlim _processors = new(Math.Max(1, Environment.ProcessorCount - 1));
    private readonly ConcurrentDictionary<string, long> _blocked = [];
    private int _waiting;

    /// <summary>The user, or why not.</summary>
    /// <param name="name">What was given as the name.</param>
    /// <param name="password">What was given as the password.</param>
    /// <param name="http">The request.</param>
    public async Task<(UserRow? User, Problem? Problem)> CheckAsync(string? name, string? password, HttpContext http)
    {
        var ct = http.RequestAborted;
        var isName = Code.IsValid(name);
        if (password is null or { Length: 0 or > PasswordPolicy.MaxLength * 2 })
        {
            return (null, Wrong());
        }

        List<string> subjects = ["address:" + ClientAddress.Group(ClientAddress.Of(http))];
        if (isName)
        {
            subjects.Insert(0, "account:" + Code.Key(name!));
        }

        if (Volatile.Read(ref _waiting) >= MaxWaiting)
        {
            return (null, Problems.Make(503, ProblemCodes.QueueFull, "Too many are signing in at this moment. Try again in a moment."));
        }

        var (guess, tooMany) = await CountAsync(subjects, http);
        var user = isName && (tooMany is null || guess == MaxPerAccount + 1) ? await users.FindAsync(name!, ct) : null;
        if (tooMany is not null)
        {
            await RecordAsync(user, guess, http);
            return (null, tooMany);
        }

        // The work is done before anything is decided: the time it takes must not tell whether there is such a user.
        if (!await VerifyAsync(password, user?.PasswordHash ?? PasswordHash.OfNobody, ct) || user is not { DisabledAt: null })
        {
            await RecordAsync(user, guess, http);
            return (null, Wrong());
        }

        await guesses.ForgiveAsync(subjects, ct);
        if (PasswordHash.IsOutdated(user.PasswordHash))
        {
            var hash = await HashAsync(password, ct);
            await users.RehashAsync(user.Id, user.PasswordHash, hash, ct);
            user = user with { PasswordHash = hash };
        }

        return (user, null);
    }

    /// <summary>Hashes a new password.</summary>
    public Task<string> HashAsync(string password, CancellationToken ct) =>
        WorkAsync(() => PasswordHash.Make(password, RandomNumberGenerator.GetBytes(PasswordHash.SaltBytes)), ct);

    public void Dispose() => _processors.Dispose();

    private static Problem Wrong() => Problems.Make(401, ProblemCodes.Unauthenticated, "The user name or the password is wrong.");

    private Task<bool> VerifyAsync(string password, string stored, CancellationToken ct) => WorkAsync(() => PasswordHash.Verify(password, stored), ct);

    /// <returns>Which guess this is for the account, 0 without one; and the refusal, when it is one too many.</returns>
    private async Task<(long Guess, Problem? Problem)> CountAsync(List<string> subjects, HttpContext http)
    {
        var now = clock.GetUtcNow();
        var known = subjects.Max(s => _blocked.GetValueOrDefault(s));
        if (known > Clock.ToMicros(now))
        {
            return (0, TooMany(http, known, now));
        }

        var counted = await guesses.CountAsync(subjects, now, http.RequestAborted);
        var (guess, blockedUntil) = (0L, 0L);
        for (var i = 0; i < subjects.Count; i++)
        {
            var (count, endsAt) = counted[i];
            var isAccount = subjects[i].StartsWith("account:", StringComparison.Ordinal);
            guess = isAccount ? count : guess;
            if (count > (isAccount ? MaxPerAccount : MaxPerAddress))
            {
                Block(subjects[i], endsAt, now);
                blockedUntil = Math.Max(blockedUntil, endsAt);
            }
        }

        return (guess, blockedUntil == 0 ? null : TooMany(http, blockedUntil, now));
    }

    // The first wrong password, one halfway and the one that closes the account for the hour stand in the trail: who guesses must not be able to fill
    // it. What was typed as a name may be a password, so only names there are stand in it.
    private async Task RecordAsync(UserRow? user, long guess, HttpContext http)
    {
        if (user is not null && (guess is 1 or MaxPerAccount / 2 or MaxPerAccount + 1))
        {
            var action = guess > MaxPerAccount ? "user.login-blocked" : "user.login-failed";
            await guesses.RecordAsync(new AuditChange(action, user.Name), http.Origin(clock, Caller.Nobody.Name), http.RequestAborted);
        }
    }

    private void Block(string subject, long until, DateTimeOffset now)
    {
        if (_blocked.Count >= MaxBlocked)
        {
            foreach (var (old, _) in _blocked.Where(b => b.Value <= Clock.ToMicros(now)))
            {
                _blocked.TryRemove(old, out _);
            }
        }

        if (_blocked.Count < MaxBlocked)
        {
            _blocked[subject] = until;
        }
    }

    private static Problem TooMany(HttpContext http, long until, DateTimeOffset now)
    {
        var wait = Clock.FromMicros(until) - now;
        http.Response.Headers.RetryAfter = ((long)Math.Ceiling(Math.Max(wait.TotalSeconds, 1))).ToString();
        return Problems.Make(429, ProblemCodes.RateLimited, $"Too many wrong passwords. Try again in {Math.Ceiling(wait.TotalMinutes):0} minutes.");
    }

    private async Task<T> WorkAsync<T>(Func<T> work, CancellationToken ct)
    {
        Interlocked.Increment(ref _waiting);
        try
        {
            await _processors.WaitAsync(ct);
            try
            {
                return work();
            }
            finally
            {
                _processors.Release();
            }
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }
}
