namespace Bazaar.Tidy.Tests;

/// <summary>A file is read in one sitting, a method on one screen.</summary>
public sealed class SizeTests
{
    private const int MostLinesInFile = 400;
    private const int MostLinesInMethod = 70;
    private static readonly string[] CodeEndings = [".cs", ".ts", ".tsx", ".js", ".mjs", ".css", ".sql", ".py", ".sh"];

    [Fact]
    public void Files_have_at_most_400_lines() => LongFiles(Repository.Files).ShouldBeEmpty();

    [Fact]
    public void A_long_file_is_found()
    {
        var lines = string.Concat(Enumerable.Repeat("// line\n", MostLinesInFile));

        LongFiles([new("src/Bazaar.Domain/A.cs", lines)]).ShouldBeEmpty();
        LongFiles([new("src/Bazaar.Domain/A.cs", lines + "// line\n")]).ShouldHaveSingleItem();
        LongFiles([new("src/Bazaar.Domain/A.g.cs", lines + lines), new("data.csv", lines + lines)]).ShouldBeEmpty();
        LongFiles([new("run", "#!/bin/sh\n" + lines)]).ShouldHaveSingleItem();
    }

    [Fact]
    public void Methods_have_at_most_70_lines() => LongMethods(Repository.Files).ShouldBeEmpty();

    [Theory]
    [InlineData("class A\n{\n    void Long(int a)\n    {@    }\n}")]
    [InlineData("namespace N\n{\n    class A\n    {\n        [Theory(Data = new[] { 1 })]\n        public void Long<T>(T a)\n            where T : class\n        {@        }\n    }\n}")]
    [InlineData("class A\n{\n    int B { get; } = 1;\n    static int Long(int a) => a switch\n    {@    };\n}")]
    [InlineData("class A\n{\n    int Long\n    {\n        get\n        {@        }\n    }\n}")]
    [InlineData("record A(int B)\n{\n    public A() : this(1)\n    {\n        if (true)\n        {@        }\n    }\n}")]
    [InlineData("enum E\n{\n    One = 1,\n}\n\nclass A\n{\n    bool Long()\n    {@    }\n}")]
    [InlineData("class A\n{\n    public static bool operator ==(A a, A b)\n    {@    }\n}")]
    [InlineData("class A\n{\n    class B\n    {\n        void Long()\n        {@        }\n    }\n}")]
    public void A_long_method_is_found(string code)
    {
        LongMethods([Method(code, 60)]).ShouldBeEmpty();
        LongMethods([Method(code, 71)]).ShouldHaveSingleItem();
    }

    [Fact]
    public void Many_short_methods_and_long_tables_are_no_long_method()
    {
        var methods = string.Concat(Enumerable.Repeat("    void Short()\n    {\n        // }\n        Call(\"}\");\n    }\n", 30));
        var table = "    static readonly int[] Table =\n    {\n" + string.Concat(Enumerable.Repeat("        1,\n", 90)) + "    };\n";

        LongMethods([new("src/Bazaar.Domain/A.cs", $"class A\n{{\n{methods}{table}{methods}}}\n")]).ShouldBeEmpty();
    }

    private static IEnumerable<string> LongFiles(IEnumerable<RepositoryFile> files) =>
        from file in files
        where file.IsCSharp || IsScript(file) || CodeEndings.Any(e => e != ".cs" && file.Path.EndsWith(e, StringComparison.Ordinal))
        let lines = file.Text.AsSpan().TrimEnd('\n').Count('\n') + 1
        where lines > MostLinesInFile
        select $"{file.Path} has {lines} lines, {MostLinesInFile} are allowed. Which part has a name of its own?";

    private static IEnumerable<string> LongMethods(IEnumerable<RepositoryFile> files) =>
        from file in files
        where file.IsCSharp
        from member in CSharpMembers.In(file.Code)
        where member.Lines > MostLinesInMethod
        select $"{file.At(member.Start)}: a method of {member.Lines} lines, {MostLinesInMethod} are allowed.";

    private static bool IsScript(RepositoryFile file) => file.Text.StartsWith("#!", StringComparison.Ordinal);

    private static RepositoryFile Method(string code, int lines) =>
        new("src/Bazaar.Domain/A.cs", code.Replace("@", "\n" + string.Concat(Enumerable.Repeat("        Call();\n", lines)), StringComparison.Ordinal));
}
