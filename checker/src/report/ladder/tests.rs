//! Ladders of records made by hand, as a terminal shows them.

use crate::report::ladder;
use crate::report::paint::Style;
use crate::report::samples;
use crate::report::tests::assert_text;
use crate::trace::Trace;

/// A ladder as a terminal shows it.
fn drawn(trace: &Trace) -> String {
    let look = ladder::Room { width: 72, style: Style::Plain, expected: None };
    ladder::text(trace, look)
}

#[test]
fn many_pieces_are_folded() {
    assert_text(
        &drawn(&samples::large()),
        r#"
    ms  server                                         peer
        your program                            the checker
   0.2  ● $ lab1-server 0                                 │
   1.1  │◄────────────────────────────────────── connect ─┤
   1.2  │◄───── "aaaaaaaaaaaaaaaaaaaaaaaa…" 32,768 bytes ─┤
   1.2  ├─ "aaaaaaaaaaaaaaaaaaaaaaaa…" 32,768 bytes ─────►│
   6.2  ├─ … 41 more pieces, 1,343,488 bytes ────────────►│
   6.2  │◄─────────── … 127 more pieces, 4,161,536 bytes ─┤
   9.0  │◄────────────────────────────────────────── FIN ─┤
  2009  │                             nothing for 2000 ms ●
"#,
    );
}

#[test]
fn time_does_not_run_backwards_where_pieces_are_folded() {
    let piece = vec![b'a'; 32_768];
    let sent = (0..9).map(|at| samples::wire(1_000 + at, "peer", "server", samples::sent(&piece)));
    let received = (0..9).map(|at| samples::wire(5_000 + 1_000 * at, "peer", "server", samples::received(&piece)));
    assert_text(
        &drawn(&samples::trace(sent.chain(received).collect())),
        r#"
    ms  peer                                         server
        the checker                            your program
   1.0  ├─ "aaaaaaaaaaaaaaaaaaaaaaaa…" 32,768 bytes ─────►│
   1.0  ├─ … 8 more pieces, 262,144 bytes ───────────────►│
   5.0  │◄───── "aaaaaaaaaaaaaaaaaaaaaaaa…" 32,768 bytes ─┤
  13.0  │◄─────────────── … 8 more pieces, 262,144 bytes ─┤
"#,
    );
}

#[test]
fn a_lost_datagram_does_not_get_there() {
    assert_text(
        &drawn(&samples::loss()),
        r#"
    ms  client                                         peer
        your program                            the checker
   0.3  ● $ lab2-client 127.0.0.1 40030                   │
   0.3  ● stdin: hello\n                                  │
   0.9  ├╌ lost: "hello" ╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌✗│
   301  ├╌ "hello" ╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌►│
   301  │◄╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌ "HELLO" ╌┤
   301  ● stdout: HELLO                                   │
   301  ● stdin: end                                      │
   301  ├╌ 0 bytes ╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌►│
   301  ■ exit status 0                                   │
"#,
    );
}

#[test]
fn both_hops_of_a_relay_are_arrows() {
    assert_text(
        &drawn(&samples::relayed()),
        r#"
    ms  server                       relay                        client
        your program              the checker               your program
   0.2  ● $ lab1-server 0              │                               │
   0.9  ● stdout: listening on 127.0.0.1:40021                         │
   1.0  │                           $ lab1-client 127.0.0.1 40022 接続 ●
   1.9  │                              │◄──────────────────── connect ─┤
   1.9  │◄─────────────────── connect ─┤                               │
   2.0  │                              │◄───────────────────── "接続" ─┤
   2.0  │◄──────────────────── "接続" ─┤                               │
   2.0  │                              │◄──────────────────────── FIN ─┤
   2.0  │◄─────────────────────── FIN ─┤                               │
   2.4  ├─ RST ───────────────────────►│                               │
   2.4  │                              ├─ RST ────────────────────────►│
   2.5  │       stderr: error: Connection reset by peer (os error 104) ●
   2.6  │                              │                 exit status 1 ■
"#,
    );
}

#[test]
fn a_crowd_shares_a_lane() {
    assert_text(
        &drawn(&samples::crowd()),
        r#"
    ms  server     client 1        client 2        client 8     5 others
        yours       checker         checker         checker      checker
   0.2  ● $ lab5-server 0              │               │               │
   0.7  │ eight clients connect        │               │               │
   0.8  │◄─── connect ─┤               │               │               │
   0.8  │◄─────────────┼───── connect ─┤               │               │
   0.8  │◄─────────────┼───────────────┼───────────────┼───── connect ─┤
   0.8  │◄─────────────┼───────────────┼──────── … 4 more connections ─┤
   0.8  │◄─────────────┼───────────────┼───── connect ─┤               │
   1.0  │◄─────────────┼───── "hello" ─┤               │               │
   1.1  │◄─────────────┼───────────────┼───────────── "😀 你好，世界" ─┤
   1.2  │✗─────────────┼─ connect: connection refused ─┤               │
"#,
    );
}

#[test]
fn the_middle_of_a_long_trace_is_left_out() {
    let text = drawn(&samples::conversation());
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.len(), 2 + 12 + 1 + 24);
    assert_eq!(lines[14].trim_start(), "│ … 45 events left out                            │");
}

#[test]
fn of_many_lines_the_last_one_is_shown() {
    let mut events = vec![samples::local(0, "server", samples::started("/a/b/target/debug/lab1-server 0 ::1"))];
    events.extend((1..=9).map(|at| samples::local(at * 100, "server", samples::complained(&format!("line {at}")))));
    assert_text(
        &drawn(&Trace { events }),
        r#"
    ms  server
        your program
   0.0  ● $ lab1-server 0 ::1
   0.1  ● stderr: line 1
   0.8  ● … 7 more lines
   0.9  ● stderr: line 9
"#,
    );
}
