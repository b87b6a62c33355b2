### Geiriau'r ap yn Gymraeg. DRAFT: no person who speaks Welsh and knows the law has checked these words yet.
### How the words are written is in docs/wording.md. The keys and values are those of en-GB.ftl, in the same order.

# Glossary, English = Welsh:
# repayment plan = cynllun ad-dalu; payment = taliad; debt = dyled; owed = yn ddyledus; I owe £5 = mae arnaf £5
# due (to pay on a day) = i'w dalu; overdue, late = yn hwyr; left to pay = yn weddill i'w dalu; balance = balans
# interest = llog; rate = cyfradd; charge = ffi, ffioedd; deposit = blaendal; reduction = gostyngiad; APR = APR
# deadline = dyddiad cau; schedule = amserlen; break = saib; step = cam; lower for now = llai am y tro
# taken off = tynnu i ffwrdd; settled in full = wedi'i setlo'n llawn; a missed payment = taliad a fethwyd
# reference = cyfeirnod; short code = cod byr; key = allwedd; terms = telerau; document = dogfen; draft = drafft
# the company = y cwmni; creditor = credydwr; the agent = yr asiant; the person paying = y person sy'n talu
# the other side = yr ochr arall; debt advice = cyngor ar ddyledion; debt adviser = cynghorydd dyledion
# offer (a thing) = cynnig; propose = cynnig (verb); a proposal = cynllun sy'n cael ei gynnig; suggest = awgrymu
# agree to = cytuno i; agree on = cytuno ar; decline = dweud na; take back = tynnu'n ôl; stands = yn sefyll
# sign = llofnodi; signature = llofnod; check = gwirio; to try something alone = arbrofi (never "rhoi cynnig")
# case = achos; console = consol; device = dyfais; window = ffenestr; save = cadw; copy = copïo; link = dolen
# standing order = archeb sefydlog; direct debit = debyd uniongyrchol; bank transfer = trosglwyddiad banc; card = cerdyn
# working day = diwrnod gwaith; bank holiday = gŵyl banc, gwyliau banc; Breathing Space = Lle i Anadlu
# Citizens Advice = Cyngor ar Bopeth; StepChange and National Debtline keep their names.
# After a figure a noun is singular: 1 taliad, 2 daliad, 3 thaliad, 6 thaliad, 12 taliad; 2 fis; 2 ddiwrnod.
# Who did it comes first ("{ $who } a newidiodd"), so that one form of the verb does for a name and for "Chi".

## The whole app

app-name = Plan Negotiator
title-start = Plan Negotiator
title-console = PREIFAT – consol · { $ref }
title-share = I’W RHANNU – Cynllun ad-dalu
title-share-wait = I’W RHANNU – Un eiliad
share-heading = Cynllun ad-dalu
title-alone = Fy nghynllun ad-dalu
title-drafts = Cynlluniau ar y ddyfais hon
title-check = Gwirio dogfen sydd wedi’i llofnodi
title-numbers = Sut mae’r rhifau’n gweithio
title-unknown = Does dim tudalen yma
skip-to-content = Neidio i’r cynllun
back-to-start = Yn ôl i’r dechrau
close = Cau

## Start

start-lead = Mae dau berson yn llunio cynllun ad-dalu gyda’i gilydd. Gall y ddau ei newid, ac mae’r ddau’n gweld beth sy’n newid.
start-alone = Hoffwn i edrych ar hyn ar fy mhen fy hun
start-alone-note = Does dim yn cael ei anfon at neb. Chi sy’n dewis a ydych am ei anfon, a phryd.
start-console = Rwy’n gweithio yma: agor y consol
start-console-note = I asiantiaid, ar alwad neu wrth ddesg.
start-check = Gwirio dogfen sydd wedi’i llofnodi
start-check-note = Mae’r ffeil yn aros gyda chi. Ar ôl y tro cyntaf mae’n gweithio heb y rhyngrwyd hefyd.
start-drafts = Cynlluniau ar y ddyfais hon
start-numbers = Sut mae’r rhifau’n gweithio
start-promise = Am ddim. Dim cyfrif. Mae’n aros ar y ddyfais hon. Gallwch stopio unrhyw bryd.
start-advice = Gallwch gael cyngor ar ddyledion am ddim. Ffoniwch StepChange ar 0800 138 1111, neu National Debtline ar 0808 808 4000.
unknown-lead = Nid yw’r cyfeiriad hwn yn arwain i unman. Mae eich cynlluniau’n ddiogel ar y ddyfais hon.

## Languages

language-label = Iaith
language-en = English
language-cy = Cymraeg
language-draft = Cyfieithiad drafft yw’r geiriau hyn. Does neb sy’n gwybod y gyfraith wedi’u gwirio eto. Mae’r ddogfen ei hun yn Saesneg.

## Dates, where the browser does not know the language

date-long = { $day } { $month } { $year }
date-of-month = { $month } { $year }
date-month = { $month ->
    [1] Ionawr
    [2] Chwefror
    [3] Mawrth
    [4] Ebrill
    [5] Mai
    [6] Mehefin
    [7] Gorffennaf
    [8] Awst
    [9] Medi
    [10] Hydref
    [11] Tachwedd
   *[other] Rhagfyr
}
date-month-short = { $month ->
    [1] Ion
    [2] Chwef
    [3] Maw
    [4] Ebr
    [5] Mai
    [6] Meh
    [7] Gorff
    [8] Awst
    [9] Medi
    [10] Hyd
    [11] Tach
   *[other] Rhag
}
date-weekday = { $day ->
    [1] dydd Llun
    [2] dydd Mawrth
    [3] dydd Mercher
    [4] dydd Iau
    [5] dydd Gwener
    [6] dydd Sadwrn
   *[other] dydd Sul
}

## How the numbers work

numbers-lead = Dyma bob rheol ar un enghraifft. Mae’r dudalen yn ei chyfrifo yn union fel eich cynllun eich hun.
numbers-example = Yr enghraifft
numbers-example-owed = Mae { $owed } yn ddyledus ar ddau fil. Y llog yw { $rate } % y flwyddyn, wedi’i gyfrif fesul diwrnod. Mae’n cael ei dalu mewn chwe mis, ac mae ffi mewn un mis.
numbers-total = Y cyfanswm yw { $total }: { $owed } o ddyled, { $interest } o log a { $charges } o ffioedd.
numbers-dates = Dyddiadau
numbers-dates-text = Mae’r taliadau i’w gwneud ar ddiwrnod olaf pob mis: { $first }, { $second }, { $third }. Mae pob dyddiad yn cael ei gyfrif o’r un cyntaf. Felly dim ond ar ei ddyddiad ei hun y mae mis byr yn effeithio.
numbers-interest = Llog
numbers-interest-text = Y { $days } diwrnod cyntaf: { $owed } × { $rate } ÷ 100 × { $days } ÷ 365 = { $exact }…
numbers-interest-rounded = Mae’n cael ei dalgrynnu unwaith, i { $rounded }. Mae hanner yn mynd i fyny. Does dim byd arall yn cael ei dalgrynnu ar y ffordd.
numbers-order = Beth mae taliad yn ei dalu
numbers-order-text = Mae’r taliad o { $payment } ar { $date } yn talu { $charges } o ffioedd yn gyntaf, yna { $interest } o log. Mae’r { $principal } arall yn dod oddi ar y ddyled.
numbers-carried = Os nad yw taliad yn ddigon i dalu’r llog, mae gweddill y llog yn cael ei dalu’n hwyrach. Does dim llog ar y llog hwnnw.
numbers-level = Y taliad rheolaidd
numbers-level-text = Dyma’r un swm sy’n gorffen heb ddim yn ddyledus, ar y dyddiadau hyn ac ar y gyfradd hon. Yma, y swm yw { $level }. Mae ffioedd ar ben hynny.
numbers-last = Mae’r taliad olaf yn cymryd yr hyn sydd dros ben ar ôl talgrynnu: { $last }.
numbers-share = Dau fil
numbers-share-text = Mae’r { $principal } cyntaf yn dod oddi ar y ddyled. O hwnnw, mae { $a } yn mynd at y bil mwyaf a { $b } at y bil lleiaf.
numbers-share-whole = Mae’r rhannau bob amser yn gwneud y cyfan. Mae ceiniog sydd dros ben yn mynd i’r rhan a gollodd fwyaf wrth dalgrynnu i lawr.
numbers-sure = Beth gallwch chi ddibynnu arno
numbers-sure-text = Mae arian yn cael ei gyfrif mewn ceiniogau cyfan. Mae’r taliadau’n dod i’r union swm sy’n ddyledus, gyda llog a ffioedd.
numbers-sure-same = Mae’r ddwy ochr yn ei gyfrifo o’r un telerau, ac yn cael yr un ffigurau.
numbers-column-charges = Ffioedd
numbers-column-interest = Llog
numbers-column-debt = Oddi ar y ddyled

## The case

case-heading = Am beth mae hyn
case-lead = Llenwch yr hyn rydych chi’n ei wybod, neu gollyngwch ffeil achos yma. Gallwch ei newid wedyn.
case-lead-alone = Neu dechreuwch gynllun newydd. Llenwch yr hyn rydych yn ei wybod. Gallwch ei newid yn nes ymlaen.
case-owed-to = I bwy mae’r arian yn ddyledus
case-reference = Eu cyfeirnod
case-balance = Beth sy’n ddyledus, mewn { $unit }
case-agent = Eich enw cyntaf, fel y bydd yr ochr arall yn ei weld
case-person = Enw llawn y person sy’n talu
case-person-name = Eich enw cyntaf, os hoffech chi
case-file = Agor ffeil achos neu gynllun
case-paste = Gludo achos
case-paste-hint = Y testun mae eich system eich hun yn ei roi i chi.
case-paste-use = Defnyddio’r testun hwn
case-start = Dechrau’r cynllun
case-from = Cyfeirnod: { $ref }
case-looks-wrong = Mae hyn yn edrych yn anghywir
case-looks-right = Mae’n gywir wedi’r cyfan
case-correct = Cywiro hyn
case-correct-save = Cadw’r cywiriad
case-doubted = { $who } a ddywedodd fod y ffigurau hyn yn edrych yn anghywir. Gwiriwch nhw gyda’ch gilydd cyn mynd ymlaen.
case-you-doubted = Dywedoch chi fod y ffigurau hyn yn edrych yn anghywir. Mae’r ochr arall yn gweld hynny.
case-you-doubted-alone = Dywedoch chi fod y ffigurau hyn yn edrych yn anghywir. Gofynnwch i’r cwmni am y rhai cywir cyn i chi gynnig dim.
case-owed = { $amount } yn ddyledus i’r cwmni hwn: { $company }
case-owed-plain = { $amount } yn ddyledus
case-arrears = Mae { $amount } ohono yn hwyr
case-balance-as-of = Ar { $date }
problem-case = Nid oedd modd darllen yr achos. Ni chafodd dim ohono ei ddefnyddio.
problem-line = { $path }: { $remedy }

## The plan in words

every-weekly = bob wythnos
every-fortnightly = bob pythefnos
every-four-weekly = bob pedair wythnos
every-twice-monthly = ddwywaith y mis
every-monthly = bob mis
every-quarterly = bob tri mis
every-months = { $count ->
    [one] bob mis
    [two] bob { $count } fis
   *[other] bob { $count } mis
}
every-days = { $count ->
    [one] bob dydd
    [two] bob { $count } ddiwrnod
   *[other] bob { $count } diwrnod
}
result-sentence = { $amount } { $every }, o { $first } ymlaen. Bydd wedi gorffen erbyn { $finish }.
result-one = Un taliad o { $amount } ar { $first }.
result-changing = Taliadau { $every }, o { $first } ymlaen, ac mae’r swm yn newid ar hyd y ffordd. Bydd wedi gorffen erbyn { $finish }.
result-last = Y taliad olaf yw { $amount }.
result-problem = Nid yw’r cynllun hwn yn gweithio eto.
result-kept = Isod mae’r cynllun diwethaf oedd yn gweithio.
fact-each = Pob taliad
fact-first = Taliad cyntaf
fact-finish = Gorffen erbyn
fact-count = Taliadau
fact-total = Cyfanswm
fact-reduction = Wedi’i dynnu i ffwrdd
fact-still-owed = Yn dal yn ddyledus ar ôl y cynllun hwn
fact-interest = Llog ynddo
fact-charges = Ffioedd ynddo
fact-apr = APR
fact-apr-pending = …
fact-varies = Mae’n newid
deposit-sentence = { $amount } i ddechrau, ar { $date }.
reduction-settles = Mae { $amount } yn cael ei dynnu i ffwrdd. Mae talu’r cynllun hwn yn setlo’r ddyled yn llawn.
reduction-on-completion = Mae { $amount } yn cael ei dynnu i ffwrdd gyda’r taliad olaf. Yna mae’r ddyled wedi’i setlo’n llawn.
reduction-on-completion-continues = Mae { $amount } yn cael ei adael allan o’r cynllun hwn gyda’r taliad olaf. Mae’n dal yn ddyledus wedyn.
reduction-continues = Mae { $amount } yn cael ei adael allan o’r cynllun hwn. Mae’n dal yn ddyledus wedyn.
note-no-effect = Mae un newid nad yw’n effeithio ar unrhyw daliad: { $what }.
note-capped = Mae’r taliad ar { $date } yn cael ei ostwng i’r hyn sy’n weddill.
note-long-break = Mae’r saib yn hirach na gweddill y cynllun.
note-large-last = Mae’r taliad olaf, { $amount }, yn fwy na dwywaith yr un arferol.
chart-sentence = Yn weddill i’w dalu yn y cynllun hwn: { $start } nawr, { $half } erbyn { $middle }, dim byd ar ôl { $finish }.
chart-title = Balans ar ôl pob taliad
chart-now = Nawr
schedule-heading = Pob taliad
schedule-summary = { $count ->
    [one] { $count } taliad
    [two] Pob un o’r { $count } daliad
    [few] Pob un o’r { $count } thaliad
    [many] Pob un o’r { $count } thaliad
   *[other] Pob un o’r { $count } taliad
}
schedule-window = Taliadau { $from } i { $to }, allan o { $count }
schedule-earlier = Taliadau cynharach
schedule-later = Taliadau diweddarach
schedule-n = Rhif
schedule-due = I’w dalu ar
schedule-payment = Taliad
schedule-balance = Yn weddill i’w dalu
schedule-deposit = Taliad cyntaf
schedule-charge = Ffi
schedule-changed = wedi newid

## Controls

controls-heading = Y cynllun
control-amount = Faint, mewn { $unit }
control-every = Pa mor aml
control-first = Taliad cyntaf
control-first-hint = { $weekday }. I’w newid, teipiwch ddyddiad fel 28 12 2026 neu 28/12.
control-finish-hint = Teipiwch ddyddiad fel 28 12 2026 neu 28/12.
control-more = { $what }: mwy
control-less = { $what }: llai
control-later = Un diwrnod yn hwyrach
control-earlier = Un diwrnod yn gynharach
control-amount-range = Faint, drwy lithro
control-count = Sawl taliad
control-deadline = Gorffen erbyn
control-hold = Beth sy’n aros fel y mae pan fydd rhywbeth arall yn symud
hold-amount = Y swm
hold-count = Nifer y taliadau
hold-finish = Y dyddiad gorffen
held-amount = Mae’r swm yn sefydlog. Mae’r gweddill yn dilyn o hynny.
held-count = Mae nifer y taliadau yn sefydlog. Mae’r gweddill yn dilyn o hynny.
held-finish = Mae’r dyddiad gorffen yn sefydlog. Mae’r gweddill yn dilyn o hynny.
field-suggests = { $who } sy’n awgrymu { $value }.
field-use = Defnyddio hwn
field-keep = Cadw fy un i
add-heading = Ychwanegu at y cynllun
add-length = Hyd
add-deadline = Dyddiad cau
add-deposit = Blaendal
add-lower = Llai am y tro
add-break = Saib
add-step = Cam
add-reduction = Gostyngiad
add-working-days = Ar ddiwrnodau gwaith yn unig
added-remove = Tynnu allan: { $what }
deposit-heading = Blaendal
deposit-amount = Blaendal, mewn { $unit }
deposit-due = I’w dalu ar
lower-heading = Llai am y tro
lower-amount = Taliad is, mewn { $unit }
change-from = Yn dechrau ar
change-until = Yn para hyd at
break-heading = Saib: dim taliadau
step-heading = Cam: swm arall o ddyddiad penodol ymlaen
step-amount = Taliad newydd, mewn { $unit }
reduction-heading = Gostyngiad
reduction-percent = Tynnu i ffwrdd, y cant
reduction-amount = Tynnu i ffwrdd, mewn { $unit }
reduction-by-percent = Fel canran
reduction-by-amount = Fel swm
reduction-after = Ar ôl y cynllun
reduction-settled = Mae’r ddyled wedi’i setlo
reduction-still-owed = Mae’r rhan honno’n dal yn ddyledus
single-heading = Un taliad ar { $date }
rate-heading = Llog o { $rate } y cant o { $from } ymlaen
working-days-heading = Mae taliadau’n symud i’r diwrnod gwaith nesaf yng Nghymru a Lloegr
undo = Dadwneud
redo = Ailwneud
try-alone = Arbrofi ar fy mhen fy hun
trying = Rydych chi’n arbrofi ar eich pen eich hun. Does neb arall yn ei weld.
trying-announced = Rydych chi’n arbrofi. Maen nhw’n dal i weld { $amount }.
trying-announced-plain = Rydych chi’n arbrofi. Maen nhw’n dal i weld y cynllun fel yr oedd o’r blaen.
suggest = Awgrymu hyn
drop-trial = Mynd yn ôl i’r cynllun sy’n cael ei rannu

## What is wrong with what was typed

typed-amount = Rhowch swm mewn { $unit }, fel 85 neu 85.50
unit-pounds = punnoedd
typed-amount-zero = Rhowch swm sy’n fwy na sero, fel 85
typed-amount-negative = Rhowch swm heb arwydd minws, fel 85
typed-amount-decimals = Defnyddiwch { $limit } o ddigidau ar y mwyaf ar ôl y pwynt, fel 85.50
typed-amount-large = Mae’r swm hwn yn rhy fawr ar gyfer cynllun. Gwiriwch nifer y digidau.
typed-amount-ambiguous = Ai { $large } neu { $small } yw’r swm? Teipiwch ef yn un o’r ffyrdd hyn.
typed-count = Rhowch rif cyfan ar gyfer nifer y taliadau, fel 24
typed-count-limit = Gall cynllun gynnwys { $limit } o daliadau ar y mwyaf. Dewiswch fwlch hirach neu swm mwy.
typed-percent = Rhowch ganran o 0 i 100, fel 10
typed-date = Rhowch ddiwrnod, mis a blwyddyn, fel 28 12 2026
day-is-over = Dewiswch heddiw neu ddiwrnod diweddarach.
typed-date-month = Mae 12 mis mewn blwyddyn. Gwiriwch y mis.
typed-date-day = Mae { $days } diwrnod yn y mis hwnnw. Gwiriwch y diwrnod.
typed-date-years = Rhowch flwyddyn o { $first } i { $last }

## What is wrong with the plan

plan-too-many = Mae hyn yn cymryd mwy na { $limit } o daliadau. Y swm lleiaf sy’n gweithio yw { $suggestion }.
plan-too-many-plain = Mae hyn yn cymryd mwy na { $limit } o daliadau. Dewiswch swm mwy, neu ddyddiad cau cynharach.
plan-first-too-early = Mae’r taliad cyntaf yn rhy gynnar. Dewiswch { $limit } neu ddyddiad diweddarach.
plan-deposit-too-early = Mae’r blaendal yn rhy gynnar. Dewiswch { $limit } neu ddyddiad diweddarach.
plan-reversed = Mae’r diwedd yn dod cyn y dechrau. Dewiswch { $limit } neu ddyddiad diweddarach.
plan-overlap = Mae dau o’r rhain yn rhannu diwrnodau. Gwnewch i un orffen cyn i’r llall ddechrau.
plan-not-due = Does dim taliad i’w wneud ar y diwrnod hwnnw. Yr agosaf yw { $suggestion }.
plan-nothing-left = Mae hynny’n tynnu i ffwrdd y cyfan sy’n ddyledus. Tynnwch lai i ffwrdd.
plan-deposit-all = Mae’r blaendal hwnnw’n talu’r cyfan. Dewiswch un llai.
plan-past = Mae’r cynllun hwn yn mynd heibio’r flwyddyn 2200. Dewiswch swm mwy.
plan-no-payment = Does dim taliad i’w wneud erbyn hynny. Mae’r un cyntaf ar { $suggestion }.
plan-no-payment-plain = Does dim taliad i’w wneud erbyn hynny. Dewiswch ddyddiad diweddarach.
plan-changes-too-much = Mae’r taliadau sydd wedi’u gosod yn dod i { $value }, a dim ond { $limit } sy’n ddyledus. Gostyngwch un ohonyn nhw.
plan-nothing-to-adjust = Mae pob taliad wedi’i osod, felly does dim ar ôl i’w gyfrifo. Dewiswch y swm yn lle hynny.
plan-too-coarse = Mae talgrynnu’n talu’r cyfan cyn y taliad olaf. Dewiswch lai o daliadau.
plan-no-holidays = Dim ond o 2019 i 2100 y mae gwyliau banc yn hysbys. Dewiswch ddyddiadau yn y blynyddoedd hynny.
plan-duplicate = Mae dau o’r rhain yn dechrau ar yr un diwrnod. Symudwch un.
plan-interest-not-covered = Nid yw’r taliadau hyn yn ddigon i dalu’r llog. Y swm lleiaf sy’n gweithio yw { $suggestion }.
plan-interest-not-covered-plain = Nid yw’r taliadau hyn yn ddigon i dalu’r llog. Dewiswch swm mwy.
plan-day = Nid yw’r dyddiad cyntaf yn cyd-fynd â’r diwrnodau o’r mis a ddewiswyd.
plan-other = Mae rhywbeth yn y cynllun hwn nad yw’n cyd-fynd eto.

## What happened

who-you = Chi
who-agent = Yr asiant
who-person = Y person sy’n talu
changed-heading = Beth newidiodd
changed-none = Does dim wedi newid eto.
changed-amount = { $who } a newidiodd y swm o { $before } i { $after }.
changed-held-amount = { $who } a osododd y swm ar { $after }.
changed-count = { $count ->
    [one] { $who } a osododd y cynllun ar { $count } taliad.
    [two] { $who } a osododd y cynllun ar { $count } daliad.
    [few] { $who } a osododd y cynllun ar { $count } thaliad.
    [many] { $who } a osododd y cynllun ar { $count } thaliad.
   *[other] { $who } a osododd y cynllun ar { $count } taliad.
}
changed-deadline = { $who } a osododd y dyddiad gorffen ar { $after }.
changed-every = { $who } a newidiodd pa mor aml: { $after }.
changed-first = { $who } a symudodd y taliad cyntaf o { $before } i { $after }.
changed-deposit = { $who } a osododd flaendal o { $amount } ar { $date }.
changed-deposit-out = { $who } a dynnodd y blaendal allan.
changed-reduction-percent = { $who } a osododd ostyngiad o { $after } y cant.
changed-reduction-amount = { $who } a osododd ostyngiad o { $after }.
changed-reduction-out = { $who } a dynnodd y gostyngiad allan.
changed-lower = { $who } a osododd bob taliad ar { $amount }, o { $from } hyd at { $until }.
changed-break = { $who } a osododd saib o { $from } hyd at { $until }.
changed-step = { $who } a osododd bob taliad ar { $amount }, o { $from } ymlaen.
changed-single = { $who } a newidiodd y taliad ar { $date }. Y swm nawr yw { $amount }.
changed-rate = { $who } a osododd y llog ar { $rate } y cant o { $from } ymlaen.
changed-out = { $who } a dynnodd newid allan o’r cynllun.
changed-starts = { $who } a osododd y cynllun i gyfrif o { $date } ymlaen.
changed-allocation = { $who } a newidiodd sut mae taliadau’n cael eu rhannu rhwng y dyledion.
changed-charges = { $who } a osododd ffioedd o { $amount } i gyd.
changed-charges-out = { $who } a dynnodd y ffioedd allan.
changed-interest = { $who } a osododd y llog ar { $rate } y cant y flwyddyn.
changed-interest-out = { $who } a dynnodd y llog allan.
changed-early = { $who } a osododd bris am dalu’r cyfan yn gynnar: { $percent } y cant yn llai, erbyn { $date }.
changed-early-out = { $who } a dynnodd allan y pris am dalu’r cyfan yn gynnar.
changed-missed = { $who } a newidiodd beth sy’n digwydd os bydd taliad yn cael ei fethu.
changed-working-days = { $who } a newidiodd y rheol ar gyfer diwrnodau gwaith.
changed-rounding = { $who } a newidiodd sut mae symiau’n cael eu talgrynnu.
changed-owed = { $who } a gywirodd y swm sy’n ddyledus. Y swm nawr yw { $amount }.
cause-undo = Wedi’i dynnu’n ôl: { $what }
cause-redo = Wedi’i adfer: { $what }
cause-suggest = Wedi’i awgrymu: { $what }
ended-proposal = Nid yw’r cynllun a gafodd ei gynnig yn sefyll mwyach.
ended-answer = Newidiodd y cynllun wrth i’r ddwy ochr gytuno arno. Does dim cytundeb eto.
ended-agreement = Nid yw’r cytundeb yn sefyll mwyach.
happened-opened = { $who } a ddechreuodd y cynllun.
happened-case = { $who } a gywirodd y manylion am y ddyled.
happened-proposed = { $who } a gynigiodd y cynllun hwn.
happened-accepted = { $who } a gytunodd iddo.
happened-agreed = Dywedodd y ddwy ochr ie i’r cynllun hwn.
happened-agreed-undone = { $who } a dderbyniodd yr ateb, ond ni ddaeth dim ohono.
happened-changed-unseen = Gwnaeth { $who } newid nad yw yma mwyach.
happened-paused = Gofynnodd { $who } am funud.
happened-paused-over = Mae { $who } yn barod i fynd ymlaen.
happened-left = Gadawodd { $who }.
happened-called = { $who } a gofnododd fod cytundeb ar hyn dros y ffôn.
happened-offered = { $who } a wnaeth y cynllun hwn yn gynnig.
happened-withdrawn = { $who } a’i tynnodd yn ôl.
happened-live = { $who } a ddangosodd y cynllun eto.
happened-blank = { $who } a orchuddiodd y sgrin arall.
happened-frozen = { $who } a ddaliodd y sgrin arall yn llonydd, i arbrofi â rhywbeth.
happened-doubt = { $who } a ddywedodd fod y ffigurau’n edrych yn anghywir.
happened-doubt-over = { $who } a ddywedodd fod y ffigurau’n gywir.
happened-in-person = { $who } a ddywedodd fod y person yno.
happened-in-person-over = { $who } a ddywedodd nad yw’r person yno mwyach.
happened-signed = { $who } a lofnododd.
happened-signed-as = Yr enw a lofnodwyd yw { $name }. Gwnaed y cynllun ar gyfer enw arall.
at-time = { $time }

## Looking back

look-back = Edrych yn ôl
look-back-heading = Y cynllun fel yr oedd
look-back-at = Dyma’r cynllun fel yr oedd am { $time }. Rydych chi’n edrych yn ôl.
look-back-place = Cam { $at } o { $of }.
look-back-incomplete = Nid yw newid cyn hwn yma mwyach. Efallai fod y cynllun yn edrych yn wahanol.
look-back-moved = Mae’r cynllun wedi newid yn y cyfamser. Ewch yn ôl i nawr i’w weld.
look-back-earlier = Cynharach
look-back-later = Diweddarach
look-back-now = Yn ôl i nawr
look-back-show = Dangos y cynllun ar gam { $at }

## The two windows

here = Mae’r ffenestr arall ar agor.
not-here = Nid yw’r ffenestr arall ar agor. Gallwch fynd ymlaen.
left = Cafodd y ffenestr arall ei chau. Gallwch fynd ymlaen.
arrived = Mae’r ffenestr arall ar agor nawr.
dragging = Mae’r ochr arall yn symud rheolydd.
away-heading = Beth newidiodd tra oeddech chi i ffwrdd
news-other-version = Mae ffenestr o fersiwn arall ar agor. Ail-lwythwch y ddwy ffenestr.
news-not-ours = Daeth rhywbeth nad oedd y dudalen hon yn gallu ei ddarllen. Cafodd ei adael allan.
news-too-large = Daeth rhywbeth a oedd yn rhy fawr. Cafodd ei adael allan.
news-refused = Daeth newid nad yw’n gwneud synnwyr. Cafodd ei adael allan.
news-full = Mae’r cynllun hwn wedi cael 2,000 o newidiadau, a does dim lle i ragor. Cadwch ef fel copi i fynd ymlaen.
refused-not-live = Mae’r cynllun sy’n cael ei rannu wedi’i ddal yn llonydd. Gallwch ei newid pan fydd yn cael ei ddangos eto.
refused-trying = Rydych chi’n arbrofi ar eich pen eich hun. Ewch yn ôl i’r cynllun sy’n cael ei rannu yn gyntaf.
refused-problems = Nid yw’r cynllun hwn yn gweithio eto, felly does dim modd ei gynnig.
refused-full = Mae’r cynllun hwn wedi cael 2,000 o newidiadau. Cadwch ef fel copi i fynd ymlaen.
refused-too-large = Mae hynny’n ormod mewn un newid. Gwnewch newidiadau llai.
refused-forked = Daeth dau hanes o’r cynllun hwn at ei gilydd, ac ni all y ddau fod yn wir. Does dim modd cytuno ar ddim yma. Cadwch y cynllun fel ffeil.
refused-superseded = Cafodd y cynllun ei newid neu ei lofnodi yn y cyfamser. Ni chafodd dim ei gofnodi.
refused-not-admitted = Cafodd y cynllun hwn ei ddechrau ar ddyfais arall. Gallwch ei ddarllen yma, a’i gadw fel copi i fynd ymlaen.
news-not-signed = Nid oedd eich porwr yn gallu llofnodi’r newid diwethaf. Cafodd ei dynnu’n ôl.
open-elsewhere = Mae’r cynllun hwn ar agor mewn ffenestr arall sydd gennych. Rydych chi’n ei newid yno, ac yn ei weld yma.
open-go-on = Mynd ymlaen yma
open-go-on-how = Ewch ymlaen yno, neu ewch ymlaen yma. Os na fydd dim yn digwydd yma, ewch ymlaen yno.
open-given-way = Aethoch ymlaen â’r cynllun hwn mewn ffenestr arall. Mae’n cael ei gadw yno.
open-on-its-own = Nid yw allwedd y cynllun hwn ar y ddyfais hon. Felly mae’n mynd ymlaen yma fel cynllun ar ei ben ei hun, fel yr oedd.
open-no-crypto = Nid yw’r porwr hwn yn gallu llofnodi yma. Agorwch y dudalen hon gyda phorwr mwy newydd, neu gyda https.
refused-not-ready = Nid yw’r cynllun wedi cyrraedd eto.
private-mark = PREIFAT
share-mark = I’W RHANNU
console-lead = Dim ond chi sy’n gweld y ffenestr hon. Rhannwch y llall.
open-share = Agor y ffenestr i’w rhannu
share-waiting = Yn aros am y cynllun. Cadwch y consol ar agor.
share-blank = Un eiliad
share-blank-note = { $who } a ddaw yn ôl atoch mewn eiliad.
share-frozen = { $who } sy’n arbrofi â rhywbeth. Dyma’r cynllun o’r amser hwn: { $time }.
share-footer = Does dim cytundeb eto.
share-footer-agreed = Mae cytundeb ar y cynllun hwn.
share-controls = Newid y cynllun eich hun
see-heading = Beth maen nhw’n ei weld
see-live = Maen nhw’n gweld y cynllun fel y mae.
see-blank = Maen nhw’n gweld “Un eiliad”.
see-frozen = Maen nhw’n gweld y cynllun o’r amser hwn: { $time }.
see-not-yet = Nid yw eu ffenestr yn dangos dim o’r cynllun. Gofynnwch y cwestiynau ar y brig yn gyntaf.
see-by-file = Maen nhw’n gweld yr hyn rydych chi’n ei anfon atyn nhw. Does dim oddi yma yn eu cyrraedd cyn hynny.
see-nobody = Does dim ffenestr ganddyn nhw ar agor.
see-then-live = Unwaith y bydd un, mae’n dangos y cynllun fel y mae.
see-then-covered = Unwaith y bydd un, mae wedi’i gorchuddio.
see-then-held = Unwaith y bydd un, mae’n dangos y cynllun o’r amser hwn: { $time }.
see-without-trial = Maen nhw’n gweld y cynllun heb yr hyn rydych chi’n arbrofi ag ef.
see-blank-button = Gorchuddio eu sgrin
see-freeze-button = Arbrofi, a dal eu sgrin yn llonydd
see-live-button = Dangos y cynllun eto
see-live-drop = Dangos y cynllun eto, heb fy arbrawf
notes-heading = Eich nodiadau a’ch terfynau
notes-lead = Maen nhw’n cael eu cadw ar y ddyfais hon. Dydyn nhw byth yn cael eu hanfon, a dydyn nhw byth yn y ddogfen.
notes-label = Nodiadau
limits-label = Beth cewch chi gytuno iddo
prompt-heading = I’w ofyn
prompt-1 = Beth hoffech chi ei ddatrys heddiw?
prompt-2 = Pa swm y gallech chi ymdopi ag ef?
prompt-3 = Pa ddiwrnod ar ôl diwrnod cyflog sy’n eich siwtio chi?
prompt-4 = Beth ddylai ddigwydd os bydd mis yn anodd?
prompt-next = Cwestiwn arall
alone-lead = Mae hyn yn aros ar y ddyfais hon. Nid yw’r cwmni’n gallu ei weld.

## Dechrau galwad

checks-heading = Cyn i chi ddechrau
checks-lead = Nes eich bod yn gwybod pwy sydd yno, nid yw’r sgrin arall yn dangos enw, swm na chwmni.
checks-private = Dim ond sut y gwnaethoch chi wirio sy’n cael ei nodi yma, byth yr atebion. Mae’n aros ar y ddyfais hon.
checks-person = Sut wnaethoch chi wirio mai dyma’r person cywir?
checks-by-birth = Dyddiad geni a chod post
checks-by-questions = Cwestiynau a osodwyd ganddyn nhw
checks-by-password = Cyfrinair neu air cod
checks-by-code = Cod a anfonwyd atyn nhw
checks-by-call-back = Galw’n ôl ar eu rhif
checks-by-papers = Papurau wrth y ddesg
checks-wrong = Rhywun arall yw hwn
checks-ask = Yna gofynnwch
checks-ask-time = Ydy hwn yn amser da, ac a allwch chi siarad yn breifat?
checks-ask-acting = Oes rhywun yn gweithredu drosoch chi, neu’n eich helpu gyda hyn?
checks-ask-shield = Ydych chi mewn lle i anadlu neu’n fethdalwr, neu a oes cynghorydd yn delio â hyn?
checks-ask-disputed = Oes unrhyw beth am yr hyn sy’n ddyledus nad ydych chi’n cytuno ag ef?
checks-clear = Amser da, a dim byd arall i’w nodi
checks-go-on = Amser da: ymlaen
checks-later = Nid yw’n amser da
checks-acting = Mae rhywun yn gweithredu neu’n helpu
checks-breathing-space = Lle i anadlu
checks-insolvency = Methdaliad neu ryddhad dyled
checks-adviser = Mae cynghorydd yn delio â hyn
checks-disputed = Maen nhw’n anghytuno
checks-disputed-over = Dydyn nhw ddim yn anghytuno mwyach
checks-first = Gofynnwch y cwestiynau ar y brig yn gyntaf. Wedyn gellir cynnig y cynllun.
checks-to-top = At y cwestiynau
checks-line-person = Gwiriwyd y person cywir drwy: { $how }
checks-line-at = am { $time }
checks-line-talk = yn gallu siarad
checks-line-acting = { $name } yn gweithredu neu’n helpu: { $by } ({ $seen })
checks-line-disputed = maen nhw’n anghytuno
checks-line-none = Cyn i chi ddechrau: dim wedi’i nodi ar gyfer y cynllun hwn
checks-acting-lead = Gall pwy bynnag sy’n gweithredu neu’n helpu edrych ac awgrymu. Y person sydd â’r ddyled sy’n cytuno ac yn llofnodi.
checks-acting-name = Eu henw
checks-acting-empty = Rhowch eu henw, fel Kim Lee.
checks-acting-by = Pam y cân nhw weithredu neu helpu
checks-by-helps = maen nhw’n helpu, heb benderfynu dim
checks-by-said = dywedodd y person hynny ar yr alwad hon
checks-by-letter = llythyr gan y person
checks-by-attorney = pŵer atwrnai
checks-by-guardian = dirprwy neu warcheidwad
checks-acting-seen = Sut y gwiriwyd hynny
checks-seen-not-yet = heb ei wirio eto
checks-seen-confirmed = cadarnhaodd y person hynny
checks-seen-paper = gwelwyd y papur
checks-seen-register = mewn cofrestr gyhoeddus
checks-acting-save = Nodi hyn
checks-acting-none = Does neb yn gweithredu nac yn helpu mwyach
checks-acting-unnamed = Mae’r sgrin arall yn dweud bod rhywun yn helpu. Nodwch pwy ydyw.
checks-disputed-do = Maen nhw’n dweud bod rhywbeth o’i le ar yr hyn sy’n ddyledus. Gofynnwch beth yw hynny a’i nodi. Dywedwch pwy fydd yn edrych arno, ac erbyn pryd.
checks-disputed-hold = Eich cwmni sy’n penderfynu a yw llog a llythyrau yn aros am hynny. Nid yw’r dudalen hon yn dal dim yn ôl.
stop-heading = Stopiwch yma
stop-lead = Ni ellir cynnig dim nes bod hyn wedi’i ddatrys.
stop-covered = Nid yw’r sgrin arall yn dangos dim o’r cynllun.
stop-wrong = Peidiwch â sôn am gynllun, bil na chwmni. Diolchwch iddyn nhw, a gorffennwch yr alwad.
stop-wrong-kept = Os gwnaethant ymuno ar eu dyfais eu hunain, mae’r hyn a gafodd yn aros yno.
stop-lost = Mae’r cysylltiad wedi’i golli. Nes iddo ddod yn ôl, gall eu dyfais ddangos y cynllun o hyd.
stop-wrong-next = Cyn galw eto, cymharwch y rhif â’r un yn eich system eich hun.
stop-later = Gofynnwch pryd mae’n gyfleus, a sut maen nhw am gael eu cyrraedd. Nodwch hynny, a gorffennwch yr alwad.
stop-later-next = Does dim byd am y cynllun yn cael ei ddweud tra bo eraill yn gallu clywed.
stop-breathing-space = Gofynnwch ers pryd, a phwy a’i trefnodd. Nodwch hynny, a pheidiwch â siarad am daliadau.
stop-insolvency = Gofynnwch pwy sy’n gyfrifol amdano nawr, a sut i’w cyrraedd. Nodwch hynny, a pheidiwch â siarad am daliadau.
stop-adviser = Gofynnwch pwy yw’r cynghorydd, a sut i’w gyrraedd. Nodwch hynny, a pheidiwch â siarad am daliadau.
stop-next = Yna trosglwyddwch hyn i’r bobl yn eich cwmni sy’n delio ag ef.
stop-hold = Nid yw’r dudalen hon yn atal llog, taliadau na llythyrau. Rhaid i’ch cwmni wneud hynny, lle mae’r gyfraith yn dweud. Mewn gofod anadlu yng Nghymru a Lloegr mae hi’n dweud.
stop-lift = Mae hyn wedi’i ddatrys: ymlaen
door-checking = { $who } sy’n gwirio bod y person cywir yno.
door-lead = Tan hynny does dim byd i’w weld yma. Gallwch gau’r dudalen hon ar unrhyw adeg.
minute-ask = Mae angen munud arna i
minute-mine = Gofynnoch chi am funud. Cymerwch eich amser: does dim yn cael ei gytuno tra byddwch chi’n meddwl.
minute-over = Rwy’n barod i fynd ymlaen
minute-theirs = { $who } a ofynnodd am funud, am { $time }. Arhoswch nes eu bod yn barod.
minute-theirs-hint = Tan hynny ni ellir cynnig na chytuno dim.
minute-gone = Nid yw eu sgrin wedi’i chysylltu. Gofynnwch a ydyn nhw’n barod.
minute-go-on = Maen nhw’n barod: ymlaen
minute-waits = Mae hyn yn aros nes bod y funud ar ben.
help-ask = Rwy’n helpu rhywun
help-mine = Rydych chi’n helpu. Gallwch edrych, newid y cynllun ac awgrymu. Dim ond y person sydd â’r ddyled all gytuno neu lofnodi.
help-over = Fi sydd â’r ddyled
help-waits = Nid yw cytuno a llofnodi yn cael eu cynnig i bwy bynnag sy’n helpu. Dim ond y person sydd â’r ddyled all wneud hynny.
help-theirs = Mae rhywun sy’n gweithredu neu’n helpu wrth y sgrin arall. Gallan nhw awgrymu. Mae cytuno yn aros am y person sydd â’r ddyled.
help-theirs-over = Mae’r person sydd â’r ddyled yno nawr
refused-paused = Gofynnodd rhywun am funud. Gellir gwneud hyn pan fydd ar ben.
refused-helping = Gall pwy bynnag sy’n helpu edrych ac awgrymu. Dim ond y person sydd â’r ddyled all gytuno neu lofnodi.
recorded-by = Gall yr alwad hon gael ei recordio gan { $company }. Nid yw’r dudalen hon yn recordio.
recorded = Gall yr alwad hon gael ei recordio. Nid yw’r dudalen hon yn recordio.

## Agreeing

agree-heading = Cytuno
agree-heading-offer = Cynnig
offer-heading = Eich cynnig
offer-heading-sign = Ei lofnodi
agree-propose = Cynnig y cynllun hwn
propose-checked = Beth gafodd ei wirio am yr hyn y gall y person ei fforddio
propose-checked-nothing = Ni chafodd dim ei wirio.
propose-checked-phone = Dywedon nhw wrthon ni dros y ffôn beth maen nhw’n gallu ei fforddio.
agree-checked-nothing = Bydd y ddogfen yn dweud na wnaeth neb wirio a allwch chi fforddio’r cynllun hwn.
agree-checked-phone = Bydd y ddogfen yn dweud i chi ddweud wrthon ni dros y ffôn beth allwch chi ei fforddio.
agree-proposed-by-you = Rydych chi wedi cynnig y cynllun hwn. Gall yr ochr arall gytuno iddo nawr.
agree-proposed-no-window = Rydych chi wedi cynnig y cynllun hwn. Gall yr ochr arall gytuno iddo pan fydd eu ffenestr ar agor.
agree-proposed-no-person = Rydych chi wedi cynnig y cynllun hwn. Gall y person gytuno iddo yma ar ôl i chi ddweud bod y person wrth eich ymyl.
agree-proposed-by-file = Cynigioch y cynllun hwn. Anfonwch ef yn ôl isod: gallant gytuno ar eu dyfais eu hunain.
agree-proposed = { $who } a gynigiodd y cynllun hwn.
agree-accept = Cytuno i’r cynllun hwn
agree-withdraw = Ei dynnu’n ôl
agree-accepted = Wedi cytuno. Yn aros am y ffenestr arall.
agree-accepted-alone = Rydych wedi cytuno. Anfonwch ef at y cwmni. Bydd wedi’i gytuno pan fyddan nhw wedi ei anfon yn ôl.
agree-accepted-elsewhere = Cytunodd y cwmni i’r cynnig hwn. Fe’i gwnaed mewn ffenestr arall neu ar ddyfais arall: agorwch yr ateb yno.
agree-offer-again = Cynnig y cynllun hwn oddi yma
agree-offer-again-lead = Os yw’r ffenestr neu’r ddyfais honno wedi mynd, gallwch gynnig yr un cynllun unwaith eto.
agree-offer-changed = Rydych wedi newid y cynllun, felly nid yw’r cynnig fel yr oedd yn sefyll mwyach. Cynigiwch y cynllun. { $who } fydd yn gallu cytuno iddo wedyn.
agree-sealed = Dywedodd y ddau ohonoch ie. Bydd wedi’i gytuno pan fydd gan y ffenestr arall ef hefyd.
agree-sealed-by-file = Dywedodd y ddau ohonoch ie. Anfonwch y cynllun yn ôl, er mwyn iddyn nhw ei gael hefyd. Yna bydd wedi’i gytuno, a gellir ei lofnodi.
agree-other-device = Cytunwyd ar hyn mewn ffenestr arall neu ar ddyfais arall. Llofnodwch ef yno.
agree-other-device-offer = Gwnaed y cynnig hwn mewn ffenestr arall neu ar ddyfais arall. Ewch ymlaen yno.
agree-done = Mae’r ddau ohonoch yn cytuno ar y cynllun hwn.
agree-change-again = Bydd unrhyw newid o hyn ymlaen yn agor y cynllun eto.
agree-change-signed = Mae’r hyn sydd wedi’i lofnodi yn aros fel y mae. Mae newid o hyn ymlaen yn gwneud cynllun newydd. Bydd angen cytuno arno a’i lofnodi eto.
signed-before = Cafodd dogfen ei llofnodi cyn i’r cynllun gael ei newid. Ei chod byr yw { $code }.
signed-before-offer = Y cynnig, fel y cafodd ei lofnodi. Ei god byr yw { $code }.
agree-need-person = I gytuno a llofnodi yma, mae’n rhaid i’r person fod wrth y ddesg. Pwyswch hwn pan fydd y person yno.
agree-answer-by-file = Cynigiwch y cynllun a’i anfon yn ôl: maent yn ateb ar eu dyfais eu hunain. Os ydynt wrth y ddesg, pwyswch hwn.
agree-person-here = Mae’r person yma wrth fy ymyl
agree-person-away = Mae’r person wedi gadael
agree-wait-person = Bydd modd cytuno ar y sgrin hon pan fydd yr ochr arall wedi dweud eich bod wrth y ddesg.
agree-done-call = Cytunwyd dros y ffôn, ac mae hynny wedi’i gofnodi yma.
agree-done-offer = Dyma eich cynnig. Does neb wedi cytuno iddo eto.
agree-done-offer-theirs = { $who } wnaeth y cynnig hwn. Does neb wedi cytuno iddo eto.
agree-not-live = Mae’r sgrin arall wedi’i gorchuddio neu ei dal yn llonydd. Dangoswch y cynllun yno yn gyntaf.
agree-again-at-desk = Cytunwyd ar hyn tra oeddech chi i ffwrdd o’r ddesg. I’w lofnodi yma, cytunwch arno eto wrth y ddesg.
agree-call-later = Cytunoch chi dros y ffôn. Mae’r cwmni wedi’i gofnodi, a gallwch ofyn am gopi.
agree-by-phone = Rydyn ni’n cytuno dros y ffôn
offer-lead = Gallwch gynnig y cynllun hwn i’r cwmni. Nid yw cynnig yn dweud bod arnoch chi’r swm hwn.
offer-missing = Nid yw enw’r cwmni, y cyfeirnod neu eich enw wedi’i lenwi. Hebddynt, efallai na fydd y cwmni’n dod o hyd i’ch cyfrif.
offer-late = Daw’r taliad cyntaf cyn y diwrnod hwnnw.
offer-here-only = Bydd hyn i gyd wedi mynd pan gaeir y ffenestr hon, a’r ffordd o agor ateb y cwmni hefyd. Ewch ymlaen ar dudalen lawn neu mewn porwr arall yn gyntaf, a gwnewch y cynnig yno.
offer-reply-by = Gofyn am ateb erbyn
offer-reply-hint = Gall y cwmni ei dderbyn, awgrymu newid, neu ddweud na.
offer-make = Gwneud hwn yn gynnig gen i
call-heading = Cytunwyd dros y ffôn
call-lead = Darllenwch bob brawddeg yn uchel, a’i thicio pan fydd wedi’i darllen. Yna gofynnwch iddyn nhw ddweud y cynllun yn eu geiriau eu hunain.
call-tell-us-by = Gallan nhw ddweud nad ar hyn y cytunon nhw. Y dyddiad olaf i wneud hynny
call-ticks = Wedi’i darllen yn uchel
call-own-words = “Allwch chi ei ddweud wrtha i yn eich geiriau eich hun?”
call-own-words-yes = Ie, yr un cynllun oedd hwn
call-own-words-again = Unwaith eto
call-own-words-done = Maen nhw wedi dweud y cynllun yn eu geiriau eu hunain.
call-own-words-not-yet = Darllenwch ef yn uchel eto. Defnyddiwch gamau byrrach, a gadewch amser.
call-missing = Mae’n rhaid darllen pob brawddeg yn uchel, ac mae’n rhaid iddyn nhw ddweud y cynllun yn eu geiriau eu hunain.
call-disputed = Maen nhw’n anghytuno â hyn. Dywedwch mai ffigur y cwmni ydyw, nid bod arnyn nhw’r arian.
call-record = Maen nhw wedi cytuno, dros y ffôn
sign-heading = Llofnodi
sign-not-now = Rydych chi’n arbrofi ar eich pen eich hun. Ewch yn ôl i’r cynllun sy’n cael ei rannu i’w lofnodi.
sign-read = Y ddogfen gyfan
sign-lead = Darllenwch hi am faint bynnag o amser a hoffech. Ar ôl llofnodi, mae unrhyw newid yn amlwg.
sign-in-english = Mae’r ddogfen ei hun yn Saesneg.
sign-ticks = Ticiwch bob brawddeg sy’n wir
sign-ticks-missing = Ticiwch bob brawddeg pan fydd yn wir. Os nad yw un yn wir, newidiwch y cynllun, neu siaradwch amdano yn gyntaf.
sign-tick-read = Rydw i wedi darllen y dyddiadau a’r symiau.
sign-tick-agreed = Dyma’r hyn y cytunon ni arno.
sign-tick-call = Dyma’r hyn y cytunon ni arno dros y ffôn.
sign-tick-offer = Dyma fy nghynnig i. Nid wyf yn cadarnhau bod arnaf y swm hwn.
sign-tick-my-time = Cefais amser i feddwl, ac rwy’n gwybod y gallaf ofyn am gyngor ar ddyledion am ddim yn gyntaf.
sign-tick-their-time = Cafodd y person amser i feddwl, a gall gael copi.
sign-name-hint = Fel y bydd yn y llofnod, y tu mewn i’r ffeil.
sign-continue = Mynd ymlaen i’r gwiriad olaf
sign-check-heading = Gwiriad olaf
sign-check-name = Byddwch yn llofnodi gyda’r enw hwn: { $name }.
sign-check-other = Mae’r cynllun ar gyfer { $name }. Llofnodwch gydag enw arall dim ond os cewch lofnodi ar eu rhan.
sign-back = Mynd yn ôl
sign-superseded = Mae’r ochr arall wedi llofnodi neu newid y cynllun yn y cyfamser. Darllenwch ef eto, yna llofnodwch unwaith eto.
stage-fetching = Yn nôl yr hyn sydd ei angen.
stage-drawing = Yn ysgrifennu’r ddogfen.
stage-signing = Yn llofnodi.
stage-checking = Yn ei gwirio.
work-cancel = Stopio
failed-stopped = Stopiodd y gwaith o wneud y ddogfen ar y canol. Does dim wedi’i golli. Pwyswch unwaith eto.
failed-cancelled = Wedi stopio. Ni chafodd dim ei lofnodi, a does dim wedi’i golli.
failed-other-build = Mae fersiwn newydd o’r dudalen hon ar gael. Ail-lwythwch y dudalen, yna ewch ymlaen. Does dim wedi’i golli.
failed-no-network = Does dim cysylltiad, ac nid yw’r rhan sy’n gwneud ac yn gwirio dogfennau ar y ddyfais hon eto. Cysylltwch â’r rhyngrwyd, yna ceisiwch eto. Does dim wedi’i golli.
failed-no-document = Does dim modd gwneud dogfen o’r cynllun hwn. Mae’r cynllun yma o hyd, a does dim wedi’i golli.
failed-unsound = Nid yw llofnod yn y ddogfen hon yn cyd-fynd â hi, felly ni chafodd dim ei ychwanegu. Newidiwch y cynllun, cytunwch eto, yna llofnodwch eto.
done-heading = Wedi llofnodi
done-reference = Cyfeirnod { $ref }.
done-code = Cod byr y cynllun: { $code }.
done-next-heading = Beth sy’n digwydd nesaf
done-next-first = Y taliad cyntaf yw { $amount } ar { $date }.
done-next-first-offer = Os byddan nhw’n cytuno, y taliad cyntaf yw { $amount } ar { $date }.
done-next-other = Yr ochr arall sy’n llofnodi nesaf. Yna bydd y ddogfen yn gyflawn.
done-next-other-sent = Anfonwch ef at yr ochr arall: nhw sy’n llofnodi nesaf. Yna bydd y ddogfen yn gyflawn.
done-next-keep = Cadwch y ddogfen cyhyd ag y byddwch yn talu. Gall unrhyw un ei gwirio, heb gyfrif.
done-next-send = Anfonwch ef at yr ochr arall unwaith eto, er mwyn iddyn nhw gael eich llofnod hefyd.
done-next-call = Tan { $date }, gallan nhw ddweud nad ar hyn y cytunon nhw.
done-next-offer = Anfonwch eich cynnig at y cwmni. Mae’r ffyrdd o wneud hynny isod. Does dim cytundeb nes iddyn nhw ateb.
done-files = Y ddogfen, i’w chadw
done-other-files = Yr un peth mewn ffurfiau eraill
save-pdf = Cadw’r ddogfen (PDF)
save-calendar = Cadw’r dyddiadau ar gyfer calendr
save-data = Cadw’r data
save-table = Cadw’r taliadau fel tabl
copy-lines = Copïo testun byr
copied = Wedi’i gopïo.
copied-not = Ni wnaeth y porwr ganiatáu copïo. Dewiswch y testun a’i gopïo.
copied-what = Wedi’i gopïo: { $what }.
copy-not = Ni wnaeth y porwr hwn ei gopïo. Dewiswch y testun, a’i gopïo â llaw.
copied-lines = Y testun byr
copy-what = Copïo: { $what }
payments-heading = Taliadau sydd wedi’u gwneud
payments-lead = Ysgrifennwch beth sydd wedi dod i mewn. Dim ond y ffenestr hon sy’n ei ddangos.
payments-none = Does dim wedi dod i mewn eto. Mae { $left } i’w dalu o hyd.
payments-sum = Mae { $received } wedi’i dalu. Mae { $left } i’w dalu o hyd.
payments-overdue = Mae { $amount } o hynny’n hwyr.
payments-on-time = Does dim yn hwyr.
payments-all = Mae popeth wedi’i dalu.
payments-all-early = Mae’r hyn sydd wedi dod i mewn yn talu’r cyfan sy’n ddyledus nawr. Mae talu’n gynnar yn arbed y llog a oedd i ddod.
payments-overpaid = Daeth { $amount } yn fwy na’r hyn sy’n ddyledus. Mae’n mynd yn ôl at y person sy’n talu.
payments-rows = Pob taliad, a faint ohono sydd wedi’i dalu
payments-state = Wedi’i dalu
payment-date = Daeth i mewn ar
payment-date-hint = Gadewch ef yn wag ar gyfer heddiw, neu ysgrifennwch ddyddiad, fel 28 3 2027.
payment-date-form = Er enghraifft 28 3 2027.
payment-amount = Swm mewn { $unit }
payment-amount-hint = Er enghraifft 50.00
payment-add = Ychwanegu taliad
payment-added = Mae { $amount } ar { $date } wedi’i ychwanegu.
payment-removed = Mae’r taliad wedi’i dynnu allan.
payment-line = { $amount } ar { $date }
payment-remove = Tynnu allan: { $amount } ar { $date }
payment-to-come = Nid yw’r diwrnod hwnnw wedi dod eto. Ysgrifennwch ddyddiad hyd at heddiw.
payment-too-much = Mae hynny’n fwy na’r hyn sy’n weddill i’w dalu: { $left }. Gwiriwch y swm.
payment-too-many = Does dim modd cadw mwy na { $limit } o daliadau yma.
paid = Wedi’i dalu
paid-late = Wedi’i dalu’n hwyr
paid-in-part = Yn hwyr: mae { $left } ar goll
not-paid = Yn hwyr: { $left }
paid-ahead = Wedi’i dalu’n rhannol, { $left } i ddod
to-come = I ddod
again-heading = Cynllunio’r gweddill eto
again-way = Sut
way-keep-amount = Yr un taliadau, am faint bynnag o amser sydd ei angen
way-keep-finish = Yr un diwrnod olaf, taliadau eraill
way-append-missed = Mae’r hyn a fethwyd yn dilyn ar y diwedd
way-re-amortise = Mae’r hyn a fethwyd yn cael ei rannu dros y taliadau i ddod
way-shift = Gohirio’r taliad nesaf
way-re-age = Dechrau eto gyda’r hyn sy’n weddill
again-start = Diwrnod newydd y taliad cyntaf
again-count = Nifer y taliadau
again-count-hint = Er enghraifft 12
again-first-say = Ysgrifennwch y dyddiad newydd i weld y cynllun.
again-too-early = Mae hynny’n rhy gynnar. Ysgrifennwch { $limit } neu ddyddiad diweddarach.
again-compare = Y cynllun fel y cytunwyd o hyn ymlaen, wrth ochr yr un newydd
again-before = Fel y cytunwyd
again-after = Newydd
again-left = Taliadau sy’n weddill
again-to-pay = I’w dalu o hyd
again-costs = Llog a ffioedd ynddo
again-history = Os byddwch yn ei ddefnyddio, bydd yr hanes yn dweud
again-use = Defnyddio’r cynllun hwn
again-used = Dyma’r cynllun nawr. Mae’n rhaid i’r ddwy ochr gytuno iddo eto.
again-same = Dyma’r cynllun yn barod.
again-not-now = Gallwch ei ddefnyddio pan fydd y ddwy ochr yn gweld y cynllun fel y mae.
set-up-heading = Ei osod ar eich system
set-up-lead = Ar gyfer eich system eich hun. Mae hyn yn aros ar y ddyfais hon.
set-up-reference = Cyfeirnod
set-up-amount = Swm
set-up-every = Pa mor aml
set-up-count = Nifer y taliadau
set-up-total = Cyfanswm
set-up-day = Diwrnod o’r mis
set-up-first = Taliad cyntaf
set-up-last = Taliad olaf
set-up-method = Sut maen nhw’n talu
set-up-button = Mae wedi’i osod ar ein system
set-up-done = Wedi’i osod ar ein system: { $time }.
copy-given = Sut cawson nhw eu copi
copy-none = Dim copi wedi’i roi eto
copy-post = Drwy’r post
copy-large-print = Drwy’r post, mewn print bras
copy-email = Drwy e-bost
copy-text = Drwy neges destun
copy-on-screen = Ar y sgrin
copy-reason = Neu pam nad oes copi
case-closed = Mae modd cau’r achos hwn.
case-open = Mae achos yn cael ei gau pan fydd copi wedi’i roi, neu pan fydd yn dweud pam ddim.
notes-of-call = Nodiadau’r alwad
notes-in-person = Cytunwyd a llofnodwyd wyneb yn wyneb, ar ddyfais y cwmni.
notes-agreed = Cytunodd y ddwy ochr.
notes-call = Cytunwyd dros y ffôn. Cafodd y cynllun ei ddarllen yn uchel, a’i ddweud yn ôl yn eu geiriau eu hunain.
notes-offer = Cynnig gan y person sy’n talu.
notes-copy = Copi wedi’i roi: { $how }.
notes-no-copy = Dim copi wedi’i roi: { $why }
sign-name-agent = Eich enw llawn, yn llofnodi ar ran y cwmni
sign-name-person = Eich enw llawn, fel y person sy’n talu
sign-button = Llofnodi’r cynllun
sign-button-offer = Llofnodi’r cynnig
sign-name-empty = Rhowch eich enw fel rydych chi’n ei ysgrifennu.
sign-no-crypto = Nid yw’r porwr hwn yn gallu llofnodi yma. Agorwch y dudalen dros https, neu mewn porwr arall. Does dim wedi’i golli.
signed-by-you = Rydych chi wedi llofnodi.
save-summary = Ei chadw fel tudalen we
save-summary-done = Wedi’i rhoi gyda’ch lawrlwythiadau: { $name }
send-to = Ei anfon at: { $name }
send-hint = Bydd y PDF wedi’i lofnodi, a’r un cynllun fel data, yn mynd at: { $name }. Does dim yn cael ei anfon cyn i chi bwyso.
send-done = Wedi’i drosglwyddo, drwy’r dudalen o gwmpas yr un hon, i: { $name }.
send-not = Ni chafodd hyn ei drosglwyddo. Mae’r cynllun yma o hyd, a does dim wedi’i golli.
save-summary-not = Nid oedd modd gwneud hyn. Mae’r cynllun yma o hyd, a does dim wedi’i golli.
frame-apart = Mae’r dudalen hon yn cael ei dangos y tu mewn i safle arall. Dim ond yma y mae modd dod o hyd i gynllun rydych yn ei ddechrau yma.
frame-session = Mae’r dudalen hon yn cael ei dangos y tu mewn i safle arall. Bydd cynllun rydych yn ei ddechrau yma yn diflannu pan fyddwch yn cau’r tab hwn.
frame-blocked = Mae’r dudalen hon yn cael ei dangos y tu mewn i safle arall, ac nid yw’r porwr hwn yn cadw dim ar ei chyfer yno.
frame-full-page = Parhau mewn tudalen lawn
frame-goes-along = Mae eich cynllun yn mynd gyda’r ddolen, gyda phob newid a sylw. Nid yw eich incwm a’ch gwariant yn mynd gyda hi.
frame-stays = Mae eich cynllun yn rhy hir i fynd mewn dolen. Cadwch ef mewn ffeil, ac agorwch y ffeil yno.
figures-from = Daeth y ffigurau o: { $site }. Cymharwch nhw â’ch llythyr eich hun.

## Drafts

saved-at = Wedi’i gadw ar y ddyfais hon: { $time }
saved-session = Wedi’i gadw nes i chi gau’r tab hwn
saved-without-trial = Wedi’i gadw ar y ddyfais hon, heb eich arbrawf
saving = Yn cadw
save-full = Does dim lle ar ôl ar y ddyfais hon. Cadwch eich cynllun mewn ffeil, fel nad oes dim yn cael ei golli.
save-blocked = Nid yw’r porwr hwn yn cadw dim ar gyfer y dudalen hon. Cadwch eich cynllun mewn ffeil, fel nad oes dim yn cael ei golli.
save-damaged = Rhoddodd y ddyfais hon rywbeth gwahanol yn ôl i’r hyn a gadwyd. Cadwch eich cynllun mewn ffeil, fel nad oes dim yn cael ei golli.
save-deleted = Nid yw’r cynllun hwn ar y ddyfais hon nawr. Efallai ei fod wedi’i ddileu mewn ffenestr arall. Cadwch ef mewn ffeil os ydych am ei gadw.
save-file = Cadw fy nghynllun mewn ffeil
anyone = Gallai unrhyw un sy’n defnyddio’r ddyfais hon weld hwn.
drafts-lead = Dim ond ar y ddyfais hon mae’r cynlluniau hyn yn cael eu cadw. Gallai unrhyw un sy’n defnyddio’r ddyfais hon weld y rhai nad ydynt wedi’u cloi.
drafts-none = Does dim cynlluniau ar y ddyfais hon.
drafts-console = Agor yn y consol
drafts-joined = Agor cynllun yr alwad
drafts-alone = Agor ar fy mhen fy hun
drafts-saved = Wedi’i gadw: { $when }
drafts-ends = Mae’n cael ei gadw yma tan { $day }, oni bai ei fod yn newid.
drafts-over = Nid yw’r cynllun hwn wedi newid ers 90 diwrnod. Bydd yn cael ei ddileu o’r ddyfais hon ar ôl { $day }. Cadwch ef mewn ffeil yn gyntaf, neu daliwch ati i’w gadw yma.
drafts-renew = Ei gadw am 90 diwrnod arall
drafts-renewed = Mae’r cynllun yn cael ei gadw am 90 diwrnod arall.
drafts-ended = Cafodd { $name } ei ddileu o’r ddyfais hon. Nid oedd wedi newid ers 90 diwrnod.
drafts-signed = Wedi’i lofnodi gan y ddwy ochr
drafts-signed-call = Cytunwyd arno dros y ffôn, ac mae’r cwmni wedi’i lofnodi
drafts-signed-offer = Cynnig, wedi’i lofnodi
drafts-offer = Cynnig, heb ei lofnodi eto
drafts-signed-part = Cytunwyd arno, ond heb ei lofnodi gan y ddwy ochr eto
drafts-open = Dim cytundeb eto
drafts-theirs = Mae’r cwmni’n awgrymu cynllun, ac yn aros am eich ateb
drafts-sealed = Dywedodd y ddau ohonoch ie: anfonwch ef yn ôl, yna bydd wedi’i gytuno
drafts-declined = Ni allai’r cwmni gytuno i’r cynnig
drafts-payer = Ar gyfer { $name }
drafts-name = Enw’r cynllun hwn
drafts-copy = Gwneud copi
drafts-delete = Dileu o’r ddyfais hon
drafts-delete-sure = Ie, ei ddileu
drafts-keep = Ei gadw
drafts-deleted = Wedi’i ddileu. Does dim ohono ar ôl yn y porwr hwn. Mae ffeiliau a gadwyd gennych yn aros lle y cadwoch nhw.
drafts-deleted-last = Wedi’i ddileu. Does dim ohono ar ôl yn y porwr hwn. Mae ffeiliau a gadwyd gennych yn aros lle y cadwoch nhw. Nid yw’r dudalen ei hun yn cael ei chadw yma nawr i’w defnyddio heb y rhyngrwyd.
drafts-delete-part = Nid oedd modd dileu rhywfaint ohono. Cliriwch ddata’r wefan hon yng ngosodiadau eich porwr.
drafts-export = Cadw mewn ffeil
drafts-import = Agor ffeil cynllun
drafts-earlier = Roedd rhan o’r cynllun hwn wedi’i difrodi. Mae’r hyn y gellid ei ddarllen yma. Mae’r rhan a ddifrodwyd wedi’i rhoi o’r neilltu.
drafts-first = Cafodd y cynllun hwn ei gadw gan fersiwn gynharach o’r dudalen hon. O’i agor, mae’n mynd ymlaen fel cynllun newydd gyda’r hyn sy’n ddyledus a’r cynllun fel yr oedd.
drafts-first-open = Mynd ymlaen â’r cynllun hwn
drafts-damaged = Mae’r cynllun hwn wedi’i ddifrodi ac nid oes modd ei agor. Gallwch gadw’r hyn sydd ar ôl ohono mewn ffeil.
drafts-newer = Fersiwn mwy newydd o’r dudalen hon a gadwodd y cynllun hwn. Gallwch ei gadw mewn ffeil. Does dim yma yn ei newid.
drafts-missing = Nid yw’r cynllun hwn ar y ddyfais hon. Efallai ei fod wedi’i ddileu, neu wedi’i gadw mewn porwr arall.
drafts-untitled = Cynllun heb enw
drafts-begun = Dechreuwyd: { $when }
drafts-offered = Cynigiwyd: { $when }
drafts-owed = Yn ddyledus: { $amount }
drafts-copy-title = Copi o: { $title }
drafts-copy-not = Nid oedd modd copïo’r cynllun hwn. Gallwch ei gadw mewn ffeil.
part-loading = Yn paratoi.
part-not-loaded = Nid oedd modd nôl rhan o’r dudalen hon. Gwiriwch y cysylltiad, yna ceisiwch eto. Does dim wedi’i golli.
part-again = Ceisio eto
newer-ready = Mae fersiwn mwy newydd yn barod. Bydd yn dechrau pan fyddwch chi’n dewis.
newer-kept = Mae fersiwn mwy newydd yn barod. Bydd yn dechrau pan fyddwch chi’n dewis. Mae eich cynllun wedi’i gadw ar y ddyfais hon.
newer-in-use = Mae fersiwn mwy newydd ar waith mewn ffenestr arall. Bydd y ffenestr hon yn newid pan fyddwch chi’n dewis.
newer-not-kept = Mae fersiwn mwy newydd yn barod. Nid yw’r cynllun hwn wedi’i gadw ar y ddyfais hon. Cadwch ef mewn ffeil cyn cau’r dudalen hon.
newer-use = Ei ddefnyddio nawr
file-too-large = Mae’r ffeil hon yn rhy fawr i fod yn gynllun. Ni chafodd dim ei agor.
file-unreadable = Nid oedd modd darllen y ffeil hon. Ni chafodd dim ei agor.
file-not-plan = Nid yw hwn yn gynllun nac yn achos. Ni chafodd dim ei agor.
file-is-case = Achos yw hwn, nid cynllun. Dechreuwch gynllun newydd, ac agorwch yr achos yno.
file-damaged = Mae’r ffeil hon wedi’i thorri’n fyr neu wedi’i newid. Ni chafodd dim ei agor. Gofynnwch amdani eto.
file-newer = Mae’r ffeil hon yn dod o fersiwn mwy newydd. Ail-lwythwch y dudalen hon, yna agorwch y ffeil eto.
file-some-refused = Nid oedd modd darllen rhan o’r cynllun hwn, a chafodd ei gadael allan.

## Check a document

check-lead = Gollyngwch ddogfen sydd wedi’i llofnodi yma, neu dewiswch hi: PDF, neu dudalen a gadwyd. Mae’n cael ei gwirio ar y ddyfais hon, a does dim yn cael ei anfon.
check-choose = Dewis ffeil
check-busy = Yn gwirio
# What a whole document is, by who signed it.
check-both = Yn gyfan a heb newid ers i’r ddwy ochr lofnodi.
check-company-only = Dim ond y cwmni sydd wedi llofnodi: cynllun sy’n cael ei gynnig yw hwn.
check-person-only = Dim ond y person sy’n talu sydd wedi llofnodi: cynnig yw hwn.
check-telephone = Cytunwyd dros y ffôn; cofnodwyd gan y cwmni.
check-unsigned = Does neb wedi llofnodi’r ddogfen hon. Nid yw’n profi dim.
check-not-whole = Nid yw’r ddogfen hon yn gyfan. Peidiwch â dibynnu arni.
check-too-large = Mae’r ffeil hon yn rhy fawr i fod yn un o’n dogfennau ni.
check-not-summary = Nid yw hon yn un o’n dogfennau ni. Mae cynllun a gadwyd fel ffeil yn cael ei agor o dan “Cynlluniau ar y ddyfais hon”.
check-changed = Cafodd y ddogfen hon ei newid ar ôl iddi gael ei llofnodi. Peidiwch â dibynnu arni.
check-truncated = Mae’r ddogfen hon wedi’i thorri’n fyr, neu rhoddwyd rhywbeth ar ôl ei diwedd. Gofynnwch amdani eto.
check-newer = Mae’r ddogfen hon yn dod o fersiwn mwy newydd. Ail-lwythwch y dudalen hon, yna gwiriwch y ddogfen eto.
check-no-crypto = Nid yw’r porwr hwn yn gallu gwirio llofnodion yma. Agorwch y dudalen dros https, neu mewn porwr arall.
check-signer = { $name }, { $side }. Llofnodwyd: { $when }. Allwedd: { $key } ({ $digits }).
check-signer-bad = { $name }, { $side }: nid yw’r llofnod hwn yn cyd-fynd.
check-why-not-valid = Nid yw’r llofnod { $side } yn perthyn i’r ddogfen hon.
check-why-not-ours = Nid y rhaglen hon a wnaeth y llofnod { $side }.
check-why-other-entries = Nid yw’r hyn sydd wedi’i gofnodi y tu mewn yn dangos bod hyn wedi’i gytuno.
check-why-other-key = Cafodd y llofnod { $side } ei wneud gydag allwedd wahanol i’r un a gytunodd.
check-why-same-key = Cafodd y ddau lofnod eu gwneud ag un allwedd.
check-side-agent = ar ran y cwmni
check-side-person = ar ran y person sy’n talu
check-proves = Mae’n dangos nad oes dim wedi’i newid ers llofnodi, a pha allweddi a ddefnyddiwyd. Nid yw’n dangos pwy yw’r bobl.
check-key = Mae modd adnabod rhywun sy’n llofnodi eto gyda’r un allwedd. Gofynnwch iddyn nhw ddweud geiriau eu hallwedd.
check-data = Dangos y cynllun fel data
check-stopped = Stopiodd y gwirio ar y canol. Dewiswch y ffeil eto.
check-file-name = { $name }
check-layout-unknown = Mae’r llofnodion yn gywir. Fersiwn mwy newydd a luniodd y ddogfen hon, felly ni chafodd ei golwg ei wirio. Ail-lwythwch y dudalen hon, yna gwiriwch y ddogfen eto.
check-digest = Cod byr y cynllun: { $digest }
check-what = Beth mae’n ei ddweud

## Document

doc-title = Cynllun ad-dalu – crynodeb
doc-title-offer = Cynllun ad-dalu – cynnig
# Beneath the title: how far the document is.
doc-status-both = Wedi’i lofnodi gan y ddwy ochr. I gadarnhau hynny, gwiriwch y ffeil hon fel sydd i’w weld ar y diwedd.
doc-status-agent = Dim ond y cwmni sydd wedi llofnodi: cynllun sy’n cael ei gynnig yw hwn.
doc-status-person = Dim ond y person sy’n talu sydd wedi llofnodi: cynnig yw hwn.
doc-status-none = Does neb wedi llofnodi eto.
# The same in a PDF: its signatures come after its words.
doc-status-agreed = Cytunodd y ddwy ochr ar y cynllun hwn. Y tu mewn i’r ffeil hon mae pwy sydd wedi’i lofnodi: mae gwiriad yn ei ddangos.
doc-status-telephone = Cytunwyd dros y ffôn. Cofnododd yr asiant hynny.
doc-status-offer = Cynnig yw hwn. Nid wyf yn cadarnhau bod arnaf y swm hwn.
doc-reference-line = Cyfeirnod { $ref }
doc-code-line = Cod byr { $code }

doc-who = Pwy
doc-who-pays = Pwy sy’n talu
doc-who-pays-unnamed = Y person y mae’r cynllun hwn ar ei gyfer
doc-who-is-paid = I bwy mae’r arian yn ddyledus
doc-who-is-paid-unnamed = Y cwmni y mae’r arian yn ddyledus iddo
doc-handled-by = Pwy sy’n delio â hyn ar eu rhan
doc-agent = Gyda phwy y siaradon nhw
doc-agent-staff = Rhif staff { $number }
doc-agent-named-staff = { $name }, rhif staff { $number }
doc-person-kind = Mae’r ddyled arnyn nhw fel
doc-person-sole-trader = Unig fasnachwr
doc-person-company = Cwmni
doc-acting-as = Mae rhywun yn gweithredu ar ran y person sy’n talu
doc-joint = Mae’r ddyled hon ar rywun arall hefyd.

doc-owed = Beth sy’n ddyledus
doc-only-debt = Y ddyled
doc-debt = { $label } ({ $id })
doc-balance-as-of = Roedd hyn yn ddyledus ar
doc-owed-since = Yn ddyledus ers
doc-arrears = Yn hwyr ar y diwrnod hwnnw

doc-plan = Y cynllun mewn un frawddeg
# How often a payment is due: every week, every 4 weeks, every month, every 3 months, every 10 days, twice a month.
doc-every = { $unit ->
    [week] bob { $count ->
        [one] wythnos
       *[other] { $count } wythnos
    }
    [day] bob { $count ->
        [one] dydd
        [two] { $count } ddiwrnod
       *[other] { $count } diwrnod
    }
    [half-month] ddwywaith y mis
   *[month] bob { $count ->
        [one] mis
        [two] { $count } fis
       *[other] { $count } mis
    }
}
doc-sentence = { $person } sy’n talu { $amount } { doc-every }, o { $first } hyd at { $last }.
doc-sentence-one = { $person } sy’n talu { $amount } ar { $first }.
doc-sentence-mixed = { $person } sy’n gwneud { $payments } o daliadau, o { $first } hyd at { $last }.
doc-sentence-deposit = Cyn hynny, mae taliad cyntaf o { $amount } ar { $date }.
doc-sentence-last = Y taliad olaf yw { $amount }.
doc-sentence-changes = Mae rhai taliadau’n wahanol: gweler “Newidiadau i’r taliad arferol”.

doc-facts = Ffeithiau allweddol
doc-fact-usual = Taliad arferol
doc-fact-often = Pa mor aml
doc-fact-first = Taliad cyntaf
doc-fact-last = Taliad olaf
doc-fact-on = { $amount } ar { $date }
doc-fact-count = Nifer y taliadau
doc-fact-total = Cyfanswm i’w dalu
doc-fact-reduction = Wedi’i dynnu oddi ar y ddyled ar y dechrau
doc-fact-reduction-end = I’w dynnu i ffwrdd gyda’r taliad olaf
doc-fact-interest = Llog yn y cyfanswm
doc-fact-charges = Ffioedd yn y cyfanswm
doc-fact-per-debt = Beth mae pob dyled yn ei gael
doc-fact-no-extra = Nid yw’r taliadau hyn yn cynnwys dim llog na dim ffioedd.
doc-reduction-end = Os bydd y cynllun yn stopio cyn ei daliad olaf, ni fydd { $amount } yn cael ei dynnu i ffwrdd.
doc-settled = Ar ôl y cynllun hwn, mae’r ddyled wedi’i setlo’n llawn.
doc-still-owed = Mae { $amount } yn dal yn ddyledus ar ôl y cynllun hwn.

doc-interest = Llog a ffioedd
doc-interest-reducing = Y llog yw { $rate } % y flwyddyn ar yr hyn sy’n dal yn ddyledus.
doc-interest-flat = Y llog yw { $rate } % y flwyddyn ar yr hyn oedd yn ddyledus ar y dechrau, nes i’r cynllun ddod i ben.
doc-interest-basis = { $basis ->
    [period] Mae pob dyddiad talu yn ychwanegu llog un cyfnod.
    [actual-360] Mae’n cael ei gyfrif fesul diwrnod, gyda 360 diwrnod y flwyddyn.
    [thirty-360] Mae’n cael ei gyfrif mewn misoedd o 30 diwrnod.
   *[actual-365] Mae’n cael ei gyfrif fesul diwrnod, gyda 365 diwrnod y flwyddyn.
}
doc-interest-pause = O { $from } hyd at { $until }, does dim llog yn cael ei ychwanegu.
doc-apr = Cyfradd ganrannol flynyddol (APR) y cynllun hwn yw { $rate } %: ei holl log a’i holl ffioedd fel cyfradd y flwyddyn, ar y { $owed } y mae’n ei dalu, o { $date } ymlaen.
doc-charge = Mae ffi o { $amount } i’w thalu ar { $date }.
doc-charge-named = Mae ffi o { $amount } i’w thalu ar { $date }: { $label }.
doc-pays-first = Mae taliad yn talu ffioedd yn gyntaf, yna llog, yna’r ddyled.
doc-early = Talu’n gynnar
doc-early-settles = Os bydd popeth sydd i’w dalu erbyn { $date } wedi’i dalu, mae { $amount } ar y diwrnod hwnnw yn setlo’r gweddill. Mae hynny { $saves } yn llai na’r taliadau ar ei ôl.

doc-how-to-pay = Sut i dalu
doc-pay-method = Sut
doc-pay-standing-order = Archeb sefydlog
doc-pay-direct-debit = Debyd uniongyrchol
doc-pay-card = Cerdyn
doc-pay-transfer = Trosglwyddiad banc
doc-pay-payee = I
doc-pay-account = Cyfrif
doc-pay-reference = Cyfeirnod i’w roi
doc-pay-unknown = Nid yw’r ddogfen hon yn dweud sut i dalu.
doc-pay-existing = Mae taliad wedi’i osod yn barod: { $payment }
doc-pay-existing-then = Gwiriwch gyda’ch gilydd a yw’n stopio, fel nad oes dim yn cael ei dalu ddwywaith.

doc-changes = Newidiadau i’r taliad arferol
doc-change-reduced = O { $from } hyd at { $until }, mae pob taliad yn { $amount }.
doc-change-break = O { $from } hyd at { $until }, does dim taliadau.
doc-change-step = O { $from } ymlaen, mae pob taliad yn { $amount }.
doc-change-rate = O { $from } hyd at { $until }, y llog yw { $rate } % y flwyddyn.
doc-change-rate-open = O { $from } ymlaen, y llog yw { $rate } % y flwyddyn.
doc-change-break-free = Does dim llog yn cael ei ychwanegu yn y cyfnod hwn.
doc-change-break-running = Mae llog yn parhau yn y cyfnod hwn.
doc-change-single = Y taliad i’w wneud ar { $due } yw { $amount }.
doc-change-no-effect = Fel y mae’r cynllun, nid yw hyn yn newid unrhyw daliad.
doc-change-capped = Mae’r taliad ar { $date } yn is, gan mai dim ond hynny sy’n weddill.
doc-changes-schedule = Mae’r amserlen isod yn dangos pob taliad fel y mae.

doc-schedule = Amserlen
doc-schedule-caption = Pob taliad yn y cynllun hwn
doc-column-number = Taliad
doc-column-due = I’w dalu ar
doc-column-amount = I’w dalu
doc-column-balance = Yn weddill i’w dalu wedyn
doc-row-deposit = Taliad cyntaf
doc-row-charge = Ffi
doc-row-total = Cyfanswm
doc-working-days = { $move ->
    [preceding] Ar ddiwrnod pan fydd banciau ar gau, mae’r taliad yn symud i’r diwrnod gwaith cyn hynny.
    [modified-following] Ar ddiwrnod pan fydd banciau ar gau, mae’r taliad yn symud i ddiwrnod gwaith nesaf y mis hwnnw, neu i’r un cyn hynny.
   *[following] Ar ddiwrnod pan fydd banciau ar gau, mae’r taliad yn symud i’r diwrnod gwaith nesaf.
}
doc-bank-holidays = { $division ->
    [scotland] Gwyliau banc yr Alban sy’n cyfrif.
    [northern-ireland] Gwyliau banc Gogledd Iwerddon sy’n cyfrif.
   *[england-and-wales] Gwyliau banc Cymru a Lloegr sy’n cyfrif.
}
doc-own-holidays = Y gwyliau y mae’r cynllun hwn yn eu rhestru yn ei ddata sy’n cyfrif.
doc-dates-moved = Mae’r dyddiadau uchod yn dangos hyn yn barod.
doc-dates-changes = Y dyddiad cyn iddo symud sy’n penderfynu a yw newid yn berthnasol.

doc-missed = Os bydd taliad yn cael ei fethu
doc-missed-append = Mae taliad a fethwyd yn cael ei ychwanegu ar ddiwedd y cynllun.
doc-missed-review = Ar ôl taliad a fethwyd, mae’r ddwy ochr yn edrych ar y cynllun hwn eto.
doc-missed-skips = { $count ->
    [one] Mae modd hepgor 1 taliad y flwyddyn.
    [two] Mae modd hepgor { $count } daliad y flwyddyn.
    [few] Mae modd hepgor { $count } thaliad y flwyddyn.
    [many] Mae modd hepgor { $count } thaliad y flwyddyn.
   *[other] Mae modd hepgor { $count } taliad y flwyddyn.
}
doc-missed-unsaid = Nid yw’r cynllun hwn yn dweud beth sy’n digwydd os bydd taliad yn cael ei fethu.

doc-checked = Beth gafodd ei wirio
doc-checked-figures = Cafodd pob taliad ei gyfrifo o’r telerau. Gyda’i gilydd maen nhw’n gwneud { $total } yn union.
# In an offer, where the person chose to add it.
doc-checked-by-person = Mae’r person sy’n talu yn dweud bod hyn o fewn yr hyn y mae eu cyllideb yn ei ddangos. Nid yw eu ffigurau’n cael eu rhannu.
doc-checked-by-phone = Dywedodd y person sy’n talu wrth y cwmni dros y ffôn beth maen nhw’n gallu ei fforddio. Ni chafodd ei wirio yma.
doc-checked-budget = Ni chafodd ei wirio yma a yw’r cynllun hwn yn addas i gyllideb y person.

doc-agreed = Sut y cytunwyd arno
doc-proposed-by-agent = Y cwmni a gynigiodd y cynllun hwn ar { $time }.
doc-proposed-by-person = Y person sy’n talu a gynigiodd y cynllun hwn ar { $time }.
doc-agreed-by-agent = Y cwmni a gytunodd iddo ar { $time }.
doc-agreed-by-person = Y person sy’n talu a gytunodd iddo ar { $time }.
# By telephone: the plan was read out to the person in six sentences.
doc-call-agreed = Y person sy’n talu a gytunodd i’r cynllun hwn dros y ffôn ar { $time }. Cofnododd yr asiant hynny.
doc-call-read = Darllenodd yr asiant y brawddegau hyn yn uchel, fesul un:
doc-call-own-words = Yna dywedodd y person y cynllun yn eu geiriau eu hunain, a’r un cynllun oedd hwn.
doc-call-clock = Daw’r amser o gloc dyfais yr asiant. Mae UTC yr un fath ym mhobman.
# The six sentences, spoken to the person.
call-owe = Mae arnoch chi { $amount } i’r cwmni hwn: { $company }.
call-owe-unnamed = Mae arnoch chi { $amount }.
call-reduction = Mae { $amount } ohono yn cael ei dynnu i ffwrdd.
call-reduction-end = Mae { $amount } ohono yn cael ei dynnu i ffwrdd gyda’r taliad olaf.
call-pay = Byddwch chi’n talu { $amount } { doc-every }, o { $first } ymlaen.
call-pay-one = Byddwch chi’n talu { $amount } ar { $first }.
call-pay-mixed = Byddwch chi’n gwneud { $payments } o daliadau, o { $first } ymlaen. Dydyn nhw ddim i gyd yr un fath.
call-deposit = Cyn hynny, byddwch chi’n talu { $amount } ar { $date }.
call-last = Y taliad olaf yw { $amount } ar { $date }.
call-total = Byddwch chi’n talu { $total } i gyd. Yna mae’r ddyled wedi’i setlo’n llawn.
call-interest = Mae { $amount } o hynny yn llog.
call-charges = Mae { $amount } o hynny yn ffioedd.
call-total-owed = Byddwch chi’n talu { $total } i gyd. Ar ôl hynny, mae { $amount } yn dal yn ddyledus.
call-method = { $method ->
    [standing_order] Byddwch chi’n talu drwy archeb sefydlog.
    [direct_debit] Byddwch chi’n talu drwy ddebyd uniongyrchol.
    [card] Byddwch chi’n talu â cherdyn.
   *[transfer] Byddwch chi’n talu drwy drosglwyddiad banc.
}
call-method-other = Byddwch chi’n talu fel hyn: { $method }.
call-method-unsaid = Nid yw sut rydych chi’n talu yn rhan o’r cynllun hwn.
call-reference = Y cyfeirnod yw { $reference }.
call-tell-us = Os nad ar hyn y cytunoch chi, dywedwch wrthon ni erbyn { $date }.
# An offer that the person paying makes alone.
doc-offer-heading = Sut y cafodd y cynnig hwn ei wneud
doc-offer-made = Y person sy’n talu a wnaeth y cynnig hwn ar { $time }, ar eu pen eu hunain.
doc-offer-owing = Cynnig yw hwn. Nid wyf yn cadarnhau bod arnaf y swm hwn.
doc-offer-company = Gall y cwmni ei dderbyn, awgrymu newid, neu ddweud na a dweud pam.
doc-offer-reply = Gofynnir am ateb erbyn { $date }.
doc-offer-clock = Daw’r amser o gloc dyfais y person. Mae UTC yr un fath ym mhobman.
doc-times = Daw’r amseroedd o glociau’r ddwy ochr. Mae UTC yr un fath ym mhobman.

doc-signatures = Llofnodion
doc-signature-agent = Ar ran y cwmni
doc-signature-person = Y person sy’n talu
doc-signature-name = Enw, fel y cafodd ei deipio
doc-signature-how = Sut
doc-signature-own = Ar eu dyfais eu hunain
doc-signature-in-person = Wyneb yn wyneb, ar ddyfais y cwmni
doc-signature-company = Ar ddyfais y cwmni
doc-signature-time = Pryd
doc-signature-key = Allwedd
# In a PDF the blocks are drawn before anybody signs.
doc-signature-known = Enw yn y cynllun hwn
doc-signature-inside = Mae’r enw fel y cafodd ei deipio, yr amser a’r allwedd yn y llofnod y tu mewn i’r ffeil hon.
doc-signature-record = Ar ddyfais y cwmni, fel cofnod o’r alwad
doc-signature-later = Nid yw’r person sy’n talu wedi llofnodi hwn: cytunodd dros y ffôn.
doc-signature-no-company = Nid yw’r cwmni’n llofnodi cynnig.
doc-signature-missing-agent = Nid yw’r cwmni wedi llofnodi.
doc-signature-missing-person = Nid yw’r person sy’n talu wedi llofnodi.

doc-proves = Beth mae hwn yn ei ddangos, a beth nad yw’n ei ddangos
doc-proves-kind = Llofnodion electronig yw’r rhain sy’n dangos a oes rhywun wedi ymyrryd.
doc-proves-whole = Mae gwiriad yn dangos nad yw’r dudalen hon wedi’i newid.
doc-proves-key = Mae hefyd yn dangos mai’r allweddi uchod a lofnododd y cynllun hwn.
doc-proves-file = Mae gwiriad yn dangos a yw’r ffeil hon fel yr oedd pan gafodd ei llofnodi.
doc-proves-file-key = Mae hefyd yn dangos pa allweddi a’i llofnododd.
doc-proves-cut = Gall ffeil ag un llofnod fod yn gyfan hefyd: mae gwiriad yn dweud llofnod pwy sydd yno.
doc-proves-not-who = Nid yw’n dangos pwy yw person. Mae’r enwau yma fel y cawson nhw eu teipio.
doc-proves-not-look = Nid yw golwg y dudalen hon yn dangos dim. Dim ond gwiriad sy’n gwneud hynny.
doc-proves-file-look = Nid yw golwg y ffeil hon yn dangos dim. Dim ond gwiriad sy’n gwneud hynny.

doc-check = Cyfeirnod a sut i wirio
doc-check-reference = Cyfeirnod
doc-check-call = Galwad
doc-check-code = Cod byr y cynllun
doc-check-digest = Cod llawn y cynllun
doc-check-steps = Agorwch “Gwirio dogfen sydd wedi’i llofnodi” yn Plan Negotiator a dewiswch y ffeil hon.
doc-check-offline = Does dim angen cyfrif arnoch, ac mae’r ffeil yn aros gyda chi.
doc-page = Tudalen
# On paper: which page of how many.
doc-page-of = Tudalen { $number } o { $count }
# On paper, at the end: characters that the font does not have, by their Unicode numbers.
doc-replaced = Nid oedd modd argraffu rhai nodau, ac mae “?” yn eu lle: { $codes }. Mae’r data y tu mewn i’r ffeil hon yn eu cynnwys i gyd.
# The drawing of the balance, for those who hear it.
doc-chart = Yn weddill i’w dalu ar ôl pob taliad: { $start } ar y dechrau, { $half } neu lai o { $middle } ymlaen, dim byd ar ôl { $finish }.
# What each file inside the document is.
doc-file-case = Am beth mae’r cynllun
doc-file-terms = Y telerau y cytunwyd arnyn nhw
doc-file-agreement = Sut a phryd y daeth y telerau i fod

# Said in the calendar file and in the six lines.
doc-give-reference = Rhowch y cyfeirnod { $ref } pan fyddwch yn talu.

# A calendar file: what the event of one payment says.
doc-calendar-title = Taliad { $amount }
doc-calendar-charge = Ffi sy’n rhan o’r cynllun yw hon.
doc-calendar-payment = Dyma daliad { $number } o { $count }.
doc-calendar-deposit = { $count ->
    [one] Dyma’r taliad cyntaf. Mae un arall i ddilyn.
   *[other] Dyma’r taliad cyntaf. Mae { $count } arall i ddilyn.
}

# Six lines to paste into a message.
doc-text-pays = { $person } sy’n talu’r cwmni hwn: { $company }.
doc-text-pays-unnamed = { $person } sy’n talu’r cwmni y mae’r arian yn ddyledus iddo.
doc-text-reference = Y cyfeirnod yw { $ref }.
doc-text-usual = Y taliad arferol yw { $amount }, { doc-every }, o { $first } ymlaen.
doc-text-mixed = Mae taliadau i’w gwneud { doc-every }, o { $first } ymlaen. Maen nhw’n wahanol i’w gilydd, ac mae’r cynllun yn dangos pob un.
doc-text-once = Y taliad yw { $amount }, i’w dalu ar { $date }.
doc-text-differ = Mae rhai taliadau’n wahanol, ac mae’r cynllun yn dangos pob un.
doc-text-last = { $count ->
    [one] Dyna’r unig daliad.
    [two] Y taliad olaf yw { $amount }, i’w dalu ar { $date }. Mae { $count } daliad.
    [few] Y taliad olaf yw { $amount }, i’w dalu ar { $date }. Mae { $count } thaliad.
    [many] Y taliad olaf yw { $amount }, i’w dalu ar { $date }. Mae { $count } thaliad.
   *[other] Y taliad olaf yw { $amount }, i’w dalu ar { $date }. Mae { $count } taliad.
}
doc-text-total = Y cyfanswm yw { $amount }.
doc-text-interest = Mae { $amount } ohono yn llog.
doc-text-charges = Mae { $amount } ohono yn ffioedd.
doc-text-standing-order = Talwch drwy archeb sefydlog.
doc-text-direct-debit = Talwch drwy ddebyd uniongyrchol.
doc-text-card = Talwch â cherdyn.
doc-text-transfer = Talwch drwy drosglwyddiad banc.
doc-text-method = Talwch fel hyn: { $method }.
doc-text-payee = Talwch i: { $payee }.
doc-text-account = Y cyfrif yw { $account }.
doc-text-pay-unsaid = Nid yw’r neges hon yn dweud sut i dalu.
doc-text-code = Cod byr y cynllun hwn yw { $code }.

## Alone, one thing on each page

back = Yn ôl
go-on = Parhau
nav-label = Tudalennau
error-heading = Mae rhywbeth i’w gywiro
error-title = Gwall: { $title }
quick-exit = Gadael y dudalen hon
alone-private = Nid yw’r cwmni’n gallu gweld hyn. Chi sy’n dewis a ydych am ei anfon, a phryd.
alone-private-offer = Dim ond yr hyn rydych yn ei anfon mae’r cwmni’n ei weld. Mae eich ffigurau’n aros ar y ddyfais hon.

owe-heading = Faint o arian sydd arnoch chi, yn fras?
owe-label = Faint, mewn { $unit }
owe-hint = Mae ar ben eich llythyr. Mae ffigur bras yn ddigon.
not-mine-link = Nid fy nyled i yw hon, neu mae’r ffigur yn anghywir
open-alone-link = Agor cynllun, neu ateb gan y cwmni
open-alone-hint = Dewiswch y ffeil a gadwyd gennych neu a anfonwyd atoch. Os anfonwyd dolen atoch, agorwch y ddolen yn lle hynny.
not-mine-heading = Nid eich dyled chi, neu ddim yn gywir?
not-mine-lead = Does dim rhaid i chi wneud cynllun ar gyfer dyled nad ydych chi’n ei hadnabod.
not-mine-ask = Gofynnwch i’r cwmni ddangos beth yw’r ddyled, a sut cafodd y ffigur ei gyfrifo.
not-mine-wait = Gallwch aros nes iddyn nhw ateb cyn talu dim.
not-mine-keep = Cadwch gopi o’r hyn rydych chi’n ei anfon, gyda’r dyddiad.
not-mine-words = Geiriau y gallwch chi eu hanfon
not-mine-letter = Nid wyf yn adnabod y ddyled hon, na’r ffigur. Anfonwch ataf y cytundeb neu’r biliau y mae’n dod ohonynt, a rhestr o’r hyn a godwyd ac a dalwyd. Nes i mi eu cael, nid wyf yn derbyn bod y ddyled hon arnaf.
not-mine-copy = Copïo’r geiriau hyn
not-mine-back = Fy nyled i yw hi wedi’r cyfan

afford-heading = Tua faint y gallech chi ei dalu?
afford-label = Faint, mewn { $unit }
afford-hint = Mae dyfalu’n fras yn ddigon. Gallwch ei newid ar unrhyw dudalen.
afford-show = Dangos y cynllun i mi

first-heading = Cynllun cyntaf
first-heading-sent = Y cynllun fel y mae
copy-begun = Rydych yn newid copi. Mae’r cynllun fel yr oedd yn aros ymhlith eich cynlluniau ar y ddyfais hon.
copy-will-begin = Mae’r cynllun hwn yn aros fel y mae. Os newidiwch ef yma, rydych yn newid copi. Ni all y cwmni weld y copi.
copy-way-back = Gweld ble mae’r cynllun arni
first-again = Newid y swm, neu pa mor aml
first-check = Ei wirio â dau gyfanswm
first-ways = Ffyrdd o dalu hyn
first-day = Dewis y diwrnod
first-amount = Rhoi eich swm eich hun
first-reduced = O { $from } hyd at { $until }, { $amount } yw pob taliad.
first-after = Ar ôl hynny, { $amount } yw pob taliad.
first-break = O { $from } hyd at { $until }, does dim taliadau.
plan-not-checked = Nid yw hwn wedi’i wirio yn erbyn eich gwario. Mae dau gyfanswm yn ddigon, ac yn cymryd dwy funud.
plan-leaves = Yn ôl eich dau gyfanswm, mae hyn yn gadael { $amount } y mis i chi.
plan-over = Mae hyn { $over } y taliad yn fwy na’r hyn mae eich dau gyfanswm yn ei adael. Y mwyaf mae eich cyllideb yn ei ddangos yw { $most }.

check-heading = Beth sy’n dod i mewn, a beth sy’n mynd allan?
check-why = Rydyn ni’n gofyn er mwyn i’r cynllun fod yn addas i chi. Mae’n aros ar y ddyfais hon.
check-income = Beth sy’n dod i mewn, mewn { $unit }
check-income-hint = Cyflog, budd-daliadau, pensiwn: y cyfan gyda’i gilydd, ar ôl treth.
check-income-empty = Rhowch beth sy’n dod i mewn, fel 1600. Os nad oes dim, rhowch 0.
check-spending = Beth sy’n mynd allan ar fyw, mewn { $unit }
check-spending-hint = Rhent, gwresogi, bwyd, teithio, ffôn, plant: y cyfan gyda’i gilydd.
check-spending-empty = Rhowch beth sy’n mynd allan, fel 1450
check-debts-fold = Dyledion eraill
check-debts = Beth rydych chi’n ei dalu ar ddyledion eraill, mewn { $unit }
check-debts-hint = Gadewch ef yn wag os nad oes rhai.
check-debts-left-out = Mae gen i ddyledion eraill nad ydyn nhw wedi’u cyfrif yma
check-keep = Cadw fy ffigurau ar y ddyfais hon. Gallai unrhyw un sy’n ei defnyddio eu gweld.
check-go-on = Dangos beth allai weithio

ways-heading = Ffyrdd o dalu hyn
ways-first-check = Mae angen dau gyfanswm yn gyntaf: beth sy’n dod i mewn, a beth sy’n mynd allan.
ways-lead = Mae eich dau gyfanswm yn gadael { $left } y mis. Mae pob un o’r ffyrdd hyn yn aros yn is na hynny.
ways-over = Mae’r cynllun hyd yn hyn yn cymryd { $amount } y taliad. Mae hynny’n fwy.
ways-debts-left-out = Mae gennych chi ddyledion eraill sydd heb eu cyfrif. Cadwch rywbeth ar eu cyfer.
ways-by = Dangos yn gyntaf
ways-by-payment = Y taliad isaf
ways-by-finish = Y dyddiad gorffen cynharaf
ways-by-total = Y cyfanswm lleiaf
ways-none = Dim un o’r rhain?
ways-check-again = Edrych ar fy ffigurau eto
ways-arithmetic = Cyfrifo yw hyn, nid cyngor. Gall cynghorydd dyledion edrych ar bopeth gyda chi, am ddim.
way-lower = Llai am y tro
way-steady = Cyson
way-sooner = Gorffen yn gynt
way-lower-sentence = { $lower } { $every } hyd at { $until }, yna { $amount }. Bydd wedi gorffen erbyn { $finish }.
way-sentence = { $amount } { $every }. Bydd wedi gorffen erbyn { $finish }.
first-payment-far = Mae’r taliad cyntaf ar { $date }. Mae hynny fwy na blwyddyn i ffwrdd. Gwnewch yn siŵr mai dyma’r diwrnod rydych yn ei feddwl.
way-long = Mae hynny tua { $years } mlynedd. Efallai y bydd cynghorydd yn gwybod am ffordd well.
way-leaves = Mae’n gadael { $left } y mis i chi.
way-leaves-lower = Mae’n gadael { $lower } y mis i chi ar y dechrau, yna { $left }.
way-total = { $total } i gyd.
way-use = Defnyddio’r ffordd hon: { $way }

nothing-heading = Efallai nad yw cynllun yn iawn heddiw
nothing-left = Nid yw eich dau gyfanswm yn gadael dim ar gyfer y ddyled hon. Y rhifau yw hynny, nid chi.
nothing-pays = Gyda’r hyn mae eich dau gyfanswm yn ei adael, byddai’r ddyled hon yn cymryd blynyddoedd lawer, neu ni fyddai byth yn cael ei thalu.
nothing-ways = Siaradwch â chynghorydd dyledion am ddim yn gyntaf. Maen nhw’n gwybod am ffyrdd na all cwmni eu cynnig.
nothing-for-now = Am y tro
nothing-after = Mae’r rhain yn rhoi amser i chi. Ar ôl hynny mae’r cynllun yn mynd ymlaen fel yr oedd, oni bai bod y ddau ohonoch yn ei newid.
nothing-small = Taliad bach am y tro, fel { $amount }
nothing-break = { $months ->
    [one] Saib o un mis
    [two] Saib o { $months } fis
   *[other] Saib o { $months } mis
}

day-heading = Pa ddiwrnod sy’n eich siwtio chi?
day-lead = Diwrnod yn fuan ar ôl i arian ddod i mewn sydd fwyaf diogel.
day-label = Y taliad cyntaf
day-other = Diwrnod arall
day-short-months = Mewn mis byrrach, mae’r taliad i’w wneud ar y diwrnod olaf.
day-not-working = Nid yw’n ddiwrnod gwaith. Efallai y bydd y banc yn cymryd y taliad ddiwrnod neu fwy yn hwyrach.
day-working = Os nad yw’r diwrnod yn ddiwrnod gwaith, talu ar yr un nesaf (Cymru a Lloegr)

last-paid-heading = Pryd wnaethoch chi dalu neu ysgrifennu ddiwethaf?
last-paid-why = Yn ôl y gyfraith, gall fod yn bwysig faint o amser sydd ers hynny. Mae eich ateb yn aros ar y ddyfais hon.
last-paid-legend = Pryd wnaethoch chi dalu neu ysgrifennu am y ddyled hon ddiwethaf?
last-paid-lately = Llai na phum mlynedd yn ôl
last-paid-long-ago = Pum mlynedd yn ôl neu fwy
last-paid-not-sure = Dydw i ddim yn siŵr
last-paid-empty = Dewiswch un o’r tri ateb
last-paid-advice = Siaradwch â chynghorydd am ddim cyn i chi lofnodi neu anfon hyn. Gall effeithio ar faint o amser sydd gan y cwmni i fynd i’r llys.
last-paid-go-on = Gallwch fynd ymlaen â’r cynllun o hyd.

who-heading = Ar gyfer pwy mae’r cynllun?
who-lead = Mae angen i’r cwmni wybod am ba gyfrif y mae hyn. Gallwch adael unrhyw ran o hyn allan.
who-company-hint = Yr enw ar ben y llythyr.
who-reference-hint = Yn aml, rhif cyfrif, rhif cwsmer neu gyfeirnod yw hwn.
who-name = Eich enw
who-name-hint = Bydd ar y cynllun os byddwch yn ei anfon.

review-heading = Ydy hyn yn gywir?
review-owed = Beth sy’n ddyledus
review-plan = Y cynllun
review-money = Eich arian
review-missing = Heb ei lenwi
review-moved = Dewisoch { $date }. Nid yw’n ddiwrnod gwaith, felly daw’r taliad ar y diwrnod gwaith nesaf.
review-change = Newid
review-go-on = Mynd ymlaen

send-title = Ei gadw, neu ei gynnig
send-title-offer = Eich cynnig
send-title-theirs = Mae’r cwmni’n awgrymu cynllun
send-title-agreed = Eich cynllun
send-whole-plan = Edrychwch ar y cynllun cyfan
send-keep = Ei gadw
send-keep-lead = Mae’r cynllun wedi’i gadw ar y ddyfais hon. Gallwch ddod yn ôl unrhyw ddiwrnod. Mae rhestr eich cynlluniau’n dweud tan pryd.
send-keep-session = Mae’r cynllun wedi’i gadw nes i chi gau’r tab hwn. Cadwch ef mewn ffeil i ddod yn ôl yn nes ymlaen.
send-keep-not = Nid yw’r porwr hwn yn cadw’r cynllun. Cadwch ef mewn ffeil i ddod yn ôl yn nes ymlaen.
send-heading = Ei anfon at: { $company }
send-heading-plain = Ei anfon
send-lead = Rhowch y ddolen mewn e-bost neu neges, neu atodwch y ffeil. Nid yw’r dudalen hon yn anfon dim ei hun.
send-lead-or = Neu rhowch y ddolen mewn e-bost neu neges, neu atodwch y ffeil.
send-copy-link = Copïo’r ddolen
send-save-file = Cadw fel ffeil
send-no-link = Mae’r cynllun hwn yn rhy hir ar gyfer dolen. Anfonwch y ffeil.
send-copied = Mae’r ddolen wedi’i chopïo. Rhowch hi mewn neges.
send-saved-not = Ni chymerodd y porwr y ffeil. Rhowch gynnig arall arni.
send-anyone = Gall unrhyw un sydd â’r ddolen neu’r ffeil ddarllen y cynllun.
send-answer-how = Mae’r cwmni’n ateb â dolen neu ffeil. Agorwch hi ar y ddyfais hon.
send-answer-here = Gofynnwch i’r cwmni ateb â ffeil, a gadewch y ffenestr hon ar agor. Dim ond yma y gellir agor yr ateb.
offer-to = Ei gynnig i’r cwmni hwn: { $company }
offer-within = Ychwanegu un frawddeg: “Mae hyn o fewn yr hyn mae fy nghyllideb yn ei ddangos.” Nid yw eich ffigurau’n cael eu rhannu.

## A plan that came as a link

received-heading = Cynllun i chi
received-lead = Mae’r ddolen hon yn dal cynllun. Sut hoffech chi ei agor?
received-mine = Fy nghynllun fy hun yw hwn
received-company = Rwy’n gweithio i’r cwmni
received-kept = Mae’r hyn sydd gennych chi o’r cynllun hwn yn aros. Mae’r hyn sy’n newydd yn cael ei ychwanegu.
link-damaged = Mae’r ddolen hon wedi’i thorri’n fyr neu wedi’i newid. Gofynnwch amdani eto, neu am y ffeil.
link-gone = Roedd y cynllun yn y ddolen, a dim ond unwaith mae’r ddolen yn cael ei defnyddio. Agorwch hi eto i weld y cynllun. Os gwnaethoch ei hagor o’r blaen, edrychwch ar y cynlluniau ar y ddyfais hon.

## The company's answer

answer-lead = { $who } sy’n cynnig y cynllun hwn. Does dim cytundeb eto.
answer-within = Maen nhw’n dweud ei fod o fewn yr hyn mae eu cyllideb yn ei ddangos.
answer-by = Gofynnir am ateb erbyn { $date }.
answer-late = Roedd y taliad cyntaf yn ddyledus ar { $date }. Awgrymwch un diweddarach: gyda’r un hwn maen nhw ar ei hôl hi o’r dechrau.
answer-accept = Cytuno i’r cynnig hwn
answer-change = I awgrymu newid, symudwch y cynllun uchod a’i gynnig. Mae’r cynnig yn aros ar gofnod.
answer-decline = Dweud na, a dweud pam
answer-reason = Pam nad oes modd cytuno i hyn
answer-reason-hint = Bydd y person yn darllen hyn. Dywedwch beth fyddai’n bosibl.
answer-reason-empty = Dywedwch pam, er mwyn iddyn nhw allu newid y cynllun.
answer-decline-press = Dweud na i’r cynnig hwn
answer-accepted = Rydych chi wedi cytuno i’r cynnig. Anfonwch ef atyn nhw. Bydd wedi’i gytuno pan fyddan nhw wedi ei agor a’i anfon yn ôl.
answer-declined = { $who } a ddywedodd nad oes modd cytuno i’r cynnig. Dyma pam:
answer-declined-next = Gallwch newid y cynllun a’i gynnig eto.
answer-you-declined = { $who } a wnaeth gynnig nad oeddech yn gallu cytuno iddo. Dyma a ddywedoch:
answer-you-declined-next = Byddan nhw’n ei ddarllen pan anfonwch ef: mae’r ffyrdd isod. Gallwch hefyd newid y cynllun a’i gynnig.
happened-declined = { $who } a ddywedodd na i’r cynnig.
ended-offer = Nid yw’r cynnig yn sefyll mwyach.

## The company's public rules

limits-heading = Beth mae’n rhaid i’r cwmni edrych arno
limits-offer-anyway = Gallwch gynnig y cynllun hwn er hynny. Person yn y cwmni sy’n penderfynu.
limits-within = Mae hyn o fewn yr hyn y gall y cwmni gytuno iddo heb ofyn.
limit-smallest = Gall gytuno i { $limit } y mis neu fwy heb ofyn.
limit-longest = { $limit ->
    [one] Gall gytuno i gynlluniau o hyd at un mis heb ofyn.
    [two] Gall gytuno i gynlluniau o hyd at { $limit } fis heb ofyn.
   *[other] Gall gytuno i gynlluniau o hyd at { $limit } mis heb ofyn.
}
limit-first = { $limit ->
    [one] Mae’n disgwyl y taliad cyntaf o fewn un diwrnod.
    [two] Mae’n disgwyl y taliad cyntaf o fewn { $limit } ddiwrnod.
   *[other] Mae’n disgwyl y taliad cyntaf o fewn { $limit } diwrnod.
}
limit-frequency = Nid yw wedi dweud ei fod yn cymryd taliadau mor aml â hyn.
limit-no-reduction = Nid yw wedi dweud ei fod yn tynnu dim oddi ar y ddyled.
limit-reduction = Gall dynnu hyd at { $limit } y cant i ffwrdd heb ofyn.
limit-break = { $limit ->
    [one] Gall gytuno i saib o hyd at un mis heb ofyn.
    [two] Gall gytuno i saib o hyd at { $limit } fis heb ofyn.
   *[other] Gall gytuno i saib o hyd at { $limit } mis heb ofyn.
}
limit-lower = { $limit ->
    [one] Gall gytuno i daliadau is am hyd at un mis heb ofyn.
    [two] Gall gytuno i daliadau is am hyd at { $limit } fis heb ofyn.
   *[other] Gall gytuno i daliadau is am hyd at { $limit } mis heb ofyn.
}
rule-source = { $source }, { $date }.
rules-credit-file = Sut mae hyn yn cael ei adrodd
rules-later = Beth sy’n dod wedyn
rules-review = Bydd y cwmni’n edrych ar y cynllun eto ar ôl { $days ->
    [one] diwrnod
    [two] { $days } ddiwrnod
   *[other] { $days } diwrnod
}.
rules-change-your-mind = Ar ôl galwad gallwch ddweud am { $days ->
    [one] ddiwrnod
    [two] { $days } ddiwrnod
   *[other] { $days } diwrnod
} nad dyna beth y cytunoch arno.
rules-consequences = Beth all ddigwydd os na fydd cytundeb
rules-broken = Nid oedd modd darllen rheolau’r cwmni. Does dim ohonyn nhw’n cael ei ddefnyddio yma.
rules-not-yet = Mae rheolau’r cwmni’n dod i rym ar { $date }. Does dim ohonyn nhw’n cael ei ddefnyddio yma.
rules-over = Daeth rheolau’r cwmni i ben ar { $date }. Does dim ohonyn nhw’n cael ei ddefnyddio yma.
advice-web = Tudalen we

## What was said

remarks-heading = Beth gafodd ei ddweud
remarks-lead = Mae’r ddwy ochr yn gweld hyn. Gallwch ei dynnu’n ôl, ac yna bydd wedi mynd o’r ddwy ochr.
remarks-lead-sent = Byddan nhw’n gweld hyn pan anfonwch y cynllun. O hynny ymlaen mae ganddyn nhw, hyd yn oed os tynnwch ef yn ôl yma.
remarks-field = Beth hoffech chi ei ddweud?
remarks-empty = Ysgrifennwch rywbeth yn gyntaf.
remarks-kind = Beth ydyw
remarks-remark = Sylw am y cynllun.
remarks-reason = Pam newidiais i’r cynllun ddiwethaf.
reason-ready-made = Rhesymau i ddewis ohonyn nhw
reason-less-in = Mae llai o arian yn dod i mewn gen i.
reason-more-out = Mae fy miliau’n costio mwy.
reason-pay-day = Mae hyn yn cyd-fynd â’r diwrnod pan fydda i’n cael fy nhalu.
reason-sooner = Rydw i eisiau gorffen yn gynt.
reason-fits-better = Mae hyn yn cyd-fynd yn well â’r hyn a ddywedoch wrthon ni.
reason-our-rules = Nid yw ein rheolau’n caniatáu’r cynllun blaenorol.
reason-was-wrong = Roedd ffigur yn anghywir.
reason-sensitive = Ydy hyn am eich iechyd neu’ch teulu? Dewiswch “Rhywbeth sydd ei angen arna i”. Yno rydych chi’n dweud beth y gellir ei wneud ag ef.
remarks-need = Rhywbeth sydd ei angen arna i. Mae’n hysbys ar gyfer y cynllun hwn yn unig.
remarks-need-kept = Rhywbeth sydd ei angen arna i. Caiff y cwmni ei gadw gyda’r cyfrif.
remarks-say = Dweud
remarks-take-back = Tynnu hwn yn ôl
remarks-by = { $when }, { $who }:
remarks-is-need = Mae ei angen, ac mae’n hysbys ar gyfer y cynllun hwn yn unig.
remarks-is-need-kept = Mae ei angen. Caiff y cwmni ei gadw gyda’r cyfrif.

## Y clo cyfrinair

save-locked = Mae’r cynllun hwn wedi’i gloi yn y tab hwn. Cadwch ef mewn ffeil, neu datglowch ef o’ch cynlluniau.
open-locked = Mae’r cynllun hwn ar y ddyfais hon eisoes, wedi’i gloi â chyfrinair. Datglowch ef o’ch cynlluniau yn gyntaf. Yna agorwch hwn eto.
open-locked-type = Mae’r cynllun hwn ar y ddyfais hon eisoes, wedi’i gloi â chyfrinair. Teipiwch y cyfrinair, ac mae’n mynd ymlaen.
file-locked = Rhan o gynllun wedi’i gloi yw hon. Mae’n agor dim ond lle cafodd ei chloi.
lock-press = Cloi â chyfrinair
lock-heading = Cloi’r cynllun hwn â chyfrinair
lock-lead = O hynny ymlaen, dim ond â’i gyfrinair y mae’r cynllun hwn yn agor ar y ddyfais hon. Rydych chi’n ei deipio eto bob tro y bydd y dudalen yn ail-lwytho.
lock-forget = Os anghofiwch chi ef, all neb agor y cynllun hwn, na ni na’r cwmni. Cadwch gopi mewn ffeil yn gyntaf.
lock-passphrase = Cyfrinair
lock-again = Yr un cyfrinair unwaith eto
lock-new = Cyfrinair newydd
lock-show = Dangos yr hyn rwy’n ei deipio
lock-type = Teipiwch gyfrinair.
lock-differ = Nid yw’r ddau yr un fath. Teipiwch ef unwaith eto, neu dangoswch ef.
lock-length = Mae un hirach yn anoddach ei ddyfalu. Mae pedwar neu bum gair nad ydynt yn perthyn i’w gilydd yn ddechrau da.
lock-short = Hyd: { $count }. Gallai cyfrifiadur ddyfalu hyn.
lock-medium = Hyd: { $count }. Anodd ei ddyfalu, os nad yw’n ddywediad nac yn enw.
lock-long = Hyd: { $count }. Anodd iawn ei ddyfalu, os nad yw’n ddywediad nac yn enw.
lock-name = Enw yn y rhestr
lock-name-hint = Gall unrhyw un sy’n defnyddio’r ddyfais hon ddarllen yr enw hwn. Gallwch ei adael yn wag.
lock-do = Cloi’r cynllun hwn
lock-cancel = Ei adael fel y mae
lock-busy = Mae hyn yn cymryd eiliad. Mae’n araf fel na all neb roi cynnig ar lawer o gyfrineiriau.
lock-elsewhere = Mae’r cynllun hwn ar agor mewn ffenestr arall. Caewch y ffenestr honno yn gyntaf.
lock-meanwhile = Newidiwyd y cynllun hwn mewn ffenestr arall. Ni wnaed dim byd yma. Edrychwch arno yno, neu ail-lwythwch y dudalen hon a rhoi cynnig arall arni.
lock-wrong = Nid yw’r cyfrinair hwn yn agor y cynllun. Gwiriwch briflythrennau a bylchau, a rhowch gynnig arall arni.
lock-done = Mae’r cynllun wedi’i gloi.
lock-title = Cynllun wedi’i gloi
lock-closed = Wedi’i gloi
lock-closed-lead = Mae’r cynllun hwn yn agor â’i gyfrinair. Mae’n aros yma nes i chi ei ddileu.
lock-page = Mae’r cynllun hwn wedi’i gloi
lock-unlock = Datgloi
lock-open = Agor y cynllun hwn
lock-opened = Mae’r cynllun wedi’i ddatgloi yn y tab hwn.
lock-tab = Wedi’i gloi â chyfrinair. Mae wedi’i ddatgloi yn y tab hwn nes i chi ei gloi neu ail-lwytho’r dudalen.
lock-file = Nid yw ffeil rydych yn ei chadw ohono wedi’i chloi.
lock-now = Cloi nawr
lock-change = Newid y cyfrinair
lock-changed = Mae’r cyfrinair wedi’i newid.
lock-remove = Tynnu’r cyfrinair
lock-remove-lead = Heb gyfrinair, gall unrhyw un sy’n defnyddio’r ddyfais hon agor y cynllun hwn.
lock-remove-sure = Ie, ei dynnu
lock-removed = Mae’r cyfrinair wedi’i dynnu. Gall unrhyw un sy’n defnyddio’r ddyfais hon agor y cynllun hwn.

## A plan on two machines

title-join = Ymuno â chynllun
together-heading = Ar ddwy sgrin
together-lead = Gall y person arall weld y cynllun hwn ar ei ffôn neu ei gyfrifiadur ei hun. Mae’n teipio cod yr ydych chi’n ei ddweud.
together-invite = Ymuno â chod dros y ffôn
together-code-again = Gwneud cod newydd
together-opening = Yn gwneud cod
together-no-relay = Ni allwn gyrraedd yr ochr arall o’r fan hon. Mae eich cynllun yn ddiogel. Rhowch gynnig arall arni, neu anfonwch ef fel dolen neu ffeil.
together-say = Dywedwch: ewch i { $address }, dewiswch “Mae gen i god”, a theipiwch hwn.
together-until = Mae’r cod hwn yn gweithio unwaith, tan { $time }.
together-link = Anfon dolen yn lle hynny
together-send = Anfonwch y ddolen hon at yr ochr arall. Arhoswch ar y ffôn: byddwch yn cymharu pedwar gair cyn eu gadael i mewn.
together-link-life = Mae’r ddolen yn gweithio unwaith, am ddiwrnod, a dim ond tra bo’r dudalen hon ar agor.
qr-show = Ei dangos fel cod QR
qr-lead = Mae camera eu ffôn yn agor y ddolen.
qr-label = Cod QR y ddolen
qr-not = Mae’r ddolen hon yn rhy hir ar gyfer cod QR. Copïwch hi.
together-knocks-link = Mae rhywun eisiau ymuno. Gofynnwch pa bedwar gair y mae’n eu gweld. Gadewch i mewn os mai’r rhain ydynt.
together-stop = Rhoi’r gorau i aros
together-knocks = Mae rhywun eisiau ymuno. Teipiodd y cod hwn.
together-let-in = Gadael i mewn
together-keep-out = Cadw allan
together-leave = Gadael yr alwad
together-here = { $who }: ar yr alwad. Rydych chi’ch dau yn gweld y cynllun hwn.
together-covered = Mae { $who } ar yr alwad.
together-awaited = { $who }: heb ateb eto. Mae’r sgrin hon yn dal i fyny.
together-not-admitted = { $who }: yn gweld y cynllun, ond heb allu ei newid eto. Agorwch y ffenestr i’w rhannu unwaith: bydd yn gadael i mewn.
together-lost = Mae’r cysylltiad wedi’i golli, a daw yn ôl ohono’i hun. Cedwir eich newidiadau ar y ddyfais hon.
together-away = { $who }: wedi colli’r cysylltiad. Gall ddod yn ôl ohono’i hun.
together-left = { $who }: wedi gadael yr alwad. Mae’r cynllun yn aros ar y ddyfais hon.
together-you-left = Rydych wedi gadael yr alwad. Mae’r cynllun yn aros ar y ddyfais hon.
together-over-expired = Bu’r cod hwnnw ar agor am ddeng munud ac mae wedi cau nawr. Gallwch wneud un newydd.
together-over-wrong = Teipiodd rhywun god anghywir, felly mae’r cod hwn wedi cau. Gallwch wneud un newydd.
together-over-tries = Daeth gormod o bobl â’r cod hwn, felly mae wedi cau. Gallwch wneud un newydd.
together-over-closed = Mae’r cod hwn wedi cau. Gallwch wneud un newydd.
join-heading = Ymuno â chynllun
join-start = Mae gen i god
join-start-note = Dywedodd rhywun ddeg digid wrthych ar y ffôn.
join-lead = Teipiwch y cod a ddywedwyd wrthych. Mae’r ddau ohonoch yn gweld y cynllun. Gallwch adael unrhyw bryd.
join-label = Y cod
join-hint = Deg digid, fel 48 291 – 13 074
join-button = Ymuno â’r cynllun
join-stop = Stopio
join-promise = Dim cyfrif. Ni all neb arall ddarllen.
join-going = Yn chwilio am yr ochr arall
join-no-relay = Ni allwn gyrraedd yr ochr arall o’r fan hon. Rydym yn dal i geisio. Gallwch hefyd ofyn am y cynllun fel dolen neu ffeil.
join-unheard = Does neb wedi ateb eto. Gwiriwch y cod gyda’r person a’i dywedodd wrthych. Gallwch stopio a’i deipio eto.
join-waiting = Mae’r cod yn gywir. Bydd yr ochr arall yn eich gadael i mewn ag un gwasgiad.
join-lead-link = Anfonwyd dolen at gynllun atoch. Mae’r ddau ohonoch yn gweld y cynllun. Gallwch adael unrhyw bryd.
join-compare = Darllenwch y pedwar gair hyn i’r ochr arall. Cewch eich gadael i mewn os yw’n gweld yr un rhai.
join-no-link = Nid yw’r ddolen hon yn gyfan. Gofynnwch amdani eto, neu am god.
join-dead-link = Nid yw’r ddolen hon yn agor y cynllun mwyach. Gofynnwch am ddolen newydd, neu am god.
join-no-code = Teipiwch bob un o ddeg digid y cod, fel 48 291 – 13 074
join-wrong-code = Nid yw’r cod hwnnw’n agor cynllun. Mae wedi cau nawr. Gofynnwch am god newydd, a theipiwch hwnnw.
join-expired = Mae’r cod hwnnw’n rhy hen. Gofynnwch am god newydd, a theipiwch hwnnw.
join-kept-out = Ni adawodd yr ochr arall chi i mewn. Gofynnwch iddynt, a theipiwch god newydd.
join-here = Cedwir y cynllun hwn yn y consol ar y ddyfais hon. Ymunwch ar ddyfais arall.
join-none = Ni allwch ymuno â chod yma. Gofynnwch am y cynllun fel dolen neu ffeil.
