//! A Postman item or collection: whatever it contains, it is read or refused in one line, and its token is in nothing
//! made of it.
//!
//! Input that begins with `{` is the text itself, in which `TOKEN` stands for a token; all other input is an update that
//! is rendered and read back.

#![no_main]

use libfuzzer_sys::arbitrary::Unstructured;
use libfuzzer_sys::fuzz_target;
use zoomuser::internal::render::Format;
use zoomuser_fuzz::TOKEN;
use zoomuser_fuzz::import::{check, check_with_token, round};

fuzz_target!(|bytes: &[u8]| {
    if !bytes.starts_with(b"{") {
        _ = round(&mut Unstructured::new(bytes), &[Format::Postman, Format::Json]);
        return;
    }
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    check(text);
    // Where a token stands: as what an authorization says, and nowhere else.
    let auth = format!(r#"{{"auth":{{"type":"bearer","bearer":{{"token":"{TOKEN}"}}}},"item":[{text}]}}"#);
    check_with_token(&auth, text);
});
