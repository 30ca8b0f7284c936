using Bazaar.Bench;

// bench load …   is the load client, a process of its own so that its work is not counted as the server's.
// bench PROGRAM REPOSITORY [ROUNDS]   measures.
return args switch
{
    ["load", var url, var shape, var connections, var seconds] => LoadProcess.Run(new Uri(url), Enum.Parse<LoadShape>(shape), int.Parse(connections), double.Parse(seconds)),
    [var program, var repository] => await Suite.RunAsync(program, repository, Suite.UsualRounds),
    [var program, var repository, var rounds] => await Suite.RunAsync(program, repository, int.Parse(rounds)),
    _ => 2,
};
