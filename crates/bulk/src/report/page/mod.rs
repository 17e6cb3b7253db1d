//! The page: a template, and text in it.

pub(crate) mod escape;
pub(crate) mod number;

const TEMPLATE: &str = include_str!("page.html");
const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");
/// The SHA-256 of the script, in Base64. The page allows no other script.
const SCRIPT_HASH: &str = "sha256-w1OBnL4UptD20ppdlLKYoOV9PmesQIh1RoETuG0TMEM=";

/// The page with these parts, which are HTML. A place that has no part stays empty.
pub(super) fn page(parts: &[(&str, String)]) -> String {
    let own = [("style", STYLE), ("script", SCRIPT), ("script_hash", SCRIPT_HASH)];
    let part = |name: &str| {
        let given = parts.iter().map(|(known, html)| (*known, html.as_str()));
        given.chain(own).find(|(known, _)| *known == name).map_or("", |(_, html)| html)
    };
    let mut pieces = TEMPLATE.split("{{");
    let mut page = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (name, text) = piece.split_once("}}").unwrap_or((piece, ""));
        page.push_str(part(name));
        page.push_str(text);
    }
    page
}

#[cfg(test)]
mod tests {
    use super::*;
    use ring::digest::{SHA256, digest};

    fn base64(bytes: &[u8]) -> String {
        const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        let encoded = |chunk: &[u8]| {
            let bits = chunk.iter().fold(0, |bits, byte| bits << 8 | usize::from(*byte)) << (8 * (3 - chunk.len()));
            let digit = |i: usize| if i > chunk.len() { '=' } else { char::from(DIGITS[bits >> (18 - 6 * i) & 63]) };
            (0..4).map(digit).collect::<String>()
        };
        bytes.chunks(3).map(encoded).collect()
    }

    #[test]
    fn the_hash_is_that_of_the_script() {
        assert_eq!([base64(b"f"), base64(b"fo"), base64(b"foo")], ["Zg==", "Zm8=", "Zm9v"]);
        assert_eq!(SCRIPT_HASH, format!("sha256-{}", base64(digest(&SHA256, SCRIPT.as_bytes()).as_ref())));
    }

    #[test]
    fn a_part_is_not_searched_for_places() {
        let page = page(&[("title", "{{rows}}".to_owned()), ("rows", "ROWS".to_owned())]);
        assert!(page.contains("<title>{{rows}}") && page.contains("ROWS"), "{page}");
    }

    #[test]
    fn nothing_is_loaded() {
        let page = page(&[]);
        for word in ["src=", "http:", "https:", "@import", "url(", "<link", "<form"] {
            assert!(!page.contains(word), "{word}");
        }
        assert!(!SCRIPT.contains("</") && !STYLE.contains("</"));
    }
}
