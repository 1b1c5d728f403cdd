# Certificates: issue, reissue, register, the owner's page, decisions.

# Issuing certificates.
certificates-issue-title = Approve and issue certificates
certificates-issue-lead = Applications of which both parts are accepted: the pledge and the labour registration.
certificates-issue-empty = Nothing waits for a certificate
certificates-issue-empty-text = Applications appear here once both agencies have accepted them.
certificates-issue-pick-all = Select all on this page
certificates-issue-pick-none = Nothing selected
certificates-issue-pick-some = # selected
certificates-issue-submitted = Submitted { $date }
certificates-issue-file = Read the application
certificates-issue-look = Preview
certificates-issue-continue = Continue with the selected
certificates-issue-none-chosen = Select at least one application
certificates-issue-too-many = Select fewer: at most { $most } certificates are issued at a time
certificates-issue-back = Waiting for a certificate
certificates-issue-confirm-title = Check before issuing
certificates-issue-confirm-count = { $count ->
    [one] One certificate will be issued.
   *[other] { $count } certificates will be issued.
}
certificates-issue-confirm-failed = { $count } of those selected cannot be issued
certificates-issue-nothing-ready = Nothing can be issued
certificates-issue-agency = Issuing agency
certificates-issue-validity = Validity
certificates-issue-validity-days = { $from } to { $until } inclusive
certificates-issue-final-title = Numbers are final
certificates-issue-final = Each certificate gets its certificate number and the agency's document number, in order and without gaps. Numbers cannot be taken back; the venue is told at once.
certificates-issue-go = { $count ->
    [one] Issue one certificate
   *[other] Issue { $count } certificates
}
certificates-issue-cancel = Not yet
certificates-issue-done-title = What was issued
certificates-issue-done-count = { $count ->
    [one] One certificate issued
   *[other] { $count } certificates issued
}
certificates-issue-all-before = Nothing new was issued: these applications had their certificates before, with the numbers below.
certificates-issue-done-text = The venues were told and can download their certificates.
certificates-issue-done-failed = { $count } without a certificate
certificates-issue-done-table = Certificates and their numbers
certificates-issue-column-venue = Venue
certificates-issue-column-document = Document number
certificates-issue-column-number = Number
certificates-issue-column-paper = Paper
certificates-issue-before = Issued before
certificates-issue-print = Download the { $count } certificates as one PDF to print
certificates-issue-more = Waiting for a certificate
certificates-issue-register = Register of certificates
certificates-issue-why-missing = No such application in your area.
certificates-issue-why-busy = The system was busy, so nothing was issued for it. Try again.
certificates-issue-why-broken = Something went wrong on our side. No number was used; please try again.
certificates-issue-one = Issue a certificate
certificates-issue-says = What the certificate will say
certificates-issue-preview = Preview (PDF)
certificates-issue-kind = Kind
certificates-issue-address = Address
certificates-issue-tax = Tax code
certificates-issue-representative = Representative
certificates-issue-workers = Workers registered
certificates-issue-confirmed = Pledge
certificates-issue-accepted = Labour registration
certificates-issue-by = { $agency }, { $date }
certificates-issue-approver = Approver
certificates-issue-one-go = Issue the certificate
certificates-issue-flash-before = Certificate { $number } was issued on this application before.
certificates-issue-flash-issued = Certificate { $number } is issued. The venue was told.

# Certificates whose signing key was withdrawn
certificates-reissue-title = Issue anew after a withdrawn key
certificates-reissue-lead = When a signing key is withdrawn, the certificates it signed can no longer be checked. Issuing anew keeps what they say, how long they last and where they stand; each gets a new number, and the old one is marked as replaced. The venues are told to print the new one.
certificates-reissue-none = Nothing has to be issued anew
certificates-reissue-none-text = Every certificate that is not over is signed by a key that is good.
certificates-reissue-key = Key { $kid }
certificates-reissue-withdrawn = Withdrawn at
certificates-reissue-reason = Reason
certificates-reissue-count = Certificates to issue anew
certificates-reissue-go = Issue all of them anew
certificates-reissue-done = { $count } certificates were issued anew. The venues are told.
certificates-reissue-changed = The list changed meanwhile. See what is left and go on if needed.

# The officers' register of certificates.
certificates-register-title = Register of certificates
certificates-register-search = Venue, certificate number, code or tax code
certificates-register-find = Search
certificates-register-find-all = Clear
certificates-register-decisions = Proposals waiting for a decision
certificates-register-person-cut = Only the { $count } newest certificates of this person are shown. To see older ones, search for the venue's name or the number.
certificates-register-person-found = Results for the personal number that ends in { $last }. Being personal data, the number is not part of this page's address.
certificates-register-flash-number = Being personal data, an ID number must not stand in an address. Type it into the search field instead.
certificates-register-empty = No certificates yet
certificates-register-empty-text = Certificates issued to venues in your area appear here.
certificates-register-empty-search = No certificate found
certificates-register-empty-search-text = Check the words. Accents can be left out; the number or the ten-character code below the QR works too.
certificates-register-column-venue = Venue
certificates-register-column-place = Commune
certificates-register-column-number = Number
certificates-register-column-issued = Issued
certificates-register-column-expires = Valid until
certificates-register-column-verdict = Standing
certificates-register-document-short = No. { $document }
certificates-register-back = Register of certificates
certificates-register-one = Certificate
certificates-register-pdf = Download the certificate (PDF)
certificates-register-decal = Decal for the door
certificates-register-public = Public page
certificates-register-file = Open the application
certificates-register-says = What it says
certificates-register-parts = Who confirmed, accepted and issued
certificates-register-number = Certificate number
certificates-register-document = Document number
certificates-register-code = Code
certificates-register-issued = Issued
certificates-register-expires = Valid until the end of
certificates-register-kind = Kind
certificates-register-address = Address
certificates-register-tax = Tax code
certificates-register-representative = Representative
certificates-register-signed = Pledge signed
certificates-register-terms = Terms version { $version }, { $date }
certificates-register-confirmed = Pledge confirmed
certificates-register-workers = Workers registered
certificates-register-accepted = Labour registration accepted
certificates-register-issuer = Issuing agency
certificates-register-approver = Approver
certificates-register-by = { $agency }, { $date }
certificates-register-successor = Open { $number }, which replaced it

# The owner's certificate.
certificates-own-title = Certificate
certificates-own-back = Back to the venue
certificates-own-soon-chip = Expires soon
certificates-own-soon = The certificate expires soon. Sign the pledge anew, confirm the labour register and apply before its last day.
certificates-own-renew = Renew, apply anew
certificates-own-over = This certificate is no longer in force. Please take it off the wall.
certificates-own-not-in-force = This certificate is not in force now. Ask the issuing agency for the reason.
certificates-own-suspended = This certificate is suspended until the end of { $date }. After that day it is in force again by itself, unless something else is decided. Put right what was asked for, and ask the issuing agency if anything is unclear.
certificates-own-revoked = This certificate was revoked. Take the paper down. For a new one, sign the pledge anew, confirm the labour register and apply.
certificates-own-closed = This certificate ended because the venue closed. Take the paper down and hand it in to the commune committee. If the venue operates again: record it, sign the pledge anew, confirm the labour register and apply.
certificates-own-pdf = Open the certificate (PDF)
certificates-own-decal = Decal for the door
certificates-own-share = Send to a print shop
certificates-own-number = Certificate number
certificates-own-document = Document number
certificates-own-issued = Issued on
certificates-own-expires = In force until the end of
certificates-own-issuer = Issued by
certificates-own-confirmed = Pledge confirmed by
certificates-own-accepted = Labour registration accepted by
certificates-own-by-on = { $who }, { $date }
certificates-own-workers = Workers registered
certificates-own-address = Address on the paper
certificates-own-verify-title = Anyone can check it
certificates-own-verify-text = Guests and inspectors scan the QR code on the paper, or type this code on the look-up page:
certificates-own-print-title = How to print it so that it looks good and scans well
certificates-own-print-paper = A4 paper, one side; colour or black and white.
certificates-own-print-scale = Choose 100 % or “Actual size”, not “Fit to page”.
certificates-own-print-qr = Scan the QR code with a phone after printing. If you laminate it, choose a matt film.
certificates-own-print-decal = The decal is A6: print it on sticker paper and stick it at eye level inside a glass door or where it stays dry.
certificates-own-print-place = Hang it where it is well seen and lit, by the reception or the entrance.
certificates-own-share-title = Link for the print shop
certificates-own-share-text = Whoever has this link can open the PDF without an account until { $until }.
certificates-own-share-what = The link opens this certificate only, neither the account nor the application. If you need more time, make a new link.
certificates-own-share-back = Back to the certificate

# Decisions on certificates: proposed, waiting, decided.
certificates-decisions-title = Waiting for a decision
certificates-decisions-title-settled = Settled proposals
certificates-decisions-queue-lead = Revoking and lifting early take two people: one proposes, another with that authority decides.
certificates-decisions-views = Part of the list
certificates-decisions-view-waiting = Waiting
certificates-decisions-view-settled = Settled
certificates-decisions-empty = Nothing waits
certificates-decisions-empty-text = Suspensions, lifts and revocations are proposed on the page of a certificate.
certificates-decisions-empty-settled = No decisions yet
certificates-decisions-empty-settled-text = Decisions on certificates of your area will be listed here.
certificates-decisions-back = Back to the certificate
certificates-decisions-cancel = Cancel

certificates-decisions-title-suspend = Propose a suspension
certificates-decisions-title-suspend-now = Suspend the certificate
certificates-decisions-title-lift = Propose to lift the suspension
certificates-decisions-title-revoke = Propose a revocation
certificates-decisions-lead-suspend = While it is suspended, the public page says so. After its last day the certificate is in force again by itself.
certificates-decisions-lead-lift = The certificate is in force again before the last day of the suspension.
certificates-decisions-lead-revoke = A revocation is final. For a new certificate the venue signs and applies from the beginning.
certificates-decisions-at-once = The decision takes effect when you save it: the public page changes and the venue is told.
certificates-decisions-second = A proposal does not change the certificate. Another person with that authority decides it.
certificates-decisions-ground = Ground
certificates-decisions-ground-hint = Only officers see it. The small line below is the public reason.
certificates-decisions-ground-none = Choose a ground.
certificates-decisions-text = What happened
certificates-decisions-text-what = what happened
certificates-decisions-text-hint = Facts, dates, records or papers. No ID numbers.
certificates-decisions-until = Suspended until the end of
certificates-decisions-until-hint = After today, at the latest { $date }.
certificates-decisions-number = Number of the decision
certificates-decisions-number-hint = As on the paper, for example 15/QĐ-SNV. The public page shows it.
certificates-decisions-number-later = If there is one already. Whoever decides gives or corrects it.
certificates-decisions-go = Send the proposal
certificates-decisions-go-now = Suspend now
certificates-decisions-changed-title = The certificate has just changed
certificates-decisions-changed = What you wrote was not sent. See its present state above, and send again if you still want to.

certificates-decisions-public = Public reason
certificates-decisions-by-at = { $name }, at { $at }
certificates-decisions-proposed-by = Proposed by
certificates-decisions-decided-by = Decided by
certificates-decisions-declined-by = Declined by
certificates-decisions-withdrawn-by = Withdrawn by
certificates-decisions-since = Since
certificates-decisions-reason = Reason
certificates-decisions-replaced-by = Replaced by certificate

certificates-decisions-decide = Decide
certificates-decisions-effect-suspend = It takes effect at once: the public page changes and the venue is told. After its last day the certificate is in force again by itself.
certificates-decisions-effect-lift = It takes effect at once: the certificate is in force again and the venue is told.
certificates-decisions-effect-revoke = It takes effect at once and is final. The venue is told and must take the paper down.
certificates-decisions-do-suspend = Decide to suspend
certificates-decisions-do-lift = Decide to lift
certificates-decisions-do-revoke = Decide to revoke
certificates-decisions-final = I understand that a revocation is final.
certificates-decisions-final-missing = Confirm that you understand that a revocation is final.
certificates-decisions-decline = Decline
certificates-decisions-decline-do = Decline the proposal
certificates-decisions-note = Why not
certificates-decisions-note-hint = The proposer reads it.
certificates-decisions-withdraw = Withdraw the proposal
certificates-decisions-waits = The proposal waits for someone with the authority to decide it.

certificates-decisions-flash-proposed = The proposal was sent. Someone with that authority will decide it.
certificates-decisions-flash-decided = The decision is in effect. The venue is told.
certificates-decisions-flash-declined = The proposal was declined.
certificates-decisions-flash-withdrawn = The proposal was withdrawn.
certificates-decisions-flash-changed = Someone else has just settled this proposal. This is how it stands now.

certificates-decisions-history = Decisions
certificates-decisions-history-none = Nothing was proposed or decided on this certificate.
certificates-decisions-actions = What can be done
certificates-decisions-standing = Standing
certificates-issue-number-waiting = applications wait for a certificate
