# API tokens of an account.
api-tokens-title = API tokens
api-tokens-back = Account
api-tokens-lead = With a token another program reads and sends data for this account, with exactly its role and area. A token works on the API alone; it opens no page.
api-tokens-made = Made
api-tokens-used = Last used
api-tokens-never = Never
api-tokens-ends = Ends
api-tokens-end = End this token
api-tokens-ended = The token has ended. The program that used it is locked out.
api-tokens-none = There is no token in force. An account may hold { $most }.
api-tokens-new = Make a token
api-tokens-name = Name
api-tokens-name-what = a name
api-tokens-name-hint = The program or machine that will use it, for example: reporting server of the department.
api-tokens-life = Life
api-tokens-days =
    { $count ->
        [one] { $count } day
       *[other] { $count } days
    }
api-tokens-days-what = how long it lives
api-tokens-password = Password of the account
api-tokens-password-what = the password of the account
api-tokens-password-hint = So that only the account's owner makes tokens.
api-tokens-make = Make the token
api-tokens-help = How is a token used?
api-tokens-help-how = The program sends it in the header Authorization: Bearer of every request to /api/v1/. If a token leaks, end it here at once. Disabling the account, or changing or resetting its password, ends all of them too.
api-tokens-help-api = Description of the API (OpenAPI)
api-tokens-made-title = The token is made
api-tokens-once = It is shown once
api-tokens-once-what = Copy it to a safe place now. It cannot be looked up again; if it is lost, make another one.
api-tokens-until = The token works until { $at }.
api-tokens-try = Try it
api-tokens-done = I have kept it
