# The frame of every page and the texts of the component macros.
shell-name = Camket
shell-tagline = Register of pledges
shell-title-error = Error: { $title }
shell-skip = Skip to main content
shell-nav = Main menu
shell-other-language = Tiếng Việt
shell-log-in = Log in
shell-log-out = Log out
shell-help = Guides
shell-look-up = Look up a certificate
shell-privacy = Protection of personal data
shell-operator = Run by { $name }
shell-no-licence = A certificate from this system replaces no business licence or other certificate.
shell-demo-label = Demonstration.
shell-demo-text = All data is made up. Please do not enter real information.
shell-demo-mailbox = Open the demo mailbox

shell-back = Back
shell-change = Change
shell-not-given = Not given
shell-optional = (optional)
shell-choose = Choose
shell-date-hint = Day, month, year; slashes are not needed: 05022026 or 05/02/2026
shell-error-prefix = Error:{" "}
shell-no-network = There is no network, so nothing was sent. What you entered is still on this page: press again when there is a network.
shell-errors-title =
    { $count ->
        [one] There is one thing to correct
       *[other] There are { $count } things to correct
    }
shell-password-show = Show
shell-password-hide = Hide
shell-typeahead-type = Type the name of a commune, ward or special zone
shell-typeahead-none = No place of this name was found
shell-typeahead-some = # results, use the arrow keys to choose
shell-signature-here = Sign here
shell-signature-clear = Clear and sign again
shell-signature-no-script = This device cannot draw a signature. You may skip this step: your name and password are enough to sign.
shell-position = Position on the map
shell-position-use = Use this device's position
shell-position-busy = Finding the position…
shell-position-done = The device's position has been filled in.
shell-position-failed = The position could not be found. Type the coordinates, or leave them out.
shell-position-lat = Latitude
shell-position-lng = Longitude

shell-pages = Pages of the list
shell-pages-first = First page
shell-pages-next = Next page
shell-steps = Steps
shell-step-done = Done:{" "}
shell-filter = Filter
shell-filter-clear = Clear filter
shell-share = Share the link
shell-share-done = Link copied
shell-print = Print

shell-error-id = Request id:
shell-error-home = Go to the front page
shell-error-retry = Try again
shell-error-unreadable-title = The request could not be read
shell-error-unreadable-what = What was sent has the wrong form. Please go back and send it again.
shell-error-logged-out-title = Nobody is logged in
shell-error-logged-out-what = Log in, or send a token that still counts.
shell-error-wrong-type-title = This kind of data is not taken
shell-error-wrong-type-what = Send JSON (Content-Type: application/json).
shell-error-forbidden-title = You may not do this
shell-error-forbidden-what = This account is not allowed to do that. If you need to, ask the administrator of your agency.
shell-error-not-found-title = Page not found
shell-error-not-found-what = The address may be mistyped, or this content is not meant for the present account.
shell-error-method-not-allowed-title = This page cannot be opened that way
shell-error-method-not-allowed-what = This page only takes data from a form. Please start again from the front page.
shell-error-too-slow-title = What you sent has not arrived in full
shell-error-too-slow-what = The connection was interrupted or too slow, so nothing of what you sent this time was received. Check your connection and send it again.
shell-error-conflict-title = Someone else has just changed this
shell-error-conflict-what = While this page was open, someone else updated the same content. Nothing you sent this time has been saved. Load the page again to see the present state.
shell-error-key-reused-title = This form was sent before with other content
shell-error-key-reused-what = What was sent the first time has been saved; what you sent this time has not. Check the list. If you still need it, open a new form and send it again.
shell-error-too-large-title = Too much was sent
shell-error-too-large-what = Please shorten the text, choose fewer items or send a smaller file.
shell-error-too-many-title = Too many attempts
shell-error-too-many-what = To protect accounts, the system has paused this request. Wait for { $time }, then try again.
shell-error-broken-title = Something went wrong
shell-error-broken-what = The fault is ours, not yours, and it has been recorded. Try again in a few minutes; if it still fails, give the request id below to the support team.
shell-error-unavailable-title = The system is busy
shell-error-unavailable-what = There are too many requests at the same time, or it is being maintained. Nothing you sent this time has been saved. Try again in a few minutes.
shell-error-no-room-title = The server’s disk is almost full
shell-error-no-room-what = Nothing you sent this time has been saved; what was saved before is kept. Keep your text, tell the system’s administrator, and send it again later.
shell-error-set-back-title = The register is being restored
shell-error-set-back-what = Its data were put back to an earlier moment. Nothing you sent this time has been saved. Keep your text, tell the system’s administrator, and send it again when the restore is done.
shell-wait-some = a few minutes
shell-wait-minutes = { $count ->
    [one] one minute
   *[other] { $count } minutes
}
shell-wait-hours = { $count ->
    [one] one hour
   *[other] { $count } hours
}
shell-wait-days = { $count ->
    [one] one day
   *[other] { $count } days
}
shell-keep = No, go back

shell-files-again = Choose the attached files again: browsers do not keep them when a page is shown again.
shell-kept-title = What you typed is still here and has not been sent
shell-kept-lost = Nothing was saved: the browser deleted its cookies, so Camket does not know who filled in the form and did not keep what was typed. Log in and type it again.
shell-kept-session-ended = Your session ended while you were filling in the form. What you typed was kept and is below. Check it and send it again; passwords and attached files must be entered again.
shell-kept-conflict = While the form was open, this was changed elsewhere. What you typed is still in the fields and has not been saved. Compare, correct it if needed, and send it again; passwords and attached files must be entered again.
shell-kept-key-reused = This form was sent before with other content, and that content has been saved. What you see below has not been saved. Check the list; if you still need it, send it again.
shell-kept-not-sent = The last time, the form could not be processed. What you typed was kept and is below. Send it again; passwords and attached files must be entered again.
shell-kept-confirmed = The code was right. What was entered is kept below and was not sent yet. Check it and press again; passwords and files (if any) must be entered again.
shell-factor-first = This account needs a second factor before anything else. What was just sent was not carried out.
shell-kept-refused = It was not carried out, for the reason given on this page. What you typed is still in the fields and not saved; passwords and attached files, if any, must be entered again.
shell-kept-translated = The page is in another language now. What you typed is still in the fields and not saved; passwords, ID numbers and attached files, if any, must be entered again.
shell-kept-differences = Where the saved value differs from what you typed:
shell-kept-now = saved now: “{ $value }”
shell-kept-now-empty = empty now
shell-kept-on-error = What you typed in the form is still here.
shell-kept-back = Back to the form with what you typed
shell-kept-values-title = What you typed
shell-kept-values-what = This form cannot be opened any more. Below is what you typed, to copy if you still need it. Nothing has been saved.
shell-kept-value = Text
shell-birth-hint = Day, month, year, for example 17051960 or 17/05/1960. If the papers state only the year, enter the year, for example 1960; the age is then counted as of a person born on 31 December of that year.
shell-position-rough = The position is only exact to # metres, so it was not used. Try again in the open, type the coordinates, or leave it out.
shell-keyboard-letters = Type an e-mail address
shell-keyboard-digits = Type a phone number
