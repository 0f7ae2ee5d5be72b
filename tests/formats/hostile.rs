//! Cards whose names and texts are made to break out of a format.

use std::{fs, path::Path};

use super::{
    FORMATS, count, json,
    log::{Annotation, acts, is_obeyed},
    programs, reports, run, stderr, stdout,
};

/// Names of folders.
const NAMES: &[&str] = &[
    "new\nline",
    "return\r\nline",
    "100%0A25",
    "::error::x",
    " ::stop-commands::x",
    "##[group]x",
    "a##vso[task.complete]b",
    "]]><!--",
    "quote\"<&>'",
    "comma,colon:=;",
    "query?x#fragment",
    "{0}{{1}}",
    "\u{202e}right to left\u{2066}",
    "\u{1b}[31mred\u{7}\u{9b}2J",
    "\u{feff}\u{200b}nothing",
    "line\u{2028}separator\u{85}",
    "\u{ffff}\u{fffe}noncharacter",
    "...",
    "~",
    "-dash",
];

/// Texts that stand as labels, keys, types and options in a card, as YAML writes them.
const TEXTS: &[&str] = &[
    r#""new\nline\r\n::error::x""#,
    r#""::stop-commands::x""#,
    "\"##[add-matcher]x ##vso[task.setvariable]y\"",
    r#""100% %0A %25 %3A""#,
    r#""]]>""#,
    r#""<script>&amp;'</script>""#,
    r#""\e[31m\a\x9b2J\x7f\0\b""#,
    r#""\u202e\u2066\u200f\u061c""#,
    r#""\ud83e""#,
    r#""\udc00 \ud83e\udd17 \ud83e""#,
    r#""\ufeff\u200b\U000E0041""#,
    r#""\ufffe\uffff""#,
    r#""\u2028\u2029\u0085""#,
    r#""[here](https://example.com) [x](1) {0} {{1}}""#,
    r#""\\ \" ' ` , : ; = | > #""#,
    r#""---\n...""#,
];

/// A card with a text wherever a message quotes one.
fn card(text: &str) -> String {
    format!(
        "---\nextra_gated_heading: ''\nextra_gated_prompt: {text}\n{text}: 1\nextra_gated_promt: {text}\nextra_gated_fields:\n  {text}: {text}\n  Use:\n    type: select\n    options:\n      - {text}\n      - {text}\n      - 1\n  Name: {{type: {text}, required: {text}, {text}: true}}\n  Wide 🤗 é: string # gatecard: ignore[unknown-type] ]]> ##[x] 100%\n---\n"
    )
}

/// A text whose words are wrapped in any width so that one of them begins a line.
fn wrapped() -> String {
    let words: Vec<String> = (0..60)
        .map(|number| format!("{} ::warning file=x::y ##[group]z", "w".repeat(number % 7)))
        .collect();
    let text = format!("\"{}{}\"", words.join(" "), "v".repeat(300) + "::error::x");
    card(&text)
}

/// Bytes that are not what they seem, by the name of their folder.
fn odd() -> Vec<(&'static str, Vec<u8>)> {
    let wrong = "---\nextra_gated_promt: 1\nextra_gated_fields:\n  é🤗: string\n---\n";
    let wide = wrong.encode_utf16().flat_map(u16::to_le_bytes);
    vec![
        ("utf-16", [b"\xff\xfe".to_vec(), wide.collect()].concat()),
        (
            "latin-1",
            b"---\nextra_gated_promt: Caf\xe9 \xff\xed\xa0\x80\n---\n".to_vec(),
        ),
        ("mark", ["\u{feff}", wrong].concat().into_bytes()),
        ("old line ends", wrong.replace('\n', "\r").into_bytes()),
        ("line ends", wrong.replace('\n', "\r\n").into_bytes()),
        (
            "null",
            wrong.replace("string", "\0\u{1}\u{fffe}").into_bytes(),
        ),
        ("no end", wrong.replace("---\n", "").into_bytes()),
    ]
}

fn write(folder: &Path, content: &[u8]) {
    fs::create_dir_all(folder).expect("there is room");
    fs::write(folder.join("README.md"), content).expect("there is room");
}

/// A folder with all of them.
fn hostile() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("there is room");
    for (number, name) in NAMES.iter().enumerate() {
        let text = TEXTS[number % TEXTS.len()];
        write(&folder.path().join(name), card(text).as_bytes());
    }
    for (number, text) in TEXTS.iter().enumerate() {
        write(
            &folder.path().join(format!("text {number}")),
            card(text).as_bytes(),
        );
    }
    for (name, content) in odd() {
        write(&folder.path().join(name), &content);
    }
    write(&folder.path().join("wrapped"), wrapped().as_bytes());
    #[cfg(target_os = "linux")]
    {
        use std::{ffi::OsStr, os::unix::ffi::OsStrExt as _};
        let name = OsStr::from_bytes(b"latin-\xe9-\xff");
        write(&folder.path().join(name), card("x").as_bytes());
    }
    folder
}

#[test]
fn every_format_survives_hostile_cards() {
    let (cards, to) = (hostile(), tempfile::tempdir().expect("there is room"));
    let arguments = ["--pedantic", "--fail-on=info", "."];
    let files = reports(cards.path(), to.path(), &arguments);
    let read = |file| fs::read_to_string(file).expect("the report can be read");
    let findings = count("json", &read(&files[0]));
    assert!(findings > 300, "{findings}");
    for (format, file) in FORMATS.iter().zip(&files) {
        let report = read(file);
        assert_eq!(count(format, &report), findings, "{format}");
        assert!(!report.contains(acts), "{format}");
        if *format != "github" {
            let obeyed = report.lines().find(|line| is_obeyed(line));
            assert_eq!(obeyed, None, "{format}");
        }
    }
    programs::validate(&files);
    annotations_are_as_meant(&read(&files[0]), &read(&files[3]));
}

/// Names that are no text differ in every format where their bytes do.
#[cfg(target_os = "linux")]
#[test]
fn names_that_are_no_text_are_told_apart() {
    use std::{ffi::OsStr, os::unix::ffi::OsStrExt as _};

    let cards = tempfile::tempdir().expect("there is room");
    for name in [b"a\xff", b"a\xfe"] {
        write(
            &cards.path().join(OsStr::from_bytes(name)),
            card("x").as_bytes(),
        );
    }
    let to = tempfile::tempdir().expect("there is room");
    let files = reports(cards.path(), to.path(), &["."]);
    for (format, file) in FORMATS.iter().zip(&files) {
        let report = fs::read_to_string(file).expect("the report is text");
        let report = report.replace("\\\\", "\\");
        for name in ["ff", "fe"] {
            let uri = format!("a%{}/README.md", name.to_uppercase());
            let name = format!("a\\x{name}/README.md");
            assert!(report.contains(&name) || report.contains(&uri), "{format}");
        }
        assert!(!report.contains('\u{fffd}'), "{format}");
    }
}

/// Each annotation says what the finding says.
fn annotations_are_as_meant(report: &str, annotations: &str) {
    let report = json(report);
    let findings = report["findings"].as_array().expect("it is a list");
    let mut expected: Vec<(String, String)> = findings
        .iter()
        .map(|finding| {
            let level = match finding["severity"].as_str() {
                Some("info") => "notice",
                Some(level) => level,
                None => "",
            };
            let rule = finding["rule"].as_str().unwrap_or_default();
            let line = &finding["range"]["start"]["line"];
            (format!("{level} gatecard ({rule})"), line.to_string())
        })
        .collect();
    let mut found: Vec<(String, String)> = annotations
        .lines()
        .map(|line| {
            let command = Annotation::parse(line).expect("it is a command");
            let names = ["title", "file", "line", "endLine", "col", "endColumn"];
            assert!(
                command
                    .properties
                    .iter()
                    .all(|(name, _)| names.contains(&&**name)),
                "{line}"
            );
            assert!(command.property("file").ends_with("README.md"), "{line}");
            let title = command.property("title");
            (
                format!("{} {title}", command.level),
                command.property("line").to_owned(),
            )
        })
        .collect();
    expected.sort();
    found.sort();
    assert_eq!(expected, found);
}

#[test]
fn reports_for_people_hold_no_commands() {
    let cards = hostile();
    for width in ["40", "57", "80", "113"] {
        for look in [
            &["check"][..],
            &["check", "--no-graphics"],
            &["check", "--format=concise"],
            &["check", "--statistics"],
            &["check", "--diff", "--unsafe-fixes"],
        ] {
            let arguments = [look, &["--pedantic"]].concat();
            let mut command = super::gatecard(cards.path(), &arguments);
            let output = command
                .env("COLUMNS", width)
                .env("TF_BUILD", "True")
                .output()
                .expect("the command runs");
            let text = stdout(&output) + &stderr(&output);
            let obeyed = text.lines().find(|line| is_obeyed(line));
            assert_eq!(obeyed, None, "{width} {look:?}");
            let is_diff = look.contains(&"--diff");
            // A patch that goes to a pipe holds what the card holds.
            let acting = text.chars().find(|it| acts(*it) && !is_diff);
            assert_eq!(acting, None, "{width} {look:?}");
        }
    }
    for number in 0..TEXTS.len() {
        let card = format!("text {number}/README.md");
        for format in ["text", "json"] {
            let output = run(cards.path(), &["show", &card, "--format", format]);
            let text = stdout(&output);
            assert!(!text.is_empty() && !text.lines().any(is_obeyed), "{text}");
        }
    }
}
