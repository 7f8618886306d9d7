// Lab 6, checkpoint 2, the chat server: a dictionary of names, and for each client two threads and a queue.
using System;
using System.Collections.Generic;
using System.IO;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using System.Threading;

static class Lab6Server
{
    const int StackSize = 256 * 1024; // bytes

    static int Main(string[] args)
    {
        return Common.Run(() => Serve(args));
    }

    static void Serve(string[] args)
    {
        foreach (Client client in Common.Clients(Common.OpenServer("lab6-server", args)))
        {
            var user = new User(client);
            new Thread(user.Read, StackSize) { IsBackground = true }.Start();
            new Thread(user.Write, StackSize) { IsBackground = true }.Start();
        }
    }
}

sealed class User
{
    const int Waiting = 256; // frames that may wait for one user

    // Everybody who has logged in, sorted by bytes. Its own lock; never held while something is sent.
    static readonly SortedDictionary<string, User> Users = new SortedDictionary<string, User>(StringComparer.Ordinal);
    // `true`: throws at bytes that are not UTF-8.
    static readonly Encoding Strict = new UTF8Encoding(false, true);

    readonly Socket socket;
    readonly Stream stream;
    readonly string peer;
    readonly Queue<string> queue = new Queue<string>();
    bool isClosing; // under the queue's lock
    string name; // null before LOGIN

    public User(Client client)
    {
        socket = client.Socket;
        peer = client.Peer;
        stream = new NetworkStream(socket, true);
    }

    // ANCHOR: queue
    /// <summary>Puts a frame into the user's queue. Nobody ever waits for a user who does not read.</summary>
    void Post(string text)
    {
        lock (queue)
        {
            if (queue.Count >= Waiting)
            {
                HangUp();
                return;
            }
            queue.Enqueue(text);
            Monitor.Pulse(queue);
        }
    }

    /// <summary>The writer's thread: the only one that sends to this user.</summary>
    public void Write()
    {
        try
        {
            string text;
            while ((text = NextToSend()) != null)
                Frames.Write(stream, Common.Bytes(text));
        }
        catch (Exception e) when (Common.IsTrouble(e))
        {
            // The reader hears of it, too.
        }
        HangUp();
        stream.Close();
    }

    /// <summary>Waits for a frame; null once there are none left and the user is going.</summary>
    string NextToSend()
    {
        lock (queue)
        {
            while (queue.Count == 0 && !isClosing)
                Monitor.Wait(queue);
            return queue.Count == 0 ? null : queue.Dequeue();
        }
    }
    // ANCHOR_END: queue

    /// <summary>Ends the Receive() of the one thread and the Send() of the other.</summary>
    void HangUp()
    {
        try
        {
            socket.Shutdown(SocketShutdown.Both);
        }
        catch (Exception e) when (Common.IsTrouble(e))
        {
            // Gone already.
        }
    }

    /// <summary>The reader's thread: obeys one command after the other.</summary>
    public void Read()
    {
        try
        {
            byte[] payload;
            while ((payload = Frames.Read(stream)) != null && Obey(payload))
            {
            }
        }
        catch (Exception e) when (Common.IsTrouble(e))
        {
            Common.Report(peer + ": " + e.Message);
        }
        lock (Users)
        {
            if (name != null)
            {
                Users.Remove(name);
                TellAll("LEFT " + name);
            }
        }
        lock (queue)
        {
            isClosing = true; // the writer sends what is still waiting, and ends
            Monitor.Pulse(queue);
        }
    }

    /// <summary>Does what a frame asks for; false if that is to end the connection.</summary>
    bool Obey(byte[] payload)
    {
        string[] words = Words(payload);
        string rest = words.Length == 2 ? words[1] : "";
        lock (Users)
        {
            if (name == null && words[0] == "LOGIN")
                LogIn(rest);
            else if (name == null)
                Post("ERR not-logged-in say LOGIN and a name first");
            else if (words[0] == "LOGIN")
                Post("ERR already-logged-in you are " + name);
            else if (words[0] == "QUIT" && rest == "")
                return false;
            else if (words[0] == "USERS" && rest == "")
                Post("USERS " + string.Join(" ", Users.Keys));
            else if (words[0] == "MSG")
                PassOn(rest);
            else
                Post("ERR bad-command there is LOGIN, MSG, USERS and QUIT");
        }
        return true;
    }

    /// <summary>The command, and what stands behind it.</summary>
    static string[] Words(byte[] payload)
    {
        try
        {
            return Strict.GetString(payload).Split(new[] { ' ' }, 2);
        }
        catch (ArgumentException) // not UTF-8
        {
            return new[] { "" };
        }
    }

    void LogIn(string wanted)
    {
        if (!Regex.IsMatch(wanted, @"\A[a-zA-Z0-9_-]{1,16}\z"))
            Post("ERR bad-name 1 to 16 of a-z, A-Z, 0-9, - and _");
        else if (Users.ContainsKey(wanted))
            Post("ERR name-taken " + wanted + " is here already");
        else
        {
            name = wanted;
            Post("OK " + name);
            TellAll("JOINED " + name);
            Users.Add(name, this);
        }
    }

    void PassOn(string rest)
    {
        string[] words = rest.Split(new[] { ' ' }, 2);
        string message = words.Length == 2 ? "MSG " + name + " " + words[1] : "";
        User to;
        if (words.Length < 2 || words[1] == "" || Common.Bytes(message).Length > Frames.Largest)
            Post("ERR bad-command a message has a name and a text that fits a frame");
        else if (!Users.TryGetValue(words[0], out to))
            Post("ERR no-such-user there is nobody of that name");
        else
            to.Post(message);
    }

    static void TellAll(string news)
    {
        foreach (User user in Users.Values)
            user.Post(news);
    }
}
