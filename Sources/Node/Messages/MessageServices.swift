import Logging
import ServiceLifecycle
import Storage

/// What takes messages out of the house, and into it.
func messageServices(
    _ store: NodeStore,
    _ settings: NodeSettings,
    house: String
) -> [any Service] {
    let outbox = OutboxService(
        store: store,
        carriers: settings.ways.carriers(house: house),
        lookEvery: settings.lookEvery,
        logger: settings.logger
    )
    let survey = SecondSurveyService(
        store: store,
        channels: settings.ways.channels,
        house: house,
        logger: settings.logger
    )
    guard let folder = settings.ways.drop else { return [outbox, survey] }
    let drop = MailDrop(
        desk: FeedbackDesk(store),
        folder: folder,
        lookEvery: .seconds(5),
        logger: settings.logger
    )
    return [outbox, survey, drop]
}
