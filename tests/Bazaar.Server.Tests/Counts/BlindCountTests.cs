using Bazaar.Domain.Access;
using Bazaar.Domain.Counting;
using Bazaar.Server.Features.Counts;
using Bazaar.Server.Platform.Access;
using Bazaar.Storage.Counting;

namespace Bazaar.Server.Tests.Counts;

public sealed class BlindCountTests
{
    private static readonly Caller Counter = new("Ali", new HashSet<Permission> { Permission.CountsRead, Permission.CountsScan });

    [Theory]
    [InlineData(true, CountNames.Open, true)]
    [InlineData(true, CountNames.Posted, false)]
    [InlineData(false, CountNames.Open, false)]
    public void Who_counts_blind_does_not_see_the_book_before_it_is_posted(bool blind, string status, bool refused)
    {
        var count = new CountRow { Store = "A", OpenedBy = "manager", Status = status, Blind = blind };

        (ReadVariances.RefuseBlind(Counter, count)?.Status == 403).ShouldBe(refused);
        ReadVariances.RefuseBlind(Caller.Owner, count).ShouldBeNull();
    }
}
