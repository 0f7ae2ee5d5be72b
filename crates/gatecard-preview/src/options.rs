//! What the page shows at first. Everything can be switched on the page.

use gatecard::RepoType;

/// An enum whose variants are the words of a URL fragment.
macro_rules! words {
    (
        $(#[$doc:meta])+
        $name:ident { $($(#[$variant_doc:meta])+ $variant:ident = $word:literal,)+ }
    ) => {
        $(#[$doc])+
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
        pub enum $name { $($(#[$variant_doc])+ $variant,)+ }

        impl $name {
            /// All of them, in the order of the page.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// The word for it on the command line and in the fragment of the page's address.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $word,)+ }
            }

            /// The one with that word.
            #[must_use]
            pub fn from_name(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|known| known.name() == name)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.name())
            }
        }
    };
}

words! {
    /// Who lets visitors in: a setting of the repository, not of the card.
    Approval {
        /// Whoever sends the form has access at once.
        #[default]
        Automatic = "automatic",
        /// The authors look at each request.
        Manual = "manual",
    }
}

words! {
    /// The colours of the page.
    Theme {
        /// As the visitor's system has them.
        #[default]
        System = "system",
        /// Dark text on a light ground.
        Light = "light",
        /// Light text on a dark ground.
        Dark = "dark",
    }
}

words! {
    /// How far a visitor has got.
    FormState {
        /// Not logged in: the texts, and no form at all.
        SignedOut = "signed-out",
        /// Logged in: the form.
        #[default]
        Form = "form",
        /// The request is sent and waits for the authors; with manual approval only.
        Pending = "pending",
        /// The authors have said no.
        Rejected = "rejected",
        /// The visitor has access.
        Granted = "granted",
    }
}

words! {
    /// The width that the form has on the page.
    Width {
        /// As wide as it gets.
        #[default]
        Wide = "wide",
        /// As on a phone.
        Phone = "phone",
    }
}

/// How a page is made, and what it shows at first.
///
/// The reader of the page can switch everything but `live`, and the fragment of its address says
/// what it shows: words with commas between them, in any order, such as `#pending` or
/// `#form,manual,dataset,dark,phone`. What the fragment does not name is as the options have it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// The kind of repository; `None` for what the metadata of the card suggests, and a model
    /// where it suggests nothing.
    pub repo_type: Option<RepoType>,
    /// Who lets visitors in.
    pub approval: Approval,
    /// How far the visitor has got.
    pub state: FormState,
    /// The colours.
    pub theme: Theme,
    /// The width of the form.
    pub width: Width,
    /// Whether the page follows a server.
    ///
    /// Such a page listens to server-sent events at the relative address `events`. After each
    /// event of the name `page` it fetches `./` and takes over what has changed there, so that
    /// what was typed, the focus, the place on the page and the state stay as they are.
    pub live: bool,
}
