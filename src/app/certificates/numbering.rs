//! The last steps of issuing: numbers, a status list index, the token, and the self-test that all of it states what was
//! decided. Works on many certificates at once; one that fails stops all of them, so that no number is lost.

use std::collections::HashSet;

use camket_credential::keys::{KeySet, PublicKey};
use camket_credential::signing::SigningKey;
use camket_credential::token::{self, Checked};
use camket_documents::{DocumentError, QrSymbol, fits, self_test};
use camket_domain::agencies::Agency;
use camket_domain::calendar::local_date;
use camket_domain::certificates::{
    Certificate, CertificateNumber, Claims, DocumentNumber, Signed, StatusIndex,
};
use camket_domain::clock::random;
use camket_domain::refusal::{Flaw, Refusal};
use camket_store::certificates::register;
use camket_store::{Tx, certificates};

use super::papers::certificate_sheet;
use crate::register::Book;
use crate::{App, AppError, keys};

/// The QR picture is tested for the first of every 100 certificates.
const SAMPLE: usize = 100;

/// Numbers and signs the certificates that an agency issues now. The drafts hold everything else. Saves no certificate.
///
/// Locks the agency's counter and then the register's row, until `tx` ends.
///
/// # Errors
/// [`Refusal::SelfTest`] if one certificate does not state what was decided; then none may be issued.
pub(crate) async fn number_and_sign(
    app: &App,
    tx: &Tx,
    agency: &Agency,
    mut drafts: Vec<Certificate>,
) -> Result<Vec<Certificate>, AppError> {
    let count = i32::try_from(drafts.len()).map_err(|error| AppError::Internal(error.to_string()))?;
    if count == 0 {
        return Ok(drafts);
    }
    let year = local_date(app.now()).year();
    let serials = certificates::next_serials(tx, agency.id, year, count).await?;
    for (draft, serial) in drafts.iter_mut().zip(serials) {
        draft.number = CertificateNumber::new(&agency.code, year, serial);
        draft.document = DocumentNumber { serial, year, symbol: agency.symbol.clone() };
    }
    sign(app, tx, drafts).await
}

/// Gives numbered certificates a status list index and a token, and tests them.
pub(super) async fn sign(
    app: &App,
    tx: &Tx,
    certificates: Vec<Certificate>,
) -> Result<Vec<Certificate>, AppError> {
    signed_then(app, tx, certificates, test).await
}

/// Signs made-up certificates, which are never printed, without the self-test.
///
/// # Errors
/// [`Refusal::SelfTest`] for a name that no token can hold.
pub async fn sign_made_up(
    app: &App,
    tx: &Tx,
    certificates: Vec<Certificate>,
) -> Result<Vec<Certificate>, AppError> {
    signed_then(app, tx, certificates, |_, _, _| Ok(())).await
}

async fn signed_then(
    app: &App,
    tx: &Tx,
    mut certificates: Vec<Certificate>,
    test: impl FnOnce(&App, &[Certificate], &SigningKey) -> Result<(), Refusal> + Send + 'static,
) -> Result<Vec<Certificate>, AppError> {
    let key = keys::signing_in(app, tx).await?;
    let places = places(app, tx, certificates.len()).await?;
    let app = app.clone();
    let work = move || {
        for (certificate, place) in certificates.iter_mut().zip(places) {
            certificate.signed = Some(signed(certificate, place, &key)?);
        }
        test(&app, &certificates, &key)?;
        Ok::<_, Refusal>(certificates)
    };
    // CPU work runs outside the request threads.
    let done = tokio::task::spawn_blocking(work).await.map_err(|e| AppError::Internal(e.to_string()))?;
    Ok(done?)
}

fn signed(certificate: &Certificate, index: StatusIndex, key: &SigningKey) -> Result<Signed, Refusal> {
    let claims = Claims::of(certificate, index);
    let token = token::sign(&claims, key).map_err(|fault| failed(Flaw::Token, certificate, &fault))?;
    Ok(Signed { index, kid: key.kid().as_bytes().to_vec(), token })
}

/// The self-test: every token is decoded and compared, every layout is checked, and for a sample the QR picture is read
/// by another library than the one that drew it.
fn test(app: &App, certificates: &[Certificate], key: &SigningKey) -> Result<(), Refusal> {
    let keys = only(key);
    for (place, certificate) in certificates.iter().enumerate() {
        let Some(signed) = &certificate.signed else { return Err(Refusal::SelfTest(Flaw::Token)) };
        if token::check(&signed.token, &keys) != Checked::Good(Claims::of(certificate, signed.index)) {
            return Err(failed(Flaw::Token, certificate, &"the token does not say what was decided"));
        }
        let sheet = certificate_sheet(app, certificate, None);
        fits(&sheet).map_err(|error| failed(flaw(&error), certificate, &error))?;
        if place % SAMPLE == 0 {
            let text = sheet.lookup.map(|lookup| lookup.qr_text).unwrap_or_default();
            let symbol =
                QrSymbol::encode(&text).map_err(|error| failed(flaw(&error), certificate, &error))?;
            self_test(&symbol, &text, seed(app))
                .map_err(|error| failed(flaw(&error), certificate, &error))?;
        }
    }
    Ok(())
}

/// The flaw that a drawing error stands for.
pub(super) fn flaw(error: &DocumentError) -> Flaw {
    match error {
        DocumentError::QrTooDense { .. } | DocumentError::Qr(_) => Flaw::Size,
        DocumentError::SymbolUnreadable | DocumentError::SymbolMisread => Flaw::Picture,
        DocumentError::TooLong => Flaw::Layout,
        DocumentError::UnprintableCharacter { .. } | DocumentError::NotComposed { .. } => Flaw::Letter,
        DocumentError::NotSaid { .. } => Flaw::Text,
        _ => Flaw::Drawing,
    }
}

fn failed(flaw: Flaw, certificate: &Certificate, why: &dyn std::fmt::Display) -> Refusal {
    tracing::error!(number = %certificate.number, ?flaw, %why, "a certificate did not pass its test and is not issued");
    Refusal::SelfTest(flaw)
}

/// A key set with only the key that just signed: a token of any other key would be a mistake.
fn only(key: &SigningKey) -> KeySet {
    let moment = time::OffsetDateTime::UNIX_EPOCH;
    let public = PublicKey {
        kid: key.kid().clone(),
        point: key.point(),
        not_before: moment,
        not_after: moment,
        withdrawn: false,
    };
    // A set of one key has no duplicate.
    KeySet::new(vec![public]).unwrap_or_default()
}

pub(super) fn seed(app: &App) -> u64 {
    u64::from_le_bytes(random(app.entropy()))
}

/// Random status list indices that no certificate has or had and where no decoy stands. Grows the list if it is nearly
/// full.
async fn places(app: &App, tx: &Tx, count: usize) -> Result<Vec<StatusIndex>, AppError> {
    register::next(tx).await?;
    let capacity = room(app, tx, count).await?;
    let decoys = app.decoys().list(capacity);
    let free = |index: u32| decoys[index as usize / 4] >> (index % 4 * 2) & 3 == 0;
    let mut places: HashSet<StatusIndex> = HashSet::with_capacity(count);
    while places.len() < count {
        let mut drawn = HashSet::new();
        while drawn.len() < count - places.len() {
            let index = below(app, capacity);
            if free(index) && !places.contains(&StatusIndex(index)) {
                drawn.insert(StatusIndex(index));
            }
        }
        // The register's row is locked until `tx` ends, so no other node assigns an index meanwhile.
        let drawn: Vec<_> = drawn.into_iter().collect();
        let taken = register::taken(tx, &drawn).await?;
        places.extend(drawn.into_iter().filter(|index| !taken.contains(index)));
    }
    Ok(places.into_iter().collect())
}

/// The length of the list. It grows by a quarter at a time, until at most nine tenths are assigned.
async fn room(app: &App, tx: &Tx, more: usize) -> Result<u32, AppError> {
    let state = register::state(tx).await?;
    let known = app.register().book().as_ref().map(Book::given);
    let given = match known {
        Some(given) => given,
        None => register::given(tx).await?,
    };
    let wanted = u64::from(given) + more as u64;
    let mut capacity = state.capacity;
    while wanted * 10 > u64::from(capacity) * 9 {
        capacity = capacity.saturating_add(capacity / 4);
    }
    if capacity > state.capacity {
        register::grow(tx, capacity).await?;
    }
    Ok(capacity)
}

/// A random number below `bound`, without bias.
fn below(app: &App, bound: u32) -> u32 {
    let fair = u32::MAX - u32::MAX % bound;
    loop {
        let drawn = u32::from_le_bytes(random(app.entropy()));
        if drawn < fair {
            return drawn % bound;
        }
    }
}
