# The main navigation of each role.
navigation-venues = Venues
navigation-review = Review
navigation-issue = Issue
navigation-census = Census
navigation-certificates = Certificates
navigation-concerns = Concerns
navigation-scan = Scan
navigation-decisions = Decisions
navigation-inspections = Inspections
navigation-teams = Teams
navigation-devices = Phones
navigation-look-up = Look up
navigation-accounts = Accounts
navigation-agencies = Agencies
navigation-settings = Settings
navigation-register = Register
navigation-start = Prepare
