//! A registry of its own for measurements: its database, its offices, one officer of the province, and the service.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;

use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{Request, StatusCode, header};
use camket_app::passwords::HashingOptions;
use camket_app::throttle::ThrottleOptions;
use camket_app::{App, AppOptions, Client, WorkOptions, accounts, agencies, staff, upkeep, venue_register};
use camket_credential::MasterSecret;
use camket_domain::accounts::factor::FactorRule;
use camket_domain::accounts::password::Password;
use camket_domain::accounts::session::SessionLimits;
use camket_domain::accounts::{Actor, Login, Role};
use camket_domain::agencies::{Agency, AgencyFunction, AgencyLevel};
use camket_domain::ids::{AgencyId, uuid_v7};
use camket_domain::permissions::{Action, Permit, Right, rights};
use camket_shell::layers::RequestIds;
use camket_shell::request_context::Site;
use camket_store::Store;
use camket_web::SiteService;
use camket_web::state::Web;
use tempfile::TempDir;
use time::macros::date;
use tower::ServiceExt;
use uuid::Uuid;

use crate::BenchResult;
use crate::report::system::System;
use crate::sample::{COMMUNE_OFFICE, OFFICER, PROVINCE_OFFICE, province};
use crate::venues;

/// The master secret.
pub const SECRET: [u8; 32] = [7; 32];
/// Everybody's password.
pub const PASSWORD: &str = "một mật khẩu rất dài";
/// Log-in of the administrator.
pub const FOUNDER: &str = "founder@example.vn";
/// The page with venues by their ids, beside the routes of the program.
pub const BASELINE: &str = "/bench/register";

/// Where the database is. A folder is deleted in the end.
#[derive(Debug)]
pub enum DatabasePlace {
    Folder(TempDir),
    Url(String),
}

impl DatabasePlace {
    pub fn new_folder() -> BenchResult<Self> {
        Ok(Self::Folder(tempfile::Builder::new().prefix("camket-bench-office-").tempdir()?))
    }

    pub fn url(&self) -> String {
        match self {
            Self::Folder(folder) => format!("sqlite://{}?mode=rwc", Self::file_in(folder).display()),
            Self::Url(url) => url.clone(),
        }
    }

    fn file_in(folder: &TempDir) -> PathBuf {
        folder.path().join("camket.sqlite")
    }

    /// A copy of an SQLite database that nobody has open.
    pub fn copy(&self) -> BenchResult<Self> {
        let Self::Folder(folder) = self else { return Err("only a file can be copied".into()) };
        let copy = Self::new_folder()?;
        if let Self::Folder(to) = &copy {
            std::fs::copy(Self::file_in(folder), Self::file_in(to))?;
        }
        Ok(copy)
    }

    async fn connect_to_fill(&self) -> BenchResult<Store> {
        Ok(match self {
            Self::Folder(_) => Store::connect_to_fill(&self.url()).await?,
            Self::Url(url) => Store::connect(url).await?,
        })
    }
}

/// The registry with an officer of the province, who is logged in.
#[derive(Debug)]
pub struct OfficeRegistry {
    pub app: App,
    pub officer: Actor,
    service: SiteService,
    cookie: String,
    /// Deleted after the database is closed.
    place: Option<DatabasePlace>,
}

impl OfficeRegistry {
    /// A registry with this number of venues.
    pub async fn create(place: DatabasePlace, venues: usize) -> BenchResult<Self> {
        camket_migrations::run(&place.url()).await?;
        let filling = build_app(place.connect_to_fill().await?);
        upkeep::seed_calendar(&filling).await?;
        found_offices(&filling).await?;
        venues::insert_venues(&filling, venues).await?;
        venue_register::backfill(&filling).await?;
        venue_register::count_words(&filling).await?;
        filling.store().clone().close().await?;
        let registry = Self::open(&place.url()).await?;
        Ok(Self { place: Some(place), ..registry })
    }

    /// A registry that exists.
    pub async fn open(url: &str) -> BenchResult<Self> {
        let app = build_app(Store::connect(url).await?);
        let (login, client) = (Login::parse(OFFICER)?, Client::default());
        let step = accounts::log_in(&app, &login, PASSWORD.to_owned(), None, &client).await?;
        let logged_in = step.into_session().ok_or("the officer has no second factor")?;
        let cookie = format!("__Host-session={}", logged_in.token);
        Ok(Self { service: build_service(&app), officer: logged_in.actor, app, cookie, place: None })
    }

    pub fn may<R: Right>(&self) -> Permit<R> {
        Permit::for_actor(&self.officer).unwrap_or_else(|| panic!("the officer may not {:?}", R::ACTION))
    }

    pub fn url(&self) -> String {
        self.place.as_ref().map(DatabasePlace::url).unwrap_or_default()
    }

    /// Closes the database, and hands back where it is.
    pub async fn close(self) -> BenchResult<DatabasePlace> {
        self.app.store().clone().close().await?;
        self.place.ok_or_else(|| "another registry has this database".into())
    }

    /// The page at `path`, as the officer gets it.
    pub async fn get(&self, path: &str) -> BenchResult<Body> {
        let request = Request::get(path).header(header::HOST, "camket.example.vn");
        let mut request = request.header(header::COOKIE, &self.cookie).body(Body::empty())?;
        request.extensions_mut().insert(ConnectInfo(SocketAddr::from((Ipv4Addr::LOCALHOST, 1))));
        let answer = self.service.clone().oneshot(request).await?;
        match answer.status() {
            StatusCode::OK => Ok(answer.into_body()),
            status => Err(format!("{path}: {status}").into()),
        }
    }
}

fn build_app(store: Store) -> App {
    let options = AppOptions {
        public_url: "https://camket.example.vn".to_owned(),
        paths: &camket_web::paths::RoutePaths,
        channels: Vec::new(),
        sessions: SessionLimits::default(),
        factors: FactorRule::default(),
        throttle: ThrottleOptions::default(),
        hashing: HashingOptions { memory: 8, passes: 1, parallel: 4, waiting: 1_000 },
        work: WorkOptions { longest_wait: std::time::Duration::from_secs(600), ..WorkOptions::default() },
        backups: None,
        spool: camket_app::spool::SpoolFiles::new(tempfile::tempfile),
    };
    App::new(store, &MasterSecret::new(SECRET), Arc::new(System), Arc::new(System), options)
}

fn build_service(app: &App) -> SiteService {
    let web = Web { app: app.clone(), options: Arc::default() };
    let own = app.clone();
    let ids = RequestIds::new(move || uuid_v7(own.now(), own.entropy()).simple().to_string());
    let routes = camket_web::routes(false);
    let routes = routes.get(BASELINE, Action::ReadRegister, camket_web::list_register_by_ids);
    camket_web::build_service_of(routes, web, Site { demo: false, https: true, operator: None }, ids)
}

/// One office that confirms pledges, one of the province for the rest, and the officer.
async fn found_offices(app: &App) -> BenchResult<()> {
    let founder = create_account(app, FOUNDER, Role::Administrator, None).await?;
    let permit: Permit<rights::ManageAgencies> = Permit::for_actor(&founder).ok_or("no permit")?;
    let confirming = Agency {
        level: AgencyLevel::Commune,
        functions: vec![AgencyFunction::ConfirmPledges],
        ..build_agency("UBND phường Phan Rang", COMMUNE_OFFICE)
    };
    let department = Agency {
        functions: vec![AgencyFunction::AcceptLabour, AgencyFunction::Issue],
        ..build_agency("Sở Nội vụ tỉnh Khánh Hòa", PROVINCE_OFFICE)
    };
    for agency in [confirming, department] {
        let key = uuid_v7(app.now(), app.entropy());
        agencies::create(app, &permit, key, agency).await?;
    }
    let department = venues::find_agency(app, PROVINCE_OFFICE).await?;
    create_account(app, OFFICER, Role::LabourOfficer, Some(department.id)).await?;
    Ok(())
}

fn build_agency(name: &str, code: &str) -> Agency {
    Agency {
        id: AgencyId(Uuid::nil()),
        name: name.to_owned(),
        parent_name: "UBND tỉnh Khánh Hòa".to_owned(),
        symbol: "SNV".to_owned(),
        place: "Khánh Hòa".to_owned(),
        code: code.to_owned(),
        level: AgencyLevel::Province,
        area: province(),
        functions: Vec::new(),
        valid_from: date!(2025 - 07 - 01),
        valid_to: None,
        version: 0,
    }
}

/// An account of the province.
pub async fn create_account(
    app: &App,
    login: &str,
    role: Role,
    agency: Option<AgencyId>,
) -> BenchResult<Actor> {
    let (name, area) = ("Trần Văn Lập".to_owned(), Some(province()));
    let (login, password) = (Login::parse(login)?, Password::parse(PASSWORD)?);
    let account = staff::create_from_console(app, name.clone(), login, role, agency, area, password).await?;
    Ok(Actor { account, role, name, agency, area, entered_by: None })
}
