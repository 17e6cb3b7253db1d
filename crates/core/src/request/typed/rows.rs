//! Typed setters of [`UserPatch`], typed getters of [`User`], and the types of their values.
//!
//! Made by `cargo xtask header` from the field schema; do not edit.

use super::macros::*;
use crate::request::patch::UserPatch;
use crate::request::value::Value;
use crate::response::user::user::User;

choices! {
    UserType "type" integer {
        Basic = 1 "Basic",
        Licensed = 2 "Licensed",
        NoMeetingsLicense = 4 "No Meetings License",
        None = 99 "None (ssoCreate)",
    }
    PhoneLabel "label" text {
        Mobile = "Mobile" "Mobile",
        Office = "Office" "Office",
        Home = "Home" "Home",
        Fax = "Fax" "Fax",
    }
    PronounsOption "pronouns_option" integer {
        AskEachTime = 1 "Ask each time",
        Always = 2 "Always",
        Never = 3 "Never",
    }
    PlanUnitedType "plan_united_type" text {
        ProUsAndCanada = "1" "Pro, US and Canada",
        ProUkAndIreland = "2" "Pro, UK and Ireland",
        ProAustraliaAndNewZealand = "4" "Pro, Australia and New Zealand",
        ProGlobalSelect = "8" "Pro, Global Select",
        ProWithZoomPhonePro = "16" "Pro with Zoom Phone Pro",
        BusinessUsAndCanada = "32" "Business, US and Canada",
        BusinessUkAndIreland = "64" "Business, UK and Ireland",
        BusinessAustraliaAndNewZealand = "128" "Business, Australia and New Zealand",
        BusinessGlobalSelect = "256" "Business, Global Select",
        BusinessWithZoomPhonePro = "512" "Business with Zoom Phone Pro",
        EnterpriseUsAndCanada = "1024" "Enterprise, US and Canada",
        EnterpriseUkAndIreland = "2048" "Enterprise, UK and Ireland",
        EnterpriseAustraliaAndNewZealand = "4096" "Enterprise, Australia and New Zealand",
        EnterpriseGlobalSelect = "8192" "Enterprise, Global Select",
        EnterpriseWithZoomPhonePro = "16384" "Enterprise with Zoom Phone Pro",
        ProJapan = "32768" "Pro, Japan",
        BusinessJapan = "65536" "Business, Japan",
        EnterpriseJapan = "131072" "Enterprise, Japan",
        None = "none" "No plan",
    }
    ZoomOneType "zoom_one_type" integer {
        NoPlan = 0 "No plan",
        BusinessPlusUsAndCanada = 16 "Business Plus, US and Canada",
        BusinessPlusUkAndIreland = 32 "Business Plus, UK and Ireland",
        BusinessPlusAustraliaAndNewZealand = 64 "Business Plus, Australia and New Zealand",
        BusinessPlusJapan = 128 "Business Plus, Japan",
        BusinessPlusGlobalSelect = 33554432 "Business Plus, Global Select",
        EnterprisePremierUsAndCanada = 134217728 "Enterprise Premier, US and Canada",
        EnterprisePremierJapan = 268435456 "Enterprise Premier, Japan",
        EnterprisePremierUkAndIreland = 536870912 "Enterprise Premier, UK and Ireland",
        EnterprisePremierAustraliaAndNewZealand = 1073741824 "Enterprise Premier, Australia and New Zealand",
        EducationEnterprisePremierUsAndCanada = 4294967296 "Education Enterprise Premier, US and Canada",
        EducationEnterprisePremierJapan = 8589934592 "Education Enterprise Premier, Japan",
        EducationEnterprisePremierUkAndIreland = 17179869184 "Education Enterprise Premier, UK and Ireland",
        EducationEnterprisePremierAustraliaAndNewZealand = 34359738368 "Education Enterprise Premier, Australia and New Zealand",
        EducationEnterprisePremierGlobalSelect = 68719476736 "Education Enterprise Premier, Global Select",
        EducationSchoolAndCampusPlusUsAndCanada = 137438953472 "Education School and Campus Plus, US and Canada",
        EducationSchoolAndCampusPlusJapan = 274877906944 "Education School and Campus Plus, Japan",
        EducationSchoolAndCampusPlusUkAndIreland = 549755813888 "Education School and Campus Plus, UK and Ireland",
        EducationSchoolAndCampusPlusAustraliaAndNewZealand = 1099511627776 "Education School and Campus Plus, Australia and New Zealand",
        EducationSchoolAndCampusPlusGlobalSelect = 2199023255552 "Education School and Campus Plus, Global Select",
        ProPlusUsAndCanada = 4398046511104 "Pro Plus, US and Canada",
        EducationSchoolAndCampus = 18014398509481984 "Education School and Campus",
        EducationEnterpriseEssentials = 72057594037927936 "Education Enterprise Essentials",
        EducationEnterprisePlus = 144115188075855872 "Education Enterprise Plus",
        EducationEnterpriseStudent = 576460752303423488 "Education Enterprise Student",
    }
    LicenseType "license_type" text {
        Meeting = "MEETING" "Paid user type",
        ZoomWorkplaceBundle = "ZOOM_WORKPLACE_BUNDLE" "Zoom Workplace plan",
    }
    LicenseOption "license_option" integer {
        Licensed = 2 "Licensed",
        Enterprise = 4 "Enterprise",
        EnterprisePlus = 8 "Enterprise Plus",
        BusinessPlusUsAndCanada = 16 "Business Plus, US and Canada",
        BusinessPlusUkAndIreland = 32 "Business Plus, UK and Ireland",
        BusinessPlusAustraliaAndNewZealand = 64 "Business Plus, Australia and New Zealand",
        BusinessPlusJapan = 128 "Business Plus, Japan",
        BusinessPlusGlobalSelect = 33554432 "Business Plus, Global Select",
        EnterprisePremierUsAndCanada = 134217728 "Enterprise Premier, US and Canada",
        EnterprisePremierJapan = 268435456 "Enterprise Premier, Japan",
        EnterprisePremierUkAndIreland = 536870912 "Enterprise Premier, UK and Ireland",
        EnterprisePremierAustraliaAndNewZealand = 1073741824 "Enterprise Premier, Australia and New Zealand",
        EducationEnterprisePremierUsAndCanada = 4294967296 "Education Enterprise Premier, US and Canada",
        EducationEnterprisePremierJapan = 8589934592 "Education Enterprise Premier, Japan",
        EducationEnterprisePremierUkAndIreland = 17179869184 "Education Enterprise Premier, UK and Ireland",
        EducationEnterprisePremierAustraliaAndNewZealand = 34359738368 "Education Enterprise Premier, Australia and New Zealand",
        EducationEnterprisePremierGlobalSelect = 68719476736 "Education Enterprise Premier, Global Select",
        EducationSchoolAndCampusPlusUsAndCanada = 137438953472 "Education School and Campus Plus, US and Canada",
        EducationSchoolAndCampusPlusJapan = 274877906944 "Education School and Campus Plus, Japan",
        EducationSchoolAndCampusPlusUkAndIreland = 549755813888 "Education School and Campus Plus, UK and Ireland",
        EducationSchoolAndCampusPlusAustraliaAndNewZealand = 1099511627776 "Education School and Campus Plus, Australia and New Zealand",
        EducationSchoolAndCampusPlusGlobalSelect = 2199023255552 "Education School and Campus Plus, Global Select",
        ProPlusUsAndCanada = 4398046511104 "Pro Plus, US and Canada",
        EducationSchoolAndCampus = 18014398509481984 "Education School and Campus",
        EducationEnterpriseEssentials = 72057594037927936 "Education Enterprise Essentials",
        EducationEnterprisePlus = 144115188075855872 "Education Enterprise Plus",
        EducationEnterpriseStudent = 576460752303423488 "Education Enterprise Student",
    }
    LoginType "login_type" integer {
        Facebook = 0 "Facebook",
        Google = 1 "Google",
        PhoneNumber = 11 "Phone number (China)",
        Wechat = 21 "WeChat (China)",
        Alipay = 23 "Alipay (China)",
        Apple = 24 "Apple",
        Microsoft = 27 "Microsoft",
        MobileDevice = 97 "Mobile device",
        Ringcentral = 98 "RingCentral",
        ApiUser = 99 "API user",
        ZoomWorkEmail = 100 "Zoom work e-mail",
        SingleSignOn = 101 "Single sign-on",
    }
}

objects! {
    CustomAttribute "custom_attributes" {
        key: String,
        name: String,
        value: String,
    }
    PhoneNumber "phone_numbers" {
        country: String,
        code: String,
        number: String,
        label: PhoneLabel,
    }
    Feature "feature" {
        zoom_phone: bool,
    }
    LicenseInfo "license_info_list" {
        license_type: LicenseType,
        license_option: LicenseOption,
        subscription_id: String,
    }
}

setters! {
    first_name "first_name" one(String) "first name. Limit: at most 64 characters, at most 5 Chinese." "\"Ada\"";
    last_name "last_name" one(String) "last name. Limit: at most 64 characters, at most 5 Chinese." "\"Lovelace\"";
    display_name "display_name" one(String) "name shown in meetings. Limit: at most 128 characters, at most 10 Chinese." "\"Ada Lovelace\"";
    user_type "type" one(UserType) "user type: 1 Basic, 2 Licensed, 4 No Meetings License." "zoomuser::UserType::Basic";
    pmi "pmi" one(i64) "personal meeting ID, 10 digits. Limit: 1000000000 to 9999999999." "1000000000";
    use_pmi "use_pmi" one(bool) "use the personal meeting ID for instant meetings." "true";
    timezone "timezone" one(String) "time zone, e.g. Europe/Berlin. Limit: time zone id." "\"Europe/Berlin\"";
    language "language" one(String) "language, e.g. en-US. Limit: language id." "\"en-US\"";
    dept "dept" one(String) "department, used in reports." "\"Research\"";
    vanity_name "vanity_name" one(String) "personal link name." "\"ada.lovelace\"";
    host_key "host_key" one(String) "host key, 6 to 10 digits. Limit: 6 to 10 characters, digits." "\"246810\"";
    cms_user_id "cms_user_id" one(String) "Kaltura user ID." "\"an-id\"";
    job_title "job_title" one(String) "job title. Limit: at most 128 characters." "\"Analyst\"";
    company "company" one(String) "company. Limit: at most 255 characters." "\"Example Ltd\"";
    location "location" one(String) "location. Limit: at most 256 characters." "\"London\"";
    phone_number "phone_number" one(String) "phone number, together with phone_country. Deprecated by Zoom: use `phone_numbers`." "\"2079460123\"";
    phone_country "phone_country" one(String) "country of phone_number, e.g. BR. Limit: country id. Deprecated by Zoom: use `phone_numbers`." "\"GB\"";
    custom_attributes "custom_attributes" list(CustomAttribute) "custom attributes, at most 5; whether Zoom replaces or merges them is not documented." "[zoomuser::CustomAttribute::new()]";
    group_id "group_id" one(String) "group for a pending user." "\"an-id\"";
    phone_numbers "phone_numbers" list(PhoneNumber) "phone numbers, at most 3; whether Zoom replaces or merges them is not documented." "[zoomuser::PhoneNumber::new()]";
    manager "manager" one(String) "the user's manager. Limit: e-mail address." "\"grace@example.com\"";
    pronouns "pronouns" one(String) "pronouns." "\"she/her\"";
    pronouns_option "pronouns_option" one(PronounsOption) "show pronouns: 1 ask, 2 always, 3 never." "zoomuser::PronounsOption::AskEachTime";
    plan_united_type "plan_united_type" one(PlanUnitedType) "Zoom United plan, a number as text, or none." "zoomuser::PlanUnitedType::ALL[0]";
    zoom_one_type "zoom_one_type" one(ZoomOneType) "Zoom Workplace plan, 0 for none." "zoomuser::ZoomOneType::NoPlan";
    feature "feature" object(Feature) "Zoom Phone on or off; off frees its numbers." "zoomuser::Feature::new()";
    about_me "about_me" one(String) "text about the user. Limit: at most 150 characters, no links, no HTML." "\"Works on the analytical engine.\"";
    linkedin_url "linkedin_url" one(String) "LinkedIn page. Limit: URL with linkedin.com." "\"https://www.linkedin.com/in/ada\"";
    cost_center "cost_center" one(String) "cost center." "\"4711\"";
    division_ids "division_ids" texts(String) "division the user belongs to. Limit: texts, described to work with 1." "[\"id\"]";
    license_info_list "license_info_list" list(LicenseInfo) "licenses by subscription, at most 2; for accounts with several subscriptions of one plan." "[zoomuser::LicenseInfo::new()]";
    login_type "login_type" one(LoginType) "which login of the user is meant. A parameter of the query." "zoomuser::LoginType::Facebook";
    remove_tsp_credentials "remove_tsp_credentials" one(bool) "remove the user's TSP credentials. A parameter of the query." "true";
}

getters! {
    first_name "first_name" text(String) "first name.";
    last_name "last_name" text(String) "last name.";
    display_name "display_name" text(String) "name shown in meetings.";
    user_type "type" one(UserType) "user type: 1 Basic, 2 Licensed, 4 No Meetings License.";
    pmi "pmi" one(i64) "personal meeting ID, 10 digits.";
    use_pmi "use_pmi" one(bool) "use the personal meeting ID for instant meetings.";
    timezone "timezone" text(String) "time zone, e.g. Europe/Berlin.";
    language "language" text(String) "language, e.g. en-US.";
    dept "dept" text(String) "department, used in reports.";
    vanity_url "vanity_url" text(String) "personal link name.";
    cms_user_id "cms_user_id" text(String) "Kaltura user ID.";
    job_title "job_title" text(String) "job title.";
    company "company" text(String) "company.";
    location "location" text(String) "location.";
    phone_number "phone_number" text(String) "phone number, together with phone_country.";
    phone_country "phone_country" text(String) "country of phone_number, e.g. BR.";
    custom_attributes "custom_attributes" list(CustomAttribute) "custom attributes, at most 5; whether Zoom replaces or merges them is not documented.";
    group_ids "group_ids" texts(String) "group for a pending user.";
    phone_numbers "phone_numbers" list(PhoneNumber) "phone numbers, at most 3; whether Zoom replaces or merges them is not documented.";
    manager "manager" text(String) "the user's manager.";
    pronouns "pronouns" text(String) "pronouns.";
    pronouns_option "pronouns_option" one(PronounsOption) "show pronouns: 1 ask, 2 always, 3 never.";
    plan_united_type "plan_united_type" one(PlanUnitedType) "Zoom United plan, a number as text, or none.";
    zoom_one_type "zoom_one_type" one(ZoomOneType) "Zoom Workplace plan, 0 for none.";
    cost_center "cost_center" text(String) "cost center.";
    division_ids "division_ids" texts(String) "division the user belongs to.";
    license_info_list "license_info_list" list(LicenseInfo) "licenses by subscription, at most 2; for accounts with several subscriptions of one plan.";
}
