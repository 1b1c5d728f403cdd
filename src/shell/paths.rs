//! The paths that the frame of every page links to. Each noun of the web declares its own.

crate::paths! {
    FRAME_PATTERNS;
    /// The front page; users who are logged in are redirected to their start page.
    Home = "/";
    LogIn = "/log-in";
    /// POST only.
    LogOut = "/log-out";
    /// The user's own account.
    OwnAccount = "/account";
    /// The second factor of the own account.
    OwnFactors = "/account/factors";
    /// Asks for the second factor anew, before a decision, an export or a reveal.
    ConfirmFactor = "/account/factors/confirm";
    /// The form of the public look-up by a code.
    LookUpForm = "/v";
    /// The privacy notice.
    Privacy = "/privacy";
    /// The guides for users.
    Help = "/help";
    /// Sets the language of the pages.
    Language = "/language";
    /// Shows a kept form again; its answer is the form's page.
    FormAgain = "/form-again";
    /// The demo's mailbox; only the demo has it.
    DemoMailbox = "/demo/mailbox";
}
