//! Who grades: root, root in a box or in a container of somebody's, an ordinary user; each has the boxes that it can have.

use std::fs;
use std::os::unix::fs::{PermissionsExt, chown};

use checker::verdict::Verdict;
use grading::boxes::{self, Level};
use grading::locks;
use grading::unit::Unit;
use nix::unistd::Uid;

use crate::class::Room;
use crate::hostile::{Kept, all, hold_by};

/// An ordinary user, who has nothing.
const SOMEBODY: u32 = 64_321;

/// What a container does that has so many users, of whom the first is root. Two of its words are files of the system's own
/// (user_namespaces(7)).
const CONTAINER: &str = "
import ctypes, os, sys
ready, go = os.pipe(), os.pipe()
pid = os.fork()
if pid == 0:
    if ctypes.CDLL(None).unshare(0x10000000):
        os._exit(77)
    os.write(ready[1], b'x'), os.read(go[0], 1)
    os.setgid(0), os.setuid(0)
    os.execv(sys.argv[2], sys.argv[2:])
os.close(ready[1])
if os.read(ready[0], 1):
    for ids in ['uid_map', 'gid_map']:
        open(f'/proc/{pid}/{ids}', 'w').write(f'0 0 {sys.argv[1]}')
    os.write(go[1], b'x')
sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
";

/// Who starts `checker grade`: the words before it.
pub struct By {
    words: Vec<String>,
    user: Option<u32>,
}

impl By {
    fn new(words: &[&str]) -> By {
        By { words: words.iter().map(|word| (*word).to_owned()).collect(), user: None }
    }

    /// Whoever runs the tests.
    pub fn me() -> By {
        By::new(&[])
    }

    /// An ordinary user, where root runs the tests.
    fn somebody() -> By {
        let id = SOMEBODY.to_string();
        match Uid::effective().is_root() {
            true => By {
                user: Some(SOMEBODY),
                ..By::new(&["setpriv", "--reuid", &id, "--regid", &id, "--clear-groups", "--"])
            },
            false => By::me(),
        }
    }

    /// Root in a container with so many users.
    fn container(users: &str) -> By {
        By::new(&["python3", "-c", CONTAINER, users])
    }

    /// The same in one box more, which has processes of its own and the whole machine's files.
    fn in_a_box(mut self) -> By {
        let abilities: &[&str] =
            if self.user.is_none() && Uid::effective().is_root() { &["--cap-add", "ALL"] } else { &["--unshare-user"] };
        let first = ["bwrap", "--unshare-pid", "--unshare-ipc", "--die-with-parent"];
        let rest = ["--bind", "/", "/", "--dev", "/dev", "--proc", "/proc", "--"];
        let words = first.iter().chain(abilities).chain(&rest);
        self.words.extend(words.map(|word| (*word).to_owned()));
        self
    }

    /// The command with all its words; what it works on belongs to whoever starts it.
    pub fn command(&self, room: &Room, words: &[&str]) -> Vec<String> {
        let mut program = env!("CARGO_BIN_EXE_checker-grade").to_owned();
        if let Some(user) = self.user {
            let copy = room.path("checker-grade");
            if !copy.exists() {
                fs::copy(&program, &copy).unwrap();
                fs::set_permissions(&copy, fs::Permissions::from_mode(0o755)).unwrap();
            }
            program = copy.display().to_string();
            give(room.0.path(), user);
        }
        self.words.iter().cloned().chain([program]).chain(words.iter().map(|word| (*word).to_owned())).collect()
    }
}

fn give(path: &std::path::Path, user: u32) {
    chown(path, Some(user), Some(user)).unwrap();
    for entry in path.is_dir().then(|| fs::read_dir(path).unwrap()).into_iter().flatten() {
        give(&entry.unwrap().path(), user);
    }
}

/// Grades a right hand-in in this box; has to end with this exit status, and gives what was said.
fn graded(by: &By, level: Level, status: i32) -> String {
    let room = crate::hostile::class(&[], "right", 1);
    let (code, said) = room.grade_by(by, &["run", "class", "--box", level.name()]);
    assert_eq!(code, Some(status), "{}: {said}", level.name());
    if status == 0 {
        room.expect(0, &["show", "class"]);
        assert_eq!(room.states("class")[0].1, "100", "{said}{}", fell_short(&room));
    }
    said
}

/// Of each check that is no pass what was seen.
fn fell_short(room: &Room) -> String {
    let texts = room.files("class/out").into_iter().map(|file| fs::read_to_string(file).unwrap());
    let units = texts.map(|text| serde_json::from_str::<Unit>(&text).unwrap());
    let checks = units.flat_map(|unit| unit.report).flat_map(|report| report.labs).flat_map(|lab| lab.checks);
    let short = checks.filter(|check| check.verdict != Verdict::Pass);
    short.map(|check| format!("\n{} {:?}: {:?}", check.id, check.verdict, check.observed)).collect()
}

/// Whether a box can be had by whoever runs the tests; it is said where not.
fn can(level: Level) -> bool {
    boxes::probe(level).map_err(|why| eprintln!("not tried, the box {}: {why}", level.name())).is_ok()
}

fn has_locks() -> bool {
    locks::probe().are_whole()
}

#[test]
fn a_full_box_in_a_box_keeps_what_it_promises() {
    if can(Level::Full) {
        hold_by(&By::me().in_a_box(), Kept { level: Level::Full, has_locks: has_locks() }, &all());
    }
}

#[test]
fn half_a_box_of_an_ordinary_user_keeps_what_it_promises() {
    if can(Level::Half) {
        hold_by(&By::somebody(), Kept { level: Level::Half, has_locks: has_locks() }, &all());
    }
}

#[test]
fn an_ordinary_user_has_half_a_box_in_a_box_and_no_full_one() {
    if can(Level::Half) {
        graded(&By::somebody().in_a_box(), Level::Half, 0);
        let said = graded(&By::somebody(), Level::Full, 2);
        assert!(said.contains("can't be had here") && said.contains("--box half"), "{said}");
    }
}

#[test]
fn root_in_a_container_has_the_boxes_that_its_users_are_enough_for() {
    if !can(Level::Full) {
        return;
    }
    for level in [Level::Full, Level::Half, Level::Uid] {
        graded(&By::container("65536"), level, 0);
    }
    graded(&By::container("1"), Level::Half, 0);
    for level in [Level::Full, Level::Uid] {
        let said = graded(&By::container("1"), level, 2);
        assert!(said.contains("no user but root") && said.contains("--box half"), "{said}");
    }
}
