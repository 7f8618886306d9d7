//! C#, with mono or .NET.

use crate::language::{Language, Sign, Stub, Topic, class};

pub const CSHARP: Language = Language {
    word: "csharp",
    name: "C#",
    tools: &["mcs", "mono"],
    install: "`apt install mono-mcs mono-runtime` on Debian and Ubuntu, or mono-project.com",
    environment: &["DOTNET_ROOT", "MONO_PATH"],
    signs: &[
        Sign::Starts("Unhandled exception"),
        Sign::Starts("Unhandled Exception"),
        Sign::Holds("FATAL UNHANDLED EXCEPTION"),
        Sign::Frame("at "),
    ],
    stub: Some(Stub {
        file: |lab, program| format!("{}.cs", class(lab, program)),
        build: Some(|lab, program| format!("mcs -out:bin/{lab}-{program}.exe {}.cs", class(lab, program))),
        start: |lab, program| vec!["mono".into(), format!("bin/{lab}-{program}.exe")],
        head: |about, class, file| {
            format!(
                "// {about}.\nusing System;\n\nstatic class {class}\n{{\n    // Not written yet: by this line the checker knows it.\n    \
                 static void Todo(string what)\n    {{\n        Console.Error.WriteLine(\"not yet implemented: \" + what + \" ({file})\");\n        \
                 Environment.Exit(101);\n    }}\n\n    static int Main(string[] args)\n    {{\n"
            )
        },
        foot: "        return 0;\n    }\n}\n",
        comment: "//",
        indent: "        ",
        todo: "Todo",
        end: ";",
        calls: |topic| match topic {
            Topic::Arguments => "args, int.TryParse",
            Topic::Listen => "new Socket, Bind, Listen, LocalEndPoint",
            Topic::Accept => "Accept, RemoteEndPoint",
            Topic::Connect => "Dns.GetHostAddresses, new Socket, Connect",
            Topic::Send => "Send, in a loop",
            Topic::Receive => "Receive",
            Topic::HalfClose => "Shutdown(SocketShutdown.Send)",
            Topic::BindUdp => "new Socket with SocketType.Dgram, Bind, LocalEndPoint",
            Topic::SendTo => "SendTo",
            Topic::ReceiveFrom => "ReceiveFrom",
            Topic::Timeout => "Poll, Stopwatch",
            Topic::Stdin => "Console.OpenStandardInput, for its bytes",
            Topic::BigEndian => "IPAddress.HostToNetworkOrder, NetworkToHostOrder, BitConverter",
            Topic::Threads => "new Thread with IsBackground, lock",
            Topic::Poll => "Socket.Select, Blocking = false, SocketError.WouldBlock",
        },
    }),
    peers: Some("csharp"),
};
