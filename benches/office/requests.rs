//! What officers ask for: the register by any two filters, from its first page and from deep in it, and by what they search.

use camket_domain::areas;
use camket_domain::ids::VenueId;
use camket_domain::text::fold;
use camket_domain::venue_register::{CertificateFilter, OperationState, ReachFilter, TrackFilter};
use camket_domain::venues::{Venue, VenueKind};
use camket_shell::links;
use camket_store::{Reader, certificates, venues};
use camket_web::paths;
use sea_orm::{ConnectionTrait, Statement};
use uuid::Uuid;

use crate::BenchResult;
use crate::registry::{BASELINE, OfficeRegistry};
use crate::sample::province;
use crate::sample::random::SeededRandom;

/// Venues of a page.
const PAGE: usize = 25;
/// Venues whose names, numbers and telephones are searched.
const SEARCHED: usize = 300;

/// Makes addresses of a registry, other ones each time.
pub struct RequestMaker {
    chance: SeededRandom,
    ids: Vec<Uuid>,
    searched: Vec<SearchedVenue>,
    /// Each field with its values.
    filters: Vec<(&'static str, Vec<&'static str>)>,
}

struct SearchedVenue {
    name: String,
    phone: String,
    /// As papers print them: of the certificate, of the document, of the tax office.
    numbers: Vec<String>,
}

impl RequestMaker {
    pub async fn load(registry: &OfficeRegistry) -> BenchResult<Self> {
        let chance = SeededRandom::new(25);
        let db = registry.app.store().connection();
        let sql = "SELECT id FROM venue ORDER BY id";
        let rows = db.query_all_raw(Statement::from_string(db.get_database_backend(), sql)).await?;
        let ids = rows.iter().map(|row| row.try_get("", "id")).collect::<Result<Vec<Uuid>, _>>()?;
        let chosen: Vec<VenueId> = (0..SEARCHED).map(|_| VenueId(*chance.pick(&ids))).collect();
        let searched = load_searched(registry, &chosen).await?;
        Ok(Self { chance, ids, searched, filters: list_filters(registry) })
    }

    /// A page of venues by their ids.
    pub fn make_baseline(&self, count: usize) -> Vec<String> {
        let page = |_| {
            let ids: Vec<String> = (0..PAGE).map(|_| self.chance.pick(&self.ids).to_string()).collect();
            let pairs: Vec<(&str, &str)> = ids.iter().map(|id| ("venue", id.as_str())).collect();
            links::with_query(BASELINE, &pairs)
        };
        (0..count).map(page).collect()
    }

    /// The register by each pair of filters, with values by chance: from the first page, and from after some venue.
    pub fn make_pages(&self) -> Vec<String> {
        let mut made = Vec::new();
        for (place, (field, values)) in self.filters.iter().enumerate() {
            for (other, others) in &self.filters[place + 1..] {
                let filters = [(*field, *self.chance.pick(values)), (*other, *self.chance.pick(others))];
                let after = self.chance.pick(&self.ids).to_string();
                made.push(links::with_query(paths::VenueRegister::PATTERN, &filters));
                let deep = [filters.as_slice(), &[("after", after.as_str())]].concat();
                made.push(links::with_query(paths::VenueRegister::PATTERN, &deep));
            }
        }
        made
    }

    /// `count` names without accents, `count` numbers, `count` telephone numbers.
    pub fn make_searches(&self, count: usize) -> Vec<String> {
        let search = |words: &str| links::with_query(paths::VenueRegister::PATTERN, &[("q", words)]);
        let pick = || self.chance.pick(&self.searched);
        let one = |_| [pick().name.clone(), self.chance.pick(&pick().numbers).clone(), pick().phone.clone()];
        (0..count).flat_map(one).map(|words| search(&words)).collect()
    }
}

fn list_filters(registry: &OfficeRegistry) -> Vec<(&'static str, Vec<&'static str>)> {
    let communes = areas::all().list_communes(province(), registry.app.today());
    let flag = || vec!["yes", "no"];
    vec![
        ("commune", communes.into_iter().map(|area| area.code.as_str()).collect()),
        ("kind", VenueKind::ALL.map(VenueKind::code).into()),
        ("pledge", TrackFilter::ALL.map(TrackFilter::code).into()),
        ("labour", TrackFilter::ALL.map(TrackFilter::code).into()),
        ("certificate", CertificateFilter::ALL.map(CertificateFilter::code).into()),
        ("visited", flag()),
        ("demanded", flag()),
        ("operation", OperationState::ALL.map(OperationState::code).into()),
        ("reach", ReachFilter::ALL.map(ReachFilter::code).into()),
    ]
}

async fn load_searched(registry: &OfficeRegistry, ids: &[VenueId]) -> BenchResult<Vec<SearchedVenue>> {
    let store = registry.app.store();
    let found = venues::find_many(store, &registry.officer.scope(), ids).await?;
    let issued = certificates::list_by_venues(store, ids).await?;
    let whole = found.iter().filter_map(|venue| {
        let certificate = issued.iter().find(|one| one.venue == venue.id)?;
        let numbers =
            vec![certificate.number.to_string(), certificate.document.to_string(), find_tax_code(venue)?];
        let phone = venue.business.as_ref()?.phone.as_str();
        // As it is written on a sign.
        let phone = format!("{} {} {}", &phone[..4], &phone[4..7], &phone[7..]);
        Some(SearchedVenue { name: fold(&venue.name), phone, numbers })
    });
    Ok(whole.collect())
}

fn find_tax_code(venue: &Venue) -> Option<String> {
    venue.business.as_ref().map(|business| business.tax.masked())
}
