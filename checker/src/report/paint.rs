//! Tones for a terminal, and nothing at all where there are no colours.

/// Whether a text is painted. The caller decides: only for a terminal, and not with `NO_COLOR`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Style {
    /// No colours, as in a file.
    #[default]
    Plain,
    /// Colours of a terminal.
    Colour,
}

/// What a piece of text is to the reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Nothing special.
    Usual,
    /// Something that is as it should be.
    Good,
    /// Something that is wrong.
    Bad,
    /// What is to be read first.
    Strong,
    /// What may be passed over.
    Quiet,
    /// What could not be told.
    Doubt,
    /// A place or a command.
    Place,
}

impl Style {
    /// The text in a tone; an empty text stays empty. No newline may be in it.
    pub fn paint(self, tone: Tone, text: &str) -> String {
        let code = match tone {
            Tone::Usual => "",
            Tone::Good => "32",
            Tone::Bad => "31",
            Tone::Strong => "1",
            Tone::Quiet => "2",
            Tone::Doubt => "35",
            Tone::Place => "36",
        };
        match self {
            Style::Colour if !code.is_empty() && !text.is_empty() => {
                format!("\x1b[{code}m{text}\x1b[0m")
            }
            _ => text.to_string(),
        }
    }
}
