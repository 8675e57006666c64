extension DemoWords {
    /// What guests say about heat, water, lifts, locks and Wi-Fi.
    static let engineering = """
        @EN-01-cold
        The room was [freezing|ice cold|so cold|bitterly cold], [slept|had to sleep] [fully
          dressed|in a coat|with socks and a hat on].
        [Heating|The heating|Radiator] [did not|didn't] work [at all|all night|in room {room}].
        {We} asked for a heater at {hour} and [it came two hours later|nothing happened|{were} told
          none left].
        [Cold room|Cold bedroom], the thermostat [does nothing|is just for show|was stuck on 16].
        It never got [above 17 degrees|warm], [my kids were shivering|{we} had a cold the next day].
        The radiator was [stone cold|barely lukewarm] and the window [lets in a draught|doesn't
          shut].
        [Very|Really] cold at night, [one thin blanket|only a thin duvet] and no [spare|extra] one.
        Heat [kept cutting out|went off] around {clock} [every night|both nights] and {we} woke up
          frozen.
        [Could|You could] [see your breath|feel the wind] in the bathroom, [no heating|heater
          broken] there.
        The air con [would only|could only] blow cold [air|], in [this weather|winter]!
        No warm air from the unit, reception [said|told {us}] the [system|heating] is ["central"|on
          a timer].
        {We} [paid for|booked] a [nice|superior] room and [sat|ended up] in it with [scarf and
          hat|a coat on].
        Heating is turned off [overnight|at 10 pm], [who does that|why]? [Freezing|So cold] by
          {clock}.
        @EN-01-warm
        The room was [boiling|like an oven|unbearably hot|way too hot] and the [window|windows]
          won't open.
        [AC|A/C|Air con|The air conditioning] [did not|didn't] work [at all|in our room|the whole
          stay].
        28 degrees in the room at {clock}, [nobody can sleep|impossible to sleep] like that.
        Aircon [dripped|leaked] all night and [hardly|barely] cooled [anything|the room].
        [Too hot|Stuffy and hot|Hot and airless], they [brought|gave {us}] a [tiny|noisy] fan
          [after {minutes} minutes|].
        The thermostat [said|showed] 20 but [it felt like 27|the room was sweltering].
        Air conditioning switches itself off [every hour|after {minutes} minutes] and you wake up
          [sweating|soaked].
        {We} could not turn the heating [down|off], [roasting|sweating] all night.
        No [air conditioning|aircon] in a heatwave, [the brochure says otherwise|this should be
          made clear].
        The [AC|aircon] [rattles|makes a racket] so it's either [noise or heat|sleep hot or not at
          all].
        [Unbearable|Terrible] heat on [the top floor|floor {floor}], the [unit|AC] just blows
          [warm|luke warm] air.
        Asked {n} times to have the [AC|cooling] fixed, [a man looked at it and left|{nobody} came].
        The room is [far too|much too] warm, [no fresh air|not even a fan] and thick [duvets|winter
          bedding].
        @EN-02
        [No hot water|There was no hot water] [this morning|for {n} days|when {we} got back].
        The shower was [ice cold|stone cold|freezing], had to [go without|wash at the sink].
        Shower [pressure is|is] [a joke|pathetic|a dribble], takes [ages|forever] to rinse your
          hair.
        [Cold shower|Had a cold shower] at [6 am|half six] before [a meeting|a long flight]. Not
          [OK|acceptable].
        The [drain|bath drain|shower drain] was blocked and [water came|it flooded] over the
          [floor|tiles].
        Water [luke warm|lukewarm] at best and then [cold|freezing] after {n} minutes.
        {We} [ran|let] the tap [for] {minutes} minutes and it [never got|didn't get] [warm|hot].
        Standing in [dirty water|a puddle] up to the ankles because the shower [doesn't|won't]
          drain.
        Shower [goes|went] from scalding to [freezing|cold] [without warning|every few seconds].
        Hot water [only|] came back at {hour}, [too late|long after {we} had left for work].
        The toilet [wouldn't|would not|did not] flush and [the sink|the basin] was
          [clogged|blocked] too.
        No water pressure [on floor {floor}|in room {room}], [barely a trickle|just drips].
        [Paying|Charging] {rate} a night and there's no hot water to wash [the children|your hair].
        Hot water was [off|gone] [again|for the second time], "[they are|we are] working on it".
        @truth-EN-02
        They [said|told {us}] the [new ]boiler [had broken down|had failed|was out] again.
        [Apparently|It seems] the boiler [supplier|company] has to [send a part|come out]
          [again|once more].
        A sign in the lift [said|blamed] ["boiler problems"|a boiler fault].
        {Staff} [admitted|said] the boiler [is new and keeps failing|has been trouble since it was
          put in].
        @EN-03
        TV [didn't work|had no signal|showed two channels], [remote|the remote] [had no
          batteries|was broken].
        Only one [working|usable] socket and it's [behind the bed|miles from the bed|loose].
        The [bedside lamp|reading light|bathroom light] [flickered|was broken|buzzed] [all
          evening|constantly].
        The safe [was locked|would not open|had a flat battery], [no one|nobody] could [fix|open]
          it.
        Power went [off|out] {n} times [in one evening|while {we} worked], [laptop|work] lost.
        The [hair dryer|hairdryer|kettle] [died|gave off sparks|tripped the fuse] [the first
          time|at once].
        Fridge [did not cool|wasn't working], {our} [medicine|baby milk] [got warm|had to be kept
          at reception].
        [USB ports|Phone chargers|Sockets] by the bed [dead|are all dead], phone [flat|not charged]
          in the morning.
        Half the [lights|bulbs] [were out|don't work], you can't [read|see yourself in the mirror].
        The blind was [stuck|broken] [half way|open] so it was light from [5 am|dawn].
        The [wardrobe|bathroom] door [came off|has fallen off its hinge], [nearly hit|just missed]
          my foot.
        Television [remote|control] useless and {nobody} [brought another|came to look].
        Room phone [dead|did not work], so no way to [call|ring] reception from room {room}.
        @EN-04
        The lift was [out of order|broken|not working] [all weekend|the whole stay] and {we} {were}
          on floor {floor}.
        [Carried|Had to carry] {our} [cases|suitcases|pram] up [four|five|{n}] flights [of stairs|].
        Only one [elevator|lift] [of three |]working, [waited|queued] {minutes} minutes [at
          breakfast time|each time].
        Elevator [stuck|stopped] between floors with {us} in it for {minutes} minutes.
          [Terrifying|Never again].
        No lift [again|today], [my mother|my dad] is 78 and [can't do|cannot manage] stairs.
        The lift [doors|door] kept [closing on people|jamming] and then it [died|stopped]
          [altogether|].
        Lifts [broken|down] on [arrival|check out day], nobody offered to [help with|carry] the
          bags.
        Broken lift, [no notice|not one word] [before {we} came|when {we} booked], floor {floor}.
          [Thanks|Great].
        {We} [asked|begged] for a lower floor because of the lift and [{were} refused|they had
          none].
        [Elevators|Lifts] are [so slow|painfully slow] and one [is|was] [always|permanently] out of
          service.
        With a [wheelchair|pushchair|broken ankle] a dead lift means you [stay in your room|are
          stuck].
        The service lift was all {we} could use, [smelly|full of laundry] and [slow|shaking].
        @EN-05
        Key card [stopped working|failed] {n} times, [each time|always] back [down|to reception]
          for a new one.
        [Locked out|We were locked out] of {our} room at {clock} for [nearly an hour|{minutes}
          minutes].
        The door [would not|wouldn't] [lock|close properly], [slept|put] a chair against it [all
          night|].
        [Room key|The key card] did not work on arrival, [trekked|walked] up and down with
          [bags|two kids].
        The lock [jammed|stuck] and maintenance [needed|took] {minutes} minutes to [get {us}
          in|open it].
        {Our} key [opened|also opens] the room next door, [which is|that's] [worrying|really scary].
        [Card|Key] [demagnetised|wiped] every [day|time it's near a phone], so [tedious|annoying].
        Stood in the corridor with [ice cream melting|a sleeping toddler] because the key
          [failed|died] again.
        [New|Another] key card [every|each] evening, the lock on room {room} [needs replacing|is
          faulty].
        The app key [never worked|did not work] and the night [desk|porter] was [nowhere|not to be
          found].
        The balcony door [does not lock|can't be locked], not great on [the ground floor|floor 1].
        {We} could not get [in|into {our} room] for {minutes} minutes, [battery|lock] was flat they
          said.
        Someone was given a key to {our} room and [walked in|opened the door] [while {we} slept|at
          {hour}]!
        @IT-01
        Wi-Fi [kept dropping|cut out] [every few minutes|constantly], [could not|couldn't] [work|do
          a video call].
        The wifi is [useless|hopeless|a joke], [0.5 mb|one bar] in room {room}.
        No [internet|wi-fi|wifi] [on floor {floor}|in {our} room] [at all|the whole stay].
        [Charged|They charge] {money} a day for wifi [that doesn't work|that should be free].
        Had to [use|burn] my own [data|hotspot] because the hotel network [was down|never
          connected].
        Internet [too slow|much too slow] to [open emails|stream anything|join a meeting], like
          [1999|dial up].
        The wifi log in page [never loads|asks again every hour|does not accept the room number].
        [Conference|Meeting] room wifi [failed|collapsed] in front of {n} clients.
          [Embarrassing|Not good].
        Wifi OK in the lobby, [dead|nothing] upstairs. [Not good enough|Useless] for a business
          [hotel|trip].
        "High speed internet" - [more like no speed|are you serious|I don't think so].
        Connection [drops|dropped] at {hour} every evening when [everyone is online|it gets busy].
        I came to work and [the internet was down|could not get online] for [half a day|two days].
        Wifi password [didn't work|was wrong], reception [shrugged|gave {us} another that failed
          too].
        """
}
