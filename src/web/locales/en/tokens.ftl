# API tokens of an account.
tokens-title = API tokens
tokens-back = Account
tokens-lead = With a token another program reads and sends data for this account, with exactly its role and area. A token works on the API alone; it opens no page.
tokens-made = Made
tokens-used = Last used
tokens-never = Never
tokens-ends = Ends
tokens-end = End this token
tokens-ended = The token has ended. The program that used it is locked out.
tokens-none = There is no token in force. An account may hold { $most }.
tokens-new = Make a token
tokens-name = Name
tokens-name-what = a name
tokens-name-hint = The program or machine that will use it, for example: reporting server of the department.
tokens-life = Life
tokens-days =
    { $count ->
        [one] { $count } day
       *[other] { $count } days
    }
tokens-days-what = how long it lives
tokens-make = Make the token
tokens-help = How is a token used?
tokens-help-how = The program sends it in the header Authorization: Bearer of every request to /api/v1/. If a token leaks, end it here at once. Disabling the account or resetting its password ends all of them too.
tokens-help-api = Description of the API (OpenAPI)
tokens-made-title = The token is made
tokens-once = It is shown once
tokens-once-what = Copy it to a safe place now. It cannot be looked up again; if it is lost, make another one.
tokens-until = The token works until { $at }.
tokens-try = Try it
tokens-done = I have kept it
