//! The field schema: every name that `PATCH /users/{userId}` accepts, with its type and limits.
//!
//! Sources: Zoom's OpenAPI file of the operation (December 2025) for names, types, lengths and choices; its documentation of
//! errors for fields that exclude each other; user reports where a comment says so. Lengths count Unicode code points.
//! Limits that Zoom does not document are not checked.

mod choices;
pub mod lists;
pub mod related;

pub use choices::*;

/// The place of a field in the request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// A member of the body.
    Body,
    /// A parameter of the query.
    Query,
}

/// The format of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextFormat {
    /// Anything.
    Free,
    /// A name; Zoom documents a limit of Chinese characters.
    Name {
        /// The maximum number of Chinese characters.
        chinese: u32,
    },
    /// Digits only.
    Digits,
    /// An e-mail address according to Zoom's description, though its example is a person's name.
    Email,
    /// An id of [`super::schema::lists::TIMEZONES`].
    Timezone,
    /// An id of [`super::schema::lists::LANGUAGES`].
    Language,
    /// An id of [`super::schema::lists::COUNTRIES`].
    Country,
    /// A calling code: `+` and digits.
    CallingCode,
    /// No hyperlink and no HTML.
    Plain,
    /// A URL that contains `linkedin.com`.
    LinkedIn,
}

/// The type of a value and its limits.
#[derive(Debug, Clone, Copy)]
pub enum Kind {
    /// Text of `min` to `max` code points.
    Text {
        /// The minimum number of code points.
        min: u32,
        /// The maximum number of code points; 0 if none is documented.
        max: u32,
        /// The format.
        format: TextFormat,
    },
    /// Text that is one of these values, each with its meaning.
    TextChoice(&'static [(&'static str, &'static str)]),
    /// An integer in this range.
    Integer {
        /// The minimum.
        min: i64,
        /// The maximum.
        max: i64,
    },
    /// An integer that is one of these values, each with its meaning.
    IntegerChoice(&'static [(i64, &'static str)]),
    /// `true` or `false`.
    Boolean,
    /// An array of strings. Zoom's documentation describes at most `usual` items (0: any number).
    TextList {
        /// The number of items that Zoom documents; 0 if it documents none.
        usual: u32,
    },
    /// An array of at most `max` objects with these members.
    ObjectList {
        /// The maximum number of items.
        max: u32,
        /// The members of each object.
        members: &'static [Member],
    },
    /// An object with these members.
    Object(&'static [Member]),
}

impl Kind {
    /// The JSON type that Zoom expects.
    pub const fn json_type(&self) -> &'static str {
        match self {
            Self::Text { .. } | Self::TextChoice(_) => "text",
            Self::Integer { .. } | Self::IntegerChoice(_) => "integer",
            Self::Boolean => "boolean",
            Self::TextList { .. } | Self::ObjectList { .. } => "array",
            Self::Object(_) => "object",
        }
    }
}

/// A member of an object value.
#[derive(Debug)]
pub struct Member {
    /// The name.
    pub name: &'static str,
    /// The type and limits.
    pub kind: Kind,
    /// Whether Zoom's documentation requires it.
    pub required: bool,
}

/// Whether `GET /users/{userId}` returns the field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReadBack {
    /// Under the same name.
    Same,
    /// Under this name.
    As(&'static str),
    /// Not at all.
    Never,
}

/// One field.
#[derive(Debug)]
pub struct Field {
    /// The name in Zoom's API.
    pub name: &'static str,
    /// The place in the request.
    pub place: Place,
    /// The type and limits.
    pub kind: Kind,
    /// A description in one line.
    pub help: &'static str,
    /// The replacement, if Zoom has deprecated the field; otherwise "".
    pub deprecated: &'static str,
    /// Fields that must not be set in the same call.
    pub excludes: &'static [&'static str],
    /// A field that must be set in the same call; "" if there is none.
    pub needs: &'static str,
    /// Whether and under which name it can be read.
    pub read_back: ReadBack,
}

const fn body(name: &'static str, kind: Kind, help: &'static str) -> Field {
    Field { name, place: Place::Body, kind, help, deprecated: "", excludes: &[], needs: "", read_back: ReadBack::Same }
}

impl Field {
    const fn read_as(mut self, read_back: ReadBack) -> Self {
        self.read_back = read_back;
        self
    }

    const fn excluding(mut self, excludes: &'static [&'static str]) -> Self {
        self.excludes = excludes;
        self
    }

    const fn deprecated(mut self, instead: &'static str, needs: &'static str) -> Self {
        self.deprecated = instead;
        self.needs = needs;
        self
    }

    const fn in_query(mut self) -> Self {
        self.place = Place::Query;
        self.read_back = ReadBack::Never;
        self
    }

    /// The limits in one line: length, range, number of items or choices.
    pub fn limits(&self) -> String {
        match self.kind {
            Kind::Text { min: 0, max: 0, format } => format_name(format),
            Kind::Text { min, max, format } => {
                let length =
                    if min == 0 { format!("at most {max} characters") } else { format!("{min} to {max} characters") };
                match format_name(format).as_str() {
                    "" => length,
                    name => format!("{length}, {name}"),
                }
            }
            Kind::TextChoice(choices) => join(choices.iter().map(|c| c.0.to_owned())),
            Kind::Integer { min, max } => format!("{min} to {max}"),
            Kind::IntegerChoice(choices) => join(choices.iter().map(|c| c.0.to_string())),
            Kind::Boolean => "true, false".to_owned(),
            Kind::TextList { usual: 0 } => "texts".to_owned(),
            Kind::TextList { usual } => format!("texts, described to work with {usual}"),
            Kind::ObjectList { max, members } => {
                format!("at most {max} objects {{{}}}", join(members.iter().map(|m| m.name.to_owned())))
            }
            Kind::Object(members) => format!("object {{{}}}", join(members.iter().map(|m| m.name.to_owned()))),
        }
    }
}

fn join(items: impl Iterator<Item = String>) -> String {
    items.collect::<Vec<_>>().join(", ")
}

fn format_name(format: TextFormat) -> String {
    let name = match format {
        TextFormat::Name { chinese } => return format!("at most {chinese} Chinese"),
        TextFormat::Free => "",
        TextFormat::Digits => "digits",
        TextFormat::Email => "e-mail address",
        TextFormat::Timezone => "time zone id",
        TextFormat::Language => "language id",
        TextFormat::Country => "country id",
        TextFormat::CallingCode => "+ and digits",
        TextFormat::Plain => "no links, no HTML",
        TextFormat::LinkedIn => "URL with linkedin.com",
    };
    name.to_owned()
}

const fn text(max: u32) -> Kind {
    Kind::Text { min: 0, max, format: TextFormat::Free }
}

const fn formatted(max: u32, format: TextFormat) -> Kind {
    Kind::Text { min: 0, max, format }
}

const fn member(name: &'static str, kind: Kind) -> Member {
    Member { name, kind, required: false }
}

const fn required(name: &'static str, kind: Kind) -> Member {
    Member { name, kind, required: true }
}

/// Every field: those of the body first, in the order of Zoom's older documentation and then of introduction.
pub const FIELDS: &[Field] = &[
    body("first_name", formatted(64, TextFormat::Name { chinese: 5 }), "first name"),
    body("last_name", formatted(64, TextFormat::Name { chinese: 5 }), "last name"),
    body("display_name", formatted(128, TextFormat::Name { chinese: 10 }), "name shown in meetings"),
    body("type", Kind::IntegerChoice(USER_TYPES), "user type: 1 Basic, 2 Licensed, 4 No Meetings License")
        .excluding(&["plan_united_type", "zoom_one_type"]),
    body("pmi", Kind::Integer { min: 1_000_000_000, max: 9_999_999_999 }, "personal meeting ID, 10 digits"),
    body("use_pmi", Kind::Boolean, "use the personal meeting ID for instant meetings"),
    body("timezone", formatted(0, TextFormat::Timezone), "time zone, e.g. Europe/Berlin"),
    body("language", formatted(0, TextFormat::Language), "language, e.g. en-US"),
    body("dept", text(0), "department, used in reports"),
    body("vanity_name", text(0), "personal link name").read_as(ReadBack::As("vanity_url")),
    body("host_key", Kind::Text { min: 6, max: 10, format: TextFormat::Digits }, "host key, 6 to 10 digits")
        .read_as(ReadBack::Never),
    body("cms_user_id", text(0), "Kaltura user ID"),
    body("job_title", text(128), "job title"),
    body("company", text(255), "company"),
    body("location", text(256), "location"),
    body("phone_number", text(0), "phone number, together with phone_country")
        .deprecated("phone_numbers", "phone_country"),
    body("phone_country", formatted(0, TextFormat::Country), "country of phone_number, e.g. BR")
        .deprecated("phone_numbers", ""),
    body(
        "custom_attributes",
        Kind::ObjectList {
            max: 5,
            members: &[member("key", text(0)), member("name", text(0)), member("value", text(0))],
        },
        "custom attributes, at most 5; whether Zoom replaces or merges them is not documented",
    ),
    body("group_id", text(0), "group for a pending user").read_as(ReadBack::As("group_ids")),
    body(
        "phone_numbers",
        Kind::ObjectList {
            max: 3,
            members: &[
                member("country", formatted(0, TextFormat::Country)),
                member("code", formatted(0, TextFormat::CallingCode)),
                member("number", text(0)),
                member("label", Kind::TextChoice(PHONE_LABELS)),
            ],
        },
        "phone numbers, at most 3; whether Zoom replaces or merges them is not documented",
    ),
    body("manager", formatted(0, TextFormat::Email), "the user's manager"),
    body("pronouns", text(0), "pronouns"),
    body("pronouns_option", Kind::IntegerChoice(PRONOUNS_OPTIONS), "show pronouns: 1 ask, 2 always, 3 never"),
    body("plan_united_type", Kind::TextChoice(PLAN_UNITED_TYPES), "Zoom United plan, a number as text, or none")
        .excluding(&["type", "zoom_one_type"]),
    body("zoom_one_type", Kind::IntegerChoice(ZOOM_ONE_TYPES), "Zoom Workplace plan, 0 for none")
        .excluding(&["type", "plan_united_type"]),
    body(
        "feature",
        Kind::Object(&[member("zoom_phone", Kind::Boolean)]),
        "Zoom Phone on or off; off frees its numbers",
    )
    .read_as(ReadBack::Never),
    body("about_me", formatted(150, TextFormat::Plain), "text about the user").read_as(ReadBack::Never),
    body("linkedin_url", formatted(0, TextFormat::LinkedIn), "LinkedIn page").read_as(ReadBack::Never),
    body("cost_center", text(0), "cost center"),
    body("division_ids", Kind::TextList { usual: 1 }, "division the user belongs to"),
    body(
        "license_info_list",
        Kind::ObjectList {
            max: 2,
            members: &[
                required(
                    "license_type",
                    Kind::TextChoice(&[
                        ("MEETING", "paid user type"),
                        ("ZOOM_WORKPLACE_BUNDLE", "Zoom Workplace plan"),
                    ]),
                ),
                required("license_option", Kind::IntegerChoice(LICENSE_OPTIONS)),
                required("subscription_id", text(0)),
            ],
        },
        "licenses by subscription, at most 2; for accounts with several subscriptions of one plan",
    ),
    body("login_type", Kind::IntegerChoice(LOGIN_TYPES), "which login of the user is meant").in_query(),
    body("remove_tsp_credentials", Kind::Boolean, "remove the user's TSP credentials").in_query(),
];

/// The field of this name.
pub fn field(name: &str) -> Option<&'static Field> {
    FIELDS.iter().find(|field| field.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_schema_is_consistent() {
        for (i, field) in FIELDS.iter().enumerate() {
            assert!(FIELDS[..i].iter().all(|other| other.name != field.name), "{} is a duplicate", field.name);
            for name in field.excludes {
                let other = super::field(name).expect(name);
                assert!(other.excludes.contains(&field.name), "{name} does not exclude {}", field.name);
            }
            assert!(field.needs.is_empty() || super::field(field.needs).is_some());
            assert!(field.deprecated.is_empty() || super::field(field.deprecated).is_some());
            assert!(!field.help.is_empty() && !field.help.contains('\n'));
        }
    }

    #[test]
    fn large_plans_are_exact() {
        let largest = ZOOM_ONE_TYPES.last().map(|plan| plan.0);
        assert_eq!(largest, Some(576_460_752_303_423_488));
        assert_eq!((ZOOM_ONE_TYPES.len(), LICENSE_OPTIONS.len()), (25, 27));
    }

    #[test]
    fn fields_that_cannot_be_read_are_marked() {
        let never: Vec<_> =
            FIELDS.iter().filter(|f| f.place == Place::Body && f.read_back != ReadBack::Same).map(|f| f.name).collect();
        assert_eq!(never, ["vanity_name", "host_key", "group_id", "feature", "about_me", "linkedin_url"]);
    }
}
