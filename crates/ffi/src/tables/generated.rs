//! Made by `cargo xtask header` from the catalogue of the core library; do not edit.

use std::ffi::CStr;

/// Number, name and meaning of every status.
#[rustfmt::skip]
pub(crate) const STATUSES: &[(i32, &CStr, &CStr)] = &[
    (0, c"ZOOM_OK", c"the user is updated"),
    (1, c"ZOOM_E_NULL", c"a required pointer is NULL"),
    (2, c"ZOOM_E_ENCODING", c"a text is not valid UTF-8 or UTF-16"),
    (3, c"ZOOM_E_INVALID_ARGUMENT", c"an argument or option value is not usable"),
    (4, c"ZOOM_E_UNKNOWN_NAME", c"no such name"),
    (5, c"ZOOM_E_INVALID_JSON", c"a text is not valid JSON"),
    (7, c"ZOOM_E_BUSY", c"the handle is in use by another thread"),
    (8, c"ZOOM_E_MISSING_TOKEN", c"no access token was given"),
    (9, c"ZOOM_E_CHECK_FAILED", c"the check found errors, nothing was sent"),
    (20, c"ZOOM_E_DNS", c"the host name could not be resolved"),
    (21, c"ZOOM_E_CONNECT", c"no connection could be made"),
    (22, c"ZOOM_E_TLS", c"no trusted TLS connection could be made"),
    (23, c"ZOOM_E_TIMEOUT", c"the call took longer than allowed"),
    (24, c"ZOOM_E_CANCELLED", c"the call was cancelled"),
    (25, c"ZOOM_E_IO", c"the connection broke before a complete answer"),
    (26, c"ZOOM_E_PROXY", c"the proxy could not be used"),
    (40, c"ZOOM_E_UNAUTHORIZED", c"Zoom does not accept the access token"),
    (41, c"ZOOM_E_FORBIDDEN", c"the token does not permit this"),
    (42, c"ZOOM_E_NOT_FOUND", c"no such user on this account"),
    (43, c"ZOOM_E_RATE_LIMITED", c"Zoom's rate limit is reached"),
    (44, c"ZOOM_E_REJECTED", c"Zoom refused the request"),
    (45, c"ZOOM_E_SERVER", c"Zoom failed to handle the request"),
    (46, c"ZOOM_E_UNEXPECTED", c"the answer is not one of this operation's"),
    (47, c"ZOOM_E_NOT_APPLIED", c"Zoom accepted the update but did not make it"),
    (90, c"ZOOM_E_PANIC", c"a defect in this library was caught"),
    (91, c"ZOOM_E_OUT_OF_MEMORY", c"memory ran out"),
    (92, c"ZOOM_E_INTERNAL", c"a defect in this library"),
];

/// What can be asked of a field: the columns of [`FIELDS`].
#[rustfmt::skip]
pub(crate) const FIELD_WHATS: [&str; 7] = ["name", "kind", "place", "limits", "help", "read_back", "deprecated"];

/// Every field.
#[rustfmt::skip]
pub(crate) const FIELDS: &[[&CStr; 7]] = &[
    [c"first_name", c"text", c"body", c"at most 64 characters, at most 5 Chinese", c"first name", c"first_name", c""],
    [c"last_name", c"text", c"body", c"at most 64 characters, at most 5 Chinese", c"last name", c"last_name", c""],
    [c"display_name", c"text", c"body", c"at most 128 characters, at most 10 Chinese", c"name shown in meetings", c"display_name", c""],
    [c"type", c"integer", c"body", c"1, 2, 4, 99", c"user type: 1 Basic, 2 Licensed, 4 No Meetings License", c"type", c""],
    [c"pmi", c"integer", c"body", c"1000000000 to 9999999999", c"personal meeting ID, 10 digits", c"pmi", c""],
    [c"use_pmi", c"boolean", c"body", c"true, false", c"use the personal meeting ID for instant meetings", c"use_pmi", c""],
    [c"timezone", c"text", c"body", c"time zone id", c"time zone, e.g. Europe/Berlin", c"timezone", c""],
    [c"language", c"text", c"body", c"language id", c"language, e.g. en-US", c"language", c""],
    [c"dept", c"text", c"body", c"", c"department, used in reports", c"dept", c""],
    [c"vanity_name", c"text", c"body", c"", c"personal link name", c"vanity_url", c""],
    [c"host_key", c"text", c"body", c"6 to 10 characters, digits", c"host key, 6 to 10 digits", c"", c""],
    [c"cms_user_id", c"text", c"body", c"", c"Kaltura user ID", c"cms_user_id", c""],
    [c"job_title", c"text", c"body", c"at most 128 characters", c"job title", c"job_title", c""],
    [c"company", c"text", c"body", c"at most 255 characters", c"company", c"company", c""],
    [c"location", c"text", c"body", c"at most 256 characters", c"location", c"location", c""],
    [c"phone_number", c"text", c"body", c"", c"phone number, together with phone_country", c"phone_number", c"phone_numbers"],
    [c"phone_country", c"text", c"body", c"country id", c"country of phone_number, e.g. BR", c"phone_country", c"phone_numbers"],
    [c"custom_attributes", c"array", c"body", c"at most 5 objects {key, name, value}", c"custom attributes, at most 5; whether Zoom replaces or merges them is not documented", c"custom_attributes", c""],
    [c"group_id", c"text", c"body", c"", c"group for a pending user", c"group_ids", c""],
    [c"phone_numbers", c"array", c"body", c"at most 3 objects {country, code, number, label}", c"phone numbers, at most 3; whether Zoom replaces or merges them is not documented", c"phone_numbers", c""],
    [c"manager", c"text", c"body", c"e-mail address", c"the user's manager", c"manager", c""],
    [c"pronouns", c"text", c"body", c"", c"pronouns", c"pronouns", c""],
    [c"pronouns_option", c"integer", c"body", c"1, 2, 3", c"show pronouns: 1 ask, 2 always, 3 never", c"pronouns_option", c""],
    [c"plan_united_type", c"text", c"body", c"1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384, 32768, 65536, 131072, none", c"Zoom United plan, a number as text, or none", c"plan_united_type", c""],
    [c"zoom_one_type", c"integer", c"body", c"0, 16, 32, 64, 128, 33554432, 134217728, 268435456, 536870912, 1073741824, 4294967296, 8589934592, 17179869184, 34359738368, 68719476736, 137438953472, 274877906944, 549755813888, 1099511627776, 2199023255552, 4398046511104, 18014398509481984, 72057594037927936, 144115188075855872, 576460752303423488", c"Zoom Workplace plan, 0 for none", c"zoom_one_type", c""],
    [c"feature", c"object", c"body", c"object {zoom_phone}", c"Zoom Phone on or off; off frees its numbers", c"", c""],
    [c"about_me", c"text", c"body", c"at most 150 characters, no links, no HTML", c"text about the user", c"", c""],
    [c"linkedin_url", c"text", c"body", c"URL with linkedin.com", c"LinkedIn page", c"", c""],
    [c"cost_center", c"text", c"body", c"", c"cost centre", c"cost_center", c""],
    [c"division_ids", c"array", c"body", c"texts, described to work with 1", c"division the user belongs to", c"division_ids", c""],
    [c"license_info_list", c"array", c"body", c"at most 2 objects {license_type, license_option, subscription_id}", c"licences by subscription, at most 2; for accounts with several subscriptions of one plan", c"license_info_list", c""],
    [c"login_type", c"integer", c"query", c"0, 1, 11, 21, 23, 24, 27, 97, 98, 99, 100, 101", c"which login of the user is meant", c"", c""],
    [c"remove_tsp_credentials", c"boolean", c"query", c"true, false", c"remove the user's TSP credentials", c"", c""],
];

/// What can be asked of a option: the columns of [`OPTIONS`].
#[rustfmt::skip]
pub(crate) const OPTION_WHATS: [&str; 4] = ["name", "kind", "default", "help"];

/// Every option.
#[rustfmt::skip]
pub(crate) const OPTIONS: &[[&CStr; 4]] = &[
    [c"token", c"text, never shown", c"", c"access token, without the word Bearer"],
    [c"base_url", c"URL", c"https://api.zoom.us/v2", c"where the API is; http only on this machine"],
    [c"encoding", c"json, multipart", c"json", c"form of the body"],
    [c"check", c"strict, warn", c"strict", c"whether errors of the check stop the call"],
    [c"timeout_ms", c"milliseconds, 1 to 3600000", c"30000", c"limit of one attempt"],
    [c"connect_timeout_ms", c"milliseconds, 1 to 3600000", c"10000", c"limit of connecting, inside timeout_ms"],
    [c"deadline_ms", c"milliseconds, 1 to 86400000", c"60000", c"limit of the whole call with all waits"],
    [c"proxy", c"text", c"", c"URL of a proxy (http, https, socks5h, socks5, socks4a, socks4); off for none; else HTTPS_PROXY, ALL_PROXY, NO_PROXY"],
    [c"ca_file", c"path of a file", c"", c"PEM file of certificate authorities to trust as well"],
    [c"system_roots", c"on, off", c"on", c"trust the system's certificate authorities; off: those of ca_file only"],
    [c"cert_file", c"path of a file", c"", c"PEM file of a client certificate and its chain, for servers that ask for one"],
    [c"key_file", c"path of a file", c"", c"PEM file of the key of cert_file, not encrypted; else it is in cert_file"],
    [c"user_agent", c"text", c"", c"the header User-Agent; else zoomuser/VERSION"],
    [c"sub_account_id", c"text", c"", c"sub-account of the user, for tokens of a master account"],
    [c"keep", c"on, off", c"on", c"keep the connection for the next call, for at most a minute"],
];
