//! Bugs to find in lab 3's C# programs.

use crate::bugs::shared::PeerBug;

pub const BUGS: &[PeerBug] = &[
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
    PeerBug {
        file: "Lines.cs",
        edit: (
            "            lines.Add(unfinished.ToArray());\n            unfinished.SetLength(0);\n        }\n        return lines;",
            "            lines.Add(unfinished.ToArray());\n            unfinished.SetLength(0);\n        }\n        if (unfinished.Length > 0)\n        {\n            lines.Add(unfinished.ToArray());\n            unfinished.SetLength(0);\n        }\n        return lines;",
        ),
        check: "server-split-line",
        was: "The end of a piece was taken for the end of a line.",
        life: "The newline is the only end that a line has. Where a packet ended nobody has decided.",
    },
    PeerBug {
        file: "Lab3Client.cs",
        edit: ("        lines.Add(Common.Bytes(\"close\"));\n", ""),
        check: "client-close",
        was: "The end of stdin was not told: the client went on for ever.",
        life: "A program in a pipe that never ends, since the end of its input is no line.",
    },
    PeerBug {
        file: "Lab3Client.cs",
        edit: (
            "                inFlight = null;\n                keyboard.Done();\n",
            "                inFlight = null;\n",
        ),
        check: "client-accepted",
        was: "A line that was answered was not taken off the list, and was sent again.",
        life: "A message that is read and not acknowledged comes again, and again: the poisoned message of every queue.",
    },
    PeerBug {
        file: "Lab3Client.cs",
        edit: ("                if (answer == \"closed\")\n                    return;\n", ""),
        check: "client-states",
        was: "The answer `closed` did not end the client.",
        life: "A state from which no arrow leads out. On a drawing it is seen at once, in a loop never.",
    },
    PeerBug {
        file: "Lab3Server.cs",
        edit: ("            Enter(State.Listening); // whatever has happened to the client\n", ""),
        check: "server-states",
        was: "The server did not say that it listened again.",
        life: "A display that says `connected` for a week. What is shown has to follow each change of state, and not most of them.",
    },
    PeerBug {
        file: "Lab3Server.cs",
        edit: (
            "                Common.Say(\"received: \" + text);\n                Common.SendAll(client, accepted, accepted.Length);",
            "                Common.SendAll(client, accepted, accepted.Length);",
        ),
        check: "server-accepts",
        was: "A line was answered, and not printed.",
        life: "`Accepted` is a promise. Who says it before the work is done, or without it, loses what was entrusted to them.",
    },
    PeerBug {
        file: "Lab3Client.cs",
        edit: (
            "            if (count == 0)\n                throw new FailureException(\"the server has closed the connection\");\n",
            "            if (count == 0)\n                return;\n",
        ),
        check: "client-server-closes",
        was: "The end of the stream was taken for the end of the work, and the line that was not answered was lost.",
        life: "An orderly end says that the other one sends no more. Whether what was asked for has been done it does not say.",
    },
    PeerBug {
        file: "Common.cs",
        edit: (
            "throw new FailureException(\"cannot connect to \" + problem);",
            "throw new InvalidOperationException(\"cannot connect to \" + problem);",
        ),
        check: "client-waits-for-server",
        was: "That nobody listens was an exception of another kind, and ended the client.",
        life: "The first try of a program that is to wait for its server is the one that fails most often: at every start of the whole system.",
    },
    PeerBug {
        file: "Lab3Client.cs",
        edit: (
            "foreach (byte[] received in answers.Feed(buffer, count))",
            "foreach (byte[] received in new Lines().Feed(buffer, count))",
        ),
        check: "client-split-answer",
        was: "What had come of an answer was forgotten when the piece was at its end.",
        life: "State that lives in the wrong place: for a call, where it has to live for a connection.",
    },
];
