using System.Text.Json;
using Bazaar.Contracts;
using Bazaar.Storage;
using Bazaar.Storage.Ledger;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Bazaar.Server.Platform.Errors;

/// <summary>Turns what goes wrong on the way into problem answers: never a stack trace, never a 500 for what a client sent.</summary>
internal static class ErrorHandling
{
    public static void UseProblemAnswers(this WebApplication app)
    {
        var log = app.Logger;
        app.Use(async (context, next) =>
        {
            try
            {
                await next(context);
            }
            catch (Exception failure) when (context.RequestAborted.IsCancellationRequested && (failure is OperationCanceledException || ReadLimit.WasReached(failure)))
            {
                context.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
            }
            catch (Exception failure) when (!context.Response.HasStarted)
            {
                await ToProblem(failure, context, log).ToResult().ExecuteAsync(context);
            }
        });
        app.UseStatusCodePages(pages => ForStatus(pages.HttpContext.Response.StatusCode).ToResult().ExecuteAsync(pages.HttpContext));
    }

    private static Problem ToProblem(Exception failure, HttpContext context, ILogger log)
    {
        switch (failure)
        {
            case BadHttpRequestException { InnerException: JsonException json }:
                return Malformed(json);
            case BadHttpRequestException bad:
                return bad.StatusCode == 400 ? Problems.Make(400, ProblemCodes.Malformed, Explain(bad)) : ForStatus(bad.StatusCode);
            case var slow when ReadLimit.WasReached(slow):
                return Problems.Make(503, ProblemCodes.TimedOut, $"The answer takes longer than {ReadLimit.Longest.TotalSeconds:0} seconds. Ask for less: fewer stores, a shorter time, a smaller page.");
            case QueueFullException:
                return Problems.Make(503, ProblemCodes.QueueFull, failure.Message);
            case StorageUnavailableException:
                log.LogError(failure, "The database cannot be written.");
                return Problems.Make(503, ProblemCodes.StorageUnavailable, failure.Message);
            default:
                log.LogError(failure, "Unforeseen failure in {Method} {Path}, trace {Trace}.", context.Request.Method, context.Request.Path, context.TraceIdentifier);
                return Problems.Make(500, ProblemCodes.Internal, "Something went wrong on our side. Nothing half-done was kept; quote the trace id when asking for help.");
        }
    }

    private static Problem Malformed(JsonException json)
    {
        var path = json.Path is null or "$" ? "body" : json.Path.TrimStart('$').TrimStart('.');
        var message = Reword(json.Message);
        return Problems.Make(400, ProblemCodes.Malformed, $"The body cannot be read: {path}: {message}") with
        {
            Errors = new Dictionary<string, string[]> { [path] = [message] },
        };
    }

    /// <summary>The reader's own words, without its type names and positions.</summary>
    private static string Reword(string message)
    {
        if (message.Contains("could not be mapped to any .NET member", StringComparison.Ordinal))
        {
            var name = message.Split('\'')[1];
            return $"There is no member {name}. Check the spelling, or leave it out.";
        }

        if (message.StartsWith("The JSON value could not be converted", StringComparison.Ordinal))
        {
            return "The value has the wrong type or form.";
        }

        var end = message.IndexOf(" Path: ", StringComparison.Ordinal);
        return end < 0 ? message : message[..end];
    }

    private static string Explain(BadHttpRequestException bad)
    {
        const string Parameter = "Failed to bind parameter \"";
        if (bad.Message.StartsWith(Parameter, StringComparison.Ordinal))
        {
            var name = bad.Message[Parameter.Length..].Split('"')[0].Split(' ')[^1];
            return $"{name} has the wrong form.";
        }

        return bad.Message.StartsWith("Required parameter", StringComparison.Ordinal) ? $"{bad.Message.Split('"')[1].Split(' ')[^1]} is needed."
            : bad.Message.Contains("empty request body", StringComparison.Ordinal) || bad.Message.Contains("no body", StringComparison.Ordinal) ? "A JSON body is needed."
            : bad.Message;
    }

    private static Problem ForStatus(int status) => status switch
    {
        404 => Problems.NotFound("There is nothing at this address. /docs lists what there is."),
        405 => Problems.Make(405, ProblemCodes.MethodNotAllowed, "This address does not take that method. /docs lists what it takes."),
        408 => Problems.Make(408, ProblemCodes.TimedOut, "The request came too slowly. Send it again over a better line, or less at once."),
        413 => Problems.TooLarge(),
        415 => Problems.Make(415, ProblemCodes.UnsupportedMediaType, "Send Content-Type: application/json (imports also take text/csv and XLSX)."),
        _ => Problems.Make(status, ProblemCodes.Malformed, "The request cannot be understood."),
    };
}
