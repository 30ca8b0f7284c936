using System.Diagnostics;
using System.Runtime.InteropServices;
using Bazaar.Contracts.Client;

namespace Bazaar.EndToEnd.Tests.Processes;

/// <summary>A running <c>bazaar serve</c>. Disposing kills it, as a power cut does; <see cref="CloseAsync"/> asks it to close.</summary>
internal sealed class ServeProcess : IAsyncDisposable
{
    private const int Terminate = 15;
    private readonly Process _process;
    private readonly Task<string> _error;

    private ServeProcess(Process process, Task<string> error, Uri address)
    {
        _process = process;
        _error = error;
        Address = address;
        Client = new BazaarClient(CreateHttp());
    }

    public Uri Address { get; }

    public BazaarClient Client { get; }

    public static async Task<ServeProcess> OpenAsync(Process process)
    {
        var error = process.StandardError.ReadToEndAsync();
        var greeting = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException($"bazaar serve ended at once: {await error}");
        var address = greeting.Split(' ').First(word => word.StartsWith("http://", StringComparison.Ordinal));
        return new ServeProcess(process, error, new Uri(address));
    }

    /// <summary>A connection of one's own, through a handler if wanted.</summary>
    public HttpClient CreateHttp(DelegatingHandler? through = null)
    {
        HttpMessageHandler handler = new SocketsHttpHandler { UseProxy = false };
        if (through is not null)
        {
            through.InnerHandler = handler;
            handler = through;
        }

        return new HttpClient(handler) { BaseAddress = Address };
    }

    /// <summary>kill -9: nothing of the process runs any more.</summary>
    public void Kill() => _process.Kill();

    /// <summary>Asks it to close, as systemd and Ctrl+C do.</summary>
    /// <returns>Its exit code, and what it said on stderr.</returns>
    public async Task<(int Exit, string Error)> CloseAsync()
    {
        Signal(_process.Id, Terminate).ShouldBe(0);
        await _process.WaitForExitAsync();
        return (_process.ExitCode, await _error);
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        await _error;
        Client.Http.Dispose();
        _process.Dispose();
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Signal(int process, int signal);
}
