// Lab 5: two loops at two rates, each in a thread of its own.
using System;
using System.Diagnostics;
using System.Globalization;
using System.Threading;

static class Lab5TwoRates
{
    static int Main(string[] args)
    {
        return Common.Run(() => Print(args));
    }

    static int Milliseconds(string[] args, int place)
    {
        int time;
        if (args.Length != 3
            || !int.TryParse(args[place], NumberStyles.None, CultureInfo.InvariantCulture, out time)
            || time == 0)
            throw new UsageException("lab5-two-rates SLOW_MS FAST_MS TOTAL_MS");
        return time;
    }

    // ANCHOR: two-rates
    static void Print(string[] args)
    {
        int slow = Milliseconds(args, 0), fast = Milliseconds(args, 1), total = Milliseconds(args, 2);
        Stopwatch clock = Stopwatch.StartNew();
        var other = new Thread(() => PrintLines("other", clock, fast, total));
        other.Start();
        PrintLines("main", clock, slow, total);
        other.Join();
    }

    /// <summary>Prints line I at I times its period, as long as that is before the total.</summary>
    static void PrintLines(string name, Stopwatch clock, int period, int total)
    {
        for (long line = 0; line * period < total; line++)
        {
            // Until the line's own time, and not for a period: the small delays would add up.
            long rest = line * period - clock.ElapsedMilliseconds;
            if (rest > 0)
                Thread.Sleep((int)rest);
            Common.Say(name + " thread " + line);
        }
    }
    // ANCHOR_END: two-rates
}
