### The words of the app in British English; each message becomes a function, see crates/plan-words.
### How they are written is in docs/wording.md, and a test holds them to it.

## The whole app

app-name = Plan Negotiator
title-start = Plan Negotiator
title-console = PRIVATE – console · { $ref }
title-share = SHARE THIS – Repayment plan
title-share-wait = SHARE THIS – One moment
share-heading = Repayment plan
title-alone = My repayment plan
title-drafts = Plans on this device
title-check = Check a signed document
title-numbers = How the numbers work
title-unknown = There is no page here
skip-to-content = Skip to the plan
back-to-start = Back to the start
close = Close

## Start

start-lead = Two people work out a repayment plan together. Both can move it, and both see what changes.
start-alone = I want to look at this on my own
start-alone-note = Nothing is sent to anyone. You choose if and when.
start-console = I work here: open the console
start-console-note = For agents, on a call or at a desk.
start-check = Check a signed document
start-check-note = The file stays with you. After the first time it works without the internet too.
start-drafts = Plans on this device
start-numbers = How the numbers work
start-promise = Free. No account. It stays on this device. You can stop at any time.
start-advice = You can get free debt advice. Call StepChange on 0800 138 1111, or National Debtline on 0808 808 4000.
unknown-lead = This address leads nowhere. Your plans are safe on this device.

## Languages

language-label = Language
language-en = English
language-cy = Cymraeg
language-draft = These words are a draft translation. Nobody who knows the law has checked them yet. The document itself is in English.

## Dates, where the browser does not know the language

date-long = { $day } { $month } { $year }
date-of-month = { $month } { $year }
date-month = { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[other] December
}
date-month-short = { $month ->
    [1] Jan
    [2] Feb
    [3] Mar
    [4] Apr
    [5] May
    [6] Jun
    [7] Jul
    [8] Aug
    [9] Sept
    [10] Oct
    [11] Nov
   *[other] Dec
}
date-weekday = { $day ->
    [1] Monday
    [2] Tuesday
    [3] Wednesday
    [4] Thursday
    [5] Friday
    [6] Saturday
   *[other] Sunday
}

## How the numbers work

numbers-lead = Here is every rule on one example. The page works it out as it would your own plan.
numbers-example = The example
numbers-example-owed = { $owed } is owed on two bills. Interest is { $rate } % a year, counted by the day. It is paid in six months, and one month has a charge.
numbers-total = The total is { $total }: { $owed } of debt, { $interest } of interest and { $charges } of charges.
numbers-dates = Dates
numbers-dates-text = Payments are due on the last day of each month: { $first }, { $second }, { $third }. Each date is counted from the first one, so a short month shortens only its own.
numbers-interest = Interest
numbers-interest-text = The first { $days } days: { $owed } × { $rate } ÷ 100 × { $days } ÷ 365 = { $exact }…
numbers-interest-rounded = It is rounded once, to { $rounded }. A half goes up. Nothing else is rounded on the way.
numbers-order = What a payment pays
numbers-order-text = The payment of { $payment } on { $date } pays { $charges } of charges first, then { $interest } of interest. The other { $principal } comes off the debt.
numbers-carried = Interest that a payment does not cover is paid later. It bears no interest itself.
numbers-level = The regular payment
numbers-level-text = It is the one amount that ends with nothing owed, on these dates and at this rate. Here it is { $level }. Charges come on top.
numbers-last = The last payment takes what rounding has left: { $last }.
numbers-share = Two bills
numbers-share-text = Of the first { $principal } that comes off the debt, { $a } goes to the larger bill and { $b } to the smaller.
numbers-share-whole = The parts always make the whole. A penny left over goes where rounding down took most.
numbers-sure = What you can rely on
numbers-sure-text = Money is counted in whole pennies. The payments add up exactly to what is owed, with interest and charges.
numbers-sure-same = Both sides work it out from the same terms, and get the same figures.
numbers-column-charges = Charges
numbers-column-interest = Interest
numbers-column-debt = Off the debt

## The case

case-heading = What this is about
case-lead = Fill in what you know, or drop a case file here. You can change it later.
case-lead-alone = Or start a new plan. Fill in what you know. You can change it later.
case-owed-to = Who is owed
case-reference = Their reference
case-balance = What is owed, in { $unit }
case-agent = Your first name, as the other side will see it
case-person = Full name of the person paying
case-person-name = Your first name, if you like
case-file = Open a case file or a plan
case-paste = Paste a case
case-paste-hint = The text that your own system gives you.
case-paste-use = Use this text
case-start = Start the plan
case-from = Reference: { $ref }
case-looks-wrong = This looks wrong
case-looks-right = It is right after all
case-correct = Correct this
case-correct-save = Save the correction
case-doubted = { $who } said that these figures look wrong. Check them together before you go on.
case-you-doubted = You said that these figures look wrong. The other side sees that.
case-you-doubted-alone = You said that these figures look wrong. Ask the company for the right ones before you offer anything.
case-owed = { $amount } owed to { $company }
case-owed-plain = { $amount } owed
case-arrears = { $amount } of it is overdue
case-balance-as-of = As of { $date }
problem-case = The case could not be read. Nothing of it was used.
problem-line = { $path }: { $remedy }

## The plan in words

every-weekly = every week
every-fortnightly = every two weeks
every-four-weekly = every four weeks
every-twice-monthly = twice a month
every-monthly = every month
every-quarterly = every three months
every-months = { $count ->
    [one] every month
   *[other] every { $count } months
}
every-days = { $count ->
    [one] every day
   *[other] every { $count } days
}
result-sentence = { $amount } { $every }, from { $first }. Finished by { $finish }.
result-one = One payment of { $amount } on { $first }.
result-changing = Payments change along the way, { $every }, from { $first }. Finished by { $finish }.
result-last = The last payment is { $amount }.
result-problem = This plan does not work out yet.
result-kept = Below is the last plan that did.
fact-each = Each payment
fact-first = First payment
fact-finish = Finished by
fact-count = Payments
fact-total = In total
fact-reduction = Taken off
fact-still-owed = Still owed after this plan
fact-interest = Interest in it
fact-charges = Charges in it
fact-apr = APR
fact-apr-pending = …
fact-varies = It changes
deposit-sentence = { $amount } to start, on { $date }.
reduction-settles = { $amount } is taken off. Paying this plan settles the debt in full.
reduction-on-completion = { $amount } is taken off with the last payment. Then the debt is settled in full.
reduction-on-completion-continues = { $amount } is left out of this plan with the last payment. It is still owed afterwards.
reduction-continues = { $amount } is left out of this plan. It is still owed afterwards.
note-no-effect = One change touches no payment: { $what }.
note-capped = The payment on { $date } is lowered to what is left.
note-long-break = The break is longer than the rest of the plan.
note-large-last = The last payment, { $amount }, is more than twice the usual one.
chart-sentence = Left to pay in this plan: { $start } now, { $half } by { $middle }, nothing after { $finish }.
chart-title = Balance after each payment
chart-now = Now
schedule-heading = Every payment
schedule-summary = { $count ->
    [one] { $count } payment
   *[other] All { $count } payments
}
schedule-window = Payments { $from } to { $to } of { $count }
schedule-earlier = Earlier payments
schedule-later = Later payments
schedule-n = No.
schedule-due = Due
schedule-payment = Payment
schedule-balance = Left to pay
schedule-deposit = First payment
schedule-charge = Charge
schedule-changed = changed

## Controls

controls-heading = The plan
control-amount = How much, in { $unit }
control-every = How often
control-first = First payment
control-first-hint = { $weekday }. To change it, type a day like 28 12 2026 or 28 December.
control-finish-hint = Type a day like 28 12 2026 or 28 December.
control-more = { $what }: more
control-less = { $what }: less
control-later = One day later
control-earlier = One day earlier
control-amount-range = How much, by sliding
control-count = How many payments
control-deadline = Finished by
control-hold = What stays as it is when something else moves
hold-amount = The amount
hold-count = The number of payments
hold-finish = The finish date
held-amount = The amount is fixed. The rest follows from it.
held-count = The number of payments is fixed. The rest follows from it.
held-finish = The finish date is fixed. The rest follows from it.
field-suggests = { $who } suggests { $value }.
field-use = Use it
field-keep = Keep mine
add-heading = Add to the plan
add-length = Length
add-deadline = Deadline
add-deposit = Deposit
add-lower = Lower for now
add-break = Break
add-step = Step
add-reduction = Reduction
add-working-days = Only on working days
added-remove = Take out: { $what }
deposit-heading = Deposit
deposit-amount = Deposit, in { $unit }
deposit-due = Paid on
lower-heading = Lower for now
lower-amount = Lower payment, in { $unit }
change-from = From
change-until = Until
break-heading = Break: no payments
step-heading = Step: another amount from a day on
step-amount = New payment, in { $unit }
reduction-heading = Reduction
reduction-percent = Taken off, per cent
reduction-amount = Taken off, in { $unit }
reduction-by-percent = By per cent
reduction-by-amount = By an amount
reduction-after = After the plan
reduction-settled = The debt is settled
reduction-still-owed = That part is still owed
single-heading = One payment on { $date }
rate-heading = Interest at { $rate } per cent from { $from }
working-days-heading = Payments move to the next working day in England and Wales
undo = Undo
redo = Redo
try-alone = Try it on my own
trying = You are trying this on your own. Nobody else sees it.
trying-announced = You are trying this. They still see { $amount }.
trying-announced-plain = You are trying this. They still see the plan from before.
suggest = Suggest this
drop-trial = Go back to the shared plan

## What is wrong with what was typed

typed-amount = Enter an amount in { $unit }, like 85 or 85.50
unit-pounds = pounds
typed-amount-zero = Enter an amount above zero, like 85
typed-amount-negative = Enter an amount without a minus, like 85
typed-amount-decimals = Use at most { $limit } digits after the point, like 85.50
typed-amount-large = This amount is too large for a plan. Check the number of digits.
typed-amount-ambiguous = Is it { $large } or { $small }? Type it in one of these ways.
typed-count = Enter a whole number of payments, like 24
typed-count-limit = A plan can have at most { $limit } payments. Choose a longer gap or a larger amount.
typed-percent = Enter a percentage from 0 to 100, like 10
typed-date = Enter a day, a month and a year, like 28 12 2026
day-is-over = Choose today or a later day.
typed-date-month = There are 12 months in a year. Check the month.
typed-date-day = That month has { $days } days. Check the day.
typed-date-years = Enter a year from { $first } to { $last }

## What is wrong with the plan

plan-too-many = This takes more than { $limit } payments. The smallest amount that works is { $suggestion }.
plan-too-many-plain = This takes more than { $limit } payments. Choose a larger amount, or an earlier deadline.
plan-first-too-early = The first payment is too early. Choose { $limit } or later.
plan-deposit-too-early = The deposit is too early. Choose { $limit } or later.
plan-reversed = The end comes before the start. Choose { $limit } or later.
plan-overlap = Two of these share days. Make one end before the other starts.
plan-not-due = No payment is due on that day. The nearest is { $suggestion }.
plan-nothing-left = That takes off all that is owed. Take off less.
plan-deposit-all = That deposit pays it in full. Choose a smaller one.
plan-past = This plan runs past the year 2200. Choose a larger amount.
plan-no-payment = No payment is due by then. The first one is on { $suggestion }.
plan-no-payment-plain = No payment is due by then. Choose a later date.
plan-changes-too-much = The fixed payments add up to { $value }, and only { $limit } is owed. Lower one of them.
plan-nothing-to-adjust = Every payment is fixed, so nothing is left to work out. Choose the amount instead.
plan-too-coarse = Rounding pays it off before the last payment. Choose fewer payments.
plan-no-holidays = Bank holidays are known from 2019 to 2100 only. Choose dates in those years.
plan-duplicate = Two of these start on the same day. Move one.
plan-interest-not-covered = These payments do not cover the interest. The smallest amount that works is { $suggestion }.
plan-interest-not-covered-plain = These payments do not cover the interest. Choose a larger amount.
plan-day = The first date does not fit the days of the month that were chosen.
plan-other = Something in this plan does not fit together yet.

## What happened

who-you = You
who-agent = The agent
who-person = The person paying
changed-heading = What changed
changed-none = Nothing has changed yet.
changed-amount = { $who } changed the amount from { $before } to { $after }.
changed-held-amount = { $who } set the amount to { $after }.
changed-count = { $count ->
    [one] { $who } set the plan to { $count } payment.
   *[other] { $who } set the plan to { $count } payments.
}
changed-deadline = { $who } set the finish date to { $after }.
changed-every = { $who } changed how often: { $after }.
changed-first = { $who } moved the first payment from { $before } to { $after }.
changed-deposit = { $who } set a deposit of { $amount } on { $date }.
changed-deposit-out = { $who } took the deposit out.
changed-reduction-percent = { $who } set a reduction of { $after } per cent.
changed-reduction-amount = { $who } set a reduction of { $after }.
changed-reduction-out = { $who } took the reduction out.
changed-lower = { $who } set { $amount } a payment from { $from } to { $until }.
changed-break = { $who } set a break from { $from } to { $until }.
changed-step = { $who } set { $amount } a payment from { $from } on.
changed-single = { $who } set the payment on { $date } to { $amount }.
changed-rate = { $who } set the interest to { $rate } per cent from { $from } on.
changed-out = { $who } took a change out of the plan.
changed-starts = { $who } set the plan to count from { $date }.
changed-allocation = { $who } changed how payments are shared among the debts.
changed-charges = { $who } set charges of { $amount } in all.
changed-charges-out = { $who } took the charges out.
changed-interest = { $who } set the interest to { $rate } per cent a year.
changed-interest-out = { $who } took the interest out.
changed-early = { $who } set a price for paying off early: { $percent } per cent less, by { $date }.
changed-early-out = { $who } took the price for paying off early out.
changed-missed = { $who } changed what happens when a payment is missed.
changed-working-days = { $who } changed the rule for working days.
changed-rounding = { $who } changed how amounts are rounded.
changed-owed = { $who } corrected what is owed to { $amount }.
cause-undo = Taken back: { $what }
cause-redo = Brought back: { $what }
cause-suggest = Suggested: { $what }
ended-proposal = The proposal no longer stands.
ended-answer = The plan changed as it was being agreed. Nothing is agreed yet.
ended-agreement = What was agreed no longer stands.
happened-opened = { $who } started the plan.
happened-case = { $who } corrected what this is about.
happened-proposed = { $who } proposed this plan.
happened-accepted = { $who } agreed to it.
happened-agreed = Both sides said yes to this plan.
happened-agreed-undone = { $who } took up the answer, but nothing came of it.
happened-changed-unseen = { $who } made a change that is not here any more.
happened-paused = { $who } asked for a minute.
happened-paused-over = { $who } is ready to go on.
happened-left = { $who } left.
happened-called = { $who } recorded that this was agreed on the telephone.
happened-offered = { $who } made this plan an offer.
happened-withdrawn = { $who } took it back.
happened-live = { $who } showed the plan again.
happened-blank = { $who } covered the other screen.
happened-frozen = { $who } held the other screen, to try something.
happened-doubt = { $who } said that the figures look wrong.
happened-doubt-over = { $who } said that the figures are right.
happened-in-person = { $who } said that the person is there.
happened-in-person-over = { $who } said that the person is no longer there.
happened-signed = { $who } signed.
happened-signed-as = The name signed is { $name }. The plan was made for another name.
at-time = { $time }

## Looking back

look-back = Look back
look-back-heading = The plan as it was
look-back-at = This is the plan as it was at { $time }. You are looking back.
look-back-place = Step { $at } of { $of }.
look-back-incomplete = A change before this is not here any more. The plan may have looked different.
look-back-moved = The plan has changed meanwhile. Go back to now to see it.
look-back-earlier = Earlier
look-back-later = Later
look-back-now = Back to now
look-back-show = Show the plan at step { $at }

## The two windows

here = The other window is open.
not-here = The other window is not open. You can go on.
left = The other window was closed. You can go on.
arrived = The other window is open now.
dragging = The other side is moving a control.
away-heading = What changed while you were away
news-other-version = A window of another version is open. Reload both windows.
news-not-ours = Something arrived that this page could not read. It was left out.
news-too-large = Something arrived that was too large. It was left out.
news-refused = A change arrived that does not add up. It was left out.
news-full = This plan has had 2,000 changes, and has no space for more. Save it as a copy to go on.
refused-not-live = The shared plan is held still. It can be changed when it is shown again.
refused-trying = You are trying something on your own. Go back to the shared plan first.
refused-problems = This plan does not work out yet, so it cannot be proposed.
refused-full = This plan has had 2,000 changes. Save it as a copy to go on.
refused-too-large = That is too much in one change. Make it in smaller ones.
refused-forked = Two histories of this plan came together that cannot both be true. Nothing can be agreed here. Save the plan as a file.
refused-superseded = The plan was changed or signed meanwhile. Nothing was recorded.
refused-not-admitted = This plan was begun on another device. Here you can read it, and save it as a copy to go on.
news-not-signed = Your browser could not sign the last change. It was taken back.
open-elsewhere = This plan is open in another window of yours. You change it there, and see it here.
open-go-on = Go on here
open-go-on-how = Go on there, or go on here. If nothing happens here, go on there.
open-given-way = You went on with this plan in another window. The plan is kept there.
open-on-its-own = The key of this plan is not on this device. So it goes on here as a plan of its own, as it stood.
open-no-crypto = This browser cannot sign here. Open this page with a newer browser, or with https.
refused-not-ready = The plan has not arrived yet.
private-mark = PRIVATE
share-mark = SHARE THIS
console-lead = Only you see this window. Share the other one.
open-share = Open the window to share
share-waiting = Waiting for the plan. Keep the console open.
share-blank = One moment
share-blank-note = { $who } is with you in a moment.
share-frozen = { $who } is trying something. This is the plan from { $time }.
share-footer = Nothing is agreed yet.
share-footer-agreed = This plan is agreed.
share-controls = Change the plan yourself
see-heading = What they see
see-live = They see the plan as it is.
see-blank = They see “One moment”.
see-frozen = They see the plan from { $time }.
see-not-yet = Their window shows nothing of the plan. First ask the questions at the top.
see-by-file = They see what you send them. Nothing from here reaches them before that.
see-nobody = No window of theirs is open.
see-then-live = Once one is, it shows the plan as it is.
see-then-covered = Once one is, it is covered.
see-then-held = Once one is, it shows the plan from { $time }.
see-without-trial = They see the plan without what you try.
see-blank-button = Cover their screen
see-freeze-button = Try something, and hold their screen
see-live-button = Show the plan again
see-live-drop = Show the plan again, without what I tried
notes-heading = Your notes and limits
notes-lead = Kept on this device. Never sent, never in the document.
notes-label = Notes
limits-label = What you may agree to
prompt-heading = To ask
prompt-1 = What would you like to sort out today?
prompt-2 = What would a manageable amount look like?
prompt-3 = Which day after payday suits you?
prompt-4 = What should happen if a month is difficult?
prompt-next = Another question
alone-lead = This stays on this device. The company cannot see it.

## The opening of a call

checks-heading = Before you begin
checks-lead = Until you know who is there, the other screen shows no name, no amount and no company.
checks-private = Only how you checked is noted here, never the answers. It stays on this device.
checks-person = How did you check that this is the right person?
checks-by-birth = Date of birth and postcode
checks-by-questions = Questions they set up
checks-by-password = Password or code word
checks-by-code = A code sent to them
checks-by-call-back = Called back on their number
checks-by-papers = Papers at the desk
checks-wrong = This is somebody else
checks-ask = Then ask
checks-ask-time = Is this a good time, and can you talk in private?
checks-ask-acting = Does somebody act for you, or help you with this?
checks-ask-shield = Are you in breathing space or bankruptcy, or does an adviser deal with this?
checks-ask-disputed = Is there anything about what is owed that you do not agree with?
checks-clear = A good time, and nothing else to note
checks-go-on = A good time: go on
checks-later = Not a good time
checks-acting = Somebody acts or helps
checks-breathing-space = Breathing space
checks-insolvency = Bankruptcy or debt relief
checks-adviser = An adviser deals with it
checks-disputed = They dispute it
checks-disputed-over = They dispute it no more
checks-first = First ask the questions at the top. Then the plan can be proposed.
checks-to-top = To the questions
checks-line-person = Right person checked by: { $how }
checks-line-at = at { $time }
checks-line-talk = can talk
checks-line-acting = { $name } acts or helps: { $by } ({ $seen })
checks-line-disputed = they dispute it
checks-line-none = Before you begin: nothing noted for this plan
checks-acting-lead = Whoever acts or helps can look and suggest. Agreeing and signing stay with the person who owes this.
checks-acting-name = Their name
checks-acting-empty = Enter their name, like Kim Lee.
checks-acting-by = Why they may act or help
checks-by-helps = they help, and decide nothing
checks-by-said = the person said so on this call
checks-by-letter = a letter from the person
checks-by-attorney = a power of attorney
checks-by-guardian = a deputy or guardian
checks-acting-seen = How that was checked
checks-seen-not-yet = not checked yet
checks-seen-confirmed = the person confirmed it
checks-seen-paper = the paper was seen
checks-seen-register = in a public register
checks-acting-save = Note this
checks-acting-none = Nobody acts or helps any more
checks-acting-unnamed = The other screen says that somebody helps. Note who it is.
checks-disputed-do = They say that something about what is owed is wrong. Ask what it is and note it. Say who will look into it, and by when.
checks-disputed-hold = Whether interest and letters wait for that is for your company to decide. This page puts nothing on hold.
stop-heading = Stop here
stop-lead = Nothing can be proposed until this is settled.
stop-covered = The other screen shows nothing of the plan.
stop-wrong = Say nothing about a plan, a bill or a company. Thank them, and end the call.
stop-wrong-kept = If they joined on a device of their own, what it got stays there.
stop-lost = The connection is lost. Until it is back, their device may still show the plan.
stop-wrong-next = Before you call again, compare the number with the one in your own system.
stop-later = Ask when it suits them, and how they like to be reached. Note it, and end the call.
stop-later-next = Nothing about the plan is said while others can hear.
stop-breathing-space = Ask since when, and who arranged it. Note it, and talk about no payments.
stop-insolvency = Ask who is in charge of it now, and how to reach them. Note it, and talk about no payments.
stop-adviser = Ask who the adviser is, and how to reach them. Note it, and talk about no payments.
stop-next = Then hand this to the people in your company who deal with it.
stop-hold = This page stops no interest, charges or letters. Your company has to, where the law says so. In breathing space in England and Wales it does.
stop-lift = This is settled: go on
door-checking = { $who } is checking that they have the right person.
door-lead = Until then nothing is shown here. You can close this page at any time.
minute-ask = I need a minute
minute-mine = You asked for a minute. Take your time: nothing is agreed while you think.
minute-over = I am ready to go on
minute-theirs = { $who } asked for a minute, at { $time }. Wait until they are ready.
minute-theirs-hint = Until then nothing can be proposed or agreed.
minute-gone = Their screen is not connected. Ask whether they are ready.
minute-go-on = They are ready: go on
minute-waits = This waits until the minute is over.
help-ask = I am helping somebody
help-mine = You are helping. You can look, change the plan and suggest. Only the person who owes this can agree or sign.
help-over = I owe this myself
help-waits = Agreeing and signing are not offered to whoever helps. Only the person who owes this can do that.
help-theirs = Somebody who acts or helps is at the other screen. They can suggest. Agreeing waits for the person who owes this.
help-theirs-over = The person who owes this is there now
refused-paused = Somebody asked for a minute. This can be done when it is over.
refused-helping = Whoever helps can look and suggest. Only the person who owes this can agree or sign.
recorded-by = This call may be recorded by { $company }. This page is not recording.
recorded = This call may be recorded. This page is not recording.

## Agreeing

agree-heading = Agreeing
agree-heading-offer = An offer
offer-heading = Your offer
offer-heading-sign = Signing it
agree-propose = Propose this plan
propose-checked = What was checked about what the person can afford
propose-checked-nothing = Nothing was checked.
propose-checked-phone = They told us by telephone what they can afford.
agree-checked-nothing = The document will say that nobody checked whether you can afford this plan.
agree-checked-phone = The document will say that you told us by telephone what you can afford.
agree-proposed-by-you = You proposed this plan. The other side can agree to it now.
agree-proposed-no-window = You proposed this plan. The other side can agree to it once their window is open.
agree-proposed-no-person = You proposed this plan. The person can agree to it here once you have said that they are beside you.
agree-proposed-by-file = You proposed this plan. Send it back below: they can agree on a device of their own.
agree-proposed = { $who } proposed this plan.
agree-accept = Agree to this plan
agree-withdraw = Take it back
agree-accepted = Agreed. Waiting for the other window.
agree-accepted-alone = You agreed. Send it to the company. It is agreed once they have sent it back.
agree-accepted-elsewhere = The company agreed to this offer. It was made in another window or on another device: open the answer there.
agree-offer-again = Offer this plan from here
agree-offer-again-lead = If that window or device is gone, you can offer the same plan once more.
agree-offer-changed = You changed the plan, so the offer as it was no longer stands. Propose the plan. { $who } can agree to it then.
agree-sealed = You both said yes. It is agreed once the other window has it as well.
agree-sealed-by-file = You both said yes. Send the plan back, so that they have it as well. Then it is agreed and can be signed.
agree-other-device = This was agreed in another window or on another device. Sign it there.
agree-other-device-offer = This offer was made in another window or on another device. Go on there.
agree-done = You both agree on this plan.
agree-change-again = Any change from here opens the plan again.
agree-change-signed = What is signed stays as it is. A change from here makes a new plan, to be agreed and signed again.
signed-before = A document was signed before the plan was changed. Its short code is { $code }.
signed-before-offer = The offer, as it was signed. Its short code is { $code }.
agree-need-person = To agree and sign here, the person has to be at the desk. Press this when they are.
agree-answer-by-file = Propose the plan and send it back: they answer on a device of their own. Should they be at the desk, press this.
agree-person-here = The person is here beside me
agree-person-away = The person has left
agree-wait-person = Agreeing on this screen is possible when the other side has said that you are at the desk.
agree-done-call = Agreed by telephone, and recorded here.
agree-done-offer = This is your offer. Nobody has agreed to it yet.
agree-done-offer-theirs = { $who } made this offer. Nobody has agreed to it yet.
agree-not-live = The other screen is covered or held still. Show the plan there first.
agree-again-at-desk = This was agreed while you were away from the desk. To sign it here, agree on it again at the desk.
agree-call-later = You agreed on the telephone. The company has recorded it, and you can ask for a copy.
agree-by-phone = We agree on the telephone
offer-lead = You can offer this plan to the company. An offer does not say that you owe this amount.
offer-missing = The company’s name, the reference or your name is not filled in. Without them the company may not find your account.
offer-late = The first payment comes before that day.
offer-here-only = All this is gone once this window is closed, and so is the way to open the company’s answer. Go on in a full page or in another browser first, and make the offer there.
offer-reply-by = Ask for an answer by
offer-reply-hint = The company can accept it, suggest a change, or decline it.
offer-make = Make this my offer
call-heading = Agreed on the telephone
call-lead = Read each sentence out, and tick it once it is read. Then ask them to say the plan in their own words.
call-tell-us-by = They can say that this is not what they agreed until
call-ticks = Read out
call-own-words = “Can you tell me in your own words?”
call-own-words-yes = Yes, it was the same plan
call-own-words-again = Another go
call-own-words-done = They said the plan in their own words.
call-own-words-not-yet = Read it out again. Use shorter steps, and leave time.
call-missing = Every sentence has to be read out, and they have to say the plan in their own words.
call-disputed = They dispute this. Say that it is the company’s figure, not that they owe it.
call-record = They agreed, on the phone
sign-heading = Sign
sign-not-now = You are trying something on your own. Go back to the shared plan to sign it.
sign-read = The whole document
sign-lead = Read it for as long as you like. A signature makes later changes visible.
sign-in-english = The document itself is in English.
sign-ticks = Tick each sentence that is true
sign-ticks-missing = Tick each sentence once it is true. If one is not, change the plan, or talk about it first.
sign-tick-read = I have read the dates and the amounts.
sign-tick-agreed = This is what we agreed.
sign-tick-call = This is what we agreed on the telephone.
sign-tick-offer = This is my offer. I do not confirm that I owe this amount.
sign-tick-my-time = I had time to think, and I know that I can ask for free debt advice first.
sign-tick-their-time = The person had time to think, and can have a copy.
sign-name-hint = As it shall stand in the signature, inside the file.
sign-continue = Go on to the last check
sign-check-heading = Last check
sign-check-name = You sign as { $name }.
sign-check-other = The plan is for { $name }. Sign with another name only if you may sign for them.
sign-back = Go back
sign-superseded = The other side signed or changed the plan meanwhile. Read it again, then sign once more.
stage-fetching = Getting what this needs.
stage-drawing = Writing the document.
stage-signing = Signing.
stage-checking = Checking it.
work-cancel = Stop
failed-stopped = Making the document stopped in the middle. Nothing is lost. Press once more.
failed-cancelled = Stopped. Nothing was signed, and nothing is lost.
failed-other-build = A new version of this page is there. Reload the page, then go on. Nothing is lost.
failed-no-network = There is no connection, and the part that makes and checks documents is not on this device yet. Connect, then try again. Nothing is lost.
failed-no-document = No document can be made of this plan. The plan is still here, and nothing is lost.
failed-unsound = A signature in this document does not fit it, so nothing was added. Change the plan, agree again, then sign again.
done-heading = Signed
done-reference = Reference { $ref }.
done-code = Short code of the plan: { $code }.
done-next-heading = What happens next
done-next-first = The first payment is { $amount } on { $date }.
done-next-first-offer = If they agree, the first payment is { $amount } on { $date }.
done-next-other = The other side signs next. Then the document is complete.
done-next-other-sent = Send it to the other side: they sign next. Then the document is complete.
done-next-keep = Save the document, and keep it for as long as you pay. Anyone can check it, without an account.
done-next-send = Send it to the other side once more, so that they have your signature as well.
done-next-call = Until { $date } they can say that this is not what they agreed.
done-next-offer = Send your offer to the company. The ways to do that are below. Nothing is agreed until they answer.
done-files = The document, to keep
done-other-files = The same in other forms
save-pdf = Save the document (PDF)
save-calendar = Save the dates for a calendar
save-data = Save the data
save-table = Save the payments as a table
copy-lines = Copy a short text
copied = Copied.
copied-not = The browser did not allow copying. Mark the text and copy it.
copied-what = Copied: { $what }.
copy-not = This browser did not copy it. Select the text, and copy it by hand.
copied-lines = The short text
copy-what = Copy: { $what }
payments-heading = Payments made
payments-lead = Write down what has come in. Only this window shows it.
payments-none = Nothing has come in yet. { $left } is still to be paid.
payments-sum = { $received } has been paid. { $left } is still to be paid.
payments-overdue = { $amount } of that is late.
payments-on-time = Nothing is late.
payments-all = Everything is paid.
payments-all-early = What has come in pays all that is owed now: paying early saves the interest that was to come.
payments-overpaid = { $amount } came beyond what is owed. It goes back to the person paying.
payments-rows = Each payment, and how far it is paid
payments-state = Paid
payment-date = Came in on
payment-date-hint = Leave it empty for today, or write a day, like 28 March 2027.
payment-date-form = For example 28 March 2027.
payment-amount = Amount in { $unit }
payment-amount-hint = For example 50.00
payment-add = Add payment
payment-added = { $amount } of { $date } is added.
payment-removed = The payment is taken out.
payment-line = { $amount } on { $date }
payment-remove = Take out { $amount } of { $date }
payment-to-come = That day is still to come. Write a day up to today.
payment-too-much = That is more than is left to pay: { $left }. Check the amount.
payment-too-many = No more than { $limit } payments can be kept here.
paid = Paid
paid-late = Paid late
paid-in-part = Late: { $left } is missing
not-paid = Late: { $left }
paid-ahead = Paid in part, { $left } to come
to-come = To come
again-heading = Plan the rest again
again-way = How
way-keep-amount = Same payments, for as long as it takes
way-keep-finish = Same last day, other payments
way-append-missed = What was missed follows at the end
way-re-amortise = What was missed is spread over the payments to come
way-shift = Put the next payment off
way-re-age = Start again with what is left
again-start = New day of the first payment
again-count = Number of payments
again-count-hint = For example 12
again-first-say = Write the new day to see the plan.
again-too-early = That is too early. Write { $limit } or a later day.
again-compare = The plan as agreed from here on, beside the new one
again-before = As agreed
again-after = New
again-left = Payments left
again-to-pay = Still to pay
again-costs = Interest and charges in it
again-history = If you use it, the history will say
again-use = Use this plan
again-used = This is the plan now. Both sides have to agree to it again.
again-same = This is the plan already.
again-not-now = It can be used once both sides see the plan as it stands.
set-up-heading = Set it up
set-up-lead = For your own system. This stays on this device.
set-up-reference = Reference
set-up-amount = Amount
set-up-every = How often
set-up-count = Number of payments
set-up-total = In total
set-up-day = Day of the month
set-up-first = First payment
set-up-last = Last payment
set-up-method = How they pay
set-up-button = It is set up on our system
set-up-done = Set up on our system at { $time }.
copy-given = How they got their copy
copy-none = No copy given yet
copy-post = By post
copy-large-print = By post, in large print
copy-email = By e-mail
copy-text = By text message
copy-on-screen = On the screen
copy-reason = Or why there is no copy
case-closed = This case can be closed.
case-open = A case is closed once a copy was given, or once it says why not.
notes-of-call = Notes of the call
notes-in-person = Agreed and signed in person, on the company’s device.
notes-agreed = Agreed by both sides.
notes-call = Agreed by telephone. The plan was read out, and said back in their own words.
notes-offer = An offer of the person paying.
notes-copy = Copy given: { $how }.
notes-no-copy = No copy given: { $why }
sign-name-agent = Your full name, signing for the company
sign-name-person = Your full name, as the person paying
sign-button = Sign the plan
sign-button-offer = Sign the offer
sign-name-empty = Enter your name as you write it.
sign-no-crypto = This browser cannot sign here. Open the page over https, or in another browser. Nothing is lost.
signed-by-you = You have signed.
save-summary = Save it as a web page
save-summary-done = Given to your downloads: { $name }
# Beside the link and the file, where the page around the frame may be sent the document. $name is the company's name.
send-to = Send to { $name }
send-hint = { $name } gets the signed PDF, and the same plan as data. Nothing is sent before you press.
send-done = Handed over to { $name }, through the page around this one.
send-not = This was not handed over. The plan is still here, and nothing is lost.
save-summary-not = This could not be made. The plan is still here, and nothing is lost.

## In the frame of another page

frame-apart = This page is shown inside another site. A plan that you start here is only found here.
frame-session = This page is shown inside another site. A plan that you start here is gone when you close this tab.
frame-blocked = This page is shown inside another site, and this browser keeps nothing for it there.
frame-full-page = Continue in a full page
frame-goes-along = Your plan goes along in the link, with every change and remark. Your income and spending do not go along.
frame-stays = Your plan is too long to go along in a link. Save it to a file, and open the file there.
# Beside figures that the page around the frame gave. $site is like acme.example.
figures-from = The figures came from { $site }. Hold them against your own letter.

## Drafts

saved-at = Saved on this device { $time }
saved-session = Kept until you close this tab
saved-without-trial = Saved on this device, without what you are trying
saving = Saving
save-full = There is no space left on this device. Save your plan to a file, so that nothing is lost.
save-blocked = This browser keeps nothing for this page. Save your plan to a file, so that nothing is lost.
save-damaged = This device gave back something else than was saved. Save your plan to a file, so that nothing is lost.
save-deleted = This plan is not on this device now. It may have been deleted in another window. Save it to a file if you want to keep it.
save-file = Save my plan to a file
anyone = Anyone using this device could see this.
drafts-lead = These plans are kept on this device only. Anyone using this device could see those that are not locked.
drafts-none = There are no plans on this device.
drafts-console = Open in the console
drafts-joined = Open the plan from the call
drafts-alone = Open on my own
drafts-saved = Saved { $when }
drafts-ends = Kept here until { $day }, unless it changes.
drafts-over = This plan has not changed for 90 days. It will be deleted from this device after { $day }. Save it to a file first, or keep it.
drafts-renew = Keep it for 90 more days
drafts-renewed = The plan is kept for 90 more days.
drafts-ended = { $name } was deleted from this device. It had not changed for 90 days.
drafts-signed = Signed by both sides
drafts-signed-call = Agreed by telephone, and signed by the company
drafts-signed-offer = An offer, signed
drafts-offer = An offer, not signed yet
drafts-signed-part = Agreed, and not yet signed by both sides
drafts-open = Not agreed yet
drafts-theirs = The company suggests a plan, and waits for your answer
drafts-sealed = You both said yes: send it back, then it is agreed
drafts-declined = The company could not agree to the offer
drafts-payer = For { $name }
drafts-name = Name of this plan
drafts-copy = Make a copy
drafts-delete = Delete from this device
drafts-delete-sure = Yes, delete it
drafts-keep = Keep it
drafts-deleted = Deleted. Nothing of it is left in this browser. Files that you saved stay where you saved them.
drafts-deleted-last = Deleted. Nothing of it is left in this browser. Files that you saved stay where you saved them. The page itself is not kept here for use without the internet now.
drafts-delete-part = Some of it could not be deleted. Clear this site’s data in your browser’s settings.
drafts-export = Save to a file
drafts-import = Open a plan file
drafts-earlier = A part of this plan was damaged. What could be read is here. The damaged part is set aside.
drafts-first = This plan was kept by an earlier version of this page. Opened, it goes on as a new plan with what is owed and the plan as it stood.
drafts-first-open = Go on with this plan
drafts-damaged = This plan is damaged and cannot be opened. You can save what is left of it to a file.
drafts-newer = A newer version of this page saved this plan. You can save it to a file. Nothing here changes it.
drafts-missing = This plan is not on this device. It may have been deleted, or saved in another browser.
drafts-untitled = Plan without a name
drafts-begun = Begun { $when }
drafts-offered = Offered { $when }
drafts-owed = Owed: { $amount }
drafts-copy-title = Copy of { $title }
drafts-copy-not = This plan could not be copied. You can save it to a file.
part-loading = Getting ready.
part-not-loaded = A part of this page could not be fetched. Check the connection, then try again. Nothing is lost.
part-again = Try again
newer-ready = A newer version is ready. It starts when you choose.
newer-kept = A newer version is ready. It starts when you choose. Your plan is saved on this device.
newer-in-use = A newer version is in use in another window. This window changes when you choose.
newer-not-kept = A newer version is ready. This plan is not saved on this device. Save it to a file before you close this page.
newer-use = Use it now
file-too-large = This file is too large to be a plan. Nothing was opened.
file-unreadable = This file could not be read. Nothing was opened.
file-not-plan = This is not a plan or a case. Nothing was opened.
file-is-case = This is a case, not a plan. Start a new plan, and open the case there.
file-damaged = This file is cut short or was changed. Nothing was opened. Ask for it again.
file-newer = This file comes from a newer version. Reload this page, then open it again.
file-some-refused = Part of this plan could not be read, and was left out.

## Check a document

check-lead = Drop a signed document here, or choose it: a PDF, or a page that was saved. It is checked on this device, and nothing is sent.
check-choose = Choose a file
check-busy = Checking
# What a whole document is, by who signed it.
check-both = Whole and unchanged since both signed.
check-company-only = Only the company has signed: this is a proposal.
check-person-only = Only the person paying has signed: this is an offer.
check-telephone = Agreed by telephone; recorded by the company.
check-unsigned = Nobody has signed this document. It proves nothing.
check-not-whole = This document is not whole. Do not rely on it.
check-too-large = This file is too large to be one of our documents.
check-not-summary = This is not one of our documents. A plan that was saved as a file is opened under “Plans on this device”.
check-changed = This document was changed after it was signed. Do not rely on it.
check-truncated = This document is cut short, or something was put after its end. Ask for it again.
check-newer = This document comes from a newer version. Reload this page, then check it again.
check-no-crypto = This browser cannot check signatures here. Open the page over https, or in another browser.
check-signer = { $name }, { $side }. Signed { $when }. Key { $key } ({ $digits }).
check-signer-bad = { $name }, { $side }: this signature does not fit.
check-why-not-valid = The signature { $side } does not belong to this document.
check-why-not-ours = The signature { $side } was not made by this program.
check-why-other-entries = What is recorded inside does not show that this was agreed.
check-why-other-key = The signature { $side } was made with another key than the one that agreed.
check-why-same-key = Both signatures were made with one key.
check-side-agent = for the company
check-side-person = for the person paying
check-proves = It shows that nothing was changed since it was signed, and with which keys. It does not show who the people are.
check-key = Whoever signs with the same key again can be known by it. Ask them to say the words of their key.
check-data = Show the plan as data
check-stopped = The check stopped in the middle. Choose the file again.
check-file-name = { $name }
check-layout-unknown = The signatures are sound. A newer version drew this document, so its look was not checked. Reload this page, then check it again.
check-digest = Short code of the plan: { $digest }
check-what = What it says

## Document

doc-title = Repayment plan – summary
doc-title-offer = Repayment plan – offer
# Beneath the title: how far the document is.
doc-status-both = Signed by both sides. To be sure, check this file as shown at the end.
doc-status-agent = Only the company has signed: this is a proposal.
doc-status-person = Only the person paying has signed: this is an offer.
doc-status-none = Nobody has signed yet.
# The same in a PDF: its signatures come after its words.
doc-status-agreed = Both sides agreed on this plan. Who has signed it is inside this file: a check shows it.
doc-status-telephone = Agreed by telephone, recorded by the agent.
doc-status-offer = This is an offer. I do not confirm that I owe this amount.
doc-reference-line = Reference { $ref }
doc-code-line = Short code { $code }

doc-who = Who
doc-who-pays = Who pays
doc-who-pays-unnamed = The person this plan is for
doc-who-is-paid = Who is owed the money
doc-who-is-paid-unnamed = The company that is owed the money
doc-handled-by = Who looks after this for them
doc-agent = Who they spoke to
doc-agent-staff = Staff number { $number }
doc-agent-named-staff = { $name }, staff number { $number }
doc-person-kind = Owes the money as
doc-person-sole-trader = A sole trader
doc-person-company = A company
doc-acting-as = Somebody acts for the person who pays
doc-joint = Somebody else owes this money too.

doc-owed = What is owed
doc-only-debt = The debt
doc-debt = { $label } ({ $id })
doc-balance-as-of = This was owed on
doc-owed-since = Owed since
doc-arrears = Overdue on that day

doc-plan = The plan in one sentence
# How often a payment is due: every week, every 4 weeks, every month, every 3 months, every 10 days, twice a month.
doc-every = { $unit ->
    [week] every { $count ->
        [one] week
       *[other] { $count } weeks
    }
    [day] every { $count ->
        [one] day
       *[other] { $count } days
    }
    [half-month] twice a month
   *[month] every { $count ->
        [one] month
       *[other] { $count } months
    }
}
doc-sentence = { $person } pays { $amount } { doc-every }, from { $first } to { $last }.
doc-sentence-one = { $person } pays { $amount } on { $first }.
doc-sentence-mixed = { $person } makes { $payments } payments, from { $first } to { $last }.
doc-sentence-deposit = Before that, there is a first payment of { $amount } on { $date }.
doc-sentence-last = The last payment is { $amount }.
doc-sentence-changes = Some payments differ: see “Changes to the usual payment”.

doc-facts = Key facts
doc-fact-usual = Usual payment
doc-fact-often = How often
doc-fact-first = First payment
doc-fact-last = Last payment
doc-fact-on = { $amount } on { $date }
doc-fact-count = Number of payments
doc-fact-total = Total to pay
doc-fact-reduction = Taken off the debt at the start
doc-fact-reduction-end = Taken off with the last payment
doc-fact-interest = Interest in the total
doc-fact-charges = Charges in the total
doc-fact-per-debt = What each debt gets
doc-fact-no-extra = These payments include no interest and no charges.
doc-reduction-end = If the plan stops before its last payment, { $amount } is not taken off.
doc-settled = After this plan the debt is settled in full.
doc-still-owed = { $amount } is still owed after this plan.

doc-interest = Interest and charges
doc-interest-reducing = Interest is { $rate } % a year on what is still owed.
doc-interest-flat = Interest is { $rate } % a year on what was owed at the start, until the plan ends.
doc-interest-basis = { $basis ->
    [period] Each due date adds the interest of one period.
    [actual-360] It is counted by the day, with 360 days a year.
    [thirty-360] It is counted in months of 30 days.
   *[actual-365] It is counted by the day, with 365 days a year.
}
doc-interest-pause = From { $from } to { $until }, no interest is added.
doc-apr = The annual percentage rate (APR) of this plan is { $rate } %: all its interest and charges as a rate a year, on the { $owed } that it pays off, from { $date }.
doc-charge = A charge of { $amount } is due on { $date }.
doc-charge-named = A charge of { $amount } is due on { $date }: { $label }.
doc-pays-first = A payment pays charges first, then interest, then the debt.
doc-early = Paying early
doc-early-settles = If everything due by { $date } was paid, { $amount } on that day settles the rest. That is { $saves } less than the payments after it.

doc-how-to-pay = How to pay
doc-pay-method = How
doc-pay-standing-order = Standing order
doc-pay-direct-debit = Direct debit
doc-pay-card = Card
doc-pay-transfer = Bank transfer
doc-pay-payee = To
doc-pay-account = Account
doc-pay-reference = Reference to give
doc-pay-unknown = This document does not say how to pay.
doc-pay-existing = A payment is already set up: { $payment }
doc-pay-existing-then = Check together whether it stops, so that nothing is paid twice.

doc-changes = Changes to the usual payment
doc-change-reduced = From { $from } to { $until }, each payment is { $amount }.
doc-change-break = From { $from } to { $until }, there are no payments.
doc-change-step = From { $from }, each payment is { $amount }.
doc-change-rate = From { $from } to { $until }, interest is { $rate } % a year.
doc-change-rate-open = From { $from }, interest is { $rate } % a year.
doc-change-break-free = No interest is added in this time.
doc-change-break-running = Interest goes on in this time.
doc-change-single = The payment due on { $due } is { $amount }.
doc-change-no-effect = As the plan stands, this changes no payment.
doc-change-capped = The payment on { $date } is lower, because only that much is left.
doc-changes-schedule = The schedule below shows every payment as it is.

doc-schedule = Schedule
doc-schedule-caption = Every payment in this plan
doc-column-number = Payment
doc-column-due = Due
doc-column-amount = To pay
doc-column-balance = Left to pay after it
doc-row-deposit = First payment
doc-row-charge = Charge
doc-row-total = Total
doc-working-days = { $move ->
    [preceding] On a day banks are closed, payment moves to the working day before.
    [modified-following] On a day banks are closed, payment moves to the next working day of that month, or the one before.
   *[following] On a day banks are closed, payment moves to the next working day.
}
doc-bank-holidays = { $division ->
    [scotland] The bank holidays of Scotland count.
    [northern-ireland] The bank holidays of Northern Ireland count.
   *[england-and-wales] The bank holidays of England and Wales count.
}
doc-own-holidays = The holidays that this plan lists in its data count.
doc-dates-moved = The dates above show this already.
doc-dates-changes = Whether a change applies goes by the date before it moves.

doc-missed = If a payment is missed
doc-missed-append = A missed payment is added at the end of the plan.
doc-missed-review = After a missed payment, both sides look at this plan again.
doc-missed-skips = { $count ->
    [one] 1 payment a year may be skipped.
   *[other] { $count } payments a year may be skipped.
}
doc-missed-unsaid = This plan does not say what happens if a payment is missed.

doc-checked = What was checked
doc-checked-figures = Every payment was worked out from the terms. Together they are exactly { $total }.
# In an offer, where the person chose to add it.
doc-checked-by-person = The person paying says that this is within what their budget shows. Their figures are not shared.
doc-checked-by-phone = The person paying told the company by telephone what they can afford. It was not checked here.
doc-checked-budget = Whether this plan fits the person’s budget was not checked here.

doc-agreed = How it was agreed
doc-proposed-by-agent = The company proposed this plan on { $time }.
doc-proposed-by-person = The person paying proposed this plan on { $time }.
doc-agreed-by-agent = The company agreed to it on { $time }.
doc-agreed-by-person = The person paying agreed to it on { $time }.
# By telephone: the plan was read out to the person in six sentences.
doc-call-agreed = The person paying agreed to this plan by telephone on { $time }. The agent recorded it.
doc-call-read = The agent read out these sentences, one by one:
doc-call-own-words = The person then said the plan in their own words, and it was the same plan.
doc-call-clock = The time comes from the clock of the agent’s device. UTC is the same everywhere.
# The six sentences, spoken to the person.
call-owe = You owe { $company } { $amount }.
call-owe-unnamed = You owe { $amount }.
call-reduction = { $amount } of it is taken off.
call-reduction-end = { $amount } of it is taken off with the last payment.
call-pay = You pay { $amount } { doc-every }, from { $first }.
call-pay-one = You pay { $amount } on { $first }.
call-pay-mixed = You make { $payments } payments, from { $first }. They are not all the same.
call-deposit = Before that, you pay { $amount } on { $date }.
call-last = The last payment is { $amount } on { $date }.
call-total = In total you pay { $total }. Then the debt is settled in full.
call-interest = { $amount } of that is interest.
call-charges = { $amount } of that is charges.
call-total-owed = In total you pay { $total }. After that, { $amount } is still owed.
call-method = { $method ->
    [standing_order] You pay by standing order.
    [direct_debit] You pay by direct debit.
    [card] You pay by card.
   *[transfer] You pay by bank transfer.
}
call-method-other = You pay by { $method }.
call-method-unsaid = How you pay is not part of this plan.
call-reference = The reference is { $reference }.
call-tell-us = If this is not what you agreed, tell us by { $date }.
# An offer that the person paying makes alone.
doc-offer-heading = How this offer was made
doc-offer-made = The person paying made this offer on { $time }, on their own.
doc-offer-owing = This is an offer. I do not confirm that I owe this amount.
doc-offer-company = The company can accept it, suggest a change, or decline it and say why.
doc-offer-reply = An answer is asked for by { $date }.
doc-offer-clock = The time comes from the clock of their device. UTC is the same everywhere.
doc-times = The times come from the clocks of the two sides. UTC is the same everywhere.

doc-signatures = Signatures
doc-signature-agent = For the company
doc-signature-person = The person paying
doc-signature-name = Name, as typed
doc-signature-how = How
doc-signature-own = On their own device
doc-signature-in-person = In person, on the company’s device
doc-signature-company = On the company’s device
doc-signature-time = When
doc-signature-key = Key
# In a PDF the blocks are drawn before anybody signs.
doc-signature-known = Name in this plan
doc-signature-inside = The name as typed, the time and the key are in the signature inside this file.
doc-signature-record = On the company’s device, as a record of the call
doc-signature-later = The person paying did not sign this: they agreed on the telephone.
doc-signature-no-company = The company does not sign an offer.
doc-signature-missing-agent = The company has not signed.
doc-signature-missing-person = The person paying has not signed.

doc-proves = What this shows, and what it does not
doc-proves-kind = The signatures are electronic signatures with tamper evidence.
doc-proves-whole = A check shows that this page has not been changed.
doc-proves-key = It also shows that the keys named above signed this plan.
doc-proves-file = A check shows whether this file is as it was signed.
doc-proves-file-key = It also shows which keys signed it.
doc-proves-cut = A file with one signature can be whole as well: a check says whose signature is there.
doc-proves-not-who = It does not show who a person is. Names stand here as they were typed.
doc-proves-not-look = The look of this page shows nothing. Only a check does.
doc-proves-file-look = How this file looks shows nothing. Only a check does.

doc-check = Reference and how to check
doc-check-reference = Reference
doc-check-call = Call
doc-check-code = Short code of the plan
doc-check-digest = Full code of the plan
doc-check-steps = Open “Check a signed document” in Plan Negotiator and choose this file.
doc-check-offline = You need no account, and the file stays with you.
doc-page = Page
# On paper: which page of how many.
doc-page-of = Page { $number } of { $count }
# On paper, at the end: characters that the font does not have, by their Unicode numbers.
doc-replaced = Some characters could not be printed and stand as “?”: { $codes }. The data inside this file has them all.
# The drawing of the balance, for those who hear it.
doc-chart = Left to pay after each payment: { $start } at the start, { $half } or less from { $middle } on, nothing after { $finish }.
# What each file inside the document is.
doc-file-case = What the plan is about
doc-file-terms = The terms that were agreed
doc-file-agreement = How the terms came about, and when

# Said in the calendar file and in the six lines.
doc-give-reference = Give the reference { $ref } when you pay.

# A calendar file: what the event of one payment says.
doc-calendar-title = Payment { $amount }
doc-calendar-charge = This is a charge that is part of the plan.
doc-calendar-payment = This is payment { $number } of { $count }.
doc-calendar-deposit = { $count ->
    [one] This is the first payment. One more follows.
   *[other] This is the first payment. { $count } more follow.
}

# Six lines to paste into a message.
doc-text-pays = { $person } pays { $company }.
doc-text-pays-unnamed = { $person } pays the company that is owed the money.
doc-text-reference = The reference is { $ref }.
doc-text-usual = The usual payment is { $amount }, { doc-every }, from { $first }.
doc-text-mixed = Payments are due { doc-every }, from { $first }. They differ, and the plan shows each one.
doc-text-once = The payment is { $amount }, due on { $date }.
doc-text-differ = Some payments differ, and the plan shows each one.
doc-text-last = { $count ->
    [one] That is the only payment.
   *[other] The last payment is { $amount }, due on { $date }. There are { $count } payments.
}
doc-text-total = The total is { $amount }.
doc-text-interest = { $amount } of it is interest.
doc-text-charges = { $amount } of it is charges.
doc-text-standing-order = Pay by standing order.
doc-text-direct-debit = Pay by direct debit.
doc-text-card = Pay by card.
doc-text-transfer = Pay by bank transfer.
doc-text-method = Pay this way: { $method }.
doc-text-payee = Pay to { $payee }.
doc-text-account = The account is { $account }.
doc-text-pay-unsaid = This message does not say how to pay.
doc-text-code = The short code of this plan is { $code }.

## Alone, one thing on each page

back = Back
go-on = Continue
nav-label = Pages
error-heading = There is something to mend
error-title = Error: { $title }
quick-exit = Leave this page
alone-private = The company cannot see this. You choose if and when.
alone-private-offer = The company sees only what you send it. Your figures stay on this device.

owe-heading = What do you owe, roughly?
owe-label = How much, in { $unit }
owe-hint = It is at the top of your letter. A rough figure is enough.
not-mine-link = This is not my debt, or the figure is wrong
open-alone-link = Open a plan, or an answer from the company
open-alone-hint = Choose the file that you saved or were sent. If you were sent a link, open the link instead.
not-mine-heading = Not yours, or not right?
not-mine-lead = You do not have to make a plan for a debt that you do not know.
not-mine-ask = Ask the company to show what the debt is and how the figure came about.
not-mine-wait = You can wait with any payment until they have answered.
not-mine-keep = Keep a copy of what you send, with the day.
not-mine-words = Words that you can send
not-mine-letter = I do not recognise this debt, or the figure. Send me the agreement or the bills it comes from, and a list of what was charged and paid. Until I have them, I do not accept that I owe it.
not-mine-copy = Copy these words
not-mine-back = It is mine after all

afford-heading = About how much could you manage?
afford-label = How much, in { $unit }
afford-hint = A first guess is enough. You can change it on any page.
afford-show = Show me the plan

first-heading = A first plan
first-heading-sent = The plan as it stands
copy-begun = You are changing a copy. The plan as it stood stays among your plans on this device.
copy-will-begin = This plan stays as it is. If you change it here, you change a copy. The company cannot see the copy.
copy-way-back = See where the plan stands
first-again = Change the amount, or how often
first-check = Check it with two totals
first-ways = Ways this could be paid
first-day = Choose the day
first-amount = Try your own amount
first-reduced = From { $from } to { $until }, each payment is { $amount }.
first-after = After that, each payment is { $amount }.
first-break = From { $from } to { $until }, there are no payments.
plan-not-checked = This is not checked against your spending. Two totals are enough, and take two minutes.
plan-leaves = By your two totals, this leaves you { $amount } a month.
plan-over = This is { $over } a payment more than your two totals leave. The most your budget shows is { $most }.

check-heading = What comes in, and what goes out?
check-why = We ask so that the plan fits. It stays on this device.
check-income = What comes in, in { $unit }
check-income-hint = Wages, benefits, pension: all of it together, after tax.
check-income-empty = Enter what comes in, like 1600. If it is nothing, enter 0.
check-spending = What goes out for living, in { $unit }
check-spending-hint = Rent, heating, food, travel, phone, children: all of it together.
check-spending-empty = Enter what goes out, like 1450
check-debts-fold = Other debts
check-debts = What you pay for other debts, in { $unit }
check-debts-hint = Leave it empty if there are none.
check-debts-left-out = I have other debts that are not counted here
check-keep = Keep my figures on this device. Anyone using it could see them.
check-go-on = Show what could work

ways-heading = Ways this could be paid
ways-first-check = First two totals are needed: what comes in, and what goes out.
ways-lead = Your two totals leave { $left } a month. Each of these ways stays below that.
ways-over = The plan so far takes { $amount } a payment. That is more.
ways-debts-left-out = You have other debts that are not counted. Keep something back for them.
ways-by = Show first
ways-by-payment = The lowest payment
ways-by-finish = The soonest finish
ways-by-total = The least in total
ways-none = None of these?
ways-check-again = Look at my figures again
ways-arithmetic = This is arithmetic, not advice. A free debt adviser can look at everything with you.
way-lower = Lower for now
way-steady = Steady
way-sooner = Finish sooner
way-lower-sentence = { $lower } { $every } until { $until }, then { $amount }. Finished by { $finish }.
way-sentence = { $amount } { $every }. Finished by { $finish }.
first-payment-far = The first payment is on { $date }. That is more than a year away. Check that this is the day you mean.
way-long = That is about { $years } years. An adviser may know a better way.
way-leaves = It leaves you { $left } a month.
way-leaves-lower = It leaves you { $lower } a month at first, then { $left }.
way-total = { $total } in total.
way-use = Use this way: { $way }

nothing-heading = A plan may not be right today
nothing-left = Your two totals leave nothing for this debt. That is the numbers, not you.
nothing-pays = With what your two totals leave, this debt would take very many years, or never be paid.
nothing-ways = Talk to a free debt adviser first. They know ways that a company cannot offer.
nothing-for-now = For now
nothing-after = These give you time. After that the plan goes on as it was, unless you both change it.
nothing-small = A small payment for now, like { $amount }
nothing-break = { $months ->
    [one] A break of one month
   *[other] A break of { $months } months
}

day-heading = Which day suits you?
day-lead = A day soon after money comes in is safest.
day-label = The first payment
day-other = Another day
day-short-months = In a shorter month, the payment is due on its last day.
day-not-working = That is no working day. The bank may take the payment a day or more later.
day-working = If a day is no working day, pay on the next one (England and Wales)

last-paid-heading = When did you last pay or write?
last-paid-why = It can matter by law how long ago that was. Your answer stays on this device.
last-paid-legend = When did you last pay or write about this debt?
last-paid-lately = Less than five years ago
last-paid-long-ago = Five years ago or more
last-paid-not-sure = I am not sure
last-paid-empty = Choose one of the three answers
last-paid-advice = Talk to a free adviser before you sign or send this. It can affect how long the company has to go to court.
last-paid-go-on = You can still go on with the plan.

who-heading = Who is the plan for?
who-lead = The company needs to know which account it is about. You can leave any of this out.
who-company-hint = The name at the top of the letter.
who-reference-hint = Often called account, customer or reference number.
who-name = Your name
who-name-hint = It stands on the plan if you send it.

review-heading = Is this right?
review-owed = What is owed
review-plan = The plan
review-money = Your money
review-missing = Not filled in
review-moved = You chose { $date }. That is no working day, so the payment comes on the next one.
review-change = Change
review-go-on = Go on

send-title = Keep it, or offer it
send-title-offer = Your offer
send-title-theirs = The company suggests a plan
send-title-agreed = Your plan
send-whole-plan = Look at the whole plan
send-keep = Keep it
send-keep-lead = The plan is saved on this device. You can come back any day. The list of your plans says until when.
send-keep-session = The plan is kept until you close this tab. Save it to a file to come back later.
send-keep-not = This browser does not keep the plan. Save it to a file to come back later.
send-heading = Send it to { $company }
send-heading-plain = Send it
send-lead = Put the link into an e-mail or a message, or attach the file. This page sends nothing by itself.
send-lead-or = Or put the link into an e-mail or a message, or attach the file.
send-copy-link = Copy the link
send-save-file = Save as a file
send-no-link = This plan is too long for a link. Send the file.
send-copied = The link is copied. Put it into a message.
send-saved-not = The browser did not take the file. Try once more.
send-anyone = Anyone who has the link or the file can read the plan.
send-answer-how = The company answers with a link or a file. Open it on this device.
send-answer-here = Ask the company to answer with a file, and leave this window open. The answer can be opened only here.
offer-to = Offer it to { $company }
offer-within = Add one sentence: “This is within what my budget shows.” Your figures are not shared.

## A plan that came as a link

received-heading = A plan for you
received-lead = This link holds a plan. How do you want to open it?
received-mine = It is my own plan
received-company = I work for the company
received-kept = What you have of this plan stays. What is new is added.
link-damaged = This link is cut short or changed. Ask for it again, or for the file.
link-gone = The plan was in the link, and the link is used once. Open it again to see the plan. If you opened it before, look at the plans on this device.

## The company's answer

answer-lead = { $who } offers this plan. Nothing is agreed yet.
answer-within = They say that it is within what their budget shows.
answer-by = An answer is asked for by { $date }.
answer-late = The first payment was due on { $date }. Suggest a later one: with this one they begin behind.
answer-accept = Agree to this offer
answer-change = To suggest a change, move the plan above and propose it. The offer stays on record.
answer-decline = Decline, and say why
answer-reason = Why this cannot be agreed
answer-reason-hint = The person reads this. Say what would be possible.
answer-reason-empty = Say why, so that they can change the plan.
answer-decline-press = Decline this offer
answer-accepted = You agreed to the offer. Send it to them. It is agreed once they have opened it and sent it back.
answer-declined = { $who } could not agree to the offer. This is why:
answer-declined-next = You can change the plan and offer it again.
answer-you-declined = { $who } made an offer that you could not agree to. This is what you said:
answer-you-declined-next = They read it once you send it: the ways are below. You can also change the plan and propose it.
happened-declined = { $who } declined the offer.
ended-offer = The offer no longer stands.

## The company's public rules

limits-heading = What the company has to look at
limits-offer-anyway = You can offer this plan all the same. A person at the company decides.
limits-within = This is within what the company can agree without asking.
limit-smallest = It can agree { $limit } a month or more without asking.
limit-longest = { $limit ->
    [one] It can agree plans of up to one month without asking.
   *[other] It can agree plans of up to { $limit } months without asking.
}
limit-first = { $limit ->
    [one] It expects the first payment within one day.
   *[other] It expects the first payment within { $limit } days.
}
limit-frequency = It has not said that it takes payments this often.
limit-no-reduction = It has not said that it takes anything off the debt.
limit-reduction = It can take off up to { $limit } per cent without asking.
limit-break = { $limit ->
    [one] It can agree a break of up to one month without asking.
   *[other] It can agree a break of up to { $limit } months without asking.
}
limit-lower = { $limit ->
    [one] It can agree lower payments for up to one month without asking.
   *[other] It can agree lower payments for up to { $limit } months without asking.
}
rule-source = { $source }, { $date }.
rules-credit-file = How this is reported
rules-later = What comes after
rules-review = The company looks at the plan again after { $days ->
    [one] a day
   *[other] { $days } days
}.
rules-change-your-mind = After a call you can say for { $days ->
    [one] a day
   *[other] { $days } days
} that it is not what you agreed.
rules-consequences = What can happen if nothing is agreed
rules-broken = The company's rules could not be read. Nothing of them is used here.
rules-not-yet = The company's rules hold from { $date }. Nothing of them is used here.
rules-over = The company's rules ran out on { $date }. Nothing of them is used here.
advice-web = Web page

## What was said

remarks-heading = What was said
remarks-lead = Both sides see this. You can take it back, and then it is gone from both.
remarks-lead-sent = They see this once you send the plan. From then on they have it, even if you take it back here.
remarks-field = What do you want to say?
remarks-empty = Write something first.
remarks-kind = What it is
remarks-remark = A remark about the plan.
remarks-reason = Why I changed the plan last.
reason-ready-made = Reasons to choose from
reason-less-in = I have less money coming in.
reason-more-out = My bills cost more.
reason-pay-day = This fits the day when I am paid.
reason-sooner = I want to be done sooner.
reason-fits-better = This fits better what you told us.
reason-our-rules = Our rules do not allow the plan before.
reason-was-wrong = A figure was wrong.
reason-sensitive = Is it about your health or your family? Choose “Something I need”. There you say what may be done with it.
remarks-need = Something I need. It is known for this plan only.
remarks-need-kept = Something I need. The company may keep it with the account.
remarks-say = Say it
remarks-take-back = Take this back
remarks-by = { $when }, { $who }:
remarks-is-need = Needed, and known for this plan only.
remarks-is-need-kept = Needed. The company may keep it with the account.

## The passphrase lock

save-locked = This plan is locked in this tab. Save it to a file, or unlock it from your plans.
open-locked = This plan is on this device already, locked with a passphrase. Unlock it from your plans first. Then open this again.
open-locked-type = This plan is on this device already, locked with a passphrase. Type the passphrase, and it goes on.
file-locked = This is a part of a locked plan. It opens only where it was locked.
lock-press = Lock with a passphrase
lock-heading = Lock this plan with a passphrase
lock-lead = From then on, this plan opens on this device only with its passphrase. You type it again after each reload.
lock-forget = If you forget it nobody can open this plan, neither we nor the company. Save a copy to a file first.
lock-passphrase = Passphrase
lock-again = The same passphrase once more
lock-new = New passphrase
lock-show = Show what I type
lock-type = Type a passphrase.
lock-differ = The two are not the same. Type it once more, or show it.
lock-length = Longer is harder to guess. Four or five words that do not belong together are a good start.
lock-short = Length: { $count }. A computer could guess this.
lock-medium = Length: { $count }. Hard to guess, if it is no saying and no name.
lock-long = Length: { $count }. Very hard to guess, if it is no saying and no name.
lock-name = Name in the list
lock-name-hint = Anyone using this device can read this name. You can leave it empty.
lock-do = Lock this plan
lock-cancel = Leave it as it is
lock-busy = This takes a moment. It is slow so that nobody can try many passphrases.
lock-elsewhere = This plan is open in another window. Close that window first.
lock-meanwhile = This plan was changed in another window. Nothing was done here. Look at it there, or reload this page and try again.
lock-wrong = This passphrase does not open the plan. Check capital letters and spaces, and try again.
lock-done = The plan is locked.
lock-title = Locked plan
lock-closed = Locked
lock-closed-lead = This plan opens with its passphrase. It stays here until you delete it.
lock-page = This plan is locked
lock-unlock = Unlock
lock-open = Open this plan
lock-opened = The plan is unlocked in this tab.
lock-tab = Locked with a passphrase. It is unlocked in this tab until you lock it or reload the page.
lock-file = A file that you save of it is not locked.
lock-now = Lock now
lock-change = Change the passphrase
lock-changed = The passphrase is changed.
lock-remove = Remove the passphrase
lock-remove-lead = Without a passphrase, anyone using this device can open this plan.
lock-remove-sure = Yes, remove it
lock-removed = The passphrase is removed. Anyone using this device can open this plan.

## A plan on two machines

title-join = Join a plan
together-heading = On two screens
together-lead = The other person can see this plan on their own phone or computer. They type a code that you say.
together-invite = Join by telephone code
together-code-again = Make a new code
together-opening = Making a code
together-no-relay = We cannot reach the other side from here. Your plan is safe. Try again, or send it as a link or a file.
together-say = Say: go to { $address }, choose “I have a code”, and type this.
together-until = This code works once, until { $time }.
together-link = Send a link instead
together-send = Send this link to the other side. Stay on the telephone: you compare four words before you let them in.
together-link-life = The link works once, for a day, and only while this page is open.
qr-show = Show it as a QR code
qr-lead = Their phone’s camera opens the link.
qr-label = QR code of the link
qr-not = This link is too long for a QR code. Copy it.
together-knocks-link = Somebody wants to join. Ask them which four words they see. Let them in if they are these.
together-stop = Stop waiting
together-knocks = Somebody wants to join. They typed this code.
together-let-in = Let them in
together-keep-out = Keep them out
together-leave = Leave the call
together-here = { $who } is on the call. You both see this plan.
together-covered = { $who } is on the call.
together-awaited = { $who } has not answered yet. This screen is catching up.
together-not-admitted = { $who } sees the plan, and cannot change it yet. Open the window to share once: it lets them in.
together-lost = The connection is lost, and comes back by itself. Your changes are kept on this device.
together-away = { $who } lost the connection. They can come back by themselves.
together-left = { $who } left the call. The plan stays on this device.
together-you-left = You left the call. The plan stays on this device.
together-over-expired = That code was open for ten minutes and is closed now. You can make a new one.
together-over-wrong = Somebody typed a wrong code, so this code is closed. You can make a new one.
together-over-tries = Too many people came with this code, so it is closed. You can make a new one.
together-over-closed = This code is closed. You can make a new one.
join-heading = Join a plan
join-start = I have a code
join-start-note = Somebody on the telephone told you ten digits.
join-lead = Type the code that you were told. You both see the plan. You can leave at any time.
join-label = The code
join-hint = Ten digits, like 48 291 – 13 074
join-button = Join the plan
join-stop = Stop
join-promise = No account. Nobody else can read along.
join-going = Looking for the other side
join-no-relay = We cannot reach the other side from here. We keep trying. You can also ask for the plan as a link or a file.
join-unheard = Nobody has answered yet. Check the code with the person who told you. You can stop and type it again.
join-waiting = The code is right. The other side lets you in with one press.
join-lead-link = You were sent a link to a plan. You both see the plan. You can leave at any time.
join-compare = Read these four words to the other side. They let you in if they see the same.
join-no-link = This link is not whole. Ask for it again, or for a code.
join-dead-link = This link does not open the plan any more. Ask for a new link, or for a code.
join-no-code = Type all ten digits of the code, like 48 291 – 13 074
join-wrong-code = That code does not open a plan. It is closed now. Ask for a new code, and type that one.
join-expired = That code is too old. Ask for a new code, and type that one.
join-kept-out = The other side did not let you in. Ask them, and type a new code.
join-here = This plan is kept in the console on this device. Join on another device.
join-none = You cannot join by a code here. Ask for the plan as a link or a file.
