# SPDX-License-Identifier: EUPL-1.2
#
# Words that more than one page uses.

language-other = English

## Connection and saving

connection-connecting = Verbinding maken …
connection-waiting = Geen verbinding. We proberen het steeds opnieuw.
connection-again = Probeer nu
save-saved = bewaard
save-unsent = nog niet verstuurd
save-offline = geen verbinding

farewell-token = Deze link werkt niet (meer). Vraag de begeleider om een nieuwe.
farewell-version = Deze pagina is niet meer van nu. Laad haar opnieuw.
farewell-replaced = Je bent ergens anders verder gegaan. Deze pagina doet nu niets.
farewell-replaced-here = Hier verder
farewell-removed = De begeleider heeft dit apparaat weggehaald.
farewell-malformed = De server begreep deze pagina niet. Laad haar opnieuw.
farewell-not-admitted = Dat klopt niet, of er is nu niets open. Kijk het nog eens na.
farewell-resting = Het is hier even te druk, of er is te vaak iets verkeerds ingevuld. Wacht een paar minuten, en probeer het dan nog eens.
farewell-reload = Laad opnieuw
farewell-stopping = De server start opnieuw. Een ogenblik.
farewell-failed = De server kan even niet verder met deze groep. Wie hem beheert moet kijken.

## Why something may not be

refusal-other = Dat kan nu niet.
refusal-not-allowed = Dat kan niet vanaf dit apparaat.
refusal-not-found = Dat is er niet (meer). Kijk het nog eens na.
refusal-not-yours = Die plek hoort niet bij dit apparaat.
refusal-locked = Je plek is op slot. Kies eerst je naam.
refusal-consent-missing = Eerst is je ja tegen de afspraken nodig.
refusal-not-admitted = De begeleider heeft jullie nog niet binnengelaten.
refusal-no-meeting = Er is nu geen avond bezig.
refusal-meeting-open = Er is al een avond bezig.
refusal-run-over = Die oefening is voorbij.
refusal-moved-on = Iemand anders was je net voor. Kijk even waar we nu zijn.
refusal-not-yet = Dat komt straks pas.
refusal-closed = De envelop is dicht.
refusal-final = Alle enveloppen zijn dicht. Ze blijven zoals ze zijn.
refusal-not-ready = Dat kan als iedereen klaar is.
refusal-stale = Er staat al een nieuwere versie. Kijk die eerst even na.
refusal-not-accepted = Dat antwoord past niet bij deze vraag.
refusal-sharing-closed = Samen delen kan nu niet. Vertel het elkaar, als je wilt.
refusal-full = Het maximum is bereikt.
refusal-no-such-form = Deze oefening heeft die vorm niet.
refusal-invalid = Daar ontbreekt iets aan, of er past iets niet bij elkaar.
refusal-read-only = De schijf van de server is vol. Wat bewaard was, is veilig.
refusal-busy = Het is even druk. Probeer het zo nog eens.
refusal-failed = Dat lukte de server niet. Er is niets veranderd.
refusal-words = Deze twee woorden kloppen niet. Na vijf keer mis gaat de pagina even niet open.
unknown-outcome = Het is niet zeker of dat gelukt is. Kijk het even na.

## The clock

clock = Nog
clock-paused = staat stil

## Questions and answers

yes = ja
no = nee
seen-by-self = Dit blijft van jou. Niemand anders ziet het.
seen-by-facilitator = Alleen de begeleider leest dit. Je partner niet.
seen-by-intake = Alleen de begeleider leest dit, hoogstens zeven dagen. Is je envelop dicht, dan zie jij het ook niet meer.
seen-by-partner = Straks kies je: laten zien of houden. Je partner ziet het alleen als jullie dit antwoord allebei laten zien.
seen-may-go-to-group = Je kunt ook kiezen dat het naar de groep gaat, zonder naam.
seen-in-turn = Straks kies je: laten zien of houden. Laat je het zien, dan ziet je partner het als jouw beurt begint.
seen-in-match = Straks kies je: laten zien of houden. Laat je het zien, dan ziet je partner alleen wat jullie allebei kozen.
seen-for-record = Straks kies je of dit mee mag in het verslag. Alleen de begeleider leest dat.
seen-joint = Dit is van jullie samen.
seen-joint-to-group = Naar de groep gaat het alleen als jullie allebei ja zeggen, ieder bij Mijn pagina.
seen-by-group = Straks kies je of dit zonder naam op de muur mag. De begeleider kiest daarna.
seen-as-count = De groep ziet alleen hoeveel mensen ongeveer hetzelfde kozen, nooit wie.
seen-with-name = Straks kies je of dit met je naam op de muur mag.
field-too-long = Dat is { $beyond ->
        [one] één teken
       *[other] { $beyond } tekens
    } te lang: er passen er { $most }. Wat past, wordt bewaard; de rest staat alleen hier. Kun je het korter zeggen?
scale-now = nu
scale-wish = zoals ik het wil
scale-enough = genoeg
scale-between = Een getal van { $minimum } tot en met { $maximum }
scale-shown = { $number } op een schaal van { $minimum } tot { $maximum }
choice-none = Er staan nu geen regels op de muur om uit te kiezen.
choice-own = Een eigen kaart mag ook:
choice-more = Kies er nog { $missing }. Dan kan het bewaard worden.
choice-too-many = Je kunt er { $most } kiezen. Haal er eerst een weg.
list-row = Regel { $row }
list-more = Schrijf er nog { $missing } bij. Dan kan het bewaard worden.
list-full = Er passen hier { $most } regels.
turns-said = We hebben het hardop gezegd
answer-rather-aloud = Ik zeg het liever hardop
answer-skip = Overslaan
answer-none = nog niets
answer-aloud = zeg ik liever hardop
answer-skipped = overgeslagen
answer-not-here = Dit is bewaard. De woorden zijn hier niet terug te lezen. Je kunt het wel opnieuw schrijven.
newer-says = Intussen is op een ander apparaat dit bewaard:
newer-take = Neem dat over
newer-keep-mine = Houd wat hier staat

## The wall

quiz-right = goed
quiz-wrong = niet goed
wall-low = laag
wall-middle = midden
wall-high = hoog
wall-anchored = { $band }: { $anchor }
wall-example = een voorbeeld van de makers
wall-spoken = hardop gezegd
