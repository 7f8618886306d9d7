//! Clients that are wrong about sending again.

use super::lines::{ASK, EACH_TRY, TRY, WAIT};
use crate::mutants::Mutant;

pub const MUTANTS: &[Mutant] = &[
    Mutant {
        name: "client-asks-the-socket-all-the-time",
        program: "client",
        edits: &[(
            "socket.set_read_timeout(Some(left)).context(\"SO_RCVTIMEO\")?;",
            "socket.set_nonblocking(true).context(\"O_NONBLOCK\")?;",
        )],
        fails: &[("client-retries", "the program spins")],
    },
    Mutant {
        name: "client-no-time-out",
        program: "client",
        edits: &[("socket.set_read_timeout(Some(left)).context(\"SO_RCVTIMEO\")?;", "")],
        fails: &[
            ("client-retries", "no further try comes: the client waits for ever"),
            ("client-gives-up", "no further try comes: the client waits for ever"),
            ("client-server-down", "no error comes: the client waits for ever"),
        ],
    },
    Mutant {
        name: "client-two-tries",
        program: "client",
        edits: &[("TRIES: usize = 3", "TRIES: usize = 2")],
        fails: &[
            ("client-retries", "the client gives up before its third try"),
            ("client-gives-up", "the client gives up before its third try"),
        ],
    },
    Mutant {
        name: "client-time-out-is-error",
        program: "client",
        edits: &[("        ErrorKind::WouldBlock\n            | ErrorKind::TimedOut\n            | ", "        ")],
        fails: &[
            ("client-retries", "the client gives up before its third try: a time-out is no error"),
            ("client-gives-up", "the client gives up before its third try: a time-out is no error"),
        ],
    },
    // Counts the tries over all lines together.
    Mutant {
        name: "client-three-losses",
        program: "client",
        edits: &[
            (
                EACH_TRY,
                "static LOST: std::sync::atomic::AtomicUsize = std::sync::atomic::AtomicUsize::new(0);
    while LOST.load(std::sync::atomic::Ordering::SeqCst) < TRIES {",
            ),
            (
                WAIT,
                "if let Some(reply) = wait_for_reply(&socket, server)? {
            return Ok(reply);
        }
        LOST.fetch_add(1, std::sync::atomic::Ordering::SeqCst);",
            ),
        ],
        fails: &[("client-retries", "the client gives up before its third try")],
    },
    // Only the second try is short: a reply that a busy machine brings late still finds the client there.
    Mutant {
        name: "client-30-ms",
        program: "client",
        edits: &[
            (EACH_TRY, "for number in 0..TRIES {"),
            ("wait_for_reply(&socket, server)? {", "wait_for_reply(&socket, server, [300, 30, 300][number])? {"),
            (
                "fn wait_for_reply(socket: &UdpSocket, server: SocketAddr)",
                "fn wait_for_reply(socket: &UdpSocket, server: SocketAddr, millis: u64)",
            ),
            ("Instant::now() + PATIENCE;", "Instant::now() + Duration::from_millis(millis);"),
            ("const PATIENCE: Duration = Duration::from_millis(300);", ""),
        ],
        fails: &[
            ("client-retries", "the client sends again too soon"),
            ("client-gives-up", "the client sends again too soon"),
        ],
    },
    Mutant {
        name: "client-2-seconds",
        program: "client",
        edits: &[("from_millis(300)", "from_millis(2000)")],
        fails: &[
            ("client-retries", "the client waits much longer than 300 ms"),
            ("client-gives-up", "the client waits much longer than 300 ms"),
            (
                "client-server-down",
                "no error comes: the client waits for ever, tries more than three times, waits much",
            ),
        ],
    },
    // Takes the newline off for the first try only.
    Mutant {
        name: "client-retries-newline",
        program: "client",
        edits: &[
            (
                EACH_TRY,
                "for number in 0..TRIES {\n        let end: &[u8] = if number == 0 { b\"\" } else { b\"\\n\" };",
            ),
            (TRY, "socket.send_to(&[line, end].concat(), server)?;"),
        ],
        fails: &[
            ("client-retries", "a later try carries other bytes"),
            ("client-gives-up", "a later try carries other bytes"),
        ],
    },
    // Tries each line once, and goes on.
    Mutant {
        name: "client-one-try",
        program: "client",
        edits: &[
            ("TRIES: usize = 3", "TRIES: usize = 1"),
            (ASK, "let Ok(reply) = ask_in_turn(&mut servers, &line) else { continue };"),
        ],
        fails: &[("client-retries", "a later try carries other bytes, or the next line is sent")],
    },
    // Calls itself to try again, and prints at every level.
    Mutant {
        name: "client-prints-each-try",
        program: "client",
        edits: &[(
            WAIT,
            "if let Some(reply) = wait_for_reply(&socket, server)? {
            return Ok(reply);
        }
        let reply = ask(server, line)?;
        writeln!(io::stdout(), \"{}\", String::from_utf8_lossy(&reply))?;
        return Ok(reply);",
        )],
        fails: &[("client-retries", "the client prints the reply once for each try")],
    },
    Mutant {
        name: "client-last-try-no-wait",
        program: "client",
        edits: &[
            (EACH_TRY, "for number in 1..=TRIES {"),
            (
                WAIT,
                "if number == TRIES {
            break;
        }
        if let Some(reply) = wait_for_reply(&socket, server)? {
            return Ok(reply);
        }",
            ),
        ],
        fails: &[("client-retries", "the reply to a later try is not printed")],
    },
];
