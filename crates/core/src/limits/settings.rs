//! The options that limit a call: time, retries and rate.

use super::ledger::rate::Rate;
use super::plan::Plan;
use crate::response::rate_limit::RateLabel;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// All zero unless set; `Options::default` sets what the option schema says.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct LimitSettings {
    pub(crate) timeout: Duration,
    pub(crate) deadline: Duration,
    pub(crate) max_retries: u32,
    pub(crate) plan: Plan,
    pub(crate) rate_share: u32,
    pub(crate) rate_file: RateFile,
}

impl LimitSettings {
    /// The rate of requests with this label; `None` for no limit.
    pub(crate) fn rate(&self, label: RateLabel) -> Option<Rate> {
        let (per_second, per_day) = (self.plan.per_second(label)?, self.plan.per_day(label));
        Some(Rate { per_second, per_day, share: self.rate_share })
    }
}

/// The file by which processes share the rate.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) enum RateFile {
    /// The option is not set.
    #[default]
    Unset,
    /// None.
    Off,
    At(PathBuf),
}

impl RateFile {
    pub(crate) fn path(&self) -> Option<&Path> {
        match self {
            Self::Unset | Self::Off => None,
            Self::At(path) => Some(path),
        }
    }
}
