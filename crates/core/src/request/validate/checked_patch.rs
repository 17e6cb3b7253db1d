//! A patch that may be sent.

use crate::request::encoding::{Body, Encoding, encode};
use crate::request::schema::Place;
use crate::request::value::WireField;
use crate::response::problem::Problem;

/// A patch that passed validation, with its values as they are sent. Only [`Report::checked`](super::Report::checked) makes
/// one, so that no other patch can be sent.
#[derive(Debug)]
pub struct CheckedPatch<'a> {
    pub(super) fields: Vec<WireField<'a>>,
    pub(super) encoding: Encoding,
    /// What the validation found besides.
    pub(crate) warnings: Vec<Problem>,
}

impl<'a> CheckedPatch<'a> {
    pub(crate) fn fields(&self) -> &[WireField<'a>] {
        &self.fields
    }

    /// The fields that go into the query.
    pub(crate) fn query(&self) -> impl Iterator<Item = &WireField<'a>> {
        self.fields.iter().filter(|field| field.place() == Place::Query)
    }

    /// The parameter of the query by which a user is found.
    pub(crate) fn login_type(&self) -> Option<&WireField<'a>> {
        self.query().find(|field| field.name == "login_type")
    }

    /// The encoded body.
    pub(crate) fn body(&self) -> Body {
        encode(&self.fields, self.encoding)
    }

    /// Leaves out the fields for which `keeps` is false, unless no field would be left for a multipart body, which needs one.
    /// Returns whether they are left out.
    pub(crate) fn retain(&mut self, keeps: impl Fn(&str) -> bool) -> bool {
        let is_left = |field: &WireField<'_>| field.place() == Place::Body && keeps(field.name);
        if self.encoding == Encoding::Multipart && !self.fields.iter().any(is_left) {
            return false;
        }
        self.fields.retain(|field| keeps(field.name));
        true
    }
}
