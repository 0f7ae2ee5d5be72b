//! The HTML that passes.

use std::{collections::HashSet, sync::LazyLock};

use ammonia::{Builder, UrlRelative};

/// HTML without anything that could run, load or send something, or that the page goes by.
pub(super) fn sanitise(html: &str) -> String {
    SANITISER.clean(html).to_string()
}

/// The elements that texts are made of.
#[rustfmt::skip]
const TAGS: &[&str] = &[
    "a", "abbr", "b", "bdi", "bdo", "blockquote", "br", "caption", "center", "cite", "code", "dd",
    "del", "details", "dfn", "div", "dl", "dt", "em", "figcaption", "figure", "h1", "h2", "h3",
    "h4", "h5", "h6", "hr", "i", "img", "input", "ins", "kbd", "li", "mark", "ol", "p", "pre", "q",
    "rp", "rt", "ruby", "s", "samp", "small", "span", "strike", "strong", "sub", "summary", "sup",
    "table", "tbody", "td", "tfoot", "th", "thead", "tr", "tt", "u", "ul", "var", "wbr",
];

/// The attributes that pass.
const ATTRIBUTES: &[(&str, &[&str])] = &[
    ("a", &["href", "title"]),
    ("abbr", &["title"]),
    ("bdo", &["dir"]),
    ("div", &["align", "dir"]),
    ("h1", &["align"]),
    ("h2", &["align"]),
    ("h3", &["align"]),
    ("img", &["alt"]),
    ("input", &["aria-label", "checked", "disabled", "type"]),
    ("ol", &["start"]),
    ("p", &["align"]),
    ("span", &["dir"]),
    ("td", &["align", "colspan", "rowspan"]),
    ("th", &["align", "colspan", "rowspan"]),
];

/// The attributes that are set, whatever the author wrote.
///
/// Headings are all of one level below the heading of the form, so that people who go through the
/// page by its headings find no gaps.
const SET: &[(&str, &str, &str)] = &[
    ("a", "target", "_blank"),
    ("blockquote", "dir", "auto"),
    ("h1", "aria-level", "3"),
    ("h2", "aria-level", "3"),
    ("h3", "aria-level", "3"),
    ("h4", "aria-level", "3"),
    ("h5", "aria-level", "3"),
    ("h6", "aria-level", "3"),
    ("img", "title", "An image, which this preview does not load"),
    ("input", "disabled", ""),
    ("input", "type", "checkbox"),
    ("ol", "dir", "auto"),
    ("ul", "dir", "auto"),
];

/// An address that leads out of the page wherever the page lies. One such as `https:./a` does not:
/// where the page has the same scheme, browsers take it for relative.
fn outer_address(value: &str) -> Option<&str> {
    let address = value.trim_matches(|edge: char| edge <= ' ');
    let is_outer = ["http://", "https://", "mailto:"].iter().any(|start| {
        let own = address.get(..start.len());
        own.is_some_and(|own| own.eq_ignore_ascii_case(start))
    });
    is_outer.then_some(address)
}

static SANITISER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let attributes = ATTRIBUTES
        .iter()
        .map(|(tag, names)| (*tag, names.iter().copied().collect()));
    let mut builder = Builder::empty();
    builder
        .tags(TAGS.iter().copied().collect())
        .clean_content_tags(HashSet::from(["script", "style", "title", "template"]))
        .generic_attributes(HashSet::new())
        .tag_attributes(attributes.collect())
        .url_schemes(HashSet::from(["http", "https", "mailto"]))
        .url_relative(UrlRelative::Deny)
        .attribute_filter(|_, attribute, value| match attribute {
            "href" => outer_address(value).map(Into::into),
            "align" => ["left", "center", "right"]
                .contains(&value)
                .then_some(value.into()),
            "dir" => ["auto", "ltr", "rtl"]
                .contains(&value)
                .then_some(value.into()),
            _ => Some(value.into()),
        })
        .link_rel(Some("nofollow noopener"));
    for (tag, attribute, value) in SET {
        builder.set_tag_attribute_value(*tag, *attribute, *value);
    }
    builder
});
