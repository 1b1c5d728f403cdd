# The officers' page of a venue: all events on one timeline.
timeline-paper = Certificate
timeline-no-paper = None issued
timeline-application = Last application
timeline-application-open = Open it
timeline-address = Address
timeline-representative = Representative
timeline-phone = Telephone of the venue
timeline-workers = Registered workers
timeline-title = What happened
timeline-empty = Nothing has been recorded yet.
timeline-concern = Concern of the public: { $category }
timeline-proposal = Proposed: { $kind }
timeline-scan = Certificate scanned: { $verdict }
timeline-visit = Venue inspected ({ $kind })
timeline-open = The venue's page
timeline-operation = Operation
timeline-operation-record = Record a change
