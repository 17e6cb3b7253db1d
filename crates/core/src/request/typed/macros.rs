//! Macros that generate the typed API: enums, structs, setters and getters.

use serde_json::Value;

/// The value of a member of an object.
pub(crate) trait Member: Sized {
    fn json(&self) -> Value;
    fn read(value: &Value) -> Option<Self>;
}

impl Member for String {
    fn json(&self) -> Value {
        self.as_str().into()
    }

    fn read(value: &Value) -> Option<Self> {
        value.as_str().map(str::to_owned)
    }
}

impl Member for i64 {
    fn json(&self) -> Value {
        (*self).into()
    }

    fn read(value: &Value) -> Option<Self> {
        value.as_i64()
    }
}

impl Member for bool {
    fn json(&self) -> Value {
        (*self).into()
    }

    fn read(value: &Value) -> Option<Self> {
        value.as_bool()
    }
}

/// A struct that is read from a JSON object; unknown members are ignored.
pub(crate) trait FromObject {
    fn read(value: &Value) -> Self;
}

/// How an enum value is read: as an integer or as text.
macro_rules! choice_value {
    (integer $value:ident) => {
        $value.as_i64()?
    };
    (text $value:ident) => {
        $value.as_str()?
    };
}

macro_rules! choice_type {
    (integer) => { i64 };
    (text) => { &'static str };
}

macro_rules! choice_argument {
    (integer) => {
        i64
    };
    (text) => {
        &str
    };
}

/// Enums: the field, the JSON type, and each variant with its value and meaning.
macro_rules! choices {
    ($($class:ident $field:literal $kind:ident { $($variant:ident = $value:literal $meaning:literal,)* })*) => {$(
        #[doc = concat!("The values of `", $field, "`.")]
        ///
        /// ```
        #[doc = concat!("use zoomuser::", stringify!($class), ";")]
        #[doc = concat!("let first = ", stringify!($class), "::ALL[0];")]
        #[doc = concat!("assert_eq!(", stringify!($class), "::from_value(first.value()), Some(first));")]
        /// ```
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum $class {
            $(#[doc = concat!($meaning, ": `", $value, "`.")] $variant,)*
        }

        impl $class {
            /// Every value that this version knows.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The value in Zoom's API.
            pub const fn value(self) -> choice_type!($kind) {
                match self { $(Self::$variant => $value,)* }
            }

            /// The variant for a value; `None` if this version does not know it.
            pub fn from_value(value: choice_argument!($kind)) -> Option<Self> {
                Self::ALL.iter().copied().find(|choice| choice.value() == value)
            }
        }

        impl Member for $class {
            fn json(&self) -> serde_json::Value {
                self.value().into()
            }

            fn read(value: &serde_json::Value) -> Option<Self> {
                Self::from_value(choice_value!($kind value))
            }
        }

        impl From<$class> for Value {
            fn from(choice: $class) -> Self {
                choice.value().into()
            }
        }
    )*};
}

/// Structs: the field they belong to, and each member with its type.
macro_rules! objects {
    ($($class:ident $field:literal { $($member:ident: $type:ty,)* })*) => {$(
        #[doc = concat!("An object of `", $field, "`. A member that is `None` is left out.")]
        ///
        /// ```
        #[doc = concat!("let empty = zoomuser::", stringify!($class), "::new();")]
        #[doc = concat!("assert_eq!(empty, zoomuser::", stringify!($class), "::default());")]
        /// ```
        #[derive(Debug, Clone, Default, PartialEq, Eq)]
        #[non_exhaustive]
        pub struct $class {
            $(#[doc = concat!("Zoom's `", stringify!($member), "`.")] pub $member: Option<$type>,)*
        }

        impl $class {
            /// An object without members.
            pub fn new() -> Self {
                Self::default()
            }

            $(#[doc = concat!("Sets `", stringify!($member), "`.")]
            #[must_use]
            pub fn $member(mut self, value: impl Into<$type>) -> Self {
                self.$member = Some(value.into());
                self
            })*

            fn json(&self) -> serde_json::Value {
                let members = [$((stringify!($member), self.$member.as_ref().map(Member::json)),)*];
                members.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))).collect()
            }
        }

        impl FromObject for $class {
            fn read(value: &serde_json::Value) -> Self {
                Self { $($member: value.get(stringify!($member)).and_then(Member::read),)* }
            }
        }
    )*};
}

/// Setters: the name in Rust and in Zoom's API, the argument, the description, and a value for the example.
macro_rules! setters {
    ($($name:ident $field:literal $form:ident($type:ty) $help:literal $example:literal;)*) => {
        impl UserPatch {$(
            #[doc = concat!("Sets `", $field, "`: ", $help)]
            ///
            /// ```
            #[doc = concat!("let patch = zoomuser::UserPatch::new().", stringify!($name), "(", $example, ");")]
            #[doc = concat!("assert!(patch.contains(\"", $field, "\"));")]
            /// ```
            #[must_use]
            pub fn $name(self, value: setter_argument!($form $type)) -> Self {
                self.with($field, setter_value!($form value))
            }
        )*}
    };
}

macro_rules! setter_argument {
    (one $type:ty) => { impl Into<$type> };
    (texts $type:ty) => { impl IntoIterator<Item = impl AsRef<str>> };
    (list $type:ty) => { impl IntoIterator<Item = $type> };
    (object $type:ty) => { $type };
}

macro_rules! setter_value {
    (one $value:ident) => {
        $value.into()
    };
    (texts $value:ident) => {
        Value::of_tree(&$value.into_iter().map(|item| item.as_ref().to_owned()).collect())
    };
    (list $value:ident) => {
        Value::of_tree(&$value.into_iter().map(|item| item.json()).collect())
    };
    (object $value:ident) => {
        Value::of_tree(&$value.json())
    };
}

/// Getters: the name in Rust and in Zoom's response, the type, and the description.
macro_rules! getters {
    ($($name:ident $shown:literal $form:ident($type:ty) $help:literal;)*) => {
        impl User {$(
            #[doc = concat!("`", $shown, "`: ", $help)]
            pub fn $name(&self) -> getter_type!($form $type) {
                getter_value!(self $form $type, $shown)
            }
        )*}
    };
}

macro_rules! getter_type {
    (text $type:ty) => { Option<&str> };
    (one $type:ty) => { Option<$type> };
    (texts $type:ty) => { Vec<&str> };
    (list $type:ty) => { Vec<$type> };
}

macro_rules! getter_value {
    ($user:ident text $type:ty, $shown:literal) => {
        $user.text($shown)
    };
    ($user:ident one $type:ty, $shown:literal) => {
        $user.get($shown).and_then(Member::read)
    };
    ($user:ident texts $type:ty, $shown:literal) => {
        $user.texts($shown)
    };
    ($user:ident list $type:ty, $shown:literal) => {
        $user.items($shown).map(<$type>::read).collect()
    };
}

pub(crate) use {
    choice_argument, choice_type, choice_value, choices, getter_type, getter_value, getters, objects, setter_argument,
    setter_value, setters,
};
