// The first to end: a keyboard and a clock, and whichever is first decides.
using System;
using System.Collections.Concurrent;
using System.Threading;

static class Lab6Hurry
{
    static readonly BlockingCollection<string> Done = new BlockingCollection<string>();

    static int Main(string[] args)
    {
        int ms = int.Parse(args[0]);
        Console.WriteLine("What is the capital of France?");
// ANCHOR: threads
        new Thread(Ask) { Name = "keyboard", IsBackground = true }.Start();
        new Thread(() => Wait(ms)) { Name = "clock", IsBackground = true }.Start();
        string answer = Done.Take();
        if (answer == "")
        {
            Console.Error.WriteLine("Error: the time is over");
            return 1;
        }
        Console.WriteLine("You have said " + answer + ".");
        return 0;
// ANCHOR_END: threads
    }

// ANCHOR: work
    /// <summary>One of the two: it ends with what was typed.</summary>
    static void Ask()
    {
        Done.Add(Console.ReadLine());
    }

    /// <summary>The other: it ends with nothing.</summary>
    static void Wait(int ms)
    {
        Thread.Sleep(ms);
        Done.Add("");
    }
// ANCHOR_END: work
}
