//! Lets the clients and servers of several languages meet, and tells what came of it.

use checker::cli::Meeting;
use checker::interop::{self, Party, report};
use checker::process;
use checker::submission::{Alone, Submission};

use super::course::root;
use super::failure::Failure;
use super::files;
use super::out::wait_for;
use super::out::{complain, say};

pub fn meet(meeting: &Meeting) -> Result<u8, Failure> {
    let tools: Vec<_> = std::env::var_os("PATH").iter().flat_map(std::env::split_paths).collect();
    let parties = interop::parties(&root()?, &meeting.mine, &tools).map_err(Failure::Usage)?;
    let _alone = alone(&parties);
    let interop = interop::run(&meeting.plan, &parties, &mut |matrix| match meeting.is_told {
        true => say(&report::terminal(meeting.look, matrix)),
        false => Ok(()),
    })?;
    for left in process::clean_up_everything() {
        complain(&format!("note: left running at the end of the run: {left}\n"));
    }
    if meeting.is_told {
        say(&report::end(meeting.look, &interop))?;
    }
    match &meeting.output {
        Some(file) => files::write(file, (meeting.render)(&interop))?,
        None if !meeting.is_told => say(&(meeting.render)(&interop))?,
        None => {}
    }
    Ok(interop.status())
}

/// Waits until no other checker works on any of the folders. In the order of their names, so that no two wait for each
/// other, and each once: a learner's folder may be one of the course's own.
fn alone(parties: &[Party]) -> Vec<Alone> {
    let mut all: Vec<&Submission> = parties.iter().filter_map(Party::submission).collect();
    all.sort_by_key(|one| one.folder_in_full());
    all.dedup_by_key(|one| one.folder_in_full());
    all.into_iter().filter_map(|one| one.alone(wait_for)).collect()
}
