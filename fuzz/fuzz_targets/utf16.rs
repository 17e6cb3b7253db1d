//! Text through the C API: UTF-16 and UTF-8 with a length, in and out.
//!
//! The first byte is the room of a message buffer. The rest, as units of UTF-16, is texts with a 0 between them.

#![no_main]

use libfuzzer_sys::fuzz_target;
use std::ffi::{CStr, c_char};
use std::ptr;
use std::slice;
use zoomuser::Status;
use zoomuser_ffi::client::{zoom_client_error, zoom_client_free, zoom_client_new};
use zoomuser_ffi::patch::{
    zoom_user_patch_check, zoom_user_patch_error, zoom_user_patch_free, zoom_user_patch_new, zoom_user_patch_set_int64,
};
use zoomuser_ffi::result::{zoom_result_count, zoom_result_free, zoom_result_status};
use zoomuser_ffi::text_variants::{
    zoom_client_set_utf16, zoom_result_item_utf16, zoom_result_text_utf16, zoom_text_copy_utf16,
    zoom_update_user_utf16, zoom_user_patch_set_json_n, zoom_user_patch_set_json_utf16, zoom_user_patch_set_n,
    zoom_user_patch_set_utf16,
};
use zoomuser_fuzz::is_one_line;

const CANARY: u16 = 0xA5C3;

/// Port 1 of this machine, where nobody listens.
const OPTIONS: &str =
    r#"{"base_url":"http://127.0.0.1:1","check":"warn","timeout_ms":2000,"deadline_ms":2000,"keep":"off","max_retries":0,"plan":"none"}"#;

/// Room for a text with a guard on both sides.
struct Buffer {
    units: Vec<u16>,
}

impl Buffer {
    const GUARD: usize = 4;

    fn new(room: usize) -> Self {
        Self { units: vec![CANARY; room + 2 * Self::GUARD] }
    }

    fn pointer(&mut self) -> *mut u16 {
        self.units[Self::GUARD..].as_mut_ptr()
    }

    /// The text before the NUL, after looking at the guards; `None` where there was no room for one.
    fn text(&self) -> Option<&[u16]> {
        let end = self.units.len() - Self::GUARD;
        assert!(self.units[..Self::GUARD].iter().chain(&self.units[end..]).all(|unit| *unit == CANARY), "overrun");
        let room = &self.units[Self::GUARD..end];
        if room.is_empty() {
            return None;
        }
        Some(&room[..room.iter().position(|unit| *unit == 0).expect("a NUL")])
    }
}

fn terminated(text: &str) -> Vec<u16> {
    text.encode_utf16().chain([0]).collect()
}

fn is_text(units: &[u16]) -> bool {
    char::decode_utf16(units.iter().copied()).all(|c| c.is_ok())
}

/// The units before the NUL.
unsafe fn units<'a>(text: *const u16) -> &'a [u16] {
    assert!(!text.is_null());
    let mut length = 0;
    // SAFETY: the library gives NUL-terminated texts.
    unsafe {
        while *text.add(length) != 0 {
            length += 1;
        }
        slice::from_raw_parts(text, length)
    }
}

unsafe fn line(text: *const c_char) -> String {
    assert!(!text.is_null());
    // SAFETY: the library gives NUL-terminated texts.
    let text = unsafe { CStr::from_ptr(text) }.to_str().expect("UTF-8").to_owned();
    assert!(is_one_line(&text), "{text:?}");
    text
}

fuzz_target!(|bytes: &[u8]| {
    let [room, rest @ ..] = bytes else { return };
    let room = usize::from(*room);
    let all: Vec<u16> = rest.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect();
    let mut texts = all.split(|unit| *unit == 0).map(|text| [text, &[0]].concat());
    let mut next = || texts.next().unwrap_or_else(|| vec![0]);
    let (first, second, third) = (next(), next(), next());
    let good = |text: &[u16]| is_text(&text[..text.len() - 1]);
    let ok = Status::Ok.code();
    let encoding = Status::Encoding.code();

    // SAFETY: every pointer is to a live object or a NUL-terminated text that outlives its call, and every length and
    // capacity is that of what its pointer points to.
    unsafe {
        let patch = zoom_user_patch_new();
        let expected = if good(&first) && good(&second) { ok } else { encoding };
        assert_eq!(zoom_user_patch_set_utf16(patch, first.as_ptr(), second.as_ptr()), expected);
        assert_eq!(line(zoom_user_patch_error(patch)).is_empty(), expected == ok);
        let status = zoom_user_patch_set_json_utf16(patch, first.as_ptr(), third.as_ptr());
        assert!([ok, encoding, Status::InvalidJson.code()].contains(&status));
        assert_eq!(status == encoding, !(good(&first) && good(&third)));
        assert_eq!(line(zoom_user_patch_error(patch)).is_empty(), status == ok);

        // UTF-8 with a length, in memory that ends exactly there.
        let counted: Box<[u8]> = rest.into();
        let pointer = if counted.is_empty() { ptr::null() } else { counted.as_ptr().cast() };
        let status = zoom_user_patch_set_n(patch, c"dept".as_ptr(), pointer, counted.len());
        assert_eq!(status, if std::str::from_utf8(&counted).is_ok() { ok } else { encoding });
        let status = zoom_user_patch_set_json_n(patch, c"feature".as_ptr(), pointer, counted.len());
        assert_eq!(status == encoding, std::str::from_utf8(&counted).is_err());
        line(zoom_user_patch_error(patch));
        if let Ok(name) = CStr::from_bytes_until_nul(&counted) {
            let status = zoom_user_patch_set_int64(patch, name.as_ptr(), -1);
            assert_eq!(status, if name.to_str().is_ok() { ok } else { encoding });
        }
        let mut result = ptr::null_mut();
        let status = zoom_user_patch_check(patch, &mut result);
        assert_eq!(status, zoom_result_status(result));
        assert!(status == ok || status == Status::CheckFailed.code());
        let message = terminated("message");
        for list in ["problems", "warnings"] {
            let list_utf8 = format!("{list}\0");
            let count = zoom_result_count(result, list_utf8.as_ptr().cast());
            for i in 0..=count {
                let text = units(zoom_result_item_utf16(result, terminated(list).as_ptr(), i, message.as_ptr()));
                assert!(is_text(text) && text.is_empty() == (i == count));
            }
        }
        for what in [&first, &second] {
            assert!(is_text(units(zoom_result_text_utf16(result, what.as_ptr()))));
        }
        zoom_result_free(result);
        zoom_user_patch_free(patch);

        // A text out: whole or not at all.
        for text in [&first, &second] {
            let length = text.len() - 1;
            for capacity in [room, length, length + 1, 0] {
                let mut buffer = Buffer::new(capacity);
                let said = zoom_text_copy_utf16(text.as_ptr(), buffer.pointer(), capacity);
                assert_eq!(said, length);
                let copied = buffer.text();
                assert_eq!(copied.is_some(), capacity > 0);
                let expected = if length < capacity { &text[..length] } else { &[] };
                assert!(copied.is_none_or(|copied| copied == expected));
            }
            let mut same = text.clone();
            let itself = same.as_mut_ptr();
            zoom_text_copy_utf16(itself, itself, same.len());
            assert_eq!(same, *text);
        }

        // The options of a client; nothing is sent.
        let client = zoom_client_new();
        let status = zoom_client_set_utf16(client, first.as_ptr(), second.as_ptr());
        assert_eq!(status == encoding, !(good(&first) && good(&second)));
        assert_eq!(line(zoom_client_error(client)).is_empty(), status == ok);
        zoom_client_free(client);

        // The whole call, as far as it gets. Options from the input follow a `[`, so that they are always refused: they
        // could send the call to another machine.
        let options = if room % 8 == 7 { [&[u16::from(b'[')], &second[..]].concat() } else { terminated(OPTIONS) };
        let fields: Vec<u16> = match room % 2 {
            0 => third,
            _ => {
                let value: String =
                    serde_json::to_string(&String::from_utf16_lossy(&third[..third.len() - 1])).expect("a string");
                terminated(&format!("{{\"{}\":{value}}}", if room % 4 == 1 { "dept" } else { "no such" }))
            }
        };
        let mut buffer = Buffer::new(room);
        let mut result = ptr::null_mut();
        let status = zoom_update_user_utf16(
            first.as_ptr(),
            second.as_ptr(),
            fields.as_ptr(),
            options.as_ptr(),
            &mut result,
            buffer.pointer(),
            room,
        );
        assert_eq!(status, zoom_result_status(result));
        assert!(status != ok && status != Status::Panic.code() && status != Status::Internal.code());
        let whole = units(zoom_result_text_utf16(result, message.as_ptr()));
        assert!(is_one_line(&String::from_utf16(whole).expect("UTF-16")));
        if let Some(cut) = buffer.text() {
            assert!(is_text(cut) && whole.starts_with(cut), "cut in a character");
            assert!(cut.len() == whole.len() || cut.len() + 3 > room, "cut too early");
        }
        zoom_result_free(result);
    }
});
