# Texts of the API's errors. Their codes are the same in every language.
api-unreadable = The request cannot be read.
api-unreadable-at = The body is not JSON of the expected shape (line { $line }, column { $column }).
api-not-found = There is nothing at this address, or nothing that this account may see.
api-method-not-allowed = This address does not take the method that was used. See the header Allow.
api-conflict = Someone else has just changed the same thing. Nothing of this request was saved; read the present state.
