//! `docs/sandbox.md` and the page against what the sandbox does.

use crate::client::{Client, sandbox};
use std::collections::BTreeSet;

const PAGE: &str = include_str!("../../../../docs/sandbox.md");
const CONSOLE: &str = include_str!("../../src/console.html");

/// The names in backticks in the first cells of the table below this heading.
fn first_cells(heading: &str) -> Vec<&'static str> {
    let (_, section) = PAGE.split_once(heading).expect("the heading");
    let section = section.split("\n## ").next().expect("a section");
    let rows = section.lines().filter(|line| line.starts_with("| `"));
    let cells = rows.filter_map(|row| row.split('|').nth(1));
    cells.flat_map(|cell| cell.split('`').skip(1).step_by(2)).collect()
}

fn exists(client: &mut Client, fault: &str) -> bool {
    client.call("DELETE", "/_sandbox/faults", "", "");
    client.call("POST", "/_sandbox/faults", "", &format!(r#"{{"fault":"{fault}"}}"#)).status == 201
}

#[test]
fn every_documented_fault_exists() {
    let sandbox = sandbox();
    let mut client = Client::plain(&sandbox);
    let names = first_cells("## Users and faults");
    assert!(names.len() >= 25, "{names:?}");
    for name in names {
        let sample = name.replace("HTTP", "400").replace("CODE", "300").replace("-MS", "-1").replace("-N", "-2");
        assert!(exists(&mut client, &sample), "{name}");
    }
}

/// The faults that have a button.
fn buttons() -> Vec<&'static str> {
    let list = CONSOLE.split_once("const FAULTS = {").and_then(|(_, rest)| rest.split_once("};")).expect("the list").0;
    list.split('"').skip(1).step_by(2).filter(|name| !name.starts_with(char::is_uppercase)).collect()
}

#[test]
fn every_fault_of_the_page_exists() {
    let sandbox = sandbox();
    let mut client = Client::plain(&sandbox);
    for name in buttons() {
        assert!(exists(&mut client, name), "{name}");
    }
}

#[test]
fn every_fault_is_documented_and_has_a_button() {
    // The match arms: a whole name, or what comes before the numbers.
    let arms =
        include_str!("../../src/server/fault.rs").lines().map(str::trim_start).filter(|line| line.starts_with('"'));
    let arms =
        arms.filter_map(|line| line.split_once(" => ")).flat_map(|(names, _)| names.split('"').skip(1).step_by(2));
    let faults: BTreeSet<&str> = arms.collect();
    assert!(faults.len() > 30, "{faults:?}");
    let of_arms = |names: Vec<&'static str>| -> BTreeSet<&str> {
        let arm =
            |name: &'static str| if faults.contains(name) { name } else { name.split('-').next().expect("a part") };
        names.into_iter().map(arm).collect()
    };
    assert_eq!(of_arms(first_cells("## Users and faults")), faults);
    assert_eq!(of_arms(buttons()), faults);
}

#[test]
fn every_call_is_documented_and_every_documented_one_exists() {
    let source = include_str!("../../src/server/control/mod.rs");
    let mut routes: BTreeSet<String> = BTreeSet::from(["GET events".to_owned()]);
    for line in source.lines().filter_map(|line| line.trim_start().strip_prefix("(\"")) {
        let Some((method, rest)) = line.split_once("\", [") else { continue };
        let path = rest.split(']').next().expect("a path");
        let parts: Vec<_> = path
            .split(", ")
            .map(|part| match part {
                "number" => "N",
                "id" => "ID",
                part => part.trim_matches('"'),
            })
            .collect();
        routes.insert(format!("{method} {}", parts.join("/")));
    }
    // The page itself.
    assert!(routes.remove("GET "));
    let is_call = |name: &&str| ["GET ", "PUT ", "POST ", "DELETE "].iter().any(|method| name.starts_with(method));
    let documented: BTreeSet<String> = first_cells("## Calls").into_iter().filter(is_call).map(str::to_owned).collect();
    assert_eq!(documented, routes);
}
