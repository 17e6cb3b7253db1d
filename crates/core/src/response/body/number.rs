//! Comparison of JSON numbers by value: `1`, `1.0` and `10e-1` are equal. They are compared as decimals, so that 64-bit
//! integers are not rounded.

use serde_json::{Number, Value};

/// A decimal: the digits without leading and trailing zeros, and the power of ten they are multiplied by.
#[derive(Debug, PartialEq, Eq)]
struct Decimal {
    is_negative: bool,
    digits: String,
    shift: i64,
}

impl Decimal {
    /// Parses a JSON number; `None` for any other text, or if the exponent does not fit 64 bits.
    fn read(text: &str) -> Option<Self> {
        let (is_negative, text) = text.strip_prefix('-').map_or((false, text), |text| (true, text));
        let are_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
        if !are_digits(exponent.strip_prefix(['+', '-']).unwrap_or(exponent)) {
            return None;
        }
        let exponent: i64 = exponent.parse().ok()?;
        let (whole, part) = match mantissa.split_once('.') {
            Some((whole, part)) => (whole, Some(part)),
            None => (mantissa, None),
        };
        let is_number = are_digits(whole) && part.is_none_or(are_digits) && (whole == "0" || !whole.starts_with('0'));
        if !is_number {
            return None;
        }
        let part = part.unwrap_or_default();
        let all = format!("{whole}{part}");
        let digits = all.trim_start_matches('0').trim_end_matches('0');
        if digits.is_empty() {
            return Some(Self { is_negative: false, digits: String::new(), shift: 0 });
        }
        let zeros = all.len() - all.trim_end_matches('0').len();
        let shift = exponent.checked_sub(i64::try_from(part.len()).ok()?)?.checked_add(i64::try_from(zeros).ok()?)?;
        Some(Self { is_negative, digits: digits.to_owned(), shift })
    }

    fn integer(&self) -> Option<i64> {
        const MAX_DIGITS: usize = 20;
        let zeros = usize::try_from(self.shift).ok().filter(|zeros| zeros + self.digits.len() <= MAX_DIGITS)?;
        let sign = if self.is_negative { "-" } else { "" };
        format!("{sign}0{}{}", self.digits, "0".repeat(zeros)).parse().ok()
    }
}

/// Whether two numbers are equal.
pub(crate) fn same(one: &Number, other: &Number) -> bool {
    one == other || same_text(&one.to_string(), &other.to_string())
}

/// Whether a text is a JSON number equal to `number`.
pub(crate) fn is_text_of(number: &Number, text: &str) -> bool {
    same_text(&number.to_string(), text.trim())
}

fn same_text(one: &str, other: &str) -> bool {
    one == other || Decimal::read(one).is_some_and(|one| Some(one) == Decimal::read(other))
}

/// Whether two JSON values are equal, with numbers compared by value at every level.
pub fn same_value(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Number(one), Value::Number(other)) => same(one, other),
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| same_value(one, other))
        }
        (Value::Object(one), Value::Object(other)) => {
            let is_there = |(name, one): (&String, &Value)| other.get(name).is_some_and(|other| same_value(one, other));
            one.len() == other.len() && one.iter().all(is_there)
        }
        (one, other) => one == other,
    }
}

/// A 64-bit integer, however it is written, e.g. `1.0` or `1e3`.
pub fn integer(value: &Value) -> Option<i64> {
    let number = value.as_number()?;
    number.as_i64().or_else(|| Decimal::read(&number.to_string())?.integer())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn texts_of_numbers_are_compared_by_value() {
        for (one, other) in [
            ("2551889200", "2.5518892e9"),
            ("2551889200", "2551889200.0"),
            ("2551889200", "25518892000e-1"),
            ("1", "1.0"),
            ("1", "0.1E+1"),
            ("-1.50", "-15e-1"),
            ("0", "-0.0"),
            ("0", "0e99"),
            ("100", "1e2"),
            ("9007199254740993", "9007199254740993.00"),
            ("9007199254740993", "9007199254740.993e3"),
            ("1e400", "10e399"),
        ] {
            assert!(same_text(one, other) && same_text(other, one), "{one} {other}");
        }
        for (one, other) in [
            ("9007199254740993", "9007199254740992"),
            ("9007199254740993.0", "9007199254740992"),
            ("18446744073709551615", "18446744073709551616"),
            ("1", "-1"),
            ("1", "10"),
            ("1", "1e1"),
            ("1e400", "1e401"),
            ("1", ""),
            ("1", "01"),
            ("1", "+1"),
            ("1", "1."),
            ("0.1", ".1"),
            ("1", "1e"),
            ("1", "1e+-0"),
            ("1", "1e++0"),
            ("1", "0x1"),
            ("1", "1e99999999999999999999"),
            ("1", "\u{661}"),
        ] {
            assert!(!same_text(one, other) && !same_text(other, one), "{one} {other}");
        }
    }

    #[test]
    fn whole_numbers_are_read_in_any_form() {
        for (value, number) in [
            (json!(1.0), Some(1)),
            (json!(2.551_889_2e9), Some(2_551_889_200)),
            (json!(-3.0), Some(-3)),
            (json!(0.0), Some(0)),
            (json!(576_460_752_303_423_488_i64), Some(576_460_752_303_423_488)),
            (json!(i64::MIN), Some(i64::MIN)),
            (json!(u64::MAX), None),
            (json!(1.5), None),
            (json!(1e300), None),
            (json!("1"), None),
            (json!(null), None),
        ] {
            assert_eq!(integer(&value), number, "{value}");
        }
    }

    #[test]
    fn values_are_compared_in_depth() {
        assert!(same_value(&json!({"a": [1, {"b": 2.0}]}), &json!({"a": [1.0, {"b": 2}]})));
        assert!(!same_value(&json!({"a": [1]}), &json!({"a": [1, 1]})));
        assert!(!same_value(&json!({"a": 1}), &json!({"b": 1})));
        assert!(!same_value(&json!(1), &json!("1")) && !same_value(&json!(1), &json!(true)));
    }
}
