//! Decisions of officers and approvers on certificates.

use camket_app::certificates::decisions;
use camket_app::{AppError, certificates};
use camket_domain::certificates::Certificate;
use camket_domain::certificates::decisions::{Decision, DecisionKind, DecisionProposal};
use camket_domain::ids::{CertificateId, DecisionId};
use time::Date;
use uuid::Uuid;

use super::Person;

/// A complete proposal without a last day.
pub fn proposal(kind: DecisionKind) -> DecisionProposal {
    DecisionProposal {
        kind,
        ground: kind.grounds()[0],
        text: "Theo biên bản kiểm tra ngày 20/11/2026.".to_owned(),
        number: "15/QĐ-SNV".to_owned(),
        until: None,
    }
}

/// A proposal to suspend, with a last day.
pub fn suspension(until: Date) -> DecisionProposal {
    DecisionProposal { until: Some(until), ..proposal(DecisionKind::Suspend) }
}

impl Person {
    /// The current certificate.
    pub async fn looks_up(&self, id: CertificateId) -> Certificate {
        certificates::find(&self.office.app, &self.may(), id).await.expect("within their area")
    }

    pub async fn proposes(&self, id: CertificateId, proposal: DecisionProposal) -> Decision {
        self.tries_to_propose(id, proposal).await.expect("the state allows it")
    }

    pub async fn tries_to_propose(
        &self,
        id: CertificateId,
        proposal: DecisionProposal,
    ) -> Result<Decision, AppError> {
        let version = certificates::find(&self.office.app, &self.may(), id).await?.version;
        self.tries_to_propose_with(self.office.key(), (id, version), proposal).await
    }

    pub async fn tries_to_propose_with(
        &self,
        key: Uuid,
        shown: (CertificateId, i32),
        proposal: DecisionProposal,
    ) -> Result<Decision, AppError> {
        decisions::propose(&self.office.app, &self.may(), key, shown, proposal).await
    }

    pub async fn decides(&self, decision: &Decision) -> Decision {
        self.tries_to_decide(decision, "15/QĐ-SNV").await.expect("another person's proposal")
    }

    /// Decides a proposal in the version of `decision`.
    pub async fn tries_to_decide(&self, decision: &Decision, number: &str) -> Result<Decision, AppError> {
        let shown = (decision.id, decision.version);
        decisions::decide(&self.office.app, &self.may(), shown, number).await
    }

    pub async fn tries_to_decline(&self, decision: &Decision, why: &str) -> Result<Decision, AppError> {
        let shown = (decision.id, decision.version);
        decisions::decline(&self.office.app, &self.may(), shown, why).await
    }

    pub async fn tries_to_take_back(&self, decision: &Decision) -> Result<Decision, AppError> {
        let shown = (decision.id, decision.version);
        decisions::withdraw(&self.office.app, &self.may(), shown).await
    }

    /// The waiting decisions, oldest first.
    pub async fn waiting(&self) -> Vec<DecisionId> {
        let page = decisions::list(&self.office.app, &self.may(), true, None).await.unwrap();
        page.items.into_iter().map(|matter| matter.decision.id).collect()
    }
}
