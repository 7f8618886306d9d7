// Looks a name up, and prints all addresses that it stands for.
using System;
using System.Net;

static class Lookup
{
    static void Main(string[] args)
    {
// ANCHOR: lookup
        string name = args[0];
        foreach (IPAddress address in Dns.GetHostAddresses(name))
            Console.WriteLine(address);
// ANCHOR_END: lookup
    }
}
