namespace Bazaar.Cli;

/// <summary>What the process ends with. Scripts decide by these; they do not change.</summary>
internal static class Exit
{
    /// <summary>It was done.</summary>
    public const int Done = 0;

    /// <summary>It was understood and refused by a rule, or a check found something wrong.</summary>
    public const int Refused = 1;

    /// <summary>The command line itself is wrong; nothing was sent.</summary>
    public const int Usage = 2;

    /// <summary>The shop cannot be reached or opened now; trying again may help.</summary>
    public const int Unreachable = 3;

    /// <summary>It is not allowed to this user.</summary>
    public const int NotAllowed = 4;

    /// <summary>Stopped with Ctrl+C, as shells count it.</summary>
    public const int Stopped = 130;
}
