// A race condition, and two ways out of it: two threads count to a million each, in one number.
using System;
using System.Threading;

static class Lab5Race
{
    const int Times = 1000000;
    static readonly object Lock = new object();
    static int count;

// ANCHOR: race
    static void Main()
    {
        Twice(() => count++); // reads, adds, writes: three steps
        Console.WriteLine("read, then write: " + count);

        Twice(() => Interlocked.Increment(ref count));
        Console.WriteLine("in one step:      " + count);

        Twice(() => { lock (Lock) count++; });
        Console.WriteLine("with a lock:      " + count);
    }

    /// <summary>Lets two threads do something, a million times each, and waits for both.</summary>
    static void Twice(Action step)
    {
        count = 0;
        ThreadStart work = () => { for (int i = 0; i < Times; i++) step(); };
        var threads = new[] { new Thread(work), new Thread(work) };
        foreach (Thread thread in threads)
            thread.Start();
        foreach (Thread thread in threads)
            thread.Join();
    }
// ANCHOR_END: race
}
