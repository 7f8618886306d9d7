//! Many machines: a job array of a real Slurm, over several nodes of this one, and the files that are ready to use.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use nix::unistd::Uid;

use crate::parts::class;

fn machines() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("machines")
}

fn has(program: &str) -> bool {
    std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default()).any(|folder| folder.join(program).is_file())
}

#[test]
fn a_job_array_gives_the_grades_of_one_run() {
    let missing: Vec<&str> = ["slurmctld", "slurmd", "munged"].into_iter().filter(|program| !has(program)).collect();
    if !missing.is_empty() || !Uid::effective().is_root() {
        eprintln!("skipped: it wants root and {} (packages slurm-wlm and munge)", missing.join(", "));
        return;
    }
    let room = class(9);
    room.run(0, "class", &[]);
    room.expect(0, &["show", "class"]);
    let whole = room.read("class/sheet/grades.csv");
    room.expect(0, &["take", "from", "--into", "array", "--seed", "7"]);
    let stand_in = room.stand_in();
    let mut slurm = Command::new(machines().join("slurm-here"));
    slurm.args(["4", "sbatch", "--wait", "--array=1-4", "--cpus-per-task=1", "--output"]).arg(room.path("task-%a"));
    slurm.arg(machines().join("slurm.sh")).args(["array", "--trust", "--checker", &stand_in]);
    slurm.env("CHECKER_GRADE", env!("CARGO_BIN_EXE_checker-grade")).current_dir(room.0.path());
    let output = slurm.output().expect("it starts");
    let said = |task: usize| fs::read_to_string(room.path(&format!("task-{task}"))).unwrap_or_default();
    assert!(
        output.status.success(),
        "{}\n{}",
        String::from_utf8_lossy(&output.stderr),
        (1..=4).map(said).collect::<String>()
    );
    assert!((1..=4).all(|task| said(task).contains(" graded: checker grade show array")), "{}", said(1));
    room.expect(0, &["show", "array"]);
    assert_eq!(room.read("array/sheet/grades.csv"), whole);
    assert_eq!(room.files("array/log").len(), 4, "each task had some of it");
}

#[test]
fn the_scripts_are_scripts() {
    for script in ["slurm.sh", "slurm-here", "parallel.sh", "gradescope/setup.sh", "gradescope/run_autograder"] {
        let status = Command::new("bash").arg("-n").arg(machines().join(script)).status().expect("bash starts");
        assert!(status.success(), "{script}");
    }
}
