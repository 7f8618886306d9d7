//! Whose turn it is among the checkers that run side by side: a check takes as many tokens as it is dear, and one with a
//! clock takes more where the kernel says that the processors are short.
//!
//! A token is a file that is locked (flock(2)): what a checker held is free again when it has ended, however it has.
//! Whoever takes tokens holds the door meanwhile, so that nobody waits for half of theirs.

use std::fs::{self, File};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::time::Duration;

use anyhow::Context;
use checker::lab::{Check, Lab};
use checker::run::{Turn, take_turns};
use nix::fcntl::{Flock, FlockArg};
use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeVal;

/// Tokens for each processor.
const EACH: usize = 4;
/// Percent of the last ten seconds in which somebody waited for a processor, from which the machine is called busy.
const BUSY: f64 = 40.0;
/// The file that is locked by whoever takes tokens.
const DOOR: &str = "door";

/// Checks that take more than one token: crowds of clients, and large transfers.
const DEAR: &[(&str, usize)] = &[
    ("lab2/server-many-clients", 2),
    ("lab3/storm", 2),
    ("lab5/server-crowd", 2),
    ("lab5/server-no-leaks", 2),
    ("lab5/server-thousand", 4),
    ("lab7/server-fair", 2),
    ("lab7/server-ten-thousand", 4),
];

/// Checks of which the contract gives a time.
const TIMED: &[&str] = &[
    "lab2/client-retries",
    "lab2/client-gives-up",
    "lab3/client-backs-off",
    "lab5/two-rates-both",
    "lab7/server-quiet",
    "lab7/server-quiet-while-pending",
    "lab8/sender-loss",
    "lab8/sender-one-lost",
    "lab8/sender-learns",
    "lab8/sender-karn",
    "lab8/sender-gives-up",
    "lab8/together-storm",
    "lab8/together-pace",
];

/// Makes a folder of tokens for so many processors; who may look into it, and so take them, says its mode.
///
/// # Errors
/// The folder can't be written.
pub fn make(folder: &Path, cores: usize, mode: u32) -> anyhow::Result<()> {
    let failed = || format!("cannot make {}", folder.display());
    fs::create_dir_all(folder).with_context(failed)?;
    fs::set_permissions(folder, fs::Permissions::from_mode(mode)).with_context(failed)?;
    for name in (0..EACH * cores).map(|token| token.to_string()).chain([DOOR.to_owned()]) {
        File::create(folder.join(name)).with_context(failed)?;
    }
    Ok(())
}

/// What is shared, and what the programs of this checker may use of the processors.
struct Rules {
    tokens: Option<PathBuf>,
    budget: Duration,
}

static RULES: OnceLock<Rules> = OnceLock::new();

/// From now on the checks of this process take turns with those of others that have the same tokens, if there are any, and
/// fail without being run once their programs have used so much of the processors.
pub fn take(tokens: Option<PathBuf>, budget: Duration) {
    if RULES.set(Rules { tokens, budget }).is_ok() {
        take_turns(turn);
    }
}

fn turn(lab: &Lab, check: &Check) -> Result<Turn, String> {
    let Some(rules) = RULES.get() else { return Ok(Box::new(())) };
    let used = used();
    if used >= rules.budget {
        return Err(format!(
            "it was not tried: the programs of this lab had used {} s of the processors by then, and {} s are allowed",
            used.as_secs(),
            rules.budget.as_secs()
        ));
    }
    let held = rules.tokens.as_ref().and_then(|tokens| hold(tokens, |all| cost(lab.id, check.id, pressure(), all)));
    Ok(Box::new(held))
}

/// What the programs that have ended, and been waited for, have used of the processors.
fn used() -> Duration {
    let time = |time: TimeVal| Duration::new(time.tv_sec().unsigned_abs(), time.tv_usec().unsigned_abs() as u32 * 1000);
    getrusage(UsageWho::RUSAGE_CHILDREN)
        .map_or(Duration::ZERO, |usage| time(usage.user_time()) + time(usage.system_time()))
}

/// Tokens of `all` that a check takes, when the processors are that short; where the kernel does not tell, they are.
fn cost(lab: &str, check: &str, pressure: Option<f64>, all: usize) -> usize {
    let name = format!("{lab}/{check}");
    let dear = DEAR.iter().find(|(dear, _)| *dear == name).map_or(1, |(_, tokens)| *tokens);
    let is_pressed = TIMED.contains(&name.as_str()) && pressure.is_none_or(|share| share >= BUSY);
    if is_pressed { dear.max(all / 2) } else { dear }.min(all)
}

/// Percent of the last ten seconds in which something waited for a processor: the first line of `/proc/pressure/cpu`.
fn pressure() -> Option<f64> {
    average(&fs::read_to_string("/proc/pressure/cpu").ok()?)
}

fn average(text: &str) -> Option<f64> {
    let some = text.lines().find_map(|line| line.strip_prefix("some "))?;
    some.split_whitespace().find_map(|word| word.strip_prefix("avg10=")?.parse().ok())
}

/// Waits for so many tokens. Without them a check runs all the same: where they can't be had nobody is kept from being
/// graded.
fn hold(folder: &Path, cost: impl FnOnce(usize) -> usize) -> Option<Vec<Flock<File>>> {
    let _door = lock(&folder.join(DOOR), FlockArg::LockExclusive)?;
    let tokens: Vec<PathBuf> =
        (0..).map(|token: usize| folder.join(token.to_string())).take_while(|file| file.exists()).collect();
    let wanted = cost(tokens.len());
    let mut held = Vec::new();
    let mut taken = vec![false; tokens.len()];
    // Those that are free first, and then whichever comes to be: nobody else takes any meanwhile.
    for how in [FlockArg::LockExclusiveNonblock, FlockArg::LockExclusive] {
        for (token, taken) in tokens.iter().zip(&mut taken).filter(|(_, taken)| !**taken) {
            if held.len() < wanted
                && let Some(lock) = lock(token, how)
            {
                held.push(lock);
                *taken = true;
            }
        }
    }
    Some(held)
}

fn lock(file: &Path, how: FlockArg) -> Option<Flock<File>> {
    Flock::lock(File::open(file).ok()?, how).ok()
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;
    use std::thread;

    use checker::labs::LABS;

    use super::*;

    #[test]
    fn what_is_dear_or_timed_is_a_check() {
        let is_check = |name: &str| {
            let (lab, check) = name.split_once('/').unwrap();
            LABS.iter().any(|one| one.id == lab && one.check(check).is_some())
        };
        let all = DEAR.iter().map(|(name, _)| *name).chain(TIMED.iter().copied());
        assert_eq!(all.filter(|name| !is_check(name)).collect::<Vec<_>>(), Vec::<&str>::new());
    }

    #[test]
    fn a_clock_costs_more_where_the_processors_are_short() {
        let table = [
            ("server-echo", Some(90.0), 8, 1),
            ("client-retries", Some(12.5), 8, 1),
            ("client-retries", Some(40.0), 8, 4),
            ("client-retries", None, 8, 4),
            ("server-many-clients", Some(90.0), 8, 2),
            ("server-many-clients", None, 1, 1),
        ];
        for (check, pressure, all, tokens) in table {
            assert_eq!(cost("lab2", check, pressure, all), tokens, "{check} {pressure:?}");
        }
        assert_eq!(average("some avg10=23.01 avg60=14.74 avg300=15.10 total=8\nfull avg10=0.00"), Some(23.01));
        assert_eq!(average("full avg10=1.00"), None);
    }

    #[test]
    fn whoever_wants_many_waits_and_the_rest_wait_behind() {
        let room = tempfile::tempdir().unwrap();
        make(room.path(), 1, 0o700).unwrap();
        let first = hold(room.path(), |all| all - 1).unwrap();
        assert_eq!(first.len(), EACH - 1);
        let (tell, told) = channel();
        let many = || hold(room.path(), |all| all).map(|held| tell.send(held.len()).unwrap());
        thread::scope(|scope| {
            scope.spawn(many);
            drop(first);
            assert_eq!(told.recv().unwrap(), EACH);
        });
        assert_eq!(hold(room.path(), |_| 1).unwrap().len(), 1);
        assert!(hold(&room.path().join("nowhere"), |_| 1).is_none());
    }
}
