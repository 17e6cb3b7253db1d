//! Names that people try here and that belong to other endpoints, and the field that was probably meant.

use super::fields::FIELDS;

/// A name that another endpoint changes, or none.
#[derive(Debug)]
pub struct Related {
    /// The name; one that ends in `.` stands for everything that begins with it.
    pub name: &'static str,
    /// What to do instead.
    pub instead: &'static str,
}

const fn related(name: &'static str, instead: &'static str) -> Related {
    Related { name, instead }
}

const READ_ONLY: &str = "Zoom sets this itself; it cannot be changed";
const SETTINGS: &str = "change it with PATCH /users/{userId}/settings";
const LICENCES: &str = "change add-on licences with PATCH /users/{userId}/settings (feature) or POST /users/features";
const ROLE: &str = "assign roles with POST /roles/{roleId}/members";
const GROUPS: &str = "change groups with POST /groups/{groupId}/members; group_id here is for pending users only";

/// The names, the more special ones first.
pub const RELATED: &[Related] = &[
    related("email", "change it with PUT /users/{userId}/email"),
    related("password", "change it with PUT /users/{userId}/password"),
    related("status", "activate or deactivate with PUT /users/{userId}/status"),
    related("action", "activate or deactivate with PUT /users/{userId}/status"),
    related("settings", SETTINGS),
    related("settings.", SETTINGS),
    related("feature.zoom_phone", "set the field feature to {\"zoom_phone\": true} or {\"zoom_phone\": false}"),
    related("feature.", LICENCES),
    related("webinar_capacity", LICENCES),
    related("large_meeting_capacity", LICENCES),
    related("role", ROLE),
    related("role_id", ROLE),
    related("role_name", ROLE),
    related("picture", "upload it with POST /users/{userId}/picture"),
    related("pic", "upload it with POST /users/{userId}/picture"),
    related("pic_url", "upload it with POST /users/{userId}/picture"),
    related("group_ids", GROUPS),
    related("groups", GROUPS),
    related("im_group_ids", "change IM groups with POST /im/groups/{groupId}/members"),
    related("vanity_url", "set the field vanity_name; Zoom makes the URL of it"),
    related("personal_meeting_url", "set the field pmi or vanity_name; Zoom makes the URL of it"),
    related("assistants", "change them with POST /users/{userId}/assistants"),
    related("schedulers", "change them with the schedulers endpoints of the user"),
    related("presence_status", "change it with PUT /users/{userId}/presence_status"),
    related("virtual_backgrounds", "change them with POST /users/{userId}/settings/virtual_backgrounds"),
    related("id", READ_ONLY),
    related("user_id", "give the user id as the first argument of the call, not as a field"),
    related("userId", "give the user id as the first argument of the call, not as a field"),
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
    related("token", "give the token as an option, not as a field"),
    related("access_token", "give the token as an option, not as a field"),
];

/// What to tell somebody who set a name that is not in the catalogue.
pub(crate) fn advice(name: &str) -> String {
    let begins = |start: &str| name.get(..start.len()).is_some_and(|front| front.eq_ignore_ascii_case(start));
    let known = RELATED.iter().find(|r| r.name.eq_ignore_ascii_case(name) || (r.name.ends_with('.') && begins(r.name)));
    if let Some(related) = known {
        return format!("this call does not change it: {}", related.instead);
    }
    match nearest(name, FIELDS.iter().map(|field| field.name)) {
        Some(near) => format!("no such field; the nearest is {near}"),
        None => "no such field".to_owned(),
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
    fn no_field_is_listed_as_related() {
        for related in RELATED {
            assert!(super::super::fields::field(related.name).is_none(), "{}", related.name);
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
        assert_eq!(advice(&"a".repeat(100_000)), "no such field");
    }
}
