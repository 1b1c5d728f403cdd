# Venues as their owner sees them.

# The list
venues-title = Venues
venues-register = Register a venue
venues-none-title = No venues yet
venues-none = Begin by registering your venue: about 10 minutes, and you can stop and go on later at any time.
venues-why = Why pledge and register labour?
venues-why-text = The law asks venues whose services could be misused for prostitution to sign written labour contracts, to register their labour with the local labour authority, and to sign a pledge with the commune people’s committee.
venues-why-source = Clause 3, Article 11, Decree 178/2004/NĐ-CP; Article 15, Ordinance 10/2003/PL-UBTVQH11
venues-why-law = The venue signs a pledge with the people’s committee of the commune, ward or township where it operates.
venues-next-gap = Still missing: { $section }.
venues-next-go-on = Go on
venues-next-sign = The venue’s details are complete. Next: sign the pledge, declare the workers, submit.
venues-next-review = The application is being reviewed; a result is due by { $date }.
venues-next-overdue = The application is being reviewed. The answer was due on { $date }; you may ask the reviewing office.
venues-next-progress = See progress
venues-next-accepted = Both parts are accepted; the confirmation is waiting to be issued.
venues-next-returned = The reviewing office asks for additions.
venues-next-returned-action = See and complete
venues-next-refused = The application was refused. See why; you can submit a new one.
venues-next-refused-action = See why
venues-next-valid = The confirmation is in force until the end of { $date }.
venues-next-certificate = See and print the confirmation
venues-next-not-in-force = The confirmation is not in force now.
venues-next-look = See details
venues-next-renew = Make a new application
venues-renew-soon = The confirmation ends after { $date }. Sign the pledge again and submit a new application before that day.
venues-renew-expired = The confirmation ended after { $date }. Sign the pledge again and submit a new application.
venues-renew-revoked = The certificate was revoked. For a new one, sign the pledge anew, confirm the labour register and apply.
venues-renew-closed = The certificate ended because the venue closed. If it operates again, sign the pledge anew, confirm the labour register and apply.
venues-renew-suspended = The certificate is suspended and ends soon. You can prepare the application; the new one is issued only after the suspension.
venues-tasks-renew = Renew the certificate
venues-task-check-renewal = Check and send the renewal
venues-pledge-renewal = Renewal: read and sign the current pledge.
venues-workers-confirm = Renewal: look through the labour register and confirm that it is up to date.
venues-status-confirm = To confirm
venues-expires-soon = Ends soon

# Kind and name
venues-new-title = Register a venue
venues-new-taken = The venue of this letter is registered already.
venues-invited = Venues of letters that are not registered yet
venues-invited-go = Go on
venues-new-invited = What you see comes from the office's list. Check it and correct what is wrong.
venues-new-lead = First its kind and name. The other parts are saved page by page, so you can go on later.
venues-registered = The venue is registered. Please go on.
venues-kind = Kind of venue
venues-kind-what = the kind of venue
venues-kind-hint = If there are several kinds at one place, choose the main one.
venues-kinds-lodging = Lodging
venues-kinds-leisure = Food, drink and leisure
venues-kinds-care = Health and beauty
venues-kinds-other = Other
venues-kind-note = Which other kind?
venues-kind-note-hint = Only if you chose “Other kind”, for example: music tea room
venues-kind-note-what = what kind of venue it is
venues-name = Name of the venue
venues-name-what = the name of the venue
venues-name-hint = As on the sign or on the business registration.

# What the pages of all sections share
venues-progress = Part { $at } of { $all }
venues-back-to-list = List of venues
venues-back-to-tasks = Back to the task list
venues-save = Save
venues-save-next = Save and continue
venues-save-list = Save and finish later
venues-saved = Saved.
venues-reasons-title = The receiving office asks you to correct this part
venues-stale-title = The venue was just changed elsewhere
venues-stale = What you typed is not saved. Compare it with what is on file, correct it if needed and save again.
venues-stale-present = On file
venues-stale-typed = Just typed
venues-locked = The application is being reviewed, so this can only be read. To change it, withdraw the application before there is a result.

# Place
venues-province = Province or city
venues-province-hint = Choose the province, then press the button below to list its communes.
venues-province-list = List the communes of the province
venues-commune = Commune, ward or special zone
venues-commune-what = a commune, ward or special zone from the list
venues-commune-hint = Today’s name, by the boundaries since 1 July 2025.
venues-former-summary = Do you only remember the address before 1 July 2025?
venues-former = Address before 1 July 2025
venues-former-what = the address before 1 July 2025
venues-former-hint = Type the old commune, ward or township and the district, for example: thị trấn Khánh Hải, Ninh Hải. Today’s commune will be proposed.
venues-former-find = Find today’s commune
venues-former-done = Chosen: #
venues-address = House number, street, hamlet
venues-address-what = the house number, street or hamlet
venues-address-hint = Without commune and province. Example: 12 đường Yên Ninh, khu phố 3
venues-position-hint = Helps inspectors and the public find the right place. You can skip it.
venues-latitude-what = the latitude (degrees, in Vietnam)
venues-longitude-what = the longitude (degrees, in Vietnam)

# Business
venues-tax = Tax code
venues-tax-what = the tax code
venues-tax-hint = 10 digits; 10 digits and the 3 of a dependent unit (0100047516-001); or 12 digits, the personal ID number, for a household business.
venues-tax-hint-kept = On file: personal ID number { $number }. Leave empty to keep it; type another code to replace it.
venues-tax-why = How is a 12-digit tax code kept private?
venues-tax-why-text = Since 1 July 2025 the personal ID number of the representative is the tax code of a household business (Circular 86/2024/TT-BTC).
venues-tax-why-personal = As it is a person’s number, it is stored encrypted, shown by its last 4 digits only, and never printed in full on the confirmation or the public page.
venues-registration = Business registration number
venues-registration-what = the business registration number
venues-registration-hint = Leave empty if it is the same as the tax code.
venues-phone = Telephone of the venue
venues-phone-what = the telephone number of the venue
venues-phone-hint = Mobile or landline, for example 0912 345 678
venues-rooms = Number of rooms
venues-rooms-what = the number of rooms
venues-rooms-suffix = rooms
venues-rooms-hint = Rooms that serve guests.
venues-rooms-why = Why do you ask for rooms?
venues-rooms-source = Article 24, Decree 96/2016/NĐ-CP, as amended by Decree 58/2026/NĐ-CP
venues-rooms-law = The commune police gives the certificate of security and order to karaoke, massage and lodging of up to 29 rooms (but not 5 stars). The provincial police gives it to discotheques and to lodging of 30 rooms or more or with 5 stars.
venues-opened = First day of business
venues-opened-what = the first day of business
venues-opened-far = Check the first day of business: it is more than a year ahead

# Security
venues-person = Person responsible for security and order
venues-person-what = the name of the person responsible for security and order
venues-person-hint = Full name. May be the representative of the venue.
venues-antt = Number of the certificate of security and order
venues-antt-what = the number of the certificate of security and order
venues-antt-hint-commune = Given by the commune police. If you do not have it yet, you can add it later.
venues-antt-hint-province = Given by the provincial police. If you do not have it yet, you can add it later.
venues-antt-hint-rooms = Given by the commune police up to 29 rooms, by the provincial police above. If you do not have it yet, you can add it later.
venues-antt-hint-none = Only if the venue has one.
venues-antt-on = Date of issue
venues-antt-on-what = the date of the certificate of security and order
venues-security-why = What is the certificate of security and order?
venues-security-why-text = Massage, karaoke, discotheques and lodging are businesses with conditions of security and order. The police gives this certificate; the confirmation of this system does not replace it.

# Representative
venues-representative = Full name of the representative
venues-representative-what = the name of the representative
venues-representative-hint = The head of the household business or the legal representative, with all accents as on the ID card.
venues-born = Date of birth
venues-born-minor = Check the date of birth: the representative must be at least 18 years old
venues-born-what = the representative’s date of birth
venues-number = Personal number or passport number
venues-number-what = the personal number or passport number of the representative
venues-number-hint = 12 digits on the ID card; a foreigner enters the passport number.
venues-number-hint-kept = On file: { $number }. Leave empty to keep it.
venues-number-why = How is the ID number kept private?
venues-number-why-text = It is stored encrypted and shown by its last 4 digits. Each time an authorised officer opens it in full, a reason is required and recorded. No picture of the ID card is kept.
venues-representative-phone = Telephone of the representative
venues-representative-phone-what = the representative’s telephone number

# Similar venues
venues-similar-title = Is this a venue that is already registered?
venues-similar-lead =
    { $count ->
        [one] The register already holds a venue with the same tax code, or the same name in the same commune.
       *[other] The register already holds { $count } venues with the same tax code, or the same name in the same commune.
    }
venues-similar-many = The register already holds many venues with the same tax code, or the same name in the same commune. Here are { $count } of them.
venues-similar-no-address = No address given yet
venues-similar-own = It belongs to this account.
venues-similar-own-list = See the list of venues
venues-similar-other = It belongs to another account.
venues-similar-question = Are you declaring another venue?
venues-similar-another = Yes, this is another venue
venues-similar-another-hint = One person may keep several venues under one tax code; each place is declared by itself.
venues-similar-back = Go back without saving
venues-similar-same = If the venue above is this one and belongs to another account, please use that account or contact the commune people’s committee.
venues-similar-tax = To protect the ID number, what you typed was not sent back. Please type it once more.

# A venue's page
venues-tasks = What to do
venues-tasks-sent = What was submitted
venues-tasks-kept = What is on file
venues-tasks-next = Next: { $name }
venues-tasks-done = { $done } of { $all } steps before submission are done.
venues-task-pledge = Pledge
venues-task-workers = Labour register
venues-task-check = Check and submit
venues-task-check-again = Check and submit again
venues-task-check-new = Submit a new application
venues-status-done = Done
venues-status-to-do = To do
venues-status-again = Look again
venues-status-to-sign = Not signed
venues-status-signed = Signed
venues-status-sign-again = Sign again
venues-status-not-yet = Cannot start yet
venues-status-no-workers = No employees
venues-status-gaps = Incomplete
venues-status-sent = Submitted
venues-status-ready = Ready to submit
venues-status-when-needed = When needed
venues-line-tax = Tax code { $code }
venues-line-rooms = { $count ->
        [one] { $count } room
       *[other] { $count } rooms
    }
venues-pledge-hint = About 5 minutes to read and sign.
venues-pledge-later = Can be signed once the venue’s details are complete.
venues-pledge-signed = Signed at { $at }
venues-pledge-outdated = The venue’s details or the pledge have changed since it was signed.
venues-workers-hint = Declare each worker, or declare that there are none.
venues-workers-count = { $count ->
        [one] { $count } person
       *[other] { $count } people
    }
venues-workers-gaps = { $count } with details missing
venues-check-hint = Possible once the steps above are done.
venues-in-review-title = The application is being reviewed
venues-in-review = Details, pledge and labour register can only be read now. To change them, withdraw the application, correct and submit again.
venues-returned-title = The application needs additions
venues-returned = Correct the points below, then check and submit again. A part that was accepted stays accepted while its facts do not change.
venues-accepted-title = The application is accepted
venues-accepted = Both offices agree. The application waits for the confirmation to be issued.
venues-refused-title = The application was refused
venues-refused = The reasons stand below. You can correct the details and submit a new application.
venues-withdrawn-title = The application was withdrawn
venues-withdrawn = What you declared is kept. You can correct it and submit again at any time.
venues-officer-note = The officer’s words:
venues-fix = Correct: { $name }
venues-track-office = Reviewing office
venues-track-due = Answer due by
venues-track-overdue = { $date } (overdue)
venues-track-decided = Decided at
venues-certificate = Confirmation
venues-certificate-number = Number
venues-certificate-issuer = Issued by
venues-certificate-until = In force until the end of
venues-certificate-open = See, print and share
venues-renew-title = Time for a new application
venues-withdraw = Withdraw the application
venues-withdraw-hint = Possible while there is no final result; what you declared is kept.
venues-stop-title = Stop for a time, or close
venues-stop-lead = Say it here, so that the offices know whether the venue operates. A stop that was recorded by mistake can be recorded anew.
venues-stop-while = While it is stopped, the certificate and its last day stay as they are; after the last day of the stop the venue operates again by itself.
venues-stop-closing = When it closes, the certificate ends at once and does not come back; take it off the wall and hand it in to the commune committee. This page does not replace what the business registration and tax offices ask for.
venues-stop-reason-hint = For example: repairs, end of the season.
venues-stop-record = Record
venues-stop-sure = Close this venue for good?
venues-stop-sure-what = The venue will stand as closed.
venues-stop-ends-paper = Certificate { $number } ends at once; the look-up page and the inspectors’ scanner say so. Take it down and hand it in to the commune committee.
venues-stop-withdraws = The application that is with the offices is withdrawn.
venues-stop-no-way-back = If the venue operates again later, the pledge must be signed anew and a new certificate applied for.
venues-stop-close = Yes, close it
venues-stop-recorded = Recorded. The offices see it in the register of venues.
venues-stop-until = Stopped until the end of { $date }
venues-timeline = What happened
venues-timeline-older = See earlier events
venues-timeline-cut = Only the last { $count } events are shown; older ones are kept.
venues-nationality = Nationality
venues-nationality-hint = Only for a foreigner with a passport, for example Hàn Quốc.
venues-nationality-what = the nationality of the representative
venues-paper = Paper of the representative
venues-paper-what = the kind of paper of the representative
