//! The keywords of `zoomuser.bulk`: those of the command line, with `_`.

use crate::result::refused;
use crate::values::kinds::type_name;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyDict, PyInt, PyString};
use std::path::PathBuf;
use std::time::Duration;
use zoomuser::Status;
use zoomuser_bulk::duplicates::Duplicates;
use zoomuser_bulk::loss_guard::MaxLoss;
use zoomuser_bulk::recorded::Retry;
use zoomuser_bulk::run::options::RunOptions;
use zoomuser_bulk::table::{TableFormat, TableOptions};

/// The options of one function.
#[derive(Clone, Default)]
pub(super) struct FileOptions {
    pub(super) table: TableOptions,
    pub(super) duplicates: Duplicates,
    pub(super) no_read: bool,
    pub(super) skip_bad_rows: bool,
    /// The folder of the run.
    pub(super) folder: Option<PathBuf>,
    pub(super) max_loss: MaxLoss,
    pub(super) retry: Retry,
    pub(super) junit: Option<PathBuf>,
    /// The file of the plan.
    pub(super) out: Option<PathBuf>,
    pub(super) run: RunOptions,
}

impl FileOptions {
    /// Reads the keywords; `None` keeps the default.
    pub(super) fn read(keywords: &Bound<'_, PyDict>) -> PyResult<Self> {
        let mut options = Self::default();
        for (name, given) in keywords {
            if !given.is_none() {
                options.set(Keyword { name: &name.extract::<String>()?, given: &given })?;
            }
        }
        Ok(options)
    }

    fn set(&mut self, keyword: Keyword<'_, '_>) -> PyResult<()> {
        let Self { table, run, .. } = self;
        match keyword.name {
            "format" => table.format = Some(keyword.word(TableFormat::of_name, TableFormat::NAMES)?),
            "delimiter" => keyword.set(|text| table.set_delimiter(text))?,
            "encoding" => table.encoding = Some(keyword.text()?),
            "sheet" => table.sheet = Some(keyword.text()?),
            "map" => table.map = keyword.map()?,
            "ignore_column" => table.ignore_columns = keyword.texts()?,
            "part" => keyword.set(|text| table.set_part(text))?,
            "clear" => keyword.set(|word| table.set_clear(word))?,
            "duplicates" => self.duplicates = keyword.word(Duplicates::of_word, &Duplicates::WORDS)?,
            "no_read" => self.no_read = keyword.flag()?,
            "skip_bad_rows" => self.skip_bad_rows = keyword.flag()?,
            "run" => self.folder = Some(keyword.path()?),
            "out" => self.out = Some(keyword.path()?),
            "junit" => self.junit = Some(keyword.path()?),
            "max_loss" => self.max_loss = keyword.max_loss()?,
            "retry" => self.retry = keyword.word(Retry::of_word, &Retry::WORDS)?,
            "canary" => run.canary = keyword.number(0..=u64::MAX)?,
            "stop_at" => keyword.set(|text| run.set_stop_at(text))?,
            "max_time" => run.max_time = Some(keyword.time()?),
            "wait_day" => run.wait_day = keyword.flag()?,
            "strict" => run.strict = keyword.flag()?,
            "jobs" => run.jobs = Some(keyword.jobs()?),
            name => return Err(PyTypeError::new_err(format!("{name}: no such option"))),
        }
        Ok(())
    }
}

/// The number of calls at a time, as an option of other functions.
pub(super) fn jobs(name: &str, given: &Bound<'_, PyAny>) -> PyResult<usize> {
    Keyword { name, given }.jobs()
}

#[derive(Clone, Copy)]
struct Keyword<'a, 'py> {
    name: &'a str,
    given: &'a Bound<'py, PyAny>,
}

impl Keyword<'_, '_> {
    fn wrong_type(&self, expected: &str) -> PyErr {
        PyTypeError::new_err(format!("{}: expected {expected}, got {}", self.name, type_name(self.given)))
    }

    fn wrong(&self, expected: &str) -> PyErr {
        refused(self.given.py(), Status::InvalidArgument, format!("{}: expected {expected}", self.name))
    }

    fn text(&self) -> PyResult<String> {
        let is_text = self.given.is_instance_of::<PyString>();
        if is_text { crate::values::text(self.name, self.given) } else { Err(self.wrong_type("str")) }
    }

    fn word<T>(&self, of_word: impl FnOnce(&str) -> Option<T>, words: &[&str]) -> PyResult<T> {
        of_word(&self.text()?).ok_or_else(|| self.wrong(&format!("one of {}", words.join(", "))))
    }

    fn flag(&self) -> PyResult<bool> {
        self.given.cast::<PyBool>().map(|flag| flag.is_true()).map_err(|_| self.wrong_type("bool"))
    }

    fn path(&self) -> PyResult<PathBuf> {
        path(self.name, self.given)
    }

    /// Sets an option from text; the error of `set` is what was expected.
    fn set(&self, set: impl FnOnce(&str) -> Result<(), &'static str>) -> PyResult<()> {
        set(&self.text()?).map_err(|expected| self.wrong(expected))
    }

    fn map(&self) -> PyResult<Vec<(String, String)>> {
        let map = self.given.cast::<PyDict>().map_err(|_| self.wrong_type("a dict of columns to fields"))?;
        map.iter().map(|(column, field)| Ok((column.extract()?, field.extract()?))).collect()
    }

    fn texts(&self) -> PyResult<Vec<String>> {
        match self.given.is_instance_of::<PyString>() {
            true => Ok(vec![self.text()?]),
            false => self.given.extract().map_err(|_| self.wrong_type("str or a list of str")),
        }
    }

    fn number(&self, range: std::ops::RangeInclusive<u64>) -> PyResult<u64> {
        if !self.given.is_instance_of::<PyInt>() || self.given.is_instance_of::<PyBool>() {
            return Err(self.wrong_type("int"));
        }
        let expected = || self.wrong(&format!("a whole number from {} to {}", range.start(), range.end()));
        self.given.extract().ok().filter(|number| range.contains(number)).ok_or_else(expected)
    }

    fn jobs(&self) -> PyResult<usize> {
        // 64 fits every usize.
        self.number(1..=64).map(|jobs| usize::try_from(jobs).unwrap_or(usize::MAX))
    }

    fn max_loss(&self) -> PyResult<MaxLoss> {
        match self.given.is_instance_of::<PyString>() {
            true => MaxLoss::parse(&self.text()?)
                .ok_or_else(|| self.wrong("a number of rows, or a percentage such as \"20%\"")),
            false => self.number(0..=u64::MAX).map(MaxLoss::Rows),
        }
    }

    fn time(&self) -> PyResult<Duration> {
        if let Ok(seconds) = self.given.extract::<f64>() {
            return Duration::try_from_secs_f64(seconds).map_err(|_| self.wrong("seconds, 0 or more"));
        }
        self.given.extract().map_err(|_| self.wrong_type("seconds as int or float, or a timedelta"))
    }
}

/// The path of a file or folder.
pub(super) fn path(name: &str, given: &Bound<'_, PyAny>) -> PyResult<PathBuf> {
    given
        .extract()
        .map_err(|_| PyTypeError::new_err(format!("{name}: expected str or os.PathLike, got {}", type_name(given))))
}
