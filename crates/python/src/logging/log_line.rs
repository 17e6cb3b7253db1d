//! Splits a log line into a template and arguments, as `logging` has them.

/// The template, with `%s` for each argument, and the arguments: numbers, quoted strings, and paths with ids.
pub(crate) fn template(line: &str) -> (String, Vec<String>) {
    let (mut template, mut arguments) = (String::with_capacity(line.len()), Vec::new());
    let mut rest = line;
    let mut before = ' ';
    while let Some(c) = rest.chars().next() {
        let end = match c {
            '"' => quoted(rest),
            '0'..='9' if !before.is_alphanumeric() => rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len()),
            '/' if before == ' ' => {
                rest.find(": ").filter(|end| !rest.get(..*end).unwrap_or_default().contains('{')).unwrap_or(0)
            }
            _ => 0,
        };
        let (argument, after) = rest.split_at(end);
        if argument.is_empty() {
            template.push(c);
            if c == '%' {
                template.push(c);
            }
            rest = rest.get(c.len_utf8()..).unwrap_or_default();
            before = c;
        } else {
            template.push_str("%s");
            arguments.push(argument.to_owned());
            rest = after;
            before = 'x';
        }
    }
    (template, arguments)
}

/// The length of the quoted string at the start of `line`; 0 if it is not closed.
fn quoted(line: &str) -> usize {
    let mut escaped = false;
    for (i, c) in line.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return i + 1,
            _ => {}
        }
    }
    0
}
