//! Python 3.

use crate::language::{Language, Sign, Stub, Topic};

pub const PYTHON: Language = Language {
    word: "python",
    name: "Python",
    tools: &["python3"],
    install: "`apt install python3` on Debian and Ubuntu, or python.org",
    environment: &["PYENV_ROOT", "PYENV_VERSION", "PYTHONPATH", "VIRTUAL_ENV"],
    signs: &[
        Sign::Starts("Traceback (most recent call last)"),
        Sign::Holds("Exception Group Traceback (most recent call last)"),
        Sign::Starts("Fatal Python error"),
        Sign::Starts("SyntaxError: "),
        Sign::Starts("IndentationError: "),
        Sign::Starts("TabError: "),
    ],
    stub: Some(Stub {
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
        todo: "todo",
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
            Topic::Stdin => "sys.stdin.buffer (beside select: os.read(0, 4096))",
            Topic::BigEndian => "int.to_bytes(4, \"big\"), int.from_bytes",
            Topic::Threads => "threading.Thread, threading.Lock, queue.Queue",
            Topic::Poll => "selectors.DefaultSelector, setblocking(False), BlockingIOError",
        },
    }),
    peers: Some("python"),
};
