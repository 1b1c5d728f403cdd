# Emails and text messages. A text message (-sms) is sent without accents and is as short as possible: one part holds 160 characters.

messages-confirm-code-subject = { $code } is your Camket confirmation code
messages-confirm-code-body =
    Hello,

    Confirmation code of your Camket account: { $code }

    It is good for 15 minutes. Type it into the page that is open. Give it to nobody, not even to someone who says they are an officer.

    If you did not just create an account, ignore this letter.
messages-confirm-code-sms = Camket: { $code } is your confirmation code, good for 15 minutes. Give it to nobody.

messages-reset-code-subject = { $code } is your code for a new Camket password
messages-reset-code-body =
    Hello,

    Code for a new Camket password: { $code }

    It is good for 15 minutes. Give it to nobody, not even to someone who says they are an officer.

    If you did not ask for it, ignore this letter: your password stays as it is.
messages-reset-code-sms = Camket: { $code } is your code for a new password, good for 15 minutes. Give it to nobody.

messages-sign-code-subject = { $code } is your code to sign the pledge
messages-sign-code-body =
    Hello,

    Code to sign the pledge of { $venue }: { $code }

    It is good for 15 minutes. Typing it into the signing page means that you agree to the whole text of the pledge. Give it to nobody.

    If you are not signing, ignore this letter and change your password.
messages-sign-code-sms = Camket: { $code } is your code to sign the pledge of { $venue }, good for 15 minutes. Give it to nobody.

messages-invitation-subject = Invitation to Camket
messages-invitation-body =
    Dear { $name },

    The administrator made a Camket account for you. Open the link below to set your password and begin:

    { $link }

    The link works once, within 7 days. Do not pass this letter on.
messages-invitation-sms = Camket: { $name }, set your password within 7 days at { $link }

messages-recovery-asked-subject = A new password for a staff account was asked for
messages-recovery-asked-body =
    Dear { $name },

    Someone asked for a new password of this account. For staff accounts an administrator must confirm; then a link to set the new password is sent here. Please contact the administrator of your agency.

    If it was not you, tell the administrator to decline. Your present password still works.
messages-recovery-asked-sms = Camket: a new password for { $name } was asked for. An administrator must confirm. If it was not you, tell them at once.

messages-access-reset-subject = Your Camket password was reset
messages-access-reset-body =
    Dear { $name },

    { $by } took your present password away and sends you a link to set a new one:

    { $link }

    The link works once, within 7 days. Do not pass this letter on. If you did not ask for this, tell the head of your agency at once.
messages-access-reset-sms = Camket: { $by } reset the password of { $name }. Set a new one within 7 days at { $link } If you did not ask for it, tell your agency at once.

messages-factor-set-up-subject = A second factor was set up for your Camket account
messages-factor-set-up-body =
    Dear { $name },

    A second factor was set up for this account: from now on each log-in needs a code from your phone, too. See:

    { $link }

    If it was not you, change the password and tell the operator at once.
messages-factor-set-up-sms = Camket: a second factor was set up for { $name }. If it was not you, tell the operator at once. { $link }

messages-factor-removed-subject = The second factor of your Camket account was removed
messages-factor-removed-body =
    Dear { $name },

    The second factor of this account was removed: from now on the password alone is enough to log in. Set it up again at:

    { $link }

    If it was not you, change the password and tell the operator at once.
messages-factor-removed-sms = Camket: the second factor of { $name } was removed. If it was not you, change the password and tell the operator at once. { $link }

messages-app-removed-subject = The authenticator app of your Camket account was removed
messages-app-removed-body =
    Dear { $name },

    The authenticator app of this account was removed; its passkeys can still be used. See:

    { $link }

    If it was not you, change the password and tell the operator at once.
messages-app-removed-sms = Camket: the authenticator app of { $name } was removed. If it was not you, change the password and tell the operator at once. { $link }

messages-passkey-added-subject = A passkey was added to your Camket account
messages-passkey-added-body =
    Dear { $name },

    The passkey "{ $passkey }" was added to this account: from now on it can be used after the password. See:

    { $link }

    If it was not you, remove the passkey, change the password and tell the operator at once.
messages-passkey-added-sms = Camket: the passkey "{ $passkey }" was added for { $name }. If it was not you, change the password and tell the operator at once. { $link }

messages-passkey-removed-subject = A passkey of your Camket account was removed
messages-passkey-removed-body =
    Dear { $name },

    The passkey "{ $passkey }" of this account was removed. See:

    { $link }

    If it was not you, change the password and tell the operator at once.
messages-passkey-removed-sms = Camket: the passkey "{ $passkey }" of { $name } was removed. If it was not you, change the password and tell the operator at once. { $link }

messages-passkey-counter-fault-subject = A passkey of your Camket account was refused
messages-passkey-counter-fault-body =
    Dear { $name },

    The passkey "{ $passkey }" was refused because it counted fewer signatures than before: somebody may hold a copy of it. Remove it and add another one at:

    { $link }

    If you did not use the passkey just now, change the password and tell the operator at once.
messages-passkey-counter-fault-sms = Camket: the passkey "{ $passkey }" of { $name } was refused; it may have been copied. Remove it, and tell the operator at once if you did not use it. { $link }

messages-account-closing-subject = Your Camket account was closed
messages-account-closing-body =
    Dear { $name },

    This account was closed as asked. Name and log-in will be erased on { $until }. To keep it, log in before that day at:

    { $link }

    If you did not ask for it, log in and change the password at once.
messages-account-closing-sms = Camket: the account of { $name } is closed and will be erased on { $until }. Log in to keep it: { $link }

messages-account-kept-subject = Your Camket account is kept
messages-account-kept-body =
    Dear { $name },

    The closing of this account was taken back: somebody logged in, or a venue of the account operates again. See:

    { $link }

    If it was not you who logged in, change the password at once.
messages-account-kept-sms = Camket: the account of { $name } is kept and not closed. { $link }

messages-recovery-code-used-subject = A recovery code of your Camket account was used
messages-recovery-code-used-body =
    Dear { $name },

    A recovery code was used in place of the code of the phone. Unused ones that are left: { $left }. Make new ones at:

    { $link }

    If it was not you, change the password and tell the operator at once.
messages-recovery-code-used-sms = Camket: a recovery code of { $name } was used, { $left } left. If it was not you, change the password and tell the operator at once. { $link }

messages-received-subject = File { $number } of { $venue } was received
messages-received-body =
    Hello,

    The application of { $venue } was received as file { $number }. The result is due by { $due }. The receipt:

    { $link }

    The receipt does not replace the labour registration under the Law on Employment, the report Mẫu 01/PLI, or the social insurance file.
messages-received-sms = Camket: file { $number } of { $venue } was received, result due { $due }. Receipt: { $link }

messages-returned-subject = The application of { $venue } needs additions
messages-returned-body =
    Hello,

    The receiving office asks for additions to the application of { $venue }. The reasons stand beside what needs mending. Open the application, mend it and submit again:

    { $link }
messages-returned-sms = Camket: the application of { $venue } needs additions. See { $link }

messages-refused-subject = The application of { $venue } was refused
messages-refused-body =
    Hello,

    The receiving office refused the application of { $venue }. The reason stands in the application:

    { $link }
messages-refused-sms = Camket: the application of { $venue } was refused. Reason: { $link }

messages-issued-subject = Certificate { $number } was issued
messages-issued-body =
    Hello,

    Certificate { $number } was issued for { $venue }. Download it, print it and put it where guests and inspectors can scan the QR code:

    { $link }
messages-issued-sms = Camket: certificate { $number } was issued for { $venue }. Download it at { $link }

messages-invited-to-sign-subject = { $venue } is invited to sign the pledge by { $until }
messages-invited-to-sign-body =
    Dear owner,

    The people's committee of the commune invites { $venue } to sign the pledge and to register its labour by { $until }. This link opens a form that is filled in already. It works once; do not pass it on:

    { $link }
messages-invited-to-sign-sms = { $venue } is invited to sign the pledge by { $until }: { $link } (your own code, do not pass it on)

messages-remind-pledge-subject = { $venue } has not completed its pledge
messages-remind-pledge-body =
    Dear owner,

    { $venue } has not completed its pledge that no prostitution, drugs or human trafficking happen on its premises. Please open this link to sign and submit the pledge:

    { $link }

    If you need help, please ask the people's committee of your commune.
messages-remind-pledge-sms = Camket: { $venue } has not completed its pledge. Sign and submit at { $link }

messages-remind-labour-subject = { $venue } has not registered its labour
messages-remind-labour-body =
    Dear owner,

    { $venue } has not registered its labour, or what was registered is no longer right. Please open this link to declare and submit it:

    { $link }

    If you need help, please ask the people's committee of your commune.
messages-remind-labour-sms = Camket: { $venue } has not registered its labour. Declare and submit at { $link }

messages-remind-returned-subject = The application of { $venue } waits for you
messages-remind-returned-body =
    Dear owner,

    The application of { $venue } was returned and has not been submitted again. The reasons stand at each part of the application. Please open this link to correct and submit it again:

    { $link }
messages-remind-returned-sms = Camket: the application of { $venue } was returned. Correct and submit it at { $link }

messages-remind-renewal-subject = Please renew the certificate of { $venue }
messages-remind-renewal-body =
    Dear owner,

    The certificate of { $venue } is valid until the end of { $until }. Please open this link to sign the pledge again and submit the application:

    { $link }
messages-remind-renewal-sms = Camket: the certificate of { $venue } is valid until { $until }. Sign the pledge again at { $link }

messages-remind-demand-subject = { $venue } has open demands of an inspection
messages-remind-demand-body =
    Dear owner,

    { $venue } has open demands of an inspection. Please open this link to see them and report what was done:

    { $link }
messages-remind-demand-sms = Camket: { $venue } has open demands of an inspection. See { $link }

messages-inspected-subject = Record { $number } of the inspection of { $venue }
messages-inspected-body =
    Dear owner,

    The record { $number } of the inspection of { $venue } is in the register. You can read it, reply until { $due }, or ask for another inspection:

    { $link }

    Kind regards.
messages-inspected-sms = Camket: { $venue } has inspection record { $number }. Read it and reply until { $due }: { $link }

messages-inspection-corrected-subject = Record { $number } of the inspection of { $venue } was corrected
messages-inspection-corrected-body =
    Dear owner,

    The inspection team corrected record { $number } of { $venue }. You can read the new version and the reason, and reply until { $due }:

    { $link }

    Kind regards.
messages-inspection-corrected-sms = Camket: inspection record { $number } of { $venue } was corrected. Read it and reply until { $due }: { $link }

messages-measure-decided-subject = What follows from record { $number }
messages-measure-decided-body =
    Dear owner,

    The office has decided what follows from the inspection record { $number } of { $venue }. The decision:

    { $link }

    Kind regards.
messages-measure-decided-sms = Camket: decision on record { $number } of { $venue }: { $link }

messages-target-returned-subject = Target { $number } of { $year }: the card came back
messages-target-returned-body =
    Dear { $name },

    The province sent the card of your area for target { $number } of { $year } back, with a reason. Look at it and send it again:

    { $link }

    Camket
messages-target-returned-sms = Camket to { $name }: the card for target { $number } of { $year } came back: { $link }

messages-target-due-subject = Target { $number } of { $year }: due { $due }
messages-target-due-body =
    Dear { $name },

    The card of your area for target { $number } of { $year } is not sent. The last day is { $due }. Write and send it:

    { $link }

    Camket
messages-target-due-sms = Camket to { $name }: the card for target { $number } of { $year } is due { $due }: { $link }

messages-report-returned-subject = The report for { $first } – { $last } came back
messages-report-returned-body =
    Dear { $name },

    The province sent the report of your area for { $first } to { $last } back, with a reason. Look at it and send it again:

    { $link }

    Camket
messages-report-returned-sms = Camket to { $name }: the report for { $first } – { $last } came back: { $link }

messages-report-due-subject = Report for { $first } – { $last }: due { $due }
messages-report-due-body =
    Dear { $name },

    The report of your area for { $first } to { $last } is not sent. The last day is { $due }. Write and send it:

    { $link }

    Camket
messages-report-due-sms = Camket to { $name }: the report for { $first } – { $last } is due { $due }: { $link }

messages-shown-too-late-subject = Your scan of { $number } needs another look
messages-shown-too-late-body =
    Dear colleague,

    When you scanned certificate { $number } of { $venue } without a network, your phone showed it as valid; by the register it was not valid at that time. Please look at it again and see the venue if need be:

    { $link }

    Kind regards.
messages-shown-too-late-sms = Camket: certificate { $number } of { $venue } was not valid when you scanned it. See { $link }

messages-concerns-wait-subject = Concerns of the public are waiting
messages-concerns-wait-body =
    Dear { $name },

    There is a new concern of the public in your area. Open the queue:

    { $link }

    What was reported, and by whom, is shown after log-in only.
messages-concerns-wait-sms = Camket to { $name }: a concern is waiting at { $link }

messages-work-waits-subject = Today: { $new } new files, { $due } due, { $overdue } overdue
messages-work-waits-body =
    Hello { $name },

    Files of your area wait for a decision:
    - New: { $new }
    - Due today: { $due }
    - Overdue: { $overdue }

    Open the list: { $link }

    This letter comes on working days when something waits. You can switch it off on your account page.
messages-work-waits-sms = Camket: { $name }, { $new } new files, { $due } due today, { $overdue } overdue. See { $link }

messages-suspended-subject = Certificate { $number } is suspended
messages-suspended-body =
    Hello,

    Certificate { $number } of { $venue } is suspended until the end of { $until } by decision { $decision }. After that day it is in force again by itself, unless something else is decided. See what to do:

    { $link }
messages-suspended-sms = Camket: certificate { $number } of { $venue } is suspended until { $until }, decision { $decision }. See { $link }

messages-lifted-subject = Certificate { $number } is in force again
messages-lifted-body =
    Hello,

    The suspension of certificate { $number } of { $venue } was lifted by decision { $decision }:

    { $link }
messages-lifted-sms = Camket: certificate { $number } of { $venue } is in force again, decision { $decision }. See { $link }

messages-revoked-subject = Certificate { $number } was revoked
messages-revoked-body =
    Hello,

    Certificate { $number } of { $venue } was revoked by decision { $decision }. Take the paper down and see what to do:

    { $link }
messages-revoked-sms = Camket: certificate { $number } of { $venue } was revoked, decision { $decision }. Take the paper down. See { $link }

messages-paper-ended-subject = Certificate { $number } is no longer in force
messages-paper-ended-body =
    Hello,

    { $venue } was recorded as closed, so certificate { $number } is no longer in force. Take the paper down and hand it in to the commune committee. See:

    { $link }
messages-paper-ended-sms = Camket: { $venue } closed, so certificate { $number } is no longer in force. Take it down and hand it in. See { $link }

messages-replaced-subject = New certificate { $by } in place of { $number }
messages-replaced-body =
    Hello,

    { $venue } got certificate { $by } in place of { $number }. What it says and how long it lasts are the same. Print the new one and put it in the place of the old:

    { $link }
messages-replaced-sms = Camket: { $venue } got certificate { $by } in place of { $number }. Print the new one: { $link }

messages-handed-over-subject = { $venue } was moved to another account
messages-handed-over-body =
    Hello,

    { $venue } was moved to another account with a code of the commune's people's committee. This account keeps it no longer.

    If you do not know of this, tell the commune's people's committee at once.
messages-handed-over-sms = Camket: { $venue } was moved to another account with a code of the commune. If this is wrong, tell the commune.

messages-manager-invited-subject = You are invited to manage { $venue }
messages-manager-invited-body =
    Hello,

    { $name } invites you to manage { $venue }: to declare workers and print its papers. Accept or decline:

    { $link }
messages-manager-invited-sms = Camket: { $name } invites you to manage { $venue }. See { $link }

messages-manager-removed-subject = You do not manage { $venue } any more
messages-manager-removed-body =
    Hello,

    The owner of { $venue } took you off the list of managers.
messages-manager-removed-sms = Camket: you do not manage { $venue } any more.

messages-transfer-offered-subject = { $venue } is offered to you
messages-transfer-offered-body =
    Hello,

    { $name } offers you the venue { $venue }. See what goes with it, and take it over or decline:

    { $link }

    If you know nothing of this, decline or ignore this message.
messages-transfer-offered-sms = Camket: { $name } offers you the venue { $venue }. See { $link }

messages-transfer-taken-back-subject = The offer of { $venue } was taken back
messages-transfer-taken-back-body =
    Hello,

    The offer of the venue { $venue } to you was taken back. You need not do anything.
messages-transfer-taken-back-sms = Camket: the offer of { $venue } to you was taken back.

messages-transfer-declined-subject = { $venue }: the offer was declined
messages-transfer-declined-body =
    Hello,

    { $name } does not take over { $venue }. The venue is still yours:

    { $link }
messages-transfer-declined-sms = Camket: { $name } does not take over { $venue }. See { $link }

messages-transfer-accepted-subject = { $venue } has a new owner
messages-transfer-accepted-body =
    Hello,

    { $name } took over { $venue }. Your account neither sees nor changes this venue any more. If this is wrong, tell the commune committee at once.
messages-transfer-accepted-sms = Camket: { $name } took over { $venue }. If this is wrong, tell the commune committee.

messages-venue-transferred-subject = { $venue } has a new owner
messages-venue-transferred-body =
    Hello { $name },

    The venue { $venue } was transferred to a new owner; both sides confirmed it. The new owner must name a representative and sign the pledge anew. See:

    { $link }
messages-venue-transferred-sms = Camket: { $name }, the venue { $venue } has a new owner. See { $link }

messages-renewal-due-subject = The certificate of { $venue } ends soon
messages-renewal-due-body =
    Hello,

    Certificate { $number } of { $venue } is in force until the end of { $until }. For the next one, sign the pledge anew, confirm the labour register and apply:

    { $link }
messages-renewal-due-sms = Camket: certificate { $number } of { $venue } ends after { $until }. Sign anew: { $link }

messages-worker-pledges-missing-subject = { $venue }: { $count } workers have not signed their own pledge
messages-worker-pledges-missing-body =
    Hello,

    In the labour register of { $venue } { $count } workers have not signed their own pledge. Make a code with which each signs on their own phone, or print the form to sign by hand:

    { $link }
messages-worker-pledges-missing-sms = Camket: { $count } workers of { $venue } have not signed their own pledge. Invite them: { $link }

messages-labour-asked-subject = The labour authority asks about the labour register of { $venue }
messages-labour-asked-body =
    Dear owner,

    The labour authority has a question about the labour register of { $venue }. Please open this link to read and answer it:

    { $link }
messages-labour-asked-sms = Camket: the labour authority asks about the labour register of { $venue }. Answer at { $link }

messages-labour-answered-subject = { $venue } answered about its labour register
messages-labour-answered-body =
    The owner of { $venue } answered your question about the labour register. Read it here:

    { $link }
messages-labour-answered-sms = Camket: { $venue } answered about its labour register. Read at { $link }
