//! Runs the beginning of a language's page literally: the section `First program`, in a folder that has only the release
//! folder's files. The program connects to api.zoom.us through a proxy, the sandbox.

use crate::command::{run, timed};
use crate::files::{entries, fresh, read, write};
use std::os::unix::fs::symlink;
use std::path::Path;
use zoomuser_sandbox::{Recorded, Sandbox};

const SECTION: &str = "\n## First program\n";

/// Runs the section of a page in a folder, with the files of the release folder beside it.
pub(super) fn check(page: &str, folder: &Path, release: &Path, sandbox: &Sandbox) -> Result<(), String> {
    let script = script(&read(page)?).map_err(|why| format!("{page}: {why}"))?;
    fresh(folder)?;
    for file in entries(release)? {
        let link = folder.join(file.file_name().unwrap_or_default());
        symlink(&file, &link).map_err(|error| format!("{}: {error}", link.display()))?;
    }
    let file = folder.join("page.sh");
    write(&file, &script)?;
    sandbox.reset();
    let mut shell = timed(300);
    shell.args(["sh", "-eu"]).arg(&file).current_dir(folder).env("LC_ALL", "C.UTF-8").env_remove("SSL_CERT_DIR");
    shell.env("HTTPS_PROXY", sandbox.http_url()).env("SSL_CERT_FILE", sandbox.ca_file());
    shell.env("ZOOM_TOKEN", sandbox.token());
    // Package managers fetch nothing, and what they install stays here.
    shell.env("npm_config_offline", "true").env("GEM_HOME", folder.join("gems"));
    // The sandbox has no such user, of which the program may make a failure.
    let ended = run(&mut shell);
    let is_the_update =
        |request: &Recorded| request.method == "PATCH" && request.target == "/v2/users/ada@example.com" && request.tls;
    match sandbox.requests().iter().filter(|request| is_the_update(request)).count() {
        1 => Ok(()),
        count => Err(format!("{page}: the first program sent {count} updates, expected 1: {ended:?}")),
    }
}

/// A package that the section uses and the release folder does not have.
pub(super) fn lacks(page: &str, release: &Path) -> Result<Option<String>, String> {
    let script = script(&read(page)?).map_err(|why| format!("{page}: {why}"))?;
    Ok(packages(&script).into_iter().find(|package| !release.join(package).exists()).map(str::to_owned))
}

/// The packages of languages that a script names: `zoomuser-VERSION` and an ending. Archives have their system behind that.
fn packages(script: &str) -> Vec<&str> {
    let package = format!("zoomuser-{}.", zoomuser::VERSION);
    let words = script.split(|c: char| c.is_whitespace() || c == '/' || c == ':');
    words.filter(|word| word.starts_with(&package)).collect()
}

/// A piece of the section.
#[derive(Debug, PartialEq)]
pub(crate) enum Piece {
    Commands(String),
    File { name: String, text: String },
}

/// The section up to the commands that run its program: blocks of commands, which are marked with the name of their `shell`, and
/// the program, in the file that is named before it.
pub(crate) fn first_program(page: &str, shell: &str) -> Result<Vec<Piece>, String> {
    let (_, section) = page.split_once(SECTION).ok_or("expected a section First program")?;
    let section = section.split_once("\n## ").map_or(section, |(section, _)| section);
    let (mut pieces, mut before) = (Vec::new(), String::new());
    let mut lines = section.lines();
    while let Some(line) = lines.next() {
        let Some(language) = line.strip_prefix("```") else {
            // A paragraph counts until the next one.
            before.push_str(if line.is_empty() { "\n" } else { line });
            continue;
        };
        let block: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
        let text = block.join("\n") + "\n";
        if language == shell {
            let has_program = pieces.iter().any(|piece| matches!(piece, Piece::File { .. }));
            pieces.push(Piece::Commands(text));
            if has_program {
                return Ok(pieces);
            }
        } else {
            let name =
                file(&before).ok_or_else(|| format!("expected `Save this as` a file before a block of {language}"))?;
            pieces.push(Piece::File { name: name.to_owned(), text });
        }
        before.clear();
    }
    Err("expected commands behind the program".to_owned())
}

/// The section as one shell script.
fn script(page: &str) -> Result<String, String> {
    let piece = |piece| match piece {
        Piece::Commands(text) => text,
        Piece::File { name, text } => format!("cat > '{name}' <<'END OF THE BLOCK'\n{text}END OF THE BLOCK\n"),
    };
    Ok(first_program(page, "sh")?.into_iter().map(piece).collect())
}

/// The file that the last paragraph names: Save this as `NAME`.
fn file(before: &str) -> Option<&str> {
    let paragraph = before.trim_end().rsplit('\n').next()?;
    paragraph.rsplit_once("ave this as `")?.1.split_once('`').map(|(name, _)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_and_files_are_one_script() {
        let page = "# X\n\n```sh\nno\n```\n\n## First program\n\nUnpack:\n\n```sh\ntar xf a\n```\n\nThen save this as `a.js`:\n\n\
                    ```js\none\n\ntwo\n```\n\n```sh\nnode a.js\n```\n\nMore:\n\n```js\n2\n```\n\n## Next\n\n```sh\nno\n```\n";
        let expected = "tar xf a\ncat > 'a.js' <<'END OF THE BLOCK'\none\n\ntwo\nEND OF THE BLOCK\nnode a.js\n";
        assert_eq!(script(page), Ok(expected.to_owned()));
    }

    #[test]
    fn packages_are_found_in_commands() {
        let version = zoomuser::VERSION;
        let script = format!("tar xf zoomuser-{version}-linux-x86_64.tar.gz\nnpm install ./zoomuser-{version}.tgz\n");
        assert_eq!(packages(&script), [format!("zoomuser-{version}.tgz")]);
        let folder = crate::command::target_dir().join("languages-pages-test");
        fresh(&folder).expect("made");
        let tgz = format!("zoomuser-{version}.tgz");
        assert_eq!(lacks("docs/node.md", &folder), Ok(Some(tgz.clone())));
        write(&folder.join(tgz), "").expect("written");
        assert_eq!(lacks("docs/node.md", &folder), Ok(None));
        assert_eq!(lacks("docs/lua.md", &folder), Ok(None));
    }

    #[test]
    fn a_file_without_a_name_is_refused() {
        assert!(script("# X\n").is_err_and(|why| why.contains("expected a section")));
        assert!(
            script("# X\n\n## First program\n\nText.\n\n```js\n1\n```\n").is_err_and(|why| why.contains("block of js"))
        );
    }
}
