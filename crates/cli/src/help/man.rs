//! The man page, from the same tables as help and completions.

use super::{introduction, notes, spelling, usage};
use crate::args::flags::{dashed, documented, is_switch, library_options};
use crate::args::topic::Topic;
use crate::exit::EXITS;

/// The man page `zoomuser(1)`, in roff.
pub fn man_page() -> String {
    let mut out = format!(".TH ZOOMUSER 1 \"\" \"zoomuser {}\" \"User Commands\"\n", zoomuser::VERSION);
    out.push_str(".SH NAME\nzoomuser \\- change Zoom users\n.SH SYNOPSIS\n.nf\n");
    for topic in Topic::all() {
        line(&mut out, usage(topic).trim_end());
    }
    out.push_str(".fi\n.SH COMMANDS\n");
    for topic in Topic::all() {
        out.push_str(&format!(".SS {}\n", topic.name()));
        line(&mut out, &sentence(topic.summary()));
        verbatim(&mut out, introduction(topic));
        for flag in documented(topic) {
            tagged(&mut out, &spelling(flag), flag.doc);
        }
        verbatim(&mut out, notes(topic));
    }
    out.push_str(".SH OPTIONS OF A CALL\nFlags of ");
    let commands: Vec<&str> = Topic::all().filter(|topic| topic.takes_options()).map(|t| t.name()).collect();
    line(&mut out, &format!("{}.", commands.join(", ")));
    for option in library_options() {
        let value = if is_switch(option) { String::new() } else { " VALUE".to_owned() };
        let default = if option.default.is_empty() { String::new() } else { format!("; default: {}", option.default) };
        let doc = format!("{} ({}{default})", option.help, option.takes());
        tagged(&mut out, &format!("--{}{value}", dashed(option)), &doc);
    }
    out.push_str(".SH EXIT STATUS\n");
    for exit in EXITS {
        tagged(&mut out, &exit.code.to_string(), exit.meaning);
    }
    out.push_str(".SH ENVIRONMENT\n");
    tagged(&mut out, "ZOOM_TOKEN", "the access token");
    tagged(&mut out, "ZOOM_ACCOUNT_ID, ZOOM_CLIENT_ID, ZOOM_CLIENT_SECRET", "the credentials of an app");
    tagged(&mut out, "ZOOM_SHARE, ZOOM_SHARE_PASSWORD", "the options share and share_password");
    tagged(&mut out, "HTTPS_PROXY, ALL_PROXY, NO_PROXY", "proxies, unless the option proxy is set");
    tagged(&mut out, "NO_COLOR", "if set, no colors are used");
    out
}

fn sentence(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| format!("{}{}.", first.to_ascii_uppercase(), chars.as_str())).unwrap_or_default()
}

/// Escapes backslashes, hyphens, and a period or an apostrophe that would start a roff request.
fn escaped(text: &str) -> String {
    let text = text.replace('\\', "\\e").replace('-', "\\-");
    if text.starts_with(['.', '\'']) { format!("\\&{text}") } else { text }
}

fn line(out: &mut String, text: &str) {
    out.push_str(&escaped(text));
    out.push('\n');
}

fn tagged(out: &mut String, tag: &str, text: &str) {
    out.push_str(&format!(".TP\n.B {}\n", escaped(tag)));
    line(out, text);
}

fn verbatim(out: &mut String, text: &str) {
    if text.is_empty() {
        return;
    }
    out.push_str(".PP\n.nf\n");
    for text in text.trim_matches('\n').lines() {
        line(out, text);
    }
    out.push_str(".fi\n");
}
