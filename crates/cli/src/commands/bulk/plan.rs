//! `zoomuser bulk plan`: shows what a file would change, and sends nothing.

use super::input::planning::{failed, prepare};
use super::interrupt::Interrupted;
use super::plan_text::{row, row_json, summary, summary_json, warnings};
use crate::args::Args;
use crate::exit;
use crate::output::Output;
use crate::output::json::line;
use crate::output::page::{Page, Style};
use crate::output::redactor::Redactor;
use crate::text::escape;
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;
use tempfile::NamedTempFile;
use zoomuser::internal::retry_after::written;
use zoomuser::{InputError, Status};
use zoomuser_bulk::outcome::RowOutcome;
use zoomuser_bulk::plan::error::PlanError;
use zoomuser_bulk::plan::maker::make_plan;
use zoomuser_bulk::plan::plan_file::{PlanHeader, PlanWriter};
use zoomuser_bulk::plan::planned_row::PlannedRow;
use zoomuser_bulk::plan::summary::PlanSummary;
use zoomuser_bulk::row::{Layout, Source};

pub(crate) fn run(args: &Args, output: &mut Output<'_>) -> i32 {
    let mut prepared = match prepare(args, output) {
        Ok(prepared) => prepared,
        Err(code) => return code,
    };
    let mut file = match args.bulk.run.out.as_deref().map(|path| PlanFile::new(path, &args.bulk.file)).transpose() {
        Ok(file) => file,
        Err(error) => return refused(args, &error, output),
    };
    let interrupted = Interrupted::watch(output);
    let (name, is_json) = (&args.bulk.file, args.common.output.json);
    let made = prepared.plan(args, output, &interrupted, |client, rows, users, options, go_on, output| {
        let mut sink = |planned: &PlannedRow, _: &Source| {
            match is_json {
                true => output.borrow_mut().out(&line(&row_json(planned))),
                false => {
                    if let Some(text) = row(name, planned) {
                        output.borrow_mut().out(&format!("{}\n", escape(&text)));
                    }
                }
            }
            file.as_mut().map_or(Ok(()), |file| file.writer.write(planned))
        };
        make_plan(client, rows, users, options, &mut sink, go_on).and_then(|plan| {
            file.map_or(Ok(plan.clone()), |file| file.finish().map(|()| plan)).map_err(PlanError::Output)
        })
    });
    let plan = match made {
        Ok(plan) => plan,
        Err(code) => return code,
    };
    let seats = prepared.free_seats(&plan);
    let code = exit_code(&plan);
    if is_json {
        output.out(&line(&summary_json(&plan, seats.as_ref())));
        return code;
    }
    let redactor = Redactor::none();
    let mut page = Page::new(output.colors().1, &redactor);
    warnings(name, &plan).iter().for_each(|text| page.line(Style::Plain, text));
    output.err(&page.into_text());
    let mut page = Page::new(output.colors().0, &redactor);
    for (i, text) in summary(&plan, seats.as_ref()).iter().enumerate() {
        match i {
            0 => page.line(Style::Title, &format!("{name}: {text}; nothing was sent")),
            _ => page.line(Style::Plain, &format!("  {text}")),
        }
    }
    output.out(&page.into_text());
    code
}

/// 12 with rows that cannot be sent, 11 if something would change, else 0.
fn exit_code(plan: &PlanSummary) -> i32 {
    let failed = plan.ends.get(RowOutcome::Failed) + plan.ends.get(RowOutcome::Refused);
    match (failed, plan.changes) {
        (0, 0) => exit::DONE,
        (0, _) => exit::DIFFERS,
        _ => exit::ROWS_FAILED,
    }
}

/// A plan in a file that only its owner may read, since it has the values of users. The file is there when it is complete.
struct PlanFile {
    writer: PlanWriter,
    temporary: NamedTempFile,
    path: PathBuf,
}

impl PlanFile {
    fn new(path: &str, name: &str) -> io::Result<Self> {
        let path = PathBuf::from(path);
        let same = |a: &Path, b: &Path| a.canonicalize().is_ok_and(|a| b.canonicalize().is_ok_and(|b| a == b));
        if same(&path, Path::new(name)) {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, "it is the file of users: name another file"));
        }
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let temporary = NamedTempFile::new_in(folder)?;
        let layout = Layout { name: name.to_owned(), ..Layout::default() };
        let header = PlanHeader::new(&layout, "", &written(SystemTime::now()));
        Ok(Self { writer: PlanWriter::new(temporary.reopen()?, header)?, temporary, path })
    }

    fn finish(self) -> io::Result<()> {
        self.writer.finish()?;
        self.temporary.persist(&self.path).map(drop).map_err(|error| error.error)
    }
}

fn refused(args: &Args, error: &io::Error, output: &mut Output<'_>) -> i32 {
    let path = args.bulk.run.out.as_deref().unwrap_or_default();
    failed(args, InputError::new(Status::Io, format!("--out {path}: {error}")).into(), output)
}
