//! A curl command: whatever stands in it, it is read or refused in one line, and its token is in nothing made of it.
//!
//! Input that begins with `curl` is the text itself, to which a token is added; all other input is an update that is
//! rendered and read back.

#![no_main]

use libfuzzer_sys::arbitrary::Unstructured;
use libfuzzer_sys::fuzz_target;
use zoomuser::update::export::Format;
use zoomuser_fuzz::TOKEN;
use zoomuser_fuzz::import::{judge, judge_with_token, round};

fuzz_target!(|bytes: &[u8]| {
    if !bytes.starts_with(b"curl") {
        _ = round(&mut Unstructured::new(bytes), &[Format::Curl, Format::CurlCmd]);
        return;
    }
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    judge(text);
    let rest = text.strip_prefix("curl").unwrap_or_default();
    judge_with_token(&format!("curl -H 'Authorization: Bearer {TOKEN}' {rest}"), rest);
    judge_with_token(&format!("curl ^\n -H \"Authorization: Bearer {TOKEN}\" {rest}"), rest);
});
