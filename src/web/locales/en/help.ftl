# Guides for users.
help-title = Guides
help-lead = Choose your role. Each guide has a few pages with pictures and can be printed.
help-own = Your role
help-link = Read the guide
