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
    let desk = FeedbackDesk(store)
    let (logger, lookEvery) = (settings.logger, Duration.seconds(5))
    let mail = settings.ways.drop.map {
        MailDrop(desk: desk, folder: $0, lookEvery: lookEvery, logger: logger)
    }
    let texts = settings.ways.textDrop.map {
        TextDrop(desk: desk, folder: $0, lookEvery: lookEvery, logger: logger)
    }
    let drops: [(any Service)?] = [mail, texts]
    return [outbox, survey] + drops.compactMap(\.self)
}
