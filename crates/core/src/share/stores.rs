//! What a client shares with other machines.

use super::settings::ShareSettings;
use crate::auth::shared_tokens::SharedTokens;
use crate::limits::store::SharedStore;
use crate::net::settings::NetSettings;
use std::sync::Arc;

/// The stores on the server; `None` if nothing is shared.
#[derive(Debug, Clone, Default)]
pub(crate) struct Stores {
    pub(crate) rate: Option<Arc<dyn SharedStore>>,
    pub(crate) tokens: Option<Arc<dyn SharedTokens>>,
}

impl Stores {
    #[cfg(feature = "redis")]
    pub(crate) fn new(settings: &Arc<ShareSettings>, net: &Arc<NetSettings>) -> Self {
        let Some(link) = super::redis::link::Link::new(settings, net).map(Arc::new) else { return Self::default() };
        Self {
            rate: Some(Arc::new(super::turns::ServerStore { link: link.clone() })),
            tokens: Some(Arc::new(super::tokens::ServerTokens { link })),
        }
    }

    /// Without the feature, no server can be set.
    #[cfg(not(feature = "redis"))]
    pub(crate) fn new(_: &Arc<ShareSettings>, _: &Arc<NetSettings>) -> Self {
        Self::default()
    }
}

/// Closes the idle connections of this process to all servers.
pub(crate) fn drop_connections() {
    #[cfg(feature = "redis")]
    super::redis::link::drop_all_idle();
}
