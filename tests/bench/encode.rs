//! Encoding a patch of 22 fields, compared with copying the same bytes.

use criterion::Criterion;
use std::hint::black_box;
use support::patch;
use zoomuser::UserPatch;
use zoomuser::internal::encoding::{Encoding, encode};

const FIELDS: &str = r#"{"first_name":"Ada","last_name":"Lovelace","type":2,"pmi":1234567890,"use_pmi":false,
    "timezone":"Europe/London","language":"en-GB","dept":"Research","vanity_name":"ada.lovelace","host_key":"123456",
    "cms_user_id":"kaltura-1","job_title":"Analyst","company":"Analytical Engines Ltd","location":"London",
    "display_name":"Ada Lovelace","cost_center":"4711","custom_attributes":[{"key":"k1","name":"Floor","value":"3"}],
    "group_id":"g1","phone_numbers":[{"country":"GB","code":"+44","number":"5550100","label":"Office"}],
    "manager":"charles@example.com","pronouns":"she/her","pronouns_option":2}"#;

fn encodings(criterion: &mut Criterion) {
    // As most programs set them: texts and numbers by the setters, lists as JSON.
    let given = patch(FIELDS);
    let mut set: UserPatch = UserPatch::new();
    let values: serde_json::Map<String, serde_json::Value> = serde_json::from_str(FIELDS).expect("valid");
    for (name, value) in &values {
        match value {
            serde_json::Value::String(text) => set.set(name, text.as_str()),
            serde_json::Value::Number(number) => set.set(name, number.as_i64().expect("an integer")),
            serde_json::Value::Bool(value) => set.set(name, *value),
            other => set.set_json(name, &other.to_string()).expect("valid"),
        }
    }
    assert_eq!(set.iter().count(), 22);
    for (name, encoding) in [("json", Encoding::Json), ("multipart", Encoding::Multipart)] {
        let bytes = encode(&set.wire(), encoding).bytes;
        let mut group = criterion.benchmark_group(name);
        group.bench_function("22 fields set one by one", |b| b.iter(|| encode(&black_box(&set).wire(), encoding)));
        group
            .bench_function("22 fields from one JSON text", |b| b.iter(|| encode(&black_box(&given).wire(), encoding)));
        group.bench_function(format!("copy of the same {} bytes", bytes.len()), |b| {
            b.iter(|| black_box(&bytes).clone());
        });
        group.finish();
    }
}

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    encodings(&mut criterion);
    criterion.final_summary();
}
