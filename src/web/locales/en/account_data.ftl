# The data of the holder of an account: seen, copied, the account closed.

account-data-title = My data
account-data-lead = What is kept about you, for what, how long, and where you correct it.
account-data-kinds = What is kept
account-data-count = { $count ->
    [0] Nothing
    [one] { $count } item
   *[other] { $count } items
  }
account-data-count-label = Items
account-data-since = Account created
account-data-why = For what
account-data-kept = How long
account-data-basis = Basis
account-data-after = When the account is closed
account-data-after-stays = It stays.
account-data-kept-account = Until the account is closed and { $days } days have passed.
account-data-kept-days = { $days } days.
account-data-kept-months = { $months } months.
account-data-kept-session = Until the session ends: after { $hours } hours without use, after { $days } days at the latest.
account-data-kept-agency = By the agency's rules on keeping files; nothing is deleted by itself.
account-data-correct-account = See and correct it on the page of your account
account-data-correct-sessions = See and end them on the page of your log-ins
account-data-correct-venues = See and correct it on the pages of your venues

account-data-what-account = Name, e-mail address or mobile number, language of messages. Password and second factor only in a form that nobody can read.
account-data-why-account = To log in, and to tell you about applications.
account-data-what-sessions = The browsers that are logged in, when they were and when they were used last.
account-data-why-sessions = To keep you logged in, and to show you who uses the account.
account-data-what-log-ins = Log-ins, wrong passwords, changes of the password, copies that you took.
account-data-why-log-ins = To protect the account, and to answer in a dispute.
account-data-what-venues = What you declared of your venues, with the representative and ID numbers (encrypted).
account-data-why-venues = For the pledge and the certificate of the venue.
account-data-what-pledges = The pledges that you signed: text, drawn signature, time, network address and browser.
account-data-why-pledges = To prove who pledged what, and when.
account-data-what-workers = The workers that you declared, those who left too, and the history of changes.
account-data-why-workers = For the labour registration of the venue.
account-data-what-questions = Questions of the labour authority, and your answers.
account-data-why-questions = To clear up the register of workers.
account-data-what-applications = What you submitted, and what the two offices decided.
account-data-why-applications = To review it, and to tell the result.
account-data-what-certificates = The certificates of your venues, and whether each is in force.
account-data-why-certificates = So that anybody can check whether a paper is in force.
account-data-what-inspections = Visits at your venues, and your replies. The whole records are on the pages of the venues.
account-data-why-inspections = For inspections, and to follow what they demand.
account-data-what-managers = Managers that you invited, and venues of others that you manage.
account-data-why-managers = So that others can work for you at a venue.
account-data-what-transfers = Offers of venues, by you or to you.
account-data-why-transfers = To prove whose a venue is, and since when.
account-data-what-messages = E-mails and text messages to you; codes in them are blanked as soon as they are sent.
account-data-why-messages = To answer when a message did not arrive.
account-data-what-trail = What you did at your venues.
account-data-why-trail = The trail that tells who did what.

account-data-stays = Why a part stays
account-data-stays-text = Offices and others need the records to check what was signed, issued and inspected. No act sets a term for these kinds, so the system deletes nothing by itself and waits for the rules of the agency in charge of the register.
account-data-backups = Backups
account-data-backups-days = What was erased stays in backups until the old ones are replaced, { $days } days at most. Backups only serve to restore the register after an accident.
account-data-backups-operator = What was erased stays in the operator's backups until the old ones are replaced; the operator sets how long. Backups only serve to restore the register after an accident.
account-data-rights = Your rights
account-data-law = Personal data are processed under the Law on Personal Data Protection 91/2025/QH15 and Decree 356/2025/NĐ-CP. You may see and correct them, take a copy and close the account; what the law or the agency must keep is kept.

account-data-copy = Take a copy (ZIP)
account-data-copy-hint = One PDF file to read and one JSON file with everything. If a second factor is on, its code is asked for. { $most } copies a day; each is recorded. The file has ID numbers of workers: keep it safe.
account-data-copy-limit = You have taken { $most } copies today. Try again in 24 hours.
account-data-copy-title = MY DATA IN CAMKET
account-data-copy-made = Made on { $day }
account-data-copy-files = Everything is in the file camket.json beside this one, structure version { $version }
account-data-copy-more = And { $count } more: see the file camket.json
account-data-copy-workers = workers: { $count }
account-data-copy-signed = signed at { $at }
account-data-copy-until = in force until { $day }

account-data-close-title = Close the account
account-data-close-about = When none of your venues operates, you may close the account. For { $days } days after that, logging in keeps it.
account-data-close-link = Close this account
account-data-close-staff = Accounts of staff are disabled by an administrator; names in the trail and in records stay.
account-data-close-first = To be settled first
account-data-close-venue = { $venue } operates:
account-data-close-application = The application of { $venue } is not decided:
account-data-close-stop = say that it closed
account-data-close-transfer = transfer it to somebody else
account-data-close-withdraw = withdraw it
account-data-close-lead = The account is closed, and after { $days } days your name and log-in are erased.
account-data-close-now = Now: every session and API token ends.
account-data-close-back = For { $days } days: logging in takes the closing back, and everything is as before.
account-data-close-erased = After that: name, log-in, password, second factor and messages are erased for good. The address can be used for a new account.
account-data-close-stays = By the agency's rules these stay: venues, pledges, registers of workers, applications, certificates, records of inspections and the trail, with the name that was written then.
account-data-close-managed = You manage { $count } venues of others no more.
account-data-close-copy = To keep a copy, take it before:
account-data-close-submit = Close the account
account-data-closed = The account is closed. Log in before { $until } to keep it.
account-data-taken-back = You logged in again, so the account is not closed.
