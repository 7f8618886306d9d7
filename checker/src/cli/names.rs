//! Labs and checks by the names that are typed, and what is said of a name that nothing has.

use anyhow::{Context, bail};
use clap::CommandFactory;

use super::arguments::Arguments;
use crate::lab::{Check, Lab};
use crate::nearest::hint;

/// What is said of a lab that is none.
pub fn unknown_lab(name: &str, labs: &[&Lab]) -> String {
    if name == "all" {
        return format!("one lab is wanted here, and not `all` (the labs are {})", ids(labs));
    }
    if let Some((lab, check)) = name.split_once('/') {
        return format!("`{name}` is no lab; a single check is graded with `checker {lab} --check {check}`");
    }
    let commands: Vec<String> = Arguments::command()
        .get_subcommands()
        .filter(|command| !command.is_hide_set())
        .map(|command| command.get_name().to_owned())
        .collect();
    let known = labs.iter().map(|lab| lab.id).chain(["all"]).chain(commands.iter().map(String::as_str));
    let hint = hint(name, known);
    format!("there is no lab `{name}`{hint} (the labs are {})", ids(labs))
}

fn ids(labs: &[&Lab]) -> String {
    labs.iter().map(|lab| lab.id).collect::<Vec<&str>>().join(", ")
}

/// A check of any lab by its name, `lab1/server-echo` or `server-echo`.
///
/// # Errors
/// There is none, or there are several.
pub fn find(name: &str, labs: &[&'static Lab]) -> anyhow::Result<(&'static Lab, &'static Check)> {
    find_among(name, labs, labs)
}

/// A check of one of the labs in `among`; `labs` are all there are.
///
/// # Errors
/// There is none, or there are several.
pub fn find_among(
    name: &str,
    among: &[&'static Lab],
    labs: &[&'static Lab],
) -> anyhow::Result<(&'static Lab, &'static Check)> {
    if let Some((lab_id, check_id)) = name.split_once('/') {
        let known = |labs: &[&'static Lab]| labs.iter().copied().find(|lab| lab.id == lab_id);
        let lab = known(labs).with_context(|| unknown_lab(lab_id, labs))?;
        known(among).with_context(|| format!("`{name}` is a check of {lab_id}, which is not to be graded"))?;
        let check = lab.check(check_id).with_context(|| unknown_check(check_id, &[lab]))?;
        return Ok((lab, check));
    }
    let with = |labs: &[&'static Lab]| -> Vec<(&'static Lab, &'static Check)> {
        labs.iter().filter_map(|&lab| Some((lab, lab.check(name)?))).collect()
    };
    match (with(among).as_slice(), with(labs).as_slice()) {
        ([one], _) => Ok(*one),
        ([], []) => bail!("{}", unknown_check(name, among)),
        ([], [(lab, _), ..]) => bail!("`{name}` is a check of {}, which is not to be graded", lab.id),
        ([(first, _), rest @ ..], _) => {
            let labs: Vec<&str> = std::iter::once(first.id).chain(rest.iter().map(|(lab, _)| lab.id)).collect();
            bail!("{} have a check `{name}`: say which, as in `{}/{name}`", labs.join(", "), labs[0])
        }
    }
}

fn unknown_check(name: &str, labs: &[&Lab]) -> String {
    let hint = hint(name, labs.iter().flat_map(|lab| lab.checks).map(|check| check.id));
    let place = match labs {
        [lab] => format!("{} has no check", lab.id),
        _ => "there is no check".to_owned(),
    };
    format!("{place} `{name}`{hint} (`checker list` names them all)")
}
