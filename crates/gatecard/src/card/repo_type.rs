//! What kind of repository a card belongs to.

use std::fmt;

use super::Reading;

/// The kinds of repository of the Hub.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RepoType {
    /// A model.
    Model,
    /// A dataset.
    Dataset,
    /// A Space, which cannot be gated.
    Space,
}

/// Keys of the metadata that only Spaces have.
const SPACE_KEYS: &[&str] = &[
    "sdk",
    "app_file",
    "app_port",
    "colorFrom",
    "colorTo",
    "sdk_version",
];
/// Keys of the metadata that only datasets have.
const DATASET_KEYS: &[&str] = &[
    "annotations_creators",
    "configs",
    "dataset_info",
    "language_creators",
    "multilinguality",
    "paperswithcode_id",
    "pretty_name",
    "size_categories",
    "source_datasets",
    "task_categories",
    "task_ids",
    "viewer",
];
/// Keys of the metadata that only models have.
const MODEL_KEYS: &[&str] = &[
    "base_model",
    "datasets",
    "inference",
    "library_name",
    "metrics",
    "model-index",
    "model_name",
    "pipeline_tag",
    "widget",
];

impl RepoType {
    /// The name on the command line and in JSON: `model`, `dataset` or `space`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Model => "model",
            Self::Dataset => "dataset",
            Self::Space => "space",
        }
    }

    /// The kind that the keys of the metadata point to, where they do not contradict each other.
    ///
    /// The keys are those that the Hub's documentation gives for each kind of card.
    pub(crate) fn guess(reading: &Reading<'_>) -> Option<Self> {
        let tree = reading.tree();
        let has = |keys: &[&str]| {
            tree.top().iter().any(|entry| {
                let key = tree.node(entry.key).scalar();
                key.is_some_and(|(key, _)| keys.contains(&&**key))
            })
        };
        match (has(SPACE_KEYS), has(DATASET_KEYS), has(MODEL_KEYS)) {
            (true, false, false) => Some(Self::Space),
            (false, true, false) => Some(Self::Dataset),
            (false, false, true) => Some(Self::Model),
            _ => None,
        }
    }
}

impl fmt::Display for RepoType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
