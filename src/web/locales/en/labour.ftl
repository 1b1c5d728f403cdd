# The labour register.
labour-title = Labour register
labour-new-title = Add a worker
labour-change-title = Change a worker
labour-remove-title = Remove from the labour register?
labour-back = Back to the venue
labour-lead = Declare everyone who works at the venue. The labour authority reads this register; the public page shows how many, never who.
labour-locked = The offices are reviewing the application, so the register cannot be changed now. To change it, withdraw the application first.
labour-confirm-title = Renewal: is the labour register still right?
labour-confirm-text = Look through the list. Add who is new, record the last day of who has left, update contracts and health checks, then confirm. If the register changes afterwards, confirm it again.
labour-confirm = Confirm that the register is right as of today
labour-confirmed = The labour register is confirmed.
labour-confirm-changed = The register has just changed. Look through it and confirm again.
labour-none-title = Declared: the venue has no employees
labour-none-text = When you hire someone, take this back and add each person.
labour-none-ask = Nobody employed?
labour-none-hint = Many venues are run by their owners alone. If so, declare it, and the application is complete without workers.
labour-none-declare = Declare: no employees
labour-none-take-back = Take this back
labour-none-declared = You declared that the venue has no employees.
labour-none-taken-back = Taken back. Workers can be added now.
labour-continue = Done, back to the venue
labour-empty-title = Nobody in the register yet
labour-empty-text = Begin with one person: you need name, birth date, ID number and contract.
labour-empty-locked = The application was sent without workers.
labour-count =
    { $count ->
        [one] One worker
       *[other] { $count } workers
    }
labour-gap-count = { $what }: { $count }
labour-complete = Complete
labour-add = Add a worker
labour-print-all = Print everyone's personal pledge
labour-print-one = Print personal pledge
labour-remove-long = Remove from the register
labour-gaps = Missing
labour-actions = More
labour-from = from { $from }
labour-from-to = { $from } – { $to }
labour-law-title = What does the law say about this register?
labour-not-instead = What is declared here is the venue's labour registration under Article 15 of the Ordinance on Prostitution Prevention. It does not replace the labour reports on the National Public Service Portal or the registration under Decree 318/2025/NĐ-CP.
labour-part-person = The worker
labour-part-job = Job and contract
labour-part-care = Health check and personal pledge
labour-name = Full name
labour-name-hint = In full, with accents, as on the ID card or passport.
labour-name-what = the full name
labour-sex = Sex
labour-sex-what = the sex
labour-born = Birth date
labour-born-what = the birth date
labour-age-title = May someone under 18 work here?
labour-age-closed = No. At a venue of this kind every job is closed to people under 18.
labour-age-open = People under 18 may not work in direct contact with customers.
labour-age-basis = Legal basis:
labour-under-age = This person is under 18 and may not do this job. Legal basis: { $basis }. Possible from { $date }.
labour-paper = Kind of paper
labour-paper-what = the kind of paper
labour-number = ID or passport number
labour-number-hint = ID card: 12 digits. Passport: one letter and 7 or 8 digits. The number is encrypted; pages show its last 4 characters only.
labour-number-again = For safety the number is not shown again. Enter it once more.
labour-number-on-file = On file: { $number }. Leave empty to keep it.
labour-twice = The person with this number is already in the register. Open that name to change it, or check the number.
labour-nationality = Nationality
labour-nationality-what = the nationality
labour-residence = Place of residence
labour-residence-hint = Where they live: house, hamlet or street, commune, province.
labour-residence-what = the place of residence
labour-position = Position
labour-position-hint = For example receptionist, housekeeper, cook, guard.
labour-position-what = the position
labour-facing = Is the job in direct contact with customers?
labour-facing-hint = The law names jobs such as: { $jobs }.
labour-facing-what = whether the job is in direct contact with customers
labour-facing-yes = Yes
labour-facing-no = No
labour-group = Group of the position
labour-group-hint = As in form 01/PLI. Waiters, receptionists and housekeepers usually belong to Other.
labour-group-what = the group of the position
labour-qualification = Qualification, certificates
labour-qualification-hint = For example a tourism diploma or a massage certificate.
labour-qualification-what = the qualification
labour-contract = Type of contract
labour-contract-hint = Written contracts only.
labour-contract-what = the type of contract
labour-contract-why = Why is there no oral contract?
labour-started = First day under the contract
labour-started-hint = Day/month/year. It may be a day to come.
labour-started-what = the first day of the contract
labour-ends = Last day of the contract
labour-ends-hint = Needed for a fixed term (at most 36 months) and for short contracts and probation. Leave empty for an indefinite term.
labour-ends-what = the last day of the contract
labour-permit-title = Foreigner: work permit
labour-permit-hint = Only for a person without Vietnamese nationality. It can be saved without one; the register reminds you.
labour-permit = Paper that allows the work
labour-permit-none = Not entered
labour-permit-what = the kind of paper
labour-permit-number = Number of the paper
labour-permit-number-what = the number of the work permit
labour-permit-until = Valid until
labour-permit-until-what = the last day of the work permit
labour-permit-until-day = { $permit }, until { $day }
labour-health-check = Last health check
labour-health-check-hint = The date only, never the result. The law asks for one every quarter (Decree 178/2004/NĐ-CP, Article 11 clause 5).
labour-health-check-what = the date of the health check
labour-pledged = Day the worker signed the personal pledge
labour-pledged-hint = Print the form from the register, let the worker sign it, then enter the day here.
labour-pledged-what = the day of the personal pledge
labour-book = The other columns of the labour book
labour-book-hint = Optional here; Decree 145/2020/NĐ-CP, Article 3 asks for these columns in the labour book. At most 250 characters each.
labour-book-skill-grade = Skill grade
labour-book-skill-grade-what = the skill grade
labour-book-social-insurance = Social insurance
labour-book-social-insurance-what = the social insurance
labour-book-wage = Wage
labour-book-wage-what = the wage
labour-book-raises = Raises
labour-book-raises-what = the raises
labour-book-leave = Days of leave in the year
labour-book-leave-what = the days of leave
labour-book-overtime = Hours of overtime
labour-book-overtime-what = the hours of overtime
labour-book-training = Apprenticeship, training
labour-book-training-what = the training
labour-book-discipline = Discipline
labour-book-discipline-what = the discipline
labour-book-accidents = Accidents at work, occupational diseases
labour-book-accidents-what = the accidents at work
labour-book-ended = End of the contract and why
labour-book-ended-what = the end of the contract
labour-save = Save
labour-cancel = Do not save
labour-declared = { $name } is in the labour register.
labour-changed = The details of { $name } are saved.
labour-remove-what = Remove someone only if they were declared by mistake and never worked here; their history goes too. If someone has left, record the last day of work instead. It cannot be undone.
labour-remove-do = Remove
labour-remove-keep = Keep
labour-removed = The worker was removed from the register.
labour-export = Labour register (Excel)
labour-form = Report on the use of labour (form 01/PLI)
labour-form-what = Employers report twice a year, before 5 June and before 5 December, to the department of home affairs through the national service portal (on paper if it fails), and tell the social insurance office. This file is filled in from the register; check it, add the social insurance numbers and hand it in yourself: Camket does not hand it in.
labour-form-download = Form 01/PLI (Excel)
labour-import-link = Import from Excel
labour-import-title = Import workers from a file
labour-import-lead = Add or update many workers at once, at most { $max } rows. If one row is wrong, none is imported.
labour-import-which = The register or form 01/PLI from the page before will do, or your own list with columns for name and ID number. Who is in the register already is recognised by the number; an empty cell leaves what was declared.
labour-import-file = File with the list
labour-import-file-hint = A file in xlsx, xls, ods or csv, at most 4 MB. The next step is a preview; nothing is saved yet.
labour-import-residence = Residence of new workers, if the file does not say
labour-import-check = Check the file
labour-import-no-file = Choose a file.
labour-import-no-header = No row of headings with a name and an ID number was found.
labour-import-no-rows = There is nobody below the headings.
labour-import-too-many = The file has more than { $max } workers. Split it into several files.
labour-import-legacy = Column { $column } mixes an old font encoding (TCVN3, VNI) with Unicode. Convert the column with Unikey and upload it again.
labour-import-file-password = The file has a password. Remove it and save again.
labour-import-file-macros = The file has macros. Save it as a plain xlsx file.
labour-import-file-large = The file is too large to read. Split it into several files.
labour-import-file-unreadable = This file cannot be read. Save it as xlsx and try again.
labour-import-preview-title = Preview of the import
labour-import-count-new = { $count } new
labour-import-count-changed = { $count } changed
labour-import-count-same = { $count } unchanged
labour-import-count-errors = { $count } cells to correct
labour-import-errors-text = Nothing was imported. Correct these cells in the file and upload it again.
labour-import-errors-more = { $count } more cells to correct are not listed.
labour-import-notices = Completed while reading
labour-import-zeros = The spreadsheet lost the leading zeros of the number; they were put back, and it fits sex and birth year.
labour-import-twice = Row { $row } of the file has the same number.
labour-import-contracts = Give dates under one type of contract only.
labour-import-hidden = The file has { $count } hidden rows; they are read, too.
labour-import-converted = Converted from an old font encoding in columns: { $columns }.
labour-import-row = Row
labour-import-column = Column
labour-import-what = What
labour-import-heading = Heading in the file
labour-import-meaning = Read as
labour-import-columns = Columns that are read
labour-import-new-people = New workers
labour-import-changed-people = Changed workers
labour-import-same-text = Everybody in the file is in the register already; there is nothing to import.
labour-import-go = Import the list
labour-import-again = Choose another file
labour-import-changed-since = The register changed after the preview. Look again, then import.
labour-import-not-opened = The list of the preview does not open any more, and nothing was imported. Upload the file again.
labour-import-done = Imported: { $new } new workers, { $changed } updated.
labour-leave = Has left
labour-leave-title = When did this worker leave?
labour-leave-day = Last day of work
labour-leave-day-what = the last day of work
labour-leave-day-hint = Day/month/year, not after today. No reason is needed.
labour-leave-do = Record the last day
labour-leave-not-remove = If this person was declared by mistake and never worked here:
labour-left = { $name } has left the register.
labour-left-on = Last day of work
labour-leave-take-back = Has not left
labour-leave-taken-back = Taken back; this worker is in the register again.
labour-departed = Left in the last 12 months: { $count }
labour-history = History at the venue
labour-changes-link = Workers who began, changed and left
labour-changes-title = Workers who began, changed and left
labour-changes-own-title = Workers who began, changed and left
labour-changes-lead = Changes in the labour registers of the venues, for the labour authority to take note of. A certificate says the number of workers on its day of issue and stays as it is.
labour-changes-from = From
labour-changes-from-what = the first day of the period
labour-changes-until = To
labour-changes-until-what = the last day of the period
labour-changes-period-wrong = The last day must be after the first, and a period has at most two years.
labour-changes-commune = Commune
labour-changes-any = All
labour-changes-column-venue = Venue
labour-changes-column-place = Commune
labour-changes-column-day = Day
labour-changes-column-kind = Kind
labour-changes-column-worker = Worker
labour-changes-column-position = Position
labour-changes-column-what = What changed
labour-changes-count = { $what }: { $count }
labour-changes-count-many = { $what }: at least { $count }
labour-changes-staffing = Workers on the certificate of { $date }: { $printed }; today: { $present }.
labour-changes-look = Look again
labour-changes-empty = No changes in this period
labour-changes-empty-text = Choose another period, or fewer conditions.
labour-changes-own-empty-text = Choose another period. Who begins, leaves and changes in the labour register is listed here by itself.
labour-changes-export = Download the list (Excel)
labour-changes-file-title = LIST OF WORKERS WHO BEGAN, CHANGED AND LEFT
labour-changes-file-period = From { $from } to { $until }
labour-changes-file-total = Began: { $started }; left: { $left }; changed: { $changed }
labour-changes-file-total-many = Began: at least { $started }; left: at least { $left }; changed: at least { $changed }
labour-office-title = Labour registers to look at
labour-office-lead = How many venues have a labour register that needs a look, by rule. Each number opens exactly that list in the register of venues, where it can be filtered further and exported.
labour-office-answered = Answers to read
labour-office-asked = Waiting for owners
labour-office-behind = Some recent changes are not in these numbers yet. Please open the page again in a few minutes.
labour-office-none = No labour register needs a look
labour-office-none-text = Numbers appear when a register changes or a day passes. The rules and their thresholds can be changed.
labour-office-rule = What to look at
labour-office-venues = Venues
labour-office-off = Not watched
labour-office-communes = By commune
labour-rule-no-contract = Somebody works there whose written contract is over (Ordinance 10/2003, article 15).
labour-rule-contract-ends = A contract or a work permit ends within { $threshold } days.
labour-rule-no-permit = A foreigner without a work permit or an exemption that is in force.
labour-rule-two-venues = Somebody works there who is in the register of another venue at the same time.
labour-rule-nobody-declared = At least { $threshold } rooms, and no worker declared.
labour-rule-no-change = A register with workers and without a change or a confirmation for { $threshold } months.
labour-rule-health-checks = Somebody without a health check in the last { $threshold } months (Decree 178/2004, article 11).
labour-rule-worker-pledges = Somebody who has not signed a pledge of their own (Ordinance 10/2003, article 15).
labour-short-no-contract = Contract over
labour-short-contract-ends = Ends soon
labour-short-no-permit = Permit missing
labour-short-two-venues = At two venues
labour-short-nobody-declared = Nobody declared
labour-short-no-change = No change
labour-short-health-checks = Health checks
labour-short-worker-pledges = Own pledges
labour-reason-no-contract =
    { $count ->
        [one] the contract of one worker is over
       *[other] the contracts of { $count } workers are over
    }
labour-reason-contract-ends =
    { $count ->
        [one] the contract or work permit of one worker ends within { $threshold } days
       *[other] the contracts or work permits of { $count } workers end within { $threshold } days
    }
labour-reason-no-permit =
    { $count ->
        [one] one foreign worker has no work permit in force
       *[other] { $count } foreign workers have no work permit in force
    }
labour-reason-two-venues =
    { $count ->
        [one] one worker is in the register of another venue at the same time
       *[other] { $count } workers are in the register of another venue at the same time
    }
labour-reason-nobody-declared = { $count } rooms (threshold { $threshold }) and no worker declared
labour-reason-no-change = { $count } months without a change or a confirmation (threshold { $threshold })
labour-reason-health-checks =
    { $count ->
        [one] one worker has had no health check in the last { $threshold } months
       *[other] { $count } workers have had no health check in the last { $threshold } months
    }
labour-reason-worker-pledges =
    { $count ->
        [one] one worker has not signed a pledge
       *[other] { $count } workers have not signed a pledge
    }
labour-not-met = this is no longer so
labour-now = Now
labour-state = State
labour-rules-title = Rules for labour registers
labour-rules-lead = A rule says which labour registers need a look; it concludes nothing about a person or a venue. No text sets these thresholds: the province chooses them.
labour-rules-written = Last changed by { $name }, { $at }
labour-rules-on = Watch this
labour-rules-threshold = Threshold
labour-rules-threshold-what = the threshold
labour-rules-save = Save the rules
labour-rules-saved = The rules were saved; all venues are looked at by them.
labour-rules-changed = The rules were just changed elsewhere. Please look again before you save.
labour-rules-province = The labour authority of the province, or its administrator, changes the rules.
labour-venue-title = Labour register: what to look at
labour-venue-none = Nothing needs a look.
labour-ask = Ask the owner
labour-ask-title = Ask the owner
labour-ask-hint = Filled in for this rule; change it before you send it. The owner is notified and answers in this thread. Do not write numbers of workers' papers.
labour-ask-do = Send to the owner
labour-ask-again = Ask again
labour-asked = Sent to the owner.
labour-message = Text
labour-message-what = the text
labour-requests-title = Questions to owners
labour-requests-since = Since
labour-requests-cut = Only the latest { $count } are shown.
labour-requests-none = No question in this state
labour-requests-none-text = Open the page of a venue with something to look at to ask its owner.
labour-request-end = End this matter
labour-request-end-hint = After that nobody can write here; if needed, ask again from the page of the venue.
labour-request-ended = The matter is ended.
labour-request-changed = This thread was just changed. Please read it again before you send.
labour-request-is-ended = The labour authority has ended this matter.
labour-questions = Questions of the labour authority
labour-answer = Answer
labour-answer-hint = Correct the labour register if needed, then answer. Do not write numbers of workers' papers.
labour-answer-do = Send the answer
labour-answered = Your answer was sent to the labour authority.
labour-open-register = Open the labour register
labour-question-no-contract =
    In the labour register of { $venue }: { $reason }. The Ordinance on prostitution prevention (article 15) asks for contracts in writing.

    Please enter the new contracts, or say who left, and answer here.
labour-question-contract-ends =
    In the labour register of { $venue }: { $reason }.

    Please tell us whether the contracts or permits are continued, and update the register when something changes.
labour-question-no-permit =
    In the labour register of { $venue }: { $reason }. Foreign workers need a work permit, but for those who are exempt.

    Please enter the permit or the confirmation of exemption in the register, and answer here.
labour-question-two-venues =
    In the labour register of { $venue }: { $reason }.

    Please check whether the workers in your register still work there, say who left, and answer here.
labour-question-nobody-declared =
    What the system knows of { $venue }: { $reason }.

    Please declare the workers, or tell us who does the work.
labour-question-no-change =
    In the labour register of { $venue }: { $reason }.

    Please check whether the register is still right, update it if not, and answer here.
labour-question-health-checks =
    In the labour register of { $venue }: { $reason }. Decree 178/2004 (article 11) asks for a health check every quarter.

    Please organise the checks, enter their days, and answer here. Do not send results.
labour-question-worker-pledges =
    In the labour register of { $venue }: { $reason }. The Ordinance on prostitution prevention (article 15) asks workers to sign a pledge.

    Please print the pledges from the labour register, have them signed, enter the days, and answer here.
