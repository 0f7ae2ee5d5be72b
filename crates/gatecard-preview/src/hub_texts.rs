//! The Hub's own words on the form. All but the two that say otherwise were recorded from the live
//! Hub, on gated models; no form of a dataset was recorded.

use gatecard::RepoType;

use crate::options::Approval;

/// The kinds of repository that can be gated, by their word in the texts.
pub(crate) const KINDS: [RepoType; 2] = [RepoType::Model, RepoType::Dataset];

/// The line under the default heading, up to the part in bold.
pub(crate) const DESCRIPTION: &str = "This repository is publicly accessible, but ";
/// The part of that line in bold.
pub(crate) const DESCRIPTION_BOLD: &str =
    "you have to accept the conditions to access its files and content.";
/// What stands above the fields.
pub(crate) const CONSENT: &str = "By agreeing you accept to share your contact information (email and username) with the repository authors.";
/// What stands in place of a field of the type `ip_location`.
pub(crate) const IP_LOCATION: &str = "Your country and region (based on approximate Internet address) will be shared with the model owner.";
/// The first entry of each menu.
pub(crate) const SELECT: &str = "Select an option";
/// What visitors read while their request waits.
pub(crate) const PENDING: &str = "Your request to access this repository has been submitted and is awaiting a review from the repository authors. You can check the status of all your access requests in your settings.";
/// What visitors read after the authors have said no. Source: the documentation.
pub(crate) const REJECTED: &str =
    "Your request to access this repo has been rejected by the repo's authors.";

/// The default heading.
pub(crate) fn heading(kind: RepoType) -> String {
    format!("You need to agree to share your contact information to access this {kind}")
}

/// The default text of the button.
pub(crate) fn button(approval: Approval) -> &'static str {
    match approval {
        Approval::Automatic => "Agree and access repository",
        Approval::Manual => "Agree and send request to access repo",
    }
}

/// What follows the links `Log in` and `Sign Up`, which stand in place of the form.
pub(crate) fn log_in(kind: RepoType) -> String {
    format!(" to review the conditions and access this {kind} content.")
}

/// The heading for visitors who have access.
pub(crate) fn granted_heading(kind: RepoType) -> String {
    format!("Gated {kind}")
}

/// The line for visitors who have access.
pub(crate) fn granted(kind: RepoType) -> String {
    format!("You have been granted access to this {kind}")
}

/// What a text field shows while it is empty.
pub(crate) fn placeholder(label: &str) -> String {
    format!("{label} (required)")
}
