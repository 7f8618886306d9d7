//! Bugs to find in lab 7's C# programs.

use crate::bugs::shared::PeerBug;

pub const BUGS: &[PeerBug] = &[
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
    PeerBug {
        file: "Lab7Server.cs",
        edit: (
            "            if (guest.HasPending)\n                writable.Add(guest.Socket);\n",
            "            writable.Add(guest.Socket);\n",
        ),
        check: "server-quiet",
        was: "Every socket was asked whether it takes more, also those that had nothing to send: it always does, and the loop turned in vain.",
        life: "The first event loop of nearly everybody: a fan that is heard, and a server that does nothing.",
    },
    PeerBug {
        file: "Lab7Server.cs",
        edit: ("get { return !isFinished && !outbox.IsFull; }", "get { return !isFinished; }"),
        check: "server-pushes-back",
        was: "The server went on reading from a client that took no answers, and kept them all.",
        life: "Memory that a single client can take as it likes. Who does not read is not read from either: that is how TCP's own window works.",
    },
    PeerBug {
        file: "Buffers.cs",
        edit: (
            "            if (count - start - 4 < length)\n                break;\n",
            "            if (count - start - 4 < length)\n                throw new FailureException(\"half a frame\");\n",
        ),
        check: "server-service",
        was: "Half a frame was taken for a mistake, and not for something that goes on later.",
        life: "In a loop nobody waits, and so everything is at some time half there.",
    },
    PeerBug {
        file: "Buffers.cs",
        edit: ("            if (taken < frame.Length)\n                continue;\n", ""),
        check: "server-pending",
        was: "A frame of which the system took a part was thrown away with its rest.",
        life: "`Send` says how much it has taken. On a desk it is always everything.",
    },
    PeerBug {
        file: "Lab7Server.cs",
        edit: (
            "                outbox.Put(Common.Bytes(\"bye\"));\n                isFinished = true;\n                return;\n",
            "                outbox.Put(Common.Bytes(\"bye\"));\n                return;\n",
        ),
        check: "server-service",
        was: "After `bye` the connection was never closed.",
        life: "Both wait politely for the other to hang up.",
    },
    PeerBug {
        file: "Lab7Client.cs",
        edit: (
            "        var writable = new List<Socket>();\n        if (!Outbox.IsEmpty)\n            writable.Add(socket);\n",
            "        var writable = new List<Socket> { socket };\n",
        ),
        check: "client-quiet",
        was: "The client asked all the time whether it may send, also while it had nothing to send.",
        life: "A laptop that is warm while nothing happens.",
    },
    PeerBug {
        file: "Lab7Client.cs",
        edit: ("                acknowledged++;", "                acknowledged = sent;"),
        check: "client-service",
        was: "One answer counted for all messages.",
        life: "A hundred were sent, one was answered, and the report says that all is well.",
    },
    PeerBug {
        file: "Common.cs",
        edit: (" || port > 65535)", ")"),
        check: "arguments",
        was: "A port that is too large went through, and the program crashed where an address was made of it.",
        life: "A number that can be parsed is not yet one that makes sense.",
    },
];
