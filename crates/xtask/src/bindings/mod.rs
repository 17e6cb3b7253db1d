//! The declarations of the C functions in other languages: generated (`cargo xtask bindings`), and what is written by
//! hand, compared with the C API (`cargo xtask check-bindings`).

mod autoit;
mod by_hand;
mod columns;
mod compare;
mod foxpro;
mod layers;
mod node;
mod purebasic;
mod raw;
mod vba;

use crate::c_api::Api;
use crate::command::root;
use crate::files;
use crate::languages::language;
use crate::parts;
use layers::Layer;

/// A generated file: its path below the root, and what makes it.
type Generated = (&'static str, fn(&Api) -> String);

/// Those that are generated.
const GENERATED: &[Generated] = &[
    ("bindings/cobol/zoomuser-constants.cpy", raw::cobol::constants),
    ("bindings/cobol/zoomuser-raw.cbl", raw::cobol::programs),
    ("bindings/csharp/Names.cs", raw::csharp::names),
    ("bindings/csharp/NativeMethods.cs", raw::csharp::functions),
    ("bindings/fortran/zoomuser_raw.F90", raw::fortran::declarations),
    ("bindings/go/names.go", raw::c::go::names),
    ("bindings/go/raw.h", raw::c::go::declarations),
    ("bindings/java/zoomuser/ZoomField.java", raw::java::fields),
    ("bindings/java/zoomuser/ZoomLibrary.java", raw::java::functions),
    ("bindings/java/zoomuser/ZoomOption.java", raw::java::options),
    ("bindings/java/zoomuser/ZoomOutcome.java", raw::java::outcome_enum),
    ("bindings/java/zoomuser/ZoomStatus.java", raw::java::status_enum),
    ("bindings/lua/zoomuser/raw.lua", raw::c::lua::declarations),
    ("bindings/node/names.d.ts", raw::node::names),
    ("bindings/node/raw.js", raw::node::declarations),
    ("bindings/pascal/zoomuserraw.inc", raw::pascal::declarations),
    ("bindings/perl/lib/Zoomuser/Raw.pm", raw::c::perl::declarations),
    ("bindings/php/src/raw.php", raw::c::php::declarations),
    ("bindings/ruby/lib/zoomuser/raw.rb", raw::c::ruby::declarations),
    ("bindings/tcl/raw.h", raw::c::tcl::declarations),
];

/// Fails if a hand-written call does not fit, or is missing.
pub(crate) fn check() -> Result<(), String> {
    let api = Api::read()?;
    let mut wrong = Vec::new();
    for file in by_hand::FILES {
        let faults = file.faults(&files::read(file.path)?, &api);
        wrong.extend(faults.into_iter().map(|why| format!("{}: {why}", file.path)));
    }
    let module = files::read("bindings/vba/Zoomuser.bas")?;
    for path in vba::CALLERS {
        let faults = vba::check_caller(&module, &files::read(path)?);
        wrong.extend(faults.into_iter().map(|why| format!("{path}: {why}")));
    }
    let [errors, index, types] =
        ["errors.js", "index.js", "index.d.ts"].map(|name| files::read(format!("bindings/node/{name}")));
    let files = node::Files { errors: &errors?, index: &index?, types: &types? };
    wrong.extend(node::check(&files).into_iter().map(|why| format!("bindings/node/{why}")));
    wrong.extend(layer_faults(&api)?);
    wrong.extend(columns::check()?);
    if wrong.is_empty() {
        println!("the hand-written calls fit, and every layer calls its functions");
        return Ok(());
    }
    Err(wrong.join("\n"))
}

/// C functions that the layer of a language does not call.
fn layer_faults(api: &Api) -> Result<Vec<String>, String> {
    const CPP: [&str; 5] =
        ["zoom_field_count", "zoom_form_add", "zoom_option_count", "zoom_option_text", "zoom_text_copy"];
    let languages = language::all()?;
    let languages = languages.iter().map(|one| {
        (one.folder.as_str(), one.calls.as_str(), one.unused.iter().map(String::as_str).collect::<Vec<_>>())
    });
    let mut wrong = Vec::new();
    for (folder, calls, unused) in languages.chain([("cpp", "zoom_", CPP.to_vec())]) {
        let path = format!("bindings/{folder}");
        let layer = Layer { text: &sources(&path)?, calls, unused: &unused };
        wrong.extend(layers::check(&layer, api).into_iter().map(|why| format!("{path}: {why}")));
    }
    Ok(wrong)
}

/// The sources below a folder that are not generated, as one text.
fn sources(folder: &str) -> Result<String, String> {
    let mut all = String::new();
    for file in files::files(&root().join(folder))? {
        let path = file.strip_prefix(root()).unwrap_or(&file).to_string_lossy().into_owned();
        let is_source = !path.ends_with(".md") && !path.ends_with(".json") && !path.contains("/node_modules/");
        if is_source && !GENERATED.iter().any(|(generated, _)| *generated == path) {
            all += &files::read(&file)?;
            all.push('\n');
        }
    }
    Ok(all)
}

/// The generated files: path and text.
pub(crate) fn generated() -> Result<Vec<(&'static str, String)>, String> {
    let api = Api::read()?;
    let files = GENERATED.iter().map(|(path, make)| Ok((*path, make(&api))));
    let mixed = by_hand::FILES.iter().map(|file| Ok((file.path, file.generated(&files::read(file.path)?, &api)?)));
    let errors = "bindings/node/errors.js";
    let classes = parts::replaced(&files::read(errors)?, &[node::rows()]).map_err(|why| format!("{errors}: {why}"))?;
    files.chain(mixed).chain([Ok((errors, classes))]).collect()
}
