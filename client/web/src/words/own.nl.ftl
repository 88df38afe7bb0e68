# SPDX-License-Identifier: EUPL-1.2
#
# Words of the windows of what is one's own; they come after the first load of the page for couples.

own-work = Mijn antwoorden van vandaag
own-work-none = Je hebt nog niets opgeschreven.
own-consent-given = Je hebt ja gezegd. Dat kun je altijd terugdraaien.
own-all = Alles van mij
own-all-of = Alles van { $name }
own-all-text = Wat je schreef, eerder en vandaag, en wat nu voor je open ligt. Kladjes en wat je eerder hield, zijn weg.
own-all-evening = Avond { $number }
own-all-none = Van eerdere avonden is er niets.
own-all-open = Wat nu open ligt
own-all-print = Afdrukken
own-all-paper = Wie het papier vindt, kan het lezen. Je partner ook.
split = Ik wil niet meer samen delen
split-title = Niet meer samen delen?
split-text =
    Van nu af gaat niets nieuws van jou open voor je partner. Voor je partner lijkt het alsof je het houdt. Alleen de begeleider ziet wat je koos.
    Vanaf de volgende avond delen jullie niets meer op deze schermen. Dit blijft zo in deze cursus.
split-yes = Ja, ik deel niet meer samen
split-no = Nee, laat het zo
split-done = Doorgegeven. Alleen de begeleider ziet dit.
withdraw-what = Houvast vraagt dan niets meer van je. Wat nog niet open was, blijft dicht. Wat al geopend is, is gezien.
take-back-title = Een antwoord terugnemen of wissen
take-back-text = Wat je terugneemt, ziet niemand anders meer. Wat al geopend is, blijft bij jullie staan tot dit deel voorbij is.
take-back = Terugnemen
take-back-shown = laten zien
take-back-kept = gehouden
take-back-intake = wat je hier schreef, leest alleen de begeleider
widen = Laat de begeleider dit lezen
widen-off = De begeleider leest dit niet meer
take-back-widened = de begeleider leest mee
take-back-to-group = ook voor de groep, zonder naam
let-read-title = Anderen laten lezen wat jullie samen opschreven
let-read-text = De begeleider leest het pas als jullie allemaal ja zeggen, ieder op de eigen pagina. Niemand ziet wat jij kiest. Je kunt het altijd terugdraaien.
let-read-yes = jij zegt ja
let-read-no = jij hebt niets gekozen
let-go = Laat dit naar de groep gaan
let-go-off = Laat dit niet meer naar de groep gaan
let-go-text = Het gaat pas naar de groep als jullie allemaal ja zeggen voordat het delen begint. Er staat geen naam bij. Zegt later iemand toch nee, dan gaat het van het scherm.
let-go-yes = naar de groep: jij zegt ja
take-back-taken = teruggenomen
discard = Wissen
discarded = gewist
discard-all = Alles wissen
discard-title = Weet je het zeker?
discard-text =
    Gewist is gewist: jij kunt het dan ook niet meer lezen. Het staat op geen enkel scherm meer.
    Wis je alles? Dan is het na dit deel ook op de server niet meer te lezen. Wis je één antwoord? Dan is dat daar later zo, samen met de rest.
discard-yes = Ja, wis het
discard-no = Nee, laat het zo
quiz-was-right = Goed.
quiz-was-wrong = Niet goed. Goed is:
quiz-was-none = Je gaf geen antwoord. Goed is:
