extension DemoWords {
    /// The most common failures and praise in German, Spanish and French.
    static let languages = """
        @zahl
        [2|3|4|5|6|7]
        @uhr
        [0:30|1:00|1:30|2:00|2:45|3:00|3:20|4:00]
        @de-HK-02
        Das [Bad|Zimmer|Bett] war [nicht sauber|dreckig|schmutzig], überall [Haare|Staub|Flecken].
        [Schimmel in der Dusche|Flecken auf dem Laken] in Zimmer {room}, [eklig|das geht gar nicht].
        @de-EN-01-cold
        Die Heizung [ging nicht|war kaputt|blieb kalt], wir haben [die ganze Nacht|in Zimmer
          {room}] gefroren.
        Zimmer {room} war [eiskalt|viel zu kalt], [{zahl} Nächte lang|auch mit Decke].
        @de-EN-01-warm
        Die Klimaanlage [funktionierte nicht|war defekt], im Zimmer {room} waren es [28|29|30] Grad.
        [Viel zu heiß|Unerträglich heiß] im Zimmer, [kein Ventilator|Fenster geht nicht auf],
          {zahl} Nächte.
        @de-EN-02
        [Kein warmes Wasser|Nur kaltes Wasser] in Zimmer {room}, [{zahl}x gemeldet|niemand kam].
        Die Dusche war [eiskalt|nur lauwarm], der Abfluss [verstopft|lief nicht ab] ({room}).
        @de-NO-01
        Bis {uhr} [laute Musik|Lärm] aus der Bar, an Schlaf war [nicht zu denken|kaum zu denken].
        [Straßenlärm|Lärm von der Straße] [die ganze Nacht|{zahl} Nächte lang], [Fenster
          undicht|dünne Fenster].
        @de-NO-02
        Die Nachbarn waren [bis {uhr}|die ganze Nacht] laut, [die Wände sind dünn|man hört alles].
        [Türenschlagen|Lärm im Flur] bis {uhr}, [niemand kümmerte sich|keiner hat etwas gesagt].
        @de-FO-01
        {minutes} Minuten [Warten|gewartet] beim [Check-in|Auschecken], [nur eine Person da|viel zu
          lange].
        [Lange Schlange|Ewig angestanden] an der Rezeption, {minutes} Minuten, [schade|unmöglich].
        @de-IT-01
        Das WLAN [ist unbrauchbar|bricht ständig ab] [in Zimmer {room}|im Stock {floor}].
        Kein [Internet|WLAN] in Zimmer {room}, [Arbeiten war nicht möglich|sehr ärgerlich].
        @de-FB-01
        Das Frühstück war [kalt|enttäuschend], [{minutes} Minuten auf Kaffee gewartet|nichts
          nachgefüllt].
        [Falsche Bestellung|Essen kalt], nach {minutes} Minuten [endlich etwas|immer noch nichts].
        @de-praise
        [Sehr schönes|Tolles|Wunderbares] Hotel, [freundliches Personal|super Lage], [gerne
          wieder|wir kommen wieder].
        [Ruhiges|Sauberes|Großes] Zimmer ({room}), [bequemes Bett|gutes Frühstück], {zahl} Nächte
          [genossen|perfekt].
        @de-tag
        Zimmer {room}.
        [Viele Grüße|Gruß|Danke], {guest}.
        {guest}, Zimmer {room}.
        @de-thanks
        {firstname} an der Rezeption war [sehr hilfsbereit|super nett], [vielen Dank|danke]!
        Wir haben {zahl} [schöne|tolle|erholsame] Nächte in {city} verbracht.
        Das Frühstück war [hervorragend|lecker|sehr gut], [frische Brötchen|guter Kaffee].
        @es-HK-02
        El baño estaba [sucio|asqueroso|sin limpiar], [pelos en la ducha|manchas en las sábanas].
        Habitación {room} [muy sucia|con mal olor], [había polvo por todas partes|olía a humedad].
        @es-EN-01-cold
        La calefacción [no funcionaba|estaba rota], [pasamos mucho frío|un frío terrible] en la
          {room}.
        Habitación {room} [helada|muy fría] [toda la noche|las {zahl} noches].
        @es-EN-01-warm
        El aire acondicionado [no funcionaba|no enfriaba], [un calor insoportable|imposible dormir]
          en la {room}.
        [Demasiado calor|Mucho calor] en la habitación {room}, [ni un ventilador|nadie vino].
        @es-EN-02
        [Sin agua caliente|No había agua caliente] en la {room}, [avisamos {zahl} veces|nadie lo
          arregló].
        La ducha [salía fría|no desaguaba], [una vergüenza|así {zahl} noches], hab. {room}.
        @es-NO-01
        [Música|Ruido] del bar hasta las {uhr}, [no pudimos dormir|imposible descansar].
        Mucho ruido de la calle [toda la noche|desde las 5], habitación {room}.
        @es-NO-02
        Los vecinos [gritando|de fiesta] hasta {uhr}, [paredes de papel|se oye todo].
        [Portazos|Ruido en el pasillo] hasta {uhr}, [nadie hizo nada|planta {floor}].
        @es-FO-01
        {minutes} minutos de [cola|espera] para [el check-in|pagar], [solo una persona|muy lento].
        Recepción [lentísima|desbordada], [esperamos|más de] {minutes} minutos.
        @es-IT-01
        El wifi [no funciona|va fatal] en la [habitación {room}|planta {floor}].
        Imposible trabajar, [sin internet|el wifi se corta] en la {room}.
        @es-FB-01
        El desayuno [frío|muy pobre], [esperamos {minutes} minutos|no reponen nada].
        Nos trajeron [otro plato|la comida fría] después de {minutes} minutos.
        @es-praise
        [Hotel estupendo|Muy buen hotel|Todo perfecto], [personal muy amable|ubicación ideal],
          [volveremos|repetiremos].
        Habitación [limpia|amplia|tranquila] ({room}) y [desayuno muy bueno|cama comodísima].
        @es-tag
        Habitación {room}.
        [Saludos|Gracias|Un saludo], {guest}.
        {guest}, habitación {room}.
        @es-thanks
        {firstname} de recepción [nos ayudó mucho|fue encantadora], [mil gracias|gracias].
        Pasamos {zahl} noches [estupendas|muy agradables] en {city}.
        El desayuno [excelente|riquísimo], [buen café|fruta fresca].
        @fr-HK-02
        La salle de bain était [sale|dégoûtante|mal nettoyée], [des cheveux partout|draps tachés].
        Chambre {room} [pas propre|sale], [odeur d'humidité|poussière partout].
        @fr-EN-01-cold
        Le chauffage [ne marchait pas|était en panne], [nous avons eu froid|glacial] chambre {room}.
        Chambre {room} [glaciale|très froide] [toute la nuit|pendant {zahl} nuits].
        @fr-EN-01-warm
        La climatisation [ne marchait pas|était en panne], [chaleur insupportable|30 degrés]
          chambre {room}.
        [Beaucoup trop chaud|Une fournaise] dans la {room}, [fenêtre bloquée|pas de ventilateur].
        @fr-EN-02
        [Pas d'eau chaude|Eau froide] chambre {room}, [signalé {zahl} fois|personne n'est venu].
        La douche [était glacée|se vidait mal], [inadmissible|pendant {zahl} jours] ({room}).
        @fr-NO-01
        [Musique|Bruit] du bar jusqu'à {uhr}, [impossible de dormir|nuit blanche].
        Bruit de la rue [toute la nuit|dès 5 h], [fenêtres très fines|chambre {room}].
        @fr-NO-02
        Voisins bruyants jusqu'à {uhr}, [murs en papier|on entend tout].
        [Portes qui claquent|Bruit dans le couloir] jusqu'à {uhr}, étage {floor}.
        @fr-FO-01
        {minutes} minutes d'attente [à la réception|pour la clé], [une seule personne|c'est trop].
        Accueil [débordé|très lent], [plus de|bien] {minutes} minutes de queue.
        @fr-IT-01
        Le wifi [ne marche pas|coupe sans arrêt] [chambre {room}|au {floor}e étage].
        Pas d'internet dans la {room}, [impossible de travailler|dommage].
        @fr-FB-01
        Petit déjeuner [froid|décevant], [{minutes} minutes pour un café|rien n'est réassorti].
        Plat [froid|erroné] après {minutes} minutes d'attente.
        @fr-praise
        [Très bel|Excellent|Superbe] hôtel, [personnel charmant|très bien situé], [nous
          reviendrons|à bientôt].
        Chambre [propre|calme|spacieuse] ({room}), [bon lit|petit déjeuner excellent].
        @fr-tag
        Chambre {room}.
        [Cordialement|Merci|Bonne journée], {guest}.
        {guest}, chambre {room}.
        @fr-thanks
        Merci à {firstname} [à l'accueil|pour son aide], [très serviable|adorable].
        {zahl} nuits [parfaites|très agréables|reposantes] à {city}.
        Petit déjeuner [copieux|délicieux|varié], [bon café|croissants frais].
        """
}
