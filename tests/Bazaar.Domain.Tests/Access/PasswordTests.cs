using Bazaar.Domain.Access;

namespace Bazaar.Domain.Tests.Access;

/// <summary>Which passwords are taken, and how they are kept.</summary>
public sealed class PasswordTests
{
    [Theory]
    [InlineData("password")]
    [InlineData("Password1")]
    [InlineData("P@ssw0rd!")]
    [InlineData("12345678")]
    [InlineData("87654321")]
    [InlineData("123123123")]
    [InlineData("11111111")]
    [InlineData("abababab")]
    [InlineData("qwertyuiop")]
    [InlineData("qwerty123")]
    [InlineData("1qaz2wsx")]
    [InlineData("abcd1234")]
    [InlineData("iloveyou")]
    [InlineData("iloveyou2")]
    [InlineData("Pakistan123")]
    [InlineData("pakistan786")]
    [InlineData("Bismillah786")]
    [InlineData("lahore2024")]
    [InlineData("Karachi@123")]
    [InlineData("AliKhan123")]
    [InlineData("sunshine")]
    [InlineData("football")]
    [InlineData("letmein1")]
    [InlineData("welcome123")]
    [InlineData("changeme!")]
    [InlineData("admin123")]
    [InlineData("adminadmin")]
    [InlineData("25121985")]
    [InlineData("25-12-85")]
    [InlineData("B@zaar2026")]
    public void What_is_guessed_first_is_refused(string password) => PasswordPolicy.Fault(password, "zara").ShouldNotBeNull();

    [Theory]
    [InlineData("seven green kites")]
    [InlineData("Seven-green-kites-42")]
    [InlineData("xK9#mPq2vL")]
    [InlineData("میرا پاس ورڈ لمبا")]
    [InlineData("tarbooz chai rickshaw")]
    [InlineData("br7k2-hmw9p-q4xzt-e8vny")]
    public void What_is_hard_to_guess_is_taken(string password) => PasswordPolicy.Fault(password, "zara").ShouldBeNull();

    [Fact]
    public void Length_counts_characters()
    {
        PasswordPolicy.Fault(null, "zara").ShouldNotBeNull();
        PasswordPolicy.Fault("xK9#mPq", "zara").ShouldNotBeNull();
        PasswordPolicy.Fault(string.Concat(Enumerable.Repeat("xK9#mPq2", 16)), "zara").ShouldBeNull();
        PasswordPolicy.Fault(string.Concat(Enumerable.Repeat("xK9#mPq2", 16)) + "x", "zara").ShouldNotBeNull();
        PasswordPolicy.Fault("😀🐟🌙☂🚲🎈🐢🌵", "zara").ShouldBeNull();
    }

    [Theory]
    [InlineData("xzara-9-kq7", "zara")]
    [InlineData("my-Gulberg-1x", "gulberg")]
    [InlineData("bell\u0007-ringer-7", "zara")]
    public void Neither_the_own_name_nor_what_cannot_be_typed_is_taken(string password, string user) => PasswordPolicy.Fault(password, user).ShouldNotBeNull();

    [Fact]
    public void A_password_is_kept_as_owasp_advises_and_verified()
    {
        var salt = Enumerable.Range(0, PasswordHash.SaltBytes).Select(i => (byte)i).ToArray();

        var stored = PasswordHash.Make("seven green kites", salt);

        stored.ShouldStartWith("pbkdf2-sha256$600000$");
        stored.ShouldNotContain("seven");
        PasswordHash.Verify("seven green kites", stored).ShouldBeTrue();
        PasswordHash.Verify("seven green kite", stored).ShouldBeFalse();
        PasswordHash.Verify("seven green kites", "scrypt$1$AA==$AA==").ShouldBeFalse();
        PasswordHash.Verify("", PasswordHash.OfNobody).ShouldBeFalse();
        PasswordHash.IsOutdated(stored).ShouldBeFalse();
        PasswordHash.IsOutdated(stored.Replace("600000", "1000", StringComparison.Ordinal)).ShouldBeTrue();
    }

    [Fact]
    public void An_older_cost_still_verifies()
    {
        // Made with hashlib.pbkdf2_hmac('sha256', b'seven green kites', bytes(range(16)), 1000).
        PasswordHash.Verify("seven green kites", "pbkdf2-sha256$1000$AAECAwQFBgcICQoLDA0ODw==$pQeE8frPhddjVKKfxPUGwi16pOKOxUBz1f9SBuUZSa0=").ShouldBeTrue();
    }
}
