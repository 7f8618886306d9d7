use super::*;
#[test]
fn dump() {
    let mut r = samples::report();
    let traces = [samples::large(), samples::loss(), samples::relayed(), samples::crowd(), samples::conversation()];
    for trace in traces {
        r.labs[0].checks.push(crate::verdict::CheckReport { trace, ..samples::wide() });
    }
    r.labs.push(samples::unbuilt());
    for f in FORMATS {
        std::fs::write(format!("/tmp/dump7.{}", f.name), (f.render)(&r)).unwrap();
    }
    let cap = |t| ladder::Caption {
        title: t,
        expected: Some(
            "the 10 bytes \"last words\", and then the end of the stream, as the client had finished sending",
        ),
    };
    let mut page = String::from(
        "<!DOCTYPE html><html class='THEME'><meta name=viewport content='width=device-width'><style>html{color-scheme:light}body{margin:15px;--bg:#fff;--fg:#000;--links:#4183c4;color:var(--fg);background:var(--bg);font-family:sans-serif}.coal body{--bg:#141617;--fg:#98a3ad;--links:#2b79a2}</style><body>",
    );
    for (n, t) in [
        ("short", samples::short_echo()),
        ("loss", samples::loss()),
        ("large", samples::large()),
        ("relayed", samples::relayed()),
        ("nasty", samples::nasty()),
        ("crowd", samples::crowd()),
    ] {
        page.push_str(&ladder::svg(&t, cap(n)));
    }
    page.push_str(&terminals(&samples::loss()));
    page.push_str(&terminals(&samples::relayed()));
    std::fs::write("/tmp/l.html", &page).unwrap();
    std::fs::write("/tmp/ld.html", page.replace("THEME", "coal")).unwrap();
}
