using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Bazaar.Contracts;
using Bazaar.Contracts.Client;
using Bazaar.Server.Tests.Harness;

namespace Bazaar.Server.Tests.Audit;

/// <summary>Heads say who gave them out: what is signed, what is refused, and how the key is changed.</summary>
public sealed class SignedHeadsTests(Shop shop) : IClassFixture<Shop>
{
    [Fact]
    public async Task What_is_signed_can_be_verified_without_the_servers_own_code()
    {
        await shop.NewStoreAsync();
        await shop.NewProductAsync();
        var heads = await shop.Api.ListHeadsAsync();
        var key = (await shop.Api.ListHeadsKeysAsync()).Keys.Single(k => k.RetiredAt is null);

        // As docs/reference/chain.md says.
        var text = new StringBuilder($"bazaar-heads-1\nat\t{heads.At!.Value.UtcDateTime:yyyy-MM-ddTHH:mm:ss.ffffff}Z\n");
        foreach (var head in heads.Items)
        {
            text.Append($"store\t{head.Store}\t{head.Seq}\t{head.Hash}\n");
        }

        text.Append($"audit\t{heads.Audit.Seq}\t{heads.Audit.Hash}\n");
        var parts = heads.Signature!.Split('.');
        using var verifier = ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new ECPoint { X = Base64Url.DecodeFromChars(key.X), Y = Base64Url.DecodeFromChars(key.Y) },
        });
        parts.Length.ShouldBe(3);
        parts[1].ShouldBe("", "what is signed stands beside");
        Encoding.UTF8.GetString(Base64Url.DecodeFromChars(parts[0])).ShouldBe($$"""{"alg":"ES256","typ":"bazaar-heads","kid":"{{key.Kid}}"}""");
        var signed = Encoding.ASCII.GetBytes($"{parts[0]}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text.ToString()))}");
        verifier.VerifyData(signed, Base64Url.DecodeFromChars(parts[2]), HashAlgorithmName.SHA256).ShouldBeTrue();
        SignedHeads.WhyNot(heads, [key]).ShouldBeNull();
    }

    [Theory]
    [InlineData("hash", "does not fit")]
    [InlineData("seq", "does not fit")]
    [InlineData("store", "does not fit")]
    [InlineData("fewer", "does not fit")]
    [InlineData("more", "does not fit")]
    [InlineData("order", "does not fit")]
    [InlineData("audit", "does not fit")]
    [InlineData("time", "does not fit")]
    [InlineData("signature", "does not fit")]
    [InlineData("short", "does not fit")]
    [InlineData("der", "does not fit")]
    [InlineData("none", "only ES256 counts")]
    [InlineData("none-with-signature", "only ES256 counts")]
    [InlineData("hs256", "only ES256 counts")]
    [InlineData("token", "only ES256 counts")]
    [InlineData("own-key-in-header", "only ES256 counts")]
    [InlineData("another-key", "is not one of those given")]
    [InlineData("another-key-of-that-name", "does not fit")]
    [InlineData("payload", "is none")]
    [InlineData("empty", "is none")]
    [InlineData("long", "is none")]
    [InlineData("retired", "was retired before")]
    public void What_was_changed_or_forged_is_refused(string what, string why)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var published = ToWire("k1", key);
        var plain = new LedgerHeads([new LedgerHead("A", 5, Hash('a')), new LedgerHead("B", 7, Hash('b'))], new AuditHead(9, Hash('c'))) { At = new DateTimeOffset(2026, 3, 1, 18, 0, 0, TimeSpan.Zero) };
        var good = SignedHeads.Sign(plain, "k1", key);
        SignedHeads.WhyNot(good, [published]).ShouldBeNull();
        var (header, signature) = (good.Signature!.Split('.')[0], good.Signature.Split('.')[2]);
        var forged = what switch
        {
            "hash" => good with { Items = [good.Items[0] with { Hash = Hash('d') }, good.Items[1]] },
            "seq" => good with { Items = [good.Items[0] with { Seq = 4 }, good.Items[1]] },
            "store" => good with { Items = [good.Items[0] with { Store = "C" }, good.Items[1]] },
            "fewer" => good with { Items = [good.Items[0]] },
            "more" => good with { Items = [.. good.Items, good.Items[0]] },
            "order" => good with { Items = [good.Items[1], good.Items[0]] },
            "audit" => good with { Audit = new AuditHead(8, Hash('c')) },
            "time" => good with { At = good.At!.Value.AddMicroseconds(1) },
            "signature" => good with { Signature = $"{header}..{(signature[0] == 'A' ? 'B' : 'A')}{signature[1..]}" },
            "short" => good with { Signature = $"{header}..{signature[..40]}" },
            "der" => good with { Signature = $"{header}..{Base64Url.EncodeToString(key.SignData(Encoding.ASCII.GetBytes(header), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence))}" },
            "none" => good with { Signature = Header("""{"alg":"none","typ":"bazaar-heads","kid":"k1"}""") + ".." },
            "none-with-signature" => good with { Signature = $"{Header("""{"alg":"none","typ":"bazaar-heads","kid":"k1"}""")}..{signature}" },
            "hs256" => good with { Signature = $"{Header("""{"alg":"HS256","typ":"bazaar-heads","kid":"k1"}""")}..{signature}" },
            "token" => good with { Signature = $"{Header("""{"alg":"ES256","typ":"at+jwt","kid":"k1"}""")}..{signature}" },
            "own-key-in-header" => good with { Signature = $"{Header("""{"alg":"ES256","typ":"bazaar-heads","kid":"k1","jwk":{}}""")}..{signature}" },
            "another-key" => SignedHeads.Sign(plain, "k2", other),
            "another-key-of-that-name" => SignedHeads.Sign(plain, "k1", other),
            "payload" => good with { Signature = $"{header}.{Base64Url.EncodeToString("x"u8)}.{signature}" },
            "empty" => good with { Signature = "" },
            "long" => good with { Signature = new string('A', 900) + good.Signature },
            _ => good,
        };
        var keys = what == "retired" ? published with { RetiredAt = good.At!.Value.AddMicroseconds(-1) } : published;

        var fault = SignedHeads.WhyNot(forged, [keys]);

        // An empty last part is no signature at all, whatever the header says.
        fault.ShouldNotBeNull().ShouldContain(what == "none" ? "is none" : why);
    }

    [Fact]
    public async Task A_new_key_signs_from_then_on_and_the_old_one_verifies_for_ever()
    {
        var before = await shop.Api.ListHeadsAsync();

        var made = await shop.Api.RenewHeadsKeyAsync();

        var keys = (await shop.Api.ListHeadsKeysAsync()).Keys;
        keys[0].ShouldBe(made);
        keys.Count(k => k.RetiredAt is null).ShouldBe(1);
        var after = await shop.Api.ListHeadsAsync();
        after.Signature!.Split('.')[0].ShouldNotBe(before.Signature!.Split('.')[0]);
        SignedHeads.WhyNot(before, keys).ShouldBeNull();
        SignedHeads.WhyNot(after, keys).ShouldBeNull();
        SignedHeads.WhyNot(after, [.. keys.Skip(1)]).ShouldNotBeNull();
        var record = (await shop.Api.ListAuditAsync(new AuditQuery(Entity: "headsKey"))).Items[0];
        (record.Action, record.Subject, record.Actor).ShouldBe(("headsKey.add", made.Kid, "owner"));
        record.After.ShouldNotBeNull().ShouldContain($"\"replaces\":\"{keys[1].Kid}\"");
        (await shop.SendAsync("GET", "audit/keys")).Text.ShouldNotMatch("private|\"d\"");
    }

    [Fact]
    public async Task Keys_that_sign_tokens_and_keys_that_sign_heads_have_nothing_in_common()
    {
        await shop.Api.ListHeadsAsync();

        var tokens = (await shop.SendAsync("GET", "/.well-known/jwks.json")).ShouldBe(200).Text;

        foreach (var key in (await shop.Api.ListHeadsKeysAsync()).Keys)
        {
            tokens.ShouldNotContain(key.Kid);
            key.Kid.ShouldMatch("^[A-Za-z0-9_-]{43}$");
        }
    }

    private static string Hash(char digit) => new(digit, 64);

    private static string Header(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));

    private static JsonWebKey ToWire(string id, ECDsa key)
    {
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        return new JsonWebKey { Kid = id, X = Base64Url.EncodeToString(point.X), Y = Base64Url.EncodeToString(point.Y) };
    }
}
