//! Venues with their records in the copy: what the owner declared, in full, and what offices decided, without the names of officers.

use camket_domain::accounts::Scope;
use camket_domain::applications::{Application, Track, TrackStatus};
use camket_domain::certificates::Certificate;
use camket_domain::ids::{AccountId, ApplicationId};
use camket_domain::inspections::Inspection;
use camket_domain::labour::Worker;
use camket_domain::labour::history::WorkerChange;
use camket_domain::labour::requests::RequestMessage;
use camket_domain::pledges::Pledge;
use camket_domain::sealed::SealedNumber;
use camket_domain::venues::{Business, Representative, TaxNumber, Venue};
use camket_domain::worker_pledges::{WorkerInvitation, WorkerPledge};
use camket_store::certificates;
use serde_json::{Value, json};
use time::Date;

use super::Block;
use super::accounts::{format_day, format_day_opt, format_moment, format_moment_opt};
use crate::{App, AppError};

fn open_number(app: &App, number: &SealedNumber) -> Result<String, AppError> {
    app.vault().open(number).map_err(AppError::internal)
}

pub(super) fn build_venue(app: &App, venue: &Venue) -> Result<Value, AppError> {
    let business = venue.business.as_ref().map(|business| build_business(app, business)).transpose()?;
    let person = venue.representative.as_ref().map(|person| build_representative(app, person)).transpose()?;
    let security = venue.security.as_ref().map(|security| {
        json!({
            "certificate": security.certificate,
            "certificate_on": format_day_opt(security.certificate_on),
            "person": security.person,
        })
    });
    let place = venue.place.as_ref().map(|place| {
        json!({
            "address": place.address,
            "full_address": place.full_address(),
            "former_address": place.former_address,
            "commune": place.commune.as_str(),
            "province": place.province.as_str(),
            "position": place.position,
        })
    });
    Ok(json!({
        "id": venue.id,
        "name": venue.name,
        "kind": venue.kind.code(),
        "kind_note": venue.kind_note,
        "place": place,
        "business": business,
        "security": security,
        "representative": person,
        "no_employees": venue.no_employees,
        "created_at": format_moment(venue.created_at),
    }))
}

fn build_business(app: &App, business: &Business) -> Result<Value, AppError> {
    let tax = match &business.tax {
        TaxNumber::Organisation(code) => code.clone(),
        TaxNumber::Personal(number) => open_number(app, number)?,
    };
    Ok(json!({
        "tax_code": tax,
        "registration": business.registration,
        "phone": business.phone.as_str(),
        "rooms": business.rooms,
        "opened_on": format_day(business.opened_on),
    }))
}

fn build_representative(app: &App, person: &Representative) -> Result<Value, AppError> {
    Ok(json!({
        "name": person.name,
        "born": person.born_on.to_string(),
        "nationality": person.nationality,
        "number": open_number(app, &person.number)?,
        "phone": person.phone.as_str(),
    }))
}

/// What was signed, as it was shown then.
pub(super) fn build_pledge(pledge: &Pledge) -> Result<Value, AppError> {
    let value = |value: Result<Value, serde_json::Error>| value.map_err(AppError::internal);
    Ok(json!({
        "id": pledge.id,
        "venue": pledge.venue,
        "terms_version": pledge.terms_version,
        "text_sha256": pledge.text_hash,
        "clauses": value(serde_json::to_value(&pledge.clauses))?,
        "facts": value(serde_json::to_value(&pledge.facts))?,
        "signer_name": pledge.signer_name,
        "signer_capacity": pledge.signer_capacity,
        "drawing": value(serde_json::to_value(&pledge.drawing))?,
        "confirmation": pledge.confirmation.code(),
        "signed_at": format_moment(pledge.signed_at),
        "network_address": pledge.address,
        "user_agent": pledge.user_agent,
        "scanned_on": format_day_opt(pledge.by_hand.as_ref().map(|hand| hand.scanned_on)),
    }))
}

pub(super) fn build_worker<'a>(
    app: &App,
    worker: &Worker,
    left_on: Option<Date>,
    changes: impl Iterator<Item = &'a WorkerChange>,
    (pledges, invitations): (Value, Value),
) -> Result<Value, AppError> {
    let Worker { person, job, .. } = worker;
    let value = |value: Result<Value, serde_json::Error>| value.map_err(AppError::internal);
    Ok(json!({
        "id": worker.id,
        "venue": worker.venue,
        "name": person.name,
        "sex": person.sex.code(),
        "born": person.born_on.to_string(),
        "nationality": person.nationality,
        "residence": person.residence,
        "paper": person.paper.code(),
        "number": open_number(app, &person.number)?,
        "position": job.position,
        "customer_facing": job.customer_facing,
        "group": job.group.code(),
        "qualification": job.qualification,
        "contract": job.contract.code(),
        "started_on": format_day(job.started_on),
        "ends_on": format_day_opt(job.ends_on),
        "left_on": format_day_opt(left_on),
        "health_check_on": format_day_opt(worker.health_check_on),
        "pledged_on": format_day_opt(worker.pledged_on),
        "permit": value(serde_json::to_value(&worker.permit))?,
        "book": value(serde_json::to_value(&worker.book))?,
        "created_at": format_moment(worker.created_at),
        "history": changes.map(build_change).collect::<Value>(),
        "pledges": pledges,
        "pledge_codes": invitations,
    }))
}

/// What a worker signed.
pub(super) fn build_worker_pledge(pledge: &WorkerPledge) -> Result<Value, AppError> {
    Ok(json!({
        "id": pledge.id,
        "method": pledge.method.code(),
        "terms_version": pledge.terms_version,
        "language": pledge.language,
        "text_sha256": pledge.text_hash,
        "facts": serde_json::to_value(&pledge.facts).map_err(AppError::internal)?,
        "signed_on": format_day(pledge.signed_on),
        "recorded_at": format_moment(pledge.recorded_at),
        "network_address": pledge.address,
        "user_agent": pledge.user_agent,
    }))
}

/// A code for a worker, without what opens it.
pub(super) fn build_invitation(invitation: &WorkerInvitation) -> Value {
    json!({
        "made_at": format_moment(invitation.made_at),
        "expires_at": format_moment(invitation.expires_at),
        "tries_left": invitation.tries_left,
        "used_at": format_moment_opt(invitation.used_at),
        "ended_at": format_moment_opt(invitation.ended_at),
    })
}

fn build_change(change: &WorkerChange) -> Value {
    json!({
        "kind": change.kind.code(),
        "on": format_day(change.happened_on),
        "fields": change.fields.iter().map(|field| field.code()).collect::<Vec<_>>(),
        "position": change.position,
        "recorded_at": format_moment(change.recorded_at),
    })
}

/// Applications with the certificates that were issued for them.
pub(super) async fn build_applications(
    app: &App,
    owner: AccountId,
    rows: &[Application],
) -> Result<Block, AppError> {
    let ids: Vec<ApplicationId> = rows.iter().map(|row| row.id).collect();
    let issued = certificates::list_by_applications(app.store(), &Scope::Owned(owner), &ids).await?;
    let build = |row: &Application| {
        let own = issued.iter().filter(|certificate| certificate.application == row.id);
        let value = json!({
            "id": row.id,
            "number": row.number.as_str(),
            "venue": row.venue,
            "pledge": row.pledge,
            "workers": row.workers,
            "state": row.state.code(),
            "submitted_at": format_moment(row.submitted_at),
            "tracks": row.tracks().map(build_track),
            "certificates": own.map(build_certificate).collect::<Value>(),
        });
        (row.id.0, value)
    };
    Ok(rows.iter().map(build).collect())
}

fn build_track(track: &Track) -> Value {
    let (decided_at, negative) = match &track.status {
        TrackStatus::Waiting | TrackStatus::Claimed(_) => (None, None),
        TrackStatus::Accepted(acceptance) => (Some(acceptance.by.at), None),
        TrackStatus::Returned(decision) | TrackStatus::Refused(decision) => {
            (Some(decision.by.at), Some(decision))
        }
    };
    json!({
        "kind": track.kind.code(),
        "state": track.status.state().code(),
        "due_on": format_day(track.due_on),
        "decided_at": format_moment_opt(decided_at),
        "reasons": negative.map(|decision| decision.reasons.iter().map(|reason| reason.code()).collect::<Vec<_>>()),
        "note": negative.map(|decision| &decision.note),
    })
}

fn build_certificate(certificate: &Certificate) -> Value {
    let facts = &certificate.facts;
    json!({
        "id": certificate.id,
        "number": certificate.number.as_str(),
        "code": certificate.code.to_string(),
        "issued_at": format_moment(certificate.issued_at),
        "expires_on": format_day(certificate.expires_on),
        "status": certificate.status_record.decided_status.code(),
        "status_since": format_moment_opt(certificate.status_record.since),
        "decision": certificate.status_record.decision_number,
        "name": facts.name,
        "kind": facts.kind.code(),
        "address": facts.full_address(),
        "tax_code": facts.tax_code,
        "representative": facts.representative,
        "workers": facts.workers,
        "issuer": facts.issuer.name,
    })
}

/// What the owner sees of a visit, with her own words; the whole record is on its page.
pub(super) fn build_inspection(inspection: &Inspection) -> Value {
    let reply = inspection.reply.as_ref();
    json!({
        "id": inspection.id,
        "venue": inspection.venue,
        "number": inspection.number.to_string(),
        "code": inspection.code.to_string(),
        "kind": inspection.kind.code(),
        "state": inspection.state.code(),
        "started_at": format_moment(inspection.started_at),
        "conclusion": inspection.conclusion.code(),
        "reply_due": format_day(inspection.reply_due),
        "reply": reply.map(|reply| &reply.words),
        "replied_at": format_moment_opt(reply.map(|reply| reply.at)),
        "asked_again_at": format_moment_opt(inspection.asked_again_at),
    })
}

pub(super) fn build_question(message: &RequestMessage) -> Value {
    json!({
        "request": message.request,
        "side": message.side.code(),
        "text": message.text,
        "at": format_moment(message.by.at),
    })
}
