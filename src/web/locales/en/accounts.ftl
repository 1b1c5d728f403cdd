# Sign-up, log-in, forgotten password, invitation, the user's own account.

# ----- Shared fields
accounts-name = Full name
accounts-name-hint = The full name of the owner or representative, as on official papers.
accounts-name-what = the full name
accounts-login-either = E-mail or mobile number
accounts-login-either-hint = A code will be sent here. Later you log in with it and hear about your applications.
accounts-login-either-what = an e-mail address or a mobile number
accounts-login-either-form = Enter an e-mail address (such as name@example.vn) or a 10-digit Vietnamese mobile number (such as 0912 345 678)
accounts-login-email = E-mail
accounts-login-email-hint = A code will be sent to this mailbox. Later you log in with it and hear about your applications.
accounts-login-email-what = the e-mail address
accounts-login-mobile = Mobile number
accounts-login-mobile-hint = A code will be sent to this number. Later you log in with it and hear about your applications.
accounts-login-mobile-what = the mobile number
accounts-login-mobile-form = Enter a 10-digit Vietnamese mobile number, such as 0912 345 678
accounts-password = Password
accounts-password-what = the password
accounts-password-new = New password
accounts-password-current = Present password
accounts-password-rule = At least 8 characters of any kind, spaces and accents included. A few words that only you would put together are best. Passwords that many people use, such as 12345678, are not accepted.
accounts-code = Confirmation code
accounts-code-hint = Six digits, good for { $minutes } minutes.
accounts-code-what = the confirmation code
accounts-code-form = Enter all six digits of the confirmation code

# ----- Sign-up
accounts-sign-up-title = Create an account
accounts-sign-up-lead = One account serves several venues of the same owner.
accounts-sign-up-submit = Create the account
accounts-privacy-summary = How is this information kept and used?
accounts-privacy-what = We keep your name and your e-mail address or mobile number; of the password only a hash that nobody can read.
accounts-privacy-why = They serve to log you in, to send codes, and to tell you about your applications. Never for advertising, never sold.
accounts-privacy-long = They are kept while the account is in use and as long as the authority must keep its files.
accounts-privacy-who = Seen by you and by the officers in charge of your area.
accounts-privacy-more = Read the whole privacy notice (opens a new page)
accounts-then-title = After this step
accounts-then-code = Enter the six-digit code that was just sent.
accounts-then-venue = Describe the venue, sign the pledge, declare the workers.
accounts-then-submit = Submit, and follow the result on your phone.
accounts-have-account = Already have an account?
accounts-staff-note = Officers do not sign up: the administrator sends them an invitation with a link.
accounts-no-channel-title = Codes cannot be sent yet
accounts-no-channel-sign-up = The system is not connected to e-mail or text messages yet, so it takes no new accounts for now. Please contact the operating agency or come back later.
accounts-no-channel-reset = The system is not connected to e-mail or text messages, so no code can be sent. Please ask the administrator of the operating agency to reset the password.
accounts-to-front = To the front page

# ----- Code
accounts-confirm-title = Enter the confirmation code
accounts-code-elsewhere = A code works only in the browser that asked for it, for half an hour.
accounts-confirm-elsewhere = If you signed up on another device, or earlier, log in with the password you chose: a new code will be sent. If not, create an account.
accounts-confirm-sent = The code was sent to { $login }.
accounts-confirm-submit = Confirm
accounts-confirmed = Your account is ready. Now describe your first venue.
accounts-no-code-title = No code arrived?
accounts-no-code-text = It can take a few minutes. Look among junk mail too. A new code takes the place of the old one.
accounts-resend = Send another code
accounts-resent = Another code was sent.
accounts-wrong-login = Wrong address, enter it again
accounts-unconfirmed = The account is not confirmed yet. Enter the code that was just sent.

# ----- Log-in
accounts-log-in-title = Log in
accounts-log-in-submit = Log in
accounts-forgot-link = Forgot the password?
accounts-new-here-title = No account yet?
accounts-new-here-text = Owners and representatives create their own account with an e-mail address or a mobile number.
accounts-demo-note = Demo: sample logins and passwords were printed on the command line at start.
accounts-logged-out = You are logged out.

# ----- Forgotten password
accounts-forgot-title = Forgotten password
accounts-forgot-lead = Type the address you log in with. A code of six digits will be sent there, with which you set a new password. For staff accounts an administrator must confirm; then a link is sent.
accounts-forgot-submit = Send the code
accounts-to-log-in = Log in
accounts-to-forgot = Forgotten password
accounts-reset-title = Set a new password
accounts-reset-sent = If { $login } has an account, a code was sent there.
accounts-reset-submit = Set the password and log in
accounts-no-reset-code-text = It can take a few minutes; look among junk mail too. If nothing arrives, this address may have no account, or one that was never confirmed. Staff accounts use no code: contact the administrator.
accounts-password-changed = The password is changed. Other devices were logged out, and all API tokens have ended.

# ----- Invitation
accounts-invitation-caption = Invitation to Camket
accounts-invitation-title = Set the password of your account
accounts-invitation-lead = Welcome, { $name }. The administrator made an account for you with the role: { $role }.
accounts-invitation-login = You log in with:
accounts-invitation-submit = Set the password and begin
accounts-invitation-accepted = Your account is ready.
accounts-invitation-over-title = This link does not work any more
accounts-invitation-over-text = The invitation was used, is too old, or was replaced by a newer one.
accounts-invitation-over-next = If you have set a password, log in. If not, ask the administrator for another invitation.

# ----- Unencrypted connection, too many attempts
accounts-insecure-title = No log-in over this connection
accounts-insecure-text = This page was opened without encryption (http). Others could read a password on its way, so the system does not take any here.
accounts-insecure-what-title = What to do
accounts-insecure-what = Open the address that begins with https://, as given by the operating agency. Looking up certificates works as usual.
accounts-insecure-operator-title = For the operator
accounts-insecure-operator = Set public_url to an https address and run the program behind a proxy that has a TLS certificate (name it in trusted_proxies if it runs on another machine), or open it on this machine only (127.0.0.1).
accounts-wait-title = Too many tries
accounts-wait-text = To protect the account, this request is not accepted for now. Wait for { $time }, then try again.
accounts-wait-why = If it was not you, someone may be guessing the password; the account is safe as long as they know neither password nor code.

# ----- The user's own account
accounts-own-title = Account
accounts-own-name = Full name
accounts-own-role = Role
accounts-own-area = Area
accounts-own-login = Logs in with
accounts-own-password = Password
accounts-own-language = Language of messages
accounts-own-staff-note = Name, role and area are kept by the administrator.
accounts-own-owner-note = To correct the name, change the address or delete the account, see whom to ask:
accounts-to-own = Account
accounts-own-password-title = Change the password
accounts-sessions-title = Where you are logged in
accounts-sessions-lead = The browsers in which this account is logged in. End what you do not recognise.
accounts-sessions-unknown = Unknown browser
accounts-sessions-present = (this browser)
accounts-sessions-opened = Logged in { $at }
accounts-sessions-used = Last used { $at }
accounts-sessions-end = End this session
accounts-sessions-end-others = End all other sessions
accounts-sessions-hint = If you see one that is not yours, change the password at once: all other sessions end, too.
accounts-sessions-history = Log-in history
accounts-sessions-history-none = No log-in was recorded yet.
accounts-sessions-ended = The session has ended. Whoever used it must log in again.
accounts-sessions-all-ended = All other sessions have ended.
accounts-own-password-lead = Afterwards, other devices must log in again, and all API tokens end.
accounts-own-password-submit = Change the password
accounts-own-language-title = Language of messages
accounts-own-language-legend = Receive messages in
accounts-own-language-hint = The language of the pages is chosen at the top of each page.
accounts-own-language-submit = Save
accounts-language-vi = Tiếng Việt (Vietnamese)
accounts-language-en = English
accounts-language-what = a language
accounts-language-saved = The language of messages was saved.
accounts-session-ended = What you just typed was kept. Log in again with the same account to go on; nothing has been sent.
accounts-session-ended-title = Your session has ended

# ----- Second factor
accounts-second-title = Enter the code
accounts-second-lead = The password was right. Open the authenticator app on your phone and enter the six digits that it shows.
accounts-second-lead-passkey = The password was right. Confirm by a passkey or a code.
accounts-second-over = This step of the log-in took too long. Log in again from the beginning.
accounts-factors-title = Second factor
accounts-factors-on = On
accounts-factors-off = Off
accounts-factors-lead = Besides the password, each log-in needs a code or a key of your phone. Who knows the password and has no phone cannot get in.
accounts-factors-since = On since
accounts-factors-codes = Recovery codes
accounts-factors-codes-left = { $count ->
    [0] All are used
    [one] { $count } is unused
   *[other] { $count } are unused
  }
accounts-factors-codes-few = The recovery codes are running out. Make new ones and keep them.
accounts-factors-move = A new phone: remove the second factor with a code of the old phone or a recovery code, and set it up again on the new one.
accounts-factors-required-title = Needed before anything else
accounts-factors-required = The operator asks for a second factor of every staff account. It takes about two minutes.
accounts-factors-steps-title = Steps
accounts-factors-step-app = Install an authenticator app on your phone if there is none, such as Google Authenticator, Microsoft Authenticator or the password app of the phone.
accounts-factors-step-scan = Scan the QR code of the next page and enter the six digits that the app shows.
accounts-factors-step-codes = Print or write down the recovery codes, for the day on which the phone is lost.
accounts-factors-password-hint = So that it is certainly you in front of this screen.
accounts-factors-begin = Begin
accounts-factors-go-on = Go on: the QR code that was made can still be used
accounts-factors-set-up-title = Set up the second factor
accounts-factors-scan = Open the authenticator app, choose to add an account and scan this code.
accounts-factors-symbol = QR code for the authenticator app
accounts-factors-open = On that very phone: open in the app
accounts-factors-type = If it cannot be scanned, choose to type and enter this key (spaces do not matter):
accounts-factors-then = Enter the six digits that the app shows now.
accounts-factors-code = Code of the app
accounts-factors-code-hint = Six digits, new every 30 seconds; each counts once.
accounts-factors-code-what = the code
accounts-factors-code-form = Enter the six digits that the app shows now
accounts-factors-finish = Switch on
accounts-factors-lost = No phone?
accounts-factors-recovery = Recovery code
accounts-factors-recovery-hint = Sixteen letters and digits; each counts once.
accounts-factors-lost-all = If the recovery codes are lost, too, ask the operator of the system.
accounts-factors-made-title = Recovery codes
accounts-factors-once-title = Shown this once
accounts-factors-once = Print or write these codes down and keep them where only you can get them. Each stands once for the code of the phone.
accounts-factors-keep = Former recovery codes, if any, are void.
accounts-factors-kept = Kept, go on
accounts-factors-renew-title = Make new recovery codes
accounts-factors-renew-lead = Ten new codes replace all recovery codes that there are.
accounts-factors-renew-submit = Make new codes
accounts-factors-remove-title = Remove the second factor
accounts-factors-remove-lead = Then the password alone is enough to log in, and the recovery codes are void. It is recorded, and you are told by a message.
accounts-factors-remove-required = A staff account must set it up again at once, on a new phone for example.
accounts-factors-remove-submit = Remove
accounts-factors-removed = The second factor is removed.
accounts-factors-confirm-title = Confirm again
accounts-factors-confirm-lead = Decisions, exported files and revealed data need a code that was typed just now. It counts for { $minutes } minutes.
accounts-factors-confirm-kept = What was entered is kept; nothing was sent yet.
accounts-factors-confirm-submit = Confirm
accounts-factors-confirmed-title = Confirmed
accounts-factors-confirmed-lead = The file can be taken now.
accounts-factors-confirmed-file = Take the file

# ----- Passkeys
accounts-factors-app-title = Authenticator app
accounts-factors-remove-app = Remove the authenticator app
accounts-factors-remove-app-lead = Then passkeys and recovery codes are the second factor. It is recorded, and you are told by a message.
accounts-factors-recovery-instead = Use a recovery code
accounts-passkeys-title = Passkeys
accounts-passkeys-lead = The phone or computer confirms by finger, face or its PIN in place of six digits. The key stays in your device; this system keeps the public part only.
accounts-passkeys-most = An account has at most { $count }. Add them on two devices, so that one is left when the other is lost.
accounts-passkeys-added-at = Added at
accounts-passkeys-used-at = Last used
accounts-passkeys-never = Not used yet
accounts-passkeys-add = Add a passkey
accounts-passkeys-edit = Rename
accounts-passkeys-remove = Remove
accounts-passkeys-no-address = The address of this system can have no passkeys: browsers accept them only for an address with a domain name and https. Use an authenticator app.
accounts-passkeys-new-title = Add a passkey
accounts-passkeys-name = Name of the passkey
accounts-passkeys-name-hint = To tell which device holds it, such as "My phone".
accounts-passkeys-name-what = the name of the passkey
accounts-passkeys-next = Go on
accounts-passkeys-create-title = Make the passkey on this device
accounts-passkeys-create-lead = Press the button; the device asks for finger, face or PIN and makes the passkey "{ $name }". There are five minutes for it.
accounts-passkeys-create = Make the passkey
accounts-passkeys-use = Use a passkey
accounts-passkeys-script = The button for passkeys is not shown, because the browser does not run the scripts of this page. Switch JavaScript on, or use a code.
accounts-passkeys-unsupported = This browser or device cannot use passkeys. Use another device, or a code.
accounts-passkeys-elsewhere = Passkeys can only be used at the address { $address }. Open this page there, or use a code.
accounts-passkeys-busy = Follow what the device says.
accounts-passkeys-cancelled = Cancelled, or the device has no passkey of this account; nothing was changed. You may press again.
accounts-passkeys-late = The time is over. Press again.
accounts-passkeys-known = This device has a passkey of the account already.
accounts-passkeys-failed = It did not work. Load the page again and try once more.
accounts-passkeys-throttled = Too many tries. Wait 15 minutes, or use a code.
accounts-passkeys-added = The passkey is added.
accounts-passkeys-edit-title = Name of the passkey
accounts-passkeys-save = Save
accounts-passkeys-renamed = The passkey has its new name.
accounts-passkeys-conflict = The name was changed elsewhere just now. Look at it again and save.
accounts-passkeys-gone = This passkey was removed.
accounts-passkeys-remove-title = Remove the passkey
accounts-passkeys-remove-lead = Then "{ $name }" confirms nothing any more. It is recorded, and you are told by a message.
accounts-passkeys-remove-last = It is the only second factor: then the password alone is enough to log in, and the recovery codes are void.
accounts-passkeys-remove-device = Delete the key in the passwords of the phone or computer, too.
accounts-passkeys-removed = The passkey is removed.
