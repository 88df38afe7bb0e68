# SPDX-License-Identifier: EUPL-1.2

projector-no-link = Open hier de link voor de projector. Die staat op de pagina van de begeleider.
projector-other-link = Deze link is niet voor de projector.
projector-no-meeting = Er is nu geen bijeenkomst.
projector-moment = Een ogenblik. Zo gaan we verder.
projector-sound = Geluid (M)
projector-full = Volledig scherm (F)
projector-page = { $number } van { $of }

## Coming in

projector-welcome = Welkom
projector-qr = QR-code waarmee je binnenkomt
projector-scan = Scan de code, of ga naar
projector-type = en vul in
projector-card = Heb je een kaart? Gebruik dan de code op je kaart.
projector-here =
    { $count ->
        [0] Nog geen stel binnen
        [one] 1 stel is er
       *[other] { $count } stellen zijn er
    }
projector-late = Nog binnenkomen? { $address } · { $code }

## The step under way

projector-stage-brief = uitleg
projector-stage-solo = ieder voor zich
projector-stage-reveal = samen openen
projector-stage-turns = om de beurt
projector-stage-talk = praten
projector-stage-joint = samen kiezen
projector-stage-share = met de groep
projector-stage-close = afronden
projector-example = Een voorbeeld van de makers
projector-break = Pauze
projector-pause = Even pauze
projector-on-at = Om { $time } gaan we verder.
projector-nearly = bijna tijd
projector-time = tijd
