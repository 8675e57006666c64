extension DemoWords {
    /// What guests say about housekeeping; `DemoPhrases` explains the notation.
    static let housekeeping = """
        @HK-01
        {Our} room [had not been|wasn't|was not] cleaned when {we} [arrived|checked in] at {hour}.
        [Came|Got] back at {hour} and the room [still ]hadn't been [made up|touched|serviced].
        Bed unmade and [wet|used] towels on the floor from the [previous guests|people before].
        The bin was [full|overflowing] and the bed had [clearly ]not been changed.
        No [housekeeping|room service|cleaning] for {n} days although the sign was on the door.
        Was given a key to a room that [somebody|someone] had [just left|obviously slept in].
        {We} had to [ask|call] {n} times before [anyone|someone] came to [clean|do] the room.
        Room not [serviced|done] on [Saturday|Sunday|our second day], {nobody} could say why.
        Walked in with {our} [luggage|bags|suitcases] and found it [dirty and unmade|not ready at
          all].
        The room was [skipped|forgotten] by the cleaners [two days running|again and again].
        [Dirty cups|Old coffee cups|Used glasses] stayed on the desk for {n} days.
        Daily cleaning was [promised|advertised] but {we} saw a maid [once|one time] in {nights}
          nights.
        At {hour} the cleaner [knocked|came in] to say she had [only just started|not started]
          {our} floor.
        The previous guest's [rubbish|breakfast tray|pizza box] was still [there|in the room].
        @HK-02
        There [was|were] [hair|long black hairs|someone else's hair] in the [shower|bath|sink|bed].
        The [sheets|pillow cases|duvet] had [stains|yellow stains|a brown mark] {we} [won't|will
          not] describe.
        Bathroom [smelled|smelt|stank] of [sewage|drains|old urine|mould].
        The carpet was [sticky|filthy|full of crumbs] and [smelled|smelt] [musty|of wet dog|damp].
        [Black mould|Mold|Mildew] [around|along] the [bath|shower] [seal|edges|tiles], really
          [gross|unhygienic].
        [Found|We found|I found] [toenails|a used plaster|crumbs|a dirty sock] under the
          [bed|chair].
        Dust [everywhere|on every surface], [my allergy went mad|you could write your name in it].
        The toilet had not been [cleaned|scrubbed] [properly|in a long while], [ring|marks] all
          round.
        Towels were [grey|stained|damp] and [one had|two of them had] [make up|lipstick|blood] on
          it.
        Glasses in the bathroom were [dirty|smeared], lipstick [still ]on one of them.
        Not [a clean|the cleanest] room: [dirty|greasy] [windows|mirror], [dusty|stained]
          [curtains|chair].
        Bedding [did not look|looked anything but] fresh, there was a [smell|body odour] to it.
        Room {room} has a [strange|really bad|rotten] smell coming from the
          [bathroom|drain|minibar].
        The whole bathroom was [grubby|dirty|disgusting] and the grout was [black|mouldy].
        @HK-03
        [Woke up|I woke up|My wife woke up] with [bites|red bites] all over [my|her] [arms|legs].
          Bed bugs!
        {We} saw [a cockroach|two cockroaches|cockroaches] [in the bathroom|behind the kettle|on
          the wall].
        There were ANTS [all over|along] the [desk|window sill|floor] in room {room}.
        [A mouse|A large mouse] ran [across the floor|under the wardrobe] at {clock}.
        Found a [bed bug|bedbug] [on the pillow|in the mattress seam], [have|got] photos to prove
          it.
        [Silverfish|Small beetles|Some kind of insects] in the [bath|shower] every
          [morning|evening].
        Covered in [insect|flea|bug] bites after {nights} nights, the doctor [confirmed|said] bed
          bugs.
        Huge [roach|cockroach] in the [shower|sink], [screamed the place down|could not sleep after
          that].
        [Mouse droppings|Droppings] in the [wardrobe|drawer] and [behind|next to] the fridge.
        A rat. [In|By] the [breakfast room|corridor on floor {floor}|courtyard]. An actual rat.
        [Tiny flies|Fruit flies|Gnats] came out of the [drain|sink] [every time|whenever] {we} used
          it.
        The mattress had [black spots|blood spots] [along the seam|in the corners] and live
          [bugs|insects].
        [My son|Our daughter|My partner] was [bitten|eaten alive] by something in the bed.
        @HK-04
        [No|There was no] [toilet paper|soap|shampoo|bath mat] [in the room|on arrival|for two
          days].
        Only one towel [for two people|for a double room], had to [ask|phone down] for
          [more|another].
        Asked for [an extra pillow|a blanket|a cot|an iron] at {hour}, [it never came|never saw it].
        Coffee [pods|sachets] [were not|weren't] [refilled|topped up] [once|during {our} stay].
        {We} [requested|asked for] [extra towels|a second duvet|a kettle] {n} times [and got
          nothing|in vain].
        [Hairdryer|Kettle|Iron|Ironing board] [missing|not there] although it's listed on the
          website.
        [Baby cot|Extra bed|Sofa bed] was [not made up|forgotten] even though {we} booked it [weeks
          ago|ahead].
        No [glasses|cups|spoons|tea] in the room, [small thing|minor] but [annoying|irritating].
        Minibar [empty|never filled], [no water|not even a bottle of water].
        The [robe and slippers|slippers|second bathrobe] {we} {were} promised [weren't|were not]
          there.
        [Had|I had] to go down [in my pyjamas|barefoot|myself] to [get|fetch] [towels|toilet paper].
        [Shampoo dispenser|Soap dispenser|Tissue box] [empty|was empty] and [stayed that way|nobody
          refilled it].
        Housekeeping took the [used towels|cups] and [left no new ones|didn't replace them].
        """
}
