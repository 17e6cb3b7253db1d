use super::*;
use crate::update::fields::FIELDS;
use serde_json::json;

fn user(json: &Json) -> User {
    User::parse(json.to_string().as_bytes()).expect("an object")
}

fn patch(json: &Json) -> UserPatch {
    let mut patch = UserPatch::new();
    patch.set_all_json(&json.to_string()).expect("an object");
    patch
}

/// What is found of a field that is set to `new` while reading shows `shown`, a whole user.
fn found(name: &str, new: &Json, shown: &Json) -> Finding {
    before(&patch(&json!({name: new})), &user(shown)).first().expect("one field").outcome
}

/// What is found after an update.
fn found_after(name: &str, new: &Json, old: &Json, seen: &Json) -> Finding {
    let mut fields = before(&patch(&json!({name: new})), &user(old));
    after(&mut fields, &user(seen));
    fields.first().expect("one field").outcome
}

#[test]
fn what_is_the_same() {
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
        // Nothing set and nothing there.
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
        assert_eq!(found(name, &new, &shown), Finding::Already, "{name}: {new} and {shown}");
    }
}

#[test]
fn what_differs() {
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
        assert_eq!(found(name, &new, &shown), Finding::Differs, "{name}: {new} and {shown}");
    }
}

#[test]
fn lists_are_sets_by_key() {
    let phone = |number: &str, label: &str| json!({"country": "GB", "code": "+44", "number": number, "label": label, "verified": false});
    let attribute = |key: &str, name: &str, value: &str| json!({"key": key, "name": name, "value": value});
    let licence =
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
        ("license_info_list", json!([licence("MEETING", 2)]), &json!([licence("MEETING", 2)]), true),
        ("license_info_list", json!([licence("MEETING", 2)]), &json!([licence("MEETING", 4)]), false),
    ] {
        let wanted = if same { Finding::Already } else { Finding::Differs };
        assert_eq!(found(name, &new, &json!({name: shown})), wanted, "{name}: {new}");
    }
}

#[test]
fn what_reading_never_shows_is_unverifiable() {
    let everything =
        json!({"host_key": "123456", "feature": {"zoom_phone": true}, "about_me": "x", "linkedin_url": "x"});
    for name in ["host_key", "feature", "about_me", "linkedin_url"] {
        assert_eq!(found(name, &everything[name], &everything), Finding::Unverifiable, "{name}");
        assert_eq!(found_after(name, &everything[name], &json!({}), &everything), Finding::Unverifiable, "{name}");
    }
    // A name of no field is looked at where reading shows it.
    assert_eq!(found("nickname", &json!("x"), &json!({})), Finding::Unverifiable);
    assert_eq!(
        found_after("email", &json!("b@x.org"), &json!({"email": "a@x.org"}), &json!({"email": "a@x.org"})),
        Finding::Ignored
    );
    let fields = before(&patch(&json!({"login_type": 100, "remove_tsp_credentials": true})), &user(&json!({})));
    assert_eq!(fields.len(), 1, "login_type sets nothing");
    assert_eq!(fields.first().map(|field| field.outcome), Some(Finding::Unverifiable));
}

#[test]
fn what_became_of_a_field() {
    let is = |dept: &str| json!({"dept": dept});
    let divisions = |ids: &[&str]| json!({"division_ids": ids});
    for (name, new, old, seen, finding) in [
        ("dept", json!("b"), is("a"), is("b"), Finding::Applied),
        ("dept", json!("b"), is("a"), is("a"), Finding::Ignored),
        ("dept", json!("b"), is("a"), is("c"), Finding::Ignored),
        ("dept", json!("b"), is("a"), json!({}), Finding::Ignored),
        ("dept", json!("b"), is("b"), is("b"), Finding::Already),
        ("dept", json!("b"), is("b"), is("a"), Finding::Ignored),
        ("dept", json!(null), is("b"), is("b"), Finding::Ignored),
        ("dept", json!(""), is("b"), json!({}), Finding::Applied),
        // Added to what was there: the set is among what reading shows.
        ("division_ids", json!(["b"]), divisions(&["a"]), divisions(&["a", "b"]), Finding::Applied),
        ("division_ids", json!(["b"]), divisions(&["b"]), divisions(&["a", "b"]), Finding::Already),
        // Nothing was taken away, nothing added: it is as it was, and not what was set.
        ("division_ids", json!(["b"]), divisions(&["a", "b"]), divisions(&["a", "b"]), Finding::Ignored),
        ("division_ids", json!([]), divisions(&["a"]), divisions(&["a"]), Finding::Ignored),
    ] {
        assert_eq!(found_after(name, &new, &old, &seen), finding, "{name}: {new}, {old}, {seen}");
    }
    let mut fields = before(&patch(&json!({"division_ids": ["b"]})), &user(&divisions(&["a"])));
    let seen = user(&divisions(&["a", "b", "c"]));
    after(&mut fields, &seen);
    let remarks: Vec<String> = remarks(&fields, &seen).iter().map(ToString::to_string).collect();
    assert_eq!(remarks, ["division_ids: reading shows 2 items more than were set"]);
    assert_eq!((&fields[0].old, &fields[0].seen), (&Some(json!(["a"])), &Some(json!(["a", "b", "c"]))));
}

#[test]
fn only_what_differs_is_sent() {
    let shown = user(&json!({"dept": "a", "phone_number": "+1 555", "phone_country": "US"}));
    let sent = |set: Json, encoding| {
        let patch = patch(&set);
        let mut fields = before(&patch, &shown);
        let less = only_changes(&patch, &mut fields, encoding);
        let names: Option<Vec<String>> = less.map(|less| less.iter().map(|(name, _)| name.to_owned()).collect());
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
    // A form needs a part.
    let set = json!({"dept": "a", "remove_tsp_credentials": true});
    assert_eq!(sent(set, Encoding::Multipart).as_deref(), Some("dept remove_tsp_credentials"));
}

/// A small generator, the same in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % below
    }

    fn text(&mut self) -> String {
        (0..=self.roll(4)).filter_map(|_| "aB1 +-ü\u{1f600}\"\\/%".chars().nth(self.roll(11) as usize)).collect()
    }

    /// A value that the field could have, never an empty one.
    fn value(&mut self, kind: &Kind) -> Json {
        match kind {
            Kind::Text { .. } => format!("x{}", self.text()).into(),
            Kind::TextChoice(choices) => choices[self.roll(choices.len() as u64) as usize].0.into(),
            Kind::Integer { min, .. } => (min + self.roll(1000) as i64).into(),
            Kind::IntegerChoice(choices) => choices[self.roll(choices.len() as u64) as usize].0.into(),
            Kind::Boolean => (self.roll(2) == 0).into(),
            Kind::TextList { .. } => (0..=self.roll(3)).map(|i| format!("{i}{}", self.text())).collect(),
            Kind::ObjectList { members, .. } => (0..=self.roll(3))
                .map(|i| {
                    let mut item = self.value(&Kind::Object(members));
                    // Told apart by their keys.
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

/// Whatever the values: what reading shows is there already, in any order; what was set and is seen is applied; what was
/// set and stayed as it was is ignored.
#[test]
fn findings_follow_from_the_values() {
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    let shown_fields = FIELDS.iter().filter(|field| field.read_back == ReadBack::Same);
    for field in shown_fields {
        for _ in 0..200 {
            let (one, other) = (dice.value(&field.kind), dice.value(&field.kind));
            let as_user = |value: &Json| json!({field.name: value});
            let turned = match &one {
                Json::Array(items) => items.iter().rev().cloned().collect(),
                value => value.clone(),
            };
            assert_eq!(found(field.name, &turned, &as_user(&one)), Finding::Already, "{}: {one}", field.name);
            if found(field.name, &one, &as_user(&other)) == Finding::Already {
                continue;
            }
            let after = |seen| found_after(field.name, &one, &as_user(&other), &as_user(seen));
            assert_eq!(
                (after(&one), after(&other)),
                (Finding::Applied, Finding::Ignored),
                "{}: {one} {other}",
                field.name
            );
        }
    }
}

#[test]
fn no_value_makes_a_comparison_fail() {
    let mut dice = Dice(7);
    let any = |dice: &mut Dice| match dice.roll(8) {
        0 => Json::Null,
        1 => json!(dice.roll(3)),
        2 => json!(dice.text()),
        3 => json!([dice.text(), {"number": 3, "key": [], "value": null}]),
        4 => json!({"code": {}, "number": dice.text()}),
        5 => json!([]),
        6 => json!(1e300),
        _ => json!(dice.roll(2) == 0),
    };
    for field in FIELDS {
        for _ in 0..300 {
            let (new, old, seen) = (any(&mut dice), any(&mut dice), any(&mut dice));
            let name = match field.read_back {
                ReadBack::As(name) => name,
                _ => field.name,
            };
            let fields = before(&patch(&json!({field.name: new})), &user(&json!({name: old})));
            let mut changed = fields.clone();
            after(&mut changed, &user(&json!({name: seen})));
            assert_eq!(fields.len(), changed.len());
        }
    }
}
