//! The bindings of other languages, each run by its own compiler or interpreter: the same script in every language, held
//! against what it has to print and against what the sandbox saw (`tests/bindings/README.md`).

mod registry;
mod table;

use crate::command::{cargo, command, is_there, output, root, run, target_dir};
use crate::native::link_soname;
use registry::{LANGUAGES, Language};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use zoomuser_sandbox::Sandbox;

/// What the script prints, a line each.
const SCRIPT: &str = include_str!("../../../../tests/bindings/script.txt");
/// The user who is changed.
const JANE: &str = "jane@example.com";
/// Changes that the script sends, refused ones included, and how many of them are those of the case `cancel`.
const UPDATES: u64 = 10;
const UPDATES_OF_CANCEL: u64 = 2;

/// How a language did.
struct Done {
    language: &'static Language,
    /// Cases that were left out, and why.
    left_out: Vec<(String, String)>,
}

/// The step of the suite: every language that can run here, and the table of those.
pub(crate) fn check() -> Result<Vec<String>, String> {
    let (done, missing) = run_languages(&[])?;
    table::check(&done)?;
    Ok(missing)
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
    if let Some(unknown) = names.iter().find(|name| LANGUAGES.iter().all(|language| language.folder != **name)) {
        let known: Vec<&str> = LANGUAGES.iter().map(|language| language.folder).collect();
        return Err(format!("{unknown}: no such language; there are {}", known.join(", ")));
    }
    run(cargo().args(["build", "--quiet", "--package", "zoomuser-ffi"]))?;
    let library = target_dir().join("debug");
    link_soname(&library)?;
    let sandbox = Sandbox::start().map_err(|error| format!("the sandbox does not start: {error}"))?;
    let (mut done, mut missing) = (Vec::new(), Vec::new());
    for language in LANGUAGES.iter().filter(|language| names.is_empty() || names.contains(&language.folder)) {
        match language.missing() {
            Some(why) => missing.push(format!("{}: {why}", language.name)),
            None => {
                let place = Place::make(language, &library, &sandbox)?;
                done.push(place.run().map_err(|why| format!("{}: {why}", language.name))?);
            }
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

/// Where a language is tried.
struct Place<'a> {
    language: &'static Language,
    library: &'a Path,
    sandbox: &'a Sandbox,
    /// What is built.
    out: PathBuf,
}

impl<'a> Place<'a> {
    fn make(language: &'static Language, library: &'a Path, sandbox: &'a Sandbox) -> Result<Self, String> {
        let out = target_dir().join("languages").join(language.folder);
        fs::create_dir_all(&out).map_err(|error| format!("{}: {error}", out.display()))?;
        Ok(Self { language, library, sandbox, out })
    }

    fn run(&self) -> Result<Done, String> {
        for words in self.language.prepare {
            run(&mut self.command(words))?;
        }
        let left_out = self.script()?;
        self.example()?;
        println!("{}: passed", self.language.name);
        Ok(Done { language: self.language, left_out })
    }

    /// Runs the script and compares line by line.
    fn script(&self) -> Result<Vec<(String, String)>, String> {
        self.sandbox.reset();
        let printed = output(&mut self.command(self.language.script))?;
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
                Some((name, why)) if name == case(expected) && self.language.leaves_out(name) => {
                    left_out.push((name.to_owned(), why.to_owned()));
                }
                _ if line == expected => {}
                _ => return Err(format!("expected `{expected}`, got `{line}`")),
            }
        }
        if let Some(line) = lines.next() {
            return Err(format!("nothing more was expected, got `{line}`"));
        }
        self.judge(&left_out)?;
        Ok(left_out)
    }

    /// What the sandbox has to say: the user is as the script set them, and nothing was sent that should not be.
    fn judge(&self, left_out: &[(String, String)]) -> Result<(), String> {
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
        let cancels = !left_out.iter().any(|(name, _)| name == "cancel");
        let most = if cancels { UPDATES } else { UPDATES - UPDATES_OF_CANCEL };
        // The one that is cancelled may end before it is sent.
        let least = most - u64::from(cancels);
        match self.sandbox.books().updates {
            updates if (least..=most).contains(&updates) => Ok(()),
            updates => Err(format!("expected {least} to {most} updates to reach the sandbox, got {updates}")),
        }
    }

    /// The example updates a user, and says so by its exit code; of a user who is not there it says that.
    fn example(&self) -> Result<(), String> {
        self.sandbox.reset();
        let mut updated = self.command(self.language.example);
        let said = output(updated.args([JANE, "Engineering"]))?;
        if !said.contains("the user is updated") {
            return Err(format!("the example does not say that the user is updated: {said}"));
        }
        if !self.sandbox.user(JANE).is_some_and(|jane| jane.contains(r#""dept":"Engineering""#)) {
            return Err("the example did not change the user".to_owned());
        }
        let mut refused = self.command(self.language.example);
        let refused =
            refused.args(["nobody@example.com", "Engineering"]).output().map_err(|error| error.to_string())?;
        let said = String::from_utf8_lossy(&refused.stdout).into_owned() + &String::from_utf8_lossy(&refused.stderr);
        if refused.status.code() != Some(1) || !said.contains("no such user on this account") {
            return Err(format!("the example, of a user who is not there: {}, {said}", refused.status));
        }
        Ok(())
    }

    /// A command of the registry, with its places filled in, in the folder of the language's tests.
    fn command(&self, words: &[&str]) -> Command {
        let filled = words.iter().map(|word| {
            let root = root().display().to_string();
            let word = word.replace("{root}", &root).replace("{out}", &self.out.display().to_string());
            word.replace("{library}", &self.library.display().to_string())
        });
        let mut filled = filled.collect::<Vec<_>>().into_iter();
        let mut timed = command("timeout");
        timed.args(["--kill-after=5", "300"]).arg(filled.next().unwrap_or_default()).args(filled);
        timed
            .current_dir(root().join("tests/bindings").join(self.language.folder))
            .env("LC_ALL", "C.UTF-8")
            .env("LD_LIBRARY_PATH", self.library)
            .env("ZOOM_LIBRARY", self.library.join("libzoomuser.so"))
            .env("ZOOM_TOKEN", self.sandbox.token())
            .env("ZOOM_BASE_URL", self.sandbox.base_url())
            .env("ZOOM_CA_FILE", self.sandbox.ca_file());
        timed
    }
}
