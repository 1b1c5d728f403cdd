# Inspectors' phones
devices-revoked = This phone was cut off. What it stores of inspections must be wiped.
devices-title = Inspectors' phones
devices-lead = Cut a phone off when it is lost or its holder leaves: at its next contact it wipes what it stores.
devices-none = No phones yet
devices-none-what = Inspectors enrol their phones in the scanner app.
devices-device = Phone
devices-holder = Holder
devices-seen = Last contact
devices-act = Action
devices-cut = Cut off
devices-cut-title = Cut this phone off?
devices-cut-what = The log-in on this phone ends at once; those of its holder on other devices stay. At its next contact the phone wipes everything it stores, visits that it has not sent yet too. This cannot be undone; to be used again, the phone must be enrolled anew.
devices-cut-off = Cut off. The phone wipes itself at its next contact.
