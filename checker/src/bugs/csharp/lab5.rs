//! Bugs to find in lab 5's C# programs.

use crate::bugs::shared::PeerBug;

pub const BUGS: &[PeerBug] = &[
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
    PeerBug {
        file: "Lab5TwoRates.cs",
        edit: (
            "        other.Start();\n        PrintLines(\"main\", clock, slow, total);\n        other.Join();\n",
            "        other.Start();\n        other.Join();\n        PrintLines(\"main\", clock, slow, total);\n",
        ),
        check: "two-rates-both",
        was: "The main thread waited for the other one before it began: two threads, one after the other.",
        life: "`await` in the wrong line does the same: everything is asynchronous, and nothing happens at the same time.",
    },
    PeerBug {
        file: "Lab5Client.cs",
        edit: (
            "            socket.Shutdown(SocketShutdown.Send);\n        }\n        catch (FailureException e)",
            "            socket.Shutdown(SocketShutdown.Both);\n        }\n        catch (FailureException e)",
        ),
        check: "client-late-acks",
        was: "At the end of stdin both directions were closed, and answers that were still to come were lost.",
        life: "`Close` is what one means by `I have finished`, and it says `I do not listen any more` as well.",
    },
    PeerBug {
        file: "Lab5Client.cs",
        edit: ("                    acknowledged++;", "                    acknowledged = sent;"),
        check: "client-unacknowledged",
        was: "One answer counted for all messages.",
        life: "A hundred were sent, one was answered, and the report says that all is well.",
    },
    PeerBug {
        file: "Lab5Server.cs",
        edit: ("        Frames.Write(stream, Common.Bytes(\"Welcome, you are connected to the server\"));\n", ""),
        check: "server-welcome",
        was: "The welcome was missing.",
        life: "In protocols in which the server speaks first, SMTP and SSH among them, a client waits for it, and for nothing else.",
    },
    PeerBug {
        file: "Lab5Server.cs",
        edit: (
            "                Frames.Write(stream, Common.Bytes(\"bye\"));\n                return;\n",
            "                Frames.Write(stream, Common.Bytes(\"bye\"));\n                continue;\n",
        ),
        check: "server-bye",
        was: "After `bye` the server went on, and never closed the connection.",
        life: "Both wait politely for the other to hang up.",
    },
    PeerBug {
        file: "Lab5Server.cs",
        edit: (
            "            Common.Say(peer + \": \" + text);\n            Frames.Write(stream, Common.Bytes(\"received: \" + text));",
            "            lock (Lock)\n            {\n                Common.Say(peer + \": \" + text);\n                Frames.Write(stream, Common.Bytes(\"received: \" + text));\n            }",
        ),
        check: "server-slow-reader",
        was: "A lock was held while something was sent: one client that did not read kept all the others waiting.",
        life: "A lock is for memory. Whoever holds it while waiting for a network has given the key to a stranger.",
    },
    PeerBug {
        file: "Lab5Server.cs",
        edit: (
            "            Common.Report(client.Peer + \": \" + e.Message);\n",
            "            Common.Report(client.Peer + \": \" + e.Message);\n            Environment.Exit(1);\n",
        ),
        check: "server-isolation",
        was: "An error of one client ended the server.",
        life: "In many languages an exception in a thread ends the whole process. One client too many, and everybody is out.",
    },
    PeerBug {
        file: "Frames.cs",
        edit: ("uint length = (uint)IPAddress", "int length = IPAddress"),
        check: "server-isolation",
        was: "The length was a number with a sign: the largest lengths were negative, and passed the comparison with the limit.",
        life: "The exception that then comes is one that nobody has thought of, and it is thrown in a thread.",
    },
    PeerBug {
        file: "Common.cs",
        edit: (
            "throw new FailureException(\"cannot connect to \" + problem);",
            "throw new InvalidOperationException(\"cannot connect to \" + problem);",
        ),
        check: "client-refused",
        was: "That nobody listens was an exception of another kind: a stack trace, and not an error line.",
        life: "The most usual of all errors on a network, and the one that is seen last on a machine where the server always runs.",
    },
];
