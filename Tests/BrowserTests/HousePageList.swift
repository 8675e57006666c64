/// Every page of the house.
///
/// A new page is one line here, and is then tried by eyes, by keyboard and at every width.
enum HousePageList {
    static let pages = [
        "/",
        "/?q=water",
        "/?q=nothing-has-these-words",
        "/log",
        "/log/what?place=412",
        "/log/how-bad?place=412&scenario=EN-02",
        "/cases/LIS-1/words",
        "/cases/LIS-1",
        "/cases/LIS-2",
        "/cases/LIS-3",
        "/cases/LIS-4",
        "/cases/LIS-99",
        "/people",
        "/sign-in",
    ]
}
