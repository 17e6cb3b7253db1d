//! Names that people try here and that belong to other endpoints, and the field that was probably meant.

use super::fields::FIELDS;

/// An operation of Zoom's API, and the scopes that an app needs for it.
#[derive(Debug, PartialEq, Eq)]
pub struct Endpoint {
    /// Method and path.
    pub operation: &'static str,
    /// The granular scope of administrators' and Server-to-Server apps.
    pub scope: &'static str,
    /// Its classic name.
    pub classic: &'static str,
}

/// A name that this call does not change.
#[derive(Debug)]
pub struct Related {
    /// The name; one that ends in `.` stands for everything that begins with it.
    pub name: &'static str,
    /// What to do instead.
    pub instead: &'static str,
    /// With what, where it is an operation.
    pub endpoint: Option<&'static Endpoint>,
}

const fn by(name: &'static str, instead: &'static str, endpoint: &'static Endpoint) -> Related {
    Related { name, instead, endpoint: Some(endpoint) }
}

const fn related(name: &'static str, instead: &'static str) -> Related {
    Related { name, instead, endpoint: None }
}

const fn endpoint(operation: &'static str, scope: &'static str, classic: &'static str) -> Endpoint {
    Endpoint { operation, scope, classic }
}

const WRITE: &str = "user:write:admin";
const EMAIL: &Endpoint = &endpoint("PUT /users/{userId}/email", "user:update:email:admin", WRITE);
const PASSWORD: &Endpoint = &endpoint("PUT /users/{userId}/password", "user:update:password:admin", WRITE);
const STATUS: &Endpoint = &endpoint("PUT /users/{userId}/status", "user:update:status:admin", WRITE);
const PRESENCE: &Endpoint =
    &endpoint("PUT /users/{userId}/presence_status", "user:update:presence_status:admin", WRITE);
const SETTINGS: &Endpoint = &endpoint("PATCH /users/{userId}/settings", "user:update:settings:admin", WRITE);
const FEATURES: &Endpoint = &endpoint("POST /users/features", "user:write:feature:admin", WRITE);
const PICTURE: &Endpoint = &endpoint("POST /users/{userId}/picture", "user:write:profile_picture:admin", WRITE);
const BACKGROUNDS: &Endpoint =
    &endpoint("POST /users/{userId}/settings/virtual_backgrounds", "user:write:virtual_background_files:admin", WRITE);
const ASSISTANTS: &Endpoint = &endpoint("POST /users/{userId}/assistants", "user:write:assistant:admin", WRITE);
const SCHEDULERS: &Endpoint = &endpoint("DELETE /users/{userId}/schedulers", "user:delete:scheduler:admin", WRITE);
const ROLES: &Endpoint = &endpoint("POST /roles/{roleId}/members", "role:write:member:admin", "role:write:admin");
const GROUPS: &Endpoint = &endpoint("POST /groups/{groupId}/members", "group:write:member:admin", "group:write:admin");
const IM_GROUPS: &Endpoint =
    &endpoint("POST /im/groups/{groupId}/members", "contact_group:write:member:admin", "imgroup:write:admin");

const CHANGE: &str = "change it";
const ACTIVATE: &str = "activate or deactivate the user";
const LICENCES: &str = "change add-on licences (the user's settings take them too)";
const UPLOAD: &str = "upload it";
const ASSIGN: &str = "assign roles";
const JOIN: &str = "change groups, as group_id is for pending users only";
const PHONE: &str = "set the field feature to {\"zoom_phone\": true} or {\"zoom_phone\": false}";
const READ_ONLY: &str = "Zoom sets this itself; it cannot be changed";
const UNWRAP: &str = "set what is in it as fields of their own";
const ARGUMENT: &str = "give the user id as the first argument of the call, not as a field";
const OPTION: &str = "give the token as an option, not as a field";

/// The names, the more special ones first. Operations and scopes are those of Zoom's OpenAPI files of December 2025.
pub const RELATED: &[Related] = &[
    by("email", CHANGE, EMAIL),
    by("password", CHANGE, PASSWORD),
    by("status", ACTIVATE, STATUS),
    by("action", ACTIVATE, STATUS),
    by("presence_status", CHANGE, PRESENCE),
    by("settings", CHANGE, SETTINGS),
    by("settings.", CHANGE, SETTINGS),
    by("audio_conferencing", CHANGE, SETTINGS),
    by("audio_conferencing.", CHANGE, SETTINGS),
    by("email_notification", CHANGE, SETTINGS),
    by("email_notification.", CHANGE, SETTINGS),
    by("in_meeting", CHANGE, SETTINGS),
    by("in_meeting.", CHANGE, SETTINGS),
    by("meeting_authentication", CHANGE, SETTINGS),
    by("meeting_security", CHANGE, SETTINGS),
    by("meeting_security.", CHANGE, SETTINGS),
    by("profile", CHANGE, SETTINGS),
    by("profile.", CHANGE, SETTINGS),
    by("recording", CHANGE, SETTINGS),
    by("recording.", CHANGE, SETTINGS),
    by("recording_authentication", CHANGE, SETTINGS),
    by("schedule_meeting", CHANGE, SETTINGS),
    by("schedule_meeting.", CHANGE, SETTINGS),
    by("telephony", CHANGE, SETTINGS),
    by("telephony.", CHANGE, SETTINGS),
    by("tsp", CHANGE, SETTINGS),
    by("tsp.", CHANGE, SETTINGS),
    related("feature.zoom_phone", PHONE),
    related("zoom_phone", PHONE),
    by("feature.", LICENCES, FEATURES),
    by("concurrent_meeting", LICENCES, FEATURES),
    by("large_meeting", LICENCES, FEATURES),
    by("large_meeting_capacity", LICENCES, FEATURES),
    by("meeting_capacity", LICENCES, FEATURES),
    by("webinar", LICENCES, FEATURES),
    by("webinar_capacity", LICENCES, FEATURES),
    by("zoom_clips_plus", LICENCES, FEATURES),
    by("zoom_customer_managed_key", LICENCES, FEATURES),
    by("zoom_docs", LICENCES, FEATURES),
    by("zoom_events", LICENCES, FEATURES),
    by("zoom_events_capacity", LICENCES, FEATURES),
    by("zoom_mail_calendar", LICENCES, FEATURES),
    by("zoom_quality_management", LICENCES, FEATURES),
    by("zoom_revenue_accelerator", LICENCES, FEATURES),
    by("zoom_scheduler", LICENCES, FEATURES),
    by("zoom_translated_captions", LICENCES, FEATURES),
    by("zoom_whiteboard", LICENCES, FEATURES),
    by("zoom_whiteboard_plus", LICENCES, FEATURES),
    by("zoom_workforce_management", LICENCES, FEATURES),
    by("role", ASSIGN, ROLES),
    by("role_id", ASSIGN, ROLES),
    by("role_name", ASSIGN, ROLES),
    by("picture", UPLOAD, PICTURE),
    by("pic", UPLOAD, PICTURE),
    by("pic_url", UPLOAD, PICTURE),
    by("virtual_backgrounds", UPLOAD, BACKGROUNDS),
    by("group_ids", JOIN, GROUPS),
    by("groups", JOIN, GROUPS),
    by("im_group_ids", "change IM groups", IM_GROUPS),
    by("assistants", "add them", ASSISTANTS),
    by("schedulers", "take them away; they are added as assistants of the other user", SCHEDULERS),
    related("vanity_url", "set the field vanity_name; Zoom makes the URL of it"),
    related("personal_meeting_url", "set the field pmi or vanity_name; Zoom makes the URL of it"),
    related("user_info", UNWRAP),
    related("user_info.", "leave out user_info."),
    related("id", READ_ONLY),
    related("user_id", ARGUMENT),
    related("userId", ARGUMENT),
    related("account_id", READ_ONLY),
    related("account_number", READ_ONLY),
    related("created_at", READ_ONLY),
    related("user_created_at", READ_ONLY),
    related("last_login_time", READ_ONLY),
    related("last_client_version", READ_ONLY),
    related("jid", READ_ONLY),
    related("cluster", READ_ONLY),
    related("verified", READ_ONLY),
    related("login_types", "name the login that is meant with login_type; the list itself cannot be changed"),
    related("employee_unique_id", "it comes from single sign-on and cannot be changed here"),
    related("token", OPTION),
    related("access_token", OPTION),
];

/// A name that this call does not change, whatever its case.
fn find(name: &str) -> Option<&'static Related> {
    let begins = |start: &str| name.get(..start.len()).is_some_and(|front| front.eq_ignore_ascii_case(start));
    RELATED.iter().find(|r| r.name.eq_ignore_ascii_case(name) || (r.name.ends_with('.') && begins(r.name)))
}

/// What to tell somebody who set a name that is not in the catalogue.
pub(crate) fn advice(name: &str) -> String {
    if let Some(related) = find(name) {
        return explained(related);
    }
    match nearest(name, FIELDS.iter().map(|field| field.name)) {
        Some(near) => format!("no such field; the nearest is {near}"),
        None => "no such field".to_owned(),
    }
}

/// What to tell somebody who set a member of a field that the catalogue does not know; `None` where nothing is known.
pub(crate) fn advice_on_member(field: &str, member: &str) -> Option<String> {
    let licence = find(member).filter(|related| field == "feature" && related.endpoint == Some(FEATURES));
    licence.map(explained)
}

fn explained(Related { instead, endpoint, .. }: &Related) -> String {
    match endpoint {
        None => format!("this call does not change it: {instead}"),
        Some(Endpoint { operation, scope, classic }) => {
            format!("this call does not change it: {instead} with {operation} (scope {scope}, classic name {classic})")
        }
    }
}

/// The candidate that `name` was probably meant to be: near enough to be a slip, whatever its case and its `_` or `-`.
pub fn nearest<'a>(name: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    /// Longer names are no slips of a known one, and comparing them costs their length squared.
    const LONGEST: usize = 64;
    if name.len() > LONGEST {
        return None;
    }
    let plain = |text: &str| text.to_lowercase().replace(['_', '-', ' '], "");
    let wanted = plain(name);
    candidates
        .map(|candidate| (strsim::damerau_levenshtein(&wanted, &plain(candidate)), candidate))
        .filter(|(distance, candidate)| *distance <= candidate.len().min(name.len()) / 3)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_field_is_listed_as_related_and_no_name_is_hidden() {
        for related in RELATED {
            assert!(super::super::fields::field(related.name).is_none(), "{}", related.name);
            assert_eq!(find(related.name).map(|found| found.name), Some(related.name));
            if let Some(endpoint) = related.endpoint {
                let (method, path) = endpoint.operation.split_once(' ').expect("method and path");
                assert!(["POST", "PUT", "PATCH", "DELETE"].contains(&method) && path.starts_with('/'));
                assert!(endpoint.scope.ends_with(":admin") && endpoint.classic.ends_with(":write:admin"));
            }
        }
    }

    #[test]
    fn advice_names_the_endpoint_or_the_nearest_field() {
        assert!(advice("email").contains("PUT /users/{userId}/email"));
        assert!(advice("settings.feature.meeting_capacity").contains("PATCH /users/{userId}/settings"));
        assert!(advice("Email").contains("PUT /users/{userId}/email"));
        assert!(advice("Settings.x").contains("PATCH /users/{userId}/settings"));
        assert!(advice("feature.webinar").contains("POST /users/features"));
        for (slip, meant) in
            [("firstName", "first_name"), ("frist_name", "first_name"), ("time_zone", "timezone"), ("Dept", "dept")]
        {
            assert!(advice(slip).ends_with(meant), "{}", advice(slip));
        }
        assert_eq!(advice("xyzzy"), "no such field");
        assert_eq!(
            advice("password"),
            "this call does not change it: change it with PUT /users/{userId}/password (scope user:update:password:admin, \
             classic name user:write:admin)"
        );
        for (name, operation) in [
            ("in_meeting.chat", "PATCH /users/{userId}/settings"),
            ("webinar_capacity", "POST /users/features"),
            ("role_id", "POST /roles/{roleId}/members"),
            ("im_group_ids", "contact_group:write:member:admin"),
        ] {
            assert!(advice(name).contains(operation), "{}", advice(name));
        }
        assert!(advice_on_member("feature", "webinar").is_some_and(|advice| advice.contains("POST /users/features")));
        assert!(advice_on_member("phone_numbers", "webinar").is_none());
        assert!(advice_on_member("feature", "email").or(advice_on_member("feature", "x")).is_none());
        assert_eq!(advice(&"a".repeat(100_000)), "no such field");
    }
}
