//! What `checker list` shows: labs, checks, claims and points, as text, JSON or Markdown.

use std::fmt::Write;

use clap::ValueEnum;
use serde_json::{Value, json};

use crate::lab::{Check, Lab};

/// How the labs are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ListFormat {
    /// As text.
    Terminal,
    /// As one object.
    Json,
    /// As a table a lab.
    Markdown,
}

/// The labs with their checks, in this format.
pub fn list(labs: &[&Lab], format: ListFormat) -> String {
    match format {
        ListFormat::Terminal => labs.iter().map(|lab| terminal(lab)).collect::<Vec<_>>().join("\n"),
        ListFormat::Markdown => labs.iter().map(|lab| markdown(lab)).collect::<Vec<_>>().join("\n"),
        ListFormat::Json => {
            format!("{:#}\n", json!({ "schema": 1, "labs": labs.iter().map(|lab| json(lab)).collect::<Vec<_>>() }))
        }
    }
}

fn terminal(lab: &Lab) -> String {
    let mut text = format!("{}  {}\n", lab.id, lab.title);
    let width = lab.checks.iter().map(|check| check.id.len()).max().unwrap_or(0);
    for Check { id, points, claim, .. } in lab.checks {
        writeln!(text, "  {id:width$}  {points:>2}  {claim}").expect("a String takes all");
    }
    text
}

fn markdown(lab: &Lab) -> String {
    let mut text = format!("## {}: {}\n\n| check | what is tried | points |\n|---|---|--:|\n", lab.id, lab.title);
    for Check { id, points, claim, .. } in lab.checks {
        writeln!(text, "| {id} | {} | {points} |", claim.replace('|', "\\|")).expect("a String takes all");
    }
    text
}

fn json(lab: &Lab) -> Value {
    let checks: Vec<Value> = lab
        .checks
        .iter()
        .map(|check| {
            json!({
                "id": check.id, "claim": check.claim, "points": check.points,
                "programs": check.programs, "needs": check.needs, "see": check.see(lab),
            })
        })
        .collect();
    json!({ "id": lab.id, "title": lab.title, "programs": lab.programs, "checks": checks })
}
