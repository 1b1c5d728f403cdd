//! The decisions on certificates after their issue, made by the domain's rules, and by two people where the rules ask for it.

use anyhow::Result;
use camket_domain::accounts::{Account, Actor};
use camket_domain::audit::Deed;
use camket_domain::certificates::decisions::{By, Decision, Ground, Kind, Neutral, Proposal, State};
use camket_domain::certificates::lifecycle::{self, Command, Facts};
use camket_domain::certificates::{Certificate, DocumentNumber};
use camket_domain::ids::DecisionId;
use camket_store::certificates::{self, decisions};
use time::{Duration, OffsetDateTime};

use super::super::offices::Offices;
use super::{Paper, Story};

/// Remaining days of a suspension in the demo.
const STILL: Duration = Duration::days(20);

/// Writes the decisions that lead a certificate to its sample state.
pub(super) async fn write(
    story: &mut Story<'_>,
    offices: &Offices,
    officer: &Account,
    certificate: &Certificate,
    paper: Paper,
) -> Result<()> {
    let now = story.world.now;
    // Proposed halfway between the issue and today, and decided a day later.
    let when = certificate.issued_at + (now - certificate.issued_at) / 2;
    let (first, second) = (offices.approver.actor(), offices.second_approver.actor());
    let last_day = (story.world.app.today() + STILL).min(certificate.expires_on);
    let suspension = Proposal { until: Some(last_day), ..proposal(Kind::Suspend, Ground::DemandUnmet) };
    match paper {
        Paper::Suspended => {
            enact(story, offices, certificate, suspension, (&officer.actor(), &first, when)).await
        }
        Paper::Relenting => {
            enact(story, offices, certificate, suspension, (&officer.actor(), &first, when)).await?;
            let lift = proposal(Kind::Lift, Ground::Remedied);
            propose(story, certificate, lift, &second, when + Duration::DAY).await
        }
        Paper::Revoked => {
            let revocation = proposal(Kind::Revoke, Ground::FalseDeclaration);
            enact(story, offices, certificate, revocation, (&second, &first, when)).await
        }
        Paper::Doubted => {
            let revocation = proposal(Kind::Revoke, Ground::LabourBroken);
            propose(story, certificate, revocation, &offices.labour_officer.actor(), when).await
        }
        Paper::Valid | Paper::Ending | Paper::Expired | Paper::Superseded => Ok(()),
    }
}

fn proposal(kind: Kind, ground: Ground) -> Proposal {
    let text = match kind {
        Kind::Suspend => {
            "Quá hạn khắc phục theo biên bản kiểm tra của Đội 178; cơ sở chưa bổ sung hợp đồng lao động."
        }
        Kind::Lift => "Cơ sở đã bổ sung đủ hợp đồng lao động, có biên bản kiểm tra lại.",
        Kind::Revoke => {
            "Danh sách lao động khai khi nộp hồ sơ không đúng với thực tế tại cơ sở, có biên bản kèm theo."
        }
    };
    Proposal { kind, ground, text: text.to_owned(), number: String::new(), until: None }
}

/// Writes a proposal that waits for the second person.
async fn propose(
    story: &mut Story<'_>,
    certificate: &Certificate,
    proposal: Proposal,
    who: &Actor,
    at: OffsetDateTime,
) -> Result<()> {
    let decision = decision(story, certificate, proposal, who, at);
    story.note_in_office(at, who, Deed::DecisionProposed, certificate.id.0, decision.proposal.kind.code());
    Ok(decisions::insert(story.world.tx, &decision).await?)
}

fn decision(
    story: &Story<'_>,
    certificate: &Certificate,
    proposal: Proposal,
    who: &Actor,
    at: OffsetDateTime,
) -> Decision {
    Decision {
        id: DecisionId::new(at, story.world.app.entropy()),
        certificate: certificate.id,
        venue: certificate.venue,
        proposal,
        state: State::Proposed,
        proposed: By::new(who, at),
        settled: None,
        note: String::new(),
        version: 1,
    }
}

/// Writes a proposal of one person that another person decided a day later.
async fn enact(
    story: &mut Story<'_>,
    offices: &Offices,
    certificate: &Certificate,
    proposal: Proposal,
    (proposer, decider, at): (&Actor, &Actor, OffsetDateTime),
) -> Result<()> {
    let decided_at = at + Duration::DAY;
    let serial = 100 + certificate.document.serial % 400;
    let number = DocumentNumber { serial, ..certificate.document.clone() };
    let proposal =
        Proposal { number: format!("{:02}/QĐ-{}", number.serial, offices.labour.symbol), ..proposal };
    let facts = Facts {
        owner: story.venue.owner,
        proposer: proposer.account,
        decider: decider.account,
        reason: proposal.ground.neutral(proposal.kind),
        number: &proposal.number,
    };
    let standing = lifecycle::decide(certificate, proposal.command()?, facts, decided_at)?;
    certificates::save_standing(story.world.tx, &Certificate { standing, ..certificate.clone() }).await?;
    let deed = match proposal.kind {
        Kind::Suspend => Deed::CertificateSuspended,
        Kind::Lift => Deed::CertificateLifted,
        Kind::Revoke => Deed::CertificateRevoked,
    };
    story.tell(decided_at, decider, deed, certificate.id.0);
    story.note(proposal.number.clone());
    let proposed = decision(story, certificate, proposal, proposer, at);
    let decided = Decision { state: State::Decided, settled: Some(By::new(decider, decided_at)), ..proposed };
    Ok(decisions::insert(story.world.tx, &decided).await?)
}

/// Writes that the correction supersedes the first certificate.
pub(super) async fn supersede(
    story: &mut Story<'_>,
    offices: &Offices,
    first: &Certificate,
    next: &Certificate,
) -> Result<()> {
    let approver = offices.approver.actor();
    let facts = Facts {
        owner: story.venue.owner,
        proposer: approver.account,
        decider: approver.account,
        reason: Neutral::Corrected,
        number: "",
    };
    let command = Command::Supersede(next.number.clone());
    let standing = lifecycle::decide(first, command, facts, next.issued_at)?;
    certificates::save_standing(story.world.tx, &Certificate { standing, ..first.clone() }).await?;
    story.tell(next.issued_at, &approver, Deed::CertificateSuperseded, first.id.0);
    story.note(next.number.to_string());
    Ok(())
}
