//! Finds what mdBook leaves in a finished chapter without a word: directives that led nowhere, listings with nothing in them.

use super::lines::{Kind, lines};
use super::page::{Mistakes, Page};

/// The line numbers of a finished chapter say nothing to its author, so a place is named by its heading.
pub fn mistakes(page: &Page) -> Mistakes {
    let mut mistakes = Mistakes::new();
    let mut heading = "its beginning";
    let mut listing: Option<Listing> = None;
    for line in lines(page.text) {
        let place = || format!("{}, under \"{heading}\"", page.name);
        if line.text.contains("{{#") {
            mistakes.push(format!("{}: this was not filled in: {}", place(), line.text.trim()));
        }
        match line.kind {
            Kind::Heading { text, .. } => heading = text,
            Kind::Open { language } => listing = Some(Listing { language, shows: Shows::Nothing }),
            Kind::Code => {
                if let Some(listing) = &mut listing {
                    listing.take(line.text);
                }
            }
            Kind::Close => {
                if listing.take().is_some_and(|listing| listing.shows == Shows::Nothing) {
                    mistakes.push(format!("{}: there is nothing in a listing", place()));
                }
            }
            Kind::Text => {}
        }
    }
    if listing.is_some() {
        mistakes.push(format!("{}, under \"{heading}\": a listing is not closed", page.name));
    }
    mistakes
}

struct Listing<'a> {
    language: &'a str,
    shows: Shows,
}

#[derive(PartialEq, Eq)]
enum Shows {
    Nothing,
    Something,
}

impl Listing<'_> {
    fn take(&mut self, line: &str) {
        let line = line.trim();
        // In Rust such lines are compiled and not shown.
        let is_hidden = self.language == "rust" && (line == "#" || line.starts_with("# "));
        if !line.is_empty() && !is_hidden {
            self.shows = Shows::Something;
        }
    }
}
