# Certificates whose signing key was withdrawn
reissue-title = Issue anew after a withdrawn key
reissue-lead = When a signing key is withdrawn, the certificates it signed can no longer be checked. Issuing anew keeps what they say, how long they last and where they stand; each gets a new number, and the old one is marked as replaced. The venues are told to print the new one.
reissue-none = Nothing has to be issued anew
reissue-none-text = Every certificate that is not over is signed by a key that is good.
reissue-key = Key { $kid }
reissue-withdrawn = Withdrawn at
reissue-reason = Reason
reissue-count = Certificates to issue anew
reissue-go = Issue all of them anew
reissue-done = { $count } certificates were issued anew. The venues are told.
reissue-changed = The list changed meanwhile. See what is left and go on if needed.
