//! What the header declares: functions with the widths of their values, and numbers.

use std::collections::BTreeMap;

/// A type by what a caller in another language must know of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Width {
    /// Nothing.
    Void,
    /// 32 bits.
    Bits32,
    /// 64 bits.
    Bits64,
    /// As wide as an address.
    Size,
    /// The address of UTF-8 text.
    Utf8,
    /// The address of UTF-16 text.
    Utf16,
    /// Another address.
    Address,
}

impl Width {
    fn of(c: &str) -> Result<Self, String> {
        let bare = c.replace("const ", "");
        let bare = bare.trim();
        Ok(match bare {
            "void" => Self::Void,
            "int32_t" | "uint32_t" | "zoom_status" => Self::Bits32,
            "int64_t" => Self::Bits64,
            "size_t" => Self::Size,
            "char *" if c.contains("const ") => Self::Utf8,
            "uint16_t *" if c.contains("const ") => Self::Utf16,
            _ if bare.ends_with('*') || bare.ends_with("_callback") => Self::Address,
            _ => return Err(format!("the type `{c}` is not known")),
        })
    }
}

/// A function.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Function {
    /// What it gives back.
    pub(crate) result: Width,
    /// What it takes.
    pub(crate) parameters: Vec<Width>,
}

/// What the header declares.
#[derive(Debug, Default)]
pub(crate) struct Header {
    /// Functions by name.
    pub(crate) functions: BTreeMap<String, Function>,
    /// Numbers that are defined: statuses and versions.
    pub(crate) numbers: BTreeMap<String, i64>,
}

impl Header {
    /// Reads the text of the header.
    pub(crate) fn read(text: &str) -> Result<Self, String> {
        let text = without_comments(text);
        let mut header = Self::default();
        for line in text.lines() {
            if let Some((name, value)) = line.strip_prefix("#define ").and_then(|rest| rest.split_once(' ')) {
                if let Ok(value) = value.trim().trim_matches(['(', ')']).trim_end_matches('u').parse() {
                    header.numbers.insert(name.to_owned(), value);
                }
            }
        }
        for declaration in text
            .split(';')
            .filter(|declaration| declaration.contains(" ZOOM_CALL zoom_") || declaration.contains("*ZOOM_CALL zoom_"))
        {
            let (name, function) = function(declaration).map_err(|why| format!("include/zoomuser.h: {why}"))?;
            header.functions.insert(name, function);
        }
        if header.functions.is_empty() {
            return Err("include/zoomuser.h: no function was found".to_owned());
        }
        Ok(header)
    }
}

fn without_comments(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((code, comment)) = rest.split_once("/*") {
        out.push_str(code);
        rest = comment.split_once("*/").map_or("", |(_, after)| after);
    }
    out + rest
}

fn function(declaration: &str) -> Result<(String, Function), String> {
    let fail = || format!("cannot read `{}`", declaration.trim());
    let (before, after) = declaration.split_once("ZOOM_CALL").ok_or_else(fail)?;
    let (name, parameters) = after.trim().strip_suffix(')').and_then(|rest| rest.split_once('(')).ok_or_else(fail)?;
    // The last line before it: what stands above belongs to a directive.
    let result = before.lines().last().ok_or_else(fail)?.trim().trim_start_matches("extern ");
    let parameters = parameters.split(',').map(str::trim).filter(|parameter| *parameter != "void");
    let parameters = parameters.map(|parameter| {
        let end = parameter.rfind(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).ok_or_else(fail)?;
        Width::of(parameter[..=end].trim())
    });
    let function = Function { result: Width::of(result)?, parameters: parameters.collect::<Result<_, _>>()? };
    Ok((name.trim().to_owned(), function))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn functions_and_numbers_are_read() {
        let header = Header::read(
            "#define ZOOM_ABI_VERSION 1u\n#define ZOOM_E_NULL 1\n/* zoom_status ZOOM_CALL zoom_no(void); */\n\
             zoom_status ZOOM_CALL zoom_a(zoom_client *client, const char *name,\n    size_t length);\n\
             const uint16_t *ZOOM_CALL zoom_b(const zoom_result *result, int64_t value);\n\
             void ZOOM_CALL zoom_c(void);\n",
        )
        .expect("a header");
        assert_eq!(header.numbers.get("ZOOM_ABI_VERSION"), Some(&1));
        assert_eq!(header.functions.len(), 3);
        assert_eq!(
            header.functions["zoom_a"],
            Function { result: Width::Bits32, parameters: vec![Width::Address, Width::Utf8, Width::Size] }
        );
        assert_eq!(
            header.functions["zoom_b"],
            Function { result: Width::Utf16, parameters: vec![Width::Address, Width::Bits64] }
        );
        assert_eq!(header.functions["zoom_c"], Function { result: Width::Void, parameters: vec![] });
    }
}
