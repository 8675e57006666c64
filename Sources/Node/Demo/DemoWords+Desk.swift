extension DemoWords {
    /// What guests say about the night, the front office and its people.
    static let desk = """
        @NO-01
        Music from the [bar|rooftop bar|club next door] until {clock}, [bed was shaking|no chance
          of sleep].
        The [wedding|party|event] [downstairs|below {us}] went on till {clock} with [full bass|a
          DJ].
        [Street noise|Traffic noise|Noise from the street] [all night|from 5 am], [single
          glazing|paper thin windows].
        {Our} room is [above|right above] the bar, you [hear|feel] [every song|the bass|every
          glass].
        [Drunk people|Shouting|Singing] outside the window [until|till] {clock}, [two nights
          running|every night].
        [Bin lorries|Deliveries|Bottles being emptied] under {our} window at [5 am|4.30 am|six].
        Construction [work|noise] [next door|across the street] from 7 am, [not mentioned|no
          warning].
        Hardly slept, [the terrace|the beer garden] is [under|below] room {room} and [loud|busy]
          till {clock}.
        Was given ear plugs instead of a quiet room, [says it all|the bar carried on till {clock}].
        Live band in the [lobby|lounge] [so loud|too loud], {we} heard it on floor {floor}.
        Karaoke. Until {clock}. On a [Tuesday|school night|weeknight|Sunday]. Enough said.
        The disco [noise|bass] comes straight [up|through the floor], [asked|rang] {n} times to
          turn it down.
        [Very loud|Noisy] [at night|because of the nightclub], the windows [do not|don't] keep
          anything out.
        [Trams|Trains|Lorries|Motorbikes] [rattle|thunder] past [all night|from 4 am], [ask
          for|get] a room at the back.
        @truth-NO-01
        It's the new bar [on the corner|next door], the [music|noise] [never stops|goes till
          {clock}].
        [Apparently|{Staff} said] the new [club|late bar] has a licence till {clock} now.
        {Staff} said [lots of|many] guests [complain|have complained] since the new bar opened.
        @NO-02
        [Neighbours|People next door|The room next door] [partied|argued|talked] until {clock}.
        Walls are [paper thin|like cardboard], {we} heard [every word|snoring|the TV] next door.
        [Doors|Doors in the corridor] [slamming|banging] [all night|till {clock}], nobody [seems to
          care|says a thing].
        A [stag|hen|football|school] group ran [up and down|through] the corridor at {clock}.
        [Kids|Children] [screaming|running] in the hallway from [6 am|seven], [parents|nobody] did
          nothing.
        [Somebody|Someone] above {us} [moved furniture|stomped around|walked in heels] [at
          {clock}|all night].
        Connecting door to room {room} lets [every sound|all the noise] through, [heard it all|too
          much].
        [Baby|A baby] crying next door, not [their|the hotel's] fault but the walls [are so
          thin|hide nothing].
        Loud [guests|group] in the corridor, [called|rang] down {n} times before [security|someone]
          came.
        A dog barked in the next room [for hours|from {hour} on], [no one|nobody] did anything.
        Cleaners [shouting|chatting|banging trolleys] outside {our} door at [7 am|7.15] [on a
          Sunday|].
        Could hear the [neighbour's|next door] [alarm|phone|shower|tv] as if it was in {our} room.
        The ice machine [opposite|next to] {our} door [hums|crashes] all night, noisy
          [corridor|floor].
        @FO-01
        [Waited|We waited|I waited] {minutes} minutes [to check in|at check-in|just to get a key].
        [Queue|The queue|Line] at reception was [out of the door|twenty people long] and [one|only
          one] person [working|on].
        Check-out took {minutes} minutes, [nearly missed|missed] {our} [train|flight|taxi].
        Check in is [painfully|incredibly|so] slow, {n} staff and only one [computer|doing
          anything].
        [Stood|Stood there] for {minutes} minutes while [staff chatted|the phone was answered
          first].
        {Nobody} at the desk [when {we} arrived|at {clock}], rang the bell for {minutes} minutes.
        The self check in [machines|kiosk] [didn't|did not] work so [everyone|we all] queued
          [anyway|].
        A coach party [got in|checked in] before {us} and {we} [waited|queued] nearly [an
          hour|{minutes} min].
        Long [wait|line] at the front desk both [at arrival and departure|times], [poor|bad]
          planning.
        After a {n} hour [flight|drive] the last thing you want is a {minutes} minute [queue|wait].
        [Slow|Very slow] check in, asked for the same [details|form] {we} had [filled in
          online|already sent].
        Took [forever|ages] to get [a bill|an invoice|checked out], {minutes} people behind {us}
          [sighing|fuming].
        Reception [overwhelmed|understaffed] on [Friday|Saturday|Sunday] [evening|afternoon],
          {minutes} min [wait|queuing].
        @FO-02
        Check-in from 3 pm [they say|it says], {we} got the room at {late}.
        Room [not ready|wasn't ready] until {late}, [sat|waited] in the lobby with [two kids|all
          the bags].
        {We} {were} told ["ten more minutes"|"half an hour"] {n} times before the room was
          [ready|done].
        At {late} {our} room was still [not available|being cleaned], [no apology|not even a
          coffee] [offered|].
        Paid for early check in and [still|then] [waited|had to wait] until {hour}. [Joke|Refund
          please].
        The promised [time|hour] came and went, room finally ready at {late}.
        [Changed|Had to change] for a [wedding|meeting] in the [toilets|lobby toilet] as the room
          [wasn't|was not] ready.
        Our kids [fell asleep|were crying] [on the sofa|in reception] because the room took till
          {late}.
        Room ready [two hours late. Two|three hours late. Three|3 hours late. 3] hours! [And no
          text|Nobody called] as [promised|they said they would].
        They [took|have] my number to [call|text] when the room is ready and [never did|forgot].
        [Arrived|Got there] at {late} and still no room, [what is|so much for] check in time [for|].
        [Only one|One] of {our} two rooms was ready, the [other one|second] came at {late}.
        @FO-03
        Booked a [sea view|lake view|garden view] and [got|was given] [a car park|a wall|the bins].
        {We} [reserved|booked and paid] a double and [got|were given] two [singles|twin beds]
          pushed together.
        [Asked|We asked] for a [quiet|high] floor [weeks ago|when booking], got [the lift shaft|the
          ground floor].
        This was not the room type {we} [booked|paid for], [much smaller|no balcony|no bath].
        Paid for a suite, [got|given] a [standard|normal] room [and no refund|"until tomorrow"].
        [Family room|The family room] turned out to be a double with [a camp bed|a mattress on the
          floor].
        The [king|queen] bed {we} ordered was a [small|sagging] [double|sofa bed].
        No balcony although {our} [confirmation|booking] says [balcony|so in black and white].
        {Our} [two|adjoining] rooms were on different [floors|sides of the hotel], with [small
          children|kids of 6 and 8].
        The [upgrade|room category] {we} paid {money} for [didn't exist|was given to somebody else].
        Booked "deluxe", [received|got] the [smallest room in the house|attic|room next to the
          lift].
        [View|Our "city view"] was [a brick wall|an air shaft|the back of a fridge unit].
          [Not|Hardly] what {we} booked.
        {We} had asked for twin beds, [got|there was] one double, {n} [grown men|colleagues] [had
          to share|sharing].
        @FO-04
        Arrived at {late} and {were} told the hotel is [full|overbooked], [confirmed booking|paid
          in full] or not.
        [Sent|They sent {us}] to another hotel [across town|{minutes} minutes away] at {late}.
          [Unbelievable|Shocking].
        {We} {were} "walked" to a [worse|cheap] hotel because they [oversold|overbooked].
        No room for {us} despite a [confirmation|prepaid booking] made [months|{n} months] ago.
        Overbooked! [Stood|Left standing] [in the rain|on the street] with {n} bags [at night|at
          {late}].
        They gave {our} room away because {we} came after {hour}, [though {we} had called|with a
          card guarantee].
        Had to [find|pay for] {our} own taxi to the [replacement|other] hotel, [which was
          awful|miles out].
        [Turned away|We were turned away] at reception, "system error", [no help|little help]
          [finding|with] another room.
        Split up: [half of {our} group|two of {us}] moved to another hotel as this one was
          [overbooked|full].
        My [reservation|booking] [did not exist|had vanished] [they said|], hotel full,
          [goodnight|good luck].
        Moved out after one night to another [place|hotel] because of overbooking, [packed|pack]
          everything [again|twice].
        What is a guaranteed [booking|reservation] worth if the hotel is [sold twice|overbooked] at
          {late}?
        @FO-05
        [Rude|Very rude] [receptionist|man at the desk|woman at reception], did not [look up|even
          say hello].
        {Staff} [rolled her eyes|laughed|sighed] when {we} asked [a question|for help].
        The [waiter|waitress|manager] was [dismissive|arrogant|unfriendly] and [blamed {us}|made
          {us} feel stupid].
        [No|Not one] smile [anywhere|from anybody], you feel you are [disturbing them|a nuisance].
        I was [spoken to|talked to] like a [child|schoolboy] by the [duty manager|night manager].
        "That's not my [job|problem|department]" [was the answer|is what {we} {were} told].
          [Wow.|Really?]
        Staff [ignored|looked straight through] {us} for {minutes} minutes, [too busy with their
          phones|chatting].
        The lady at the [desk|bar] was [so unfriendly|indifferent|cold], [shame|pity] for a nice
          [house|place].
        [Attitude|The attitude] of the [breakfast|front desk|bar] staff [needs work|was
          appalling|stinks].
        Unfriendly [welcome|reception], [unhelpful|couldn't care less], [got my name wrong|no eye
          contact] {n} times.
        Asked [politely|nicely] and got [shouted at|a rude answer|a lecture] [in front of
          everyone|].
        He [hung up on me|put the phone down] when I [rang|called] about [the bill|my room].
        [Manager|The manager] [refused to|would not] come out and [talk|speak] to {us}, [very
          poor|unprofessional].
        """
}
