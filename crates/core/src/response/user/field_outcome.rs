//! The result of an update for one field.

use serde_json::Value;

/// The result of reading the user, for one field that was set.
///
/// ```
/// assert_eq!(zoomuser::Confirmation::Applied.name(), "applied");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Confirmation {
    /// The value was different before; no update was sent, or the user was not read after it.
    Differs,
    /// The value was different before the update, and is the one that was set after it.
    Applied,
    /// The user had the value already.
    Already,
    /// Zoom answered 204, but the user does not have the value after the update.
    Ignored,
    /// `GET` never returns the field.
    Unverifiable,
}

impl Confirmation {
    /// The name, the same in every language.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Differs => "differs",
            Self::Applied => "applied",
            Self::Already => "already",
            Self::Ignored => "ignored",
            Self::Unverifiable => "unverifiable",
        }
    }
}

/// One field of a patch, with its values before and after the update.
///
/// ```no_run
/// # let client = zoomuser::Client::builder().token("an-access-token").build()?;
/// let plan = client.plan("ada@example.com", &zoomuser::UserPatch::new().dept("Research"))?;
/// for field in plan.fields() {
///     println!("{}: {:?} -> {}", field.field, field.old_json(), field.new_json());
/// }
/// # Ok::<(), zoomuser::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct FieldOutcome {
    /// The field, by the name in the patch.
    pub field: String,
    /// The result.
    pub outcome: Confirmation,
    #[doc(hidden)]
    pub old: Option<Value>,
    #[doc(hidden)]
    pub new: Value,
    #[doc(hidden)]
    pub seen: Option<Value>,
    /// Whether the field was in the request, or for a plan, would be.
    pub sent: bool,
}

impl FieldOutcome {
    /// The value before the update as JSON text; `None` if `GET` returned none.
    pub fn old_json(&self) -> Option<String> {
        self.old.as_ref().map(Value::to_string)
    }

    /// The value that was set, as JSON text.
    pub fn new_json(&self) -> String {
        self.new.to_string()
    }

    /// The value after the update as JSON text; `None` if `GET` returned none or the user was not read.
    pub fn seen_json(&self) -> Option<String> {
        self.seen.as_ref().map(Value::to_string)
    }
}
