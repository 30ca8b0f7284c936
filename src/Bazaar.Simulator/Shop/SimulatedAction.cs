using Bazaar.Contracts;

namespace Bazaar.Simulator.Shop;

/// <summary>Something the people of the simulated shop do with the system, in the order they do it.</summary>
/// <param name="LearnedAt">When they do it; the fact itself may have happened earlier.</param>
public abstract record SimulatedAction(DateTimeOffset LearnedAt);

/// <summary>They post an entry.</summary>
/// <param name="Movement">The entry, with its id and store.</param>
/// <param name="LearnedAt"><inheritdoc cref="SimulatedAction" path="/param[@name='LearnedAt']"/></param>
public sealed record PostAction(MovementRequest Movement, DateTimeOffset LearnedAt) : SimulatedAction(LearnedAt);

/// <summary>They take an entry back.</summary>
/// <param name="Entry">The id of the entry to take back.</param>
/// <param name="Id">The reversal's own id.</param>
/// <param name="Reason">Why.</param>
/// <param name="LearnedAt"><inheritdoc cref="SimulatedAction" path="/param[@name='LearnedAt']"/></param>
public sealed record ReverseAction(Guid Entry, Guid Id, string Reason, DateTimeOffset LearnedAt) : SimulatedAction(LearnedAt);
