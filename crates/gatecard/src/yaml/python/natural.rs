//! Whole numbers of any length.

use std::fmt::Write as _;

use super::number::MAX_DIGITS;

/// What one limb counts up to.
const BASE: u64 = 1_000_000_000;

/// The decimal digits in a limb.
const LIMB_DIGITS: usize = 9;

/// A whole number from 0 up. It stops counting when it has more digits than Python would print.
#[derive(Clone, Debug, Default)]
pub(super) struct Natural {
    /// The lowest limb first, with no 0 at the end.
    limbs: Vec<u32>,
    /// Whether it is too long.
    endless: bool,
}

impl Natural {
    /// The number that `digits` are in a base up to 36. Other characters count as 0.
    pub(super) fn from_digits(digits: &str, base: u32) -> Self {
        let mut number = Self::default();
        for character in digits.chars() {
            number.scale(base, character.to_digit(base).unwrap_or(0));
        }
        number
    }

    /// Multiplies by `factor`, then adds `add`.
    pub(super) fn scale(&mut self, factor: u32, add: u32) {
        if self.endless {
            return;
        }
        let mut carry = u64::from(add);
        for limb in &mut self.limbs {
            carry += u64::from(*limb) * u64::from(factor);
            *limb = u32::try_from(carry % BASE).unwrap_or(0);
            carry /= BASE;
        }
        self.carry(carry);
    }

    /// Adds another number.
    pub(super) fn add(&mut self, other: &Self) {
        self.endless |= other.endless;
        if self.endless {
            return;
        }
        let length = self.limbs.len().max(other.limbs.len());
        self.limbs.resize(length, 0);
        let mut carry = 0;
        for (index, limb) in self.limbs.iter_mut().enumerate() {
            let addend = other.limbs.get(index).copied().unwrap_or(0);
            carry += u64::from(*limb) + u64::from(addend);
            *limb = u32::try_from(carry % BASE).unwrap_or(0);
            carry /= BASE;
        }
        self.carry(carry);
    }

    /// Adds limbs at the top.
    fn carry(&mut self, mut carry: u64) {
        while carry > 0 {
            self.limbs.push(u32::try_from(carry % BASE).unwrap_or(0));
            carry /= BASE;
        }
        self.endless |= self.limbs.len() > MAX_DIGITS / LIMB_DIGITS + 1;
    }

    /// The decimal digits; nothing if there are more than Python would print.
    pub(super) fn decimal(&self) -> Option<String> {
        let mut limbs = self.limbs.iter().rev();
        let mut digits = limbs.next().map_or_else(|| "0".to_owned(), u32::to_string);
        for limb in limbs {
            let _ = write!(digits, "{limb:09}");
        }
        (!self.endless && digits.len() <= MAX_DIGITS).then_some(digits)
    }
}
