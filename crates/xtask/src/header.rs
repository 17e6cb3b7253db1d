//! `include/zoomuser.h`: the contract, the constants from the catalogue, and the functions as cbindgen reads them.

use crate::command::root;
use crate::tables::c_name;
use std::fs;
use zoomuser::Status;
use zoomuser::send::options::OPTIONS;
use zoomuser::update::fields::FIELDS;

/// The files of the C face in the order of the header, with the headings of their parts.
const PARTS: &[(&str, &str)] = &[
    ("one_call.rs", "The whole job in one call"),
    ("client.rs", "Client"),
    ("patch.rs", "Patch"),
    ("form.rs", "Form"),
    ("request.rs", "Requests of your own, and requests as text"),
    ("result.rs", "Result"),
    ("text.rs", "Text"),
    ("log.rs", "The log"),
    ("status.rs", "Versions and status numbers"),
    ("tables.rs", "The catalogue for programs"),
    ("twins.rs", "Twins: the same functions with UTF-16 text, and with the length of a value"),
];

/// The words above each opaque type come from its Rust file.
const TYPES: &[(&str, &str)] = &[
    ("zoom_client", "client.rs"),
    ("zoom_user_patch", "patch.rs"),
    ("zoom_form", "form.rs"),
    ("zoom_result", "result.rs"),
];

/// Types of callbacks, with the file that has the comment above each.
const CALLBACKS: &[(&str, &str, &str)] = &[
    (
        "zoom_token_callback",
        "token_callback.rs",
        "typedef int32_t (ZOOM_CALL *zoom_token_callback)(void *user_data, int32_t was_refused, char *buffer,\n\
         \x20                                                size_t capacity);",
    ),
    (
        "zoom_log_callback",
        "log.rs",
        "typedef void (ZOOM_CALL *zoom_log_callback)(int32_t level, const char *line, void *user_data);",
    ),
];

/// The whole header.
pub(crate) fn text() -> Result<String, String> {
    let mut out = fs::read_to_string(root().join("crates/xtask/src/header.intro.h")).map_err(|e| e.to_string())?;
    let mut version = zoomuser::VERSION.split('.');
    let mut part = || version.next().unwrap_or("0").to_owned();
    let (major, minor, patch) = (part(), part(), part());
    out = out
        .replace("@VERSION@", zoomuser::VERSION)
        .replace("@MAJOR@", &major)
        .replace("@MINOR@", &minor)
        .replace("@PATCH@", &patch)
        .replace("@ABI@", &abi_version()?.to_string());
    heading(&mut out, "Status numbers");
    for status in Status::ALL {
        define(&mut out, &c_name(*status), &status.code().to_string(), status.text());
    }
    heading(&mut out, "Options: zoom_client_set and options_json");
    for option in OPTIONS {
        define(
            &mut out,
            &format!("ZOOM_OPT_{}", option.name.to_uppercase()),
            &format!("{:?}", option.name),
            option.help,
        );
    }
    heading(&mut out, "Fields: zoom_user_patch_set and fields_json");
    for field in FIELDS {
        define(
            &mut out,
            &format!("ZOOM_FIELD_{}", field.name.to_uppercase()),
            &format!("{:?}", field.name),
            field.help,
        );
    }
    heading(&mut out, "Types");
    out.push_str("/** A status number; ZOOM_OK is 0. */\ntypedef int32_t zoom_status;\n\n");
    for (name, file) in TYPES {
        let source = source(file)?;
        out.push_str(&format!("{}typedef struct {name} {name};\n\n", type_comment(&source, name)?));
    }
    for (name, file, declaration) in CALLBACKS {
        let comment = type_comment(&source(file)?, name)?;
        out.push_str(&format!("{comment}{declaration}\n\n"));
    }
    for (file, title) in PARTS {
        heading(&mut out, title);
        out.push_str(&functions(file)?);
    }
    out.push_str("#ifdef __cplusplus\n}\n#endif\n\n#endif /* ZOOMUSER_H */\n");
    Ok(out)
}

/// The number in `pub const ABI_VERSION: u32 = N;`, which a cdylib cannot give us otherwise.
fn abi_version() -> Result<u32, String> {
    let source = source("status.rs")?;
    let number = source.split("ABI_VERSION: u32 = ").nth(1).and_then(|rest| rest.split(';').next());
    number.and_then(|n| n.parse().ok()).ok_or_else(|| "status.rs: no ABI_VERSION".to_owned())
}

fn heading(out: &mut String, title: &str) {
    let gap = if out.ends_with("\n\n") { "" } else { "\n" };
    out.push_str(&format!("{gap}/* ---- {title} {} */\n\n", "-".repeat(110 - title.len())));
}

fn define(out: &mut String, name: &str, value: &str, help: &str) {
    let mut line = format!("#define {name} {value}");
    while line.len() < 60 {
        line.push(' ');
    }
    out.push_str(&format!("{line} /* {help} */\n"));
}

fn source(file: &str) -> Result<String, String> {
    fs::read_to_string(root().join("crates/ffi/src").join(file)).map_err(|error| format!("{file}: {error}"))
}

/// The `/** ... */` above a type.
fn type_comment(source: &str, name: &str) -> Result<String, String> {
    let declared = [format!("pub struct {name} "), format!("pub type {name} ")];
    let before = declared.iter().find_map(|words| source.split_once(words.as_str())).map(|(before, _)| before);
    let start = before.and_then(|before| before.rfind("/**"));
    let comment = before.zip(start).and_then(|(before, start)| {
        let text = before.get(start..)?;
        text.split_once("*/").map(|(comment, _)| format!("{comment}*/\n"))
    });
    comment.ok_or_else(|| format!("{name}: no comment above it"))
}

/// The functions of one file, in its order, with their comments.
///
/// cbindgen does not know `extern "system"`, so it is given a copy that says `extern "C"`.
fn functions(file: &str) -> Result<String, String> {
    let copy = source(file)?.replace("extern \"system\"", "extern \"C\"");
    let path = std::env::temp_dir().join(format!("zoomuser-header-{}-{file}", std::process::id()));
    fs::write(&path, copy).map_err(|error| error.to_string())?;
    let config = cbindgen::Config {
        language: cbindgen::Language::C,
        documentation_style: cbindgen::DocumentationStyle::C,
        usize_is_size_t: true,
        no_includes: true,
        function: cbindgen::FunctionConfig { args: cbindgen::Layout::Horizontal, ..Default::default() },
        line_length: usize::MAX,
        export: cbindgen::ExportConfig {
            item_types: vec![cbindgen::ItemType::Functions],
            ..cbindgen::ExportConfig::default()
        },
        ..cbindgen::Config::default()
    };
    let made = cbindgen::Builder::new().with_config(config).with_src(&path).generate();
    let removed = fs::remove_file(&path);
    let mut text = Vec::new();
    made.map_err(|error| format!("{file}: {error}"))?.write(&mut text);
    removed.map_err(|error| error.to_string())?;
    let text = String::from_utf8(text).map_err(|error| error.to_string())?;
    Ok(finish(&text))
}

/// Puts the calling convention into each declaration, the name of the type where a status is meant, and gives comments
/// and long declarations their form.
fn finish(text: &str) -> String {
    let mut out = String::new();
    let mut comment: Option<Vec<&str>> = None;
    for line in text.trim().lines() {
        match (&mut comment, line.trim()) {
            (None, "/*") => comment = Some(Vec::new()),
            (Some(lines), "*/") => {
                push_comment(&mut out, lines);
                comment = None;
            }
            (Some(lines), _) => lines.push(line.strip_prefix(' ').unwrap_or(line).trim_end()),
            (None, "") => out.push('\n'),
            (None, declaration) => push_declaration(&mut out, &declaration.replace("struct ", "")),
        }
    }
    out.push('\n');
    out
}

fn push_comment(out: &mut String, lines: &[&str]) {
    if let Some(line) = lines.first().filter(|line| lines.len() == 1 && line.len() < 112) {
        out.push_str(&format!("/** {line} */\n"));
        return;
    }
    out.push_str("/**\n");
    for line in lines {
        out.push_str(format!(" * {line}").trim_end());
        out.push('\n');
    }
    out.push_str(" */\n");
}

/// `kind name(arguments);`
fn push_declaration(out: &mut String, line: &str) {
    /// Functions that take or return a status and are not told from others by returning `int32_t`.
    const TAKE_STATUS: &[&str] = &["zoom_status_name", "zoom_status_text", "zoom_status_is_retryable"];
    let is_twin_of = |name: &str, of: &str| name.strip_suffix("_utf16").unwrap_or(name) == of;
    let Some((front, arguments)) = line.split_once('(') else {
        out.push_str(&format!("{line}\n"));
        return;
    };
    let start = front.rfind([' ', '*']).map_or(0, |at| at + 1);
    let (kind, name) = front.split_at(start);
    let takes_status = TAKE_STATUS.iter().any(|of| is_twin_of(name, of));
    let kind = if kind == "int32_t " && !takes_status { "zoom_status " } else { kind };
    let arguments = if takes_status { arguments.replace("int32_t", "zoom_status") } else { arguments.to_owned() };
    let head = format!("{kind}ZOOM_CALL {name}(");
    if head.len() + arguments.len() <= 120 {
        out.push_str(&format!("{head}{arguments}\n"));
        return;
    }
    let mut column = head.len();
    out.push_str(&head);
    let mut rest = arguments.split(", ").peekable();
    while let Some(argument) = rest.next() {
        let comma = if rest.peek().is_some() { "," } else { "" };
        if column + argument.len() + 1 > 119 {
            out.truncate(out.trim_end().len());
            out.push_str(&format!("\n{}", " ".repeat(head.len())));
            column = head.len();
        }
        out.push_str(&format!("{argument}{comma} "));
        column += argument.len() + 2;
    }
    out.truncate(out.trim_end().len());
    out.push('\n');
}
