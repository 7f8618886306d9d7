//! Writes a hand-in into the class: as it is graded, read-only, below its own folder and nowhere else.

use std::collections::BTreeMap;
use std::fs::{FileTimes, Permissions};
use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::time::{Duration, SystemTime};

use anyhow::{Context, bail};
use cap_std::ambient_authority;
use cap_std::fs::{Dir, OpenOptions};

use super::arrivals::Arrival;
use super::look::{self, Found};
use super::roots::{self, join};
use super::unpack::Sink;
use crate::class::Class;
use crate::class::record::{LabRecord, Record};
use crate::problem::Problem;
use crate::tree::{Budget, File, Tree};

/// The date of every file: what is built is newer, and two classes are the same. 2020-01-01, in seconds.
const DATE: u64 = 1_577_836_800;

/// Writes a hand-in and gives what is known of it. Of one that can't be read nothing is written.
///
/// # Errors
/// The class can't be written.
pub fn hand_in(class: &Class, id: &str, arrival: &Arrival) -> anyhow::Result<Record> {
    let mut record = Record { system: Some(arrival.shape.system), ..Record::missing(id) };
    record.late = arrival.shape.late;
    record.time.clone_from(&arrival.shape.time);
    match arrival.load() {
        Ok(tree) => put(class, tree, &mut record)?,
        Err(problem) => {
            remove(class, id)?;
            record.problem = Some(problem);
        }
    }
    Ok(record)
}

/// Takes a hand-in as it is, or with what was proposed for it: a person has said so.
///
/// # Errors
/// There is none that waits for that.
pub fn accept(class: &Class, id: &str) -> anyhow::Result<Record> {
    let mut record = class.record(id)?.with_context(|| format!("there is no hand-in {id}"))?;
    let came = record.digest.clone();
    match (&record.problem, record.proposal.take()) {
        (Some(_), Some(proposal)) => {
            let mut tree = read(class, id)?;
            let folder = roots::of_proposal(&tree).to_owned();
            let file = File { bytes: proposal.into_bytes(), executable: false };
            tree.put(join(&folder, roots::PROGRAMS), file).map_err(|problem| anyhow::anyhow!(problem.message))?;
            record.problem = None;
            put(class, tree, &mut record)?;
            record.notes.push("its programs.toml was made from the names of its files, and accepted".to_owned());
        }
        (Some(problem), None) => bail!("{id} can't be graded as it is: {}", problem.message),
        (None, _) => {
            let waiting: Vec<&mut LabRecord> = record.labs.values_mut().filter(|lab| lab.problem.is_some()).collect();
            if waiting.is_empty() {
                bail!("nothing of {id} waits for a person");
            }
            let said: Vec<String> =
                waiting.into_iter().filter_map(|lab| lab.problem.take()).map(|problem| problem.message).collect();
            record.notes.extend(said.into_iter().map(|said| format!("graded as it is: {said}")));
        }
    }
    record.accepted = Some(came);
    class.write_record(&record)?;
    Ok(record)
}

fn put(class: &Class, mut tree: Tree, record: &mut Record) -> anyhow::Result<()> {
    match look::labs(&mut tree) {
        Ok(found) => record.labs = labs(&tree, found),
        Err(problem) => {
            record.proposal =
                Some(&problem).filter(|problem| problem.kind == "no-programs").and_then(|_| roots::proposal(&tree));
            record.problem = Some(Problem { proposal: record.proposal.clone(), ..problem });
        }
    }
    record.digest = if tree.files.is_empty() { String::new() } else { tree.digest("") };
    record.gist = look::gist(&tree);
    record.files = tree.files.len();
    write(class, &record.id, &tree)?;
    record.left_out = tree.left_out;
    record.notes.extend(tree.notes);
    Ok(())
}

fn labs(tree: &Tree, found: Vec<Found>) -> BTreeMap<String, LabRecord> {
    let record = |Found { lab, folder, is_crate, problem }| {
        let digest = tree.digest(&folder);
        (lab.to_owned(), LabRecord { folder, is_crate, digest, problem })
    };
    found.into_iter().map(record).collect()
}

/// The hand-in as it stands in the class.
fn read(class: &Class, id: &str) -> anyhow::Result<Tree> {
    let mut tree = Tree::default();
    let folder = Dir::open_ambient_dir(class.hand_in(id), ambient_authority())?;
    let mut sink = Sink { tree: &mut tree, budget: &mut Budget::new(), prefix: String::new() };
    sink.folder(&folder, b"").map_err(|problem| anyhow::anyhow!(problem.message))?;
    Ok(tree)
}

fn write(class: &Class, id: &str, tree: &Tree) -> anyhow::Result<()> {
    let failed = || format!("cannot write the hand-in of {id}");
    let all = Dir::open_ambient_dir(class.folder.join("in"), ambient_authority()).with_context(failed)?;
    let (fresh, old) = (format!(".{id}.new"), format!(".{id}.old"));
    for left in [&fresh, &old] {
        all.remove_dir_all(left).ok();
    }
    all.create_dir(&fresh).with_context(failed)?;
    let folder = all.open_dir(&fresh).with_context(failed)?;
    for (path, file) in &tree.files {
        write_file(&folder, path, file).with_context(|| format!("cannot write {path} of the hand-in of {id}"))?;
    }
    if all.rename(id, &all, &old).is_ok() {
        all.rename(&fresh, &all, id).with_context(failed)?;
        all.remove_dir_all(&old).with_context(failed)
    } else {
        all.rename(&fresh, &all, id).with_context(failed)
    }
}

fn write_file(folder: &Dir, path: &str, file: &File) -> anyhow::Result<()> {
    if let Some(above) = Path::new(path).parent() {
        folder.create_dir_all(above)?;
    }
    let mut out = folder.open_with(path, OpenOptions::new().write(true).create_new(true))?.into_std();
    out.write_all(&file.bytes)?;
    out.set_permissions(Permissions::from_mode(if file.executable { 0o555 } else { 0o444 }))?;
    let date = SystemTime::UNIX_EPOCH + Duration::from_secs(DATE);
    out.set_times(FileTimes::new().set_modified(date).set_accessed(date))?;
    Ok(())
}

fn remove(class: &Class, id: &str) -> anyhow::Result<()> {
    let folder = class.hand_in(id);
    if folder.exists() {
        std::fs::remove_dir_all(&folder).with_context(|| format!("cannot remove {}", folder.display()))?;
    }
    Ok(())
}
