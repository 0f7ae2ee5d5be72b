//! What goes where: streams, files, statistics, annotations, what is not told.

use std::{fs, path::Path};

use serde_json::Value;

use super::{FORMATS, folder, gatecard, json, log::Annotation, reports, run, stderr, stdout};

/// A card with an error, a warning and an info.
const MIXED: &str = "---\nextra_gated_promt: x\nextra_gated_heading: ''\ngated: auto\nextra_gated_fields:\n  Company: text\n---\n";
/// A card without mistakes.
const RIGHT: &str = "---\nextra_gated_fields:\n  Company: text\n---\n";

fn read(folder: &Path, name: &str) -> String {
    fs::read_to_string(folder.join(name)).expect("the file is written")
}

#[test]
fn one_run_prints_and_writes_reports() {
    let cards = folder(&[("README.md", MIXED)]);
    let here = cards.path();
    let printed = stdout(&run(here, &["check"]));
    let both = run(here, &["check", "--format", "sarif=gate.sarif"]);
    assert_eq!(
        stdout(&both),
        printed,
        "full is printed where no other format is"
    );
    let three = [
        "check",
        "--format=json=a=b.json",
        "--format=concise",
        "--format",
        "junit=j.xml",
    ];
    let output = run(here, &three);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(stdout(&output).lines().count(), 3);
    assert_eq!(json(&read(here, "a=b.json"))["summary"]["errors"], 1);
    assert!(read(here, "j.xml").contains("failures=\"2\""));
    let dash = run(here, &["check", "--format", "json=-"]);
    assert_eq!(json(&stdout(&dash))["summary"]["errors"], 1);
    // A second run replaces the reports.
    fs::write(here.join("README.md"), RIGHT).expect("there is room");
    assert_eq!(run(here, &three).status.code(), Some(0));
    assert_eq!(json(&read(here, "a=b.json"))["summary"]["errors"], 0);
}

#[test]
fn what_cannot_be_is_refused() {
    let cards = folder(&[("README.md", MIXED), ("old.json", "{}"), ("sub/x", "")]);
    let refused = |arguments: &[&str], expected: &str| {
        let output = run(cards.path(), &[&["check"], arguments].concat());
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert_eq!(stdout(&output), "", "{arguments:?}");
        let said = stderr(&output);
        assert!(said.contains(expected), "{arguments:?}: {said}");
    };
    refused(
        &["--format=json", "--format=sarif"],
        "only one format can be printed",
    );
    refused(
        &["--format=json=x", "--format=sarif=./sub/../x"],
        "is named for two files",
    );
    refused(
        &["--format=json=b", "--write-baseline=b"],
        "is named for two files",
    );
    refused(
        &["--format=json="],
        "expected the name of a file behind `=`, found nothing",
    );
    refused(
        &["--format=xml=x"],
        "invalid value 'xml' for '--format <FORMAT[=FILE]>'",
    );
    refused(
        &["--format=sarif", "--statistics"],
        "goes with the formats full, concise and json",
    );
    #[cfg(unix)]
    {
        let link = cards.path().join("link.json");
        std::os::unix::fs::symlink("old.json", link).expect("there is room");
        refused(
            &["--format=json=old.json", "--format=gitlab=link.json"],
            "is named for two files",
        );
    }
}

#[test]
fn a_report_that_cannot_be_written_is_a_failure() {
    let cards = folder(&[("README.md", MIXED), ("sub/x", "")]);
    for (file, why) in [
        (
            "missing/x.json",
            "cannot write missing/x.json: there is no such folder",
        ),
        ("sub", "cannot write sub: is a directory"),
        (
            "README.md",
            "cannot write README.md: it is one of the cards",
        ),
        ("README.md/x", "cannot write README.md/x: "),
    ] {
        let arguments = [
            "check",
            "--format=concise",
            "--format",
            &format!("json={file}"),
        ];
        let output = run(cards.path(), &arguments);
        assert_eq!(output.status.code(), Some(2), "{file}");
        assert_eq!(
            stdout(&output).lines().count(),
            3,
            "the findings are told all the same"
        );
        assert!(stderr(&output).contains(why), "{}", stderr(&output));
    }
    assert_eq!(read(cards.path(), "README.md"), MIXED);
    let left: Vec<_> = fs::read_dir(cards.path())
        .expect("it can be read")
        .collect();
    assert_eq!(left.len(), 2, "nothing is left behind");
}

/// A card of the run is spared whatever it is called, and where nothing is wrong with it.
#[test]
fn a_report_takes_the_place_of_no_card_without_findings() {
    let cards = folder(&[("card", "# Amber\n"), ("x/README.md", MIXED)]);
    for report in ["--format=json=card", "--write-baseline=card"] {
        for paths in [&["card"][..], &["x", "card"]] {
            let arguments = [&["check", report], paths].concat();
            let output = run(cards.path(), &arguments);
            assert_eq!(output.status.code(), Some(2), "{arguments:?}");
            let said = stderr(&output);
            let why = "cannot write card: it is one of the cards";
            assert!(said.contains(why), "{said}");
            assert_eq!(read(cards.path(), "card"), "# Amber\n");
        }
    }
}

/// No report costs anybody a card or a configuration, whether this run looks at it or not.
#[test]
fn a_report_takes_the_place_of_no_card() {
    const SETTINGS: &str = "fail-on = \"warning\"\n";
    let card = format!("\u{feff}\n{MIXED}");
    let files = [
        ("README.md", MIXED, "it is one of the cards"),
        ("a/README.md", MIXED, "it has the name of a card"),
        ("CARD.MD", "", "it has the name of a card"),
        (
            "sub/gatecard.toml",
            SETTINGS,
            "it has the name of a configuration",
        ),
        ("card.txt", &card, "it begins with `---`, as a card does"),
        ("other.markdown", "# Amber\n", "it has the name of a card"),
        ("page.MDX", "# Amber\n", "it has the name of a card"),
    ];
    let cards = folder(&files.map(|(name, text, _)| (name, text)));
    let wide = |text: &str, bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
        text.encode_utf16().flat_map(bytes).collect()
    };
    for bytes in [
        wide(&format!("\u{feff}{MIXED}"), u16::to_le_bytes),
        wide(&format!("\u{feff}{MIXED}"), u16::to_be_bytes),
        wide(MIXED, u16::to_le_bytes),
    ] {
        fs::write(cards.path().join("wide.txt"), &bytes).expect("there is room");
        let output = run(
            cards.path(),
            &["check", "README.md", "--format=json=wide.txt"],
        );
        assert!(
            stderr(&output).starts_with("gatecard: cannot write wide.txt: it begins with `---`"),
            "{}",
            stderr(&output)
        );
        let left = fs::read(cards.path().join("wide.txt")).expect("it is there");
        assert_eq!(left, bytes);
    }
    let link = cards.path().join("link.json");
    if cfg!(unix) {
        #[cfg(unix)]
        std::os::unix::fs::symlink("a/README.md", &link).expect("there is room");
    } else {
        fs::copy(cards.path().join("card.txt"), &link).expect("there is room");
    }
    let link = ("link.json", MIXED, "it ");
    for (file, text, why) in files.into_iter().chain([link]) {
        let report = format!("--format=json={file}");
        let output = run(cards.path(), &["check", "README.md", &report]);
        assert_eq!(output.status.code(), Some(2), "{file}");
        let expected = format!("gatecard: cannot write {file}: {why}");
        assert!(
            stderr(&output).starts_with(&expected),
            "{}",
            stderr(&output)
        );
        assert_eq!(read(cards.path(), file), text, "{file}");
    }
    let stdin = ["check", "-", "--format=json=README.md"];
    let output = gatecard(cards.path(), &stdin).write_stdin(MIXED).output();
    assert_eq!(output.expect("the command runs").status.code(), Some(2));
    assert_eq!(read(cards.path(), "README.md"), MIXED);
}

/// A run that cannot report what it does changes nothing.
#[test]
fn cards_are_changed_only_where_reports_can_be_written() {
    for change in ["--fix", "--add-ignores=known"] {
        for (file, why) in [
            ("README.md", "it is one of the cards"),
            ("missing/x.json", "there is no such folder"),
        ] {
            let cards = folder(&[("README.md", MIXED), ("a/README.md", MIXED)]);
            let report = format!("--format=json={file}");
            let output = run(cards.path(), &["check", change, &report]);
            assert_eq!(output.status.code(), Some(2), "{change} {file}");
            let said = stderr(&output);
            for expected in [
                format!("gatecard: cannot write {file}: {why}\n"),
                "gatecard: no file is changed, since a report cannot be written\n".to_owned(),
            ] {
                assert_eq!(said.matches(&expected).count(), 1, "{said}");
            }
            for card in ["README.md", "a/README.md"] {
                assert_eq!(read(cards.path(), card), MIXED, "{change} {file}");
            }
            let diff = run(cards.path(), &["check", "--diff", &report]);
            assert!(stdout(&diff).contains("+++ "), "a patch is no change");
        }
    }
}

#[test]
fn nothing_takes_the_place_of_the_configuration() {
    const SETTINGS: &str = "fail-on = \"warning\"\n";
    let cards = folder(&[("README.md", MIXED), ("my.toml", SETTINGS)]);
    for arguments in [
        &["check", "--format=json=my.toml"][..],
        &["check", "--write-baseline=my.toml"],
        &["preview", "README.md", "-o=my.toml"],
    ] {
        let arguments = [arguments, &["--config=my.toml"]].concat();
        let output = run(cards.path(), &arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(
            stderr(&output).contains("cannot write my.toml: it is the configuration of this run"),
            "{}",
            stderr(&output)
        );
        assert_eq!(read(cards.path(), "my.toml"), SETTINGS);
    }
}

#[cfg(unix)]
#[test]
fn devices_and_pipes_are_written_to() {
    let cards = folder(&[("README.md", MIXED)]);
    let output = run(cards.path(), &["check", "-q", "--format=json=/dev/null"]);
    assert_eq!(
        (output.status.code(), stderr(&output)),
        (Some(1), String::new())
    );
    let output = run(
        cards.path(),
        &["check", "-q", "--format=concise=/dev/stderr"],
    );
    assert_eq!(stderr(&output).lines().count(), 3);
}

/// A stream that goes to a file is written behind what it holds, and the file stays.
#[cfg(target_os = "linux")]
#[test]
fn open_streams_are_written_to() {
    let cards = folder(&[("README.md", MIXED)]);
    let here = cards.path();
    std::os::unix::fs::symlink("/dev/stdout", here.join("out")).expect("there is room");
    let program = assert_cmd::cargo::cargo_bin("gatecard");
    let log = |number: u8, argument: &str| {
        fs::write(here.join("log"), "before\n").expect("there is room");
        let script =
            format!("{{ \"$0\" check -q {argument}; echo after >&{number}; }} {number}>>log");
        let mut shell = std::process::Command::new("sh");
        shell.arg("-c").arg(script).arg(&program).current_dir(here);
        shell.output().expect("there is a shell");
        let text = read(here, "log");
        let report = text
            .strip_prefix("before\n")
            .and_then(|it| it.strip_suffix("after\n"));
        report.expect("all of it is there").to_owned()
    };
    for file in ["/dev/stdout", "/dev/fd/1", "/proc/self/fd/1", "out"] {
        let text = log(1, &format!("--format=json={file} --format=concise"));
        let (report, lines) = text.rsplit_once("}\n").expect("the report comes first");
        assert_eq!(
            json(&format!("{report}}}"))["summary"]["errors"],
            1,
            "{file}"
        );
        assert_eq!(lines.lines().count(), 3, "{file}");
    }
    assert_eq!(log(2, "--format=concise=/dev/stderr").lines().count(), 3);
    let baseline = log(1, "--write-baseline /dev/stdout");
    assert_eq!(json(&baseline)["version"], 1);
    // What is read is not written.
    let script = "\"$0\" check --format json=/dev/stdin < README.md";
    let mut shell = std::process::Command::new("sh");
    shell.arg("-c").arg(script).arg(&program).current_dir(here);
    let output = shell.output().expect("there is a shell");
    assert!(
        stderr(&output).contains("it is standard input"),
        "{}",
        stderr(&output)
    );
    assert_eq!(read(here, "README.md"), MIXED);
}

/// To write to a file that is open, it would have to be opened anew: at its end, or at its start,
/// and even where it is open to be read only.
#[cfg(target_os = "linux")]
#[test]
fn open_files_are_not_written_to() {
    let cards = folder(&[("README.md", MIXED), ("log", "before\n")]);
    let program = assert_cmd::cargo::cargo_bin("gatecard");
    let shell = |script: &str| {
        let mut shell = std::process::Command::new("bash");
        shell.arg("-c").arg(script).arg(&program);
        shell.current_dir(cards.path());
        shell.output().expect("there is a shell")
    };
    for command in [
        "check -q --format=concise=/dev/fd/3",
        "check -q --format=json=/proc/self/fd/3",
        "check -q --format=json=/proc/$$/fd/3",
        "check -q --write-baseline /dev/fd/3",
        "preview README.md -o /dev/fd/3",
    ] {
        for opened in ["3>log", "3>>log", "3<README.md", "3<>README.md"] {
            let script = format!("exec {opened}; \"$0\" {command}");
            let output = shell(&script);
            assert_eq!(output.status.code(), Some(2), "{script}");
            let said = stderr(&output);
            assert!(
                said.contains("/3: it is an open file: give its name"),
                "{script} {said}"
            );
            assert_eq!(read(cards.path(), "README.md"), MIXED, "{script}");
        }
        assert_eq!(read(cards.path(), "log"), "");
    }
    let output = shell("\"$0\" check -q --format=concise=>(cat >&2) --format=json | cat; wait $!");
    let lines = stderr(&output);
    assert_eq!(lines.lines().count(), 3, "{lines}");
    let output = shell("\"$0\" check -q --format=json=/dev/fd/3 3>&1 | cat");
    assert!(stdout(&output).contains("\"schema_version\""));
}

#[test]
fn annotations_come_by_themselves_in_github_actions() {
    let cards = folder(&[("README.md", MIXED)]);
    let output = |arguments: &[&str]| {
        let arguments = [&["check"], arguments].concat();
        let mut command = gatecard(cards.path(), &arguments);
        let output = command.env("GITHUB_ACTIONS", "true").output();
        stdout(&output.expect("the command runs"))
    };
    for format in ["full", "concise"] {
        let plain = stdout(&run(cards.path(), &["check", "--format", format]));
        let text = output(&["--format", format]);
        let added = text.strip_prefix(&plain).expect("the report comes first");
        let commands = added
            .lines()
            .map(|line| Annotation::parse(line).expect("it is a command"));
        let levels: Vec<String> = commands.map(|command| command.level).collect();
        assert_eq!(levels, ["error", "warning", "notice"], "{format}");
    }
    for other in [
        &["--statistics"][..],
        &["--format=json"][..],
        &["--diff"],
        &["--format=github"],
        &["--format=gitlab"],
    ] {
        let plain = stdout(&run(cards.path(), &[&["check"], other].concat()));
        assert_eq!(output(other), plain, "{other:?}");
    }
}

#[test]
fn the_worst_annotations_come_first() {
    let infos = "gated: auto\n".to_owned() + &RIGHT[4..];
    let many: Vec<(String, String)> = (0..12)
        .flat_map(|number| {
            let a = (format!("a{number}/README.md"), format!("---\n{infos}"));
            let b = (format!("b{number}/README.md"), MIXED.to_owned());
            [a, b]
        })
        .collect();
    let many: Vec<(&str, &str)> = many.iter().map(|(name, card)| (&**name, &**card)).collect();
    let cards = folder(&many);
    let levels = |text: &str| -> Vec<String> {
        let commands = text.lines().filter_map(Annotation::parse);
        commands.map(|command| command.level).collect()
    };
    let all = levels(&stdout(&run(cards.path(), &["check", "--format=github"])));
    let expected = [vec!["error"; 12], vec!["warning"; 12], vec!["notice"; 24]].concat();
    assert_eq!(all, expected);
    let mut command = gatecard(cards.path(), &["check", "--format=concise"]);
    let output = command.env("GITHUB_ACTIONS", "true").output();
    let shown = levels(&stdout(&output.expect("the command runs")));
    let expected = [["error"; 10], ["warning"; 10], ["notice"; 10]].concat();
    assert_eq!(shown, expected, "GitHub shows ten of each");
}

#[test]
fn paths_start_at_the_top_of_the_repository() {
    let cards = folder(&[("docs/sub/README.md", MIXED), ("README.md", MIXED)]);
    fs::create_dir(cards.path().join(".git")).expect("there is room");
    let here = cards.path().join("docs");
    let report = |format| {
        stdout(&run(
            &here,
            &["check", "--format", format, "sub", "../README.md"],
        ))
    };
    let sarif = json(&report("sarif"));
    let paths = |list: &Value, path: &str| -> Vec<String> {
        let list = list.as_array().expect("it is a list").iter();
        let mut paths: Vec<String> = list
            .map(|it| {
                it.pointer(path)
                    .and_then(Value::as_str)
                    .expect("a path")
                    .to_owned()
            })
            .collect();
        paths.sort();
        paths.dedup();
        paths
    };
    let top = ["README.md", "docs/sub/README.md"];
    let uri = "/locations/0/physicalLocation/artifactLocation/uri";
    assert_eq!(paths(&sarif["runs"][0]["results"], uri), top);
    let base = "/locations/0/physicalLocation/artifactLocation/uriBaseId";
    assert_eq!(paths(&sarif["runs"][0]["results"], base), ["%SRCROOT%"]);
    assert_eq!(paths(&json(&report("gitlab")), "/location/path"), top);
    let github = report("github");
    let commands = github
        .lines()
        .map(|line| Annotation::parse(line).expect("it is a command"));
    let mut files: Vec<String> = commands.map(|it| it.property("file").to_owned()).collect();
    files.sort();
    files.dedup();
    assert_eq!(files, top);
    // A card elsewhere has an address of its own.
    let elsewhere = folder(&[("a b/README.md", MIXED)]);
    let card = elsewhere.path().join("a b/README.md");
    let card = card.to_str().expect("temporary folders are UTF-8");
    let sarif = json(&stdout(&run(&here, &["check", "--format=sarif", card])));
    let place = sarif.pointer("/runs/0/results/0/locations/0/physicalLocation/artifactLocation");
    let place = place.expect("it is there");
    assert_eq!(place["uri"], format!("file://{}", card.replace(' ', "%20")));
    assert_eq!(place.get("uriBaseId"), None);
}

#[test]
fn equal_findings_in_repositories_side_by_side_are_told_apart() {
    let cards = folder(&[("a/README.md", MIXED), ("b/README.md", MIXED)]);
    for repository in ["a", "b"] {
        fs::create_dir(cards.path().join(repository).join(".git")).expect("there is room");
    }
    let report = json(&stdout(&run(cards.path(), &["check", "--format=gitlab"])));
    let issues = report.as_array().expect("it is a list");
    let mut known: Vec<&str> = issues
        .iter()
        .filter_map(|it| it["fingerprint"].as_str())
        .collect();
    known.sort_unstable();
    known.dedup();
    assert_eq!(
        (issues.len(), known.len()),
        (6, 6),
        "GitLab keeps one of each fingerprint"
    );
    let plain = stdout(&run(cards.path(), &["check", "--format=json", "a"]));
    let first = issues[0]["fingerprint"].as_str().expect("it is there");
    assert!(plain.contains(first), "{plain}");
}

#[test]
fn sarif_holds_what_is_not_told() {
    let card = "---\nextra_gated_promt: x\nextra_gated_heading: '' # gatecard: ignore[empty-text] meant so\n---\n";
    let cards = folder(&[
        ("README.md", card),
        ("quiet/README.md", &card.replace("promt", "prompt")),
    ]);
    let here = cards.path();
    let results = || {
        let output = run(here, &["check", "--format=sarif", "--baseline=known.json"]);
        json(&stdout(&output))["runs"][0]["results"].clone()
    };
    let write = run(here, &["check", "--write-baseline=known.json"]);
    assert_eq!(write.status.code(), Some(0), "{}", stderr(&write));
    fs::write(
        here.join("README.md"),
        card.replace("---\ne", "---\nextra_gated_butten: x\ne"),
    )
    .expect("there is room");
    let results = results();
    let told: Vec<[&Value; 4]> = results
        .as_array()
        .expect("it is a list")
        .iter()
        .map(|it| {
            let suppression = &it["suppressions"][0];
            [
                &it["ruleId"],
                &it["baselineState"],
                &suppression["kind"],
                &suppression["justification"],
            ]
        })
        .collect();
    let null = Value::Null;
    let [key, text, new, unchanged] =
        ["unknown-key", "empty-text", "new", "unchanged"].map(Value::from);
    let [external, comment, known, meant] = [
        "external",
        "inSource",
        "known from the baseline",
        "meant so",
    ]
    .map(Value::from);
    assert_eq!(
        told,
        [
            [&key, &new, &null, &null],
            [&key, &unchanged, &external, &known],
            [&text, &null, &comment, &meant],
            [&text, &null, &comment, &meant],
        ]
    );
    assert!(
        results
            .as_array()
            .expect("a list")
            .iter()
            .all(|it| it["partialFingerprints"]["gatecard/v1"].is_string())
    );
}

#[test]
fn reports_say_what_went_wrong() {
    let cards = folder(&[("README.md", RIGHT)]);
    let report = |format| {
        let output = run(
            cards.path(),
            &["check", "--format", format, ".", "mis::error::sing"],
        );
        assert_eq!(output.status.code(), Some(2));
        stdout(&output)
    };
    let sarif = json(&report("sarif"));
    let invocation = &sarif["runs"][0]["invocations"][0];
    assert_eq!(invocation["executionSuccessful"], false);
    assert_eq!(invocation["exitCode"], 2);
    let notification = &invocation["toolExecutionNotifications"][0]["message"]["text"];
    assert!(
        notification
            .as_str()
            .is_some_and(|text| text.starts_with("cannot read mis"))
    );
    assert!(report("junit").contains("<error type=\"failure\" message=\"cannot read mis"));

    // So do those that stand before a report that cannot be written.
    let formats = ["sarif=ok.sarif", "json=no/such", "junit=ok.xml"];
    let formats = formats.map(|format| format!("--format={format}"));
    let arguments = [&["check"], &formats.each_ref().map(|it| &**it)[..]].concat();
    assert_eq!(run(cards.path(), &arguments).status.code(), Some(2));
    let sarif = json(&read(cards.path(), "ok.sarif"));
    let invocation = &sarif["runs"][0]["invocations"][0];
    assert_eq!(invocation["executionSuccessful"], false);
    assert_eq!(invocation["exitCode"], 2);
    assert!(read(cards.path(), "ok.xml").contains("message=\"cannot write no/such"));
}

#[test]
fn test_reports_fail_where_the_run_fails() {
    let cards = folder(&[("a/README.md", MIXED), ("b/README.md", RIGHT)]);
    for (fail_on, failures, tests) in [
        ("error", 1, 1),
        ("warning", 2, 2),
        ("info", 3, 3),
        ("never", 0, 1),
    ] {
        let arguments = ["check", "--format=junit", "--fail-on", fail_on];
        let output = run(cards.path(), &arguments);
        let report = stdout(&output);
        let counts = format!("tests=\"{tests}\" failures=\"{failures}\"");
        assert!(report.contains(&counts), "{fail_on}: {report}");
        assert_eq!(report.matches("<failure ").count(), failures, "{fail_on}");
        let remarks = report.lines().filter(|line| line.contains("[gated-key]"));
        assert_eq!(
            remarks.count(),
            usize::from(fail_on != "info"),
            "{fail_on}: {report}"
        );
        assert!(
            report.contains("name=\"b/README.md\" package=\"gatecard\""),
            "{report}"
        );
    }
}

#[test]
fn empty_reports_are_valid() {
    let to = tempfile::tempdir().expect("there is room");
    let none = folder(&[("x.md", "")]);
    super::programs::validate(&reports(none.path(), to.path(), &[]));
    let right = folder(&[("README.md", RIGHT)]);
    let files = reports(right.path(), to.path(), &["."]);
    super::programs::validate(&files);
    for (format, file) in FORMATS.iter().zip(&files) {
        let report = fs::read_to_string(file).expect("the report can be read");
        assert_eq!(super::count(format, &report), 0, "{format}");
    }
}

#[test]
fn statistics() {
    let cards = folder(&[
        ("a/README.md", MIXED),
        ("b/README.md", MIXED),
        ("c/README.md", RIGHT),
    ]);
    for format in ["full", "concise"] {
        let output = run(cards.path(), &["check", "--statistics", "--format", format]);
        let expected = "\
2  warning  empty-text   in 2 cards  2 with a fix
2  info     gated-key    in 2 cards
2  error    unknown-key  in 2 cards  2 with a fix
";
        assert_eq!(stdout(&output), expected, "{format}");
        assert_eq!(output.status.code(), Some(1));
    }
    let output = run(
        cards.path(),
        &["check", "--statistics", "--format=json", "--format=sarif=x"],
    );
    let report = json(&stdout(&output));
    let rule =
        json(r#"{"rule":"empty-text","severity":"warning","findings":2,"cards":2,"fixable":2}"#);
    assert_eq!(report["statistics"][0], rule);
    assert_eq!(
        super::count("sarif", &read(cards.path(), "x")),
        6,
        "a report file holds all"
    );
    let right = run(cards.path(), &["check", "--statistics", "c"]);
    assert_eq!(
        (right.status.code(), stdout(&right)),
        (Some(0), String::new())
    );
}

/// What a terminal gets of a run on a card that comes slowly, and another one.
#[cfg(target_os = "linux")]
fn on_terminal(options: &str, ci: &str) -> String {
    use std::{process::Command, thread, time::Duration};

    let cards = folder(&[("b.md", RIGHT)]);
    let pipe = cards.path().join("a.md");
    let made = Command::new("mkfifo").arg(&pipe).status();
    assert!(made.expect("mkfifo runs").success());
    let writer = thread::spawn(move || {
        thread::sleep(Duration::from_millis(1300));
        fs::write(pipe, RIGHT)
    });
    let gatecard = assert_cmd::cargo::cargo_bin("gatecard");
    let command = format!("{} check {options} a.md b.md", gatecard.display());
    let output = Command::new("script")
        .args(["--quiet", "--return", "--command", &command, "/dev/null"])
        .current_dir(cards.path())
        .env_remove("NO_GRAPHICS")
        .env("TERM", "xterm")
        .env("CI", ci)
        .output();
    let output = output.expect("script runs, of util-linux");
    let written = writer.join().expect("the writer ends");
    written.expect("the pipe is read");
    String::from_utf8(output.stdout).expect("the output is UTF-8")
}

#[cfg(target_os = "linux")]
#[test]
fn a_long_run_says_how_far_it_is_on_a_terminal() {
    let summary = "2 cards checked: no findings\r\n";
    let clear = "\r\u{1b}[K";
    let shown = on_terminal("", "");
    assert_eq!(shown, format!("{clear}1 card checked{clear}{summary}"));
    assert_eq!(on_terminal("", "true"), summary);
    assert_eq!(on_terminal("--no-graphics", ""), summary);
    assert_eq!(on_terminal("--quiet", ""), "");
}
