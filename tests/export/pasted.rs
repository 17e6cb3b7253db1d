//! Pasted commands: with surrounding text, prompts and typographic quotes, and from other shells.

use zoomuser::internal::encoding::{Encoding, encode};
use zoomuser_import::import;

fn body(text: &str) -> String {
    let imported = import(text).unwrap_or_else(|why| panic!("{why}: {text}"));
    assert_eq!(imported.user_id.as_deref(), Some("me"), "{text}");
    String::from_utf8(encode(&imported.patch().wire(), Encoding::Json).bytes).expect("UTF-8")
}

fn refused(text: &str) -> String {
    match import(text) {
        Err(why) => why.message().to_owned(),
        Ok(imported) => panic!("{imported:?}: {text}"),
    }
}

const URL: &str = "https://api.zoom.us/v2/users/me";
const JSON: &str = r#"{"dept":"x","type":2}"#;

#[test]
fn text_around_a_command_is_left_out() {
    let curl = format!("curl -X PATCH {URL} \\\n  -H 'Content-Type: application/json' \\\n  -d '{JSON}'");
    for text in [
        format!("It doesn't work:\n\n{curl}\n"),
        format!("It doesn't work: {curl}\n"),
        format!("Hi,\ncurl doesn't do what I want. I'm using\n\n```bash\n{curl}\n```\n\nIt's a 404, isn't it?\n"),
        format!("~~~\n$ {curl}\n~~~\nWhat's wrong?"),
        format!("Here's what I ran:\n\n{curl}\n\nIt returns 404. What's wrong?\n"),
        format!("Here's what I ran:\n{curl}\nIt returns 404. What's wrong?\n"),
        format!("I'm running `curl -X PATCH {URL} --json '{JSON}'` and it's a 404"),
        format!("```\nnpm install\n```\nthat didn't help; neither did\n```sh\n{curl}\n```"),
    ] {
        assert_eq!(body(&text), JSON, "{text}");
    }
    let item = serde_json::json!({"request": {"method": "PATCH", "url": URL, "body": {"mode": "raw", "raw": JSON}}});
    assert_eq!(body(&format!("It doesn't work:\n```json\n{item:#}\n```\n")), JSON);
}

#[test]
fn prompts_are_no_part_of_a_command() {
    for text in [
        format!("$ curl -X PATCH {URL} \\\n> --json '{JSON}'\n"),
        format!("ada@host:~$ curl -X PATCH {URL} \\\n> --json '{JSON}'\n{{\"code\":300}}\n"),
        format!("> curl -X PATCH {URL} \\\n> --json '{JSON}'\n"),
        format!("# curl -X PATCH {URL} --json '{JSON}'"),
        format!("% curl -X PATCH {URL} --json '{JSON}'"),
        format!("❯ curl -X PATCH {URL} --json '{JSON}'"),
        format!("sudo curl -X PATCH {URL} --json '{JSON}'"),
        format!("$ time /usr/bin/curl -X PATCH {URL} --json '{JSON}'"),
        format!("C:\\Users\\ada>curl -X PATCH {URL} --json \"{}\"", JSON.replace('"', "\\\"")),
        format!("C:\\Users\\ada>curl.exe -X PATCH {URL} ^\nMore? --json \"{}\"", JSON.replace('"', "\\\"")),
    ] {
        assert_eq!(body(&text), JSON, "{text}");
    }
}

#[test]
fn a_command_of_powershell_is_read() {
    let escaped = JSON.replace('"', "\\\"");
    for text in [
        format!("curl.exe -X PATCH `\n  -H 'Content-Type: application/json' `\n  -d '{escaped}' `\n  {URL}\n"),
        format!("PS C:\\> curl.exe -X PATCH `\r\n>> -d '{JSON}' `\r\n>> {URL}\r\n"),
        format!(
            "curl.exe -X PATCH `\n -H \"Authorization: Bearer $env:ZOOM_TOKEN\" `\n -d \"{}\" {URL}",
            JSON.replace('"', "`\"")
        ),
        format!("curl.exe -X PATCH `\n -d \"{}\" {URL} | ConvertFrom-Json", JSON.replace('"', "\"\"")),
        format!("& \"C:\\Windows\\System32\\curl.exe\" -X PATCH `\n --json ‘{JSON}’ {URL}"),
        format!("curl.exe -X PATCH `\n --json @'\n{JSON}\n'@ {URL}"),
    ] {
        assert_eq!(body(&text), JSON, "{text}");
    }
    for text in [
        format!("Invoke-RestMethod -Method Patch -Uri {URL} -Body '{JSON}'"),
        format!("curl -Method PATCH -Uri {URL} -Body '{JSON}'"),
        format!("irm {URL} -Method Patch -Body '{JSON}'"),
    ] {
        let why = refused(&text);
        assert!(why.contains("Invoke-") && why.contains("curl.exe"), "{why}");
    }
}

#[test]
fn a_word_processors_signs_are_named() {
    for (text, named) in [
        (format!("curl -X PATCH {URL} --json “{JSON}”"), "line 1: U+201C is a typographic quote"),
        (format!("curl -X PATCH {URL} \\\n --json ‘{JSON}’"), "line 2: U+2018 is a typographic quote"),
        (format!("curl -X PATCH {URL} -F dept=“x y”"), "line 1: U+201C is a typographic quote"),
        (format!("Hi!\n\ncurl –X PATCH {URL} --json '{JSON}'"), "line 3: U+2013 is a typographic dash"),
        (format!("curl -X PATCH {URL} —json '{JSON}'"), "line 1: U+2014 is a typographic dash"),
        (format!("curl -X PATCH {URL} --json '{{“dept”:“x”}}'"), "U+201C is a typographic quote"),
    ] {
        let why = refused(&text);
        assert!(why.contains(named), "{text}: {why}");
    }
    // In a value they are what was meant.
    assert_eq!(body(&format!("curl -X PATCH {URL} --json '{{\"dept\":\"“x” – y\"}}'")), "{\"dept\":\"“x” – y\"}");
    let spaced = format!("curl\u{a0}-X PATCH {URL} --json\u{a0}'{JSON}'");
    assert_eq!(body(&spaced), JSON);
    assert!(import(&spaced).expect("read").defects.iter().any(|defect| defect.message.contains("U+00A0")), "told");
}

#[test]
fn what_a_shell_hands_to_curl_is_read() {
    for text in [
        format!("curl -X PATCH {URL} --json @- <<EOF\n{JSON}\nEOF\n"),
        format!("curl -X PATCH {URL} -H 'Content-Type: application/json' -d @- <<'EOF'\n{JSON}\nEOF\necho done\n"),
        format!("curl -X PATCH {URL} --data-binary @- <<-EOF | jq .\n\t{JSON}\n\tEOF\n"),
        format!("curl -X PATCH {URL} --json @- <<< '{JSON}'"),
        format!("curl --json @- -X PATCH \\\n {URL} << \"END\"\n{{\"dept\":\"x\",\n\"type\":2}}\nEND"),
    ] {
        assert_eq!(body(&text), JSON, "{text}");
    }
    let text = format!("curl -X PATCH {URL} --json @- <<EOF\n{{\"dept\":\"$DEPT\\$\"}}\nEOF\n");
    let imported = import(&text).expect("read");
    assert!(
        imported.defects.iter().any(|defect| defect.to_string().contains("$DEPT is not in the text")),
        "{imported:?}"
    );
    assert_eq!(body(&text), "{\"dept\":\"$DEPT$\"}");
    for (text, named) in [
        (format!("curl -X PATCH {URL} --json @- <<EOF\n{JSON}\n"), "line 1: the here-document is not closed"),
        (format!("curl -X PATCH {URL} --json @- < body.json"), "--json: the file is not in the text"),
        (format!("cat body.json | curl -X PATCH {URL} --json @-"), "--json: the file is not in the text"),
    ] {
        let why = refused(&text);
        assert!(why.contains(named), "{why}");
    }
}

#[test]
fn nothing_that_changes_nothing_is_made() {
    for text in [
        format!("curl -X PATCH {URL}"),
        format!("curl -X PATCH {URL} --json '{{}}'"),
        format!("curl -X PATCH '{URL}?login_type=100'"),
        format!("curl -X PATCH '{URL}?login_type=' -d ''"),
        serde_json::json!({"method": "PATCH", "url": URL}).to_string(),
        serde_json::json!({"method": "PATCH", "url": URL, "body": {"mode": "raw", "raw": " "}}).to_string(),
        serde_json::json!({"method": "PATCH", "url": URL, "body": {"mode": "raw", "raw": JSON, "disabled": true}})
            .to_string(),
        serde_json::json!({"method": "PATCH", "url": URL, "body": {"mode": "formdata", "formdata": []}}).to_string(),
    ] {
        assert!(refused(&text).contains("no field"), "{text}: {}", refused(&text));
    }
    let text = format!("curl -X PATCH '{URL}?login_type=&remove_tsp_credentials=' --json '{JSON}'");
    assert_eq!(body(&text), JSON);
    let imported = import(&text).expect("read");
    assert!(imported.patch().get("login_type").is_none(), "{imported:?}");
    assert!(
        imported.defects.iter().any(|defect| defect.to_string().starts_with("login_type: it is empty")),
        "{imported:?}"
    );
}

#[test]
fn no_body_is_dropped() {
    // Ours, and what other programs call a request.
    for item in [
        serde_json::json!({"method": "PATCH", "url": URL, "headers": [], "body": JSON, "body_hex": null, "form": null}),
        serde_json::json!({"method": "PATCH", "url": URL, "headers": {"Content-Type": "application/json"}, "body": JSON}),
        serde_json::json!({"method": "PATCH", "url": URL, "body": {"raw": JSON}}),
        serde_json::json!({"method": "PATCH", "url": URL, "body": {"dept": "x", "type": 2}}),
    ] {
        assert_eq!(body(&item.to_string()), JSON, "{item}");
    }
    for (item, named) in [
        (serde_json::json!({"method": "PATCH", "url": URL, "headers": [], "body_hex": "ff00"}), "body_hex"),
        (serde_json::json!({"method": "PATCH", "url": URL, "postData": {"text": JSON}}), "postData"),
        (serde_json::json!({"method": "PATCH", "url": URL, "data": JSON}), "data"),
        (serde_json::json!({"method": "PATCH", "url": URL, "body": [1]}), "body: expected"),
        (
            serde_json::json!({"method": "PATCH", "url": URL, "body": {"mode": "formdata", "formdata": "a=b"}}),
            "body: expected",
        ),
    ] {
        let why = refused(&item.to_string());
        assert!(why.contains(named), "{item}: {why}");
    }
}
