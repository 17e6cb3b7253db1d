//! What the header declares: functions with the widths of their values, and numbers.

/// A type by what a caller in another language must know of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Type {
    /// Nothing.
    Void,
    /// `int32_t`, of which `zoom_status` is another name.
    Int32,
    /// `uint32_t`.
    Uint32,
    /// `int64_t`.
    Int64,
    /// `size_t`: as wide as an address.
    Size,
    /// The address of UTF-8 text.
    Utf8,
    /// The address of UTF-16 text.
    Utf16,
    /// The address of an object of the library, `client` for `zoom_client *`.
    Handle(String),
    /// Where the address of such an object is put.
    HandleOut(String),
    /// `size_t *`: where a length is put.
    SizeOut,
    /// `char *`: room for UTF-8 text.
    Buffer8,
    /// `uint16_t *`: room for UTF-16 text.
    Buffer16,
    /// `const void *`: bytes, with a length beside them.
    Bytes,
    /// `void *`: an address that means something to the caller only.
    UserData,
    /// The address of a function, by the name of its type: `zoom_token_callback`.
    Callback(String),
}

/// How wide a type is.
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

impl Type {
    fn of(c: &str) -> Result<Self, String> {
        let is_const = c.contains("const ");
        let bare = c.replace("const ", "");
        let bare: String = bare.split_whitespace().collect();
        let handle =
            |stars: &str| bare.strip_prefix("zoom_").and_then(|rest| rest.strip_suffix(stars)).map(str::to_owned);
        Ok(match bare.as_str() {
            "void" => Self::Void,
            "int32_t" | "zoom_status" => Self::Int32,
            "uint32_t" => Self::Uint32,
            "int64_t" => Self::Int64,
            "size_t" => Self::Size,
            "size_t*" => Self::SizeOut,
            "char*" if is_const => Self::Utf8,
            "char*" => Self::Buffer8,
            "uint16_t*" if is_const => Self::Utf16,
            "uint16_t*" => Self::Buffer16,
            "void*" if is_const => Self::Bytes,
            "void*" => Self::UserData,
            _ if bare.ends_with("_callback") => Self::Callback(bare),
            _ => match (handle("**"), handle("*")) {
                (Some(name), _) => Self::HandleOut(name),
                (None, Some(name)) => Self::Handle(name),
                (None, None) => return Err(format!("the type `{c}` is not known")),
            },
        })
    }

    pub(crate) fn width(&self) -> Width {
        match self {
            Self::Void => Width::Void,
            Self::Int32 | Self::Uint32 => Width::Bits32,
            Self::Int64 => Width::Bits64,
            Self::Size => Width::Size,
            Self::Utf8 => Width::Utf8,
            Self::Utf16 => Width::Utf16,
            _ => Width::Address,
        }
    }
}

/// A parameter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Parameter {
    pub(crate) name: String,
    pub(crate) kind: Type,
}

/// A function.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Function {
    pub(crate) name: String,
    /// What it gives back.
    pub(crate) result: Type,
    /// What it takes.
    pub(crate) parameters: Vec<Parameter>,
}

impl Function {
    /// Whether it has text in UTF-16; then there is one of the same name without `_utf16`.
    pub(crate) fn is_utf16(&self) -> bool {
        self.name.ends_with("_utf16")
    }
}

/// A constant that is text: the name of an option or of a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Text {
    /// `ZOOM_OPT_TOKEN`.
    pub(crate) name: String,
    /// `token`.
    pub(crate) value: String,
}

/// What the header declares, in its order.
#[derive(Debug, Default)]
pub(crate) struct Header {
    pub(crate) functions: Vec<Function>,
    /// Numbers that are defined: statuses and versions.
    pub(crate) numbers: Vec<(String, i64)>,
    /// Options and fields.
    pub(crate) texts: Vec<Text>,
}

impl Header {
    /// Reads the text of the header.
    pub(crate) fn read(text: &str) -> Result<Self, String> {
        let text = without_comments(text);
        let mut header = Self::default();
        for line in text.lines() {
            if let Some((name, value)) = line.strip_prefix("#define ").and_then(|rest| rest.split_once(' ')) {
                let value = value.trim();
                if let Ok(value) = value.trim_matches(['(', ')']).trim_end_matches('u').parse() {
                    header.numbers.push((name.to_owned(), value));
                } else if let Some(value) = value.strip_prefix('"').and_then(|value| value.strip_suffix('"')) {
                    header.texts.push(Text { name: name.to_owned(), value: value.to_owned() });
                }
            }
        }
        for declaration in text
            .split(';')
            .filter(|declaration| declaration.contains(" ZOOM_CALL zoom_") || declaration.contains("*ZOOM_CALL zoom_"))
        {
            let function = function(declaration).map_err(|why| format!("include/zoomuser.h: {why}"))?;
            header.functions.push(function);
        }
        if header.functions.is_empty() {
            return Err("include/zoomuser.h: no function was found".to_owned());
        }
        Ok(header)
    }

    /// The function of this name.
    pub(crate) fn function(&self, name: &str) -> Option<&Function> {
        self.functions.iter().find(|function| function.name == name)
    }

    /// The functions for languages whose strings are UTF-16: twins, and what has neither text nor a twin. Texts beside
    /// their length are bytes there, so that no `_n` is needed.
    pub(crate) fn utf16_functions(&self) -> impl Iterator<Item = &Function> {
        let has_twin = |function: &Function| self.function(&format!("{}_utf16", function.name)).is_some();
        self.functions.iter().filter(move |function| !has_twin(function) && !function.name.ends_with("_n"))
    }

    /// The functions for languages whose strings become UTF-8.
    pub(crate) fn utf8_functions(&self) -> impl Iterator<Item = &Function> {
        self.functions.iter().filter(|function| !function.is_utf16() && !function.name.ends_with("_n"))
    }

    /// The texts whose names begin with `prefix`, `ZOOM_OPT_` or `ZOOM_FIELD_`, and their values.
    pub(crate) fn texts_of(&self, prefix: &str) -> impl Iterator<Item = (&str, &str)> {
        let texts = self.texts.iter().map(|text| (text.name.as_str(), text.value.as_str()));
        texts.filter_map(move |(name, value)| name.strip_prefix(prefix).map(|name| (name, value)))
    }

    /// The statuses: `ZOOM_OK` and everything that begins with `ZOOM_E_`.
    pub(crate) fn statuses(&self) -> impl Iterator<Item = (&str, i64)> {
        let numbers = self.numbers.iter().map(|(name, number)| (name.as_str(), *number));
        numbers.filter(|(name, _)| *name == "ZOOM_OK" || name.starts_with("ZOOM_E_"))
    }

    /// The number of the ABI.
    pub(crate) fn abi_version(&self) -> i64 {
        self.numbers.iter().find(|(name, _)| name == "ZOOM_ABI_VERSION").map_or(0, |(_, number)| *number)
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

fn function(declaration: &str) -> Result<Function, String> {
    let fail = || format!("cannot read `{}`", declaration.trim());
    let (before, after) = declaration.split_once("ZOOM_CALL").ok_or_else(fail)?;
    let (name, parameters) = after.trim().strip_suffix(')').and_then(|rest| rest.split_once('(')).ok_or_else(fail)?;
    // The last line before it: what stands above belongs to a directive.
    let result = before.lines().last().ok_or_else(fail)?.trim().trim_start_matches("extern ");
    let parameters = parameters.split(',').map(str::trim).filter(|parameter| *parameter != "void");
    let parameters = parameters.map(|parameter| {
        let end = parameter.rfind(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).ok_or_else(fail)?;
        let (kind, name) = parameter.split_at(end + 1);
        Ok(Parameter { name: name.to_owned(), kind: Type::of(kind.trim())? })
    });
    let parameters = parameters.collect::<Result<_, String>>()?;
    Ok(Function { name: name.trim().to_owned(), result: Type::of(result)?, parameters })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn functions_numbers_and_texts_are_read() {
        let header = Header::read(
            "#define ZOOM_ABI_VERSION 1u\n#define ZOOM_E_NULL 1\n#define ZOOM_OPT_PLAN \"plan\"   /* plan */\n\
             /* zoom_status ZOOM_CALL zoom_no(void); */\n\
             zoom_status ZOOM_CALL zoom_a(zoom_client *client, const char *name,\n    size_t length, zoom_result **out);\n\
             const uint16_t *ZOOM_CALL zoom_b_utf16(const zoom_result *result, int64_t value);\n\
             void ZOOM_CALL zoom_c(void);\n",
        )
        .expect("a header");
        assert_eq!((header.abi_version(), header.statuses().collect()), (1, vec![("ZOOM_E_NULL", 1)]));
        assert_eq!(header.texts, [Text { name: "ZOOM_OPT_PLAN".to_owned(), value: "plan".to_owned() }]);
        let shown: Vec<String> = header.functions.iter().map(|function| format!("{function:?}")).collect();
        let parameter = |name: &str, kind| Parameter { name: name.to_owned(), kind };
        let a = Function {
            name: "zoom_a".to_owned(),
            result: Type::Int32,
            parameters: vec![
                parameter("client", Type::Handle("client".to_owned())),
                parameter("name", Type::Utf8),
                parameter("length", Type::Size),
                parameter("out", Type::HandleOut("result".to_owned())),
            ],
        };
        let b = Function {
            name: "zoom_b_utf16".to_owned(),
            result: Type::Utf16,
            parameters: vec![parameter("result", Type::Handle("result".to_owned())), parameter("value", Type::Int64)],
        };
        let c = Function { name: "zoom_c".to_owned(), result: Type::Void, parameters: vec![] };
        assert_eq!(shown, [a, b, c].map(|function| format!("{function:?}")));
        assert!(Type::of("double").is_err());
    }

    #[test]
    fn a_language_has_one_form_of_each_function() {
        let header = Header::read(
            "#define ZOOM_OPT_PLAN \"plan\"\n#define ZOOM_FIELD_TYPE \"type\"\n\
             void ZOOM_CALL zoom_a(const char *name);\nvoid ZOOM_CALL zoom_a_utf16(const uint16_t *name);\n\
             void ZOOM_CALL zoom_a_n(const char *name, size_t length);\nvoid ZOOM_CALL zoom_c(void);\n",
        )
        .expect("a header");
        let names =
            |functions: Vec<&Function>| functions.iter().map(|function| function.name.clone()).collect::<Vec<_>>();
        assert_eq!(names(header.utf16_functions().collect()), ["zoom_a_utf16", "zoom_c"]);
        assert_eq!(names(header.utf8_functions().collect()), ["zoom_a", "zoom_c"]);
        assert_eq!(header.texts_of("ZOOM_OPT_").collect::<Vec<_>>(), [("PLAN", "plan")]);
    }
}
