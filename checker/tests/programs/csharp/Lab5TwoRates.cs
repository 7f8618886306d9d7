using System;
using System.Diagnostics;
using System.Threading;

namespace Labs
{
    static class Lab5TwoRates
    {
        static readonly object Lock = new object();

        static int Main(string[] args)
        {
            return Net.Run(args, Print);
        }

        static void Print(string[] args)
        {
            const string usage = "lab5-two-rates SLOW_MS FAST_MS TOTAL_MS";
            var times = new int[3];
            if (args.Length != 3)
                throw new UsageException(usage);
            for (int i = 0; i < 3; i++)
                if (!int.TryParse(args[i], out times[i]) || times[i] <= 0)
                    throw new UsageException(usage);
            Stopwatch clock = Stopwatch.StartNew();
            var other = new Thread(() => Lines("other", clock, times[1], times[2]));
            other.Start();
            Lines("main", clock, times[0], times[2]);
            other.Join();
        }

        static void Lines(string name, Stopwatch clock, int period, int total)
        {
            for (int line = 0; line * period < total; line++)
            {
                long rest = (long)line * period - clock.ElapsedMilliseconds;
                if (rest > 0)
                    Thread.Sleep((int)rest);
                // a StreamWriter is for one thread at a time
                lock (Lock)
                    Net.Say(name + " thread " + line);
            }
        }
    }
}
