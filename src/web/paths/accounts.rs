//! Accounts: sign-up, log-in, one's own account, staff.

use camket_domain::ids::AccountId;
use camket_shell::paths;

paths! {
    ACCOUNTS_PATTERNS;
    SignUp = "/sign-up";
    /// Confirms a new account with a one-time code.
    ConfirmAccount = "/sign-up/confirm";
    /// Sends the code again; POST only.
    ResendCode = "/sign-up/resend";
    ForgotPassword = "/password/forgot";
    ResetPassword = "/password/reset";
    /// Sets the password of an invited account; `token` is a signed link.
    Invitation(token: String) = "/invitation/{token}";
    /// The second step of a log-in.
    LogInCode = "/log-in/code";
    /// Makes a challenge for a passkey at the log-in; POST only.
    LogInPasskey = "/log-in/passkey";
    /// Shows the secret of a factor that is being set up, and takes its first code.
    SetUpFactor = "/account/factors/set-up";
    /// Makes new recovery codes.
    RenewRecoveryCodes = "/account/factors/codes";
    RemoveFactor = "/account/factors/remove";
    /// Begins to add a passkey.
    NewPasskey = "/account/factors/passkeys/new";
    /// Has the device make the passkey, and takes its answer.
    CreatePasskey = "/account/factors/passkeys/create";
    /// Makes a challenge for a passkey in a session; POST only.
    PasskeyChallenge = "/account/factors/passkeys/challenge";
    /// The name of a passkey, whose id is in the query.
    EditPasskey = "/account/factors/passkeys/edit";
    /// Likewise.
    RemovePasskey = "/account/factors/passkeys/remove";
    /// What is kept about the own account.
    OwnData = "/account/data";
    /// The same as a file.
    OwnDataCopy = "/account/data/copy";
    /// Closes the own account.
    CloseAccount = "/account/data/close";
    OwnPassword = "/account/password";
    OwnLanguage = "/account/language";
    /// Whether an officer gets the daily digest.
    OwnDigest = "/account/digest";
    /// Where the account is logged in; POST ends one session.
    OwnSessions = "/account/sessions";
    /// Ends all but the present session; POST only.
    EndOtherSessions = "/account/sessions/others";
    /// The user's own API tokens.
    ApiTokens = "/account/tokens";
    /// Revokes an API token; POST only.
    EndApiToken = "/account/tokens/end";
    StaffList = "/admin/accounts";
    NewStaff = "/admin/accounts/new";
    StaffMember(id: AccountId) = "/admin/accounts/{id}";
    DisableStaff(id: AccountId) = "/admin/accounts/{id}/disable";
    EnableStaff(id: AccountId) = "/admin/accounts/{id}/enable";
    /// Sends a new invitation or resets the password.
    ResetStaff(id: AccountId) = "/admin/accounts/{id}/reset";
    /// Confirms a request for a new way in; POST only.
    ConfirmStaffAccess(id: AccountId) = "/admin/accounts/{id}/access/confirm";
    /// Declines it; POST only.
    DeclineStaffAccess(id: AccountId) = "/admin/accounts/{id}/access/decline";
}
