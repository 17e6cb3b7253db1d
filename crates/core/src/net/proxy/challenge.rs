//! The challenges of `Proxy-Authenticate` (RFC 9110, section 11.6.1).

use crate::http_head::is_token_byte;

/// The authentication schemes that messages name.
const SCHEMES: [&str; 6] = ["Basic", "NTLM", "Negotiate", "Kerberos", "Digest", "Bearer"];
/// Any other scheme; its name is untrusted input and not shown.
const OTHER: &str = "another kind";

/// The schemes in the values of all header lines, each once, in the order of the table.
pub(crate) fn schemes<'a>(values: impl Iterator<Item = &'a [u8]>) -> Vec<&'static str> {
    let offered: Vec<&str> = values.flat_map(elements).filter_map(scheme).collect();
    let is_offered = |name: &&str| offered.iter().any(|offer| offer.eq_ignore_ascii_case(name));
    let is_other = |offer: &&str| !SCHEMES.iter().any(|name| name.eq_ignore_ascii_case(offer));
    let other = offered.iter().any(is_other).then_some(OTHER);
    SCHEMES.into_iter().filter(is_offered).chain(other).collect()
}

/// The elements of a list, which commas outside of quoted strings separate.
fn elements(value: &[u8]) -> Vec<&[u8]> {
    let (mut elements, mut start) = (Vec::new(), 0);
    let (mut is_quoted, mut is_escaped) = (false, false);
    for (at, byte) in value.iter().enumerate() {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' if is_quoted => is_escaped = true,
            b'"' => is_quoted = !is_quoted,
            b',' if !is_quoted => {
                elements.extend(value.get(start..at));
                start = at + 1;
            }
            _ => {}
        }
    }
    elements.extend(value.get(start..));
    elements
}

/// The scheme, if the element begins a challenge: a token without `=` after it. Other elements are parameters.
fn scheme(element: &[u8]) -> Option<&str> {
    let element = element.trim_ascii();
    let length = element.iter().take_while(|byte| is_token_byte(**byte)).count();
    let (token, rest) = element.split_at_checked(length)?;
    let is_parameter = rest.trim_ascii_start().starts_with(b"=");
    let is_ended = rest.first().is_none_or(u8::is_ascii_whitespace);
    if token.is_empty() || is_parameter || !is_ended { None } else { std::str::from_utf8(token).ok() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quoted_texts_and_parameters_are_no_schemes() {
        for (values, expected) in [
            (&["Basic"][..], &["Basic"][..]),
            (&["basic realm=\"x\""], &["Basic"]),
            (&["Digest realm=\"x, Basic y\""], &["Digest"]),
            (&["Digest realm=\"a\\\", Basic \\\\\", NTLM"], &["NTLM", "Digest"]),
            (&["Digest realm=\"open, Basic", "Negotiate"], &["Negotiate", "Digest"]),
            (&["Digest a=b, basic=1, Basic =2, Basic\t= \"3\""], &["Digest"]),
            (
                &["Negotiate dG9rZW4=, , NTLM TlRM==,Basic realm=\"x\", charset=\"UTF-8\""],
                &["Basic", "NTLM", "Negotiate"],
            ),
            (&["Hawk, Basic", "SCRAM-SHA-256 x=y"], &["Basic", "another kind"]),
            (&["", " , ,", "\"Basic\"", "=Basic", "Basic:x"], &[]),
        ] {
            assert_eq!(schemes(values.iter().map(|value| value.as_bytes())), expected, "{values:?}");
        }
    }
}
