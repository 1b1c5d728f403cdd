# Demands
demands-due = Until { $date }
demands-due-label = Until
demands-overdue = Overdue
demands-title = Demands
demands-none = No demands
demands-none-what = Demands of records appear here.
demands-demand = Demand
demands-flash-closed = The demand is closed.
demands-basis = Basis
demands-closed = Closed by
demands-seen = What was seen
demands-seen-what = what was seen
demands-seen-hint = What you saw at the venue.
demands-meet = It is met
demands-why = Why
demands-why-hint = Only where the demand no longer fits.
demands-withdraw = Take it back
