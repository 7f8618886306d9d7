//! What the formats make of records made by hand.

use super::look::{Ladders, Look, Telling};
use super::markdown;
use super::paint::Style;
use super::pieces::{self, Build};
use super::samples;
use super::teller::Teller;
use super::terminal;
use crate::verdict::{CheckReport, CheckpointReport, LabReport, Report, Verdict};

/// Compares line by line, so that a difference is seen where it is.
#[track_caller]
pub(super) fn assert_text(text: &str, expected: &str) {
    let expected = expected.strip_prefix('\n').unwrap_or(expected);
    assert_eq!(text, expected, "\nnow it is:\n{text}");
}

#[test]
fn a_report_holds_one_of_each_verdict() {
    assert_text(
        &terminal::render(&samples::report()),
        r#"

lab1  Basic TCP: an echo

  ✓ server-listens        the ready line names the real address, and a …
  ✓ server-echo           `Hello, world` comes back
  ✗ server-half-close     a client that has finished sending still gets its
                          whole echo, to the last byte

    expected  the 10 bytes "last words"
    observed  5 bytes, then the end of the stream (FIN)
              "last "
                    ^
  → cause     the server closed with bytes still in its own buffer
    read      lab1.html#server-half-close

        ms  server                                         peer
            your program                            the checker
       0.2  ● $ lab1-server 0                                 │
       1.4  ● stdout: listening on 127.0.0.1:40021            │
       1.5  │◄────────────────────────────────────── connect ─┤
       1.5  │◄───────────────────────────────── "last words" ─┤
       1.5  │◄────────────────────────────────────────── FIN ─┤
       1.5  ● stdout: connected 127.0.0.1:50122               │
       1.7  ├─ "last " ──────────────────────────────────────►│
       1.7  ├─ FIN ──────────────────────────────────────────►│
         ✗  expected: the 10 bytes "last words"

  ✗ server-reset          after a client resets its connection the next one is
                          served

    expected  the ready line `listening on IP:PORT`
    observed  the server crashed: signal 11 (SIGSEGV)
  → cause     an error was answered by unwrap()
    read      lab1.html#server-reset
    note      the server left a process running: sleep 1000

    output    server stderr: thread 'main' panicked at
              exercises/lab1-echo/server.rs:17:52:
              server stderr: called `Result::unwrap()` on an `Err` value: Os {
              code: 98, kind: AddrInUse, message: "Address already in use" }

        ms  server                                         peer
            your program                            the checker
       0.1  ● $ lab1-server 0 </svg><script>alert(1)</script> │
       0.2  │◄──────────────── "\x1b[2J</svg>]]>&"'\xff\x00" ─┤
       0.3  ● stdout: \u{202e}]]></pre><b>\x07                │
       0.4  ■ signal 11 (SIGSEGV)                             │
         ✗  expected: the ready line `listening on IP:PORT`

  - server-ipv6           skipped: this machine has no IPv6 (::1 can't be bound)
  ? server-large          not your fault: the machine was busy: the checker
                          itself did not run for 1.8 s of 2 s
  · client-sends          the peer receives exactly the message's bytes, then …
  · client-prints         the reply is printed as `received: ...`

lab1  10 of 40 points, 2 of 8 checks pass
━━━━━━━━━━━━━━━━━━━━────────────────────────────────────────────────────────────
next   cargo checker lab1 --check server-half-close
seed   7 (--seed 7 makes the same random choices again)
"#,
    );
}

#[test]
fn a_checkpoint_that_is_done_is_a_success_of_its_own() {
    let checkpoint = |number, title: &str, earned, done| CheckpointReport {
        number,
        title: title.into(),
        earned,
        points: 25,
        passed: 1,
        checks: 2,
        done,
    };
    let mut report = samples::report();
    report.labs[0].checkpoints =
        vec![checkpoint(1, "two keyboards", 25, true), checkpoint(2, "many | users", 5, false)];
    let text = Teller::new(Look::default()).finish(&report.submission, &report.labs[0]);
    let told: Vec<&str> = text.lines().filter(|line| line.contains("checkpoint")).collect();
    let wanted =
        ["  ✓ checkpoint 1   25 of  25 points  two keyboards", "  · checkpoint 2    5 of  25 points  many | users"];
    assert_eq!(told, wanted);
    let text = markdown::render(&report);
    let told: Vec<&str> = text.lines().filter(|line| line.starts_with("- ")).collect();
    let wanted = [
        "- Checkpoint 1, two keyboards: 25 of 25 points, 1 of 2 checks pass. **Done.**",
        "- Checkpoint 2, many \\| users: 5 of 25 points, 1 of 2 checks pass.",
    ];
    assert_eq!(told, wanted);
}

#[test]
fn the_lab_that_comes_next_is_named_as_the_record_says() {
    let mut lab = LabReport { next: Some("lab2".into()), build: Vec::new(), ..samples::unbuilt() };
    lab.checks.retain(|check| check.verdict == Verdict::Pass);
    let text = Teller::new(Look::default()).finish("solutions", &lab);
    assert!(text.ends_with("\nnext   cargo checker lab2 --solution\n"), "{text}");
    let text = Teller::new(Look::default()).finish("solutions", &LabReport { next: None, ..lab });
    assert!(!text.contains("next"), "{text}");
}

#[test]
fn a_broken_build_is_told_once() {
    let report = Report { labs: vec![samples::unbuilt(), samples::unbuilt()], ..samples::report() };
    let text = terminal::render(&report);
    let (_, second) = text.split_at(text.rfind("\nlab1  Basic").unwrap_or(0));
    assert_text(
        second,
        r#"

lab1  Basic TCP: an echo

  ✗ server could not be built

  │ $ cargo build --bin lab1-server
  │ error[E0425]: cannot find value `stream` in this scope
  │   --> exercises/lab1-echo/server.rs:12:5
  │    |
  │ 12 |     stream.read(&mut buffer)
  │    |     ^^^^^^ not found in this scope

  ✗ server-listens        the server does not compile
  ✗ server-echo           the server does not compile
  ✓ client-sends          the peer receives exactly the message's bytes

lab1  5 of 15 points, 1 of 3 checks pass
━━━━━━━━━━━━━━━━━━━━━━━━━━──────────────────────────────────────────────────────
next   cargo checker lab1 --check server-listens

lab1    5 of  15  ━━━━━━━━━━━━━━━━━━━━──────────────────────────────────────────
lab1    5 of  15  ━━━━━━━━━━━━━━━━━━━━──────────────────────────────────────────
seed   7 (--seed 7 makes the same random choices again)
"#,
    );
}

/// A lab of which so many checks failed, each with its cause.
fn of_failures(causes: &[&str]) -> Report {
    let failure = |(at, cause): (usize, &&str)| CheckReport {
        cause: Some((*cause).into()),
        ..samples::check(&format!("check-{at}"), "a claim", Verdict::Fail)
    };
    let checks = causes.iter().enumerate().map(failure).collect();
    let lab = LabReport { checks, build: Vec::new(), ..samples::unbuilt() };
    Report { labs: vec![lab], ..samples::report() }
}

#[test]
fn what_follows_from_one_mistake_is_told_once() {
    let report = of_failures(&["a wrong prefix", "another", "a wrong prefix", "a third", "a fourth"]);
    let text = terminal::render(&report);
    assert_text(
        &text,
        r#"

lab1  Basic TCP: an echo

  ✗ check-0               a claim

  → cause     a wrong prefix
    read      lab1.html#check-0

  ✗ check-1               a claim

  → cause     another
    read      lab1.html#check-1

  ✗ check-2               for the same reason as check-0
  ✗ check-3               a claim

  → cause     a third
    read      lab1.html#check-3

  ✗ check-4               a fourth

lab1  5 of 15 points, 0 of 5 checks pass
━━━━━━━━━━━━━━━━━━━━━━━━━━──────────────────────────────────────────────────────
more   2 more failures are told in a line each; --all tells them in full
next   cargo checker lab1 --check check-0
seed   7 (--seed 7 makes the same random choices again)
"#,
    );
    let look = Look { telling: Telling::AllInFull, ..Look::default() };
    let text = terminal::whole(look, &report);
    assert_eq!(text.matches("→ cause").count(), 5, "{text}");
    assert!(!text.contains("more  "), "{text}");
}

#[test]
fn the_folder_stands_in_full_and_commands_are_quoted() {
    let folder = Some("/home/ann/my labs".to_string());
    let report = Report { submission: "my labs".into(), folder, ..of_failures(&["a mistake"]) };
    let text = terminal::render(&report);
    assert!(text.contains("next   cargo checker lab1 --submission 'my labs' --check check-0\n"), "{text}");
    assert!(text.contains("\nfolder /home/ann/my labs\n"), "{text}");
}

#[test]
fn a_narrow_terminal_and_a_wide_one_are_used_as_they_are() {
    let mut report = samples::report();
    let traces = [samples::large(), samples::loss(), samples::relayed(), samples::crowd(), samples::screen()];
    for trace in traces {
        report.labs[0].checks.push(CheckReport { trace, ..samples::wide() });
    }
    for columns in [40, 59, 60, 80, 200] {
        let look = Look { columns, telling: Telling::AllInFull, ladders: Ladders::OfAll, ..Look::default() };
        let text = terminal::whole(look, &report);
        // A command stays on one line, so that it can be copied.
        let widest = text.lines().filter(|line| !line.starts_with("next")).map(super::plain::width).max();
        assert_eq!(widest, Some(columns), "{text}");
    }
    let look = Look { columns: 40, ..Look::default() };
    let narrow = terminal::whole(look, &Report { labs: vec![samples::unbuilt()], ..samples::report() });
    assert!(narrow.contains("  ✓ client-sends\n      the peer receives exactly the …\n"), "{narrow}");
}

#[test]
fn what_is_quoted_has_a_cap_and_costs_linear_time() {
    let long = "\\u".repeat(5_000_000);
    let check = CheckReport {
        observed: Some(long.clone()),
        cause: Some(long.clone()),
        notes: vec![long.clone()],
        output: vec![long; 3],
        ..samples::check("server-echo", "it echoes", Verdict::Fail)
    };
    let lab = LabReport { checks: vec![check], build: Vec::new(), ..samples::unbuilt() };
    let report = Report { labs: vec![lab], ..samples::report() };
    for format in super::FORMATS.iter().filter(|format| format.name != "json") {
        let text = (format.render)(&report);
        assert!(text.len() < 100_000, "{}: {}", format.name, text.len());
        assert!(text.contains("characters left out"), "{}", format.name);
    }
}

#[test]
fn a_long_line_is_cut_around_its_caret() {
    let text = pieces::check(Look::default(), Build::Whole, &samples::wide());
    assert_text(
        &text,
        r#"
  ✗ server-binary         all 256 byte values come back, in order

    expected  the 126 bytes of the message, unchanged and in order, as they were
              sent
    observed  126 bytes, of which byte 101 differs
              …789012345678901234567890123456789012345678901234567890123456789"
                                                     ^
    read      lab1.html#server-binary

"#,
    );
}

#[test]
fn colours_say_nothing_that_the_words_do_not() {
    let (plain, colour) = (Look::default(), Look { style: Style::Colour, ..Look::default() });
    let painted = terminal::whole(colour, &samples::report());
    let mut text = String::new();
    for (at, part) in painted.split("\x1b[").enumerate() {
        let rest = part.split_once('m').map_or(part, |(_, rest)| rest);
        text.push_str(if at == 0 { part } else { rest });
    }
    assert_text(&text, &format!("\n{}", terminal::whole(plain, &samples::report())));
}

#[test]
fn nothing_is_wider_than_a_terminal() {
    let mut report = samples::report();
    let traces = [samples::large(), samples::loss(), samples::relayed(), samples::crowd(), samples::conversation()];
    for trace in traces {
        report.labs[0].checks.push(CheckReport { trace, ..samples::wide() });
    }
    let look = Look { ladders: Ladders::OfAll, telling: Telling::AllInFull, ..Look::default() };
    for line in terminal::whole(look, &report).lines() {
        assert!(super::plain::width(line) <= 80, "{line}");
        assert_eq!(line.trim_end(), line);
    }
}

#[test]
fn the_ladder_of_a_passing_check_is_drawn_when_asked_for() {
    let trace = samples::short_echo();
    let check = CheckReport { trace, ..samples::check("server-echo", "it echoes", Verdict::Pass) };
    let quiet = pieces::check(Look::default(), Build::Whole, &check);
    assert_eq!(quiet, "  ✓ server-echo           it echoes\n");
    let look = Look { ladders: Ladders::OfAll, ..Look::default() };
    let text = pieces::check(look, Build::Whole, &check);
    assert!(text.contains("● stdout: connected 127.0.0.1:50122"), "{text}");
}

#[test]
fn what_the_cause_repeats_is_said_once() {
    let message = "server crashed: panicked at server.rs:9:5";
    let mut check = samples::half_close();
    check.observed = Some(format!("nothing\n{message}"));
    check.cause = Some(message.into());
    let text = pieces::check(Look::default(), Build::Whole, &check);
    assert!(
        text.contains("    observed  nothing\n  → cause     server crashed: panicked at server.rs:9:5\n"),
        "{text}"
    );
    check.observed = Some(message.into());
    let text = pieces::check(Look::default(), Build::Whole, &check);
    assert!(text.contains("    observed  server crashed"), "{text}");
}
