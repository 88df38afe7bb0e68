# SPDX-License-Identifier: EUPL-1.2
#
# Words that more than one page uses.

language-other = Nederlands

## Connection and saving

connection-connecting = Connecting …
connection-waiting = No connection. We keep trying.
connection-again = Try now
save-saved = saved
save-unsent = not sent yet
save-offline = no connection

farewell-token = This link does not work (any more). Ask the facilitator for a new one.
farewell-version = This page is out of date. Load it again.
farewell-replaced = You went on somewhere else. This page does nothing now.
farewell-replaced-here = Go on here
farewell-removed = The facilitator removed this device.
farewell-malformed = The server did not understand this page. Load it again.
farewell-not-admitted = That is not right, or nothing is open now. Check it once more.
farewell-resting = It is too busy here for a moment, or something wrong was entered too often. Wait a few minutes, then try again.
farewell-reload = Load again
farewell-stopping = The server is starting again. One moment.
farewell-failed = The server cannot go on with this group. Its operator has to look.

## Why something may not be

refusal-other = That cannot be done now.
refusal-not-allowed = This device may not do that.
refusal-not-found = That is not there (any more). Check it once more.
refusal-not-yours = That seat does not belong to this device.
refusal-locked = Your seat is locked. Choose your name first.
refusal-consent-missing = Your yes to the statement is needed first.
refusal-not-admitted = The facilitator has not let you in yet.
refusal-no-meeting = No evening is under way now.
refusal-meeting-open = An evening is under way already.
refusal-run-over = That exercise is over.
refusal-moved-on = Someone else was just ahead of you. See where we are now.
refusal-not-yet = That comes later.
refusal-closed = The envelope is closed.
refusal-final = All envelopes are closed. They stay as they are.
refusal-not-ready = That can be done when everyone is ready.
refusal-stale = A newer version is there already. Have a look at it first.
refusal-not-accepted = That answer does not fit this question.
refusal-sharing-closed = Nothing can be shared now. Tell each other, if you like.
refusal-full = The maximum is reached.
refusal-no-such-form = This exercise does not come in that form.
refusal-invalid = Something is missing, or its parts do not go together.
refusal-read-only = The server's disk is full. What was saved is safe.
refusal-busy = It is busy just now. Try again in a moment.
refusal-failed = The server could not do that. Nothing has changed.
refusal-words = These two words are not right. After five misses the page stays closed for a while.
unknown-outcome = It is not certain whether that worked. Have a look.

## The clock

clock = Left
clock-paused = paused

## Questions and answers

yes = yes
no = no
seen-by-self = This stays yours. Nobody else sees it.
seen-by-facilitator = Only the facilitator reads this. Your partner does not.
seen-by-intake = Only the facilitator reads this, for seven days at most. Once your envelope is closed, you do not see it any more either.
seen-by-partner = You choose later: show or keep. Your partner sees it only if you both show this answer.
seen-may-go-to-group = You can also choose that it goes to the group, without a name.
seen-in-turn = You choose later: show or keep. If you show it, your partner sees it when your turn begins.
seen-in-match = You choose later: show or keep. If you show it, your partner sees only what you both chose.
seen-for-record = You choose later whether this may go into the record. Only the facilitator reads that.
seen-joint = This belongs to the two of you.
seen-joint-to-group = It goes to the group only if you both say yes, each at My page.
seen-by-group = You choose later whether this may be on the wall without a name. The facilitator picks after that.
seen-as-count = The group only sees how many people chose about the same, never who.
seen-with-name = You choose later whether this may be on the wall with your name.
field-too-long = That is { $beyond ->
        [one] one character
       *[other] { $beyond } characters
    } too long: { $most } fit. What fits is saved; the rest is only here. Can you say it shorter?
scale-now = now
scale-wish = as I would like it
scale-enough = enough
scale-between = A number from { $minimum } to { $maximum }
scale-shown = { $number } on a scale from { $minimum } to { $maximum }
choice-none = There are no lines on the wall to choose from now.
choice-own = A card of your own is fine too:
choice-more = Choose { $missing } more. Then it can be saved.
choice-too-many = You can choose { $most }. Take one away first.
list-row = Line { $row }
list-more = Write { $missing } more. Then it can be saved.
list-full = There is room for { $most } lines.
turns-said = We said it aloud
answer-rather-aloud = I would rather say it aloud
answer-skip = Skip
answer-none = nothing yet
answer-aloud = I would rather say it aloud
answer-skipped = skipped
answer-not-here = This is saved. The words cannot be read back here. You can write it anew.
newer-says = Meanwhile this was saved on another device:
newer-take = Take that
newer-keep-mine = Keep what is here

## The wall

quiz-right = right
quiz-wrong = not right
wall-low = low
wall-middle = middle
wall-high = high
wall-anchored = { $band }: { $anchor }
wall-example = an example of the makers
wall-spoken = said aloud
