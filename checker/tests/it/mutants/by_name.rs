//! Lab 2's client-hostname needs a name with two addresses, which few machines have: it is tried in a mount
//! namespace with a hosts file of its own (unshare(1), mount_namespaces(7)).

use std::net::ToSocketAddrs;
use std::process::Command;

use checker::labs::LABS;
use checker::verdict::Verdict;

use super::trial::{self, Reach};
use super::workshop::Workshop;
use super::{Mutant, of_lab};
use crate::fixture::{folder, write};

/// Says to a test that it is in the namespace.
const INSIDE: &str = "LOCALHOST_HAS_TWO_ADDRESSES";
const HOSTS: &str = "127.0.0.1 localhost\n::1 localhost\n";
const CHECK: &str = "client-hostname";
/// A client that is wrong about something else.
const RIGHT: &str = "client-reports-twice";

#[test]
fn a_name_with_two_addresses() {
    let addresses = ("localhost", 0).to_socket_addrs().expect("an address").count();
    match (addresses, std::env::var_os(INSIDE)) {
        (0 | 1, None) => in_a_namespace(),
        (0 | 1, Some(_)) => panic!("localhost has one address in the namespace"),
        _ => hold(),
    }
}

/// The wrong programs are found, and the cause is named; one that is right about it passes.
fn hold() {
    let lab = LABS.iter().copied().find(|lab| lab.id == "lab2").expect("a lab of the course");
    let is_about_it = |mutant: &&Mutant| mutant.fails.iter().any(|(id, _)| *id == CHECK);
    let mut mutants: Vec<&Mutant> = of_lab("lab2").into_iter().filter(is_about_it).collect();
    assert!(mutants.len() >= 2, "client-hostname has {} mutants", mutants.len());
    mutants.extend(of_lab("lab2").into_iter().find(|mutant| mutant.name == RIGHT));
    let workshop = Workshop::build(lab, "lab2-by-name", &mutants);
    let whole: Vec<_> = mutants.into_iter().map(|mutant| (mutant, Reach::Whole)).collect();
    for trial in trial::grade_all(&workshop, lab, &whole) {
        let complaints = trial::complaints(&trial);
        assert!(complaints.is_empty(), "{}", complaints.join("\n"));
        let found = trial.checks().iter().find(|check| check.id == CHECK).map(|check| check.verdict);
        let verdict = if trial.mutant.name == RIGHT { Verdict::Pass } else { Verdict::Fail };
        assert_eq!(found, Some(verdict), "{}", trial.mutant.name);
    }
}

/// Starts the test once more, where `localhost` has two addresses. Where the system allows no namespace nothing is held.
fn in_a_namespace() {
    let unshare = || {
        let mut command = Command::new("unshare");
        command.args(["--mount", "--map-root-user"]);
        command
    };
    if !unshare().arg("true").output().is_ok_and(|output| output.status.success()) {
        return;
    }
    let own = folder("hosts");
    write(&own, &[("hosts", HOSTS)]);
    let output = unshare()
        .args(["sh", "-c", "mount --bind \"$1\" /etc/hosts && shift && exec \"$@\"", "sh"])
        .arg(own.join("hosts"))
        .arg(std::env::current_exe().expect("the test's own path"))
        .args(["--exact", "mutants::by_name::a_name_with_two_addresses"])
        .env(INSIDE, "1")
        .output()
        .expect("unshare was there a moment ago");
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && text.contains("1 passed"), "{text}");
}
