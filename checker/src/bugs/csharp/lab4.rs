//! Bugs to find in lab 4's C# programs.

use crate::bugs::shared::PeerBug;

pub const BUGS: &[PeerBug] = &[
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
    PeerBug {
        file: "Lines.cs",
        edit: (
            "            lines.Add(unfinished.ToArray());\n",
            "            if (unfinished.Length > 0)\n                lines.Add(unfinished.ToArray());\n",
        ),
        check: "lines-empty",
        was: "An empty line was dropped.",
        life: "`StringSplitOptions.RemoveEmptyEntries` does the same. An empty line ends the head of an e-mail and of an HTTP request.",
    },
    PeerBug {
        file: "Lab4LinesServer.cs",
        edit: (
            "        var lines = new Lines();\n        var buffer = new byte[65536];\n        int count;\n        while ((count = client.Receive(buffer)) > 0)\n            foreach (byte[] line in lines.Feed(buffer, count))",
            "        var lines = new Lines();\n        var buffer = new byte[65536];\n        int count;\n        while ((count = client.Receive(buffer)) > 0)\n            foreach (byte[] line in (lines = new Lines()).Feed(buffer, count))",
        ),
        check: "lines-split",
        was: "What had come of a line was forgotten when the piece was at its end.",
        life: "State that lives for a call, where it has to live for a connection.",
    },
    PeerBug {
        file: "Lab4LinesServer.cs",
        edit: ("        if (lines.IsUnfinished)\n            Common.Report(\"connection closed mid-line\");\n", ""),
        check: "lines-unfinished",
        was: "A line without an end went unnoticed.",
        life: "A download that breaks off, and a file that looks whole. The end of a connection is not the end of a message.",
    },
    PeerBug {
        file: "Lab4Server.cs",
        edit: ("payload.Length + \" bytes: \"", "Common.Text(payload).Length + \" bytes: \""),
        check: "frames-binary",
        was: "Characters were counted, and not bytes.",
        life: "With English text the two are the same, and with the first ä they are not.",
    },
    PeerBug {
        file: "Frames.cs",
        edit: ("        if (length > Largest) // before", "        if (length >= Largest) // before"),
        check: "frames-largest",
        was: "The largest frame that is allowed was refused.",
        life: "`At most` and `less than` are one byte apart, and two programs that read the sentence differently meet there.",
    },
    PeerBug {
        file: "Frames.cs",
        edit: (
            "        if (count < header.Length)\n            throw new FailureException(\"connection closed mid-frame\");\n",
            "        if (count < header.Length)\n            return null;\n",
        ),
        check: "frames-cut-short",
        was: "A stream that ended inside a length was taken for an orderly end.",
        life: "Whoever cuts a connection at the right place makes a shorter message of a longer one. TLS has an alert of its own against that.",
    },
    PeerBug {
        file: "Frames.cs",
        edit: ("IPAddress.HostToNetworkOrder(payload.Length)", "payload.Length"),
        check: "client-wire",
        was: "The length went out in this machine's order of bytes.",
        life: "Both programs of one author agree, and the first program of somebody else reads 16 million where there is a 1.",
    },
    PeerBug {
        file: "Lab4Client.cs",
        edit: (
            "            while ((line = Common.ReadLine(input)) != null)\n                Frames.Write(stream, line);",
            "            while ((line = Common.ReadLine(input)) != null && line.Length > 0)\n                Frames.Write(stream, line);",
        ),
        check: "client-empty-line",
        was: "An empty line was taken for the end of stdin.",
        life: "Empty and absent are two things. Languages in which both are false make it easy to mix them up.",
    },
    PeerBug {
        file: "Lab4Server.cs",
        edit: (
            "while ((payload = Frames.Read(stream)) != null)",
            "while ((payload = Frames.Read(stream)) != null && payload.Length > 0)",
        ),
        check: "frames-empty",
        was: "A frame without a payload was taken for the end.",
        life: "A length of 0 is a length. In protocols an empty message is often the one that keeps a connection alive.",
    },
];
