//! What mdBook asks for while it builds the course's book.

use std::io::Read;

use anyhow::Context;
use checker::book;
use checker::cli::Mdbook;
use checker::labs::LABS;

use super::failure::Failure;
use super::out::{say, warn};

/// Answers mdBook on stdout, and gives the exit status.
pub fn answer(asked: &Mdbook) -> Result<u8, Failure> {
    let answer = match asked {
        Mdbook::Supports(renderer) => return Ok(u8::from(renderer != book::RENDERER)),
        Mdbook::Fill => {
            book::fill(&message()?, LABS).inspect(|filled| warn(&filled.ignored)).map(|filled| filled.answer)
        }
        Mdbook::FillForLater => book::fill_for_later(&message()?, LABS),
        Mdbook::Verify => book::verify(&message()?),
    };
    say(&answer.map_err(Failure::Mistake)?)?;
    Ok(0)
}

fn message() -> anyhow::Result<String> {
    let mut message = String::new();
    std::io::stdin().read_to_string(&mut message).context("cannot read mdBook's message from stdin")?;
    Ok(message)
}
