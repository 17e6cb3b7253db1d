//! `completions` and `man`.

use crate::program::{line, run};
use std::io::Write;
use std::process::{Command, Stdio};
use zoomuser::internal::options::OPTIONS;
use zoomuser::internal::schema::FIELDS;

/// What bash offers for the last of these words.
#[cfg(unix)]
fn offered(words: &[&str]) -> Vec<String> {
    let script = line("completions bash").out;
    let words: Vec<String> = words.iter().map(|word| format!("'{word}'")).collect();
    let ask = format!(
        "{script}\ncomplete -p zoomuser >/dev/null || exit 9\ncompopt() {{ :; }}\nCOMP_WORDS=({})\nCOMP_CWORD={}\n\
         _zoomuser\nprintf '%s\\n' \"${{COMPREPLY[@]}}\"\n",
        words.join(" "),
        words.len() - 1
    );
    let mut bash = Command::new("bash")
        .args(["--noprofile", "--norc", "-u"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("bash runs");
    bash.stdin.take().expect("piped").write_all(ask.as_bytes()).expect("written");
    let output = bash.wait_with_output().expect("ends");
    assert_eq!((output.status.code(), String::from_utf8_lossy(&output.stderr).as_ref()), (Some(0), ""));
    String::from_utf8(output.stdout)
        .expect("UTF-8")
        .lines()
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

#[cfg(unix)]
#[test]
fn bash_completes_commands_flags_and_values() {
    assert_eq!(offered(&["zoomuser", "up"]), ["update"]);
    assert_eq!(offered(&["zoomuser", "--v"]), ["--version"]);
    assert_eq!(
        offered(&["zoomuser", "update", "--tok"]),
        ["--token-env", "--token-file", "--token-stdin", "--token-url", "--token-cache"]
    );
    assert_eq!(offered(&["zoomuser", "update", "me", "--encoding", ""]), ["json", "multipart"]);
    assert_eq!(offered(&["zoomuser", "update", "me", "--encoding", "=", "mu"]), ["multipart"]);
    assert_eq!(offered(&["zoomuser", "render", "me", "--as", "curl-"]), ["curl-cmd", "curl-powershell"]);
    assert_eq!(offered(&["zoomuser", "sandbox", "--plan", "b"]), ["business"]);
    assert_eq!(offered(&["zoomuser", "update", "me", "first"]), ["first_name="]);
    assert_eq!(offered(&["zoomuser", "update", "me", "dept", "="]), [""; 0]);
    assert_eq!(offered(&["zoomuser", "update", "me", "--timeout-ms", ""]), [""; 0]);
    assert_eq!(offered(&["zoomuser", "completions", ""]), ["bash", "zsh", "fish", "powershell"]);
    assert_eq!(offered(&["zoomuser", "fields", "zoom_one"]), ["zoom_one_type"]);
    assert_eq!(offered(&["zoomuser", "bulk", "ch"]), ["check"]);
    assert_eq!(offered(&["zoomuser", "bulk", "check", "--dup"]), ["--duplicates"]);
    assert_eq!(offered(&["zoomuser", "bulk", "check", "--format", "js"]), ["jsonl"]);
    assert_eq!(offered(&["zoomuser", "bulk", "check", "Cargo."]), ["Cargo.toml"]);
    let flags = offered(&["zoomuser", "get", "me", "-"]);
    assert!(!flags.iter().any(|flag| flag == "--fields" || flag == "--token"), "{flags:?}");
    let here = offered(&["zoomuser", "update", "me", "--fields", "Cargo."]);
    assert_eq!(here, ["Cargo.toml"]);
}

#[test]
fn every_shell_gets_every_option_and_field() {
    for shell in ["bash", "zsh", "fish", "powershell"] {
        let ran = line(&format!("completions {shell}"));
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{shell}");
        for option in
            OPTIONS.iter().filter(|option| !["token", "client_secret", "share_password"].contains(&option.name))
        {
            assert!(ran.out.contains(&option.name.replace('_', "-")), "{shell}: {}", option.name);
        }
        for field in FIELDS {
            assert!(ran.out.contains(&format!("{}=", field.name)), "{shell}: {}", field.name);
        }
    }
    for words in ["completions", "completions tcsh", "completions bash zsh"] {
        assert_eq!(line(words).code, 2, "{words}");
    }
}

#[test]
fn the_man_page_has_every_command_and_option() {
    let ran = line("man");
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert!(ran.out.starts_with(".TH ZOOMUSER 1 "), "{}", ran.out);
    for command in ["update", "check", "request", "sandbox", "completions", "man"] {
        assert!(ran.out.contains(&format!("\n.SS {command}\n")), "{command}");
    }
    for option in OPTIONS.iter().filter(|option| !["token", "client_secret", "share_password"].contains(&option.name)) {
        let flag = format!("\\-\\-{}", option.name.replace('_', "\\-"));
        assert!(ran.out.contains(&format!("\n.B {flag}")), "{flag}");
    }
}

/// A token in the wrong place, in every kind of error of the command line.
#[test]
fn no_error_repeats_a_value() {
    const TOKEN: &str = "eyJhbGciOi.Hidden-1";
    let forms = [
        "{}",
        "--token={}",
        "--token",
        "--tokn={}",
        "--json={}",
        "-v={}",
        "-z={}",
        "-vz{}",
        "--as={}",
        "--sandbox={}",
        "--client-secret={}",
        "--option={}",
        "--option=token={}",
        "--http-port={}",
        "--plan={}",
        "--form={}",
        "--part={}",
        "--header=Authorization: {}",
        "--verbose={}",
        "--token-stdin={}",
        "--no-such={}",
        "--=={}",
    ];
    let commands = [
        "",
        "update me",
        "check",
        "render me",
        "get me",
        "plan me",
        "doctor",
        "request GET users/me",
        "import file",
        "fields",
        "options",
        "sandbox",
        "completions",
        "completions bash",
        "man",
        "help",
    ];
    let mut refused = 0;
    for command in commands {
        for form in forms {
            // What would start a sandbox, or is no error.
            if command == "import file" && form == "{}" {
                continue;
            }
            let argument = form.replace("{}", TOKEN);
            let mut words: Vec<&str> = command.split_whitespace().chain([argument.as_str()]).collect();
            if form == "--token" {
                words.push(TOKEN);
            }
            for more in [&[][..], &["--json"]] {
                let ran = run(&[&words[..], more].concat());
                assert!(!ran.both().contains("Hidden-1"), "{words:?}: {}", ran.both());
                refused += u32::from(ran.code == 2);
            }
        }
    }
    assert!(refused > 500, "{refused} command lines were refused");
}
