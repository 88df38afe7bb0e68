# SPDX-License-Identifier: EUPL-1.2
#
# Words of the facilitator's page.

console-moment = Een ogenblik …
console-done = Gedaan.
console-minutes = { $minutes } min
console-close = Sluiten
console-later = Later

## The door

console-door = Log in om een groep te begeleiden.
console-door-again = Je bent niet meer ingelogd. Log opnieuw in.
console-door-in = Inloggen
console-door-code = Code uit je app, als je die gebruikt
console-door-wrong = Dat klopt niet. Kijk je wachtzin na, en je code als je die gebruikt.
console-door-moment = De wachtzin wordt nagekeken …
console-door-help = Heb je een link van een groep gekregen? Open dan die link. Is dit de eerste keer? Open dan de link die de server toonde toen hij startte. Wachtzin vergeten? Stop de server, typ in een terminal: houvastd passphrase off, en start hem weer. Dan toont hij een nieuwe link.
console-passphrase = Wachtzin
console-to-door = Naar het begin
console-not-facilitator = Deze link is niet voor een begeleider. Vraag een andere link.
console-passphrase-twice = Nog een keer dezelfde wachtzin
console-passphrase-show = Laat zien wat ik typ
console-passphrase-set = Wachtzin instellen
console-passphrase-new = Nieuwe wachtzin
console-passphrase-others = Wie nog ergens anders is ingelogd, moet daarna opnieuw inloggen.
console-passphrase-current = Je wachtzin tot nu toe (niets, als je er nog geen hebt)
console-passphrase-wrong = Je wachtzin tot nu toe klopt niet.
console-passphrase-short = Neem er minstens 12 tekens voor. Een paar losse woorden is goed.
console-passphrase-long = Dat is te lang. Kies een kortere wachtzin.
console-passphrase-differs = De twee wachtzinnen zijn niet gelijk.
console-found-title = Kies een wachtzin
console-found = Met deze wachtzin log je voortaan in op deze server. Minstens 12 tekens; een paar losse woorden onthoud je goed. Schrijf hem op en bewaar hem veilig: de link waarmee je nu kwam, werkt daarna niet meer.

## The house

console-groups = Jouw groepen
console-groups-none = Er is nog geen groep. Maak hieronder de eerste.
console-group-made = gemaakt op { $date }
console-group-ended = beëindigd
console-new-group = Een nieuwe groep
console-group-title = Naam van de groep (een schuilnaam is genoeg)
console-programme = Programma
console-group-make = Groep maken
console-log-out = Uitloggen

## A code besides the passphrase

console-factor = Code bij inloggen
console-factor-what = Hiermee heb je bij inloggen naast je wachtzin ook een code van je telefoon nodig. Wie je wachtzin kent, komt dan nog niet binnen. Je gebruikt een app die codes maakt.
console-factor-is-set = Inloggen vraagt nu een code. Typ je wachtzin en een code uit je app om dat uit te zetten.
console-factor-scan = Voeg Houvast toe in je app. Scan daarmee deze code:
console-factor-qr = QR-code voor een app die codes maakt
console-factor-type = Of typ dit over in de app:
console-factor-code = De code die je app nu laat zien
console-factor-clock = De klok van de server staat op { $time }. Staat je telefoon op dezelfde tijd?
console-factor-on = Voortaan een code vragen
console-factor-off = Geen code meer vragen
console-factor-digits = De code heeft zes cijfers.
console-factor-wrong = Je wachtzin of die code klopt niet, of de code is al gebruikt. Wacht op de volgende.
console-factor-first = Dit kan nadat je een wachtzin hebt gekozen.

## The group

console-group = Groep
console-evening-free = Avond zonder agenda
console-no-name = (gewist)
console-address = Adres in links en op kaarten
console-other-group = Andere groep
console-to-evening = Terug naar de avond
console-back-to-group = Terug naar de groep
console-group-cover = Hier staan namen en codes. Kijkt er niemand mee op dit scherm?
console-opening = Een avond openen
console-which-evening = Welke avond?
console-open-evening = Avond openen
console-couples = Stellen
console-couples-none = Er doet nog niemand mee. Voeg de stellen toe; schuilnamen mogen.
console-couple-new = Een stel erbij
console-couple-add = Toevoegen
console-couple-remove = Weghalen
console-couple-remove-of = { $names } weghalen
console-couple-remove-title = { $names } weghalen uit de groep?
console-couple-remove-text = Hun apparaten en hun kaart werken daarna niet meer.
console-member-add = Nog een naam erbij
console-name-of = Naam { $number }
console-names-save = Bewaren
console-rename = Naam wijzigen
console-rename-of = Naam wijzigen: { $names }
console-name-empty = Vul een naam in.
console-name-long = Die naam is te lang.
console-name-same = Die namen zijn gelijk. Geef elk een eigen naam, zoals Noor B en Noor K.
console-cards = Kaarten voor de stellen
console-cards-how = Elk stel krijgt een eigen kaart. De kaart werkt de hele cursus, zolang er een avond open is.
console-cards-none = Er zijn nog geen kaarten.
console-print = Afdrukken
console-card-qr = QR-code voor { $names }
console-card-phone = Met je telefoon: scan de code.
console-card-laptop = Op de laptop: ga naar het adres en typ jullie code.
console-card-what = Met deze kaart doen jullie mee aan de avond, op de laptop van jullie samen en als je wilt ook op je eigen telefoon. De kaart werkt alleen als er een avond is; bewaar hem goed en geef hem aan niemand anders.
console-card-renew = Nieuwe kaart
console-card-renew-title = Een nieuwe kaart maken?
console-card-renew-text = De oude kaart werkt daarna niet meer. Elk apparaat dat met de oude kaart binnenkwam, komt opnieuw binnen met de nieuwe; wat bewaard is, blijft.
console-slips = Strookjes met woorden
console-slips-how = Iedereen krijgt een eigen strookje met twee woorden. Daarmee gaat op de laptop of telefoon de eigen pagina open. Vouw elk strookje dicht en geef het aan één persoon. Na het eerste gebruik zijn de woorden hier niet meer te zien.
console-slips-none = Er zijn nog geen strookjes.
console-slip-what = Dit zijn jouw twee woorden. Typ ze als je aan de beurt bent. Laat ze aan niemand zien, ook niet aan je partner.
console-slip-used = Deze woorden zijn al gebruikt. Alleen { $name } kent ze nog.
console-slip-show = Toon
console-slip-show-of = Toon de woorden van { $name }
console-slip-renew = Nieuwe woorden
console-slip-renew-of = Nieuwe woorden voor { $name }
console-slip-renew-title = Nieuwe woorden voor { $name }?
console-slip-renew-text =
    De oude woorden werken daarna niet meer. { $name } begint op een lege pagina: wat daar eerder stond, is voor niemand meer te lezen. Wat al voor anderen open lag, verandert niet.

    Doe dit alleen als { $name } er zelf om vraagt.
console-devices = Apparaten
console-invite-projector = Link voor de projector
console-invite-co = Link voor een medebegeleider
console-link-projector = Projector
console-link-projector-how = Open deze link op de computer van de beamer. Je ziet hem maar één keer.
console-link-co = Medebegeleider
console-link-co-how = Geef deze link aan je collega. Wie hem heeft, kan de groep begeleiden. Je ziet hem maar één keer.
console-devices-all = Alle apparaten ({ $count })
console-device = Apparaat { $number }: { $role }
console-device-of = Apparaat { $number }: { $role } van tafel { $table }
console-role-owner = eigenaar
console-role-facilitator = begeleider
console-role-co-facilitator = medebegeleider
console-role-table = laptop
console-role-pen = eigen scherm
console-role-projector = projector
console-role-observer = meekijker
console-role-guest = gast
console-device-this = dit apparaat
console-device-remove = Weghalen
console-device-remove-of = Apparaat { $number } weghalen
console-device-remove-title = Apparaat { $number } weghalen?
console-device-remove-text = Het doet daarna niet meer mee. Wat bewaard is, blijft.

## The evening

console-not-begun = nog niet begonnen
console-on-time = op schema, klaar om { $time }
console-behind = { $minutes } min achter op schema, klaar om { $time }
console-ahead = { $minutes } min voor op schema, klaar om { $time }
console-left = nog { $minutes } van { $planned } min
console-over = { $minutes } min over de { $planned } min heen
console-spent = { $minutes } min bezig
console-hold-names = Houd vast: namen
console-hold-requests = Houd vast: vragen
console-end = Avond sluiten
console-end-title = De avond sluiten?
console-end-text =
    Alle schermen gaan dicht; wie nog schrijft kan niet verder. Tot { $time } kun je dezelfde avond weer openen.

    Om { $time } verdwijnen de kladjes, en wat mensen hielden of wat op de muur stond. Wat partners aan elkaar lieten zien en samen schreven, blijft de hele cursus.
console-end-yes = Avond sluiten
console-end-no = Nog niet
console-welcome-title = Iedereen komt binnen
console-welcome = Tik bij een tafel op ‘is er’ als een stel er is. Begin als iedereen zit.
console-welcome-late = Wie later komt, kan altijd nog binnen.
console-door-how = Inloopcode, op { $address }
console-between-title = Tussen twee stappen
console-between = Ga verder met de volgende stap, of kies er een uit de agenda.
console-all-done = Alle stappen zijn gedaan. Je kunt de avond sluiten.
console-bar = Bediening
console-next = Verder
console-next-first = Beginnen
console-next-step = Volgende stap
console-next-anyway = Toch verder
console-back = Terug
console-last-step = dit was de laatste stap
console-no-step = er is nog geen stap
console-still-writing =
    { $tables ->
        [one] Aan 1 tafel wordt nog geschreven. Nog een keer drukken gaat toch verder.
       *[other] Aan { $tables } tafels wordt nog geschreven. Nog een keer drukken gaat toch verder.
    }
console-leave-title = Toch naar een andere stap?
console-leave-text =
    { $tables ->
        [one] Aan 1 tafel wordt nog geschreven. Deze oefening stopt dan voor iedereen. Wat bewaard is, blijft van wie het schreef.
       *[other] Aan { $tables } tafels wordt nog geschreven. Deze oefening stopt dan voor iedereen. Wat bewaard is, blijft van wie het schreef.
    }
console-leave-yes = Ja, verder
console-leave-no = Nee
console-clock = Klok
console-clock-start = Start
console-clock-pause = Pauze
console-clock-resume = Verder
console-clock-clear = Klok weg
console-clock-restart = Klok opnieuw: { $minutes } min
console-clock-add =
    { $minutes ->
        [-1] −1 minuut
        [1] +1 minuut
       *[other] +{ $minutes } minuten
    }
console-stages = Delen van deze oefening
console-stage-none = er is nu niets te doen
console-stage-brief = uitleg
console-stage-solo = ieder voor zich
console-stage-reveal = samen openen
console-stage-turns = om de beurt
console-stage-talk = praten
console-stage-joint = samen kiezen
console-stage-share = met de groep
console-stage-close = afronden
console-stage-tables =
    { $tables ->
        [one] 1 tafel
       *[other] { $tables } tafels
    }
console-say = Zeg nu
console-card = Meer bij deze stap
console-card-purpose = Waarvoor
console-card-room = De zaal
console-card-watch = Let op
console-card-stuck = Loopt het vast
console-card-stop = Stop als
console-card-after = Daarna
console-prompts = Wat de stellen lezen
console-example = Voorbeeld op de projector
console-example-none = Voorbeeld van de makers, voor de projector: { $of } antwoorden.
console-example-shown = Op de projector: { $shown } van { $of } antwoorden.
console-example-next = Toon volgende
console-example-clear = Haal weg
console-announce = Mededeling
console-announced = Op elk scherm: { $text }
console-sharing-close = Samen openen: sluit voor allen
console-sharing-open = Samen openen: open voor allen
console-hold-lines = Houd vast om te zien
console-uncover = Toon op dit scherm
console-announce-what = Komt op elk scherm te staan, tot je het weghaalt
console-announce-do = Zet op elk scherm
console-announce-clear = Haal weg

## The agenda

console-agenda = Agenda
console-agenda-none = Deze avond heeft geen agenda. Voeg oefeningen toe.
console-push = Oefening erbij
console-insert = Pauze of gesprek erbij
console-kind-exercise = oefening
console-kind-break = pauze
console-kind-scene = scène
console-kind-talk = gesprek
console-state-planned = straks
console-state-under-way = nu
console-state-done = gedaan
console-state-skipped = overgeslagen
console-no-exercise = Er is nu geen oefening bezig.
console-step-start = Nu beginnen
console-step-again = Nog een keer doen
console-step-end = Deze stap afsluiten
console-step-skip = Overslaan
console-step-unskip = Toch doen
console-step-up = Een plek eerder
console-step-down = Een plek later
console-search = Zoek een oefening
console-search-none = Geen oefening gevonden.
console-own-device = alleen op een eigen apparaat
console-push-now = Nu
console-push-now-of = { $title } nu beginnen
console-push-next = Hierna
console-push-next-of = { $title } hierna in de agenda
console-insert-what = Wat komt erbij?
console-insert-title = Titel (mag leeg blijven)
console-insert-minutes = Minuten
console-insert-do = Zet hierna in de agenda

## The tables

console-tables = Tafels
console-table = Tafel { $number }
console-no-tables = Deze groep heeft nog geen stellen. Voeg ze toe bij ‘Groep’.
console-room-here = { $here } van { $all } hier
console-room-ready = { $ready } klaar
console-admit = Is er
console-admit-table = Het stel van tafel { $number } is er
console-choose-first = Kies eerst een tafel.
console-presence-expected = nog niet binnen
console-presence-here = hier
console-presence-one = een van de twee
console-presence-paper = op papier
console-presence-away = weg
console-unit-at-door = verbonden
console-unit-offline = niet verbonden
console-unit-ready = klaar
console-unit-confirmed = samen akkoord
console-unit-sharing-closed = samen openen staat dicht
console-form-short = korte vorm
console-form-light = lichte vorm
console-seat-waiting = { $name }: nog niet begonnen
console-seat-no-consent = { $name }: geen ja, of nog niet
console-seat-busy = { $name }: bezig
console-seat-closed = { $name }: klaar
console-seat-absent = { $name }: er niet
console-split = Niet meer samen delen
console-split-title = Niet meer samen delen?
console-split-text =
    Van nu af gaat niets nieuws van deze persoon open voor de partner. Vanaf de volgende avond deelt deze tafel niets meer.
    Alleen het bord laat het zien. Dit blijft zo.
console-split-yes = Ja, niet meer delen
console-split-no = Nee
console-narrow = Minder mensen laten zien
console-narrow-text = Dit geldt voor alle tafels, zolang deze oefening duurt. Wat al te zien is, gaat meteen weg. Terug kan niet.
console-narrow-self = Alleen wie het schreef
console-narrow-nameless = Zonder naam
console-narrowed-self = Alleen wie het schreef ziet dit nog.
console-seat-split = { $name }: deelt niet meer samen
console-seat-rests = { $name }: vijf keer verkeerde woorden, weer om { $time }
console-request-time = meer tijd
console-request-talk = even overleggen ({ $name })
console-request-call = bel me deze week ({ $name })
console-request-of-table = van de tafel
console-requests-none = niemand vraagt iets
console-requests-signals =
    { $count ->
        [one] 1 vraag
       *[other] { $count } vragen
    }
console-requests-time = { $count } keer meer tijd gevraagd
console-round = Ronde langs alle tafels
console-round-count =
    { $count ->
        [0] Ronde
       *[other] Ronde ({ $count })
    }
console-pause-all = Pauze voor iedereen
console-resume-all = Verder, iedereen
console-guests = Aan de deur
console-guest = Nummer { $number } is
console-guest-offline = Nummer { $number } (niet verbonden) is
console-guest-place = Laat binnen
console-guest-away = Weg
console-lobby-code = Inloopcode
console-lobby-open = Open de inloop
console-lobby-close = Sluit de inloop
console-lobby-closed = De inloop is dicht.
console-who-is-here = Wie is er?
console-set-here = Dit stel is er
console-set-one = Alleen persoon { $number } is er
console-set-one-named = Alleen { $name } is er
console-set-paper = Werkt op papier
console-set-away = Weg
console-form = Hoe doet deze tafel de oefening?
console-deal-full = Volledig
console-deal-short = Kort
console-deal-light = Lichter
console-sharing = Samen openen
console-sharing-may = Mag
console-sharing-may-not = Nu niet
console-handled = Gezien
console-round-how = Loop langs elke tafel, en spreek ieder even apart. Zo ziet niemand voor wie je komt. De volgorde is geloot, ook wie je eerst spreekt. Tik aan wie je sprak.
console-round-none = Er is nog niemand binnen.
console-round-person = Persoon { $number }
console-persons = Alleen voor begeleiders
console-person = Tafel { $table }, persoon { $number }
console-light = Licht
console-light-text = Groen: meedoen. Oranje: meedoen, en let op. Rood: nu niets delen met de partner; dit stel krijgt vanzelf de lichte vorm. Wat deze persoon voor een intake schreef, verdwijnt zodra je de kleur kiest of weghaalt.
console-light-none = Geen
console-light-green = Groen
console-light-orange = Oranje
console-light-red = Rood
console-tags = Kenmerken
console-tags-text = Jij zet ze, houvast leidt niets af. Ze wegen mee als een oefening begint. Wie een oefening niet mag delen, krijgt de lichte vorm: dezelfde titel en tijd.
console-tag-fear = Bang voor de partner, of onder diens controle
console-tag-violence = Geweld, kort geleden
console-tag-affair = Buitenrelatie die nog loopt
console-tag-disclosure = Buitenrelatie, korter dan drie maanden bekend
console-tag-crisis = In crisis
console-tag-intoxicated = Onder invloed, vanavond
console-tag-trauma = Overspoelt of valt weg
console-tag-sexual-harm = Seksueel geweld meegemaakt
console-tag-separating = Gaat uit elkaar
console-tag-child = Een kind is niet veilig
console-tag-device = Geen eigen apparaat
console-tag-language = Weinig Nederlands
console-tag-other = Iets anders
console-note = Notitie
console-note-text = Kort, en alleen wat je vanavond nodig hebt. Zorgen over veiligheid horen in je eigen dossier. Maak je dit leeg, dan is het echt weg.
console-mind-title = Eerst even kijken
console-mind-text =
    { $tables ->
        [one] Bij 1 tafel is er iets dat meeweegt bij deze oefening. Op hun scherm staat nooit waarom.
       *[other] Bij { $tables } tafels is er iets dat meeweegt bij deze oefening. Op hun schermen staat nooit waarom.
    }
console-mind-block = Tafel { $number } krijgt de lichte vorm: dezelfde titel en tijd, en tussen hen gaat niets open.
console-mind-adapt = Tafel { $number } krijgt de korte vorm.
console-mind-warn = Tafel { $number } doet gewoon mee. Let zelf op.
console-mind-go = Toch beginnen
console-mind-next =
    { $tables ->
        [one] Bij 1 tafel weegt iets mee; kies de stap in de agenda om te zien waar. Nog een keer drukken begint toch.
       *[other] Bij { $tables } tafels weegt iets mee; kies de stap in de agenda om te zien waar. Nog een keer drukken begint toch.
    }
console-refused-tagged = Dat kan nu niet voor deze tafel. Waarom staat bij de twee personen.

## The wall and answers

console-wall = Muur
console-wall-wait =
    { $lines ->
        [one] 1 regel kan op de muur.
       *[other] { $lines } regels kunnen op de muur.
    }
console-too-few = Te weinig antwoorden om te tonen. Laat het hardop zeggen.
console-answers = Antwoorden voor de begeleider
console-wall-now = Staat op de muur
console-wall-empty = De muur is leeg.
console-wall-result = uitslag
console-wall-own = een regel van onszelf
console-wall-clear = Muur leegmaken
console-wall-clear-title = De hele muur leegmaken?
console-wall-notes = Van de deelnemers
console-wall-notes-none = Er zijn geen regels om uit te kiezen.
console-wall-covered =
    { $lines ->
        [one] 1 regel, hier niet te zien.
       *[other] { $lines } regels, hier niet te zien.
    }
console-wall-pick = Op de muur
console-wall-unpick = Haal weg
console-wall-stands = Staat er
console-wall-examples = Regels van onszelf
console-wall-write = Schrijf op wat hardop gezegd is
console-wall-write-do = Zet op de muur
console-answers-cover = Alleen voor jou. Kijkt er niemand mee op dit scherm?
console-answers-none = Er zijn hier nog geen antwoorden voor jou.

## Keys

console-keys = Toetsen
console-keys-clicker = Een presenter (klikker) werkt ook. Toetsen doen niets terwijl je typt.
console-keys-letters = Toetsen met letters en cijfers staan aan
console-key-next = verder
console-key-space = spatie: verder, als er geen knop gekozen is
console-key-back = terug
console-key-clock = klok: start, pauze, verder
console-key-pause = pauze voor iedereen, en weer verder (ook de zwarte knop van een klikker)
console-key-five = klok: 5 minuten erbij
console-key-one = klok: 1 minuut erbij of eraf
console-key-table = kies een tafel
console-key-lighter = de gekozen tafel lichter
console-key-example = voorbeeld: volgende antwoord
console-key-round = ronde langs alle tafels
console-key-names = ingedrukt: namen en wie hoe ver is
console-key-requests = ingedrukt: wie iets vraagt
console-key-lines = ingedrukt: regels en antwoorden
console-key-help = deze lijst
