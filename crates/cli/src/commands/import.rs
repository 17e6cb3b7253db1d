//! `zoomuser import`: turns a curl command or a Postman item into a program.

use crate::args::Args;
use crate::exit;
use crate::input::file;
use crate::output::command_result::CommandResult;
use crate::output::json::line;
use crate::output::page::{Page, Style};
use crate::output::redactor::Redactor;
use crate::output::{Output, report};
use serde_json::{Value, json};
use zoomuser::InputError;
use zoomuser_import::program::{Language, program};
use zoomuser_import::{Imported, MAX_TEXT_BYTES, import};

/// The language unless `--to` names another.
const DEFAULT_LANGUAGE: Language = Language::Command;

pub(crate) fn run(args: &Args, output: &mut Output<'_>) -> i32 {
    match read(args, output) {
        Ok((imported, language, text)) => {
            show(&imported, language, &text, args.common.output.json, output);
            exit::DONE
        }
        Err(error) => report::show(&CommandResult::from(error), args.common.output, output),
    }
}

fn read(args: &Args, output: &mut Output<'_>) -> Result<(Imported, Language, String), InputError> {
    let language = args.language.as_deref().map_or(Ok(DEFAULT_LANGUAGE), Language::from_name)?;
    // UTF-16 takes up to twice the bytes. A few more than the limit are read, so that a longer text is refused, not truncated.
    let bytes = file::bytes_or_stdin(&args.file, "", 2 * MAX_TEXT_BYTES as u64 + 4, output)?;
    let imported = import(&file::text(&bytes, "")?)?;
    let program = program(&imported, language)?;
    Ok((imported, language, program))
}

fn show(imported: &Imported, language: Language, text: &str, as_json: bool, output: &mut Output<'_>) {
    if as_json {
        let defect = |defect: &zoomuser::Problem| json!({"field": defect.field, "message": defect.message});
        let object = json!({
            "ok": true,
            "exit_code": exit::DONE,
            "user_id": imported.user_id,
            "language": language.name(),
            "program": text,
            "defects": imported.defects.iter().map(defect).collect::<Value>(),
        });
        return output.out(&line(&object));
    }
    let redactor = Redactor::none();
    let mut page = Page::new(output.colors().1, &redactor);
    for defect in &imported.defects {
        page.line(Style::Plain, &format!("defect: {defect}"));
    }
    output.program(text);
    output.err(&page.into_text());
}
