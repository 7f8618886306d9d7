//! Writes a class to try things on: the downloads of four learning systems, with right and wrong programs and everything that goes wrong with hand-ins.
//!
//! `cargo run --release -p grading --example fixture -- DIR` prints the command that grades it. What has to come out of it stands in `grading/tests/class/expected.toml`.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

use anyhow::Context;
use zip::write::SimpleFileOptions;

/// Files of a hand-in by their paths.
pub type Files = BTreeMap<String, Vec<u8>>;

/// Echo servers and clients in this repository, by language, and how they are built and started.
const ECHOES: &[(&str, &[&str], &str)] = &[
    (
        "python",
        &["lab1_server.py", "lab1_client.py", "netutil.py"],
        "server = [\"python3\", \"lab1_server.py\"]\nclient = [\"python3\", \"lab1_client.py\"]\n",
    ),
    (
        "node",
        &["lab1-server.js", "lab1-client.js", "common.js"],
        "server = [\"node\", \"lab1-server.js\"]\nclient = [\"node\", \"lab1-client.js\"]\n",
    ),
    (
        "c",
        &["lab1_server.c", "lab1_client.c", "net.c", "net.h"],
        "build = [\"gcc -O1 -o lab1-server lab1_server.c net.c\", \"gcc -O1 -o lab1-client lab1_client.c net.c\"]\n\
         server = [\"./lab1-server\"]\nclient = [\"./lab1-client\"]\n",
    ),
    (
        "perl",
        &["echo-server.pl", "echo-client.pl", "LabNet.pm", "LabServer.pm"],
        "server = [\"perl\", \"-I.\", \"echo-server.pl\"]\nclient = [\"perl\", \"-I.\", \"echo-client.pl\"]\n",
    ),
];

/// The folder with those programs.
fn programs() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../checker/tests/programs")
}

/// A right lab 1 in a language.
pub fn echo(language: &str) -> anyhow::Result<Files> {
    let (name, files, toml) =
        ECHOES.iter().find(|(name, ..)| *name == language).context("there is no such language")?;
    let mut all = Files::new();
    for file in *files {
        let path = programs().join(name).join(file);
        all.insert((*file).to_owned(), fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?);
    }
    all.insert("programs.toml".to_owned(), format!("[lab1]\n{toml}").into_bytes());
    Ok(all)
}

/// An echo server that takes one read for the whole message.
fn one_read() -> anyhow::Result<Files> {
    let mut all = echo("python")?;
    all.insert("lab1_server.py".to_owned(), fs::read(programs().join("one-read/server.py"))?);
    Ok(all)
}

fn below(folder: &str, files: Files) -> Files {
    files.into_iter().map(|(path, bytes)| (format!("{folder}/{path}"), bytes)).collect()
}

fn with(mut files: Files, path: &str, bytes: &[u8]) -> Files {
    files.insert(path.to_owned(), bytes.to_vec());
    files
}

/// A zip of these files.
pub fn zipped(files: &Files) -> anyhow::Result<Vec<u8>> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (path, bytes) in files {
        zip.start_file(path, SimpleFileOptions::default())?;
        zip.write_all(bytes)?;
    }
    Ok(zip.finish()?.into_inner())
}

fn linked(files: &Files) -> anyhow::Result<Vec<u8>> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (path, bytes) in files {
        zip.start_file(path, SimpleFileOptions::default())?;
        zip.write_all(bytes)?;
    }
    zip.add_symlink("shadow", "/etc/shadow", SimpleFileOptions::default())?;
    Ok(zip.finish()?.into_inner())
}

fn tarred(files: &Files) -> anyhow::Result<Vec<u8>> {
    let mut tar = tar::Builder::new(Vec::new());
    for (path, bytes) in files {
        let mut header = tar::Header::new_gnu();
        header.set_size(bytes.len() as u64);
        header.set_mode(0o644);
        header.set_cksum();
        tar.append_data(&mut header, path, &bytes[..])?;
    }
    Ok(tar.into_inner()?)
}

fn gzipped(bytes: &[u8]) -> anyhow::Result<Vec<u8>> {
    let mut gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gz.write_all(bytes)?;
    Ok(gz.finish()?)
}

/// The same bytes with one name in them made another of the same length, which is not UTF-8.
fn renamed(mut zip: Vec<u8>, from: &[u8], to: &[u8]) -> Vec<u8> {
    let places: Vec<usize> =
        (0..zip.len().saturating_sub(from.len())).filter(|at| zip[*at..].starts_with(from)).collect();
    for at in places {
        zip[at..at + to.len()].copy_from_slice(to);
    }
    zip
}

/// Moodle: one zip with a folder for each.
fn moodle(into: &Path) -> anyhow::Result<()> {
    let python = || echo("python");
    let mut all = Files::new();
    let mut add =
        |name: &str, id: u32, files: Files| all.extend(below(&format!("{name}_{id}_assignsubmission_file_"), files));
    let one = |path: &str, bytes: &[u8]| with(Files::new(), path, bytes);
    add("Ada King", 101, python()?);
    add("Bo Li", 102, one("lab1.zip", &zipped(&echo("node")?)?));
    add("Jose\u{301} A\u{30a}ngstro\u{308}m", 103, with(python()?, "e\u{301}t\u{e9}.txt", b"x"));
    add("Di Ng", 104, one("lab1.zip", &zipped(&Files::new())?));
    let mut bare = python()?;
    bare.remove("programs.toml");
    add("Ed Oz", 105, bare);
    add("Flo Pi", 106, with(python()?, "programs.toml", b"[lab1]\nsever = [\"python3\", \"lab1_server.py\"]\n"));
    let mut cased = python()?;
    let server = cased.remove("lab1_server.py").unwrap_or_default();
    add("Gil Qu", 107, with(cased, "Lab1_Server.py", &server));
    let foreign = b"[lab1]\nserver = [\"./server\"]\nclient = [\"python3\", \"lab1_client.py\"]\n";
    add("Hu Ro", 108, with(with(python()?, "server", b"\xcf\xfa\xed\xfe\x07\0\0\x01"), "programs.toml", foreign));
    add("Io Su", 109, one("report.pdf", b"%PDF-1.7"));
    add("Jo Ta", 110, python()?);
    Ok(fs::write(into.join("Lab1-moodle.zip"), zipped(&all)?)?)
}

/// Canvas: one zip with the files of all, each with its owner in its name.
fn canvas(into: &Path) -> anyhow::Result<()> {
    let mut all = Files::new();
    let mut add = |name: &str, file: &str, bytes: Vec<u8>| drop(all.insert(format!("{name}_{file}"), bytes));
    add("kingada_201_9001", "lab1.zip", zipped(&echo("python")?)?);
    add("libo_LATE_202_9002", "lab1.zip", zipped(&echo("c")?)?);
    for (at, (path, bytes)) in echo("python")?.into_iter().enumerate() {
        add(&format!("ngdi_203_{}", 9100 + at), &path, bytes);
    }
    add("ozed_204_9004", "lab1.rar", b"Rar!\x1a\x07\x01\0".to_vec());
    add("piflo_205_9005", "lab1.7z", b"7z\xbc\xaf\x27\x1c".to_vec());
    add("qugil_206_9006", "lab1.zip", zipped(&with(echo("python")?, "zeros", &vec![0; 30 * 1024 * 1024]))?);
    add("rohu_207_9007", "lab1.zip", zipped(&with(echo("python")?, "../../evil", b"x"))?);
    add("suio_208_9008", "lab1.zip", linked(&echo("python")?)?);
    let mut cased = echo("python")?;
    let toml = cased.remove("programs.toml").unwrap_or_default();
    add("tajo_209_9009", "lab1.zip", zipped(&with(cased, "Programs.TOML", &toml))?);
    add("ungkit_210_9010", "lab1.tar.gz", gzipped(&tarred(&echo("python")?)?)?);
    Ok(fs::write(into.join("submissions.zip"), zipped(&all)?)?)
}

/// Blackboard: one zip with the files of every attempt, and a text of the system's own for each.
fn blackboard(into: &Path) -> anyhow::Result<()> {
    let mut all = Files::new();
    let mut add = |id: &str, time: &str, zip: Option<Vec<u8>>| {
        let name = format!("Lab 1_{id}_attempt_2026-03-0{time}-10-20-30");
        all.insert(format!("{name}.txt"), b"Name: ...\n".to_vec());
        all.extend(zip.map(|zip| (format!("{name}_lab1.zip"), zip)));
    };
    add("eve", "1", Some(zipped(&one_read()?)?));
    add("eve", "2", Some(zipped(&echo("python")?)?));
    add("gus", "1", Some(zipped(&with(Files::new(), "lab1.zip", &zipped(&echo("python")?)?))?));
    let litter = ["__MACOSX/._x", ".DS_Store", ".git/config", "__pycache__/x.pyc", "._lab1_server.py"];
    add("hal", "1", Some(zipped(&litter.iter().fold(echo("python")?, |files, path| with(files, path, b"x")))?));
    let mut twice = below("old", echo("python")?);
    twice.extend(below("new", echo("python")?));
    add("ida", "1", Some(zipped(&twice)?));
    let mut two = below("first", echo("python")?);
    two.extend(below(
        "second",
        with(echo("node")?, "programs.toml", b"[lab2]\nserver = [\"node\", \"lab1-server.js\"]\n"),
    ));
    add("jon", "1", Some(zipped(&two)?));
    let half = b"[lab1]\nserver = [\"python3\", \"lab1_server.py\"]\n";
    add("kim", "1", Some(zipped(&with(echo("python")?, "programs.toml", half))?));
    add("leo", "1", Some(zipped(&one_read()?)?));
    let elf: &[u8] = b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x02\0\x3e\0";
    add("mia", "1", Some(zipped(&with(echo("c")?, "lab1-server", elf))?));
    let strange = zipped(&with(echo("python")?, "cafX.txt", b"x"))?;
    add("nan", "1", Some(renamed(strange, b"cafX.txt", b"caf\xe9.txt")));
    Ok(fs::write(into.join("gradebook-blackboard.zip"), zipped(&all)?)?)
}

/// A folder of clones and of whatever else came by mail.
fn folder(into: &Path) -> anyhow::Result<()> {
    let all = into.join("clones");
    let add = |name: &str, files: Files| -> anyhow::Result<PathBuf> {
        let folder = all.join(name);
        for (path, bytes) in files {
            let file = folder.join(path);
            fs::create_dir_all(file.parent().context("a file has a folder")?)?;
            fs::write(file, bytes)?;
        }
        Ok(folder)
    };
    add("lab1-olga", with(echo("python")?, ".git/HEAD", b"ref: refs/heads/main\n"))?;
    // The course's own crate, with its own answers in it.
    let course = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut answers = with(Files::new(), "exercises/Cargo.toml", &fs::read(course.join("exercises/Cargo.toml"))?);
    for file in ["server.rs", "client.rs"] {
        let bytes = fs::read(course.join("solutions/lab1-echo").join(file))?;
        answers.insert(format!("exercises/lab1-echo/{file}"), bytes);
    }
    add("lab1-pat", answers)?;
    let quin = add("lab1-quin", echo("python")?)?;
    nix::unistd::mkfifo(&quin.join("fifo"), nix::sys::stat::Mode::S_IRWXU)?;
    let rex = add("lab1-rex", echo("python")?)?;
    symlink("/etc/passwd", rex.join("passwd"))?;
    add("lab1-sue", with(echo("python")?, &format!("{}x", "deep/".repeat(40)), b"x"))?;
    let tom = add("lab1-tom", echo("python")?)?;
    fs::File::create(tom.join("recording.mp4"))?.set_len(70 * 1024 * 1024)?;
    add("lab1-uma", echo("perl")?)?;
    add("lab1-vic", with(echo("python")?, "lab1_server.py", b"while True:\n    pass\n"))?;
    add("lab1-wes", with(echo("python")?, "programs.toml", b"[lab1\nserver = \n"))?;
    fs::create_dir_all(&all)?;
    let mut xz = Vec::new();
    lzma_rs::xz_compress(&mut &tarred(&echo("python")?)?[..], &mut xz)?;
    fs::write(all.join("lab1-xia.tar.xz"), xz)?;
    let mut copied = one_read()?;
    for bytes in copied.values_mut() {
        bytes.extend_from_slice(b"\n# mine\n");
    }
    add("lab1-yan", copied)?;
    Ok(())
}

/// What Moodle and Canvas export as the gradebooks of the two classes there, each with one who has handed in nothing.
fn gradebooks(into: &Path) -> anyhow::Result<()> {
    let mut moodle = concat!(
        "\u{feff}Identifier,\"Full name\",\"Email address\",Status,Grade,\"Maximum Grade\",\"Grade can be changed\",",
        "\"Last modified (submission)\",\"Last modified (grade)\",\"Feedback comments\"\r\n"
    )
    .to_owned();
    let names = [
        "Ada King",
        "Bo Li",
        "Jos\u{e9} \u{c5}ngstr\u{f6}m",
        "Di Ng",
        "Ed Oz",
        "Flo Pi",
        "Gil Qu",
        "Hu Ro",
        "Io Su",
        "Jo Ta",
    ];
    for (name, id) in names.iter().zip(101..) {
        let sent = "\"Submitted for grading\",,100.00,Yes,\"Sunday, 1 March 2026, 8:00 PM\",-,";
        moodle.push_str(&format!("\"Participant {id}\",\"{name}\",s{id}@example.org,{sent}\r\n"));
    }
    moodle.push_str("\"Participant 199\",\"Zoe Ann\",s199@example.org,\"No submission\",,100.00,Yes,-,-,\r\n");
    fs::write(into.join("Grades-Lab1.csv"), moodle)?;
    let mut canvas =
        "Student,ID,SIS User ID,SIS Login ID,Section,Lab 1 (9001)\n    Points Possible,,,,,100.00\n".to_owned();
    let logins = ["kingada", "libo", "ngdi", "ozed", "piflo", "qugil", "rohu", "suio", "tajo", "ungkit", "annzoe"];
    for (login, id) in logins.iter().zip(201..) {
        canvas.push_str(&format!("{login},{id},S{id},{login},Networks,\n"));
    }
    Ok(fs::write(into.join("Grades-Canvas.csv"), canvas)?)
}

/// Writes the class, and gives what is to be taken and the list of students.
pub fn write(into: &Path) -> anyhow::Result<(Vec<PathBuf>, PathBuf)> {
    fs::create_dir_all(into)?;
    moodle(into)?;
    canvas(into)?;
    blackboard(into)?;
    folder(into)?;
    gradebooks(into)?;
    let roster = into.join("students.csv");
    fs::write(&roster, "id,name,e-mail\n101,Ada King,ada@example.org\nzed,Zed Zo,zed@example.org\n")?;
    let from = ["Lab1-moodle.zip", "submissions.zip", "gradebook-blackboard.zip", "clones"];
    Ok((from.iter().map(|name| into.join(name)).collect(), roster))
}

#[allow(dead_code, reason = "the tests use the rest")]
fn main() -> anyhow::Result<()> {
    let into = std::env::args_os().nth(1).context("where to? fixture DIR")?;
    let (from, roster) = write(Path::new(&into))?;
    let words: Vec<String> = from.iter().map(|path| path.display().to_string()).collect();
    let (roster, course) = (roster.display(), programs().join("../../..").canonicalize()?);
    let sheets = ["Grades-Lab1.csv", "Grades-Canvas.csv"].map(|name| Path::new(&into).join(name).display().to_string());
    writeln!(
        std::io::stdout(),
        "checker grade {} --into class --roster {roster} --due \"2026-03-01 23:59\" --course {} --sheet {}",
        words.join(" "),
        course.display(),
        sheets.join(" --sheet ")
    )?;
    Ok(())
}
