//! The objects of SARIF that gatecard writes, by the names that the standard gives them.

use serde::Serialize;

/// A finding.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct SarifResult<'r> {
    pub(super) rule_id: &'r str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) rule_index: Option<usize>,
    pub(super) level: &'r str,
    pub(super) message: Text,
    pub(super) locations: [Location<'r>; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) related_locations: Vec<Location<'r>>,
    pub(super) partial_fingerprints: PartialFingerprints<'r>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) fixes: Option<[SarifFix<'r>; 1]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) baseline_state: Option<&'r str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) suppressions: Option<[Suppression<'r>; 1]>,
}

/// A text in plain words.
#[derive(Serialize)]
pub(super) struct Text {
    pub(super) text: String,
}

impl Text {
    pub(super) fn new(text: impl Into<String>) -> Self {
        Self { text: text.into() }
    }

    /// A text that may quote a card. A viewer would make a link of `[text](address)`.
    pub(super) fn quoting(text: &str) -> Self {
        Self::new(text.replace("](", "\\]("))
    }
}

/// A place in a card, and what it is in its YAML block.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(clippy::struct_field_names, reason = "the names of the standard")]
pub(super) struct Location<'r> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) id: Option<usize>,
    pub(super) physical_location: PhysicalLocation<'r>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) logical_locations: Option<[LogicalLocation<'r>; 1]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) message: Option<Text>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct PhysicalLocation<'r> {
    pub(super) artifact_location: Artifact<'r>,
    pub(super) region: Region,
}

/// A card.
#[derive(Clone, Copy, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Artifact<'r> {
    pub(super) uri: &'r str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) uri_base_id: Option<&'r str>,
}

/// A place: from 1, its end behind its last character.
#[derive(Clone, Copy, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Region {
    pub(super) start_line: usize,
    pub(super) start_column: usize,
    pub(super) end_line: usize,
    pub(super) end_column: usize,
}

/// A value in the YAML block.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct LogicalLocation<'r> {
    pub(super) fully_qualified_name: &'r str,
}

#[derive(Serialize)]
pub(super) struct PartialFingerprints<'r> {
    #[serde(rename = "gatecard/v1", skip_serializing_if = "str::is_empty")]
    pub(super) gatecard: &'r str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct SarifFix<'r> {
    pub(super) description: Text,
    pub(super) artifact_changes: [ArtifactChange<'r>; 1],
    pub(super) properties: FixProperties<'r>,
}

/// What SARIF has no name for.
#[derive(Serialize)]
pub(super) struct FixProperties<'r> {
    pub(super) safety: &'r str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ArtifactChange<'r> {
    pub(super) artifact_location: Artifact<'r>,
    pub(super) replacements: Vec<Replacement<'r>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Replacement<'r> {
    pub(super) deleted_region: Region,
    pub(super) inserted_content: Content<'r>,
}

#[derive(Serialize)]
pub(super) struct Content<'r> {
    pub(super) text: &'r str,
}

/// Why a finding is not told.
#[derive(Serialize)]
pub(super) struct Suppression<'r> {
    pub(super) kind: &'r str,
    pub(super) status: &'r str,
    #[serde(skip_serializing_if = "str::is_empty")]
    pub(super) justification: &'r str,
}

/// A rule.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ReportingDescriptor<'r> {
    pub(super) id: &'r str,
    pub(super) name: String,
    pub(super) short_description: Text,
    pub(super) full_description: Text,
    pub(super) help: Help,
    pub(super) help_uri: String,
    pub(super) default_configuration: Configuration<'r>,
    pub(super) properties: RuleProperties<'r>,
}

/// The documentation of a rule, for those that show Markdown and for the others.
#[derive(Serialize)]
pub(super) struct Help {
    pub(super) text: String,
    pub(super) markdown: String,
}

#[derive(Serialize)]
pub(super) struct Configuration<'r> {
    pub(super) enabled: bool,
    pub(super) level: &'r str,
}

/// What GitHub reads besides.
#[derive(Serialize)]
pub(super) struct RuleProperties<'r> {
    pub(super) tags: [&'r str; 1],
    #[serde(rename = "problem.severity")]
    pub(super) problem_severity: &'r str,
}

/// How the run went.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Invocation<'r> {
    pub(super) execution_successful: bool,
    pub(super) exit_code: u8,
    pub(super) exit_code_description: &'r str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) tool_execution_notifications: Vec<Notification<'r>>,
}

/// What went wrong.
#[derive(Serialize)]
pub(super) struct Notification<'r> {
    pub(super) level: &'r str,
    pub(super) message: Text,
}
