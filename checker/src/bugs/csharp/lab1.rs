//! Bugs to find in lab 1's C# programs.

use crate::bugs::shared::PeerBug;

pub const BUGS: &[PeerBug] = &[
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
    PeerBug {
        file: "Lab1Client.cs",
        edit: ("            socket.Shutdown(SocketShutdown.Send); // \"I have finished\"; one can still receive\n", ""),
        check: "client-sends",
        was: "The sending side was never closed, and the server waited for more.",
        life: "Both programs are right by themselves, and wait for each other. A time-out makes of it something that is slow.",
    },
    PeerBug {
        file: "Lab1Server.cs",
        edit: (
            "            Common.SendAll(client, buffer, count); // what came, and not the whole buffer",
            "        {\n            byte[] text = Common.Bytes(Common.Text(buffer, count));\n            Common.SendAll(client, text, text.Length);\n        }",
        ),
        check: "server-binary",
        was: "Bytes were made text on their way, and what is no UTF-8 came back as something else.",
        life: "Pictures and archives that are broken by a program which only passes them on: text where there are bytes.",
    },
    PeerBug {
        file: "Lab1Server.cs",
        edit: (
            "            Common.Say(\"disconnected \" + client.Peer);\n",
            "            Common.Say(\"disconnected \" + client.Peer);\n            return;\n",
        ),
        check: "server-next-client",
        was: "The server ended with its first client.",
        life: "A `return` where a `continue` was meant. Who tries a server by hand tries it once.",
    },
    PeerBug {
        file: "Common.cs",
        edit: (" || port > 65535)", ")"),
        check: "server-arguments",
        was: "A port that is too large went through, and the program crashed where an address was made of it.",
        life: "A number that can be parsed is not yet one that makes sense. The place where it fails is far from the place where it was typed.",
    },
    PeerBug {
        file: "Common.cs",
        edit: ("? \"[\" + address.Address + \"]:\" + address.Port", "? address.Address + \":\" + address.Port"),
        check: "server-ipv6",
        was: "An IPv6 address stood without its brackets, and nobody could say where it ended and the port began.",
        life: "`::1:8080` is an address as well, and another one. The brackets are from RFC 3986, and URLs need them for the same reason.",
    },
    PeerBug {
        file: "Common.cs",
        edit: ("Error.WriteLine(\"error: \" + problem);", "Error.WriteLine(problem);"),
        check: "client-refused",
        was: "An error was reported without the word that says it is one.",
        life: "Whoever looks through a million lines of a log has only such words to look for.",
    },
    PeerBug {
        file: "Common.cs",
        edit: ("server.Bind(address);", "server.Bind(new IPEndPoint(IPAddress.Any, address.Port));"),
        check: "server-bind-address",
        was: "The server listened at every address of the machine, whatever HOST said.",
        life: "A database that was meant for 127.0.0.1 alone, and is found from the Internet within the hour.",
    },
    PeerBug {
        file: "Common.cs",
        edit: ("Show((IPEndPoint)server.LocalEndPoint));", "Show(address));"),
        check: "server-listens",
        was: "The address that was asked for was printed, with port 0, and not the one that the socket has.",
        life: "Port 0 is for tests that run side by side, and they have to learn which port it became.",
    },
    PeerBug {
        file: "Lab1Client.cs",
        edit: (
            "        Common.Say(\"received: \"",
            "        if (reply.Length > 0)\n            Common.Say(\"received: \"",
        ),
        check: "client-empty-reply",
        was: "An empty reply was passed over in silence.",
        life: "Nothing is an answer as well. A client that prints nothing looks as if it hung.",
    },
];
