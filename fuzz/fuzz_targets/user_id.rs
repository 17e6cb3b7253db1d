//! User ids and sub-account ids: each is one segment of the path that decodes to what was given.

#![no_main]

use libfuzzer_sys::fuzz_target;
use zoomuser::Status;
use zoomuser::UserPatch;
use zoomuser::internal::encoding::Encoding;
use zoomuser::internal::request::Request;
use zoomuser::internal::validate::{CheckMode, validate};
use zoomuser_fuzz::{is_one_line, is_segment, percent_decoded};

fn is_refused(id: &str) -> bool {
    id.is_empty() || matches!(id, "." | "..") || id.chars().any(char::is_control)
}

fuzz_target!(|ids: (&str, &str)| {
    let (user_id, sub_account) = ids;
    let refused = is_refused(user_id) || (!sub_account.is_empty() && is_refused(sub_account));
    let mut patch = UserPatch::new();
    patch.set("dept", "d");
    let checked = validate(&patch, Encoding::Json).checked(CheckMode::Strict).expect("valid");
    let request = match Request::update_user(user_id, &checked, sub_account) {
        Ok(request) => request,
        Err(error) => {
            let why = error.message();
            assert!(refused || why.contains("what looks like an access token") || why.contains("a placeholder"), "{why}");
            assert_eq!(error.status(), Status::InvalidArgument);
            assert!(is_one_line(error.message()) && error.message().len() < 200);
            return;
        }
    };
    assert!(!refused);
    let path = request.path_and_query();
    assert_eq!((request.method(), path.contains('?')), ("PATCH", false));
    let segments: Vec<&str> = path.split('/').collect();
    let (given, expected): (Vec<&str>, Vec<&str>) = match segments.as_slice() {
        ["users", user] => (vec![user], vec![user_id]),
        ["accounts", account, "users", user] => (vec![account, user], vec![sub_account, user_id]),
        _ => panic!("{path}"),
    };
    assert_eq!(given.len(), if sub_account.is_empty() { 1 } else { 2 });
    for (segment, id) in given.into_iter().zip(expected) {
        assert!(is_segment(segment), "{segment}");
        assert_eq!(percent_decoded(segment).as_deref(), Some(id.as_bytes()));
    }
    let url = format!("https://api.zoom.us/v2/{path}");
    if url.len() < 60_000 {
        let url: http::Uri = url.parse().expect("a URL");
        assert_eq!((url.host(), url.query()), (Some("api.zoom.us"), None));
        assert_eq!(url.path().strip_prefix("/v2/"), Some(path));
    }
});
