//! The tables of the C API, as Rust with texts that C can read.

use crate::c_api::constants::c_name;
use crate::c_api::properties::{Getter, PROPERTIES, Property};
use zoomuser::Status;
use zoomuser::internal::options::OPTIONS;
use zoomuser::internal::schema::FIELDS;

/// The file `crates/ffi/src/tables/generated.rs`.
pub(crate) fn rust() -> Result<String, String> {
    let mut out = String::from(
        "//! Made by `cargo xtask header` from the tables of the core library; do not edit.\n\n\
         use crate::boundary::text::{Fixed, fixed, wide};\n\n",
    );
    out.push_str("/// Number, name and meaning of every status.\n#[rustfmt::skip]\n");
    out.push_str("pub(crate) static STATUSES: &[(i32, Fixed, Fixed)] = &[\n");
    for status in Status::ALL {
        let (name, text) = (fixed(&c_name(*status))?, fixed(status.text())?);
        out.push_str(&format!("    ({}, {name}, {text}),\n", status.code()));
    }
    out.push_str("];\n\n");

    push_table(&mut out, "field", FIELDS, |property| property.of_field)?;
    out.push('\n');
    push_table(&mut out, "option", OPTIONS, |property| property.of_option)?;
    Ok(out)
}

/// One table: its properties, and a row of texts for each item.
fn push_table<T>(
    out: &mut String,
    noun: &str,
    items: &[T],
    getter: fn(&Property) -> Option<Getter<T>>,
) -> Result<(), String> {
    let properties: Vec<_> = PROPERTIES.iter().filter_map(|one| Some((one.name, getter(one)?))).collect();
    let names: Vec<&str> = properties.iter().map(|(name, _)| *name).collect();
    let (upper, n) = (noun.to_uppercase(), names.len());
    out.push_str(&format!("/// The properties of a {noun}: the columns of [`{upper}S`].\n#[rustfmt::skip]\n"));
    out.push_str(&format!("pub(crate) const {upper}_PROPERTIES: [&str; {n}] = {names:?};\n\n"));
    out.push_str(&format!("/// Every {noun}.\n#[rustfmt::skip]\n"));
    out.push_str(&format!("pub(crate) static {upper}S: &[[Fixed; {n}]] = &[\n"));
    for item in items {
        let cells = properties.iter().map(|(_, text)| fixed(&text(item))).collect::<Result<Vec<_>, _>>()?;
        out.push_str(&format!("    [{}],\n", cells.join(", ")));
    }
    out.push_str("];\n");
    Ok(())
}

/// A text as `Fixed`.
fn fixed(text: &str) -> Result<String, String> {
    if text.contains('\0') || !text.is_ascii() {
        return Err(format!("{text:?}: expected ASCII"));
    }
    Ok(format!("fixed(c{text:?}, &wide::<{}>(c{text:?}))", text.len() + 1))
}
