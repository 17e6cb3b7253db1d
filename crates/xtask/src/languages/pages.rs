//! Runs the first program of a language's page, `docs/<language>.md`, unchanged: in an empty folder with the library
//! beside it, where the system does not look for libraries. It connects to api.zoom.us through a proxy, the sandbox.

use super::place::{Place, fill};
use crate::command::{run, timed};
use crate::files::{read, write};
use std::fs;
use std::os::unix::fs::symlink;

/// Runs the page of a language that has one here.
pub(super) fn check(place: &Place<'_>) -> Result<(), String> {
    let Some(page) = &place.language.page else { return Ok(()) };
    let folder = place.out.join("page");
    let name = format!("docs/{}.md", place.language.folder);
    let text = read(&name)?;
    let _ = fs::remove_dir_all(&folder);
    write(
        &folder.join(&page.file),
        &format!("{}\n", program(&text, &page.block).ok_or("its page has no first call")?),
    )?;
    let library = place.library.join("libzoomuser.so");
    for file in ["libzoomuser.so", &crate::native::soname()] {
        symlink(&library, folder.join(file)).map_err(|error| format!("{file}: {error}"))?;
    }
    place.sandbox.reset();
    // The output is ignored: the sandbox has no such user.
    let mut shell = timed(300);
    shell.args(["sh", "-ec"]).arg(fill(&page.run, &place.out, place.library));
    shell.current_dir(&folder).env("LC_ALL", "C.UTF-8").env_remove("SSL_CERT_DIR");
    shell.env("HTTPS_PROXY", place.sandbox.http_url()).env("SSL_CERT_FILE", place.sandbox.ca_file());
    shell.env("ZOOM_TOKEN", place.sandbox.token());
    let ended = run(&mut shell);
    let sent = place.sandbox.requests();
    let is_the_update = |request: &zoomuser_sandbox::Recorded| {
        request.method == "PATCH" && request.target == "/v2/users/ada@example.com" && request.tls
    };
    match sent.iter().filter(|request| is_the_update(request)).count() {
        1 => Ok(()),
        count => Err(format!("{name}: the first call sent {count} updates, expected 1: {ended:?}")),
    }
}

/// The first block of this language in the section of the first call.
fn program<'a>(page: &'a str, block: &str) -> Option<&'a str> {
    let (_, section) = page.split_once("\n## First call\n")?;
    let (_, program) = section.split_once(&format!("\n```{block}\n"))?;
    program.split_once("\n```\n").map(|(program, _)| program)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_program_is_the_first_block_of_the_first_call() {
        let page =
            "# X\n\n```sh\nno\n```\n\n```js\nno\n```\n\n## First call\n\n```js\nyes\n\nyes\n```\n\n```js\nno\n```\n";
        assert_eq!(program(page, "js"), Some("yes\n\nyes"));
        assert_eq!(program(page, "sh"), None);
    }
}
