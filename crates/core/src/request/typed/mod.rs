//! The typed API of the fields: setters of `UserPatch`, getters of `User`, and the types of their values.

pub(crate) mod macros;
mod rows;

pub use rows::*;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::request::encoding::{Encoding, encode};
    use crate::request::patch::UserPatch;

    #[test]
    fn lists_and_objects_are_written_as_json() {
        let label = CustomAttribute::new().key("a\"b").value("\n");
        let patch = UserPatch::new()
            .division_ids(["a\"b", ""])
            .custom_attributes([label, CustomAttribute::new()])
            .phone_numbers([])
            .feature(Feature::new().zoom_phone(true))
            .license_info_list([LicenseInfo::new().license_option(LicenseOption::ALL[0])]);
        let body = encode(&patch.wire(), Encoding::Json).bytes;
        assert_eq!(
            String::from_utf8_lossy(&body),
            "{\"division_ids\":[\"a\\\"b\",\"\"],\"custom_attributes\":[{\"key\":\"a\\\"b\",\"value\":\"\\n\"},{}],\
             \"phone_numbers\":[],\"feature\":{\"zoom_phone\":true},\"license_info_list\":[{\"license_option\":2}]}"
        );
    }
}
