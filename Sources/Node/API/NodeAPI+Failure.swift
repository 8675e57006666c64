import HTTPTypes
import Recovery
import Storage
import Web
import Wire

extension NodeAPI {
    /// What is known of a failure and of the guest's mood, and two failures told apart.
    var failures: [Endpoint<APICaller>] {
        [
            caseAct(
                "failure",
                "Say what is known of the failure, all of it; what is left out is not known.",
                .object([
                    .may("mode", .choice(FailureMode.names)),
                    .may("impact", .text(1...TextMax.reason), "What it did to the guest."),
                    .may("occasion", .text(1...80), "Why the guest is here."),
                    .may("moodBefore", Schemas.mood, "1 furious to 7 delighted."),
                ])
            ) { acts, body in
                try acts.describe(
                    CaseActs.Failure(
                        mode: body["mode"]?.text,
                        impact: body["impact"]?.text,
                        occasion: body["occasion"]?.text,
                        mood: body["moodBefore"]?.integer.map { "\($0)" }
                    )
                )
            },
            caseAct(
                "mood",
                "Say how the guest feels now.",
                .object([.needs("mood", Schemas.mood, "1 furious to 7 delighted.")])
            ) { acts, body in
                try acts.feel(CaseActs.Feeling(mood: Int(body["mood"]?.integer ?? 0)))
            },
            caseAct(
                "visit",
                "Note that somebody of management met the guest, and what came of it.",
                .object([
                    .needs("channel", .choice(["inPerson", "phone"])),
                    .needs("text", .text(1...TextMax.reason)),
                ])
            ) { acts, body in
                let (channel, text) = (body["channel"]?.text ?? "", body["text"]?.text ?? "")
                return try acts.visit(CaseActs.Visit(channel: channel, text: text))
            },
            caseAct(
                "teach",
                "Say how guests are told now what they got wrong.",
                .object([.needs("how", .text(1...TextMax.reason))])
            ) { acts, body in
                try acts.teach(CaseActs.Teaching(how: body["how"]?.text ?? ""))
            },
            makes(
                "split",
                "Take the second of two failures out into a case of its own.",
                .object([
                    .may("summary", .text(1...200)), .may("scenario", .text(1...20)),
                    .may("place", .text(1...TextMax.place)),
                ]),
                Schemas.caseLine
            ) { call, found in try split(call, found) },
            caseAct("unsplit", "Put the case back into the one that it was taken out of.") {
                acts,
                _ in try acts.unsplit()
            },
        ] + files
    }

    private func split(_ call: Call<APICaller>, _ found: RecoveryCase) throws -> JSON {
        var split = CaseSplit(summary: (call.body["summary"]?.text ?? "").trimmed)
        split.place = call.body["place"]?.text
        if let code = call.body["scenario"]?.text {
            guard let published = try pages.desk.scenarios()[code] else {
                throw Self.noScenario(code)
            }
            split.scenario = published
        }
        let opened = try pages.store.change(author: call.staff().name, now: WallClock.now()) {
            try $0.splitCase(found.id, split)
        }
        return try line(opened.id)
    }

    // MARK: Pictures and recordings

    private var files: [Endpoint<APICaller>] {
        var add = makes(
            "files",
            "Add a picture or recording; where and when it was taken is not kept.",
            .object([
                .may("name", .text(1...80)),
                .needs(
                    "content",
                    .text(4...Base64.textLength(of: Attachment.byteCountMax)),
                    "The bytes in base64: JPEG, PNG, WebP, MP3, M4A or WAV."
                ),
            ]),
            Schemas.file
        ) { call, found in
            guard let bytes = Base64.bytes(of: call.body["content"]?.text ?? "") else {
                throw Problem(.badRequest, "base64", "'content' is not in base64. Encode it anew.")
            }
            let acts = CaseActs(pages: pages, staff: try call.staff(), reference: found.reference)
            let id = try acts.attach(bytes, named: call.body["name"]?.text ?? "").file
            let all = try pages.store.read { try $0.attachments(of: found.id) }
            guard let kept = all.first(where: { $0.id == id }) else {
                throw AttachmentRefusal.elsewhere
            }
            return kept.json(isHere: true)
        }
        add.bodyByteCountMax = Base64.textLength(of: Attachment.byteCountMax) + 4_096
        return [
            ofCase("files", "The case's pictures and recordings.", .list(Schemas.file)) {
                reader,
                found in
                let files = AttachmentFiles(of: pages.store)
                return .array(
                    try reader.attachments(of: found.id).map {
                        $0.json(isHere: $0.digest.map(files.has) ?? false)
                    }
                )
            },
            Endpoint(
                .get,
                Self.root + "/cases/{reference}/files/{file}",
                "A picture or recording with its bytes.",
                parameters: [
                    Self.reference,
                    Endpoint.Parameter("file", in: .path, .text(1...40), "Its id."),
                ],
                .ok(Schemas.fileContent)
            ) { call in
                let name = call[parameter: "reference"]?.text ?? ""
                let acts = CaseActs(pages: pages, staff: try call.staff(), reference: name)
                let content = try acts.content(of: call[parameter: "file"]?.text ?? "")
                return content.attachment.json(isHere: true)
                    .with([("content", .text(Base64.text(of: content.bytes)))])
            },
            add,
        ]
    }
}

extension Attachment {
    /// What is known of a picture or recording; its bytes lie at the house where it was added.
    fileprivate func json(isHere: Bool) -> JSON {
        [
            "id": .text(id.description), "kind": .text(kind), "name": .text(name),
            "byteCount": .count(byteCount), "addedAt": .text(addedAt.description),
            "author": .text(author), "isHere": .bool(isHere),
        ]
    }
}

extension Schemas {
    fileprivate static let mood = JSONSchema.integer(1...7)

    private static let fileProperties: [JSONSchema.Property] = [
        .needs("id", .text()), .needs("kind", .text(), "Such as image/jpeg."),
        .needs("name", .text()), .needs("byteCount", .integer(0...Int64.max)),
        .needs("addedAt", .moment), .needs("author", .text()),
        .needs("isHere", .boolean, "Its bytes lie at the house where it was added."),
    ]

    fileprivate static let file = JSONSchema.named("File", .object(fileProperties))

    fileprivate static let fileContent = JSONSchema.named(
        "FileContent",
        .object(fileProperties + [.needs("content", .text(), "In base64.")])
    )
}
