//! The bindings of other languages, each run by its own compiler or interpreter: the same script in every language, held
//! against what it has to print and against what the sandbox saw (`tests/bindings/README.md`).

pub(crate) mod language;
pub(crate) mod pages;
mod place;
mod release;
mod table;

use crate::command::{command, is_there, output, run, start_sandbox, target_dir};
use crate::files;
use crate::native::{build_workspace, link_soname};
use crate::sandboxed::Sandboxed;
use language::Language;
use place::Place;
use std::fs;
use std::path::{Path, PathBuf};
use table::{Done, SCRIPT};

/// Pages of languages that have no script, since other steps test them, each with its compiler.
const PAGES: [(&str, &str, &str); 2] = [("docs/c-api.md", "c", "gcc"), ("bindings/cpp/README.md", "cpp", "g++")];

/// The user who is changed.
const JANE: &str = "jane@example.com";
const JOHN: &str = "john@example.com";
/// Changes that the script sends, refused ones included, and how many of them are those of the case `cancel`.
const UPDATES: u64 = 10;
const UPDATES_OF_CANCEL: u64 = 2;

/// The step of the suite: every language that can run here, and the table of those.
pub(crate) fn check() -> Result<Vec<String>, String> {
    let (done, missing) = run_languages(&[])?;
    table::check(&done)?;
    Ok(missing)
}

/// Runs the beginning of a page with the files of a release folder.
pub(crate) fn check_page(page: &str, name: &str, release: &Path) -> Result<(), String> {
    pages::check(page, &page_folder(name), release, &start_sandbox()?)
}

fn page_folder(name: &str) -> PathBuf {
    target_dir().join("languages").join(name).join("page")
}

/// Runs the languages of these names, or all that can run here; with all of them the table is written.
pub(crate) fn run_named(names: &[&str]) -> Result<(), String> {
    let (done, missing) = run_languages(names)?;
    for line in &missing {
        println!("skipped: {line}");
    }
    if names.is_empty() && missing.is_empty() { table::write(&done) } else { Ok(()) }
}

fn run_languages(names: &[&str]) -> Result<(Vec<Done>, Vec<String>), String> {
    let languages = language::all()?;
    if let Some(unknown) = names.iter().find(|name| {
        languages.iter().all(|language| language.folder != **name) && PAGES.iter().all(|(_, page, _)| page != *name)
    }) {
        let known: Vec<&str> = languages.iter().map(|language| language.folder.as_str()).collect();
        return Err(format!("{unknown}: no such language; there are {}", known.join(", ")));
    }
    let library = build_workspace()?;
    link_soname(&library)?;
    let (release, not_made) = release::make(&library)?;
    let sandbox = start_sandbox()?;
    let (mut done, mut missing) = (Vec::new(), Vec::new());
    let is_wanted = |language: &Language| names.is_empty() || names.contains(&language.folder.as_str());
    for language in languages.into_iter().filter(is_wanted) {
        match language.missing() {
            Some(why) => missing.push(format!("{}: {why}", language.name)),
            None => {
                let place = Place::make(&language, &library, &sandbox)?;
                let page = format!("docs/{}.md", language.folder);
                let cases = place.run().map_err(|why| format!("{}: {why}", language.name))?;
                match pages::lacks(&page, &release)? {
                    Some(file) => missing.push(format!("{page}: {file} was not made: {}", not_made.join("; "))),
                    None => pages::check(&page, &place.out.join("page"), &release, &sandbox)?,
                }
                println!("{}: passed", language.name);
                done.push(Done { language, left_out: cases });
            }
        }
    }
    // What the step for C and C++ compiles has no place of its own.
    for (page, name, compiler) in PAGES.iter().filter(|(_, name, _)| names.is_empty() || names.contains(name)) {
        if is_there(compiler) {
            pages::check(page, &page_folder(name), &release, &sandbox)?;
        } else {
            missing.push(format!("{page}: {compiler} is missing (apt-get install {compiler})"));
        }
    }
    Ok((done, missing))
}

impl Language {
    /// What is not there, and how to get it.
    fn missing(&self) -> Option<String> {
        let absent = |words: &str| {
            let mut words = words.split(' ');
            let program = words.next().unwrap_or_default();
            let arguments: Vec<&str> = words.collect();
            if arguments.is_empty() { !is_there(program) } else { output(command(program).args(arguments)).is_err() }
        };
        let (program, get) = self.needs.iter().find(|(words, _)| absent(words))?;
        Some(format!("`{program}` does not work ({get})"))
    }
}

impl Place<'_> {
    fn run(&self) -> Result<Vec<(String, String)>, String> {
        for words in &self.language.prepare {
            run(&mut self.command(words))?;
        }
        let left_out = self.script()?;
        self.example()?;
        self.file_example()?;
        Ok(left_out)
    }

    /// Runs the script and compares line by line.
    fn script(&self) -> Result<Vec<(String, String)>, String> {
        self.sandbox.reset();
        let printed = output(&mut self.command(&self.language.script))?;
        let script = SCRIPT.replace("{version}", zoomuser::VERSION);
        let case = |line: &str| line.split(['.', ' ']).next().unwrap_or_default().to_owned();
        let mut left_out: Vec<(String, String)> = Vec::new();
        let mut lines = printed.lines().map(str::trim_end);
        for expected in script.lines() {
            if left_out.iter().any(|(name, _)| *name == case(expected)) {
                continue;
            }
            let line = lines.next().ok_or_else(|| format!("it ended before `{expected}`"))?;
            match line.split_once(" left out: ") {
                Some((name, why))
                    if name == case(expected) && self.language.left_out.iter().any(|case| case == name) =>
                {
                    left_out.push((name.to_owned(), why.to_owned()));
                }
                _ if line == expected => {}
                _ => return Err(format!("expected `{expected}`, got `{line}`")),
            }
        }
        if let Some(line) = lines.next() {
            return Err(format!("nothing more was expected, got `{line}`"));
        }
        self.check_sandbox(&left_out)?;
        Ok(left_out)
    }

    /// Checks in the sandbox that the user is as the script set them, and that nothing else was sent.
    fn check_sandbox(&self, left_out: &[(String, String)]) -> Result<(), String> {
        let jane = self.sandbox.user(JANE).unwrap_or_default();
        for member in
            [r#""first_name":"Zoë 𝄞""#, r#""dept":"Sales""#, r#""cost_center":"one call""#, r#""job_title":"""#]
        {
            if !jane.contains(member) {
                return Err(format!("{JANE} has not {member}: {jane}"));
            }
        }
        if jane.contains(r#""location""#) {
            return Err(format!("{JANE} still has a location: {jane}"));
        }
        let makes = |case: &str| !left_out.iter().any(|(name, _)| name == case);
        let (cancels, many) = (makes("cancel"), makes("bulk"));
        let john = self.sandbox.user(JOHN).unwrap_or_default();
        if many && !john.contains(r#""cost_center":"many""#) {
            return Err(format!("{JOHN} was not changed: {john}"));
        }
        let most = UPDATES + u64::from(many) - if cancels { 0 } else { UPDATES_OF_CANCEL };
        // The one that is cancelled may end before it is sent.
        let least = most - u64::from(cancels);
        match self.sandbox.stats().updates {
            updates if (least..=most).contains(&updates) => Ok(()),
            updates => Err(format!("expected {least} to {most} updates to reach the sandbox, got {updates}")),
        }
    }

    /// The example's exit code says whether it updated the user; it reports a missing user.
    fn example(&self) -> Result<(), String> {
        self.sandbox.reset();
        let mut updated = self.command(&self.language.example);
        let said = output(updated.args([JANE, "Engineering"]))?;
        if !said.contains("the user is updated") {
            return Err(format!("the example does not say that the user is updated: {said}"));
        }
        Sandboxed::here(self.sandbox).expect_dept("the example", "Engineering")?;
        let mut refused = self.command(&self.language.example);
        let refused =
            refused.args(["nobody@example.com", "Engineering"]).output().map_err(|error| error.to_string())?;
        let said = String::from_utf8_lossy(&refused.stdout).into_owned() + &String::from_utf8_lossy(&refused.stderr);
        if refused.status.code() != Some(1) || !said.contains("no such user on this account") {
            return Err(format!("the example, of a user who is not there: {}, {said}", refused.status));
        }
        Ok(())
    }

    /// It prints how each row ended, and its exit code says whether anything was sent.
    fn file_example(&self) -> Result<(), String> {
        if self.language.file_example.is_empty() {
            return Ok(());
        }
        self.sandbox.reset();
        let [users, run] = ["update_file.csv", "update_file.run"].map(|name| self.out.join(name));
        let mut refused = self.command(&self.language.file_example);
        let refused = refused.arg(&users).env("ZOOM_BASE_URL", "x").output().map_err(|error| error.to_string())?;
        if refused.status.code() != Some(2) || !String::from_utf8_lossy(&refused.stderr).contains("base_url: ") {
            let said = String::from_utf8_lossy(&refused.stderr);
            return Err(format!("the example for a file, with an unusable base_url: {}, {said}", refused.status));
        }
        files::fresh(&run)?;
        // The run makes its folder itself.
        fs::remove_dir(&run).map_err(|error| format!("{}: {error}", run.display()))?;
        for (header, code, expected) in [
            ("depth", 2, vec!["the nearest is dept"]),
            (
                "dept",
                1,
                vec![
                    "line 2: john@example.com: sent: ",
                    "line 3: nobody@example.com: failed: ",
                    "2 rows: 1 sent, 1 failed",
                ],
            ),
        ] {
            files::write(&users, &format!("email;{header}\n{JOHN};Engineering\nnobody@example.com;Engineering\n"))?;
            let mut example = self.command(&self.language.file_example);
            let ended = example.arg(&users).arg(&run).output().map_err(|error| error.to_string())?;
            let said = String::from_utf8_lossy(&ended.stdout).into_owned() + &String::from_utf8_lossy(&ended.stderr);
            if ended.status.code() != Some(code) || !expected.iter().all(|line| said.contains(line)) {
                return Err(format!("the example for a file, with the field {header}: {}, {said}", ended.status));
            }
        }
        let john = self.sandbox.user(JOHN).unwrap_or_default();
        if john.contains(r#""dept":"Engineering""#) && run.join("journal.jsonl").exists() {
            return Ok(());
        }
        Err(format!("the example for a file did not change {JOHN} in a run with a folder: {john}"))
    }
}
