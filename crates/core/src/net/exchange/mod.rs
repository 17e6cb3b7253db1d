//! One HTTP/1.1 exchange: the head and the body of the response, and whether the connection serves a next request.

mod body;
mod content_coding;
mod filter;
mod framing;
mod head;
pub(crate) mod http_stream;
mod reuse;
pub(crate) mod round_trip;
