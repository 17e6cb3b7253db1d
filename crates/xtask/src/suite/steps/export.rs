//! What is rendered and what is emitted, run: the collection by Postman's own runner, the programs in C. Those in Python,
//! in PureBasic and for a shell run in the tests of the package, of the binding and of the command line.

use super::c;
use crate::command::{command, is_there, output, run, start_sandbox, target_dir};
use crate::files;
use std::path::Path;
use std::process::Stdio;
use zoomuser::internal::{FlatClient as Client, Options, into_result};
use zoomuser::{Format, UserPatch};
use zoomuser_import::program::{Language, program};
use zoomuser_import::{Imported, import};
use zoomuser_sandbox::{Recorded, Sandbox};

/// Postman's runner, as npm fetches it.
const NEWMAN: &str = "newman@6.2.2";

/// Values that a form, a collection or a string literal could take for something else.
const FIELDS: &str = r#"{"dept":"D'oh \"q\" \\ $x `y` %z% ???= @f <g;type=h \n\t","cost_center":"Grüße 名 😀 \u202e “s”",
    "pronouns":"","vanity_name":"{{open","type":2,"use_pmi":false,"login_type":100,
    "custom_attributes":[{"key":"k","name":"n \"1\"","value":"\u0001 1.10"}],"division_ids":["a b"]}"#;

const USER: &str = "ada+x'y@example.com";

/// Runs what can be run here.
pub(crate) fn check() -> Result<Vec<String>, String> {
    let sandbox = start_sandbox()?;
    let folder = target_dir().join("export-tests");
    let left_out = postman(&sandbox, &folder)?;
    in_c(&sandbox, &folder)?;
    Ok(left_out)
}

/// The collection sends what the library sends, in both encodings.
fn postman(sandbox: &Sandbox, folder: &Path) -> Result<Vec<String>, String> {
    let newman = || {
        let mut newman = command("npx");
        newman.args(["--yes", NEWMAN]);
        newman
    };
    if !is_there("npx") {
        return Ok(vec![format!("the collection in {NEWMAN}: npx is missing (apt-get install npm)")]);
    }
    if output(newman().arg("--version").stderr(Stdio::null())).is_err() {
        return Ok(vec![format!("the collection in {NEWMAN}: npx cannot fetch it (needs the internet)")]);
    }
    for encoding in ["json", "multipart"] {
        let client = client(sandbox, encoding)?;
        let mut patch = patch()?;
        if encoding == "json" {
            // In a form it is refused, because it cannot be distinguished from a variable.
            patch.set("location", "{{$guid}}");
        }
        let ours = sent(sandbox, || update(&client, &patch))?;
        let text = rendered(&client, &patch, Format::Postman)?;
        let file = folder.join(format!("{encoding}.postman_collection.json"));
        files::write(&file, &text)?;
        let theirs = sent(sandbox, || {
            run(newman()
                .arg("run")
                .arg(&file)
                .arg("--env-var")
                .arg(format!("zoom_token={}", sandbox.token()))
                .arg("--silent"))
        })?;
        same(&ours, &theirs).map_err(|why| format!("the collection, {encoding}: {why}"))?;
    }
    println!("the collection passed in both encodings");
    Ok(Vec::new())
}

/// The program in C sends what the library sends.
fn in_c(sandbox: &Sandbox, folder: &Path) -> Result<(), String> {
    for (name, encoding) in [("imported_json", "json"), ("imported_form", "multipart")] {
        let (imported, ours) = imported(sandbox, encoding)?;
        let text = program(&imported, Language::C).map_err(|error| error.to_string())?;
        let source = folder.join(format!("{name}.c"));
        files::write(&source, &text)?;
        let built = folder.join(name);
        c::compile_program(&source, "c99", &built)?;
        let theirs = sent(sandbox, || run(command(&built).env("ZOOM_TOKEN", sandbox.token())))?;
        same(&ours, &theirs).map_err(|why| format!("{name}.c: {why}"))?;
    }
    println!("the programs in C passed");
    Ok(())
}

/// What is read of the curl command that is rendered of the fields, and what the library sends of them.
fn imported(sandbox: &Sandbox, encoding: &str) -> Result<(Imported, Recorded), String> {
    let (client, patch) = (client(sandbox, encoding)?, patch()?);
    let ours = sent(sandbox, || update(&client, &patch))?;
    let text = rendered(&client, &patch, Format::Curl)?;
    let imported = import(&text).map_err(|error| error.to_string())?;
    match imported.defects.as_slice() {
        [] => Ok((imported, ours)),
        [first, ..] => Err(format!("what we wrote ourselves has a defect: {first}")),
    }
}

fn rendered(client: &Client, patch: &UserPatch, format: Format) -> Result<String, String> {
    let outcome = client.render_update(USER, patch, format);
    outcome.rendered().map(str::to_owned).ok_or_else(|| outcome.message().to_owned())
}

/// The library's own call.
fn update(client: &Client, patch: &UserPatch) -> Result<(), String> {
    into_result(client.update_user(USER, patch)).map(drop).map_err(|error| error.to_string())
}

fn client(sandbox: &Sandbox, encoding: &str) -> Result<Client, String> {
    let mut options = Options::default();
    let base_url = sandbox.http_base_url();
    for (name, value) in [("base_url", base_url.as_str()), ("token", sandbox.token()), ("encoding", encoding)] {
        options.set(name, value).map_err(|error| error.to_string())?;
    }
    Ok(Client::new(options))
}

fn patch() -> Result<UserPatch, String> {
    let mut patch = UserPatch::new();
    patch.set_all_json(FIELDS).map_err(|error| error.to_string())?;
    Ok(patch)
}

/// The one request that comes while `act` runs. The user need not be there: what matters is what is sent.
fn sent(sandbox: &Sandbox, act: impl FnOnce() -> Result<(), String>) -> Result<Recorded, String> {
    sandbox.reset();
    // A program fails after a refusal, so the response must be a success.
    sandbox.script(zoomuser_sandbox::Response::http(204, &[], ""));
    act()?;
    match sandbox.requests().as_slice() {
        [one] => Ok(one.clone()),
        all => Err(format!("expected one request, got {}", all.len())),
    }
}

/// Compares what matters of two requests.
fn same(ours: &Recorded, theirs: &Recorded) -> Result<(), String> {
    let header = |request: &Recorded, name: &str| {
        let values = request.headers.iter().filter(|(given, _)| given.eq_ignore_ascii_case(name));
        values.map(|(_, value)| value.clone()).collect::<Vec<_>>().join(" and ")
    };
    let essence = |request: &Recorded| {
        let content_type = header(request, "content-type");
        let body = String::from_utf8_lossy(&request.body).into_owned();
        let (kind, body) = match content_type.split_once("boundary=") {
            Some((kind, boundary)) => (kind.to_owned(), body.replace(boundary, "B").trim_end().to_owned()),
            // The same JSON may be escaped in other ways.
            None => match serde_json::from_str::<serde_json::Value>(&body) {
                Ok(json) => (content_type, json.to_string()),
                Err(_) => (content_type, body),
            },
        };
        let head =
            [&request.method, &request.target, &header(request, "authorization"), &header(request, "accept"), &kind];
        (head.map(String::clone), body)
    };
    let (ours, theirs) = (essence(ours), essence(theirs));
    if ours == theirs { Ok(()) } else { Err(format!("expected {ours:?}, got {theirs:?}")) }
}
