//! What a check leaves to the seed: words, texts, numbers and orders. Whoever has recorded one run knows nothing of the next.
//!
//! A check that compares what comes back with a text of its own takes the text from here, once, and keeps it. What a
//! claim names (`Hello, world`) stays as it is named; everything beside it need not.

use std::ops::RangeInclusive;

use super::Harness;

const CONSONANTS: &[u8] = b"bdfgklmnprstvz";
const VOWELS: &[u8] = b"aeiou";

impl Harness<'_> {
    /// A word of four to eight lower-case letters. Consonants and vowels take turns in it, so that it is no command of
    /// any protocol here: `bye`, `close`, `exit` are none of these.
    pub fn word(&mut self) -> String {
        let syllables = self.number(2..=4);
        self.syllables(syllables)
    }

    fn syllables(&mut self, count: usize) -> String {
        (0..count).flat_map(|_| [self.one_of(CONSONANTS), self.one_of(VOWELS)]).map(char::from).collect()
    }

    /// Names of users, all different, in the order of a sorted list, in which whoever is off by one meets another of
    /// them: two syllables and a digit, `rina7`. None is the beginning of another, and no program has such a word on
    /// its screen for another reason.
    pub fn names<const COUNT: usize>(&mut self) -> [String; COUNT] {
        let mut names = [const { String::new() }; COUNT];
        for at in 0..COUNT {
            while names[at].is_empty() || names[..at].contains(&names[at]) {
                names[at] = format!("{}{}", self.syllables(2), self.number(0..=9));
            }
        }
        names.sort();
        names
    }

    /// Words that are all different, and none of them the beginning of another.
    pub fn words(&mut self, count: usize) -> Vec<String> {
        let mut words: Vec<String> = Vec::new();
        while words.len() < count {
            let word = self.word();
            if !words.iter().any(|known| known.starts_with(&word) || word.starts_with(known)) {
                words.push(word);
            }
        }
        words
    }

    /// A line that somebody might type: two to five words, the first with a capital letter, and a stop at its end or
    /// none. ASCII, without white space at its ends.
    pub fn text(&mut self) -> String {
        let count = self.number(2..=5);
        let words: Vec<String> = (0..count).map(|_| self.word()).collect();
        let stop = self.one_of(&["", ".", "!", "?", ", yes"]);
        let text = format!("{}{stop}", words.join(" "));
        text[..1].to_uppercase() + &text[1..]
    }

    /// Two words that fit beside a list of users in a narrow window.
    pub fn phrase(&mut self) -> String {
        format!("{} {}", self.syllables(2), self.syllables(3))
    }

    /// One, two, three and four letters, in some order: what comes by itself may be of any size. No letter stands in
    /// them twice, so that one that is turned round shows.
    pub fn small_pieces(&mut self) -> [String; 4] {
        let mut letters = self.shuffled(CONSONANTS.to_vec());
        let sizes = self.shuffled(vec![1, 2, 3, 4]);
        std::array::from_fn(|at| letters.drain(..sizes[at]).map(char::from).collect())
    }

    /// So many letters.
    pub fn letters(&mut self, length: usize) -> String {
        let word = self.word();
        let mut letters = word.repeat(length / word.len() + 1);
        letters.truncate(length);
        letters
    }

    /// So many characters of such a line.
    pub fn text_of(&mut self, length: usize) -> String {
        self.text().chars().cycle().take(length).collect()
    }

    /// Such lines, all different.
    pub fn texts(&mut self, count: usize) -> Vec<String> {
        let mut texts: Vec<String> = Vec::new();
        while texts.len() < count {
            let text = self.text();
            if !texts.contains(&text) {
                texts.push(text);
            }
        }
        texts
    }

    /// A number from a range, both its ends included.
    pub fn number(&mut self, range: RangeInclusive<usize>) -> usize {
        range.start() + self.random.below(range.end() - range.start() + 1)
    }

    /// A place of numbered text to begin at: eight divides it, and it has four digits.
    pub fn first_place(&mut self) -> usize {
        8 * self.number(125..=1249)
    }

    /// One of these.
    ///
    /// # Panics
    /// Where there is none.
    pub fn one_of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.random.below(all.len())]
    }

    /// The same things in another order.
    pub fn shuffled<T>(&mut self, mut all: Vec<T>) -> Vec<T> {
        for at in (1..all.len()).rev() {
            all.swap(at, self.random.below(at + 1));
        }
        all
    }

    /// So many bytes, any of the 256 among them.
    pub fn bytes(&mut self, count: usize) -> Vec<u8> {
        (0..count).map(|_| self.random.draw() as u8).collect()
    }
}
