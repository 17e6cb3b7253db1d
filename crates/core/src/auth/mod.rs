//! Access tokens: from an option, from the caller's function, or from Zoom's token service.

pub(crate) mod app_token;
pub(crate) mod cache;
pub(crate) mod credentials;
pub(crate) mod oauth;
pub(crate) mod provider;
pub(crate) mod settings;
pub(crate) mod shared_tokens;
pub(crate) mod token_context;
pub(crate) mod token_lock;
pub(crate) mod token_service;
pub(crate) mod token_text;
