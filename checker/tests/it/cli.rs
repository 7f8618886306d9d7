//! What can be typed, what it comes to, and how wrong usage is answered.

use std::io::Read;
use std::process::{Output, Stdio};

use checker::cli::learner::{About, Asked};
use checker::cli::{self, Arguments, Config, Mdbook, Source, Stdout, Stubs, Surroundings};
use checker::report::look::Ladders;
use checker::report::paint::Style;
use clap::Parser;

use crate::fixture::{LABS, checker, folder, write};

/// What a command line comes to, or what is said against it.
fn resolve(line: &str) -> Result<Config, String> {
    let arguments = Arguments::try_parse_from(std::iter::once("checker").chain(line.split_whitespace()));
    let arguments = arguments.map_err(|error| error.to_string())?;
    let around = Surroundings { labs: LABS, seed: 7, jobs: 4, style: Style::Plain, columns: 80, book: None };
    cli::resolve(arguments, &around).map_err(|error| format!("{error:#}"))
}

/// What helps a learner along, in a few words.
fn asked_for(asked: &Asked) -> String {
    match asked {
        Asked::New { language, folder, labs } => {
            let labs: Vec<&str> = labs.iter().map(|lab| lab.id).collect();
            format!("new {} {} {}", language.word, folder.display(), labs.join(" "))
        }
        Asked::Use(folder) => format!("use {folder:?}"),
        Asked::Watch(watch) => format!("watch {:?}", watch.lab.map(|lab| lab.id)),
        Asked::Play(play) => format!("play {}/{} {}", play.lab.id, play.check.id, play.seed),
        Asked::Hint(About::Next) => "hint".to_owned(),
        Asked::Hint(About::Check(lab, check)) => format!("hint {}/{}", lab.id, check.id),
        Asked::Hint(About::Gap(lab, file, number)) => format!("hint {} {file} gap {number}", lab.id),
        Asked::Hint(About::Gaps(work)) => format!("hint {} {} gaps", work.lab.id, work.name),
        Asked::Bug(bug) => format!("bug {:?} {:?} {:?} {}", bug.lab.map(|lab| lab.id), bug.tongue, bug.level, bug.seed),
        Asked::Reset(work) => format!("reset {} {}", work.lab.id, work.name),
        Asked::Diff(work, _) => format!("diff {} {}", work.lab.id, work.name),
    }
}

/// A configuration in a few words.
fn summary(config: &Config) -> String {
    let grade = match config {
        Config::Overview => return "overview".to_owned(),
        Config::Report(redraw) => {
            let words: Vec<String> = redraw.sources.iter().map(|file| file.display().to_string()).collect();
            return format!("report {}", words.join(" "));
        }
        Config::List(format) => return format!("list {format:?}"),
        Config::Explain { lab, check } => return format!("explain {}/{}", lab.id, check.id),
        Config::ExplainFaults => return "explain faults".to_owned(),
        Config::Learner(asked) => return asked_for(asked),
        Config::Interop(meeting) => {
            let labs: Vec<&str> = meeting.plan.labs.iter().map(|lab| lab.id).collect();
            return format!("interop {} with {:?}", labs.join(" "), meeting.mine);
        }
        Config::Class(words) => return format!("class {words:?}"),
        Config::Book => return "book".to_owned(),
        Config::Mdbook(Mdbook::Fill) => return "fill".to_owned(),
        Config::Mdbook(Mdbook::FillForLater) => return "fill for later".to_owned(),
        Config::Mdbook(Mdbook::Verify) => return "verify".to_owned(),
        Config::Mdbook(Mdbook::Supports(renderer)) => return format!("supports {renderer}"),
        Config::Stubs(Stubs::Check) => return "stubs check".to_owned(),
        Config::Stubs(Stubs::Write) => return "stubs write".to_owned(),
        Config::Record(record) => {
            let names: Vec<&str> = record.scenes.iter().map(|scene| scene.name).collect();
            return format!("record {:?} {}", record.how, names.join(" "));
        }
        Config::Grade(grade) => grade,
    };
    let mut words = match &grade.source {
        Source::Own => "own".to_owned(),
        Source::Solutions => "solutions".to_owned(),
        Source::Folder(folder) => folder.display().to_string(),
    };
    for selected in &grade.plan.selection {
        let checks: Vec<&str> = selected.checks.iter().map(|check| check.id).collect();
        words.push_str(&format!(" {}[{}]", selected.lab.id, checks.join(" ")));
    }
    words.push_str(&format!(" {} {}ms {}", grade.plan.seed, grade.plan.patience.as_millis(), grade.plan.jobs));
    for (format, file) in &grade.reports.files {
        words.push_str(&format!(" {} in {}", format.name, file.display()));
    }
    if let Stdout::Whole(format) = grade.reports.stdout {
        words.push_str(&format!(" {}", format.name));
    }
    if let Some(file) = &grade.pcap {
        words.push_str(&format!(" captured in {}", file.display()));
    }
    if grade.look.ladders == Ladders::OfAll {
        words.push_str(" all drawn");
    }
    words
}

#[test]
fn a_command_line_is_resolved() {
    let table = [
        ("", "overview"),
        ("lab1", "own lab1[] 7 2000ms 4"),
        ("lab3 lab1 lab1", "own lab1[] lab3[] 7 2000ms 4"),
        ("all", "own lab1[] lab3[] 7 2000ms 4"),
        ("all lab1 --solution", "solutions lab1[] lab3[] 7 2000ms 4"),
        ("--submission some/dir lab3", "some/dir lab3[] 7 2000ms 4"),
        ("lab1 --check together", "own lab1[together] 7 2000ms 4"),
        ("lab1 --check lab1/together --check server-echo", "own lab1[server-echo together] 7 2000ms 4"),
        ("--check lab3/together", "own lab3[together] 7 2000ms 4"),
        ("--check server-echo --solution", "solutions lab1[server-echo] 7 2000ms 4"),
        ("all --check server-echo --check storm", "own lab1[server-echo] lab3[storm] 7 2000ms 4"),
        ("lab1 --seed 99 --patience 500 --jobs 1", "own lab1[] 99 500ms 1"),
        ("lab1 --trace --format terminal", "own lab1[] 7 2000ms 4 all drawn"),
        ("lab1 --pcap seen.pcapng", "own lab1[] 7 2000ms 4 captured in seen.pcapng"),
        ("lab1 --format json", "own lab1[] 7 2000ms 4 json"),
        ("lab1 --format json --output a.json", "own lab1[] 7 2000ms 4 json in a.json"),
        ("lab1 --output a.txt", "own lab1[] 7 2000ms 4 terminal in a.txt"),
        (
            "lab1 --format json --output a.json --format html --output a.html",
            "own lab1[] 7 2000ms 4 json in a.json html in a.html",
        ),
        ("lab1 --format json --output a --format markdown", "own lab1[] 7 2000ms 4 json in a markdown"),
        ("list", "list Terminal"),
        ("list --format markdown", "list Markdown"),
        ("explain lab3/together", "explain lab3/together"),
        ("explain storm", "explain lab3/storm"),
        ("explain faults", "explain faults"),
        ("new csharp some/dir lab3", "new csharp some/dir lab3"),
        ("new csharp some/dir all", "new csharp some/dir lab1 lab3"),
        ("use", "use None"),
        ("use some/dir", "use Some(\"some/dir\")"),
        ("watch", "watch None"),
        ("watch lab3", "watch Some(\"lab3\")"),
        ("hint", "hint"),
        ("play server-echo --seed 3", "play lab1/server-echo 3"),
        ("hint storm", "hint lab3/storm"),
        ("hint lab1/tcp-server:3", "hint lab1 tcp-server gap 3"),
        ("hint lab1/server", "hint lab1 server gaps"),
        ("bug", "bug None None None 7"),
        ("bug lab3 --language python --level hard --seed 9", "bug Some(\"lab3\") Some(Python) Some(Hard) 9"),
        ("reset lab1/server", "reset lab1 server"),
        ("diff lab3/client.mmd", "diff lab3 client.mmd"),
        ("interop lab3 lab1", "interop lab1 lab3 with None"),
        ("interop all --submission some/dir", "interop lab1 lab3 with Folder(\"some/dir\")"),
        ("interop all --exercises --format json", "interop lab1 lab3 with Exercises"),
        ("report a.json b.json --format html", "report a.json b.json"),
        ("book", "book"),
        ("mdbook", "fill"),
        ("mdbook later", "fill for later"),
        ("mdbook verify", "verify"),
        ("mdbook supports html", "supports html"),
        ("mdbook verify supports html", "supports html"),
        ("stubs --check", "stubs check"),
        ("stubs --write", "stubs write"),
        ("record lab1-hello", "record Write lab1-hello"),
        ("record --check lab2-lost lab1-nc", "record Check lab2-lost lab1-nc"),
    ];
    for (line, expected) in table {
        let config = resolve(line).unwrap_or_else(|error| panic!("checker {line}: {error}"));
        assert_eq!(summary(&config), expected, "checker {line}");
    }
}

#[test]
fn wrong_usage_is_named() {
    let table = [
        ("lab9", "there is no lab `lab9` (the labs are lab1, lab3)"),
        ("lba1", "there is no lab `lba1`; did you mean `lab1`? (the labs are lab1, lab3)"),
        ("lsit", "there is no lab `lsit`; did you mean `list`? (the labs are lab1, lab3)"),
        ("al", "there is no lab `al`; did you mean `all`? (the labs are lab1, lab3)"),
        ("hint lab1/server:x", "`x` is no number of a gap, as in `lab1/server:3`"),
        ("reset lab1", "`lab1` names no program, as in `lab1/server`"),
        ("lab1 lab9", "there is no lab `lab9` (the labs are lab1, lab3)"),
        ("lab1/together", "`lab1/together` is no lab; a single check is graded with `checker lab1 --check together`"),
        (
            "lab1 --check server-ehco",
            "lab1 has no check `server-ehco`; did you mean `server-echo`? (`checker list` names them all)",
        ),
        ("lab1 --check lab1/frames", "lab1 has no check `frames` (`checker list` names them all)"),
        ("lab1 --check storm", "`storm` is a check of lab3, which is not to be graded"),
        ("lab1 --check lab3/storm", "`lab3/storm` is a check of lab3, which is not to be graded"),
        ("lab1 --check lab9/storm", "there is no lab `lab9` (the labs are lab1, lab3)"),
        ("all --check together", "lab1, lab3 have a check `together`: say which, as in `lab1/together`"),
        ("all --check strom", "there is no check `strom`; did you mean `storm`? (`checker list` names them all)"),
        ("explain together", "lab1, lab3 have a check `together`: say which, as in `lab1/together`"),
        ("explain lab1", "there is no check `lab1` (`checker list` names them all)"),
        ("--solution", "which lab is to be graded? Name one, as in `checker lab1`, or say `checker all`"),
        ("--trace --seed 3", "which lab is to be graded? Name one, as in `checker lab1`, or say `checker all`"),
        (
            "mdbook verify html",
            "mdBook is to call `checker mdbook`, `checker mdbook later`, `checker mdbook verify`, or one of them with `supports RENDERER`",
        ),
        ("lab1 --solution --submission x", "error: the argument '--solution' cannot be used with '--submission <DIR>'"),
        ("lab1 --format xml", "error: invalid value 'xml' for '--format <FORMAT>'"),
        (
            "lab1 --format json --format html",
            "several formats need a file each: name it with --output behind each --format",
        ),
        ("lab1 --output a --output b", "each --output wants a --format of its own: there are 2 and 1"),
        ("lab1 --format json --output a --format html --output a", "two reports can't both go to a"),
        ("reset all/server", "one lab is wanted here, and not `all` (the labs are lab1, lab3)"),
        ("lab1 --seed minus", "error: invalid value 'minus' for '--seed <N>'"),
        ("lab1 --patience 0", "error: invalid value '0' for '--patience <MS>'"),
        ("lab1 --sede 3", "error: unexpected argument '--sede' found\n\n  tip: a similar argument exists: '--seed'"),
        ("record lab1-helo", "there is no recording `lab1-helo`; did you mean `lab1-hello`?"),
        ("stubs", "error: the following required arguments were not provided"),
    ];
    for (line, expected) in table {
        match resolve(line) {
            Ok(config) => panic!("checker {line}: {}", summary(&config)),
            Err(error) => assert!(error.starts_with(expected), "checker {line}: {error}"),
        }
    }
}

fn run(words: &[&str]) -> Output {
    checker().args(words).stdin(Stdio::null()).output().unwrap()
}

#[test]
fn wrong_usage_ends_with_2_and_one_error() {
    let folder = folder("usage");
    write(&folder, &[("typo/programs.toml", "[lab1]\nbild = ['make']\n"), ("file", "")]);
    let path = |name: &str| folder.join(name).display().to_string();
    let table: &[(&[&str], &str)] = &[
        (&["lab77"], "error: there is no lab `lab77`"),
        (&["--solution"], "error: which lab is to be graded?"),
        (&["--nonsense"], "error: unexpected argument '--nonsense' found"),
        (&["explain", "lab77/x"], "error: there is no lab `lab77`"),
        (&["all", "--submission", &path("nowhere")], "error: there is no folder "),
        (&["all", "--submission", &path("")], "error: there is no programs.toml in "),
        (&["all", "--submission", &path("file")], "error: "),
    ];
    for (words, start) in table {
        let output = run(words);
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert!(stderr.starts_with(start), "checker {words:?}: {stderr}");
        assert_eq!(output.status.code(), Some(2), "checker {words:?}: {stderr}");
        assert!(output.stdout.is_empty(), "checker {words:?}");
    }
}

#[test]
fn without_a_repository_there_is_an_overview_of_the_one_it_was_built_in() {
    let output = checker().current_dir("/").output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(String::from_utf8_lossy(&output.stdout).starts_with("The Socket Workbook, with the programs in "));
}

#[test]
fn help_names_what_people_type() {
    let output = run(&["--help"]);
    let help = String::from_utf8_lossy(&output.stdout);
    assert_eq!(output.status.code(), Some(0));
    assert!(help.contains("explain") && help.contains("--submission"), "{help}");
    assert!(help.contains("Derive the exercises from the solutions (for authors)"), "{help}");
    assert!(!help.contains("mdbook"), "{help}");
}

#[test]
fn nobody_has_to_read_what_is_said() {
    let mut child =
        checker().args(["list", "--format", "json"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let mut stderr = String::new();
    child.stderr.take().unwrap().read_to_string(&mut stderr).unwrap();
    assert_eq!((child.wait().unwrap().code(), stderr.as_str()), (Some(0), ""));
}

#[test]
fn a_chosen_check_is_not_passed_when_what_it_needs_failed() {
    let folder = folder("cli-needs");
    write(&folder, &[("programs.toml", "[lab1]\nserver = [\"false\"]\n")]);
    let graded = checker().args(["lab1", "--check", "server-echo", "--submission"]).arg(&folder).output().unwrap();
    let said = String::from_utf8_lossy(&graded.stdout);
    assert!(said.contains("skipped: needs server-listens"), "{said}");
    assert_eq!(graded.status.code(), Some(1), "{said}");
}
