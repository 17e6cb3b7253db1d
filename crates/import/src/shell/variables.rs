//! Postman's `{{variables}}`.

use crate::draft::MAX_TEXT_BYTES;
use std::collections::HashMap;

/// Names and values. A value may contain variables itself.
#[derive(Default)]
pub(crate) struct Variables {
    values: HashMap<String, String>,
    /// The names of undefined variables, without duplicates.
    pub(crate) missing: Vec<String>,
}

/// How deeply variables may be nested: two that name each other would never end.
const MAX_DEPTH: usize = 8;

impl Variables {
    /// Adds a variable. The first value of a name counts, since an item's variables precede its collection's.
    pub(crate) fn add(&mut self, name: String, value: String) {
        self.values.entry(name).or_insert(value);
    }

    /// Fills in the variables of a text; undefined ones are kept.
    pub(crate) fn fill(&mut self, text: &str) -> Result<String, String> {
        let mut text = text.to_owned();
        for _ in 0..MAX_DEPTH {
            let (filled, changed) = self.fill_once(&text)?;
            text = filled;
            if !changed {
                return Ok(text);
            }
        }
        Err(format!("variables are nested more than {MAX_DEPTH} deep"))
    }

    fn fill_once(&mut self, text: &str) -> Result<(String, bool), String> {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        let mut changed = false;
        while let Some((before, after)) = rest.split_once("{{") {
            out.push_str(before);
            // The last two braces of `{{{` begin the name.
            let braces = after.len() - after.trim_start_matches('{').len();
            let (extra, after) = after.split_at(braces);
            out.push_str(extra);
            match after.split_once("}}").filter(|(name, _)| is_name(name)) {
                Some((name, after)) => {
                    match self.values.get(name.trim()) {
                        Some(value) => {
                            out.push_str(value);
                            changed = true;
                        }
                        None => {
                            out.push_str(&format!("{{{{{name}}}}}"));
                            if !self.missing.iter().any(|missing| missing == name.trim()) {
                                self.missing.push(name.trim().to_owned());
                            }
                        }
                    }
                    rest = after;
                }
                None => {
                    out.push_str("{{");
                    rest = after;
                }
            }
            if out.len() > MAX_TEXT_BYTES {
                return Err(format!("its variables make it longer than {MAX_TEXT_BYTES} bytes"));
            }
        }
        out.push_str(rest);
        if out.len() > MAX_TEXT_BYTES {
            return Err(format!("its variables make it longer than {MAX_TEXT_BYTES} bytes"));
        }
        Ok((out, changed))
    }
}

fn is_name(name: &str) -> bool {
    const MAX_NAME_LEN: usize = 128;
    !name.trim().is_empty() && name.len() <= MAX_NAME_LEN && !name.contains(['{', '}', '"', '\n'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn variables(pairs: &[(&str, &str)]) -> Variables {
        let mut variables = Variables::default();
        for (name, value) in pairs {
            variables.add((*name).to_owned(), (*value).to_owned());
        }
        variables
    }

    #[test]
    fn variables_are_filled_in() {
        let mut variables = variables(&[("a", "1"), ("b", "<{{a}}>"), ("a", "2")]);
        let text = "{{a}}{{ b }} {{c}} {{{a}}} {{ {{}} { {{x\"y}} {{";
        assert_eq!(variables.fill(text).as_deref(), Ok("1<1> {{c}} {1} {{ {{}} { {{x\"y}} {{"));
        assert_eq!(variables.missing, ["c"]);
    }

    #[test]
    fn endless_variables_are_refused() {
        assert!(variables(&[("a", "{{b}}"), ("b", "{{a}}")]).fill("{{a}}").is_err());
        let tenfold = "{{a}}".repeat(10);
        let mut bomb: Vec<(String, String)> =
            (0..8).map(|i| (format!("v{i}"), tenfold.replace('a', &format!("v{}", i + 1)))).collect();
        bomb.push(("v8".to_owned(), "x".repeat(1000)));
        let pairs: Vec<_> = bomb.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        assert!(variables(&pairs).fill("{{v0}}").is_err());
    }
}
