//! The schemas that are made from the code.
//!
//! `GATECARD_UPDATE_DOCS=1 cargo test -p gatecard-cli` writes them anew.

use std::{env, fs, path::Path};

use gatecard::{RULES, RepoType};
use schemars::{JsonSchema, generate::SchemaSettings};
use serde_json::{Map, Value, json};

use crate::{
    args::FailOn,
    config::{
        command::Report,
        keys::{
            EXCLUDE, FAIL_ON, Key, Level, OVERRIDE, OVERRIDES, PATHS, PEDANTIC, REPO_TYPE,
            RULES as RULES_KEY, TOP, names,
        },
    },
    output::json::JsonCheck,
    rule::JsonRules,
    show::json::JsonShow,
};

/// The dialect that editors, yaml-language-server, Taplo and check-jsonschema all know.
const DIALECT: &str = "http://json-schema.org/draft-07/schema#";
/// Where the schemas can be fetched from.
const ADDRESS: &str =
    "https://raw.githubusercontent.com/gatecard/gatecard/main/crates/gatecard-cli/schemas";

/// The schema of `gatecard.toml`.
fn config() -> Value {
    json!({
        "$schema": DIALECT,
        "$id": format!("{ADDRESS}/config.json"),
        "title": "gatecard.toml",
        "description": "What gatecard checks in the cards of a folder and those below it.",
        "type": "object",
        "additionalProperties": false,
        "properties": properties(TOP),
        "definitions": {
            "patterns": {
                "description": "Patterns as in a .gitignore, from the folder of this file.",
                "type": "array",
                "items": { "type": "string", "pattern": "^(?!#)[^\\r\\n]*[^\\s][^\\r\\n]*$" },
            },
            "rules": rules(),
            "override": {
                "title": "Override",
                "type": "object",
                "additionalProperties": false,
                "required": [PATHS],
                "properties": properties(OVERRIDE),
            },
        },
    })
}

fn properties(keys: &[Key]) -> Value {
    let properties = keys.iter().map(|key| {
        let mut property = match key.name {
            PEDANTIC => json!({ "type": "boolean", "default": false }),
            FAIL_ON => json!({ "enum": names::<FailOn>(), "default": "warning" }),
            REPO_TYPE => json!({ "enum": names::<crate::args::RepoType>() }),
            EXCLUDE => json!({ "allOf": [{ "$ref": "#/definitions/patterns" }] }),
            PATHS => {
                json!({ "allOf": [{ "$ref": "#/definitions/patterns" }], "minItems": 1 })
            }
            RULES_KEY => json!({ "allOf": [{ "$ref": "#/definitions/rules" }] }),
            OVERRIDES => {
                json!({ "type": "array", "items": { "$ref": "#/definitions/override" } })
            }
            other => panic!("the setting `{other}` has no schema"),
        };
        property["description"] = json!(key.about);
        (key.name.to_owned(), property)
    });
    Value::Object(properties.collect())
}

fn rules() -> Value {
    let can_be_set = RULES.iter().filter(|rule| rule.name != "internal-error");
    let properties: Map<String, Value> = can_be_set
        .map(|rule| {
            let default = if rule.pedantic {
                "off"
            } else {
                rule.severity.name()
            };
            let property = json!({
                "description": rule.summary(),
                "enum": names::<Level>(),
                "default": default,
            });
            (rule.name.to_owned(), property)
        })
        .collect();
    json!({
        "description": "The severities of rules by their names; `off` turns a rule off.",
        "type": "object",
        "additionalProperties": false,
        "properties": properties,
    })
}

/// What the commands print with `--format json`.
#[derive(JsonSchema)]
#[schemars(untagged)]
#[expect(dead_code, reason = "only its schema is of interest")]
enum Output {
    /// What `gatecard check --format json` prints.
    Check(JsonCheck<'static>),
    /// What `gatecard show --format json` prints.
    Show(JsonShow<'static>),
    /// What `gatecard rules --format json` prints.
    Rules(JsonRules),
    /// What `gatecard config --format json` prints.
    Config(Report),
}

/// The schema of what is printed as JSON.
fn output() -> Value {
    let settings = SchemaSettings::draft07().for_serialize();
    let schema = settings.into_generator().into_root_schema_for::<Output>();
    let mut schema = schema.to_value();
    schema["$id"] = json!(format!("{ADDRESS}/output.json"));
    schema["title"] = json!("Output of gatecard");
    schema["description"] = json!(
        "What the commands print with --format json. Within a schema_version fields are only added, so ignore those that you do not know."
    );
    schema
}

/// Compares a schema with what is committed, or writes it.
fn is_fresh(name: &str, schema: &Value) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("schemas")
        .join(name);
    let text = serde_json::to_string_pretty(schema).expect("schemas are JSON") + "\n";
    if env::var_os("GATECARD_UPDATE_DOCS").is_some() {
        fs::write(&path, &text).expect("the schema can be written");
    }
    let committed = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        committed == text,
        "{} is out of date: run GATECARD_UPDATE_DOCS=1 cargo test -p gatecard-cli",
        path.display()
    );
}

#[test]
fn schema_of_the_configuration_is_fresh() {
    is_fresh("config.json", &config());
}

#[test]
fn schema_of_the_output_is_fresh() {
    is_fresh("output.json", &output());
}

#[test]
fn kinds_of_repository_have_the_names_of_the_library() {
    let kinds = [RepoType::Model, RepoType::Dataset, RepoType::Space];
    assert_eq!(names::<crate::args::RepoType>(), kinds.map(RepoType::name));
}
