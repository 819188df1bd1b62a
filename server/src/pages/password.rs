//! Passwords: what is accepted, and argon2id.

use std::sync::{Arc, LazyLock};

use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Argon2, PasswordHash};
use tokio::sync::Semaphore;
use unicode_normalization::UnicodeNormalization;

use crate::error::{CentreError, Done};

/// The fewest letters of a password.
pub(crate) const SHORTEST: usize = 12;

/// The most letters of a password: hashing must not become work that a stranger can order.
pub(crate) const LONGEST: usize = 200;

/// The fewest different letters.
const DIFFERENT: usize = 5;

/// Hashes at a time: each takes 19 MiB.
const AT_A_TIME: usize = 2;

/// Why a password is not accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Weakness {
    /// Fewer than [`SHORTEST`] letters.
    Short,
    /// More than [`LONGEST`] letters.
    Long,
    /// Made of a few letters again and again.
    Simple,
    /// The login, or the login with something added.
    LikeLogin,
}

/// The password as it is hashed: keyboards differ in how they compose letters with marks.
fn canonical(password: &str) -> String {
    password.nfc().collect()
}

/// Why this password is not accepted for this login.
pub(crate) fn weakness(password: &str, login: &str) -> Option<Weakness> {
    let password = canonical(password);
    let letters: std::collections::BTreeSet<char> = password.chars().collect();
    match password.chars().count() {
        ..SHORTEST => Some(Weakness::Short),
        count if count > LONGEST => Some(Weakness::Long),
        _ if !login.is_empty() && password.to_lowercase().contains(login) => Some(Weakness::LikeLogin),
        _ if letters.len() < DIFFERENT => Some(Weakness::Simple),
        _ => None,
    }
}

/// Hashes passwords beside the async work, a few at a time.
#[derive(Debug, Clone)]
pub(crate) struct Hashing {
    turns: Arc<Semaphore>,
}

impl Default for Hashing {
    fn default() -> Self {
        Self { turns: Arc::new(Semaphore::new(AT_A_TIME)) }
    }
}

impl Hashing {
    /// The argon2id PHC string of a password, with the parameters that OWASP asks for (19 MiB, 2 passes).
    ///
    /// # Errors
    /// The program is stopping.
    pub(crate) async fn hash(&self, password: &str) -> Done<String> {
        let password = canonical(password);
        self.run(move || {
            let hash = Argon2::default().hash_password(password.as_bytes());
            hash.expect("the parameters are argon2's own, and the password is short").to_string()
        })
        .await
    }

    /// Whether the password is right. Without a hash the same work is done for nothing, so that the time tells nothing.
    ///
    /// # Errors
    /// The program is stopping.
    pub(crate) async fn verify(&self, password: &str, hash: Option<String>) -> Done<bool> {
        let password = canonical(password);
        self.run(move || {
            let is_known = hash.is_some();
            let hash = hash.unwrap_or_else(|| NOBODY.clone());
            let is_right = PasswordHash::new(&hash)
                .is_ok_and(|hash| Argon2::default().verify_password(password.as_bytes(), &hash).is_ok());
            is_known && is_right
        })
        .await
    }

    async fn run<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Done<T> {
        let _turn = self.turns.acquire().await.map_err(|_| CentreError::Stopped)?;
        tokio::task::spawn_blocking(work).await.map_err(|_| CentreError::Stopped)
    }
}

/// A hash that no sign-in is for.
static NOBODY: LazyLock<String> = LazyLock::new(|| {
    let hash = Argon2::default().hash_password(b"nobody signs in with this");
    hash.expect("the parameters are argon2's own, and the password is short").to_string()
});

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_password_is_right_however_its_letters_were_composed() {
        let hashing = Hashing::default();
        let hash = hashing.hash("trăng sáng vườn chè").await.unwrap();
        assert!(hash.starts_with("$argon2id$"));
        let decomposed: String = "trăng sáng vườn chè".nfd().collect();
        assert!(hashing.verify(&decomposed, Some(hash.clone())).await.unwrap());
        assert!(!hashing.verify("trang sang vuon che", Some(hash)).await.unwrap());
        assert!(!hashing.verify("nobody signs in with this", None).await.unwrap());
    }

    #[test]
    fn weak_passwords_are_not_accepted() {
        assert_eq!(weakness("mười một ký", "lan"), Some(Weakness::Short));
        assert_eq!(weakness(&"năm chữ ".repeat(30), "lan"), Some(Weakness::Long));
        assert_eq!(weakness("121212121212", "lan"), Some(Weakness::Simple));
        assert_eq!(weakness("Minh.Tran-2026", "minh.tran"), Some(Weakness::LikeLogin));
        assert_eq!(weakness("trăng sáng vườn chè", "minh.tran"), None);
    }
}
