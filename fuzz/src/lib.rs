//! What the targets share: the proofs of the test `invariants`.

#[path = "../../tests/invariants/mod.rs"]
mod invariants;

/// Proves what has that name for the bytes of a card.
///
/// # Panics
/// Where it does not hold.
pub fn check(name: &str, bytes: &[u8]) {
    let mut all = invariants::ALL.iter();
    let (_, check) = all.find(|(other, _)| *other == name).expect("it is known");
    check(bytes);
}
