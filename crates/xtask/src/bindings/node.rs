//! The error classes of Node: the table in `errors.js`, what `index.js` exports and what `index.d.ts` declares.

use std::collections::BTreeSet;
use zoomuser::Status;
use zoomuser::internal::status::python_exception;

/// The three files.
pub(super) struct Files<'a> {
    pub(super) errors: &'a str,
    pub(super) index: &'a str,
    pub(super) types: &'a str,
}

/// The rows of the table: a status that is an exception of its own kind in Python is one here.
pub(super) fn rows() -> String {
    let rows = Status::ALL.iter().filter_map(|status| Some(format!("  {}: {},\n", status.name(), class(*status)?)));
    rows.collect()
}

fn class(status: Status) -> Option<&'static str> {
    match python_exception(status) {
        "" | "ZoomError" => None,
        "CancelledError" => Some("AbortError"),
        "RateLimitError" => Some("RateLimitedError"),
        class => Some(class),
    }
}

/// What is missing for a class.
pub(super) fn check(files: &Files<'_>) -> Vec<String> {
    let classes = classes(files.errors);
    let wanted: BTreeSet<&str> = Status::ALL.iter().filter_map(|status| class(*status)).collect();
    let mut wrong: Vec<String> =
        wanted.difference(&classes).map(|class| format!("errors.js: there is no class {class}")).collect();
    for class in classes {
        if !files.index.contains(&format!("exports.{class} = errors.{class};")) {
            wrong.push(format!("index.js: {class} is not exported"));
        }
        if !files.types.contains(&format!("export class {class} extends ")) {
            wrong.push(format!("index.d.ts: {class} is not declared"));
        }
    }
    wrong
}

/// The names in `class Name extends Parent`.
fn classes(text: &str) -> BTreeSet<&str> {
    text.lines().filter_map(|line| line.strip_prefix("class ")?.split_once(" extends ").map(|(name, _)| name)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::command::root;
    use std::fs;

    #[test]
    fn seeded_faults_are_found() {
        let read = |name: &str| fs::read_to_string(root().join("bindings/node").join(name)).expect(name);
        let (errors, index, types) = (read("errors.js"), read("index.js"), read("index.d.ts"));
        let with = |errors: &str, index: &str, types: &str| check(&Files { errors, index, types });
        assert_eq!(with(&errors, &index, &types), Vec::<String>::new());
        let seeded = |text: &str, from: &str, to: &str| {
            assert!(text.contains(from), "{from}");
            text.replacen(from, to, 1)
        };
        let expect = |wrong: Vec<String>, expected: &str| {
            assert!(wrong.iter().any(|why| why.contains(expected)), "{expected}: {wrong:?}");
        };
        let class = "class NotFoundError extends ApiError {}\n";
        expect(with(&seeded(&errors, class, ""), &index, &types), "errors.js: there is no class NotFoundError");
        let export = "exports.NotFoundError = errors.NotFoundError;\n";
        expect(with(&errors, &seeded(&index, export, ""), &types), "index.js: NotFoundError is not exported");
        let declared = format!("export {class}");
        expect(with(&errors, &index, &seeded(&types, &declared, "")), "index.d.ts: NotFoundError is not declared");
    }
}
