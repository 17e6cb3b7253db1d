//! Custom multipart forms, checked by two third-party parsers.

use crate::parsers::{Parsed, by_multer, by_python, content_type};
use support::{client, sandbox};
use zoomuser::{Content, Form, Headers, Part, Request};
use zoomuser_sandbox::Response;

fn arrived(form: &Form) -> (String, Vec<u8>) {
    let sandbox = sandbox();
    sandbox.script(Response::http(200, &[], ""));
    let request = Request::new("POST", "users/me/picture", Headers::new(), Content::Form(form)).expect("valid");
    let outcome = client(&sandbox).send(&request);
    assert!(outcome.is_ok(), "{}", outcome.message());
    let arrived = sandbox.requests().pop().expect("a request");
    (content_type(&arrived), arrived.body)
}

#[test]
fn every_part_arrives_as_it_was_given() {
    let bytes: Vec<u8> = (0..=255).chain(*b"\r\n--zoomuser-\r\n").collect();
    let text = |text: &str| Some(text.to_owned());
    let parts = [
        Part { name: "first_name".to_owned(), value: "Zo\u{eb} \u{1f600}\r\n--x".into(), ..Part::default() },
        Part { name: "first_name".to_owned(), ..Part::default() },
        Part {
            name: "pic_file".to_owned(),
            value: bytes,
            file_name: text("a b.png"),
            content_type: text("image/png"),
            charset: None,
        },
        Part { name: "note".to_owned(), value: b"\xe4".to_vec(), charset: text("iso-8859-1"), ..Part::default() },
        Part {
            name: "x".to_owned(),
            file_name: text("f"),
            content_type: text("text/csv"),
            charset: text("utf-8"),
            ..Part::default()
        },
    ];
    let mut form = Form::new();
    let mut wanted = Vec::new();
    for part in parts {
        let content_type = match part.name.as_str() {
            "note" => text("text/plain; charset=iso-8859-1"),
            "x" => text("text/csv; charset=utf-8"),
            _ => part.content_type.clone(),
        };
        let (name, file_name, value) = (part.name.clone(), part.file_name.clone(), part.value.clone());
        wanted.push(Parsed { name, file_name, content_type, value });
        form.add_part(part).expect("valid");
    }
    let (content_type, body) = arrived(&form);
    assert_eq!(by_multer(&content_type, &body), wanted);
    assert_eq!(by_python(&content_type, &body), wanted);
}

#[test]
fn a_part_without_name_and_value_is_one_part() {
    let mut form = Form::new();
    form.add("before", "1").expect("valid");
    form.add_part(Part { content_type: Some("in nuelit99".to_owned()), ..Part::default() }).expect("valid");
    form.add("after", "2").expect("valid");
    let (content_type, body) = arrived(&form);
    let nameless = Parsed { content_type: Some("in nuelit99".to_owned()), ..Parsed::plain("", "") };
    let wanted = [Parsed::plain("before", "1"), nameless, Parsed::plain("after", "2")];
    assert_eq!(by_multer(&content_type, &body), wanted);
    assert_eq!(by_python(&content_type, &body), wanted);
}
