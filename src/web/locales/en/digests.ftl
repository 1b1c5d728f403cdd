# The daily digest of an officer's work.

digests-title = Daily digest
digests-lead = In the morning of each working day, one letter says how many files of your area are new, due today and overdue. If nothing waits, there is no letter.
digests-legend = Receive the digest
digests-what = whether you want the letter
digests-on = Every working day
digests-off = Never
digests-submit = Save
digests-saved = Your choice about the digest was saved.
