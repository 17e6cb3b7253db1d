//! The `{{variables}}` of Postman.

use std::collections::HashMap;

/// Names and values. A value may hold variables itself.
#[derive(Default)]
pub(super) struct Variables {
    values: HashMap<String, String>,
    /// Those that were asked for and are not there, each once.
    pub(super) missing: Vec<String>,
}

/// How deep variables may stand in variables, and how long a text may become: two that name each other never end.
const DEEPEST: usize = 8;
const LONGEST: usize = super::LONGEST;

impl Variables {
    /// The first value of a name counts: variables of an item come before those of its collection.
    pub(super) fn add(&mut self, name: String, value: String) {
        self.values.entry(name).or_insert(value);
    }

    /// The text with its variables filled in; those that are missing stay.
    pub(super) fn fill(&mut self, text: &str) -> Result<String, String> {
        let mut text = text.to_owned();
        for _ in 0..DEEPEST {
            let (filled, changed) = self.fill_once(&text)?;
            text = filled;
            if !changed {
                return Ok(text);
            }
        }
        Err(format!("a variable stands for others, more than {DEEPEST} deep"))
    }

    fn fill_once(&mut self, text: &str) -> Result<(String, bool), String> {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        let mut changed = false;
        while let Some((before, after)) = rest.split_once("{{") {
            out.push_str(before);
            // Of `{{{` the last two begin the name.
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
            if out.len() > LONGEST {
                return Err(format!("its variables make it longer than {LONGEST} bytes"));
            }
        }
        out.push_str(rest);
        if out.len() > LONGEST {
            return Err(format!("its variables make it longer than {LONGEST} bytes"));
        }
        Ok((out, changed))
    }
}

fn is_name(name: &str) -> bool {
    const LONGEST_NAME: usize = 128;
    !name.trim().is_empty() && name.len() <= LONGEST_NAME && !name.contains(['{', '}', '"', '\n'])
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
    fn variables_that_never_end_are_told() {
        assert!(variables(&[("a", "{{b}}"), ("b", "{{a}}")]).fill("{{a}}").is_err());
        let tenfold = "{{a}}".repeat(10);
        let mut bomb: Vec<(String, String)> =
            (0..8).map(|i| (format!("v{i}"), tenfold.replace('a', &format!("v{}", i + 1)))).collect();
        bomb.push(("v8".to_owned(), "x".repeat(1000)));
        let pairs: Vec<_> = bomb.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        assert!(variables(&pairs).fill("{{v0}}").is_err());
    }
}
