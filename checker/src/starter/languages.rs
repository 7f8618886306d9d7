//! The languages in which one can start: how a file of each looks, and what the socket calls are called there.

use std::fmt::Write;

use super::outline::{Outline, Step};

/// What a step needs the language's own words for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Topic {
    Arguments,
    Listen,
    Accept,
    Connect,
    Send,
    Receive,
    HalfClose,
    BindUdp,
    SendTo,
    ReceiveFrom,
    Timeout,
    Stdin,
    BigEndian,
    Threads,
}

/// A language in which one can start.
pub struct Language {
    /// As it is typed: `csharp`.
    pub id: &'static str,
    pub name: &'static str,
    /// What builds and runs it.
    pub tools: &'static [&'static str],
    /// A program's file, from its lab and its name.
    pub file: fn(lab: &str, program: &str) -> String,
    /// The command that builds a program; none where nothing is built.
    pub build: Option<fn(lab: &str, program: &str) -> String>,
    /// The words that start it.
    pub start: fn(lab: &str, program: &str) -> Vec<String>,
    /// Before the steps: from what the program is, the name of its class, and that of its file.
    head: fn(about: &str, class: &str, file: &str) -> String,
    foot: &'static str,
    /// What stands before each line of a comment.
    comment: &'static str,
    indent: &'static str,
    /// What ends a call.
    end: &'static str,
    calls: fn(Topic) -> &'static str,
}

pub const LANGUAGES: &[Language] = &[
    Language {
        id: "python",
        name: "Python",
        tools: &["python3"],
        file: |lab, program| format!("{lab}_{}.py", program.replace('-', "_")),
        build: None,
        start: |lab, program| vec!["python3".into(), format!("{lab}_{}.py", program.replace('-', "_"))],
        head: |about, _, file| {
            format!(
                "\"\"\"{about}.\"\"\"\n\nimport sys\n\n\ndef todo(what):\n    \"\"\"Not written yet: by this line the checker knows it.\"\"\"\n    \
                 print(f\"not yet implemented: {{what}} ({file})\", file=sys.stderr)\n    sys.exit(101)\n\n\ndef main():\n"
            )
        },
        foot: "\n\nmain()\n",
        comment: "#",
        indent: "    ",
        end: "",
        calls: |topic| match topic {
            Topic::Arguments => "sys.argv",
            Topic::Listen => "socket.socket, setsockopt with SO_REUSEADDR, bind, listen, getsockname",
            Topic::Accept => "accept",
            Topic::Connect => "socket.create_connection",
            Topic::Send => "sendall",
            Topic::Receive => "recv",
            Topic::HalfClose => "shutdown(socket.SHUT_WR)",
            Topic::BindUdp => "socket.socket with SOCK_DGRAM, bind, getsockname",
            Topic::SendTo => "sendto",
            Topic::ReceiveFrom => "recvfrom",
            Topic::Timeout => "settimeout, TimeoutError",
            Topic::Stdin => "sys.stdin.buffer",
            Topic::BigEndian => "int.to_bytes(4, \"big\"), int.from_bytes",
            Topic::Threads => "threading.Thread, threading.Lock",
        },
    },
    Language {
        id: "c",
        name: "C",
        tools: &["gcc"],
        file: |lab, program| format!("{lab}_{}.c", program.replace('-', "_")),
        build: Some(|lab, program| {
            let source = program.replace('-', "_");
            format!("gcc -Wall -O2 -pthread -o bin/{lab}-{program} {lab}_{source}.c")
        }),
        start: |lab, program| vec![format!("./bin/{lab}-{program}")],
        head: |about, _, file| {
            format!(
                "/* {about}. */\n\n#include <stdio.h>\n#include <stdlib.h>\n\n/* Not written yet: by this line the checker knows it. */\n\
                 static void todo(const char *what)\n{{\n    fprintf(stderr, \"not yet implemented: %s ({file})\\n\", what);\n    exit(101);\n}}\n\n\
                 int main(int argc, char **argv)\n{{\n"
            )
        },
        foot: "    return 0;\n}\n",
        comment: "//",
        indent: "    ",
        end: ";",
        calls: |topic| match topic {
            Topic::Arguments => "argc, argv, strtol",
            Topic::Listen => "getaddrinfo, socket, setsockopt with SO_REUSEADDR, bind, listen, getsockname",
            Topic::Accept => "accept, getnameinfo; signal(SIGPIPE, SIG_IGN)",
            Topic::Connect => "getaddrinfo, socket, connect",
            Topic::Send => "send, in a loop, with MSG_NOSIGNAL",
            Topic::Receive => "recv",
            Topic::HalfClose => "shutdown with SHUT_WR",
            Topic::BindUdp => "getaddrinfo, socket with SOCK_DGRAM, bind, getsockname",
            Topic::SendTo => "sendto",
            Topic::ReceiveFrom => "recvfrom",
            Topic::Timeout => "poll, clock_gettime",
            Topic::Stdin => "getline",
            Topic::BigEndian => "htonl, ntohl",
            Topic::Threads => "pthread_create, pthread_mutex_lock",
        },
    },
    Language {
        id: "csharp",
        name: "C#",
        tools: &["mcs", "mono"],
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
        },
    },
    Language {
        id: "java",
        name: "Java",
        tools: &["javac", "java"],
        file: |lab, program| format!("{}.java", class(lab, program)),
        build: Some(|lab, program| format!("javac -d bin/{lab}-{program} {}.java", class(lab, program))),
        start: |lab, program| vec!["java".into(), "-cp".into(), format!("bin/{lab}-{program}"), class(lab, program)],
        head: |about, class, file| {
            format!(
                "// {about}.\n\nclass {class} {{\n    // Not written yet: by this line the checker knows it.\n    \
                 static void todo(String what) {{\n        System.err.println(\"not yet implemented: \" + what + \" ({file})\");\n        \
                 System.exit(101);\n    }}\n\n    public static void main(String[] args) throws Exception {{\n"
            )
        },
        foot: "    }\n}\n",
        comment: "//",
        indent: "        ",
        end: ";",
        calls: |topic| match topic {
            Topic::Arguments => "args, Integer.parseInt",
            Topic::Listen => "new ServerSocket, setReuseAddress, bind, getLocalSocketAddress",
            Topic::Accept => "accept, getRemoteSocketAddress",
            Topic::Connect => "InetAddress.getAllByName, new Socket, connect",
            Topic::Send => "getOutputStream, write, flush",
            Topic::Receive => "getInputStream, read",
            Topic::HalfClose => "shutdownOutput",
            Topic::BindUdp => "new DatagramSocket, getLocalAddress, getLocalPort",
            Topic::SendTo => "DatagramSocket.send",
            Topic::ReceiveFrom => "DatagramSocket.receive",
            Topic::Timeout => "setSoTimeout, SocketTimeoutException, System.nanoTime",
            Topic::Stdin => "System.in, for its bytes",
            Topic::BigEndian => "DataOutputStream.writeInt, DataInputStream.readInt",
            Topic::Threads => "new Thread with setDaemon, synchronized",
        },
    },
    Language {
        id: "node",
        name: "Node",
        tools: &["node"],
        file: |lab, program| format!("{lab}-{program}.js"),
        build: None,
        start: |lab, program| vec!["node".into(), format!("{lab}-{program}.js")],
        head: |about, _, file| {
            format!(
                "// {about}.\n\"use strict\";\n\n// Not written yet: by this line the checker knows it.\nfunction todo(what) {{\n    \
                 console.error(\"not yet implemented: \" + what + \" ({file})\");\n    process.exit(101);\n}}\n\nfunction main() {{\n"
            )
        },
        foot: "}\n\nmain();\n",
        comment: "//",
        indent: "    ",
        end: ";",
        calls: |topic| match topic {
            Topic::Arguments => "process.argv.slice(2)",
            Topic::Listen => "net.createServer with allowHalfOpen, listen, address()",
            Topic::Accept => "the event \"connection\", remoteAddress, remotePort",
            Topic::Connect => "net.connect",
            Topic::Send => "write",
            Topic::Receive => "the events \"data\" and \"end\"",
            Topic::HalfClose => "end",
            Topic::BindUdp => "dgram.createSocket, bind, address()",
            Topic::SendTo => "send",
            Topic::ReceiveFrom => "the event \"message\"",
            Topic::Timeout => "setTimeout, clearTimeout",
            Topic::Stdin => "process.stdin, its event \"data\" as a Buffer",
            Topic::BigEndian => "writeUInt32BE, readUInt32BE",
            Topic::Threads => "none: the events of one loop do it",
        },
    },
];

/// `Lab2TcpClient`
fn class(lab: &str, program: &str) -> String {
    let capital = |word: &str| {
        let mut letters = word.chars();
        letters.next().map(|first| first.to_uppercase().chain(letters).collect::<String>()).unwrap_or_default()
    };
    std::iter::once(lab).chain(program.split('-')).map(capital).collect()
}

impl Language {
    /// The text of a program's file.
    pub fn stub(&self, outline: &Outline) -> String {
        let number = outline.lab.trim_start_matches("lab");
        let about = format!("Lab {number}, {}", outline.about);
        let file = (self.file)(outline.lab, outline.program);
        let mut text = (self.head)(&about, &class(outline.lab, outline.program), &file);
        for (place, step) in outline.steps.iter().enumerate() {
            if place > 0 {
                text.push('\n');
            }
            self.step(&mut text, place + 1, step);
        }
        text.push_str(self.foot);
        text
    }

    fn step(&self, text: &mut String, number: usize, step: &Step) {
        let Language { comment, indent, end, .. } = self;
        let what = format!("TODO({number}): {}", step.what);
        let calls: Vec<&str> = step.calls.iter().map(|topic| (self.calls)(*topic)).collect();
        let calls = (!calls.is_empty()).then(|| format!("In {}: {}", self.name, calls.join("; ")));
        for line in std::iter::once(what.as_str()).chain(step.more.iter().copied()).chain(calls.as_deref()) {
            writeln!(text, "{indent}{comment} {line}").expect("a String takes all");
        }
        let todo = if self.id == "csharp" { "Todo" } else { "todo" };
        writeln!(text, "{indent}{todo}(\"{what}\"){end}").expect("a String takes all");
    }
}
