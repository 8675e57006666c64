extension DemoWords {
    /// What pleased guests say, by subject, and what lukewarm ones say.
    static let praise = """
        @praise-staff
        [Staff|The staff|Everyone] [could not|couldn't] have been [nicer|more helpful|friendlier].
        {Firstname} at [reception|the front desk] was [wonderful|so kind|a star], [thank you|thanks
          again].
        [Warm|Lovely|Such a warm] welcome [from the minute we arrived|at {hour} after a long drive].
        The [night porter|concierge|barman|breakfast lady] [remembered|knew] {our} names [by day
          two|].
        {Guide} [went the extra mile|really made an effort] to [help {us}|find {us} a taxi|sort
          {our} tickets].
        [Reception|They] [let {us} check in early|kept {our} bags all day|printed {our} passes]
          without any fuss.
        [Friendly|Very friendly|Cheerful] [team|people] [throughout|from the door to the kitchen].
        Forgot my [charger|toothbrush] and {staff} [had one up|brought one] in five minutes.
        [Small gesture but|So sweet:] they left a [card|cake|drawing] for {our} [anniversary|son's
          birthday].
        Nothing was [too much trouble|a problem] for [the staff|anyone here].
        {Guide} gave {us} [great|excellent] tips for [dinner|the old town|walks], all of them [spot
          on|good].
        @praise-room
        [Spotless|Super clean|Very clean] [room|rooms], [great|comfy|big] bed [and plenty of
          space|].
        [Lovely|Gorgeous|Great] view [from the window|over {city}|from room {room}].
        Shower [was excellent|is hot and strong], [fluffy|big soft] towels, [all you need|nice
          soaps].
        Room [bigger|larger|nicer] than [expected|it looks online] and [nicely done|very well kept].
        [Good|Decent] [desk|lighting] and [fast|reliable] wifi, [perfect for work|got loads done].
        [Cosy|Stylish|Simple but nice] room, [everything worked|nothing missing], [well thought
          out|immaculate].
        The bathroom is [newly done|modern|sparkling], with a [proper|huge] [bath|shower].
        @praise-sleep
        The [bed|mattress] is [so comfortable|heaven|a dream], [best sleep in ages|slept like a
          log].
        [Quiet|Really quiet] room [at the back|on floor {floor}], [didn't hear a thing|not a sound
          all night].
        [Blackout|Thick] curtains and [no noise|good aircon], {we} slept [till nine|so well].
        Warm room, [crisp|clean] sheets, [a kettle|good coffee], [happy|what more do you want].
        [Slept|We slept|I slept] [really well|like a baby|so well], [no noise at all|good
          pillows|cool and dark].
        @praise-food
        Breakfast was [excellent|superb|amazing|very good], [fresh fruit|home made bread|eggs
          cooked to order] [and good coffee|].
        [Great|Fantastic|Huge] [breakfast|breakfast buffet], [something for everyone|kids loved the
          pancakes].
        {We} [ate|had dinner] in the restaurant [twice|one evening], [both meals|everything]
          [lovely|delicious].
        The bar makes a [mean|proper|great] [negroni|gin and tonic|hot chocolate].
        Vegetarian options were [plenty|thoughtful|really good], not [just|only] the usual salad.
        [Coffee|The coffee] is [really good|surprisingly good] [for a hotel|], they have [oat
          milk|a real machine].
        Room service was [quick|fast] and [hot|still hot], [10|15|20|25] minutes as [promised|they
          said].
        Breakfast till {breakfast} [at weekends|], [so civilised|bliss], and the
          [pastries|croissants] [wow|are fresh].
        @praise-place-city
        [Great|Perfect|Excellent] location, [{walk} minutes|a short walk] to [the centre|the
          station|everything].
        Metro [round the corner|two minutes away], [{city} is|all of {city} is] easy from here.
        [Walked|We walked] everywhere, [shops|bars|museums] [on the doorstep|close by].
        Central but [quiet|tucked away], {we} [couldn't|could not] have picked better in {city}.
        @praise-place-airport
        Shuttle [ran on time|was quick|every 20 minutes], [door to gate in {walk} min|very handy
          for early flights].
        [Ideal|Perfect] for an early flight, breakfast [from 4 am|boxes ready], [no stress|all so
          smooth].
        You can [see|watch] the planes but [not hear them|hear nothing], [great|amazing] windows.
        Parked the car here for {nights} nights, [safe|easy] and [cheaper than the airport|no
          hassle].
        @praise-place-resort
        The pool is [lovely|clean and warm|gorgeous], [always|usually] [a sunbed free|enough
          loungers].
        Beach [right there|{walk} minutes away|across the road], [kids|we] were in the water [all
          day|every day].
        [Kids club|The kids club] was [a hit|brilliant], {our} [daughter|two boys] [didn't want to
          leave|loved it].
        Sunset from the [terrace|pool bar] with a [cold beer|cocktail], [paradise|doesn't get
          better].
        @praise-place-country
        [Walks|Great walks] from the door, [deer|sheep|birds] [in the garden|at breakfast], [so
          peaceful|total peace].
        The [garden|park|view over the valley] is [beautiful|stunning], [even in the rain|worth the
          drive].
        Log fire [in the lounge|in the bar], [board games|good books], [heaven|just what {we}
          needed].
        Middle of nowhere in the best way, [stars|so many stars] at night.
        @praise-all
        [Lovely|Great|Wonderful|Fantastic] stay, [will be back|can't wait to return|see you next
          year].
        [Would|Will] [definitely|certainly] [stay here again|come back|recommend to friends].
        [Good|Great|Excellent] value [for money|for {city}].
        Our [second|third|fifth] time here and it [never disappoints|gets better each time].
        Check in [took two minutes|was quick and easy], [no queue|all done online],
          [brilliant|smooth].
        Everything [was perfect|went smoothly|just worked], [honestly can't fault it|nothing to
          complain about].
        [Perfect|Just right] for a [weekend away|business trip|family break|girls' weekend].
        [One of the best hotels|The nicest place] {we} have stayed in [for years|this year|in
          {city}].
        Such a [great|relaxing|happy] few days [here|in {city}], thank you [all|].
        [Ten out of ten|5 stars from us|Top marks], [don't change a thing|keep it up].
        They fixed a small [thing|problem with the tv] within [minutes|ten minutes],
          [impressive|how it should be].
        @lukewarm
        [Fine|OK|Alright] for one night, nothing [special|to write home about].
        [Decent|Average] hotel, a bit [tired|dated] but [clean enough|does the job].
        Room [a bit|rather|quite] small [for the price|for two], otherwise [fine|ok].
        It was ok. [Pillows a bit soft|Bed a bit hard|Carpet has seen better days].
        Good location but [pricey|expensive] for what it is.
        Breakfast [nice|good] but [same every day|could do with more fruit|ends too early].
        [Not bad|Not great, not terrible], would [maybe|probably] [try somewhere else next
          time|come again if cheaper].
        Expected [a bit|a little] more [for four stars|from the reviews], but [staff were nice|no
          real complaints].
        [Parking|The car park] is [tight|a squeeze], [small cars only|bring a small car].
        A kettle [would be|would have been] nice, [otherwise all fine|apart from that good].
        [Nothing wrong|No complaints], just [a bit bland|no character|very corporate].
        [Solid|Reasonable] [business hotel|chain style hotel], [in and out|quick check in], nothing
          more.
        """
}
