//! What is rendered is read back: the same user, the same fields, the same place.

use crate::values::{NASTIER, NASTY, objects};
use support::patch;
use zoomuser::update::encoding::{Encoding, encode};
use zoomuser::update::export::export;
use zoomuser::update::export::import::{Imported, import};
use zoomuser::update::message::Sender;
use zoomuser::{Format, Request};

const BASE: &str = "https://api-eu.zoom.us/v2";

fn rendered(user_id: &str, json: &str, encoding: Encoding, format: Format) -> Option<Imported> {
    let request = Request::update_user(user_id, &patch(json), encoding, "acc/1").expect(json);
    let text = export(&request, &Sender { base_url: BASE, user_agent: "" }, format).ok()?.text;
    Some(import(&text).unwrap_or_else(|why| panic!("{why}: {text}")))
}

#[test]
fn nothing_is_lost_on_the_way() {
    let mut refused = Vec::new();
    for object in objects(&[NASTY, NASTIER].concat()) {
        for encoding in [Encoding::Json, Encoding::Multipart] {
            for format in [Format::Curl, Format::CurlCmd, Format::Postman] {
                let Some(imported) = rendered("-ada+x@example.com", &object, encoding, format) else {
                    refused.push((format, encoding));
                    continue;
                };
                assert_eq!(imported.user_id.as_deref(), Some("-ada+x@example.com"));
                assert_eq!((imported.base_url.as_str(), imported.sub_account.as_str()), (BASE, "acc/1"));
                assert_eq!(imported.query, [("login_type".to_owned(), "100".to_owned())]);
                assert_eq!(imported.encoding, encoding);
                let body = |patch| String::from_utf8(encode(&patch, Encoding::Json).bytes).expect("UTF-8");
                assert_eq!(body(imported.patch()), body(patch(&object)), "{format:?} {encoding:?}");
                assert!(imported.patch().get("login_type").is_some());
                let others: Vec<_> = imported.defects.iter().filter(|defect| defect.field != "group_id").collect();
                assert!(others.is_empty(), "{others:?}");
            }
        }
    }
    // Line ends and letters beyond ASCII in a form of cmd.exe are refused; nothing else is.
    assert!(!refused.is_empty());
    assert!(refused.iter().all(|refused| *refused == (Format::CurlCmd, Encoding::Multipart)), "{refused:?}");
}
