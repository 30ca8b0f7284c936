namespace Bazaar.Contracts.Client;

/// <summary>The server said no.</summary>
public sealed class BazaarProblemException(Problem problem) : Exception(problem.Detail ?? problem.Title ?? $"The server answered {problem.Status}.")
{
    /// <summary>What it said.</summary>
    public Problem Problem { get; } = problem;
}
