//! The book's page of the contract, held against the checks: every lab and program has its place there, and the sizes are
//! those that are tried.

use checker::harness::LARGEST;
use checker::labs::LABS;

use crate::fixture::root;

/// The largest payload of a UDP datagram over IPv4: 65,535 bytes without the headers of IP (20) and UDP (8), RFC 768.
const DATAGRAM: usize = 65_535 - 20 - 8;

fn page() -> String {
    std::fs::read_to_string(root().join("book/src/contract.md")).expect("the page of the contract")
}

/// The part of the page that is a lab's.
fn section<'a>(page: &'a str, lab: &str) -> &'a str {
    let anchor = format!("{{#{lab}}}");
    let from = page.find(&anchor).unwrap_or_else(|| panic!("the contract has no section {anchor}"));
    let rest = &page[from + anchor.len()..];
    &rest[..rest.find("\n## ").unwrap_or(rest.len())]
}

#[test]
fn every_lab_has_its_programs_and_its_checks_in_the_contract() {
    let page = page();
    for lab in LABS {
        let section = section(&page, lab.id);
        assert!(section.contains(&format!("{{{{#contract {}}}}}", lab.id)), "{} has no table of checks", lab.id);
        for program in lab.programs {
            assert!(section.contains(&format!("`{program} ")), "{} says nothing of `{program}`", lab.id);
        }
    }
}

#[test]
fn the_sizes_of_the_contract_are_those_that_are_tried() {
    let page = page();
    let sizes = [
        ("lab2", format!("Up to {} bytes", grouped(DATAGRAM))),
        ("lab4", format!("{} at most", grouped(LARGEST))),
        ("lab4", format!("is larger than {LARGEST}`")),
    ];
    for (lab, said) in sizes {
        assert!(section(&page, lab).contains(&said), "{lab} does not say: {said}");
    }
}

/// A claim that names a size is tried with that size.
#[test]
fn a_claim_and_what_is_tried_name_the_same_sizes() {
    for (lab, check) in LABS.iter().flat_map(|lab| lab.checks.iter().map(move |check| (lab, check))) {
        for size in sizes(check.claim) {
            assert!(sizes(check.tries).contains(&size), "{}/{}: {size} is claimed, not tried", lab.id, check.id);
        }
    }
}

/// `4 MiB`, `64 KiB`
fn sizes(text: &str) -> Vec<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let unit = |word: &str| ["MiB", "KiB"].into_iter().find(|unit| word.starts_with(unit));
    words.windows(2).filter_map(|pair| Some(format!("{} {}", pair[0], unit(pair[1])?))).collect()
}

fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}
