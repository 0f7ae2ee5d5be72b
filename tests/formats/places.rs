//! Lines, columns and fixes of each format, counted another way: back to the bytes that JSON has.

use std::{fs, ops::Range};

use serde_json::Value;

use super::{fixtures, json, run, stdout, support::root};

/// What a column counts.
#[derive(Clone, Copy)]
enum Column {
    Characters,
    Bytes,
}

/// The offset of a line and a column in a text.
fn offset(text: &str, line: &Value, column: &Value, unit: Column) -> usize {
    let line = usize::try_from(line.as_u64().expect("a number")).expect("a small number");
    let column = usize::try_from(column.as_u64().expect("a number")).expect("a small number");
    let whole = text
        .replace("\r\n", "\u{0}\u{1}")
        .replace(['\r', '\n'], "\u{1}");
    let before: usize = whole
        .split('\u{1}')
        .take(line - 1)
        .map(|line| line.len() + 1)
        .sum();
    let rest = &text[before..];
    match unit {
        Column::Bytes => before + column - 1,
        Column::Characters => {
            before
                + rest
                    .chars()
                    .take(column - 1)
                    .map(char::len_utf8)
                    .sum::<usize>()
        }
    }
}

fn bytes(range: &Value) -> Range<usize> {
    let at = |end: &str| usize::try_from(range[end]["byte"].as_u64().expect("a number"));
    at("start").expect("small")..at("end").expect("small")
}

fn edited(text: &str, edits: &[(Range<usize>, String)]) -> String {
    let mut edits = edits.to_vec();
    edits.sort_by_key(|(range, _)| (range.start, range.end));
    let mut out = text.to_owned();
    for (range, new) in edits.iter().rev() {
        out.replace_range(range.clone(), new);
    }
    out
}

fn region(text: &str, region: &Value) -> Range<usize> {
    // A byte order mark is not counted.
    let mark = if text.starts_with('\u{feff}') { 3 } else { 0 };
    let at = |line: &str, column: &str| {
        mark + offset(
            &text[mark..],
            &region[line],
            &region[column],
            Column::Characters,
        )
    };
    at("startLine", "startColumn")..at("endLine", "endColumn")
}

fn range(text: &str, range: &Value) -> Range<usize> {
    let at = |end: &str| {
        offset(
            text,
            &range[end]["line"],
            &range[end]["column"],
            Column::Bytes,
        )
    };
    at("start")..at("end")
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

/// Compares the places in SARIF with those in JSON.
fn sarif_agrees(card: &str, finding: &Value, result: &Value) {
    let mark = if card.starts_with('\u{feff}') { 3 } else { 0 };
    let counted = |range: Range<usize>| range.start.max(mark)..range.end.max(mark);
    let place = &result["locations"][0]["physicalLocation"]["region"];
    assert_eq!(
        region(card, place),
        counted(bytes(&finding["range"])),
        "{finding}"
    );
    let related = list(&finding["related"])
        .iter()
        .zip(list(&result["relatedLocations"]));
    for (label, place) in related {
        let found = region(card, &place["physicalLocation"]["region"]);
        assert_eq!(found, counted(bytes(&label["range"])), "{finding}");
    }
    let edits = edits(finding);
    if edits.iter().any(|(range, _)| range.start < mark) {
        assert_eq!(result.get("fixes"), None);
        return;
    }
    let replacements = &result["fixes"][0]["artifactChanges"][0]["replacements"];
    let found = list(replacements).iter().map(|it| {
        let new = text(&it["insertedContent"]["text"]);
        (region(card, &it["deletedRegion"]), new)
    });
    assert_eq!(found.collect::<Vec<_>>(), edits, "{finding}");
}

/// Compares the places and the suggestion for reviewdog with those in JSON.
fn rdjson_agrees(card: &str, finding: &Value, diagnostic: &Value) {
    let place = &diagnostic["location"]["range"];
    assert_eq!(range(card, place), bytes(&finding["range"]), "{finding}");
    let edits = edits(finding);
    if !edits.is_empty() {
        let suggestion = &diagnostic["suggestions"][0];
        let suggested = (range(card, &suggestion["range"]), text(&suggestion["text"]));
        assert_eq!(
            edited(card, &[suggested]),
            edited(card, &edits),
            "{finding}"
        );
    }
}

fn edits(finding: &Value) -> Vec<(Range<usize>, String)> {
    let edits = list(&finding["fixes"][0]["edits"]).iter();
    edits
        .map(|edit| (bytes(&edit["range"]), text(&edit["text"])))
        .collect()
}

/// Compares what is said of one card.
fn agree(card: &str, folder: &std::path::Path, path: &str) -> usize {
    let report = |format: &str| {
        json(&stdout(&run(
            folder,
            &["check", "--pedantic", "--format", format, path],
        )))
    };
    let (plain, sarif) = (report("json"), report("sarif"));
    let (rdjson, gitlab) = (report("rdjson"), report("gitlab"));
    let findings = list(&plain["findings"]);
    let told = list(&sarif["runs"][0]["results"]).iter();
    let told: Vec<&Value> = told.filter(|it| it.get("suppressions").is_none()).collect();
    assert_eq!(findings.len(), told.len(), "{path}");
    for (number, finding) in findings.iter().enumerate() {
        sarif_agrees(card, finding, told[number]);
        rdjson_agrees(card, finding, &rdjson["diagnostics"][number]);
        let begin = &gitlab[number]["location"]["positions"]["begin"];
        assert_eq!(begin["line"], finding["range"]["start"]["line"]);
        assert_eq!(begin["column"], finding["range"]["start"]["column"]);
        assert_eq!(told[number]["ruleId"], finding["rule"]);
        let index = told[number]["ruleIndex"].as_u64().expect("a number");
        let rule =
            &sarif["runs"][0]["tool"]["driver"]["rules"][usize::try_from(index).expect("small")];
        assert_eq!(rule["id"], finding["rule"]);
    }
    findings.len()
}

#[test]
fn places_and_fixes_are_the_same_in_every_format() {
    let mut cards = fixtures();
    // Every rule, without running for minutes.
    cards.retain(|card| card.contains("fixtures/cards") || card.len() % 4 == 0);
    let mut findings = 0;
    for path in cards {
        let bytes = fs::read(root().join(&path)).expect("the card can be read");
        let Ok(card) = String::from_utf8(bytes) else {
            continue;
        };
        findings += agree(&card, &root(), &path);
    }
    assert!(findings > 100);
}

#[test]
fn columns_count_what_each_format_wants() {
    let plain = "---\nextra_gated_fields:\n  \"🤗 é\": string\n  \"🤗\": {type: Text, required: true}\n---\n";
    for card in [
        plain.to_owned(),
        plain.replace('\n', "\r\n"),
        plain.replace('\n', "\r"),
        format!("\u{feff}{plain}"),
        format!("\u{feff}{{a: 1}}\n{plain}"),
    ] {
        let folder = super::folder(&[("README.md", &card)]);
        assert!(agree(&card, folder.path(), "README.md") > 0, "{card:?}");
    }
    let folder = super::folder(&[("README.md", plain)]);
    let report = |format| json(&stdout(&run(folder.path(), &["check", "--format", format])));
    let sarif =
        &report("sarif")["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"];
    assert_eq!(
        (&sarif["startColumn"], &sarif["endColumn"]),
        (&10.into(), &16.into())
    );
    let rdjson = &report("rdjson")["diagnostics"][0]["location"]["range"];
    assert_eq!(
        (&rdjson["start"]["column"], &rdjson["end"]["column"]),
        (&14.into(), &20.into())
    );
}
