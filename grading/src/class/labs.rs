//! Which labs a class is graded for: those that a person names, or else those that more than a few have handed in.

use std::collections::BTreeMap;

use super::roster::listed;
use super::{Class, known};

/// A lab was brought by a few if so many times as many have another one.
const FEW: usize = 4;

/// Settles it: with the first hand-ins, or whenever a person names the labs. Where nobody has named them, and some hand-ins
/// have others as well, gives what is to be said about that.
///
/// # Errors
/// There is no such lab, or the class can't be read or written.
pub fn settle(class: &mut Class, named: &[String]) -> anyhow::Result<Option<String>> {
    if !named.is_empty() {
        known(named)?;
        class.set("labs", &toml::Value::Array(Vec::new()))?;
        class.add_labs(named.iter().cloned())?;
        return Ok(Some(format!("the class is graded for {}", class.settings.labs.join(", "))));
    }
    let records = class.records()?;
    let mut having: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for record in &records {
        record.labs.keys().for_each(|lab| having.entry(lab).or_default().push(&record.id));
    }
    if class.settings.labs.is_empty() {
        let most = having.values().map(Vec::len).max().unwrap_or_default();
        let many = having.iter().filter(|(_, ids)| ids.len() * FEW >= most);
        class.add_labs(many.map(|(lab, _)| (*lab).to_owned()))?;
    }
    having.retain(|lab, _| !class.settings.labs.iter().any(|graded| graded == lab));
    Ok((!having.is_empty()).then(|| left_out(class, &having)))
}

/// What is not graded, who has it, and how to choose.
fn left_out(class: &Class, having: &BTreeMap<&str, Vec<&str>>) -> String {
    let who = |(lab, ids): (&&str, &Vec<&str>)| format!("not for {lab} ({})", listed(ids));
    let others: Vec<String> = having.iter().map(who).collect();
    let graded = &class.settings.labs;
    let all: Vec<String> =
        graded.iter().map(String::as_str).chain(having.keys().copied()).map(|lab| format!("--lab {lab}")).collect();
    format!(
        "the class is graded for {}, and {}; to choose: checker grade take --into {} {}",
        graded.join(", "),
        others.join(", "),
        class.folder.display(),
        all.join(" ")
    )
}
