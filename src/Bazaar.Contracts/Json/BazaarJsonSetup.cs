using System.Text.Json;

namespace Bazaar.Contracts.Json;

/// <summary>Gives other serializer options the same reading and writing as <see cref="BazaarJson"/>.</summary>
public static class BazaarJsonSetup
{
    /// <summary>Copies what matters.</summary>
    /// <param name="options">Options that are not yet in use.</param>
    public static void Apply(JsonSerializerOptions options)
    {
        var ours = BazaarJson.Default.Options;
        options.TypeInfoResolverChain.Insert(0, BazaarJson.Default);
        options.UnmappedMemberHandling = ours.UnmappedMemberHandling;
        options.NumberHandling = ours.NumberHandling;
        options.AllowDuplicateProperties = ours.AllowDuplicateProperties;
        options.Converters.Add(new ExactDecimalConverter());
    }
}
