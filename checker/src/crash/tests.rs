//! Tests of what is told of a crash, on what the runtimes really print.

use super::*;
use crate::journal::Output;

/// What is told of a program that has left this on stderr and ended so.
fn told_of(stderr: &str, exit: Option<Exit>) -> Option<String> {
    let mut output = Output::default();
    output.kept = stderr.as_bytes().to_vec();
    let program = ProgramState { lane: "server".into(), stderr: output, exit, ..ProgramState::default() };
    let mut state = State::default();
    state.programs.push(program);
    of(&state).map(|crash| format!("{} {}", crash.lane, crash.words))
}

const FAILED: Option<Exit> = Some(Exit::Status(1));

const PRINTS: &str = "server prints a stack trace where the contract asks for one line, `error: ...`:";

/// What a program prints, how it ended, and what is told of it.
#[track_caller]
fn assert_told(table: &[(&str, Option<Exit>, Option<&str>)]) {
    for (stderr, exit, wanted) in table {
        assert_eq!(told_of(stderr, *exit).as_deref(), *wanted, "{stderr}");
    }
}

#[test]
fn what_is_no_crash_is_none() {
    assert_told(&[
        ("", FAILED, None),
        ("error: connection refused\n", FAILED, None),
        ("error: Traceback (most recent call last) is what I was sent\n", FAILED, None),
        ("debug: at 10:30 all is well\n  at 127.0.0.1:80\n  at the end (really)\n", None, None),
    ]);
}

#[test]
fn a_panic_is_told_with_its_place_and_message() {
    let panic = "\nthread 'main' (12) panicked at src/main.rs:3:5:\nboom\nnote: run with `RUST_BACKTRACE=1`\n";
    let told = "server crashed: thread 'main' (12) panicked at src/main.rs:3:5: boom";
    let inside = "\nthread 'main' (12) panicked at /rustc/59807616/library/core/src/time.rs:1201:31:\noverflow when subtracting durations\n";
    let told_inside = "server crashed: thread 'main' (12) panicked in the standard library: overflow when subtracting durations (started by hand with RUST_BACKTRACE=1 it names the line of yours that led there)";
    assert_told(&[
        (panic, None, Some(told)),
        (panic, Some(Exit::Status(101)), Some(told)),
        (inside, Some(Exit::Status(101)), Some(told_inside)),
    ]);
}

const PYTHON: &str = r#"Traceback (most recent call last):
  File "/x/lab3_client.py", line 30, in <module>
    main()
  File "/x/lab3_client.py", line 23, in main
    answer = s.recv(1024)
             ^^^^^^^^^^^^
  File "/usr/lib/python3.11/socket.py", line 294, in recv
    fd, addr = self._accept()
ConnectionResetError: [Errno 104] Connection reset by peer
"#;

#[test]
fn python_names_the_exception_and_the_deepest_line_of_one_s_own() {
    let what =
        "ConnectionResetError: [Errno 104] Connection reset by peer, in lab3_client.py line 23: answer = s.recv(1024)";
    let in_thread =
        format!("Exception in thread Thread-1 (serve):\n{}", PYTHON.replace("<module>", "_bootstrap_inner"));
    let in_task = format!("Task exception was never retrieved\nfuture: <Task finished name='Task-2'>\n{PYTHON}");
    let in_stream = format!("Unhandled exception in client_connected_cb\ntransport: <_Selector>\n{PYTHON}");
    let printed = PYTHON.replace("<module>", "serve");
    let logged = format!("ERROR:root:reading failed\n{PYTHON}");
    assert_told(&[
        (PYTHON, FAILED, Some(&format!("server crashed: {what}"))),
        (&in_thread, None, Some(&format!("server crashed in a thread: {what}"))),
        (&in_task, None, Some(&format!("server crashed in a task: {what}"))),
        (&in_stream, None, Some(&format!("server crashed in a task: {what}"))),
        (&printed, FAILED, Some(&format!("{PRINTS} {what}"))),
        (PYTHON, None, Some(&format!("{PRINTS} {what}"))),
        (&logged, None, Some(&format!("{PRINTS} {what}"))),
        ("Traceback (most recent call last):\n", FAILED, Some("server crashed: Traceback (most recent call last):")),
    ]);
}

#[test]
fn of_exceptions_that_came_of_each_other_the_last_is_told() {
    let chain = r#"Traceback (most recent call last):
  File "/x/c.py", line 4, in f
    int("x")
ValueError: invalid literal for int() with base 10: 'x'

The above exception was the direct cause of the following exception:

Traceback (most recent call last):
  File "/x/c.py", line 11, in <module>
    g()
  File "/x/c.py", line 6, in f
    raise ConnectionError("gone") from e
ConnectionError: gone
"#;
    let group = r#"  + Exception Group Traceback (most recent call last):
  |   File "/x/c.py", line 9, in <module>
  |     asyncio.run(main())
  | ExceptionGroup: unhandled errors in a TaskGroup (1 sub-exception)
  +-+---------------- 1 ----------------
    | Traceback (most recent call last):
    |   File "/x/c.py", line 5, in serve
    |     int("x")
    | ValueError: no
    +------------------------------------
"#;
    assert_told(&[
        (
            chain,
            FAILED,
            Some("server crashed: ConnectionError: gone, in c.py line 6: raise ConnectionError(\"gone\") from e"),
        ),
        (group, FAILED, Some("server crashed: ValueError: no, in c.py line 5: int(\"x\")")),
    ]);
}

#[test]
fn a_text_that_python_cannot_read_is_told_with_its_place() {
    let syntax = "  File \"/x/j.py\", line 1\n    def f(:\n          ^\nSyntaxError: invalid syntax\n";
    assert_told(&[(syntax, FAILED, Some("server crashed: SyntaxError: invalid syntax, in j.py line 1: def f(:"))]);
}

#[test]
fn java_names_the_exception_its_cause_and_one_s_own_line() {
    let frames =
        "\tat java.base/java.net.Socket.connect(Socket.java:633)\n\tat A.go(A.java:2)\n\tat A.main(A.java:3)\n";
    let refused = format!("java.net.ConnectException: Connection refused\n{frames}");
    let main = format!("Exception in thread \"main\" {refused}");
    let wrapped = format!(
        "Exception in thread \"Thread-0\" java.lang.RuntimeException: wrapped\n\tat A.lambda$main$0(A.java:3)\n\
         \tat java.base/java.lang.Thread.run(Thread.java:840)\nCaused by: {refused}\t... 2 more\n"
    );
    let what = "java.net.ConnectException: Connection refused, in A.java line 2";
    assert_told(&[
        (&main, FAILED, Some(&format!("server crashed: {what}"))),
        (
            &wrapped,
            None,
            Some(&format!("server crashed in a thread: java.lang.RuntimeException: wrapped, caused by {what}")),
        ),
        (&refused, None, Some(&format!("{PRINTS} {what}"))),
    ]);
}

#[test]
fn mono_and_dotnet_name_the_exception_and_one_s_own_line() {
    let frames = |own: &str| {
        format!(
            "System.Net.Sockets.SocketException (0x80004005): Connection refused\n  \
             at System.Net.Sockets.TcpClient..ctor (System.String hostname, System.Int32 port) [0x00085] in <a85c>:0 \n  \
             at C.Go () [0x00007] in {own} \n  at C.Main (System.String[] a) [0x0006f] in {own} \n"
        )
    };
    let what = "System.Net.Sockets.SocketException (0x80004005): Connection refused";
    let mono = |own: &str| format!("\nUnhandled Exception:\n{0}[ERROR] FATAL UNHANDLED EXCEPTION: {0}", frames(own));
    let dotnet = "Unhandled exception. System.IO.IOException: gone\n   at System.Net.Sockets.NetworkStream.Read(Span`1 buffer)\n   \
                  at Program.Main(String[] args) in /x/Program.cs:line 5\n";
    assert_told(&[
        (&mono("/x/C.cs:2"), FAILED, Some(&format!("server crashed: {what}, in C.cs line 2"))),
        (&mono("<be13>:0"), FAILED, Some(&format!("server crashed: {what}, in C.Go"))),
        (dotnet, FAILED, Some("server crashed: System.IO.IOException: gone, in Program.cs line 5")),
        (&frames("/x/C.cs:2"), None, Some(&format!("{PRINTS} {what}, in C.cs line 2"))),
    ]);
}

#[test]
fn node_names_the_exception_and_one_s_own_line() {
    let event = "node:events:502\n      throw er; // Unhandled 'error' event\n      ^\n\n\
        Error: connect ECONNREFUSED 127.0.0.1:1\n    at TCPConnectWrap.afterConnect [as oncomplete] (node:net:1611:16)\n\
        Emitted 'error' event on Socket instance at:\n    at emitErrorNT (node:internal/streams/destroy:169:8) {\n  \
        errno: -111\n}\n\nNode.js v20.20.2\n";
    let trace = "TypeError: Cannot read properties of null (reading 'x')\n    at go (/x/n.js:6:38)\n    \
        at Module._compile (node:internal/modules/cjs/loader:1521:14)\n";
    let thrown = format!("/x/n.js:6\n    null.x();\n         ^\n\n{trace}\nNode.js v20.20.2\n");
    let what = "TypeError: Cannot read properties of null (reading 'x'), in n.js line 6";
    assert_told(&[
        (event, FAILED, Some("server crashed: Error: connect ECONNREFUSED 127.0.0.1:1")),
        (&thrown, FAILED, Some(&format!("server crashed: {what}: null.x();"))),
        (trace, None, Some(&format!("{PRINTS} {what}"))),
    ]);
}

#[test]
fn cpp_says_what() {
    let thrown = "terminate called after throwing an instance of 'std::out_of_range'\n  what():  vector: 7 >= 2\n";
    let aborted = Some(Exit::Signal(6));
    assert_told(&[
        (thrown, aborted, Some("server crashed: std::out_of_range: vector: 7 >= 2")),
        ("terminate called after throwing an instance of 'int'\n", aborted, Some("server crashed: int")),
        ("", aborted, Some("server crashed: signal 6 (SIGABRT)")),
    ]);
}

#[test]
fn perl_s_last_words_are_known() {
    let table = [
        ("cannot connect at client.pl line 12.\n", true),
        ("gone at a.pl line 7, <STDIN> line 3.\n", true),
        ("error: gone at a.pl line 7.\n", false),
        ("ready at last\nmore in line 7\n", false),
    ];
    for (stderr, is_crash) in table {
        assert_eq!(told_of(stderr, Some(Exit::Status(111))).is_some(), is_crash, "{stderr}");
    }
}

#[test]
fn a_long_message_is_cut_in_its_middle() {
    let panic =
        format!("thread 'main' (1) panicked at a.rs:1:2:\nError {{ bytes: [{}], at: 7 }}\n", "9, ".repeat(300_000));
    let told = told_of(&panic, FAILED).unwrap_or_default();
    assert!(told.chars().count() < 450, "{told}");
    assert!(told.starts_with("server crashed: thread 'main' (1) panicked at a.rs:1:2: Error { bytes: [9, "), "{told}");
    assert!(told.ends_with("9, ], at: 7 }") && told.contains(" … "), "{told}");
}

#[test]
fn todo_is_known() {
    let panic = "\nthread 'main' (7) panicked at exercises/lab1-echo/server.rs:20:5:\nnot yet implemented: TODO(1): make a socket\nnote: run with\n";
    assert_eq!(not_started(panic).as_deref(), Some("exercises/lab1-echo/server.rs:20:5: TODO(1): make a socket"));
    assert_eq!(not_started("not yet implemented: TODO(2): send\n").as_deref(), Some("TODO(2): send"));
    assert_eq!(not_started("error: no\n"), None);
}

#[test]
fn what_fills_a_stream_is_told() {
    let told = |stderr: &str| {
        let mut output = Output::default();
        output.take(stderr.as_bytes(), stderr.len() - 1);
        let limit = Some("16 MiB of output, and 16 MiB are allowed".to_owned());
        words(&ProgramState { limit, stderr: output, ..ProgramState::default() })
    };
    let used = "was stopped, because it used 16 MiB of output, and 16 MiB are allowed";
    let line = "accept: Too many open files";
    let flood = format!("ready\n{}", format!("{line}\n").repeat(101));
    assert_eq!(told(&flood), Some(format!("{used}: again and again \"{line}\"")));
    let others: String = (0..200).map(|count| format!("{line} {count}\n")).collect();
    assert_eq!(told(&others).as_deref(), Some(used));
}
