import Detection
import Recovery

/// Cues of our own for the twenty-eight scenarios of the starting library.
///
/// The detector's tests must not change with every edit of the library's text, so they bring
/// their own.
enum SampleRules {
    static let all: [DetectionRule] = room + technology + frontOffice + restaurantAndSafety

    private static func rule(
        _ code: String,
        _ severity: Severity,
        _ touchpoints: [Touchpoint],
        _ cues: String
    ) -> DetectionRule {
        DetectionRule(
            scenarioCode: code,
            cues: cues.split(whereSeparator: { $0 == "," || $0 == "\n" }).map {
                String($0.drop { $0 == " " })
            },
            touchpoints: touchpoints,
            severity: severity
        )
    }

    private static let room = [
        rule(
            "HK-01",
            .serviceDenied,
            [.room],
            """
            room not cleaned, room not made up, bed not made, never cleaned, not serviced,
            no housekeeping, housekeeping never came, not been cleaned, towels not changed,
            sheets not changed, rubbish not emptied, trash not emptied, uncleaned, unmade bed,
            room was not made, did not clean, didn't make up the room
            """
        ),
        rule(
            "HK-02",
            .serviceDenied,
            [.room, .bathroom],
            """
            dirty room, dirty bathroom, dirty sheets, dirty carpet, dirty floor, dirty towels,
            dirty,
            filthy, stains, stained sheets, hair in the bed, hair in the bath, hairs, mould, mold,
            mildew, moldy, mouldy, smelly room, room smelled, bad smell, musty, damp smell, stank,
            stinks, sewage smell, grubby, unclean, not clean, room smells, dust, dusty, grimy,
            smelly, blood, urine, funky smell, odor, not very clean, foul smell
            """
        ),
        rule(
            "HK-03",
            .safety,
            [.room],
            """
            cockroach, cockroaches, roaches, bed bugs, bedbugs, ants, mouse in, mice, rats, bugs,
            dead bug, insects, spiders, termites, fleas, infested, bitten, pest, mosquitoes, rodent
            """
        ),
        rule(
            "HK-04",
            .annoyance,
            [.room, .bathroom],
            """
            no towels, no toilet paper, no soap, no shampoo, no pillows, extra pillows never,
            no blankets, missing towels, not enough towels, ran out of, no kettle, no hair dryer,
            no hairdryer, no coffee, no bathrobes, missing linen, no glasses, no iron, forgot towels
            """
        ),
        rule(
            "SN-01",
            .serviceDenied,
            [.room],
            """
            smoking room, cigarette smoke, smelled of smoke, smell of smoke, smelled like smoke,
            stale smoke, cigarettes, smelt of cigarettes, smoky, reeked of smoke, tobacco,
            smoke smell, stinking cigarettes
            """
        ),
    ]

    private static let technology = [
        rule(
            "EN-01",
            .serviceDenied,
            [.room],
            """
            too hot, too cold, freezing, air conditioning not working, ac not working,
            air con did not work, no air conditioning, no air con, no aircon, no ac, no a c,
            no heating, heating did not work, heater broken, freezing cold, boiling hot, sweltering,
            cold room, room was cold, hot room, stuffy, ac broken, ineffective air con,
            could not control temperature, thermostat, unbearably hot, too warm, not warm,
            air conditioning noisy, no ventilation, airless
            """
        ),
        rule(
            "EN-02",
            .serviceDenied,
            [.bathroom],
            """
            no hot water, cold shower, cold water, lukewarm, weak shower, no water pressure,
            low water pressure, poor water pressure, blocked drain, shower blocked, sink blocked,
            toilet blocked, toilet did not flush, toilet flooded, flooded, shower did not work,
            shower broken, water did not work, drain clogged, clogged, leaking, leak,
            shower trickle,
            overflowed, water did not drain
            """
        ),
        rule(
            "EN-03",
            .inconvenience,
            [.room],
            """
            tv not working, tv did not work, television broken, no power, power cut, light broken,
            lights did not work, bulb, socket, safe did not work, broken lamp, phone did not work,
            not enough sockets, broken, fell off, came off, falling apart, out of order, cracked,
            remote did not work, fridge did not work, peeling, needs repair, did not work
            """
        ),
        rule(
            "EN-04",
            .serviceDenied,
            [.building],
            """
            lift out of order, lift broken, elevator broken, lift not working, elevator out,
            no lift, no elevator, slow elevator, slow lift, one lift, wait for the lift,
            stuck in the lift, elevators did not work
            """
        ),
        rule(
            "EN-05",
            .serviceDenied,
            [.arrival, .room],
            """
            key did not work, key card did not work, keycard, locked out, door did not lock,
            lock broken, wrong key, card stopped working, could not open the door, door wide open
            """
        ),
        rule(
            "IT-01",
            .inconvenience,
            [.room, .meeting],
            """
            wifi not working, wifi slow, slow wifi, no wifi, wi-fi did not work, internet slow,
            no internet, slow internet, internet down, wifi kept dropping, could not connect,
            weak wifi, poor wifi, pay for wifi, charge for internet, poor internet, wifi poor,
            internet expensive, wifi terrible
            """
        ),
    ]

    private static let frontOffice = [
        rule(
            "NO-01",
            .serviceDenied,
            [.night],
            """
            noise from the bar, loud music, music until late,
            street noise, traffic noise, noise outside,
            noisy street, noise from the street, noisy bar, wedding party, nightclub noise,
            construction noise, construction, jackhammer, noisy at night, could not sleep,
            did not sleep, no sleep, kept us awake, kept awake, noisy, noise, loud
            """
        ),
        rule(
            "NO-02",
            .inconvenience,
            [.night],
            """
            thin walls, noisy neighbours, noisy neighbors, noise from next room, doors slamming,
            hear everything,  paper thin, noisy corridor, noise in the hallway,
            hear neighbours, hear the neighbors, shouting in corridor, hear people, barking, slam,
            noise from other rooms, noisy hallways, hear noise, not soundproof, hear conversations
            """
        ),
        rule(
            "FO-01",
            .inconvenience,
            [.reception],
            """
            long queue, long line, long wait, waited over, waited an hour, slow check in,
            check in took, waiting to check in, check-in slow, queue at reception, took forever,
            nobody at reception, waited for hours, wait in line, hour to check in
            """
        ),
        rule(
            "FO-02",
            .inconvenience,
            [.arrival],
            """
            room not ready, room was not ready, not ready until, room wasn't available until,
            wait for our room
            """
        ),
        rule(
            "FO-03",
            .serviceDenied,
            [.arrival],
            """
            wrong room, not the room we booked, booked a double, gave us twin, instead of king,
            instead of double, two single beds, no sea view, not what we booked, wrong bed,
            downgraded, facing a brick wall, paid for a view, room we reserved, room we requested,
            not honored, not honoured, reservation lost, lost our reservation
            """
        ),
        rule(
            "FO-04",
            .staySpoiled,
            [.arrival],
            """
            overbooked, no room for us, sent to another hotel, overbooking, walked to another hotel
            """
        ),
        rule(
            "FO-05",
            .serviceDenied,
            [],
            """
            rude, rude staff, rudely, unfriendly, unhelpful, not helpful, impolite, arrogant,
            dismissive, ignored us, did not care, poor service, bad service, terrible service,
            worst service, no service, attitude, unprofessional, indifferent, could not be bothered,
            staff not friendly, lousy service, service was slow, incompetent, shouted at us, surly,
            disrespectful, customer service, snotty, no apology, not care
            """
        ),
        rule(
            "BI-01",
            .serviceDenied,
            [.billing],
            """
            overcharged, charged twice, double charged, wrong bill, wrong charge,
            refused to refund, refund, charged my card, incorrect bill, charged extra
            """
        ),
        rule(
            "BI-02",
            .serviceDenied,
            [.billing],
            """
            resort fee, hidden fee, hidden charges, parking fee, extra charge, surcharge,
            extra fees, charged for parking, expensive parking, charge for everything
            """
        ),
    ]

    private static let restaurantAndSafety = [
        rule(
            "FB-01",
            .inconvenience,
            [.restaurant, .roomService],
            """
            cold food, food was cold, wrong order, cold breakfast, breakfast cold, cold coffee,
            waited for food, food never came, poor breakfast, breakfast poor, bad food,
            food was bad,
            food terrible, awful food, overcooked, undercooked, inedible, tasteless, stale,
            food mediocre, mediocre breakfast, slow service, breakfast disappointing, ran out,
            food not good, breakfast awful, room service slow, food below average
            """
        ),
        rule(
            "FB-02",
            .safety,
            [.restaurant],
            """
            allergy ignored, allergic reaction, contained nuts, gluten, nut allergy, served nuts,
            not vegetarian, no vegetarian, allergic
            """
        ),
        rule(
            "FB-03",
            .safety,
            [.restaurant],
            "food poisoning, sick after eating, vomiting, diarrhea, stomach bug"
        ),
        rule(
            "SN-02",
            .safety,
            [.arrival, .room],
            """
            wheelchair, not accessible, no ramp, accessible room, disabled, no handicapped access,
            grab rails, step free
            """
        ),
        rule(
            "SE-01",
            .safety,
            [],
            """
            stolen, theft, robbed, harassed, assaulted, intruder, someone entered our room, unsafe,
            stole, injured, did not feel safe
            """
        ),
        rule(
            "LF-01",
            .serviceDenied,
            [.room, .laundry],
            """
            lost luggage, lost my, damaged luggage, laundry lost, laundry ruined, left behind,
            never returned my, damaged my
            """
        ),
        rule(
            "EX-01",
            .serviceDenied,
            [.booking, .facility],
            """
            pool closed, gym closed, spa closed, pool was under renovation, not like the pictures,
            not as advertised, pictures misleading, nothing like photos, under construction,
            closed for renovation, misleading, false advertising, not match pictures, beware,
            not four star, not five star, not 4 star, not 5 star, no pool, not worth the money
            """
        ),
        rule(
            "CO-01",
            .staySpoiled,
            [.recovery],
            """
            nobody called back, never called back, never got back to me, no reply, no response,
            promised to call, still waiting, nobody came, no one came, never replied, not replied,
            nothing was done, complained twice
            """
        ),
    ]
}
