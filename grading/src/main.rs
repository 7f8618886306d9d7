//! Parses the command line, does what it asks for, prints what came of it, and maps that to an exit status.

use std::io::Write;
use std::path::Path;
use std::process::ExitCode;
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::{Context, ensure};
use clap::Parser;
use grading::boxes::{Checker, Level};
use grading::class::record::Record;
use grading::class::{Class, labs, when};
use grading::cli::{All, Arguments, Command, RunOptions, ShowOptions, TakeArguments};
use grading::intake::shape::Names;
use grading::intake::{self, Take, Taken, write};
use grading::one::{self, One, Told};
use grading::part::{self, Part};
use grading::run::choose::Again;
use grading::run::{self, Run};
use grading::show::{self, Show};
use grading::{hand_in, inside, machine, merge, pack};

fn main() -> ExitCode {
    let done = match Arguments::parse() {
        Arguments { command: None, all } => everything(all),
        Arguments { command: Some(command), .. } => step(command),
    };
    ExitCode::from(done.unwrap_or_else(|error| {
        writeln!(std::io::stderr(), "error: {error:#}").ok();
        2
    }))
}

fn say(text: &str) -> anyhow::Result<()> {
    std::io::stdout().write_all(text.as_bytes()).context("cannot write to stdout")
}

fn step(command: Command) -> anyhow::Result<u8> {
    match command {
        Command::Take(arguments) => {
            ensure!(
                !arguments.from.is_empty() || !arguments.accept.is_empty() || settles(&arguments),
                "what is to be taken? Name a download"
            );
            take(&arguments).map(|(_, status)| status)
        }
        Command::Run { class, labs, options } => {
            let mut class = Class::open(&class)?;
            running(&mut class, labs, &options)
        }
        Command::Show { class, options } => showing(&Class::open(&class)?, options),
        Command::Merge { class, others } => {
            let merged = merge::merge(&Class::open(&class)?, &others)?;
            let unstable = if merged.different > 0 { " (both are kept: unstable)" } else { "" };
            say(&format!("{} new, {} the same, {} different{unstable}\n", merged.new, merged.same, merged.different))?;
            Ok(u8::from(merged.different > 0))
        }
        Command::One { folder, lab, told, output, level, trust, seed, course } => {
            let level = if trust { Level::None } else { level };
            let release = told == one::As::Classroom50;
            let told = one::one(&One { folder, lab, told, level, checker: one::checker()?, seed, course })?;
            delivered(&told, output.as_deref(), release)?;
            Ok(told.status)
        }
        Command::Pack { lab, file } => {
            pack::pack(&lab, &file)?;
            say(&format!("{} can be uploaded as an autograder\n", file.display()))?;
            Ok(0)
        }
        Command::HandIn { folder } => hand_in(&folder),
        Command::Inside(asked) => Ok(inside::inside(&asked)),
    }
}

/// Writes what was told where it is wanted, and the report where Actions, and Classroom 50 if it is that, look for it.
fn delivered(told: &Told, output: Option<&Path>, release: bool) -> anyhow::Result<()> {
    let write = |file: &Path, text: &str| {
        checker::whole::write(file, text).with_context(|| format!("cannot write {}", file.display()))
    };
    match (&told.text, output) {
        (Some(text), Some(file)) => write(file, text)?,
        (Some(text), None) => say(text)?,
        (None, _) => {}
    }
    if release {
        write(&output.unwrap_or(Path::new("result.json")).with_file_name("release-body.md"), &told.summary)?;
    }
    summary(&told.summary)
}

/// Actions shows what is written there, as long as it is not too long.
fn summary(text: &str) -> anyhow::Result<()> {
    const MOST: usize = 1024 * 1024 - 1;
    let Some(file) = std::env::var_os("GITHUB_STEP_SUMMARY").filter(|_| text.len() <= MOST) else { return Ok(()) };
    let mut open = std::fs::File::options().append(true).create(true).open(&file).context("cannot open the summary")?;
    open.write_all(text.as_bytes()).context("cannot write the summary")
}

fn hand_in(folder: &Path) -> anyhow::Result<u8> {
    let looked = hand_in::look(folder)?;
    say(&looked.words())?;
    if !looked.problems.is_empty() {
        return Ok(1);
    }
    let file = looked.write(folder)?;
    say(&format!("{} can be handed in\n", file.display()))?;
    Ok(0)
}

/// Takes, runs and shows.
fn everything(all: All) -> anyhow::Result<u8> {
    ensure!(!all.take.from.is_empty(), "what is to be taken? Name a download, or a command (`checker grade --help`)");
    let (mut class, _) = take(&all.take)?;
    let ran = running(&mut class, Vec::new(), &all.run)?;
    let shown = showing(&class, all.show)?;
    Ok(ran.max(shown))
}

/// Whether it says how the class is graded, or who is in it.
fn settles(arguments: &TakeArguments) -> bool {
    let TakeArguments { roster, labs, course, due, .. } = arguments;
    roster.is_some() || !labs.is_empty() || course.is_some() || due.is_some()
}

fn take(arguments: &TakeArguments) -> anyhow::Result<(Class, u8)> {
    let into = arguments.into.as_deref().context("where to? Say --into CLASS")?;
    let names = Names::new(arguments.names.as_deref())?;
    for from in &arguments.from {
        ensure!(from.exists(), "cannot find {}", from.display());
    }
    let due = arguments.due.as_deref();
    ensure!(due.is_none_or(|due| when::minute(due).is_some()), "--due is no date such as 2026-03-01 23:59");
    let mut class = Class::open_or_begin(into, arguments.seed.unwrap_or_else(seed))?;
    if let Some(due) = due {
        class.set("due", &toml::Value::String(due.to_owned()))?;
    }
    if let Some(course) = &arguments.course {
        let course =
            course.canonicalize().with_context(|| format!("cannot find the course at {}", course.display()))?;
        class.set("course", &toml::Value::String(course.display().to_string()))?;
    }
    let asked =
        Take { from: arguments.from.clone(), names, attempt: arguments.attempt, roster: arguments.roster.clone() };
    let mut taken = intake::take(&asked, &class)?;
    for id in &arguments.accept {
        taken.retain(|taken| taken.record.id != *id);
        taken.push(Taken { record: write::accept(&class, id)?, is_as_before: false });
    }
    let graded = labs::settle(&mut class, &arguments.labs)?;
    let wrong = taken.iter().map(|taken| told(&class, &taken.record)).collect::<anyhow::Result<Vec<bool>>>()?;
    let wrong = wrong.into_iter().filter(|is_wrong| *is_wrong).count();
    if let Some(graded) = graded {
        say(&format!("{graded}\n"))?;
    }
    say(&format!("{}, into {}\n", counted(&taken, wrong), into.display()))?;
    Ok((class, u8::from(wrong > 0)))
}

/// Says what was noted of a hand-in, and what is wrong with it; whether anything is.
fn told(class: &Class, record: &Record) -> anyhow::Result<bool> {
    for note in &record.notes {
        say(&format!("{}: {note}\n", record.id))?;
    }
    let graded = record.labs.iter().filter(|(lab, _)| class.settings.labs.contains(lab));
    let of_labs = graded.filter_map(|(lab, found)| Some((format!(", {lab}"), found.problem.as_ref()?)));
    let all: Vec<_> = record.problem.iter().map(|problem| (String::new(), problem)).chain(of_labs).collect();
    for (lab, problem) in &all {
        say(&format!("{}{lab}: {}\n", record.id, problem.words()))?;
    }
    Ok(!all.is_empty())
}

/// How many were taken, how many of them are not new, how many have a problem, and how many a note.
fn counted(taken: &[Taken], wrong: usize) -> String {
    let before = taken.iter().filter(|taken| taken.is_as_before).count();
    let noted = taken.iter().filter(|taken| !taken.record.notes.is_empty()).count();
    let mut text = match before {
        0 => format!("{} taken", taken.len()),
        _ => format!("{} taken, {} new or changed, {before} as before", taken.len(), taken.len() - before),
    };
    text.push_str(&format!(", {wrong} with problems"));
    match noted {
        0 => {}
        1 => text.push_str(", 1 with a note"),
        _ => text.push_str(&format!(", {noted} with a note each")),
    }
    text
}

fn running(class: &mut Class, labs: Vec<String>, options: &RunOptions) -> anyhow::Result<u8> {
    let part = options
        .part
        .as_deref()
        .map_or(Ok(Part::Whole), |text| part::parse(text, options.of, |name| std::env::var(name).ok()));
    let asked = Run {
        labs,
        part: part?,
        only: options.only.clone(),
        again: options.again.as_deref().map(Again::parse),
        runs: options.runs.map(usize::from),
        slots: options.slots.map_or_else(machine::cores, usize::from),
        level: if options.trust { Some(Level::None) } else { options.level },
        checker: options.checker.clone().map_or_else(one::checker, |file| Ok(Checker::Another(file)))?,
    };
    ensure!(
        options.trust || asked.level.unwrap_or(class.settings.level) != Level::None,
        "without a box programs can do what you can: say --trust each time"
    );
    let outcome = run::run(&asked, class)?;
    say(&outcome.words(&class.folder.display().to_string()))?;
    Ok(outcome.status())
}

fn showing(class: &Class, options: ShowOptions) -> anyhow::Result<u8> {
    let asked = Show {
        sheets: options.sheet,
        formats: options.format,
        detail: options.detail,
        withheld: options.withhold,
        anonymous: options.anonymous,
    };
    let shown = show::show(&asked, class)?;
    say(&shown.text)?;
    Ok(match (shown.is_inconclusive, shown.waits) {
        (true, _) => 3,
        (false, true) => 1,
        (false, false) => 0,
    })
}

/// Another one for each class, short enough to be typed.
fn seed() -> u64 {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    (now.as_nanos() as u64 ^ u64::from(std::process::id()) << 32).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 40
}
