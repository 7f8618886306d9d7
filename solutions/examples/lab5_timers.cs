// Kitchen timers: one thread for each, and none of them waits for another.
using System;
using System.Collections.Generic;
using System.Threading;

static class Lab5Timers
{
    static void Main(string[] args)
    {
// ANCHOR: timers
        var running = new List<Thread>();
        foreach (string argument in args)
        {
            string[] parts = argument.Split('=');
            string name = parts[0];
            int ms = int.Parse(parts[1]);
            var timer = new Thread(() => Ring(name, ms)) { Name = name };
            timer.Start();
            running.Add(timer);
        }
        Console.WriteLine(running.Count + " timers are running");
        foreach (Thread timer in running)
            timer.Join();
        Console.WriteLine("everything is ready");
// ANCHOR_END: timers
    }

// ANCHOR: ring
    static void Ring(string name, int ms)
    {
        Thread.Sleep(ms);
        Console.WriteLine(name + ": ready");
    }
// ANCHOR_END: ring
}
