//! Throwaway.
use checker::{labs::LABS, run::*, submission::Submission};
fn main() {
    let a: Vec<String> = std::env::args().collect();
    let s = if a[2] == "sol" { Submission::solutions(std::path::Path::new(".")) } else if a[2] == "ex" { Submission::exercises(std::path::Path::new(".")) } else { Submission::folder(std::path::Path::new(&a[2])) }.unwrap();
    let lab = LABS.iter().find(|l| l.id == a[1]).unwrap();
    let t = std::time::Instant::now();
    let plan = Plan { selection: vec![Selection { lab, checks: vec![] }], seed: 1, patience: std::time::Duration::from_millis(2000), jobs: 8 };
    let r = run(&plan, &s, &mut |p| match p {
        Progress::Checked { check, .. } => {
            println!("{:?} {} {}ms", check.verdict, check.id, check.millis);
            if format!("{:?}", check.verdict) != "Pass" {
                println!("   E {:?}\n   O {:?}\n   C {:?}\n  {:?}", check.expected, check.observed, check.cause, check.output);
            }
            for n in &check.notes { println!("   N {n}"); }
        }
        Progress::Built { .. } => println!("built {:?}", t.elapsed()),
        _ => {}
    }).unwrap();
    println!("{} of {} in {:?}", r.labs[0].earned, r.labs[0].points, t.elapsed());
}
