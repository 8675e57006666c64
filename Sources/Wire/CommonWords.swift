/// The words that a frame names by number (Sync.md 4.4): what guests and staff write most, in
/// English, then in German, Spanish and French.
///
/// A word's number is its place here, for ever. None is moved or taken out; others may only be
/// added at the end, up to `WordCode.wordCountMax`, and with a coding of a new number.
enum CommonWords {
    static let text = """
        the and was to a i in of is for we it room hotel with were at on that my our but not
        very they had you have staff as this are be so breakfast there no from all stay one
        would good when great which if me an clean out us or by nice rooms can night just too
        only up their will more time bed has also like get could bathroom about location desk
        even after some been your service friendly area again next place little front well
        because what other than did comfortable really day two them first water it's she he
        didn't don't back before then asked stayed door small food helpful check much over told
        do said shower who pool parking how into any her his am pm made floor came never
        everything free being called went right morning got better people close where wasn't
        always price still staying around make while lobby need off going old coffee building
        another outside street definitely restaurant bar beds wifi internet noise quiet loud
        view air beautiful excellent wonderful perfect amazing family business city downtown
        walk walking walked distance within minutes hours hour days nights week weekend trip
        vacation manager reception receptionist guest guests customer customers however although
        though through since until during every each both many most few several lot lots enough
        quite bit almost away down here now later early late soon ever already once twice three
        four five six seven eight nine ten hundred thousand second third last best worst worse
        bad poor terrible horrible awful disappointed disappointing disappointment dirty filthy
        smell smelled smelly stains stained stain carpet carpets sheets sheet towels towel
        linens linen pillow pillows blanket blankets mattress mattresses sofa couch chair chairs
        table tables lamp lamps light lights lighting window windows curtains curtain wall walls
        ceiling doors key keys card cards lock locked safe closet wardrobe drawer drawers fridge
        refrigerator microwave kitchen kitchenette sink toilet toilets bath bathtub tub faucet
        drain drains pressure hot cold warm heat heating heater conditioning conditioner ac
        temperature thermostat fan noisy noises sound sounds hear heard sleep slept sleeping
        asleep wake woke awake tired rest restful relaxing relaxed relax enjoy enjoyed enjoyable
        love loved lovely liked recommend recommended highly return returning returned come
        coming comes book booked booking bookings reservation reservations reserved website
        online phone call calls calling number email emails message charge charged charges
        charging bill billed credit refund refunded refunds money cost costs paid pay paying
        payment prices priced pricing rate rates cheap expensive value worth extra fee fees
        deposit tax taxes total dollars euros euro pounds wanted want wants needed needs needing
        ask asking asks tell telling says say saying explain explained speak speaking spoke talk
        talked talking answer answered respond response responded reply replied offer offered
        offers offering give gave given gives giving take took taken takes taking bring brought
        put leave leaving left arrive arrived arriving arrival checkout checkin checked checking
        wait waited waiting sent send sending found find finding look looked looking looks see
        saw seen seemed seems seem feel felt feeling feels think thought thinking thinks know
        knew known knowing show showed shown shows help helped helping fix fixed fixing repair
        repaired broken broke break working worked work works cleaned cleaning cleaner cleanest
        cleanliness housekeeping maid maids change changed changing changes move moved moving
        open opened opening opens closed closing closes turn turned turning turns run running
        ran start started starting stop stopped stopping stops keep kept keeping keeps let lets
        letting allow allowed allows try tried trying tries use used using uses useful sit
        sitting sat stand standing stood drive driving drove driven park parked parks eat eating
        ate eaten drink drinks drinking drunk serve served serving serves order ordered ordering
        provide provided provides providing include included includes including expect expected
        expecting expectations request requested requests requesting require required complain
        complained complaint complaints complaining apologize apologized apology apologies sorry
        apologise apologised notice noticed mention mentioned happen happened happening happens
        experience experienced experiences visit visited visiting visits travel traveled
        traveling travelled travelling traveler travelers tourist tourists property properties
        resort inn motel suite suites apartment cottage house home homes places spot spots areas
        located locations near nearby nearest far across between behind beside above below under
        top bottom upper lower level levels floors stairs elevator elevators lift lifts hall
        halls hallway hallways corridor corridors entrance exit side center centre central town
        village beach ocean sea lake river mountain mountains garden gardens patio balcony
        terrace roof deck poolside jacuzzi spa sauna gym fitness tennis golf casino conference
        convention meeting meetings event events wedding weddings party parties concert festival
        game games breakfasts lunch dinner dinners meal meals menu buffet eggs egg bacon sausage
        sausages toast bread cereal fruit fruits juice milk tea coffees cream cheese waffle
        waffles pancakes muffins bagels yogurt fresh fresher delicious tasty taste tasted bland
        stale cooked cook chef waiter waitress waiters bartender server servers snack snacks
        wine beer cocktail cocktails bottle bottles bottled glass glasses cup cups plate plates
        restaurants cafe pub bars shop shops shopping store stores mall market station train
        trains metro subway bus buses taxi taxis cab uber car cars truck trucks garage valet
        shuttle airport flight flights plane highway freeway interstate traffic road roads
        streets avenue block blocks mile miles corner person man woman men women lady ladies
        gentleman guy guys girl girls boy boys kid kids child children baby husband wife son
        daughter mother father mom dad parents sister brother friend friends couple couples
        families group groups team member members employee employees worker workers driver owner
        owners management managers attendant clerk concierge security police guard bellman
        porter housekeeper supervisor agent company new newer newest newly older oldest modern
        updated updating renovated renovation renovations remodeled remodeling outdated dated
        worn decor decorated decoration design designed style stylish elegant luxury luxurious
        upscale boutique historic historical charming charm quaint cozy cosy comfy comfort
        comfortably spacious roomy tiny large larger largest big bigger biggest huge smaller
        smallest short long longer tall wide narrow high higher low full empty crowded busy
        quick quickly fast slow slowly easy easily difficult hard simple basic standard average
        decent okay ok fine fair reasonable reasonably affordable adequate acceptable
        unacceptable outstanding superb fantastic fabulous awesome incredible exceptional
        impressive impressed pleasant pleasantly pleased pleasure happy happier glad satisfied
        thankful grateful thank thanks thanked appreciate appreciated welcome welcomed welcoming
        courteous polite professional attentive accommodating accommodate accommodated
        accommodations accommodation gracious generous rude unfriendly unhelpful unprofessional
        disrespectful dismissive ignored ignore careless lazy honest kind kindness patient smile
        smiles smiled smiling cheerful greet greeted greeting personable knowledgeable efficient
        prompt promptly immediately immediate problem problems issue issues trouble concern
        concerns concerned worry worried mistake mistakes error wrong incorrect missing lost
        lose stolen theft unsafe safety dangerous danger fire alarm alarms leak leaking leaked
        leaks flood flooded wet damp moist mold mould moldy musty mildew rust rusty dust dusty
        dirt hair hairs bugs bug bedbugs roach roaches cockroach cockroaches ants ant spider
        spiders mice mouse insects insect flies mosquito mosquitoes bites bitten trash garbage
        rubbish bin bins smoke smoking smoked smoker cigarette cigarettes odor odour odors
        stench stink stinks stunk sewage urine vomit blood sticky stuck grimy gross disgusting
        nasty shabby peeling cracked crack cracks holes hole paint painted wallpaper tile tiles
        grout caulk flooring furniture furnished furnishings dresser cabinet cabinets counter
        counters mirror sinks shelf shelves hooks hook hanger hangers iron ironing board
        hairdryer dryer washer laundry machine machines ice vending tv television tvs channel
        channels cable remote screen movie movies music speaker radio clock phones charger plug
        plugs outlet outlets socket sockets electric electrical electricity power wire signal
        connection connect connected password computer laptop printer king queen double single
        twin bunk rollaway crib cot handicap handicapped accessible wheelchair disabled
        nonsmoking pet pets dog dogs cat cats barking soap shampoo lotion toiletries tissue
        tissues paper toothbrush amenities amenity facilities facility features feature
        equipment robe robes slippers kettle maker pot today yesterday tomorrow tonight evening
        evenings afternoon noon midnight mornings midday daily weekly month months year years
        summer winter spring fall monday tuesday wednesday thursday friday saturday sunday
        january february march april may june july august september october november december
        christmas holiday holidays birthday anniversary honeymoon easter thanksgiving eve i'm
        i've i'll i'd we're we've we'll we'd you're you'll they're they've that's there's what's
        he's she's can't couldn't wouldn't won't isn't aren't weren't doesn't haven't hasn't
        hadn't shouldn't cannot let's don hotel's should might must shall able unable rather
        instead either neither nor else such same different difference various similar certain
        certainly sure surely probably possibly possible impossible maybe perhaps actually
        finally eventually especially particularly extremely incredibly absolutely totally
        completely entirely truly simply mostly mainly generally usually normally often
        sometimes occasionally rarely seldom hardly barely nearly exactly approximately
        apparently obviously clearly literally basically honestly unfortunately fortunately
        luckily sadly hopefully otherwise therefore thus hence whether unless without despite
        except besides along against among toward towards upon onto beyond throughout per plus
        via anyway anywhere anyone anybody anything somewhere someone somebody something
        everyone everybody everywhere nobody nothing none nowhere myself ourselves himself
        herself itself yourself themselves mine ours yours theirs its those these whom whose why
        yes yet star stars rating ratings review reviews reviewed reviewer reviewers tripadvisor
        expedia priceline hotwire marriott hilton hyatt sheraton westin hampton express quality
        western ramada radisson wyndham choice rewards points loyalty status platinum gold
        diamond upgrade upgraded upgrades complimentary discount discounts deal deals package
        packages voucher vouchers coupon gift bonus compensation compensate compensated policy
        policies cancel canceled cancelled cancellation cancelation rule rules attractions
        attraction museum museums theater theatre zoo aquarium university college hospital
        stadium arena square plaza bridge harbor harbour waterfront boardwalk pier marina island
        coast bay valley hill hills trail trails hiking ski skiing views scenic scenery sunset
        sunrise sand surf waves bike bikes tour tours neighborhood neighbourhood neighbors
        neighbor surrounding surroundings grounds landscaping trees flowers courtyard fountain
        fireplace lounge seating space spaces entry main heart convenient conveniently
        convenience access proximity set setup sort type types part parts piece pieces half
        quarter whole entire amount bunch pair list note point reason reasons way ways thing
        things stuff item items idea fact case cases sense matter care cared careful carefully
        attention attitude attempt effort efforts detail details information info question
        questions choices option options selection variety assortment range size sizes color
        colors white black blue green red brown yellow gray grey dark bright brighter dim end
        ended ending ends begin began beginning become became becomes continue continued remain
        remained spend spent spending save saved saving buy bought purchase purchased sell sold
        win won add added adding miss missed fill filled drop dropped pick picked picking pulled
        pull push pushed press pressed hit hold held holding carry carried throw thrown threw
        wash washed washing dry dried soft softer harder firm thin thick rough smooth sharp flat
        deep heavy believe believed realize realized understand understood understanding
        understandable remember remembered forget forgot forgotten decide decided decision
        choose chose chosen plan planned planning plans prefer preferred hope hoping hoped wish
        wished consider considered considering compare compared suggest suggested suggestion
        suggestions advise advised advice agree agreed accept accepted refuse refused deny
        denied promise promised promises ensure ensured assure assured assist assisted
        assistance assigned assign resolve resolved solve solved solution address addressed
        handle handled dealt treat treated treatment manage managed follow followed following
        report reported reporting contact contacted inform informed confirm confirmed
        confirmation receive received receiving receipt invoice statement account bank debit
        cash tip tips tipped play played playing watch watched watching read reading write
        writing wrote written listen listened hang hanging meet met sing dance swim swimming
        swam exercise workout ride riding rent rental rented cover covered covering covers
        replace replaced replacement remove removed removing install installed supply supplied
        supplies lack lacked lacking lacks exist existed available availability unavailable
        suppose supposed deserve deserved disturb disturbed disturbing bother bothered bang
        banging slam slamming slammed scream screaming yell yelling yelled shout shouting knock
        knocked knocking crying ring rang ringing creaky squeaky rattling buzzing humming
        drilling construction age ago actual additional advance advertised afraid alone
        alternative ample annoying annoyed apart appalling appeared appealing appropriate area's
        art attached attractive authentic aware awkward background bags bag luggage suitcase
        suitcases baggage ball bare base based basement basket bathrooms bathroom's bedroom
        bedrooms bedding bedspread bedside bench bet blinds boards body boiler boss box boxes
        brand brief budget buildings built burned burnt button buttons camera candy cap carts
        cart caught cause caused causing chain chance chat chips chocolate chocolates class
        classic classy clientele cloth clothes club clubs coat code coffeemaker coins
        combination common community comparable competent complete complex computers condition
        conditions condo confused confusing constant constantly contemporary content continental
        control convinced cookie cookies cool cooler corporate correct corrected country county
        course court crazy crew cross culture curb current currently cut cute damage damaged
        date dates dead death decades dining direct directed directions directly director dishes
        dish dishwasher display disaster distant doorman downside downstairs drapes dressed dump
        duty ear earlier ears east edge elderly else's emergency enter entered entertainment
        environment equipped escape essential etc europe european exceeded exchange excited
        exciting excuse excuses exhausted expectation explanation explore exterior extended
        extensive eye eyes face faces failed fail familiar famous fancy favorite favourite fear
        feet field figure final finished finish fish fit flavor flawless flush flushed foam
        folks foot forced foreign form former forward friday's fried frequent frequently
        frustrated frustrating frustration fun functional fully further future general genuine
        genuinely grab grand granted grass greasy grill ground groceries grocery guest's guide
        hands hand handy happily hate hated head health healthy helpfulness hidden history homey
        hospitality host hostel hostess hotels human hungry hurricane ideal ignorant imagine import
        important improve improved improvement improvements inadequate inches
        inconvenience inconvenient individual indoor inexpensive inside insisted interesting
        interior international involved jazz job join joke joint kindly kitchens knees land
        language laughing laid law lay layout lead least leather legs less letter liar library
        life limit limited line lines lit live lively living load local locals locks lounges
        luck lucky magnificent maintain maintained maintenance major makes making marble marks
        massage master material maximum mean means meant media medical medium mess messy
        microwaves middle mid mind mini minibar minimal minimum minor minute mix moment mood
        motels mouth multiple names name natural nature necessary needless negative negatives
        neat nervous nevertheless news nicely nicer nicest night's nightmare normal north notch
        notes numbers numerous obtain occasion occupied odd office officer oh omelette one's
        ones opposite orange original outdoor outdoors overall overlooked overlooking overlooks
        overnight overpriced own owned packed page pain palm pan panel pants partial particular
        pass passed past path pathetic peace peaceful perfectly performance period permit
        personal personally personnel personality photo photos physical picture pictures pipes
        pizza plain planet plant plants plastic pleasing plenty plumbing polluted pools poorly
        popular portion positive positives possibility posted potential potatoes practically
        prepared presence presented pretty previous previously prior privacy private priority
        pro process professionalism program proper properly proud public purpose questionable
        quietest rained rain rainy raised random reach reached reaction ready real reality
        realise realised recent recently recommendation recommendations recommending record
        refills refresh refreshing refreshed refurbished regarding regardless register
        registered regular regularly related relatively reliable relief remarkable repeat
        repeatedly represent reputation residence respect respectful responsible responsibility
        result results resting retro reward rich rip ripped risk rock rocks romantic round
        rubbed rug rundown rushed salad sandwich sandwiches salon santa satisfactory
        satisfaction saturday's scale scared scary schedule scheduled school scrambled search
        season seat seats secluded secure selected selfish senior separate serious seriously
        service's services serviced session settled setting severe shade shame shape share
        shared sharing shocked shocking showers showering shut shuttles shy sick sides sight
        sights sign signed signs silent silly sincerely site sites situated situation skip
        sleeper slightly slightest sloppy smart smells soaked soaking soda solid somewhat
        soundproof soundproofing south special specific specifically speed splash spoiled
        spotless sprung staff's staffed stage standards starbucks state stated states stays
        steak steam steep step steps stiff storage stormy straight strange stranger stream
        stressful strip strong stunning sub subpar succeed success suffered sugar suit suitable
        suited sunday's sunny super superior support surface surprise surprised surprising
        surprisingly sweet system tap tasteful tastefully teams tech telephone temperatures
        temporary tend terms test text texted thermostats thorough thoroughly thousands
        threatened thrilled thru ticket tickets tight till timely times title tone tonight's
        touch touches tough towel's towers tower track tradition traditional tram transportation
        transport traveller travellers tree trendy tricky trips true trust truth twelve twenty
        thirty fifty typical ugly ultimate unbelievable uncomfortable undergoing understaffed
        underwhelming uneven unexpected unforgettable uninviting unique unit units unlike
        unpleasant unsanitary unusual update updates upset upsetting upstairs urban usable usual
        utterly vacant vacations vacuum vacuumed vast vehicle vehicles vent vents venue version
        vibe vicinity view's visible visitor visitors voice volume walkable warned warning waste
        weak weather web weekends weeks weird west wheel wherever whilst wild willing wind winds
        wireless wise wonder wonderfully wood wooden wooded word words world worthy wow wrap
        wrapped yard york young younger yummy zero zone go goes gone having getting gets does
        doing seeing others beat non due cabin cabins lodge lodging getaway activities springs
        beaches please th attending attend attended fairly atmosphere gorgeous terrific guess
        sized elsewhere passing facing district inviting cramped spectacular delightful spread
        falling fell centrally campus ahead sucks wear heated switch beautifully showing
        everyday sun heading snow slide utensils oatmeal addition exception popcorn avoid badly
        exceptionally clear mediocre destination comforter entering surrounded sad cooking stove
        spray loose funny immaculate comment comments burn rolls cheaper dingy clogged sketchy
        baked term deluxe initially funky diner pastries storm soiled plentiful appears fare
        responsive gas premium runs peak target creepy impeccable balconies prepare whenever
        meat desperate carpeting enjoying closer breeze torn informative manner establishment
        frayed whatever sufficient adjoining placed journey greatest deceiving self temp alot
        lol quit executive national post shift together accident alcohol allergy allergic
        allergies almond ambulance announced anxious apartment's appointment approached argue
        argued argument arrange arranged arrangement arrangements ashamed assume assumed audio
        authority bakery bathed battery begged behaviour behavior bleach bleeding blamed
        bothering bowl brakes breathing briefly brush bulb bulbs butter cake calm cancelling
        candle carton ceilings celebrate celebrated celebrating certificate chased chef's
        chicken chilly claim claimed claims cloakroom coach collect collected collection
        compensating conversation cooks corkage crash crashed curry deadline decline declined
        defective delay delayed delays deliver delivered delivery demand demanded dentist
        departure desks diet dietary diabetic discover discovered discussed dishonest ditch
        doctor dozen dripping duvet duvets echo electrician engineer engineers escalate
        escalated evacuated evening's exhausting extractor fault faults faulty favour feedback
        fever flickering fluff freezer freezing frozen furious gesture gluten goodwill
        guaranteed guarantee handwritten harassed hazard headache heatwave hygiene hygienic icy
        illness inaccurate incident inconsiderate inedible infested injured injury inspect
        inspected inspection insult insulted insurance intercom interrupted intoxicated invoiced
        jammed janitor jar jet knife ladder lactose lasted lateness laughed lawyer lied lies
        loyal lukewarm maintenance's meanwhile mended misleading misled mop mopped mouldy nappy
        napkin napkins neglected neglect nuts oven overbooked overcharged overcooked overdue
        overflowed overheard owed pans parcel passport peanut pest pharmacy pipe plumber
        plumbers polish pregnant premises printed promising puddle puddles puncture queue queues
        queued radiator radiators raw reassured reassuring recovered recovery refunding refusing
        regret relocated reluctant reminded reminder respected ruin ruined sauce scratched
        scruffy seafood shaking shaver shouted shrugged silence skipped slipped slippery snoring
        soup sour spark sparks spill spilled spilt spoon squeaking stairway stairwell stranded
        strangers stroller stuffy sunbeds supervisor's suspicious sweating swearing swore
        switched sympathy technician thermometer tidy towelling traced tray trays trolley
        unanswered unattended unaware undercooked unfair unheated unmade untidy urgent vegan
        vegetarian ventilation vegetables visa wheelchairs whistling wiped witness witnessed
        wobbly woken wrongly und der die das war ist wir nicht es im zimmer sehr ein eine zu mit
        für auf von den dem des auch aber sich hatten haben hat ich uns sind waren wurde wurden
        bei aus nach als wie nur noch oder einen einem einer eines kein keine keinen vom zum zur
        über unter vor durch ohne um bis gegen wenn dass weil da hier dort dann schon immer nie
        wieder mehr viel viele alles alle etwas nichts gut gute guter guten schlecht schlechte
        schön schöne schönes toll tolle leider freundlich freundliche freundlichen unfreundlich
        sauber sauberes schmutzig dreckig laut leise ruhig ruhige kalt kaltes kalte heiß klein
        kleine groß große großes alt alte neu neue teuer günstig bequem bequeme defekt kaputt
        frühstück lage badezimmer dusche toilette wasser bett betten nacht nächte tag tage abend
        morgen uhr stunde stunden minuten woche jahr mal preis leistung rechnung kosten essen
        trinken kaffee küche auswahl getränke bier wein zimmers rezeption mitarbeiter
        mitarbeiterin mitarbeiterinnen dame herr kellner gast gäste familie kinder frau mann
        leute parkplatz parken auto bahnhof bahn flughafen stadt zentrum nähe straße lärm
        baustelle nachbarn wand wände fenster tür balkon aussicht blick heizung klimaanlage
        lüftung licht lampe fernseher wlan strom steckdose schlüssel karte aufzug treppe stock
        etage strand meer garten terrasse geruch gestank schimmel staub haare handtücher
        handtuch bettwäsche matratze kissen decke teppich boden möbel schrank kühlschrank
        reinigung putzfrau gereinigt geputzt gewechselt gebucht buchung reservierung bestellt
        bezahlt bezahlen gefragt gesagt gebeten bekommen gegeben gekommen gegangen gemacht
        gefunden gewartet warten angerufen geantwortet beschwerde beschwert entschuldigung
        entschuldigt hilfe geholfen hilfsbereit bemüht probleme fehler lauter können konnte
        konnten kann müssen musste mussten muss sollte sollten soll wollte wollten würde würden
        wird werden worden gab gibt ging kam kommen gehen machen sagen sehen schlafen geschlafen
        stehen liegen bleiben funktioniert funktionierte gefallen empfehlen empfehlenswert
        zufrieden enttäuscht ersten erste zweite letzte nächste gleich sofort später erst lange
        lang kurz ganz ziemlich wirklich eigentlich sogar trotzdem jedoch besser ab er sie ihr
        ihre ihren unser unsere unserem unserer mein meine meinem meiner diese dieser dieses
        welche wer wo warum drei zwei vier fünf el la los las de del que en un una unos unas con
        por para al lo le les se su sus era eran fue fueron muy sin más menos pero como si
        cuando donde porque aunque también todo toda todos todas nada algo alguien nadie nunca
        siempre ya aún todavía hasta desde entre sobre bajo durante antes después luego aquí
        allí hay había ha han hemos está están estaba estaban estar ser tiene tienen tenía
        teníamos tener hacer hace hizo hicieron puede pueden podía poder nos mi mis nuestra
        nuestro nuestros habitación habitaciones cama camas baño ducha agua caliente fría frío
        calor aire acondicionado ventana puerta llave tarjeta ascensor escalera piso planta
        ruido ruidoso ruidosa olor sucio sucia suciedad limpio limpia limpieza toallas toalla
        sábanas almohada colchón recepción recepcionista gerente camarero camarera servicio
        atención amable amables simpático atento atentos desayuno comida cena almuerzo
        restaurante café bebida bebidas vino cerveza bufé variedad precio calidad caro cara
        barato cuenta factura cobraron cobrar pagar pagamos pago reserva reservado reservamos
        llegada llegamos llegar salida salir noche noches día días hora horas minutos semana mes
        año mañana tarde vez veces primera primer segundo última último bueno buena buenos
        buenas buen malo mala mejor peor excelente bonito bonita grande pequeño pequeña nuevo
        nueva viejo vieja cómodo cómoda tranquilo cerca lejos centro ciudad playa mar piscina
        calle zona ubicación situación aparcamiento coche tren estación aeropuerto autobús
        vistas vista terraza balcón jardín familia niños niño niña amigos pareja persona
        personas gente huéspedes cliente clientes problema problemas queja quejas quejamos
        disculpa disculpas solución solucionar ayuda ayudar ayudaron dijo dijeron decir pedimos
        pedir pedí dieron dar dio cambiar cambiaron cambio llamar llamamos llamé teléfono
        esperar esperamos espera funcionaba funciona funcionar roto rota falta faltaba
        televisión luz nevera recomendable recomiendo recomendar repetiremos volver volveremos
        volvería gracias esta este esto estos estas eso esa ese otra otro otras otros cada mismo
        misma mucho mucha muchos muchas poco poca pocos bastante demasiado tan tanto solo dos
        tres cuatro cinco du une et est au aux dans pour par sur avec sans sous qui ne pas très
        bien mais ou où nous vous il elle ils elles je ce cet cette ces sa ses notre votre vos
        leur leurs mon ma été était étaient sont être avoir avait avaient avons ont ai fait
        faire peut pouvait pouvoir doit tout tous toute toutes rien jamais toujours encore déjà
        aussi même peu beaucoup trop assez moins comme quand donc alors après avant pendant
        depuis jusqu chez vers ici là chambre chambres lits salle bain bains douche eau chaude
        froide froid chaud toilettes fenêtre porte clé clef carte ascenseur étage escalier bruit
        bruyant bruyante calme odeur odeurs sale sales saleté propre propres propreté ménage
        serviettes serviette draps oreiller oreillers matelas moquette accueil réception
        réceptionniste directeur serveur serveuse aimable aimables sympathique sympathiques
        souriant gentil agréable agréables désagréable déjeuner déjeuners petit petite petits
        petites dîner repas cuisine plat plats boisson vin bière choix prix qualité rapport cher
        chère facture facturé payer payé réservation réservé réserver arrivée arrivés arriver
        départ partir nuit nuits jour jours heure heures semaine mois année matin soir midi fois
        première premier deuxième dernière dernier bon bonne bons bonnes mauvais mauvaise mieux
        pire excellente parfait parfaite beau belle joli jolie nouveau nouvelle vieux vieille
        vieillot confortable confort situé située emplacement proche près loin ville plage mer
        piscine rue quartier voiture gare métro aéroport vue balcon jardin famille enfants
        enfant amis personne personnes gens clients client clientèle séjour vacances hôtel
        hôtels établissement problème problèmes plainte réclamation excusé aide aider aidé dit
        dire demandé demander donné donner changé changer appelé appeler téléphone attendre
        attendu attente marche marchait fonctionne fonctionnait cassé cassée manque manquait
        télévision télé lumière climatisation chauffage frigo recommande recommander conseille
        reviendrons revenir retour merci trouvé trouver rester resté restés dormir dormi passé
        pris prendre mettre voir vu savoir aucun aucune autre autres chaque plusieurs certains
        seul seule deux trois quatre cinq d'un d'une l'hôtel l'accueil n'est n'a n'était c'est
        c'était qu'il j'ai s'est
        """
}
