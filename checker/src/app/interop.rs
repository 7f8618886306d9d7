//! Lets the clients and servers of several languages meet, and tells what came of it.

use checker::cli::Meeting;
use checker::interop::{self, report};
use checker::process;

use super::out::{complain, say};
use super::{Failure, files, root};

pub fn meet(meeting: &Meeting) -> Result<u8, Failure> {
    let tools: Vec<_> = std::env::var_os("PATH").iter().flat_map(std::env::split_paths).collect();
    let parties = interop::parties(&root()?, &meeting.mine, &tools).map_err(Failure::Usage)?;
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
