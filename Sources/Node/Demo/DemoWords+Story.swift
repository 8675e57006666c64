extension DemoWords {
    /// How complaints begin, go on and end, and the shared small lists behind the slots.
    static let story = """
        @opening
        [Stayed|We stayed] {nights} nights [for a conference|with the kids|for a long weekend|on
          business].
        [Here for|In {city} for] {nights} nights [in {month}|with friends|with my parents|].
        {Our} [first|second|third] [visit|stay] [here|at this hotel] [and I'm disappointed|].
        Booked [last minute|months ago] [for {our} anniversary|for a wedding|through work].
        [I travel a lot for work|We come every year|I'm a regular here] so I know [what to
          expect|the standard].
        Arrived on [Thursday|Friday|Saturday|Sunday] [around|at about] {hour}.
        [Dear team,|Hello,|Hi there,|To the manager:]
        Room {room}, {nights} nights.
        @visit
        [Stayed|We stayed] {nights} nights [for a conference|with the kids|on business|in {month}].
        {Our} [first|second|third|yearly] [visit here|trip to {city}|stay in {city}].
        [Business trip|Birthday trip|City break|Family visit|Stopover], {nights} nights, room
          {room}.
        @reaction-good
        To be fair {staff} [apologised|said sorry] and [sorted it|moved {us}|fixed it]
          [quickly|within {minutes} minutes].
        {Staff} was [really kind|very sorry] about it and [offered {us} a drink|gave {us} another
          room].
        When {we} [rang|called] down somebody came [straight away|in {minutes} minutes], [credit
          for that|thanks for that].
        {Firstname} [took it seriously|really tried|did everything possible], can't blame [the
          staff|one person].
        @reaction-none
        [Called|Rang|Phoned] reception {n} times, [nobody came|no one picked up|nothing happened].
        {Staff} said [someone would come|it would be looked at] and [no one did|that was the last
          {we} heard].
        {Nobody} [apologised|said sorry|offered anything|seemed bothered].
        {We} [told|informed] {staff} [and got a shrug|, no reaction|, still waiting].
        Told {them} at {hour}, [by {clock} still nothing|nothing by the next day].
        @reaction-bad
        {Staff} [said|told {us}] {we} [{were} the first to complain|should have said earlier|must
          have done it {ourselves}].
        When {we} complained {we} [{were}|got] [told to fill in a form|a lecture|ignored].
        Answer at the desk: ["we are full"|"it's like that in all rooms"|"nothing I can do"].
        @after-clean
        {We} [ended up|finished up] cleaning it {ourselves}.
        [Makes you wonder|Who knows] [what else is dirty|how often they clean].
        For {rate} a night [I expect better|that is not ok|you'd expect a clean room].
        [Didn't|Did not] [dare to|want to] walk [barefoot|without shoes] [after that|].
        @after-rude
        [Not how|Not the way] you treat a [guest|customer] [who pays {rate} a night|].
        [Left|It left] a [sour|bad] taste [for the rest of the stay|].
        {We} [felt|{were} made to feel] [unwelcome|like a nuisance] from [then|that moment] on.
        @after-room
        For {rate} a night [I expect better|that is not ok|you'd expect the basics].
        [Put me|It put {us}] off [the whole place|right away].
        [Had to|We had to] [change rooms|move rooms|repack everything] [on day two|].
        [Small things|Things like this], but they [add up|spoil a stay].
        @after-night
        [Had|Got] [three|two|maybe four] hours sleep and [a meeting|a long drive|a flight] [the
          next day|in the morning].
        {We} [{were} exhausted|felt like zombies] [all day|the next day|on {our} holiday].
        My [kids|wife|husband] [couldn't|could not] sleep [either|at all].
        I [booked|came] to [rest|relax], [went home|left] more tired than [I came|before].
        @after-desk
        [Not a great|A poor|Bad] first impression.
        [Lost|It cost {us}] half [a day|the afternoon|an evening] [over this|with that].
        {We} [missed|nearly missed] {our} [dinner reservation|show|connection] [because of it|].
        [With|Travelling with] [small children|a baby|my elderly mother] that is [no fun|hard].
        @after-money
        Please [check and refund|correct this|look into it] [as soon as possible|this week].
        It's not [about|] the money, it's [the principle|the way it was done].
        [I have|I've got] the [receipt|confirmation|screenshots] [here|if you need them].
        [Will be|I'm] [disputing|taking] it [with my bank|up with head office].
        @after-food
        For {money} [a head|each] [I'd expect|one expects] [more|better].
        [Ate|{We} ate] [out|elsewhere] [after that|the rest of the stay].
        [Shame|Pity], the [starter|view|wine] was [good|lovely].
        The [table next to us|people behind us] had the same [problem|trouble].
        @after-grave
        I want [somebody senior|the manager|a person in charge] to [call|contact] me [about
          this|today].
        This [can't|must not] happen [to anyone else|in a hotel], [full stop|ever].
        [Please take|Take] this seriously. [I have photos|Witnesses available|I kept everything].
        {We} {were} [shaken|very upset|frightened] and [want answers|expect a proper reply].
        @closing-low
        [Won't|Will not|Would not] [be back|come again|stay here again].
        [Very|Really|Extremely] [disappointed|disappointing] [overall|for the price|].
        [Avoid|Look elsewhere|Never again].
        Can't recommend [it|this place|this hotel] [at the moment|like this].
        Expected [more|much better] from [this hotel|a {stars} star|the reviews].
        Not worth [the money|{rate}|{rate} a night].
        @closing-mid
        Otherwise [a nice|a good|an OK] [stay|hotel], [please fix this|shame about that].
        [Fix that|Sort this out] and {we}'d [come back|return].
        Rest [of the stay|] was [fine|good|ok].
        [Just so you know|Worth looking at|Something to work on].
        @also
        [On top of that|Also|And|Plus|To make it worse|Then|Later]
        @but
        [But|However,|Sadly,|Only thing:|Unfortunately]
        @staff
        [reception|the front desk|the guy at reception|the lady at the desk|the night
          manager|{guide}]
        @guide
        {firstname} [|at reception|from the front desk]
        @nobody
        [nobody|no one|not a soul]
        @them
        [them|reception|the front desk]
        @stars
        [four|4|five|5]
        @late
        [4.30 pm|5 pm|half past five|6:15 pm|7 pm|nearly 8|10 pm]
        @hour
        [2 pm|3.30 pm|4 o'clock|half past five|18:00|7pm|20:30|9 in the evening|11 am|noon]
        @clock
        [1 am|2 am|3 am|4 in the morning|2.30|half three|midnight|01:15|nearly 4]
        @breakfast
        [8.30|9 am|9:15|half nine|10|11]
        @minutes
        [10|15|20|25|30|35|40|45|50|55|60|75|90]
        @walk
        [2|3|5|6|8|10|12|15]
        @money
        {currency}[5|8|9|10|12|14|15|18|20|22|25|28|30|35|40|45|49|55|60]
        @rate
        {currency}[79|89|95|99|105|110|119|125|139|145|160|175|189|210|229|240|285]
        @n
        [two|2|three|3|3|four|4|five]
        @nights
        [2|two|3|three|4|four|5|five|6|7|ten]
        @tag
        [Room|Rm|{We} {were} in|{Our} room was|Stayed in|Room number] {room}[, {month}| in
          {month}|].
        [Thanks|Regards|Best wishes|Cheers|Kind regards|Greetings], {guest}[, room {room}|
          ({room})].
        {guest}[,| -] room {room}[, {month}|].
        [Stayed|We stayed|Booked] {nights} nights[, room| in] {room}[, {month}|].
        [Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday] [night|evening|morning], room
          {room}.
        [{month} visit|Trip|Visited] with [my wife|my husband|the kids|my sister|two friends|my
          parents|colleagues|our dog], room {room}.
        [Got|Had] room {room}[ on floor {floor}|, {month}|, {nights} nights].
        @tag-short
        [, room {room}|, {room}|, rm {room}| - {room}| (room {room})]
        @short-HK-01
        room [not|never|still not] [cleaned|done|made up] [{nights} days|again|today]
        @short-HK-02
        [dirty|filthy|smelly|stained] [room|bathroom|bed|sheets|carpet|shower]
        @short-HK-03
        [bed bugs|cockroach|ants|mouse] in [room|bed|bathroom|wardrobe]
        @short-HK-04
        no [towels|toilet paper|soap|shampoo] [at all|again|for {nights} days]
        @short-EN-01-cold
        [cold|freezing|ice cold] [room|bedroom][, heating off|]
        @short-EN-01-warm
        room too [hot|warm], [no ac|aircon dead|can't sleep]
        @short-EN-02
        [no hot water|cold shower|shower cold] [again|since {hour}|at {hour}]
        @short-EN-03
        [tv|light|socket|lamp|safe] [broken|dead|not working]
        @short-EN-04
        lift [broken|out of order|stuck] [again|since {hour}|still]
        @short-EN-05
        key [not working|failed|dead] [again|{n} times|since {hour}]
        @short-IT-01
        wifi [useless|dead|too slow|keeps dropping] [since {hour}|again|all day]
        @short-NO-01
        [bar|music|street] [too loud|noise] till {clock}
        @short-NO-02
        [noisy|loud|drunk] [neighbours|corridor|group], up at {clock}
        @short-FO-01
        {minutes} min [wait|queue|standing] at [check in|reception|check out]
        @short-FO-02
        room [not ready|ready only|still not ready] at {late}
        @short-FO-05
        [rude|unfriendly|arrogant] [staff|reception|waiter|lady at the desk]
        @short-FB-01
        [cold|wrong|late] [food|order|breakfast|dinner], {minutes} min wait
        @short-praise
        [great|lovely|perfect|nice|wonderful] [stay|hotel|staff|breakfast|place|room][, thanks
          {firstname}| :)|, back in {month}|]
        [all good|very good|superb|top|loved it][, {nights} nights|, thank you {firstname}|, see
          you in {month}]
        """
}
