//! Mouse clicks and keys as the bytes that a terminal sends for them (xterm's ctlseqs).

use crate::shot::{Cell, Encoding, Mouse};

/// A click of the left button: press and release, one behind the other.
pub fn click(mouse: Mouse, at: Cell) -> Vec<u8> {
    let (column, row) = (at.column + 1, at.row + 1);
    let press = event(mouse.encoding, 0, column, row, 'M');
    let release = match mouse.encoding {
        Encoding::Sgr => event(mouse.encoding, 0, column, row, 'm'),
        // Those say that a button was released, not which.
        _ => event(mouse.encoding, 3, column, row, 'M'),
    };
    if mouse.releases { [press, release].concat() } else { press }
}

fn event(encoding: Encoding, button: u16, column: u16, row: u16, last: char) -> Vec<u8> {
    let numbers = [button, column, row].map(|number| number + 32);
    match encoding {
        Encoding::Sgr => format!("\x1b[<{button};{column};{row}{last}").into_bytes(),
        Encoding::Urxvt => format!("\x1b[{};{column};{row}M", button + 32).into_bytes(),
        // Further to the right than that the mouse does not reach.
        Encoding::Bytes => [b"\x1b[M".to_vec(), numbers.map(|number| number.min(255) as u8).to_vec()].concat(),
        Encoding::Utf8 => {
            let text: String = numbers.iter().filter_map(|number| char::from_u32((*number).into())).collect();
            format!("\x1b[M{text}").into_bytes()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_click_is_written_as_it_was_asked_for() {
        let table: [(Encoding, bool, &[u8]); 5] = [
            (Encoding::Sgr, true, b"\x1b[<0;100;2M\x1b[<0;100;2m"),
            (Encoding::Bytes, true, b"\x1b[M \x84\"\x1b[M#\x84\""),
            (Encoding::Bytes, false, b"\x1b[M \x84\""),
            (Encoding::Utf8, true, b"\x1b[M \xc2\x84\"\x1b[M#\xc2\x84\""),
            (Encoding::Urxvt, true, b"\x1b[32;100;2M\x1b[35;100;2M"),
        ];
        for (encoding, releases, bytes) in table {
            assert_eq!(click(Mouse { encoding, releases }, Cell { row: 1, column: 99 }), bytes, "{encoding:?}");
        }
    }
}
