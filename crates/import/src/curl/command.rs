//! Reads a curl command into a draft.

use super::config;
use super::options::{CurlOption, Role, long, short};
use crate::command::Word;
use crate::draft::{Body, Draft};
use crate::shell::cmd_words;
use crate::shell::pasted::Pasted;
use crate::shell::powershell_words;
use crate::shell::words;
use zoomuser::internal::percent::{encoded, pairs};
use zoomuser::internal::quoted;

/// Reads the first curl command of a text.
pub(crate) fn read(pasted: &Pasted) -> Result<Draft, String> {
    let text = pasted.text.as_str();
    let command = if powershell_words::is_powershell(text) {
        powershell_words::split(text, pasted.line)?
    } else if cmd_words::is_cmd(text) {
        cmd_words::split(text)?
    } else {
        words::split(text, pasted.line)?
    };
    if command.words.iter().any(|word| is_of_powershell(&word.text)) {
        return Err(INVOKE.to_owned());
    }
    let mut reader = Reader { stdin: command.stdin.clone(), ..Reader::default() };
    for warning in command.warnings() {
        reader.draft.defect("", *warning);
    }
    let mut words = command.words.into_iter();
    while let Some(word) = words.next() {
        reader.word(word, &mut words)?;
    }
    reader.end()
}

/// The error for PowerShell's own commands.
pub(crate) const INVOKE: &str = "this is Invoke-WebRequest or Invoke-RestMethod of PowerShell, for which curl is another name in \
                                 PowerShell 5: expected a command of curl.exe";

/// Whether a word is an option that only PowerShell's own commands have.
fn is_of_powershell(word: &str) -> bool {
    ["-Uri", "-Method", "-Body", "-Headers", "-ContentType"].iter().any(|option| option.eq_ignore_ascii_case(word))
}

#[derive(Default)]
struct Reader {
    draft: Draft,
    /// Standard input, if the text contains it.
    stdin: Option<Word>,
    method: Option<String>,
    /// Words that are not options.
    arguments: Vec<String>,
    data: Vec<String>,
    has_data: bool,
    form: Vec<(String, String)>,
    in_query: bool,
    is_head: bool,
}

impl Reader {
    fn word(&mut self, word: Word, rest: &mut impl Iterator<Item = Word>) -> Result<(), String> {
        if let Some(name) = word.text.strip_prefix("--").filter(|name| !name.is_empty()) {
            return match long(name) {
                Some(option) => self.option(option, None, rest),
                None => {
                    self.unknown(&format!("--{name}"));
                    Ok(())
                }
            };
        }
        let Some(letters) = word.text.strip_prefix('-').filter(|letters| !letters.is_empty()) else {
            self.arguments.push(word.text);
            return Ok(());
        };
        for (at, letter) in letters.char_indices() {
            let Some(option) = short(letter) else {
                self.unknown(&format!("-{letter}"));
                return Ok(());
            };
            let attached = letters.get(at + letter.len_utf8()..).filter(|text| option.takes_value && !text.is_empty());
            let value = attached.map(|text| Word { text: text.to_owned(), variables: word.variables.clone() });
            self.option(option, value, rest)?;
            if option.takes_value {
                break;
            }
        }
        Ok(())
    }

    /// An option that is not in the table. It is shown only if it looks like an option's name, since it may be a secret.
    fn unknown(&mut self, word: &str) {
        const MAX_SHOWN_LEN: usize = 24;
        let is_name =
            word.len() <= MAX_SHOWN_LEN && word.bytes().all(|b| b.is_ascii_alphabetic() || b"-.=".contains(&b));
        let name = word.split('=').next().filter(|_| is_name).unwrap_or("a word that begins with -");
        self.draft.defect("", format!("{name}: unknown curl option; it is ignored"));
    }

    /// `attached` is a value in the same word.
    fn option(
        &mut self,
        option: &CurlOption,
        attached: Option<Word>,
        rest: &mut impl Iterator<Item = Word>,
    ) -> Result<(), String> {
        let name = option.long;
        let value = match (option.takes_value, attached) {
            (false, _) => Word::default(),
            (true, Some(value)) => value,
            (true, None) => rest.next().ok_or_else(|| format!("--{name}: expected a value"))?,
        };
        let value = match (&self.stdin, option.role) {
            (Some(stdin), Role::Data | Role::Json) if value.text == "@-" => from_stdin(stdin, name),
            _ => value,
        };
        if let (Some(stdin), "config", "-") = (self.stdin.clone(), name, value.text.as_str()) {
            return self.config(&stdin);
        }
        let is_content = matches!(
            option.role,
            Role::Data | Role::DataRaw | Role::DataUrlencode | Role::Json | Role::Form | Role::FormString
        );
        if is_content {
            for variable in &value.variables {
                let message = format!("the value of {} is not in the text: the name is kept", quoted(variable));
                self.draft.defect("body", message);
            }
        }
        let text = value.text;
        match option.role {
            Role::Method => self.method = Some(text),
            Role::Url => self.arguments.push(text),
            Role::Header => self.header(&text),
            Role::Data => self.data(without_file(&text, name)?.to_owned()),
            Role::DataRaw => self.data(text),
            Role::DataUrlencode => self.data(urlencoded(&text)?),
            Role::Json => self.json(without_file(&text, name)?),
            Role::Form => self.form(&text)?,
            Role::FormString => self.form_string(&text)?,
            Role::Get => self.in_query = true,
            Role::Head => self.is_head = true,
            Role::Bearer => self.draft.headers.push(("Authorization".to_owned(), format!("Bearer {text}"))),
            Role::Ignored => {}
            Role::Warning(why) => self.draft.defect("", format!("--{name}: {why}")),
            Role::Refused(why) => return Err(format!("--{name}: {why}")),
        }
        Ok(())
    }

    /// The options of a configuration file on standard input.
    fn config(&mut self, stdin: &Word) -> Result<(), String> {
        for (name, value) in config::read(&stdin.text)? {
            let Some(option) = long(&name).filter(|option| option.long != "config") else {
                self.unknown(&format!("--{name}"));
                continue;
            };
            let variables =
                |text: &String| stdin.variables.iter().filter(|name| text.contains(*name)).cloned().collect();
            let value = value.map(|text| Word { variables: variables(&text), text });
            self.option(option, value, &mut std::iter::empty())?;
        }
        Ok(())
    }

    /// `Name: value`, `Name;` for an empty value, `Name:` to remove one of curl's own headers.
    fn header(&mut self, line: &str) {
        if let Some((name, value)) = line.split_once(':').filter(|(_, value)| !value.trim().is_empty()) {
            self.draft.headers.push((name.trim().to_owned(), value.trim().to_owned()));
        } else if line.starts_with('@') {
            self.draft.defect("", "--header: the file is not in the text");
        } else if !line.ends_with([':', ';']) {
            self.draft.defect("", "--header: expected Name: value; it is left out");
        }
    }

    fn data(&mut self, text: String) {
        self.has_data = true;
        self.data.push(text);
    }

    fn json(&mut self, text: &str) {
        self.has_data = true;
        match self.data.last_mut() {
            Some(last) => last.push_str(text),
            None => self.data.push(text.to_owned()),
        }
        if self.draft.header("Content-Type").is_none() {
            self.draft.headers.push(("Content-Type".to_owned(), "application/json".to_owned()));
        }
    }

    /// `name=content`, in which curl interprets some characters of the content.
    fn form(&mut self, text: &str) -> Result<(), String> {
        let (name, content) = text.split_once('=').ok_or("--form: expected name=value")?;
        let content = content.trim_start_matches([' ', '\t']);
        if content.starts_with(['@', '<']) {
            return Err("--form: the file is not in the text".to_owned());
        }
        if content.starts_with('(') || content.starts_with("=)") {
            return Err("--form: nested parts are not supported".to_owned());
        }
        let (value, rest) = match content.strip_prefix('"').and_then(form_quoted) {
            Some(quoted) => quoted,
            None => {
                let (value, rest) = content.find(';').map_or((content, ""), |at| content.split_at(at));
                (value.trim_end_matches([' ', '\t']).to_owned(), rest)
            }
        };
        if !rest.is_empty() {
            self.draft.defect(&quoted(name), "the content type or file name after ; is left out");
        }
        self.form.push((name.to_owned(), value));
        Ok(())
    }

    fn form_string(&mut self, text: &str) -> Result<(), String> {
        let (name, value) = text.split_once('=').ok_or("--form-string: expected name=value")?;
        self.form.push((name.to_owned(), value.to_owned()));
        Ok(())
    }

    fn end(mut self) -> Result<Draft, String> {
        if self.has_data && !self.form.is_empty() {
            return Err("expected --data or --form, got both".to_owned());
        }
        let mut urls = std::mem::take(&mut self.arguments);
        let at = urls.iter().position(|url| url.contains("/users/")).unwrap_or(0);
        if urls.is_empty() {
            return Err("expected a URL".to_owned());
        }
        self.draft.url = urls.remove(at);
        if !urls.is_empty() {
            let message = format!("{} more arguments than expected: curl would treat each as a URL", urls.len());
            self.draft.defect("", message);
        }
        let has_body = (self.has_data && !self.in_query) || !self.form.is_empty();
        self.draft.method = match self.method {
            Some(method) => method,
            None if self.is_head => "HEAD".to_owned(),
            None if has_body => {
                self.draft.defect("method", "without --request PATCH curl sends POST: the program sends PATCH");
                "PATCH".to_owned()
            }
            None => "GET".to_owned(),
        };
        let data = self.data.join("&");
        if self.in_query {
            self.draft.query = pairs(&data)?;
        } else if self.has_data {
            self.draft.body = Body::Text(data);
        } else if !self.form.is_empty() {
            self.draft.body = Body::Form(self.form);
        }
        Ok(self.draft)
    }
}

/// Standard input as curl reads it for `--data`: without line ends, except for `--data-binary`.
fn from_stdin(stdin: &Word, name: &str) -> Word {
    let text =
        if matches!(name, "data" | "data-ascii") { stdin.text.replace(['\r', '\n'], "") } else { stdin.text.clone() };
    Word { text, variables: stdin.variables.clone() }
}

fn without_file<'a>(text: &'a str, name: &str) -> Result<&'a str, String> {
    if text.starts_with('@') {
        return Err(format!("--{name}: the file is not in the text"));
    }
    Ok(text)
}

/// `content`, `=content` or `name=content`; the other forms name files.
fn urlencoded(text: &str) -> Result<String, String> {
    match text.split_once('=') {
        Some(("", content)) => Ok(encoded(content)),
        Some((name, content)) => Ok(format!("{name}={}", encoded(content))),
        None if text.contains('@') => Err("--data-urlencode: the file is not in the text".to_owned()),
        None => Ok(encoded(text)),
    }
}

/// A quoted content and the text after it; `None` if the quotes are not closed.
fn form_quoted(text: &str) -> Option<(String, &str)> {
    let mut value = String::new();
    let mut chars = text.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '"' => return Some((value, text.get(at + 1..)?.trim_start_matches([' ', '\t']))),
            '\\' => match chars.next()?.1 {
                c @ ('"' | '\\') => value.push(c),
                c => value.extend(['\\', c]),
            },
            c => value.push(c),
        }
    }
    None
}
