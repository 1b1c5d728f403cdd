//! Reviews by officers, and issue by approvers.

use camket_app::AppError;
use camket_app::applications::{self, ReviewDossier};
use camket_app::certificates::{self, IssueOutcome};
use camket_domain::applications::lifecycle::TrackCommand;
use camket_domain::applications::{Application, ReturnReason};
use camket_domain::certificates::Certificate;
use camket_domain::ids::ApplicationId;

use super::{Office, Person, TestPlace};

impl Person {
    /// The current application with its documents.
    pub async fn opens(&self, id: ApplicationId) -> ReviewDossier {
        self.tries_to_open(id).await.expect("within their area")
    }

    pub async fn tries_to_open(&self, id: ApplicationId) -> Result<ReviewDossier, AppError> {
        applications::load_dossier(&self.office.app, &self.may(), id).await
    }

    pub async fn claims(&self, id: ApplicationId) {
        self.does(id, TrackCommand::Claim).await;
    }

    /// Claims and accepts.
    pub async fn accepts(&self, id: ApplicationId) -> Application {
        self.claims(id).await;
        self.does(id, TrackCommand::Accept).await
    }

    /// Claims and returns for one reason.
    pub async fn returns(&self, id: ApplicationId, reason: &str) -> Application {
        self.claims(id).await;
        self.does(
            id,
            TrackCommand::Return(vec![ReturnReason::from_code(reason).unwrap()], "Xem lại.".to_owned()),
        )
        .await
    }

    /// Claims and refuses for one reason.
    pub async fn refuses(&self, id: ApplicationId, reason: &str) -> Application {
        self.claims(id).await;
        self.does(
            id,
            TrackCommand::Refuse(vec![ReturnReason::from_code(reason).unwrap()], "Không hợp lệ.".to_owned()),
        )
        .await
    }

    pub async fn does(&self, id: ApplicationId, command: TrackCommand) -> Application {
        self.tries_to_do(id, command).await.expect("the state allows it")
    }

    /// Applies `command` to the current version of the application.
    pub async fn tries_to_do(
        &self,
        id: ApplicationId,
        command: TrackCommand,
    ) -> Result<Application, AppError> {
        let version = self.tries_to_open(id).await?.application.version;
        self.tries_to_do_to(id, version, command).await
    }

    /// Applies `command` to the application at `version`.
    pub async fn tries_to_do_to(
        &self,
        id: ApplicationId,
        version: i32,
        command: TrackCommand,
    ) -> Result<Application, AppError> {
        applications::review(&self.office.app, &self.may(), id, version, command).await
    }

    pub async fn issues(&self, id: ApplicationId) -> Certificate {
        self.tries_to_issue(id).await.expect("accepted on both tracks")
    }

    pub async fn tries_to_issue(&self, id: ApplicationId) -> Result<Certificate, AppError> {
        let IssueOutcome { result, .. } = self.tries_to_issue_all(&[id]).await.remove(0);
        result
    }

    pub async fn tries_to_issue_all(&self, ids: &[ApplicationId]) -> Vec<IssueOutcome> {
        certificates::issue(&self.office.app, &self.may(), ids).await
    }
}

impl Office {
    /// New officers of the place accept both tracks of an application.
    pub async fn accepts_both_tracks(&self, id: ApplicationId, place: TestPlace) {
        self.commune_officer("Trần Văn Phường", place).await.accepts(id).await;
        self.labour_officer("Lê Thị Sở", place).await.accepts(id).await;
    }

    /// Accepts both tracks and issues.
    pub async fn certifies(&self, id: ApplicationId, place: TestPlace) -> Certificate {
        self.accepts_both_tracks(id, place).await;
        self.approver("Võ Văn Ký", place).await.issues(id).await
    }
}
