# SPDX-License-Identifier: EUPL-1.2
#
# Words of the facilitator's page.

console-moment = One moment …
console-done = Done.
console-minutes = { $minutes } min
console-close = Close
console-later = Later

## The door

console-door = Log in to lead a group.
console-door-again = You are not logged in any more. Log in again.
console-door-in = Log in
console-door-code = Code from your app, if you use one
console-door-wrong = That is not right. Check the passphrase, and the code if you use one.
console-door-moment = The passphrase is being checked …
console-door-help = Did you get a link to a group? Then open that link. Is this the first time? Then open the link that the server showed when it started. Forgot the passphrase? Stop the server, type in a terminal: houvastd passphrase off, and start it again. Then it shows a new link.
console-passphrase = Passphrase
console-to-door = To the start
console-not-facilitator = This link is not for a facilitator. Ask for another link.
console-passphrase-twice = The same passphrase once more
console-passphrase-show = Show what I type
console-passphrase-set = Set the passphrase
console-passphrase-new = New passphrase
console-passphrase-others = Whoever is logged in elsewhere has to log in again after this.
console-passphrase-current = Your passphrase until now (nothing, when you have none yet)
console-passphrase-wrong = Your passphrase until now is not right.
console-passphrase-short = Use at least 12 characters. A few separate words will do.
console-passphrase-long = That is too long. Choose a shorter passphrase.
console-passphrase-differs = The two passphrases are not the same.
console-found-title = Choose a passphrase
console-found = From now on you log in to this server with this passphrase. At least 12 characters; a few separate words are easy to remember. Write it down and keep it safe: the link that brought you here stops working.

## The house

console-groups = Your groups
console-groups-none = There is no group yet. Make the first one below.
console-group-made = made on { $date }
console-group-ended = ended
console-new-group = A new group
console-group-title = Name of the group (an alias is enough)
console-programme = Programme
console-group-make = Make the group
console-log-out = Log out

## A code besides the passphrase

console-factor = Code at login
console-factor-what = With this you need a code from your phone at each login, besides your passphrase. Whoever learns your passphrase then cannot get in. You use an app that makes codes.
console-factor-is-set = Each login takes a code now. Type your passphrase and a code from your app to put that off.
console-factor-scan = Add Houvast to your app. Scan this code with it:
console-factor-qr = QR code for an app that makes codes
console-factor-type = Or type this into the app:
console-factor-code = Code that your app shows now
console-factor-clock = The clock of the server says { $time }. Is the clock of your phone the same?
console-factor-on = Ask a code from now on
console-factor-off = Ask no code any more
console-factor-digits = The code has six digits.
console-factor-wrong = Your passphrase or that code is not right, or the code was used. Wait for the next one.
console-factor-first = This works after you have set a passphrase.

## The group

console-group = Group
console-evening-free = Evening without agenda
console-no-name = (erased)
console-address = Address in links and on cards
console-other-group = Another group
console-to-evening = Back to the evening
console-back-to-group = Back to the group
console-group-cover = Names and codes are here. Is nobody looking along at this screen?
console-opening = Open an evening
console-which-evening = Which evening?
console-open-evening = Open the evening
console-couples = Couples
console-couples-none = Nobody takes part yet. Add the couples; aliases are fine.
console-couple-new = One more couple
console-couple-add = Add
console-couple-remove = Remove
console-couple-remove-of = Remove { $names }
console-couple-remove-title = Remove { $names } from the group?
console-couple-remove-text = Their devices and their card stop working.
console-member-add = One more name
console-name-of = Name { $number }
console-names-save = Save
console-rename = Change name
console-rename-of = Change name: { $names }
console-name-empty = Fill in a name.
console-name-long = That name is too long.
console-name-same = Those names are the same. Give each a name of its own, such as Noor B and Noor K.
console-cards = Cards for the couples
console-cards-how = Each couple gets a card of its own. The card works for the whole course, as long as an evening is open.
console-cards-none = There are no cards yet.
console-print = Print
console-card-qr = QR code for { $names }
console-card-phone = With your phone: scan the code.
console-card-laptop = On the laptop: go to the address and type your code.
console-card-what = With this card you take part in the evening, on the laptop that you share and, if you like, on your own phone too. The card only works when there is an evening; keep it safe and give it to nobody else.
console-card-renew = New card
console-card-renew-title = Make a new card?
console-card-renew-text = The old card stops working. Every device that came with it comes in again with the new one; what was saved stays.
console-slips = Slips with words
console-slips-how = Everyone gets a slip of their own with two words. They open one's own page on the laptop or phone. Fold each slip and give it to one person. Once they were used the words cannot be seen here any more.
console-slips-none = There are no slips yet.
console-slip-what = These are your two words. Type them when it is your turn. Show them to nobody, not to your partner either.
console-slip-used = These words were used already. Only { $name } knows them now.
console-slip-show = Show
console-slip-show-of = Show the words of { $name }
console-slip-renew = New words
console-slip-renew-of = New words for { $name }
console-slip-renew-title = New words for { $name }?
console-slip-renew-text =
    The old words do not work after that. { $name } begins with an empty page: nobody can read any more what stood there before. What lay open to others stays as it is.

    Do this only if { $name } asks for it.
console-devices = Devices
console-invite-projector = Link for the projector
console-invite-co = Link for a co-facilitator
console-link-projector = Projector
console-link-projector-how = Open this link on the computer of the beamer. You see it only once.
console-link-co = Co-facilitator
console-link-co-how = Give this link to your colleague. Whoever has it can lead the group. You see it only once.
console-devices-all = All devices ({ $count })
console-device = Device { $number }: { $role }
console-device-of = Device { $number }: { $role } at table { $table }
console-role-owner = owner
console-role-facilitator = facilitator
console-role-co-facilitator = co-facilitator
console-role-table = laptop
console-role-pen = own screen
console-role-projector = projector
console-role-observer = observer
console-role-guest = guest
console-device-this = this device
console-device-remove = Remove
console-device-remove-of = Remove device { $number }
console-device-remove-title = Remove device { $number }?
console-device-remove-text = It takes part no longer. What was saved stays.

## The evening

console-not-begun = not begun yet
console-on-time = on schedule, done at { $time }
console-behind = { $minutes } min behind schedule, done at { $time }
console-ahead = { $minutes } min ahead of schedule, done at { $time }
console-left = { $minutes } of { $planned } min left
console-over = { $minutes } min over the { $planned } min
console-spent = { $minutes } min so far
console-hold-names = Hold: names
console-hold-requests = Hold: requests
console-end = Close the evening
console-end-title = Close the evening?
console-end-text =
    All screens close; whoever still writes cannot go on. Until { $time } you can open the same evening again.

    At { $time } the drafts go, and what people kept or what was on the wall. What partners showed each other and wrote together stays for the whole course.
console-end-yes = Close the evening
console-end-no = Not yet
console-welcome-title = Everyone is coming in
console-welcome = Tap ‘is here’ at a table when a couple has come. Begin when everyone sits.
console-welcome-late = Whoever is late can still come in.
console-door-how = Walk-in code, at { $address }
console-between-title = Between two steps
console-between = Go on with the next step, or choose one from the agenda.
console-all-done = All steps are done. You can close the evening.
console-bar = Controls
console-next = Next
console-next-first = Begin
console-next-step = Next step
console-next-anyway = Go on all the same
console-back = Back
console-last-step = this was the last step
console-no-step = there is no step yet
console-still-writing =
    { $tables ->
        [one] At 1 table somebody is still writing. Press once more to go on all the same.
       *[other] At { $tables } tables somebody is still writing. Press once more to go on all the same.
    }
console-leave-title = Go to another step all the same?
console-leave-text =
    { $tables ->
        [one] At 1 table somebody is still writing. This exercise then stops for everyone. What was saved stays with who wrote it.
       *[other] At { $tables } tables somebody is still writing. This exercise then stops for everyone. What was saved stays with who wrote it.
    }
console-leave-yes = Yes, go on
console-leave-no = No
console-clock = Clock
console-clock-start = Start
console-clock-pause = Pause
console-clock-resume = Resume
console-clock-clear = Clock away
console-clock-restart = Clock anew: { $minutes } min
console-clock-add =
    { $minutes ->
        [-1] −1 minute
        [1] +1 minute
       *[other] +{ $minutes } minutes
    }
console-stages = Parts of this exercise
console-stage-none = there is nothing to do now
console-stage-brief = explanation
console-stage-solo = each alone
console-stage-reveal = opening together
console-stage-turns = in turns
console-stage-talk = talking
console-stage-joint = choosing together
console-stage-share = with the group
console-stage-close = closing
console-stage-tables =
    { $tables ->
        [one] 1 table
       *[other] { $tables } tables
    }
console-say = Say now
console-card = More about this step
console-card-purpose = What for
console-card-room = The room
console-card-watch = Watch for
console-card-stuck = If it stalls
console-card-stop = Stop if
console-card-after = Afterwards
console-prompts = What the couples read
console-example = Example on the projector
console-example-none = Example of the makers, for the projector: { $of } answers.
console-example-shown = On the projector: { $shown } of { $of } answers.
console-example-next = Show next
console-example-clear = Take away
console-announce = Announcement
console-announced = On every screen: { $text }
console-sharing-close = Opening together: close for all
console-sharing-open = Opening together: open for all
console-hold-lines = Hold to see
console-uncover = Show on this screen
console-announce-what = Stands on every screen until you take it away
console-announce-do = Put on every screen
console-announce-clear = Take away

## The agenda

console-agenda = Agenda
console-agenda-none = This evening has no agenda. Add exercises.
console-push = Add an exercise
console-insert = Add a break or talk
console-kind-exercise = exercise
console-kind-break = break
console-kind-scene = scene
console-kind-talk = talk
console-state-planned = to come
console-state-under-way = now
console-state-done = done
console-state-skipped = skipped
console-no-exercise = No exercise is under way now.
console-step-start = Begin now
console-step-again = Do once more
console-step-end = End this step
console-step-skip = Skip
console-step-unskip = Do it after all
console-step-up = One place earlier
console-step-down = One place later
console-search = Search for an exercise
console-search-none = No exercise found.
console-own-device = on a device of one's own only
console-push-now = Now
console-push-now-of = Begin { $title } now
console-push-next = Next
console-push-next-of = { $title } next in the agenda
console-insert-what = What is added?
console-insert-title = Title (may be empty)
console-insert-minutes = Minutes
console-insert-do = Put next in the agenda

## The tables

console-tables = Tables
console-table = Table { $number }
console-no-tables = This group has no couples yet. Add them at ‘Group’.
console-room-here = { $here } of { $all } here
console-room-ready = { $ready } done
console-admit = Is here
console-admit-table = The couple of table { $number } is here
console-choose-first = Choose a table first.
console-presence-expected = not in yet
console-presence-here = here
console-presence-one = one of the two
console-presence-paper = on paper
console-presence-away = away
console-unit-at-door = connected
console-unit-offline = not connected
console-unit-ready = done
console-unit-confirmed = agreed together
console-unit-sharing-closed = opening together is closed
console-form-short = short form
console-form-light = light form
console-seat-waiting = { $name }: not begun
console-seat-no-consent = { $name }: no yes, or not yet
console-seat-busy = { $name }: busy
console-seat-closed = { $name }: done
console-seat-absent = { $name }: not here
console-split = No longer share together
console-split-title = No longer share together?
console-split-text =
    From now on nothing new of this person opens to the partner. From the next evening on this table shares nothing.
    Only the board shows it. It stays so.
console-split-yes = Yes, no longer share
console-split-no = No
console-narrow = Let fewer people see it
console-narrow-text = This holds for all tables, as long as this exercise lasts. What is seen already goes at once. There is no way back.
console-narrow-self = Only who wrote it
console-narrow-nameless = Without a name
console-narrowed-self = Only who wrote it still sees this.
console-seat-split = { $name }: no longer shares
console-seat-rests = { $name }: wrong words five times, again at { $time }
console-request-time = more time
console-request-talk = a word with you ({ $name })
console-request-call = call me this week ({ $name })
console-request-of-table = from the table
console-requests-none = nobody asks for anything
console-requests-signals =
    { $count ->
        [one] 1 request
       *[other] { $count } requests
    }
console-requests-time = more time asked: { $count }
console-round = Round past all tables
console-round-count =
    { $count ->
        [0] Round
       *[other] Round ({ $count })
    }
console-pause-all = Pause for everyone
console-resume-all = Go on, everyone
console-guests = At the door
console-guest = Number { $number } is
console-guest-offline = Number { $number } (not connected) is
console-guest-place = Let in
console-guest-away = Remove
console-lobby-code = Walk-in code
console-lobby-open = Open walk-in
console-lobby-close = Close walk-in
console-lobby-closed = Walk-in is closed.
console-who-is-here = Who is here?
console-set-here = This couple is here
console-set-one = Only person { $number } is here
console-set-one-named = Only { $name } is here
console-set-paper = Works on paper
console-set-away = Away
console-form = How does this table do the exercise?
console-deal-full = Full
console-deal-short = Short
console-deal-light = Lighter
console-sharing = Opening together
console-sharing-may = Allowed
console-sharing-may-not = Not now
console-handled = Seen
console-round-how = Walk past every table, and speak to each person apart for a moment. Then nobody sees for whom you come. The order is drawn, also whom you speak to first. Tick whom you spoke to.
console-round-none = Nobody is in yet.
console-round-person = Person { $number }
console-persons = For facilitators only
console-person = Table { $table }, person { $number }
console-light = Light
console-light-text = Green: take part. Orange: take part, with care. Red: share nothing with the partner now; this couple gets the light form by itself. What this person wrote for an intake goes as soon as you choose the colour or take it away.
console-light-none = None
console-light-green = Green
console-light-orange = Orange
console-light-red = Red
console-tags = Tags
console-tags-text = You set them, houvast concludes nothing. They weigh when an exercise starts. Who must not share an exercise gets the light form: the same title and time.
console-tag-fear = Afraid of the partner, or controlled by them
console-tag-violence = Violence, not long ago
console-tag-affair = An affair that goes on
console-tag-disclosure = An affair, known for less than three months
console-tag-crisis = In a crisis
console-tag-intoxicated = Under the influence, tonight
console-tag-trauma = Floods, or goes away in the mind
console-tag-sexual-harm = Was harmed sexually
console-tag-separating = About to part
console-tag-child = A child is not safe
console-tag-device = No device of their own
console-tag-language = Little of the language
console-tag-other = Something else
console-note = Note
console-note-text = Short, and only what you need tonight. Worries about safety belong in your own file. If you empty this, it is really gone.
console-mind-title = Have a look first
console-mind-text =
    { $tables ->
        [one] At 1 table there is something that weighs on this exercise. Their screen never says why.
       *[other] At { $tables } tables there is something that weighs on this exercise. Their screens never say why.
    }
console-mind-block = Table { $number } gets the light form: the same title and time, and nothing opens between them.
console-mind-adapt = Table { $number } gets the short form.
console-mind-warn = Table { $number } takes part as usual. Keep an eye on it.
console-mind-go = Start all the same
console-mind-next =
    { $tables ->
        [one] At 1 table something weighs on this; choose the step in the agenda to see where. Press once more to start all the same.
       *[other] At { $tables } tables something weighs on this; choose the step in the agenda to see where. Press once more to start all the same.
    }
console-refused-tagged = That cannot be done for this table now. The two persons have the reason.

## The wall and answers

console-wall = Wall
console-wall-wait =
    { $lines ->
        [one] 1 line can go on the wall.
       *[other] { $lines } lines can go on the wall.
    }
console-too-few = Too few answers to be shown. Let people say it aloud.
console-answers = Answers for the facilitator
console-wall-now = On the wall
console-wall-empty = The wall is empty.
console-wall-result = result
console-wall-own = a line of our own
console-wall-clear = Clear the wall
console-wall-clear-title = Clear the whole wall?
console-wall-notes = Of the participants
console-wall-notes-none = There are no lines to pick from.
console-wall-covered =
    { $lines ->
        [one] 1 line, not shown here.
       *[other] { $lines } lines, not shown here.
    }
console-wall-pick = On the wall
console-wall-unpick = Take away
console-wall-stands = Is there
console-wall-examples = Lines of our own
console-wall-write = Write down what was said aloud
console-wall-write-do = Put on the wall
console-answers-cover = For you alone. Is nobody looking along at this screen?
console-answers-none = There are no answers for you here yet.

## Keys

console-keys = Keys
console-keys-clicker = A presenter's clicker works too. Keys do nothing while you type.
console-keys-letters = Keys of letters and digits are on
console-key-next = next
console-key-space = space: next, when no button has the focus
console-key-back = back
console-key-clock = clock: start, pause, resume
console-key-pause = pause for everyone, and on again (a clicker's black button too)
console-key-five = clock: 5 minutes more
console-key-one = clock: 1 minute more or less
console-key-table = choose a table
console-key-lighter = the chosen table lighter
console-key-example = example: next answer
console-key-round = round past all tables
console-key-names = held: names and how far each is
console-key-requests = held: who asks for something
console-key-lines = held: lines and answers
console-key-help = this list
