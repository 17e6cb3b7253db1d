//! The options.

use zoomuser::Status;
use zoomuser::internal::Options;

#[test]
fn a_wrong_url_names_the_option_and_no_password() {
    let mut options = Options::default();
    for url in ["localhost:6379", "http://:5ecret@cache", "redis://:5ecret@cache:x", "redis://:5ec ret@cache"] {
        let error = options.set("share", url).expect_err(url);
        assert_eq!(error.status(), Status::InvalidArgument);
        let message = error.message();
        assert!(message.starts_with("share: expected redis://host:port") && !message.contains("5ec"), "{message}");
    }
    for (name, value) in [("share_required", "perhaps"), ("share_fallback", "0"), ("share_fallback", "half")] {
        let error = options.set(name, value).expect_err(value);
        assert!(error.message().starts_with(&format!("{name}: expected ")), "{}", error.message());
    }
}

#[test]
fn no_password_is_shown() {
    let mut options = Options::default();
    options.set("share", "redis://name:5ecret%40@cache").expect("a URL");
    options.set("share_password", "0ther-5ecret\n").expect("a password");
    let shown = format!("{options:?} {options:#?}");
    assert!(!shown.contains("5ecret") && shown.contains("cache:6379"), "{shown}");
    assert_eq!(options.without_secrets("is 5ecret@"), "is *******", "that of the URL counts");
}
