//! HTTP on a connection, without any knowledge of Zoom.

pub(crate) mod answer;
pub(crate) mod record;
pub(crate) mod request;
pub(crate) mod wire;
