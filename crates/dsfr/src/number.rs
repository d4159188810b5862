//! Whole numbers as French writes them.

/// U+202F, the narrow space that does not break: between thousands, before `;`, `!`, `?` and `%`.
const NARROW_SPACE: char = '\u{202f}';

/// `12345` → `12 345`.
pub(crate) fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3 * NARROW_SPACE.len_utf8());
    for (n, digit) in digits.chars().enumerate() {
        if n > 0 && (digits.len() - n).is_multiple_of(3) {
            text.push(NARROW_SPACE);
        }
        text.push(digit);
    }
    text
}
