//! Zoom's errors in XML: `<result><code>300</code><message>…</message></result>`, with an `<errors>` element for each field.

use super::page::unescaped;

/// Deeper documents, and longer names, are not Zoom's. Every text has its whole path, so both bound the memory.
const MAX_DEPTH: usize = 8;
const MAX_NAME_LEN: usize = 64;

/// The texts of an XML document with their paths, such as `("result/code", "300")`, in their order. An element without text
/// has the text "". `None` if the document is not well-formed, is deeply nested or has a document type definition.
pub(crate) fn texts(document: &str) -> Option<Vec<(String, String)>> {
    let mut texts = Vec::<(String, String)>::new();
    // The name of each open element and the place of its text.
    let mut open = Vec::<(&str, usize)>::new();
    let mut rest = document;
    while let Some(at) = rest.find('<') {
        let (text, markup) = rest.split_at(at);
        add(&mut texts, &open, &unescaped(text))?;
        rest = if let Some(comment) = markup.strip_prefix("<!--") {
            comment.split_once("-->")?.1
        } else if let Some(data) = markup.strip_prefix("<![CDATA[") {
            let (data, rest) = data.split_once("]]>")?;
            add(&mut texts, &open, data)?;
            rest
        } else if let Some(instruction) = markup.strip_prefix("<?") {
            instruction.split_once("?>")?.1
        } else if let Some(end) = markup.strip_prefix("</") {
            let (name, rest) = end.split_once('>')?;
            (open.pop()?.0 == name.trim_end()).then_some(rest)?
        } else {
            let (tag, rest) = tag(markup.get(1..)?)?;
            let name = tag.split(|c: char| c.is_whitespace() || c == '/').next()?;
            let parent = open.last().and_then(|(_, place)| texts.get(*place));
            let is_second_root = parent.is_none() && !texts.is_empty();
            let is_name = name.starts_with(char::is_alphabetic) && name.len() <= MAX_NAME_LEN;
            if !is_name || is_second_root || open.len() == MAX_DEPTH {
                return None;
            }
            let path = parent.map_or_else(|| name.to_owned(), |(path, _)| format!("{path}/{name}"));
            if !tag.ends_with('/') {
                open.push((name, texts.len()));
            }
            texts.push((path, String::new()));
            rest
        };
    }
    (open.is_empty() && !texts.is_empty() && rest.trim().is_empty()).then_some(texts)
}

/// Adds to the text of the innermost open element. Outside of all elements only white space is allowed.
fn add(texts: &mut [(String, String)], open: &[(&str, usize)], text: &str) -> Option<()> {
    match open.last() {
        Some((_, place)) => texts.get_mut(*place)?.1.push_str(text),
        None if text.trim().is_empty() => {}
        None => return None,
    }
    Some(())
}

/// A start tag up to its `>`, which may also be in the value of an attribute.
fn tag(text: &str) -> Option<(&str, &str)> {
    let mut quote = None;
    let end = text.find(|c| match quote {
        Some(opened) if c == opened => {
            quote = None;
            false
        }
        Some(_) => false,
        None if matches!(c, '"' | '\'') => {
            quote = Some(c);
            false
        }
        None => c == '>',
    })?;
    Some((text.get(..end)?, text.get(end + 1..)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(document: &str) -> Option<Vec<(String, String)>> {
        texts(document).map(|texts| texts.into_iter().map(|(path, text)| (path, text.trim().to_owned())).collect())
    }

    #[test]
    fn elements_have_their_texts() {
        let document = "<?xml version=\"1.0\"?>\n<!-- a < b --><result a='>' b=\"'>\">\n<code>300</code ><empty/>\
                        <message>No &amp; <![CDATA[<no>]]>.</message><errors><field>a</field></errors>\
                        <errors><field>b</field></errors></result>\n";
        let expected = [
            ("result", ""),
            ("result/code", "300"),
            ("result/empty", ""),
            ("result/message", "No & <no>."),
            ("result/errors", ""),
            ("result/errors/field", "a"),
            ("result/errors", ""),
            ("result/errors/field", "b"),
        ];
        assert_eq!(read(document).unwrap(), expected.map(|(path, text)| (path.to_owned(), text.to_owned())));
    }

    #[test]
    fn what_is_not_well_formed_is_nothing() {
        let long = format!("<{}/>", "a".repeat(MAX_NAME_LEN + 1));
        for document in [
            long.as_str(),
            "<a>",
            "<a></b>",
            "<a></a></a>",
            "<a/><b/>",
            "<a/>x",
            "x<a/>",
            "< a/>",
            "<a",
            "<a b='>",
            "<!-- ",
            "<![CDATA[x]]><a/>",
            "<a><![CDATA[</a>",
            "<?xml",
            "<!DOCTYPE a><a/>",
            "<a><a><a><a><a><a><a><a><a></a></a></a></a></a></a></a></a></a>",
            "",
        ] {
            assert_eq!(read(document), None, "{document}");
        }
    }
}
