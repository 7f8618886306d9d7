//! What stands open from one line of a chapter to a later one: the folded section of a check, and a piece in several languages.
//!
//! Both are read without a script: a section is a `<details>`, and the languages stand one below the other, each with its name.

use super::html;
use super::marks;
use crate::verdict::{CheckReport, Verdict};

/// The languages that may stand beside each other: as the book calls them, and as the page's script does.
const LANGUAGES: &[(&str, &str)] =
    &[("Rust", "rust"), ("Python", "python"), ("C#", "csharp"), ("JavaScript", "javascript")];

/// What is open where a chapter has been read to.
#[derive(Default)]
pub struct Blocks {
    /// The level of the heading whose section is folded.
    section: Option<usize>,
    /// The languages that were shown since the last `{{#tab}}` that began a piece.
    languages: Vec<&'static str>,
}

/// The check that a heading names, what it came to if it was graded, and hints for it.
pub struct Checked<'a> {
    pub id: &'a str,
    /// What stands around the pieces that depend on its grade, where they are marked.
    pub mark: Option<String>,
    pub graded: Option<&'a CheckReport>,
    pub hints: Option<&'static [&'static str; 3]>,
}

impl Checked<'_> {
    /// Whether its section is open: one whose check has failed is.
    pub fn is_open(&self) -> bool {
        self.graded.is_some_and(|graded| graded.verdict == Verdict::Fail)
    }

    /// What the check came to, and hints where they are wanted.
    pub fn came_to(&self) -> String {
        let grade = self.graded.map(|graded| format!("{}\n\n", html::grade(graded))).unwrap_or_default();
        let hints = self.hints.map(|hints| format!("{}\n\n", html::hints(hints))).unwrap_or_default();
        grade + &hints
    }
}

impl Blocks {
    /// A heading. It ends the section of a check unless it stands below it, and may begin another.
    pub fn heading(&mut self, line: &str, checked: Option<Checked>) -> Result<String, String> {
        self.expect_no_tabs()?;
        let level = line.len() - line.trim_start_matches('#').len();
        let end = match self.section {
            Some(open) if level <= open => self.end_section(),
            _ => String::new(),
        };
        let Some(checked) = checked else {
            return Ok(format!("{end}{line}"));
        };
        let end = format!("{end}{}", self.end_section());
        self.section = Some(level);
        let came = checked.came_to();
        let came = match &checked.mark {
            Some(mark) => format!("{}\n\n", marks::around(mark, came.trim_end())),
            None => came,
        };
        Ok(format!("{end}{}{came}", html::section(line, checked.id, checked.is_open())))
    }

    /// `{{#tab LANGUAGE}}`: what follows is in that language.
    pub fn tab(&mut self, name: &str) -> Result<String, String> {
        let known = LANGUAGES.iter().find(|(known, _)| *known == name);
        let Some((name, class)) = known else {
            let names: Vec<&str> = LANGUAGES.iter().map(|(name, _)| *name).collect();
            return Err(format!("there is no tab for `{name}` (expected one of {})", names.join(", ")));
        };
        if self.languages.contains(name) {
            return Err(format!("{name} is there already: `{{{{#tabs-end}}}}` ends a piece"));
        }
        let begin = if self.languages.is_empty() { "<div class=\"tabs\">" } else { "</div>" };
        self.languages.push(name);
        Ok(format!("\n{begin}\n\n<div class=\"tab\" data-language=\"{class}\">\n\n<p class=\"language\">{name}</p>\n"))
    }

    /// `{{#tabs-end}}`: what follows is for everybody.
    pub fn end_tabs(&mut self) -> Result<String, String> {
        if self.languages.len() < 2 {
            return Err("`{{#tabs-end}}` wants two languages before it".to_string());
        }
        self.languages.clear();
        Ok("\n</div>\n\n</div>\n".to_string())
    }

    /// The end of the chapter.
    pub fn end(&mut self) -> Result<String, String> {
        self.expect_no_tabs()?;
        Ok(self.end_section())
    }

    fn expect_no_tabs(&self) -> Result<(), String> {
        match self.languages.is_empty() {
            true => Ok(()),
            false => Err(format!("the piece in {} is not ended by `{{{{#tabs-end}}}}`", self.languages.join(", "))),
        }
    }

    fn end_section(&mut self) -> String {
        self.section.take().map(|_| "</details>\n\n".to_string()).unwrap_or_default()
    }
}
