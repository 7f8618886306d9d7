//! A file in `.progress` that somebody has written: read, or ignored with a reason, and held against the one before.

#![no_main]

use std::cell::LazyCell;
use std::fs;

use checker::labs::LABS;
use checker::own::Own;
use checker::progress::{self, Grades};
use libfuzzer_sys::fuzz_target;
use tempfile::TempDir;

thread_local! {
    static ROOT: LazyCell<TempDir> = LazyCell::new(|| TempDir::new_in("/dev/shm").expect("a folder in memory"));
}

fuzz_target!(|data: &[u8]| {
    ROOT.with(|root| {
        let (root, labs) = (root.path(), [*LABS.first().expect("a lab")]);
        let kept = root.join(".progress");
        fs::create_dir_all(&kept).expect("a folder in memory");
        fs::write(kept.join("lab1.json"), data).expect("a file in memory");
        let grades = Grades::read(root, &Own::Exercises, &labs);
        let known = grades.lab("lab1").into_iter().flat_map(|lab| &lab.checks);
        known.for_each(|check| assert!(grades.check("lab1", &check.id).is_some()));
        grades.ignored().iter().for_each(|why| assert!(!why.is_empty()));
        progress::version(root, &Own::Exercises, &labs);
    });
});
