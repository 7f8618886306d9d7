//! The cells of a gradebook by their places, so that some can be filled in and every other byte stays as it is.

use std::ops::Range;

/// A gradebook's text, cut into cells.
pub struct Cells {
    text: String,
    utf16: bool,
    delimiter: u8,
    /// The places of the cells, line by line, with the quotes around them.
    rows: Vec<Vec<Range<usize>>>,
    filled: Vec<(Range<usize>, String)>,
}

impl Cells {
    /// Cuts a file into cells; none where it is no text.
    pub fn read(bytes: &[u8]) -> Option<Cells> {
        let (text, utf16) = match bytes {
            // Blackboard writes UTF-16.
            [0xff, 0xfe, rest @ ..] => {
                let units: Vec<u16> = rest.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect();
                (String::from_utf16(&units).ok().filter(|_| rest.len() % 2 == 0)?, true)
            }
            bytes => (String::from_utf8(bytes.to_vec()).ok()?, false),
        };
        let first = text.lines().next().unwrap_or_default();
        let count = |byte: &u8| first.bytes().filter(|other| other == byte).count();
        let delimiter = *b",;\t".iter().max_by_key(|byte| count(byte))?;
        let rows = rows(text.as_bytes(), delimiter);
        Some(Cells { text, utf16, delimiter, rows, filled: Vec::new() })
    }

    /// How many lines there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// What stands in a cell, without quotes; nothing where there is no such cell.
    pub fn get(&self, row: usize, column: usize) -> String {
        let place = self.rows.get(row).and_then(|cells| cells.get(column)).cloned().unwrap_or(0..0);
        let cell = self.text[place].trim_start_matches('\u{feff}');
        match cell.strip_prefix('"').and_then(|cell| cell.strip_suffix('"')) {
            Some(inside) => inside.replace("\"\"", "\""),
            None => cell.to_owned(),
        }
    }

    /// The first line.
    pub fn heads(&self) -> Vec<String> {
        let columns = self.rows.first().map_or(0, Vec::len);
        (0..columns).map(|column| self.get(0, column).trim().to_owned()).collect()
    }

    /// Fills a cell in. One that is not there, of a line that is too short, stays so.
    pub fn fill(&mut self, row: usize, column: usize, value: &str) {
        let Some(place) = self.rows.get(row).and_then(|cells| cells.get(column)).cloned() else { return };
        let was_quoted = self.text[place.clone()].starts_with('"');
        let value = self.quoted(value, was_quoted);
        self.filled.push((place, value));
    }

    /// Adds a cell at the end of a line.
    pub fn append(&mut self, row: usize, value: &str) {
        let Some(end) = self.rows.get(row).and_then(|cells| cells.last()).map(|last| last.end) else { return };
        let value = format!("{}{}", char::from(self.delimiter), self.quoted(value, false));
        self.filled.push((end..end, value));
    }

    fn quoted(&self, value: &str, is_quoted: bool) -> String {
        let has_signs = value.contains(['"', '\n', '\r']) || value.contains(char::from(self.delimiter));
        if is_quoted || has_signs { format!("\"{}\"", value.replace('"', "\"\"")) } else { value.to_owned() }
    }

    /// The file with what was filled in.
    pub fn written(mut self) -> Vec<u8> {
        // From the end, so that places before it stay true; of two at one place the one said first stands first.
        self.filled.reverse();
        self.filled.sort_by_key(|(place, _)| std::cmp::Reverse(place.start));
        for (place, value) in &self.filled {
            self.text.replace_range(place.clone(), value);
        }
        if self.utf16 {
            let units = self.text.encode_utf16().flat_map(u16::to_le_bytes);
            return [0xff, 0xfe].into_iter().chain(units).collect();
        }
        self.text.into_bytes()
    }
}

/// The places of all cells (RFC 4180, with any line end).
fn rows(text: &[u8], delimiter: u8) -> Vec<Vec<Range<usize>>> {
    let (mut rows, mut row, mut begin, mut is_quoted) = (Vec::new(), Vec::new(), 0, false);
    for (at, byte) in text.iter().enumerate() {
        match byte {
            b'"' => is_quoted = !is_quoted,
            byte if is_quoted || !matches!(byte, b'\n' | b'\r') && *byte != delimiter => {}
            b'\n' if at > 0 && text[at - 1] == b'\r' => begin = at + 1,
            byte => {
                row.push(begin..at);
                begin = at + 1;
                if *byte != delimiter {
                    rows.push(std::mem::take(&mut row));
                }
            }
        }
    }
    if begin < text.len() || !row.is_empty() {
        row.push(begin..text.len());
        rows.push(row);
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_but_what_is_filled_in_stays() {
        let text = "\u{feff}\"a b\";c;\"d \"\"x\"\"\"\r\n1;;\"two\nlines\"\r\n\"\"; ;9\r\n";
        let mut cells = Cells::read(text.as_bytes()).unwrap();
        assert_eq!(cells.heads(), ["a b", "c", "d \"x\""]);
        assert_eq!((cells.len(), cells.get(1, 2)), (3, "two\nlines".to_owned()));
        cells.fill(1, 1, "85.5");
        cells.fill(2, 0, "7");
        cells.append(0, "new");
        cells.append(1, "a;b");
        let expected = "\u{feff}\"a b\";c;\"d \"\"x\"\"\";new\r\n1;85.5;\"two\nlines\";\"a;b\"\r\n\"7\"; ;9\r\n";
        assert_eq!(String::from_utf8(cells.written()).unwrap(), expected);
    }

    #[test]
    fn a_gradebook_in_utf_16_stays_one() {
        let utf16 = |text: &str| -> Vec<u8> {
            [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect()
        };
        let mut cells = Cells::read(&utf16("\"Username\"\t\"Lab 1\"\r\n\"ann\"\t\"\"\r\n")).unwrap();
        cells.fill(1, 1, "3");
        assert_eq!(cells.written(), utf16("\"Username\"\t\"Lab 1\"\r\n\"ann\"\t\"3\"\r\n"));
        assert!(Cells::read(&[0xff, 0xfe, 0]).is_none() && Cells::read(&[b'a', 0xe9, b',']).is_none());
    }
}
