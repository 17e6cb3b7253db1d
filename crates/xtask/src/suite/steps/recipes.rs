//! The recipes of `CONTRIBUTING.md`, followed in a copy of the tree: a field, an option and a status are added, and nothing
//! but what the recipe says is written by hand.

use crate::command::{cargo, output, root, run, target_dir};
use crate::files;
use std::path::Path;
use std::process::Command;

/// Places that a recipe may touch by hand.
#[cfg(test)]
const MAX_PLACES: usize = 2;

/// What is added, and the places that the recipe names.
struct Recipe {
    adds: &'static str,
    places: &'static [Place],
}

/// Text that is put before a text that the file has once.
struct Place {
    path: &'static str,
    before: &'static str,
    text: &'static str,
}

const RECIPES: &[Recipe] = &[
    Recipe {
        adds: "a field",
        places: &[
            Place {
                path: "crates/core/src/request/schema.rs",
                before: "    body(\"login_type\",",
                text: "    body(\"recipe_field\", text(64), \"a field that the test of the recipes adds\"),\n",
            },
            Place {
                path: "crates/sandbox/src/account/fields.rs",
                before: "];\n\nconst TEXT: Kind",
                text: "    shown(\"recipe_field\", Kind::Text(Some(64))),\n",
            },
        ],
    },
    Recipe {
        adds: "an option",
        places: &[
            Place {
                path: "crates/core/src/client/option_schema.rs",
                before: "    \"only_changes\", Switch,",
                text: "    \"recipe_option\", Switch, \"off\", \"an option that the test of the recipes adds\",\n        \
                       |o, v| o.net_mut().recipe_option = v.switch()?;\n",
            },
            Place {
                path: "crates/core/src/net/settings.rs",
                before: "    pub(crate) user_agent: String,",
                text: "    pub(crate) recipe_option: bool,\n",
            },
        ],
    },
    Recipe {
        adds: "a status",
        places: &[Place {
            path: "crates/core/src/response/status.rs",
            before: "    /// A defect in this library, caught",
            text: "    /// A status that the test of the recipes adds.\n    RecipeStatus = 59, \"RECIPE_STATUS\", \"a status of \
                       the recipes\", retryable: true, exit: 8, python: \"ApiError\";\n",
        }],
    },
];

/// Follows every recipe in one copy, generates what is generated, and builds and tests it.
pub(crate) fn check() -> Result<(), String> {
    let folder = target_dir().join("recipes");
    let tree = folder.join("tree");
    copy_tree(&tree)?;
    for place in RECIPES.iter().flat_map(|recipe| recipe.places) {
        let file = tree.join(place.path);
        files::write(&file, &added(&files::read(&file)?, place)?)?;
    }
    let in_tree = |words: &[&str]| {
        let mut command: Command = cargo();
        command.args(words).current_dir(&tree).env("CARGO_TARGET_DIR", folder.join("target"));
        run(&mut command)
    };
    in_tree(&["run", "--quiet", "--package", "xtask", "--", "header"])?;
    in_tree(&["run", "--quiet", "--package", "xtask", "--", "header", "--check"])?;
    in_tree(&["run", "--quiet", "--package", "xtask", "--", "check-bindings"])?;
    in_tree(&["check", "--quiet", "--workspace", "--all-targets"])?;
    in_tree(&[
        "test",
        "--quiet",
        "--package",
        "zoomuser",
        "--package",
        "zoomuser-sandbox",
        "--package",
        "zoomuser-cli",
    ])?;
    let added: Vec<&str> = RECIPES.iter().map(|recipe| recipe.adds).collect();
    println!("{} were added as CONTRIBUTING.md says, and nothing else was needed", added.join(" and "));
    Ok(())
}

/// All files that git has or would take, at the same places below `to`.
fn copy_tree(to: &Path) -> Result<(), String> {
    files::fresh(to)?;
    let mut git = crate::command::command("git");
    let listed = output(git.args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"]))?;
    let names = listed.split('\0').filter(|name| !name.is_empty());
    // A file that git still lists may have been removed.
    let mut existing = names.filter(|name| root().join(name).is_file());
    existing.try_for_each(|name| files::copy(&root().join(name), &to.join(name)))
}

/// The text with what the recipe adds.
fn added(text: &str, place: &Place) -> Result<String, String> {
    match text.split_once(place.before) {
        Some((before, after)) if !after.contains(place.before) => {
            Ok([before, place.text, place.before, after].concat())
        }
        _ => Err(format!("{}: expected `{}` once: correct recipes.rs", place.path, place.before.trim())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_recipe_touches_two_places_at_most_and_each_is_there() {
        for recipe in RECIPES {
            assert!(recipe.places.len() <= MAX_PLACES, "{}", recipe.adds);
            for place in recipe.places {
                let text = files::read(place.path).expect(place.path);
                let new = added(&text, place).expect("the place");
                assert_eq!(new.len(), text.len() + place.text.len());
            }
        }
    }

    #[test]
    fn a_place_that_is_missing_or_not_the_only_one_is_refused() {
        let place = Place { path: "a.rs", before: "];", text: "x" };
        assert_eq!(added("[\n];\n", &place), Ok("[\nx];\n".to_owned()));
        for text in ["", "];];"] {
            assert!(added(text, &place).is_err(), "{text}");
        }
    }
}
