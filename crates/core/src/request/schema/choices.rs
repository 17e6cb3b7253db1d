//! The values that Zoom documents for fields with a fixed set of values, each with its meaning.

/// User types. 3 (on-premises) existed until 2022; 99 is only for users created by single sign-on.
pub const USER_TYPES: &[(i64, &str)] =
    &[(1, "Basic"), (2, "Licensed"), (4, "No Meetings License"), (99, "None (ssoCreate)")];

/// When a user's pronouns are shown.
pub const PRONOUNS_OPTIONS: &[(i64, &str)] = &[(1, "ask each time"), (2, "always"), (3, "never")];

/// Labels of a phone number.
pub const PHONE_LABELS: &[(&str, &str)] =
    &[("Mobile", "mobile"), ("Office", "office"), ("Home", "home"), ("Fax", "fax")];

/// How a user signs in. 11, 21 and 23 exist only in China.
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

/// Zoom Workplace plans, for `zoom_one_type`. Some exceed 2^53, so that a JSON parser using doubles rounds them.
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
/// Plans, for `license_info_list`: 2 with MEETING, the others with ZOOM_WORKPLACE_BUNDLE.
pub const LICENSE_OPTIONS: &[(i64, &str)] = &{
    let mut all = [(0, ""); 3 + ZOOM_ONE_TYPES.len() - 1];
    all[0] = (2, "Licensed");
    all[1] = (4, "Enterprise");
    all[2] = (8, "Enterprise Plus");
    let mut i = 1; // without 0, "no plan", which only zoom_one_type has
    while i < ZOOM_ONE_TYPES.len() {
        all[i + 2] = ZOOM_ONE_TYPES[i];
        i += 1;
    }
    all
};
