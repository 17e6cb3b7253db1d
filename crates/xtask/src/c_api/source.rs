//! Reads a Rust file of the C API.

use super::function::{Function, Parameter, Type};
use quote::ToTokens;
use syn::{Attribute, FnArg, Item, LitStr, ReturnType, TypeFnPtr};

/// What a file declares for C programs, in its order.
#[derive(Default)]
pub(super) struct Source {
    pub(super) abi_version: Option<u32>,
    /// Opaque types: name and comment.
    pub(super) objects: Vec<(String, String)>,
    pub(super) callbacks: Vec<Function>,
    pub(super) functions: Vec<Function>,
}

impl Source {
    pub(super) fn read(text: &str, section: &'static str) -> Result<Self, String> {
        let file = syn::parse_file(text).map_err(|error| error.to_string())?;
        let mut found = Self::default();
        for item in &file.items {
            match item {
                Item::Const(item) if item.ident == "ABI_VERSION" => {
                    found.abi_version = item.expr.to_token_stream().to_string().parse().ok();
                }
                Item::Struct(item) if item.ident.to_string().starts_with("zoom_") => {
                    found.objects.push((item.ident.to_string(), comment(&item.attrs)));
                }
                Item::Type(item) if item.ident.to_string().ends_with("_callback") => {
                    let optional = item.ty.to_token_stream().to_string();
                    let pointer = optional.strip_prefix("Option <").and_then(|rest| rest.strip_suffix('>'));
                    let pointer: TypeFnPtr =
                        syn::parse_str(pointer.unwrap_or_default().trim_end_matches([' ', ',']))
                            .map_err(|error| format!("{}: expected an optional function: {error}", item.ident))?;
                    let parameters =
                        pointer.inputs.iter().map(|one| (one.name.as_ref().map(|(name, _)| name), &one.ty));
                    let mut callback = function(&item.ident, parameters, &pointer.output)?;
                    callback.comment = comment(&item.attrs);
                    callback.rust = format!("pub type {} = {optional};", item.ident);
                    found.callbacks.push(callback);
                }
                Item::Fn(item) if item.sig.abi.is_some() => {
                    let parameters = item.sig.inputs.iter().filter_map(|one| match one {
                        FnArg::Typed(one) => Some((&one.pat, &one.ty)),
                        FnArg::Receiver(_) => None,
                    });
                    let mut function = function(&item.sig.ident, parameters, &item.sig.output)?;
                    (function.section, function.comment) = (section, comment(&item.attrs));
                    function.rust = rust(text, &function.name)?.to_owned();
                    found.functions.push(function);
                }
                _ => {}
            }
        }
        Ok(found)
    }
}

fn function<'a>(
    name: &impl ToString,
    parameters: impl Iterator<Item = (impl ToTokens + 'a, impl ToTokens + 'a)>,
    output: &ReturnType,
) -> Result<Function, String> {
    let name = name.to_string();
    let kind = |words: String| Type::of_rust(&words).map_err(|why| format!("{name}: {why}"));
    let parameters = parameters.map(|(name, words)| {
        Ok(Parameter { name: name.to_token_stream().to_string(), kind: kind(words.to_token_stream().to_string())? })
    });
    let parameters = parameters.collect::<Result<_, String>>()?;
    let result = match output {
        ReturnType::Default => Type::Void,
        ReturnType::Type(_, words) => kind(words.to_token_stream().to_string())?,
    };
    Ok(Function { name, parameters, result, ..Function::default() })
}

/// The text of the comment `/** ... */`.
fn comment(attributes: &[Attribute]) -> String {
    let text = attributes.iter().filter(|attribute| attribute.path().is_ident("doc")).find_map(|attribute| {
        let text = attribute.meta.require_name_value().ok()?.value.to_token_stream();
        syn::parse2::<LitStr>(text).ok()
    });
    text.map(|text| text.value().trim().to_owned()).unwrap_or_default()
}

/// A function as it is written, from its first line to the end of its body.
fn rust<'a>(text: &'a str, name: &str) -> Result<&'a str, String> {
    let starts = ["pub unsafe", "pub"].map(|front| format!("\n{front} extern \"system\" fn {name}("));
    let start = starts.iter().find_map(|start| text.find(start)).map(|at| at + 1);
    let whole = start.and_then(|start| text.get(start..)).and_then(|rest| rest.get(..rest.find("\n}\n")? + 3));
    whole.ok_or_else(|| format!("{name}: expected a public function"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn functions_callbacks_and_types_are_read() {
        let text = "/** A client. */\npub struct zoom_client {}\npub const ABI_VERSION: u32 = 3;\nfn inner(a: f64) {}\n\
                    /**\nTwo\n\nlines.\n*/\n#[unsafe(no_mangle)]\npub unsafe extern \"system\" fn zoom_a(\n    client: *const zoom_client,\n    \
                    out: *mut *mut zoom_result,\n    name: *const c_char,\n) -> i32 {\n    inner(1.0)\n}\n\
                    /** Gives. */\npub type zoom_b_callback = Option<unsafe extern \"system\" fn(data: *mut c_void) -> usize>;\n";
        let source = Source::read(text, "Title").expect("Rust");
        assert_eq!(source.abi_version, Some(3));
        assert_eq!(source.objects, [("zoom_client".to_owned(), "A client.".to_owned())]);
        let parameter = |name: &str, kind| Parameter { name: name.to_owned(), kind };
        let a = Function {
            name: "zoom_a".to_owned(),
            section: "Title",
            comment: "Two\n\nlines.".to_owned(),
            result: Type::Int32,
            parameters: vec![
                parameter("client", Type::Handle { name: "client".to_owned(), is_const: true }),
                parameter("out", Type::HandleOut("result".to_owned())),
                parameter("name", Type::Utf8),
            ],
            rust: text[text.find("pub unsafe").expect("it")..text.find("/** Gives").expect("it")].to_owned(),
        };
        assert_eq!(source.functions, [a]);
        let b = Function {
            name: "zoom_b_callback".to_owned(),
            comment: "Gives.".to_owned(),
            result: Type::Size,
            parameters: vec![parameter("data", Type::UserData)],
            rust: "pub type zoom_b_callback = Option < unsafe extern \"system\" fn (data : * mut c_void) -> usize >;"
                .to_owned(),
            ..Function::default()
        };
        assert_eq!(source.callbacks, [b]);
        let wrong = "pub extern \"system\" fn zoom_c(x: f64) {\n}\n";
        assert_eq!(Source::read(wrong, "").err(), Some("zoom_c: the type `f64` is not known".to_owned()));
    }
}
