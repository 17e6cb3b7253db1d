//! `zoomuser import`: a request that was written for another program, as a program of ours.

use crate::ending::{Ending, Fault};
use crate::exit;
use crate::json::line;
use crate::output::Output;
use crate::page::{Page, Style};
use crate::report;
use crate::veil::Veil;
use crate::way::Manner;
use crate::words::Import;
use serde_json::{Value, json};
use std::fs::File;
use std::io::{self, Read};
use zoomuser::Status;
use zoomuser::update::export::import::{Imported, LONGEST, import};
use zoomuser::update::export::program::{Language, program};

/// The language where none is asked for.
const USUAL: Language = Language::Command;

pub(crate) fn run(asked: &Import, output: &mut Output<'_>) -> i32 {
    match read(asked, output) {
        Ok((imported, language, text)) => {
            show(&imported, language, &text, asked.json, output);
            exit::DONE
        }
        Err(fault) => {
            let manner = Manner { json: asked.json, ..Manner::default() };
            report::show(&Ending::from(fault), manner, &Veil::none(), output)
        }
    }
}

fn read(asked: &Import, output: &mut Output<'_>) -> Result<(Imported, Language, String), Fault> {
    let language = asked.language.as_deref().map_or(Ok(USUAL), Language::from_name)?;
    let mut bytes = Vec::new();
    // One byte more than is taken, so that a longer text is refused and not cut.
    let limit = LONGEST as u64 + 1;
    let read = match asked.file.as_str() {
        "-" => output.streams.stdin.take(limit).read_to_end(&mut bytes),
        path => File::open(path).and_then(|file| file.take(limit).read_to_end(&mut bytes)),
    };
    let unreadable = |why: io::Error| Fault::new(Status::InvalidArgument, format!("the file cannot be read: {why}"));
    read.map_err(unreadable)?;
    let text = String::from_utf8(bytes).map_err(|_| Fault::new(Status::Encoding, "the file is not UTF-8 text"))?;
    let imported = import(&text)?;
    let program = program(&imported, language)?;
    Ok((imported, language, program))
}

fn show(imported: &Imported, language: Language, text: &str, as_json: bool, output: &mut Output<'_>) {
    if as_json {
        let defect =
            |defect: &zoomuser::answer::outcome::Problem| json!({"field": defect.field, "message": defect.message});
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
    let veil = Veil::none();
    let mut page = Page::new(output.colours().1, &veil);
    for defect in &imported.defects {
        page.line(Style::Plain, &format!("defect: {defect}"));
    }
    output.program(text);
    output.err(&page.into_text());
}
