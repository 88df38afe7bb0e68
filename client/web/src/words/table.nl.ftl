# SPDX-License-Identifier: EUPL-1.2
#
# Words of the page for couples: their shared laptop (table) and devices of their own.

table-moment = Een ogenblik …
table-alien = Deze link hoort bij een ander scherm. Vraag de begeleider om de link voor jullie.
table-print = Afdrukken kan op je eigen pagina, bij “Alles van mij”.

## Coming in

arrival-title = Welkom
arrival-label = Vul de code van jullie kaart in
arrival-go = Verder
arrival-qr = Op de kaart staat ook een QR-code voor je telefoon.
arrival-length = De code op jullie kaart heeft acht tekens. De code op het grote scherm heeft er zes. Er staat nooit een klinker, 0 of 1 in. Kijk hem nog eens na.
arrival-which = Welk apparaat is dit?
arrival-table = De laptop van ons samen
arrival-table-text = Hierop kijken jullie samen. Wie schrijft, doet dat om de beurt.
arrival-pen = Mijn eigen telefoon of laptop
arrival-pen-text = Hierop schrijf alleen jij. Je partner kijkt niet mee.
arrival-known = Dit apparaat deed al eerder mee.
arrival-stay = Verder waar we waren
arrival-or = Of begin opnieuw:
arrival-anew = Een code invullen

table-guest-title = Laat de begeleider dit nummer zien
table-guest-number = Nummer
table-guest-text = De begeleider laat jullie zo binnen. Dit scherm gaat dan vanzelf verder.

table-bind-title = Bijna klaar
table-bind-label = Op de laptop staat bij jouw naam een code. Vul die hier in.
table-bind = Verder
table-bind-short = De code heeft vier tekens. Er staat nooit een klinker, 0 of 1 in. Kijk hem nog eens na.
table-bind-wrong = Die code klopt niet, of is al gebruikt. Kijk nog eens op de laptop bij jouw naam.
table-bind-help = Is er op de laptop geen code te zien?
table-bind-help-text = Open op de laptop ‘Eigen telefoon gebruiken?’. Is jouw naam er niet bij? Dan doet er al een ander apparaat mee voor jou. Vraag het de begeleider.

## Waiting

table-no-meeting = Er is nu geen bijeenkomst.
table-welcome = Welkom, { $names }
table-welcome-text = De begeleider ziet dat jullie er zijn. Het begint vanzelf.
table-welcome-read = Lees alvast waar je ja tegen zegt
table-break = Pauze
table-pause = Even pauze
table-break-text = Alle schermen zijn bedekt. Wat bewaard is, blijft bewaard.
table-knock-title = Dit is jouw eigen scherm
table-knock-text = Kijkt er niemand mee? Dan kun je verder.
table-knock = Open mijn pagina
table-i-am = Ik ben { $name }

## The laptop goes from hand to hand

table-pass-to = Geef de laptop aan { $name }
table-pass-away = De ander kijkt even weg.
table-pass-away-all = De anderen kijken even weg.
table-pass-cancel = Toch niet
table-back-title = Klaar. Geef de laptop terug.
table-back-closed = Je envelop is dicht.
table-back-left = Je pagina is dicht. Wat bewaard was, is er nog.
table-back-idle = Er gebeurde een tijd niets, daarom ging de pagina dicht. Wat bewaard was, is er nog.
table-back-taken = Je pagina is dichtgegaan. Wat bewaard was, is er nog.
table-back-over = Deze oefening is voorbij. Wat je schreef blijft van jou.
table-back-offline = Er is geen verbinding. Laat dit scherm even open: wat je schreef, wordt bewaard zodra de verbinding terug is.
table-back-go = Verder

words-label = Je twee woorden
words-where = Ze staan op je eigen strookje. Kwijt? Vraag de begeleider om nieuwe.
words-show = Toon
words-two = Typ twee woorden, met een spatie ertussen.
words-busy = Even kijken …

## Together

table-solo = Nu ieder voor zich
table-solo-text = Wie schrijft er? Wie niet schrijft, kijkt even niet mee.
table-solo-pen = Schrijf rustig op wat bij jou past. Dit scherm is van jou alleen.
table-wait = Klaar? Wacht dan rustig op de groep.
table-solo-own = Ieder schrijft op een eigen apparaat.
table-ready = Jullie zijn { $people ->
        [2] allebei
       *[other] allemaal
    } klaar
table-ready-open = Wat jullie { $people ->
        [2] allebei
       *[other] allemaal
    } laten zien, gaat op hetzelfde moment open.
table-ready-next = Jullie kunnen samen verder.
table-open = Samen openen
table-own-device = { $name } schrijft op een eigen apparaat.
table-own-device-only = Dit doe je op een eigen apparaat, of op papier. Vraag het de begeleider.
table-own-pages = Je eigen pagina
table-own-pages-text = Daar vind je wat van jou alleen is, ook je toestemming.
table-next = Verder
table-back = Terug
table-not-ready = Dat kan als ieder de envelop dicht heeft.
table-time = Wij hebben meer tijd nodig
table-time-asked = Doorgegeven. Alleen de begeleider ziet het.
table-pens = Eigen telefoon gebruiken?
table-pens-come = Scan met je telefoon de QR-code op jullie kaart, of ga naar { $address }
table-pens-choose = Kies ‘Mijn eigen telefoon of laptop’.
table-pens-code = Vul de code bij jouw naam in:
table-reveal = Lees samen wat open ligt
table-reveal-text = Niets hoeft.
table-opened-both = Dit kiezen jullie allebei
table-opened-guess = { $name } denkt
table-opened-tell = vertel hier zelf iets over, als je wilt
table-talk = Praat er samen over
table-talk-stem = “Wat mij hierin raakt, is …”
table-turn = { $name } vertelt
table-turn-listen = { $name } luistert, en begint daarna met:
table-turn-listen-all = { $names } luisteren. Een van hen begint daarna met:
table-turn-stem = “Ik hoor je zeggen …”
table-heard-text = Dat kan als je hebt geluisterd. Doe daarna je envelop dicht, ook als je niets opschrijft.
table-joint = Kies samen
table-joint-text = Een van jullie schrijft. Daarna zegt ieder of het klopt.
table-joint-unsaved = Nog niet alles is bewaard. Probeer het zo nog eens.
table-joint-stale = Er is net iets veranderd. Lees het nog eens, en zeg dan of het klopt.
table-marks = Klopt het zo?
table-agrees = { $name } is het eens
table-i-agree = Ik ben het eens
table-agreed = Jullie zijn het eens. Dit is van jullie { $people ->
        [2] allebei
       *[other] allemaal
    }.

## With the group

hall-almost = We beginnen zo
hall-brief = De begeleider vertelt wat we gaan doen.
hall-share = We kijken er met de groep naar. Je zegt alleen wat je zelf wilt.
hall-talk = We praten er met de groep over. Je zegt alleen wat je zelf wilt.
hall-close = We ronden dit af.
hall-scene = De begeleiders spelen iets voor. Kijk en luister.
hall-step-talk = De begeleider vertelt. Je hoeft niets te schrijven.

## One's own page

own-page-of = De pagina van { $name }
own-writes = { $name } schrijft
own-question = Vraag { $number } van { $of }
own-to-envelope = Naar de envelop
own-hand-over = Laptop doorgeven
own-not-now = Nu even niet
own-table-note = Is je pagina dicht? Dan gaat hij alleen open met jouw twee woorden.
own-go-on = Verder met schrijven
own-closed = Je envelop is dicht
own-closed-text = Wil je nog iets veranderen? Dat kan zolang niet iedereen klaar is.
own-closed-final = Er wordt nu niets van je gevraagd.
own-reopen = Mijn envelop weer openen
own-nothing = Er wordt nu niets van je gevraagd
own-nothing-text = Is er weer iets te schrijven? Dan kan dat op je eigen pagina.
own-heard = Opschrijven wat je hoorde
own-heard-text = Heb je geluisterd? Dan kun je opschrijven wat je hoorde. Het hoeft niet. Doe wel je envelop dicht.
own-consent-read = Lees waar je ja tegen zegt
own-menu = Mijn pagina
own-menu-close = Sluiten
own-consent = Mijn toestemming

own-envelope = Mijn envelop

consent-title = Dag { $name }
consent-ask = Doe je mee?
consent-undo = Je kunt je ja altijd terugdraaien, op je eigen pagina.
consent-yes = Ja, ik doe mee
consent-no = Nee, ik doe niet mee
consent-no-title = Dat is goed
consent-no-text = Niemand hoeft te weten waarom. Meedoen op papier kan ook.
consent-no-done = Verder
consent-again = Toch nog eens lezen
withdraw = Ik doe niet meer mee
withdrawn-title = Je doet niet meer mee
withdrawn-text = Je ja is teruggedraaid. Niemand hoeft te weten waarom. Meedoen op papier kan ook.
withdraw-undo = Ongedaan maken
consent-changed = De tekst is veranderd sinds je ja zei. Wat je al gaf, blijft zoals het was.
empty-text = Doe toch je envelop dicht, met niets erin. Zo kunnen jullie verder. Niemand ziet dat hij leeg is.
empty-goes = Wat je hier al schreef, gaat dan weg.

## The envelope

envelope-title = Dit zit er in je envelop
envelope-text = Kies per antwoord: houden of laten zien. Wat je houdt, blijft van jou.
envelope-show-all = Alles laten zien
envelope-keep-all = Alles houden
envelope-keep = Houden
envelope-show = Laten zien
envelope-to-group = Ook naar de groep
envelope-change = Wijzigen
envelope-close = Envelop dicht
envelope-unsaved = Nog niet alles is verstuurd. Je envelop is nog open. Kijk even hierboven, of probeer het zo nog eens.
envelope-waits = Er is geen verbinding. Je envelop gaat dicht zodra die terug is.
reach-kept = alleen jij
reach-kept-counted = je eigen kaart ziet niemand; de andere kaarten tellen mee, zonder naam
reach-self = alleen jij
reach-facilitator = jij en de begeleider
reach-intake = alleen de begeleider
reach-count = de groep ziet alleen aantallen, nooit wie
reach-partner = je partner, als die dit ook laat zien
reach-partner-turn = je partner, als jouw beurt begint
reach-partner-match = je partner, alleen wat jullie allebei kozen
reach-record = de begeleider, voor het verslag
reach-to-group = je partner, als die dit ook laat zien; en de groep, zonder naam, als de begeleider het kiest
reach-group = de groep, zonder naam, als de begeleider het kiest
reach-named = de groep, met je naam, als de begeleider het kiest
signal-ask = Nog iets voor de begeleider?
signal-none = niets
signal-talk = even overleggen
signal-call = bel me deze week
signal-open = Begeleider
signal-who-table = Alleen de begeleider ziet dit. Die ziet van welke tafel het komt, en niet van wie.
signal-who-pen = Alleen de begeleider ziet dit. Je partner merkt er niets van.
signal-after = Daarna ziet dit scherm er weer uit als net.
signal-send = Klaar
signal-waits = Er is geen verbinding. Het gaat weg zodra die terug is.
signal-failed = Dat kwam niet aan. Probeer het zo nog eens, of zeg het de begeleider zelf.
signal-help = Is het thuis niet veilig? Bel Veilig Thuis: 0800-2000. Dat is gratis, dag en nacht. Is er nu gevaar? Bel 112.

## Leaving quickly, and own words that nobody looks after

leave = Even weg
leave-link = Snel weg van hier
leave-how = Moet je snel weg van dit scherm? Druk op ‘Even weg’, of drie keer op de Shift-toets. Dan staat hier een klok. Met jullie kaart kom je weer terug. Wat nog niet bewaard was, ben je dan kwijt.
cover-title = Je woorden zijn bedekt
cover-text = Tik op het scherm, of druk op een toets. Dan zie je ze weer.
cover-go = Ik ben er weer
