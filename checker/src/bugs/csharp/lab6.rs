//! Bugs to find in lab 6's C# programs.

use crate::bugs::shared::PeerBug;

pub const BUGS: &[PeerBug] = &[
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
    PeerBug {
        file: "Lab6Server.cs",
        edit: (
            "            TellAll(\"JOINED \" + name);\n            Users.Add(name, this);\n",
            "            Users.Add(name, this);\n            TellAll(\"JOINED \" + name);\n",
        ),
        check: "login",
        was: "Who had just come was told of their own coming.",
        life: "`Everybody` and `everybody else` differ by the order of two lines.",
    },
    PeerBug {
        file: "Lab6Server.cs",
        edit: (
            "            if (queue.Count >= Waiting)\n            {\n                HangUp();\n                return;\n            }\n",
            "",
        ),
        check: "slow-user",
        was: "The queue of a user who does not read grew without an end.",
        life: "Memory that one slow client takes from everybody. Every queue needs a length, and a plan for when it is full.",
    },
    PeerBug {
        file: "Lab6Server.cs",
        edit: (
            "            if (name == null && words[0] == \"LOGIN\")\n                LogIn(rest);\n            else if (name == null)\n                Post(\"ERR not-logged-in say LOGIN and a name first\");\n",
            "            if (name == null && words[0] == \"LOGIN\")\n                LogIn(rest);\n            else if (name == null && words[0] != \"USERS\")\n                Post(\"ERR not-logged-in say LOGIN and a name first\");\n",
        ),
        check: "login-first",
        was: "Who is here was told to people who had not said who they are.",
        life: "The one command that was added later, and forgot to ask. Lists of users are where attacks begin.",
    },
    PeerBug {
        file: "Lab6Server.cs",
        edit: ("            Post(\"ERR no-such-user there is nobody of that name\");\n", "            return;\n"),
        check: "message-errors",
        was: "A message to nobody was dropped without a word.",
        life: "The sender believes that it has arrived. Silence is the one error that can't be looked for.",
    },
    PeerBug {
        file: "Lab6Server.cs",
        edit: (
            "string message = words.Length == 2 ? \"MSG \" + name + \" \" + words[1] : \"\";",
            "string message = words.Length == 2 ? \"MSG \" + words[0] + \" \" + words[1] : \"\";",
        ),
        check: "message",
        was: "The message carried the name of the one who got it, and not of the one who had sent it.",
        life: "To and from are two strings side by side, and no compiler tells one from the other.",
    },
    PeerBug {
        file: "Lab6Client.cs",
        edit: (
            "                Common.Say(\"* \" + rest + \" left\");\n                break;\n            case \"ERR\":\n                Common.Report(rest);\n",
            "                Common.Say(\"* \" + rest + \" left\");\n                break;\n            case \"ERR\":\n                throw new FailureException(rest);\n",
        ),
        check: "client-errors",
        was: "An error about one command ended the client.",
        life: "A typing error in a name, and the window is gone.",
    },
    PeerBug {
        file: "Lab6Client.cs",
        edit: (
            "            isLeaving = true;\n            Send(stream, \"QUIT\");\n",
            "            Send(stream, \"QUIT\");\n",
        ),
        check: "client-bye",
        was: "The client took the end that it had asked for itself for a failure.",
        life: "A thread has to say what it is about to do before the others can see it happen.",
    },
    PeerBug {
        file: "Lab6PairServer.cs",
        edit: (
            "                    client.Shutdown(SocketShutdown.Both); // ends the Receive() of the other thread\n",
            "                    Environment.Exit(0);\n",
        ),
        check: "pair-exit-server",
        was: "EXIT ended the server, and not only the connection.",
        life: "One word for `I leave` and for `all of you leave`. It is found when the second guest comes.",
    },
    PeerBug {
        file: "Lab6PairClient.cs",
        edit: ("&& Common.Text(line) != \"EXIT\")", "&& !Common.Text(line).StartsWith(\"EXIT\"))"),
        check: "pair-exact-exit",
        was: "Every line that begins with EXIT ended the conversation.",
        life: "A word that means something must be the whole word. `EXIT strategy` is a line like any other.",
    },
    PeerBug {
        file: "Lab6PairClient.cs",
        edit: ("        keyboard.IsBackground = true;\n", ""),
        check: "pair-peer-gone",
        was: "The thread of the keyboard kept the program alive, although the other side had gone.",
        life: "A window that stays open until somebody presses a key, on a machine that nobody sits at.",
    },
];
