//! The page of a card as it is on the disk, and what is shown while the card is broken.

use std::{
    io,
    panic::{AssertUnwindSafe, catch_unwind},
    path::PathBuf,
    sync::Arc,
};

use gatecard::{CheckOptions, Gate, RepoType, State};
use gatecard_preview::{Options, Preview};

use super::server::Page;
use crate::{
    args::{ConfigArgs, LookArgs, PageArgs, ServeArgs},
    config::{Broken, Configs},
    escape,
    output::{problem_line, problems},
    preview::{options, text_of, trouble},
    read::CardReader,
};

/// A card that is looked at again and again.
pub(super) struct Live {
    path: PathBuf,
    name: String,
    args: PageArgs,
    config: ConfigArgs,
    options: Options,
    reader: CardReader,
    /// The gate when the card could last be read.
    last: Option<Gate<'static>>,
    /// How many options were lost then, for each field.
    last_lost: Vec<usize>,
    /// The kind of repository that the card seemed to belong to then.
    last_type: Option<RepoType>,
}

impl Live {
    /// A card that has not been looked at.
    pub(super) fn new(args: &ServeArgs) -> Self {
        Self {
            path: args.card.clone(),
            name: escape::path(&args.card),
            args: args.page,
            config: args.config.clone(),
            options: Options {
                live: true,
                ..options(args.page, &CheckOptions::default())
            },
            reader: CardReader::new(),
            last: None,
            last_lost: Vec::new(),
            last_type: None,
        }
    }

    /// The first page.
    ///
    /// # Errors
    /// Where there is no such card, where it is no text, and where its configuration cannot be
    /// used.
    pub(super) fn first(&mut self, look: LookArgs) -> Result<Page, String> {
        self.settings().map_err(|broken| problems(&broken, look))?;
        let html = self.page().map_err(|error| trouble(&self.path, &error))?;
        Ok(Page::new(html, self.options))
    }

    /// The page as it is now, whatever has happened to the card.
    pub(super) fn now(&mut self) -> Page {
        let page = catch_unwind(AssertUnwindSafe(|| self.page()));
        let html = match page {
            Ok(Ok(html)) => html,
            Ok(Err(error)) => self.page_without_card(&trouble(&self.path, &error)),
            Err(_) => {
                self.page_without_card("gatecard cannot show this card, by a mistake of its own")
            }
        };
        Page::new(html, self.options)
    }

    /// The settings as they are now.
    fn settings(&self) -> Result<CheckOptions, Arc<Broken>> {
        let configs = Configs::new(&self.config, self.args.flags())?;
        let scope = configs.nearest(&configs.absolute(&self.path))?;
        Ok(configs.settings(&scope, &self.path).options)
    }

    fn page(&mut self) -> io::Result<String> {
        let settings = self.settings();
        let settings = settings.map_err(|broken| io::Error::other(problem_line(&broken)))?;
        self.options.repo_type = settings.repo_type;
        let bytes = self.reader.file(&self.path)?;
        let text = text_of(&bytes)?;
        let card = text.card();
        let findings = card.check(&settings);
        let mut preview = Preview::new(&self.name, &card, &findings, self.options);
        if matches!(preview.front_matter, State::Found | State::Missing) {
            self.last = preview.gate.cloned().map(Gate::into_owned);
            self.last_lost.clone_from(&preview.lost_options);
            self.last_type = preview.options.repo_type;
        } else if self.last.is_some() {
            preview = preview.with_last_good(self.last.as_ref());
            preview.lost_options.clone_from(&self.last_lost);
            preview.options.repo_type = self.last_type;
        }
        Ok(gatecard_preview::page(&preview))
    }

    /// The page while there is no card: the form as it was, and why it is not as it is.
    fn page_without_card(&self, why: &str) -> String {
        let options = Options {
            repo_type: self.last_type,
            ..self.options
        };
        let mut preview = Preview::unreadable(&self.name, self.last.as_ref(), why, options);
        preview.lost_options.clone_from(&self.last_lost);
        gatecard_preview::page(&preview)
    }
}
