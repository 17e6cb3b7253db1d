use super::*;
use crate::numbers::Numbers;
use crate::request::encoding::Encoding;
use crate::request::patch::UserPatch;
use crate::request::schema::FIELDS;
use crate::request::validate::{CheckMode, validate};
use serde_json::json;

fn user(json: &Json) -> User {
    User::parse(json.to_string().as_bytes()).expect("an object")
}

fn patch(json: &Json) -> UserPatch {
    let mut patch = UserPatch::new();
    patch.set_all_json(&json.to_string()).expect("an object");
    patch
}

/// The outcome of a field that is set to `new` for the user `shown`.
fn found(name: &str, new: &Json, shown: &Json) -> Confirmation {
    before(&patch(&json!({name: new})).wire(), &user(shown)).first().expect("one field").outcome
}

/// The outcome after an update.
fn found_after(name: &str, new: &Json, old: &Json, seen: &Json) -> Confirmation {
    let mut fields = before(&patch(&json!({name: new})).wire(), &user(old));
    after(&mut fields, &user(seen));
    fields.first().expect("one field").outcome
}

#[test]
fn equal_values() {
    let link = |url: &str| json!({"vanity_url": url});
    for (name, new, shown) in [
        ("dept", json!("R&D"), json!({"dept": "R&D"})),
        ("type", json!(2), json!({"type": 2})),
        ("type", json!("2"), json!({"type": 2})),
        ("pmi", json!(1_234_567_890), json!({"pmi": "1234567890"})),
        ("zoom_one_type", json!(576_460_752_303_423_488_i64), json!({"zoom_one_type": 576_460_752_303_423_488_i64})),
        ("plan_united_type", json!("32"), json!({"plan_united_type": 32})),
        ("use_pmi", json!("true"), json!({"use_pmi": true})),
        ("manager", json!("Ada@Example.com"), json!({"manager": "ada@example.com"})),
        ("vanity_name", json!("jane.doe"), link("https://zoom.us/my/jane.doe")),
        ("vanity_name", json!("jané"), link("https://x.zoom.us/my/jan%C3%A9/?pwd=a/b")),
        ("vanity_name", json!("a%zz"), link("https://zoom.us/my/a%zz")),
        ("group_id", json!("g2"), json!({"group_ids": ["g1", "g2"]})),
        ("group_id", json!("g1"), json!({"group_ids": "g1"})),
        ("phone_number", json!("800 555 1234"), json!({"phone_number": "+1 8005551234"})),
        ("phone_country", json!("us"), json!({"phone_country": "US"})),
        ("division_ids", json!(["b", "a", "b"]), json!({"division_ids": ["a", "b"]})),
        // Both empty.
        ("dept", json!(""), json!({})),
        ("dept", json!(null), json!({"dept": ""})),
        ("phone_numbers", json!([]), json!({"phone_numbers": null})),
        ("custom_attributes", json!(null), json!({"custom_attributes": []})),
        ("zoom_one_type", json!(0), json!({})),
        ("plan_united_type", json!("none"), json!({"plan_united_type": ""})),
        ("vanity_name", json!(""), json!({})),
        ("display_name", json!(""), json!({"display_name": "Ada L", "first_name": "Ada", "last_name": "L"})),
        ("display_name", json!(""), json!({"display_name": "Ada", "first_name": "Ada", "last_name": ""})),
    ] {
        assert_eq!(found(name, &new, &shown), Confirmation::Already, "{name}: {new} and {shown}");
    }
}

#[test]
fn different_values() {
    for (name, new, shown) in [
        ("dept", json!("r&d"), json!({"dept": "R&D"})),
        ("dept", json!("R&D "), json!({"dept": "R&D"})),
        ("dept", json!("x"), json!({})),
        ("dept", json!("x"), json!({"dept": null})),
        ("dept", json!(""), json!({"dept": "x"})),
        ("dept", json!(null), json!({"dept": "x"})),
        ("type", json!(1), json!({"type": 2})),
        ("zoom_one_type", json!(576_460_752_303_423_488_i64), json!({"zoom_one_type": 576_460_752_303_423_500_i64})),
        ("zoom_one_type", json!(0), json!({"zoom_one_type": 16})),
        ("plan_united_type", json!("none"), json!({"plan_united_type": "1"})),
        ("use_pmi", json!(null), json!({"use_pmi": false})),
        ("use_pmi", json!(true), json!({"use_pmi": false})),
        ("vanity_name", json!("jane"), json!({"vanity_url": "https://zoom.us/my/jane.doe"})),
        ("vanity_name", json!("jane"), json!({"vanity_name": "jane"})),
        ("vanity_name", json!(""), json!({"vanity_url": "https://zoom.us/my/jane"})),
        ("group_id", json!("g3"), json!({"group_ids": ["g1", "g2"]})),
        ("group_id", json!("g3"), json!({"group_id": "g3"})),
        ("phone_number", json!("800 555 1235"), json!({"phone_number": "+1 8005551234"})),
        ("division_ids", json!([]), json!({"division_ids": ["a"]})),
        ("division_ids", json!(["a"]), json!({"division_ids": ["a", "b"]})),
        ("division_ids", json!(["a", "b"]), json!({"division_ids": ["a"]})),
        ("display_name", json!(""), json!({"display_name": "Boss", "first_name": "Ada", "last_name": "L"})),
        ("last_name", json!(""), json!({"display_name": "Ada", "first_name": "Ada", "last_name": "Ada"})),
    ] {
        assert_eq!(found(name, &new, &shown), Confirmation::Differs, "{name}: {new} and {shown}");
    }
}

#[test]
fn numbers_are_compared_by_value() {
    // As JSON text, because a macro would choose the form of a number.
    let finding = |name: &str, new: &str, shown: &str| {
        let mut patch = UserPatch::new();
        patch.set_all_json(&format!("{{\"{name}\":{new}}}")).expect("an object");
        let user = User::parse(format!("{{\"{name}\":{shown}}}").as_bytes()).expect("an object");
        let before = before(&patch.wire(), &user).first().expect("one field").outcome;
        let other = User::parse(format!("{{\"{name}\":\"another\"}}").as_bytes()).expect("an object");
        let mut after_it = super::before(&patch.wire(), &other);
        after(&mut after_it, &user);
        (before, after_it.first().expect("one field").outcome)
    };
    for (name, new, shown) in [
        ("pmi", "2551889200", "2551889200.0"),
        ("pmi", "2551889200", "2.5518892e9"),
        ("pmi", "2551889200", "25518892E+2"),
        ("pmi", "2551889200", "\"2551889200.0\""),
        ("pmi", "\"2551889200\"", "2.5518892e9"),
        ("type", "1", "1.0"),
        ("type", "1", "10e-1"),
        ("type", "\"1\"", "1.0"),
        ("zoom_one_type", "576460752303423488", "576460752303423488"),
        ("license_info_list", "[{\"license_option\":2}]", "[{\"license_option\":2.0,\"license_type\":\"MEETING\"}]"),
        ("custom", "{\"a\":[1,{\"b\":-2.50}]}", "{\"a\":[1.0,{\"b\":-25e-1}]}"),
        ("custom", "-0.0", "0"),
    ] {
        assert_eq!(
            finding(name, new, shown),
            (Confirmation::Already, Confirmation::Applied),
            "{name}: {new} and {shown}"
        );
    }
    for (name, new, shown) in [("zoom_one_type", "0", "0.0"), ("zoom_one_type", "0", "0e5")] {
        assert_eq!(finding(name, new, shown).0, Confirmation::Already, "{name}: {new} and {shown}");
    }
    for (name, new, shown) in [
        ("pmi", "2551889200", "2551889200.1"),
        ("pmi", "2551889200", "-2551889200"),
        ("pmi", "2551889200", "25518892"),
        ("pmi", "2551889200", "\"+2551889200\""),
        ("zoom_one_type", "9007199254740993", "9007199254740992"),
        ("zoom_one_type", "9007199254740992", "9007199254740993"),
        ("zoom_one_type", "576460752303423488", "576460752303423489"),
        ("custom", "9223372036854775807", "9223372036854775808"),
        ("custom", "18446744073709551615", "18446744073709551614"),
        ("custom", "[9007199254740993]", "[9007199254740992]"),
        ("custom", "\"1\"", "\"1.0\""),
        ("custom", "1", "\"01\""),
        ("custom", "1", "true"),
    ] {
        assert_eq!(finding(name, new, shown).0, Confirmation::Differs, "{name}: {new} and {shown}");
    }
}

#[test]
fn lists_are_sets_by_key() {
    let phone = |number: &str, label: &str| json!({"country": "GB", "code": "+44", "number": number, "label": label, "verified": false});
    let attribute = |key: &str, name: &str, value: &str| json!({"key": key, "name": name, "value": value});
    let license =
        |kind: &str, option: i64| json!({"license_type": kind, "license_option": option, "subscription_id": "s"});
    let both = json!([phone("5550100", "Office"), phone("5550101", "Mobile")]);
    let pair = json!([attribute("k1", "Cost", "7"), attribute("k2", "Floor", "3"), attribute("k3", "Room", "")]);
    for (name, new, shown, same) in [
        ("phone_numbers", json!([{"number": "555-0101"}, {"number": "+44 5550100", "label": "office"}]), &both, true),
        (
            "phone_numbers",
            json!([{"number": "5550101", "country": "gb"}, {"number": "5550100", "code": "44"}]),
            &both,
            true,
        ),
        ("phone_numbers", json!([{"number": "5550101", "label": "Fax"}, {"number": "5550100"}]), &both, false),
        ("phone_numbers", json!([{"number": "5550101", "country": "IE"}, {"number": "5550100"}]), &both, false),
        ("phone_numbers", json!([{"number": "5550101", "code": "+1"}, {"number": "5550100"}]), &both, false),
        ("phone_numbers", json!([{"number": "5550101"}]), &both, false),
        ("custom_attributes", json!([attribute("k2", "", "3"), attribute("", "Cost", "7")]), &pair, true),
        ("custom_attributes", json!([attribute("k2", "Flur", "3"), attribute("k1", "Cost", "7")]), &pair, true),
        ("custom_attributes", json!([attribute("k2", "", "4"), attribute("k1", "Cost", "7")]), &pair, false),
        ("custom_attributes", json!([attribute("k2", "", ""), attribute("k1", "Cost", "7")]), &pair, false),
        (
            "custom_attributes",
            json!([attribute("k2", "", "3"), attribute("k1", "", "7"), attribute("k9", "", "")]),
            &pair,
            true,
        ),
        ("custom_attributes", json!([attribute("k1", "Cost", "7")]), &json!(attribute("k1", "Cost", "7")), true),
        ("license_info_list", json!([license("MEETING", 2)]), &json!([license("MEETING", 2)]), true),
        ("license_info_list", json!([license("MEETING", 2)]), &json!([license("MEETING", 4)]), false),
    ] {
        let wanted = if same { Confirmation::Already } else { Confirmation::Differs };
        assert_eq!(found(name, &new, &json!({name: shown})), wanted, "{name}: {new}");
    }
}

#[test]
fn fields_that_get_never_returns_are_unverifiable() {
    let everything =
        json!({"host_key": "123456", "feature": {"zoom_phone": true}, "about_me": "x", "linkedin_url": "x"});
    for name in ["host_key", "feature", "about_me", "linkedin_url"] {
        assert_eq!(found(name, &everything[name], &everything), Confirmation::Unverifiable, "{name}");
        assert_eq!(found_after(name, &everything[name], &json!({}), &everything), Confirmation::Unverifiable, "{name}");
    }
    // An unknown field is compared if GET returns it.
    assert_eq!(found("nickname", &json!("x"), &json!({})), Confirmation::Unverifiable);
    assert_eq!(
        found_after("email", &json!("b@x.org"), &json!({"email": "a@x.org"}), &json!({"email": "a@x.org"})),
        Confirmation::Ignored
    );
    let fields = before(&patch(&json!({"login_type": 100, "remove_tsp_credentials": true})).wire(), &user(&json!({})));
    assert_eq!(fields.len(), 1, "login_type sets nothing");
    assert_eq!(fields.first().map(|field| field.outcome), Some(Confirmation::Unverifiable));
}

#[test]
fn outcomes_after_an_update() {
    let is = |dept: &str| json!({"dept": dept});
    let divisions = |ids: &[&str]| json!({"division_ids": ids});
    for (name, new, old, seen, finding) in [
        ("dept", json!("b"), is("a"), is("b"), Confirmation::Applied),
        ("dept", json!("b"), is("a"), is("a"), Confirmation::Ignored),
        ("dept", json!("b"), is("a"), is("c"), Confirmation::Ignored),
        ("dept", json!("b"), is("a"), json!({}), Confirmation::Ignored),
        ("dept", json!("b"), is("b"), is("b"), Confirmation::Already),
        ("dept", json!("b"), is("b"), is("a"), Confirmation::Ignored),
        ("dept", json!(null), is("b"), is("b"), Confirmation::Ignored),
        ("dept", json!(""), is("b"), json!({}), Confirmation::Applied),
        // The items were added to the list.
        ("division_ids", json!(["b"]), divisions(&["a"]), divisions(&["a", "b"]), Confirmation::Applied),
        ("division_ids", json!(["b"]), divisions(&["b"]), divisions(&["a", "b"]), Confirmation::Already),
        // The list is unchanged.
        ("division_ids", json!(["b"]), divisions(&["a", "b"]), divisions(&["a", "b"]), Confirmation::Ignored),
        ("division_ids", json!([]), divisions(&["a"]), divisions(&["a"]), Confirmation::Ignored),
    ] {
        assert_eq!(found_after(name, &new, &old, &seen), finding, "{name}: {new}, {old}, {seen}");
    }
    let mut fields = before(&patch(&json!({"division_ids": ["b"]})).wire(), &user(&divisions(&["a"])));
    let seen = user(&divisions(&["a", "b", "c"]));
    after(&mut fields, &seen);
    let remarks: Vec<String> = remarks(&fields, &seen).iter().map(ToString::to_string).collect();
    assert_eq!(remarks, ["division_ids: reading shows 2 items more than were set"]);
    assert_eq!((&fields[0].old, &fields[0].seen), (&Some(json!(["a"])), &Some(json!(["a", "b", "c"]))));
}

#[test]
fn only_fields_that_differ_are_sent() {
    let shown = user(&json!({"dept": "a", "phone_number": "+1 555", "phone_country": "US"}));
    let sent = |set: Json, encoding| {
        let patch = patch(&set);
        let mut checked = validate(&patch, encoding).checked(CheckMode::Warn).expect("valid");
        let mut fields = before(checked.fields(), &shown);
        let is_any_left = only_changes(&mut checked, &mut fields);
        let names = is_any_left.then(|| checked.fields().iter().map(|field| field.name.to_owned()).collect::<Vec<_>>());
        let marked: Vec<&str> = fields.iter().filter(|field| field.sent).map(|field| field.field.as_str()).collect();
        let body = names.clone().unwrap_or_default();
        assert_eq!(marked, body.iter().filter(|name| *name != "login_type").collect::<Vec<_>>());
        names.map(|names| names.join(" "))
    };
    for (set, names) in [
        (json!({"dept": "a"}), None),
        (json!({"dept": "a", "login_type": 100}), None),
        (json!({"login_type": 100, "dept": "b", "location": ""}), Some("login_type dept")),
        (json!({"dept": "a", "host_key": "123456"}), Some("host_key")),
        (json!({"phone_number": "556", "phone_country": "US", "dept": "a"}), Some("phone_number phone_country")),
        (json!({"phone_number": "555", "phone_country": "CA", "dept": "a"}), Some("phone_number phone_country")),
        (json!({"phone_number": "555", "phone_country": "US", "dept": "b"}), Some("dept")),
        (json!({"dept": "a", "remove_tsp_credentials": true}), Some("remove_tsp_credentials")),
    ] {
        assert_eq!(sent(set.clone(), Encoding::Json).as_deref(), names, "{set}");
    }
    // A form needs at least one part.
    let set = json!({"dept": "a", "remove_tsp_credentials": true});
    assert_eq!(sent(set, Encoding::Multipart).as_deref(), Some("dept remove_tsp_credentials"));
}

impl Numbers {
    fn text(&mut self) -> String {
        (0..=self.below(4)).filter_map(|_| "aB1 +-ü\u{1f600}\"\\/%".chars().nth(self.below(11) as usize)).collect()
    }

    /// A valid, non-empty value for a field of this kind.
    fn value(&mut self, kind: &Kind) -> Json {
        match kind {
            Kind::Text { .. } => format!("x{}", self.text()).into(),
            Kind::TextChoice(choices) => choices[self.below(choices.len() as u64) as usize].0.into(),
            Kind::Integer { min, .. } => (min + self.below(1000) as i64).into(),
            Kind::IntegerChoice(choices) => choices[self.below(choices.len() as u64) as usize].0.into(),
            Kind::Boolean => self.flag().into(),
            Kind::TextList { .. } => (0..=self.below(3)).map(|i| format!("{i}{}", self.text())).collect(),
            Kind::ObjectList { members, .. } => (0..=self.below(3))
                .map(|i| {
                    let mut item = self.value(&Kind::Object(members));
                    // Unique keys.
                    for key in ["key", "name", "number", "subscription_id"] {
                        if item.get(key).is_some() {
                            item[key] = format!("7{i}").into();
                        }
                    }
                    item
                })
                .collect(),
            Kind::Object(members) => members
                .iter()
                .map(|m| (m.name.to_owned(), self.value(&m.kind)))
                .collect::<serde_json::Map<_, _>>()
                .into(),
        }
    }
}

/// For any values: an equal value in any order is `already`, a value seen after the update is `applied`, and an unchanged
/// one is `ignored`.
#[test]
fn outcomes_follow_from_the_values() {
    let mut numbers = Numbers(0x9e37_79b9_7f4a_7c15);
    let shown_fields = FIELDS.iter().filter(|field| field.read_back == ReadBack::Same);
    for field in shown_fields {
        for _ in 0..200 {
            let (one, other) = (numbers.value(&field.kind), numbers.value(&field.kind));
            let as_user = |value: &Json| json!({field.name: value});
            let turned = match &one {
                Json::Array(items) => items.iter().rev().cloned().collect(),
                value => value.clone(),
            };
            assert_eq!(found(field.name, &turned, &as_user(&one)), Confirmation::Already, "{}: {one}", field.name);
            if found(field.name, &one, &as_user(&other)) == Confirmation::Already {
                continue;
            }
            let after = |seen| found_after(field.name, &one, &as_user(&other), &as_user(seen));
            assert_eq!(
                (after(&one), after(&other)),
                (Confirmation::Applied, Confirmation::Ignored),
                "{}: {one} {other}",
                field.name
            );
        }
    }
}

#[test]
fn no_value_makes_a_comparison_panic() {
    let mut numbers = Numbers(7);
    let any = |numbers: &mut Numbers| match numbers.below(8) {
        0 => Json::Null,
        1 => json!(numbers.below(3)),
        2 => json!(numbers.text()),
        3 => json!([numbers.text(), {"number": 3, "key": [], "value": null}]),
        4 => json!({"code": {}, "number": numbers.text()}),
        5 => json!([]),
        6 => json!(1e300),
        _ => json!(numbers.flag()),
    };
    for field in FIELDS {
        for _ in 0..300 {
            let (new, old, seen) = (any(&mut numbers), any(&mut numbers), any(&mut numbers));
            let name = match field.read_back {
                ReadBack::As(name) => name,
                _ => field.name,
            };
            let fields = before(&patch(&json!({field.name: new})).wire(), &user(&json!({name: old})));
            let mut changed = fields.clone();
            after(&mut changed, &user(&json!({name: seen})));
            assert_eq!(fields.len(), changed.len());
        }
    }
}
