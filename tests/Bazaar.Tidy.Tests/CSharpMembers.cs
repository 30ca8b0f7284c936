using System.Text.RegularExpressions;

namespace Bazaar.Tidy.Tests;

/// <summary>Finds the members with a body by counting brackets. It reads shape, not meaning, which is enough for a length.</summary>
internal static partial class CSharpMembers
{
    /// <summary>The members of all types in this code: methods, properties and what else has a body. Fields and their tables are not told.</summary>
    /// <param name="code">C# without comments and strings.</param>
    public static IEnumerable<Member> In(string code)
    {
        // What is open, and whether members stand directly in it.
        var open = new Stack<bool>();
        var headerStart = 0;
        var bodyStart = -1;
        for (var i = 0; i < code.Length; i++)
        {
            var c = code[i];
            var amongMembers = open.Count == 0 || open.Peek();
            if (amongMembers && bodyStart < 0 && c == '=' && !IsComparison(code, i))
            {
                bodyStart = i;
            }

            if (c is '{' or '(' or '[')
            {
                var isType = amongMembers && c == '{' && bodyStart < 0 && IsType(code.AsSpan(headerStart, i - headerStart));
                bodyStart = amongMembers && c == '{' && bodyStart < 0 && !isType ? i : bodyStart;
                headerStart = isType ? i + 1 : headerStart;
                open.Push(isType);
                continue;
            }

            var endsType = c is '}' or ')' or ']' && open.TryPop(out var wasType) && wasType;

            // A member ends with the semicolon of its expression or the brace of its block; a bracket that closes inside a header ends nothing.
            var endsMember = (open.Count == 0 || open.Peek()) && (c == ';' || (c == '}' && (bodyStart < 0 || code[bodyStart] == '{')));
            if (endsType || endsMember)
            {
                if (!endsType && bodyStart >= 0 && (code[bodyStart] == '{' || code.AsSpan(bodyStart).StartsWith("=>")))
                {
                    yield return new Member(bodyStart, code.AsSpan(bodyStart, i - bodyStart).Count('\n') + 1);
                }

                (headerStart, bodyStart) = (i + 1, -1);
            }
        }
    }

    // The name of an operator is no beginning of a body.
    private static bool IsComparison(string code, int at) =>
        (at + 1 < code.Length && code[at + 1] == '=') || (at > 0 && code[at - 1] is '=' or '!' or '<' or '>');

    private static bool IsType(ReadOnlySpan<char> header) => TypeHeader().IsMatch(header);

    // "where T : class" names no type after the keyword; an extension block is a type as far as members go.
    [GeneratedRegex(@"\b(namespace|class|struct|interface|enum|record)\s+\w|\bextension\s*(<[^>]*>)?\s*\(")]
    private static partial Regex TypeHeader();
}

/// <summary>A member with a body.</summary>
/// <param name="Start">Where the body begins.</param>
/// <param name="Lines">The lines from there to its end.</param>
internal readonly record struct Member(int Start, int Lines);
