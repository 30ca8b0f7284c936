using System.Text.Json;

namespace Bazaar.Contracts.Json;

/// <summary>Gives other serializer options the same reading and writing as <see cref="BazaarJson"/>.</summary>
public static class BazaarJsonSetup
{
    /// <summary>Copies what matters.</summary>
    /// <param name="options">Options that are not yet in use.</param>
    public static void Apply(JsonSerializerOptions options)
    {
        var ours = BazaarJson.Wire.Options;
        options.TypeInfoResolverChain.Insert(0, BazaarJson.Wire);
        options.UnmappedMemberHandling = ours.UnmappedMemberHandling;
        options.NumberHandling = ours.NumberHandling;
        options.AllowDuplicateProperties = ours.AllowDuplicateProperties;
        options.Encoder = ours.Encoder;
        options.Converters.Add(new ExactDecimalConverter());
        options.Converters.Add(new UtcTimeConverter());
    }
}
