//! The user as read, and old and new values of the fields that were set.

use super::json::to_text;
use super::page::{Page, Style};
use crate::text::{column_width, truncate};
use serde_json::Value;
use zoomuser::{Confirmation, FieldOutcome, User};
use zoomuser_bulk::license::effect::license_effect;

/// Longer values are truncated.
const MAX_VALUE_WIDTH: usize = 34;

/// What a change of one field does to the account's licenses, one line each.
pub(crate) fn effects(field: &FieldOutcome) -> Vec<String> {
    match field.outcome {
        Confirmation::Already => Vec::new(),
        _ => license_effect(&field.field, field.old.as_ref(), &field.new),
    }
}

/// Shows old and new values in columns, and the outcome of each field.
pub(crate) fn show(fields: &[FieldOutcome], is_plan: bool, page: &mut Page<'_>) {
    let value =
        |value: Option<&Value>| value.map_or_else(|| "-".to_owned(), |v| truncate(&to_text(v), MAX_VALUE_WIDTH));
    let rows: Vec<_> = fields.iter().map(|field| (field, value(field.old.as_ref()), value(Some(&field.new)))).collect();
    let name_width = column_width(rows.iter().map(|row| &row.0.field));
    let old_width = column_width(rows.iter().map(|row| &row.1));
    let new_width = column_width(rows.iter().map(|row| &row.2));
    for (field, old, new) in &rows {
        let (style, arrow) = match field.outcome {
            Confirmation::Already => (Style::Plain, "  "),
            Confirmation::Ignored => (Style::Bad, "->"),
            Confirmation::Applied | Confirmation::Differs | Confirmation::Unverifiable => (Style::Good, "->"),
        };
        let seen = match field.outcome {
            Confirmation::Ignored => format!(", is {}", value(field.seen.as_ref())),
            _ => String::new(),
        };
        let (name, outcome) = (&field.field, field.outcome.name());
        let line = format!("  {name:name_width$}  {old:old_width$}  {arrow}  {new:new_width$}  {outcome}{seen}");
        page.line(style, &line);
    }
    if is_plan {
        show_notes(fields, page);
    }
}

fn show_notes(fields: &[FieldOutcome], page: &mut Page<'_>) {
    for field in fields {
        for effect in effects(field) {
            page.line(Style::Plain, &format!("  {}: {effect}", field.field));
        }
    }
    let unverifiable = fields.iter().filter(|field| field.outcome == Confirmation::Unverifiable);
    let hidden: Vec<&str> = unverifiable.map(|field| field.field.as_str()).collect();
    if !hidden.is_empty() {
        page.line(Style::Plain, &format!("  Cannot be confirmed, since GET never returns it: {}", hidden.join(", ")));
    }
}

/// Shows each name and value of a user.
pub(crate) fn show_user(user: &User, page: &mut Page<'_>) {
    let width = user.iter().map(|(name, _)| name.chars().count()).max().unwrap_or(0);
    for (name, value) in user.iter() {
        page.line(Style::Plain, &format!("{name:width$}  {}", to_text(value)));
    }
}
