//! What the label of a checkbox asks of visitors.

use super::{Pieces, says, says_any};

/// How questions begin that are answered with yes or no.
const QUESTIONS: &[&str] = &[
    "are you",
    "can we",
    "could we",
    "did you",
    "do you",
    "does your",
    "have you",
    "is your",
    "may we",
    "shall we",
    "should we",
    "will you",
    "would you",
];
/// The first letters of these.
const FIRST_LETTERS: &[u8] = b"acdhimsw";
/// How questions begin that "yes" does not answer.
const OPEN_QUESTIONS: &[&str] = &[
    "how", "what", "when", "where", "which", "who", "whom", "whose", "why",
];
/// What a question for consent speaks of.
const CONSENT: &[&str] = &[
    "accept",
    "acknowledge",
    "agree",
    "certify",
    "comply",
    "confirm",
    "consent",
    "promise",
    "understand",
    "understood",
    "abide",
    "terms",
    "license",
    "licence",
    "conditions",
];
/// What is asked for by a wish.
const WISHES: &[&str] = &[
    "like to receive",
    "like to get",
    "like to hear",
    "like to subscribe",
    "like to join",
    "want to receive",
    "want to get",
    "want to hear",
    "want to subscribe",
    "want to join",
    "wish to receive",
    "wish to subscribe",
    "wish to join",
    "interested in receiving",
    "interested in getting",
    "interested in hearing",
    "happy to receive",
    "opt in to",
    "opt into",
    "subscribe me",
    "sign me up",
    "add me",
    "send me",
    "yes send",
    "please send",
    "keep me",
];
/// How a label begins that is such a wish as a whole.
const COMMANDS: &[&str] = &["subscribe", "receive", "sign up", "join", "get", "opt in"];
/// What can be wished for.
const NEWS: &[&str] = &[
    "announcements",
    "advertising",
    "emails",
    "e mails",
    "events",
    "informed",
    "mailing list",
    "marketing",
    "news",
    "newsletter",
    "newsletters",
    "notifications",
    "offers",
    "posted",
    "product information",
    "promotional",
    "promotions",
    "updated",
    "updates",
    "webinars",
    "hear from",
    "hear about",
    "hearing from",
    "hearing about",
];
/// What makes a wish for contact one for a case that may come.
const CONDITIONS: &[&str] = &["if", "in case", "should", "when", "whenever"];
/// What nobody needs to agree to for access.
const MARKETING: &[&str] = &[
    "advertising",
    "marketing",
    "newsletter",
    "newsletters",
    "promotional",
    "promotions",
];
/// Wishes that need nothing else, unless they have a condition.
const CONTACT: &[&str] = &[
    "like to be contacted",
    "like to be notified",
    "like to be informed",
    "want to be contacted",
    "want to be notified",
    "want to be informed",
    "wish to be contacted",
    "wish to be notified",
    "interested in being contacted",
    "happy to be contacted",
];
/// Permissions that are such a wish alone at the end of a label, or with something on offer.
const PERMISSIONS: &[&str] = &[
    "you may contact me",
    "you can contact me",
    "you may reach out to me",
    "feel free to contact me",
    "please contact me",
    "allow contact",
    "allow to contact me",
    "allow you to contact me",
    "ok to contact",
    "ok to contact me",
    "okay to contact me",
];
/// What a permission is for that nobody needs to give for access.
const OFFERS: &[&str] = &[
    "collaboration",
    "collaborations",
    "events",
    "feedback",
    "future",
    "interviews",
    "newsletter",
    "news",
    "offers",
    "opportunities",
    "products",
    "promotions",
    "releases",
    "research",
    "services",
    "studies",
    "surveys",
    "updates",
];
/// Labels that name nothing but news.
const NEWS_ALONE: &[&str] = &[
    "e mail updates",
    "email updates",
    "mailing list",
    "marketing",
    "marketing communications",
    "marketing e mails",
    "marketing emails",
    "news",
    "news and updates",
    "newsletter",
    "newsletter sign up",
    "newsletter signup",
    "newsletter subscription",
    "newsletters",
    "our newsletter",
    "promotional e mails",
    "promotional emails",
];

/// Pieces of which each wish, each command, each word for contact and each name of news has one.
pub(super) const PIECES: Pieces<22> = Pieces::new([
    *b"like", *b"want", *b"wish", *b"inte", *b"happ", *b"opt ", *b"opt-", *b"subs", *b"sign",
    *b"add ", *b"send", *b"keep", *b"rece", *b"join", *b"get ", *b"cont", *b"news", *b"upda",
    *b"mail", *b"mark", *b"prom", *b"reac",
]);

/// Whether a label begins as a question could: a quick look.
pub(super) fn begins_question(label: &str) -> bool {
    let bytes = label.as_bytes();
    let start = bytes.iter().position(u8::is_ascii_alphanumeric);
    let start = start.and_then(|start| bytes.get(start..)).unwrap_or(b"-");
    let begins = |question: &&str| {
        let first = question.as_bytes().iter().take_while(|byte| **byte != b' ');
        first
            .zip(start)
            .all(|(one, other)| one.eq_ignore_ascii_case(other))
    };
    FIRST_LETTERS.contains(&start[0].to_ascii_lowercase()) && QUESTIONS.iter().any(begins)
}

/// Whether a label asks a question other than for consent; `plain` are its plain words.
pub(crate) fn is_question(label: &str, plain: &str) -> bool {
    let end = label
        .trim_end()
        .trim_end_matches(['*', ')', '"', '”', '\'', '.']);
    let remark = label
        .rfind(['(', '（'])
        .map_or("", |at| label[..at].trim_end());
    let asks = [end, remark].iter().any(|part| part.ends_with(['?', '？']));
    let starts = QUESTIONS
        .iter()
        .any(|question| starts_with(plain, question));
    (asks || starts) && !says_any(plain, CONSENT)
}

/// Whether "yes" is no answer to a question.
pub(crate) fn is_open_question(plain: &str) -> bool {
    let mut words = OPEN_QUESTIONS.iter();
    words.any(|word| starts_with(plain, word))
}

/// Whether visitors who agree to a label ask for news or for being contacted.
pub(crate) fn is_opt_in(plain: &str) -> bool {
    let wish = says_any(plain, WISHES) || COMMANDS.iter().any(|word| starts_with(plain, word));
    let agreed = says_any(plain, &["to receive", "to receiving", "subscribe"]);
    let asked = (wish && says_any(plain, NEWS)) || (agreed && says_any(plain, MARKETING));
    // With a condition it is about what visitors do, not about what they would like.
    let contact = (says_any(plain, CONTACT) || permits(plain)) && !says_any(plain, CONDITIONS);
    (asked || contact || NEWS_ALONE.contains(&plain)) && !says(plain, "not")
}

/// Whether a label permits to be contacted, and no more than that.
fn permits(plain: &str) -> bool {
    let alone = |words: &&&str| plain.ends_with(**words);
    let mut permissions = PERMISSIONS.iter().filter(|words| says(plain, words));
    let consent = says_any(plain, CONSENT);
    permissions.any(|words| !consent && (alone(&words) || says_any(plain, OFFERS)))
}

fn starts_with(plain: &str, words: &str) -> bool {
    plain
        .strip_prefix(words)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
}

#[cfg(test)]
mod tests {
    use super::{COMMANDS, CONTACT, NEWS_ALONE, PERMISSIONS, PIECES, WISHES};

    #[test]
    fn the_quick_look_sees_each_wish() {
        let all = [WISHES, COMMANDS, CONTACT, PERMISSIONS, NEWS_ALONE];
        for words in all.into_iter().flatten() {
            // Commands and others go on with a space.
            assert!(PIECES.are_in(&format!("{words} ")), "{words}");
        }
    }
}
