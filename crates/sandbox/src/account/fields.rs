//! The fields of an update: JSON type, limits, and whether GET returns them.

/// A field or a member of a field.
pub(crate) struct Field {
    pub(crate) name: &'static str,
    pub(crate) kind: Kind,
    pub(crate) shown: Shown,
}

pub(crate) enum Kind {
    /// Text, with the maximum length in code points if there is a limit.
    Text(Option<usize>),
    /// One of these strings.
    Choice(&'static [&'static str]),
    /// A string of ASCII digits with this minimum and maximum length.
    Digits(usize, usize),
    Integer(i64, i64),
    /// One of these integers.
    Number(&'static [i64]),
    Boolean,
    /// A list of strings.
    Texts,
    /// A list of objects with these members, with the maximum length.
    List(usize, &'static [Member]),
    Object(&'static [Member]),
}

pub(crate) struct Member {
    pub(crate) name: &'static str,
    pub(crate) kind: Kind,
    pub(crate) required: bool,
}

/// How GET returns a field.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shown {
    Same,
    /// Under another name, or not at all.
    Elsewhere,
}

pub(crate) fn find(name: &str) -> Option<&'static Field> {
    FIELDS.iter().find(|field| field.name == name)
}

/// A request may set at most one of these.
pub(crate) const EXCLUSIVE: [&str; 3] = ["type", "plan_united_type", "zoom_one_type"];

/// The values of the query parameter `login_type`.
pub(crate) const LOGIN_TYPES: [i64; 12] = [0, 1, 11, 21, 23, 24, 27, 97, 98, 99, 100, 101];

pub(crate) static FIELDS: &[Field] = &[
    shown("first_name", Kind::Text(Some(64))),
    shown("last_name", Kind::Text(Some(64))),
    shown("display_name", Kind::Text(Some(128))),
    shown("type", Kind::Number(&[1, 2, 4, 99])),
    shown("pmi", Kind::Integer(1_000_000_000, 9_999_999_999)),
    shown("use_pmi", Kind::Boolean),
    shown("timezone", TEXT),
    shown("language", TEXT),
    shown("dept", TEXT),
    hidden("vanity_name", TEXT),
    hidden("host_key", Kind::Digits(6, 10)),
    shown("cms_user_id", TEXT),
    shown("job_title", Kind::Text(Some(128))),
    shown("company", Kind::Text(Some(255))),
    shown("location", Kind::Text(Some(256))),
    shown("phone_number", TEXT),
    shown("phone_country", TEXT),
    shown(
        "custom_attributes",
        Kind::List(5, &[optional("key", TEXT), optional("name", TEXT), optional("value", TEXT)]),
    ),
    hidden("group_id", TEXT),
    shown(
        "phone_numbers",
        Kind::List(
            3,
            &[
                optional("country", TEXT),
                optional("code", TEXT),
                optional("number", TEXT),
                optional("label", Kind::Choice(&["Mobile", "Office", "Home", "Fax"])),
            ],
        ),
    ),
    shown("manager", TEXT),
    shown("pronouns", TEXT),
    shown("pronouns_option", Kind::Number(&[1, 2, 3])),
    shown("plan_united_type", Kind::Choice(&PLAN_UNITED_TYPES)),
    shown("zoom_one_type", Kind::Number(&ZOOM_ONE_TYPES)),
    hidden("feature", Kind::Object(&[optional("zoom_phone", Kind::Boolean)])),
    hidden("about_me", Kind::Text(Some(150))),
    hidden("linkedin_url", TEXT),
    shown("cost_center", TEXT),
    shown("division_ids", Kind::Texts),
    shown(
        "license_info_list",
        Kind::List(
            2,
            &[
                required("license_type", Kind::Choice(&["MEETING", "ZOOM_WORKPLACE_BUNDLE"])),
                required("license_option", Kind::Number(&LICENSE_OPTIONS)),
                required("subscription_id", TEXT),
            ],
        ),
    ),
];

const TEXT: Kind = Kind::Text(None);

static PLAN_UNITED_TYPES: [&str; 19] = [
    "1", "2", "4", "8", "16", "32", "64", "128", "256", "512", "1024", "2048", "4096", "8192", "16384", "32768",
    "65536", "131072", "none",
];

static ZOOM_ONE_TYPES: [i64; 25] = [
    0,
    1 << 4,
    1 << 5,
    1 << 6,
    1 << 7,
    1 << 25,
    1 << 27,
    1 << 28,
    1 << 29,
    1 << 30,
    1 << 32,
    1 << 33,
    1 << 34,
    1 << 35,
    1 << 36,
    1 << 37,
    1 << 38,
    1 << 39,
    1 << 40,
    1 << 41,
    1 << 42,
    1 << 54,
    1 << 56,
    1 << 57,
    1 << 59,
];

static LICENSE_OPTIONS: [i64; 27] = [
    1 << 1,
    1 << 2,
    1 << 3,
    1 << 4,
    1 << 5,
    1 << 6,
    1 << 7,
    1 << 25,
    1 << 27,
    1 << 28,
    1 << 29,
    1 << 30,
    1 << 32,
    1 << 33,
    1 << 34,
    1 << 35,
    1 << 36,
    1 << 37,
    1 << 38,
    1 << 39,
    1 << 40,
    1 << 41,
    1 << 42,
    1 << 54,
    1 << 56,
    1 << 57,
    1 << 59,
];

const fn shown(name: &'static str, kind: Kind) -> Field {
    Field { name, kind, shown: Shown::Same }
}

const fn hidden(name: &'static str, kind: Kind) -> Field {
    Field { name, kind, shown: Shown::Elsewhere }
}

const fn optional(name: &'static str, kind: Kind) -> Member {
    Member { name, kind, required: false }
}

const fn required(name: &'static str, kind: Kind) -> Member {
    Member { name, kind, required: true }
}
