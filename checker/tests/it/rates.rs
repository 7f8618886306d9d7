//! What is said of times where a runtime is slow to start: a right program is right however late its first line
//! comes, and one that keeps no time is found out, or nothing is said.

use checker::verdict::{Report, Verdict};

use crate::fixture::{checker, folder, write};
use crate::languages::is_installed;

/// Its times count from its beginning, but its first line needs as long as classes may need to be loaded.
const LATE: &str = r#"
use Time::HiRes qw(sleep time);
$| = 1;
my ($slow, $fast, $total) = map { $_ / 1000 } @ARGV;
my $start = time;
my @lines;
for my $thread (["main", $slow], ["other", $fast]) {
    my ($name, $period) = @$thread;
    for (my $line = 0; $line * $period < $total - 0.0001; $line++) {
        push @lines, [$line * $period, "$name thread $line\n"];
    }
}
sleep LATENESS;
for my $line (sort { $a->[0] <=> $b->[0] } @lines) {
    my $rest = $start + $line->[0] - time;
    sleep $rest if KEEPS_TIME && $rest > 0;
    print $line->[1];
}
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
    let (verdict, cause) = rates("too-late", 3.4, false);
    assert_eq!(verdict, Verdict::Inconclusive, "{cause:?}");
}

/// What the check comes to with a program whose first line comes so many seconds late.
fn rates(name: &str, late: f64, keeps_time: bool) -> (Verdict, Option<String>) {
    assert!(is_installed("perl"), "there is no perl here");
    let folder = folder(&format!("rates-{name}"));
    let keeps_time = if keeps_time { "1" } else { "0" };
    let program = LATE.replace("LATENESS", &late.to_string()).replace("KEEPS_TIME", keeps_time);
    write(
        &folder,
        &[("rates.pl", program.as_str()), ("programs.toml", "[lab5]\ntwo-rates = [\"perl\", \"rates.pl\"]\n")],
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
