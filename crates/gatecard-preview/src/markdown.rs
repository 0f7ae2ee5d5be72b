//! The prompt and the description: Markdown to HTML that cannot run, load or send anything.
//!
//! The Hub renders both texts as Markdown and sanitises the HTML in them. Which HTML it lets
//! through is not known, so what passes here is what texts are made of, and nothing else.

use std::{
    collections::{HashMap, HashSet},
    sync::LazyLock,
};

use ammonia::{Builder, UrlRelative};
use linkify::{LinkFinder, LinkKind};
use maud::PreEscaped;
use pulldown_cmark::{CowStr, Event, LinkType, Options, Parser, Tag, TagEnd, TextMergeStream};

/// The longest text that is shown whole, in bytes. It is far above any licence.
const MAX_TEXT: usize = 1 << 20;
/// How deep quotes, lists and emphasis are nested before deeper ones are shown as if they were not
/// nested: nobody reads that, and the time of sanitising grows with the square of the depth.
const MAX_DEPTH: usize = 50;
/// The bounds of raw HTML in a text, past which it is shown as it is written. Elements that are
/// never closed are repeated in every paragraph behind them, so the product counts, too.
const MAX_RAW_BYTES: usize = 32 * 1024;
const MAX_RAW_TAGS: usize = 1000;
const MAX_RAW_TAGS_TIMES_BLOCKS: usize = 200_000;

/// A text as the page shows it.
pub(crate) struct Rendered {
    pub(crate) html: PreEscaped<String>,
    /// Whether an image is replaced by its alternative text.
    pub(crate) has_image: bool,
    /// Whether it can be wider than the page.
    pub(crate) has_table: bool,
    /// Whether it is too long to be shown whole.
    pub(crate) is_cut: bool,
    /// Whether it has so much HTML that it is shown as it is written.
    pub(crate) has_too_much_html: bool,
}

/// Renders Markdown as GitHub writes it: with tables, strikethrough, task lists and bare links.
pub(crate) fn render(text: &str) -> Rendered {
    let shown = &text[..text.floor_char_boundary(MAX_TEXT)];
    let has_too_much_html = has_too_much_html(shown);
    let mut finder = LinkFinder::new();
    finder.url_must_have_scheme(false);
    let mut links = 0_usize;
    let mut events = Vec::new();
    for event in shallow(parse(shown)) {
        match event {
            Event::Start(Tag::Link { .. } | Tag::Image { .. } | Tag::CodeBlock(_)) => links += 1,
            Event::End(TagEnd::Link | TagEnd::Image | TagEnd::CodeBlock) => {
                links = links.saturating_sub(1)
            }
            _ => {}
        }
        match event {
            Event::Text(text) if links == 0 => with_links(&finder, text, &mut events),
            Event::Html(html) | Event::InlineHtml(html) if has_too_much_html => {
                events.push(Event::Text(html));
            }
            Event::Html(html) | Event::InlineHtml(html) => {
                events.push(Event::InlineHtml(without_inputs(&html).into()));
            }
            Event::TaskListMarker(done) => {
                let checked = if done { "checked" } else { "" };
                let html = format!("<input type=checkbox disabled {checked}>");
                events.push(Event::InlineHtml(html.into()));
            }
            event => events.push(event),
        }
    }
    let mut html = String::with_capacity(shown.len() * 3 / 2);
    pulldown_cmark::html::push_html(&mut html, events.into_iter());
    let html = SANITISER.clean(&align_by_attribute(html)).to_string();
    Rendered {
        has_image: html.contains("<img"),
        has_table: html.contains("<table"),
        is_cut: shown.len() < text.len(),
        has_too_much_html,
        html: PreEscaped(html),
    }
}

fn parse(text: &str) -> impl Iterator<Item = Event<'_>> {
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    TextMergeStream::new(Parser::new_ext(text, options))
}

/// The events without the beginnings and ends of what is nested too deep.
fn shallow<'a>(events: impl Iterator<Item = Event<'a>>) -> impl Iterator<Item = Event<'a>> {
    let mut depth = 0_usize;
    events.filter(move |event| match event {
        Event::Start(_) => {
            depth += 1;
            depth <= MAX_DEPTH
        }
        Event::End(_) => {
            depth = depth.saturating_sub(1);
            depth < MAX_DEPTH
        }
        _ => true,
    })
}

fn has_too_much_html(text: &str) -> bool {
    if !text.contains('<') {
        return false;
    }
    let (mut bytes, mut tags, mut blocks) = (0, 0, 0);
    for event in parse(text) {
        match event {
            Event::Html(html) | Event::InlineHtml(html) => {
                bytes += html.len();
                tags += html.matches('<').count();
            }
            Event::Start(_) => blocks += 1,
            _ => {}
        }
    }
    bytes > MAX_RAW_BYTES || tags > MAX_RAW_TAGS || tags * blocks > MAX_RAW_TAGS_TIMES_BLOCKS
}

/// Adds a text, with the bare addresses in it as links.
fn with_links<'a>(finder: &LinkFinder, text: CowStr<'a>, events: &mut Vec<Event<'a>>) {
    if !text.contains(['@', ':']) && !text.contains("www.") {
        events.push(Event::Text(text));
        return;
    }
    let mut rest = 0;
    for link in finder.links(&text) {
        let Some(address) = address(link.as_str(), link.kind()) else {
            continue;
        };
        events.push(Event::Text(text[rest..link.start()].to_owned().into()));
        events.push(Event::Start(Tag::Link {
            link_type: LinkType::Autolink,
            dest_url: address.into(),
            title: "".into(),
            id: "".into(),
        }));
        events.push(Event::Text(link.as_str().to_owned().into()));
        events.push(Event::End(TagEnd::Link));
        rest = link.end();
    }
    events.push(Event::Text(text[rest..].to_owned().into()));
}

/// Where a bare link leads to; `None` for what GitHub does not take for one.
fn address(link: &str, kind: &LinkKind) -> Option<String> {
    let begins = |with: &str| {
        let start = link.get(..with.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(with))
    };
    if *kind == LinkKind::Email {
        return Some(format!("mailto:{link}"));
    }
    if begins("http://") || begins("https://") {
        return Some(link.to_owned());
    }
    begins("www.").then(|| format!("http://{link}"))
}

/// HTML of the author's without inputs, so that no input passes but those of task lists.
fn without_inputs(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        let (before, tag) = rest.split_at(at + 1);
        out += before;
        let is_input = tag
            .get(..5)
            .is_some_and(|name| name.eq_ignore_ascii_case("input"));
        rest = if is_input {
            out += "no-";
            tag
        } else {
            tag
        };
    }
    out + rest
}

/// pulldown-cmark aligns the cells of tables by a style, which the policy of the page forbids.
fn align_by_attribute(html: String) -> String {
    if !html.contains("<t") {
        return html;
    }
    ["left", "center", "right"].iter().fold(html, |html, side| {
        html.replace(
            &format!(" style=\"text-align: {side}\""),
            &format!(" align=\"{side}\""),
        )
    })
}

/// The elements that texts are made of.
const TAGS: &[&str] = &[
    "a",
    "abbr",
    "b",
    "bdi",
    "bdo",
    "blockquote",
    "br",
    "caption",
    "center",
    "cite",
    "code",
    "dd",
    "del",
    "details",
    "dfn",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "img",
    "input",
    "ins",
    "kbd",
    "li",
    "mark",
    "ol",
    "p",
    "pre",
    "q",
    "rp",
    "rt",
    "ruby",
    "s",
    "samp",
    "small",
    "span",
    "strike",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "tt",
    "u",
    "ul",
    "var",
    "wbr",
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
    ("input", &["checked"]),
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
const SET: &[(&str, &[(&str, &str)])] = &[
    ("a", &[("target", "_blank")]),
    ("blockquote", &[("dir", "auto")]),
    ("h1", &[("aria-level", "3")]),
    ("h2", &[("aria-level", "3")]),
    ("h3", &[("aria-level", "3")]),
    ("h4", &[("aria-level", "3")]),
    ("h5", &[("aria-level", "3")]),
    ("h6", &[("aria-level", "3")]),
    (
        "img",
        &[("title", "An image, which this preview does not load")],
    ),
    (
        "input",
        &[
            ("type", "checkbox"),
            ("disabled", ""),
            ("aria-label", "Task"),
        ],
    ),
    ("ol", &[("dir", "auto")]),
    ("ul", &[("dir", "auto")]),
];

static SANITISER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let attributes = ATTRIBUTES
        .iter()
        .map(|(tag, names)| (*tag, names.iter().copied().collect()));
    let set = SET
        .iter()
        .map(|(tag, values)| (*tag, values.iter().copied().collect()));
    let mut builder = Builder::empty();
    builder
        .tags(TAGS.iter().copied().collect())
        .clean_content_tags(HashSet::from(["script", "style", "title", "template"]))
        .generic_attributes(HashSet::new())
        .tag_attributes(attributes.collect())
        .set_tag_attribute_values(set.collect::<HashMap<_, _>>())
        .url_schemes(HashSet::from(["http", "https", "mailto"]))
        .url_relative(UrlRelative::Deny)
        .attribute_filter(|_, attribute, value| match attribute {
            "align" => ["left", "center", "right"]
                .contains(&value)
                .then_some(value.into()),
            "dir" => ["auto", "ltr", "rtl"]
                .contains(&value)
                .then_some(value.into()),
            _ => Some(value.into()),
        })
        .link_rel(Some("nofollow noopener"));
    builder
});

#[cfg(test)]
mod tests {
    use super::{MAX_DEPTH, render};

    fn html(text: &str) -> String {
        render(text).html.0
    }

    #[test]
    fn github_flavour() {
        for (markdown, expected) in [
            (
                "*a* **b** ~~c~~ `d`",
                "<p><em>a</em> <strong>b</strong> <del>c</del> <code>d</code></p>\n",
            ),
            ("a\nb", "<p>a\nb</p>\n"),
        ] {
            assert_eq!(html(markdown), expected);
        }
        let table = html("| a | b |\n|:-:|--:|\n| 1 | 2 |\n");
        assert!(
            table.contains("<th align=\"center\">a</th><th align=\"right\">b</th>"),
            "{table}"
        );
        let tasks = html("- [x] done\n- [ ] open\n");
        assert_eq!(tasks.matches("<input").count(), 2, "{tasks}");
        assert_eq!(tasks.matches("checked").count(), 1, "{tasks}");
        assert_eq!(tasks.matches("disabled").count(), 2, "{tasks}");
    }

    #[test]
    fn bare_addresses_are_links() {
        for (markdown, address) in [
            ("see https://example.org/a_b.", "https://example.org/a_b"),
            ("see www.example.org/a", "http://www.example.org/a"),
            ("write to a@example.org", "mailto:a@example.org"),
            ("[text](https://example.org)", "https://example.org"),
        ] {
            let html = html(markdown);
            assert!(html.contains(&format!("<a href=\"{address}\"")), "{html}");
            assert!(html.contains("rel=\"nofollow noopener\""), "{html}");
            assert!(html.contains("target=\"_blank\""), "{html}");
            assert_eq!(html.matches("<a ").count(), 1, "{html}");
        }
        for markdown in [
            "example.org",
            "ftp://example.org/a",
            "`https://example.org`",
            "a: b",
        ] {
            assert!(!html(markdown).contains("<a "), "{markdown}");
        }
    }

    #[test]
    fn nothing_is_loaded_and_nothing_runs() {
        let image = html("![A harbour](https://example.org/a.png)");
        assert!(
            image.contains("alt=\"A harbour\"") && !image.contains("src"),
            "{image}"
        );
        for markdown in [
            "<script>alert(1)</script>",
            "<img src=x onerror=alert(1)>",
            "<input type=text name=a autofocus onfocus=alert(1)>",
            "<INPUT type=submit formaction=//example.org>",
            "[a](javascript:alert(1))",
            "[a](data:text/html,x)",
            "<a href='&#106;avascript:alert(1)'>a</a>",
            "<form action=//example.org><button>b</button></form>",
            "<p style='position:fixed' class=page id=gate>a</p>",
            "[a](/relative) [b](#fragment) [c](//example.org)",
            "<svg><a xlink:href='javascript:alert(1)'>x</a></svg>",
            "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table></mtext></math>",
            "<base href=//example.org><meta http-equiv=refresh content=0><link rel=stylesheet href=//a>",
        ] {
            let html = html(markdown).to_lowercase();
            for word in [
                "<script",
                "<input",
                "<form",
                "<button",
                " src",
                " on",
                " href",
                " style=",
                " class=",
                " id=",
                "<svg",
                "<math",
                "<base",
                "<meta",
                "<link",
                "alert(1)\"",
            ] {
                assert!(!html.contains(word), "{markdown}: {html}");
            }
        }
    }

    #[test]
    fn hostile_texts_stay_small() {
        let deep = html(&">".repeat(10_000));
        assert!(deep.matches("<blockquote").count() <= MAX_DEPTH);
        let raw = render(&"<b>".repeat(2_000));
        assert!(raw.has_too_much_html && raw.html.0.contains("&lt;b&gt;"));
        let repeated: String = (0..900).map(|n| format!("<b title={n}>")).collect();
        let repeated = render(&(repeated + &"\n\na".repeat(20_000)));
        assert!(repeated.html.0.len() < 1_000_000);
        assert!(render(&"a ".repeat(1 << 20)).is_cut);
    }
}
