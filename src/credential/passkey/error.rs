//! Why an answer of an authenticator is refused. The person reads one sentence for all of them; the log names the reason.

#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum PasskeyError {
    #[error("the client's data cannot be read")]
    ClientData,
    /// An assertion in place of a registration, or the other way round.
    #[error("it was made for another ceremony")]
    Ceremony,
    #[error("another challenge was signed")]
    Challenge,
    #[error("it was made on a page of another address")]
    Origin,
    #[error("the authenticator's data cannot be read")]
    AuthenticatorData,
    #[error("the passkey belongs to another address")]
    RelyingParty,
    #[error("nobody was present")]
    UserPresence,
    #[error("the device did not verify its user")]
    UserVerification,
    #[error("the flags on copies contradict each other")]
    Backup,
    #[error("the public key is of a kind that was not asked for")]
    PublicKey,
    #[error("the attestation is of a kind that was not asked for, or does not verify")]
    Attestation,
    #[error("the signature does not verify")]
    Signature,
}
