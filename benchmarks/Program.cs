using Bazaar.Bench;

// bench load …   is the load client, a process of its own so that its work is not counted as the server's.
// bench PROGRAM REPOSITORY WHAT ROUNDS   measures: WHAT is sqlite, postgres, all or grow.
switch (args)
{
    case ["load", var url, var shape, var connections, var seconds]:
        return LoadProcess.Run(new Uri(url), Enum.Parse<LoadShape>(shape), int.Parse(connections), double.Parse(seconds));
    case [var program, var repository, var what, var rounds]:
        var run = new BenchRun(program, repository, int.Parse(rounds));
        if (what is "sqlite" or "all")
        {
            await run.MeasureAsync("sqlite", SqliteSuite.RunAsync);
        }

        if (what is "postgres" or "all")
        {
            await run.MeasureAsync("postgres", PostgresSuite.RunAsync);
        }

        if (what is "grow")
        {
            await run.MeasureAsync("grow", GrowSuite.RunAsync);
        }

        return 0;
    default:
        return 2;
}
