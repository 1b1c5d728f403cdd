//! The papers of made venues: pledges, applications of every state, certificates.

use camket_domain::accounts::ActorStamp;
use camket_domain::agencies::Agency;
use camket_domain::applications::{
    Acceptance, Application, ApplicationState, FileNumber, NegativeDecision, ReturnReason, Reviewer, Track,
    TrackKind, TrackStatus,
};
use camket_domain::areas;
use camket_domain::calendar::{add_months, local_date};
use camket_domain::certificates::{
    Certificate, CertificateFacts, CertificateNumber, CertificateStatus, DocumentNumber, Issuer, ShortCode,
    StatusRecord,
};
use camket_domain::ids::{ApplicationId, CertificateId, PledgeId};
use camket_domain::pledges::{ConfirmationMethod, Pledge, PledgedFacts};
use camket_domain::venues::Venue;
use time::{Date, Duration, OffsetDateTime};

use crate::sample::{COMMUNE_OFFICE, PROVINCE_OFFICE, province};
use crate::venues::{VenueMaker, VenueStep};

impl VenueMaker<'_> {
    /// Three in a hundred have changed their name since.
    pub fn build_pledge(&self, venue: &Venue, at: OffsetDateTime) -> Pledge {
        let mut facts = PledgedFacts::from_venue(venue);
        if self.chance.hits_percent(3) {
            facts.name.push_str(" Cũ");
        }
        Pledge {
            id: PledgeId::new(at, self.app.entropy()),
            venue: venue.id,
            terms_version: self.terms,
            text_hash: "00".repeat(32),
            clauses: Vec::new(),
            facts,
            signer_name: venue.representative.as_ref().map(|one| one.name.clone()).unwrap_or_default(),
            signer_capacity: "Chủ cơ sở".to_owned(),
            signer: venue.owner,
            drawing: None,
            confirmation: ConfirmationMethod::Password,
            signed_at: at,
            by_hand: None,
            address: "192.0.2.1".to_owned(),
            user_agent: String::new(),
        }
    }

    pub fn build_application(
        &self,
        venue: &Venue,
        pledge: &Pledge,
        step: VenueStep,
        serial: usize,
    ) -> Application {
        let decided = ActorStamp { at: pledge.signed_at + Duration::days(3), ..self.officer.clone() };
        let accepted = || TrackStatus::Accepted(Acceptance { by: decided.clone(), title: String::new() });
        let negative = || NegativeDecision {
            by: decided.clone(),
            reasons: vec![ReturnReason::Other],
            note: "Bổ sung hồ sơ".to_owned(),
        };
        let claimed = || Reviewer { account: self.officer.account, name: self.officer.name.clone() };
        let (state, pledged, registered) = match step {
            VenueStep::InReview if serial.is_multiple_of(2) => {
                (ApplicationState::InReview, TrackStatus::Claimed(claimed()), TrackStatus::Waiting)
            }
            VenueStep::InReview => (ApplicationState::InReview, accepted(), TrackStatus::Waiting),
            VenueStep::Returned => {
                (ApplicationState::Returned, TrackStatus::Returned(negative()), accepted())
            }
            VenueStep::Refused => (ApplicationState::Refused, TrackStatus::Refused(negative()), accepted()),
            VenueStep::Withdrawn => (ApplicationState::Withdrawn, accepted(), TrackStatus::Waiting),
            _ => (ApplicationState::Issued, accepted(), accepted()),
        };
        let track = |kind, agency: &Agency, status| Track {
            kind,
            agency: agency.id,
            due_on: local_date(pledge.signed_at) + Duration::days(7),
            matter: "00".repeat(32),
            status,
        };
        Application {
            id: ApplicationId::new(pledge.signed_at, self.app.entropy()),
            number: FileNumber::new(COMMUNE_OFFICE, 2026, i32::try_from(serial).unwrap_or_default()),
            venue: venue.id,
            owner: venue.owner,
            pledge: pledge.id,
            workers: 0,
            entered_by: Vec::new(),
            state,
            submitted_at: pledge.signed_at,
            pledge_track: track(TrackKind::Pledge, &self.confirming, pledged),
            labour_track: track(TrackKind::Labour, &self.department, registered),
            version: 1,
        }
    }

    pub fn build_certificate(&self, venue: &Venue, application: &Application, serial: usize) -> Certificate {
        let issued_at = application.submitted_at + Duration::days(5);
        let serial = i32::try_from(serial).unwrap_or_default() + 1;
        Certificate {
            id: CertificateId::new(issued_at, self.app.entropy()),
            application: application.id,
            venue: venue.id,
            number: CertificateNumber::new(PROVINCE_OFFICE, 2026, serial),
            document: DocumentNumber { serial, year: 2026, symbol: "SNV".to_owned() },
            code: ShortCode::new(self.app.entropy()),
            issued_token: None,
            status_record: self.build_status(),
            approver: self.officer.account,
            issued_at,
            expires_on: add_months(local_date(issued_at), 12) - Duration::DAY,
            facts: self.build_facts(venue, local_date(issued_at)),
            version: 1,
        }
    }

    /// Two in a hundred are not in force.
    fn build_status(&self) -> StatusRecord {
        let decided_status = match self.chance.number_below(1_000) {
            0..5 => CertificateStatus::Revoked,
            5..10 => CertificateStatus::Suspended,
            10..20 => CertificateStatus::Superseded,
            _ => return StatusRecord::issued(),
        };
        let until = local_date(self.now) + Duration::days(60);
        StatusRecord {
            decided_status,
            since: Some(self.now - self.chance.days_below(60)),
            until: (decided_status == CertificateStatus::Suspended).then_some(until),
            ..StatusRecord::issued()
        }
    }

    fn build_facts(&self, venue: &Venue, day: Date) -> CertificateFacts {
        let commune = venue.place.as_ref().map_or_else(province, |place| place.commune);
        let name = |agency: &Agency| agency.name.clone();
        CertificateFacts {
            name: venue.name.clone(),
            kind: venue.kind,
            kind_note: String::new(),
            address: venue.place.as_ref().map(|place| place.address.clone()).unwrap_or_default(),
            commune,
            commune_name: areas::all().full_name_in_sentence(commune, day).unwrap_or_default(),
            tax_code: venue.business.as_ref().map(|business| business.tax.masked()).unwrap_or_default(),
            representative: venue.representative.as_ref().map(|one| one.name.clone()).unwrap_or_default(),
            terms_version: self.terms,
            signed_on: day,
            workers: 0,
            confirmed_by: name(&self.confirming),
            confirmed_on: day,
            accepted_by: name(&self.department),
            accepted_on: day,
            issuer: Issuer {
                parent: self.department.parent_name.clone(),
                name: name(&self.department),
                place: self.department.place.clone(),
                approver_title: "GIÁM ĐỐC".to_owned(),
                approver_name: self.officer.name.clone(),
            },
        }
    }
}
