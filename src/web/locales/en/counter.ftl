# At the counter: an officer of the commune enters for owners without a phone.

counter-title = At the counter
counter-lead = For owners who have no phone or want paper. The officer enters for them, prints the pledge to be signed by hand, and uploads its scan. Whoever entered may not confirm.
counter-new = New owner
counter-listed = For { $venue } of the census list: the parts of the venue are filled in from it.
counter-from-entry = Enter at the counter
counter-name = Full name of the owner
counter-name-hint = As on their papers.
counter-name-what = the owner's full name
counter-open = Begin
counter-owners = Entered at the counter
counter-cut = Only the newest { $count } owners are shown.
counter-none = Nobody yet
counter-none-text = Owners who took their venue over on their own account are no longer listed here.
counter-enter = Go on
counter-acting = Entering at the counter
counter-leave-title = Stop entering at the counter
counter-leave-text = You are entering for { $owner }. Stop to go back to your own work; you can go on at any time.
counter-leave = Stop
counter-go-on = Go on
counter-left = You stopped entering at the counter.
