namespace Bazaar.Domain.Access;

/// <summary>What kind of user someone is.</summary>
public enum Role
{
    /// <summary>Sells, receives, removes and sees, in their stores.</summary>
    Staff,

    /// <summary>Also counts, corrects and sets prices, in their stores.</summary>
    Manager,

    /// <summary>Reads everything and changes nothing.</summary>
    Auditor,

    /// <summary>May do everything, everywhere.</summary>
    Admin,
}

/// <summary>The roles' names on the wire and in the database.</summary>
public static class Roles
{
    /// <summary>All names.</summary>
    public static IReadOnlyList<string> Names { get; } = ["staff", "manager", "auditor", "admin"];

    /// <summary>The role's name.</summary>
    /// <param name="role">The role.</param>
    public static string Name(this Role role) => Names[(int)role];

    /// <summary>Finds a role by its exact name.</summary>
    /// <param name="name">The name.</param>
    public static Role? Find(string? name)
    {
        for (var i = 0; i < Names.Count; i++)
        {
            if (Names[i] == name)
            {
                return (Role)i;
            }
        }

        return null;
    }
}
