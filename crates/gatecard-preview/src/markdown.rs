//! The prompt and the description: Markdown to HTML that cannot run, load or send anything.
//!
//! The Hub renders both texts as Markdown and sanitises the HTML in them. Which HTML it lets
//! through is not known, so what passes here is what texts are made of, and nothing else.

mod bounds;
mod links;
mod sanitiser;

use linkify::LinkFinder;
use maud::PreEscaped;
use pulldown_cmark::{CowStr, Event, LinkType, Options, Parser, Tag, TagEnd, TextMergeStream};

use bounds::{MAX_ATTRIBUTE, Run};

/// A text as the page shows it.
pub(crate) struct Rendered {
    pub(crate) html: PreEscaped<String>,
    /// Whether it is too long to be shown whole.
    pub(crate) is_cut: bool,
    /// Whether it has so much HTML that it is shown as it is written.
    pub(crate) has_too_much_html: bool,
}

impl Rendered {
    /// Whether an image is replaced by its alternative text.
    pub(crate) fn has_image(&self) -> bool {
        self.html.0.contains("<img")
    }

    /// Whether it can be wider than the page.
    pub(crate) fn has_table(&self) -> bool {
        self.html.0.contains("<table")
    }
}

/// Renders Markdown as GitHub writes it: with tables, strikethrough, task lists and bare links.
pub(crate) fn render(text: &str) -> Rendered {
    let shown = bounds::beginning(text);
    let has_too_much_html = shown.contains('<') && bounds::has_too_much_html(parse(shown));
    let mut pass = Pass {
        finder: links::finder(),
        shows_html: has_too_much_html,
        run: Run::default(),
        in_image: 0,
        alternative: 0,
        in_link_or_code: 0,
        in_raw_link: false,
        events: Vec::new(),
    };
    bounds::shallow(parse(shown)).for_each(|event| pass.event(event));
    let mut html = String::with_capacity(shown.len() * 3 / 2);
    pulldown_cmark::html::push_html(&mut html, pass.events.into_iter());
    let html = sanitiser::sanitise(&align_by_attribute(html));
    Rendered {
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

/// One pass over the events of a text.
struct Pass<'a> {
    finder: LinkFinder,
    /// Whether raw HTML is shown as it is written.
    shows_html: bool,
    run: Run,
    in_image: usize,
    /// The length of the alternative text so far.
    alternative: usize,
    in_link_or_code: usize,
    /// Whether a link is open that the author wrote in HTML. It ends with its block at the latest.
    in_raw_link: bool,
    events: Vec<Event<'a>>,
}

impl<'a> Pass<'a> {
    fn event(&mut self, event: Event<'a>) {
        match event {
            Event::Text(text) if self.in_link_or_code > 0 || self.in_raw_link => self.text(&text),
            Event::Text(text) => self.text_with_links(&text),
            Event::Html(html) | Event::InlineHtml(html) if self.shows_html => self.text(&html),
            Event::Html(html) => self.html(without_inputs(&html)),
            Event::InlineHtml(tag) => {
                self.in_raw_link = links::is_open_after(&tag).unwrap_or(self.in_raw_link);
                self.html(without_inputs(&tag));
            }
            Event::Code(code) => {
                self.html("<code>");
                self.text(&code);
                self.html("</code>");
            }
            Event::TaskListMarker(done) => {
                let checked = if done { "checked" } else { "" };
                self.html(format!(
                    "<input type=checkbox aria-label=Task disabled {checked}>"
                ));
            }
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            event => self.events.push(event),
        }
    }

    fn start(&mut self, tag: Tag<'a>) {
        self.run.end();
        self.in_raw_link &= links::is_inline(tag.to_end());
        match tag {
            Tag::Image { .. } => {
                self.alternative = 0;
                self.in_image += 1;
            }
            Tag::Link { .. } | Tag::CodeBlock(_) => self.in_link_or_code += 1,
            _ => {}
        }
        self.events.push(Event::Start(bounds::short(tag)));
    }

    fn end(&mut self, tag: TagEnd) {
        self.run.end();
        self.in_raw_link &= links::is_inline(tag);
        let inside = match tag {
            TagEnd::Image => &mut self.in_image,
            TagEnd::Link | TagEnd::CodeBlock => &mut self.in_link_or_code,
            _ => &mut 0,
        };
        *inside = inside.saturating_sub(1);
        self.events.push(Event::End(tag));
    }

    fn html(&mut self, html: impl Into<CowStr<'a>>) {
        if self.in_image > 0 {
            return;
        }
        self.run.end();
        self.events.push(Event::InlineHtml(html.into()));
    }

    fn text(&mut self, text: &str) {
        if self.in_image > 0 {
            self.alternative += text.len();
            if self.alternative <= MAX_ATTRIBUTE {
                self.events.push(Event::Text(text.to_owned().into()));
            }
            return;
        }
        for (piece, run_is_full) in self.run.pieces(text) {
            if run_is_full {
                self.events.push(Event::InlineHtml("<!---->".into()));
            }
            self.events.push(Event::Text(piece.to_owned().into()));
        }
    }

    fn text_with_links(&mut self, text: &str) {
        if self.in_image > 0 {
            return self.text(text);
        }
        for (piece, address) in links::pieces(&self.finder, text) {
            let Some(address) = address else {
                self.text(piece);
                continue;
            };
            self.start(Tag::Link {
                link_type: LinkType::Autolink,
                dest_url: address.into(),
                title: "".into(),
                id: "".into(),
            });
            self.text(piece);
            self.end(TagEnd::Link);
        }
    }
}

/// HTML of the author's without inputs, so that no input passes but those of task lists.
fn without_inputs(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        let (before, tag) = rest.split_at(at + 1);
        out += before;
        let name = tag.get(..5);
        if name.is_some_and(|name| name.eq_ignore_ascii_case("input")) {
            out += "no-";
        }
        rest = tag;
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

#[cfg(test)]
mod tests {
    use super::{bounds::MAX_DEPTH, render};

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
            "<a href=\"https://example.org/a\">https://example.org/b</a>",
            "<a\nhref='https://example.org/a'>**https://example.org/b** or c@example.org</a>",
            "<A href='https://example.org/a'>www.example.org</A> and <abbr>no link</abbr>",
        ] {
            let html = html(markdown);
            assert_eq!(html.matches("<a ").count(), 1, "{html}");
            assert!(html.contains("<a href=\"https://example.org/a\""), "{html}");
        }
        for markdown in [
            "<a href='https://example.org/a'>b</a> https://example.org/c",
            "<a href='https://example.org/a'>b\n\nhttps://example.org/c",
            "| a | b |\n|-|-|\n| <a href='https://example.org/a'>b | c@example.org |",
            "- <a href='https://example.org/a'>b\n  - https://example.org/c",
        ] {
            let html = html(markdown);
            assert!(html.contains("<a href=\"https://example.org/a\""), "{html}");
            assert!(
                html.contains(">https://example.org/c</a>") || html.contains(">c@example.org</a>"),
                "{html}"
            );
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
        let code = html("![a `b` <i>c</i>](d)");
        assert!(code.contains("alt=\"a b c\""), "{code}");
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
            "[a](https:./relative) <a href='https:relative'>b</a> <a href='ht\ttps://example.org'>c</a>",
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
    fn long_texts_are_whole() {
        for text in [
            "&é ".repeat(5_000),
            "a\n".repeat(5_000),
            format!("`{}`", "& ".repeat(5_000)),
        ] {
            let plain = html(&text).replace("&amp;", "&");
            let expected = text.trim().trim_matches('`').trim();
            assert!(plain.contains(expected), "{}", &plain[..80]);
        }
    }

    #[test]
    fn hostile_texts_stay_small() {
        let deep = html(&">".repeat(10_000));
        assert!(deep.matches("<blockquote").count() <= MAX_DEPTH);
        let raw = render(&"<b>".repeat(2_000));
        assert!(raw.has_too_much_html && raw.html.0.contains("&lt;b&gt;"));
        let repeated = (0..900).fold(String::new(), |text, n| text + &format!("<b title={n}>"));
        let repeated = render(&(repeated + &"\n\na".repeat(20_000)));
        assert!(repeated.html.0.len() < 1_000_000);
        assert!(render(&"a ".repeat(1 << 20)).is_cut);
        let link = html(&format!("[a](https://example.org/{})", "a".repeat(5_000)));
        assert!(!link.contains("href"));
        assert!(html(&format!("![{}](b)", "a ".repeat(5_000))).len() < 5_000);
    }
}
