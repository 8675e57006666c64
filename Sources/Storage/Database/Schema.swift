import GRDB
import Recovery

/// Which of the two a database serves.
package enum StoreRole: String, Sendable {
    case node, hub
}

/// What the tables are.
///
/// The record tables follow from the catalogue: each has the record's standing in columns that
/// begin with an underscore, then a column a field. `_live` is null while every field has one
/// version, the creation's.
enum Schema {
    /// Written to `PRAGMA user_version`.
    ///
    /// A database with a higher number is refused.
    static let version: Int32 = 7

    /// Makes missing tables, columns and indexes; what is there already stays as it is, so a
    /// database of any earlier version comes forward by the same path as a new one.
    static func install(_ database: Database, role: StoreRole) throws {
        for type in Catalogue.types { try install(type, database, role) }
        try database.execute(sql: common)
        try database.execute(sql: role == .node ? node : hub)
        if role == .hub {
            try sortTotalsByDay(database)
            try countOpenCases(database)
            try dateArrivals(database)
            try takeOutWhatIsNoFailure(database)
            try countScores(database)
        }
    }

    private static func install(
        _ type: RecordType,
        _ database: Database,
        _ role: StoreRole
    ) throws {
        let columns = type.fields.map { "\"\($0.name)\" \(affinity($0.kind))" }
        try database.execute(
            sql: """
                CREATE TABLE IF NOT EXISTS "\(type.name)"(
                    _id INTEGER PRIMARY KEY, _site INTEGER NOT NULL, _scope INTEGER NOT NULL,
                    _revision INTEGER NOT NULL, _position INTEGER NOT NULL,
                    _stamp INTEGER NOT NULL, _author TEXT NOT NULL, _live BLOB,
                    \(columns.joined(separator: ", "))) STRICT
                """
        )
        let present = Set(try database.columns(in: type.name).map(\.name))
        for field in type.fields where !present.contains(field.name) {
            try database.execute(
                sql: """
                    ALTER TABLE "\(type.name)" ADD COLUMN "\(field.name)" \(affinity(field.kind))
                    """
            )
        }
        if role == .hub {
            try database.execute(
                sql: """
                    CREATE INDEX IF NOT EXISTS "\(type.name)_position"
                    ON "\(type.name)"(_scope, _position)
                    """
            )
        }
    }

    private static func affinity(_ kind: FieldDefinition.Kind) -> String {
        if case .text = kind { "TEXT" } else { "INTEGER" }
    }

    private static let common = """
        CREATE TABLE IF NOT EXISTS setting(
            name TEXT PRIMARY KEY, value ANY NOT NULL) STRICT, WITHOUT ROWID;
        -- What an edit replaced and what it set, field by field; creations are not repeated here.
        CREATE TABLE IF NOT EXISTS history(
            record INTEGER NOT NULL, field INTEGER NOT NULL, change INTEGER NOT NULL,
            stamp INTEGER NOT NULL, author TEXT NOT NULL, value ANY, replaced BLOB NOT NULL,
            PRIMARY KEY(record, field, change)) STRICT, WITHOUT ROWID;
        -- Fields whose live versions have different values.
        CREATE TABLE IF NOT EXISTS conflict(
            record INTEGER NOT NULL, field INTEGER NOT NULL, type INTEGER NOT NULL,
            since INTEGER NOT NULL, PRIMARY KEY(record, field)) STRICT, WITHOUT ROWID;
        -- A conflict that a person settled, so that it can be undone.
        CREATE TABLE IF NOT EXISTS settlement(
            id INTEGER PRIMARY KEY, record INTEGER NOT NULL, field INTEGER NOT NULL,
            type INTEGER NOT NULL, change INTEGER NOT NULL, settled_at INTEGER NOT NULL,
            author TEXT NOT NULL, versions BLOB NOT NULL, undone_at INTEGER) STRICT;
        CREATE TABLE IF NOT EXISTS alias(
            former INTEGER PRIMARY KEY, present INTEGER NOT NULL) STRICT;
        CREATE TABLE IF NOT EXISTS journal(
            id INTEGER PRIMARY KEY, at INTEGER NOT NULL, line TEXT NOT NULL) STRICT;
        -- Those who sign in here; none of this is synced. No secret: may no longer sign in.
        CREATE TABLE IF NOT EXISTS person(
            id INTEGER PRIMARY KEY, name TEXT NOT NULL, folded TEXT NOT NULL UNIQUE,
            role INTEGER NOT NULL, team TEXT NOT NULL, language TEXT, secret BLOB) STRICT;
        CREATE TABLE IF NOT EXISTS session(
            token_hash BLOB PRIMARY KEY, person INTEGER NOT NULL, terminal INTEGER NOT NULL,
            started_at INTEGER NOT NULL, seen_at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS session_person ON session(person);
        -- Wrong tries in a row since the last right one.
        CREATE TABLE IF NOT EXISTS sign_in_failure(
            person INTEGER PRIMARY KEY, count INTEGER NOT NULL, at INTEGER NOT NULL) STRICT;
        CREATE INDEX IF NOT EXISTS recovery_case_reference ON recovery_case(reference);
        CREATE INDEX IF NOT EXISTS alarm_case ON alarm(recoveryCase);
        CREATE INDEX IF NOT EXISTS note_case ON note(recoveryCase);
        CREATE INDEX IF NOT EXISTS remedy_event_case ON remedy_event(recoveryCase);
        CREATE INDEX IF NOT EXISTS cause_analysis_case ON cause_analysis(recoveryCase);
        CREATE INDEX IF NOT EXISTS message_case ON message(recoveryCase);
        CREATE INDEX IF NOT EXISTS delivery_message ON delivery(message);
        CREATE INDEX IF NOT EXISTS contact_attempt_case ON contact_attempt(recoveryCase);
        CREATE INDEX IF NOT EXISTS commitment_case ON commitment(recoveryCase);
        CREATE INDEX IF NOT EXISTS recovery_survey_case ON recovery_survey(recoveryCase);
        CREATE INDEX IF NOT EXISTS attachment_case ON attachment(recoveryCase);
        CREATE INDEX IF NOT EXISTS case_link_case ON case_link(recoveryCase);
        CREATE INDEX IF NOT EXISTS case_link_other ON case_link(other);
        -- The few cases that headquarters has ever taken over.
        CREATE INDEX IF NOT EXISTS recovery_case_taken_over ON recovery_case(_id)
            WHERE instr(tags, 'hq-took:') > 0;
        """

    private static let node = """
        -- Every change made here, as canonical bytes, with the chain's hash after it.
        CREATE TABLE IF NOT EXISTS log(
            id INTEGER PRIMARY KEY, bytes BLOB NOT NULL, hash BLOB NOT NULL) STRICT;
        CREATE TABLE IF NOT EXISTS life(
            writer INTEGER PRIMARY KEY, ordinal INTEGER NOT NULL UNIQUE, count INTEGER NOT NULL,
            hash BLOB NOT NULL, acknowledged INTEGER NOT NULL, settled INTEGER NOT NULL) STRICT;
        -- Own edits, not yet in what the hub shows; own creations are those of revision 0.
        CREATE TABLE IF NOT EXISTS overlay(
            change INTEGER PRIMARY KEY, record INTEGER NOT NULL, type INTEGER NOT NULL) STRICT;
        CREATE INDEX IF NOT EXISTS overlay_record ON overlay(record);
        -- The hub's state of a record on which own edits lie.
        CREATE TABLE IF NOT EXISTS beneath(
            record INTEGER PRIMARY KEY, row BLOB NOT NULL) STRICT;
        CREATE TABLE IF NOT EXISTS token(
            id INTEGER PRIMARY KEY, value INTEGER NOT NULL, confirmed INTEGER NOT NULL) STRICT;
        CREATE TABLE IF NOT EXISTS staged(id INTEGER PRIMARY KEY, part BLOB NOT NULL) STRICT;
        -- The hub's versions that own edits replaced, to be given back to a hub that lost them.
        CREATE TABLE IF NOT EXISTS overwritten(
            change INTEGER NOT NULL, record INTEGER NOT NULL, field INTEGER NOT NULL,
            type INTEGER NOT NULL, version BLOB NOT NULL,
            PRIMARY KEY(change, record, field)) STRICT, WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS parked_notice(
            change INTEGER PRIMARY KEY, reason INTEGER NOT NULL, since INTEGER NOT NULL) STRICT;
        CREATE TABLE IF NOT EXISTS import_mapping(
            name TEXT PRIMARY KEY, mapping TEXT NOT NULL) STRICT, WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS set_aside(
            id INTEGER PRIMARY KEY, source TEXT NOT NULL, line INTEGER NOT NULL,
            reason TEXT NOT NULL, bytes BLOB NOT NULL, at INTEGER NOT NULL) STRICT;
        -- What somebody chose for the own desk, kinds see DeskChoice; not synced.
        CREATE TABLE IF NOT EXISTS desk_choice(
            person INTEGER NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL,
            PRIMARY KEY(person, kind, name)) STRICT, WITHOUT ROWID;
        -- When the office teams work, as written; the latest holds. Not synced.
        CREATE TABLE IF NOT EXISTS service_hours(
            id INTEGER PRIMARY KEY, text TEXT NOT NULL, author TEXT NOT NULL,
            at INTEGER NOT NULL) STRICT;
        -- Not unique: a file imported again after a restore, and the rows of the lost life that
        -- come back from the hub, bear the same fingerprints.
        CREATE INDEX IF NOT EXISTS feedback_fingerprint ON feedback(fingerprint)
            WHERE fingerprint IS NOT NULL;
        CREATE INDEX IF NOT EXISTS recovery_case_feedback ON recovery_case(feedback);
        CREATE INDEX IF NOT EXISTS recovery_case_state ON recovery_case(state, openedAt);
        CREATE INDEX IF NOT EXISTS alarm_state ON alarm(state);
        CREATE INDEX IF NOT EXISTS commitment_state ON commitment(state, dueAt);
        CREATE INDEX IF NOT EXISTS duty_end ON duty(endsAt);
        CREATE INDEX IF NOT EXISTS place_token ON place(token);
        -- Messages on their way out, until it is known what became of them. The key names a
        -- message to what carries it, the same at every try.
        CREATE TABLE IF NOT EXISTS outbox(
            message INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, channel INTEGER NOT NULL,
            reason TEXT, state INTEGER NOT NULL, since INTEGER NOT NULL, tries INTEGER NOT NULL,
            next_at INTEGER NOT NULL, detail TEXT) STRICT;
        -- What somebody has begun to write to the guest of a case.
        CREATE TABLE IF NOT EXISTS message_draft(
            person INTEGER NOT NULL, record INTEGER NOT NULL, channel INTEGER, address TEXT,
            subject TEXT, text TEXT NOT NULL, due INTEGER, reason TEXT, template TEXT,
            kept_at INTEGER NOT NULL, PRIMARY KEY(person, record)) STRICT, WITHOUT ROWID;
        -- What somebody typed about a case and could not send, forms see TypedDraft.
        CREATE TABLE IF NOT EXISTS typed_draft(
            person INTEGER NOT NULL, record INTEGER NOT NULL, form TEXT NOT NULL,
            text TEXT NOT NULL, guest TEXT NOT NULL,
            PRIMARY KEY(person, record, form)) STRICT, WITHOUT ROWID;
        -- The few cases in which guests were found to need to know something.
        CREATE INDEX IF NOT EXISTS recovery_case_lesson ON recovery_case(openedAt)
            WHERE instr(tags, 'guests-need-to-know') > 0;
        -- Guests' forms that came too thick to be taken in unseen, as they were sent.
        CREATE TABLE IF NOT EXISTS kept_form(
            id INTEGER PRIMARY KEY, at INTEGER NOT NULL, place INTEGER NOT NULL,
            channel INTEGER NOT NULL, reason INTEGER NOT NULL, language TEXT NOT NULL,
            body TEXT NOT NULL) STRICT;
        CREATE INDEX IF NOT EXISTS stay_booking ON stay(booking) WHERE booking IS NOT NULL;
        CREATE INDEX IF NOT EXISTS stay_place ON stay(place COLLATE NOCASE, departsAt);
        CREATE INDEX IF NOT EXISTS stay_departure ON stay(departsAt);
        CREATE INDEX IF NOT EXISTS recovery_case_stay ON recovery_case(stay)
            WHERE stay IS NOT NULL;
        -- What the house assumes that a guest is worth; the latest holds, one without amounts says
        -- nothing. Not synced.
        CREATE TABLE IF NOT EXISTS guest_worth(
            id INTEGER PRIMARY KEY, low INTEGER, high INTEGER, currency TEXT, percents TEXT,
            source TEXT, author TEXT NOT NULL, at INTEGER NOT NULL) STRICT;
        -- What programs were answered under names of their own, for a day; no answer: begun.
        CREATE TABLE IF NOT EXISTS request_key(
            person INTEGER NOT NULL, name TEXT NOT NULL, question BLOB NOT NULL,
            at INTEGER NOT NULL, answer TEXT, PRIMARY KEY(person, name)) STRICT, WITHOUT ROWID;
        -- Programs that are told what happens here, each in its order; the last event that one
        -- has taken, or was refused by.
        CREATE TABLE IF NOT EXISTS webhook(
            id INTEGER PRIMARY KEY AUTOINCREMENT, url TEXT NOT NULL, secret TEXT NOT NULL,
            added_by TEXT NOT NULL, added_at INTEGER NOT NULL, reached INTEGER NOT NULL,
            tries INTEGER NOT NULL, next_at INTEGER NOT NULL, taken_at INTEGER,
            detail TEXT) STRICT;
        -- What happened, in its order, as long as a program may have to be told; the key names
        -- an event the same at every try.
        CREATE TABLE IF NOT EXISTS webhook_event(
            id INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL, kind INTEGER NOT NULL,
            recovery_case INTEGER NOT NULL, subject INTEGER, fields TEXT NOT NULL,
            at INTEGER NOT NULL) STRICT;
        CREATE INDEX IF NOT EXISTS webhook_event_subject ON webhook_event(subject)
            WHERE subject IS NOT NULL;
        -- Where failures go that the program recognises: one row a kind, and '' for all others.
        CREATE TABLE IF NOT EXISTS routing_mode(
            scenario TEXT PRIMARY KEY, mode INTEGER NOT NULL, since INTEGER NOT NULL,
            author TEXT NOT NULL, why TEXT NOT NULL) STRICT, WITHOUT ROWID;
        -- Telephones whose guests wrote STOP.
        CREATE TABLE IF NOT EXISTS text_stop(
            number TEXT PRIMARY KEY, at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
        -- Texts about alarms that nobody answered, by alarm; on their way while in the outbox.
        CREATE TABLE IF NOT EXISTS alarm_text(
            alarm INTEGER PRIMARY KEY, number TEXT NOT NULL, text TEXT NOT NULL,
            at INTEGER NOT NULL) STRICT;
        -- Who practised what, for one kind of failure or for all (''), and when last. Not synced.
        CREATE TABLE IF NOT EXISTS training(
            person TEXT NOT NULL, item TEXT NOT NULL, scenario TEXT NOT NULL, at INTEGER NOT NULL,
            PRIMARY KEY(person, item, scenario)) STRICT, WITHOUT ROWID;
        -- What the guest's journey is counted by, without a look at the cases themselves.
        CREATE INDEX IF NOT EXISTS recovery_case_journey ON recovery_case(
            openedAt, touchpoint, scenario, state, outcome, isDrill, stay, recoveryScore);
        -- Folded text of each searched record; a trigram finds any three letters or more.
        CREATE VIRTUAL TABLE IF NOT EXISTS search USING fts5(words, tokenize = 'trigram');
        """

    private static let hub = """
        CREATE TABLE IF NOT EXISTS account(
            site INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE, name TEXT NOT NULL,
            join_hash BLOB, credential_hash BLOB, heard_at INTEGER, version TEXT) STRICT;
        -- Keys by which a site's node signs; `until`: accepted no longer.
        CREATE TABLE IF NOT EXISTS site_key(
            site INTEGER NOT NULL, key BLOB NOT NULL, since INTEGER NOT NULL, until INTEGER,
            PRIMARY KEY(site, key)) STRICT, WITHOUT ROWID;
        -- Since when a site's node is asked for a new key, and since when it is refused.
        CREATE TABLE IF NOT EXISTS site_state(
            site INTEGER PRIMARY KEY, asked_at INTEGER, retired_at INTEGER) STRICT;
        CREATE TABLE IF NOT EXISTS writer(
            number INTEGER PRIMARY KEY, site INTEGER NOT NULL, count INTEGER NOT NULL,
            hash BLOB NOT NULL, token INTEGER, heard_epoch INTEGER,
            snapshot_everyone INTEGER, snapshot_site INTEGER) STRICT;
        -- The hub's own lives.
        CREATE INDEX IF NOT EXISTS writer_hub ON writer(number) WHERE site = 0;
        -- The hashes of a run of changes, 16 bytes each, and when it came.
        CREATE TABLE IF NOT EXISTS chain(
            writer INTEGER NOT NULL, first INTEGER NOT NULL, hashes BLOB NOT NULL, at INTEGER,
            PRIMARY KEY(writer, first)) STRICT, WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS sequence(
            scope INTEGER PRIMARY KEY, head INTEGER NOT NULL, floor INTEGER NOT NULL,
            digest_first INTEGER NOT NULL, digest_second INTEGER NOT NULL) STRICT;
        CREATE TABLE IF NOT EXISTS departure(
            scope INTEGER NOT NULL, position INTEGER NOT NULL, record INTEGER NOT NULL,
            revision INTEGER NOT NULL, destination INTEGER NOT NULL,
            PRIMARY KEY(scope, position)) STRICT, WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS departure_record ON departure(record, scope);
        CREATE TABLE IF NOT EXISTS parked(
            change INTEGER PRIMARY KEY, site INTEGER NOT NULL, bytes BLOB NOT NULL,
            hash BLOB NOT NULL, reason INTEGER NOT NULL, since INTEGER NOT NULL) STRICT;
        CREATE INDEX IF NOT EXISTS parked_site ON parked(site, change);
        -- Those that are tried again by themselves.
        CREATE INDEX IF NOT EXISTS parked_again ON parked(change) WHERE reason IN (1, 2);
        -- Former names of changes, and what they were given instead.
        CREATE TABLE IF NOT EXISTS rekeyed(
            former INTEGER NOT NULL, hash BLOB NOT NULL, present INTEGER NOT NULL,
            PRIMARY KEY(former, hash)) STRICT, WITHOUT ROWID;
        -- Changes of a dead life of the hub: brought back by a site, or known only as a base.
        CREATE TABLE IF NOT EXISTS salvaged(
            change INTEGER NOT NULL, record INTEGER NOT NULL, field INTEGER NOT NULL,
            PRIMARY KEY(change, record, field)) STRICT, WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS outlived(change INTEGER PRIMARY KEY) STRICT;
        -- What had been applied when a life of the hub began after a restore.
        CREATE TABLE IF NOT EXISTS restore_point(
            life INTEGER NOT NULL, writer INTEGER NOT NULL, count INTEGER NOT NULL,
            PRIMARY KEY(life, writer)) STRICT, WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS restore_parked(
            life INTEGER NOT NULL, change INTEGER NOT NULL,
            PRIMARY KEY(life, change)) STRICT, WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS renumbering(
            writer INTEGER NOT NULL, next INTEGER NOT NULL, number INTEGER NOT NULL,
            PRIMARY KEY(writer, next)) STRICT, WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS total(
            site INTEGER NOT NULL, scenario TEXT NOT NULL, day INTEGER NOT NULL,
            factor INTEGER NOT NULL, value INTEGER NOT NULL, cases INTEGER NOT NULL,
            PRIMARY KEY(factor, day, site, scenario, value)) STRICT, WITHOUT ROWID;
        -- The cases behind a figure: by when they happened, with all that figures ask for.
        DROP INDEX IF EXISTS recovery_case_happened;
        CREATE INDEX IF NOT EXISTS recovery_case_counted ON recovery_case(
            COALESCE(occurredAt, receivedAt, openedAt), scenario, _site, state, isDrill, outcome);
        -- What sites told of their days, with all that rates ask for.
        CREATE INDEX IF NOT EXISTS exposure_day ON exposure(day, _scope, roomNights);
        -- To whom the weekly brief is mailed, and what became of each one; not synced.
        CREATE TABLE IF NOT EXISTS brief_mail(
            id INTEGER PRIMARY KEY, recipients TEXT NOT NULL, weekday INTEGER NOT NULL,
            hour INTEGER NOT NULL, site TEXT, author TEXT NOT NULL, at INTEGER NOT NULL) STRICT;
        CREATE TABLE IF NOT EXISTS brief_sent(
            monday INTEGER NOT NULL, recipient TEXT NOT NULL, state INTEGER NOT NULL,
            tries INTEGER NOT NULL, at INTEGER NOT NULL, detail TEXT,
            PRIMARY KEY(monday, recipient)) STRICT, WITHOUT ROWID;
        -- Sites by region, and who at headquarters looks after one alone; not synced.
        CREATE TABLE IF NOT EXISTS region(id INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT;
        CREATE TABLE IF NOT EXISTS site_region(
            site INTEGER PRIMARY KEY, region INTEGER NOT NULL) STRICT;
        CREATE TABLE IF NOT EXISTS person_region(
            person INTEGER PRIMARY KEY, region INTEGER NOT NULL) STRICT;
        -- How far each site has come in what goes down to it, and in which life of the hub.
        CREATE TABLE IF NOT EXISTS site_reach(
            site INTEGER PRIMARY KEY, epoch INTEGER NOT NULL, everyone INTEGER NOT NULL,
            own INTEGER NOT NULL) STRICT;
        -- What headquarters assumes that guests are worth; the latest of a currency holds.
        CREATE TABLE IF NOT EXISTS value_assumption(
            id INTEGER PRIMARY KEY, currency TEXT NOT NULL, text TEXT NOT NULL,
            author TEXT NOT NULL, at INTEGER NOT NULL) STRICT;
        """

    /// Open cases were counted case by case before.
    private static func countOpenCases(_ database: Database) throws {
        let open = CaseState.allCases.filter(\.isOpen).map { "\($0.rawValue)" }
        try database.execute(
            sql: """
                INSERT INTO total(site, scenario, day, factor, value, cases)
                SELECT _site, '', 0, \(TotalFactor.open.rawValue), 0, COUNT(*) FROM recovery_case
                WHERE state IN (\(open.joined(separator: ", "))) AND COALESCE(isDrill, 0) = 0
                    AND NOT EXISTS (
                        SELECT 1 FROM total WHERE factor = \(TotalFactor.open.rawValue))
                GROUP BY _site
                """
        )
    }

    /// When changes came was not written down before.
    private static func dateArrivals(_ database: Database) throws {
        let columns = try database.columns(in: "chain")
        guard !columns.contains(where: { $0.name == "at" }) else { return }
        try database.execute(sql: "ALTER TABLE chain ADD COLUMN at INTEGER")
    }

    /// Totals lay by site before, when reports of some weeks read all of them.
    private static func sortTotalsByDay(_ database: Database) throws {
        let first = try database.columns(in: "total").first { $0.primaryKeyIndex == 1 }
        guard first?.name == "site" else { return }
        try database.execute(sql: "ALTER TABLE total RENAME TO total_by_site")
        try database.execute(sql: hub)
        try database.execute(
            sql: """
                INSERT INTO total SELECT * FROM total_by_site WHERE cases <> 0;
                DROP TABLE total_by_site
                """
        )
    }
}
