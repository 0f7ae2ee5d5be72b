//! The cards that one configuration is for.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use super::{
    layer::{Layer, Placed, Source},
    patterns::Patterns,
    settings::{Origin, Settings},
};

/// What is in force for the cards of one configuration: the file, where there is one, and the
/// command line above it.
#[derive(Debug)]
pub(crate) struct Scope {
    /// All that is set, the weakest first.
    layers: Vec<Arc<Layer>>,
    /// What is in force for a card that no override is for.
    general: Settings,
    has_overrides: bool,
    /// The absolute path of the folder in which the configuration was found.
    folder: Option<PathBuf>,
}

impl Scope {
    /// The scope of some layers, the weakest first.
    pub(super) fn new(layers: Vec<Arc<Layer>>) -> Self {
        let mut overrides = layers.iter().map(|layer| &layer.content.overrides);
        let mut scope = Self {
            has_overrides: overrides.any(|overrides| !overrides.is_empty()),
            layers,
            general: Settings::default(),
            folder: None,
        };
        scope.general = scope.resolve(None);
        scope
    }

    /// The same scope as that of a folder in which a configuration was found.
    pub(super) fn of_folder(mut self, folder: &Path) -> Self {
        self.folder = Some(folder.to_owned());
        self
    }

    /// The absolute path of the folder in which the configuration was found.
    pub(super) fn folder(&self) -> Option<&Path> {
        self.folder.as_deref()
    }

    /// The name of the configuration, where there is one.
    pub(crate) fn file(&self) -> Option<&Path> {
        let mut names = self.layers.iter().filter_map(|layer| match &layer.source {
            Source::File(name) => Some(name.as_path()),
            Source::Argument(_) => None,
        });
        names.next()
    }

    /// Whether anything is set for some of the cards only.
    pub(super) fn has_overrides(&self) -> bool {
        self.has_overrides
    }

    /// What is in force for a card that no override is for.
    pub(super) fn general(&self) -> &Settings {
        &self.general
    }

    /// What is in force for a card, given by its absolute path.
    pub(super) fn settings(&self, card: &Path) -> Settings {
        self.resolve(Some(card))
    }

    fn resolve(&self, card: Option<&Path>) -> Settings {
        let mut settings = Settings::default();
        for (number, layer) in self.layers.iter().enumerate() {
            let content = &layer.content;
            settings.choose(number, &content.general);
            if let Some(Placed { value, at }) = content.fail_on {
                settings.set_fail_on(value, Origin::Set { layer: number, at });
            }
            let card_of = |paths: &Patterns| card.is_some_and(|card| paths.cover(card, false));
            let fitting = content.overrides.iter();
            for fitting in fitting.filter(|fitting| card_of(&fitting.paths)) {
                settings.choose(number, &fitting.chosen);
            }
        }
        settings
    }

    /// What is left out of folders, and where that is set.
    pub(crate) fn exclude(&self) -> Option<(&Patterns, Origin)> {
        let layers = self.layers.iter().enumerate().rev();
        let mut set = layers.filter_map(|(layer, content)| {
            let Placed { value, at } = content.content.exclude.as_ref()?;
            Some((value, Origin::Set { layer, at: *at }))
        });
        set.next()
    }

    /// The layer that set something.
    pub(crate) fn layer(&self, number: usize) -> Option<&Layer> {
        self.layers.get(number).map(Arc::as_ref)
    }
}
