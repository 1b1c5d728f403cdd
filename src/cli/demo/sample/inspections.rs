//! The inspections of the demo by Đội 178: two teams, a plan, three inspections, two scans, and what follows from them.
//!
//! Everything goes through the use cases, with a clock at the moment of the event, so rules, numbers, audit events and
//! messages are real. Only the phone is simulated.

mod phone;
mod teams;

use std::sync::Arc;

use anyhow::{Context, Result};
use camket_app::scans::SubmittedScan;
use camket_app::{App, demands, measures, plans, scans};
use camket_credential::MasterSecret;
use camket_domain::accounts::{Account, Scope};
use camket_domain::areas::AreaCode;
use camket_domain::calendar::{VIETNAM, local_date};
use camket_domain::certificates::verdict::{Verdict, judge_status};
use camket_domain::certificates::{Certificate, CertificateStatus};
use camket_domain::clock::Clock;
use camket_domain::ids::{PlanId, ScanId, uuid_v7};
use camket_domain::inspections::Conclusion;
use camket_domain::measures::{EndorsedMeasure, Measure};
use camket_domain::permissions::{Permit, Right};
use camket_domain::scans::{Position, ShownVerdict};
use camket_domain::venues::Venue;
use camket_store::{accounts, certificates, venues};
use time::macros::time;
use time::{Date, Duration, OffsetDateTime, Time};

use super::{ACCOUNTS, OWNER_LOGIN};
use crate::cli::clock::SystemEntropy;
use phone::{SamplePhone, SeenViolation};

/// The commune of the visiting team.
const TEAM_COMMUNE: &str = "22759";

/// A clock that stands at one moment.
#[derive(Clone, Copy, Debug)]
struct FixedClock(OffsetDateTime);

impl Clock for FixedClock {
    fn now(&self) -> OffsetDateTime {
        self.0
    }
}

/// Gives the registry with a clock in the last 45 days of this calendar year.
#[derive(Debug)]
struct PastRegistry<'a> {
    app: &'a App,
    master: &'a MasterSecret,
    from: OffsetDateTime,
}

impl<'a> PastRegistry<'a> {
    fn new(app: &'a App, master: &'a MasterSecret) -> Self {
        let first = Date::from_ordinal_date(app.today().year(), 1).unwrap_or(app.today());
        let first = first.with_time(Time::MIDNIGHT).assume_offset(VIETNAM);
        Self { app, master, from: first.max(app.now() - Duration::days(45)) }
    }

    /// The registry at 09:20 (Asia/Ho_Chi_Minh) of a day, `part` thousandths after the start of the period.
    fn app_at(&self, part: i32) -> App {
        let at: OffsetDateTime = self.from + (self.app.now() - self.from) * part / 1000;
        let morning = at.to_offset(VIETNAM).replace_time(time!(9:20)).to_offset(time::UtcOffset::UTC);
        let clock = Arc::new(FixedClock(morning.clamp(self.from, self.app.now())));
        let options = self.app.options().clone();
        App::new(self.app.store().clone(), self.master, clock, Arc::new(SystemEntropy), options)
    }
}

/// Writes all inspections into a registry that has the sample venues.
pub async fn write_inspections(app: &App, master: &MasterSecret) -> Result<()> {
    let past = PastRegistry::new(app, master);
    let inspector = load_account(app, "doi178@camket.example").await?;
    let team = teams::create_teams(&past.app_at(0), &inspector).await.context("teams")?;
    let places = InspectedVenues::find(app).await?;
    let plan = create_plan(&past.app_at(100), &team).await.context("a plan")?;
    let phone = SamplePhone::enrol(&past.app_at(150), &inspector, team, plan).await.context("a phone")?;
    phone
        .report_visit(&past.app_at(300), &places.compliant.0, &[], Conclusion::Pass)
        .await
        .context("a visit without findings")?;
    report_violations(&past, &phone, &places.violating).await.context("a visit with a violation")?;
    report_demands(&past, &phone, &places.printed_owners).await.context("a visit with demands")?;
    send_scans(&past.app_at(985), &phone, &places).await.context("scans")
}

/// The venues of the story, each with its certificate.
#[derive(Debug)]
struct InspectedVenues {
    compliant: (Venue, Certificate),
    violating: (Venue, Certificate),
    /// A venue of the owner whose log-in is printed.
    printed_owners: (Venue, Certificate),
    /// A certificate that is superseded or revoked.
    old_certificate: Option<Certificate>,
}

impl InspectedVenues {
    async fn find(app: &App) -> Result<Self> {
        let commune = AreaCode::new(TEAM_COMMUNE).context("the commune")?;
        let all = venues::list_in_scope(app.store(), &Scope::Area(commune), 1_000).await?;
        let ids: Vec<_> = all.iter().map(|venue| venue.id).collect();
        let papers = certificates::list_by_venues(app.store(), &ids).await?;
        let today = app.today();
        let good = |c: &Certificate| judge_status(c.status_on(today), c.expires_on, today) == Verdict::Valid;
        let owner = load_account(app, OWNER_LOGIN).await?;
        let mut shown: Vec<_> = Vec::new();
        let mut others: Vec<_> = Vec::new();
        for venue in all {
            let Some(paper) = papers.iter().find(|c| c.venue == venue.id).filter(|c| good(c)) else {
                continue;
            };
            let list = if venue.owner == owner.id { &mut shown } else { &mut others };
            list.push((venue, paper.clone()));
        }
        // The one that ends first, because users try out the other one, which is printed.
        shown.sort_by_key(|(_, paper)| paper.expires_on);
        // Venues with a position come first, so that a scan can be far from one.
        let place = |venue: &Venue| venue.place.as_ref().and_then(|place| place.position);
        others.sort_by_key(|(venue, paper)| (place(venue).is_none(), std::cmp::Reverse(paper.expires_on)));
        let mut others = others.into_iter();
        let old = |status| papers.iter().find(|c| c.status_on(today) == status).cloned();
        Ok(Self {
            compliant: others.next().context("a venue with a certificate")?,
            violating: others.next().context("another one")?,
            printed_owners: shown.into_iter().next().context("one of the shown owner's")?,
            old_certificate: old(CertificateStatus::Superseded).or_else(|| old(CertificateStatus::Revoked)),
        })
    }
}

async fn load_account(app: &App, login: &str) -> Result<Account> {
    accounts::find_by_login(app.store(), login).await?.with_context(|| format!("the account {login}"))
}

fn permit_for<R: Right>(account: &Account) -> Result<Permit<R>> {
    Permit::for_actor(&account.as_actor()).with_context(|| format!("{} may not", account.name))
}

/// An officer draws this year's plan, and an approver approves it.
async fn create_plan(app: &App, team: &camket_domain::teams::Team) -> Result<PlanId> {
    let (officer, approver) =
        (load_account(app, ACCOUNTS[1].1).await?, load_account(app, ACCOUNTS[5].1).await?);
    let key = uuid_v7(app.now(), app.entropy());
    let plan =
        plans::draw_plan(app, &permit_for(&officer)?, key, team.id, (app.today().year(), None)).await?;
    plans::approve(app, &permit_for(&approver)?, plan, 1).await?;
    Ok(plan)
}

/// A visit with grave findings: the rules suggest a suspension, an officer endorses it, and it waits for the second person.
async fn report_violations(
    past: &PastRegistry<'_>,
    phone: &SamplePhone,
    place: &(Venue, Certificate),
) -> Result<()> {
    let no = [
        SeenViolation {
            item: "contracts",
            count: Some(3),
            demand: "Ký hợp đồng lao động bằng văn bản với 03 người lao động",
        },
        SeenViolation {
            item: "registered", count: Some(2), demand: "Khai trình bổ sung 02 người lao động"
        },
        SeenViolation {
            item: "identity-papers",
            count: Some(2),
            demand: "Trả lại bản chính giấy tờ tùy thân cho 02 người lao động",
        },
    ];
    let reported = phone.report_visit(&past.app_at(820), &place.0, &no, Conclusion::Record).await?;
    let app = past.app_at(890);
    let officer = load_account(&app, ACCOUNTS[1].1).await?;
    let (waiting, _) = measures::list_waiting(&app, &permit_for(&officer)?, None).await?;
    let proposal =
        waiting.items.iter().find(|p| p.inspection == reported.inspection.id).context("a proposal")?;
    let wanted = EndorsedMeasure {
        measure: Measure::Suspend,
        until: Some(past.app.today() + Duration::days(30)),
        decision: "15/QĐ-SNV".to_owned(),
        note: "Ba vi phạm nghiêm trọng trong một cuộc kiểm tra; cơ sở chưa khắc phục.".to_owned(),
    };
    Ok(measures::endorse(&app, &permit_for(&officer)?, proposal.id, proposal.version, wanted).await?)
}

/// A visit with two demands, of which one is met some days later. The owner can still reply.
async fn report_demands(
    past: &PastRegistry<'_>,
    phone: &SamplePhone,
    place: &(Venue, Certificate),
) -> Result<()> {
    let no = [
        SeenViolation {
            item: "contracts",
            count: Some(1),
            demand: "Ký hợp đồng lao động bằng văn bản với 01 người lao động",
        },
        SeenViolation {
            item: "health-checks",
            count: Some(2),
            demand: "Tổ chức khám sức khỏe định kỳ cho 02 người lao động",
        },
    ];
    let reported = phone.report_visit(&past.app_at(930), &place.0, &no, Conclusion::Reminder).await?;
    let app = past.app_at(990);
    let first = &reported.inspection.report.demands[0];
    let demand = demands::find(&app, &permit_for(&phone.inspector)?, first.id).await?;
    let note = "Đã xem hợp đồng lao động ký bổ sung";
    Ok(demands::meet(&app, &permit_for(&phone.inspector)?, demand.id, demand.version, note).await?)
}

/// Two scans: an old certificate that still hangs on a wall, and a valid one far from its venue.
async fn send_scans(app: &App, phone: &SamplePhone, places: &InspectedVenues) -> Result<()> {
    let (venue, paper) = &places.compliant;
    let home = venue.place.as_ref().and_then(|place| place.position);
    // A hundredth of a degree of latitude is about 1.1 km.
    let away = home.and_then(|(lat, lng)| Position::new(lat + 0.03, lng, 15.0));
    let sent = |certificate: &Certificate, verdict: Verdict, position| SubmittedScan {
        id: ScanId(uuid_v7(app.now(), app.entropy())),
        at: app.now(),
        number: certificate.number.to_string(),
        shown: ShownVerdict { verdict, offline: false, list_at: None },
        position,
    };
    let mut all = vec![sent(paper, Verdict::Valid, away)];
    if let Some(old) = &places.old_certificate {
        let today = local_date(app.now());
        all.push(sent(old, judge_status(old.status_on(today), old.expires_on, today), None));
    }
    let body = format!("{all:?}").into_bytes();
    let signature = phone.sign(&body)?;
    scans::receive(app, &permit_for(&phone.inspector)?, &phone.signed_message(&body, &signature), all)
        .await?;
    Ok(())
}
