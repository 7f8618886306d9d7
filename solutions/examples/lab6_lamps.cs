// A window to click in: a row of lamps, and a click switches one on or off.
using System;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using System.Threading;

static class Lab6Lamps
{
// ANCHOR: happening
    /// <summary>What the main thread waits for, whichever comes first: what a key or a click sends, or Second.</summary>
    static readonly BlockingCollection<string> Happenings = new BlockingCollection<string>();

    const string Second = "";
// ANCHOR_END: happening

    /// <summary>The left button goes down: column and row, counted from 1.</summary>
    static readonly Regex Click = new Regex("\x1b\\[<0;(\\d+);(\\d+)M");

    static readonly Stream Input = Console.OpenStandardInput();
    static readonly Stream Screen = Console.OpenStandardOutput();

// ANCHOR: model
    /// <summary>What the program knows. It has no terminal, and no thread.</summary>
    sealed class Lamps
    {
        public readonly bool[] IsOn = new bool[4];
        public int Seconds;

        public void Switch(int number)
        {
            IsOn[number] = !IsOn[number];
        }

        /// <summary>The lamps that are on, and how long the program has been running.</summary>
        public string Sum()
        {
            return IsOn.Count(isOn => isOn) + " on, " + Seconds + " s";
        }
    }
// ANCHOR_END: model

// ANCHOR: parts
    const int Width = 9, Height = 3;

    /// <summary>Where a lamp begins.</summary>
    static int Left(int number)
    {
        return Width * number;
    }
// ANCHOR_END: parts

// ANCHOR: draw
    static void Draw(Lamps lamps)
    {
        var screen = new StringBuilder("\x1b[2J");
        for (int number = 0; number < lamps.IsOn.Length; number++)
        {
            string bar = new string('─', Width - 2);
            string text = (lamps.IsOn[number] ? "  on" : "  off").PadRight(Width - 2);
            screen.Append(At(Left(number), 0) + "┌" + bar + "┐");
            screen.Append(At(Left(number), 1) + "│" + text + "│");
            screen.Append(At(Left(number), 2) + "└" + bar + "┘");
        }
        screen.Append(At(0, Height) + lamps.Sum());
        Write(screen.ToString());
    }
// ANCHOR_END: draw

    /// <summary>Moves the cursor there. The terminal counts from 1.</summary>
    static string At(int x, int y)
    {
        return "\x1b[" + (y + 1) + ";" + (x + 1) + "H";
    }

    static void Write(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        Screen.Write(bytes, 0, bytes.Length);
        Screen.Flush();
    }

// ANCHOR: lamp-at
    /// <summary>The lamp that was drawn in this column and row, or -1.</summary>
    static int LampAt(Lamps lamps, int x, int y)
    {
        for (int number = 0; number < lamps.IsOn.Length; number++)
        {
            bool isInside = Left(number) <= x && x < Left(number) + Width && 0 <= y && y < Height;
            if (isInside)
            {
                return number;
            }
        }
        return -1;
    }
// ANCHOR_END: lamp-at

// ANCHOR: waits
    static void TellInput()
    {
        var keys = new byte[1024];
        int length;
        while ((length = Input.Read(keys, 0, keys.Length)) > 0)
        {
            Happenings.Add(Encoding.UTF8.GetString(keys, 0, length));
        }
    }

    static void TellSeconds()
    {
        while (true)
        {
            Thread.Sleep(1000);
            Happenings.Add(Second);
        }
    }
// ANCHOR_END: waits

// ANCHOR: window
    /// <summary>The terminal while it is ours.</summary>
    sealed class Window : IDisposable
    {
        readonly string before = Stty("-g");

        public Window()
        {
            Stty("raw -echo");
            Write("\x1b[?1049h\x1b[?25l\x1b[?1000h\x1b[?1006h");
        }

        public void Dispose()
        {
            // In the opposite order, on every way out.
            Write("\x1b[?1006l\x1b[?1000l\x1b[?25h\x1b[?1049l");
            Stty(before);
        }
    }

    /// <summary>C# has no call for raw mode. The program stty has, and its terminal is the same.</summary>
    static string Stty(string arguments)
    {
        var start = new ProcessStartInfo("stty", arguments) { UseShellExecute = false, RedirectStandardOutput = true };
        using (Process stty = Process.Start(start))
        {
            string said = stty.StandardOutput.ReadToEnd().Trim();
            stty.WaitForExit();
            return said;
        }
    }
// ANCHOR_END: window

    static void Main()
    {
// ANCHOR: loop
        var lamps = new Lamps();
        using (new Window())
        {
            new Thread(TellSeconds) { Name = "clock", IsBackground = true }.Start();
            new Thread(TellInput) { Name = "terminal", IsBackground = true }.Start();
            Draw(lamps);
            while (true)
            {
                string happening = Happenings.Take();
                if (happening == Second)
                {
                    lamps.Seconds++;
                }
                else if (happening == "\x1b" || happening == "\x03")
                {
                    break; // Esc, or Ctrl-C: in raw mode it is a key
                }
                // One read may have brought several clicks.
                foreach (Match click in Click.Matches(happening))
                {
                    int x = int.Parse(click.Groups[1].Value) - 1, y = int.Parse(click.Groups[2].Value) - 1;
                    int number = LampAt(lamps, x, y);
                    if (number >= 0)
                    {
                        lamps.Switch(number);
                    }
                }
                Draw(lamps);
            }
        }
// ANCHOR_END: loop
    }
}
