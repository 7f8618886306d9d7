//! Bugs to find in lab 2's C# programs.

use crate::bugs::shared::PeerBug;

pub const BUGS: &[PeerBug] = &[
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
    PeerBug {
        file: "Lab2Client.cs",
        edit: ("const int Tries = 3;", "const int Tries = 4;"),
        check: "client-gives-up",
        was: "The client tried four times, and not three.",
        life: "`Three retries` are three or four datagrams, depending on who counts. A protocol has to say which.",
    },
    PeerBug {
        file: "Lab2Client.cs",
        edit: (
            "            for (int i = 0; i < Tries; i++)\n            {\n                socket.SendTo(line, server);\n",
            "            socket.SendTo(line, server);\n            for (int i = 0; i < Tries; i++)\n            {\n",
        ),
        check: "client-retries",
        was: "It waited three times, and sent once.",
        life: "The line that sends stands one line too high. Without loss it is never seen, and on loopback there is none.",
    },
    PeerBug {
        file: "Lab2Client.cs",
        edit: ("return Common.Text(Buffer, count);", "return Common.Text(Buffer);"),
        check: "client-prints",
        was: "The whole buffer was made text, and not only what had come.",
        life: "The bytes behind a reply were another reply before. In the worst case they were somebody else's.",
    },
    PeerBug {
        file: "Lab2Client.cs",
        edit: ("\"no reply from \" + Common.Show(server)", "\"no reply\""),
        check: "client-server-down",
        was: "The error did not say who has not replied.",
        life: "With one server everybody knows. With forty it is the only thing that one wants to know.",
    },
    PeerBug {
        file: "Lab2TcpServer.cs",
        edit: (
            "Common.SendAll(client.Socket, buffer, count);",
            "Common.SendAll(client.Socket, buffer, buffer.Length);",
        ),
        check: "tcp-server-uppercase",
        was: "The whole buffer was sent back, and not only what had come.",
        life: "`Heartbleed` was this: a length that was taken from the wrong place, and memory of others behind the answer.",
    },
    PeerBug {
        file: "Common.cs",
        edit: (
            "        while ((count = socket.Receive(buffer)) > 0)\n            reply.Write(buffer, 0, count);",
            "        count = socket.Receive(buffer);\n        reply.Write(buffer, 0, count);",
        ),
        check: "tcp-client-prints",
        was: "One call of Receive was taken for the whole reply.",
        life: "It works with every reply that is small, and with every network that is quick.",
    },
    PeerBug {
        file: "Common.cs",
        edit: (" || port > 65535)", ")"),
        check: "arguments",
        was: "A port that is too large went through, and the program crashed where an address was made of it.",
        life: "A stack trace tells the one who wrote the program a lot, and the one who made a typing error nothing.",
    },
    PeerBug {
        file: "Common.cs",
        edit: (
            "if (bytes[i] >= 'a' && bytes[i] <= 'z')\n                bytes[i] -= 'a' - 'A';",
            "if ((bytes[i] >= 'a' && bytes[i] <= 'z') || bytes[i] > 127)\n                bytes[i] &= 0xdf;",
        ),
        check: "server-bytes",
        was: "Bytes above 127 were changed as well: parts of characters that have no upper case in ASCII.",
        life: "`& 0xdf` is the shortest way to capitals, and older than UTF-8. It turns one accented letter into another.",
    },
];
