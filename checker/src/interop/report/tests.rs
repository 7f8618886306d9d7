use super::*;
use crate::labs::LABS;
use crate::run;

fn matrix() -> Matrix {
    let lab = LABS[0];
    let check = lab.check("together").expect("lab 1 has it");
    let seat = |name: &str, missing: Option<&str>| Seat {
        name: name.into(),
        missing: missing.map(str::to_owned),
        build: Vec::new(),
    };
    let parties = vec![seat("Rust", None), seat("C#", Some("C# is not installed here")), seat("yours", None)];
    let mut cells = Vec::new();
    for client in &parties {
        for server in &parties {
            let mut report = run::skipped(lab, check, String::new());
            report.id = format!("{} with {}", client.name, server.name);
            report.verdict = match (client.name.as_str(), server.name.as_str()) {
                ("C#", _) | (_, "C#") => Verdict::Skipped,
                ("yours", "Rust") => Verdict::Fail,
                _ => Verdict::Pass,
            };
            report.cause = (report.verdict == Verdict::Fail).then(|| "little-endian".to_owned());
            cells.push(Cell { client: client.name.clone(), server: server.name.clone(), report });
        }
    }
    Matrix { id: lab.id, title: lab.title, parties, cells }
}

#[test]
fn a_matrix_in_a_terminal() {
    let text = terminal(Look::default(), &matrix());
    let table = "           server
  client   Rust     C#       yours
  Rust     ✓        -        ✓
  C#       -        -        -
  yours    ✗        -        ✓
";
    assert!(text.contains(table), "{text}");
    assert!(text.contains("→ cause     little-endian"), "{text}");
    assert!(text.contains("lab1  3 of 4 pairs understand each other, 5 not tried\n"), "{text}");
    assert!(text.contains("absent C# is not installed here\n"), "{text}");
}

#[test]
fn a_matrix_in_markdown() {
    let text = markdown(&Interop { seed: 7, labs: vec![matrix()] });
    let table = "| client \\ server | Rust | C# | yours |
|---|:-:|:-:|:-:|
| **Rust** | ✓ | - | ✓ |
| **C#** | - | - | - |
| **yours** | ✗ | - | ✓ |
";
    assert!(text.contains(table), "{text}");
    assert!(text.contains("### `yours with Rust`\n\n**little-endian**"), "{text}");
    assert!(text.ends_with("Seed 7.\n"), "{text}");
}

#[test]
fn a_matrix_in_json() {
    let text = json(&Interop { seed: 7, labs: vec![matrix()] });
    let read: Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(read["labs"][0]["pairs"].as_array().map(Vec::len), Some(9));
    assert_eq!(read["labs"][0]["pairs"][6]["verdict"], "fail");
    assert_eq!(read["labs"][0]["parties"][1]["missing"], "C# is not installed here");
}

#[test]
fn the_status_is_that_of_a_grading() {
    let mut interop = Interop { seed: 7, labs: vec![matrix()] };
    assert_eq!(interop.status(), 1);
    for cell in &mut interop.labs[0].cells {
        if cell.report.verdict == Verdict::Fail {
            cell.report.verdict = Verdict::Pass;
        }
    }
    assert_eq!(interop.status(), 0);
    interop.labs[0].cells[0].report.verdict = Verdict::Inconclusive;
    assert_eq!(interop.status(), 3);
}
