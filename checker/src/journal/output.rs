//! What came out of a standard stream, and its lines.

/// What came out of a standard stream.
#[derive(Default)]
pub struct Output {
    pub kept: Vec<u8>,
    pub total: usize,
    pub closed: bool,
    /// Where the line begins that is not finished yet.
    line: usize,
    /// Where each whole line ends, its newline included.
    ends: Vec<usize>,
}

impl Output {
    /// Takes in what was read; gives the lines that it finished.
    pub fn take(&mut self, bytes: &[u8], keep: usize) -> Vec<Vec<u8>> {
        self.total += bytes.len();
        let room = keep.saturating_sub(self.kept.len()).min(bytes.len());
        self.kept.extend_from_slice(&bytes[..room]);
        let mut lines = Vec::new();
        let mut from = self.kept.len() - room;
        while let Some(end) = self.kept[from..].iter().position(|byte| *byte == b'\n') {
            lines.push(self.kept[self.line..from + end].to_vec());
            from += end + 1;
            self.line = from;
            self.ends.push(from);
        }
        lines
    }

    /// The whole lines, without their newlines.
    pub fn lines(&self) -> impl DoubleEndedIterator<Item = &[u8]> + ExactSizeIterator {
        self.lines_from(0)
    }

    /// The whole lines but for the first few, which were looked at before.
    pub fn lines_from(&self, first: usize) -> impl DoubleEndedIterator<Item = &[u8]> + ExactSizeIterator {
        (first..self.ends.len()).map(|at| {
            let begin = if at == 0 { 0 } else { self.ends[at - 1] };
            &self.kept[begin..self.ends[at] - 1]
        })
    }

    /// What came after the last newline.
    pub fn partial(&self) -> &[u8] {
        &self.kept[self.line..]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn output_is_cut_into_lines() {
        let mut output = Output::default();
        assert_eq!(output.take(b"one\ntw", 100), [b"one"]);
        assert_eq!(output.take(b"o\n\nthr", 100), [b"two".to_vec(), b"".to_vec()]);
        assert_eq!(output.lines().collect::<Vec<_>>(), [&b"one"[..], b"two", b""]);
        assert_eq!(output.partial(), b"thr");
    }
}
