//! What `checker mdbook` does for the book: fills its tables and diagrams in, and refuses what could not be filled in.
//!
//! mdBook speaks to a preprocessor in JSON: `[context, book]` comes in, the book goes out. That
//! is read here as far as it matters and passed on otherwise, so that no mdBook has to be compiled.

#![warn(missing_docs)]

mod blocks;
mod fill;
mod html;
pub mod lines;
pub mod live;
mod marks;
mod page;
mod recording;
mod verify;

use std::path::{Path, PathBuf};

use anyhow::{Context, anyhow, bail, ensure};
use serde::Deserialize;
use serde_json::Value;

use page::{Marks, Mistakes, Page, Sources};

use crate::lab::Lab;
use crate::own::Own;
use crate::progress::Grades;

/// The versions of mdBook whose protocol this is.
const VERSIONS: &str = "0.5.";

/// How the book calls the checker, and how it is called where it is installed without cargo.
const UNDER_CARGO: &str = "cargo checker";
const NAME: &str = "checker";

/// The only renderer for which the book is filled in.
pub const RENDERER: &str = "html";

/// The book with its directives filled in, as an answer to mdBook.
#[derive(Debug)]
pub struct Filled {
    /// mdBook's book again, as JSON.
    pub answer: String,
    /// What was recorded of the learner's and could not be read, each with its reason.
    pub ignored: Vec<String>,
}

/// The book with its directives filled in: mdBook's message in, its answer out.
///
/// # Errors
/// Another mdBook than 0.5; every directive that can't be filled in, with its file and line.
pub fn fill(message: &str, labs: &[&Lab]) -> anyhow::Result<Filled> {
    let message = Message::read(message)?;
    let repository = message.context.root.parent().unwrap_or(Path::new("/"));
    let own = Own::read(repository)?;
    let sources = Sources {
        labs,
        grades: Grades::read(repository, &own, labs),
        own,
        marks: Marks::None,
        traces: message.context.root.join("traces"),
        repository: repository.to_owned(),
    };
    let answer = message.answer(|page| fill::page(page, &sources))?;
    Ok(Filled { answer, ignored: sources.grades.ignored().to_vec() })
}

/// The book for a checker that has it in it: with nobody's grades, and marks around what depends on them, for
/// [`live::graded`]; whoever reads it types `checker`.
///
/// # Errors
/// As for [`fill`].
pub fn fill_for_later(message: &str, labs: &[&Lab]) -> anyhow::Result<String> {
    let message = Message::read(message)?;
    let repository = message.context.root.parent().unwrap_or(Path::new("/"));
    let sources = Sources {
        labs,
        grades: Grades::default(),
        own: Own::Exercises,
        marks: Marks::Around,
        traces: message.context.root.join("traces"),
        repository: repository.to_owned(),
    };
    message.answer(|page| fill::page(&Page { text: &page.text.replace(UNDER_CARGO, NAME), ..*page }, &sources))
}

/// The book as it came, after mdBook's own directives were filled in.
///
/// # Errors
/// Another mdBook than 0.5; every directive that is still there, every empty listing.
pub fn verify(message: &str) -> anyhow::Result<String> {
    Message::read(message)?.answer(|page| match verify::mistakes(page) {
        mistakes if mistakes.is_empty() => Ok(page.text.to_owned()),
        mistakes => Err(mistakes),
    })
}

struct Message {
    context: BookContext,
    book: Value,
}

/// As much of mdBook's context as matters here.
#[derive(Deserialize)]
struct BookContext {
    /// The folder of `book.toml`.
    root: PathBuf,
    config: Value,
}

impl Message {
    fn read(text: &str) -> anyhow::Result<Message> {
        let parts: [Value; 2] = serde_json::from_str(text).context("this is no message of mdBook's")?;
        let version = parts[0]["mdbook_version"].as_str().unwrap_or("unknown");
        ensure!(
            version.starts_with(VERSIONS),
            "this is mdBook {version}, and the book wants {VERSIONS}x: `cargo install mdbook --version ^0.5 --locked`"
        );
        let [context, book] = parts;
        let context = serde_json::from_value(context).context("this is no message of mdBook's")?;
        Ok(Message { context, book })
    }

    /// The book with each chapter put through `change`, or all mistakes of all chapters.
    fn answer(mut self, change: impl Fn(&Page) -> Result<String, Mistakes>) -> anyhow::Result<String> {
        let mut mistakes = Mistakes::new();
        let items = self.book["items"].as_array_mut().ok_or_else(|| anyhow!("mdBook's message has no items"))?;
        each_chapter(items, &mut |chapter| {
            let Some((name, file)) = self.context.place(chapter) else {
                return;
            };
            let Some(text) = chapter["content"].as_str() else {
                return;
            };
            match change(&Page { name: &name, file: &file, text }) {
                Ok(text) => chapter["content"] = text.into(),
                Err(found) => mistakes.extend(found),
            }
        });
        if !mistakes.is_empty() {
            bail!("{}", mistakes.join("\n"));
        }
        Ok(self.book.to_string())
    }
}

impl BookContext {
    /// A chapter's file, as it is called in the repository and in full; nothing for one that is only planned.
    fn place(&self, chapter: &Value) -> Option<(String, PathBuf)> {
        let source = Path::new(chapter["source_path"].as_str()?);
        let file = Path::new(self.config["book"]["src"].as_str().unwrap_or("src")).join(source);
        let book = Path::new(self.root.file_name().unwrap_or_default());
        Some((book.join(&file).display().to_string(), self.root.join(file)))
    }
}

fn each_chapter(items: &mut [Value], act: &mut impl FnMut(&mut Value)) {
    for chapter in items.iter_mut().filter_map(|item| item.get_mut("Chapter")) {
        act(chapter);
        if let Some(items) = chapter["sub_items"].as_array_mut() {
            each_chapter(items, act);
        }
    }
}
