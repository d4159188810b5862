//! Secrets made by the program: 256 random bits, shown once; the database keeps their SHA-256 only.

/// A secret in clear, on its way to the one person it is for. Not `Debug`: it must not reach a log.
pub struct Secret(String);

impl Secret {
    pub(super) fn new() -> Self {
        Self::prefixed("")
    }

    /// `prefix` lets scanners of leaked secrets know ours.
    pub(super) fn prefixed(prefix: &str) -> Self {
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes).expect("the machine gives random bytes");
        Secret(format!("{prefix}{}", base::audit::hex(&bytes)))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub(super) fn hash(&self) -> String {
        hash(&self.0)
    }
}

/// What is stored and looked up in place of the secret.
pub(super) fn hash(secret: &str) -> String {
    base::audit::hex(&base::sha256(secret.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_secrets_differ_and_their_hash_does_not_tell_them() {
        let (one, other) = (Secret::new(), Secret::prefixed("pup_"));
        assert_eq!(one.as_str().len(), 64);
        assert!(other.as_str().starts_with("pup_"));
        assert_ne!(one.as_str(), Secret::new().as_str());
        assert_ne!(one.hash(), one.as_str());
        assert_eq!(one.hash(), hash(one.as_str()));
    }
}
