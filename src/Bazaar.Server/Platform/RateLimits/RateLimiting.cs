using System.Globalization;
using Bazaar.Contracts;
using Bazaar.Server.Platform.Errors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Bazaar.Server.Platform.RateLimits;

/// <summary>Counts requests, says on every answer what is left, and refuses what is too much.</summary>
internal static class RateLimiting
{
    private const string Left = "RateLimit";

    /// <summary>
    /// Before anyone is known: an address whose requests keep being refused with 401 has to wait, so guessing costs us next to nothing.
    /// Whoever signs in is not counted here.
    /// </summary>
    public static void UseAddressLimits(this WebApplication app)
    {
        var limits = app.Services.GetRequiredService<Limiter>();
        if (limits.Local.QuotaOf(Budget.Strangers) is not { } quota)
        {
            return;
        }

        app.Use(async (context, next) =>
        {
            if (context.Connection.RemoteIpAddress is null)
            {
                await next(context);
                return;
            }

            var who = Partition.OfAddress(context, Budget.Strangers);
            var verdict = limits.Local.Look(who, quota);
            if (!verdict.Allowed)
            {
                SetHeaders(context.Response, quota, verdict);
                await Refuse(context, verdict, "Too many requests of this address were refused because nobody was signed in.");
                return;
            }

            context.Response.OnStarting(() => CountStrangerAsync(limits, context, who, quota));
            await next(context);
        });
    }

    /// <summary>Once the caller is known: counts one against the endpoint's budget.</summary>
    public static void UseRateLimits(this WebApplication app)
    {
        var limits = app.Services.GetRequiredService<Limiter>();
        app.Use(async (context, next) =>
        {
            var problem = await TakeAsync(limits, context, 1);
            await (problem is null ? next(context) : problem.ToResult().ExecuteAsync(context));
        });
    }

    /// <summary>Counts the rest of what a request turned out to hold: of so many entries, one was counted when it came in.</summary>
    /// <param name="context">The request.</param>
    /// <param name="entries">How many it holds.</param>
    /// <returns>The refusal, when that is too much.</returns>
    public static ValueTask<Problem?> TakeRestAsync(this HttpContext context, int entries) =>
        entries <= 1 ? ValueTask.FromResult<Problem?>(null) : TakeAsync(context.RequestServices.GetRequiredService<Limiter>(), context, entries - 1);

    private static async Task CountStrangerAsync(Limiter limits, HttpContext context, Partition who, Quota quota)
    {
        if (context.Response.StatusCode != StatusCodes.Status401Unauthorized)
        {
            return;
        }

        // A wrong password was counted as an attempt to sign in already, and says what is left of those.
        var verdict = await limits.TakeAsync(who, quota, 1);
        if (!context.Response.Headers.ContainsKey(Left))
        {
            SetHeaders(context.Response, quota, verdict);
        }
    }

    private static async ValueTask<Problem?> TakeAsync(Limiter limits, HttpContext context, long cost)
    {
        var budget = Budgets.Of(context.GetEndpoint(), context.Request.Method);
        if (budget == Budget.None || limits.Local.QuotaOf(budget) is not { } quota || Partition.IsFree(context))
        {
            return null;
        }

        var verdict = await limits.TakeAsync(Partition.Of(context, budget), quota, cost);
        SetHeaders(context.Response, quota, verdict);
        return verdict.Allowed ? null : TooMany(context, verdict, $"This is more than {quota.Count} {quota.Name} in {(long)quota.Window.TotalSeconds} seconds.");
    }

    private static void SetHeaders(HttpResponse response, Quota quota, Verdict verdict)
    {
        response.Headers["RateLimit-Policy"] = quota.Policy;
        response.Headers[Left] = string.Create(CultureInfo.InvariantCulture, $"\"{quota.Name}\";r={verdict.Remaining};t={Seconds(verdict.FullIn)}");
    }

    private static Problem TooMany(HttpContext context, Verdict verdict, string why)
    {
        var seconds = Math.Max(1, Seconds(verdict.RetryIn));
        context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return Problems.Make(429, ProblemCodes.RateLimited, $"{why} Try again in {(seconds == 1 ? "a second" : $"{seconds} seconds")}.");
    }

    private static Task Refuse(HttpContext context, Verdict verdict, string why) => TooMany(context, verdict, why).ToResult().ExecuteAsync(context);

    private static long Seconds(TimeSpan time) => (time.Ticks + TimeSpan.TicksPerSecond - 1) / TimeSpan.TicksPerSecond;
}
