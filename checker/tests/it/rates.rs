//! What is said of times where a runtime is slow to start: a right program is right however late its first line
//! comes, and one that keeps no time is found out, or nothing is said.

use checker::verdict::{Report, Verdict};

use crate::fixture::{checker, folder, write};
use crate::languages::is_installed;

/// Its times count from its beginning, but its first line needs as long as classes may need to be loaded.
const LATE: &str = r#"
import sys, threading, time
SLOW, FAST, TOTAL = (int(word) / 1000 for word in sys.argv[1:])
START = time.monotonic()
def lines(name, period):
    time.sleep(LATENESS)
    line = 0
    while line * period < TOTAL:
        if KEEPS_TIME:
            time.sleep(max(0, START + line * period - time.monotonic()))
        sys.stdout.write(f"{name} thread {line}\n")
        sys.stdout.flush()
        line += 1
other = threading.Thread(target=lines, args=("other", FAST))
other.start()
lines("main", SLOW)
other.join()
"#;

#[test]
fn a_late_first_line_is_no_mistake() {
    assert_eq!(rates("late-and-right", 0.2, true), (Verdict::Pass, None));
}

#[test]
fn who_keeps_no_time_is_found_out_however_late_the_first_line_is() {
    let (verdict, cause) = rates("late-and-wrong", 0.2, false);
    assert_eq!(verdict, Verdict::Fail);
    assert!(cause.as_deref().is_some_and(|cause| cause.starts_with("the lines come sooner")), "{cause:?}");
}

#[test]
fn nothing_is_said_where_nothing_can_be_told() {
    let (verdict, cause) = rates("too-late", 2.6, false);
    assert_eq!(verdict, Verdict::Inconclusive, "{cause:?}");
}

/// What the check comes to with a program whose first line comes so many seconds late.
fn rates(name: &str, late: f64, keeps_time: bool) -> (Verdict, Option<String>) {
    assert!(is_installed("python3"), "there is no python3 here");
    let folder = folder(&format!("rates-{name}"));
    let keeps_time = if keeps_time { "True" } else { "False" };
    let program = LATE.replace("LATENESS", &late.to_string()).replace("KEEPS_TIME", keeps_time);
    write(
        &folder,
        &[("rates.py", program.as_str()), ("programs.toml", "[lab5]\ntwo-rates = [\"python3\", \"rates.py\"]\n")],
    );
    let output = checker()
        .args(["lab5", "--check", "two-rates-both", "--format", "json", "--submission"])
        .arg(&folder)
        .output()
        .expect("the checker starts");
    let report: Report = serde_json::from_slice(&output.stdout).expect("a report");
    let check = &report.labs[0].checks[0];
    (check.verdict, check.cause.clone())
}
