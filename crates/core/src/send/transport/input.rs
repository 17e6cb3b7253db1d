//! The buffers of a connection, which keep the head of an answer as it came.

use super::link::Link;
use ureq::unversioned::transport::{Buffers, LazyBuffers};

/// Buffers of ureq's, over which the lane learns what the HTTP library took for the head of the answer.
#[derive(Debug)]
pub(super) struct Input {
    buffers: LazyBuffers,
    link: Link,
    /// Whether the answers of the API come in here.
    is_top: bool,
}

impl Input {
    pub(super) fn new(input: usize, output: usize, link: Link, is_top: bool) -> Self {
        Self { buffers: LazyBuffers::new(input, output), link, is_top }
    }
}

impl Buffers for Input {
    fn output(&mut self) -> &mut [u8] {
        self.buffers.output()
    }

    fn input(&self) -> &[u8] {
        self.buffers.input()
    }

    fn input_append_buf(&mut self) -> &mut [u8] {
        self.buffers.input_append_buf()
    }

    fn input_appended(&mut self, amount: usize) {
        self.buffers.input_appended(amount);
    }

    fn input_consume(&mut self, amount: usize) {
        if self.is_top && amount > 0 {
            self.link.consumed(self.buffers.input().get(..amount).unwrap_or_default());
        }
        self.buffers.input_consume(amount);
    }

    fn tmp_and_output(&mut self) -> (&mut [u8], &mut [u8]) {
        self.buffers.tmp_and_output()
    }

    fn can_use_input(&self) -> bool {
        self.buffers.can_use_input()
    }
}
