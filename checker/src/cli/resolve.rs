//! What was typed becomes a resolved configuration, once: names are looked up here and nowhere else.

use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context, bail};

use super::arguments::{Arguments, Command, InteropOptions, Options, Running, TERMINAL, Telling};
use super::config::{Config, Destinations, Grade, Mdbook, Meeting, Record, Recording, Redraw, Source, Stdout, Stubs};
use super::explain::FAULTS_OF_THE_NETWORK;
use super::learner;
use super::names::{find, find_among, unknown_lab};
use super::surroundings::Surroundings;
use crate::harness::Depth;
use crate::interop::{self, Mine};
use crate::lab::{Check, Lab};
use crate::nearest::hint;
use crate::report::look::{self, Ladders, Look, Naming};
use crate::report::{Format, format};
use crate::run::{Plan, Selection};
use crate::scenes::{self, Scene};

/// Looks everything up that was typed.
///
/// # Errors
/// Wrong usage: names that do not exist, with the nearest one that does; options that go with nothing.
pub fn resolve(arguments: Arguments, around: &Surroundings) -> anyhow::Result<Config> {
    Ok(match arguments.command {
        None if arguments.labs.is_empty() && arguments.options.checks.is_empty() => {
            refuse_options(&arguments.options)?;
            Config::Overview
        }
        None => Config::Grade(Box::new(grade(&arguments.labs, arguments.options, around)?)),
        Some(Command::List { format }) => Config::List(format),
        Some(Command::Explain { check }) if check == FAULTS_OF_THE_NETWORK => Config::ExplainFaults,
        Some(Command::Explain { check }) => {
            let (lab, check) = find(&check, around.labs)?;
            Config::Explain { lab, check }
        }
        Some(Command::Learner(command)) => Config::Learner(learner::resolve(command, around)?),
        Some(Command::Interop { labs, options }) => Config::Interop(meeting(&labs, options, around)?),
        Some(Command::Report { files, telling }) => Config::Report(Redraw {
            sources: files,
            reports: destinations(&telling.format, telling.output.clone())?,
            look: look(&telling, around),
        }),
        Some(Command::Grade { words }) => Config::Class(words),
        Some(Command::HandIn { words }) => Config::Class(std::iter::once("hand-in".into()).chain(words).collect()),
        Some(Command::Book) => Config::Book,
        Some(Command::Mdbook { words }) => Config::Mdbook(mdbook(&words)?),
        Some(Command::Stubs { write: true, .. }) => Config::Stubs(Stubs::Write),
        Some(Command::Stubs { .. }) => Config::Stubs(Stubs::Check),
        Some(Command::Record { check, names }) => {
            let how = if check { Recording::Check } else { Recording::Write };
            Config::Record(Record { how, scenes: scenes(&names)? })
        }
    })
}

/// Options without a lab would be dropped without a word.
fn refuse_options(options: &Options) -> anyhow::Result<()> {
    let Options { solution, submission, checks: _, running, user, thorough, pcap, telling } = options;
    let Running { seed, patience: _, jobs } = running;
    let Telling { trace, all, first, format, output } = telling;
    let is_given = *solution || submission.is_some() || seed.is_some() || jobs.is_some();
    let is_given = is_given || user.is_some() || pcap.is_some() || *thorough || *trace || *all || *first;
    if is_given || !format.is_empty() || !output.is_empty() {
        bail!("which lab is to be graded? Name one, as in `checker lab1`, or say `checker all`");
    }
    Ok(())
}

fn grade(labs: &[String], options: Options, around: &Surroundings) -> anyhow::Result<Grade> {
    let source = match options.submission {
        Some(folder) => Source::Folder(folder),
        None if options.solution => Source::Solutions,
        None => Source::Own,
    };
    let plan = Plan {
        selection: select(labs, &options.checks, around.labs)?,
        seed: options.running.seed.unwrap_or(around.seed),
        patience: Duration::from_millis(options.running.patience),
        jobs: options.running.jobs.map_or(around.jobs, usize::from),
        depth: if options.thorough { Depth::Thorough } else { Depth::Quick },
    };
    let reports = destinations(&options.telling.format, options.telling.output.clone())?;
    let naming = if source == Source::Own { Naming::LeftOut } else { Naming::Named };
    let look = Look { naming, ..look(&options.telling, around) };
    Ok(Grade { source, plan, reports, look, pcap: options.pcap, user: options.user })
}

/// Formats and files belong together in their order; one format more than there are files is for stdout.
fn destinations(formats: &[String], files: Vec<PathBuf>) -> anyhow::Result<Destinations> {
    let terminal = [TERMINAL.to_owned()];
    let formats = if formats.is_empty() { &terminal } else { formats };
    let known = |name: &String| format(name).with_context(|| format!("there is no format `{name}`"));
    let formats: Vec<&'static Format> = formats.iter().map(known).collect::<anyhow::Result<_>>()?;
    if let Some(file) = files.iter().enumerate().find(|(at, file)| files[..*at].contains(file)).map(|(_, file)| file) {
        bail!("two reports can't both go to {}", file.display());
    }
    let rest = match formats.get(files.len()..) {
        Some([]) => None,
        Some([one]) => Some(*one),
        Some(_) => bail!("several formats need a file each: name it with --output behind each --format"),
        None => bail!("each --output wants a --format of its own: there are {} and {}", files.len(), formats.len()),
    };
    let stdout = match rest {
        Some(format) if format.name != TERMINAL => Stdout::Whole(format),
        _ => Stdout::Told,
    };
    Ok(Destinations { stdout, files: formats.into_iter().zip(files).collect() })
}

fn look(options: &Telling, around: &Surroundings) -> Look {
    let ladders = if options.trace { Ladders::OfAll } else { Ladders::OfFailures };
    let telling = match options {
        Telling { all: true, .. } | Telling { trace: true, .. } => look::Telling::AllInFull,
        Telling { first: true, .. } => look::Telling::OneInFull,
        _ => look::Telling::FirstInFull,
    };
    Look { style: around.style, ladders, telling, columns: around.columns, book: around.book, ..Look::default() }
}

fn meeting(labs: &[String], options: InteropOptions, around: &Surroundings) -> anyhow::Result<Meeting> {
    let plan = interop::Pairing {
        labs: select(labs, &[], around.labs)?.into_iter().map(|selected| selected.lab).collect(),
        seed: options.running.seed.unwrap_or(around.seed),
        patience: Duration::from_millis(options.running.patience),
        jobs: options.running.jobs.map_or(around.jobs, usize::from),
    };
    let mine = match options.submission {
        Some(folder) => Mine::Folder(folder),
        None if options.exercises => Mine::Exercises,
        None => Mine::None,
    };
    let format = interop::report::FORMATS.iter().find(|(name, _)| *name == options.format);
    let (name, render) = *format.with_context(|| format!("there is no format `{}`", options.format))?;
    let is_told = name == TERMINAL || options.output.is_some();
    let look = Look { style: around.style, columns: around.columns, ..Look::default() };
    Ok(Meeting { plan, mine, render, is_told, output: options.output, look })
}

/// The labs that are named, with those of their checks that are named.
fn select(names: &[String], checks: &[String], labs: &'static [&'static Lab]) -> anyhow::Result<Vec<Selection>> {
    let mut selection: Vec<Selection> = Vec::new();
    for &lab in labs {
        if names.iter().any(|name| name == lab.id || name == "all") {
            selection.push(Selection { lab, checks: Vec::new() });
        }
    }
    for name in names {
        if name != "all" && !labs.iter().any(|lab| lab.id == name) {
            bail!("{}", unknown_lab(name, labs));
        }
    }
    if checks.is_empty() {
        return Ok(selection);
    }
    let among: Vec<&'static Lab> = selection.iter().map(|selected| selected.lab).collect();
    let mut chosen: Vec<(&'static Lab, &'static Check)> = Vec::new();
    for name in checks {
        let (lab, check) = find_among(name, if among.is_empty() { labs } else { &among }, labs)?;
        chosen.push((lab, check));
    }
    let selected = |lab: &'static Lab| -> Option<Selection> {
        let wanted = |check: &Check| chosen.iter().any(|(of, one)| of.id == lab.id && one.id == check.id);
        let checks: Vec<&'static Check> = lab.checks.iter().filter(|check| wanted(check)).collect();
        (!checks.is_empty()).then_some(Selection { lab, checks })
    };
    Ok(labs.iter().filter_map(|lab| selected(lab)).collect())
}

fn scenes(names: &[String]) -> anyhow::Result<Vec<&'static Scene>> {
    if names.is_empty() {
        return Ok(scenes::all().collect());
    }
    let unknown = |name: &str| {
        let hint = hint(name, scenes::all().map(|scene| scene.name));
        format!("there is no recording `{name}`{hint}")
    };
    names.iter().map(|name| scenes::scene(name).with_context(|| unknown(name))).collect()
}

fn mdbook(words: &[String]) -> anyhow::Result<Mdbook> {
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    Ok(match words.as_slice() {
        [] => Mdbook::Fill,
        ["later"] => Mdbook::FillForLater,
        ["verify"] => Mdbook::Verify,
        ["supports", renderer] | ["later" | "verify", "supports", renderer] => Mdbook::Supports((*renderer).to_owned()),
        _ => bail!(
            "mdBook is to call `checker mdbook`, `checker mdbook later`, `checker mdbook verify`, or one of them with \
             `supports RENDERER`"
        ),
    })
}
