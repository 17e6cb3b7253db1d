//! The first words of an HTML page or plain text, which proxies, filters and gateways in front of Zoom send.

use crate::text::breaks_line;

/// How many characters of a page's text are shown.
const MAX_SHOWN_CHARS: usize = 200;

/// How many bytes of a page are searched for text.
const MAX_SEARCHED_BYTES: usize = 64 * 1024;

/// Elements whose content is not shown as text.
const HIDDEN: [&str; 6] = ["script", "style", "title", "template", "noscript", "svg"];

/// The title of an HTML page on one line, or "".
pub(crate) fn title(page: &str) -> String {
    let page = searched(page);
    let lower = page.to_ascii_lowercase();
    let inside = || {
        let open = lower.find("<title")?;
        let start = open + lower.get(open..)?.find('>')? + 1;
        let length = lower.get(start..)?.find("</title")?;
        page.get(start..start + length)
    };
    one_line(&unescaped(inside().unwrap_or_default()))
}

/// The visible text of an HTML page on one line, or "".
pub(crate) fn visible(page: &str) -> String {
    let page = searched(page);
    let lower = page.to_ascii_lowercase();
    let (mut text, mut at) = (String::new(), 0);
    while let Some(rest) = page.get(at..).filter(|rest| !rest.is_empty()) {
        let Some(open) = rest.find('<') else {
            text.push_str(rest);
            break;
        };
        text.push_str(rest.get(..open).unwrap_or_default());
        text.push(' ');
        let tag = at + open;
        let inside = lower.get(tag + 1..).unwrap_or_default();
        let hidden = HIDDEN.iter().find(|name| {
            inside.strip_prefix(**name).is_some_and(|after| !after.starts_with(|c: char| c.is_ascii_alphanumeric()))
        });
        let end = match hidden {
            Some(name) => format!("</{name}"),
            None if inside.starts_with("!--") => "-->".to_owned(),
            None => ">".to_owned(),
        };
        // An element that is not closed hides the rest of the page.
        let Some(length) = lower.get(tag..).and_then(|rest| rest.find(&end)) else { break };
        at = tag + length + end.len();
        if hidden.is_some() {
            let Some(length) = lower.get(at..).and_then(|rest| rest.find('>')) else { break };
            at += length + 1;
        }
    }
    one_line(&unescaped(&text))
}

/// Plain text on one line, or "" if it looks like binary data.
pub(crate) fn plain(text: &str) -> String {
    let text = searched(text);
    let unprintable =
        text.chars().filter(|c| (c.is_control() && !c.is_whitespace()) || *c == char::REPLACEMENT_CHARACTER);
    if unprintable.count() * 10 > text.chars().count() { String::new() } else { one_line(text) }
}

/// The text, cut at the number of characters that are shown.
pub(crate) fn shortened(text: &str) -> String {
    if text.chars().count() <= MAX_SHOWN_CHARS {
        return text.to_owned();
    }
    let mut short: String = text.chars().take(MAX_SHOWN_CHARS).collect();
    short.push('…');
    short
}

fn searched(text: &str) -> &str {
    let mut end = text.len().min(MAX_SEARCHED_BYTES);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or_default()
}

/// Collapses white space, and drops characters that would change how the line is displayed.
fn one_line(text: &str) -> String {
    let words = text.split_whitespace().map(|word| word.chars().filter(|c| !breaks_line(*c)).collect::<String>());
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Decodes the common character references.
pub(crate) fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        let (before, reference) = rest.split_at(at);
        out.push_str(before);
        let end = reference.bytes().take(11).position(|byte| byte == b';');
        match end.and_then(|end| Some((character(reference.get(1..end)?)?, reference.get(end + 1..)?))) {
            Some((c, after)) => {
                out.push(c);
                rest = after;
            }
            None => {
                out.push('&');
                rest = reference.get(1..).unwrap_or_default();
            }
        }
    }
    out.push_str(rest);
    out
}

fn character(name: &str) -> Option<char> {
    let number = |digits: &str| match digits.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok(),
        None => digits.parse().ok(),
    };
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        "nbsp" => Some(' '),
        _ => char::from_u32(number(name.strip_prefix('#')?)?),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_and_texts_of_pages() {
        for (page, shown_title, text) in [
            ("<html><head><TITLE lang=en> 502 Bad\nGateway </title></head><body>x</body>", "502 Bad Gateway", "x"),
            ("<!DOCTYPE html><title>never closed", "", ""),
            (
                "<p>Sign&nbsp;in &lt;now&gt; &#38; here &#x41; &bogus; & </p><!-- <b>no</b> -->end",
                "",
                "Sign in <now> & here A &bogus; & end",
            ),
            ("<style>p{}</style><scripts>a</scripts><script>if (a<b) {}</script><h1>b</h1>c", "", "a b c"),
            ("\u{130}<title>\u{130}\u{202e}</title>\u{130}", "\u{130}", "\u{130} \u{130}"),
            ("<html><code>300</code></html>", "", "300"),
            ("<result", "", ""),
            ("<script>", "", ""),
        ] {
            assert_eq!((title(page).as_str(), visible(page).as_str()), (shown_title, text), "{page}");
        }
    }

    #[test]
    fn plain_texts_are_one_line_and_binary_is_nothing() {
        assert_eq!(plain("error code: 1010"), "error code: 1010");
        assert_eq!(plain(" Blocked\u{7}\r\n by\tpolicy "), "Blocked by policy");
        assert_eq!(plain("\u{fffd}\u{fffd}PNG"), "");
        assert_eq!(plain(""), "");
        assert_eq!(shortened(&"x".repeat(5_000)).chars().count(), MAX_SHOWN_CHARS + 1);
        assert_eq!(shortened("short"), "short");
        assert!(plain(&"é".repeat(100_000)).chars().count() <= MAX_SEARCHED_BYTES);
    }
}
