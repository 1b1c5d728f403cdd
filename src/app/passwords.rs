//! Password hashing with Argon2id (RFC 9106), outside the request threads.

use argon2::password_hash::phc;
use argon2::{Algorithm, Argon2, CustomizedPasswordHasher, Params, PasswordVerifier, Version};
use camket_domain::accounts::PasswordHash;
use camket_domain::accounts::password::Password;
use camket_domain::clock::random_bytes;

use crate::{App, AppError};

pub async fn hash(app: &App, password: Password) -> Result<PasswordHash, AppError> {
    let salt: [u8; 16] = random_bytes(app.entropy());
    let (memory, passes) = app.options().hashing;
    app.costly().passwords.run(move || hash_blocking(password.expose(), salt, memory, passes)).await?
}

fn hash_blocking(password: &str, salt: [u8; 16], memory: u32, passes: u32) -> Result<PasswordHash, AppError> {
    let params = Params::new(memory, passes, 1, None).map_err(AppError::internal)?;
    let hashed: phc::PasswordHash = Argon2::default()
        .hash_password_customized(password.as_bytes(), &salt, Some("argon2id"), None, params)
        .map_err(AppError::internal)?;
    Ok(PasswordHash(hashed.to_string()))
}

/// Whether `typed` matches `hash`. Without a hash the same work is done, so that the response time does not reveal
/// whether an account exists.
pub async fn verify(app: &App, typed: String, hash: Option<PasswordHash>) -> Result<bool, AppError> {
    let (memory, passes) = app.options().hashing;
    let work = move || match hash {
        None => {
            // Only the time counts; the result is the same either way.
            drop(hash_blocking(&typed, [0; 16], memory, passes));
            false
        }
        Some(PasswordHash(text)) => phc::PasswordHash::new(&text).is_ok_and(|parsed| {
            Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::default())
                .verify_password(typed.as_bytes(), &parsed)
                .is_ok()
        }),
    };
    app.costly().passwords.run(work).await
}
