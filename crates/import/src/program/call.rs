//! What a program passes to the call: the options, and the fields as JSON.

use crate::imported::Imported;
use zoomuser::internal::encoding::{Encoding, compact, quote};
use zoomuser::internal::schema::field;
use zoomuser::internal::value::{Value, Wire};

/// The options of the call other than the token.
pub(super) fn options(imported: &Imported) -> Vec<(&'static str, &str)> {
    let encoding = match imported.encoding {
        Encoding::Json => "",
        Encoding::Multipart => "multipart",
    };
    let all =
        [("base_url", imported.base_url.as_str()), ("sub_account_id", &imported.sub_account), ("encoding", encoding)];
    all.into_iter().filter(|(_, value)| !value.is_empty()).collect()
}

/// A field as it is sent.
pub(super) fn wire<'a>((name, value): &'a (String, Value)) -> (&'a str, Wire<'a>) {
    (name, value.wire(field(name).map(|field| &field.kind)))
}

/// The members of a JSON object, each as `"name":value`.
pub(super) fn members<'a>(entries: impl Iterator<Item = (&'a str, Wire<'a>)>) -> Vec<String> {
    let member = |(name, wire): (&str, Wire<'_>)| {
        let mut out = Vec::new();
        quote(name, &mut out);
        out.push(b':');
        match wire {
            Wire::Text(text) => quote(text, &mut out),
            Wire::Json(json) => compact(&json, &mut out),
        }
        String::from_utf8_lossy(&out).into_owned()
    };
    entries.map(member).collect()
}

/// The fields as the members of a JSON object.
pub(super) fn fields(imported: &Imported) -> Vec<String> {
    members(imported.fields.iter().map(wire))
}

/// The lines of a JSON object: `{` in front of the first member, `,` or `}` after each.
pub(super) fn object_lines(members: &[String]) -> Vec<String> {
    if members.is_empty() {
        return vec!["{}".to_owned()];
    }
    let last = members.len() - 1;
    let line = |(i, member): (usize, &String)| {
        let (before, after) = (if i == 0 { "{" } else { "" }, if i == last { "}" } else { "," });
        format!("{before}{member}{after}")
    };
    members.iter().enumerate().map(line).collect()
}
