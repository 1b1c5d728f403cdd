//! The decisions on certificates after their issue, made by the domain's rules, and by two people where the rules ask for it.

use anyhow::Result;
use camket_domain::accounts::{Account, Actor};
use camket_domain::audit::AuditAction;
use camket_domain::certificates::decisions::{
    ActorStamp, Decision, DecisionGround, DecisionKind, DecisionProposal, DecisionStatus,
};
use camket_domain::certificates::lifecycle::{self, Command, DecisionFacts};
use camket_domain::certificates::{Certificate, DocumentNumber, PublicReason};
use camket_domain::ids::DecisionId;
use camket_store::certificates::{self, decisions};
use time::{Duration, OffsetDateTime};

use super::super::offices::SampleOffices;
use super::{CertificateFuture, EventCollector};

/// Remaining days of a suspension in the demo.
const REMAINING_SUSPENSION: Duration = Duration::days(20);

/// Writes the decisions that lead a certificate to its sample state.
pub(super) async fn write_decisions(
    story: &mut EventCollector<'_>,
    offices: &SampleOffices,
    officer: &Account,
    certificate: &Certificate,
    paper: CertificateFuture,
) -> Result<()> {
    let now = story.world.now;
    // Proposed halfway between the issue and today, and decided a day later.
    let when = certificate.issued_at + (now - certificate.issued_at) / 2;
    let (first, second) = (offices.approver.as_actor(), offices.second_approver.as_actor());
    let last_day = (story.world.app.today() + REMAINING_SUSPENSION).min(certificate.expires_on);
    let suspension = DecisionProposal {
        until: Some(last_day),
        ..build_proposal(DecisionKind::Suspend, DecisionGround::DemandUnmet)
    };
    match paper {
        CertificateFuture::Suspended => {
            write_decision(story, offices, certificate, suspension, (&officer.as_actor(), &first, when)).await
        }
        CertificateFuture::LiftProposed => {
            write_decision(story, offices, certificate, suspension, (&officer.as_actor(), &first, when))
                .await?;
            let lift = build_proposal(DecisionKind::Lift, DecisionGround::Remedied);
            write_proposal(story, certificate, lift, &second, when + Duration::DAY).await
        }
        CertificateFuture::Revoked => {
            let revocation = build_proposal(DecisionKind::Revoke, DecisionGround::FalseDeclaration);
            write_decision(story, offices, certificate, revocation, (&second, &first, when)).await
        }
        CertificateFuture::RevocationProposed => {
            let revocation = build_proposal(DecisionKind::Revoke, DecisionGround::LabourBroken);
            write_proposal(story, certificate, revocation, &offices.labour_officer.as_actor(), when).await
        }
        CertificateFuture::Valid
        | CertificateFuture::ExpiringSoon
        | CertificateFuture::Expired
        | CertificateFuture::Superseded => Ok(()),
    }
}

fn build_proposal(kind: DecisionKind, ground: DecisionGround) -> DecisionProposal {
    let text = match kind {
        DecisionKind::Suspend => {
            "Quá hạn khắc phục theo biên bản kiểm tra của Đội 178; cơ sở chưa bổ sung hợp đồng lao động."
        }
        DecisionKind::Lift => "Cơ sở đã bổ sung đủ hợp đồng lao động, có biên bản kiểm tra lại.",
        DecisionKind::Revoke => {
            "Danh sách lao động khai khi nộp hồ sơ không đúng với thực tế tại cơ sở, có biên bản kèm theo."
        }
    };
    DecisionProposal { kind, ground, text: text.to_owned(), number: String::new(), until: None }
}

/// Writes a proposal that waits for the second person.
async fn write_proposal(
    story: &mut EventCollector<'_>,
    certificate: &Certificate,
    proposal: DecisionProposal,
    who: &Actor,
    at: OffsetDateTime,
) -> Result<()> {
    let decision = build_decision(story, certificate, proposal, who, at);
    story.record_office_event(
        at,
        who,
        AuditAction::DecisionProposed,
        certificate.id.0,
        decision.proposal.kind.code(),
    );
    Ok(decisions::insert(story.world.tx, &decision).await?)
}

fn build_decision(
    story: &EventCollector<'_>,
    certificate: &Certificate,
    proposal: DecisionProposal,
    who: &Actor,
    at: OffsetDateTime,
) -> Decision {
    Decision {
        id: DecisionId::new(at, story.world.app.entropy()),
        certificate: certificate.id,
        venue: certificate.venue,
        proposal,
        status: DecisionStatus::Proposed,
        proposed: ActorStamp::new(who, at),
        version: 1,
    }
}

/// Writes a proposal of one person that another person decided a day later.
async fn write_decision(
    story: &mut EventCollector<'_>,
    offices: &SampleOffices,
    certificate: &Certificate,
    proposal: DecisionProposal,
    (proposer, decider, at): (&Actor, &Actor, OffsetDateTime),
) -> Result<()> {
    let decided_at = at + Duration::DAY;
    let serial = 100 + certificate.document.serial % 400;
    let number = DocumentNumber { serial, ..certificate.document.clone() };
    let proposal = DecisionProposal {
        number: format!("{:02}/QĐ-{}", number.serial, offices.labour.symbol),
        ..proposal
    };
    let facts = DecisionFacts {
        owner: story.venue.owner,
        proposer: proposer.account,
        decider: decider.account,
        reason: proposal.ground.public_reason(proposal.kind),
        number: &proposal.number,
    };
    let after = lifecycle::decide(certificate, proposal.to_command()?, &facts, decided_at)?;
    certificates::save_status(story.world.tx, &after).await?;
    let deed = match proposal.kind {
        DecisionKind::Suspend => AuditAction::CertificateSuspended,
        DecisionKind::Lift => AuditAction::CertificateLifted,
        DecisionKind::Revoke => AuditAction::CertificateRevoked,
    };
    story.record(decided_at, decider, deed, certificate.id.0);
    story.add_note(proposal.number.clone());
    let proposed = build_decision(story, certificate, proposal, proposer, at);
    let decided =
        Decision { status: DecisionStatus::Decided(ActorStamp::new(decider, decided_at)), ..proposed };
    Ok(decisions::insert(story.world.tx, &decided).await?)
}

/// Writes that the correction supersedes the first certificate.
pub(super) async fn write_supersession(
    story: &mut EventCollector<'_>,
    offices: &SampleOffices,
    first: &Certificate,
    next: &Certificate,
) -> Result<()> {
    let approver = offices.approver.as_actor();
    let facts = DecisionFacts {
        owner: story.venue.owner,
        proposer: approver.account,
        decider: approver.account,
        reason: PublicReason::Corrected,
        number: "",
    };
    let command = Command::Supersede(next.number.clone());
    let after = lifecycle::decide(first, command, &facts, next.issued_at)?;
    certificates::save_status(story.world.tx, &after).await?;
    story.record(next.issued_at, &approver, AuditAction::CertificateSuperseded, first.id.0);
    story.add_note(next.number.to_string());
    Ok(())
}
