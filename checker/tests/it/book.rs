//! The book's preprocessor, over mdBook's protocol.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use checker::book::{self, live};
use checker::own::Own;
use checker::progress::{self, Grades};
use checker::verdict::Verdict;
use serde_json::{Value, json};

use crate::fixture::{LAB1, LABS, checker, folder, report, trace, write};

/// A repository with a book in it.
fn repository(name: &str) -> PathBuf {
    let root = folder(name);
    let recorded = serde_json::to_string(&trace()).unwrap();
    let files = [
        ("book/traces/echo.json", recorded.as_str()),
        ("book/traces/broken.json", "[3]"),
        ("book/traces/empty.json", "[]"),
        ("lab3/client.mmd", "stateDiagram-v2\n[*] --> up\nup --> up : <again>\n"),
        ("lab3/typo.mmd", "stateDiagram-v2\na -> b\n"),
        ("lab3/places.mmd", "stateDiagram-v2\na --> b\n%% place a 0 0\n"),
        ("lab3/none.mmd", "stateDiagram-v2\n"),
        ("code.rs", "// ANCHOR: accept\nlet x;\n// ANCHOR_END: accept\n"),
    ];
    write(&root, &files);
    root
}

/// What mdBook sends for a book of one chapter in another.
fn message(root: &Path, version: &str, file: &str, text: &str) -> String {
    let chapter = json!({
        "name": "Inner", "content": text, "number": [1, 1], "sub_items": [],
        "path": file, "source_path": file, "parent_names": ["Outer"],
    });
    let outer = json!({
        "name": "Outer", "content": "", "number": [1], "sub_items": [{ "Chapter": chapter }],
        "path": null, "source_path": null, "parent_names": [],
    });
    let context = json!({
        "root": root.join("book"), "config": { "book": { "src": "src", "title": "x" } },
        "renderer": "html", "mdbook_version": version,
    });
    json!([context, { "items": [{ "PartTitle": "Part" }, "Separator", { "Chapter": outer }] }]).to_string()
}

fn content(answer: &str) -> String {
    let book: Value = serde_json::from_str(answer).unwrap();
    assert_eq!(book["items"][1], "Separator", "what is not understood is passed on");
    book["items"][2]["Chapter"]["sub_items"][0]["Chapter"]["content"].as_str().unwrap().to_owned()
}

fn filled(root: &Path, text: &str) -> Result<String, String> {
    let answer = book::fill(&message(root, "0.5.4", "lab1.md", text), LABS);
    answer.map(|filled| content(&filled.answer)).map_err(|error| format!("{error:#}"))
}

#[test]
fn a_lab_s_checks_become_a_table() {
    let root = repository("book-checks");
    let expected = "before\n\n<table class=\"checks\">\n\
        <thead><tr><th scope=\"col\">check</th><th scope=\"col\">what is tried</th><th scope=\"col\">points</th></tr></thead>\n<tbody>\n\
        <tr><th scope=\"row\"><a href=\"#server-echo\">server-echo</a></th><td><code>Hello, world</code> comes back</td><td class=\"points\">60</td></tr>\n\
        <tr><th scope=\"row\"><a href=\"#together\">together</a></th><td>the pair | through a relay</td><td class=\"points\">40</td></tr>\n\
        </tbody>\n</table>\n\nafter\n";
    assert_eq!(filled(&root, "before\n{{#checks lab1}}\nafter").unwrap(), expected);
}

#[test]
fn on_another_page_the_table_leads_to_the_chapter() {
    let root = repository("book-contract");
    progress::record(&root, &Own::Exercises, &LAB1, &report(&[("server-echo", Verdict::Fail)]), 7).unwrap();
    let text = filled(&root, "{{#contract lab1}}").unwrap();
    let row = "<tr><th scope=\"row\"><a href=\"lab1.html#together\">together</a></th>\
        <td>the pair | through a relay</td><td class=\"points\">40</td></tr>\n";
    assert!(text.contains(row) && !text.contains("verdict"), "{text}");
}

#[test]
fn what_was_graded_stands_in_the_table_and_below_the_headings() {
    let root = repository("book-grades");
    progress::record(&root, &Own::Exercises, &LAB1, &report(&[("server-echo", Verdict::Fail)]), 7).unwrap();
    let text = filled(&root, "{{#checks lab1}}\n\n## Echo {#server-echo}\ntext\n## Both {#together}\n").unwrap();
    assert!(text.contains("<caption>You have 0 of 100 points.</caption>"), "{text}");
    assert!(
        text.contains("<td class=\"points\">60</td><td><span class=\"verdict fail\">failed</span></td></tr>"),
        "{text}"
    );
    assert!(text.contains("<td class=\"points\">40</td><td></td></tr>"), "{text}");
    assert!(
        text.contains(
            "<details class=\"check\" open>\n<summary>\n\n## Echo <code class=\"id\">server-echo</code> {#server-echo}\n\n</summary>\n\n\
            <div class=\"grade\">\n<p>Your last run: <span class=\"verdict fail\">failed</span></p>\n"
        ),
        "{text}"
    );
    assert!(text.contains("<dd><pre>the 1 byte &quot;h&quot;\n&#10;&#123;&#123;#include /etc/passwd}}&lt;/pre&gt;&lt;script&gt;</pre></dd>"), "{text}");
    assert!(text.contains("<details><summary>What was seen</summary>\n<figure class=\"ladder\""), "{text}");
    let hints = "</div>\n\n<details class=\"hints\"><summary>Three hints</summary>\n<ol>\n<li><details><summary>A question</summary><p>";
    assert!(text.contains(hints), "{text}");
    let next = "</ol>\n</details>\n\n\ntext\n</details>\n\n<details class=\"check\">\n<summary>\n\n\
        ## Both <code class=\"id\">together</code> {#together}\n\n</summary>\n\n<details class=\"hints\">";
    assert!(text.contains(next) && text.ends_with("</ol>\n</details>\n\n\n</details>\n\n"), "{text}");
    progress::record(&root, &Own::Exercises, &LAB1, &report(&[("server-echo", Verdict::Pass)]), 7).unwrap();
    let text = filled(&root, "## Echo {#server-echo}\ntext\n").unwrap();
    assert!(!text.contains("hints"), "of what passes no hint is wanted: {text}");
}

/// It comes to what is filled in at once, but for blank space.
#[test]
fn a_page_for_later_gets_the_grades_when_it_is_served() {
    let root = repository("book-later");
    let text = "{{#progress}}\n{{#checks lab1}}\n\n## Echo {#server-echo}\n`cargo checker lab1`\n### More\n## Both {#together}\nb\n## End\n";
    let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    let graded = [Verdict::Fail, Verdict::Pass, Verdict::NotStarted, Verdict::Skipped];
    for verdict in [None].into_iter().chain(graded.map(Some)) {
        if let Some(verdict) = verdict {
            progress::record(&root, &Own::Exercises, &LAB1, &report(&[("server-echo", verdict)]), 7).unwrap();
        }
        let later = content(&book::fill_for_later(&message(&root, "0.5.4", "lab1.md", text), LABS).unwrap());
        assert!(!later.contains("class=\"verdict") && later.contains("`checker lab1`"), "{later}");
        let grades = Grades::read(&root, &Own::Exercises, LABS);
        let page = live::graded(&later, LABS, &grades, &Own::Exercises);
        let now = filled(&root, &text.replace("cargo checker", "checker")).unwrap();
        assert_eq!(words(&page), words(&now), "{verdict:?}");
        assert_eq!(page.contains("<details class=\"check\" open>"), verdict == Some(Verdict::Fail));
    }
    assert_eq!(
        live::graded("a <!-- graded b --> c", LABS, &Grades::default(), &Own::Exercises),
        "a <!-- graded b --> c"
    );
}

#[test]
fn a_check_s_section_ends_where_the_next_one_begins() {
    let root = repository("book-sections");
    let text = filled(&root, "## Echo {#server-echo}\n### By hand\n## Quiz\n").unwrap();
    assert!(text.ends_with("</ol>\n</details>\n\n\n### By hand\n</details>\n\n## Quiz\n"), "{text}");
}

#[test]
fn a_piece_in_several_languages_is_told_apart() {
    let root = repository("book-tabs");
    let text = filled(&root, "{{#tab Rust}}\na\n{{#tab C#}}\nb\n{{#tabs-end}}\nc\n").unwrap();
    let expected = "\n<div class=\"tabs\">\n\n<div class=\"tab\" data-language=\"rust\">\n\n<p class=\"language\">Rust</p>\n\na\n\
        \n</div>\n\n<div class=\"tab\" data-language=\"csharp\">\n\n<p class=\"language\">C#</p>\n\nb\n\n</div>\n\n</div>\n\nc\n";
    assert_eq!(text, expected);
    for (text, expected) in [
        ("{{#tab Cobol}}", "book/src/lab1.md:1: there is no tab for `Cobol` (expected one of Rust, "),
        ("{{#tab Rust}}\n{{#tab Rust}}", "book/src/lab1.md:2: Rust is there already"),
        ("{{#tab Rust}}\n{{#tabs-end}}", "book/src/lab1.md:2: `{{#tabs-end}}` wants two languages before it"),
        ("{{#tab Rust}}\n## A\n", "book/src/lab1.md:2: the piece in Rust is not ended by `{{#tabs-end}}`"),
        ("{{#tab Rust}}\n", "book/src/lab1.md:1: the piece in Rust is not ended by `{{#tabs-end}}`"),
        ("```\n{{#tab Rust}}\n```", "book/src/lab1.md:2: `{{#tab}}` can't stand in a listing or a heading"),
    ] {
        let error = filled(&root, text).expect_err(text);
        assert!(error.starts_with(expected), "{text}: {error}");
    }
}

#[test]
fn the_progress_of_the_course_is_shown_once_something_was_graded() {
    let root = repository("book-progress");
    assert_eq!(filled(&root, "a\n{{#progress}}\nb").unwrap(), "a\n\n\n\nb\n");
    progress::record(&root, &Own::Exercises, &LAB1, &report(&[("server-echo", Verdict::Pass)]), 7).unwrap();
    let expected = "\n<div class=\"progress\">\n<p>You have 60 of the course\u{2019}s 200 points.</p>\n\
        <progress value=\"60\" max=\"200\" aria-label=\"The course\">60 of 200</progress>\n\
        <ul>\n<li><a href=\"lab1.html\">Lab 1</a>: 60 of 100</li>\n</ul>\n</div>\n\n";
    assert_eq!(filled(&root, "{{#progress}}").unwrap(), expected);
}

#[test]
fn what_was_recorded_and_cannot_be_read_is_left_out_with_a_word() {
    let root = repository("book-ignored");
    write(&root, &[(".progress/lab1.json", "{}")]);
    let filled = book::fill(&message(&root, "0.5.4", "lab1.md", "{{#progress}}{{#checks lab1}}"), LABS);
    assert!(filled.is_err(), "not alone in its line");
    let filled = book::fill(&message(&root, "0.5.4", "lab1.md", "{{#checks lab1}}"), LABS).unwrap();
    assert!(!content(&filled.answer).contains("yours"), "{}", filled.answer);
    assert_eq!(filled.ignored.len(), 1);
    assert!(filled.ignored[0].starts_with(".progress/lab1.json is ignored: it is no report"), "{:?}", filled.ignored);
}

#[test]
fn recorded_runs_become_drawings() {
    let root = repository("book-ladder");
    let text = filled(&root, "{{#ladder echo}}\n{{#terminal echo}}").unwrap();
    assert!(text.starts_with("\n<figure class=\"ladder\""), "{text}");
    assert!(text.contains("</svg>\n</figure>\n"), "{text}");
}

#[test]
fn state_diagrams_become_drawings() {
    let root = repository("book-states");
    for (directive, title) in [
        ("{{#states lab3/client.mmd}}", "The states of the client"),
        ("{{#states lab3/client.mmd  Up & on}}", "Up &amp; on"),
    ] {
        let text = filled(&root, directive).unwrap();
        assert!(text.starts_with("\n<figure class=\"states\">\n<svg class=\"states\" role=\"img\""), "{text}");
        let told = format!("<title>{title}</title>\n<desc>It starts in up. From up to itself: &lt;again&gt;.</desc>");
        assert!(text.contains(&told) && text.ends_with("</svg>\n</figure>\n\n"), "{text}");
    }
}

#[test]
fn what_cannot_be_filled_in_is_named_with_its_line() {
    let root = repository("book-mistakes");
    let table = [
        (
            "a\n{{#cheks lab1}}",
            "book/src/lab1.md:2: there is no `{{#cheks}}`; did you mean `checks`? (expected one of checks, ",
        ),
        ("{{#checks lab9}}", "book/src/lab1.md:1: there is no lab `lab9`"),
        ("see {{#checks lab1}}", "book/src/lab1.md:1: `{{#checks}}` has to stand on a line of its own"),
        ("```\n{{#ladder echo}}\n```", "book/src/lab1.md:2: `{{#ladder}}` can't stand in a listing or a heading"),
        ("{{#states lab3/gone.mmd}}", "book/src/lab1.md:1: cannot draw lab3/gone.mmd: No such file"),
        (
            "{{#states lab3/typo.mmd}}",
            "book/src/lab1.md:1: lab3/typo.mmd: line 2, column 3: expected an arrow, `-->`, or `:` and a description, found `->`",
        ),
        ("{{#states lab3/places.mmd}}", "book/src/lab1.md:1: lab3/places.mmd: `b` has no place, and others have one"),
        ("{{#states lab3/none.mmd}}", "book/src/lab1.md:1: lab3/none.mmd has no states"),
        ("{{#ladder nowhere}}", "book/src/lab1.md:1: there is no recorded run `nowhere` in traces/: No such file"),
        ("{{#terminal broken}}", "book/src/lab1.md:1: traces/broken.json is no recorded run: "),
        ("{{#terminal empty}}", "book/src/lab1.md:1: nothing was recorded in traces/empty.json"),
        ("{{#screen echo}}", "book/src/lab1.md:1: traces/echo.json has no screen"),
        (
            "```rust\n{{#include ../../gone.rs:accept}}\n```",
            "book/src/lab1.md:2: cannot include ../../gone.rs: No such file",
        ),
        ("```rust\n{{#include ../../code.rs:acept}}\n```", "book/src/lab1.md:2: ../../code.rs has no anchor `acept`"),
    ];
    std::fs::create_dir_all(root.join("book/src")).unwrap();
    for (text, expected) in table {
        let error = filled(&root, text).expect_err(text);
        assert!(error.starts_with(expected), "{text}: {error}");
    }
    let both = filled(&root, "{{#x}}\n{{#y}}").unwrap_err();
    assert_eq!(both.lines().count(), 2, "{both}");
}

#[test]
fn what_is_mdbook_s_own_is_left_to_it() {
    let root = repository("book-own");
    std::fs::create_dir_all(root.join("book/src")).unwrap();
    let text = "{{#title A title}}\n```rust\n{{#include ../../code.rs:accept}}\n{{#rustdoc_include ../../code.rs:1:2}}\n```\n\\{{#checks lab1}}\n";
    assert_eq!(filled(&root, text).unwrap(), text);
}

#[test]
fn a_finished_chapter_is_refused_with_what_mdbook_left() {
    let root = repository("book-verify");
    let table = [
        ("# A\ntext\n```rust\nfn main() {}\n```\n", ""),
        ("# A\n```rust\n# hidden\n#[test]\n```\n", ""),
        ("```sh\n# shown\n```\n", ""),
        (
            "# A\n## B {#b}\n{{#include ../x.rs}}\n",
            "book/src/lab1.md, under \"B\": this was not filled in: {{#include ../x.rs}}",
        ),
        ("# A\n```rust\n\n```\n", "book/src/lab1.md, under \"A\": there is nothing in a listing"),
        (
            "```rust\n# fn main() {\n#\n# }\n```\n",
            "book/src/lab1.md, under \"its beginning\": there is nothing in a listing",
        ),
        ("```\n", "book/src/lab1.md, under \"its beginning\": a listing is not closed"),
    ];
    for (text, expected) in table {
        let error = match book::verify(&message(&root, "0.5.9", "lab1.md", text)) {
            Ok(answer) => {
                assert_eq!(content(&answer), text);
                String::new()
            }
            Err(error) => format!("{error:#}"),
        };
        assert_eq!(error, expected, "{text}");
    }
}

#[test]
fn another_mdbook_is_refused() {
    for version in ["0.4.52", "0.6.0", "1.0.5"] {
        let error = book::fill(&message(Path::new("/"), version, "a.md", ""), LABS).unwrap_err();
        let start = format!("this is mdBook {version}, and the book wants 0.5.x");
        assert!(format!("{error:#}").starts_with(&start), "{error:#}");
    }
    for text in ["", "{}", "[1]", "[{\"mdbook_version\":\"0.5.1\"},{}]"] {
        assert!(book::fill(text, LABS).is_err(), "{text}");
    }
}

#[test]
fn mdbook_can_start_it() {
    let supports = |renderer| checker().args(["mdbook", "supports", renderer]).status().unwrap().code();
    assert_eq!((supports("html"), supports("epub")), (Some(0), Some(1)));

    let root = repository("book-process");
    for (text, status, said) in
        [("{{#ladder echo}}", 0, ""), ("{{#lader echo}}", 1, "error: book/src/lab1.md:1: there is no ")]
    {
        let mut child = checker()
            .arg("mdbook")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let message = message(&root, "0.5.4", "lab1.md", text);
        child.stdin.take().unwrap().write_all(message.as_bytes()).unwrap();
        let output = child.wait_with_output().unwrap();
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(status), "{stderr}");
        assert!(stderr.starts_with(said), "{stderr}");
    }
}
