//! How much of the processor time of grading right programs is the checker's own, of a checker that is optimised.
//!
//! `cargo bench -p checker --bench share` prints a row for each lab and folder; `-- 20 lab1 lab4` does it for these, twenty times each.

use std::path::Path;
use std::time::{Duration, Instant};

use checker::harness::Depth;
use checker::labs::LABS;
use checker::process;
use checker::report::json;
use checker::run::{self, Plan, Selection};
use checker::submission::Submission;
use checker::verdict::Report;
use nix::sys::resource::{Usage, UsageWho, getrusage};

/// Of how many runs each figure is the median.
const RUNS: usize = 7;

/// The most of a grading's processor time that may be the checker's own.
const PROMISED: f64 = 0.15;

/// Folders with right programs: of a language that starts slowly, and of one that starts at once.
const FOLDERS: [&str; 2] = ["checker/tests/programs/python", "checker/tests/programs/c"];

/// What one grading took.
struct Spent {
    own: Duration,
    programs: Duration,
    wall: Duration,
}

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the repository");
    let labs: Vec<String> = std::env::args().filter(|word| word.starts_with("lab")).collect();
    let wanted = |id: &str| labs.is_empty() || labs.iter().any(|lab| lab == id);
    let runs = std::env::args().find_map(|word| word.parse().ok()).unwrap_or(RUNS);
    println!("{:<36} {:>9} {:>9} {:>9} {:>7}", "", "wall", "checker", "programs", "share");
    for folder in FOLDERS {
        for lab in LABS[..5].iter().filter(|lab| wanted(lab.id)) {
            // What builds them is built before: the second time a build line has little to do.
            grade(root, folder, lab.id);
            let mut all: Vec<Spent> = (0..runs).map(|_| grade(root, folder, lab.id)).collect();
            all.sort_by(|one, other| share(one).total_cmp(&share(other)));
            let median = &all[runs / 2];
            println!(
                "{:<36} {:>7.0}ms {:>7.0}ms {:>7.0}ms {:>5.0} %  {}",
                format!("{} {folder}", lab.id),
                millis(median.wall),
                millis(median.own),
                millis(median.programs),
                share(median) * 100.0,
                if share(median) <= PROMISED { "kept" } else { "MISSED" }
            );
        }
    }
}

/// Grades as the command does, and writes a report; only that nobody guards it.
fn grade(root: &Path, folder: &str, lab: &str) -> Spent {
    let (began, before) = (Instant::now(), both());
    let submission = Submission::folder(&root.join(folder)).expect("a folder with programs");
    let selected = LABS.iter().copied().filter(|known| known.id == lab);
    let plan = Plan {
        selection: selected.map(|lab| Selection { lab, checks: Vec::new() }).collect(),
        seed: 7,
        patience: Duration::from_secs(2),
        jobs: 8,
        depth: Depth::Quick,
    };
    let report: Report = run::run(&plan, &submission, &mut |_| ()).expect("a report");
    process::clean_up_everything();
    assert!(json::render(&report).len() > 100 && report.status() == 0, "{}", json::render(&report));
    let after = both();
    Spent { own: after.0 - before.0, programs: after.1 - before.1, wall: began.elapsed() }
}

/// The processor time that this process has had, and that its children have, which were waited for.
fn both() -> (Duration, Duration) {
    let of = |who| total(&getrusage(who).expect("getrusage(2)"));
    (of(UsageWho::RUSAGE_SELF), of(UsageWho::RUSAGE_CHILDREN))
}

fn total(usage: &Usage) -> Duration {
    let (user, system) = (usage.user_time(), usage.system_time());
    Duration::from_micros((user.tv_sec() + system.tv_sec()) as u64 * 1_000_000)
        + Duration::from_micros((user.tv_usec() + system.tv_usec()) as u64)
}

fn share(spent: &Spent) -> f64 {
    spent.own.as_secs_f64() / (spent.own + spent.programs).as_secs_f64().max(0.001)
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}
