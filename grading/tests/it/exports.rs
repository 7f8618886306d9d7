//! What goes to other systems, each held against the published form, and the ready-made files against theirs.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;

use grading::boxes::{self, Level};
use serde_json::Value;

use crate::class::Room;
use crate::fixture;

fn holds(schema: &str, value: &Value) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/schemas").join(schema);
    let schema: Value = serde_json::from_str(&fs::read_to_string(file).unwrap()).unwrap();
    let schema = jsonschema::validator_for(&schema).unwrap();
    let mistakes: Vec<String> =
        schema.iter_errors(value).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert_eq!(mistakes, Vec::<String>::new(), "{value:#}");
}

fn machine(file: &str) -> Value {
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("machines").join(file)).unwrap();
    serde_yaml_ng::from_str(&text).unwrap()
}

#[test]
fn the_manifests_have_the_form_that_their_systems_want() {
    let job = machine("kubernetes.yaml");
    holds("job.json", &job);
    let command: Vec<&str> = job["spec"]["template"]["spec"]["containers"][0]["command"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(Value::as_str)
        .collect();
    let of = command.iter().position(|word| *word == "--of").map(|at| command[at + 1]);
    assert_eq!(of, job["spec"]["completions"].as_u64().map(|all| all.to_string()).as_deref(), "{command:?}");
    let workflow = machine("actions.yml");
    holds("workflow.json", &workflow);
    let parts = workflow["jobs"]["part"]["strategy"]["matrix"]["part"].as_array().unwrap().len();
    let text = workflow.to_string();
    assert!(text.contains(&format!("--part ${{{{ matrix.part }}}}/{parts}")), "{text}");
}

/// A class of one who fails something, one who could not be graded, one whose hand-in is no lab, and one who is right.
fn class() -> Room {
    let room = Room::new();
    room.hand_ins(&[("ann", "server-echo fail\n"), ("bob", "server-echo inconclusive\n"), ("cyd", ""), ("dan", "")]);
    fs::write(room.path("from/dan/programs.toml"), "[lab1]\nsever = [\"true\"]\n").unwrap();
    room.expect(1, &["take", "from", "--into", "class"]);
    room.run(3, "class", &[]);
    room.expect(3, &["show", "class", "--format", "gradescope"]);
    room
}

#[test]
fn results_have_the_form_that_gradescope_wants() {
    let room = class();
    for id in ["ann", "bob", "cyd", "dan"] {
        let results: Value = serde_json::from_str(&room.read(&format!("class/page/{id}/results.json"))).unwrap();
        holds("gradescope.json", &results);
        let is_graded = matches!(id, "ann" | "cyd");
        let tests = results["tests"].as_array().unwrap();
        assert_eq!(tests.iter().any(|test| test["score"].is_number()), is_graded, "{id}: {results:#}");
        assert_eq!(results["extra_data"]["inconclusive"], id == "bob");
    }
}

#[test]
fn a_result_has_the_form_that_classroom50_wants() {
    let room = class();
    let class = grading::class::Class::open(&room.path("class")).unwrap();
    let standing = grading::standing::read(&class).unwrap();
    let variable = |name: &str| {
        let known = [
            ("CLASSROOM", "c1"),
            ("ASSIGNMENT", "lab1"),
            ("SUBMISSION_TAG", "submit/2026-x"),
            ("COMMIT_URL", "https://x/c"),
            ("RELEASE_URL", "https://x/r"),
            ("REVIEW_URL", ""),
        ];
        known.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned())
    };
    let mut told = Vec::new();
    for student in &standing.students {
        let text = grading::show::classroom50::render(student, variable);
        let Some(text) = text else {
            told.push(format!("{}: nothing", student.record.id));
            continue;
        };
        let result: Value = serde_json::from_str(&text).unwrap();
        holds("classroom50.json", &result);
        assert_eq!(result["review"], "https://x/c", "there is nothing to compare: the commit");
        told.push(format!("{}: {} of {}", student.record.id, result["score"], result["max-score"]));
    }
    let lost = class_points("server-echo");
    assert_eq!(
        told,
        [format!("ann: {} of 100", 100 - lost), "bob: nothing".into(), "cyd: 100 of 100".into(), "dan: 0 of 0".into()]
    );
}

fn class_points(check: &str) -> u32 {
    checker::labs::LABS[0].check(check).unwrap().points
}

/// What Gradescope does with the zip, but for the image: `setup.sh` wants the network, and is only read.
#[test]
fn an_autograder_can_be_uploaded_and_run() {
    let room = Room::new();
    assert!(room.expect(2, &["pack", "lab9", "x.zip"]).contains("there is no lab `lab9`"));
    room.expect(0, &["pack", "lab1", "lab1.zip"]);
    let mut zip = zip::ZipArchive::new(fs::File::open(room.path("lab1.zip")).unwrap()).unwrap();
    let names: Vec<String> = zip.file_names().map(str::to_owned).collect();
    for name in ["setup.sh", "run_autograder", "lab", "checker-grade"] {
        assert!(names.iter().any(|one| one == name), "{name} is at the root: {names:?}");
    }
    let place = room.path("autograder");
    zip.extract(place.join("source")).unwrap();
    let run = place.join("run_autograder");
    fs::copy(place.join("source/run_autograder"), &run).unwrap();
    assert!(fs::metadata(&run).unwrap().permissions().mode() & 0o111 != 0, "it can be started");
    if !boxes::is_root() || boxes::probe(Level::Half).is_err() {
        eprintln!("not run: it wants root and bubblewrap to play Gradescope's container");
        return;
    }
    fs::create_dir(place.join("results")).unwrap();
    for (path, bytes) in fixture::echo("python").unwrap() {
        fs::create_dir_all(place.join("submission")).unwrap();
        fs::write(place.join("submission").join(path), bytes).unwrap();
    }
    let mut container = Command::new("bwrap");
    container.args([
        "--unshare-pid",
        "--unshare-net",
        "--die-with-parent",
        "--ro-bind",
        "/usr",
        "/usr",
        "--ro-bind",
        "/etc",
        "/etc",
    ]);
    for (target, link) in [("usr/bin", "/bin"), ("usr/sbin", "/sbin"), ("usr/lib", "/lib"), ("usr/lib64", "/lib64")] {
        container.args(["--symlink", target, link]);
    }
    container.args(["--proc", "/proc", "--dev", "/dev", "--perms", "1777", "--tmpfs", "/tmp", "--bind"]).arg(&place);
    container.args(["/autograder", "--clearenv", "--setenv", "PATH", "/autograder/source:/usr/bin:/bin:/usr/sbin"]);
    let output = container.args(["--chdir", "/autograder", "/autograder/run_autograder"]).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    let results: Value = serde_json::from_str(&room.read("autograder/results/results.json")).unwrap();
    holds("gradescope.json", &results);
    let sum: u64 = results["tests"].as_array().unwrap().iter().filter_map(|test| test["score"].as_u64()).sum();
    assert_eq!(sum, 100, "{results:#}\n{said}");
}
