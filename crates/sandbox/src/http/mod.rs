//! HTTP on a connection, without any knowledge of Zoom.

pub(crate) mod record;
pub(crate) mod request;
pub(crate) mod response;
pub(crate) mod wire;
