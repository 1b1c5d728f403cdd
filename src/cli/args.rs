//! The command line as clap types. Each command is implemented in its own file. The `///` comments here are its help text.

mod audit;
mod user;

use std::{net::SocketAddr, path::PathBuf};

use clap::{Args, Parser, Subcommand};

use super::config::ConfigOverrides;
pub use audit::{AuditCommand, AuditKeysArgs, ExportAuditArgs, ProveEventArgs, VerifyAuditArgs};
pub use user::{AddUserArgs, NamedUserArgs, ResetUserArgs, UserCommand};

/// Default data folder of `demo`. It lies beside the one of `serve`, not inside it.
pub const DEMO_DIR: &str = "data/demo";

const ABOUT: &str =
    "Camket: a registry of venue pledges and labour registrations, with a certificate anyone can check.";

const AFTER_HELP: &str = "\
Examples:
  camket demo                              Look around: made-up data, log-ins and passwords are printed
  camket doctor                            Is everything in order? What to do if not
  camket serve --data /var/lib/camket      One SQLite file in that folder
  camket user add admin@example.vn --role administrator --name \"Trần Thị An\" --agency CODE --area CODE
                                           The first administrator; the password is printed once

Environment:
  DATABASE_URL              PostgreSQL instead of SQLite: postgres://USER:PASSWORD@HOST/NAME
  CAMKET_SECTION__KEY       Any key of the configuration, such as CAMKET_SERVER__PUBLIC_URL
  CAMKET_CONFIG             The configuration file, like --config

Configuration: defaults, then camket.toml (--config FILE, or in the data folder), then the environment, then flags; the later
one wins. config/camket.example.toml documents every key. Logs go to stderr.";

#[derive(Debug, Parser)]
#[command(name = "camket", version, about = ABOUT, after_help = AFTER_HELP, max_term_width = 120)]
pub struct CommandLine {
    #[command(subcommand)]
    pub command: CliCommand,
}

#[derive(Debug, Subcommand)]
pub enum CliCommand {
    /// Serve the registry with real data
    Serve(ServeArgs),
    /// Serve a registry full of made-up data, to look around
    Demo(DemoArgs),
    /// Bring the database schema to the version of this program, and stop (serve does it at its start too)
    Migrate(ConfigArgs),
    /// Create, disable or reset a staff account
    #[command(subcommand)]
    User(UserCommand),
    /// Create, rotate, withdraw and publish the keys that sign certificates
    #[command(subcommand)]
    Keys(KeysCommand),
    /// Change the master secret
    #[command(subcommand)]
    Secret(SecretCommand),
    /// Export, check and prove the log of everything that was done
    #[command(subcommand)]
    Audit(AuditCommand),
    /// Look at messages that were not sent, try them again or drop them
    #[command(subcommand)]
    Outbox(OutboxCommand),
    /// Delete what has ended and was kept long enough, as the server does every ten minutes, and say how much
    #[command(after_help = TIDY_HELP)]
    Tidy(TidyArgs),
    /// Write the signed status list to a file, for a server of static files
    StatusList(StatusListArgs),
    /// Look up a certificate as a phone does: the text of its QR, a picture of it, or its PDF
    #[command(after_help = VERIFY_HELP)]
    Verify(VerifyArgs),
    /// Copy the database while it is in use, and check the copy
    #[command(after_help = BACKUP_HELP)]
    Backup(BackupArgs),
    /// Put a backup back, or work through a restore that another tool made; no server may run on the data folder
    #[command(after_help = RESTORE_HELP)]
    Restore(RestoreArgs),
    /// Fill an empty registry with many made-up certificates, to measure with
    #[command(hide = true)]
    BenchData(BenchDataArgs),
    /// Check the set-up and say how to fix what is wrong; exits with 1 if something is
    Doctor(ConfigArgs),
}

/// The options for configuration file and data folder, shared by most commands.
#[derive(Args, Clone, Debug)]
pub struct ConfigArgs {
    /// Configuration file [default: camket.toml in the data folder, if there is one]
    #[arg(long, value_name = "FILE", env = "CAMKET_CONFIG", hide_env = true)]
    config: Option<PathBuf>,
    /// Data folder; created if there is none [default: data/live]
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
}

#[derive(Args, Debug)]
pub struct ServeArgs {
    #[command(flatten)]
    settings: ConfigArgs,
    /// Where to listen; port 0 takes a free one [default: 127.0.0.1:8080]
    #[arg(long, value_name = "ADDR:PORT")]
    listen: Option<SocketAddr>,
}

/// Reads no configuration file and no environment variable, so it cannot reach a real office's database or gateways.
#[derive(Args, Debug)]
pub struct DemoArgs {
    /// Where to listen; port 0 takes a free one
    #[arg(long, value_name = "ADDR:PORT", default_value = "127.0.0.1:8080")]
    pub listen: SocketAddr,
    /// The demo's own folder: empty, new, or made by an earlier demo
    #[arg(long, value_name = "DIR", default_value = DEMO_DIR)]
    pub data: PathBuf,
    /// Print one line of JSON on stdout once the demo is ready: its address, accounts and a sample certificate
    #[arg(long)]
    pub json: bool,
    /// Let other machines reach the demo too. Its data is made up, but anyone who reaches it can read the mailbox page
    #[arg(long)]
    pub allow_remote: bool,
}

#[derive(Debug, Subcommand)]
pub enum KeysCommand {
    /// List all keys, oldest first
    List(ConfigArgs),
    /// Create a key that starts to sign at a later moment, so that readers have it before that
    New(NewKeyArgs),
    /// Create a key that signs from now on; the other keys stop signing, and what they signed stays valid
    Rotate(ConfigArgs),
    /// Withdraw a key that someone else may hold: certificates signed with it prove nothing until they are reissued
    Withdraw(WithdrawKeyArgs),
    /// Write the public keys to a file or to standard output
    ExportPublic(ExportKeysArgs),
}

const ROTATE_HELP: &str = "\
The former secret is the configured one. The new one comes from secrets.new_master_secret_file (mode 0600) or from the variable
CAMKET_SECRETS__NEW_MASTER_SECRET. Every node must be stopped. An interrupted change goes on when the command is run again with
the same two secrets; keep both until it has finished, and the former one as long as there are backups from before.

Example:
  openssl rand -base64 32 | install -m 600 /dev/stdin /etc/camket/new.secret
  CAMKET_SECRETS__NEW_MASTER_SECRET_FILE=/etc/camket/new.secret camket secret rotate";

#[derive(Debug, Subcommand)]
pub enum SecretCommand {
    /// Seal everything under a new master secret; no server may run
    #[command(after_help = ROTATE_HELP)]
    Rotate(ConfigArgs),
}

#[derive(Debug, Subcommand)]
pub enum OutboxCommand {
    /// List the messages that were not sent, oldest first, without what they say
    List(ConfigArgs),
    /// Make a message due now, or all that were given up
    Retry(UnsentArgs),
    /// Delete a message that was not sent, or all that were given up
    Drop(UnsentArgs),
}

#[derive(Args, Debug)]
pub struct UnsentArgs {
    /// The message's id, as `camket outbox list` shows it
    #[arg(required_unless_present = "given_up", conflicts_with = "given_up")]
    pub id: Option<String>,
    /// All messages that were given up
    #[arg(long)]
    pub given_up: bool,
    #[command(flatten)]
    pub settings: ConfigArgs,
}

#[derive(Args, Debug)]
pub struct NewKeyArgs {
    /// The moment from which it signs, such as 2027-01-01T00:00:00+07:00 [default: now]
    #[arg(long, value_name = "MOMENT")]
    pub from: Option<String>,
    #[command(flatten)]
    pub settings: ConfigArgs,
}

#[derive(Args, Debug)]
pub struct WithdrawKeyArgs {
    /// The key's id, as `camket keys list` shows it
    pub kid: String,
    /// Reason, written to the audit trail; no personal data
    #[arg(long)]
    pub reason: String,
    #[command(flatten)]
    pub settings: ConfigArgs,
}

/// The output format of public keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum KeyFormat {
    /// A JWK set (RFC 7517)
    Jwk,
    /// A COSE key set (RFC 9052)
    Cose,
}

#[derive(Args, Debug)]
pub struct ExportKeysArgs {
    /// Output file [default: standard output]
    pub file: Option<PathBuf>,
    /// Output format
    #[arg(long, value_enum, default_value = "jwk")]
    pub format: KeyFormat,
    #[command(flatten)]
    pub settings: ConfigArgs,
}

const TIDY_HELP: &str = "\
The page /admin/storage says how long each kind is kept and why, and how much room each table takes. The months for which scans
are kept are a setting (/admin/settings). On SQLite the file does not become smaller: the room is written again.";

#[derive(Args, Debug)]
pub struct TidyArgs {
    /// Only count; delete nothing
    #[arg(long)]
    pub dry_run: bool,
    #[command(flatten)]
    pub settings: ConfigArgs,
}

#[derive(Args, Debug)]
pub struct StatusListArgs {
    /// Output file
    pub file: PathBuf,
    #[command(flatten)]
    pub settings: ConfigArgs,
}

const BACKUP_HELP: &str = "\
With --recipient the backup is encrypted, so that only a private key of age (age-encryption.org) opens it. The copy is checked
before it is encrypted; whether the encrypted file opens is shown by --verify on a machine with the private key.

Examples:
  age-keygen -o backup.key                               (on another machine; prints the public key, age1...)
  camket backup /backup/camket --recipient age1...
  camket backup --verify camket-20261130T013000Z --identity backup.key";

#[derive(Args, Debug)]
pub struct BackupArgs {
    /// The folder below which the backup is written [default: backup.dir of the configuration]
    pub dir: Option<PathBuf>,
    /// Encrypt to this public key of age; may be given several times [default: backup.recipients of the configuration]
    #[arg(long = "recipient", value_name = "KEY")]
    pub recipients: Vec<String>,
    /// Make no backup, but check this one: its digests, and whether it opens
    #[arg(long, value_name = "FOLDER", conflicts_with_all = ["dir", "recipients"])]
    pub verify: Option<PathBuf>,
    /// A file with the private key, as age-keygen writes it, to open an encrypted backup
    #[arg(long, value_name = "FILE", requires = "verify")]
    pub identity: Option<PathBuf>,
    #[command(flatten)]
    pub settings: ConfigArgs,
}

const RESTORE_HELP: &str = "\
What was suspended or revoked in the published list stays so, numbers that may stand on lost papers are never given again, and
the list's sequence rises above all that was published. The page /admin/restores lists what must be looked at by hand.

Examples:
  camket restore /backup/camket-20261130T013000Z --decision 12/QD-SNV
  camket restore --published https://camket.example.vn --decision 12/QD-SNV    (another tool put the database back)";

#[derive(Args, Debug)]
pub struct RestoreArgs {
    /// A folder that `camket backup` wrote [default: the database as it is, put back by another tool]
    pub backup: Option<PathBuf>,
    /// Number of the decision to restore, or who decided it: it stands in the trail and with each certificate that changes
    #[arg(long, value_name = "TEXT")]
    pub decision: String,
    /// A file with the private key, as age-keygen writes it, if the backup is encrypted
    #[arg(long, value_name = "FILE", requires = "backup")]
    pub identity: Option<PathBuf>,
    /// A copy of the published status list; may be given several times, the newest counts [also: the data folder's own copy]
    #[arg(long = "list", value_name = "FILE")]
    pub lists: Vec<PathBuf>,
    /// An address that still serves the published status list
    #[arg(long, value_name = "URL")]
    pub published: Option<String>,
    /// Go on without the data folder's own copy of the published list
    #[arg(long)]
    pub no_list: bool,
    /// Numbers left out beyond the highest one known, in each series
    #[arg(long, value_name = "NUMBER", default_value_t = camket_app::restores::DEFAULT_GAP, value_parser = clap::value_parser!(i32).range(1..=100_000))]
    pub gap: i32,
    #[command(flatten)]
    pub settings: ConfigArgs,
}

const VERIFY_HELP: &str = "\
The first line printed is the verdict. Exit codes: 0 valid; 1 it could not be looked up; 2 wrong use of the command;
  10 valid_as_of   11 suspended   12 revoked   13 superseded   14 expired
  20 cannot_say    21 not_in_register   22 forged   23 not_ours   24 mistyped

Examples:
  camket verify https://camket.example.vn/v/01234-56784 --url https://camket.example.vn
  camket verify giay-xac-nhan.pdf --offline --keys keys.json --status-list status-list";

#[derive(Args, Debug)]
pub struct VerifyArgs {
    /// The text of the QR, a short code, or the path of a PDF or of a picture (PNG, JPEG)
    pub given: String,
    /// Use no network: the keys and the list are files
    #[arg(long, requires = "keys")]
    pub offline: bool,
    /// The public keys, from /.well-known/camket/keys.json or keys.cbor
    #[arg(long, value_name = "FILE", requires = "offline")]
    pub keys: Option<PathBuf>,
    /// The status list, from /.well-known/camket/status-list; without it few verdicts are possible
    #[arg(long, value_name = "FILE", requires = "offline")]
    pub status_list: Option<PathBuf>,
    /// The address of the register [default: that of the configuration; offline, that of the status list]
    #[arg(long)]
    pub url: Option<String>,
    #[command(flatten)]
    pub settings: ConfigArgs,
}

#[derive(Args, Debug)]
pub struct BenchDataArgs {
    /// Number of certificates
    #[arg(long)]
    pub certificates: u32,
    #[command(flatten)]
    pub settings: ConfigArgs,
}

impl ConfigArgs {
    pub fn overrides(&self) -> ConfigOverrides {
        ConfigOverrides { config: self.config.clone(), data: self.data.clone(), listen: None }
    }
}

impl ServeArgs {
    pub fn overrides(&self) -> ConfigOverrides {
        ConfigOverrides { listen: self.listen, ..self.settings.overrides() }
    }
}

#[cfg(test)]
mod tests {
    use camket_domain::accounts::Role;
    use clap::CommandFactory;

    use super::*;

    fn parse(line: &str) -> Result<CliCommand, String> {
        let words = std::iter::once("camket").chain(line.split_whitespace());
        CommandLine::try_parse_from(words).map(|parsed| parsed.command).map_err(|error| error.to_string())
    }

    #[test]
    fn the_command_line_is_consistent() {
        CommandLine::command().debug_assert();
    }

    #[test]
    fn demo_stays_on_this_machine_by_default() {
        let Ok(CliCommand::Demo(demo)) = parse("demo --json --listen 127.0.0.1:0") else { panic!("a demo") };
        assert!(demo.json && !demo.allow_remote && demo.listen.port() == 0);
        assert_eq!(demo.data, PathBuf::from(DEMO_DIR));
    }

    #[test]
    fn serve_gives_its_flags() {
        let Ok(CliCommand::Serve(serve)) = parse("serve --listen 0.0.0.0:80 --data d --config c.toml") else {
            panic!()
        };
        let given = serve.overrides();
        assert_eq!(given.listen, "0.0.0.0:80".parse().ok());
        assert_eq!((given.data, given.config), (Some("d".into()), Some("c.toml".into())));
    }

    #[test]
    fn user_add_accepts_staff_roles_only() {
        let add = |role: &str| parse(&format!("user add an@example.vn --name An --role {role}"));
        let Ok(CliCommand::User(UserCommand::Add(user))) = add("commune_officer") else { panic!() };
        assert_eq!(user.role, Role::CommuneOfficer);
        assert!(add("owner").unwrap_err().contains("possible values: commune_officer"));
    }
}
