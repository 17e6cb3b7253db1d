//! The module paths that a Rust file mentions: `use` lines and paths in code and macros, outside tests.

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// What a file says about modules.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Mentions {
    /// Names that `use` lines bind.
    pub(super) imports: Vec<Import>,
    /// Paths of at least two segments in code.
    pub(super) paths: Vec<Mention>,
    /// Modules in other files that are compiled for tests only.
    pub(super) test_modules: Vec<String>,
}

/// One name that a `use` line binds; `*` for all names.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Import {
    pub(super) name: String,
    pub(super) path: Mention,
    pub(super) is_public: bool,
}

/// A path as it is written, and how many inline modules of the file surround it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mention {
    pub(super) segments: Vec<String>,
    pub(super) depth: usize,
}

/// Reads a file.
pub(super) fn read(source: &str) -> Result<Mentions, String> {
    let tokens: TokenStream = source.parse().map_err(|error| format!("{error}"))?;
    let mut found = Mentions::default();
    scan(tokens, 0, &mut found);
    Ok(found)
}

fn scan(tokens: TokenStream, depth: usize, found: &mut Mentions) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut i = 0;
    while let Some(token) = tokens.get(i) {
        match token {
            TokenTree::Punct(punct) if punct.as_char() == '#' && is_test_attribute(tokens.get(i + 1)) => {
                i = after_item(&tokens, i + 2, found);
            }
            TokenTree::Ident(word) if word == "pub" => {
                let next = i + 1 + usize::from(is_group(tokens.get(i + 1), Delimiter::Parenthesis));
                let is_use = is_word(tokens.get(next), "use");
                i = if is_use { import(&tokens, next, true, depth, found) } else { next };
            }
            TokenTree::Ident(word) if word == "use" => i = import(&tokens, i, false, depth, found),
            TokenTree::Ident(word) if word == "mod" && is_group(tokens.get(i + 2), Delimiter::Brace) => {
                if let Some(TokenTree::Group(body)) = tokens.get(i + 2) {
                    scan(body.stream(), depth + 1, found);
                }
                i += 3;
            }
            TokenTree::Ident(word) => {
                let (segments, end) = path(&tokens, i, word.to_string());
                if segments.len() > 1 {
                    found.paths.push(Mention { segments, depth });
                }
                i = end;
            }
            TokenTree::Group(group) => {
                scan(group.stream(), depth, found);
                i += 1;
            }
            _ => i += 1,
        }
    }
}

/// Adds what the `use` line at `at` binds; returns where the next item begins.
fn import(tokens: &[TokenTree], at: usize, is_public: bool, depth: usize, found: &mut Mentions) -> usize {
    let end = (at..tokens.len()).find(|i| is_punct(tokens.get(*i), ';')).unwrap_or(tokens.len());
    tree(&tokens[at + 1..end], &[], &mut |name, segments| {
        let path = Mention { segments, depth };
        found.imports.push(Import { name, path, is_public });
    });
    end + 1
}

/// The names of a `use` tree, each with its path.
fn tree(tokens: &[TokenTree], prefix: &[String], add: &mut impl FnMut(String, Vec<String>)) {
    let mut segments = prefix.to_vec();
    for (i, token) in tokens.iter().enumerate() {
        match token {
            TokenTree::Ident(word) if word == "as" => {
                let name = tokens.get(i + 1).map(ToString::to_string).unwrap_or_default();
                return add(name, segments);
            }
            TokenTree::Ident(word) if word == "self" && !prefix.is_empty() => {}
            TokenTree::Ident(word) => segments.push(word.to_string()),
            TokenTree::Punct(punct) if punct.as_char() == '*' => return add("*".to_owned(), segments),
            TokenTree::Group(group) => {
                let inner: Vec<TokenTree> = group.stream().into_iter().collect();
                for part in inner.split(|token| is_punct(Some(token), ',')).filter(|part| !part.is_empty()) {
                    tree(part, &segments, add);
                }
                return;
            }
            _ => {}
        }
    }
    if let Some(name) = segments.last().cloned() {
        add(name, segments);
    }
}

/// The path that begins with this word, and where it ends.
fn path(tokens: &[TokenTree], at: usize, first: String) -> (Vec<String>, usize) {
    let (mut segments, mut i) = (vec![first], at + 1);
    while is_punct(tokens.get(i), ':') && is_punct(tokens.get(i + 1), ':') {
        let Some(TokenTree::Ident(word)) = tokens.get(i + 2) else { break };
        segments.push(word.to_string());
        i += 3;
    }
    (segments, i)
}

/// `[cfg(test)]` or `[cfg(all(test, ...))]`.
fn is_test_attribute(token: Option<&TokenTree>) -> bool {
    let text = token.map(ToString::to_string).unwrap_or_default();
    let text: String = text.split_whitespace().collect();
    text == "[cfg(test)]" || text.starts_with("[cfg(all(test,")
}

/// Where the item ends that begins at `at`; a test module in a file of its own is remembered.
fn after_item(tokens: &[TokenTree], at: usize, found: &mut Mentions) -> usize {
    let is_statement = |i: usize| ["use", "const", "static", "type"].iter().any(|word| is_word(tokens.get(i), word));
    let mut ends_at_brace = true;
    for i in at..tokens.len() {
        ends_at_brace &= !is_statement(i);
        if is_word(tokens.get(i), "mod") && is_punct(tokens.get(i + 2), ';') {
            found.test_modules.extend(tokens.get(i + 1).map(ToString::to_string));
        }
        if is_punct(tokens.get(i), ';') || (ends_at_brace && is_group(tokens.get(i), Delimiter::Brace)) {
            return i + 1;
        }
    }
    tokens.len()
}

fn is_word(token: Option<&TokenTree>, expected: &str) -> bool {
    matches!(token, Some(TokenTree::Ident(word)) if word == expected)
}

fn is_punct(token: Option<&TokenTree>, expected: char) -> bool {
    matches!(token, Some(TokenTree::Punct(punct)) if punct.as_char() == expected)
}

fn is_group(token: Option<&TokenTree>, expected: Delimiter) -> bool {
    matches!(token, Some(TokenTree::Group(group)) if group.delimiter() == expected)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn imports(source: &str) -> Vec<String> {
        let found = read(source).expect("Rust");
        let shown = found.imports.iter().map(|import| {
            let public = if import.is_public { "pub " } else { "" };
            format!("{public}{} = {}", import.name, import.path.segments.join("::"))
        });
        shown.collect()
    }

    fn paths(source: &str) -> Vec<String> {
        read(source).expect("Rust").paths.iter().map(|path| path.segments.join("::")).collect()
    }

    #[test]
    fn use_trees_are_taken_apart() {
        let source =
            "use crate::a::{self, b::{C, D as E}, f::*};\npub(crate) use super::g;\npub use h::I;\nuse std::fmt;";
        let expected = [
            "a = crate::a",
            "C = crate::a::b::C",
            "E = crate::a::b::D",
            "* = crate::a::f",
            "pub g = super::g",
            "pub I = h::I",
            "fmt = std::fmt",
        ];
        assert_eq!(imports(source), expected);
    }

    #[test]
    fn paths_are_found_in_code_types_and_macros() {
        let source = "fn a(b: crate::c::D) { println!(\"{}\", super::e::f(1)); Vec::<crate::g::H>::new() }\n\
                      pub(in crate::i) fn j() {} // crate::comment::K\n/// [`crate::docs::L`]\nconst M: &str = \"crate::n::O\";";
        assert_eq!(paths(source), ["crate::c::D", "super::e::f", "crate::g::H"]);
    }

    #[test]
    fn tests_do_not_count() {
        let source = "#[cfg(test)]\nuse crate::a::{B, C};\n#[cfg(test)]\nmod tests { use crate::d::E; }\n\
                      #[cfg(test)]\nmod more;\n#[cfg(all(test, unix))]\nfn f() { crate::g::h() }\n#[cfg(not(test))]\nuse crate::i::J;";
        let found = read(source).expect("Rust");
        assert_eq!(imports(source), ["J = crate::i::J"]);
        assert_eq!((found.paths.len(), found.test_modules), (0, vec!["more".to_owned()]));
    }

    #[test]
    fn inline_modules_are_counted() {
        let found = read("mod a { mod b { fn c() { super::super::d::e() } } }").expect("Rust");
        assert_eq!(found.paths.iter().map(|path| path.depth).collect::<Vec<_>>(), [2]);
    }
}
