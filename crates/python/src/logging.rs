//! Forwards the log of the core library to Python's `logging`.

mod log_line;

use crate::interpreter::{context, finalization};
use crate::python::SYS_MODULES;
use log::{Level, LevelFilter, Log, Metadata, Record};
use pyo3::exceptions::PyException;
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use std::cell::Cell;

/// The Python logger `zoomuser`.
static LOGGER: PyOnceLock<Py<PyAny>> = PyOnceLock::new();

thread_local! {
    static RAISED: Cell<Option<PyErr>> = const { Cell::new(None) };
}

/// Python has no name for this level; 5 is the convention.
const TRACE: u8 = 5;

struct Bridge;

impl Log for Bridge {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        let target = metadata.target();
        target.strip_prefix("zoomuser").is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
    }

    fn log(&self, record: &Record<'_>) {
        if !self.enabled(record.metadata()) {
            return;
        }
        finalization::attach(|py| {
            let (template, arguments) = log_line::template(&record.args().to_string());
            let logged = logger(py).and_then(|logger| {
                let level = number(record.level()).into_pyobject(py)?.into_any();
                let mut args = vec![level, template.into_pyobject(py)?.into_any()];
                for argument in arguments {
                    let number = argument.parse::<i64>().ok().filter(|number| number.to_string() == argument);
                    args.push(match number {
                        Some(number) => number.into_pyobject(py)?.into_any(),
                        None => argument.into_pyobject(py)?.into_any(),
                    });
                }
                context::call(&logger.getattr("log")?, args)
            });
            match logged {
                Ok(_) => {}
                // A failing log handler must not change the result of the call.
                Err(error) if error.is_instance_of::<PyException>(py) => error.write_unraisable(py, None),
                // KeyboardInterrupt or SystemExit in a handler: raised when the call has ended.
                Err(error) => RAISED.set(Some(error)),
            }
        });
    }

    fn flush(&self) {}
}

/// Installs the bridge as the logger of the core library. Nothing is logged before [`follow`].
pub(crate) fn install() {
    log::set_max_level(LevelFilter::Off);
    // A second interpreter of the process finds it already installed.
    let _ = log::set_logger(&Bridge);
}

/// Adopts the current level of the Python logger, so that no record is formatted in vain.
pub(crate) fn follow(py: Python<'_>) -> PyResult<()> {
    // A program that has not imported logging needs no records, and an import may fail during finalization.
    if LOGGER.get(py).is_none() && !SYS_MODULES.get(py)?.contains(intern!(py, "logging"))? {
        log::set_max_level(LevelFilter::Off);
        return Ok(());
    }
    let level: u8 = logger(py)?.call_method0(intern!(py, "getEffectiveLevel"))?.extract().unwrap_or(u8::MAX);
    log::set_max_level(match level {
        0..=TRACE => LevelFilter::Trace,
        6..=10 => LevelFilter::Debug,
        11..=20 => LevelFilter::Info,
        21..=30 => LevelFilter::Warn,
        31..=40 => LevelFilter::Error,
        _ => LevelFilter::Off,
    });
    Ok(())
}

/// Takes the exception that is not an `Exception` and ended a log handler on this thread.
pub(crate) fn raised() -> Option<PyErr> {
    RAISED.take()
}

fn logger<'py>(py: Python<'py>) -> PyResult<&'py Bound<'py, PyAny>> {
    let make = || py.import("logging")?.call_method1("getLogger", ("zoomuser",)).map(Bound::unbind);
    LOGGER.get_or_try_init(py, make).map(|logger| logger.bind(py))
}

fn number(level: Level) -> u8 {
    match level {
        Level::Error => 40,
        Level::Warn => 30,
        Level::Info => 20,
        Level::Debug => 10,
        Level::Trace => TRACE,
    }
}
