//! Wrong programs of lab 5: the server that suffers from what one client does.

use crate::mutants::Mutant;

/// The line that takes in the module of frames, and the beginning of another module in its place.
const FRAMES: &str = "#[path = \"../frames.rs\"]\nmod frames;";

pub const MUTANTS: &[Mutant] = &[
    Mutant {
        name: "server-no-limit",
        program: "server",
        edits: &[(
            FRAMES,
            "#[path = \"../frames.rs\"]\nmod whole;\nmod frames {\n    pub use super::whole::write;\n    pub fn read(stream: &mut impl std::io::Read) -> anyhow::Result<Option<Vec<u8>>> {\n        let mut header = [0; 4];\n        if stream.read_exact(&mut header).is_err() {\n            return Ok(None);\n        }\n        let mut payload = vec![0; u32::from_be_bytes(header) as usize];\n        stream.read_exact(&mut payload)?;\n        Ok(Some(payload))\n    }\n}",
        )],
        fails: &[("server-isolation", "the server does not report a frame")],
    },
    Mutant {
        name: "server-cut-is-end",
        program: "server",
        edits: &[(
            "            report(format_args!(\"{peer}: {error:#}\"));",
            "            if !error.to_string().contains(\"mid-frame\") {\n                report(format_args!(\"{peer}: {error:#}\"));\n            }",
        )],
        fails: &[("server-isolation", "the server does not report a frame")],
    },
    Mutant {
        name: "server-other-error",
        program: "server",
        edits: &[(
            "            report(format_args!(\"{peer}: {error:#}\"));",
            "            eprintln!(\"{peer}: {error:#}\");",
        )],
        fails: &[("server-isolation", "the line on stderr does not start")],
    },
    Mutant {
        name: "server-error-on-stdout",
        program: "server",
        edits: &[(
            "            report(format_args!(\"{peer}: {error:#}\"));",
            "            say(format_args!(\"error: {peer}: {error:#}\"));",
        )],
        fails: &[("server-isolation", "the error is printed on stdout")],
    },
    Mutant {
        name: "server-exits-in-silence",
        program: "server",
        edits: &[(
            "            report(format_args!(\"{peer}: {error:#}\"));",
            "            drop(error);\n            std::process::exit(1);",
        )],
        fails: &[("server-isolation", "the server ends with a client's mistake")],
    },
    Mutant {
        name: "server-exits-at-error",
        program: "server",
        edits: &[(
            "            report(format_args!(\"{peer}: {error:#}\"));",
            "            report(format_args!(\"{peer}: {error:#}\"));\n            std::process::exit(1);",
        )],
        fails: &[
            ("server-isolation", "the server ends with a client's mistake"),
            ("server-active", "the server ends with a client that goes"),
        ],
    },
    Mutant {
        name: "server-ends-all",
        program: "server",
        edits: &[
            ("const WELCOME", "static ALL: Mutex<Vec<TcpStream>> = Mutex::new(Vec::new());\n\nconst WELCOME"),
            (
                "    let guest = Guest::new(peer, active);\n",
                "    let guest = Guest::new(peer, active);\n    ALL.lock().expect(\"no panic\").push(connection.try_clone()?);\n",
            ),
            (
                "            report(format_args!(\"{peer}: {error:#}\"));",
                "            for other in &*ALL.lock().expect(\"no panic\") {\n                let _ = other.shutdown(std::net::Shutdown::Both);\n            }\n            report(format_args!(\"{peer}: {error:#}\"));",
            ),
        ],
        fails: &[("server-isolation", "the server ends with a client's mistake, or closes")],
    },
    Mutant {
        name: "server-keeps-open",
        program: "server",
        edits: &[
            (
                "        if let Err(error) = serve(connection, peer) {",
                "        let second = connection.try_clone();\n        if let Err(error) = serve(connection, peer) {",
            ),
            (
                "            report(format_args!(\"{peer}: {error:#}\"));",
                "            report(format_args!(\"{peer}: {error:#}\"));\n            std::mem::forget(second);",
            ),
        ],
        fails: &[("server-isolation", "the server reports a mistake and keeps")],
    },
    Mutant {
        name: "server-keeps-the-lock",
        program: "server",
        edits: &[
            ("const WELCOME", "static LOCK: Mutex<()> = Mutex::new(());\n\nconst WELCOME"),
            (
                "            report(format_args!(\"{peer}: {error:#}\"));",
                "            report(format_args!(\"{peer}: {error:#}\"));\n            std::mem::forget(LOCK.lock());",
            ),
            (
                "        frames::write(&mut writer, &[b\"received: \"",
                "        drop(LOCK.lock());\n        frames::write(&mut writer, &[b\"received: \"",
            ),
        ],
        fails: &[("server-isolation", "after the mistake of one client another one")],
    },
    Mutant {
        name: "server-hides-resets",
        program: "server",
        edits: &[(
            "            report(format_args!(\"{peer}: {error:#}\"));",
            "            if !format!(\"{error:#}\").contains(\"reset\") {\n                report(format_args!(\"{peer}: {error:#}\"));\n            }",
        )],
        fails: &[("server-isolation", "a reset inside a frame is not reported")],
    },
];
