//! `check`, `fields`, `options`, help.

use crate::program::{line, run};
use serde_json::Value;
use zoomuser::internal::options::OPTIONS;
use zoomuser::internal::schema::{FIELDS, Place, ReadBack};

#[test]
fn check_reports_everything_at_once_and_sends_nothing() {
    let ran = line("check .. nmae=x email=a@b.org type=7 host_key=1 phone_country=x manager:=null");
    assert_eq!((ran.code, ran.out.as_str()), (3, ""));
    for part in [
        "..: the check found errors, nothing was sent\n",
        "\n  user_id: expected an id or an e-mail address",
        "\n  nmae: no such field",
        "\n  email: this call does not change it: change it with PUT /users/{userId}/email (scope user:update:email:admin, ",
        "\n  type: expected one of 1, 2, 4, 99\n",
        "\n  host_key: expected ",
        "\nwarning: phone_country: deprecated by Zoom",
        "\nwarning: manager: what Zoom does with null is not documented\n",
    ] {
        assert!(ran.err.contains(part), "{part}: {}", ran.err);
    }
    let json = line("check .. nmae=x type=7 --json").json();
    assert_eq!((json["problems"].as_array().map(Vec::len), &json["attempts"]), (Some(3), &0.into()));
}

#[test]
fn check_needs_no_user_and_no_token() {
    let ran = line("check dept=x");
    assert_eq!((ran.code, ran.out.as_str()), (0, "the check found nothing; nothing was sent\n"));
    let ran = line("check jane@example.com dept=x");
    assert_eq!((ran.code, ran.out.as_str()), (0, "jane@example.com: the check found nothing; nothing was sent\n"));
    assert_eq!((line("check dept=x -q").both().as_str(), line("check").code), ("", 3));
    assert_eq!((line("check dept:=null").code, line("check dept:=null --encoding multipart").code), (0, 3));
    assert_eq!((line("check nmae=x").code, line("check nmae=x --check warn").code), (3, 0));
    assert_eq!(line("check ..").code, 3);
    assert_eq!(line("check .. dept=x").code, 3);
}

#[test]
fn fields_lists_all() {
    let ran = line("fields");
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let names: Vec<_> = ran.out.lines().skip(1).filter(|line| !line.starts_with(' ')).collect();
    assert_eq!(names.len(), FIELDS.len());
    for field in FIELDS {
        assert_eq!(names.iter().filter(|line| line.split(' ').next() == Some(field.name)).count(), 1, "{}", field.name);
    }
    let hidden = FIELDS.iter().filter(|field| field.place == Place::Body && field.read_back == ReadBack::Never).count();
    let deprecated = FIELDS.iter().filter(|field| !field.deprecated.is_empty()).count();
    assert!(hidden > 0 && deprecated > 0);
    assert_eq!(ran.out.matches("[write-only]").count(), hidden);
    assert_eq!(ran.out.matches("[deprecated: use").count(), deprecated);

    let json: Value = serde_json::from_str(&line("fields --json").out).expect("JSON");
    assert_eq!(json.as_array().map(Vec::len), Some(FIELDS.len()));
    let plans = json.as_array().and_then(|all| all.iter().find(|field| field["name"] == "zoom_one_type")).expect("it");
    assert_eq!(plans["choices"][24]["value"], 576_460_752_303_423_488_i64);
    assert!(line("fields zoom_one_type type").out.contains("576460752303423488  Education Enterprise Student"));
}

#[test]
fn options_lists_all() {
    let ran = line("options");
    for option in OPTIONS {
        assert!(ran.out.contains(&format!("\n{} ", option.name)), "{}", option.name);
    }
    let json: Value = serde_json::from_str(&line("options --json").out).expect("JSON");
    assert_eq!(json.as_array().map(Vec::len), Some(OPTIONS.len()));
    for option in json.as_array().expect("a list") {
        match option["flag"].as_str() {
            None => assert!(["token", "client_secret", "share_password"].map(Value::from).contains(&option["name"])),
            // A value that is "" is the default, so that every option takes it.
            Some(flag) => assert_eq!(run(&["check", "dept=x", &format!("{flag}=")]).code, 0, "{flag}"),
        }
    }
}

#[test]
fn help_is_everywhere() {
    let program = line("--help");
    assert_eq!((program.code, line("-h").out, line("help").out), (0, program.out.clone(), program.out.clone()));
    for command in ["update", "check", "plan", "get", "fields", "options", "sandbox"] {
        let page = line(&format!("help {command}"));
        assert_eq!((page.code, page.err.as_str()), (0, ""));
        assert!(page.out.starts_with(&format!("zoomuser {command}")) && page.out.contains("\nExit codes\n"));
        assert_eq!(line(&format!("{command} --help")).out, page.out);
        assert_eq!(line(&format!("{command} -h")).out, page.out);
        assert!(program.out.contains(&format!("zoomuser {command}")));
    }
    let version = format!("zoomuser {}\n", zoomuser::VERSION);
    assert_eq!((line("--version").out, line("-V").out), (version.clone(), version));
}
