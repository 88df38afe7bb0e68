# SPDX-License-Identifier: EUPL-1.2

projector-no-link = Open the projector's link here. It is on the facilitator's page.
projector-other-link = This link is not for the projector.
projector-no-meeting = There is no meeting now.
projector-moment = One moment. We go on soon.
projector-sound = Sound (M)
projector-full = Full screen (F)
projector-page = { $number } of { $of }

## Coming in

projector-welcome = Welcome
projector-qr = QR code to come in with
projector-scan = Scan the code, or go to
projector-type = and type
projector-card = Do you have a card? Then use the code on your card.
projector-here =
    { $count ->
        [0] No couple is here yet
        [one] 1 couple is here
       *[other] { $count } couples are here
    }
projector-late = Still to come in? { $address } · { $code }

## The step under way

projector-stage-brief = explanation
projector-stage-solo = each alone
projector-stage-reveal = opening together
projector-stage-turns = in turns
projector-stage-talk = talking
projector-stage-joint = choosing together
projector-stage-share = with the group
projector-stage-close = rounding off
projector-example = An example by the makers
projector-break = Break
projector-pause = A short pause
projector-on-at = We go on at { $time }.
projector-nearly = nearly time
projector-time = time
