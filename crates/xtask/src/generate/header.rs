//! `include/zoomuser.h`: the contract, the constants, and the functions as cbindgen declares them.

use crate::c_api::Api;
use crate::c_api::constants::Value;
use crate::c_api::function::Function;
use crate::command::target_dir;
use crate::files::{about, own_name, read, write};
use cbindgen::{Builder, Config, DocumentationStyle, ExportConfig, Language, Style};
use std::fs;

/// The longest line of the header.
const MAX_LINE_LEN: usize = 120;

/// The whole header.
pub(crate) fn text() -> Result<String, String> {
    let api = Api::read()?;
    let mut out = read("crates/xtask/src/generate/header.intro.h")?;
    for (name, part) in ["@MAJOR@", "@MINOR@", "@PATCH@"].iter().zip(zoomuser::VERSION.split('.')) {
        out = out.replace(name, part);
    }
    out = out.replace("@VERSION@", zoomuser::VERSION).replace("@ABI@", &api.abi_version.to_string());
    for group in &api.constants {
        heading(&mut out, group.title);
        for constant in &group.constants {
            let value = match constant.value {
                Value::Number(number) => number.to_string(),
                Value::Text(text) => format!("{text:?}"),
            };
            define(&mut out, &constant.name, &value, &constant.help);
        }
    }
    heading(&mut out, "Types");
    out.push_str("/** A status number; ZOOM_OK is 0. */\ntypedef int32_t zoom_status;\n\n");
    for (name, text) in &api.objects {
        out.push_str(&format!("{}typedef struct {name} {name};\n\n", comment(text)));
    }
    out.push_str(&declarations(&api.callbacks)?);
    for functions in api.functions.chunk_by(|one, next| one.section == next.section) {
        heading(&mut out, functions.first().map_or("", |function| function.section));
        out.push_str(&declarations(functions)?);
    }
    out.push_str("#ifdef __cplusplus\n}\n#endif\n\n#endif /* ZOOMUSER_H */\n");
    let long: Vec<&str> = out.lines().filter(|line| line.len() > MAX_LINE_LEN).collect();
    if long.is_empty() {
        return Ok(out);
    }
    Err(format!("lines of the header have more than {MAX_LINE_LEN} characters:\n{}", long.join("\n")))
}

fn heading(out: &mut String, title: &str) {
    let gap = if out.ends_with("\n\n") { "" } else { "\n" };
    out.push_str(&format!("{gap}/* ---- {title} {} */\n\n", "-".repeat(108 - title.len())));
}

/// A macro and its comment, which is wrapped in a column of its own.
fn define(out: &mut String, name: &str, value: &str, help: &str) {
    let mut line = format!("{:<56} /*", format!("#define {name} {value}"));
    let column = line.len();
    for word in help.split(' ') {
        if line.len() + " ".len() + word.len() + " */".len() > MAX_LINE_LEN {
            out.push_str(&format!("{line}\n"));
            line = " ".repeat(column);
        }
        line.push_str(&format!(" {word}"));
    }
    out.push_str(&format!("{line} */\n"));
}

/// The declarations of functions or callbacks with their comments, by cbindgen.
fn declarations(functions: &[Function]) -> Result<String, String> {
    let mut source = String::new();
    for function in functions {
        source.push_str(&format!("/**\n{}\n*/\n{}\n", function.comment, with_mark(function)));
    }
    let path = own_name(&target_dir().join("header/functions.rs"));
    write(&path, &source)?;
    let config = Config {
        language: Language::C,
        style: Style::Type,
        documentation_style: DocumentationStyle::Doxy,
        usize_is_size_t: true,
        no_includes: true,
        line_length: MAX_LINE_LEN,
        // Types are left out unless they are asked for or known to be used.
        export: ExportConfig {
            include: functions.iter().map(|one| format!("{MARK}{}", one.name)).collect(),
            ..ExportConfig::default()
        },
        ..Config::default()
    };
    let made = Builder::new().with_config(config).with_src(&path).generate().map_err(|error| error.to_string())?;
    fs::remove_file(&path).map_err(about(&path))?;
    let mut text = Vec::new();
    made.write(&mut text);
    let mut text = String::from_utf8(text).map_err(|error| error.to_string())?;
    for function in functions {
        text = text.replace(&format!("/**\n * {}\n */\n", function.comment), &comment(&function.comment));
    }
    Ok(format!("{}\n\n", text.replace(MARK, "ZOOM_CALL ").replace("(*ZOOM_CALL ", "(ZOOM_CALL *").trim()))
}

/// Stands before the name of each function while cbindgen, which knows no calling convention, arranges the lines. It is as
/// long as what takes its place.
const MARK: &str = "ZOOM_CALL_";

/// The Rust source of a function or callback for cbindgen, which does not know `extern "system"`.
fn with_mark(function: &Function) -> String {
    let rust = match function.rust.split_once(" {\n") {
        Some((signature, _)) if function.gives_status() => {
            format!("#[no_mangle]\n{} {{}}", signature.replace("-> i32", "-> zoom_status"))
        }
        Some((signature, _)) => format!("#[no_mangle]\n{signature} {{}}"),
        None => function.rust.clone(),
    };
    let rust = rust.replace(&function.name, &format!("{MARK}{}", function.name));
    rust.replace("extern \"system\"", "extern \"C\"").replace("status: i32", "status: zoom_status")
}

/// A comment of one line.
fn comment(text: &str) -> String {
    format!("/** {text} */\n")
}
