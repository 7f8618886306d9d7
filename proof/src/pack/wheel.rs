//! The wheel, with which `pip install` gives the program:
//! <https://packaging.python.org/en/latest/specifications/binary-distribution-format/>.

use std::io::{Cursor, Write};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::{BEGIN, Contents, NAME, PROGRAM, VERSION};

/// Its name and its bytes.
pub fn pack(contents: &Contents, platforms: &[String]) -> anyhow::Result<(String, Vec<u8>)> {
    let name = format!("{}-{VERSION}", NAME.replace('-', "_"));
    let about = format!("{name}.dist-info");
    let mut files = vec![(format!("{name}.data/scripts/{PROGRAM}"), contents.program.clone(), 0o755)];
    let licenses =
        contents.licenses.iter().map(|(file, text)| (format!("{about}/licenses/{file}"), text.clone(), 0o644));
    files.extend(licenses);
    files.push((format!("{about}/METADATA"), metadata().into_bytes(), 0o644));
    files.push((format!("{about}/WHEEL"), wheel(platforms).into_bytes(), 0o644));
    let record = format!("{about}/RECORD");
    files.push((record.clone(), recorded(&files, &record).into_bytes(), 0o644));
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (path, bytes, mode) in files {
        zip.start_file(path, SimpleFileOptions::default().unix_permissions(mode))?;
        zip.write_all(&bytes)?;
    }
    Ok((format!("{name}-py3-none-{}.whl", platforms.join(".")), zip.finish()?.into_inner()))
}

fn metadata() -> String {
    // The checker itself needs no Python: that is for the learner's programs.
    format!(
        "Metadata-Version: 2.1\nName: {NAME}\nVersion: {VERSION}\nSummary: A course in socket programming, with what checks your programs\n\
         License: MIT OR Apache-2.0\nRequires-Python: >=3.10\nDescription-Content-Type: text/markdown\n\n{BEGIN}"
    )
}

fn wheel(platforms: &[String]) -> String {
    let tags: String = platforms.iter().map(|platform| format!("Tag: py3-none-{platform}\n")).collect();
    format!("Wheel-Version: 1.0\nGenerator: {NAME} {VERSION}\nRoot-Is-Purelib: false\n{tags}")
}

/// Each file with its digest and its length; the record itself has none.
fn recorded(files: &[(String, Vec<u8>, u32)], record: &str) -> String {
    let line = |(path, bytes, _): &(String, Vec<u8>, u32)| {
        format!("{path},sha256={},{}\n", URL_SAFE_NO_PAD.encode(Sha256::digest(bytes)), bytes.len())
    };
    files.iter().map(line).collect::<String>() + &format!("{record},,\n")
}
