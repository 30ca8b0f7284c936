using System.Diagnostics;
using System.Globalization;
using System.Text;
using Bazaar.Storage.Ledger;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Bazaar.Server.Platform.Telemetry;

/// <summary>Figures for whoever watches the server, in Prometheus' text format.</summary>
internal sealed class Metrics
{
    private readonly GroupCommit _ledger;
    private readonly TimeProvider _clock;
    private readonly long _started;
    private long _commits;
    private long _requests;
    private long _serverErrors;

    public Metrics(GroupCommit ledger, TimeProvider clock)
    {
        _ledger = ledger;
        _clock = clock;
        _started = clock.GetTimestamp();
        ledger.Committed += (_, _) => Interlocked.Increment(ref _commits);
    }

    /// <summary>Counts an answered request.</summary>
    public void Answered(int status)
    {
        Interlocked.Increment(ref _requests);
        if (status >= 500)
        {
            Interlocked.Increment(ref _serverErrors);
        }
    }

    public string Write()
    {
        var text = new StringBuilder();
        Add("bazaar_requests_total", "counter", "Requests answered.", Interlocked.Read(ref _requests));
        Add("bazaar_server_errors_total", "counter", "Requests answered with a status of 500 or more.", Interlocked.Read(ref _serverErrors));
        Add("bazaar_store_commits_total", "counter", "Commits, counted once for each store that got something new.", Interlocked.Read(ref _commits));
        Add("bazaar_posting_queue", "gauge", "Requests that wait to be posted.", _ledger.Waiting);
        Add("bazaar_uptime_seconds", "gauge", "Seconds since the start.", _clock.GetElapsedTime(_started).TotalSeconds);
        Add("process_resident_memory_bytes", "gauge", "Memory in use.", Environment.WorkingSet);
        Add("process_cpu_seconds_total", "counter", "Processor time used.", Process.GetCurrentProcess().TotalProcessorTime.TotalSeconds);
        Add("dotnet_gc_heap_bytes", "gauge", "Managed memory in use.", GC.GetTotalMemory(forceFullCollection: false));
        return text.ToString();

        void Add(string name, string type, string help, double value) =>
            text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {help}\n# TYPE {name} {type}\n{name} {value}\n");
    }
}

/// <summary>Counts what the server answers.</summary>
internal static class MetricsExtensions
{
    public static void UseMetrics(this WebApplication app)
    {
        var metrics = app.Services.GetRequiredService<Metrics>();
        app.Use(async (context, next) =>
        {
            await next(context);
            metrics.Answered(context.Response.StatusCode);
        });
    }
}
