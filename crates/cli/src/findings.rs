//! What reading shows: a user, and what was found of the fields that were set.

use crate::json::visible;
use crate::page::{Page, Style, shortened, widest};
use serde_json::Value;
use zoomuser::update::licence::licence_effect;
use zoomuser::{FieldOutcome, Finding, User};

/// Longer values are cut, where two stand side by side.
const WIDEST: usize = 34;

/// What a change of one field does to the account's licences, one line each.
pub(crate) fn effects(field: &FieldOutcome) -> Vec<String> {
    match field.outcome {
        Finding::Already => Vec::new(),
        _ => licence_effect(&field.field, field.old.as_ref(), &field.new),
    }
}

/// Old and new side by side, and what became of each.
pub(crate) fn show(fields: &[FieldOutcome], is_plan: bool, page: &mut Page<'_>) {
    let value = |value: Option<&Value>| value.map_or_else(|| "-".to_owned(), |v| shortened(&visible(v), WIDEST));
    let rows: Vec<_> = fields.iter().map(|field| (field, value(field.old.as_ref()), value(Some(&field.new)))).collect();
    let name_width = widest(rows.iter().map(|row| &row.0.field));
    let old_width = widest(rows.iter().map(|row| &row.1));
    let new_width = widest(rows.iter().map(|row| &row.2));
    for (field, old, new) in &rows {
        let (style, arrow) = match field.outcome {
            Finding::Already => (Style::Plain, "  "),
            Finding::Ignored => (Style::Bad, "->"),
            Finding::Applied | Finding::Differs | Finding::Unverifiable => (Style::Good, "->"),
        };
        let seen = match field.outcome {
            Finding::Ignored => format!(", is {}", value(field.seen.as_ref())),
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
    let unverifiable = fields.iter().filter(|field| field.outcome == Finding::Unverifiable);
    let hidden: Vec<&str> = unverifiable.map(|field| field.field.as_str()).collect();
    if !hidden.is_empty() {
        page.line(Style::Plain, &format!("  Cannot be verified, as reading never shows it: {}", hidden.join(", ")));
    }
}

/// Each name and value of a user.
pub(crate) fn show_user(user: &User, page: &mut Page<'_>) {
    let width = user.iter().map(|(name, _)| name.chars().count()).max().unwrap_or(0);
    for (name, value) in user.iter() {
        page.line(Style::Plain, &format!("{name:width$}  {}", visible(value)));
    }
}
