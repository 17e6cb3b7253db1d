//! A client for one command, with its credentials, or a sandbox that ends with the command.

use crate::args::common_args::{CommonArgs, TOKEN_HINT};
use crate::input::credentials;
use crate::output::Output;
use crate::output::command_result::CommandResult;
use crate::output::redactor::Redactor;
use crate::output::sent::SentRequest;
use crate::signals::remove_files_on_signals;
use log::LevelFilter;
use std::io;
use std::sync::Arc;
use std::time::{Duration, Instant};
use zoomuser::internal::{FlatClient as Client, Options, Outcome};
use zoomuser::{CallOptions, InputError, Problem, Status};
use zoomuser_sandbox::{Builder, Sandbox};

pub(crate) struct Session {
    pub(crate) client: Arc<Client>,
    pub(crate) sandbox: Option<Sandbox>,
    pub(crate) redactor: Redactor,
    pub(crate) warnings: Vec<Problem>,
}

impl Session {
    /// A session with Zoom. `needs_credentials` is false for a request that has its own.
    pub(crate) fn with_zoom(
        args: &CommonArgs,
        needs_credentials: bool,
        output: &mut Output<'_>,
    ) -> Result<Self, InputError> {
        let mut options = options(args)?;
        let mut warnings = Vec::new();
        let redactor = match needs_credentials {
            true => Redactor::of(credentials::set(args, &mut options, output, &mut warnings)?),
            false => Redactor::none(),
        };
        options.share_rate(output.streams.env);
        start_log(args, &redactor, output);
        Ok(Self { client: Arc::new(Client::new(options)), sandbox: None, redactor, warnings })
    }

    /// A session with a sandbox. `adjust` changes the options, which have the sandbox's token.
    pub(crate) fn with_sandbox(
        args: &CommonArgs,
        builder: Builder,
        adjust: impl FnOnce(&mut Options, &Sandbox) -> Result<(), InputError>,
        output: &Output<'_>,
    ) -> Result<Self, InputError> {
        let mut options = options(args)?;
        let sandbox = start_sandbox(builder, output)?;
        let redactor = Redactor::of(vec![sandbox.token().to_owned()]);
        start_log(args, &redactor, output);
        options.set("base_url", &sandbox.base_url())?;
        options.set("ca_file", &sandbox.ca_file().to_string_lossy())?;
        options.set("system_roots", "off")?;
        options.set("proxy", "off")?;
        options.set("token", sandbox.token())?;
        adjust(&mut options, &sandbox)?;
        Ok(Self { client: Arc::new(Client::new(options)), sandbox: Some(sandbox), redactor, warnings: Vec::new() })
    }

    /// Makes a call, measures it, and adds what the session knows.
    pub(crate) fn call(
        &mut self,
        output: &Output<'_>,
        call: impl FnOnce(&Client, &CallOptions) -> Outcome,
    ) -> CommandResult {
        let started = Instant::now();
        let outcome = call(&self.client, &call_options(output));
        self.result(outcome, started.elapsed())
    }

    /// The same for a call that is not made if there is nothing left to do.
    pub(crate) fn next_call(
        &mut self,
        output: &Output<'_>,
        call: impl FnOnce(&Client, &CallOptions) -> Option<Outcome>,
    ) -> Option<CommandResult> {
        let started = Instant::now();
        let outcome = call(&self.client, &call_options(output))?;
        Some(self.result(outcome, started.elapsed()))
    }

    fn result(&mut self, outcome: Outcome, elapsed: Duration) -> CommandResult {
        let mut result = CommandResult::from(outcome);
        if result.status() == Some(Status::MissingToken) {
            result.hint = TOKEN_HINT.to_owned();
        }
        result.elapsed = elapsed;
        result.warnings.append(&mut self.warnings);
        result.redactor = self.redactor.clone();
        result.in_sandbox = self.sandbox.is_some();
        result
    }

    /// The requests that the sandbox received.
    pub(crate) fn received(&self) -> Option<Vec<SentRequest>> {
        self.sandbox.as_ref().map(|sandbox| sandbox.requests().iter().map(SentRequest::recorded).collect())
    }
}

fn call_options(output: &Output<'_>) -> CallOptions {
    CallOptions { interrupt: output.streams.interrupt.clone(), ..CallOptions::default() }
}

/// The options of the library.
pub(crate) fn options(args: &CommonArgs) -> Result<Options, InputError> {
    let mut options = Options::default();
    for (name, value) in &args.options {
        options.set(name, value)?;
    }
    Ok(options)
}

/// Starts a sandbox whose certificate file is removed at the end, even if a signal ends the program.
pub(crate) fn start_sandbox(builder: Builder, output: &Output<'_>) -> Result<Sandbox, InputError> {
    if output.streams.interrupt.is_none() {
        remove_files_on_signals();
    }
    builder.start().map_err(|error| match error.kind() {
        // Of its arguments, only the users are not checked before.
        io::ErrorKind::InvalidInput => InputError::new(Status::InvalidArgument, format!("--{error}")),
        _ => InputError::new(Status::Io, format!("the sandbox could not be started: {error}")),
    })
}

/// Starts the library's log at the level of `--verbose`.
fn start_log(args: &CommonArgs, redactor: &Redactor, output: &Output<'_>) {
    let level = match args.output.verbose {
        0 => return,
        1 => LevelFilter::Info,
        2 => LevelFilter::Debug,
        _ => LevelFilter::Trace,
    };
    let redactor = redactor.clone();
    (output.streams.start_log)(level, Box::new(move |line| redactor.redact(line).into_owned()));
}
