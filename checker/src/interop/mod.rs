//! The matrix of languages: every client with every server of a lab, in pairs, through the recording relay.
#![warn(missing_docs)]

mod matrix;
mod pairs;
mod parties;
pub mod report;

use std::sync::Mutex;
use std::sync::PoisonError;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use anyhow::Context;

use crate::built::Built;
use crate::lab::{Check, Lab};
use crate::peer::Lease;
use crate::run;
use crate::verdict::CheckReport;

pub use matrix::{Cell, Interop, Matrix, Seat};
pub use parties::{MINE, Mine, Party, parties, peers};

/// Where the book tells what to make of a pair that fails.
pub const SEE: &str = "interop.html#a-pair-that-fails";

/// What is to be tried, and how.
pub struct Pairing {
    /// The labs, in the order in which they are told.
    pub labs: Vec<&'static Lab>,
    /// What every random choice comes from.
    pub seed: u64,
    /// How long a pair is given for something that does not come.
    pub patience: Duration,
    /// How many pairs that are tried side by side.
    pub jobs: usize,
}

/// Builds everybody's programs and tries the pairs, lab by lab. Each matrix is told as soon as it is finished.
///
/// # Errors
/// The checker's own trouble (a folder, a port or a thread that the system refuses), and what `tell` gives.
pub fn run(
    plan: &Pairing,
    parties: &[Party],
    tell: &mut dyn FnMut(&Matrix) -> anyhow::Result<()>,
) -> anyhow::Result<Interop> {
    let (_guard, lease) = run::prepare(plan.seed)?;
    let mut labs = Vec::new();
    for lab in &plan.labs {
        let matrix = matrix(plan, lab, parties, &lease)?;
        tell(&matrix)?;
        labs.push(matrix);
    }
    Ok(Interop { seed: plan.seed, labs })
}

fn matrix(plan: &Pairing, lab: &'static Lab, parties: &[Party], lease: &Lease) -> anyhow::Result<Matrix> {
    let mut seats = Vec::new();
    let mut built = Vec::new();
    for party in parties {
        let whole = party.build(lab).with_context(|| format!("cannot build {} in {}", lab.id, party.name))?;
        seats.push(Seat {
            name: party.name.clone(),
            missing: party.missing(),
            build: whole.as_ref().map(|whole| whole.failures.clone()).unwrap_or_default(),
        });
        built.push(whole);
    }
    let check = pairs::of(lab).with_context(|| format!("{} has no pair to try", lab.id))?;
    let cells = cells(plan, &Lineup { lab, check, seats: &seats, built: &built, lease })?;
    Ok(Matrix { id: lab.id, title: lab.title, parties: seats, cells })
}

/// What every pair of a lab has in common.
struct Lineup<'a> {
    lab: &'static Lab,
    check: &'static Check,
    seats: &'a [Seat],
    /// None for those that can't be tried.
    built: &'a [Option<Built>],
    lease: &'a Lease,
}

fn cells(plan: &Pairing, lineup: &Lineup) -> anyhow::Result<Vec<Cell>> {
    let count = lineup.seats.len().pow(2);
    let next = AtomicUsize::new(0);
    let cells: Mutex<Vec<(usize, Cell)>> = Mutex::default();
    let work = || {
        while let Some(place) = Some(next.fetch_add(1, Ordering::Relaxed)).filter(|place| *place < count) {
            let cell = cell(plan, lineup, place);
            cells.lock().unwrap_or_else(PoisonError::into_inner).push((place, cell));
        }
    };
    std::thread::scope(|scope| -> anyhow::Result<()> {
        for number in 0..plan.jobs.clamp(1, count.max(1)) {
            let name = format!("pairs {number}");
            std::thread::Builder::new().name(name).spawn_scoped(scope, work).context("cannot start a thread")?;
        }
        Ok(())
    })?;
    let mut cells = cells.into_inner().unwrap_or_else(PoisonError::into_inner);
    cells.sort_by_key(|(place, _)| *place);
    Ok(cells.into_iter().map(|(_, cell)| cell).collect())
}

fn cell(plan: &Pairing, lineup: &Lineup, place: usize) -> Cell {
    let Lineup { lab, check, seats, built, lease } = lineup;
    let (row, column) = (place / seats.len(), place % seats.len());
    let (client, server) = (&seats[row], &seats[column]);
    let report = match (&built[row], &built[column]) {
        (Some(theirs), Some(others)) => {
            run::single(plan.seed, plan.patience, lab, check, &Built::pair(theirs, others), lease)
        }
        _ => run::skipped(lab, check, client.missing.as_ref().or(server.missing.as_ref()).cloned().unwrap_or_default()),
    };
    let (client, server) = (client.name.clone(), server.name.clone());
    let id = format!("{client} with {server}");
    let side =
        |what: &str, name: &str| if name == MINE { format!("your {what}") } else { format!("the {what} in {name}") };
    let claim = format!("{} and {} understand each other", side("client", &client), side("server", &server));
    Cell { client, server, report: CheckReport { id, claim, see: SEE.into(), ..report } }
}
