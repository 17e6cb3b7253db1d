//! Suggestions for unknown names: the endpoint that changes them, or the field that was probably meant.

use super::FIELDS;
use crate::text::{nearest, plain};

/// An operation of Zoom's API and the scopes for it.
#[derive(Debug, PartialEq, Eq)]
pub struct Endpoint {
    /// Method and path.
    pub operation: &'static str,
    /// The granular scope for admin-managed and Server-to-Server apps.
    pub scope: &'static str,
    /// The classic scope.
    pub classic: &'static str,
}

/// A name that this operation does not change.
#[derive(Debug)]
pub struct Related {
    /// The name; one that ends in `.` matches every name that begins with it.
    pub name: &'static str,
    /// What to do instead.
    pub instead: &'static str,
    /// The operation to use, if there is one.
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
const LICENSES: &str = "change add-on licenses (the user's settings take them too)";
const UPLOAD: &str = "upload it";
const ASSIGN: &str = "assign roles";
const JOIN: &str = "change groups, as group_id is for pending users only";
const PHONE: &str = "set the field feature to {\"zoom_phone\": true} or {\"zoom_phone\": false}";
const READ_ONLY: &str = "Zoom sets this itself; it cannot be changed";
const UNWRAP: &str = "set its members as fields";
const ARGUMENT: &str = "pass the user id as the first argument of the call, not as a field";
const OPTION: &str = "pass the token as an option, not as a field";

/// The names, the more specific ones first. Operations and scopes are from Zoom's OpenAPI files of December 2025.
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
    by("feature.", LICENSES, FEATURES),
    by("concurrent_meeting", LICENSES, FEATURES),
    by("large_meeting", LICENSES, FEATURES),
    by("large_meeting_capacity", LICENSES, FEATURES),
    by("meeting_capacity", LICENSES, FEATURES),
    by("webinar", LICENSES, FEATURES),
    by("webinar_capacity", LICENSES, FEATURES),
    by("zoom_clips_plus", LICENSES, FEATURES),
    by("zoom_customer_managed_key", LICENSES, FEATURES),
    by("zoom_docs", LICENSES, FEATURES),
    by("zoom_events", LICENSES, FEATURES),
    by("zoom_events_capacity", LICENSES, FEATURES),
    by("zoom_mail_calendar", LICENSES, FEATURES),
    by("zoom_quality_management", LICENSES, FEATURES),
    by("zoom_revenue_accelerator", LICENSES, FEATURES),
    by("zoom_scheduler", LICENSES, FEATURES),
    by("zoom_translated_captions", LICENSES, FEATURES),
    by("zoom_whiteboard", LICENSES, FEATURES),
    by("zoom_whiteboard_plus", LICENSES, FEATURES),
    by("zoom_workforce_management", LICENSES, FEATURES),
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

/// Finds a name, case-insensitive.
fn find(name: &str) -> Option<&'static Related> {
    let begins = |start: &str| name.get(..start.len()).is_some_and(|front| front.eq_ignore_ascii_case(start));
    RELATED.iter().find(|r| r.name.eq_ignore_ascii_case(name) || (r.name.ends_with('.') && begins(r.name)))
}

/// Names of fields in other directories, and the field. Case, `_`, `-` and spaces are ignored.
const SYNONYMS: &[(&str, &str)] = &[
    ("department", "dept"),
    ("title", "job_title"),
    ("jobtitle", "job_title"),
    ("position", "job_title"),
    ("phone", "phone_numbers"),
    ("telephone", "phone_numbers"),
    ("mobile", "phone_numbers"),
    ("licence", "type"),
    ("license", "type"),
    ("usertype", "type"),
    ("licencetype", "type"),
    ("givenname", "first_name"),
    ("surname", "last_name"),
    ("familyname", "last_name"),
    ("organization", "company"),
    ("organisation", "company"),
    ("office", "location"),
    ("costcentre", "cost_center"),
    ("locale", "language"),
];

/// The error for a name that is not in the schema.
pub fn advice(name: &str) -> String {
    if let Some(related) = find(name) {
        return explained(related);
    }
    let plain = plain(name);
    if let Some((_, meant)) = SYNONYMS.iter().find(|(synonym, _)| *synonym == plain) {
        return format!("no such field; did you mean {meant}?");
    }
    match nearest(name, FIELDS.iter().map(|field| field.name)) {
        Some(near) => format!("no such field; the nearest is {near}"),
        None => "no such field".to_owned(),
    }
}

/// The error for a member that is not in the schema; `None` if there is no suggestion.
pub(crate) fn advice_on_member(field: &str, member: &str) -> Option<String> {
    let license = find(member).filter(|related| field == "feature" && related.endpoint == Some(FEATURES));
    license.map(explained)
}

fn explained(Related { instead, endpoint, .. }: &Related) -> String {
    match endpoint {
        None => format!("this call does not change it: {instead}"),
        Some(Endpoint { operation, scope, classic }) => {
            format!("this call does not change it: {instead} with {operation} (scope {scope}, classic name {classic})")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn related_names_are_no_fields_and_all_reachable() {
        for related in RELATED {
            assert!(crate::request::schema::field(related.name).is_none(), "{}", related.name);
            assert_eq!(find(related.name).map(|found| found.name), Some(related.name));
            if let Some(endpoint) = related.endpoint {
                let (method, path) = endpoint.operation.split_once(' ').expect("method and path");
                assert!(["POST", "PUT", "PATCH", "DELETE"].contains(&method) && path.starts_with('/'));
                assert!(endpoint.scope.ends_with(":admin") && endpoint.classic.ends_with(":write:admin"));
            }
        }
    }

    #[test]
    fn names_in_other_directories_are_known() {
        for (name, meant) in [
            ("department", "dept"),
            ("Title", "job_title"),
            ("phone", "phone_numbers"),
            ("licence", "type"),
            ("license", "type"),
            ("given-name", "first_name"),
        ] {
            assert_eq!(advice(name), format!("no such field; did you mean {meant}?"), "{name}");
        }
        for (synonym, meant) in SYNONYMS {
            assert!(crate::request::schema::field(meant).is_some(), "{meant}");
            assert!(crate::request::schema::field(synonym).is_none(), "{synonym}");
            assert_eq!(*synonym, plain(synonym));
            assert!(find(synonym).is_none(), "{synonym}");
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
