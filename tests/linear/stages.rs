//! The stages of gatecard, each to be counted on its own.

use std::{hint::black_box, path::Path};

use gatecard::{
    Card, CheckOptions, Finding, FrontMatter, LineIndex, Safety, add_ignores, decode, fix,
    yaml::Reader,
};
use gatecard_cli::{Checked, Color, FailOn, Format, LookArgs, Writer};
use gatecard_preview::{Options, Preview, page};

/// Counts what is done in it: valgrind knows it by its name.
#[inline(never)]
pub(crate) fn counted_work(work: &mut dyn FnMut()) {
    work();
}

/// Kinds of cards.
pub(crate) enum Cards {
    /// All of them.
    All,
    /// Those with mistakes.
    Mistaken,
    /// The first ones of those.
    Some,
}

/// A stage.
pub(crate) struct Stage {
    pub(crate) name: &'static str,
    /// How many times as large its cards are: some stages do little work.
    pub(crate) scale: usize,
    /// How much of its work is by chance, where that is much.
    pub(crate) chance: u64,
    /// The cards that go through it.
    pub(crate) cards: Cards,
    /// Gets a card ready, and does the work of the stage within `counted_work`, once.
    pub(crate) run: fn(&str),
}

/// All stages.
pub(crate) const STAGES: &[Stage] = &[
    Stage {
        name: "decoding",
        scale: 64,
        chance: 0,
        cards: Cards::All,
        run: |text| counted_work(&mut || drop(black_box(decode(text.as_bytes())))),
    },
    Stage {
        name: "finding the block",
        scale: 64,
        chance: 0,
        cards: Cards::All,
        run: |text| {
            counted_work(&mut || {
                for reader in [Reader::Hub, Reader::Python] {
                    black_box(FrontMatter::find(text, reader));
                }
            });
        },
    },
    Stage {
        name: "reading as the Hub",
        scale: 8,
        chance: 0,
        cards: Cards::All,
        run: |text| read(text, Reader::Hub),
    },
    Stage {
        name: "reading as Python",
        scale: 8,
        chance: 0,
        cards: Cards::All,
        run: |text| read(text, Reader::Python),
    },
    Stage {
        name: "making the gate",
        scale: 16,
        chance: 0,
        cards: Cards::All,
        run: |text| {
            let card = Card::new(text);
            let reading = card.reading(Reader::Hub);
            counted_work(&mut || {
                black_box(reading.gate());
            });
        },
    },
    Stage {
        name: "values",
        scale: 4,
        chance: 0,
        cards: Cards::All,
        run: |text| {
            let card = Card::new(text);
            let readings = [Reader::Hub, Reader::Python].map(|reader| card.reading(reader));
            counted_work(&mut || readings.iter().for_each(|it| drop(black_box(it.values()))));
        },
    },
    Stage {
        name: "checking",
        scale: 2,
        chance: 0,
        cards: Cards::All,
        run: |text| {
            let card = Card::new(text);
            for reader in [Reader::Hub, Reader::Python] {
                let _ = card.reading(reader).gate();
            }
            counted_work(&mut || drop(black_box(card.check_all(&options()))));
        },
    },
    Stage {
        name: "fixing",
        scale: 1,
        chance: 0,
        cards: Cards::All,
        run: |text| {
            counted_work(&mut || drop(black_box(fix(text, &options(), Safety::Unsafe))));
        },
    },
    Stage {
        name: "silencing",
        scale: 1,
        chance: 0,
        cards: Cards::Mistaken,
        run: |text| {
            counted_work(&mut || {
                black_box(add_ignores(text, &options(), "so", |_, findings| findings));
            });
        },
    },
    Stage {
        name: "the preview",
        scale: 7,
        chance: 100_000,
        cards: Cards::All,
        run: |text| {
            let card = Card::new(text);
            let findings = card.check(&options());
            counted_work(&mut || {
                let preview = Preview::new("README.md", &card, &findings, Options::default());
                black_box(page(&preview));
            });
        },
    },
    Stage {
        name: "places",
        scale: 2,
        chance: 0,
        cards: Cards::Mistaken,
        run: |text| {
            let findings = Card::new(text).check(&options());
            counted_work(&mut || {
                let mut lines = LineIndex::new(text);
                for finding in &findings {
                    black_box(lines.position(finding.span.range().end));
                }
            });
        },
    },
    Stage {
        name: "full",
        scale: 2,
        chance: 0,
        cards: Cards::Some,
        run: |text| write(text, Format::Full),
    },
    Stage {
        name: "concise",
        scale: 2,
        chance: 0,
        cards: Cards::Some,
        run: |text| write(text, Format::Concise),
    },
    Stage {
        name: "json",
        scale: 1,
        chance: 0,
        cards: Cards::Some,
        run: |text| write(text, Format::Json),
    },
    Stage {
        name: "json-lines",
        scale: 1,
        chance: 0,
        cards: Cards::Some,
        run: |text| write(text, Format::JsonLines),
    },
    Stage {
        name: "sarif",
        scale: 1,
        chance: 0,
        cards: Cards::Some,
        run: |text| write(text, Format::Sarif),
    },
    Stage {
        name: "github",
        scale: 2,
        chance: 0,
        cards: Cards::Some,
        run: |text| write(text, Format::Github),
    },
    Stage {
        name: "gitlab",
        scale: 1,
        chance: 0,
        cards: Cards::Some,
        run: |text| write(text, Format::Gitlab),
    },
    Stage {
        name: "junit",
        scale: 1,
        chance: 0,
        cards: Cards::Some,
        run: |text| write(text, Format::Junit),
    },
    Stage {
        name: "rdjson",
        scale: 1,
        chance: 0,
        cards: Cards::Some,
        run: |text| write(text, Format::Rdjson),
    },
    Stage {
        name: "checkstyle",
        scale: 2,
        chance: 0,
        cards: Cards::Some,
        run: |text| write(text, Format::Checkstyle),
    },
];

fn options() -> CheckOptions {
    CheckOptions {
        pedantic: true,
        ..CheckOptions::default()
    }
}

fn read(text: &str, reader: Reader) {
    counted_work(&mut || {
        black_box(Card::new(text).reading(reader).state());
    });
}

fn write(text: &str, format: Format) {
    let findings: Vec<Finding> = Card::new(text).check(&options());
    let fingerprints = vec!["0".repeat(64); findings.len()];
    let look = LookArgs {
        color: Color::Always,
        no_graphics: false,
    };
    let writer = Writer::new(format, look);
    counted_work(&mut || {
        black_box(writer.card(&Checked {
            path: Path::new("README.md"),
            file: "README.md",
            name: "README.md",
            text,
            is_legible: true,
            findings: &findings,
            fingerprints: &fingerprints,
            silenced: &[],
            has_baseline: false,
            fail_on: FailOn::Warning,
        }));
    });
}
