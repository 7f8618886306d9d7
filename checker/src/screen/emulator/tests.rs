//! What is written to a terminal, and what is shown then.

use super::Emulator;
use crate::shot::{Encoding, Mouse, Size};

fn after(bytes: &[u8]) -> Emulator {
    let mut emulator = Emulator::new(Size { columns: 20, rows: 5 });
    // A byte at a time: sequences may be cut anywhere.
    for byte in bytes {
        emulator.take(&[*byte]);
    }
    emulator
}

#[test]
fn what_curses_writes_is_understood() {
    let table: &[(&str, &str)] = &[
        ("ab\x1b[3bc", "abbbbc"),
        ("abcdef\r\x1b[2@xy", "xyabcdef"),
        ("abcdef\r\x1b[3X", "   def"),
        ("abcdef\r\x1b[2P", "cdef"),
        ("\x1b[4habc\x1b[4l\r\x1b[4hxy\x1b[4lz", "xyzbc"),
        ("\x1b(0lqk\x1b(Blqk", "┌─┐lqk"),
        ("\x1b)0\x0ex\x0fx", "│x"),
        ("one\r\ntwo\r\nthree\x1b[2;3r\x1b[2;1H\x1b[M\x1b[r", "one\nthree"),
        ("\x1b[2;3r\x1b[3;1Hx\ny\x1b[r", "\nx\n y"),
        ("a\x1b[1;18Hb\x1b[Zc\x1b[2Zd", "a       d       cb"),
        ("a\x1bDb\x1bEc", "a\n b\nc"),
        ("\x1b[?7l0123456789012345678901234\x1b[?7h", "01234567890123456784"),
        ("ab\x1b[scd\x1b[ue", "abed"),
        ("\x1b]0;title\x07x\x1b]2;t\x1b\\y\x1bPq#\x1b\\z", "xyz"),
        ("\x1b[?1049h\x1b[22;0;0t\x1b[Hx", "x"),
        ("x\x1b[?1047hy\x1b[?1047l", "x"),
        ("\u{4e16}\u{754c}!", "\u{4e16}\u{754c}!"),
        ("ab\x1b[Cd\x1b[2ae\x1b[Gf", "fb d  e"),
    ];
    for (written, shown) in table {
        assert_eq!(after(written.as_bytes()).shot().text(), *shown, "{written:?}");
    }
}

#[test]
fn the_mouse_is_reported_as_it_was_asked_for() {
    let mouse = |encoding, releases| Some(Mouse { encoding, releases });
    let table = [
        ("", None),
        ("\x1b[?1000h", mouse(Encoding::Bytes, true)),
        ("\x1b[?9h", mouse(Encoding::Bytes, false)),
        ("\x1b[?1006;1000h", mouse(Encoding::Sgr, true)),
        ("\x1b[?1000;1005h", mouse(Encoding::Utf8, true)),
        ("\x1b[?1000h\x1b[?1002h\x1b[?1003h\x1b[?1015h\x1b[?1006h", mouse(Encoding::Sgr, true)),
        ("\x1b[?1002h\x1b[?1015h", mouse(Encoding::Urxvt, true)),
        ("\x1b[?1000h\x1b[?1006h\x1b[?1006l\x1b[?1000l", None),
    ];
    for (written, expected) in table {
        assert_eq!(after(written.as_bytes()).mouse(), expected, "{written:?}");
    }
}

#[test]
fn questions_are_answered() {
    let table: &[(&str, &str)] = &[
        ("ab\x1b[6n", "\x1b[1;3R"),
        ("\x1b[5n", "\x1b[0n"),
        ("\x1b[c", "\x1b[?62;22c"),
        ("\x1b[18t", "\x1b[8;5;20t"),
        ("\x1b[?2026$p", "\x1b[?2026;0$y"),
        ("\x1b[H", ""),
    ];
    for (asked, answer) in table {
        let mut emulator = Emulator::new(Size { columns: 20, rows: 5 });
        assert_eq!(String::from_utf8(emulator.take(asked.as_bytes())).unwrap(), *answer, "{asked:?}");
    }
}

#[test]
fn a_smaller_window_cuts_at_the_bottom() {
    let mut emulator = after(b"\x1b[?1049h\x1b[Hone\r\ntwo\r\nthree\r\nfour\r\nfive");
    emulator.resize(Size { columns: 3, rows: 3 });
    assert_eq!(emulator.shot().text(), "one\ntwo\nthr");
    emulator.resize(Size { columns: 20, rows: 5 });
    assert_eq!(emulator.shot().text(), "one\ntwo\nthr");
    emulator.take(b"\x1b[5;20Hx");
    assert!(emulator.shot().reaches_beyond(19, 4));
}

/// Whatever a program writes, at whatever size: the thread that reads it must not panic.
#[test]
fn anything_can_be_taken_in() {
    const PIECES: [&str; 16] = [
        "\x1b[",
        "\x1b",
        "\x1b(0",
        ";",
        "?",
        "7",
        "42",
        "99999999999",
        "h",
        "H",
        "\u{4e16}",
        "\u{301}",
        "\r\n",
        "\t",
        "b",
        "Z",
    ];
    let mut emulator = Emulator::new(Size { columns: 20, rows: 5 });
    let mut random = crate::random::Random::named(6, "emulator");
    for _ in 0..60_000 {
        match random.below(40) {
            0 => {
                let (columns, rows) = (random.below(30) as u16 + 1, random.below(9) as u16 + 1);
                emulator.resize(Size { columns, rows });
            }
            1 => drop(emulator.shot()),
            2..10 => drop(emulator.take(&[random.below(256) as u8])),
            _ => drop(emulator.take(PIECES[random.below(PIECES.len())].as_bytes())),
        }
    }
}

#[test]
fn what_is_left_behind_has_a_name() {
    let emulator = after(b"\x1b[?1049h\x1b[?25l\x1b[?1000h\x1b[?2004h\x1b[31m");
    assert_eq!(emulator.left_behind().len(), 5);
    let emulator = after(b"\x1b[?1049h\x1b[?25l\x1b[?1000h\x1b[31m\x1b[m\x1b[?1000l\x1b[?25h\x1b[?1049l");
    assert_eq!(emulator.left_behind(), [""; 0]);
}
