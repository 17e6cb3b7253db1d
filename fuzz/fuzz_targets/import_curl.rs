//! A curl command: whatever it contains, it is read or refused in one line, and no output contains its token.
//!
//! Input that begins with `curl` is the text itself, to which a token is added; all other input is an update that is
//! rendered and read back.

#![no_main]

use libfuzzer_sys::arbitrary::Unstructured;
use libfuzzer_sys::fuzz_target;
use zoomuser::internal::render::Format;
use zoomuser_fuzz::TOKEN;
use zoomuser_fuzz::import::{check, check_with_token, round};

fuzz_target!(|bytes: &[u8]| {
    if !bytes.starts_with(b"curl") {
        _ = round(&mut Unstructured::new(bytes), &[Format::Curl, Format::CurlCmd, Format::CurlPowershell, Format::Http]);
        return;
    }
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    check(text);
    let rest = text.strip_prefix("curl").unwrap_or_default();
    check_with_token(&format!("curl -H 'Authorization: Bearer {TOKEN}' {rest}"), rest);
    check_with_token(&format!("It doesn't:\n$ curl -H 'Authorization: Bearer {TOKEN}' {rest}"), rest);
    check_with_token(&format!("curl.exe `\n -H 'Authorization: Bearer {TOKEN}' {rest}"), rest);
    check_with_token(&format!("curl ^\n -H \"Authorization: Bearer {TOKEN}\" {rest}"), rest);
});
