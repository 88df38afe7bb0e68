# SPDX-License-Identifier: EUPL-1.2
#
# Words of the windows of what is one's own; they come after the first load of the page for couples.

own-work = My answers of today
own-work-none = You have not written anything yet.
own-consent-given = You said yes. You can take that back at any time.
own-all = All of mine
own-all-of = All of { $name }'s
own-all-text = What you wrote, before and today, and what lies open for you now. Drafts and what you kept before are gone.
own-all-evening = Evening { $number }
own-all-none = There is nothing of earlier evenings.
own-all-open = What lies open now
own-all-print = Print
own-all-paper = Whoever finds the paper can read it. Your partner too.
split = I no longer want to share together
split-title = No longer share together?
split-text =
    From now on nothing new of yours opens to your partner. To your partner it looks as if you keep it. Only the facilitator sees what you chose.
    From the next evening on the two of you share nothing on these screens. It stays so in this course.
split-yes = Yes, I no longer share
split-no = No, leave it so
split-done = Passed on. Only the facilitator sees this.
withdraw-what = Houvast then asks nothing more of you. What was not open yet stays closed. What was opened has been seen.
take-back-title = Take an answer back, or discard it
take-back-text = What you take back nobody else sees any more. What was opened stays with the two of you until this part is over.
take-back = Take back
take-back-shown = shown
take-back-kept = kept
take-back-intake = what you wrote here only the facilitator reads
widen = Let the facilitator read this
widen-off = The facilitator reads this no more
take-back-widened = the facilitator reads it too
take-back-to-group = for the group as well, without a name
let-read-title = Let others read what you wrote together
let-read-text = The facilitator can read it only once all of you say yes, each on your own page. Nobody sees what you choose. You can always undo it.
let-read-yes = you say yes
let-read-no = you have chosen nothing
let-go = Let this go to the group
let-go-off = Do not let this go to the group any more
let-go-text = It goes to the group only if all of you say yes before the sharing begins. No name stands with it. If somebody says no after all, it leaves the screen.
let-go-yes = to the group: you say yes
take-back-taken = taken back
discard = Discard
discarded = discarded
discard-all = Discard everything
discard-title = Are you sure?
discard-text =
    Discarded is gone: you cannot read it any more either. It is on no screen at all.
    If you discard everything, nobody can read it on the server either once this part is over. If you discard one answer, that comes later, together with the rest.
discard-yes = Yes, discard it
discard-no = No, leave it so
quiz-was-right = Right.
quiz-was-wrong = Not right. Right is:
quiz-was-none = You gave no answer. Right is:
