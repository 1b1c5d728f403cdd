# Texts of the closed lists, `codes-<list>-<code>`. Fixed terms: see the glossary before changing one.

# Kinds of venue: neutral words, because they are printed on the certificate that an owner displays.
codes-kind-hotel = Hotel
codes-kind-guest-house = Guest house
codes-kind-motel = Motel
codes-kind-boarding-house = Boarding house
codes-kind-homestay = Homestay
codes-kind-villa = Tourist villa
codes-kind-tourist-apartment = Tourist apartment
codes-kind-rental-apartment = Rental apartment
codes-kind-restaurant = Restaurant
codes-kind-karaoke = Karaoke
codes-kind-disco = Discotheque
codes-kind-bar = Bar, beer house
codes-kind-massage = Massage
codes-kind-sauna = Sauna, hot and cold baths, spa
codes-kind-hairdresser = Hairdresser
codes-kind-cafe = Café
codes-kind-other = Other kind

codes-role-owner = Owner / representative
codes-role-commune-officer = Commune officer
codes-role-labour-officer = Labour officer
codes-role-approver = Approver
codes-role-inspector = Member of inspection team 178
codes-role-administrator = Administrator

codes-standing-unconfirmed = Waiting for confirmation
codes-standing-active = Active
codes-standing-disabled = Disabled

# Where an application stands
codes-application-draft = Draft
codes-application-in-review = In review
codes-application-returned = Returned for additions
codes-application-accepted = Accepted
codes-application-issued = Certificate issued
codes-application-refused = Refused
codes-application-withdrawn = Withdrawn

# Where each part of an application stands
codes-track-waiting = Waiting
codes-track-claimed = In review
codes-track-accepted = Accepted
codes-track-returned = Returned for additions
codes-track-refused = Refused

codes-trackkind-pledge = Pledge
codes-trackkind-labour = Labour registration

codes-verdict-valid = Valid
codes-verdict-valid-as-of = Valid as of
codes-verdict-cannot-say = Cannot say
codes-verdict-suspended = Suspended
codes-verdict-revoked = Revoked
codes-verdict-superseded = Replaced
codes-verdict-expired = Expired
codes-verdict-not-in-register = Not in the register
codes-verdict-forged = Forged or damaged code
codes-verdict-not-ours = Not a code of this system
codes-verdict-mistyped = Mistyped code, check again

# The sections of a venue's form
codes-section-identity = Name and kind of venue
codes-section-place = Place
codes-section-business = Business registration and contact
codes-section-security = Security and order
codes-section-representative = Representative

# Why an application is returned or refused
codes-reason-place-wrong = The address is wrong or incomplete
codes-reason-identity-wrong = The name or kind of venue does not match reality
codes-reason-representative-wrong = The representative's details are wrong or incomplete
codes-reason-security-missing = Details on security and order are missing
codes-reason-signature-wrong = The signer is the wrong person or may not sign the pledge
codes-reason-not-this-commune = The venue does not lie in this commune, ward or special zone
codes-reason-workers-missing = Not every worker has been declared
codes-reason-worker-wrong = A worker's details are wrong
codes-reason-contract-wrong = Contract details are wrong, or there is no written contract
codes-reason-under-age = A person under 18 does a job that is closed to them
codes-reason-early-start = A person started work before turning 18
codes-reason-health-check-missing = A date of the regular health check is missing
codes-reason-worker-pledge-missing = A worker's own pledge is missing
codes-reason-other = Another reason (say which)

# Why something cannot be done
codes-refusal-wrong-state = The present state does not allow this. Look at the latest state, then go on.
codes-refusal-claimed-by-another = Someone else is working on this part. Talk to them, or take another application.
codes-refusal-not-claimed = Only the officer who took this part in hand decides it. Take it in hand first.
codes-refusal-same-person-both-tracks = One person may not decide both parts of an application. Leave this part to someone else.
codes-refusal-approver-reviewed = Who reviewed an application may not approve it. Hand it to another approver.
codes-refusal-own-venue = No one acts on an application of a venue they own. Hand it to someone else.
codes-refusal-reason-missing = Choose at least one reason, so that the venue knows what to do.
codes-refusal-incomplete = The application is not complete yet. Finish the steps that are missing.
codes-refusal-in-review = The application is in review and cannot be changed. To change it, withdraw it first.
codes-refusal-already-submitted = The venue already has an application in progress. Wait for the result, or withdraw it before you submit a new one.
codes-refusal-pledge-outdated = The venue's details or the terms have changed since the pledge was signed. Read and sign it again.
codes-refusal-not-allowed = The role, area or agency of this account does not allow that.
codes-refusal-no-agency = No agency is responsible for this work in the area yet. Tell the administrator.
codes-refusal-worker-twice = This person is already in the venue's labour register. Open their name to change it.
codes-refusal-declared-none = The venue declared that it has no employees. Take that back before you add anyone.
codes-refusal-self-test-token = The signed code does not say what was decided, so nothing was issued. Tell the administrator.
codes-refusal-self-test-size = Name and address of the venue are too long for the QR code, so nothing was issued. Ask the venue to shorten one of them.
codes-refusal-self-test-layout = The contents do not fit on one page, so nothing was issued. Ask the venue to shorten its name or address.
codes-refusal-self-test-letter = A letter cannot be printed, so nothing was issued. Ask the venue to change its name or address.
codes-refusal-self-test-picture = The QR code could not be read from a test print, so nothing was issued. Try again; if it happens again, tell the administrator.
codes-refusal-self-test-text = The test print lacks the name or the number, so nothing was issued. Tell the administrator.
codes-refusal-self-test-drawing = The certificate could not be drawn, so nothing was issued. Tell the administrator.
codes-refusal-has-workers = There are people in the labour register. Remove those who have left before you declare that there are no employees.
codes-refusal-too-many-tokens = The account holds as many tokens as it may. End one that is not used any more first.
codes-refusal-note-missing = Say what was found before you close the concern.

codes-refusal-second-person = Nobody decides what they proposed. Let another person with that authority decide it.
codes-refusal-no-certificate = The venue has no certificate in force to suspend or revoke. Choose another measure.
codes-refusal-decision-missing = A suspension or revocation needs the number of the decision. Give it.
codes-refusal-end-missing = A suspension needs its last day, after today. Choose it.
codes-deed-team-saved = Inspection team saved
codes-deed-plan-drawn = Plan of visits drawn
codes-deed-plan-approved = Plan of visits approved
codes-deed-plan-dropped = Plan of visits given up
codes-deed-device-enrolled = Inspector's phone registered
codes-deed-device-cut-off = Phone cut off
codes-deed-device-told-to-wipe = Phone told to wipe itself
codes-deed-device-secret-kept = Phone sent its spare key
codes-deed-device-unlock-offered = Code made to open a phone
codes-deed-device-unlock-failed = Wrong code typed on the phone
codes-deed-device-unlocked = Phone opened by a code
codes-deed-scanned = Certificate scanned
codes-deed-inspected = Record of an inspection received
codes-deed-inspection-corrected = Record of an inspection corrected
codes-deed-inspection-replied = Owner replied to the record
codes-deed-inspection-asked-again = Owner asked for another inspection
codes-deed-demand-amended = Demand changed by a corrected record
codes-deed-demand-met = Demand found to be met
codes-deed-demand-withdrawn = Demand taken back
codes-deed-measure-endorsed = Measure put forward
codes-deed-measure-decided = Measure decided
codes-deed-measure-sent-back = Measure sent back
codes-deed-alert-opened = Alert opened
codes-deed-alert-closed = Alert closed
codes-error-team-head = A team has exactly one head. Choose the ranks again.
codes-error-team-deputies = A team has two deputies at most (Circular 05/2006/TT-BLĐTBXH). Choose the ranks again.
codes-error-team-small = A team needs enough members for a visit, three at least. Add members.
codes-error-team-large = A team has 30 members at most. Leave some out.
codes-error-team-card = Each member needs a name and the number of an inspection card. Fill them in.
codes-error-team-card-twice = Two members cannot have the same card. Correct the number.
codes-error-team-account-twice = An account stands in a team once. Remove the other line.
codes-error-team-account = This account is no inspector of the area. Choose another.
codes-error-plan-period = Choose a year or quarter that is not over.
codes-error-plan-taken = The team has a plan for this period. Give it up before drawing another.
codes-error-demand-note = Say what was seen, or why.
codes-error-device-key = The device's key cannot be read.
codes-error-concern-unknown = No concern about this venue that was found to be justified has this reference.
codes-measure-none = No measure
codes-measure-reminder = Reminder
codes-measure-suspend = Suspend the certificate
codes-measure-revoke = Revoke the certificate
codes-proposal-proposed = Waits for an officer
codes-proposal-endorsed = Waits for a second person
codes-proposal-decided = Decided
codes-demand-open = Open
codes-demand-met = Met
codes-demand-withdrawn = Taken back
codes-reportpart-certificate = Certificate
codes-reportpart-staff = Workers present
codes-reportpart-finding = Finding outside the checklist
codes-reportpart-demand = Demand
codes-reportpart-owner = Representative of the venue
codes-reportpart-remarks = Remarks of the venue
codes-inspection-reported = Recorded
codes-inspection-replied = Owner replied
codes-inspection-settled = Settled
codes-visitkind-planned = Planned
codes-visitkind-surprise = Surprise
codes-ground-complaint = Complaint
codes-ground-request = Request of an agency's head or the chair
codes-ground-clear-sign = Clear sign of a violation
codes-ground-follow-up = To see whether a demand was met
codes-conclusion-pass = Pass
codes-conclusion-reminder = Reminder
codes-conclusion-record = Record of violation
codes-conclusion-transfer = File transferred
codes-rank-head = Head
codes-rank-deputy = Deputy
codes-rank-member = Member
codes-planstate-draft = Draft
codes-planstate-approved = Approved
codes-planstate-dropped = Given up
codes-planreason-no-pledge = No pledge in force
codes-planreason-earlier-violations = Earlier violations
codes-planreason-never-visited = Never visited
codes-planreason-kind = Kind named in the law
codes-planreason-lot = By lot
codes-alert-collect-paper = Collect and replace an old paper
codes-alert-distant-scans = One paper at two places
codes-alert-far-from-venue = Paper far from its venue
codes-alert-shown-too-late = A phone showed the wrong verdict
codes-alert-asked-again = Owner asks for another inspection
codes-alertstate-open = Open
codes-alertstate-done = Done
codes-device-active = In use
codes-device-cut-off = Cut off, has not called yet
codes-device-told-to-wipe = Cut off, told to wipe
codes-answer-yes = Yes
codes-answer-no = No
codes-answer-na = Not applicable
codes-error-dates-crossed = The last day cannot be before the first. Correct it.

codes-refusal-suspension-end = The last day of the suspension must be after today, no later than the certificate's own last day, and no earlier than the suspension in force.
codes-refusal-certificate-suspended = The venue's certificate is suspended, so no new one can be issued. Wait for the last day of the suspension, or for a decision to lift it.
codes-refusal-already-proposed = The same is already proposed for this certificate and waits for a decision.
codes-refusal-list-full = The list has the most entries that the system handles, so this one was not saved. Ask the commune's office what to do.
codes-refusal-too-long-for-paper = The name and address of the venue are too long together for the QR code of the certificate. Shorten the address (without commune and province) or use the short name on the sign.
codes-refusal-renewal-not-open = The certificate is in force, nothing on it has changed and its renewal is not open yet, so there is no need to apply again.

# What is missing before submission
codes-missing-identity = Name and kind of venue are missing
codes-missing-place = The place is missing
codes-missing-business = Business registration and contact are missing
codes-missing-security = Details on security and order are missing
codes-missing-representative = The representative is missing
codes-missing-pledge = The pledge is not signed yet
codes-missing-pledge-outdated = The pledge must be signed again, because details have changed
codes-missing-workers = No workers are declared, nor that there are none
codes-missing-pledge-renewal = Sign the pledge anew for the renewal
codes-missing-workers-unconfirmed = Confirm for the renewal that the labour register is up to date

# Audit events
codes-deed-signed-up = Signed up
codes-deed-login-confirmed = Contact address confirmed
codes-deed-logged-in = Logged in
codes-deed-log-in-failed = Log-in failed
codes-deed-password-changed = Password set or changed
codes-deed-account-invited = Account invited
codes-deed-account-changed = Account changed
codes-deed-digest-switched = The daily digest was switched on or off
codes-deed-account-disabled = Account disabled
codes-deed-account-enabled = Account enabled again
codes-deed-account-reset = New invitation made
codes-deed-access-asked = A new way into an account was asked for
codes-deed-access-declined = A new way into an account was declined
codes-deed-agency-saved = Agency saved
codes-deed-settings-saved = Settings saved
codes-deed-venue-registered = Venue registered
codes-deed-venue-changed = Venue changed
codes-deed-pledge-signed = Pledge signed
codes-deed-worker-declared = Worker declared
codes-deed-worker-changed = Worker changed
codes-deed-worker-removed = Worker removed from the register
codes-deed-no-employees-declared = Declared: no employees
codes-deed-submitted = Application submitted
codes-deed-resubmitted = Application submitted again after additions
codes-deed-withdrawn = Application withdrawn
codes-deed-track-claimed = Taken in hand
codes-deed-acceptance-undone = Acceptance undone
codes-deed-track-released = Put back into the queue
codes-deed-pledge-confirmed = Pledge confirmed
codes-deed-labour-accepted = Labour registration accepted
codes-deed-track-returned = Returned for additions
codes-deed-track-refused = Refused
codes-deed-certificate-issued = Certificate issued
codes-deed-certificate-shared = Link to the certificate made
codes-deed-api-token-made = API token made
codes-deed-api-token-ended = API token ended
codes-deed-concern-reported = Concern reported
codes-deed-concern-taken = Concern taken in hand
codes-deed-concern-released = Concern put back
codes-deed-concern-closed = Concern closed
codes-deed-contact-revealed = Contact of the reporter opened
codes-deed-key-made = Signing key made
codes-deed-key-ended = Signing key signs no more
codes-deed-key-withdrawn = Signing key withdrawn
codes-deed-number-revealed = Full ID number opened
codes-deed-decision-proposed = Decision on a certificate proposed
codes-deed-decision-declined = Proposal declined
codes-deed-decision-withdrawn = Proposal withdrawn
codes-deed-certificate-suspended = Certificate suspended
codes-deed-certificate-lifted = Suspension lifted
codes-deed-certificate-revoked = Certificate revoked
codes-deed-certificate-superseded = Replaced by a new certificate
codes-deed-certificate-reissued = Certificate made anew
codes-deed-labour-confirmed = Labour register confirmed
codes-deed-register-exported = Exported the register
codes-deed-operation-recorded = Recorded whether the venue operates
codes-deed-owner-reminded = Reminded the owner

# Decisions on certificates: kind, state
codes-decision-suspend = Suspend
codes-decision-lift = Lift the suspension
codes-decision-revoke = Revoke
codes-decided-proposed = Waits for a decision
codes-decided-decided = Decided
codes-decided-declined = Declined
codes-decided-withdrawn = Withdrawn

# Grounds: for the office only
codes-ground-pledge-broken = The pledge was broken
codes-ground-labour-broken = Rules of labour registration or employment were broken
codes-ground-under-age = A person under 18 in a job closed to them
codes-ground-demand-unmet = A demand of the inspection was not met in time
codes-ground-inspection-refused = The inspection was refused
codes-ground-false-declaration = What was declared is not true
codes-ground-security-lapsed = The security-and-order papers are no longer valid
codes-ground-verification = A report or a request of an authority is being verified
codes-ground-own-request = At the venue's request
codes-ground-closed = The venue has closed
codes-ground-issued-in-error = The certificate or the earlier decision was a mistake
codes-ground-remedied = Remedied
codes-ground-unfounded = Verified: no violation

# Public reasons: neutral, without an accusation
codes-neutral-under-review = Under review by the responsible authority
codes-neutral-conditions-not-met = What was confirmed is no longer ensured
codes-neutral-own-request = At the venue's request
codes-neutral-closed = The venue has closed
codes-neutral-administrative = An administrative matter of the issuing agency
codes-neutral-resolved = The matter under review is settled
codes-neutral-renewed = Renewed by a new certificate
codes-neutral-corrected = A new certificate with corrected facts was issued
codes-neutral-reissued = The certificate was issued anew

# What an agency does
codes-function-confirm-pledges = Confirms pledges
codes-function-accept-labour = Accepts labour registrations
codes-function-issue = Issues certificates

codes-level-province = Province
codes-level-commune = Commune

codes-sex-male = Male
codes-sex-female = Female

# Groups of jobs as form 01/PLI counts them
codes-jobgroup-manager = Manager
codes-jobgroup-professional = Professional
codes-jobgroup-technician = Technician
codes-jobgroup-other = Other

codes-contract-indefinite = Indefinite term
codes-contract-fixed = Fixed term
codes-contract-short = Other (under one month or on probation, in writing)

codes-paper-personal = Citizen identity number
codes-paper-passport = Passport

# What is missing for a worker
codes-gap-health-check = No health check in the last three months
codes-gap-pledge = No personal pledge yet
codes-gap-contract-ended = The contract's term is over
codes-gap-early-start = Started work before turning 18

codes-confirmation-password = Password
codes-confirmation-code = One-time code

codes-channel-email = E-mail
codes-channel-sms = Text message

codes-holiday-off = Day off
codes-holiday-worked = Worked instead

# Errors of single fields: each says what to do.
codes-error-text-control-character = There is a character that cannot be read. Delete what is in this field and type it again.
codes-error-date-empty = Enter day/month/year, for example 05/02/2026.
codes-error-date-unreadable = Enter the date as day/month/year, for example 05/02/2026.
codes-error-date-short-year = Enter the year with four digits, for example 05/02/2026.
codes-error-date-no-such-day = There is no such day in the calendar. Check day, month and year.
codes-error-area-code-form = Choose an area from the list.
codes-error-email-empty = Enter an e-mail address.
codes-error-email-at = An e-mail address has one @ sign, for example name@example.vn.
codes-error-email-local = The part before the @ is wrong. Check the e-mail address.
codes-error-email-domain = The part behind the @ is wrong. Write it like name@example.vn.
codes-error-email-length = The e-mail address is too long. Check it.
codes-error-passport-empty = Enter the passport number.
codes-error-passport-form = Enter the passport number: one letter and 7 or 8 digits, for example C1234567.
codes-error-personal-id-empty = Enter the citizen identity number.
codes-error-personal-id-not-digits = An identity number has digits only. Enter all 12 digits.
codes-error-personal-id-old-card = This is a nine-digit number of an old identity card, no longer in use. Enter the 12-digit number.
codes-error-personal-id-length = An identity number has exactly 12 digits. Count them again.
codes-error-personal-id-mismatch-sex = The identity number does not fit the sex chosen. Check the number and the sex.
codes-error-personal-id-mismatch-birth-year = The identity number does not fit the year of birth. Check the number and the birth date.
codes-error-personal-id-mismatch-both = The identity number fits neither the sex nor the year of birth. Check whether it is mistyped.
codes-error-phone-empty = Enter a telephone number.
codes-error-phone-not-digits = This number is not right, enter it again. A telephone number has digits only, for example 0912 345 678.
codes-error-phone-foreign = This number is not right, enter it again. Enter a Vietnamese telephone number, for example 0912 345 678.
codes-error-phone-old-mobile = This number is not right, enter it again. This is an old eleven-digit mobile number. Enter the present ten-digit one.
codes-error-phone-length = This number is not right, enter it again. Mobile numbers have 10, landlines 11.
codes-error-phone-prefix = This number is not right, enter it again. No Vietnamese number begins like this.
codes-error-tax-code-empty = Enter the tax code.
codes-error-tax-code-not-digits = A tax code has digits only, for example 0300588569 or 0300588569-001.
codes-error-tax-code-business-location = This is the five-digit code of a business location. Enter the tax code.
codes-error-tax-code-length = A tax code has 10 digits, 10 and 3 for a dependent unit, or 12 for a household business. Count them again.
codes-error-tax-code-check-digit = A digit of the tax code is mistyped. Compare it with the registration.
codes-error-tax-code-branch = The last three digits of a dependent unit go from 001 to 999. Check the tax code.
codes-error-signature-unreadable = The drawn signature could not be read. Clear it and sign again.
codes-error-login-empty = Enter an e-mail address or a mobile number.
codes-error-login-email = The e-mail address has the wrong form. Write it like name@example.vn.
codes-error-login-mobile = This number is not right, enter it again. Enter a Vietnamese mobile number of 10 digits, or an e-mail address.
codes-error-login-taken = There is already an account with this e-mail address or number. Log in, or enter another one.
codes-error-login-channel = The system cannot send messages to this kind of address yet. Use another way to be reached.
codes-error-password-short = The password is too short. Use at least 8 characters.
codes-error-password-long = The password is too long. Use at most 256 characters.
codes-error-password-common = Many people use this password, so it is easy to guess. Choose another, such as a few unrelated words.
codes-error-password-wrong = The password is wrong. Type it again.
codes-error-log-in-wrong = The login or the password is wrong. Try again, or choose Forgotten password.
codes-error-log-in-unconfirmed = The account is not confirmed yet. Enter the code that was sent to you.
codes-error-log-in-disabled = The account is disabled. Ask the administrator.
codes-error-code-wrong = The code is wrong. Look at the latest message and type all 6 digits.
codes-error-code-over = The code has expired, was typed wrongly too often, or was asked for by another browser. Ask for a new one.
codes-error-unlock-code-wrong = The code is wrong. Ask your colleague again and type all 8 digits.
codes-error-unlock-code-over = No code is open: it has expired, was used, or was typed wrongly too often. Ask your colleague for a new one.
codes-error-unlock-secret = The spare key must be 32 bytes in base64url.
codes-error-code-refused = The code does not work: it is wrong, has expired, or was asked for by another browser. Look at the latest message or ask for a new code.
codes-error-reveal-quota = You have revealed as many as are allowed today. Go on tomorrow, or ask the administrator to raise the limit.
codes-error-role-own = You cannot take the administrator's role from yourself. Ask another administrator.
codes-error-role-staff = Choose a role of staff. Owners sign up by themselves.
codes-error-account-own = You cannot disable your own account. Ask another administrator.
codes-error-area-outside = Choose an area within the one this account administers.
codes-error-area-outside-agency = This area does not belong to the chosen agency. Choose another area or agency.
codes-error-agency-unknown = Choose an agency from the list.
codes-error-agency-code-taken = Another agency already has this code. Choose a different one.
codes-error-reason-short = Say the reason.
codes-error-token-days = Choose a life from the list.
codes-error-photo-unreadable = This picture cannot be read. Send a JPEG or PNG.
codes-error-too-long-for-paper = Name and address together are too long for the QR code of the certificate. Shorten this field.
codes-error-decision-text-short = Write what happened and on what basis, so that whoever decides can judge it.
codes-error-decision-text-long = Too long: at most 2000 characters.
codes-error-decision-number-empty = Give the number of the decision, for example 15/QĐ-SNV.
codes-error-decision-number-long = The number is too long: at most 60 characters.
codes-error-setting-bounds = This number is out of bounds. Enter one within the bounds given in the hint.
codes-error-day-taken = This day is already in the calendar. To change it, remove it and add it again.
codes-error-key-past = The moment from which the key signs is past.
codes-error-key-reason = Say why the key is withdrawn, in at most 200 characters.
codes-error-commune-unknown = Choose a commune, ward or special zone from the list.
codes-error-worker-under-age = This person is under 18 and may not do this job at the venue. Check the birth date and the job.
codes-error-text-unprintable = The sign { $sign } cannot be printed on paper. Remove it, or write it in Latin letters.
codes-error-worker-born-later = The birth date is in the future. Check it.
codes-error-worker-under-working-age = This person is under 15, the minimum working age (Labour Code 2019, Article 3 clause 1). Check the birth date.
codes-error-contract-end-missing = Enter the last day: a contract of this type has a term.
codes-error-contract-end-unwanted = A contract of indefinite term has no last day. Remove this date or choose another type of contract.
codes-error-contract-end-before-start = The last day is before the first. Check both dates.
codes-error-contract-fixed-too-long = A fixed term is at most 36 months (Labour Code 2019, Article 20 clause 1 point b). Check the last day.
codes-error-contract-short-too-long = A contract under one month or a probation lasts at most 180 days (Labour Code 2019, Article 25). Check the last day or choose another type of contract.
codes-error-worker-health-check-later = The health check is in the future. Enter the last one that took place, or leave it empty.
codes-error-worker-pledged-later = The day of the personal pledge is in the future. Enter the day it was signed, or leave it empty.

# Inspections
codes-refusal-team-not-yours = This account is not on the team's list. Choose your own team.
codes-refusal-team-over = The team is not in office on that day. Check the dates of the decision that set it up.
codes-refusal-few-members = Too few members are present. A team inspects only with at least three members (Circular 05/2006/TT-BLĐTBXH), or with more if the office requires more. Wait for more or put the visit off.
codes-refusal-not-planned = This venue is not on an approved plan of the team. Make it a surprise visit and state the ground.
codes-refusal-ground-missing = A surprise visit must state its ground. Choose one and put it in words.
codes-refusal-visited-this-year = The venue has been inspected this year. It is inspected once a year at most (Resolution 198/2025/QH15, Article 4) unless there is a ground. State it, or do not inspect.
codes-refusal-checklist-unknown = The register does not know this checklist. Update the app and send again.
codes-refusal-checklist-incomplete = A question of the checklist has no answer. Answer yes, no or not applicable.
codes-refusal-conclusion-unfit = The conclusion does not fit: "pass" goes without findings, any other needs one. Look at it again.
codes-refusal-signature-missing = The record lacks a signature of the venue or of members. Get them, or note that the venue refuses to sign.
codes-refusal-signature-outdated = The record was changed after it was signed. Those who signed before must sign again.
codes-refusal-demand-over = The last day of a demand must be after the visit. Choose another day.
codes-refusal-already-reported = This visit has a record already, with other words. Open it and compare.
codes-refusal-correction-empty = The correction says the same as the present version. Change what is to be corrected, or drop it.
codes-refusal-correction-unfit = Venue, team, members present, kind and ground of the visit cannot be corrected. If one of these is wrong, tell the office that runs the team.
codes-refusal-too-many-corrections = This record was corrected 9 times. Tell the office that runs the team.
codes-refusal-signature-wrong = The device's signature does not fit what was sent. Send it again from the phone that wrote it.
codes-refusal-device-unknown = This phone is not registered for the account. Register it first.
codes-refusal-unlock-secret-missing = The server has no spare key of this phone, so it cannot be opened from here. A phone sends it when its holder opens it with the PIN while there is a network.
codes-refusal-photo-unreadable = The photo cannot be read, or is not the one the record names. Send it again.
codes-refusal-too-many-photos = A visit has 20 photos at most. Leave some out.
codes-refusal-reply-late = The time for a reply to this record is over. Contact the office that inspected.
codes-refusal-nothing-changed = The application was returned and nothing has been corrected. Correct it as the reasons say; to submit it unchanged, confirm that at the end of the page.
codes-refusal-undo-late = The time to undo is over. To change it, tell the approver before the certificate is issued.
codes-concern-paper-elsewhere = The paper is that of another place
codes-concern-facts-differ = Name or address differ from what one sees
codes-concern-forgery = The paper may be forged or changed
codes-concern-labour = Rights of workers are violated
codes-concern-children = Children at work or in danger
codes-concern-vice = Signs of prostitution or drugs
codes-concern-other = Something else

codes-concernstate-new = New
codes-concernstate-in-hand = In hand
codes-concernstate-founded = Founded
codes-concernstate-unfounded = Unfounded
codes-concernstate-forwarded = Passed on
codes-error-text-too-long = Too long. Shorten it and send again.
codes-error-number-unknown = This value is not on the list.
codes-error-too-many-rows = Too many entries. Leave some out.
codes-error-signer-authority = The signer is not the representative of the venue. Correct the name, or give number and date of the authorisation.
codes-error-agency-function = This agency does not have the function that this role works for (confirming pledges, accepting labour registrations or issuing certificates). Choose another agency or another role.
codes-error-stop-bounds = The last day must be today or later, and within 12 months.

codes-trackstanding-never = Nothing yet
codes-trackstanding-draft = Not submitted
codes-trackstanding-in-review = In review
codes-trackstanding-returned = Returned
codes-trackstanding-refused = Refused
codes-trackstanding-withdrawn = Withdrawn
codes-trackstanding-confirmed = Confirmed
codes-trackstanding-accepted = Accepted
codes-trackstanding-outdated = Out of date

codes-trackfilter-never = Nothing yet
codes-trackfilter-draft = Not submitted
codes-trackfilter-in-review = In review
codes-trackfilter-returned = Returned
codes-trackfilter-refused = Refused
codes-trackfilter-withdrawn = Withdrawn
codes-trackfilter-confirmed = Confirmed
codes-trackfilter-outdated = Out of date
codes-trackfilter-missing = Missing (anything not confirmed)

codes-certificatefilter-none = None
codes-certificatefilter-valid = Valid
codes-certificatefilter-ends-30 = Ends within 30 days
codes-certificatefilter-ends-60 = Ends within 60 days
codes-certificatefilter-ends-90 = Ends within 90 days
codes-certificatefilter-expired = Expired
codes-certificatefilter-suspended = Suspended
codes-certificatefilter-revoked = Revoked
codes-certificatefilter-superseded = Superseded

codes-reach-phone = By telephone
codes-reach-email = By e-mail
codes-reach-none = By neither

codes-operation-operating = Operating
codes-operation-stopped = Stopped
codes-operation-closed = Closed

codes-registerview-ends-30 = Ends within 30 days
codes-registerview-ends-60 = Ends within 60 days
codes-registerview-never-pledged = Never pledged
codes-registerview-labour-missing = Labour not registered
codes-registerview-not-visited = Not visited this year
codes-registerview-silent = Returned and silent

codes-reminder-pledge = Sign and submit the pledge
codes-reminder-labour = Register the labour
codes-reminder-returned = Answer a returned application
codes-reminder-renewal = Renew the certificate
codes-reminder-demand = Meet an open demand
codes-requirement-offices = An agency for every function and area
codes-requirement-people = People in each agency
codes-requirement-approver = An approver who issues certificates
codes-requirement-channel = E-mail or SMS
codes-requirement-holidays = Days off in the calendar
