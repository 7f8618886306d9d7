//! The units of a run, slot by slot: all of them, then what was inconclusive once more, then that alone, twice.

use std::collections::{BTreeSet, HashSet, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError, mpsc};
use std::thread;

use anyhow::Context;

use super::Run;
use super::ended::{Running, Watch};
use super::one::{self, Bench};
use super::telling::{Telling, complain};
use super::tools::Tools;
use crate::class::Class;
use crate::class::record::Record;
use crate::class::roster::listed;
use crate::machine;
use crate::unit::{self, State, Unit, Wanted};

/// Runs these units, and writes each as it is done.
///
/// # Errors
/// The machine's own trouble: no threads, no room for results.
pub fn work(
    asked: &Run,
    class: &Class,
    records: &[Record],
    units: Vec<Wanted>,
    telling: &mut Telling,
) -> anyhow::Result<()> {
    let (tools, units) = with_tools(class, records, units);
    if units.is_empty() {
        return Ok(());
    }
    let running = Running::default();
    let _watch = Watch::new(running.clone())?;
    let slots = asked.slots.min(units.len()).max(1);
    let bench = Bench::new(class, records, &tools, &asked.checker, &units, running.clone())?;
    telling.count(units.len(), slots);
    let again: Vec<(Wanted, u32)> = round(&bench, units.into_iter().map(|wanted| (wanted, 0)), slots, telling)?;
    let mut again = round(&bench, again.into_iter(), slots, telling)?;
    // Beside nothing else: what is inconclusive then is so for a reason of its own.
    while !again.is_empty() && !running.is_over() {
        again = round(&bench, again.into_iter(), 1, telling)?;
    }
    if running.is_over() {
        complain("ended; what is done is done\n");
    }
    Ok(())
}

/// What the hand-ins among them that are the course's crate need. Where that can't be had they alone are left out.
fn with_tools(class: &Class, records: &[Record], mut units: Vec<Wanted>) -> (Tools, Vec<Wanted>) {
    let labs = records.iter().flat_map(|record| record.labs.iter().map(move |(lab, found)| (&record.id, lab, found)));
    let crates: HashSet<(&str, &str)> =
        labs.filter(|(.., found)| found.is_crate).map(|(id, lab, _)| (id.as_str(), lab.as_str())).collect();
    let is_crate = |wanted: &Wanted| crates.contains(&(wanted.id.as_str(), wanted.lab));
    let ids: BTreeSet<&str> = units.iter().filter(|unit| is_crate(unit)).map(|unit| unit.id.as_str()).collect();
    if ids.is_empty() {
        return (Tools::default(), units);
    }
    let ids = listed(&ids.into_iter().collect::<Vec<_>>());
    if class.settings.course.is_some() {
        complain(&format!("compiling the course for {ids}, once\n"));
    }
    match Tools::find(class, &units.iter().filter(|unit| is_crate(unit)).map(|unit| unit.lab).collect()) {
        Ok(tools) => (tools, units),
        Err(error) => {
            complain(&format!("not run: {ids}: {error:#}\n"));
            units.retain(|unit| !is_crate(unit));
            (Tools::default(), units)
        }
    }
}

/// Runs each of them once, and gives those that are to be tried again, with their tries so far.
fn round(
    bench: &Bench,
    units: impl Iterator<Item = (Wanted, u32)>,
    slots: usize,
    telling: &mut Telling,
) -> anyhow::Result<Vec<(Wanted, u32)>> {
    let queue: Mutex<VecDeque<(Wanted, u32)>> = Mutex::new(units.collect());
    let (tell, told) = mpsc::channel::<anyhow::Result<(Wanted, Unit)>>();
    let (queue, mut again) = (&queue, Vec::new());
    thread::scope(|scope| {
        for slot in 0..slots {
            let tell = tell.clone();
            // The thread that starts a box has to live as long as the box: it is by that that it ends with us.
            let work = move || serve(bench, slot, slots, queue, &tell);
            thread::Builder::new()
                .name(format!("slot-{slot}"))
                .spawn_scoped(scope, work)
                .context("cannot start a thread")?;
        }
        drop(tell);
        let mut failed = None;
        for done in told {
            match done {
                Ok((wanted, unit)) => {
                    telling.unit(&unit);
                    if unit.state != State::Graded && unit.tries < unit::MOST_TRIES {
                        again.push((wanted, unit.tries));
                    }
                }
                Err(error) => {
                    lock(queue).clear();
                    failed.get_or_insert(error);
                }
            }
        }
        failed.map_or(Ok(()), Err)
    })?;
    Ok(again)
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What a slot does until there is nothing left.
fn serve(
    bench: &Bench,
    slot: usize,
    slots: usize,
    queue: &Mutex<VecDeque<(Wanted, u32)>>,
    tell: &mpsc::Sender<anyhow::Result<(Wanted, Unit)>>,
) -> Option<()> {
    let jobs = (2 * machine::cores() / slots).max(4);
    loop {
        let (wanted, tries) = next(bench, &mut lock(queue)).filter(|_| !bench.running.is_over())?;
        match one::run(bench, slot, jobs, &wanted, tries + 1) {
            Ok(Some(unit)) => tell.send(Ok((wanted, unit))).ok()?,
            Ok(None) => {}
            Err(error) => tell.send(Err(error)).ok()?,
        }
    }
}

/// The first that does not build what another slot is building just now; where there is none, the first.
fn next(bench: &Bench, queue: &mut VecDeque<(Wanted, u32)>) -> Option<(Wanted, u32)> {
    let at = queue.iter().position(|(wanted, _)| !bench.builds.is_under_way(wanted));
    queue.remove(at.unwrap_or(0))
}
