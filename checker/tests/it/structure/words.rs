//! What the words of the harness give where they are not met, as it stands at each: `Gives: (Line, Silence), ...`.

use std::collections::{BTreeMap, BTreeSet};

use super::source;

/// A word that a check may say, as it stands in its file.
#[derive(Clone)]
pub struct Word {
    /// `harness/lines.rs: expect_line`
    pub place: String,
    pub name: String,
    /// What stands behind `Gives: `, if anything does.
    pub gives: Option<String>,
    body: String,
}

impl Word {
    /// Whether it is for its text to say what it gives.
    fn expects(&self) -> bool {
        self.name.starts_with("expect") || self.body.contains("unmet(")
    }
}

/// All words of the harness.
pub fn words() -> Vec<Word> {
    let mut words = Vec::new();
    for (file, text) in source::below("harness") {
        let mut doc = String::new();
        let mut lines = text.lines();
        while let Some(line) = lines.next() {
            if let Some(said) = line.strip_prefix("    /// ") {
                doc = format!("{doc}{said} ");
            } else if let Some(rest) = line.strip_prefix("    pub fn ") {
                let name: String = rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                let is_whole = line.ends_with('}');
                let body: String = lines.by_ref().take_while(|line| !is_whole && *line != "    }").collect();
                let gives = doc.split_once("Gives: ").and_then(|(_, rest)| rest.split_once('.'));
                let gives = gives.map(|(gives, _)| gives.to_owned());
                words.push(Word { place: format!("{file}: {name}"), name, gives, body });
                doc.clear();
            } else if !line.starts_with("    ///") && !line.starts_with("    #[") {
                doc.clear();
            }
        }
    }
    words
}

/// What a word gives, as it says: pairs, and other words whose own it gives as well.
pub struct Given {
    pub pairs: BTreeSet<(String, String)>,
    pub words: Vec<String>,
}

/// Reads `(Line, Silence), what `expect_exit` gives`.
pub fn given(text: &str) -> Result<Given, String> {
    let mut given = Given { pairs: BTreeSet::new(), words: Vec::new() };
    let mut rest = text;
    while !rest.is_empty() {
        let (item, behind) = if let Some(inner) = rest.strip_prefix('(') {
            let (pair, behind) = inner.split_once(')').ok_or("a pair without its end")?;
            let (want, seen) = pair.split_once(", ").ok_or_else(|| format!("({pair}) is no pair"))?;
            given.pairs.insert((want.to_owned(), seen.to_owned()));
            (pair, behind)
        } else {
            let inner = rest.strip_prefix("what `").ok_or_else(|| format!("neither a pair nor a word: {rest}"))?;
            let (word, behind) = inner.split_once("` gives").ok_or("a word without its end")?;
            given.words.push(word.rsplit("::").next().unwrap_or(word).to_owned());
            (word, behind)
        };
        rest = match behind.strip_prefix(", ") {
            Some(next) => next,
            None if behind.is_empty() => behind,
            None => return Err(format!("behind {item} stands {behind}")),
        };
    }
    Ok(given)
}

/// The names in the two enumerations of the verdicts, and the wider name of each that has one.
pub struct Names {
    wants: BTreeSet<String>,
    seens: BTreeSet<String>,
    pub wider: BTreeMap<String, String>,
}

pub fn names() -> Names {
    let all = source::below("verdict");
    let text = all.iter().map(|(_, text)| text.as_str()).collect::<Vec<_>>().join("\n");
    let variants = |head: &str| -> BTreeSet<String> {
        let (_, rest) = text.split_once(head).expect("the enumeration");
        let (body, _) = rest.split_once("\n}").expect("its end");
        let lines = body.lines().map(str::trim).filter(|line| !line.starts_with("///"));
        lines.map(|line| line.trim_end_matches(',').to_owned()).filter(|name| !name.is_empty()).collect()
    };
    let (_, general) = text.split_once("fn general").expect("the wider names");
    let (_, arms) = general.split_once("match self {").expect("its table");
    let (arms, _) = arms.split_once("other => other").expect("its end");
    let arms: String = arms.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
    let wider = arms.split(',').filter_map(|arm| arm.split_once("=>")).flat_map(|(kinds, to)| {
        kinds.split('|').map(|kind| (kind.trim().to_owned(), to.trim().to_owned())).collect::<Vec<_>>()
    });
    Names { wants: variants("pub enum Want {"), seens: variants("pub enum Seen {"), wider: wider.collect() }
}

#[test]
fn every_word_says_what_it_gives() {
    let (words, names) = (words(), names());
    let known = |name: &str| words.iter().any(|word| word.name == name && word.gives.is_some());
    let is_of = |all: &BTreeSet<String>, name: &str| all.contains(name) || name == "want" || name == "seen";
    let mut wrong = Vec::new();
    for word in &words {
        let Some(text) = &word.gives else {
            wrong.extend(word.expects().then(|| format!("{} does not say what it gives", word.place)));
            continue;
        };
        match given(text) {
            Err(error) => wrong.push(format!("{}: {error}", word.place)),
            Ok(given) => {
                let pairs = given.pairs.iter();
                let strange = pairs.filter(|(want, seen)| !is_of(&names.wants, want) || !is_of(&names.seens, seen));
                wrong.extend(strange.map(|pair| format!("{}: {pair:?} is nothing that can be given", word.place)));
                let unknown = given.words.iter().filter(|name| !known(name));
                wrong.extend(unknown.map(|name| format!("{}: {name} says nothing", word.place)));
            }
        }
    }
    assert!(words.iter().filter(|word| word.gives.is_some()).count() > 100, "the words are not found any more");
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn what_a_word_writes_itself_stands_at_it() {
    let names = names();
    let mut wrong = Vec::new();
    for word in words() {
        let Some(Ok(given)) = word.gives.as_deref().map(given) else { continue };
        for (want, seen) in written(&word.body) {
            let wider = names.wider.get(&seen).unwrap_or(&seen).clone();
            if ![seen.clone(), wider].into_iter().any(|seen| given.pairs.contains(&(want.clone(), seen))) {
                wrong.push(format!("{} gives ({want}, {seen}) and does not say so", word.place));
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

/// The pairs `Want::A, Seen::B` that stand in a text.
fn written(text: &str) -> Vec<(String, String)> {
    let name = |text: &str| text.chars().take_while(|c| c.is_alphanumeric()).collect::<String>();
    let pairs = text.split("Want::").skip(1).filter_map(|rest| {
        let want = name(rest);
        let behind = rest[want.len()..].strip_prefix(',')?.trim_start();
        Some((want, name(behind.strip_prefix("Seen::")?)))
    });
    pairs.collect()
}
