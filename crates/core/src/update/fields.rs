//! The catalogue: every name that `PATCH /users/{userId}` takes, and what is known about it.
//!
//! Sources: Zoom's OpenAPI file of the operation (state of December 2025) for names, types, lengths and choices; its
//! documentation of errors for what excludes what; reports of users where a sentence says so. Lengths count Unicode
//! code points. Where Zoom documents no limit, there is none here.

/// Where a name goes in the request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// A member of the body.
    Body,
    /// A parameter of the query.
    Query,
}

/// What a text must look like beyond its length.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Anything.
    Free,
    /// A name, of which Zoom documents at most so many Chinese characters.
    Name {
        /// Most Chinese characters.
        chinese: u32,
    },
    /// Digits only.
    Digits,
    /// An e-mail address by Zoom's description, though its own example is a person's name.
    Email,
    /// An id of [`super::lists::TIMEZONES`].
    Timezone,
    /// An id of [`super::lists::LANGUAGES`].
    Language,
    /// An id of [`super::lists::COUNTRIES`].
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
    /// Text of `min` to `max` code points (0: no maximum is documented).
    Text {
        /// Fewest code points.
        min: u32,
        /// Most code points; 0 where none is documented.
        max: u32,
        /// What it must look like.
        form: Form,
    },
    /// Text that is one of these; the second text says what the choice means.
    TextChoice(&'static [(&'static str, &'static str)]),
    /// A whole number in this range.
    Integer {
        /// Least value.
        min: i64,
        /// Greatest value.
        max: i64,
    },
    /// A whole number that is one of these.
    IntegerChoice(&'static [(i64, &'static str)]),
    /// `true` or `false`.
    Boolean,
    /// An array of texts; with more than `usual` (0: any number) Zoom's description does not promise that it works.
    TextList {
        /// Most items that are described to work; 0 where nothing is said.
        usual: u32,
    },
    /// An array of at most `max` objects with these members.
    ObjectList {
        /// Most items.
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
    /// Its name.
    pub name: &'static str,
    /// Its type and limits.
    pub kind: Kind,
    /// Whether Zoom's description requires it.
    pub required: bool,
}

/// Whether `GET /users/{userId}` shows what was set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReadBack {
    /// Under the same name.
    Same,
    /// Under this name.
    As(&'static str),
    /// Not at all.
    Never,
}

/// One name of the catalogue.
#[derive(Debug)]
pub struct Field {
    /// Zoom's own name.
    pub name: &'static str,
    /// Where it goes.
    pub place: Place,
    /// Its type and limits.
    pub kind: Kind,
    /// What it is, in one line.
    pub help: &'static str,
    /// What to use instead, if Zoom has deprecated it; else "".
    pub deprecated: &'static str,
    /// Names that must not be set in the same call.
    pub excludes: &'static [&'static str],
    /// A name that must be set in the same call; "" if there is none.
    pub needs: &'static str,
    /// Whether it can be read back.
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

    /// The limits of the value in one line: length, range, number of items or choices.
    pub fn limits(&self) -> String {
        match self.kind {
            Kind::Text { min: 0, max: 0, form } => form_name(form),
            Kind::Text { min, max, form } => {
                let length =
                    if min == 0 { format!("at most {max} characters") } else { format!("{min} to {max} characters") };
                match form_name(form).as_str() {
                    "" => length,
                    form => format!("{length}, {form}"),
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

fn form_name(form: Form) -> String {
    let name = match form {
        Form::Name { chinese } => return format!("at most {chinese} Chinese"),
        Form::Free => "",
        Form::Digits => "digits",
        Form::Email => "e-mail address",
        Form::Timezone => "time zone id",
        Form::Language => "language id",
        Form::Country => "country id",
        Form::CallingCode => "+ and digits",
        Form::Plain => "no links, no HTML",
        Form::LinkedIn => "URL with linkedin.com",
    };
    name.to_owned()
}

const fn text(max: u32) -> Kind {
    Kind::Text { min: 0, max, form: Form::Free }
}

const fn formed(max: u32, form: Form) -> Kind {
    Kind::Text { min: 0, max, form }
}

const fn member(name: &'static str, kind: Kind) -> Member {
    Member { name, kind, required: false }
}

const fn required(name: &'static str, kind: Kind) -> Member {
    Member { name, kind, required: true }
}

/// User types. 3 (on-premises) was a type until 2022; 99 is only for users that single sign-on creates.
pub const USER_TYPES: &[(i64, &str)] =
    &[(1, "Basic"), (2, "Licensed"), (4, "No Meetings License"), (99, "None (ssoCreate)")];

/// How a user shows pronouns.
pub const PRONOUNS_OPTIONS: &[(i64, &str)] = &[(1, "ask each time"), (2, "always"), (3, "never")];

/// Labels of a phone number.
pub const PHONE_LABELS: &[(&str, &str)] =
    &[("Mobile", "mobile"), ("Office", "office"), ("Home", "home"), ("Fax", "fax")];

/// How a user signs in. 11, 21 and 23 exist in China only.
pub const LOGIN_TYPES: &[(i64, &str)] = &[
    (0, "Facebook"),
    (1, "Google"),
    (11, "phone number (China)"),
    (21, "WeChat (China)"),
    (23, "Alipay (China)"),
    (24, "Apple"),
    (27, "Microsoft"),
    (97, "mobile device"),
    (98, "RingCentral"),
    (99, "API user"),
    (100, "Zoom work e-mail"),
    (101, "single sign-on"),
];

/// Zoom United plans.
pub const PLAN_UNITED_TYPES: &[(&str, &str)] = &[
    ("1", "Pro, US and Canada"),
    ("2", "Pro, UK and Ireland"),
    ("4", "Pro, Australia and New Zealand"),
    ("8", "Pro, Global Select"),
    ("16", "Pro with Zoom Phone Pro"),
    ("32", "Business, US and Canada"),
    ("64", "Business, UK and Ireland"),
    ("128", "Business, Australia and New Zealand"),
    ("256", "Business, Global Select"),
    ("512", "Business with Zoom Phone Pro"),
    ("1024", "Enterprise, US and Canada"),
    ("2048", "Enterprise, UK and Ireland"),
    ("4096", "Enterprise, Australia and New Zealand"),
    ("8192", "Enterprise, Global Select"),
    ("16384", "Enterprise with Zoom Phone Pro"),
    ("32768", "Pro, Japan"),
    ("65536", "Business, Japan"),
    ("131072", "Enterprise, Japan"),
    ("none", "no plan"),
];

/// Zoom Workplace plans as `zoom_one_type` takes them. Three exceed 2^53: a JSON reader on doubles rounds them.
pub const ZOOM_ONE_TYPES: &[(i64, &str)] = &[
    (0, "no plan"),
    (16, "Business Plus, US and Canada"),
    (32, "Business Plus, UK and Ireland"),
    (64, "Business Plus, Australia and New Zealand"),
    (128, "Business Plus, Japan"),
    (1 << 25, "Business Plus, Global Select"),
    (1 << 27, "Enterprise Premier, US and Canada"),
    (1 << 28, "Enterprise Premier, Japan"),
    (1 << 29, "Enterprise Premier, UK and Ireland"),
    (1 << 30, "Enterprise Premier, Australia and New Zealand"),
    (1 << 32, "Education Enterprise Premier, US and Canada"),
    (1 << 33, "Education Enterprise Premier, Japan"),
    (1 << 34, "Education Enterprise Premier, UK and Ireland"),
    (1 << 35, "Education Enterprise Premier, Australia and New Zealand"),
    (1 << 36, "Education Enterprise Premier, Global Select"),
    (1 << 37, "Education School and Campus Plus, US and Canada"),
    (1 << 38, "Education School and Campus Plus, Japan"),
    (1 << 39, "Education School and Campus Plus, UK and Ireland"),
    (1 << 40, "Education School and Campus Plus, Australia and New Zealand"),
    (1 << 41, "Education School and Campus Plus, Global Select"),
    (1 << 42, "Pro Plus, US and Canada"),
    (1 << 54, "Education School and Campus"),
    (1 << 56, "Education Enterprise Essentials"),
    (1 << 57, "Education Enterprise Plus"),
    (1 << 59, "Education Enterprise Student"),
];

#[expect(clippy::indexing_slicing, reason = "evaluated by the compiler, which refuses a wrong index")]
/// Plans as `license_info_list` takes them: 2 with MEETING, the others with ZOOM_WORKPLACE_BUNDLE.
pub const LICENSE_OPTIONS: &[(i64, &str)] = &{
    let mut all = [(0, ""); 3 + ZOOM_ONE_TYPES.len() - 1];
    all[0] = (2, "Licensed");
    all[1] = (4, "Enterprise");
    all[2] = (8, "Enterprise Plus");
    let mut i = 1; // without 0, which switches off and stands only in zoom_one_type
    while i < ZOOM_ONE_TYPES.len() {
        all[i + 2] = ZOOM_ONE_TYPES[i];
        i += 1;
    }
    all
};

/// Every name, body first, in the order of Zoom's older documentation and then of appearance.
pub const FIELDS: &[Field] = &[
    body("first_name", formed(64, Form::Name { chinese: 5 }), "first name"),
    body("last_name", formed(64, Form::Name { chinese: 5 }), "last name"),
    body("display_name", formed(128, Form::Name { chinese: 10 }), "name shown in meetings"),
    body("type", Kind::IntegerChoice(USER_TYPES), "user type: 1 Basic, 2 Licensed, 4 No Meetings License")
        .excluding(&["plan_united_type", "zoom_one_type"]),
    body("pmi", Kind::Integer { min: 1_000_000_000, max: 9_999_999_999 }, "personal meeting ID, 10 digits"),
    body("use_pmi", Kind::Boolean, "use the personal meeting ID for instant meetings"),
    body("timezone", formed(0, Form::Timezone), "time zone, e.g. Europe/Berlin"),
    body("language", formed(0, Form::Language), "language, e.g. en-US"),
    body("dept", text(0), "department, used in reports"),
    body("vanity_name", text(0), "personal link name").read_as(ReadBack::As("vanity_url")),
    body("host_key", Kind::Text { min: 6, max: 10, form: Form::Digits }, "host key, 6 to 10 digits")
        .read_as(ReadBack::Never),
    body("cms_user_id", text(0), "Kaltura user ID"),
    body("job_title", text(128), "job title"),
    body("company", text(255), "company"),
    body("location", text(256), "location"),
    body("phone_number", text(0), "phone number, together with phone_country")
        .deprecated("phone_numbers", "phone_country"),
    body("phone_country", formed(0, Form::Country), "country of phone_number, e.g. BR").deprecated("phone_numbers", ""),
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
                member("country", formed(0, Form::Country)),
                member("code", formed(0, Form::CallingCode)),
                member("number", text(0)),
                member("label", Kind::TextChoice(PHONE_LABELS)),
            ],
        },
        "phone numbers, at most 3; whether Zoom replaces or merges them is not documented",
    ),
    body("manager", formed(0, Form::Email), "the user's manager"),
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
    body("about_me", formed(150, Form::Plain), "text about the user").read_as(ReadBack::Never),
    body("linkedin_url", formed(0, Form::LinkedIn), "LinkedIn page").read_as(ReadBack::Never),
    body("cost_center", text(0), "cost centre"),
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
        "licences by subscription, at most 2; for accounts with several subscriptions of one plan",
    ),
    body("login_type", Kind::IntegerChoice(LOGIN_TYPES), "which login of the user is meant").in_query(),
    body("remove_tsp_credentials", Kind::Boolean, "remove the user's TSP credentials").in_query(),
];

/// The field of this name.
pub fn field(name: &str) -> Option<&'static Field> {
    FIELDS.iter().find(|field| field.name == name)
}

/// Where a name goes. A name that the catalogue does not know goes into the body.
pub(crate) fn place(name: &str) -> Place {
    field(name).map_or(Place::Body, |field| field.place)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_catalogue_is_whole() {
        assert_eq!(FIELDS.iter().filter(|f| f.place == Place::Body).count(), 31);
        assert_eq!(FIELDS.iter().filter(|f| f.place == Place::Query).count(), 2);
        for (i, field) in FIELDS.iter().enumerate() {
            assert!(FIELDS[..i].iter().all(|other| other.name != field.name), "{} stands twice", field.name);
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
    fn what_cannot_be_read_back_is_known() {
        let never: Vec<_> =
            FIELDS.iter().filter(|f| f.place == Place::Body && f.read_back != ReadBack::Same).map(|f| f.name).collect();
        assert_eq!(never, ["vanity_name", "host_key", "group_id", "feature", "about_me", "linkedin_url"]);
    }
}
