//! Text in HTML.

/// A text for a page, between tags and in quoted attributes. Characters that a page cannot show, and those that change the
/// direction of what follows, become U+FFFD.
pub(crate) fn escaped(text: &str) -> String {
    text.chars().fold(String::with_capacity(text.len()), |mut escaped, c| {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            '\n' | '\t' => escaped.push(c),
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => escaped.push('\u{fffd}'),
            c if c.is_control() => escaped.push('\u{fffd}'),
            c => escaped.push(c),
        }
        escaped
    })
}

/// JSON for a `script` element: no text in it ends the element.
pub(crate) fn json_in_page(json: &str) -> String {
    json.replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_a_text_is_markup() {
        let text = "<a href='x\" onclick=\"y'>&amp;\0\u{202e}\u{85}\u{e9}\n";
        let expected = "&lt;a href=&#39;x&quot; onclick=&quot;y&#39;&gt;&amp;amp;\u{fffd}\u{fffd}\u{fffd}\u{e9}\n";
        assert_eq!(escaped(text), expected);
        assert_eq!(json_in_page("{\"a\":\"</script><!--&\"}"), r#"{"a":"\u003c/script\u003e\u003c!--\u0026"}"#);
    }
}
