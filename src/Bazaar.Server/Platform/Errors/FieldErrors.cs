using Bazaar.Contracts;
using Bazaar.Domain.Primitives;

namespace Bazaar.Server.Platform.Errors;

/// <summary>Collects everything that is wrong with a request, so that it is told at once.</summary>
internal sealed class FieldErrors
{
    private readonly Dictionary<string, List<string>> _errors = [];
    private string? _code;

    public bool Any => _errors.Count > 0;

    public void Add(string field, string message, string? code = null)
    {
        if (!_errors.TryGetValue(field, out var messages))
        {
            _errors.Add(field, messages = []);
        }

        messages.Add(message);
        code ??= ProblemCodes.Invalid;
        _code = _code is null || _code == code ? code : ProblemCodes.Invalid;
    }

    /// <summary>A text that must be there.</summary>
    public string Required(string field, string? value, int maxLength)
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            Add(field, "is needed.");
            return "";
        }

        return Optional(field, value, maxLength)!;
    }

    /// <summary>A text that may be absent; blank is absent. Control characters are refused, for no till prints them.</summary>
    public string? Optional(string field, string? value, int maxLength)
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            return null;
        }

        if (value.Length > maxLength)
        {
            Add(field, $"has {value.Length} characters; at most {maxLength} are taken.");
        }
        else if (value.Any(c => char.IsControl(c) && c is not ('\n' or '\t' or '\r')) || !IsWellFormed(value))
        {
            Add(field, "has characters that cannot be kept.");
        }

        return value;
    }

    /// <summary>A code of a store or product that must be there.</summary>
    public string RequiredCode(string field, string? value)
    {
        if (!Code.IsValid(value))
        {
            Add(field, value is null ? "is needed." : $"must be {Code.Rule}.");
            return "";
        }

        return value!;
    }

    /// <summary>A number that must fit its decimals and range.</summary>
    public long? Scaled(string field, decimal? value, int decimals, long min, long max)
    {
        if (value is not { } number)
        {
            return null;
        }

        var result = Exact.TryScale(number, decimals, out var scaled);
        if (result == ScaleResult.NotExact)
        {
            Add(field, $"has more than {decimals} decimals.", ProblemCodes.NotExact);
        }
        else if (result == ScaleResult.OutOfRange || scaled < min || scaled > max)
        {
            Add(field, $"must be from {Exact.ToDecimal(min, decimals):0.####} to {Exact.ToDecimal(max, decimals):0.####}.", ProblemCodes.QuantityOutOfRange);
        }

        return scaled;
    }

    /// <summary>The problem, when there is anything wrong. One kind of fault gives its own code, several give <c>invalid</c>.</summary>
    public Problem? ToProblem()
    {
        if (!Any)
        {
            return null;
        }

        var problem = Problems.Invalid(_errors.ToDictionary(e => e.Key, e => e.Value.ToArray()));
        return _code is null or ProblemCodes.Invalid ? problem : Problems.Make(400, _code, problem.Detail!) with { Errors = problem.Errors };
    }

    private static bool IsWellFormed(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(text[i]))
            {
                return false;
            }
        }

        return true;
    }
}
