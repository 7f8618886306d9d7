//! Wrong programs of lab 6: the full-screen client and its window.

use crate::mutants::Mutant;

pub const MUTANTS: &[Mutant] = &[
    Mutant {
        name: "tui-right-of-80",
        program: "tui",
        edits: &[
            (
                "let [list, right] = Layout::horizontal([Constraint::Length(LIST), Constraint::Fill(1)]).areas(area);",
                "let [right, list] = Layout::horizontal([Constraint::Fill(1), Constraint::Length(LIST)]).areas(area);",
            ),
            (
                "    fn of(area: Rect) -> Parts {",
                "    fn of(_: Rect) -> Parts {\n        let area = Rect::new(0, 0, 80, 24);",
            ),
        ],
        fails: &[("tui-resize", "after a change of the size the names can't be seen")],
    },
    Mutant {
        name: "tui-wide-only",
        program: "tui",
        edits: &[(
            "    draw_talk(frame, room, parts.talk);",
            "    if frame.area().width > 70 {\n        draw_talk(frame, room, parts.talk);\n    }",
        )],
        fails: &[("tui-resize", "after a change of the size no conversation is opened")],
    },
    Mutant {
        name: "tui-clicks-of-80",
        program: "tui",
        edits: &[
            (
                "let [list, right] = Layout::horizontal([Constraint::Length(LIST), Constraint::Fill(1)]).areas(area);",
                "let [right, list] = Layout::horizontal([Constraint::Fill(1), Constraint::Length(LIST)]).areas(area);",
            ),
            ("let area = screen.area()?;", "let area = Rect::new(0, 0, 80, 24);"),
        ],
        fails: &[("tui-resize", "after a change of the size a click does not open")],
    },
    Mutant {
        name: "tui-80-at-most",
        program: "tui",
        edits: &[(
            "let parts = Parts::of(frame.area());",
            "let parts = Parts::of(frame.area().intersection(Rect::new(0, 0, 80, 24)));",
        )],
        fails: &[("tui-resize", "the larger window is not used")],
    },
    Mutant {
        name: "tui-draws-at-the-next-click",
        program: "tui",
        edits: &[("            Happening::Input(_) => {}", "            Happening::Input(_) => continue,")],
        fails: &[("tui-resize", "after a change of the size nothing is drawn until the next click")],
    },
    // What was drawn for the old size may still stand there, or not: the terminal decides.
    Mutant {
        name: "tui-never-redraws",
        program: "tui",
        edits: &[(
            "            Happening::Input(_) => {}",
            "            Happening::Input(Input::Resize(..)) => loop {\n                std::thread::park();\n            },\n            Happening::Input(_) => {}",
        )],
        fails: &[("tui-resize", "after a change of the size")],
    },
    Mutant {
        name: "tui-text-for-24-rows",
        program: "tui",
        edits: &[(
            "let lines: Vec<Line> = lines[first..].iter().map(|line| coloured(line)).collect();",
            "let mut lines: Vec<Line> = lines[first..].iter().map(|line| coloured(line)).collect();\n    while lines.len() < 19 {\n        lines.insert(0, Line::default());\n    }",
        )],
        fails: &[("tui-resize", "after a change of the size what is said can't be seen")],
    },
    Mutant {
        name: "tui-ends-at-resize",
        program: "tui",
        edits: &[(
            "            Happening::Input(_) => {}",
            "            Happening::Input(Input::Resize(..)) => return Ok(()),\n            Happening::Input(_) => {}",
        )],
        fails: &[("tui-resize", "the program ends when the size of the window changes")],
    },
    Mutant {
        name: "tui-no-esc",
        program: "tui",
        edits: &[("key.code == KeyCode::Esc || ctrl_c", "ctrl_c")],
        fails: &[("tui-leaves", "the program goes on running")],
    },
    Mutant {
        name: "tui-no-ctrl-c",
        program: "tui",
        edits: &[("key.code == KeyCode::Esc || ctrl_c", "(key.code == KeyCode::Esc && !ctrl_c)")],
        fails: &[("tui-leaves", "the program goes on running")],
    },
    Mutant {
        name: "tui-leaves-with-1",
        program: "tui",
        edits: &[(
            "                let _ = connection.shutdown(Shutdown::Write);\n                return Ok(());",
            "                bail!(\"goodbye\");",
        )],
        fails: &[("tui-leaves", "the program reports an error when it leaves")],
    },
    Mutant {
        name: "tui-leaves-with-130",
        program: "tui",
        edits: &[(
            "                let _ = connection.shutdown(Shutdown::Write);\n                return Ok(());",
            "                if key.code != KeyCode::Esc {\n                    restore();\n                    std::process::exit(130);\n                }\n                return Ok(());",
        )],
        fails: &[("tui-leaves", "leaving is a normal end")],
    },
    Mutant {
        name: "tui-minds-the-end",
        program: "tui",
        edits: &[(
            "                let _ = connection.shutdown(Shutdown::Write);\n                return Ok(());",
            "                let _ = connection.shutdown(Shutdown::Write);",
        )],
        fails: &[("tui-leaves", "the program reports an error when it leaves")],
    },
    Mutant {
        name: "tui-leaves-the-mouse",
        program: "tui",
        edits: &[("DisableMouseCapture, LeaveAlternateScreen, cursor::Show", "LeaveAlternateScreen, cursor::Show")],
        fails: &[("tui-leaves", "the program ends without putting the terminal back")],
    },
    Mutant {
        name: "tui-leaves-the-screen",
        program: "tui",
        edits: &[("DisableMouseCapture, LeaveAlternateScreen, cursor::Show", "DisableMouseCapture, cursor::Show")],
        fails: &[("tui-leaves", "the program ends without putting the terminal back")],
    },
    Mutant {
        name: "tui-leaves-it-raw",
        program: "tui",
        edits: &[("    let _ = disable_raw_mode();\n", "")],
        fails: &[("tui-leaves", "the program ends without putting the terminal back")],
    },
    Mutant {
        name: "tui-just-exits",
        program: "tui",
        edits: &[(
            "                let _ = connection.shutdown(Shutdown::Write);\n                return Ok(());",
            "                std::process::exit(0);",
        )],
        fails: &[("tui-leaves", "the program ends without putting the terminal back")],
    },
    Mutant {
        name: "tui-gone-leaves-it-raw",
        program: "tui",
        edits: &[(
            "Happening::Over(error) => return Err(error),",
            "Happening::Over(error) => {\n                args::report(error);\n                std::process::exit(1)\n            }",
        )],
        fails: &[("tui-leaves", "the program ends without putting the terminal back")],
    },
    Mutant {
        name: "tui-gone-turns-in-vain",
        program: "tui",
        edits: &[("Ok(None) => break anyhow!(\"the server closed the connection\"),", "Ok(None) => continue,")],
        fails: &[("tui-leaves", "once the server has gone the program turns in vain")],
    },
];
