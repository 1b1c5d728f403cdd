//! The arguments of `camket user`.

use camket_domain::accounts::Role;
use clap::{Args, Subcommand};

use super::ConfigArgs;

#[derive(Debug, Subcommand)]
pub enum UserCommand {
    /// Create a staff account. Owners sign up on the pages
    Add(AddUserArgs),
    /// Disable an account; its sessions end at once
    Disable(NamedUserArgs),
    /// Enable a disabled account again
    Enable(NamedUserArgs),
    /// Give an account a new password; its sessions end at once. A disabled account stays disabled
    Reset(ResetUserArgs),
    /// Remove the second factor of an account, for someone who lost the phone and the recovery codes; its sessions end at once
    RemoveFactor(NamedUserArgs),
}

#[derive(Args, Debug)]
pub struct AddUserArgs {
    /// E-mail address or Vietnamese mobile number
    pub login: String,
    /// Role of the account
    #[arg(long, value_parser = parse_staff_role())]
    pub role: Role,
    /// Full name, as printed on documents
    #[arg(long)]
    pub name: String,
    /// Code of the agency the person works for
    #[arg(long, value_name = "CODE")]
    pub agency: Option<String>,
    /// Code of the area the person works in: province or commune
    #[arg(long, value_name = "CODE")]
    pub area: Option<String>,
    #[command(flatten)]
    pub password: PasswordArgs,
    #[command(flatten)]
    pub settings: ConfigArgs,
}

#[derive(Args, Debug)]
pub struct NamedUserArgs {
    /// E-mail address or mobile number
    pub login: String,
    #[command(flatten)]
    pub settings: ConfigArgs,
}

#[derive(Args, Debug)]
pub struct ResetUserArgs {
    /// E-mail address or mobile number
    pub login: String,
    #[command(flatten)]
    pub password: PasswordArgs,
    #[command(flatten)]
    pub settings: ConfigArgs,
}

#[derive(Args, Debug)]
pub struct PasswordArgs {
    /// Read the password from the first line of standard input instead of generating one and printing it
    #[arg(long = "password-stdin")]
    pub stdin: bool,
}

/// Parses the code of a staff role.
fn parse_staff_role() -> impl clap::builder::TypedValueParser<Value = Role> {
    use clap::builder::{PossibleValuesParser, TypedValueParser};
    PossibleValuesParser::new(Role::ALL.into_iter().filter(|role| role.is_staff()).map(Role::code))
        .map(|code| Role::from_code(&code).expect("only codes of roles are possible"))
}
