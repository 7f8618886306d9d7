//! On which systems a program runs, as a wheel says it: PEP 600 and PEP 656.

use std::collections::BTreeSet;
use std::env::consts::ARCH;

use anyhow::{Context, ensure};
use object::Endianness;
use object::read::elf::ElfFile64;

/// What every usual Linux has.
const LIBRARIES: &[&str] = &["libc.so.6", "libdl.so.2", "libgcc_s.so.1", "libm.so.6", "libpthread.so.0", "librt.so.1"];

/// The platforms: those with a glibc that has all the symbols that the program was linked with. One that was linked with
/// no library at all runs everywhere.
///
/// # Errors
/// It is no program of Linux, or wants a library that not every system has.
pub fn of(program: &[u8]) -> anyhow::Result<Vec<String>> {
    let wanted = wanted(program).context("the checker is no program that a wheel for Linux can have in it")?;
    if wanted.is_empty() {
        let names = ["manylinux_2_17", "manylinux2014", "musllinux_1_1"];
        return Ok(names.map(|name| format!("{name}_{ARCH}")).to_vec());
    }
    let libraries = wanted.iter().map(|(library, _)| library.as_str());
    let strange: Vec<&str> = libraries.filter(|one| !LIBRARIES.contains(one) && !one.starts_with("ld-linux")).collect();
    ensure!(strange.is_empty(), "the checker wants {}, which not every system has", strange.join(", "));
    let newest = wanted.iter().filter_map(|(_, version)| glibc(version)).max();
    let (major, minor) = newest.context("the checker wants no version of glibc")?;
    Ok(vec![format!("manylinux_{major}_{minor}_{ARCH}")])
}

/// `GLIBC_2.34` as its numbers.
fn glibc(version: &str) -> Option<(u32, u32)> {
    let (major, minor) = version.strip_prefix("GLIBC_")?.split_once('.')?;
    Some((major.parse().ok()?, minor.split('.').next()?.parse().ok()?))
}

/// The versions that a program wants of its libraries, by the libraries' names: elf(5), `SHT_GNU_verneed`.
fn wanted(program: &[u8]) -> anyhow::Result<BTreeSet<(String, String)>> {
    let elf = ElfFile64::<Endianness>::parse(program)?;
    let (endian, sections) = (elf.endian(), elf.elf_section_table());
    let mut wanted = BTreeSet::new();
    let Some((mut needs, strings)) = sections.gnu_verneed(endian, program)? else { return Ok(wanted) };
    let strings = sections.strings(endian, program, strings)?;
    while let Some((need, mut versions)) = needs.next()? {
        let library = String::from_utf8_lossy(need.file(endian, strings)?).into_owned();
        while let Some(version) = versions.next()? {
            let version = String::from_utf8_lossy(version.name(endian, strings)?).into_owned();
            wanted.insert((library.clone(), version));
        }
    }
    Ok(wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_read() {
        let table =
            [("GLIBC_2.34", Some((2, 34))), ("GLIBC_2.2.5", Some((2, 2))), ("GCC_3.0", None), ("GLIBC_PRIVATE", None)];
        for (version, wanted) in table {
            assert_eq!(glibc(version), wanted, "{version}");
        }
    }

    /// The program that runs this test was linked with the library that is here.
    #[test]
    #[cfg(target_env = "gnu")]
    fn a_program_says_what_it_wants() {
        let own = std::fs::read(std::env::current_exe().expect("a program")).expect("its file");
        let wanted = wanted(&own).expect("a program of Linux");
        assert!(wanted.iter().any(|(library, _)| library == "libc.so.6"), "{wanted:?}");
        assert!(of(&own).expect("a platform")[0].starts_with("manylinux_2_"));
        assert!(of(b"#!/bin/sh\n").is_err());
    }
}
