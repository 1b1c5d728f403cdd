# Mailbox of the demo.
demo-mailbox-title = Demo mailbox
demo-mailbox-lead = The demo sends nothing. Letters and text messages that would have left, confirmation codes among them, are kept here, newest first.
demo-mailbox-cut = Only the last { $count } messages are shown.
demo-mailbox-reload = Reload
demo-mailbox-empty = No letters yet
demo-mailbox-empty-text = Create an account or choose "Forgot the password?"; the code will appear here.
demo-mailbox-email = E-mail
demo-mailbox-sms = Text message
demo-mailbox-to = to { $recipient }
demo-mailbox-code = Confirmation code:
