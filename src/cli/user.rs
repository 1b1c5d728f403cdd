//! `camket user`: staff accounts from the command line, among them the first administrator.

use std::io::{Write, stdin, stdout};

use anyhow::{Context, Result, anyhow, bail};
use camket_app::{App, AppError, InputProblem, InvalidInput, staff};
use camket_domain::{
    accounts::{
        Login, Role,
        password::{MAX_LENGTH, MIN_LENGTH, Password, PasswordError},
    },
    areas::{self, AreaCode},
    ids::AgencyId,
};
use camket_store::agencies;

use super::{
    args::{AddUserArgs, ConfigArgs, NamedUserArgs, ResetUserArgs, UserCommand},
    clock::SystemEntropy,
    config::Environment,
    password, registry,
    setup::Setup,
};

/// Runs one `user` command.
///
/// # Errors
/// The set-up or an argument is wrong.
pub async fn run(user: UserCommand, environment: &Environment) -> Result<()> {
    match user {
        UserCommand::Add(add) => self::add_user(&add, environment).await,
        UserCommand::Disable(named) => disable_user(&named, environment).await,
        UserCommand::Enable(named) => enable_user(&named, environment).await,
        UserCommand::Reset(reset) => self::reset_user(&reset, environment).await,
        UserCommand::RemoveFactor(named) => remove_factor(&named, environment).await,
    }
}

async fn open_registry(settings: &ConfigArgs, environment: &Environment) -> Result<App> {
    let setup = Setup::prepare(&settings.overrides(), environment)?;
    // These commands print no public address, so none is needed.
    registry::open(&setup, String::new(), Vec::new()).await
}

async fn add_user(add: &AddUserArgs, environment: &Environment) -> Result<()> {
    let login = parse_login(&add.login)?;
    let app = open_registry(&add.settings, environment).await?;
    let area = add.area.as_deref().map(|code| load_area(&app, code)).transpose()?;
    let agency = match add.agency.as_deref() {
        Some(code) => Some(load_agency(&app, code).await?),
        None => None,
    };
    if add.role != Role::Administrator && (agency.is_none() || area.is_none()) {
        bail!("{} works for an agency in an area: give --agency CODE and --area CODE", add.role.code());
    }
    if area.is_none() {
        bail!("an administrator keeps an area: give --area CODE, such as 56 for Khánh Hòa");
    }
    let (typed, made) = new_password(add.password.stdin)?;
    let name = camket_domain::text::normalize_line(&add.name)
        .map_err(|_| anyhow!("the name has control characters"))?;
    staff::create_from_console(&app, name, login, add.role, agency, area, typed)
        .await
        .map_err(explain_error)?;
    print_outcome("made", &add.login, made)
}

async fn disable_user(named: &NamedUserArgs, environment: &Environment) -> Result<()> {
    let app = open_registry(&named.settings, environment).await?;
    staff::disable_from_console(&app, &parse_login(&named.login)?).await.map_err(explain_error)?;
    print_outcome("disabled; its sessions are over", &named.login, None)
}

async fn enable_user(named: &NamedUserArgs, environment: &Environment) -> Result<()> {
    let app = open_registry(&named.settings, environment).await?;
    staff::enable_from_console(&app, &parse_login(&named.login)?).await.map_err(explain_error)?;
    print_outcome("enabled", &named.login, None)
}

async fn reset_user(reset: &ResetUserArgs, environment: &Environment) -> Result<()> {
    let app = open_registry(&reset.settings, environment).await?;
    let (typed, made) = new_password(reset.password.stdin)?;
    staff::reset_from_console(&app, &parse_login(&reset.login)?, typed).await.map_err(explain_error)?;
    print_outcome("has a new password; its sessions are over", &reset.login, made)
}

async fn remove_factor(named: &NamedUserArgs, environment: &Environment) -> Result<()> {
    let app = open_registry(&named.settings, environment).await?;
    let removed =
        staff::remove_factor_from_console(&app, &parse_login(&named.login)?).await.map_err(explain_error)?;
    let outcome =
        if removed { "has no second factor any more; its sessions are over" } else { "has no second factor" };
    print_outcome(outcome, &named.login, None)
}

/// The password for the account, and a copy of it if it was generated here and must be printed.
fn new_password(from_stdin: bool) -> Result<(Password, Option<Password>)> {
    let parse = |text: &str| {
        Password::parse(text).map_err(|error| match error {
            PasswordError::Common => anyhow!("this password is among the most common ones: choose another"),
            PasswordError::Short | PasswordError::Long => {
                anyhow!("a password has {MIN_LENGTH} to {MAX_LENGTH} characters")
            }
        })
    };
    if from_stdin {
        return Ok((parse(password::read(stdin().lock())?.expose())?, None));
    }
    let made = parse(password::generate(&SystemEntropy).expose())?;
    Ok((made.clone(), Some(made)))
}

fn print_outcome(what: &str, login: &str, made: Option<Password>) -> Result<()> {
    let mut out = stdout();
    writeln!(out, "{login}: {what}")?;
    if let Some(password) = made {
        writeln!(out, "Password (shown this once): {}", password.expose())?;
    }
    Ok(())
}

fn parse_login(text: &str) -> Result<Login> {
    Login::parse(text)
        .map_err(|_| anyhow!("{text} is neither an e-mail address nor a Vietnamese mobile number"))
}

fn load_area(app: &App, code: &str) -> Result<AreaCode> {
    let known = AreaCode::new(code).filter(|code| areas::all().find(*code, app.today()).is_some());
    known.with_context(|| {
        format!("there is no area with the code {code} today; 56 is Khánh Hòa, 22759 Phường Phan Rang")
    })
}

async fn load_agency(app: &App, code: &str) -> Result<AgencyId> {
    let found = agencies::find_by_code(app.store(), code).await?;
    Ok(found
        .with_context(|| {
            format!("there is no agency with the code {code}; an administrator adds it on the pages")
        })?
        .id)
}

fn explain_error(error: AppError) -> anyhow::Error {
    match error {
        AppError::NotFound => anyhow!("there is no account with this login"),
        AppError::Invalid(InvalidInput { problem: InputProblem::LoginTaken, .. }) => {
            anyhow!("there is an account with this login already")
        }
        other => other.into(),
    }
}
