//! Bugs to find in the course's C# programs, lab by lab.

use super::shared::{PeerBug, Tables};

pub const BUGS: Tables<PeerBug> = &[
    ("lab1", LAB1),
    ("lab2", LAB2),
    ("lab3", LAB3),
    ("lab4", LAB4),
    ("lab5", LAB5),
    ("lab6", LAB6),
    ("lab7", LAB7),
    ("lab8", LAB8),
];

const LAB1: &[PeerBug] = &[
    PeerBug {
        file: "Lab1Server.cs",
        edit: (
            "Common.SendAll(client, buffer, count); // what came, and not the whole buffer",
            "Common.SendAll(client, buffer, buffer.Length);",
        ),
        check: "server-echo",
        was: "The whole buffer was sent back, and not only what had come.",
        life: "`Send(buffer)` without a count is the shortest of the overloads, and the one that tutorials show.",
    },
    PeerBug {
        file: "Lab1Client.cs",
        edit: (
            "            int count;\n            while ((count = socket.Receive(buffer)) > 0)\n                reply.Write(buffer, 0, count);",
            "            int count = socket.Receive(buffer);\n            reply.Write(buffer, 0, count);",
        ),
        check: "client-pieces",
        was: "One call of Receive was taken for the whole reply.",
        life: "It works on one machine, where small replies come in one piece, and fails with the first customer whose network is slow.",
    },
    PeerBug {
        file: "Lab1Server.cs",
        edit: ("catch (SocketException e)", "catch (System.IO.IOException e)"),
        check: "server-reset",
        was: "The wrong exception was caught: a client that reset its connection ended the server.",
        life: "A NetworkStream throws IOException, a Socket SocketException. Who changes from one to the other has to change the catch as well, and no compiler says so.",
    },
];

const LAB2: &[PeerBug] = &[
    PeerBug {
        file: "Lab2Server.cs",
        edit: ("new byte[65536]", "new byte[2048]"),
        check: "server-large",
        was: "The buffer was too small for a large datagram.",
        life: "2048 is a fine number for a stream, where the rest comes with the next call. For datagrams there is no next call.",
    },
    PeerBug {
        file: "Lab2Server.cs",
        edit: (
            "                Common.UpperCase(buffer, count);",
            "                if (count == 0)\n                    break;\n                Common.UpperCase(buffer, count);",
        ),
        check: "server-empty",
        was: "An empty datagram was taken for the end. With UDP there is no end of a stream, and a datagram may be empty.",
        life: "The line comes from a TCP server, where it is right. One byte fewer than one, from anybody, and the service is off.",
    },
    PeerBug {
        file: "Lab2Client.cs",
        edit: ("if (sender.Equals(server))", "if (count >= 0)"),
        check: "client-stranger",
        was: "Whoever sent a datagram was taken for the server.",
        life: "ReceiveFrom gives an address with every datagram. It is there to be looked at: answers of strangers are how names were forged in DNS.",
    },
];

const LAB3: &[PeerBug] = &[
    PeerBug {
        file: "Lab3Client.cs",
        edit: ("pause = Math.Min(2 * pause, LongestPause);", "pause = 2 * pause;"),
        check: "client-backs-off",
        was: "The pause between two tries grew without a limit.",
        life: "A service that is back after an hour, and clients that come back after another hour: every doubling needs a cap.",
    },
    PeerBug {
        file: "Lab3Server.cs",
        edit: ("text.Equals(\"close\", StringComparison.OrdinalIgnoreCase)", "text == \"close\""),
        check: "server-close",
        was: "`CLOSE` was taken for an ordinary line.",
        life: "Whether capital letters count is said in one word of a protocol's text, and forgotten in one word of a program's.",
    },
    PeerBug {
        file: "Lab3Server.cs",
        edit: ("catch (SocketException e)", "catch (System.IO.IOException e)"),
        check: "server-client-gone",
        was: "A client that went with a reset ended the server: the exception that was caught is another one.",
        life: "The orderly end is tried by everybody. The reset comes with the first laptop that is shut.",
    },
];

const LAB4: &[PeerBug] = &[
    PeerBug {
        file: "Frames.cs",
        edit: (
            "(uint)IPAddress.NetworkToHostOrder(BitConverter.ToInt32(header, 0))",
            "BitConverter.ToUInt32(header, 0)",
        ),
        check: "frames-one",
        was: "The length was read in this machine's order of bytes, and not in the network's.",
        life: "BitConverter takes the order of the machine. Two programs that both forget it understand each other, until one of them is written in another language.",
    },
    PeerBug {
        file: "Frames.cs",
        edit: ("uint length = (uint)IPAddress", "int length = IPAddress"),
        check: "frames-too-large",
        was: "The length was a number with a sign: the largest lengths were negative, and passed the comparison with the limit.",
        life: "One of the oldest holes there are. The limit is checked, the review says so, and the number is below zero.",
    },
    PeerBug {
        file: "Frames.cs",
        edit: (
            "while (filled < bytes.Length && (count = stream.Read(bytes, filled, bytes.Length - filled)) > 0)",
            "if ((count = stream.Read(bytes, filled, bytes.Length - filled)) > 0)",
        ),
        check: "frames-split",
        was: "Read was taken to fill the array. It gives what is there.",
        life: "Since .NET 7 there is ReadExactly, because so many programs had this mistake. In .NET 6 some streams began to give less than before, and it came to light in all of them at once.",
    },
];

const LAB5: &[PeerBug] = &[
    PeerBug {
        file: "Lab5Server.cs",
        edit: (
            "new Thread(() => ServeOne(client), StackSize) { IsBackground = true, Name = client.Peer }.Start();",
            "ServeOne(client);",
        ),
        check: "server-two-at-once",
        was: "Each client was served in the thread that accepts.",
        life: "One client at a time is quick enough for every test that its author makes alone.",
    },
    PeerBug {
        file: "Lab5Server.cs",
        edit: (
            "                Talk(stream, client.Peer);\n        }\n        catch (Exception e) when (Common.IsTrouble(e))\n        {\n            Common.Report(client.Peer + \": \" + e.Message);\n        }\n        finally\n        {\n            Count(\"disconnected\", client.Peer, -1);\n        }\n",
            "                Talk(stream, client.Peer);\n            Count(\"disconnected\", client.Peer, -1);\n        }\n        catch (Exception e) when (Common.IsTrouble(e))\n        {\n            Common.Report(client.Peer + \": \" + e.Message);\n        }\n",
        ),
        check: "server-active",
        was: "Only a client that had ended in an orderly way was counted out.",
        life: "A number of connections that only grows, until a limit is reached that nobody has reached: what has to happen in any case belongs into `finally`.",
    },
    PeerBug {
        file: "Lab5Client.cs",
        edit: ("{ IsBackground = true, Name = \"keyboard\" }", "{ Name = \"keyboard\" }"),
        check: "client-server-gone",
        was: "The thread of the keyboard kept the program alive, although the server had gone.",
        life: "Services that can't be stopped, and windows that are closed while their process is still in the list: a thread in the foreground that waits for ever.",
    },
];

const LAB6: &[PeerBug] = &[
    PeerBug {
        file: "Lab6Server.cs",
        edit: ("@\"\\A[a-zA-Z0-9_-]{1,16}\\z\"", "@\"^[a-zA-Z0-9_-]{1,16}$\""),
        check: "login-refused",
        was: "`$` stands for the end, and for the place before a newline at the end: a name with a newline behind it was accepted.",
        life: "`^...$` is in every tutorial on how input is checked. In .NET, in Python and in Perl it lets one newline more through than was meant, and that has split headers of HTTP.",
    },
    PeerBug {
        file: "Lab6Client.cs",
        edit: ("rest.Split(new[] { ' ' }, 2)", "rest.Split(' ')"),
        check: "client-chat",
        was: "Split without a limit: of the text only the first word was printed.",
        life: "Whatever may hold a separator itself, a message, a path, a time, is cut off at the first one. A test with one word never shows it.",
    },
    PeerBug {
        file: "Lab6Server.cs",
        edit: (
            "                Users.Remove(name);\n                TellAll(\"LEFT \" + name);\n",
            "                TellAll(\"LEFT \" + name);\n                Users.Remove(name);\n",
        ),
        check: "leaving",
        was: "Everybody was told before the one who left was taken out of the dictionary, so that it was told as well.",
        life: "The order of two lines decides who is among `everybody`. A review reads them one by one, and each is right.",
    },
];

const LAB7: &[PeerBug] = &[
    PeerBug {
        file: "Lab7Server.cs",
        edit: ("                retry = Now + Pause; // whoever waits there would be told of again and again\n", ""),
        check: "server-no-descriptors",
        was: "After accept had failed the listening socket was asked for again at once, and the loop turned in vain.",
        life: "A server that is short of descriptors needs its processor most. Many turn to full load just then, since a client that can't be accepted still waits.",
    },
    PeerBug {
        file: "Lab7Server.cs",
        edit: ("get { return isFinished && outbox.IsEmpty; }", "get { return isFinished; }"),
        check: "server-half-close",
        was: "A client that had finished sending was dropped while answers still waited for it.",
        life: "The last page of a long answer is missing, and only with clients that are slow: on the author's desk all had been sent.",
    },
    PeerBug {
        file: "Lab7Server.cs",
        edit: ("        inbox.Put(Piece, count);\n        heard = now;\n", "        inbox.Put(Piece, count);\n"),
        check: "server-idle",
        was: "The time of the last byte was never renewed: whoever stayed for longer than IDLE_MS was sent away, whatever came from it.",
        life: "A limit on silence that has become a limit on the whole: uploads that are cut off after exactly a minute, and only the large ones.",
    },
];

const LAB8: &[PeerBug] = &[
    PeerBug {
        file: "Lab8Sender.cs",
        edit: ("        if (isOnce)\n            clock.Learn", "        clock.Learn"),
        check: "sender-karn",
        was: "A segment that had been sent twice was taken for a sample: nobody knows which of the two was acknowledged.",
        life: "Phil Karn met it on packet radio in the eighties: on a bad line the clock learnt ever shorter times, sent everything again, and made the line worse.",
    },
    PeerBug {
        file: "Lab8Sender.cs",
        edit: ("++repetitions == Repetitions", "++repetitions >= Repetitions"),
        check: "sender-one-lost",
        was: "Each further repetition brought the segment once more, and not only the third.",
        life: "`==` and `>=` differ only once it goes on. A repair that is repeated at each sign of damage is how networks have collapsed.",
    },
    PeerBug {
        file: "Lab8Receiver.cs",
        edit: ("const int Linger = 1000; // milliseconds", "const int Linger = 0; // milliseconds"),
        check: "receiver-lingers",
        was: "The receiver ended with its last acknowledgement, which may be lost: then nobody was there to send it again.",
        life: "TCP stays in TIME_WAIT for just this. Who switches that off, since there are so many of them, has a sender now and then that says `failed` of what has arrived.",
    },
];
