//! Finds the request in pasted text, which may include prompts, code blocks and other text.

/// The part of a text that contains the request.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Pasted {
    /// From `curl` on, or the JSON.
    pub(crate) text: String,
    /// The line where it begins, from 1.
    pub(crate) line: usize,
}

/// Characters that end a prompt or the previous command.
const PROMPTS: &[char] = &['$', '>', '%', '❯', '➜', ';', '|', '&', ':'];
/// Words that run the following command.
const RUNNERS: &[&str] = &["sudo", "time", "exec", "env", "command", "nohup", "call", "&", "!"];

/// An occurrence of `curl`.
struct Occurrence<'a> {
    line: usize,
    /// How unlikely a command begins here; 0 is certain.
    doubt: u8,
    /// Whether a prompt precedes it.
    prompted: bool,
    /// Whether it is between single backquotes, as inline code.
    inline: bool,
    /// The quote of a PowerShell here-string that is piped to it.
    here: Option<char>,
    rest: &'a str,
}

/// Finds the request; `None` if the text has no curl command and no code block with JSON.
pub(crate) fn find(text: &str) -> Option<Pasted> {
    // CR is kept: it may be part of a value.
    let lines: Vec<&str> = text.split('\n').collect();
    if let Some(json) = fenced_json(&lines) {
        return Some(json);
    }
    let occurrences = lines.iter().enumerate().flat_map(|(at, line)| occurrences(at, line));
    // The first of the most likely ones.
    let place = occurrences.min_by_key(|place| place.doubt)?;
    let mut found = String::from("curl");
    // The line where the here-string begins.
    let begins = place.here.and_then(|quote| {
        lines.iter().take(place.line).rposition(|line| line.trim_end().ends_with(&format!("@{quote}")))
    });
    if let Some(begins) = begins {
        let quote = place.here.unwrap_or_default();
        let inner: Vec<&str> = lines.get(begins + 1..place.line).unwrap_or_default().to_vec();
        let end = if inner.is_empty() { "" } else { "\n" };
        found = format!("@{quote}\n{}{end}{quote}@ | curl{}", inner.join("\n"), place.rest);
    } else if place.inline {
        found.push_str(place.rest.split('`').next().unwrap_or_default());
    } else {
        found.push_str(place.rest);
        let mut prompted = place.prompted;
        for line in lines.iter().skip(place.line + 1).take_while(|line| !is_fence(line)) {
            let inner = if prompted { continued(line) } else { None };
            prompted &= inner.is_some();
            found.push('\n');
            found.push_str(inner.unwrap_or(line));
        }
    }
    Some(Pasted { text: found, line: place.line + 1 })
}

/// A code block with JSON, if no earlier block contains a command.
fn fenced_json(lines: &[&str]) -> Option<Pasted> {
    let mut is_open = false;
    let mut is_first = false;
    for (at, line) in lines.iter().enumerate() {
        if is_fence(line) {
            is_open = !is_open;
            is_first = is_open;
        } else if is_open && is_first && !line.trim().is_empty() {
            is_first = false;
            if line.trim_start().starts_with('{') {
                let block: Vec<&str> = lines.iter().skip(at).take_while(|line| !is_fence(line)).copied().collect();
                return Some(Pasted { text: block.join("\n"), line: at + 1 });
            }
        }
        if is_open && occurrences(at, line).any(|place| place.doubt == 0) {
            return None;
        }
    }
    None
}

/// Whether a line begins or ends a code block in Markdown.
fn is_fence(line: &str) -> bool {
    let line = line.trim_start();
    line.starts_with("```") || line.starts_with("~~~")
}

/// The text after a continuation prompt.
fn continued(line: &str) -> Option<&str> {
    let line = line.trim_start();
    [">> ", "> ", "More? ", "More?"].iter().find_map(|prompt| line.strip_prefix(prompt))
}

/// The occurrences of the word `curl` in a line.
fn occurrences(at: usize, line: &str) -> impl Iterator<Item = Occurrence<'_>> {
    line.match_indices("curl").filter_map(move |(start, _)| occurrence(at, line, start))
}

fn occurrence(at: usize, line: &str, start: usize) -> Option<Occurrence<'_>> {
    let (before, after) = (line.get(..start)?, line.get(start + 4..)?);
    let after = match after.get(..4) {
        Some(exe) if exe.eq_ignore_ascii_case(".exe") => after.get(4..)?,
        _ => after,
    };
    // The path of the program, which may be quoted.
    let is_path = before.ends_with(['/', '\\']);
    let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''));
    let begins_path = |c: char| match quote {
        Some(quote) => c == quote,
        None => c.is_whitespace() || ">;|&$`".contains(c),
    };
    let before = if is_path { before.get(..before.trim_end_matches(|c| !begins_path(c)).len())? } else { before };
    let (before, after) = match before.chars().next_back() {
        Some(quote @ ('"' | '\'')) => (before.get(..before.len() - 1)?, after.strip_prefix(quote)?),
        _ => (before, after),
    };
    let inline = before.ends_with('`') && after.contains('`') && !before.ends_with("=`");
    let before = if inline { before.get(..before.len() - 1)? } else { before };
    let ends = |c: char| c.is_whitespace() || PROMPTS.contains(&c) || matches!(c, '#' | '(');
    // `$(curl` and `=curl` are parts of another command.
    let is_separate = before.chars().next_back().is_none_or(ends) && !before.ends_with("$(");
    if !is_separate || !after.chars().next().is_none_or(|c| c.is_whitespace() || matches!(c, '`' | '^')) {
        return None;
    }
    let before = before.trim_end();
    let is_run = before.split_whitespace().all(|word| RUNNERS.contains(&word) || is_assignment(word));
    let prompted = before.ends_with(PROMPTS) || before.ends_with('#') || last_word_prompts(before);
    let next = after.trim_start();
    let is_argument = next.is_empty()
        || next.starts_with(['-', '–', '—', '\'', '"', '“', '‘', '$', '{', '\\', '`', '^', '<', '%', '@'])
        || next.split_whitespace().next().is_some_and(|word| word.contains(['/', ':', '.']) && word.len() > 3);
    let doubt = match (is_run || (prompted && !before.ends_with('#')), is_argument) {
        (true, true) => 0,
        (false, true) if prompted || inline => 1,
        (false, true) => 2,
        (true, false) => 3,
        (false, false) => 4,
    };
    let here = before.strip_suffix('|').map(str::trim_end).and_then(|before| before.strip_suffix('@'));
    let here = here.and_then(|before| before.chars().next_back()).filter(|c| matches!(c, '"' | '\''));
    Some(Occurrence { line: at, doubt, prompted, inline, here, rest: after })
}

/// Whether the words end in a runner after a prompt: `$ time`.
fn last_word_prompts(before: &str) -> bool {
    let mut words = before.split_whitespace().rev().skip_while(|word| RUNNERS.contains(word) || is_assignment(word));
    words.next().is_some_and(|word| word.ends_with(PROMPTS))
}

/// `NAME=value` before a command, also after `export`.
fn is_assignment(word: &str) -> bool {
    let name = word.split('=').next().filter(|name| name.len() < word.len()).unwrap_or_default();
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Option<(String, usize)> {
        find(text).map(|found| (found.text, found.line))
    }

    #[test]
    fn a_command_begins_at_curl() {
        for (text, command, line) in [
            ("curl a", "curl a", 1),
            ("curl -X a\n-b", "curl -X a\n-b", 1),
            ("x\n$ curl -a \\\n> -b\n> -c\nd", "curl -a \\\n-b\n-c\nd", 2),
            ("A=1 /usr/bin/curl -a", "curl -a", 1),
            ("& \"C:\\a b\\curl.exe\" -a", "curl -a", 1),
            ("C:\\x>curl.EXE -a ^\nMore? -b", "curl -a ^\n-b", 1),
            ("curl is bad:\n  curl -a", "curl -a", 2),
            ("T=$(curl -s x)\ncurl -a", "curl -a", 2),
            ("T=`curl -s x`\ncurl -a", "curl -a", 2),
            ("# curl -a\ncurl -b", "curl -b", 2),
            ("I ran `curl -a` here", "curl -a", 1),
            ("```\ncurl -a\n```\nx", "curl -a", 2),
            ("```json\n{\"a\":\n1}\n```", "{\"a\":\n1}", 2),
            ("```\ncurl -a\n```\n```\n{}\n```", "curl -a", 2),
        ] {
            assert_eq!(found(text), Some((command.to_owned(), line)), "{text}");
        }
        for text in ["", "wget x", "curly -a", "libcurl -a", "x=curl", "see curl.se", "{\"a\":1}"] {
            assert_eq!(found(text), None, "{text}");
        }
    }
}
