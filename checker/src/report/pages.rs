//! What the formats for pages and programs make of records made by hand.

use super::ladder::{self, Caption, Heads, svg};
use super::paint::Style;
use super::{FORMATS, samples};
use crate::diagram::{Drawing, Marks};
use crate::trace::Trace;
use crate::verdict::{CheckReport, LabReport, Report, Verdict};

fn everything() -> Report {
    let mut report = samples::report();
    let traces = [
        samples::large(),
        samples::loss(),
        samples::relayed(),
        samples::nasty(),
        samples::crowd(),
        samples::conversation(),
        samples::screen(),
    ];
    for trace in traces {
        let mut check = samples::crash();
        check.trace = trace;
        check.observed = Some("\x1b[2J</pre></svg>]]>``` \u{202e}".into());
        report.labs[0].checks.push(check);
    }
    report.labs.push(samples::unbuilt());
    report
}

#[test]
fn no_format_lets_anything_out() {
    let report = everything();
    for format in FORMATS {
        let text = (format.render)(&report);
        let is_control = |c: char| c.is_control() && c != '\n' || c == '\u{202e}';
        // JSON has escapes of its own, and keeps the text as it is.
        if format.name != "json" {
            assert_eq!(text.find(is_control), None, "{}", format.name);
        }
        assert!(text.ends_with('\n'), "{}", format.name);
    }
    let page = super::html::render(&report);
    assert!(!page.contains("<script>"), "{page}");
    let opened = [("<pre", "</pre>"), ("<svg", "</svg>"), ("<li", "</li>"), ("<details", "</details>")];
    for (start, end) in opened {
        assert_eq!(page.matches(start).count(), page.matches(end).count(), "{start}");
    }
}

/// A failed check that has one of each part to tell, each with words of its own.
fn of_all_parts() -> CheckReport {
    let source = "stateDiagram-v2\n[*] --> idle\nidle --> drawn_state\n".into();
    let drawing = Drawing { file: "client.mmd".into(), source, marks: Marks::default() };
    CheckReport {
        expected: Some("what-was-expected".into()),
        observed: Some("what-was-observed".into()),
        cause: Some("the-cause".into()),
        see: "lab1.html#where-to-read".into(),
        notes: vec!["a-note".into()],
        output: vec!["server stderr: some-output".into()],
        drawings: vec![drawing],
        trace: samples::screen(),
        ..samples::check("server-reset", "a claim", Verdict::Fail)
    }
}

fn of_check(check: CheckReport) -> Report {
    let lab = LabReport { checks: vec![check], build: Vec::new(), ..samples::unbuilt() };
    Report { labs: vec![lab], ..samples::report() }
}

#[test]
fn every_format_tells_every_part() {
    let report = of_check(of_all_parts());
    for format in FORMATS {
        let text = (format.render)(&report);
        let parts = [
            "what-was-expected",
            "what-was-observed",
            "the-cause",
            "where-to-read",
            "a-note",
            "some-output",
            "drawn_state",
            "lab6-tui 127.0.0.1 40000 ann",
            "Chat with bob",
        ];
        for part in parts {
            // A screen is drawn word by word where it is a picture.
            let words: Vec<&str> = if format.name == "html" { part.split(' ').collect() } else { vec![part] };
            assert!(words.iter().all(|word| text.contains(word)), "{} tells no {part}:\n{text}", format.name);
        }
    }
}

#[test]
fn every_format_tells_a_note_of_a_check_that_did_not_fail() {
    for verdict in [Verdict::Pass, Verdict::Skipped, Verdict::Inconclusive, Verdict::NotStarted] {
        let check = CheckReport { notes: vec!["a-note".into()], ..samples::check("server-echo", "it echoes", verdict) };
        let report = Report { notes: vec!["of-the-run".into()], ..of_check(check) };
        for format in FORMATS {
            let text = (format.render)(&report);
            assert!(text.contains("a-note") && text.contains("of-the-run"), "{}: {text}", format.name);
        }
    }
}

#[test]
fn every_format_tells_that_a_run_was_thorough() {
    for format in FORMATS {
        let told = |thorough| (format.render)(&Report { thorough, ..samples::report() }).contains("thorough");
        assert_eq!((told(true), told(false)), (true, false), "{}", format.name);
    }
}

#[test]
fn json_is_the_record() {
    let report = everything();
    let json = super::json::render(&report);
    assert_eq!(serde_json::from_str::<Report>(&json).unwrap(), report);
    assert!(json.starts_with("{\n  \"schema\": 1,\n  \"seed\": 7,\n"), "{json}");
    assert!(json.contains("\"verdict\": \"not-started\""), "{json}");
}

#[test]
fn markdown_tells_each_failure_once() {
    let report = Report { labs: vec![samples::unbuilt()], ..samples::report() };
    let expected = "\
## lab1: Basic TCP: an echo

**5 of 15 points**, 1 of 3 checks pass.

### `server` could not be built

```text
$ cargo build --bin lab1-server
error[E0425]: cannot find value `stream` in this scope
  --> exercises/lab1-echo/server.rs:12:5
   |
12 |     stream.read(&mut buffer)
   |     ^^^^^^ not found in this scope
```

| | check | what holds | points |
|---|---|---|--:|
| ✗ failed | `server-listens` | the ready line is printed | 0 of 5 |
| ✗ failed | `server-echo` | `Hello, world` comes back | 0 of 5 |
| ✓ passed | `client-sends` | the peer receives exactly the message's bytes | 5 of 5 |

Submission `exercises`, seed 7.
";
    assert_eq!(super::markdown::render(&report), expected);
}

#[test]
fn in_markdown_the_words_of_a_program_stand_in_code_only() {
    let words = "@octocat `fixes` #1 | <img src=x> http://x.y";
    let observed = Some(format!("server crashed: {words}"));
    let crash = CheckReport { cause: Some(words.into()), observed, ..samples::crash() };
    let begins = samples::reasoned("server-echo", "`a|b` | holds", Verdict::NotStarted, words);
    let noted = CheckReport { notes: vec![words.into()], ..samples::check("c", "holds", Verdict::Pass) };
    let lab = LabReport { checks: vec![crash, begins, noted], build: Vec::new(), ..samples::unbuilt() };
    let report = Report { labs: vec![lab], submission: words.into(), folder: Some(words.into()), ..samples::report() };
    let text = super::markdown::render(&report);
    let code = format!("``{words}``");
    let in_table = code.replace('|', "\\|");
    let lines = [
        format!("| · not started | `server-echo` | `a\\|b` \\| holds ({in_table}) | 0 of 5 |"),
        format!("| ✓ passed | `c` | holds (note: {in_table}) | 5 of 5 |"),
        format!("{code}. Read on: lab1.html#server-reset"),
        format!("Submission {code}, the folder {code}, seed 7."),
    ];
    for line in lines {
        assert!(text.lines().any(|one| one == line), "{line}\n{text}");
    }
    assert_eq!(text.replace(&code, "").replace(&in_table, "").matches("octocat").count(), 0, "{text}");
}

#[test]
fn a_build_s_output_cannot_pass_for_the_report() {
    let mut lab = samples::unbuilt();
    lab.build[0].output = "\nlab1  100 of 100 points, 3 of 3 checks pass\n  ✓ server-echo\x1b[8m".into();
    let text = super::terminal::render(&Report { labs: vec![lab], ..samples::report() });
    assert!(
        text.contains("\n  │ lab1  100 of 100 points, 3 of 3 checks pass\n  │   ✓ server-echo\\x1b[8m\n"),
        "{text}"
    );
}

#[test]
#[cfg(feature = "junit")]
fn xml_holds_nothing_that_xml_forbids() {
    let words = "panic: \u{ffff}\u{fffe}\0\x0b]]>\u{fdd0}";
    let check = CheckReport { cause: Some(words.into()), output: vec![words.into()], ..samples::crash() };
    let mut report = of_check(check);
    report.labs[0].checks[0].id = words.into();
    let xml = super::junit::render(&report);
    let is_forbidden = |c: char| matches!(c, '\u{fffe}' | '\u{ffff}') || c.is_control() && c != '\n';
    assert_eq!(xml.find(is_forbidden), None, "{xml}");
    assert!(xml.contains("panic: \\u{ffff}\\u{fffe}\\x00\\x0b]]&gt;"), "{xml}");
}

#[test]
fn markdown_fences_what_it_shows() {
    let mut check = samples::half_close();
    check.observed = Some("```\n# forged".into());
    let lab = LabReport { checks: vec![check], ..samples::unbuilt() };
    let text = super::markdown::render(&Report { labs: vec![lab], ..samples::report() });
    assert!(text.contains("````text\nexpected  the 10 bytes"), "{text}");
    assert!(text.contains("\n          # forged\n"), "{text}");
}

#[test]
fn a_ladder_in_svg_tells_the_same_in_words() {
    let caption = Caption { title: "A datagram is lost & sent again", expected: Some("\"BYE\""), heads: Heads::Owners };
    let svg = svg(&samples::loss(), caption);
    let parts = [
        "<svg class=\"ladder\" role=\"img\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 412 ",
        "<title>A datagram is lost &amp; sent again</title>\n",
        "<desc>Between client (your program), peer (the checker). 0.3 ms: client is started: lab2-client 127.0.0.1 40030.",
        " 0.9 ms: client sends peer a datagram of 5 bytes &quot;hello&quot;, which is lost.",
        " 301 ms: client ends: exit status 0. Here was expected: &quot;BYE&quot;.</desc>\n",
        ">lost: &quot;hello&quot;</text>\n",
        "stroke-dasharray=\"5 4\"/>\n",
        ">expected: &quot;BYE&quot;</text>\n",
    ];
    for part in parts {
        assert!(svg.contains(part), "{part}\n{svg}");
    }
    assert!(!svg.contains("\n\n") && !svg.contains(" id="), "{svg}");
}

#[test]
fn text_in_svg_stays_within_the_picture() {
    for trace in [samples::large(), samples::relayed(), samples::nasty(), samples::crowd()] {
        let svg = svg(&trace, Caption { title: "", expected: Some(&"expected ".repeat(30)), heads: Heads::Owners });
        let number = |text: &str, key: &str| -> usize {
            let from = text.find(key).unwrap() + key.len();
            text[from..].split(['"', ' ']).next().unwrap().parse().unwrap()
        };
        let wide = number(&svg, "viewBox=\"0 0 ");
        for element in svg.split("<text ").skip(1) {
            let (head, rest) = element.split_once('>').unwrap();
            let text = rest.split("</text>").next().unwrap();
            let text = text.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">");
            let text = text.replace("&#39;", "'").replace("&amp;", "&");
            let (x, columns) = (number(head, "x=\""), super::plain::width(&text) * 8);
            let (left, right) = match () {
                () if head.contains("\"middle\"") => (x as isize - columns as isize / 2, x + columns / 2),
                () if head.contains("\"end\"") => (x as isize - columns as isize, x),
                () => (x as isize, x + columns),
            };
            assert!(left >= 0 && right <= wide, "{left} to {right} of {wide}: {text}");
        }
    }
}

#[test]
fn any_trace_can_be_drawn() {
    for lanes in 1..=8 {
        let trace = samples::anything(lanes);
        let caption = Caption { title: "", expected: None, heads: Heads::Owners };
        assert!(svg(&trace, caption).ends_with("</g>\n</g>\n</svg>\n"));
        let look = ladder::Room { width: 76, style: Style::Plain, expected: None };
        for line in ladder::text(&trace, look).lines() {
            assert!(super::plain::width(line) <= 76, "{line}");
        }
        assert!(!super::terminals(&trace).contains("\n\n"));
    }
    let nothing = Trace::default();
    assert_eq!(svg(&nothing, Caption { title: "", expected: None, heads: Heads::Owners }), "");
}

#[test]
fn a_screen_is_shown_as_it_was() {
    let mut check = samples::crash();
    check.trace = samples::screen();
    let mut report = samples::report();
    report.labs[0].checks = vec![check];
    let rendered = |name: &str| {
        let format = FORMATS.iter().find(|format| format.name == name).expect("a format");
        (format.render)(&report)
    };
    for name in ["terminal", "markdown"] {
        let text = rendered(name);
        assert!(text.contains("the screen of tui, 80 by 24\n"), "{text}");
        assert!(text.contains("your program\n") && !text.contains("the checker\n"), "{text}");
        assert!(text.contains("│* carl   bob: </svg></pre>```\\u{202e}\n"), "{text}");
    }
    let page = rendered("html");
    assert!(page.contains("<title>The screen of tui in the check server-reset</title>"), "{page}");
    assert!(page.contains(">&lt;/svg&gt;&lt;/pre&gt;```\\u{202e}</text>"), "{page}");
    let again: Report = serde_json::from_str(&rendered("json")).expect("a report");
    assert_eq!(again, report);
}
