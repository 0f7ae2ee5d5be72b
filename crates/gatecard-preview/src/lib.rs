//! Shows the gate of a card as its visitors will see it: one HTML page that needs no other file,
//! sends nothing and loads nothing.
//!
//! * [`Preview::new`] takes a card and what [`check`](gatecard::Card::check) found in it, and
//!   [`page`] makes the page.
//! * [`index`] makes a page that lists many previews with their findings.
//! * [`policy`] is the Content-Security-Policy that each page carries, for a server to send, too.
//!
//! Nothing that a card holds gets into a page unescaped, or as HTML that could run, load or send
//! anything. This library reads no file and knows no clock and no network.
//!
//! ```
//! use gatecard::{Card, CheckOptions};
//! use gatecard_preview::{Approval, Options, Preview, page};
//!
//! let card = Card::new("---\nextra_gated_fields:\n  Company: text\n---\n# My model\n");
//! let findings = card.check(&CheckOptions::default());
//! let options = Options {
//!     approval: Approval::Manual,
//!     ..Options::default()
//! };
//! let html = page(&Preview::new("README.md", &card, &findings, options));
//! assert!(html.contains("Company"));
//! ```

mod countries;
mod hub_texts;
mod index;
mod markdown;
mod options;
mod page;
mod placed;
mod places;
mod policy;
mod preview;

pub use index::{IndexEntry, index};
pub use options::{Approval, FormState, Options, Theme, Width};
pub use page::page;
pub use placed::PlacedFinding;
pub use policy::policy;
pub use preview::Preview;
