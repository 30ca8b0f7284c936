using System.Text.Json;

namespace Bazaar.Server.Tests.Harness;

/// <summary>What the server answered, read to its end.</summary>
public sealed class Answer
{
    private Answer(HttpResponseMessage response, string text)
    {
        Raw = response;
        Text = text;
    }

    public HttpResponseMessage Raw { get; }

    public string Text { get; }

    public int Status => (int)Raw.StatusCode;

    public string? MediaType => Raw.Content.Headers.ContentType?.MediaType;

    public JsonElement Json => JsonDocument.Parse(Text).RootElement;

    public string? Code => Json.TryGetProperty("code", out var code) ? code.GetString() : null;

    public static async Task<Answer> ReadAsync(HttpResponseMessage response) => new(response, await response.Content.ReadAsStringAsync());

    /// <summary>The value of a header; null when it is not there.</summary>
    public string? Header(string name) => Raw.Headers.TryGetValues(name, out var values) ? string.Join(", ", values) : null;

    /// <summary>Insists on a well-formed problem with this status and code.</summary>
    public Answer ShouldBeProblem(int status, string code)
    {
        Status.ShouldBe(status, Text);
        MediaType.ShouldBe("application/problem+json");
        Code.ShouldBe(code, Text);
        Json.GetProperty("status").GetInt32().ShouldBe(status);
        Json.GetProperty("type").GetString().ShouldBe("urn:bazaar:problem:" + code);
        Json.GetProperty("title").GetString().ShouldNotBeNullOrEmpty();
        Json.GetProperty("detail").GetString().ShouldNotBeNullOrEmpty();
        Json.GetProperty("traceId").GetString().ShouldNotBeNullOrEmpty();
        Text.ShouldNotContain("   at ");
        return this;
    }

    public Answer ShouldBe(int status)
    {
        Status.ShouldBe(status, Text);
        return this;
    }
}
