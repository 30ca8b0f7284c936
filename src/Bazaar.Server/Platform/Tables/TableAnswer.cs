using Bazaar.Server.Platform.Errors;
using Microsoft.AspNetCore.Http;

namespace Bazaar.Server.Platform.Tables;

/// <summary>Answers lists and reports as CSV or XLSX where that is asked for.</summary>
internal static class TableAnswer
{
    /// <summary>Reads what is asked for, in <c>?format=</c> or <c>Accept</c>; null for JSON.</summary>
    /// <param name="http">The request.</param>
    /// <param name="errors">Takes an unknown format.</param>
    public static TableFormat? Format(HttpContext http, FieldErrors errors)
    {
        http.Response.Headers.Vary = "Accept";
        if (!TableFormats.TryChoose(http.Request.Query["format"], http.Request.Headers.Accept, out var format))
        {
            errors.Add("format", "must be json, csv or xlsx.");
        }

        return format;
    }

    /// <summary>Streams all rows, without paging.</summary>
    /// <typeparam name="T">The row's type.</typeparam>
    /// <param name="http">The request.</param>
    /// <param name="format">The format.</param>
    /// <param name="name">The file's name, without its end.</param>
    /// <param name="columns">The columns.</param>
    /// <param name="rows">The rows.</param>
    public static async Task<IResult> WriteAsync<T>(HttpContext http, TableFormat format, string name, IReadOnlyList<TableColumn<T>> columns, IAsyncEnumerable<T> rows)
    {
        http.Response.ContentType = format.MediaType();
        http.Response.Headers.ContentDisposition = $"attachment; filename=\"{name}{format.Extension()}\"";
        await TableWriter.WriteAsync(format, http.Response.Body, columns, rows, http.RequestAborted);
        return Results.Empty;
    }

    /// <summary>Walks a list that is read in stretches.</summary>
    /// <typeparam name="T">The row's type.</typeparam>
    /// <param name="read">Reads the stretch after a row; null at the beginning.</param>
    /// <param name="stretch">How many rows a full stretch has.</param>
    public static async IAsyncEnumerable<T> AllAsync<T>(Func<T?, Task<IReadOnlyList<T>>> read, int stretch)
        where T : class
    {
        T? last = null;
        while (true)
        {
            var rows = await read(last);
            foreach (var row in rows)
            {
                yield return row;
            }

            if (rows.Count < stretch)
            {
                yield break;
            }

            last = rows[^1];
        }
    }
}

/// <summary>Says that an endpoint also answers as CSV and XLSX.</summary>
internal sealed record SpeaksTables;
