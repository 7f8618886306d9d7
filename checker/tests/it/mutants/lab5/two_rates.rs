//! Wrong programs of lab 5: `two-rates`.

use crate::mutants::Mutant;

pub const MUTANTS: &[Mutant] = &[
    Mutant {
        name: "rates-join-first",
        program: "two-rates",
        edits: &[
            ("    print_lines(\"main\", start, slow, total);\n", ""),
            (
                "    other.join().map_err(|_| anyhow::anyhow!(\"the other thread has failed\"))",
                "    let joined = other.join().map_err(|_| anyhow::anyhow!(\"the other thread has failed\"));\n    print_lines(\"main\", start, slow, total);\n    joined",
            ),
        ],
        fails: &[("two-rates-both", "one thread prints only once")],
    },
    Mutant {
        name: "rates-one-thread",
        program: "two-rates",
        edits: &[
            (
                "    print_lines(\"main\", start, slow, total);\n",
                "    print_lines(\"main\", start, slow, total);\n    print_lines(\"other\", Instant::now(), fast, total);\n",
            ),
            (".spawn(move || print_lines(\"other\", start, fast, total))", ".spawn(|| ())"),
        ],
        fails: &[("two-rates-both", "one thread prints only once")],
    },
    Mutant {
        name: "rates-no-sleep",
        program: "two-rates",
        edits: &[("thread::sleep(rest);", "let _ = rest;")],
        fails: &[("two-rates-both", "the lines come sooner")],
    },
    Mutant {
        name: "rates-look-at-the-clock",
        program: "two-rates",
        edits: &[("thread::sleep(rest);", "while start.elapsed() < due(line) {\n            let _ = rest;\n        }")],
        fails: &[("two-rates-both", "the program spins")],
    },
    Mutant {
        name: "rates-hardly-sleep",
        program: "two-rates",
        edits: &[("thread::sleep(rest);", "thread::sleep(rest.min(Duration::from_millis(2)));")],
        fails: &[("two-rates-both", "the lines come sooner")],
    },
    Mutant {
        name: "rates-other-in-a-burst",
        program: "two-rates",
        edits: &[("thread::sleep(rest);", "if name == \"main\" || line == 1 { thread::sleep(rest); }")],
        fails: &[("two-rates-both", "the lines come sooner")],
    },
    Mutant {
        name: "rates-swapped",
        program: "two-rates",
        edits: &[
            ("print_lines(\"main\", start, slow, total)", "print_lines(\"main\", start, fast, total)"),
            ("print_lines(\"other\", start, fast, total)", "print_lines(\"other\", start, slow, total)"),
        ],
        fails: &[("two-rates-both", "lines are missing at the end")],
    },
    Mutant {
        name: "rates-same",
        program: "two-rates",
        edits: &[(
            "print_lines(\"other\", start, fast, total)",
            "print_lines(\"other\", start, slow.max(fast), total)",
        )],
        fails: &[("two-rates-both", "lines are missing at the end")],
    },
    Mutant {
        name: "rates-not-joined",
        program: "two-rates",
        edits: &[(
            "    other.join().map_err(|_| anyhow::anyhow!(\"the other thread has failed\"))",
            "    drop(other);\n    Ok(())",
        )],
        fails: &[("two-rates-both", "lines are missing at the end")],
    },
    Mutant {
        name: "rates-whole-periods",
        program: "two-rates",
        edits: &[("(0..).take_while(|&line| due(line) < total)", "(0..).take_while(|&line| due(line + 1) <= total)")],
        fails: &[("two-rates-both", "lines are missing at the end")],
    },
    Mutant {
        name: "rates-one-more",
        program: "two-rates",
        edits: &[("due(line) < total", "due(line) < total + period")],
        fails: &[("two-rates-both", "more lines are printed")],
    },
    Mutant {
        name: "rates-from-one",
        program: "two-rates",
        edits: &[
            (
                "let due = |line: u32| period.saturating_mul(line);",
                "let due = |line: u32| period.saturating_mul(line - 1);",
            ),
            ("in (0..).take_while", "in (1..).take_while"),
        ],
        fails: &[("two-rates-both", "the lines are not")],
    },
    Mutant {
        name: "rates-upper-case",
        program: "two-rates",
        edits: &[("{name} thread {line}", "{name} Thread {line}")],
        fails: &[("two-rates-both", "the lines are not")],
    },
    Mutant {
        name: "rates-status",
        program: "two-rates",
        edits: &[(
            "args::exit_status(run(slow, fast, total))",
            "{ args::exit_status(run(slow, fast, total)); ExitCode::from(1) }",
        )],
        fails: &[("two-rates-both", "a normal end")],
    },
    Mutant {
        name: "rates-sleep-first",
        program: "two-rates",
        edits: &[("due(line).saturating_sub(start.elapsed())", "due(line + 1).saturating_sub(start.elapsed())")],
        fails: &[("two-rates-both", "line 0 comes a period too late")],
    },
    Mutant {
        name: "rates-for-ever",
        program: "two-rates",
        edits: &[(
            "    print_lines(\"main\", start, slow, total);\n",
            "    print_lines(\"main\", start, slow, total);\n    loop { thread::park(); }\n",
        )],
        fails: &[("two-rates-both", "the program goes on")],
    },
    Mutant {
        name: "rates-other-waits",
        program: "two-rates",
        edits: &[(
            "move || print_lines(\"other\", start, fast, total)",
            "move || { thread::park(); print_lines(\"other\", start, fast, total) }",
        )],
        fails: &[("two-rates-both", "a thread prints nothing")],
    },
    Mutant {
        name: "rates-a-period-early",
        program: "two-rates",
        edits: &[(
            "due(line).saturating_sub(start.elapsed())",
            "due(line.saturating_sub(1)).saturating_sub(start.elapsed())",
        )],
        fails: &[("two-rates-both", "the lines come sooner")],
    },
    Mutant {
        name: "rates-print-nothing",
        program: "two-rates",
        edits: &[("        args::say(format_args!(\"{name} thread {line}\"));\n", "        let _ = (name, line);\n")],
        fails: &[("two-rates-both", "nothing is printed at all")],
    },
    Mutant {
        name: "rates-in-seconds",
        program: "two-rates",
        edits: &[("thread::sleep(rest);", "thread::sleep(rest * 1000);")],
        fails: &[("two-rates-both", "line 0 of each thread comes, and no other")],
    },
    Mutant {
        name: "rates-error-at-end",
        program: "two-rates",
        edits: &[(
            "args::exit_status(run(slow, fast, total))",
            "{ let outcome = run(slow, fast, total); args::report(\"None\"); args::exit_status(outcome) }",
        )],
        fails: &[("two-rates-both", "an `error: ` is printed although")],
    },
    Mutant {
        name: "rates-no-whole-seconds",
        program: "two-rates",
        edits: &[("thread::sleep(rest);", "if rest.as_secs() == 0 {\n            thread::sleep(rest);\n        }")],
        fails: &[("two-rates-both", "where the lines are a minute apart")],
    },
];
