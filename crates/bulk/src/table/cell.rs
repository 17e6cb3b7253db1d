//! What a cell means for a row.

use super::columns::Column;
use super::damage::finding;
use super::names::Target;
use crate::formula::unguarded;
use crate::row::{Merge, PhoneNumber, Row};
use std::borrow::Cow;
use zoomuser::Problem;
use zoomuser::internal::schema::{Field, Kind, USER_TYPES};

/// The text of a cell, and what the file says about its type.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cell<'c> {
    pub(super) text: &'c str,
    pub(super) form: Form,
}

/// The type of a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(not(feature = "xlsx"), expect(dead_code, reason = "only the cells of workbooks have types"))]
pub(super) enum Form {
    /// Text of CSV, which may have a `'` against formulas.
    Csv,
    /// Text of a workbook.
    Text,
    /// A whole number of a workbook, exact.
    Whole,
    /// Another number of a workbook.
    Number,
    /// A date of a workbook.
    Date,
    /// An error such as `#N/A` of a workbook.
    Error,
}

/// The meaning of a cell, as far as it is for the row.
pub(super) enum Meaning<'c> {
    /// The cell is empty, or has a problem that the row knows.
    Nothing,
    /// The word that clears.
    Clear,
    Text(Cow<'c, str>),
}

impl<'c> Cell<'c> {
    /// What the cell means in a column. Problems and warnings go to the row; `is_guard_reported` says whether a `'` that is taken
    /// off was mentioned before.
    pub(super) fn meaning(
        self,
        column: &Column,
        clear: Option<&str>,
        is_guard_reported: &mut bool,
        row: &mut Row,
    ) -> Meaning<'c> {
        let blank = self.text.trim_matches([' ', '\u{a0}']);
        if blank.is_empty() {
            return Meaning::Nothing;
        }
        if clear == Some(blank) {
            return Meaning::Clear;
        }
        let is_digits = column.target.is_digits();
        let found = match self.form {
            Form::Csv | Form::Text => finding(blank, is_digits),
            Form::Whole if is_digits && !column.target.is_integer() => Some((
                false,
                "a number in the spreadsheet, which drops leading zeros: format the column as text and compare the value",
            )),
            Form::Whole => None,
            Form::Number => Some((
                true,
                "a number that the spreadsheet may have rounded: format the column as text and enter the value again",
            )),
            Form::Date => {
                Some((true, "a date in the spreadsheet: format the column as text and enter the value again"))
            }
            Form::Error => {
                Some((true, "an error of the spreadsheet in place of the value: correct the cell in the spreadsheet"))
            }
        };
        if let Some((is_error, message)) = found {
            let problem = Problem::new(column.header.as_str(), message);
            if is_error {
                row.problems.push(problem);
                return Meaning::Nothing;
            }
            row.warnings.push(problem);
        }
        let Some(text) = unguarded(self.text).filter(|_| self.form == Form::Csv) else {
            return Meaning::Text(self.text.into());
        };
        if !std::mem::replace(is_guard_reported, true) {
            let message =
                "the ' before = + - @, which keeps a spreadsheet from running a formula, is taken off here and below";
            row.warnings.push(Problem::new(column.header.as_str(), message));
        }
        Meaning::Text(text.into())
    }
}

/// Sets what a cell of a field means.
pub(super) fn set_field(row: &mut Row, field: &'static Field, header: &str, meaning: Meaning<'_>) {
    let text = match meaning {
        Meaning::Nothing => return,
        Meaning::Text(text) => text,
        Meaning::Clear => match field.kind {
            Kind::Text { min: 0, .. } => Cow::Borrowed(""),
            Kind::TextList { .. } | Kind::ObjectList { .. } => Cow::Borrowed("[]"),
            _ => {
                let message = format!("cannot be cleared; expected {}", field.limits());
                return row.problems.push(Problem::new(header, message));
            }
        },
    };
    let text = of_portal(field, text);
    if field.name == "type" && text.contains(char::is_alphabetic) {
        let message = "expected Basic, Licensed or No Meetings License, or the number of the type";
        return row.problems.push(Problem::new(header, message));
    }
    row.patch.set(field.name, text.into_owned());
}

/// A value as the API has it, of one as Zoom's portal shows it.
fn of_portal<'c>(field: &Field, text: Cow<'c, str>) -> Cow<'c, str> {
    let is_grouped = |c: char| c.is_ascii_digit() || matches!(c, '-' | ' ' | '\u{a0}');
    match field.name {
        "pmi" if text.contains(['-', ' ', '\u{a0}']) && !text.starts_with('-') && text.chars().all(is_grouped) => {
            text.chars().filter(char::is_ascii_digit).collect::<String>().into()
        }
        "type" => {
            let named = USER_TYPES.iter().find(|(_, name)| name.eq_ignore_ascii_case(text.trim()));
            named.map_or(text, |(number, _)| number.to_string().into())
        }
        _ => text,
    }
}

/// Adds the change of an item: of a custom attribute or a phone number. `None` removes the item.
pub(super) fn set_item(row: &mut Row, target: &Target, header: &str, text: Option<&str>) {
    match target {
        Target::Attribute(key) => {
            row.merges.push(Merge::Attribute { key: key.clone(), value: text.map(str::to_owned) });
        }
        Target::Phone(label) => match text.map(phone) {
            Some(None) => {
                let number = text.and_then(|text| text.split_whitespace().nth(1)).unwrap_or_default();
                let message = finding(number, true).map(|found| found.1);
                let message =
                    message.unwrap_or("expected the country in two letters, a blank and the number, e.g. GB 5550100");
                row.problems.push(Problem::new(header, message));
            }
            number => row.merges.push(Merge::Phone { label: (*label).to_owned(), number: number.flatten() }),
        },
        _ => {}
    }
}

/// `GB 5550100`
fn phone(text: &str) -> Option<PhoneNumber> {
    let (country, number) = text.trim().split_once(char::is_whitespace)?;
    let number = number.trim();
    let is_country = country.len() == 2 && country.bytes().all(|byte| byte.is_ascii_alphabetic());
    let is_part = |c: char| c.is_ascii_digit() || matches!(c, '+' | '-' | ' ' | '.' | '/' | '(' | ')');
    let is_number = number.chars().all(is_part) && number.contains(|c: char| c.is_ascii_digit());
    (is_country && is_number).then(|| PhoneNumber { country: country.to_ascii_uppercase(), number: number.to_owned() })
}
