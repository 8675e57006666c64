/// Names that exports give their columns, lower-case letters and digits only, best first.
enum GuessWords {
    static let id = [
        "responseid", "respondentid", "responsid", "antwortid", "reviewid", "feedbackid",
        "ticketid", "caseid", "externalid", "uniquekey", "respnum", "id",
    ]
    static let language = [
        "userlanguage", "language", "lang", "begintaal", "startlanguage", "sprache", "langue",
        "taal", "idioma",
    ]
    static let channel = ["channel", "feedbackchannel", "source", "submittedvia", "via", "medium"]
    static let occurred = [
        "occurred", "occurredat", "reviewdate", "reviewsdate", "submitted", "submittedat",
        "datesubmitted",
        "submitdate", "date", "createdat", "createddate", "datecreated", "recordeddate",
        "datumlaatsteactie", "enddate", "startdate", "timestamp", "time", "tweetcreated",
        "datereceived", "datum", "fecha", "data", "at",
    ]
    static let dateParts = ["date", "datum", "fecha", "timestamp", "datetime"]
    static let received = [
        "received", "receivedat", "datereceived", "reviewsdateadded", "dateadded", "recordeddate",
    ]
    static let score = [
        "overallrating", "overallscore", "reviewerscore", "reviewsrating", "nps",
        "netpromoterscore", "netpro", "likelihoodtorecommend", "overallsatisfaction", "rating",
        "score", "stars", "csat", "satisfaction", "bewertung", "note", "cijfer", "puntuacion",
    ]
    static let scoreParts = [
        "howlikely", "recommendto", "overallrating", "overallexperience", "overallsatisf",
        "howsatisfied", "overallstay", "weiterempfehl", "gesamtbewertung",
    ]
    static let overallEnds = ["all", "whole"]
    static let notScore = ["average", "count", "confidence", "total", "number"]
    static let recommend = ["nps", "netpro", "recommend", "howlikely", "weiterempfehl"]
    static let scale = ["scale", "ratingscale", "maxrating", "ratingmax"]
    static let complaint = [
        "negativereview", "negative", "dislike", "whatwasbad", "whatcouldbeimproved",
    ]
    static let praise = ["positivereview", "positive", "liked", "whatwasgood"]
    /// What Booking.com writes into a box that the guest left empty.
    static let empty = ["No Negative", "No Positive"]
    static let text = [
        "reviewtext", "reviewstext", "text", "content", "comment", "comments", "guestcomments",
        "feedback", "review", "message", "body", "verbatim", "opinion", "narrative", "description",
        "kommentar", "kommentare", "bemerkung", "bemerkungen", "commentaire", "commentaires",
        "comentario", "comentarios", "opmerking", "opmerkingen", "remarks", "statusnotes",
    ]
    static let textLabels = [
        "freetext", "comment", "feedback", "tellus", "describe", "explain", "remark", "kommentar",
        "anmerkung", "opmerking",
    ]
    static let title = [
        "title", "reviewstitle", "reviewtitle", "subject", "headline", "summary", "betreff",
    ]
    static let phone = [
        "phone", "phonenumber", "telephone", "mobile", "telefon", "telefoon", "handy",
        "recipientphone",
    ]
    static let contact = [
        "contactme", "contactrequest", "callback", "pleasecontact", "maywecontact", "followup",
        "liketobecontacted", "wishtobecontacted", "liketobecalled",
    ]
    static let guest = [
        "guestname", "guest", "reviewername", "customername", "author", "username",
        "reviewsusername", "firstname", "recipientfirstname", "lastname", "recipientlastname",
    ]
    static let place = [
        "room", "roomnumber", "roomno", "zimmer", "zimmernummer", "kamer", "chambre",
        "habitacion", "place", "area", "barea", "terminal",
    ]
    static let touchpoint = ["touchpoint", "department", "area", "category", "topic"]
    static let site = [
        "site", "sitecode", "hotel", "hotelname", "property", "propertyname", "branch",
        "airlinename", "airline",
    ]

    /// Whether a column tells how a questionnaire was filled in, not what was answered.
    static func isMetadata(_ key: String) -> Bool {
        metadata.contains(key) || metadataStarts.contains { key.hasPrefix($0) }
    }

    private static let metadata: Set<String> = [
        "row", "status", "ipaddress", "ipadres", "progress", "durationinseconds", "finished",
        "recordeddate", "startdate", "enddate", "externalreference", "externaldatareference",
        "responseset", "name", "distributionchannel", "userlanguage", "datumverstuurd",
        "laatstepagina", "begintaal", "startdatum", "datumlaatsteactie", "verwijzerurl",
        "totaaltijd", "timestamp", "weight",
    ]
    private static let metadataStarts = [
        "location", "recipient", "vraagtijd", "groeptijd", "questiontime", "grouptime",
    ]
}
