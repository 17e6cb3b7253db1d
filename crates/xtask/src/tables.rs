//! The tables of the C face, as Rust with texts that C can read.

use zoomuser::Status;
use zoomuser::send::options::OPTIONS;
use zoomuser::update::fields::{FIELDS, Field, Place, ReadBack};

/// The file `crates/ffi/src/tables/generated.rs`.
pub(crate) fn rust() -> Result<String, String> {
    let mut out = String::from(
        "//! Made by `cargo xtask header` from the catalogue of the core library; do not edit.\n\n\
         use crate::text::{Fixed, fixed, wide};\n\n",
    );
    out.push_str("/// Number, name and meaning of every status.\n#[rustfmt::skip]\n");
    out.push_str("pub(crate) static STATUSES: &[(i32, Fixed, Fixed)] = &[\n");
    for status in Status::ALL {
        let (name, text) = (fixed(&c_name(*status))?, fixed(status.text())?);
        out.push_str(&format!("    ({}, {name}, {text}),\n", status.code()));
    }
    out.push_str("];\n\n");

    let whats = ["name", "kind", "place", "limits", "help", "read_back", "deprecated"];
    let rows: Vec<Vec<String>> = FIELDS.iter().map(field_row).collect();
    push_table(&mut out, "FIELD", "FIELDS", "field", &whats, &rows)?;
    out.push('\n');
    let whats = ["name", "kind", "default", "help"];
    let rows: Vec<Vec<String>> =
        OPTIONS.iter().map(|o| vec![o.name.to_owned(), o.takes(), o.default.to_owned(), o.help.to_owned()]).collect();
    push_table(&mut out, "OPTION", "OPTIONS", "option", &whats, &rows)?;
    Ok(out)
}

/// The name of a status in C.
pub(crate) fn c_name(status: Status) -> String {
    match status {
        Status::Ok => "ZOOM_OK".to_owned(),
        status => format!("ZOOM_E_{}", status.name()),
    }
}

fn field_row(field: &Field) -> Vec<String> {
    let place = match field.place {
        Place::Body => "body",
        Place::Query => "query",
    };
    let read_back = match field.read_back {
        ReadBack::Same => field.name,
        ReadBack::As(name) => name,
        ReadBack::Never => "",
    };
    [field.name, field.kind.json_type(), place, &field.limits(), field.help, read_back, field.deprecated]
        .map(str::to_owned)
        .to_vec()
}

fn push_table(
    out: &mut String,
    prefix: &str,
    name: &str,
    noun: &str,
    whats: &[&str],
    rows: &[Vec<String>],
) -> Result<(), String> {
    let n = whats.len();
    out.push_str(&format!("/// What can be asked of a {noun}: the columns of [`{name}`].\n#[rustfmt::skip]\n"));
    out.push_str(&format!("pub(crate) const {prefix}_WHATS: [&str; {n}] = {whats:?};\n\n"));
    out.push_str(&format!("/// Every {noun}.\n#[rustfmt::skip]\n"));
    out.push_str(&format!("pub(crate) static {name}: &[[Fixed; {n}]] = &[\n"));
    for row in rows {
        if row.len() != n {
            return Err(format!("{name}: a row does not fit: {row:?}"));
        }
        let cells = row.iter().map(|cell| fixed(cell)).collect::<Result<Vec<_>, _>>()?;
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
