// The door of the state diagram as a program: what happens to it is typed, and its state is printed.
using System;

static class Lab3Door
{
// ANCHOR: states
    enum State { Shut, Open, Locked }
// ANCHOR_END: states

    static State state = State.Shut;
    static string key;

// ANCHOR: arrows
    /// <summary>Follows an arrow of the diagram; false where there is none.</summary>
    static bool Follow(string line)
    {
        string[] words = line.Split(new[] { ' ' }, 2);
        string rest = words.Length == 2 ? words[1] : "";
        if (state == State.Shut && words[0] == "push")
            state = State.Open;
        else if (state == State.Open && line == "let go")
            state = State.Shut;
        else if (state == State.Shut && words[0] == "lock")
        {
            state = State.Locked;
            key = rest;
        }
        else if (state == State.Locked && words[0] == "unlock" && rest == key)
            state = State.Shut;
        else
            return false;
        return true;
    }
// ANCHOR_END: arrows

    static void Main()
    {
// ANCHOR: machine
        Console.WriteLine("state: " + Name());
        string line;
        while ((line = Console.ReadLine()) != null)
            Console.WriteLine(Follow(line) ? "state: " + Name() : "a door that is " + Name() + " can't do that");
// ANCHOR_END: machine
    }

    static string Name()
    {
        return state.ToString().ToLowerInvariant();
    }
}
