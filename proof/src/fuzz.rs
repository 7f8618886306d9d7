//! Has libFuzzer look for texts and bytes of others that make a reader panic or hang. It runs with the stable compiler:
//! what is fuzzed has no unsafe code, so that the coverage is enough, and no sanitizer is wanted.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, bail, ensure};

/// What makes a program tell libFuzzer where it comes along.
const COVERAGE: &[&str] = &[
    "-Cpasses=sancov-module",
    "-Cllvm-args=-sanitizer-coverage-level=4",
    "-Cllvm-args=-sanitizer-coverage-inline-8bit-counters",
    "-Cllvm-args=-sanitizer-coverage-pc-table",
    "-Cllvm-args=-sanitizer-coverage-trace-compares",
    "-Ccodegen-units=1",
    "--cfg=fuzzing",
];

/// Named, so that compilers' plugins and build scripts are compiled without all that.
const TARGET: &str = "x86_64-unknown-linux-gnu";

/// Bytes of an input at the most, and seconds that one may take.
const LONGEST: usize = 16 * 1024;
const SLOWEST: u64 = 5;

/// What is asked for.
pub struct Wanted {
    /// By the names of the files in `fuzz/targets`; all when there is none.
    pub targets: Vec<String>,
    /// How long each is tried.
    pub seconds: u64,
    pub seed: u64,
}

/// Tries them one after the other, each from the corpus that is kept in `fuzz/corpus`. What is new grows below `target`.
///
/// # Errors
/// A target does not compile; or something was found, with the file that shows it.
pub fn run(root: &Path, wanted: &Wanted, tell: &mut dyn FnMut(&str)) -> anyhow::Result<()> {
    let targets = if wanted.targets.is_empty() { all(root)? } else { wanted.targets.clone() };
    let built = Command::new("cargo")
        .args(["build", "--quiet", "--release", "--manifest-path", "fuzz/Cargo.toml", "--target", TARGET])
        .args(["--target-dir", "target/fuzz"])
        .env("CARGO_ENCODED_RUSTFLAGS", COVERAGE.join("\x1f"))
        .current_dir(root)
        .status();
    ensure!(built.context("cannot start cargo")?.success(), "the targets do not compile");
    let mut found = Vec::new();
    for target in targets {
        let fresh = root.join("target/fuzz/corpus").join(&target);
        fs::create_dir_all(&fresh).with_context(|| format!("cannot make {}", fresh.display()))?;
        tell(&format!("{target}: {} s", wanted.seconds));
        let status = Command::new(root.join("target/fuzz").join(TARGET).join("release").join(&target))
            .args([&fresh, &root.join("fuzz/corpus").join(&target)])
            .args([format!("-max_total_time={}", wanted.seconds), format!("-seed={}", wanted.seed)])
            .args([format!("-max_len={LONGEST}"), format!("-timeout={SLOWEST}")])
            .args(["-print_final_stats=1", "-verbosity=0"])
            .arg(format!("-artifact_prefix={}/{target}-", root.join("target/fuzz").display()))
            .status();
        if !status.with_context(|| format!("there is no target `{target}`"))?.success() {
            found.push(target);
        }
    }
    match found.is_empty() {
        true => Ok(()),
        false => bail!("found something: {}; what shows it lies in target/fuzz", found.join(", ")),
    }
}

/// The names of all targets.
fn all(root: &Path) -> anyhow::Result<Vec<String>> {
    let folder = root.join("fuzz/targets");
    let files = fs::read_dir(&folder).with_context(|| format!("cannot read {}", folder.display()))?;
    let name = |file: fs::DirEntry| file.path().file_stem()?.to_str().map(str::to_owned);
    let mut names: Vec<String> = files.flatten().filter_map(name).collect();
    names.sort();
    Ok(names)
}
