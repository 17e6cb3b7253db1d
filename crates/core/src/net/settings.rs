//! The options of connections: proxy, TLS, and the connection pool.

use super::connect_to::ConnectTo;
use super::proxy::ProxyChoice;
use std::path::PathBuf;
use std::time::Duration;

/// All zero unless set; `Options::default` sets what the option schema says.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct NetSettings {
    pub(crate) connect_timeout: Duration,
    pub(crate) proxy: ProxyChoice,
    pub(crate) connect_to: ConnectTo,
    pub(crate) ca_file: Option<PathBuf>,
    pub(crate) system_roots: bool,
    pub(crate) cert_file: Option<PathBuf>,
    pub(crate) key_file: Option<PathBuf>,
    pub(crate) user_agent: String,
    /// Whether connections are kept for later calls.
    pub(crate) keep: bool,
    /// Size of the connection pool, if larger than its default.
    pub(crate) min_pool_size: usize,
}
