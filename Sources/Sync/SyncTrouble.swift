/// What keeps a node from being in step with the hub, by name.
///
/// The names are stored and appear in JSON; they stay as they are.
package enum SyncTrouble: String, Hashable, Sendable, CaseIterable {
    case hubUnreachable
    case notAHub
    case credentialRefused
    case keyRefused
    case keyMissing
    case siteRetired
    case hubNotProved
    case hubNotTrusted
    case requestAltered
    case writerRefused
    case hubOverloaded
    case hubFailed
    case upgradeNeeded
    case requestRefused
    case replyDamaged
    case noProgress
    case digestDiffers
    case storeFailed
    case takenOver
    case slowExchange
    case paused

    /// What is wrong.
    package var sentence: String {
        switch self {
        case .hubUnreachable: "The hub cannot be reached."
        case .notAHub: "Something that is not an amends hub answers at the hub's address."
        case .credentialRefused: "The hub does not accept this node's credential."
        case .keyRefused: "The hub does not accept this node's key."
        case .keyMissing: "The file with this node's key is missing or cannot be used."
        case .siteRetired: "Headquarters has retired this site."
        case .hubNotProved: "Who answers at the hub's address does not prove to be the hub."
        case .hubNotTrusted:
            "Who answers at the hub's address shows no certificate that this node trusts."
        case .requestAltered: "What this node sends reaches the hub altered, or unsigned."
        case .writerRefused: "The hub knows this node's number as another site's."
        case .hubOverloaded: "The hub has more to do than it can take at the moment."
        case .hubFailed: "The hub had an error of its own."
        case .upgradeNeeded: "The node and the hub do not speak the same version."
        case .requestRefused: "The hub refused what this node sent."
        case .replyDamaged: "The hub's reply was damaged on the way, or breaks the protocol."
        case .noProgress: "The hub answers, but takes and gives nothing."
        case .digestDiffers: "This node's view and the hub's do not add up to the same."
        case .storeFailed: "This node's own data cannot be written."
        case .takenOver: "Another process is syncing this node's data."
        case .slowExchange: "An exchange with the hub has been under way for minutes."
        case .paused: "Somebody paused syncing on this node."
        }
    }

    /// What a person can do about it.
    package var nextStep: String {
        switch self {
        case .hubUnreachable:
            "Check the network and that the hub is running. Work goes on; it is sent later."
        case .notAHub:
            "Check the hub's address; a proxy or a sign-in page may stand between."
        case .credentialRefused:
            "Make a fresh code at the hub with 'amends hub site rejoin CODE', and join anew."
        case .keyRefused:
            "Perhaps another machine joined as this site. Take a code from "
                + "'amends hub site rejoin CODE' and run 'amends node rejoin'."
        case .keyMissing:
            "Put node.key back from the machine that this data came from, or take a code from "
                + "'amends hub site rejoin CODE' and run 'amends node rejoin'."
        case .siteRetired:
            "Ask headquarters. A code from 'amends hub site rejoin CODE' lets this node in again."
        case .hubNotProved:
            "Check the hub's address, and look for a proxy that alters answers. If the hub's key "
                + "was lost, take a code from 'amends hub site rejoin CODE' and run "
                + "'amends node rejoin'."
        case .hubNotTrusted:
            "Check the hub's address, the dates of its certificate and this machine's clock. "
                + "Whoever vouches for a hub of one's own is named with 'amends node hub --ca PEM'."
        case .requestAltered:
            "Look for a proxy between the two that alters requests. The node tries again."
        case .writerRefused:
            "Join this node anew with a fresh code from 'amends hub site rejoin CODE'."
        case .hubOverloaded: "Nothing: the node tries again by itself."
        case .hubFailed: "Read the hub's log. The node tries again by itself."
        case .upgradeNeeded: "Install the newer amends on the older of the two."
        case .requestRefused: "Read the reason in this node's log, and report it."
        case .replyDamaged:
            "Nothing at first: the node asks again. If it goes on, look for a proxy that alters it."
        case .noProgress: "Read the hub's log. The node tries again by itself."
        case .digestDiffers:
            "The node fetches everything afresh. If it goes on, report it with both logs."
        case .storeFailed: "Check free disk space and who may write the data directory."
        case .takenOver: "Nothing: this process goes on when the other is done."
        case .slowExchange:
            "Nothing, where the line is very slow: it goes on. Else read the hub's log; the "
                + "exchange ends by itself and is tried again."
        case .paused: "'amends sync resume' lets it go on; what waits is sent then."
        }
    }

    /// Whether a person should see it: not what passes by itself within seconds.
    package var isShown: Bool { self != .takenOver }
}
