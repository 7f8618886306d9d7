//! Single keys: the terminal gives each as it is pressed, and is put back as it was.

use std::io::{IsTerminal, Read, stdin};

use anyhow::Context;
use nix::sys::termios::{LocalFlags, SetArg, Termios, tcgetattr, tcsetattr};

/// The keys, as they are shown.
pub const SHOWN: &str = "  (h hint, l ladder, a all, n next, q quit)";

/// What a key asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    All,
    Hint,
    Ladder,
    Next,
    Quit,
}

/// What a byte from the keyboard means, if anything.
pub fn meaning(key: u8) -> Option<Meaning> {
    const CTRL_C: u8 = 3;
    const CTRL_D: u8 = 4;
    match key {
        b'a' => Some(Meaning::All),
        b'h' => Some(Meaning::Hint),
        b'l' => Some(Meaning::Ladder),
        b'n' => Some(Meaning::Next),
        b'q' | CTRL_C | CTRL_D => Some(Meaning::Quit),
        _ => None,
    }
}

/// The keyboard while it is listened to. Dropping it puts the terminal back.
pub struct Keys {
    before: Option<Termios>,
}

impl Keys {
    /// Tells of each byte that comes from stdin, a terminal or not, until that ends or nobody wants to know any more.
    pub fn listen(tell: impl Fn(u8) -> bool + Send + 'static) -> anyhow::Result<Keys> {
        let before =
            if stdin().is_terminal() { Some(tcgetattr(stdin()).context("cannot ask the terminal")?) } else { None };
        if let Some(before) = &before {
            let mut single = before.clone();
            // Ctrl-C comes as a key: the terminal is to be put back before the end.
            single.local_flags.remove(LocalFlags::ICANON | LocalFlags::ECHO | LocalFlags::ISIG);
            tcsetattr(stdin(), SetArg::TCSANOW, &single).context("cannot set the terminal up for single keys")?;
        }
        let read = move || {
            let mut key = [0];
            while let Ok(1) = stdin().read(&mut key) {
                if !tell(key[0]) {
                    return;
                }
            }
        };
        std::thread::Builder::new().name("watch-keys".into()).spawn(read).context("cannot start a thread")?;
        Ok(Keys { before })
    }

    /// Whether somebody sits there.
    pub fn is_terminal(&self) -> bool {
        self.before.is_some()
    }
}

impl Drop for Keys {
    fn drop(&mut self) {
        if let Some(before) = &self.before {
            // There is nobody to tell: the end is near.
            let _ = tcsetattr(stdin(), SetArg::TCSANOW, before);
        }
    }
}
