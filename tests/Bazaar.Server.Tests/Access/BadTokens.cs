using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Bazaar.Contracts;
using Bazaar.Contracts.Client;

namespace Bazaar.Server.Tests.Access;

/// <summary>What attackers send. Tokens are made here by hand, with the server's own key where only something else shall be wrong.</summary>
internal static class BadTokens
{
    private const string Header = """{"alg":"ES256","typ":"at+jwt","kid":"KID"}""";

    public static async Task<Dictionary<string, string>> AllAsync(ManagedShop shop)
    {
        var good = (await shop.LoginAsync("admin")).AccessToken;
        var payload = Decode(good.Split('.')[1]);
        var id = (await shop.ReadAsync<string>("SELECT id FROM signing_key ORDER BY created_at DESC LIMIT 1"))!;
        using var key = ECDsa.Create();
        key.ImportPkcs8PrivateKey(await shop.ReadAsync<byte[]>("SELECT private_key FROM signing_key ORDER BY created_at DESC LIMIT 1"), out _);
        using var wrongKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var header = Header.Replace("KID", id, StringComparison.Ordinal);
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        string Made(string change, string to) => Sign(key, header, Change(payload, change, to));
        string Headed(string change, string to) => Sign(key, Change(header, change, to), payload);

        var bad = new Dictionary<string, string>
        {
            ["a good one, to see that the others are bad for their own reason"] = Sign(key, header, payload),
            ["an expired token"] = Sign(key, header, Times(payload, now - 700, now - 100)),
            ["a token of tomorrow"] = Sign(key, header, Times(payload, now + 86_400, now + 87_000)),
            ["alg none, unsigned"] = Encode(Change(header, "ES256", "none")) + "." + Encode(payload) + ".",
            ["alg None, signed"] = Headed("ES256", "None"),
            ["alg ES384"] = Headed("ES256", "ES384"),
            ["a wrong key"] = Sign(wrongKey, header, payload),
            ["a key that is not ours, named"] = Sign(wrongKey, Change(header, id, "mine"), payload),
            ["a key brought along"] = Sign(wrongKey, header.TrimEnd('}') + $$""","jwk":{{Jwk(wrongKey)}}}""", payload),
            ["HS256 with the public key"] = Hmac(Change(header, "ES256", "HS256"), payload, key.ExportSubjectPublicKeyInfo()),
            ["HS256 with the public key in PEM"] = Hmac(Change(header, "ES256", "HS256"), payload, Encoding.ASCII.GetBytes(key.ExportSubjectPublicKeyInfoPem())),
            ["a wrong issuer"] = Made("\"iss\":\"bazaar\"", "\"iss\":\"bazar\""),
            ["a wrong audience"] = Made("\"aud\":\"bazaar-api\"", "\"aud\":\"other-api\""),
            ["many audiences"] = Made("\"aud\":\"bazaar-api\"", "\"aud\":[\"other-api\",\"bazaar-api\"]"),
            ["typ JWT"] = Headed("at+jwt", "JWT"),
            ["no typ"] = Headed("\"typ\":\"at+jwt\",", ""),
            ["a critical header"] = Headed("{", "{\"crit\":[\"exp\"],"),
            ["a member twice"] = Made("{", "{\"uid\":1,"),
            ["another user in a signed token"] = good.Split('.')[0] + "." + Encode(Change(payload, "\"sub\":\"admin\"", "\"sub\":\"staff\"")) + "." + good.Split('.')[2],
            ["a signature in DER"] = Der(key, header, payload),
            ["a number as text"] = Sign(key, header, Edit(payload, json => json["exp"] = json["exp"]!.ToString())),
            ["a token without end"] = Sign(key, header, Edit(payload, json => json.Remove("exp"))),
            ["a token of the size of a book"] = good + new string('A', 4_000),
            ["an empty token"] = "",
            ["two dots"] = "..",
            ["a refresh token"] = (await shop.LoginAsync("admin")).RefreshToken!,
            ["an unknown key"] = "bz_aaaaaaaaaa_" + new string('A', 43),
            ["a password that is wrong"] = ManagedShop.Basic("nobody-here", "wrong-wrong-wrong").ToString(),
            ["basic that is none"] = "Basic !!!",
        };
        await AddRevokedAsync(shop, bad);
        return bad;
    }

    /// <summary>Signs with a key, as the server does.</summary>
    public static string Sign(ECDsa key, string header, string payload)
    {
        var signed = Encode(header) + "." + Encode(payload);
        return signed + "." + Base64Url.EncodeToString(key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256));
    }

    private static async Task AddRevokedAsync(ManagedShop shop, Dictionary<string, string> bad)
    {
        await shop.AddUserAsync("dismissed", "admin", null, true);
        bad["the token of a disabled user"] = (await shop.LoginAsync("dismissed")).AccessToken;
        bad["a password of a disabled user"] = ManagedShop.Basic("dismissed", ManagedShop.Password).ToString();
        await shop.Owner.EditUserAsync("dismissed", 1, new UserPatch { Disabled = true });

        await shop.AddUserAsync("renewed", "admin", null, true);
        bad["a token from before the password changed"] = (await shop.LoginAsync("renewed")).AccessToken;
        await shop.Owner.EditUserAsync("renewed", 1, new UserPatch { Password = "Quite-another-one-77" });

        var left = await shop.LoginAsync("admin");
        bad["a token of a session that was left"] = left.AccessToken;
        await new BazaarClient(shop.Http).LogoutAsync(left.RefreshToken!);

        var key = await shop.AddKeyAsync("lost-till", "stock.read");
        bad["a revoked key"] = key.Key!;
        bad["a revoked key as Basic"] = ManagedShop.Basic("", key.Key!).ToString();
        await shop.Owner.RevokeApiKeyAsync(key.Prefix);

        var old = await shop.AddKeyAsync("old-till", "stock.read");
        bad["an expired key"] = old.Key!;
        (await shop.ExecuteAsync("UPDATE api_key SET expires_at = 1 WHERE prefix = @Prefix", new { old.Prefix })).ShouldBe(1);

        var fine = await shop.AddKeyAsync("fine-till", "stock.read");
        bad["a key with another's secret"] = fine.Key![..14] + key.Key![14..];
    }

    private static string Der(ECDsa key, string header, string payload)
    {
        var signed = Encode(header) + "." + Encode(payload);
        return signed + "." + Base64Url.EncodeToString(key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));
    }

    private static string Hmac(string header, string payload, byte[] secret)
    {
        var signed = Encode(header) + "." + Encode(payload);
        return signed + "." + Base64Url.EncodeToString(HMACSHA256.HashData(secret, Encoding.ASCII.GetBytes(signed)));
    }

    private static string Jwk(ECDsa key)
    {
        var point = key.ExportParameters(false).Q;
        return $$"""{"kty":"EC","crv":"P-256","x":"{{Base64Url.EncodeToString(point.X)}}","y":"{{Base64Url.EncodeToString(point.Y)}}"}""";
    }

    private static string Times(string payload, long from, long to) => Edit(payload, json => (json["iat"], json["nbf"], json["exp"]) = (from, from, to));

    private static string Edit(string payload, Action<JsonObject> edit)
    {
        var json = JsonNode.Parse(payload)!.AsObject();
        edit(json);
        return json.ToJsonString();
    }

    private static string Change(string text, string from, string to)
    {
        var at = text.IndexOf(from, StringComparison.Ordinal);
        at.ShouldBeGreaterThanOrEqualTo(0, from);
        return text[..at] + to + text[(at + from.Length)..];
    }

    private static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));

    private static string Decode(string part) => Encoding.UTF8.GetString(Base64Url.DecodeFromChars(part));
}
