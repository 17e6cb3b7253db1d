//! What is made of all release artifacts together: checksums, signatures, the list of components, the second build.

pub(super) mod again;
pub(super) mod sbom;
pub(super) mod signatures;
pub(super) mod sums;
