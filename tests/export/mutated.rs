//! Pasted texts, changed at random from the same seed each time: each is read or refused in one line, and a token in it
//! is in nothing that is made of it.

use zoomuser_import::import;
use zoomuser_import::program::{Language, program};

const TOKEN: &str = "tok-5ecret.0123456789.abcdefghij";
/// A part of it that no mutation makes by chance.
const MARK: &str = "5ecret";
const URL: &str = "https://api.zoom.us/v2/users/me";

/// The text after the token in a command.
const RESTS: &[&str] = &[
    " -X PATCH URL --json '{\"dept\":\"x\",\"type\":2}'",
    " \\\n> -X PATCH URL \\\n> -d '{\"dept\":\"D\\u00fc “x”\"}' | jq .",
    " -X PATCH URL --json @- <<EOF\n{\"dept\":\"$X `y` $(z) \\$\"}\nEOF\nIt's a 404.",
    " `\n -X PATCH `\n --json @'\n{\"dept\":\"x\"}\n'@ URL",
    " `\n -X PATCH -d \"{`\"dept`\":`\"$env:X`\"}\" URL",
    " ^\n -X PATCH ^\n -d \"{\\\"dept\\\":\\\"%X%\\\"}\" URL",
    " -F dept=x -F 'company=\"a;b\";type=x' -X PATCH URL?login_type=100&a=b",
    " --config - -X PATCH URL",
    "\u{a0}-X PATCH URL --data-urlencode 'dept=ü' $'\\xc3\\u00fc'",
];

/// The text before a command.
const STARTS: &[&str] =
    &["", "It doesn't work:\n$ ", "```\n", "> ", "PS C:\\> & ", "x `", "@\"\nurl = \"URL\"\n\"@ | "];

const SIGNS: &[&str] = &[
    "'", "\"", "`", "\\", "$", "{", "}", "(", ")", "<", "<<", "\n", "\r\n", "\t", " ", "^", "%", "&", "|", ";", "#",
    "@", "@\"\n", "\n'@", "\u{201c}", "\u{2019}", "\u{2013}", "\u{a0}", "\u{feff}", "-", "--", "=", ":", "\0", "😀",
    "EOF", "curl ", "$'", "$(", "\\x", "\\ud83d", "~~~", "```\n", "http://", "-d", "@-",
];

/// A generator of numbers (xorshift), which is the same everywhere.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(end.max(1)).expect("small")).expect("small")
    }

    fn of<'a>(&mut self, texts: &[&'a str]) -> &'a str {
        texts[self.below(texts.len())]
    }

    /// A few signs put in, taken out or doubled.
    fn changed(&mut self, text: &str) -> String {
        let mut chars: Vec<char> = text.chars().collect();
        for _ in 0..self.below(4) {
            let at = self.below(chars.len());
            match self.below(4) {
                0 => drop(chars.drain(at..(at + 1 + self.below(4)).min(chars.len()))),
                1 => chars.truncate(at.max(1)),
                2 => {
                    let again: Vec<char> = chars[at..(at + 1 + self.below(12)).min(chars.len())].to_vec();
                    let to = self.below(chars.len());
                    chars.splice(to..to, again);
                }
                _ => {
                    let sign: Vec<char> = self.of(SIGNS).chars().collect();
                    chars.splice(at..at, sign);
                }
            }
        }
        chars.into_iter().collect()
    }
}

/// Everything that is made of a text, and whether its token was seen as one.
fn made(text: &str) -> (String, bool) {
    let imported = match import(text) {
        Ok(imported) => imported,
        Err(error) => {
            let message = error.message().to_owned();
            assert!(!message.contains(['\n', '\r']) && message.len() < 500, "{message:?}");
            return (message, false);
        }
    };
    assert!(!imported.fields.is_empty(), "a program that changes nothing: {text:?}");
    let defects: Vec<String> = imported.defects.iter().map(ToString::to_string).collect();
    assert!(defects.iter().all(|defect| !defect.contains(['\n', '\r'])), "{defects:?}");
    let programs = Language::ALL.iter().map(|language| match program(&imported, *language) {
        Ok(text) => text,
        Err(error) => error.message().to_owned(),
    });
    let shown = format!("{imported:?}{}", programs.collect::<String>());
    (shown, imported.defects.iter().any(|defect| defect.field == "Authorization"))
}

#[test]
fn whatever_is_pasted_is_read_or_refused_and_shows_no_token() {
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    let mut read = 0;
    for _ in 0..20_000 {
        let start = random.of(STARTS).replace("URL", URL);
        let start = if random.below(3) == 0 { random.changed(&start) } else { start };
        let rest = random.of(RESTS).replace("URL", URL);
        let rest = random.changed(&rest);
        let text = format!("{start}curl -H 'Authorization: Bearer {TOKEN}'{rest}");
        let (shown, is_known) = made(&text);
        read += usize::from(is_known);
        assert!(!(is_known && shown.contains(MARK)), "{text:?}: {shown}");
    }
    assert!(read > 2_000, "most of the texts were refused: {read}");
}
