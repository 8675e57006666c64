extension DemoWords {
    /// What guests say about bills, food, safety, belongings, promises and replies.
    static let house = """
        @BI-01
        [Charged|I was charged|We were charged] twice for [the same night|breakfast|parking].
        There is a [minibar|bar|restaurant] charge of {money} on my bill, {we} [never touched
          it|had nothing].
        {Our} card was [debited|charged] {rate} [a week after|after] checkout, [no
          explanation|nobody can say why].
        The bill [was wrong|had someone else's dinner on it], [sorting it out took|needed]
          {minutes} minutes.
        Paid [online|in advance] and they [tried to charge|charged] {us} again at the desk.
        [Room rate|The rate] on the invoice is {money} [higher|more] than [booked|on my
          confirmation].
        Still waiting for [my|the] deposit of {rate} [to come back|to be released], {n} weeks now.
        Invoice [sent|made out] to the wrong [company|name] and {n} [emails|calls] later [still
          wrong|no correction].
        Billed for {n} breakfasts, {we} had [none|one]. [Please check|Check your bill].
        [Mystery|Unexplained] [charge|fee] of {money}, reception ["will look into it"|couldn't
          explain it].
        They charged [in dollars|the wrong currency|a no show] and the [exchange|bank] fee is
          [mine|on me].
        My [loyalty|voucher|gift card] discount [was not|wasn't] taken off the [bill|final invoice].
        Got charged for a [late check out|parking space] that {staff} said was [free|on the house].
        @BI-02
        [Resort fee|City fee|"Service fee"] of {money} [a night|per day] sprung on {us} at
          [check-in|the desk].
        Parking is {money} [a day|per night], [nowhere on the website|not a word when booking].
        Hidden [costs|fees|extras]: [towels at the pool|the safe|the kettle], [everything costs
          extra|you pay for all of it].
        {We} had to leave a {money} deposit [nobody|the site never] mentioned [before|beforehand].
        The price [online|on the website] is not the price you pay, plus {money} ["facility
          fee"|cleaning fee].
        Extra {money} for the [child|cot|dog] although the booking [page|confirmation] said free.
        [Didn't know|Not told] that [the gym|the spa|breakfast] costs {money} [each|per person]
          [extra|on top].
        Undisclosed [charge|fee] for [early check in|luggage storage|paying by card], [feels like a
          rip off|cheeky].
        The "free" [shuttle|parking] [costs|turned out to cost] {money}, [please|just] [be
          honest|say so].
        Tourist tax fine, but a mandatory [{money} resort fee|{money} tip] is [just greed|not on].
        [Final|The final] bill {money} more than quoted, all [small print|fees no one mentions].
        Breakfast [was not|wasn't] included [after all|as we thought], {money} each,
          [unclear|misleading] [website|booking page].
        @FB-01
        Breakfast [eggs|bacon|food] [stone cold|was cold], [coffee|tea] [too|lukewarm as well].
        [Room service|Our dinner|The food] took {minutes} minutes and [came|arrived] cold.
        Wrong [order|dish|drinks] [twice|came out {n} times], [gave up|ate it] in the end.
        Ordered [a burger|pasta|soup] to the room, got [something else|a salad|the wrong one], [an
          hour later|cold].
        [Waited|We waited] {minutes} minutes for [a menu|the bill|two coffees] in the restaurant.
        Buffet [empty|picked clean] by {breakfast}, [nobody refilled|no refill], [last|final]
          crumbs of [bread|muesli].
        The [steak|fish|chicken] was [overcooked|dry|like leather], [sent|had to send] it back
          [twice|].
        Breakfast was [poor|disappointing|the same every day], [powdered egg|cheap juice] and
          [stale|old] [bread|rolls].
        [Forgot|They forgot] {our} [starters|order|side dishes] [completely|], [the kids were
          starving|still billed it].
        Bar [staff|waiter] brought the wrong [wine|drink] and [argued|insisted it was right].
        No [table|seats] at breakfast, [queue|queued] {minutes} minutes with [a reserved
          slot|hungry kids].
        Food in the restaurant [overpriced|bland|tasteless] and [slow|late], {money} for [a cold
          pizza|a sad salad].
        Dinner came [in pieces|one by one], my [wife|husband] had finished [before|when] [mine
          arrived|I got mine].
        @FB-02
        Told them [three times|clearly] about [a|my] nut allergy and dessert came with
          [almonds|nuts|hazelnut].
        [Asked|I asked] for gluten free and got [normal|ordinary] [bread|pasta], [ill|sick] [all
          night|for two days].
        [My son|Our daughter|My wife] had an allergic reaction after the [sauce|cake] that
          "[has|had] no nuts".
        The [chef|waiter] [did not know|had no idea] what is in the [food|soup], I am coeliac [so I
          ate nothing|].
        Vegan [option|meal] was [a plate of lettuce|fish], [no joke|apparently fish is a plant].
        Allergen [list|cards] at the buffet [missing|wrong], [dangerous|that's dangerous] for
          [people like me|my daughter].
        Dairy free was [noted|confirmed] on the booking and the [porridge|soup] was made with
          [milk|cream].
        Had to use {our} epipen because the [kitchen|restaurant] [ignored|forgot] the
          [peanut|sesame] allergy.
        They served [pork|ham] in a dish {we} asked to be halal, [upsetting|not a small thing].
        "Just [pick|take] the nuts off" [said the waiter|was the reply]. With a severe allergy!
        Shellfish allergy [on file|told at booking], [prawns|shrimp] in the [rice|starter]
          [anyway|].
        Lactose [intolerance|free milk] [not catered for|ignored], told {n} [different
          things|times] by {n} people.
        @FB-03
        [Both|All] of {us} [were sick|had food poisoning] after the [buffet|seafood|chicken] [on
          Friday|last night|].
        [Vomiting|Throwing up] all night after [dinner|the prawns|the fish] in your restaurant.
        The chicken was [raw|pink|undercooked] in the middle, [I had stomach cramps|diarrhoea] [by
          midnight|next day].
        [Doctor|The doctor] said food poisoning, {we} [only ate|ate only] in the hotel.
        {n} people in {our} group [fell ill|got sick] after the same [salad|breakfast|egg dish].
        Ate the [oysters|mussels] and spent [the night|two days] [in the bathroom|being ill].
        [My kids|The children] had [stomach ache|sickness] after the [ice cream|sausages], [the
          milk smelled off|].
        The [ham|yogurt|milk] at breakfast was [off|out of date|sour] and {we} {were} [ill|sick] by
          [noon|{hour}].
        Severe [stomach upset|diarrhea|gastro] since the [barbecue|dinner] at the hotel, holiday
          [ruined|over].
        I suspect the [mayonnaise|egg salad|rice], [ill|sick as a dog] within {n} hours.
        [Ended up|Was] in hospital [on a drip|overnight] after eating the [shrimp|tartare] here.
        Food left [uncovered|lukewarm] for hours at the buffet, [no wonder|and yes] {we} got food
          poisoning.
        @SN-01
        Non smoking room that [stinks|reeked|smelled] of [cigarettes|smoke|old smoke].
        [Booked|We booked] non-smoking and got [a smoker's room|ashtrays on the table].
        Cigarette smoke [came|comes] [through the vents|in from the balcony next door|under the
          door] [all night|].
        {Our} clothes [still |]smell of smoke after {nights} nights in room {room}.
        I have asthma, a smoky room is [not a small thing|dangerous for me]. [Asked to move,
          full|No other room].
        Someone [smoked|had been smoking] in the room before {us}, they [sprayed|just sprayed] air
          freshener.
        [Weed|Cannabis|Marijuana] smell in the [corridor|whole floor|room], with [kids|children]!
        The curtains and [carpet|bed cover] [smell|reek] of [stale|cold] smoke, had to [sleep with
          the window open|leave].
        Smoking [allowed|tolerated] right [under {our} window|at the entrance], room [full of
          smoke|smells].
        Smelly smoking room although {our} booking says NON SMOKING [in capitals|].
        [Pregnant|My wife is pregnant] and put in a room [full of|smelling of] cigarette smoke.
        The "smoke free" hotel had [staff|people] smoking [by the back door|on the stairs],
          [smell|it] went [everywhere|right up].
        @SN-02
        Booked an accessible room, [got|was given] one with [a bath|a step|a 15 cm step] instead of
          a [wet room|roll-in shower].
        [Wheelchair|My wheelchair] [does not|did not] fit through the bathroom door of the
          "accessible" room.
        The ramp was [blocked|too steep|missing], [carried|had to be carried] in by [strangers|my
          son].
        No grab [rails|bars] by the toilet although [confirmed|promised] by [phone|email] {n} times.
        {Our} accessible room was given to [someone else|other guests], {we} got a room on floor
          {floor} [no lift|].
        Shower seat [missing|broken], [my mother|my husband] could not wash for {nights} nights.
        The [hearing loop|vibrating alarm|visual alarm] {we} requested [did not exist|was never set
          up].
        I use a wheelchair and could not [reach|get into] the [restaurant|bed|pool], nobody [had
          thought|cared].
        Disabled parking [taken|used] by staff cars, [pushed|wheeled] {minutes} metres [uphill|in
          the rain].
        Promised a [walk-in|level] shower for my [father|mother], [found|there was] a [high
          bath|bathtub], [he|she] couldn't use it.
        The accessible toilet is used as a [store room|broom cupboard], [humiliating|shameful].
        Told there's "[just|only] a small step". In a wheelchair [that's a wall|no step is small].
        @SE-01
        [Money|Cash|My watch|A laptop] was stolen from {our} room [while {we} were at breakfast|on
          day {n}].
        A [man|stranger] [walked|came] into my room at {clock}, I was [alone|terrified|in bed].
        [Slipped|My mother slipped] on the wet [floor|steps] [by the pool|in the lobby], [no
          sign|broke her wrist].
        Was [followed|harassed] by a drunk guest to my [door|room] and [security|staff] did
          [nothing|not come].
        {Our} car was [broken into|damaged] in the hotel [garage|car park], cameras [not
          working|"off"].
        [Jewellery|My passport|{rate} in cash] [gone|missing] from the [safe|bag], police [report
          filed|called].
        One of your [staff|waiters] [made remarks|touched me], I [felt unsafe|did not feel safe]
          the [whole|rest of the] stay.
        Glass [shower door|table] shattered and cut my [foot|hand], [needed stitches|six stitches].
        Staff [entered|came in] without knocking while I was [in the shower|undressed],
          [twice|unacceptable].
        The [balcony rail|railing] is loose on floor {floor}, a child could [fall|have fallen].
        {Our} room door was open when {we} [came back|returned] and [the camera was gone|things
          were missing].
        Fell down the [unlit|dark] [stairs|steps] to the [car park|beach], [hurt my back|ankle
          sprained].
        @LF-01
        Left [my charger|a jacket|a ring|my glasses|a teddy] behind, {n} emails, [no answer|nobody
          looked].
        The laundry [shrank|ruined|lost] my [suit|shirt|dress], [no one takes
          responsibility|offered {money}].
        {Our} [suitcase|bag] was [lost|misplaced] in the luggage room for {n} hours.
        [Lost property|Lost and found] has my [phone|coat] but [wants {money} to post it|will not
          send it].
        My [shirts|trousers] came back from the laundry with [stains|a hole|missing buttons].
        Housekeeping threw away my [notes|daughter's drawing|contact lenses|medication].
        [Luggage|My bag] left with the porter came back [broken|wet|with a broken wheel].
        Forgot [headphones|a kindle|my tablet] in room {room}, [found|they found it] then "[lost it
          again|can't find it]".
        [Concierge|The concierge] gave {our} [bag|parcel] to the wrong [guest|person].
        Dry cleaning [promised|due] for {hour} came [a day late|after {we} left].
        A parcel [sent|delivered] to the hotel for me [vanished|was sent back|was never found].
        My son's [toy rabbit|blanket] went with the sheets, [he's in tears|heartbroken], please
          look again.
        @EX-01
        The pool was [closed|shut] [for repairs|the whole week], [the reason {we} booked|not
          mentioned anywhere].
        Photos on the website [have nothing to do with|look nothing like] the room.
        Spa [closed|fully booked] {nights} days, [sold|booked] as a spa [break|weekend].
        [Gym|The gym] is [a treadmill in a cellar|two broken machines|"under renovation"].
        [Scaffolding|Building works] [all around the hotel|in front of the window], nobody
          [told|warned] {us}.
        "[200|300|400|500] metres to the beach" is [half an hour|{minutes} minutes] on foot [along
          a main road|uphill].
        The rooftop [terrace|pool] on the [pictures|home page] is [closed|open in July only], [felt
          cheated|misleading].
        Advertised as [renovated|four star], [looks|feels] like the [eighties|1990s]. Pictures
          [must be old|are fake].
        The sauna [didn't work|was cold], [pool|jacuzzi] [closed at 6|out of order], paid for
          [nothing|none of it].
        Restaurant [shut|closed] [on Sunday and Monday|without notice], nothing [else|open] near.
        The hotel is a building site, [drilling|hammering] from 8 am, [not a word|nothing] on the
          website.
        Not as [described|advertised]: no [parking|kids club|bikes|breakfast room], [closed|gone]
          "since spring".
        The free [shuttle|airport bus] in the [ad|listing] [no longer exists|stopped running],
          {money} for a taxi.
        @CO-01
        Was promised a [refund|call back|reply] [within 24 hours|by Monday], {n} weeks later
          [nothing|still nothing].
        I [wrote|complained] {n} times and [never got|have not had] an answer.
        The manager [said|promised] he would [phone|call] me, he [never did|didn't].
        {We} {were} [offered|promised] [a free night|a voucher|money back] [as an apology|] and it
          [never came|doesn't work].
        [Reported|I reported] it on the [first|second] day, "noted" they said, and [that was
          it|nothing happened].
        Third time I'm writing about the same [problem|thing]. [Is anybody there|Does anyone read
          this]?
        They said it was [fixed|sorted], it was [exactly the same|worse] [an hour later|that night].
        Your [reply|email] was a [copy and paste|standard text] with the wrong [name|hotel] on it.
        {Staff} knew nothing of what [a colleague|the night shift|the manager] had promised {us}.
        Moved {us} to another room as an apology, [that one was worse|no heating there either].
        Got an apology letter [addressed to someone else|for another complaint], [laughable|you
          couldn't make it up].
        The [compensation|discount] {we} agreed with the manager was not on the bill, [start
          again|explain it all again].
        Nobody [followed up|got back to {us}] although [they|you] took {our} [number|details] {n}
          times.
        """
}
