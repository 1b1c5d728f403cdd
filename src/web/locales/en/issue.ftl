# Issuing certificates.
issue-title = Approve and issue certificates
issue-lead = Applications of which both parts are accepted: the pledge and the labour registration.
issue-empty = Nothing waits for a certificate
issue-empty-text = Applications appear here once both agencies have accepted them.
issue-pick-all = Select all on this page
issue-pick-none = Nothing selected
issue-pick-some = # selected
issue-submitted = Submitted { $date }
issue-file = Read the application
issue-look = Preview
issue-continue = Continue with the selected
issue-none-chosen = Select at least one application
issue-too-many = Select fewer: at most { $most } certificates are issued at a time
issue-back = Waiting for a certificate
issue-confirm-title = Check before issuing
issue-confirm-count = { $count ->
    [one] One certificate will be issued.
   *[other] { $count } certificates will be issued.
}
issue-confirm-failed = { $count } of those selected cannot be issued
issue-nothing-ready = Nothing can be issued
issue-agency = Issuing agency
issue-validity = Validity
issue-validity-days = { $from } to { $until } inclusive
issue-final-title = Numbers are final
issue-final = Each certificate gets its certificate number and the agency's document number, in order and without gaps. Numbers cannot be taken back; the venue is told at once.
issue-go = { $count ->
    [one] Issue one certificate
   *[other] Issue { $count } certificates
}
issue-cancel = Not yet
issue-done-title = What was issued
issue-done-count = { $count ->
    [one] One certificate issued
   *[other] { $count } certificates issued
}
issue-all-before = Nothing new was issued: these applications had their certificates before, with the numbers below.
issue-done-text = The venues were told and can download their certificates.
issue-done-failed = { $count } without a certificate
issue-done-table = Certificates and their numbers
issue-column-venue = Venue
issue-column-document = Document number
issue-column-number = Number
issue-column-paper = Paper
issue-before = Issued before
issue-more = Waiting for a certificate
issue-register = Register of certificates
issue-why-missing = No such application in your area.
issue-why-broken = Something went wrong on our side. No number was used; please try again.
issue-one = Issue a certificate
issue-says = What the certificate will say
issue-preview = Preview (PDF)
issue-kind = Kind
issue-address = Address
issue-tax = Tax code
issue-representative = Representative
issue-workers = Workers registered
issue-confirmed = Pledge
issue-accepted = Labour registration
issue-by = { $agency }, { $date }
issue-approver = Approver
issue-one-go = Issue the certificate
issue-flash-before = Certificate { $number } was issued on this application before.
issue-flash-issued = Certificate { $number } is issued. The venue was told.
