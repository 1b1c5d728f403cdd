//! The last steps of issuing: numbers, a status list index, the token, and the self-test that all of it states what was
//! decided. Works on many certificates at once; one that fails stops all of them, so that no number is lost.

use std::collections::HashSet;

use camket_credential::keys::{KeySet, PublicKey};
use camket_credential::signing::SigningKey;
use camket_credential::token::{self, CheckedToken};
use camket_documents::{QrSymbol, check_certificate_fits, check_readable};
use camket_domain::agencies::Agency;
use camket_domain::calendar::local_date;
use camket_domain::certificates::{
    Certificate, CertificateClaims, CertificateNumber, DocumentNumber, IssuedToken, StatusIndex,
};
use camket_domain::clock::random_bytes;
use camket_domain::refusal::{Refusal, SelfTestFlaw};
use camket_store::certificates::register;
use camket_store::{Tx, certificates};

use crate::blocking::run_blocking;
use crate::printing::{build_certificate_sheet, generate_seed, map_to_flaw};
use crate::{App, AppError, keys};

/// The QR picture is tested for the first of every 100 certificates.
const SAMPLE_INTERVAL: usize = 100;

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
    let count = i32::try_from(drafts.len()).map_err(AppError::internal)?;
    if count == 0 {
        return Ok(drafts);
    }
    let year = local_date(app.now()).year();
    let serials = certificates::take_serials(tx, agency.id, year, count).await?;
    for (draft, serial) in drafts.iter_mut().zip(serials) {
        draft.number = CertificateNumber::new(&agency.code, year, serial);
        draft.document = DocumentNumber { serial, year, symbol: agency.symbol.clone() };
    }
    sign_certificates(app, tx, drafts).await
}

/// Gives numbered certificates a status list index and a token, and tests them.
pub(super) async fn sign_certificates(
    app: &App,
    tx: &Tx,
    certificates: Vec<Certificate>,
) -> Result<Vec<Certificate>, AppError> {
    sign_with_test(app, tx, certificates, run_self_test).await
}

/// Signs made-up certificates, which are never printed, without the self-test.
///
/// # Errors
/// [`Refusal::SelfTest`] for a name that no token can hold.
pub async fn sign_untested(
    app: &App,
    tx: &Tx,
    certificates: Vec<Certificate>,
) -> Result<Vec<Certificate>, AppError> {
    sign_with_test(app, tx, certificates, |_, _, _| Ok(())).await
}

async fn sign_with_test(
    app: &App,
    tx: &Tx,
    mut certificates: Vec<Certificate>,
    test: impl FnOnce(&App, &[Certificate], &SigningKey) -> Result<(), Refusal> + Send + 'static,
) -> Result<Vec<Certificate>, AppError> {
    let key = keys::load_or_create_signer(app, tx).await?;
    let places = choose_indices(app, tx, certificates.len()).await?;
    let app = app.clone();
    let work = move || {
        for (certificate, place) in certificates.iter_mut().zip(places) {
            certificate.issued_token = Some(sign_certificate(certificate, place, &key)?);
        }
        test(&app, &certificates, &key)?;
        Ok::<_, Refusal>(certificates)
    };
    // CPU work runs outside the request threads.
    let done = run_blocking(work).await?;
    Ok(done?)
}

fn sign_certificate(
    certificate: &Certificate,
    index: StatusIndex,
    key: &SigningKey,
) -> Result<IssuedToken, Refusal> {
    let claims = CertificateClaims::from_certificate(certificate, index);
    let token = token::sign(&claims, key)
        .map_err(|fault| record_failure(SelfTestFlaw::Token, certificate, &fault))?;
    Ok(IssuedToken { index, kid: key.kid().as_bytes().to_vec(), token })
}

/// The self-test: every token is decoded and compared, every layout is checked, and for a sample the QR picture is read
/// by another library than the one that drew it.
fn run_self_test(app: &App, certificates: &[Certificate], key: &SigningKey) -> Result<(), Refusal> {
    let keys = build_key_set(key);
    for (place, certificate) in certificates.iter().enumerate() {
        let Some(signed) = &certificate.issued_token else {
            return Err(Refusal::SelfTest(SelfTestFlaw::Token));
        };
        if token::check(&signed.token, &keys)
            != CheckedToken::Good(CertificateClaims::from_certificate(certificate, signed.index))
        {
            return Err(record_failure(
                SelfTestFlaw::Token,
                certificate,
                &"the token does not say what was decided",
            ));
        }
        let sheet = build_certificate_sheet(app, certificate, None);
        check_certificate_fits(&sheet)
            .map_err(|error| record_failure(map_to_flaw(&error), certificate, &error))?;
        if place % SAMPLE_INTERVAL == 0 {
            let text = sheet.lookup.map(|lookup| lookup.qr_text).unwrap_or_default();
            let symbol = QrSymbol::encode(&text)
                .map_err(|error| record_failure(map_to_flaw(&error), certificate, &error))?;
            check_readable(&symbol, &text, generate_seed(app))
                .map_err(|error| record_failure(map_to_flaw(&error), certificate, &error))?;
        }
    }
    Ok(())
}

fn record_failure(flaw: SelfTestFlaw, certificate: &Certificate, why: &dyn std::fmt::Display) -> Refusal {
    tracing::error!(number = %certificate.number, ?flaw, %why, "a certificate did not pass its test and is not issued");
    Refusal::SelfTest(flaw)
}

/// A key set with only the key that just signed: a token of any other key would be a mistake.
fn build_key_set(key: &SigningKey) -> KeySet {
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

/// Random status list indices that no certificate has or had and where no decoy stands. Grows the list if it is nearly
/// full.
async fn choose_indices(app: &App, tx: &Tx, count: usize) -> Result<Vec<StatusIndex>, AppError> {
    register::advance_sequence(tx).await?;
    let (first, capacity) = ensure_capacity(app, tx, count).await?;
    let decoys = app.decoys().build_list(capacity);
    let free = |index: u32| decoys[index as usize / 4] >> (index % 4 * 2) & 3 == 0;
    let mut places: HashSet<StatusIndex> = HashSet::with_capacity(count);
    while places.len() < count {
        let mut drawn = HashSet::new();
        while drawn.len() < count - places.len() {
            let index = first + generate_below(app, capacity - first);
            if free(index) && !places.contains(&StatusIndex(index)) {
                drawn.insert(StatusIndex(index));
            }
        }
        // The register's row is locked until `tx` ends, so no other node assigns an index meanwhile.
        let drawn: Vec<_> = drawn.into_iter().collect();
        let taken = register::list_assigned_of(tx, &drawn).await?;
        places.extend(drawn.into_iter().filter(|index| !taken.contains(index)));
    }
    Ok(places.into_iter().collect())
}

/// The first index that is given and the length of the list. It grows by a quarter at a time, until at most nine tenths of
/// what is given are assigned.
async fn ensure_capacity(app: &App, tx: &Tx, more: usize) -> Result<(u32, u32), AppError> {
    let state = register::load_state(tx).await?;
    let first = state.first_index;
    let known = app.register().index().as_ref().map(|index| index.count_assigned_from(first));
    let assigned = match known {
        Some(assigned) => assigned,
        None => register::count_indexes(tx, first).await?,
    };
    let wanted = u64::from(assigned) + more as u64;
    let mut capacity = state.capacity;
    while wanted * 10 > u64::from(capacity.saturating_sub(first)) * 9 {
        capacity = capacity.saturating_add(capacity / 4);
    }
    if capacity > state.capacity {
        register::grow_capacity(tx, capacity).await?;
    }
    Ok((first, capacity))
}

/// A random number below `bound`, without bias.
fn generate_below(app: &App, bound: u32) -> u32 {
    let fair = u32::MAX - u32::MAX % bound;
    loop {
        let drawn = u32::from_le_bytes(random_bytes(app.entropy()));
        if drawn < fair {
            return drawn % bound;
        }
    }
}
