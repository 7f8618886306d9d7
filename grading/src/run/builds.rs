//! What is built once is used again: by the further runs of a lab, and by the labs of a hand-in that have the same build
//! commands. The folder is packed in the box, right after a build that went well and before any program runs, and it is
//! unpacked in a box alone: nobody outside opens what a build has made.
//!
//! Left out on purpose: boxes in which the folder has another path each time, or in which programs of the checker's own
//! user could reach what is kept.

use std::collections::HashMap;
use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use checker::labs::LABS;
use checker::submission::programs;

use super::tools::Tools;
use crate::boxes::{Built, Checker, Level};
use crate::class::Class;
use crate::class::record::Record;
use crate::inside::KEPT;
use crate::locks::Locks;
use crate::unit::Wanted;

/// What has been built in a run, and what is still to be used of it.
pub struct Builds {
    folder: PathBuf,
    /// By student and lab: those of which at least two units want the same.
    keys: HashMap<(String, &'static str), String>,
    state: Mutex<HashMap<String, State>>,
}

struct State {
    /// Units that have not ended.
    left: usize,
    is_under_way: bool,
    is_kept: bool,
}

impl Builds {
    /// Finds what these units have in common, if what a box has built can be used in the next.
    pub fn new(
        folder: PathBuf,
        class: &Class,
        records: &[Record],
        tools: &Tools,
        units: &[Wanted],
        checker: &Checker,
        locks: Locks,
    ) -> Builds {
        let is_safe = match class.settings.level {
            Level::Full => true,
            Level::Half => locks.keep_files(),
            Level::Uid | Level::None => false,
        };
        let (mut keys, mut state) = (HashMap::new(), HashMap::new());
        let units = units.iter().filter(|_| is_safe && matches!(checker, Checker::Ours(_)));
        for (wanted, key) in units.filter_map(|wanted| Some((wanted, key(class, records, tools, wanted)?))) {
            let of_key = state.entry(key.clone()).or_insert(State { left: 0, is_under_way: false, is_kept: false });
            of_key.left += 1;
            keys.insert((wanted.id.clone(), wanted.lab), key);
        }
        state.retain(|_, state| state.left > 1);
        keys.retain(|_, key| state.contains_key(key));
        Builds { folder, keys, state: Mutex::new(state) }
    }

    /// Whether another slot builds just this: then something else is the better next.
    pub fn is_under_way(&self, wanted: &Wanted) -> bool {
        self.key(wanted).is_some_and(|key| self.state().get(key).is_some_and(|state| state.is_under_way))
    }

    /// What a unit does about its build, and the folder with what was built, where there is that.
    pub fn begin(&self, wanted: &Wanted) -> (Built, Option<PathBuf>) {
        let Some(key) = self.key(wanted) else { return (Built::Anew, None) };
        match self.state().get_mut(key) {
            Some(State { is_kept: true, .. }) => (Built::Before, Some(self.folder.join(key))),
            Some(state) if !state.is_under_way && state.left > 1 => {
                state.is_under_way = true;
                (Built::AndKept, None)
            }
            _ => (Built::Anew, None),
        }
    }

    /// A unit has ended: takes in what it has left, and removes what nobody will use any more.
    pub fn end(&self, wanted: &Wanted, built: Built, output: &Path) {
        let Some(key) = self.key(wanted) else { return };
        let into = self.folder.join(key);
        let is_taken = built == Built::AndKept && take(&output.join(KEPT), &into).unwrap_or(false);
        let mut states = self.state();
        let Some(state) = states.get_mut(key) else { return };
        state.left = state.left.saturating_sub(1);
        state.is_under_way &= built != Built::AndKept;
        state.is_kept |= is_taken;
        if state.left == 0 && state.is_kept {
            state.is_kept = false;
            // It goes with all the rest at the end, if not now.
            fs::remove_dir_all(into).ok();
        }
    }

    fn key(&self, wanted: &Wanted) -> Option<&String> {
        self.keys.get(&(wanted.id.clone(), wanted.lab))
    }

    fn state(&self) -> MutexGuard<'_, HashMap<String, State>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What a build depends on: all files of the folder, and the commands. None where nothing is built.
fn key(class: &Class, records: &[Record], tools: &Tools, wanted: &Wanted) -> Option<String> {
    let record = records.iter().find(|record| record.id == wanted.id)?;
    let lab = record.labs.get(wanted.lab)?;
    let commands = match lab.is_crate {
        true => vec![tools.programs(wanted.lab)],
        false => {
            let folder = class.hand_in(&wanted.id).join(&lab.folder);
            programs::read(&folder, LABS).ok()?.lab(wanted.lab).ok()?.build.clone()
        }
    };
    let mut hasher = blake3::Hasher::new();
    for part in [&wanted.id, &lab.folder, &lab.digest].into_iter().chain(&commands) {
        hasher.update(part.as_bytes()).update(&[0]);
    }
    (!commands.is_empty()).then(|| hasher.finalize().to_hex()[..32].to_owned())
}

/// Takes what a box has packed to where the next one finds it; whether there was anything.
fn take(packed: &Path, into: &Path) -> std::io::Result<bool> {
    if !fs::symlink_metadata(packed).is_ok_and(|about| about.is_file()) {
        return Ok(false);
    }
    fs::create_dir_all(into)?;
    fs::rename(packed, into.join(KEPT))?;
    // Each box has a user of its own, and sees no other hand-in's.
    fs::set_permissions(into.join(KEPT), Permissions::from_mode(0o644))?;
    for folder in into.parent().into_iter().chain([into]) {
        fs::set_permissions(folder, Permissions::from_mode(0o711))?;
    }
    Ok(true)
}
