import Hummingbird
import Storage
import Web

extension HousePages {
    /// Adds what the house learns from its cases: numbers, journey, programme, reviews,
    /// training, stories, and its process.
    func addLearning(to router: RouterGroup<HouseContext>) {
        router.get("/numbers") { request, context in
            let staff = try context.signedIn()
            let query = try request.uri.decodeQuery(as: NumbersPage.Query.self, context: context)
            return try await blocking { try NumbersPage(pages: self).response(staff, query) }
        }
        router.get("/journey") { request, context in
            let staff = try context.signedIn()
            let query = try request.uri.decodeQuery(as: JourneyPage.Query.self, context: context)
            return try await blocking { try JourneyPage(pages: self).response(staff, query) }
        }
        router.get("/programme") { _, context in
            let staff = try context.signedIn()
            return try await blocking { try ProgrammePage(pages: self).response(staff) }
        }
        router.get("/process") { _, context in
            let staff = try context.signedIn()
            return try await blocking { try ProcessPage(pages: self).response(staff) }
        }
        router.post("/process") { request, context in
            let (staff, form) = try await context.form(ProcessPage.Form.self, request)
            return try await blocking { try ProcessPage(pages: self).take(form, staff) }
        }
        addReviews(to: router)
        addTraining(to: router)
        addStories(to: router)
        addStoryActs(to: router)
    }

    private func addReviews(to router: RouterGroup<HouseContext>) {
        router.get("/reviews") { request, context in
            let staff = try context.signedIn()
            try staff.mustLead()
            let query = try request.uri.decodeQuery(as: ReviewsPage.Query.self, context: context)
            return try await blocking { try ReviewsPage(pages: self).response(staff, query) }
        }
        router.get("/reviews/:reference") { _, context in
            let (staff, name) = (try context.signedIn(), try context.reference())
            try staff.mustLead()
            return try await blocking { try ReviewPage(pages: self).response(name, staff) }
        }
        router.post("/reviews/:reference") { request, context in
            let (staff, form) = try await context.form(ReviewPage.Form.self, request)
            let name = try context.reference()
            try staff.mustLead()
            return try await blocking { try ReviewPage(pages: self).take(name, form, staff) }
        }
    }

    private func addTraining(to router: RouterGroup<HouseContext>) {
        router.get("/training") { _, context in
            let staff = try context.signedIn()
            return try await blocking { try TrainingPage(pages: self).response(staff) }
        }
        router.post("/training") { request, context in
            let (staff, form) = try await context.form(TrainingPage.Form.self, request)
            return try await blocking { try TrainingPage(pages: self).take(form, staff) }
        }
    }

    private func addStories(to router: RouterGroup<HouseContext>) {
        router.get("/stories") { _, context in
            let staff = try context.signedIn()
            return try await blocking { try StoriesPage(pages: self).response(staff) }
        }
        router.get("/stories.md") { _, context in
            _ = try context.signedIn()
            return try await blocking { try StoryExport(pages: self).markdown() }
        }
        router.get("/stories.csv") { _, context in
            _ = try context.signedIn()
            return try await blocking { try StoryExport(pages: self).csv() }
        }
        router.get("/stories/new") { request, context in
            let staff = try context.signedIn()
            let query = try request.uri.decodeQuery(as: StoryPage.Query.self, context: context)
            return try await blocking { try StoryPage(pages: self).new(query, staff) }
        }
        router.get("/stories/:story") { _, context in
            let (staff, name) = (try context.signedIn(), try context.parameters.require("story"))
            return try await blocking { try StoryPage(pages: self).edit(name, staff) }
        }
    }

    private func addStoryActs(to router: RouterGroup<HouseContext>) {
        router.post("/stories") { request, context in
            let (staff, form) = try await context.form(StoryPage.Form.self, request)
            return try await blocking { try StoryPage(pages: self).create(form, staff) }
        }
        router.post("/stories/:story") { request, context in
            let (staff, form) = try await context.form(StoryPage.Form.self, request)
            let name = try context.parameters.require("story")
            return try await blocking { try StoryPage(pages: self).change(name, form, staff) }
        }
        router.post("/stories/:story/agree") { request, context in
            let (staff, form) = try await context.form(StoriesPage.Consent.self, request)
            let name = try context.parameters.require("story")
            return try await blocking { try StoriesPage(pages: self).agree(name, form, staff) }
        }
        router.post("/stories/:story/approve") { request, context in
            let (staff, form) = try await context.form(StoriesPage.Approval.self, request)
            let name = try context.parameters.require("story")
            try staff.mustManage()
            return try await blocking { try StoriesPage(pages: self).approve(name, form, staff) }
        }
        router.post("/stories/:story/withdraw") { request, context in
            let (staff, _) = try await context.form(ShiftForm.self, request)
            let name = try context.parameters.require("story")
            try staff.mustLead()
            return try await blocking { try StoriesPage(pages: self).withdraw(name, staff) }
        }
    }
}
