# SPDX-License-Identifier: EUPL-1.2
#
# Words of the page for couples: their shared laptop (table) and devices of their own.

table-moment = One moment …
table-alien = This link belongs to another screen. Ask the facilitator for the link for you.
table-print = You can print on your own page, at “All of mine”.

## Coming in

arrival-title = Welcome
arrival-label = Fill in the code on your card
arrival-go = Next
arrival-qr = The card also has a QR code for your phone.
arrival-length = The code on your card has eight signs. The code on the big screen has six. It never has a vowel, a 0 or a 1. Check it once more.
arrival-which = Which device is this?
arrival-table = The laptop we share
arrival-table-text = You look at it together. You take turns writing.
arrival-pen = My own phone or laptop
arrival-pen-text = Only you write here. Your partner does not look on.
arrival-known = This device took part before.
arrival-stay = Go on where we were
arrival-or = Or begin anew:
arrival-anew = Fill in a code

table-guest-title = Show this number to the facilitator
table-guest-number = Number
table-guest-text = The facilitator lets you in soon. This screen then goes on by itself.

table-bind-title = Nearly there
table-bind-label = The laptop shows a code at your name. Fill it in here.
table-bind = Next
table-bind-short = The code has four signs. It never has a vowel, a 0 or a 1. Check it once more.
table-bind-wrong = That code is not right, or was used already. Have another look at your name on the laptop.
table-bind-help = Is there no code on the laptop?
table-bind-help-text = Open ‘Use your own phone?’ on the laptop. Is your name not there? Then another device takes part for you already. Ask the facilitator.

## Waiting

table-no-meeting = There is no meeting now.
table-welcome = Welcome, { $names }
table-welcome-text = The facilitator sees that you are here. It begins by itself.
table-welcome-read = Meanwhile, read what you say yes to
table-break = Break
table-pause = A short pause
table-break-text = All screens are covered. What was saved stays saved.
table-knock-title = This is your own screen
table-knock-text = Is nobody looking on? Then you can go on.
table-knock = Open my page
table-i-am = I am { $name }

## The laptop goes from hand to hand

table-pass-to = Give the laptop to { $name }
table-pass-away = The other one looks away for a while.
table-pass-away-all = The others look away for a while.
table-pass-cancel = Not now
table-back-title = Done. Give the laptop back.
table-back-closed = Your envelope is closed.
table-back-left = Your page is closed. What was saved is still there.
table-back-idle = Nothing happened for a while, so the page was closed. What was saved is still there.
table-back-taken = Your page was closed. What was saved is still there.
table-back-over = This exercise is over. What you wrote stays yours.
table-back-offline = There is no connection. Leave this screen open for a moment: what you wrote is saved as soon as the connection is back.
table-back-go = Next

words-label = Your two words
words-where = They are on your own slip. Lost? Ask the facilitator for new ones.
words-show = Show
words-two = Type two words, with a space between them.
words-busy = One moment …

## Together

table-solo = Each alone now
table-solo-text = Who is writing? Whoever does not write looks away for a while.
table-solo-pen = Take your time to write what fits you. This screen is yours alone.
table-wait = Done? Then wait for the group.
table-solo-own = Each writes on a device of their own.
table-ready = You are { $people ->
        [2] both
       *[other] all
    } ready
table-ready-open = What you { $people ->
        [2] both
       *[other] all
    } show opens at the same moment.
table-ready-next = You can go on together.
table-open = Open together
table-own-device = { $name } writes on their own device.
table-own-device-only = You do this on a device of your own, or on paper. Ask the facilitator.
table-own-pages = Your own page
table-own-pages-text = What is yours alone is there, your consent too.
table-next = Next
table-back = Back
table-not-ready = That can be done when everyone has closed the envelope.
table-time = We need more time
table-time-asked = Passed on. Only the facilitator sees it.
table-pens = Use your own phone?
table-pens-come = Scan the QR code on your card with your phone, or go to { $address }
table-pens-choose = Choose ‘My own phone or laptop’.
table-pens-code = Fill in the code at your name:
table-reveal = Read together what lies open
table-reveal-text = Nothing has to be said.
table-opened-both = You both choose this
table-opened-guess = { $name } thinks
table-opened-tell = tell something about this yourself, if you like
table-talk = Talk about it together
table-talk-stem = “What touches me in this is …”
table-turn = { $name } speaks
table-turn-listen = { $name } listens, and then begins with:
table-turn-listen-all = { $names } listen. One of them then begins with:
table-turn-stem = “I hear you say …”
table-heard-text = You can when you have listened. Close your envelope after that, also if you write nothing.
table-joint = Choose together
table-joint-text = One of you writes. Then each of you says whether it is right.
table-joint-unsaved = Not everything is saved yet. Try again in a moment.
table-joint-stale = Something has just changed. Read it again, and then say whether it is right.
table-marks = Is it right like this?
table-agrees = { $name } agrees
table-i-agree = I agree
table-agreed = You agree. This belongs to { $people ->
        [2] both
       *[other] all
    } of you.

## With the group

hall-almost = We begin in a moment
hall-brief = The facilitator tells what we are going to do.
hall-share = We look at it with the group. You only say what you want to say.
hall-talk = We talk about it with the group. You only say what you want to say.
hall-close = We are rounding this off.
hall-scene = The facilitators act something out. Look and listen.
hall-step-talk = The facilitator tells. You need not write anything.

## One's own page

own-page-of = The page of { $name }
own-writes = { $name } is writing
own-question = Question { $number } of { $of }
own-to-envelope = To the envelope
own-hand-over = Hand over the laptop
own-not-now = Not now
own-table-note = Once your page is closed, only your two words open it.
own-go-on = Go on writing
own-closed = Your envelope is closed
own-closed-text = Would you like to change something? You can as long as not everyone is done.
own-closed-final = Nothing is asked of you now.
own-reopen = Open my envelope again
own-nothing = Nothing is asked of you now
own-nothing-text = When there is something to write again, you can do so on your own page.
own-heard = Write down what you heard
own-heard-text = Did you listen? Then you can write down what you heard. You need not. But do close your envelope.
own-consent-read = Read what you say yes to
own-menu = My page
own-menu-close = Close
own-consent = My consent

own-envelope = My envelope

consent-title = Hello { $name }
consent-ask = Do you take part?
consent-undo = You can take your yes back at any time, on your own page.
consent-yes = Yes, I take part
consent-no = No, I do not take part
consent-no-title = That is fine
consent-no-text = Nobody needs to know why. You can take part on paper too.
consent-no-done = Next
consent-again = Read it once more
withdraw = I no longer take part
withdrawn-title = You no longer take part
withdrawn-text = Your yes is taken back. Nobody needs to know why. You can take part on paper too.
withdraw-undo = Undo
consent-changed = The text has changed since you said yes. What you gave stays as it was.
empty-text = Close your envelope all the same, with nothing in it. Then you can go on together. Nobody sees that it is empty.
empty-goes = What you wrote here already goes then.

## The envelope

envelope-title = This is in your envelope
envelope-text = Choose for each answer: keep or show. What you keep stays yours.
envelope-show-all = Show everything
envelope-keep-all = Keep everything
envelope-keep = Keep
envelope-show = Show
envelope-to-group = To the group as well
envelope-change = Change
envelope-close = Close the envelope
envelope-unsaved = Not everything has been sent yet. Your envelope is still open. Have a look above, or try again in a moment.
envelope-waits = There is no connection. Your envelope closes as soon as it is back.
reach-kept = only you
reach-kept-counted = nobody sees your own card; the other cards count, without a name
reach-self = only you
reach-facilitator = you and the facilitator
reach-intake = only the facilitator
reach-count = the group only sees numbers, never who
reach-partner = your partner, if they show this too
reach-partner-turn = your partner, when your turn begins
reach-partner-match = your partner, only what you both chose
reach-record = the facilitator, for the record
reach-to-group = your partner, if they show it too; and the group, without a name, if the facilitator picks it
reach-group = the group, without a name, if the facilitator picks it
reach-named = the group, with your name, if the facilitator picks it
signal-ask = Something for the facilitator?
signal-none = nothing
signal-talk = a word with you
signal-call = call me this week
signal-open = Facilitator
signal-who-table = Only the facilitator sees this: from which table it comes, and not from whom.
signal-who-pen = Only the facilitator sees this. Your partner notices nothing.
signal-after = After that this screen looks as it did before.
signal-send = Done
signal-waits = There is no connection. It goes as soon as that is back.
signal-failed = That did not arrive. Try again in a moment, or tell the facilitator yourself.
signal-help = Is home not safe? Call Veilig Thuis: 0800-2000. It is free, day and night. In danger now? Call 112.

## Leaving quickly, and own words that nobody looks after

leave = Leave
leave-link = Leave here quickly
leave-how = Do you need to leave this screen quickly? Press ‘Leave’, or the Shift key three times. Then there is a clock here. With your card you come back. What was not saved yet is lost then.
cover-title = Your words are covered
cover-text = Tap the screen, or press a key. Then you see them again.
cover-go = I am back
