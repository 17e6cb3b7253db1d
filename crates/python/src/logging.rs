//! Python's `logging` gets what the core library logs.

use log::{Level, LevelFilter, Log, Metadata, Record};
use pyo3::exceptions::PyKeyboardInterrupt;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;

/// The package's logger in Python.
static LOGGER: PyOnceLock<Py<PyAny>> = PyOnceLock::new();

/// Python has no name for this level; 5 is what others use.
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
        Python::attach(|py| {
            let told = logger(py).and_then(|logger| {
                logger.call_method1("log", (number(record.level()), "%s", record.args().to_string()))
            });
            match told {
                Ok(_) => {}
                // Ctrl-C while a handler ran: it comes once more, where it can be raised.
                Err(error) if error.is_instance_of::<PyKeyboardInterrupt>(py) => again(py),
                // A handler that raises must not change what the call says.
                Err(error) => error.write_unraisable(py, None),
            }
        });
    }

    fn flush(&self) {}
}

/// Becomes the logger of the core library as this module holds it. Until [`follow`] nothing is logged.
pub(crate) fn install() {
    log::set_max_level(LevelFilter::Off);
    // A second interpreter of the process finds it installed already.
    let _ = log::set_logger(&Bridge);
}

/// Takes over the level that Python's logger has now, so that nothing is made for nobody.
pub(crate) fn follow(py: Python<'_>) -> PyResult<()> {
    // Who has not imported logging does not want its lines, and an import may be too much while the program ends.
    if LOGGER.get(py).is_none() && !py.import("sys")?.getattr("modules")?.contains("logging")? {
        log::set_max_level(LevelFilter::Off);
        return Ok(());
    }
    let level: u8 = logger(py)?.call_method0("getEffectiveLevel")?.extract().unwrap_or(u8::MAX);
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

/// Has Python see Ctrl-C again.
fn again(py: Python<'_>) {
    let interrupt = || py.import("_thread")?.call_method0("interrupt_main");
    if let Err(error) = interrupt() {
        error.write_unraisable(py, None);
    }
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
