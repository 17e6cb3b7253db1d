//! A rendered request is imported with the same user, fields and URL.

use crate::values::{NASTIER, NASTY, objects};
use support::patch;
use zoomuser::internal::encoding::{Encoding, encode};
use zoomuser::internal::message::Sender;
use zoomuser::internal::render::export;
use zoomuser::internal::validate::{CheckMode, validate};
use zoomuser::{Format, Request, UserPatch};
use zoomuser_import::{Imported, import};

const BASE: &str = "https://api-eu.zoom.us/v2";

fn rendered(user_id: &str, json: &str, encoding: Encoding, format: Format) -> Option<Imported> {
    let patch = patch(json);
    let checked = validate(&patch, encoding).checked(CheckMode::Warn).expect(json);
    let request = Request::update_user(user_id, &checked, "acc/1").expect(json);
    let text = export(&request, &Sender { base_url: BASE, user_agent: "" }, format).ok()?.text;
    Some(import(&text).unwrap_or_else(|why| panic!("{why}: {text}")))
}

#[test]
fn nothing_is_lost_on_the_way() {
    let mut refused = Vec::new();
    for object in objects(&[NASTY, NASTIER].concat()) {
        for encoding in [Encoding::Json, Encoding::Multipart] {
            for format in Format::ALL.iter().copied() {
                let Some(imported) = rendered("-ada+x@example.com", &object, encoding, format) else {
                    refused.push((format, encoding));
                    continue;
                };
                assert_eq!(imported.user_id.as_deref(), Some("-ada+x@example.com"));
                assert_eq!((imported.base_url.as_str(), imported.sub_account.as_str()), (BASE, "acc/1"));
                assert_eq!(imported.query, [("login_type".to_owned(), "100".to_owned())]);
                assert_eq!(imported.encoding, encoding);
                let body =
                    |patch: UserPatch| String::from_utf8(encode(&patch.wire(), Encoding::Json).bytes).expect("UTF-8");
                assert_eq!(body(imported.patch()), body(patch(&object)), "{format:?} {encoding:?}");
                assert!(imported.patch().get("login_type").is_some());
                let others: Vec<_> = imported.defects.iter().filter(|defect| defect.field != "group_id").collect();
                assert!(others.is_empty(), "{others:?}");
            }
        }
    }
    // Line ends and letters beyond ASCII in a form of cmd.exe are refused when they are rendered; nothing else is.
    assert!(!refused.is_empty());
    assert!(refused.iter().all(|refused| *refused == (Format::CurlCmd, Encoding::Multipart)), "{refused:?}");
}

#[test]
fn the_credentials_of_a_rendered_request_are_no_token() {
    for format in Format::ALL {
        let imported = rendered("me", r#"{"dept":"x"}"#, Encoding::Json, *format).expect("read");
        assert!(imported.defects.is_empty(), "{format:?}: {imported:?}");
    }
}
