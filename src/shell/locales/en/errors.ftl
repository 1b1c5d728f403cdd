# Errors of fields that mean the same everywhere. Errors of one capability are in its own file.
# $what names the field in small letters ("the name of the venue"), so that the summary at the top of the page can be understood.
errors-required = Enter { $what }
errors-choose = Choose { $what }
errors-key-reused = This form was sent before with other content, and that content has been saved. What you see below has not been saved. Check the list; if you still need it, send it again.
errors-too-long = Shorten { $what } to at most { $max } characters
errors-too-short = Enter a longer text for { $what }, at least { $min } characters
errors-date = Enter { $what } as day/month/year, for example 05/02/2026
errors-date-future = Check { $what }: it is in the future
errors-date-no-such-day = Check { $what }: this day does not exist
errors-date-short-year = Enter { $what } with all four digits of the year, for example 05/02/2026
errors-number = Enter { $what } in digits, for example 12
errors-number-range = Enter { $what } from { $min } to { $max }
errors-email = Enter an e-mail address in the right form, for example name@example.vn
errors-phone = Enter a Vietnamese phone number in the right form, for example 0912 345 678
