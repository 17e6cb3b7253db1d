//! A function of the C API, and its types by what a caller in another language must know of them.

/// The name of a function without the form of its text.
pub(crate) fn base(name: &str) -> &str {
    name.strip_suffix("_utf16").or(name.strip_suffix("_n")).unwrap_or(name)
}

/// A type.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) enum Type {
    /// Nothing.
    #[default]
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
    Handle { name: String, is_const: bool },
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

impl Type {
    /// Reads a type of Rust.
    pub(super) fn of_rust(words: &str) -> Result<Self, String> {
        let words: Vec<&str> = words.split_whitespace().collect();
        Ok(match words.as_slice() {
            ["i32"] => Self::Int32,
            ["u32"] => Self::Uint32,
            ["i64"] => Self::Int64,
            ["usize"] => Self::Size,
            ["*", "const", "c_char"] => Self::Utf8,
            ["*", "mut", "c_char"] => Self::Buffer8,
            ["*", "const", "u16"] => Self::Utf16,
            ["*", "mut", "u16"] => Self::Buffer16,
            ["*", "const", "c_void"] => Self::Bytes,
            ["*", "mut", "c_void"] => Self::UserData,
            ["*", "mut", "usize"] => Self::SizeOut,
            ["*", form, name] if name.starts_with("zoom_") => {
                Self::Handle { name: name[5..].to_owned(), is_const: *form == "const" }
            }
            ["*", "mut", "*", "mut", name] if name.starts_with("zoom_") => Self::HandleOut(name[5..].to_owned()),
            [name] if name.ends_with("_callback") => Self::Callback((*name).to_owned()),
            _ => return Err(format!("the type `{}` is not known", words.join(" "))),
        })
    }

    /// The type in C.
    pub(crate) fn c(&self) -> String {
        match self {
            Self::Void => "void".to_owned(),
            Self::Int32 => "int32_t".to_owned(),
            Self::Uint32 => "uint32_t".to_owned(),
            Self::Int64 => "int64_t".to_owned(),
            Self::Size => "size_t".to_owned(),
            Self::Utf8 => "const char *".to_owned(),
            Self::Utf16 => "const uint16_t *".to_owned(),
            Self::Handle { name, is_const } => format!("{}zoom_{name} *", if *is_const { "const " } else { "" }),
            Self::HandleOut(name) => format!("zoom_{name} **"),
            Self::SizeOut => "size_t *".to_owned(),
            Self::Buffer8 => "char *".to_owned(),
            Self::Buffer16 => "uint16_t *".to_owned(),
            Self::Bytes => "const void *".to_owned(),
            Self::UserData => "void *".to_owned(),
            Self::Callback(name) => name.clone(),
        }
    }
}

/// A parameter.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Parameter {
    pub(crate) name: String,
    pub(crate) kind: Type,
}

/// A function, or the type of a callback.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Function {
    pub(crate) name: String,
    /// The title of its section in the header.
    pub(crate) section: &'static str,
    /// What the header says of it.
    pub(crate) comment: String,
    pub(crate) result: Type,
    pub(crate) parameters: Vec<Parameter>,
    /// The function or type in Rust, without its comment.
    pub(crate) rust: String,
}

impl Function {
    /// Its parameters in another language.
    pub(crate) fn list(&self, separator: &str, one: impl Fn(&Parameter) -> String) -> String {
        self.parameters.iter().map(one).collect::<Vec<_>>().join(separator)
    }

    /// The name without the form of its text.
    pub(crate) fn base(&self) -> &str {
        base(&self.name)
    }

    /// Whether it gives bytes, which may contain a NUL, and their length.
    pub(crate) fn gives_bytes(&self) -> bool {
        self.result == Type::Utf8 && self.parameters.iter().any(|parameter| parameter.kind == Type::SizeOut)
    }

    /// What it takes off the stack on 32-bit Windows.
    pub(crate) fn stack_bytes(&self) -> u32 {
        self.parameters.iter().map(|parameter| if parameter.kind == Type::Int64 { 8 } else { 4 }).sum()
    }

    /// Whether a number of 32 bits that it gives is a status.
    pub(crate) fn gives_status(&self) -> bool {
        self.result == Type::Int32 && !self.parameters.iter().any(Parameter::is_status)
    }
}

impl Parameter {
    fn is_status(&self) -> bool {
        self.kind == Type::Int32 && self.name == "status"
    }
}
